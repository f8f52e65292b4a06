#include <algorithm>
#include <cmath>
#include <levelin/score/kernels.hpp>
#include <numeric>
#include <random>

using namespace levelin;
using namespace levelin::kernels;

namespace {

const std::vector<Status> ok5(5, Status::ok);

std::vector<double> normalised(std::vector<double> x, Normalisation how, Direction direction,
                               double target = 0, bool ranks = false) {
    PartSpec part;
    part.normalise = how;
    part.direction = direction;
    part.target = target;
    part.ranks = ranks;
    const Values out = normalise(x, std::vector<Status>(x.size(), Status::ok), part);
    REQUIRE(out.fault == Fault::none);
    return out.values;
}

}  // namespace

TEST_CASE("kernels: ranks by every tie rule, worst first, gaps keep no place", "[score]") {
    const std::vector<double> x{10, 30, 20, 20, 99, 5};
    std::vector<Status> status(6, Status::ok);
    status[4] = Status::suppressed;
    using V = std::vector<double>;
    CHECK(rank_descending(x, status, TieRule::min) == V{4, 1, 2, 2, 0, 5});
    CHECK(rank_descending(x, status, TieRule::mean) == V{4, 1, 2.5, 2.5, 0, 5});
    CHECK(rank_descending(x, status, TieRule::max) == V{4, 1, 3, 3, 0, 5});
    CHECK(rank_descending(x, status, TieRule::dense) == V{3, 1, 2, 2, 0, 4});
    CHECK(rank_descending(x, status, TieRule::first) == V{4, 1, 2, 3, 0, 5});
}

TEST_CASE("kernels: a ranking of 1 to N is known by any one tie rule", "[score]") {
    const auto check = [](std::vector<double> x, std::size_t n = 0) {
        return check_ranking(x, std::vector<Status>(x.size(), Status::ok), n);
    };
    CHECK(check({3, 1, 2}).is_ranking);
    CHECK(check({1, 2, 2, 4}).ties == TieRule::min);
    CHECK(check({1, 2.5, 2.5, 4}).ties == TieRule::mean);
    CHECK(check({1, 3, 3, 4}).ties == TieRule::max);
    CHECK_FALSE(check({0.1, 0.2, 0.3}).is_ranking);         // Scores under a rank header.
    CHECK_FALSE(check({1, 2, 2, 3}).is_ranking);            // Dense: N would be in doubt.
    CHECK_FALSE(check({1, 2.5, 2.5, 4, 5, 5}).is_ranking);  // Two rules in one column.
    CHECK_FALSE(check({2, 3, 4}).is_ranking);               // A part of a ranking.
    CHECK(check({2, 3, 4}, 100).is_ranking);                // Said to be one.
    CHECK_FALSE(check({2, 3, 101}, 100).is_ranking);
    CHECK_FALSE(check({0, 3, 4}, 100).is_ranking);
}

TEST_CASE("kernels: equal ranks anywhere among their places, where that is declared", "[score]") {
    const auto check = [](const std::vector<double>& x) {
        return check_ranking(x, std::vector<Status>(x.size(), Status::ok), 0, RankTies::any);
    };
    CHECK(check({1, 2.5, 2.5, 4, 5, 5}).is_ranking);
    CHECK(check({3, 1, 3, 3}).is_ranking);  // At 3, and the places are 2 to 4.
    const RankingCheck dense = check({1, 2, 2, 3});
    CHECK_FALSE(dense.is_ranking);
    CHECK(dense.fault_at == 3);
    CHECK_FALSE(check({4.5, 1, 4.5, 4.5}).is_ranking);
}

