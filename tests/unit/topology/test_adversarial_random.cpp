#include <ogr_geometry.h>

#include <algorithm>
#include <memory>
#include <random>
#include <set>

#include <levelin/topology/neighbours.hpp>

#include "coverage_checks.hpp"
#include "shapes.hpp"

using namespace levelin;
using namespace coverage_checks;
using shapes::Area;
using shapes::Polygon;
using shapes::Ring;

namespace {

/// Rings of 3 to 7 corners anywhere on a board of 7 x 7: most cross, touch or fold over.
BoundarySet random_layer(std::mt19937& random, bool whole_shapes_only) {
    const auto pick = [&](int low, int high) {
        return std::uniform_int_distribution<int>(low, high)(random);
    };
    const auto ring = [&] {
        Ring points;
        const int n = pick(3, 7);
        for (int i = 0; i < n; ++i) {
            points.push_back({1.0 * pick(0, 6), 1.0 * pick(0, 6)});
        }
        return points;
    };
    BoundarySet set;
    const int areas = pick(1, 5);
    for (int a = 0; a < areas; ++a) {
        Area area;
        const int polygons = whole_shapes_only ? 1 : pick(1, 2);
        for (int p = 0; p < polygons; ++p) {
            Polygon polygon{ring()};
            const int holes = whole_shapes_only ? 0 : pick(-1, 2);
            for (int h = 0; h < holes; ++h) {
                polygon.push_back(ring());
            }
            area.push_back(std::move(polygon));
        }
        shapes::add_area(set, area);
    }
    return set;
}

/// How often a ring winds about a point that lies on none of its edges.
int winding(std::span<const Point> ring, Point p) {
    int turns = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        const Point a = ring[i];
        const Point b = ring[i + 1];
        const double side = (b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x);
        turns += a.y <= p.y && b.y > p.y && side > 0 ? 1 : 0;
        turns -= a.y > p.y && b.y <= p.y && side < 0 ? 1 : 0;
    }
    return turns;
}

/// Whether an area claims a point, by the non-zero rule: the outer ring of one of its polygons
/// winds about it, and that polygon's holes, all of them run clockwise, do not.
bool claims(const BoundarySet& set, std::size_t area, Point p) {
    for (std::uint32_t q = set.area_begin[area]; q < set.area_begin[area + 1]; ++q) {
        int holes = 0;
        for (std::uint32_t r = set.polygon_begin[q] + 1; r < set.polygon_begin[q + 1]; ++r) {
            holes += winding(set.ring(r), p) * (signed_area(set.ring(r)) > 0 ? -1 : 1);
        }
        if (winding(set.ring(set.polygon_begin[q]), p) != 0 && holes == 0) {
            return true;
        }
    }
    return false;
}

/// The answer of another way: GEOS nodes all edges and makes faces of them, and each face is asked
/// for who claims a point of it.
struct Answer {
    double once = 0;      ///< Ground of one area.
    double overlaps = 0;  ///< Ground of several.
    std::set<BorderPair> overlapping;
};

Answer ask_geos(const BoundarySet& set) {
    OGRMultiLineString lines;
    for (std::size_t r = 0; r < set.ring_count(); ++r) {
        const auto ring = set.ring(r);
        for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
            if (ring[i] != ring[i + 1]) {
                OGRLineString edge;
                edge.addPoint(ring[i].x, ring[i].y);
                edge.addPoint(ring[i + 1].x, ring[i + 1].y);
                lines.addGeometry(&edge);
            }
        }
    }
    Answer answer;
    if (lines.IsEmpty()) {
        return answer;
    }
    const std::unique_ptr<OGRGeometry> noded{lines.Union(&lines)};
    REQUIRE(noded != nullptr);
    if (wkbFlatten(noded->getGeometryType()) == wkbLineString) {
        return answer;  // One edge, walked to and fro.
    }
    // Polygonize wants lines and nothing else.
    OGRMultiLineString edges;
    for (const OGRGeometry* part : *noded->toGeometryCollection()) {
        if (wkbFlatten(part->getGeometryType()) == wkbLineString) {
            edges.addGeometry(part);
        }
    }
    const std::unique_ptr<OGRGeometry> faces{edges.Polygonize()};
    REQUIRE(faces != nullptr);
    for (const OGRGeometry* face : *faces->toGeometryCollection()) {
        const OGRPolygon* polygon = face->toPolygon();
        constexpr double dust = 1e-9;  // Of noding in doubles: no point lies within it.
        if (polygon->get_Area() < dust) {
            continue;
        }
        OGRPoint inside(0, 0);  // GDAL 3.6 fills no point that is empty.
        REQUIRE(polygon->PointOnSurface(&inside) == OGRERR_NONE);
        std::vector<std::uint32_t> who;
        for (std::uint32_t a = 0; a < set.size(); ++a) {
            if (claims(set, a, {inside.getX(), inside.getY()})) {
                who.push_back(a);
            }
        }
        answer.once += who.size() == 1 ? polygon->get_Area() : 0;
        answer.overlaps += who.size() > 1 ? polygon->get_Area() : 0;
        for (std::size_t i = 0; i < who.size(); ++i) {
            for (std::size_t j = i + 1; j < who.size(); ++j) {
                answer.overlapping.emplace(who[i], who[j]);
            }
        }
    }
    return answer;
}

