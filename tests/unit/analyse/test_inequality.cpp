#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/analyse/inequality.hpp>
#include <random>

using namespace levelin;
using namespace levelin::inequality;

namespace {

using Numbers = std::vector<double>;

// Areas with random people, values and orders, some of them tied, some of them empty.
struct Made {
    Numbers value;
    Numbers people;
    Numbers order;
    std::vector<std::uint32_t> group;
};

Made made(std::uint64_t seed, std::size_t n) {
    std::mt19937_64 random(seed);
    Made out;
    for (std::size_t i = 0; i < n; ++i) {
        out.value.push_back(static_cast<double>(random() % 50));
        out.people.push_back(static_cast<double>(random() % 7) * 250);
        out.order.push_back(static_cast<double>(random() % (n / 2 + 1)));
        out.group.push_back(static_cast<std::uint32_t>(random() % 4));
    }
    return out;
}

}  // namespace

TEST_CASE("inequality: ranks are the middle of a group's place among all people") {
    // 10 people first; then 20 and 30 side by side; 40 last.
    CHECK(fractional_ranks(Numbers{3, 2, 2, 1}, Numbers{40, 20, 30, 10}) ==
          Numbers{0.8, 0.35, 0.35, 0.05});
    CHECK(fractional_ranks(Numbers{1, 2}, Numbers{0, 0}) == Numbers{0.5, 0.5});
    CHECK_THROWS_AS(fractional_ranks(Numbers{1, 2}, Numbers{1}), std::invalid_argument);
    CHECK_THROWS_AS(fractional_ranks(Numbers{1}, Numbers{-1}), std::invalid_argument);
}

TEST_CASE("inequality: the published index of deaths under five in India, 1982 to 1992") {
    // O'Donnell and others 2008, table 8.1: births and deaths per 1,000 by wealth group, poorest
    // first; index -0.1694.
    const Numbers births{29939, 28776, 26528, 24689, 19739};
    const Numbers rate{154.7, 152.9, 119.5, 86.9, 54.3};
    const Numbers wealth{1, 2, 3, 4, 5};
    CHECK(concentration_index(rate, births, wealth).value() == Approx(-0.1694).margin(0.00005));
    const auto curve = concentration_curve(rate, births, wealth);
    REQUIRE(curve.size() == 6);
    CHECK(curve[1].people == Approx(0.23).margin(0.005));
    CHECK(curve[1].value == Approx(0.30).margin(0.005));
    CHECK(curve[3].value == Approx(0.79).margin(0.005));
}

TEST_CASE("inequality: the slope index of the test data of PHEindicatormethods") {
    // Life expectancy by decile; testdata_SII.xlsx, area1.
    const Numbers people{7291, 7997, 6105, 7666, 5790, 6934, 5918, 5974, 7147, 7534};
    const Numbers years{75.9334590103081, 78.3442382727843, 83.8360631041654, 83.6375399664931,
                        80.4655031529559, 81.1156759857022, 81.6930835718562, 84.1900062060987,
                        80.5955641081472, 86.2894349578624};
    const Numbers decile{1, 2, 3, 4, 5, 6, 7, 8, 9, 10};
    CHECK(slope_index(years, people, decile).value() == Approx(6.93461647366882).epsilon(1e-12));
}

TEST_CASE("inequality: small cases by hand") {
    // One of four people has all: G = 1 - 1/4, T = ln 4.
    const Numbers one{1, 1, 1, 1};
    CHECK(gini(Numbers{0, 8, 0, 0}, one).value() == Approx(0.75));
    CHECK(theil(Numbers{0, 8, 0, 0}, one)->total == Approx(std::log(4)));
    CHECK(concentration_index(Numbers{8, 0, 0, 0}, one, Numbers{1, 2, 3, 4}).value() ==
          Approx(-0.75));
    CHECK(concentration_index(Numbers{0, 0, 0, 8}, one, Numbers{1, 2, 3, 4}).value() ==
          Approx(0.75));
    // All alike.
    CHECK(gini(Numbers{5, 5}, Numbers{10, 90}).value() == Approx(0).margin(1e-15));
    CHECK(theil(Numbers{5, 5}, Numbers{10, 90})->total == Approx(0).margin(1e-15));
    CHECK(slope_index(Numbers{5, 5}, Numbers{10, 90}, Numbers{1, 2}).value() ==
          Approx(0).margin(1e-15));
    // Two groups of two people: 1, 3 and 2, 2. All of it lies within the first.
    const std::vector<std::uint32_t> group{0, 0, 1, 1};
    const Theil parts = theil(Numbers{1, 3, 2, 2}, one, group, 2).value();
    CHECK(parts.between == Approx(0).margin(1e-15));
    CHECK(parts.within == Approx(0.125 * std::log(0.5) + 0.375 * std::log(1.5)));
    // y = 1, 3 for people 1 and 3: r = 1/8 and 5/8, so that b = 2 / (1/2).
    CHECK(slope_index(Numbers{1, 3}, Numbers{1, 3}, Numbers{1, 2}).value() == Approx(4));
}