TEST_CASE("kernels: the curve of the exponential transformation", "[score]") {
    // With 50 / ln 9 the most deprived tenth spans 50 to 100: at R = .9, 1 - .9 (1 - 1/81) = 1/9.
    const ExponentialCurve exact{50 / std::log(9.0), RankShare::inclusive};
    CHECK(exponential_of_rank(1, 890, exact) == Approx(100).epsilon(1e-12));
    CHECK(exponential_of_rank(90, 890, exact) == Approx(50).epsilon(1e-12));  // R = 801 / 890.
    const ExponentialCurve less{23, RankShare::exclusive};
    CHECK(exponential_of_rank(890, 890, less) == 0);  // Nobody is less deprived.
    CHECK(exponential_of_rank(1, 890, less) == Approx(exponential_of_rank(2, 890)).epsilon(1e-14));
}

TEST_CASE("kernels: agreement in order, with and without ties", "[score]") {
    const auto agreement = [](const std::vector<double>& a, const std::vector<double>& b) {
        return rank_agreement(a, b, std::vector<Status>(a.size(), Status::ok));
    };
    CHECK(agreement({1, 5, 9, 11}, {2, 3, 4, 50}) == Approx(1));
    CHECK(agreement({1, 5, 9, 11}, {9, 8, 7, 0}) == Approx(-1));
    CHECK(agreement({1, 2, 3, 4}, {1, 2, 4, 3}) == Approx(0.8));  // Spearman, by hand.
    // A flag: 2 AUC - 1. Of the 3 x 2 pairs five stand in order, one does not.
    CHECK(agreement({1, 2, 4, 3, 5}, {0, 0, 0, 1, 1}) == Approx(2.0 * 5 / 6 - 1));
    CHECK(agreement({1, 2, 3, 4, 5}, {0, 0, 0, 1, 1}) == Approx(1));
    CHECK(agreement({1, 2, 3}, {7, 7, 7}) == 0);
    CHECK(agreement({}, {}) == 0);
    CHECK(rank_agreement(std::vector<double>{1, 2, 0, 3}, std::vector<double>{1, 2, 9, 3},
                         std::vector<Status>{Status::ok, Status::ok, Status::missing,
                                             Status::ok}) == Approx(1));
}

TEST_CASE("kernels: exponential transformation, published values", "[score]") {
    // IoD 2025, N = 33,755.
    CHECK(exponential_of_rank(1, 33755) == Approx(100).epsilon(1e-12));
    CHECK(exponential_of_rank(2, 33755) == Approx(99.9481).margin(5e-5));
    CHECK(exponential_of_rank(3375, 33755) == Approx(50.4357).margin(5e-5));
    CHECK(exponential_of_rank(33755, 33755) == Approx(0.0007).margin(5e-5));
    // NIMDM 2017 technical report, annex D: five areas.
    const std::vector<double> x =
        normalised({1, 2, 3, 4, 5}, Normalisation::exponential, Direction::lower_is_worse, 0, true);
    const std::vector<double> published{100, 36, 21, 12, 5};
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(std::round(x[i]) == published[i]);
    }
    // The same annex: .75 of this ranking and .25 of its reverse.
    const std::vector<double> reversed{x[4], x[3], x[2], x[1], x[0]};
    const std::vector<Child> children{{x, ok5, .75}, {reversed, ok5, .25}};
    PartSpec node;
    node.aggregation = Aggregation::weighted_sum;
    const Aggregated sum = aggregate(children, node);
    const std::vector<double> mixed{76, 30, 21, 18, 29};
    for (std::size_t i = 0; i < 5; ++i) {
        CHECK(std::round(sum.score.values[i]) == mixed[i]);
    }
}

