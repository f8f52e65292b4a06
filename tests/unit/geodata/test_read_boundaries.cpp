#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>

#include "boundary_maker.hpp"

using namespace levelin;
using namespace levelin::geodata;

namespace {

// The error that reading ends in; its text is empty where reading works.
struct Failure {
    std::string code;
    std::string text;
    int exit_status = 0;
};

Failure failure_of(const std::filesystem::path& path, const ReadBoundariesOptions& options = {}) {
    try {
        static_cast<void>(read_boundaries(path, options));
    } catch (const Error& error) {
        return {error.code(), error.what(), error.exit_status()};
    }
    return {};
}

std::vector<std::string> codes_of(const Boundaries& boundaries) {
    std::vector<std::string> codes;
    for (const AreaCode& code : boundaries.set.codes) {
        codes.push_back(code.str());
    }
    return codes;
}

}  // namespace

TEST_CASE("read_boundaries: every format gives the same areas", "[boundary]") {
    const TestFolder folder;
    const std::vector<std::pair<const char*, const char*>> formats{
        {"a.shp", "ESRI Shapefile"}, {"a.gpkg", "GPKG"}, {"a.fgb", "FlatGeobuf"}};
    for (const auto& [name, driver] : formats) {
        INFO(name);
        make_boundary_file(folder / name, driver, {two_squares()});
        CHECK(is_boundary_name(folder / name));
        const Boundaries read = read_boundaries(folder / name);
        // FlatGeobuf stores features in the order of a spatial index.
        REQUIRE(read.set.size() == 2);
        const std::size_t first = read.set.codes[0].str() == "E01004736" ? 0 : 1;
        CHECK(read.set.codes[first].str() == "E01004736");
        CHECK(read.set.names[1 - first] == "Ynys M\xC3\xB4n 001A");
        CHECK(area_of(read.set, first) == 1e6);
        CHECK(signed_area(read.set.ring(0)) > 0);
        CHECK(read.code_column == "LSOA11CD");
        CHECK(read.name_column == "LSOA11NM");
        CHECK(read.crs.authority_code == "EPSG:27700");
        CHECK(read.crs.how == "from the file");
        CHECK(read.geography.kind == Geography::lsoa);
        CHECK(read.geography.vintage == 2011);
        CHECK(read.repaired.empty());
        CHECK(read.findings.empty());
    }
}

TEST_CASE("read_boundaries: a shapefile in a .zip; a .zip without one", "[boundary]") {
    const TestFolder folder;
    make_boundary_file(folder / "inner.shp", "ESRI Shapefile", {two_squares()});
    zip_files(folder / "good.zip", {folder / "inner.shp", folder / "inner.shx",
                                    folder / "inner.dbf", folder / "inner.prj"});
    CHECK(codes_of(read_boundaries(folder / "good.zip")) ==
          std::vector<std::string>{"E01004736", "W01000001"});
    REQUIRE(list_layers(folder / "good.zip").size() == 1);
    CHECK(list_layers(folder / "good.zip")[0].features == 2);
    zip_files(folder / "bad.zip", {folder / "inner.prj"});
    CHECK(failure_of(folder / "bad.zip").code == "E-INPUT-43");
    write_text(folder / "no.zip", "this is no archive");
    CHECK(failure_of(folder / "no.zip").code == "E-INPUT-43");
}