std::string drawn(const BoundarySet& set) {
    std::string out;
    for (std::size_t a = 0; a < set.size(); ++a) {
        for (std::uint32_t p = set.area_begin[a]; p < set.area_begin[a + 1]; ++p) {
            for (std::uint32_t r = set.polygon_begin[p]; r < set.polygon_begin[p + 1]; ++r) {
                out += r == set.polygon_begin[p] ? "\narea " + std::to_string(a) + ": "
                                                 : std::string{"  hole "};
                for (const Point& q : set.ring(r)) {
                    out += "(" + std::to_string(static_cast<int>(q.x)) + "," +
                           std::to_string(static_cast<int>(q.y)) + ")";
                }
            }
        }
    }
    return out;
}

// A crossing is moved by half a cell at most; edges of a board of 7 are no longer than 10, and a
// layer has no more than some hundreds of pieces of them.
constexpr double cells = 1e6;
constexpr double tolerance = 1e-3;

void compare(const BoundarySet& set) {
    INFO(drawn(set));
    CoverageOptions options;
    options.cells_per_unit = cells;
    const CoverageResult made = make_checked(set, options);
    const Answer answer = ask_geos(set);
    CHECK(fault_area(made.report, CoverageFaultKind::overlap) ==
          Approx(answer.overlaps).margin(tolerance));
    CHECK(made.coverage.has_value() == (answer.overlaps < tolerance));
    std::set<BorderPair> overlapping;
    for (const CoverageFault& fault : made.report.faults) {
        if (fault.kind == CoverageFaultKind::overlap && fault.area > tolerance) {
            for (std::size_t i = 0; i < fault.areas.size(); ++i) {
                for (std::size_t j = i + 1; j < fault.areas.size(); ++j) {
                    overlapping.emplace(fault.areas[i], fault.areas[j]);
                }
            }
        }
    }
    CHECK(overlapping == answer.overlapping);
    options.close_wide_overlaps = true;
    const CoverageResult closed = make_checked(set, options);
    REQUIRE(closed.coverage);
    const Topology& topology = closed.coverage->topology();
    CHECK(total_area(to_boundaries(topology)) ==
          Approx(answer.once + answer.overlaps).margin(tolerance));
    const NeighbourGraph rook = rook_neighbours(topology);
    const NeighbourGraph queen = queen_neighbours(topology);
    CHECK(is_symmetric(rook));
    CHECK(is_symmetric(queen));
    CHECK(common(rook, queen) == rook);
}

// Sanitizers make each layer some forty times as slow.
constexpr int rounds(int plain) {
#ifdef __SANITIZE_ADDRESS__
    return plain / 20;
#else
    return plain;
#endif
}

}  // namespace

TEST_CASE("adversarial: random shapes overlap where GEOS says so") {
    std::mt19937 random(4);
    for (int round = 0; round < rounds(400); ++round) {
        compare(random_layer(random, true));
    }
}

TEST_CASE("adversarial: random shapes with holes and parts overlap where GEOS says so") {
    std::mt19937 random(5);
    for (int round = 0; round < rounds(200); ++round) {
        compare(random_layer(random, false));
    }
}

TEST_CASE("adversarial: random shapes on a coarse grid become valid ones") {
    // A cell is as large as the shapes' own: every crossing moves, and rounding makes more.
    std::mt19937 random(6);
    for (int round = 0; round < rounds(400); ++round) {
        const BoundarySet set = random_layer(random, round % 2 == 0);
        INFO(drawn(set));
        CoverageOptions options;
        options.cells_per_unit = round % 3 == 0 ? 1 : (round % 3 == 1 ? 2 : 0.5);
        options.close_wide_overlaps = true;
        options.sliver_width = round % 5 == 0 ? 1.5 : 0;
        CHECK(make_checked(set, options).coverage);
    }
}
