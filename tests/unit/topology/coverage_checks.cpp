#include "coverage_checks.hpp"

#include <cpl_error.h>
#include <ogr_geometry.h>

#include <algorithm>
#include <catch2/catch.hpp>
#include <map>
#include <memory>

namespace coverage_checks {

using namespace levelin;

namespace {

std::unique_ptr<OGRMultiPolygon> ogr_area(const BoundarySet& set, std::size_t area) {
    auto shape = std::make_unique<OGRMultiPolygon>();
    for (std::uint32_t p = set.area_begin[area]; p < set.area_begin[area + 1]; ++p) {
        OGRPolygon polygon;
        for (std::uint32_t r = set.polygon_begin[p]; r < set.polygon_begin[p + 1]; ++r) {
            OGRLinearRing ring;
            // Room first: a ring that grows point by point is copied whole for each by allocators
            // that never grow in place.
            const auto points = set.ring(r);
            ring.setNumPoints(static_cast<int>(points.size()), false);
            for (std::size_t i = 0; i < points.size(); ++i) {
                ring.setPoint(static_cast<int>(i), points[i].x, points[i].y);
            }
            polygon.addRing(&ring);
        }
        shape->addGeometry(&polygon);
    }
    return shape;
}

std::int64_t twice_area(const std::vector<GridPoint>& ring) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        // About the first point, so that nothing overflows on rings that are not huge.
        const auto d = [&](std::size_t k) {
            return std::pair<std::int64_t, std::int64_t>{std::int64_t{ring[k].x} - ring[0].x,
                                                         std::int64_t{ring[k].y} - ring[0].y};
        };
        sum += d(i).first * d(i + 1).second - d(i + 1).first * d(i).second;
    }
    return sum;
}

struct Segment {
    GridPoint a;
    GridPoint b;
    std::size_t arc = 0;
    std::size_t at = 0;
};

bool on_segment(GridPoint p, const Segment& s) {
    return side_of_line(s.a, s.b, p) == 0 && std::min(s.a.x, s.b.x) <= p.x &&
           p.x <= std::max(s.a.x, s.b.x) && std::min(s.a.y, s.b.y) <= p.y &&
           p.y <= std::max(s.a.y, s.b.y);
}

// Whether two segments have a point in common that is not an end of both.
bool meet_inside(const Segment& s, const Segment& t) {
    for (const auto& [p, other, mine] :
         {std::tuple{s.a, &t, &s}, {s.b, &t, &s}, {t.a, &s, &t}, {t.b, &s, &t}}) {
        if (on_segment(p, *other) && p != other->a && p != other->b) {
            return true;
        }
        static_cast<void>(mine);
    }
    if ((s.a == t.a && s.b == t.b) || (s.a == t.b && s.b == t.a)) {
        return true;
    }
    const auto sign = [](std::int64_t v) { return (v > 0) - (v < 0); };
    return sign(side_of_line(s.a, s.b, t.a)) * sign(side_of_line(s.a, s.b, t.b)) < 0 &&
           sign(side_of_line(t.a, t.b, s.a)) * sign(side_of_line(t.a, t.b, s.b)) < 0;
}

std::string text(GridPoint p) {
    return std::to_string(p.x) + "," + std::to_string(p.y);
}

void add_crossings(const Topology& topology, std::vector<std::string>& faults) {
    constexpr std::size_t most = 3000;
    std::vector<Segment> segments;
    std::map<GridPoint, std::size_t> inner;  // Points inside arcs: no other arc may have them.
    for (std::size_t k = 0; k < topology.arc_count(); ++k) {
        const auto points = topology.arc(k);
        for (std::size_t i = 1; i < points.size(); ++i) {
            segments.push_back({points[i - 1], points[i], k, i});
            if (i + 1 < points.size() && !inner.emplace(points[i], k).second) {
                faults.push_back("the point " + text(points[i]) + " is inside two arcs");
            }
        }
    }
    for (std::size_t k = 0; k < topology.arc_count(); ++k) {
        for (const GridPoint end : {topology.arc(k).front(), topology.arc(k).back()}) {
            if (inner.count(end) != 0) {
                faults.push_back("the node " + text(end) + " is inside an arc");
            }
        }
    }
    for (std::size_t i = 0; segments.size() <= most && i < segments.size(); ++i) {
        for (std::size_t j = i + 1; j < segments.size(); ++j) {
            if (meet_inside(segments[i], segments[j])) {
                faults.push_back("segments " + text(segments[i].a) + " - " + text(segments[i].b) +
                                 " and " + text(segments[j].a) + " - " + text(segments[j].b) +
                                 " meet");
            }
        }
    }
}

bool same(const Topology& a, const Topology& b) {
    return a.grid == b.grid && a.codes == b.codes && a.names == b.names &&
           a.area_begin == b.area_begin && a.polygon_begin == b.polygon_begin &&
           a.ring_begin == b.ring_begin && a.ring_arcs == b.ring_arcs &&
           a.arc_begin == b.arc_begin && a.arc_points == b.arc_points;
}

bool same(const CoverageReport& a, const CoverageReport& b) {
    const auto same_fault = [](const CoverageFault& x, const CoverageFault& y) {
        return x.kind == y.kind && x.areas == y.areas && x.area == y.area && x.width == y.width &&
               x.where == y.where;
    };
    return a.points == b.points && a.arcs == b.arcs && a.crossings == b.crossings &&
           a.flat_rings == b.flat_rings && a.vanished == b.vanished && a.reshaped == b.reshaped &&
           std::equal(a.faults.begin(), a.faults.end(), b.faults.begin(), b.faults.end(),
                      same_fault);
}

}  // namespace