TEST_CASE("read_boundaries: the layer with polygons and codes is taken, two of them are named",
          "[boundary]") {
    const TestFolder folder;
    MadeLayer points = two_squares();
    points.name = "centres";
    for (MadeFeature& feature : points.features) {
        feature.wkt = "POINT (530000 179000)";
    }
    MadeLayer plain = two_squares();
    plain.name = "background";
    plain.fields = {"Kind"};
    for (MadeFeature& feature : plain.features) {
        feature.texts = {"sea"};
    }
    MadeLayer areas = two_squares();
    areas.name = "areas";
    make_boundary_file(folder / "one.gpkg", "GPKG", {points, plain, areas});
    CHECK(read_boundaries(folder / "one.gpkg").layer == "areas");
    const auto layers = list_layers(folder / "one.gpkg");
    REQUIRE(layers.size() == 3);
    CHECK(layers[0].geometry == "point");
    CHECK(layers[2].geometry == "polygon");
    CHECK(layers[2].fields == std::vector<std::string>{"LSOA11CD", "LSOA11NM"});
    CHECK(layers[2].crs.authority_code == "EPSG:27700");

    MadeLayer more = areas;
    more.name = "others";
    make_boundary_file(folder / "two.gpkg", "GPKG", {areas, more});
    const Failure several = failure_of(folder / "two.gpkg");
    CHECK(several.code == "E-INPUT-56");
    CHECK(several.text.find("areas (polygon, with codes); others (polygon, with codes)") !=
          std::string::npos);
    ReadBoundariesOptions options;
    options.layer = "others";
    CHECK(read_boundaries(folder / "two.gpkg", options).layer == "others");
    options.layer = "nowhere";
    CHECK(failure_of(folder / "two.gpkg", options).code == "E-INPUT-53");

    make_boundary_file(folder / "points.gpkg", "GPKG", {points});
    CHECK(failure_of(folder / "points.gpkg").code == "E-INPUT-54");
    make_boundary_file(folder / "plain.gpkg", "GPKG", {plain});
    CHECK(failure_of(folder / "plain.gpkg").code == "E-INPUT-55");
    options = {};
    options.need_codes = false;
    CHECK(read_boundaries(folder / "plain.gpkg", options).set.codes[1].empty());
}

TEST_CASE("read_boundaries: the code column is found among others", "[boundary]") {
    const TestFolder folder;
    MadeLayer layer = two_squares();
    layer.fields = {"LAD11CD", "LSOA11CD", "LSOA11NMW", "LSOA11NM"};
    layer.features[0].texts = {"E09000033", "E01004736", "w", "a"};
    layer.features[1].texts = {"E09000033", "E01004737", "w", "b"};
    make_boundary_file(folder / "a.gpkg", "GPKG", {layer});
    const Boundaries read = read_boundaries(folder / "a.gpkg");
    CHECK(read.code_column == "LSOA11CD");
    CHECK(read.name_column == "LSOA11NM");
    CHECK(read.set.names == std::vector<std::string>{"a", "b"});

    // Two that are as good as each other.
    layer.fields = {"LSOA11CD", "LSOA21CD"};
    layer.features[0].texts = {"E01004736", "E01035716"};
    layer.features[1].texts = {"E01004737", "E01035717"};
    make_boundary_file(folder / "b.gpkg", "GPKG", {layer});
    const Failure two = failure_of(folder / "b.gpkg");
    CHECK(two.code == "E-JOIN-01");
    CHECK(two.text.find("LSOA11CD (100.0% area codes), LSOA21CD (100.0% area codes)") !=
          std::string::npos);
    ReadBoundariesOptions options;
    options.code_column = "lsoa21cd";
    CHECK(codes_of(read_boundaries(folder / "b.gpkg", options)) ==
          std::vector<std::string>{"E01035716", "E01035717"});
    options.code_column = "missing";
    const Failure missing = failure_of(folder / "b.gpkg", options);
    CHECK(missing.code == "E-INPUT-50");
    CHECK(missing.text.find("LSOA11CD, LSOA21CD") != std::string::npos);

    // The same codes twice are no choice to make.
    layer.fields = {"id", "AREACD"};
    layer.features[0].texts = {"E01004736", "E01004736"};
    layer.features[1].texts = {"E01004737", "E01004737"};
    make_boundary_file(folder / "c.gpkg", "GPKG", {layer});
    CHECK(read_boundaries(folder / "c.gpkg").code_column == "AREACD");
}

TEST_CASE("read_boundaries: areas without a code and repeated codes are kept and reported",
          "[boundary]") {
    const TestFolder folder;
    MadeLayer layer = two_squares();
    layer.features.push_back({square_wkt(532000, 179000, 1000), {"", "unknown"}});
    for (int i = 0; i < 40; ++i) {
        layer.features.push_back({square_wkt(533000 + 1000.0 * i, 179000, 500),
                                  {"E0100" + std::to_string(5000 + i), "n"}});
    }
    layer.features.push_back({square_wkt(533000, 189000, 1000), {"E01004736", "again"}});
    make_boundary_file(folder / "a.shp", "ESRI Shapefile", {layer});
    const Boundaries read = read_boundaries(folder / "a.shp");
    CHECK(read.set.size() == 44);
    CHECK(read.set.codes[2].empty());
    REQUIRE(read.findings.find("W-GEOMETRY-03") != nullptr);
    CHECK(read.findings.find("W-GEOMETRY-03")->count == 1);
    REQUIRE(read.findings.find("W-GEOMETRY-04") != nullptr);
    CHECK(read.findings.find("W-GEOMETRY-04")->examples == std::vector<std::string>{"E01004736"});
}

