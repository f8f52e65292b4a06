#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <nlohmann/json.hpp>

#include "boundary_maker.hpp"
#include "made_files.hpp"
#include "read_geojson.hpp"
#include "read_with_gdal.hpp"
#include "same_boundaries.hpp"

using namespace levelin;
using namespace levelin::geodata;

namespace {

const std::string square =
    R"({"type":"Polygon","coordinates":[[[-1,52],[-0.9,52],[-0.9,52.1],[-1,52.1],[-1,52]]]})";
const std::string other =
    R"({"type":"MultiPolygon","coordinates":[[[[-1,53],[-0.9,53],[-0.9,53.1],[-1,53.1],[-1,53]],)"
    R"([[-0.98,53.02],[-0.98,53.04],[-0.96,53.04],[-0.98,53.02]]],)"
    R"([[[-2,53],[-1.9,53],[-1.9,53.1],[-2,53]]]]})";

std::string feature(const std::string& properties, const std::string& geometry = square,
                    const std::string& more = "") {
    return R"({"type":"Feature",)" + more + R"("properties":)" + properties + R"(,"geometry":)" +
           geometry + '}';
}

std::string collection(const std::string& features, const std::string& head = "",
                       const std::string& tail = "") {
    return R"({"type":"FeatureCollection",)" + head + R"("features":[)" + features + ']' + tail +
           '}';
}

std::string two(const std::string& first, const std::string& second) {
    return collection(feature(first) + ',' + feature(second, other));
}

const std::string plain = two(R"({"LSOA11CD":"E01000001","LSOA11NM":"City 001A"})",
                              R"({"LSOA11CD":"E01000002","LSOA11NM":"City 001B"})");

struct Readings {
    std::optional<Boundaries> fast;
    std::optional<Boundaries> gdal;
    std::string fast_error;
    std::string gdal_error;
};

Readings read_both(const std::string& text, const std::string& name = "a.geojson",
                   ReadBoundariesOptions options = {}) {
    const TestFolder folder;
    write_text(folder / name, text);
    const auto sources = detail::boundary_sources(folder / name);
    Readings readings;
    try {
        readings.fast = detail::read_geojson(sources.front(), options);
    } catch (const Error& error) {
        readings.fast_error = error.what();
    }
    try {
        readings.gdal = detail::read_with_gdal(sources, options);
    } catch (const Error& error) {
        readings.gdal_error = error.what();
    }
    return readings;
}

// The fast reader reads it, and to what GDAL reads.
void same(const std::string& text, const ReadBoundariesOptions& options = {}) {
    INFO(text);
    const Readings readings = read_both(text, "a.geojson", options);
    INFO(readings.fast_error << " | " << readings.gdal_error);
    if (readings.gdal) {
        REQUIRE(readings.fast);
        CHECK(difference(*readings.fast, *readings.gdal).empty());
    } else {
        CHECK(readings.fast_error == readings.gdal_error);
        CHECK(!readings.fast_error.empty());
    }
    ReadBoundariesOptions all = options;
    all.with_fields = true;
    const Readings whole = read_both(text, "a.geojson", all);
    if (whole.fast) {
        REQUIRE(whole.gdal);
        CHECK(difference(*whole.fast, *whole.gdal).empty());
    }
}

// The same with all fields, which the fast reader has to read too.
void same_fields(const std::string& text) {
    ReadBoundariesOptions options;
    options.with_fields = true;
    options.need_codes = false;
    same(text, options);
}

// It is left to GDAL.
void left(const std::string& text, const ReadBoundariesOptions& options = {}) {
    INFO(text);
    const Readings readings = read_both(text, "a.geojson", options);
    CHECK_FALSE(readings.fast);
    CHECK(readings.fast_error.empty());
}

struct Fault {
    std::string code;
    std::string text;
    std::uint64_t line = 0;
    std::uint64_t column = 0;
};

Fault fault_of(const std::string& text, const std::string& name = "a.geojson") {
    const TestFolder folder;
    write_text(folder / name, text);
    try {
        static_cast<void>(read_boundaries(folder / name));
    } catch (const Error& error) {
        return {error.code(), error.what(), error.location().row, error.location().column};
    }
    return {};
}

}  // namespace

