#include <catch2/catch.hpp>
#include <levelin/geodata/export_format.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <read_back.hpp>
#include <scratch_folder.hpp>
#include <shared_data.hpp>

using namespace levelin;
using namespace levelin::geodata;

// The 361 local authorities of 2023 with made columns, which every format has to give back.
namespace {

ExportLayer local_authorities(const std::filesystem::path& path) {
    Boundaries read = read_boundaries(path);
    ExportLayer layer;
    layer.name = "areas";
    layer.table.codes = read.set.codes;
    layer.table.names = read.set.names;
    DecimalColumn score;
    WholeColumn rank;
    for (std::size_t a = 0; a < read.set.size(); ++a) {
        const Status status = a % 17 == 0 ? Status::suppressed : Status::ok;
        layer.table.status.push_back(status);
        score.values.push_back(1e3 / static_cast<double>(a + 3));
        score.status.push_back(status);
        rank.values.push_back(static_cast<std::int64_t>(a));
        rank.status.push_back(status);
    }
    layer.table.columns.push_back({"imd_score", std::move(score)});
    layer.table.columns.push_back({"imd_rank", std::move(rank)});
    layer.crs = read.crs;
    layer.shapes = std::move(read.set);
    return layer;
}

void check_all(const ReadBack& read, const ExportLayer& layer, double number_error) {
    const ResultTable& table = layer.table;
    REQUIRE(read.features.size() == table.size());
    const auto& score = std::get<DecimalColumn>(table.columns[0].data);
    const auto& rank = std::get<WholeColumn>(table.columns[1].data);
    for (std::size_t a = 0; a < table.size(); ++a) {
        INFO(table.codes[a].str());
        REQUIRE(read.by_code.count(table.codes[a].str()) == 1);
        const OGRFeature& feature = read.of(table.codes[a].str());
        REQUIRE(std::string{feature.GetFieldAsString(read.field("name"))} == table.names[a]);
        const bool there = score.status[a] == Status::ok;
        const int field = read.field("imd_score");
        const bool empty = !feature.IsFieldSetAndNotNull(field) ||
                           std::string{feature.GetFieldAsString(field)}.empty();
        REQUIRE(empty == !there);
        if (there) {
            REQUIRE(std::abs(feature.GetFieldAsDouble(field) - score.values[a]) <= number_error);
            REQUIRE(feature.GetFieldAsInteger64(read.field("imd_rank")) == rank.values[a]);
        }
    }
}

void check_borders(const ReadBack& read, const ExportLayer& layer, const BoundarySet& shapes,
                   double tolerance) {
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        INFO(layer.table.codes[a].str());
        const OGRGeometry* shape = read.of(layer.table.codes[a].str()).GetGeometryRef();
        REQUIRE(shape != nullptr);
        REQUIRE(shape->IsValid());
        REQUIRE(border_distance(shape, shapes, a) <= tolerance);
    }
}

}  // namespace

TEST_CASE("real exports: GDAL reads every format back to the same areas", "[real]") {
    REQUIRE_SHARED(path, "boundaries/shp/LAD_DEC_2023_UK_BUC.shp");
    const ExportLayer layer = local_authorities(path);
    const ScratchFolder folder;
    ExportOptions options;
    options.reproject.search_folders = {shared_folder() / "data/proj"};
    const BoundarySet lon_lat = to_lon_lat(layer.shapes, layer.crs, options.reproject).set;
    struct Case {
        const char* file;
        double tolerance;  // Half a unit of the last decimal in both directions; 0 = no shapes.
        double number_error;
    };
    for (const Case& one : std::vector<Case>{{"a.geojson", 0.71e-6, 0},
                                             {"a.geojsonl", 0.71e-6, 0},
                                             {"a.fgb", 0.71e-7, 0},
                                             {"a.gpkg", 0.71e-7, 0},
                                             {"a.shp", 0.71e-7, 1e-15},
                                             {"a.csv", 0, 0},
                                             {"a.xlsx", 0, 0}}) {
        INFO(one.file);
        CHECK(export_layer(folder / one.file, layer, options).areas == 361);
        const ReadBack read = read_with_gdal(folder / one.file);
        check_all(read, layer, one.number_error);
        if (one.tolerance > 0) {
            check_borders(read, layer, lon_lat, one.tolerance);
        }
    }
}

TEST_CASE("real exports: metres come back to half a millimetre", "[real]") {
    REQUIRE_SHARED(path, "boundaries/shp/LAD_DEC_2023_UK_BUC.shp");
    const ExportLayer layer = local_authorities(path);
    const ScratchFolder folder;
    ExportOptions options;
    options.target_crs = "EPSG:27700";
    for (const char* name : {"a.gpkg", "a.fgb", "a.shp"}) {
        INFO(name);
        static_cast<void>(export_layer(folder / name, layer, options));
        const ReadBack read = read_with_gdal(folder / name);
        CHECK(read.crs == "EPSG:27700");
        check_borders(read, layer, layer.shapes, 0.71e-3);
    }
}
