#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/write_topojson.hpp>
#include <nlohmann/json.hpp>

#include "boundary_maker.hpp"

using namespace levelin;
using namespace levelin::geodata;
using nlohmann::json;

namespace {

std::vector<Point> square(double x, double y, double side) {
    return {{x, y}, {x + side, y}, {x + side, y + side}, {x, y + side}, {x, y}};
}

void add_area(ExportLayer& layer, const std::string& code,
              const std::vector<std::vector<Point>>& parts) {
    BoundarySet& set = layer.shapes;
    for (const auto& ring : parts) {
        set.points.insert(set.points.end(), ring.begin(), ring.end());
        set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
        set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_count()));
    }
    set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_count()));
    set.codes.push_back(*AreaCode::parse(code));
    set.names.push_back("name of " + code);
    layer.table.codes = set.codes;
    layer.table.names = set.names;
    layer.table.status.push_back(Status::ok);
}

// Four squares around a point, an area of two parts and one without any, in degrees.
ExportLayer made_layer() {
    ExportLayer layer;
    layer.name = "areas";
    layer.crs = {"WGS 84", "EPSG:4326", "from the file", ""};
    layer.attribution = {"a line"};
    add_area(layer, "E01000001", {square(-1, 52, 0.5)});
    add_area(layer, "E01000002", {square(-0.5, 52, 0.5)});
    add_area(layer, "E01000003", {square(-1, 52.5, 0.5)});
    add_area(layer, "E01000004", {square(-0.5, 52.5, 0.5), square(1, 51, 0.123456)});
    add_area(layer, "E01000005", {});
    return layer;
}

std::string written(const ExportLayer& layer, const ExportOptions& options,
                    Diagnostics* findings = nullptr) {
    const TestFolder folder;
    const ExportOutcome outcome = export_topojson(folder / "a.topojson", layer, options);
    CHECK(outcome.areas == layer.table.size());
    CHECK(outcome.files.size() == 1);
    if (findings != nullptr) {
        *findings = outcome.findings;
    }
    return read_text(folder / "a.topojson");
}

using Ring = std::vector<Point>;

// The rings of a geometry, as the specification says (sections 2.1.2 to 2.1.4).
std::vector<std::vector<Ring>> polygons_of(const json& topology, const json& geometry) {
    const json& scale = topology["transform"]["scale"];
    const json& translate = topology["transform"]["translate"];
    const auto ring_of = [&](const json& refs) {
        Ring ring;
        for (const json& ref : refs) {
            const auto n = ref.get<std::int64_t>();
            Ring arc;
            std::int64_t x = 0;
            std::int64_t y = 0;
            const json& positions = topology["arcs"][static_cast<std::size_t>(n < 0 ? ~n : n)];
            REQUIRE(positions.size() >= 2);
            for (const json& p : positions) {
                x += p[0].get<std::int64_t>();
                y += p[1].get<std::int64_t>();
                arc.push_back(
                    {static_cast<double>(x) * scale[0].get<double>() + translate[0].get<double>(),
                     static_cast<double>(y) * scale[1].get<double>() + translate[1].get<double>()});
            }
            if (n < 0) {
                std::reverse(arc.begin(), arc.end());
            }
            if (!ring.empty()) {
                REQUIRE(ring.back() == arc.front());
                ring.pop_back();
            }
            ring.insert(ring.end(), arc.begin(), arc.end());
        }
        REQUIRE(ring.front() == ring.back());
        return ring;
    };
    std::vector<std::vector<Ring>> polygons;
    if (geometry["type"].is_null()) {
        return polygons;
    }
    const json list =
        geometry["type"] == "Polygon" ? json::array({geometry["arcs"]}) : geometry["arcs"];
    for (const json& polygon : list) {
        polygons.emplace_back();
        for (const json& refs : polygon) {
            polygons.back().push_back(ring_of(refs));
        }
    }
    return polygons;
}

double area_of_geometry(const json& topology, const json& geometry) {
    double area = 0;
    for (const auto& polygon : polygons_of(topology, geometry)) {
        for (const Ring& ring : polygon) {
            area += signed_area(ring);
        }
    }
    return area;
}

}  // namespace

TEST_CASE("write_topojson: shared arcs, decoded as the specification says", "[topojson]") {
    const ExportLayer layer = made_layer();
    const json topology = json::parse(written(layer, {}));
    CHECK(topology["type"] == "Topology");
    CHECK(topology["attribution"] == json::array({"a line"}));
    CHECK(topology["bbox"] == json::array({-1, 51, 1.123456, 53}));
    CHECK(topology["transform"]["scale"] == json::array({1e-6, 1e-6}));
    const json& geometries = topology["objects"]["areas"]["geometries"];
    REQUIRE(geometries.size() == 5);
    // Four shared sides, four outer borders, one ring alone.
    CHECK(topology["arcs"].size() == 9);
    for (std::size_t a = 0; a < 5; ++a) {
        CHECK(geometries[a]["id"] == a + 1);
        CHECK(geometries[a]["properties"]["code"] == layer.table.codes[a].str());
        CHECK(geometries[a]["properties"]["name"] == layer.table.names[a]);
        CHECK(area_of_geometry(topology, geometries[a]) ==
              Approx(area_of(layer.shapes, a)).margin(1e-12));
    }
    CHECK(geometries[3]["type"] == "MultiPolygon");
    CHECK(geometries[4]["type"].is_null());
    const Point first = polygons_of(topology, geometries[0])[0][0][0];
    CHECK(std::abs(first.x - std::round(first.x * 2) / 2) < 1e-12);
}