TEST_CASE("inequality: nothing to share out has no index") {
    const Numbers none{0, 0};
    const Numbers people{1, 2};
    CHECK_FALSE(concentration_index(none, people, people).has_value());
    CHECK_FALSE(gini(none, people).has_value());
    CHECK_FALSE(theil(people, none).has_value());
    CHECK(concentration_curve(none, people, people).empty());
    CHECK_FALSE(slope_index(people, people, none).has_value());
    CHECK_FALSE(slope_index(people, none, people).has_value());
    CHECK_THROWS_AS(gini(Numbers{-1, 2}, people), std::invalid_argument);
    CHECK_THROWS_AS(theil(Numbers{-1, 2}, people), std::invalid_argument);
}

TEST_CASE("inequality: what holds for any areas") {
    for (std::uint64_t seed = 1; seed <= 200; ++seed) {
        const Made m = made(seed, 5 + seed % 40);
        const auto index = concentration_index(m.value, m.people, m.order);
        if (!index) {
            continue;
        }
        double all = 0;
        double mean_rank = 0;
        double total = 0;
        double variance = 0;
        const Numbers ranks = fractional_ranks(m.order, m.people);
        for (std::size_t i = 0; i < ranks.size(); ++i) {
            all += m.people[i];
            mean_rank += m.people[i] * ranks[i];
            total += m.people[i] * m.value[i];
            variance += m.people[i] * (ranks[i] - 0.5) * (ranks[i] - 0.5);
        }
        CHECK(mean_rank / all == Approx(0.5));
        // The index is 1 less twice the area below the curve.
        const auto curve = concentration_curve(m.value, m.people, m.order);
        double below = 0;
        for (std::size_t k = 1; k < curve.size(); ++k) {
            below +=
                (curve[k].people - curve[k - 1].people) * (curve[k].value + curve[k - 1].value) / 2;
        }
        CHECK(*index == Approx(1 - 2 * below).margin(1e-12));
        // Turned round it changes its sign; no order is more unequal than that of the values.
        Numbers turned = m.order;
        Numbers doubled = m.value;
        for (std::size_t i = 0; i < turned.size(); ++i) {
            turned[i] = -turned[i];
            doubled[i] *= 2;
        }
        CHECK(concentration_index(m.value, m.people, turned).value() ==
              Approx(-*index).margin(1e-12));
        CHECK(concentration_index(doubled, m.people, m.order).value() ==
              Approx(*index).margin(1e-12));
        const double most = gini(m.value, m.people).value();
        CHECK(most >= std::abs(*index) - 1e-12);
        // Gini by all pairs of people.
        double pairs = 0;
        for (std::size_t i = 0; i < ranks.size(); ++i) {
            for (std::size_t j = 0; j < ranks.size(); ++j) {
                pairs += m.people[i] * m.people[j] * std::abs(m.value[i] - m.value[j]);
            }
        }
        CHECK(most == Approx(pairs / (2 * all * total)).margin(1e-12));
        if (const auto slope = slope_index(m.value, m.people, m.order)) {
            CHECK(*slope == Approx(*index * (total / all) / (2 * variance / all)).margin(1e-9));
        }
        const Theil parts = theil(m.value, m.people, m.group, 4).value();
        CHECK(parts.between + parts.within == Approx(parts.total).margin(1e-12));
        CHECK(parts.between >= -1e-12);
        CHECK(parts.within >= -1e-12);
    }
}

TEST_CASE("inequality: a curve is straight between its points") {
    const std::vector<CurvePoint> curve{{0, 0}, {0.5, 0.8}, {1, 1}};
    CHECK(height_at(curve, 0) == 0);
    CHECK(height_at(curve, 0.25) == Approx(0.4));
    CHECK(height_at(curve, 0.5) == Approx(0.8));
    CHECK(height_at(curve, 0.75) == Approx(0.9));
    CHECK(height_at(curve, 1) == 1);
}
