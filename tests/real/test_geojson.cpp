#include <catch2/catch.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/write_topojson.hpp>

#include "read_geojson.hpp"
#include "read_with_gdal.hpp"
#include "same_boundaries.hpp"
#include "scratch_folder.hpp"
#include "shared_data.hpp"

using namespace levelin;
using namespace levelin::geodata;

TEST_CASE("real GeoJSON: every file is read to what GDAL reads", "[real]") {
    REQUIRE_SHARED(folder, "boundaries");
    std::size_t files = 0;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        if (entry.path().extension() != ".geojson") {
            continue;
        }
        INFO(entry.path());
        ++files;
        const auto sources = detail::boundary_sources(entry.path());
        const auto fast = detail::read_geojson(sources.front(), {});
        REQUIRE(fast);
        CHECK(difference(*fast, detail::read_with_gdal(sources, {})).empty());
    }
    CHECK(files >= 6);
}

TEST_CASE("real TopoJSON: small areas of England and Wales, read back by GDAL", "[real]") {
    REQUIRE_SHARED(file, "boundaries/small_areas_dense_shp/lsoa2011_ew.shp");
    Boundaries read = read_boundaries(file);
    ExportLayer layer;
    layer.name = "areas";
    layer.crs = read.crs;
    layer.table.codes = read.set.codes;
    layer.table.names = read.set.names;
    layer.table.status.assign(read.set.size(), Status::ok);
    layer.has_status = false;
    layer.shapes = std::move(read.set);
    const BoundarySet exact = to_lon_lat(layer.shapes, layer.crs).set;
    const ScratchFolder scratch;
    for (const std::uint32_t quantization : {0U, 100000U}) {
        const auto path = scratch.path() / ("q" + std::to_string(quantization) + ".topojson");
        ExportOptions options;
        options.quantization = quantization;
        const ExportOutcome outcome = export_topojson(path, layer, options);
        CHECK(outcome.findings.find("W-TOPOJSON-01") == nullptr);
        // mapshaper 0.7.70 of the same shapes at quantization=100000: 20.1 MB.
        CHECK(outcome.files.front().digest.bytes < (quantization == 0 ? 19000000 : 15000000));
        ReadBoundariesOptions reading;
        reading.crs = "EPSG:4326";
        const Boundaries back = read_boundaries(path, reading);
        REQUIRE(back.set.codes == layer.shapes.codes);
        CHECK(back.set.names == layer.shapes.names);
        // Each point moves by half a cell at most, so an area by no more than that along its
        // border.
        const double cell = quantization == 0 ? 1e-6 : 8.2e-5;
        double worst = 0;
        for (std::size_t a = 0; a < back.set.size(); ++a) {
            double border = 0;
            const auto points = exact.points_of_area(a);
            for (std::size_t i = 1; i < points.size(); ++i) {
                border += std::hypot(points[i].x - points[i - 1].x, points[i].y - points[i - 1].y);
            }
            const double moved = std::abs(area_of(back.set, a) - area_of(exact, a));
            worst = std::max(worst, moved / (border * cell + 4 * cell * cell));
        }
        INFO("quantization " << quantization);
        CHECK(worst < 1);
    }
}