TEST_CASE("read_geojson: gives what GDAL gives", "[geojson]") {
    same(plain);
    SECTION("frames") {
        const std::string one = feature(R"({"code":"E01000001","name":"A"})");
        same(collection(one, R"("name":"zones",)"));
        same(collection(one, R"("name":"zones","description":"some zones",)"));
        same(collection(one, "", R"(,"name":"zones")"));
        same(R"({"features":[)" + one + R"(],"type":"FeatureCollection"})");
        same(" \n" +
             collection(" \r\n\t" + one + " ", R"("bbox":[-1,52,0,53], "note":[{"a":[]}],)") +
             "\n\n");
        same("\xEF\xBB\xBF" + collection(one));
        same(collection(one, R"("crs":{"type":"name","properties":{"name":)"
                             R"("urn:ogc:def:crs:OGC:1.3:CRS84"}},)"));
        same(collection(one, R"("crs":{"type":"name","properties":{"name":"EPSG:4258"}},)"));
        ReadBoundariesOptions any;
        any.need_crs = false;
        same(collection(one, R"("crs":null,)"), any);
        same(collection(one, R"("crs":{"type":"name","properties":{"name":"EPSG:27700"}},)"), any);
    }
    SECTION("properties") {
        same(two(R"({"code":"E01000001","n":1,"x":1.5,"y":true,"z":null,"a":[1],"o":{"p":1}})",
                 R"({"code":"E01000002","n":-2,"x":1e5,"y":false,"z":"t","a":[],"o":{}})"));
        same(two(R"({"code":"E01000001","name":"A"})", R"({"name":"B","code":"E01000002"})"));
        same(two(R"({"code":"E01000001"})", R"({"code":"E01000002","name":"B"})"));
        same(two(R"({"name":"A","code":"E01000001"})", R"({"x":1})"));
        same(two(R"({"code":"E01000001","code":"E01000003"})", R"({"code":"E01000002"})"));
        same(two(R"({"code":"E01000001","name":"A \u00e9\ud83d\ude00\n\"\\\/"})",
                 R"({"code":" E01000002\t","name":" \u00a0B "})"));
        same(two(R"({"c\u006fde":"E01000001"})", R"({"code":"E01000002"})"));
        same(two("{\"code\":\"E01000001\",\"name\":\"Caf\xE9\"}",
                 "{\"code\":\"E01000002\",\"name\":\"Caf\xC3\xA9\"}"));
        same(two(R"({"code":"E01000001","LSOA11NM":1})", R"({"code":"E01000002","LSOA11NM":2})"));
        same(two(R"({"code":"E01000001","name":""})", R"({"code":"E01000002","name":null})"));
        same(two(R"({"code":"E01000001"})", R"({"code":"E01000001"})"));
        same(two(R"({"code":"E01000001"})", R"({"code":null})"));
        same(two(R"({"LAD19CD":"E09000001","LSOA11CD":"E01000001","LSOA11NM":"A","LAD19NM":"B"})",
                 R"({"LAD19CD":"E09000001","LSOA11CD":"E01000002","LSOA11NM":"C","LAD19NM":"B"})"));
        same(collection(feature(R"({"code":"E01000001"})") + ',' + feature("null") + ',' +
                        feature("{}")));
    }
    SECTION("all fields") {
        same_fields(
            two(R"({"code":"E01000001","n":1,"x":1.5,"t":" A \u00e9 ","z":null,"m":2})",
                R"({"x":-1e-3,"code":"E01000002","n":-9007199254740993,"t":null,"m":2.5})"));
        same_fields(two(R"({"code":"E01000001","n":1})", R"({"code":"E01000002","t":""})"));
        same_fields(two(R"({"n":1,"n":2,"x":0.1})", R"({"n":3,"x":12345678901234567890.5})"));
        same_fields(collection(feature(R"({"t":"A"})", square, R"("id":"E01000001",)") + ',' +
                               feature(R"({"t":"B"})", other, R"("id":"E01000002",)")));
        same_fields(two("{\"t\":\"Caf\xE9\"}", "{\"t\":\"Caf\xC3\xA9\"}"));
        ReadBoundariesOptions options;
        options.with_fields = true;
        options.need_codes = false;
        left(two(R"({"a":[1]})", R"({"a":[2]})"), options);
        left(two(R"({"b":true})", R"({"b":false})"), options);
        left(two(R"({"x":1e400})", R"({"x":1.5})"), options);
        left(two(R"({"m":1})", R"({"m":"x"})"), options);
        left(two(R"({"d":"2020-01-31"})", R"({"d":"2021-01-31"})"), options);
    }
    SECTION("chosen columns") {
        ReadBoundariesOptions options;
        options.code_column = "id2";
        same(two(R"({"ID2":7,"name":"A"})", R"({"ID2":-0,"name":"B"})"), options);
        same(two(R"({"id2":"x","name":"A"})", R"({"id2":"y","name":"B"})"), options);
        options.code_column = "code";
        options.name_column = "TITLE";
        same(two(R"({"code":"E01000001","title":"A"})", R"({"code":"E01000002"})"), options);
        options = {};
        options.need_codes = false;
        same(two(R"({"name":"A"})", R"({"name":"B"})"), options);
        options.layer = "a";
        same(two(R"({"name":"A"})", R"({"name":"B"})"), options);
    }
    SECTION("ids") {
        const std::string code = R"({"code":"E01000001"})";
        same(collection(feature(code, square, R"("id":7,)") + ',' +
                        feature(R"({"code":"E01000002"})", other, R"("id":3,)")));
        same(collection(feature(R"({"name":"A"})", square, R"("id":"E01000001",)") + ',' +
                        feature(R"({"name":"B"})", other, R"("id":"E01000002",)")));
        same(collection(feature(code, square, R"("bbox":[0,1,2,3],"extra":{"a":1},)")));
    }
    SECTION("shapes") {
        const auto shape = [](const std::string& coordinates, const std::string& type = "Polygon") {
            same(collection(
                feature(R"({"code":"E01000001"})",
                        R"({"type":")" + type + R"(","coordinates":)" + coordinates + '}') +
                ',' + feature(R"({"code":"E01000002"})")));
        };
        // Heights go for all positions or none.
        const auto high = [](const std::string& coordinates) {
            const std::string one =
                feature(R"({"code":"E01000001"})",
                        R"({"type":"Polygon","coordinates":)" + coordinates + '}');
            same(collection(one + ',' + one));
            left(collection(one + ',' + feature(R"({"code":"E01000002"})")));
        };
        shape("[]");
        shape("[]", "MultiPolygon");
        shape("[[[0,51],[1,51],[1,52],[0,51]]]");
        shape("[[[0,51],[1,51],[1,52]]]");  // Open.
        shape("[[[0,51],[1,51]]]");         // No ring.
        shape("[[[0,51],[1,51]],[[0,51],[1,51],[1,52],[0,51]]]");
        shape("[[[0,51],[1,52],[1,51],[0,52],[0,51]]]");  // A bow-tie.
        shape("[[[0,51],[0,52],[1,52],[1,51],[0,51]]]");  // Clockwise.
        shape("[[[0,51],[0,51],[0,51],[0,51]]]");         // Flat.
        high("[[[0,51,7],[1,51,8],[1,52,-9.5],[0,51,7]]]");
        high("[[[0,51,7,1],[1,51,8,1],[1,52,-9.5,1],[0,51,7,1]]]");
        shape(
            "[[[0.1,51.123456789012345678],[1e0,51],[10E-1,5.2e+1],[-0.0,51],[-0,51],"
            "[0.1,51.123456789012345678]]]");
        shape("[ [ [ 0 , 51 ] , [ 1,51 ] ,\n[1,52],[0,51] ] ]");
        same(collection(feature(R"({"code":"E01000001"})", "null") + ',' +
                        feature(R"({"code":"E01000002"})")));
        same(collection(
            feature(R"({"code":"E01000001"})",
                    R"({"coordinates":[[[0,51],[1,51],[1,52],[0,51]]],"type":"Polygon"})")));
        shape("[[[1e13,51],[1,51],[1,52],[1e13,51]]]");
        shape("[[[1e999,51],[1,51],[1,52],[0,51]]]");
        shape("[[[123456789012345678901234567890,51],[1,51],[1,52],[0,51]]]");
    }
}