TEST_CASE("read_boundaries: the same areas for any number of threads", "[boundary]") {
    const TestFolder folder;
    MadeLayer layer;
    for (int i = 0; i < 5000; ++i) {
        layer.features.push_back({square_wkt(400000 + 10.0 * i, 300000, i % 7 + 1.0),
                                  {"E01" + std::to_string(100000 + i), "n" + std::to_string(i)}});
    }
    make_boundary_file(folder / "a.shp", "ESRI Shapefile", {layer});
    ReadBoundariesOptions options;
    options.threads = 1;
    const Boundaries one = read_boundaries(folder / "a.shp", options);
    REQUIRE(one.set.size() == 5000);
    CHECK(one.set.codes[4999].str() == "E01104999");
    for (const unsigned threads : {2U, 5U}) {
        options.threads = threads;
        const Boundaries more = read_boundaries(folder / "a.shp", options);
        CHECK(more.set.codes == one.set.codes);
        CHECK(more.set.names == one.set.names);
        CHECK(more.set.points == one.set.points);
        CHECK(more.set.area_begin == one.set.area_begin);
    }
}

TEST_CASE("read_boundaries: files that are not what they should be", "[boundary]") {
    const TestFolder folder;
    make_boundary_file(folder / "a.shp", "ESRI Shapefile", {two_squares()});
    const std::string good = read_text(folder / "a.shp");
    const std::string table = read_text(folder / "a.dbf");

    CHECK(failure_of(folder / "none.shp").code == "E-INPUT-40");
    CHECK(failure_of(folder / "").code == "E-INPUT-41");
    write_text(folder / "text.dat", "x");
    CHECK(failure_of(folder / "text.dat").code == "E-INPUT-42");
    write_text(folder / "empty.geojson", "");
    CHECK(failure_of(folder / "empty.geojson").code == "E-INPUT-44");
    write_text(folder / "broken.geojson", "{\"type\":\"FeatureCollection\",\"features\":[");
    CHECK(failure_of(folder / "broken.geojson").code == "E-INPUT-71");
    write_text(folder / "other.json", "[1, 2, 3]");
    CHECK(failure_of(folder / "other.json").code == "E-INPUT-49");

    cut_file(folder / "a.shp", good.size() - 40);
    const Failure cut = failure_of(folder / "a.shp");
    CHECK(cut.code == "E-INPUT-46");
    CHECK(cut.text.find((folder / "a.shp").string() + ": E-INPUT-46") == 0);
    CHECK(cut.exit_status == 1);
    write_text(folder / "a.shp",
               "not a shapefile, but long enough to look at" + std::string(99, ' '));
    CHECK(failure_of(folder / "a.shp").code == "E-INPUT-48");
    write_text(folder / "a.shp", good);

    cut_file(folder / "a.dbf", table.size() - 30);
    const Failure shorter = failure_of(folder / "a.shp");
    CHECK(shorter.code == "E-INPUT-47");
    CHECK(shorter.text.find("2 shapes, the .dbf says 2 rows and holds 1") != std::string::npos);
    std::filesystem::remove(folder / "a.dbf");
    CHECK(failure_of(folder / "a.shp").code == "E-INPUT-45");
    write_text(folder / "a.dbf", table);
    std::filesystem::remove(folder / "a.shx");
    CHECK(failure_of(folder / "a.shp").code == "E-INPUT-45");

    MadeLayer nothing = two_squares();
    nothing.features.clear();
    make_boundary_file(folder / "nothing.gpkg", "GPKG", {nothing});
    ReadBoundariesOptions options;
    options.need_codes = false;
    CHECK(failure_of(folder / "nothing.gpkg", options).code == "E-INPUT-51");
    CHECK(failure_of(folder / "nothing.gpkg").code == "E-INPUT-51");
}
