#include <algorithm>
#include <levelin/cartogram/hexagon_map_assignment.hpp>
#include <levelin/core/error.hpp>
#include <limits>
#include <numeric>
#include <random>
#include <set>

using levelin::cheapest_assignment;

namespace {

double total(const std::vector<double>& cost, std::size_t columns,
             const std::vector<std::uint32_t>& chosen) {
    double sum = 0;
    for (std::size_t i = 0; i < chosen.size(); ++i) {
        sum += cost[i * columns + chosen[i]];
    }
    return sum;
}

/// Every ordered choice of columns, tried out.
double brute_force(const std::vector<double>& cost, std::size_t rows, std::size_t columns) {
    std::vector<std::uint32_t> order(columns);
    std::iota(order.begin(), order.end(), 0U);
    double best = std::numeric_limits<double>::infinity();
    do {
        best = std::min(best, total(cost, columns, {order.begin(), order.begin() + rows}));
        std::reverse(order.begin() + rows, order.end());  // Skip the orders of the unused ones.
    } while (std::next_permutation(order.begin(), order.end()));
    return best;
}

double greedy(const std::vector<double>& cost, std::size_t rows, std::size_t columns) {
    std::set<std::size_t> taken;
    double sum = 0;
    for (std::size_t i = 0; i < rows; ++i) {
        std::size_t best = columns;
        for (std::size_t j = 0; j < columns; ++j) {
            if (taken.count(j) == 0 &&
                (best == columns || cost[i * columns + j] < cost[i * columns + best])) {
                best = j;
            }
        }
        taken.insert(best);
        sum += cost[i * columns + best];
    }
    return sum;
}

}  // namespace

TEST_CASE("assignment: the worked example", "[cartogram]") {
    // Greedy by rows pays 1 + 6 + 9 = 16; the optimum is 2 + 4 + 5 = 11.
    const std::vector<double> cost{1, 2, 8,  //
                                   4, 6, 7,  //
                                   7, 8, 5};
    CHECK(cheapest_assignment(cost, 3, 3) == std::vector<std::uint32_t>{1, 0, 2});
    CHECK(cheapest_assignment({}, 0, 0).empty());
}

TEST_CASE("assignment: equals brute force on random costs, square and wide", "[cartogram]") {
    std::mt19937_64 random{11};
    for (int round = 0; round < 300; ++round) {
        const std::size_t columns = 1 + random() % 8;
        const std::size_t rows = 1 + random() % columns;
        std::vector<double> cost(rows * columns);
        for (double& c : cost) {
            // Every third round has many ties, every third negative costs.
            c = round % 3 == 0 ? static_cast<double>(random() % 4)
                               : static_cast<double>(random() % 100000) / 977.0 -
                                     (round % 3 == 1 ? 50.0 : 0.0);
        }
        const auto chosen = cheapest_assignment(cost, rows, columns);
        REQUIRE(std::set<std::uint32_t>(chosen.begin(), chosen.end()).size() == rows);
        REQUIRE(total(cost, columns, chosen) ==
                Approx(brute_force(cost, rows, columns)).margin(1e-9));
    }
}

TEST_CASE("assignment: never above greedy and below it somewhere at full size", "[cartogram]") {
    std::mt19937_64 random{5};
    const std::size_t rows = 361;
    const std::size_t columns = 800;
    std::vector<double> cost(rows * columns);
    for (double& c : cost) {
        c = static_cast<double>(random() % 1000000);
    }
    const auto chosen = cheapest_assignment(cost, rows, columns);
    CHECK(std::set<std::uint32_t>(chosen.begin(), chosen.end()).size() == rows);
    CHECK(total(cost, columns, chosen) < greedy(cost, rows, columns));
    // Optimal, by the exchange of any two rows and the move of any row to a free column.
    const std::set<std::uint32_t> taken(chosen.begin(), chosen.end());
    for (std::size_t a = 0; a < rows; ++a) {
        for (std::uint32_t c = 0; c < columns; ++c) {
            if (taken.count(c) == 0) {
                REQUIRE(cost[a * columns + c] >= cost[a * columns + chosen[a]]);
            }
        }
        for (std::size_t b = a + 1; b < rows; ++b) {
            REQUIRE(cost[a * columns + chosen[b]] + cost[b * columns + chosen[a]] >=
                    cost[a * columns + chosen[a]] + cost[b * columns + chosen[b]]);
        }
    }
}

TEST_CASE("assignment: sizes that do not fit and costs that are no numbers are refused",
          "[cartogram]") {
    CHECK_THROWS_AS(cheapest_assignment(std::vector<double>{1, 2}, 2, 1), levelin::UsageError);
    CHECK_THROWS_AS(cheapest_assignment(std::vector<double>{1, 2, 3}, 1, 2), levelin::UsageError);
    const std::vector<double> bad{1, std::numeric_limits<double>::quiet_NaN()};
    CHECK_THROWS_AS(cheapest_assignment(bad, 1, 2), levelin::UsageError);
}
