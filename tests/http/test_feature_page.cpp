#include <levelin/geodata/feature_service.hpp>
#include <nlohmann/json.hpp>

#include "http_support.hpp"

using namespace levelin;
using namespace levelin::geodata;

namespace {

const std::string address = "http://example.invalid/FeatureServer/0";

ServiceLayer layer() {
    ServiceLayer layer;
    layer.object_id_field = "FID";
    layer.max_record_count = 10;
    return layer;
}

nlohmann::json geometry_of(const std::string& page) {
    const ParsedPage parsed = parse_feature_page(page, layer(), address);
    REQUIRE_FALSE(parsed.fault);
    REQUIRE(parsed.page.features.size() == 1);
    return nlohmann::json::parse(parsed.page.features[0])["geometry"];
}

std::string esri(const std::string& rings) {
    return R"({"features":[{"attributes":{"FID":1},"geometry":{"rings":)" + rings + "}}]}";
}

std::string geojson(const std::string& geometry) {
    return R"({"type":"FeatureCollection","features":[{"type":"Feature","id":1,"geometry":)" +
           geometry + R"(,"properties":{"FID":1}}]})";
}

}  // namespace

TEST_CASE("Esri's rings become polygons with their holes", "[feature_page]") {
    // Outer 0..9, hole 1..2, island 20..29 with hole 21..22; the holes stand first.
    const auto shape =
        geometry_of(esri("[[[1,1],[2,1],[2,2],[1,2],[1,1]],"
                         "[[21,1],[22,1],[22,2],[21,2],[21,1]],"
                         "[[0,0],[0,9],[9,9],[9,0],[0,0]],"
                         "[[20,0],[20,9],[29,9],[29,0],[20,0]]]"));
    CHECK(shape["type"] == "MultiPolygon");
    const auto expected = nlohmann::json::parse(
        "[[[[0,0],[9,0],[9,9],[0,9],[0,0]],[[1,1],[1,2],[2,2],[2,1],[1,1]]],"
        "[[[20,0],[29,0],[29,9],[20,9],[20,0]],[[21,1],[21,2],[22,2],[22,1],[21,1]]]]");
    CHECK(shape["coordinates"] == expected);
}

TEST_CASE("an island in a lake is not the lake's owner's hole", "[feature_page]") {
    // Outer 0..9, lake 2..7, island 3..6 in it, pond 4..5 on the island.
    const auto shape =
        geometry_of(esri("[[[0,0],[0,9],[9,9],[9,0],[0,0]],"
                         "[[2,2],[7,2],[7,7],[2,7],[2,2]],"
                         "[[3,3],[3,6],[6,6],[6,3],[3,3]],"
                         "[[4,4],[5,4],[5,5],[4,5],[4,4]]]"));
    REQUIRE(shape["coordinates"].size() == 2);
    CHECK(shape["coordinates"][0][1][0] == nlohmann::json({2, 2}));
    CHECK(shape["coordinates"][1][1][0] == nlohmann::json({4, 4}));
}

TEST_CASE("an area that is wound the other way is not lost", "[feature_page]") {
    const auto shape = geometry_of(esri("[[[0,0],[9,0],[9,9],[0,9],[0,0]]]"));
    CHECK(shape["type"] == "Polygon");
    CHECK(shape["coordinates"][0] == nlohmann::json::parse("[[0,0],[9,0],[9,9],[0,9],[0,0]]"));
}

TEST_CASE("GeoJSON is kept, wound anew and closed", "[feature_page]") {
    const auto shape = geometry_of(geojson(
        R"({"type":"Polygon","coordinates":[[[0,0],[0,9],[9,9],[9,0]],[[1,1],[2,1],[2,2],[1,2],[1,1]]]})"));
    CHECK(shape["coordinates"] == nlohmann::json::parse("[[[0,0],[9,0],[9,9],[0,9],[0,0]],"
                                                        "[[1,1],[1,2],[2,2],[2,1],[1,1]]]"));
    CHECK(geometry_of(geojson("null")).is_null());
    CHECK(geometry_of(geojson(R"({"type":"Polygon","coordinates":[]})")).is_null());
    CHECK(geometry_of(geojson(R"({"type":"Point","coordinates":[-1.5,52,7]})"))["coordinates"] ==
          nlohmann::json({-1.5, 52}));
}

