#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/reproject.hpp>

#include "boundary_maker.hpp"

using namespace levelin;
using namespace levelin::geodata;

namespace {

std::string projection(const std::string& name, const std::string& datum) {
    return "PROJCS[\"" + name + "\",GEOGCS[\"unknown\",DATUM[\"" + datum +
           "\",SPHEROID[\"airy\",6377563.396,299.3249646]],PRIMEM[\"Greenwich\",0],"
           "UNIT[\"Degree\",0.017453292519943295]],PROJECTION[\"Transverse_Mercator\"],"
           "PARAMETER[\"latitude_of_origin\",49],PARAMETER[\"central_meridian\",-2],"
           "PARAMETER[\"scale_factor\",0.9996012717],PARAMETER[\"false_easting\",400000],"
           "PARAMETER[\"false_northing\",-100000],UNIT[\"Meter\",1]]";
}

std::string error_of(const std::filesystem::path& path, const ReadBoundariesOptions& options = {}) {
    try {
        static_cast<void>(read_boundaries(path, options));
    } catch (const Error& error) {
        return error.what();
    }
    return "";
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

MadeLayer square_at(double x, double y, double side, const std::string& crs,
                    const std::string& code = "E01004736") {
    MadeLayer layer;
    layer.crs = crs;
    layer.features = {{square_wkt(x, y, side), {code, "name"}}};
    return layer;
}

}  // namespace

TEST_CASE("boundary_crs: British National Grid is recognised by its parameters", "[boundary]") {
    const TestFolder folder;
    make_boundary_file(folder / "a.shp", "ESRI Shapefile", {two_squares()});
    const Boundaries named = read_boundaries(folder / "a.shp");
    const auto expected = to_lon_lat(named.set, named.crs).set.points;
    for (const auto& [name, datum] :
         std::vector<std::pair<std::string, std::string>>{{"Transverse_Mercator", "D_unknown"},
                                                          {"", "D_unknown"},
                                                          {"Transverse_Mercator", "D_OSGB_1936"},
                                                          {"unnamed", "unknown"}}) {
        INFO(name << ' ' << datum);
        write_text(folder / "a.prj", projection(name, datum));
        const Boundaries read = read_boundaries(folder / "a.shp");
        CHECK(read.crs.authority_code == "EPSG:27700");
        CHECK(read.crs.how == "recognised by its parameters");
        CHECK(read.findings.find("N-CRS-01") != nullptr);
        // Left to itself the datum shift is lost and everything lands 125 m off.
        CHECK(to_lon_lat(read.set, read.crs).set.points == expected);
    }
    write_text(folder / "a.prj", projection("British_National_Grid", "D_OSGB_1936"));
    const Boundaries esri = read_boundaries(folder / "a.shp");
    CHECK(esri.crs.how == "from the file");
    CHECK(esri.findings.empty());
}

TEST_CASE("boundary_crs: none at all is an error that names the likely one", "[boundary]") {
    const TestFolder folder;
    make_boundary_file(folder / "a.shp", "ESRI Shapefile", {two_squares()});
    std::filesystem::remove(folder / "a.prj");
    const std::string error = error_of(folder / "a.shp");
    CHECK(has(error, "E-GEOMETRY-01"));
    CHECK(has(error, "give --crs EPSG:27700"));
    ReadBoundariesOptions options;
    options.need_crs = false;
    const Boundaries looked_at = read_boundaries(folder / "a.shp", options);
    CHECK(looked_at.crs.name.empty());
    REQUIRE(looked_at.findings.find("W-CRS-01") != nullptr);
    CHECK(has(looked_at.findings.find("W-CRS-01")->message, "EPSG:27700"));
    options = {};
    options.crs = "EPSG:27700";
    CHECK(read_boundaries(folder / "a.shp", options).crs.how == "given by --crs");
    options.crs = "EPSG:4326";
    CHECK(has(error_of(folder / "a.shp", options), "E-GEOMETRY-02"));
    options.crs = "EPSG:999999";
    CHECK(has(error_of(folder / "a.shp", options), "E-GEOMETRY-05"));

    make_boundary_file(folder / "b.shp", "ESRI Shapefile", {square_at(-0.2, 51.4, 0.1, "")});
    CHECK(has(error_of(folder / "b.shp"), "give --crs EPSG:4326"));
    make_boundary_file(folder / "c.shp", "ESRI Shapefile",
                       {square_at(333000, 373000, 1000, "", "95GG01S1")});
    CHECK(has(error_of(folder / "c.shp"), "give --crs EPSG:29902"));
    make_boundary_file(folder / "d.shp", "ESRI Shapefile", {square_at(-20000, 6700000, 5000, "")});
    CHECK(has(error_of(folder / "d.shp"), "give --crs EPSG:3857"));
}

TEST_CASE("boundary_crs: TopoJSON carries none and says so; --crs supplies it", "[boundary]") {
    const TestFolder folder;
    write_text(folder / "a.json",
               R"({"type":"Topology","objects":{"areas":{"type":"GeometryCollection","geometries":[
{"type":"Polygon","properties":{"AREACD":"E01000001","AREANM":"City"},"arcs":[[0]]}]}},
"arcs":[[[-0.1,51.5],[-0.09,51.5],[-0.09,51.51],[-0.1,51.51],[-0.1,51.5]]]})");
    CHECK(has(error_of(folder / "a.json"), "E-GEOMETRY-01"));
    CHECK(has(error_of(folder / "a.json"), "EPSG:4326"));
    ReadBoundariesOptions options;
    options.crs = "EPSG:4326";
    const Boundaries read = read_boundaries(folder / "a.json", options);
    CHECK(read.set.codes.at(0).str() == "E01000001");
    CHECK(read.name_column == "AREANM");
}

