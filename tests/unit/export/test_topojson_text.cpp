#include <catch2/catch.hpp>
#include <levelin/export/topojson_text.hpp>
#include <stdexcept>

using namespace levelin;

namespace {

// Two squares of 10 cells side by side, an area without polygons, and a square far off with a hole.
//   (0,0)-(10,0)-(10,10)-(0,10) | (10,0)-(20,0)-(20,10)-(10,10)
Topology squares() {
    Topology t;
    t.grid = SnapGrid(10, {-1, 50, 9, 60});  // (0, 0) stands for (-1, 50).
    t.codes = {*AreaCode::parse("E1"), *AreaCode::parse("E2"), *AreaCode::parse("E3"),
               *AreaCode::parse("E4")};
    t.area_begin = {0, 1, 2, 2, 3};
    t.polygon_begin = {0, 1, 2, 4};
    t.ring_begin = {0, 2, 4, 5, 6};
    // 0: what the two share, upwards; 1 and 2: the rest of either; 3 and 4: the far square.
    t.ring_arcs = {0, 1, ~0, 2, 3, 4};
    t.arc_points = {{10, 0},  {10, 10},                         //
                    {10, 10}, {0, 10},   {0, 0},     {10, 0},   //
                    {10, 0},  {20, 0},   {20, 10},   {10, 10},  //
                    {90, 90}, {100, 90}, {100, 100}, {90, 90},  //
                    {95, 92}, {97, 94},  {97, 92},   {95, 92}};
    t.arc_begin = {0, 2, 6, 10, 14, 18};
    return t;
}

ResultTable table() {
    ResultTable results;
    results.codes = squares().codes;
    results.names = {"A", "B", "C", "D"};
    results.status.assign(4, Status::ok);
    results.status[2] = Status::missing;
    DecimalColumn score;
    score.values = {1.5, 2, 0, 4};
    score.status = {Status::ok, Status::ok, Status::missing, Status::ok};
    results.columns.push_back({"score", score});
    return results;
}

std::string whole_text(const Topology& topology, const ResultTable& results,
                       const FeatureStyle& style, const TopoJsonScale& scale = {},
                       std::span<const std::string> attribution = {}) {
    const TopoJsonText text(topology, results, style, scale, 2);
    std::string out = text.head("areas", attribution);
    for (std::size_t a = 0; a < results.size(); ++a) {
        out += a == 0 ? "" : ",";
        text.append_geometry(out, a);
    }
    out += TopoJsonText::middle();
    for (std::size_t n = 0; n < topology.arc_count(); ++n) {
        out += n == 0 ? "" : ",";
        text.append_arc(out, n);
    }
    out += TopoJsonText::tail();
    return out;
}

}  // namespace

TEST_CASE("topojson_text: what is written, by hand", "[topojson]") {
    const std::vector<std::string> lines{"Contains \"data\""};
    // The second arc is turned: that saves a sign and a digit, and costs the sign of -2.
    CHECK(whole_text(squares(), table(), {}, {}, lines) ==
          R"({"type":"Topology","bbox":[-1,50,9,60],"transform":{"scale":[0.1,0.1],)"
          R"("translate":[-1,50]},"attribution":["Contains \"data\""],"objects":{"areas":)"
          R"({"type":"GeometryCollection","geometries":[)"
          R"({"type":"Polygon","id":1,"properties":{"code":"E1","name":"A","status":"ok",)"
          R"("score":1.5},"arcs":[[0,-2]]},)"
          R"({"type":"Polygon","id":2,"properties":{"code":"E2","name":"B","status":"ok",)"
          R"("score":2},"arcs":[[-1,2]]},)"
          R"({"type":null,"id":3,"properties":{"code":"E3","name":"C","status":"missing",)"
          R"("score":null}},)"
          R"({"type":"Polygon","id":4,"properties":{"code":"E4","name":"D","status":"ok",)"
          R"("score":4},"arcs":[[3],[4]]}]}},"arcs":[)"
          R"([[10,0],[0,10]],)"
          R"([[10,0],[-10,0],[0,10],[10,0]],)"
          R"([[10,0],[10,0],[0,10],[-10,0]],)"
          R"([[90,90],[10,0],[0,10],[-10,-10]],)"
          R"([[95,92],[2,2],[0,-2],[-2,0]]]})"
          "\n");
}

