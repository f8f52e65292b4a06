#include <ogr_geometry.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>

#include "boundary_maker.hpp"

using namespace levelin;
using namespace levelin::geodata;

namespace {

// One area of that shape and a good one after it.
Boundaries read_shape(const std::string& wkt, const char* driver = "GPKG") {
    const TestFolder folder;
    MadeLayer layer = two_squares();
    layer.features[0].wkt = wkt;
    const auto path = folder / (std::string{driver} == "GPKG" ? "a.gpkg" : "a.shp");
    make_boundary_file(path, driver, {layer});
    return read_boundaries(path);
}

bool valid_by_geos(const BoundarySet& set, std::size_t area) {
    OGRMultiPolygon shape;
    for (std::uint32_t p = set.area_begin[area]; p < set.area_begin[area + 1]; ++p) {
        OGRPolygon polygon;
        for (std::uint32_t r = set.polygon_begin[p]; r < set.polygon_begin[p + 1]; ++r) {
            OGRLinearRing ring;
            for (const Point& point : set.ring(r)) {
                ring.addPoint(point.x, point.y);
            }
            polygon.addRing(&ring);
        }
        shape.addGeometry(&polygon);
    }
    return shape.IsValid() != 0;
}

}  // namespace

TEST_CASE("boundary_faults: a self-crossing bow-tie is repaired and listed", "[boundary]") {
    const Boundaries read = read_shape(
        "POLYGON ((530000 179000, 531000 180000, 531000 179000, 530000 180000, "
        "530000 179000))");
    CHECK(read.repaired == std::vector<std::string>{"E01004736"});
    CHECK(read.set.polygon_count() == 3);  // Two triangles and the good square.
    CHECK(area_of(read.set, 0) == Approx(500000));
    CHECK(valid_by_geos(read.set, 0));
    REQUIRE(read.findings.find("W-GEOMETRY-01") != nullptr);
    CHECK(read.findings.find("W-GEOMETRY-01")->count == 1);
    CHECK(area_of(read.set, 1) == 1e6);
}

TEST_CASE("boundary_faults: a hole outside, a hole across and a shape given twice", "[boundary]") {
    const std::string outer =
        "(530000 179000, 531000 179000, 531000 180000, 530000 180000, 530000 179000)";
    const Boundaries outside = read_shape(
        "POLYGON (" + outer + ", (532000 179000, 532100 179000, 532100 179100, 532000 179000))");
    CHECK(outside.repaired.size() == 1);
    CHECK(valid_by_geos(outside.set, 0));

    const Boundaries across = read_shape(
        "POLYGON (" + outer +
        ", (530900 179400, 531100 179400, 531100 179600, 530900 179600, 530900 179400))");
    CHECK(across.repaired.size() == 1);
    CHECK(area_of(across.set, 0) == Approx(1e6 - 100.0 * 200));
    CHECK(valid_by_geos(across.set, 0));

    const Boundaries twice = read_shape("MULTIPOLYGON ((" + outer + "), (" + outer + "))");
    CHECK(twice.repaired.size() == 1);
    CHECK(area_of(twice.set, 0) == Approx(1e6));
    CHECK(valid_by_geos(twice.set, 0));
}

TEST_CASE("boundary_faults: valid shapes that touch themselves are left as they are",
          "[boundary]") {
    const std::string parts =
        "MULTIPOLYGON (((530000 179000, 531000 179000, 531000 180000, 530000 180000, "
        "530000 179000)), ((531000 180000, 532000 180000, 532000 181000, 531000 180000)))";
    const Boundaries read = read_shape(parts);
    CHECK(read.repaired.empty());
    CHECK(read.findings.empty());
    CHECK(read.set.polygon_count() == 3);
}

TEST_CASE("boundary_faults: an area whose rings enclose nothing stays, without a shape",
          "[boundary]") {
    const Boundaries flat =
        read_shape("POLYGON ((530000 179000, 531000 179000, 530000 179000, 530000 179000))");
    CHECK(flat.set.size() == 2);
    CHECK(flat.set.codes[0].str() == "E01004736");
    CHECK(flat.set.area_begin[1] == 0);
    CHECK(flat.findings.find("W-GEOMETRY-07") != nullptr);
    CHECK(area_of(flat.set, 1) == 1e6);
}

TEST_CASE("boundary_faults: an area without any shape stays", "[boundary]") {
    for (const char* driver : {"GPKG", "ESRI Shapefile"}) {
        const Boundaries none = read_shape("", driver);
        CHECK(none.set.size() == 2);
        CHECK(none.set.area_begin[1] == 0);
        REQUIRE(none.findings.find("W-GEOMETRY-02") != nullptr);
        CHECK(none.findings.find("W-GEOMETRY-02")->examples ==
              std::vector<std::string>{"E01004736"});
    }
}

TEST_CASE("boundary_faults: collections and third dimensions are read for their polygons",
          "[boundary]") {
    const Boundaries read = read_shape(
        "POLYGON Z ((530000 179000 5, 531000 179000 5, 531000 180000 5, 530000 179000 5))");
    CHECK(area_of(read.set, 0) == 500000);
    const TestFolder folder;
    write_text(folder / "a.geojson",
               R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{
"LSOA11CD":"E01004736"},"geometry":{"type":"GeometryCollection","geometries":[
{"type":"Point","coordinates":[0,51]},{"type":"Polygon","coordinates":[[[0,51],[1,51],[1,52],[0,51]]]}]}}]})");
    CHECK(read_boundaries(folder / "a.geojson").set.polygon_count() == 1);
}
