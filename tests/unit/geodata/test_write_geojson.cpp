#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/write_geojson.hpp>
#include <nlohmann/json.hpp>
#include <random>

#include "boundary_maker.hpp"

using namespace levelin;
using namespace levelin::geodata;
using nlohmann::json;

namespace {

struct Made {
    BoundarySet shapes;
    ResultTable results;
};

// Areas on a lattice, some with a hole, some with a second part, one without a shape.
Made make(std::size_t areas) {
    std::mt19937_64 random{7946};
    std::uniform_real_distribution<double> jitter{0.0001, 0.002};
    Made made;
    DecimalColumn score;
    WholeColumn rank;
    const auto ring = [&](double x, double y, double side) {
        BoundarySet& s = made.shapes;
        const double a = jitter(random);
        for (const Point p : {Point{x, y}, Point{x, y + side}, Point{x + side + a, y + side},
                              Point{x + side, y + a}, Point{x, y}}) {
            s.points.push_back(p);
        }
        s.ring_begin.push_back(static_cast<std::uint32_t>(s.points.size()));
    };
    for (std::size_t a = 0; a < areas; ++a) {
        const double x = -6 + 0.02 * static_cast<double>(a % 300) + jitter(random);
        const double y = 50 + 0.02 * static_cast<double>(a / 300);
        if (a != 3) {
            ring(x, y, 0.008);
            if (a % 5 == 0) {
                ring(x + 0.002, y + 0.003, 0.002);
            }
            made.shapes.polygon_begin.push_back(
                static_cast<std::uint32_t>(made.shapes.ring_begin.size() - 1));
            if (a % 7 == 0) {
                ring(x, y + 0.012, 0.003);
                made.shapes.polygon_begin.push_back(
                    static_cast<std::uint32_t>(made.shapes.ring_begin.size() - 1));
            }
        }
        made.shapes.area_begin.push_back(
            static_cast<std::uint32_t>(made.shapes.polygon_begin.size() - 1));
        const AreaCode code = *AreaCode::parse("E01" + std::to_string(100000 + a));
        const bool there = a % 11 != 0;
        made.shapes.codes.push_back(code);
        made.shapes.names.push_back(a % 2 == 0 ? "Ynys M\xC3\xB4n \"q\"\n" : "plain");
        made.results.codes.push_back(code);
        made.results.names.push_back(made.shapes.names.back());
        made.results.status.push_back(there ? Status::ok : Status::no_row);
        score.values.push_back(there ? static_cast<double>(a) / 7 : 0);
        score.status.push_back(made.results.status.back());
        rank.values.push_back(there ? static_cast<std::int64_t>(a) : 0);
        rank.status.push_back(made.results.status.back());
    }
    made.results.columns.push_back({"imd_score", std::move(score)});
    made.results.columns.push_back({"imd_rank", std::move(rank)});
    return made;
}

std::string text_of(const Made& made, unsigned threads) {
    const TestFolder folder;
    OutputFile file(folder / "a.geojson", false);
    GeoJsonOptions options;
    options.threads = threads;
    CHECK(write_geojson(file, made.shapes, made.results, options).empty());
    static_cast<void>(file.commit());
    return read_text(folder / "a.geojson");
}

double json_area(const json& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        twice += ring[i][0].get<double>() * ring[i + 1][1].get<double>() -
                 ring[i + 1][0].get<double>() * ring[i][1].get<double>();
    }
    return twice / 2;
}

}  // namespace

TEST_CASE("write_geojson: the same bytes for 1, 2 and 5 threads", "[geojson]") {
    const Made made = make(3000);
    const std::string one = text_of(made, 1);
    CHECK(one == text_of(made, 2));
    CHECK(one == text_of(made, 5));
}

TEST_CASE("write_geojson: what RFC 7946 and the contract ask for", "[geojson]") {
    const Made made = make(1200);
    const json document = json::parse(text_of(made, 2));
    CHECK(document["type"] == "FeatureCollection");
    CHECK_FALSE(document.contains("crs"));
    REQUIRE(document["features"].size() == 1200);
    double west = 999;
    double north = -999;
    for (std::size_t a = 0; a < 1200; ++a) {
        const json& feature = document["features"][a];
        REQUIRE(feature["id"] == a + 1);
        const json& properties = feature["properties"];
        REQUIRE(properties["code"] == made.results.codes[a].str());
        REQUIRE(properties["name"] == made.results.names[a]);
        REQUIRE(properties.size() == 5);
        REQUIRE(properties["imd_score"].is_null() == (a % 11 == 0));
        REQUIRE(properties["imd_rank"].is_null() == (a % 11 == 0));
        REQUIRE(properties["status"] == (a % 11 == 0 ? "no_row" : "ok"));
        if (a % 11 != 0) {
            REQUIRE(properties["imd_score"].get<double>() == static_cast<double>(a) / 7);
        }
        if (a == 3) {
            REQUIRE(feature["geometry"].is_null());
            continue;
        }
        const bool multi = a % 7 == 0;
        REQUIRE(feature["geometry"]["type"] == (multi ? "MultiPolygon" : "Polygon"));
        const json polygons = multi ? feature["geometry"]["coordinates"]
                                    : json::array({feature["geometry"]["coordinates"]});
        for (const json& polygon : polygons) {
            for (std::size_t r = 0; r < polygon.size(); ++r) {
                const json& ring = polygon[r];
                REQUIRE(ring.size() >= 4);
                REQUIRE(ring.front() == ring.back());
                REQUIRE((json_area(ring) > 0) == (r == 0));
                for (const json& position : ring) {
                    west = std::min(west, position[0].get<double>());
                    north = std::max(north, position[1].get<double>());
                    const double scaled = position[0].get<double>() * 1e6;
                    REQUIRE(std::abs(scaled - std::round(scaled)) < 1e-6);
                }
            }
        }
    }
    REQUIRE(document["bbox"].size() == 4);
    CHECK(document["bbox"][0] == west);
    CHECK(document["bbox"][3] == north);
}

TEST_CASE("write_geojson: what is written reads back", "[geojson]") {
    const Made made = make(700);
    const TestFolder folder;
    OutputFile file(folder / "a.geojson", false);
    static_cast<void>(write_geojson(file, made.shapes, made.results));
    static_cast<void>(file.commit());
    const Boundaries back = read_boundaries(folder / "a.geojson");
    CHECK(back.code_column == "code");
    CHECK(back.set.codes == made.shapes.codes);
    CHECK(back.set.area_begin == made.shapes.area_begin);
    CHECK(back.set.ring_begin == made.shapes.ring_begin);
    const BoundarySet wound = normalise_winding(made.shapes);
    double largest = 0;
    for (std::size_t i = 0; i < wound.points.size(); ++i) {
        largest = std::max({largest, std::abs(wound.points[i].x - back.set.points[i].x),
                            std::abs(wound.points[i].y - back.set.points[i].y)});
    }
    CHECK(largest <= 0.5000001e-6);
}

TEST_CASE("write_geojson: no boundaries at all, and an output that exists", "[geojson]") {
    Made made = make(5);
    made.shapes = {};
    const json document = json::parse(text_of(made, 2));
    CHECK(document["features"].size() == 5);
    CHECK(document["features"][2]["geometry"].is_null());
    CHECK_FALSE(document.contains("bbox"));
    const TestFolder folder;
    write_text(folder / "a.geojson", "mine");
    CHECK_THROWS_AS(OutputFile(folder / "a.geojson", false), UsageError);
    CHECK(read_text(folder / "a.geojson") == "mine");
}