std::vector<std::string> structural_faults(const Topology& topology) {
    std::vector<std::string> faults;
    std::vector<int> left(topology.arc_count(), 0);
    std::vector<int> right(topology.arc_count(), 0);
    for (const ArcRef ref : topology.ring_arcs) {
        ++(is_forward(ref) ? left : right)[arc_of(ref)];
    }
    for (std::size_t k = 0; k < topology.arc_count(); ++k) {
        const auto points = topology.arc(k);
        if (points.size() < 2) {
            faults.push_back("arc " + std::to_string(k) + " has fewer than two points");
        }
        for (std::size_t i = 1; i < points.size(); ++i) {
            if (points[i - 1] == points[i]) {
                faults.push_back("arc " + std::to_string(k) + " repeats " + text(points[i]));
            }
        }
        if (left[k] + right[k] == 0 || left[k] > 1 || right[k] > 1) {
            faults.push_back("arc " + std::to_string(k) + " has " + std::to_string(left[k]) +
                             " areas to its left and " + std::to_string(right[k]) +
                             " to its right");
        }
    }
    const auto sides = arc_sides(topology);
    for (std::size_t k = 0; k < sides.size(); ++k) {
        if (sides[k].left == sides[k].right) {
            faults.push_back("arc " + std::to_string(k) + " has one area on both sides");
        }
    }
    for (std::size_t p = 0; p + 1 < topology.polygon_begin.size(); ++p) {
        if (topology.polygon_begin[p] == topology.polygon_begin[p + 1]) {
            faults.push_back("polygon " + std::to_string(p) + " has no ring");
        }
        for (std::uint32_t r = topology.polygon_begin[p]; r < topology.polygon_begin[p + 1]; ++r) {
            const auto refs = topology.arcs_of_ring(r);
            for (std::size_t i = 0; i < refs.size(); ++i) {
                const auto end_of = [&](ArcRef ref, bool end) {
                    const auto points = topology.arc(arc_of(ref));
                    return is_forward(ref) == end ? points.back() : points.front();
                };
                if (end_of(refs[i], true) != end_of(refs[(i + 1) % refs.size()], false)) {
                    faults.push_back("ring " + std::to_string(r) + " does not hang together");
                }
            }
            const auto points = ring_points(topology, r);
            if (points.size() < 4) {
                faults.push_back("ring " + std::to_string(r) + " has fewer than four points");
            } else if ((twice_area(points) > 0) != (r == topology.polygon_begin[p])) {
                faults.push_back("ring " + std::to_string(r) + " runs the wrong way");
            }
        }
    }
    add_crossings(topology, faults);
    return faults;
}

std::vector<std::string> invalid_areas(const BoundarySet& set) {
    std::vector<std::string> invalid;
    for (std::size_t a = 0; a < set.size(); ++a) {
        CPLErrorReset();
        CPLPushErrorHandler(CPLQuietErrorHandler);
        const bool valid = ogr_area(set, a)->IsValid();
        CPLPopErrorHandler();
        if (!valid) {
            invalid.push_back(set.codes[a].str() + ": " + CPLGetLastErrorMsg());
        }
    }
    return invalid;
}

double union_area(const BoundarySet& set) {
    OGRMultiPolygon all;
    for (std::size_t a = 0; a < set.size(); ++a) {
        const auto shape = ogr_area(set, a);
        for (const OGRPolygon* polygon : *shape) {
            all.addGeometry(polygon);
        }
    }
    if (all.IsEmpty()) {
        return 0;
    }
    const std::unique_ptr<OGRGeometry> together{all.UnionCascaded()};
    REQUIRE(together != nullptr);
    if (const auto* surface = dynamic_cast<const OGRSurface*>(together.get())) {
        return surface->get_Area();
    }
    return together->toMultiSurface()->get_Area();
}

double total_area(const BoundarySet& set) {
    double total = 0;
    for (std::size_t a = 0; a < set.size(); ++a) {
        total += area_of(set, a);
    }
    return total;
}

double fault_area(const CoverageReport& report, CoverageFaultKind kind) {
    double total = 0;
    for (const CoverageFault& fault : report.faults) {
        total += fault.kind == kind ? fault.area : 0;
    }
    return total;
}

CoverageResult make_checked(const BoundarySet& set, CoverageOptions options) {
    constexpr unsigned many = 8;
    options.threads = many;
    const CoverageResult other = make_coverage(set, options);
    options.threads = 1;
    CoverageResult made = make_coverage(set, options);
    CHECK(same(made.report, other.report));
    REQUIRE(made.coverage.has_value() == other.coverage.has_value());
    CHECK(made.report.points == set.points.size());
    if (made.coverage) {
        const Topology& topology = made.coverage->topology();
        CHECK(same(topology, other.coverage->topology()));
        CHECK(topology.codes == set.codes);
        CHECK(topology.area_begin.size() == set.size() + 1);
        CHECK(structural_faults(topology) == std::vector<std::string>{});
        const BoundarySet out = to_boundaries(topology);
        CHECK(invalid_areas(out) == std::vector<std::string>{});
        CHECK(union_area(out) == Approx(total_area(out)).epsilon(1e-9));
    }
    return made;
}

}  // namespace coverage_checks