TEST_CASE("read_geojson: leaves to GDAL what it does not know", "[geojson]") {
    const std::string code = R"({"code":"E01000001"})";
    left(feature(code));
    left(square);
    left(R"({"type":"Topology","objects":{},"arcs":[]})");
    left(R"({"geometryType":"esriGeometryPolygon","features":[]})");
    left("[1, 2, 3]");
    left("{}");
    left("nothing of the kind");
    left(collection(""));
    left(collection(feature(code, "null")));
    left(collection(feature(code, R"({"type":"Point","coordinates":[0,51]})")));
    left(collection(feature(code, R"({"type":"GeometryCollection","geometries":[]})")));
    left(collection(feature(code) + ",null"));
    left(collection(feature(code, R"({"type":"Polygon","coordinates":[[[0,"51"]]]})")));
    left(collection(feature(code, R"({"type":"Polygon","coordinates":[[[0],[1],[2],[0]]]})")));
    left(collection(feature(code, R"({"type":"Polygon","coordinates":[[[NaN,51]]]})")));
    left(collection(feature(R"({"name":"no codes"})")));
    left(two(R"({"code":"E01000001","name":"A"})", R"({"code":"E01000002","name":5})"));
    left(two(R"({"code":"E01000001","name":"2019-01-01"})", code));
    left(two(R"({"code":"E01000001","x":NaN})", code));
    left(two(R"({"code":"E01000001","x":"\ud800"})", R"({"x":"\ud800","code":"\u0000"})"));
    left(collection(feature(code, square, R"("id":"a",)") + ',' + feature(code)));
    left(collection(feature(code), R"("Features":[],)"));
    left(collection(feature(code), R"("crs":{"type":"link","properties":{"href":"x"}},)"));
    ReadBoundariesOptions options;
    options.layer = "none";
    left(plain, options);
    options = {};
    options.code_column = "none";
    left(plain, options);
}