TEST_CASE("kernels: each normalisation by hand, in both directions", "[score]") {
    using V = std::vector<double>;
    const auto up = Direction::higher_is_worse;
    const auto down = Direction::lower_is_worse;
    CHECK(normalised({2, 4, 10}, Normalisation::min_max, up) == V{0, .25, 1});
    CHECK(normalised({2, 4, 10}, Normalisation::min_max, down) == V{1, .75, 0});
    CHECK(normalised({1, 2, 3}, Normalisation::z_score, up) == V{-1, 0, 1});
    CHECK(normalised({1, 2, 3}, Normalisation::z_score, down) == V{1, 0, -1});
    CHECK(normalised({7, 9, 9}, Normalisation::rank, up) == V{1, 2.5, 2.5});
    CHECK(normalised({7, 9, 9, 11}, Normalisation::percentile, up) == V{0, 1. / 3, 1. / 3, 1});
    CHECK(normalised({7, 9, 9, 11}, Normalisation::percentile, down) == V{1, 1. / 3, 1. / 3, 0});
    // Target 4: at or better than it is 0, the worst is 1, halfway is a half.
    CHECK(normalised({2, 4, 6, 8}, Normalisation::distance_to_target, up, 4) == V{0, 0, .5, 1});
    CHECK(normalised({2, 4, 6, 8}, Normalisation::distance_to_target, down, 4) == V{1, 0, 0, 0});
    CHECK(normalised({2, 4}, Normalisation::none, down) == V{-2, -4});
}

TEST_CASE("kernels: what cannot be normalised or averaged is a fault", "[score]") {
    PartSpec part;
    part.normalise = Normalisation::min_max;
    const std::vector<double> same(5, 3.0);
    CHECK(normalise(same, ok5, part).fault == Fault::constant);
    part.normalise = Normalisation::z_score;
    CHECK(normalise(same, ok5, part).fault == Fault::constant);
    part.normalise = Normalisation::distance_to_target;
    part.target = 3;
    CHECK(normalise(same, ok5, part).fault == Fault::target);
    part.ranks = true;
    const std::vector<double> scores{1, 2, 3, 4, 7};
    const Values bad = normalise(scores, ok5, part);
    CHECK(bad.fault == Fault::not_a_ranking);
    CHECK(bad.fault_at == 4);
    // Five areas that share all five places stand at the mean place, 3.
    CHECK(normalise(same, ok5, part).fault == Fault::target);

    const std::vector<double> x{1, 2, 0, 4, 5};
    PartSpec node;
    node.aggregation = Aggregation::geometric;
    const std::vector<Child> children{{x, ok5, 1}};
    const Aggregated out = aggregate(children, node);
    CHECK(out.score.fault == Fault::not_positive);
    CHECK(out.score.fault_at == 2);
    const std::vector<Child> weightless{{x, ok5, 0}};
    CHECK(aggregate(weightless, node).score.fault == Fault::weight);
}

TEST_CASE("kernels: aggregation by hand", "[score]") {
    const std::vector<double> a{1, 4};
    const std::vector<double> b{4, 1};
    const std::vector<Status> ok(2, Status::ok);
    const std::vector<Child> children{{a, ok, 3}, {b, ok, 1}};
    PartSpec node;
    node.aggregation = Aggregation::weighted_sum;
    CHECK(aggregate(children, node).score.values == std::vector<double>{7, 13});
    node.aggregation = Aggregation::weighted_mean;
    CHECK(aggregate(children, node).score.values == std::vector<double>{1.75, 3.25});
    node.aggregation = Aggregation::geometric;  // (1^3 4)^(1/4) = 2^(1/2)
    CHECK(aggregate(children, node).score.values[0] == Approx(std::sqrt(2.0)).epsilon(1e-14));
    node.aggregation = Aggregation::harmonic;  // 4 / (3/1 + 1/4)
    CHECK(aggregate(children, node).score.values[0] == Approx(4 / 3.25).epsilon(1e-14));
}

