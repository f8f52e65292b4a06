#include <cmath>
#include <geos_check.hpp>
#include <levelin/topology/coverage.hpp>
#include <random>

using namespace levelin;

namespace {

// A lattice of areas whose corners and border points are thrown about: wiggly, but a coverage.
BoundarySet wiggly_lattice(int side, double wiggle, std::mt19937_64& random) {
    constexpr double spacing = 1000;
    constexpr int between = 6;
    std::uniform_real_distribution<double> throw_about{-wiggle, wiggle};
    const auto corner = [&](std::vector<Point>& row, double x, double y) {
        row.push_back({x + throw_about(random), y + throw_about(random)});
    };
    // Border points along rows and along columns, each once.
    const int n = side * between + 1;
    std::vector<std::vector<Point>> grid(static_cast<std::size_t>(n));
    for (int j = 0; j < n; ++j) {
        for (int i = 0; i < n; ++i) {
            corner(grid[static_cast<std::size_t>(j)], i * spacing / between, j * spacing / between);
        }
    }
    BoundarySet set;
    for (int row = 0; row < side; ++row) {
        for (int column = 0; column < side; ++column) {
            std::vector<Point> ring;
            const auto at = [&](int i, int j) {
                ring.push_back(grid[static_cast<std::size_t>(row * between + j)]
                                   [static_cast<std::size_t>(column * between + i)]);
            };
            for (int i = 0; i < between; ++i) {
                at(i, 0);
            }
            for (int j = 0; j < between; ++j) {
                at(between, j);
            }
            for (int i = between; i > 0; --i) {
                at(i, between);
            }
            for (int j = between; j > 0; --j) {
                at(0, j);
            }
            ring.push_back(ring.front());
            set.points.insert(set.points.end(), ring.begin(), ring.end());
            set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
            set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_count()));
            set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_count()));
            set.codes.push_back(*AreaCode::parse("A" + std::to_string(set.codes.size())));
            set.names.emplace_back();
        }
    }
    return set;
}

double total_area(const BoundarySet& set) {
    double sum = 0;
    for (std::size_t a = 0; a < set.size(); ++a) {
        sum += area_of(set, a);
    }
    return sum;
}

}  // namespace

TEST_CASE("However coarse the grid, areas stay valid, apart and together") {
    std::mt19937_64 random{4};
    for (int round = 0; round < 12; ++round) {
        // Points are thrown about by more than their spacing in some rounds: borders cross.
        const BoundarySet set = wiggly_lattice(8, 20 + 12 * round, random);
        CoverageOptions options;
        options.close_wide_overlaps = true;
        const CoverageResult made = make_coverage(set, options);
        REQUIRE(made.coverage);
        const auto positions = arc_positions(made.coverage->topology());
        const double before = total_area(to_boundaries(made.coverage->topology()));
        for (const double cell : {1.0, 10.0, 50.0, 200.0, 700.0}) {
            INFO("round " << round << ", cell " << cell);
            const Requantised coarse = requantise(*made.coverage, positions, 1 / cell);
            const BoundarySet after = to_boundaries(coarse.coverage.topology());
            CHECK(invalid_areas(after).empty());
            CHECK(largest_overlap(after) < 1e-6);
            // Only the outer border moves ground in or out: by half a cell along 32 km at most.
            CHECK(std::abs(total_area(after) - before) <= cell * 32000 * 1.5);
            for (const Point& p : after.points) {
                if (std::abs(p.x / cell - std::round(p.x / cell)) > 1e-9) {
                    FAIL_CHECK("off the grid: " << p.x);
                    break;
                }
            }
        }
    }
}

TEST_CASE("A grid that is fine enough changes nothing") {
    std::mt19937_64 random{11};
    const CoverageResult made = make_coverage(wiggly_lattice(5, 20, random));
    REQUIRE(made.coverage);
    const Topology& t = made.coverage->topology();
    const Requantised same = requantise(*made.coverage, arc_positions(t), 1000);
    CHECK(same.report.crossings == 0);
    CHECK(same.coverage.topology().ring_begin == t.ring_begin);
    CHECK(same.coverage.topology().arc_begin == t.arc_begin);
    CHECK(total_area(to_boundaries(same.coverage.topology())) == total_area(to_boundaries(t)));
}