TEST_CASE("boundary_crs: numbers that contradict the CRS are an error", "[boundary]") {
    const TestFolder folder;
    make_boundary_file(folder / "a.shp", "ESRI Shapefile",
                       {square_at(-0.2, 51.4, 0.1, "EPSG:27700")});
    CHECK(has(error_of(folder / "a.shp"), "E-GEOMETRY-02"));
    CHECK(has(error_of(folder / "a.shp"), "EPSG:4326"));
    // RFC 7946: without a crs member it is longitude and latitude.
    write_text(folder / "b.geojson",
               R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{
"LSOA11CD":"E01004736"},"geometry":{"type":"Polygon","coordinates":[[[530000,179000],[531000,179000],
[531000,180000],[530000,179000]]]}}]})");
    CHECK(has(error_of(folder / "b.geojson"), "E-GEOMETRY-02"));
    CHECK(has(error_of(folder / "b.geojson"), "EPSG:27700"));
    make_boundary_file(folder / "c.gpkg", "GPKG", {square_at(51.4, -0.2, 0.1, "EPSG:4326")});
    CHECK(has(error_of(folder / "c.gpkg"), "E-GEOMETRY-03"));
    make_boundary_file(folder / "d.gpkg", "GPKG", {square_at(9e6, 9e6, 1000, "EPSG:27700")});
    CHECK(has(error_of(folder / "d.gpkg"), "E-GEOMETRY-02"));
    // Irish Grid metres with National Grid's name: only the codes give it away.
    make_boundary_file(folder / "e.gpkg", "GPKG",
                       {square_at(333000, 373000, 1000, "EPSG:27700", "95GG01S1")});
    CHECK(has(error_of(folder / "e.gpkg"), "EPSG:29902"));
    make_boundary_file(folder / "f.gpkg", "GPKG", {square_at(530000, 179000, 1000, "EPSG:32633")});
    CHECK(has(error_of(folder / "f.gpkg"), "E-GEOMETRY-02"));
    // `inspect` wants to see such a file all the same.
    ReadBoundariesOptions options;
    options.need_crs = false;
    CHECK(read_boundaries(folder / "a.shp", options).findings.find("W-CRS-03") != nullptr);
}

TEST_CASE("boundary_crs: right ones pass without a word", "[boundary]") {
    const TestFolder folder;
    const std::vector<MadeLayer> layers{square_at(333000, 373000, 1000, "EPSG:29902", "95GG01S1"),
                                        square_at(733000, 873000, 1000, "EPSG:2157", "95GG01S1"),
                                        square_at(-20000, 6700000, 5000, "EPSG:3857"),
                                        square_at(-0.2, 51.4, 0.1, "EPSG:4258"),
                                        square_at(699375, 5710000, 1000, "EPSG:32630")};
    for (std::size_t i = 0; i < layers.size(); ++i) {
        INFO(layers[i].crs);
        const auto path = folder / (std::to_string(i) + ".gpkg");
        make_boundary_file(path, "GPKG", {layers[i]});
        const Boundaries read = read_boundaries(path);
        CHECK(read.crs.authority_code == layers[i].crs);
        CHECK(read.findings.empty());
    }
    ReadBoundariesOptions options;
    options.crs = "EPSG:4326";
    make_boundary_file(folder / "own.gpkg", "GPKG", {two_squares()});
    const Boundaries own = read_boundaries(folder / "own.gpkg", options);
    CHECK(own.crs.authority_code == "EPSG:27700");
    CHECK(own.findings.find("N-CRS-02") != nullptr);
}

TEST_CASE("boundary_crs: a cartogram is read with a warning", "[boundary]") {
    const TestFolder folder;
    MadeLayer layer;
    for (int i = 0; i < 20; ++i) {
        layer.features.push_back(
            {square_wkt(7 + i, 2 + i, 1), {"E060000" + std::to_string(10 + i), "n"}});
    }
    make_boundary_file(folder / "hex.gpkg", "GPKG", {layer});
    CHECK(read_boundaries(folder / "hex.gpkg").findings.find("W-CRS-02") != nullptr);
}