TEST_CASE("kernels: missing parts by policy", "[score]") {
    const std::vector<double> a{10, 10, 0};
    const std::vector<double> b{20, 0, 0};
    const std::vector<Status> sa{Status::ok, Status::ok, Status::no_row};
    const std::vector<Status> sb{Status::ok, Status::suppressed, Status::missing};
    const std::vector<Child> children{{a, sa, .25}, {b, sb, .75}};
    PartSpec node;
    node.aggregation = Aggregation::weighted_sum;
    Aggregated out = aggregate(children, node);
    CHECK(out.score.values == std::vector<double>{17.5, 0, 0});
    CHECK(out.score.status == std::vector<Status>{Status::ok, Status::suppressed, Status::no_row});
    node.missing = MissingPolicy::reweight;
    node.minimum_weight = 0.25;
    out = aggregate(children, node);
    CHECK(out.score.values == std::vector<double>{17.5, 10, 0});  // .25 * 10 * (1 / .25)
    CHECK(out.score.status[2] == Status::no_row);
    node.minimum_weight = 0.5;
    CHECK(aggregate(children, node).score.status[1] == Status::below_minimum);
}

TEST_CASE("kernels: contributions add up to the score on random input", "[score]") {
    std::mt19937_64 random{11};
    std::uniform_real_distribution<double> value{0.01, 100};
    std::bernoulli_distribution gone{0.2};
    for (const Aggregation how : {Aggregation::weighted_sum, Aggregation::weighted_mean,
                                  Aggregation::geometric, Aggregation::harmonic}) {
        constexpr std::size_t n = 500;
        std::vector<std::vector<double>> x(6, std::vector<double>(n));
        std::vector<std::vector<Status>> s(6, std::vector<Status>(n, Status::ok));
        std::vector<Child> children;
        for (std::size_t c = 0; c < x.size(); ++c) {
            for (std::size_t i = 0; i < n; ++i) {
                x[c][i] = value(random);
                s[c][i] = gone(random) ? Status::missing : Status::ok;
            }
            children.push_back({x[c], s[c], value(random)});
        }
        PartSpec node;
        node.aggregation = how;
        node.missing = MissingPolicy::reweight;
        node.minimum_weight = 0.3;
        const Aggregated out = aggregate(children, node);
        for (std::size_t i = 0; i < n; ++i) {
            double sum = 0;
            for (const auto& run : out.contributions) {
                sum += run[i];
            }
            REQUIRE(sum == Approx(out.score.values[i]).epsilon(1e-12));
            if (out.score.status[i] != Status::ok) {
                REQUIRE(sum == 0);
            } else if (how != Aggregation::weighted_sum) {  // A mean lies within its parts.
                double low = 1e9;
                double high = 0;
                for (std::size_t c = 0; c < x.size(); ++c) {
                    if (s[c][i] == Status::ok) {
                        low = std::min(low, x[c][i]);
                        high = std::max(high, x[c][i]);
                    }
                }
                REQUIRE(out.score.values[i] >= low * (1 - 1e-12));
                REQUIRE(out.score.values[i] <= high * (1 + 1e-12));
            }
        }
    }
}

TEST_CASE("kernels: decile rules differ where they are known to", "[score]") {
    // IoD 2025, N = 33,755: ceil(10 r / N) and floor(10 (r - 1) / N) + 1 differ at five ranks.
    std::vector<int> differ;
    for (int r = 1; r <= 33755; ++r) {
        if (quantile_of_rank(r, 33755, 10, DecileRule::ceil) !=
            quantile_of_rank(r, 33755, 10, DecileRule::floor)) {
            differ.push_back(r);
        }
    }
    CHECK(differ == std::vector<int>{3376, 10127, 16878, 23629, 30380});
    // ntile(10) of 23: three groups of three, then seven of two.
    std::vector<std::int64_t> groups;
    for (int r = 1; r <= 23; ++r) {
        groups.push_back(quantile_of_rank(r, 23, 10, DecileRule::ntile));
    }
    CHECK(groups == std::vector<std::int64_t>{1, 1, 1, 2, 2, 2, 3, 3, 3, 4,  4, 5,
                                              5, 6, 6, 7, 7, 8, 8, 9, 9, 10, 10});
    CHECK(quantile_of_rank(0, 10, 10, DecileRule::ceil) == 0);
    CHECK(quantile_of_rank(3, 3, 10, DecileRule::ntile) == 3);
}
