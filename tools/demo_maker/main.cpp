// Computes geodata/demo again from the real data: see geodata/demo/README.md.

#include "make_demo.hpp"

#include <cmath>
#include <exception>
#include <iostream>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/geodata/write_shapefile.hpp>
#include <numbers>

namespace {

using namespace levelin;

void write_text(const std::filesystem::path& path, const std::string& text) {
    geodata::OutputFile file(path, true);
    file.write(text);
    (void)file.commit();
}

void report(const demo::UkHexagons& uk, const demo::DemoTables& tables) {
    const CartogramFit& fit = uk.hexagons.fit;
    const double share = static_cast<double>(fit.borders_kept) / static_cast<double>(fit.borders);
    const double size = area_of(uk.hexagons.boundaries, 0);
    std::cout << "authorities                 " << uk.real.size() << "\n"
              << "small areas                 " << tables.figures.small_areas << "\n"
              << "population                  "
              << grouped_text(std::llround(tables.figures.total_population)) << "\n"
              << "spacing of the hexagons     "
              << fixed_text(std::sqrt(size * 2 / std::numbers::sqrt3) / 1000, 3) << " km\n"
              << "size of a hexagon           " << fixed_text(size / 1e6, 2) << " km2\n"
              << "mean displacement           " << fixed_text(fit.mean_displacement_m / 1000, 1)
              << " km\n"
              << "borders kept                " << fit.borders_kept << " of " << fit.borders << " ("
              << fixed_text(100 * share, 1) << " %), of " << uk.touching
              << " pairs of hexagons that touch\n"
              << "mean turn between neighbours  " << fixed_text(uk.turn_deg, 1) << " degrees\n";
    for (const Finding& finding : uk.hexagons.diagnostics.findings()) {
        std::cout << finding.code << "  " << finding.message << "\n";
    }
}

void run(const std::filesystem::path& data, const std::filesystem::path& out) {
    const demo::UkHexagons uk = demo::uk_hexagons(data);
    const demo::DemoTables tables = demo::demo_tables(data, uk);
    std::filesystem::create_directories(out);
    geodata::ShapefileOptions options;
    options.crs = "EPSG:27700";
    options.code_field = "LAD23CD";
    options.name_field = "LAD23NM";
    options.overwrite = true;
    ResultTable columns;
    columns.columns = {{"NATION", TextColumn{uk.nation}}, {"REGION", TextColumn{uk.region}}};
    geodata::write_shapefile(out / "uk_lad_2023_hex.shp", uk.hexagons.boundaries, columns, options);
    write_text(out / "indicators.csv", tables.indicators);
    write_text(out / "sources.csv", tables.sources);
    report(uk, tables);
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: demo_maker DATA OUT\n"
                     "  DATA  the folder of the real data (it holds SOURCES.md)\n"
                     "  OUT   where to write, for example geodata/demo\n";
        return 2;
    }
    try {
        run(argv[1], argv[2]);
    } catch (const levelin::Error& error) {
        std::cerr << error.what() << "\n";
        return error.exit_status();
    } catch (const std::exception& error) {
        std::cerr << error.what() << "\n";
        return 1;
    }
    return 0;
}
