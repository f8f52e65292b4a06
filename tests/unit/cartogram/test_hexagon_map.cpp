#include <cmath>
#include <levelin/cartogram/hexagon_map.hpp>
#include <levelin/core/error.hpp>
#include <limits>
#include <map>
#include <numbers>
#include <random>
#include <set>

using namespace levelin;

namespace {

/// Two lands of three regions each: points in clumps, so that many want the same cell.
std::vector<HexagonSite> clumps(std::size_t count, std::uint64_t seed) {
    std::mt19937_64 random{seed};
    std::vector<HexagonSite> out;
    for (std::size_t i = 0; i < count; ++i) {
        const auto group = static_cast<std::uint32_t>(random() % 6);
        const double angle = static_cast<double>(random() % 6283) / 1000.0;
        const double far = static_cast<double>(random() % 1000) / 1000.0 * 2.5;
        const double x = (group / 3) * 14.0 + (group % 3) * 3.0 + far * std::cos(angle);
        const double y = (group % 3) * 2.0 + far * std::sin(angle);
        out.push_back({*AreaCode::parse("T" + std::to_string(1000 + i)),
                       "",
                       {x * 1000, y * 1000},
                       group,
                       group / 3});
    }
    return out;
}

HexagonMapOptions small(double area_m2) {
    HexagonMapOptions options;
    options.cell_area_m2 = area_m2;
    options.phases = 2;
    options.moves = 40'000;
    return options;
}

}  // namespace

