#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <levelin/topology/coverage.hpp>
#include <levelin/topology/simplify.hpp>
#include <set>
#include <string>
#include <tuple>

using levelin::ArcRef;
using levelin::GridPoint;
using levelin::Topology;

namespace {

void must(bool holds) {
    if (!holds) {
        std::abort();
    }
}

struct Edge {
    GridPoint a;
    GridPoint b;
};

int sign(std::int64_t v) {
    return v > 0 ? 1 : v < 0 ? -1 : 0;
}

bool in_box(GridPoint a, GridPoint b, GridPoint p) {
    return p.x >= std::min(a.x, b.x) && p.x <= std::max(a.x, b.x) && p.y >= std::min(a.y, b.y) &&
           p.y <= std::max(a.y, b.y);
}

// Whether two edges have anything in common but an end of both. Each pair is tried: slow and plain.
bool collide(const Edge& s, const Edge& t) {
    for (const auto& [edge, p] : {std::pair{s, t.a}, {s, t.b}, {t, s.a}, {t, s.b}}) {
        if (p != edge.a && p != edge.b && in_box(edge.a, edge.b, p) &&
            levelin::side_of_line(edge.a, edge.b, p) == 0) {
            return true;
        }
    }
    if ((s.a == t.a && s.b == t.b) || (s.a == t.b && s.b == t.a)) {
        return true;
    }
    return sign(levelin::side_of_line(s.a, s.b, t.a)) * sign(levelin::side_of_line(s.a, s.b, t.b)) <
               0 &&
           sign(levelin::side_of_line(t.a, t.b, s.a)) * sign(levelin::side_of_line(t.a, t.b, s.b)) <
               0;
}

std::int64_t twice_area(const std::vector<GridPoint>& ring) {
    std::int64_t sum = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        sum += std::int64_t{ring[i].x} * ring[i + 1].y - std::int64_t{ring[i + 1].x} * ring[i].y;
    }
    return sum;
}

// What the headers of Topology and Coverage promise.
void check(const Topology& t) {
    must(t.names.size() == t.size() && t.area_begin.size() == t.size() + 1);
    must(t.area_begin.back() + 1 == t.polygon_begin.size());
    must(t.polygon_begin.back() == t.ring_count());
    must(t.ring_begin.back() == t.ring_arcs.size());
    must(t.arc_begin.back() == t.arc_points.size());
    std::vector<Edge> edges;
    for (std::size_t k = 0; k < t.arc_count(); ++k) {
        const auto arc = t.arc(k);
        must(arc.size() >= 2);
        for (std::size_t i = 0; i + 1 < arc.size(); ++i) {
            must(arc[i] != arc[i + 1]);
            edges.push_back({arc[i], arc[i + 1]});
        }
    }
    for (std::size_t i = 0; i < edges.size(); ++i) {
        for (std::size_t j = i + 1; j < edges.size(); ++j) {
            must(!collide(edges[i], edges[j]));
        }
    }
    std::set<ArcRef> used;
    for (std::size_t p = 0; p + 1 < t.polygon_begin.size(); ++p) {
        std::int64_t ground = 0;
        for (std::uint32_t r = t.polygon_begin[p]; r < t.polygon_begin[p + 1]; ++r) {
            for (const ArcRef ref : t.arcs_of_ring(r)) {
                must(used.insert(ref).second);  // An area a side.
            }
            const std::vector<GridPoint> ring = levelin::ring_points(t, r);
            must(ring.size() >= 4 && ring.front() == ring.back());
            std::set<GridPoint> once(ring.begin(), ring.end() - 1);
            must(once.size() + 1 == ring.size());
            const std::int64_t area = twice_area(ring);
            must((area > 0) == (r == t.polygon_begin[p]) && area != 0);
            ground += area;
        }
        must(ground > 0);
    }
    for (std::size_t k = 0; k < t.arc_count(); ++k) {
        must(used.contains(static_cast<ArcRef>(k)) || used.contains(~static_cast<ArcRef>(k)));
    }
}

}  // namespace

/// The first byte is the cell to round to. Then 'A' begins an area, 'P' a polygon, 'R' a ring, and
/// any other two bytes are a point on a grid of 24 by 24.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    constexpr std::size_t longest = 400;
    if (size < 2 || size > longest) {
        return 0;
    }
    levelin::BoundarySet set;
    std::vector<levelin::Point> ring;
    const auto end_ring = [&] {
        if (ring.size() >= 3) {
            ring.push_back(ring.front());
            set.points.insert(set.points.end(), ring.begin(), ring.end());
            set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
        }
        ring.clear();
    };
    const auto end_polygon = [&] {
        end_ring();
        if (set.ring_count() > set.polygon_begin.back()) {
            set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_count()));
        }
    };
    const auto end_area = [&] {
        end_polygon();
        set.codes.push_back(*levelin::AreaCode::parse("A" + std::to_string(set.codes.size() + 1)));
        set.names.emplace_back();
        set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_count()));
    };
    for (std::size_t i = 1; i < size; ++i) {
        if (data[i] == 'A') {
            end_area();
        } else if (data[i] == 'P') {
            end_polygon();
        } else if (data[i] == 'R') {
            end_ring();
        } else if (i + 1 < size) {
            ring.push_back(
                {static_cast<double>(data[i] % 24), static_cast<double>(data[i + 1] % 24)});
            ++i;
        }
    }
    end_area();

    levelin::CoverageOptions options;
    options.cells_per_unit = 1;
    options.close_wide_overlaps = true;
    options.threads = 1;
    const levelin::CoverageResult made = levelin::make_coverage(set, options);
    must(made.coverage.has_value());
    const Topology& topology = made.coverage->topology();
    check(topology);
    const double cell = 1 + data[0] % 7;
    check(levelin::requantise(*made.coverage, levelin::arc_positions(topology, 1), 1 / cell, 1)
              .coverage.topology());
    const levelin::Simplified light =
        levelin::Simplifier(*made.coverage, 1).keep_share(data[0] / 255.0);
    check(light.coverage.topology());
    must(light.coverage.topology().ring_count() == topology.ring_count());
    return 0;
}
