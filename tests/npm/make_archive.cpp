// Writes what the tests of readers from npm read: make_archive FOLDER SOURCE_FOLDER
//
// demo.pmtiles: the demo's hexagons; coverage.pmtiles: areas with wandering borders that fill a
// rectangle; each with a .json that says what must be in it.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <iostream>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/write_tiles.hpp>
#include <nlohmann/json.hpp>

using namespace levelin;

namespace {

geodata::ExportLayer scored_layer(BoundarySet shapes, geodata::CrsInfo crs) {
    geodata::ExportLayer layer = geodata::layer_of(std::move(shapes), std::move(crs));
    WholeColumn decile;
    WholeColumn change;
    DecimalColumn score;
    for (std::size_t a = 0; a < layer.shapes.size(); ++a) {
        const Status status = a % 9 == 4 ? Status::suppressed : Status::ok;
        layer.table.status.push_back(status);
        decile.values.push_back(static_cast<std::int64_t>(a % 10) + 1);
        decile.status.push_back(Status::ok);
        change.values.push_back(5 - static_cast<std::int64_t>(a));
        change.status.push_back(Status::ok);
        score.values.push_back(static_cast<double>(a) / 3);
        score.status.push_back(status);
    }
    layer.table.columns.push_back({"imd_decile", std::move(decile)});
    layer.table.columns.push_back({"change", std::move(change)});
    layer.table.columns.push_back({"imd_score", std::move(score)});
    layer.attribution = {"Crown copyright <and> database right"};
    return layer;
}

// Borders between areas are walks that both neighbours share; the outermost ones are straight in
// longitude and latitude, and so on the map.
BoundarySet wandering(int columns, int rows) {
    constexpr double west = -4;
    constexpr double south = 52;
    constexpr double width = 0.05;
    constexpr double height = 0.03;
    constexpr int bends = 15;
    const auto corner = [&](int i, int j) { return Point{west + i * width, south + j * height}; };
    const auto way = [&](int i, int j, bool east) {
        const Point from = corner(i, j);
        const bool straight = east ? j == 0 || j == rows : i == 0 || i == columns;
        std::vector<Point> points;
        for (int b = 0; b <= bends; ++b) {
            const double on = b / (bends + 1.0);
            const double off =
                straight ? 0 : 0.8 * std::min(on, 1 - on) * std::sin(b * 2.3 + i * 1.7 + j * 0.9);
            points.push_back(east ? Point{from.x + on * width, from.y + off * height}
                                  : Point{from.x + off * width, from.y + on * height});
        }
        return points;
    };
    BoundarySet set;
    for (int j = 0; j < rows; ++j) {
        for (int i = 0; i < columns; ++i) {
            set.codes.push_back(*AreaCode::parse("W" + std::to_string(set.codes.size())));
            set.names.push_back("Ardal " + std::to_string(set.codes.size()));
            const auto add = [&](const std::vector<Point>& points) {
                set.points.insert(set.points.end(), points.begin(), points.end());
            };
            const auto add_back = [&](std::vector<Point> points, Point end) {
                points.push_back(end);
                set.points.insert(set.points.end(), points.rbegin(), points.rend() - 1);
            };
            add(way(i, j, true));
            add(way(i + 1, j, false));
            add_back(way(i, j + 1, true), corner(i + 1, j + 1));
            add_back(way(i, j, false), corner(i, j + 1));
            set.points.push_back(corner(i, j));
            set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
            set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_count()));
            set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_count()));
        }
    }
    return set;
}

void write(const std::filesystem::path& folder, const std::string& name,
           const geodata::ExportLayer& layer, int max_zoom) {
    geodata::ExportOptions options;
    options.max_zoom = max_zoom;
    options.overwrite = true;
    const auto outcome = geodata::export_pmtiles(folder / (name + ".pmtiles"), layer, options);
    geodata::ReprojectOptions reproject;
    const BoundarySet set =
        geodata::to_lon_lat(normalise_winding(layer.shapes), layer.crs, reproject).set;
    nlohmann::json all = nlohmann::json::array();
    for (std::size_t a = 0; a < set.size(); ++a) {
        nlohmann::json rings = nlohmann::json::array();
        const auto [first, last] = set.rings_of_area(a);
        for (std::uint32_t r = first; r < last; ++r) {
            nlohmann::json points = nlohmann::json::array();
            for (const Point p : set.ring(r)) {
                points.push_back({p.x, p.y});
            }
            rings.push_back(std::move(points));
        }
        all.push_back({{"code", set.codes[a].str()}, {"rings", std::move(rings)}});
    }
    std::ofstream(folder / (name + ".json")) << all.dump();
    for (const Finding& finding : outcome.findings.findings()) {
        std::cout << finding.code << ": " << finding.message << '\n';
    }
}

}  // namespace

int main(int argc, char** argv) {
    if (argc != 3) {
        std::cerr << "usage: make_archive FOLDER SOURCE_FOLDER\n";
        return 2;
    }
    try {
        const std::filesystem::path folder = argv[1];
        std::filesystem::create_directories(folder);
        geodata::Boundaries demo = geodata::read_boundaries(std::filesystem::path{argv[2]} /
                                                            "geodata/demo/uk_lad_2023_hex.shp");
        write(folder, "demo", scored_layer(std::move(demo.set), demo.crs), 8);
        geodata::CrsInfo lon_lat;
        lon_lat.authority_code = "EPSG:4326";
        write(folder, "coverage", scored_layer(wandering(37, 30), lon_lat), 12);
    } catch (const Error& error) {
        std::cerr << error.what() << '\n';
        return error.exit_status();
    }
    return 0;
}