TEST_CASE("write_topojson: clockwise for d3, the same bytes for any threads", "[topojson]") {
    const ExportLayer layer = made_layer();
    ExportOptions options;
    options.profile = &find_profile("d3");
    const json topology = json::parse(written(layer, options));
    const json& geometries = topology["objects"]["areas"]["geometries"];
    for (std::size_t a = 0; a < 4; ++a) {
        CHECK(area_of_geometry(topology, geometries[a]) ==
              Approx(-area_of(layer.shapes, a)).margin(1e-12));
    }
    options.profile = nullptr;
    options.threads = 1;
    const std::string one = written(layer, options);
    for (const unsigned threads : {2U, 5U}) {
        options.threads = threads;
        CHECK(written(layer, options) == one);
    }
}

TEST_CASE("write_topojson: quantised as mapshaper and topojson count it", "[topojson]") {
    const ExportLayer layer = made_layer();
    ExportOptions options;
    options.quantization = 1001;
    const json topology = json::parse(written(layer, options));
    const json& scale = topology["transform"]["scale"];
    CHECK(scale[0].get<double>() == Approx(2.123456 / 1000).epsilon(1e-12));
    CHECK(scale[1].get<double>() == Approx(2.0 / 1000).epsilon(1e-12));
    CHECK(topology["transform"]["translate"] == json::array({-1, 51}));
    const json& geometries = topology["objects"]["areas"]["geometries"];
    for (std::size_t a = 0; a < 5; ++a) {
        for (const auto& polygon : polygons_of(topology, geometries[a])) {
            for (const Ring& ring : polygon) {
                for (const Point& p : ring) {
                    // Every corner is one that was given, within half a cell.
                    bool near = false;
                    for (const Point& q : layer.shapes.points) {
                        near = near || (std::abs(p.x - q.x) <= 0.50001 * 0.002123456 &&
                                        std::abs(p.y - q.y) <= 0.50001 * 0.002);
                    }
                    CHECK(near);
                }
            }
        }
    }
    for (const std::uint32_t wrong : {1U, 1000001U}) {
        options.quantization = wrong;
        try {
            static_cast<void>(written(layer, options));
            FAIL("no error");
        } catch (const UsageError& error) {
            CHECK(error.code() == "E-TOPOJSON-01");
        }
    }
}

TEST_CASE("write_topojson: areas that overlap, areas too small, no shapes", "[topojson]") {
    ExportLayer nested = made_layer();
    add_area(nested, "E01000006", {square(-0.9, 52.1, 0.2)});
    for (const std::uint32_t quantization : {0U, 100000U}) {
        ExportOptions options;
        options.quantization = quantization;
        Diagnostics findings;
        const json topology = json::parse(written(nested, options, &findings));
        CHECK(findings.find("N-TOPOLOGY-01") != nullptr);
        const json& geometries = topology["objects"]["areas"]["geometries"];
        CHECK(topology["arcs"].size() == 6);
        for (std::size_t a = 0; a < 6; ++a) {
            CHECK(area_of_geometry(topology, geometries[a]) ==
                  Approx(area_of(nested.shapes, a)).margin(1e-4));
        }
    }
    ExportLayer small = made_layer();
    add_area(small, "E01000007", {square(-3, 52, 1e-4)});
    for (const bool quantised : {false, true}) {
        ExportOptions options;
        options.quantization = quantised ? 1000 : 0;
        options.decimals = 2;
        Diagnostics findings;
        const json topology = json::parse(written(small, options, &findings));
        REQUIRE(findings.find("W-TOPOJSON-01") != nullptr);
        CHECK(findings.find("W-TOPOJSON-01")->examples == std::vector<std::string>{"E01000007"});
        CHECK(findings.find("W-GEOMETRY-09") == nullptr);
        const json& geometry = topology["objects"]["areas"]["geometries"][5];
        REQUIRE(geometry["type"] == "Polygon");
        const auto polygons = polygons_of(topology, geometry);
        CHECK(std::abs(polygons[0][0][0].x + 3) < 1e-2);
    }
    ExportLayer none = made_layer();
    none.shapes = {};
    const json topology = json::parse(written(none, {}));
    CHECK(topology["arcs"].empty());
    CHECK(topology["objects"]["areas"]["geometries"][4]["type"].is_null());
}

TEST_CASE("write_topojson: GDAL reads it back", "[topojson]") {
    const ExportLayer layer = made_layer();
    const TestFolder folder;
    static_cast<void>(export_topojson(folder / "a.topojson", layer, {}));
    ReadBoundariesOptions reading;
    reading.crs = "EPSG:4326";  // The format has no place for it.
    const Boundaries back = read_boundaries(folder / "a.topojson", reading);
    // GDAL passes over geometries whose type is null, which is how TopoJSON has them.
    REQUIRE(back.set.size() == 4);
    CHECK(back.layer == "areas");
    for (std::size_t a = 0; a < 4; ++a) {
        CHECK(back.set.codes[a] == layer.shapes.codes[a]);
        CHECK(back.set.names[a] == layer.shapes.names[a]);
        CHECK(area_of(back.set, a) == Approx(area_of(layer.shapes, a)).margin(1e-9));
    }
}