TEST_CASE("read_geojson: what is no JSON is refused with its place", "[geojson]") {
    const std::string one = feature(R"({"code":"E01000001"})");
    const auto check = [](const std::string& text, const std::string& code, std::uint64_t line,
                          std::uint64_t column) {
        INFO(text);
        const Fault fault = fault_of(text);
        CHECK(fault.code == code);
        CHECK(fault.line == line);
        CHECK(fault.column == column);
        INFO(fault.text);
        CHECK(fault.text.find(":" + std::to_string(line) + ":" + std::to_string(column) + ": ") !=
              std::string::npos);
        CHECK_FALSE(nlohmann::json::accept(text));
    };
    const std::string head = "{\"type\":\"FeatureCollection\",\n\"features\":[\n";
    check(head + one + ",\n]}", "E-INPUT-70", 4, 1);
    check(head + one + "\n" + one + "]}", "E-INPUT-70", 4, 1);
    check(head + one + "]", "E-INPUT-71", 3, one.size() + 2);
    check(head + one + "]}x", "E-INPUT-70", 3, one.size() + 3);
    check(head + one.substr(0, one.size() - 30), "E-INPUT-71", 3, one.size() - 30 + 1);
    check(head, "E-INPUT-71", 3, 1);
    check(head + R"({"type":"Feature",})" + "]}", "E-INPUT-70", 3, 19);
    check(head + R"({"type":"Feature" "id":1})" + "]}", "E-INPUT-70", 3, 19);
    check(head + R"({"type":"Feature","x":{"a":[1,]}})" + "]}", "E-INPUT-70", 3, 31);
    check(head + R"({"type":"Feature","x":[1}})" + "]}", "E-INPUT-70", 3, 25);
    check(head + R"({"type":"Feature","x":"\q"})" + "]}", "E-INPUT-70", 3, 25);
    check(head + R"({"type":"Feature","properties":{"a":}})" + "]}", "E-INPUT-70", 3, 37);
    check("{\"type\":\"FeatureCollection\",\"x\":[1,]}", "E-INPUT-70", 1, 36);
    check("{\"type\":\"FeatureCollection\",\"x\":[1", "E-INPUT-71", 1, 35);
    check(collection(one, "", ",\"x\":}"), "E-INPUT-70", 1,
          collection(one, "", ",\"x\":").size() + 0);

    const Fault second = fault_of(collection(one + ",\n" + R"({"type":"Feature","a":[1 2]})"));
    CHECK(second.code == "E-INPUT-70");
    CHECK(second.text.find("in feature 2") != std::string::npos);
    CHECK(second.line == 2);

    const std::string deep(600, '[');
    const std::string shut(600, ']');
    const Fault nested = fault_of(collection(feature(R"({"code":)" + deep + shut + '}')));
    CHECK(nested.code == "E-INPUT-72");
    const std::string far =
        R"({"type":"Polygon","coordinates":[[[1e13,51],[1,51],[1,52],[1e13,51]]]})";
    const Fault beyond = fault_of(collection(one + ',' + feature(R"({"code":"E01000002"})", far)));
    CHECK(beyond.code == "E-GEOMETRY-06");
    CHECK(beyond.text.find("(feature 2)") != std::string::npos);
}