TEST_CASE("topojson_text: styles", "[topojson]") {
    FeatureStyle style;
    style.winding = Winding::clockwise;
    style.id = FeatureId::code;
    style.has_status = false;
    style.only_multi = true;
    const Topology topology = squares();
    const ResultTable results = table();
    const std::string all = whole_text(topology, results, style);
    // The other way round: the last arc first, each from its end.
    CHECK(all.find(R"({"type":"MultiPolygon","id":"E1","properties":{"code":"E1","name":"A",)"
                   R"("score":1.5},"arcs":[[[1,-1]]]})") != std::string::npos);
    CHECK(all.find(R"("arcs":[[[-3,0]]]})") != std::string::npos);
    CHECK(all.find(R"([[10,0],[-10,0],[0,10],[10,0]])") != std::string::npos);
    style.id = FeatureId::none;
    CHECK(whole_text(topology, results, style).find("\"id\"") == std::string::npos);
}

TEST_CASE("topojson_text: a scale, and an arc that is shorter from its end", "[topojson]") {
    Topology t = squares();
    // A border that runs down to the left: every number has a sign, unless it is turned.
    t.arc_points[0] = {10, 9};
    t.arc_points[1] = {7, 8};
    const std::string text = whole_text(t, table(), {}, {{0.5, 0.25}, {100, 200}});
    CHECK(text.find(R"([[7,8],[3,1]])") != std::string::npos);
    CHECK(text.find(R"("arcs":[[-1,-2]])") != std::string::npos);
    CHECK(text.find(R"("arcs":[[0,2]])") != std::string::npos);
    CHECK(text.find(R"("scale":[0.05,0.025],"translate":[99.5,212.5])") != std::string::npos);
    CHECK(text.find(R"("bbox":[99.5,212.5,104.5,215])") != std::string::npos);
}

TEST_CASE("topojson_text: rings that are no part of the topology", "[topojson]") {
    Topology t = squares();
    BoundarySet shapes = to_boundaries(t);
    // The third area: a ring of which the grid leaves one point, and one of which it leaves two.
    BoundarySet with;
    with.codes = shapes.codes;
    with.names = {"", "", "", ""};
    with.area_begin = {0, 0, 0, 2, 2};
    with.polygon_begin = {0, 1, 2};
    with.ring_begin = {0, 4, 8};
    with.points = {{1, 51}, {1.01, 51}, {1.01, 51.01}, {1, 51},
                   {2, 52}, {2.1, 52},  {2.1, 52.01},  {2, 52}};
    const Topology all = with_separate_rings(t, with);
    CHECK(all.arc_count() == 7);
    CHECK(all.area_begin == std::vector<std::uint32_t>{0, 1, 2, 4, 5});
    CHECK(all.arc(5).size() == 1);
    CHECK(all.arc(6).size() == 3);
    const std::string text = whole_text(all, table(), {});
    CHECK(text.find(R"("score":null},"arcs":[[[5]],[[6]]]})") != std::string::npos);
    CHECK(text.find(R"([[20,10],[0,0]])") != std::string::npos);
    CHECK(text.find(R"([[30,20],[1,0],[-1,0]])") != std::string::npos);

    CHECK_THROWS_AS(with_separate_rings(t, BoundarySet{}), std::invalid_argument);
    const ResultTable none;
    CHECK_THROWS_AS(TopoJsonText(t, none, {}), std::invalid_argument);
    CHECK(whole_text(Topology{}, none, {}) ==
          R"({"type":"Topology","objects":{"areas":{"type":"GeometryCollection","geometries":[]}},)"
          R"("arcs":[]})"
          "\n");
}