TEST_CASE("numbers and texts of the attributes stay as they are", "[feature_page]") {
    const ParsedPage parsed = parse_feature_page(
        R"({"features":[{"attributes":{"FID":7,"a":0.1,"b":12345678901234567,"c":"Ynys Môn","d":null},"geometry":null}]})",
        layer(), address);
    REQUIRE_FALSE(parsed.fault);
    CHECK(parsed.page.object_ids == std::vector<std::int64_t>{7});
    CHECK(
        parsed.page.features[0] ==
        R"({"type":"Feature","id":7,"properties":{"FID":7,"a":0.1,"b":12345678901234567,"c":"Ynys Môn","d":null},"geometry":null})");
}

TEST_CASE("exceededTransferLimit is found at the top and under properties", "[feature_page]") {
    const auto more = [](const std::string& text) {
        return parse_feature_page(text, layer(), address).page.more;
    };
    CHECK(more(R"({"features":[],"exceededTransferLimit":true})"));
    CHECK(more(R"({"features":[],"properties":{"exceededTransferLimit":true}})"));
    CHECK_FALSE(more(R"({"features":[],"exceededTransferLimit":false})"));
    CHECK_FALSE(more(R"({"features":[]})"));
}

TEST_CASE("positions that are no degrees are refused", "[feature_page]") {
    for (const char* const position :
         {"[530000,180000]", "[181,0]", "[0,-91]", "[1]", "[\"a\",1]"}) {
        CHECK(
            code_of([&] {
                static_cast<void>(parse_feature_page(
                    esri("[[" + std::string{position} + ",[0,1],[1,1],[0,0]]]"), layer(), address));
            }) == "E-GET-20");
    }
}

TEST_CASE("pages that are none", "[feature_page]") {
    const std::string page = GENERATE(
        as<std::string>{}, "", "{", "[]", "<html>", "{}", R"({"features":{}})",
        R"({"features":[7]})", R"({"features":[{}]})", R"({"features":[{"attributes":{}}]})",
        R"({"features":[{"attributes":{"FID":"one"}}]})",
        R"({"features":[{"attributes":{"FID":1,"deep":{"a":1}}}]})",
        R"({"features":[{"attributes":{"FID":1},"geometry":{"paths":[]}}]})",
        R"({"features":[{"attributes":{"FID":1},"geometry":{"rings":[7]}}]})",
        R"({"features":[{"properties":{"FID":1},"geometry":{"type":"LineString","coordinates":[]}}]})",
        R"({"features":[{"properties":{"FID":1},"geometry":{"type":"Polygon"}}]})");
    const ParsedPage parsed = parse_feature_page(page, layer(), address);
    REQUIRE(parsed.fault);
    CHECK(parsed.fault->code == 0);
    CHECK(parsed.page.features.empty());
}

TEST_CASE("an error in the body is told with its code", "[feature_page]") {
    const ParsedPage parsed = parse_feature_page(
        R"({"error":{"code":504,"message":"Gateway","details":[]}})", layer(), address);
    REQUIRE(parsed.fault);
    CHECK(parsed.fault->code == 504);
    CHECK(parsed.fault->message == "Gateway");
}

TEST_CASE("what a layer says of itself", "[feature_page]") {
    const ServiceLayer found = parse_service_layer(
        R"({"name":"n","maxRecordCount":2000,"supportedQueryFormats":"JSON, geoJSON",
            "fields":[{"name":"a","type":"esriFieldTypeString"},{"name":"OID","type":"esriFieldTypeOID"}],
            "advancedQueryCapabilities":{"supportsPagination":true},
            "editingInfo":{"lastEditDate":5,"dataLastEditDate":6},"copyrightText":"c"})",
        address);
    CHECK(found.object_id_field == "OID");
    CHECK(found.max_record_count == 2000);
    CHECK(found.has_geojson);
    CHECK(found.last_edit == 6);

    const auto fault = [](const std::string& text) {
        return code_of([&] { static_cast<void>(parse_service_layer(text, address)); });
    };
    CHECK(fault("<html>") == "E-GET-15");
    CHECK(
        fault(R"({"objectIdField":"F","advancedQueryCapabilities":{"supportsPagination":true}})") ==
        "E-GET-15");
    CHECK(
        fault(R"({"maxRecordCount":5,"advancedQueryCapabilities":{"supportsPagination":true}})") ==
        "E-GET-15");
    CHECK(fault(R"({"objectIdField":"F","maxRecordCount":5})") == "E-GET-15");
    CHECK(fault(R"({"objectIdField":"F&f=x","maxRecordCount":5,)"
                R"("advancedQueryCapabilities":{"supportsPagination":true}})") == "E-GET-15");
    CHECK(fault(R"({"error":{"code":400,"message":"Invalid URL"}})") == "E-GET-16");
    CHECK(parse_service_count(R"({"count":361})", address) == 361);
    CHECK(code_of([] { static_cast<void>(parse_service_count("{}", address)); }) == "E-GET-15");
}
