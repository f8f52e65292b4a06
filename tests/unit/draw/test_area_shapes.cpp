#include <catch2/catch.hpp>
#include <levelin/draw/area_shapes.hpp>
#include <map>
#include <random>
#include <set>
#include <square_areas.hpp>

using namespace levelin;
using namespace levelin::draw;

namespace {

const PageTransform as_it_is{1, 0, 0, 0, 0};  // A metre a pixel, y turned over.

ShapeGrid straight_grid() {
    ShapeGrid grid;
    grid.steps_per_px = 1;
    grid.dot = 1;
    grid.smallest = 1;
    grid.straight = true;
    return grid;
}

double area_of_shape(const AreaShapes& shapes, std::size_t area) {
    double twice = 0;
    for (std::uint32_t r = shapes.area_begin[area]; r < shapes.area_begin[area + 1]; ++r) {
        GridPoint from = shapes.points[shapes.ring_begin[r + 1] - 1];
        for (std::uint32_t i = shapes.ring_begin[r]; i < shapes.ring_begin[r + 1]; ++i) {
            const GridPoint to = shapes.points[i];
            twice += static_cast<double>(from.x) * to.y - static_cast<double>(from.y) * to.x;
            from = to;
        }
    }
    return std::abs(twice) / 2;
}

/// A patchwork of n x n four-cornered areas whose corners have been shaken, each border with
/// points in between that both sides share.
BoundarySet patchwork(int n, std::uint64_t seed) {
    std::mt19937_64 random{seed};
    const auto shake = [&] { return static_cast<double>(random() % 61) - 30; };
    std::map<std::pair<int, int>, Point> corners;
    for (int y = 0; y <= n; ++y) {
        for (int x = 0; x <= n; ++x) {
            corners[{x, y}] = {x * 100.0 + shake(), y * 100.0 + shake()};
        }
    }
    // Points of a border, in the direction in which it was first asked for.
    std::map<std::pair<std::pair<int, int>, std::pair<int, int>>, std::vector<Point>> borders;
    const auto border = [&](std::pair<int, int> from, std::pair<int, int> to) {
        const bool turned = to < from;
        auto& points = borders[turned ? std::pair{to, from} : std::pair{from, to}];
        const Point a = turned ? corners[to] : corners[from];
        const Point b = turned ? corners[from] : corners[to];
        if (points.empty()) {
            for (int i = 0; i < 8; ++i) {
                const double t = i / 8.0;
                points.push_back({a.x + t * (b.x - a.x) + (i > 0 ? shake() / 10 : 0),
                                  a.y + t * (b.y - a.y) + (i > 0 ? shake() / 10 : 0)});
            }
            points.push_back(b);
        }
        std::vector<Point> run = points;
        if (turned) {
            run.assign(points.rbegin(), points.rend());
        }
        run.pop_back();
        return run;
    };
    BoundarySet set;
    for (int y = 0; y < n; ++y) {
        for (int x = 0; x < n; ++x) {
            std::vector<Point> ring;
            const std::pair<int, int> around[] = {{x, y}, {x + 1, y}, {x + 1, y + 1}, {x, y + 1}};
            for (int i = 0; i < 4; ++i) {
                const auto run = border(around[i], around[(i + 1) % 4]);
                ring.insert(ring.end(), run.begin(), run.end());
            }
            add_area(set, "P" + std::to_string(y * n + x), "", ring);
        }
    }
    return set;
}

}  // namespace

TEST_CASE("area_shapes: corners go to the nearest grid point, also left of and above the page",
          "[draw]") {
    BoundarySet set;
    add_area(set, "A", "", {{-10.6, 10.4}, {20.4, 10.4}, {20.4, -7.6}, {-10.6, -7.6}});
    ShapeGrid grid;
    grid.steps_per_px = 2;
    const AreaShapes shapes = area_shapes(set, as_it_is, {}, grid);
    REQUIRE(shapes.points.size() == 4);
    CHECK(shapes.points[0] == GridPoint{-21, -21});
    CHECK(shapes.points[1] == GridPoint{41, -21});
    CHECK(shapes.points[2] == GridPoint{41, 15});
    CHECK(shapes.points[3] == GridPoint{-21, 15});
    CHECK(shapes.dots == 0);
}

TEST_CASE("area_shapes: what is not drawn, has no shape or lies elsewhere is empty", "[draw]") {
    BoundarySet set = square_grid(3, 1, 100);
    set.codes.push_back(*AreaCode::parse("X1"));
    set.names.emplace_back();
    set.area_begin.push_back(set.area_begin.back());
    ShapeGrid grid;
    const PageTransform transform{1, 400000, 300100, 0, 0};
    grid.clip_px = {0, 0, 150, 100};
    const std::vector<std::uint8_t> drawn{0, not_drawn, 0, 0};
    const AreaShapes shapes = area_shapes(set, transform, drawn, grid);
    REQUIRE(shapes.size() == 4);
    CHECK(shapes.area_begin == std::vector<std::uint32_t>{0, 1, 1, 1, 1});
    CHECK(shapes.without_shape == 1);
}

TEST_CASE("border_lines: two squares share one line, the coast is the rest", "[draw]") {
    BoundarySet set;
    add_area(set, "A", "", {{0, 0}, {10, 0}, {10, 5}, {10, 10}, {0, 10}});
    add_area(set, "B", "", {{10, 0}, {20, 0}, {20, 10}, {10, 10}, {10, 5}});
    const BorderLines lines = border_lines(area_shapes(set, as_it_is, {}, straight_grid()));
    REQUIRE(lines.lines.size() == 3);
    int inner = 0;
    for (const BorderLine& line : lines.lines) {
        if (line.second_area != no_area) {
            ++inner;
            CHECK(line.first_area == 0);
            CHECK(line.second_area == 1);
            // The corner at its middle lies on a straight line.
            CHECK(line.end - line.begin == 2);
        } else {
            CHECK(line.end - line.begin == 4);
        }
    }
    CHECK(inner == 1);
    const std::vector<std::uint32_t> together{7, 7};
    CHECK(between_groups(lines, together).lines.size() == 2);
    const std::vector<std::uint32_t> one{0, GroupOutline::no_group};
    CHECK(between_groups(lines, one).lines.size() == 2);
}

