#include <catch2/catch.hpp>
#include <levelin/export/geojson_text.hpp>
#include <limits>
#include <stdexcept>

using namespace levelin;

namespace {

BoundarySet shapes(const std::vector<std::vector<std::vector<Point>>>& polygons) {
    BoundarySet set;
    set.codes = {*AreaCode::parse("E01000001")};
    set.names = {"A"};
    for (const auto& polygon : polygons) {
        for (const auto& ring : polygon) {
            set.points.insert(set.points.end(), ring.begin(), ring.end());
            set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
        }
        set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_begin.size() - 1));
    }
    set.area_begin.push_back(static_cast<std::uint32_t>(polygons.size()));
    return set;
}

ResultTable one_row() {
    ResultTable table;
    table.codes = {*AreaCode::parse("E01000001")};
    table.names = {"A"};
    table.status = {Status::ok};
    return table;
}

std::string geometry_of(const BoundarySet& set, RoundingLoss& loss, int decimals = 6) {
    const ResultTable table = one_row();
    std::string out;
    FeatureText{set, table, decimals}.append(out, 0, loss);
    const std::string mark = "\"geometry\":";
    const std::size_t at = out.find(mark) + mark.size();
    return out.substr(at, out.size() - at - 1);
}

std::string json(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

}  // namespace

TEST_CASE("geojson_text: strings are escaped and always UTF-8", "[export]") {
    CHECK(json("a\"b\\c") == "\"a\\\"b\\\\c\"");
    CHECK(json(std::string_view{"\0\n\x1f\x7f", 4}) == "\"\\u0000\\u000a\\u001f\\u007f\"");
    CHECK(json("Ynys M\xC3\xB4n") == "\"Ynys M\xC3\xB4n\"");
    CHECK(json("M\xF4n") == "\"M\xEF\xBF\xBDn\"");
    CHECK(json("\xC3") == "\"\xEF\xBF\xBD\"");
    CHECK(json("\xED\xA0\x80") == "\"\xEF\xBF\xBD\xEF\xBF\xBD\xEF\xBF\xBD\"");  // a surrogate
    CHECK(json("\xE2\x80\xA8") == "\"\\u2028\"");
    CHECK(json("\xF0\x9F\x97\xBA") == "\"\xF0\x9F\x97\xBA\"");
}

TEST_CASE("geojson_text: the right-hand rule, whatever way the rings came", "[export]") {
    // Both rings clockwise.
    const BoundarySet set = shapes(
        {{{{0, 0}, {0, 4}, {4, 4}, {4, 0}, {0, 0}}, {{1, 1}, {1, 2}, {2, 2}, {2, 1}, {1, 1}}}});
    RoundingLoss loss;
    CHECK(geometry_of(set, loss) ==
          "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,4],[0,0]],"
          "[[1,1],[1,2],[2,2],[2,1],[1,1]]]}");
    CHECK(loss.holes + loss.parts == 0);
}

TEST_CASE("geojson_text: what rounding makes vanish is left out and counted", "[export]") {
    const double e = 1e-8;
    const std::vector<Point> big{{0, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 0}};
    const std::vector<Point> speck{{1, 1}, {1 + e, 1}, {1 + e, 1 + e}, {1, 1 + e}, {1, 1}};
    const std::string whole =
        "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,4],[0,0]]]}";
    RoundingLoss loss;
    CHECK(geometry_of(shapes({{big, speck}}), loss) == whole);
    CHECK(loss.holes == 1);
    CHECK(geometry_of(shapes({{speck}, {big}}), loss) == whole);
    CHECK(loss.parts == 1);
    CHECK(loss.finer.empty());
    // An area that is nothing but a speck stays, with more decimals.
    CHECK(geometry_of(shapes({{speck}}), loss) ==
          "{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[1.00000001,1],[1.00000001,1.00000001],"
          "[1,1.00000001],[1,1]]]}");
    CHECK(loss.finer == std::vector<std::size_t>{0});
    // And one without any extent stays as it is.
    CHECK(geometry_of(shapes({{{{1, 1}, {1, 1}, {1, 1}, {1, 1}}}}), loss) ==
          "{\"type\":\"Polygon\",\"coordinates\":[[[1,1],[1,1],[1,1],[1,1]]]}");
    CHECK(loss.flat == std::vector<std::size_t>{0});
}

TEST_CASE("geojson_text: points that become equal are merged", "[export]") {
    RoundingLoss loss;
    CHECK(geometry_of(shapes({{{{0, 0}, {1e-9, 0}, {4, 0}, {4, 4}, {0, 4}, {0, 1e-9}, {0, 0}}}}),
                      loss) ==
          "{\"type\":\"Polygon\",\"coordinates\":[[[0,0],[4,0],[4,4],[0,4],[0,0]]]}");
}

TEST_CASE("geojson_text: properties keep their order, absent values are null", "[export]") {
    ResultTable table = one_row();
    table.columns.push_back({"imd_score", DecimalColumn{{0.1}, {Status::ok}}});
    table.columns.push_back({"imd_rank", WholeColumn{{0}, {Status::suppressed}}});
    table.columns.push_back({"b", DecimalColumn{{0}, {Status::missing}}});
    table.columns.push_back({"b_status", TextColumn{{"missing"}}});
    const BoundarySet none = shapes({});
    std::string out;
    RoundingLoss loss;
    FeatureText{none, table, 6}.append(out, 0, loss);
    CHECK(out ==
          "{\"type\":\"Feature\",\"id\":1,\"properties\":{\"code\":\"E01000001\",\"name\":\"A\","
          "\"status\":\"ok\",\"imd_score\":0.1,\"imd_rank\":null,\"b\":null,\"b_status\":"
          "\"missing\"},\"geometry\":null}");
    // A number that is none is the maker's fault and never written.
    table.columns.push_back(
        {"c", DecimalColumn{{std::numeric_limits<double>::quiet_NaN()}, {Status::ok}}});
    CHECK_THROWS_AS((FeatureText{none, table, 6}.append(out, 0, loss)), std::invalid_argument);
}

TEST_CASE("geojson_text: the collection's bbox is west, south, east, north", "[export]") {
    CHECK(feature_collection_head({-8.6499956, 49.882, 1.7635, 60.8457}, 6) ==
          "{\"type\":\"FeatureCollection\",\"bbox\":[-8.649996,49.882,1.7635,60.8457],"
          "\"features\":[\n");
    CHECK(feature_collection_head({}, 6) == "{\"type\":\"FeatureCollection\",\"features\":[\n");
}