TEST_CASE("read_geojson: features one after the other", "[geojson]") {
    const std::string a = feature(R"({"code":"E01000001","name":"A"})");
    const std::string b = feature(R"({"code":"E01000002","name":"B"})", other);
    for (const std::string name : {"a.geojsonl", "a.ndjson", "a.geojsons"}) {
        for (const std::string& text :
             {a + '\n' + b + '\n', a + "\r\n" + b, '\x1E' + a + "\n\x1E" + b + '\n'}) {
            INFO(name << ' ' << text);
            const Readings readings = read_both(text, name);
            REQUIRE(readings.fast);
            CHECK(readings.fast->set.size() == 2);
            CHECK(readings.fast->set.polygon_count() == 3);
            CHECK(readings.fast->crs.authority_code == "EPSG:4326");
            CHECK(readings.fast->layer == "a");
            INFO(readings.gdal_error);
            REQUIRE(readings.gdal);
            CHECK(difference(*readings.fast, *readings.gdal).empty());
        }
    }
    CHECK(fault_of(a + '\n' + b.substr(0, 60), "a.geojsonl").code == "E-INPUT-71");
    CHECK(fault_of(a + "\n{\"type\":\"Feature\",}\n", "a.geojsonl").line == 2);
}

TEST_CASE("read_geojson: many windows, any number of threads", "[geojson]") {
    // About 3 MB, and one feature that is larger than a window.
    std::string features;
    for (int i = 0; i < 8000; ++i) {
        std::string code = "E0" + std::to_string(1000000 + i);
        features +=
            (i == 0 ? "" : ",\n") +
            feature(R"({"code":")" + code + R"(","name":"A {\"}] )" + std::to_string(i) + "\"}",
                    i % 3 == 0 ? other : square);
        if (i == 5000) {
            std::string ring = "[[[0,51]";
            for (int k = 0; k < 90000; ++k) {
                ring += ",[" + std::to_string(1 + k * 1e-5) + ",51.5]";
            }
            features +=
                ",\n" + feature(R"({"code":"E01999999","name":"large"})",
                                R"({"type":"Polygon","coordinates":)" + ring + ",[1,52],[0,51]]]}");
        }
    }
    const TestFolder folder;
    write_text(folder / "a.geojson", collection(features));
    const auto sources = detail::boundary_sources(folder / "a.geojson");
    ReadBoundariesOptions options;
    options.threads = 1;
    const Boundaries gdal = detail::read_with_gdal(sources, options);
    for (const unsigned threads : {1U, 2U, 5U}) {
        options.threads = threads;
        const auto fast = detail::read_geojson(sources.front(), options);
        REQUIRE(fast);
        CHECK(difference(*fast, gdal).empty());
    }
    // A fault far inside is found at its line whichever thread meets it.
    std::string broken = collection(features);
    const std::size_t at = broken.find("[-0.9,52]", broken.size() / 2);
    broken[at + 5] = ' ';
    const Fault fault = fault_of(broken);
    CHECK(fault.code == "E-INPUT-70");
    CHECK(fault.line ==
          static_cast<std::uint64_t>(
              std::count(broken.begin(), broken.begin() + static_cast<std::ptrdiff_t>(at), '\n')) +
              1);
}

TEST_CASE("read_geojson: inside a zip", "[geojson]") {
    const TestFolder folder;
    write_text(folder / "a.zip", zipped({{"in/a.geojson", plain}}));
    const Boundaries read = read_boundaries(folder / "a.zip");
    const auto sources = detail::boundary_sources(folder / "a.zip");
    const auto fast = detail::read_geojson(sources.front(), {});
    REQUIRE(fast);
    CHECK(difference(*fast, detail::read_with_gdal(sources, {})).empty());
    CHECK(read.set.size() == 2);
    CHECK(read.code_column == "LSOA11CD");
    CHECK(read.name_column == "LSOA11NM");
    CHECK(read.set.names[1] == "City 001B");
}