TEST_CASE("hexagon_map: cells are distinct, equal in size and share exact corners", "[cartogram]") {
    const auto sites = clumps(90, 3);
    const HexagonMap map = hexagon_map(sites, {}, small(600'000));
    REQUIRE(map.boundaries.size() == sites.size());
    std::set<std::pair<int, int>> cells;
    std::set<std::pair<double, double>> corners;
    for (std::size_t s = 0; s < sites.size(); ++s) {
        CHECK(map.boundaries.codes[s] == sites[s].code);
        cells.insert({map.cells[s].column, map.cells[s].row});
        CHECK(area_of(map.boundaries, s) == Approx(600'000).epsilon(1e-9));
        const auto ring = map.boundaries.points_of_area(s);
        REQUIRE(ring.size() == 7);
        CHECK(ring.front() == ring.back());
        CHECK(signed_area(ring) > 0);
        for (std::size_t k = 0; k < 6; ++k) {
            corners.insert({ring[k].x, ring[k].y});
            CHECK(std::hypot(ring[k].x - map.centres[s].x, ring[k].y - map.centres[s].y) ==
                  Approx(map.spacing_m / std::numbers::sqrt3).epsilon(1e-9));
        }
    }
    CHECK(cells.size() == sites.size());
    // Cells that touch have exactly two corners in common, bit for bit; others have none.
    for (std::size_t a = 0; a < sites.size(); ++a) {
        for (std::size_t b = a + 1; b < sites.size(); ++b) {
            int common = 0;
            for (std::size_t i = 0; i < 6; ++i) {
                for (std::size_t j = 0; j < 6; ++j) {
                    common +=
                        map.boundaries.points_of_area(a)[i] == map.boundaries.points_of_area(b)[j]
                            ? 1
                            : 0;
                }
            }
            REQUIRE(common == (touching(map.cells[a], map.cells[b]) ? 2 : 0));
        }
    }
}

TEST_CASE("hexagon_map: groups stay whole, straits open, and the bound is a bound", "[cartogram]") {
    for (std::uint64_t seed = 1; seed <= 4; ++seed) {
        const auto sites = clumps(80, seed);
        const HexagonMap map = hexagon_map(sites, {}, small(700'000));
        CHECK(map.torn_groups == 0);
        CHECK(map.closed_straits == 0);
        CHECK(map.lakes == 0);
        double sum = 0;
        for (std::size_t s = 0; s < sites.size(); ++s) {
            sum += std::hypot(map.centres[s].x - sites[s].target.x,
                              map.centres[s].y - sites[s].target.y);
        }
        CHECK(map.total_displacement_m == Approx(sum).epsilon(1e-12));
        CHECK(map.lower_bound_m <= map.total_displacement_m * (1 + 1e-12));
        // Counted again, without the maker's own book-keeping.
        std::map<std::uint32_t, std::vector<std::size_t>> groups;
        for (std::size_t s = 0; s < sites.size(); ++s) {
            groups[sites[s].group].push_back(s);
        }
        for (const auto& [group, members] : groups) {
            std::set<std::size_t> reached{members.front()};
            for (bool grown = true; grown;) {
                grown = false;
                for (const std::size_t m : members) {
                    for (const std::size_t r : std::set<std::size_t>(reached)) {
                        grown =
                            (touching(map.cells[m], map.cells[r]) && reached.insert(m).second) ||
                            grown;
                    }
                }
            }
            CHECK(reached.size() == members.size());
        }
        for (std::size_t a = 0; a < sites.size(); ++a) {
            for (std::size_t b = 0; b < sites.size(); ++b) {
                if (sites[a].landmass != sites[b].landmass) {
                    REQUIRE_FALSE(touching(map.cells[a], map.cells[b]));
                }
            }
        }
    }
}

TEST_CASE("hexagon_map: within a group no swap of two areas would help", "[cartogram]") {
    const auto sites = clumps(90, 8);
    const HexagonMap map = hexagon_map(sites, {}, small(700'000));
    const auto far = [&](std::size_t site, std::size_t cell) {
        return std::hypot(map.centres[cell].x - sites[site].target.x,
                          map.centres[cell].y - sites[site].target.y);
    };
    for (std::size_t a = 0; a < sites.size(); ++a) {
        for (std::size_t b = a + 1; b < sites.size(); ++b) {
            if (sites[a].group == sites[b].group) {
                REQUIRE(far(a, a) + far(b, b) <= far(a, b) + far(b, a) + 1e-6);
            }
        }
    }
}

TEST_CASE("hexagon_map: same input, same bits", "[cartogram]") {
    const auto sites = clumps(60, 2);
    const HexagonMap one = hexagon_map(sites, {}, small(700'000));
    const HexagonMap two = hexagon_map(sites, {}, small(700'000));
    CHECK(one.boundaries.points == two.boundaries.points);
    CHECK(one.cells == two.cells);
}

TEST_CASE("hexagon_map: areas that sit in their cells already stay there", "[cartogram]") {
    // The centres of a grid of 5 by 4 hexagons with origin 0, spacing 10.
    std::vector<HexagonSite> sites;
    for (int row = 0; row < 4; ++row) {
        for (int column = 0; column < 5; ++column) {
            sites.push_back({*AreaCode::parse("T" + std::to_string(row * 5 + column)),
                             "",
                             {10.0 * (column + 0.5 * row), 5.0 * std::numbers::sqrt3 * row},
                             0,
                             0});
        }
    }
    const HexagonMap map = hexagon_map(sites, {}, small(100 * std::numbers::sqrt3 / 2));
    CHECK(map.spacing_m == Approx(10));
    CHECK(map.total_displacement_m == Approx(0).margin(1e-9));
}

TEST_CASE("hexagon_map: areas that all want one place fill the rings around it", "[cartogram]") {
    // 1 + 6 + 12 + 18 cells: the centre, then rings; displacement by rings of a grid of spacing 10:
    // 6 x 10, 6 x 20 + 6 x 10 sqrt 3, 6 x 30 + 12 x 10 sqrt 7. A lone area far off changes nothing.
    std::vector<HexagonSite> sites;
    for (int i = 0; i < 37; ++i) {
        sites.push_back({*AreaCode::parse("T" + std::to_string(i)), "", {0, 0}, 0, 0});
    }
    sites.push_back({*AreaCode::parse("T37"), "", {1000, 0}, 1, 1});
    HexagonMapOptions options = small(100 * std::numbers::sqrt3 / 2);
    options.phases = 1;
    const HexagonMap map = hexagon_map(sites, {}, options);
    const double rings = 60 + 120 + 60 * std::sqrt(3.0) + 180 + 120 * std::sqrt(7.0);
    CHECK(map.lower_bound_m == Approx(rings).epsilon(1e-12));
    CHECK(map.total_displacement_m <= rings * 1.05);
    CHECK(std::hypot(map.centres[37].x - 1000, map.centres[37].y) < 10);
    CHECK(map.lakes + map.torn_groups + map.closed_straits == 0);
}

TEST_CASE("hexagon_map: lands seven hundred hexagons apart", "[cartogram]") {
    // Only cells within reach are looked at; all of the window would take minutes.
    std::vector<HexagonSite> sites;
    for (std::uint32_t i = 0; i < 2; ++i) {
        sites.push_back({*AreaCode::parse("T" + std::to_string(i)), "", {7000.0 * i, 0}, 0, i});
    }
    HexagonMapOptions options = small(100 * std::numbers::sqrt3 / 2);
    options.moves = 200'000;
    const HexagonMap map = hexagon_map(sites, {}, options);
    CHECK(map.total_displacement_m == Approx(map.lower_bound_m).margin(1e-9));
    CHECK(map.lakes + map.torn_groups + map.closed_straits == 0);
}

TEST_CASE("hexagon_map: impossible requests are refused", "[cartogram]") {
    auto sites = clumps(3, 1);
    CHECK_THROWS_AS(hexagon_map({}, {}, small(1)), UsageError);
    CHECK_THROWS_AS(hexagon_map(sites, {}, small(0)), UsageError);
    CHECK_THROWS_AS(hexagon_map(sites, {}, small(1e-6)), UsageError);
    CHECK_THROWS_AS(hexagon_map(sites, {{0, 3}}, small(700'000)), UsageError);
    sites[1].target.x = std::numeric_limits<double>::quiet_NaN();
    CHECK_THROWS_AS(hexagon_map(sites, {}, small(700'000)), UsageError);
}