TEST_CASE("border_lines: an enclave has one closed line around it", "[draw]") {
    BoundarySet set;
    add_area(set, "A", "", square(0, 0, 30));
    add_hole(set, square(10, 10, 10));
    add_area(set, "B", "", square(10, 10, 10));
    const BorderLines lines = border_lines(area_shapes(set, as_it_is, {}, straight_grid()));
    REQUIRE(lines.lines.size() == 2);
    for (const BorderLine& line : lines.lines) {
        CHECK(line.end - line.begin == 5);
        CHECK(lines.points[line.begin] == lines.points[line.end - 1]);
    }
}

TEST_CASE("border_lines: on a shaken patchwork every edge comes up once", "[draw]") {
    const BoundarySet set = patchwork(7, 3);
    const AreaShapes shapes = area_shapes(set, as_it_is, {}, straight_grid());
    const BorderLines lines = border_lines(shapes);
    // 2 n (n + 1) borders between corners, of which those of the coast join at corners of a single
    // area; every inner one stands alone.
    std::size_t inner = 0;
    double length_inner = 0;
    double length_coast = 0;
    for (const BorderLine& line : lines.lines) {
        inner += line.second_area != no_area ? 1 : 0;
        for (std::uint32_t i = line.begin + 1; i < line.end; ++i) {
            const double d = std::hypot(lines.points[i].x - lines.points[i - 1].x,
                                        lines.points[i].y - lines.points[i - 1].y);
            (line.second_area != no_area ? length_inner : length_coast) += d;
        }
    }
    CHECK(inner == 2 * 7 * 6);
    double rings = 0;
    for (std::size_t r = 0; r + 1 < shapes.ring_begin.size(); ++r) {
        GridPoint from = shapes.points[shapes.ring_begin[r + 1] - 1];
        for (std::uint32_t i = shapes.ring_begin[r]; i < shapes.ring_begin[r + 1]; ++i) {
            rings += std::hypot(shapes.points[i].x - from.x, shapes.points[i].y - from.y);
            from = shapes.points[i];
        }
    }
    CHECK(2 * length_inner + length_coast == Approx(rings));
}

TEST_CASE("thinned: the plane stays covered once, and no corner was far off", "[draw]") {
    for (const double tolerance : {0.6, 1.5, 4.0}) {
        const BoundarySet set = patchwork(9, 11);
        const AreaShapes shapes = area_shapes(set, as_it_is, {}, straight_grid());
        const BorderLines borders = border_lines(shapes);
        const ThinnedShapes thin = thinned(shapes, borders, tolerance);
        CHECK(thin.shapes.points.size() < shapes.points.size());
        CHECK(thin.borders.lines.size() == borders.lines.size());
        // The outer edge is thinned too; inside, what one area loses another wins.
        double before = 0;
        double after = 0;
        for (std::size_t a = 0; a < set.size(); ++a) {
            before += area_of_shape(shapes, a);
            after += area_of_shape(thin.shapes, a);
        }
        CHECK(std::abs(after - before) < tolerance * 4 * 9 * 100 * 1.3);
        // Every edge of a ring lies on a line, so that both sides have the same.
        std::set<std::pair<std::int64_t, std::int64_t>> on_lines;
        for (const GridPoint& p : thin.borders.points) {
            on_lines.emplace(p.x, p.y);
        }
        for (const GridPoint& p : thin.shapes.points) {
            CHECK(on_lines.count({p.x, p.y}) == 1);
        }
        // Borders found anew are as many: nothing came apart.
        CHECK(border_lines(thin.shapes).lines.size() <= borders.lines.size() + 2);
        // Each corner that went lies within the tolerance of its line.
        for (std::size_t l = 0; l < borders.lines.size(); ++l) {
            const BorderLine& old = borders.lines[l];
            const BorderLine& now = thin.borders.lines[l];
            for (std::uint32_t i = old.begin; i < old.end; ++i) {
                double nearest = 1e9;
                const GridPoint p = borders.points[i];
                for (std::uint32_t k = now.begin + 1; k < now.end; ++k) {
                    const GridPoint a = thin.borders.points[k - 1];
                    const GridPoint b = thin.borders.points[k];
                    const double ux = b.x - a.x;
                    const double uy = b.y - a.y;
                    const double t = std::clamp(
                        ((p.x - a.x) * ux + (p.y - a.y) * uy) / (ux * ux + uy * uy), 0.0, 1.0);
                    nearest = std::min(nearest, std::hypot(p.x - a.x - t * ux, p.y - a.y - t * uy));
                }
                REQUIRE(nearest <= tolerance + 1e-9);
            }
        }
    }
}

TEST_CASE("thinned: a small island stays a ring", "[draw]") {
    BoundarySet set;
    add_area(set, "A", "", {{0, 0}, {3, 0}, {4, 1}, {3, 2}, {0, 2}});
    const AreaShapes shapes = area_shapes(set, as_it_is, {}, straight_grid());
    const ThinnedShapes thin = thinned(shapes, border_lines(shapes), 50);
    REQUIRE(thin.shapes.ring_begin.size() == 2);
    CHECK(thin.shapes.ring_begin[1] >= 3);
    CHECK(area_of_shape(thin.shapes, 0) > 0);
}
