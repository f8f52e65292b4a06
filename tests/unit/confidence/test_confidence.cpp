// Against a naive run of the same draws, and against what can be worked out by hand.
#include <algorithm>
#include <levelin/core/error.hpp>
#include <numeric>

#include "made_index.hpp"

using namespace levelin;

namespace {

// What the naive run finds.
struct Naive {
    std::vector<double> p;
    std::vector<std::vector<double>> ranks;  // By area, of the draws in which it has one.

    [[nodiscard]] double percentile(std::size_t area, double share) const {
        std::vector<double> sorted = ranks[area];
        std::sort(sorted.begin(), sorted.end());
        // The smallest rank that at least this share of the ranks do not exceed.
        for (const double rank : sorted) {
            const auto covered = std::count_if(sorted.begin(), sorted.end(),
                                               [&](double other) { return other <= rank; });
            if (static_cast<double>(covered) >= share * static_cast<double>(sorted.size()) - 1e-9) {
                return rank;
            }
        }
        return 0;
    }
};

// Runs draws one by one through score_index and select, with nothing shared.
// @param change  makes the index of a draw out of its uniform numbers.
template <typename Change>
Naive run_naively(const SelectionRule& rule, const ResultTable& table, std::size_t draws,
                  std::uint64_t seed, std::size_t factors, const Change& change) {
    const std::size_t n = table.size();
    Naive out{std::vector<double>(n, 0.0), std::vector<std::vector<double>>(n)};
    for (std::size_t d = 0; d < draws; ++d) {
        RandomStream stream(seed, d);
        std::vector<double> uniforms(factors);
        for (double& u : uniforms) {
            u = stream.uniform_inside();
        }
        const IndexModel model = change(uniforms, d);
        const ResultTable now = made::table(model, table.codes);
        const Selection selection = select(rule, now);
        const ScoredIndex scored = score_model(model, table.codes);
        for (std::size_t a = 0; a < n; ++a) {
            out.p[a] += selection.has(a) ? 1.0 / static_cast<double>(draws) : 0;
            if (scored.status[a] == Status::ok) {
                out.ranks[a].push_back(scored.ranks[a]);
            }
        }
    }
    return out;
}

void check_same(const Confidence& found, const Naive& naive) {
    for (std::size_t a = 0; a < naive.p.size(); ++a) {
        REQUIRE(std::abs(found.p_selected[a] - naive.p[a]) < 1e-9);
        REQUIRE(found.ranked[a] == naive.ranks[a].size());
        if (!naive.ranks[a].empty()) {
            REQUIRE(found.rank_p05[a] == naive.percentile(a, 0.05));
            REQUIRE(found.rank_p50[a] == naive.percentile(a, 0.5));
            REQUIRE(found.rank_p95[a] == naive.percentile(a, 0.95));
        }
    }
}

PartSpec& part_of(PartSpec& node, const std::string& id) {
    for (PartSpec& part : node.parts) {
        if (part.id == id) {
            return part;
        }
        if (!part.parts.empty()) {
            PartSpec& below = part_of(part, id);
            if (below.id == id) {
                return below;
            }
        }
    }
    return node;
}

}  // namespace

TEST_CASE("confidence: weights within a fifth, as a naive run has it", "[confidence]") {
    constexpr std::size_t n = 250;
    const auto codes = made::codes(n);
    const IndexModel model =
        made::model(made::two_levels(), made::indicators(n, 4, 41, 6, 29), TieRule::mean);
    const ResultTable table = made::table(model, codes);
    const SelectionRule rule = made::rule("need_decile <= 2");
    ConfidenceOptions options;
    options.draws = 150;
    options.seed = 77;
    const UncertainIndex index(model, {}, codes);
    // Factors in the order of the tree: living, pay, homes, health, crime.
    REQUIRE(index.factors().size() == 5);
    CHECK(label_of(index.factors()[1]) == "weight of pay");
    const std::vector<std::string> ids{"living", "pay", "homes", "health", "crime"};
    const Naive naive =
        run_naively(rule, table, options.draws, options.seed, 5, [&](const auto& u, std::size_t) {
            IndexModel out = model;
            std::vector<double> w;
            for (std::size_t i = 0; i < ids.size(); ++i) {
                const double stated = part_of(out.spec.root, ids[i]).weight;
                w.push_back(stated * 0.8 + u[i] * (stated * 1.2 - stated * 0.8));
            }
            const double top = 1.0 / (w[0] + w[3] + w[4]);
            const double below = 4.0 / (w[1] + w[2]);
            for (std::size_t i = 0; i < ids.size(); ++i) {
                part_of(out.spec.root, ids[i]).weight = w[i] * (i == 1 || i == 2 ? below : top);
            }
            return out;
        });
    check_same(assess_confidence(index, rule, table, nullptr, options), naive);
}

TEST_CASE("confidence: all choices together, as a naive run has it", "[confidence]") {
    constexpr std::size_t n = 200;
    const auto codes = made::codes(n);
    PartSpec root = made::two_levels();
    root.parts[0].aggregation = Aggregation::geometric;
    root.parts[0].normalise = Normalisation::percentile;  // After it has been aggregated.
    for (PartSpec* leaf :
         {&root.parts[0].parts[0], &root.parts[0].parts[1], &root.parts[1], &root.parts[2]}) {
        leaf->normalise = Normalisation::none;  // All indicators are above 0.
    }
    root.missing = MissingPolicy::reweight;
    root.minimum_weight = 0.4;
    const auto raw = made::indicators(n, 4, 5, 6, 25);
    const IndexModel model = made::model(root, raw);
    const ResultTable table = made::table(model, codes);
    const SelectionRule rule = made::rule("need_rank <= 30");

    Uncertainty uncertainty;
    uncertainty.weights.ranges = {{"health", 0.1, 0.5}};
    uncertainty.weights.fixed = {"pay"};
    uncertainty.weights.renormalise = false;
    uncertainty.normalisations.resize(2);
    uncertainty.normalisations[1].method = Normalisation::exponential;
    uncertainty.normalisations[1].curve.constant = 30;
    uncertainty.aggregations = {std::nullopt, Aggregation::weighted_mean};
    uncertainty.missing = {MissingTreatment::as_run, MissingTreatment::no_score,
                           MissingTreatment::mean};
    NumberColumn se;
    for (std::size_t a = 0; a < n; ++a) {
        se.push(0.5 + 0.01 * static_cast<double>(a % 50));
    }
    uncertainty.errors = {{"crime", se}};
    const UncertainIndex index(model, uncertainty, codes);
    // living, homes, health, crime; normalisation, aggregation, missing; the error of crime.
    REQUIRE(index.factors().size() == 8);
    CHECK(label_of(index.factors()[4]) == "normalisation");
    CHECK(index.factors()[4].levels ==
          std::vector<std::string>{"as run", "exponential with constant 30"});
    CHECK(label_of(index.factors()[7]) == "error of crime");

    ConfidenceOptions options;
    options.draws = 120;
    options.seed = 0x123456789abcdef;
    std::vector<std::size_t> by_code(n);
    std::iota(by_code.begin(), by_code.end(), std::size_t{0});
    std::sort(by_code.begin(), by_code.end(),
              [&](std::size_t a, std::size_t b) { return codes[a] < codes[b]; });
    std::vector<std::uint32_t> place(n);
    for (std::size_t i = 0; i < n; ++i) {
        place[by_code[i]] = static_cast<std::uint32_t>(i);
    }
    const Naive naive =
        run_naively(rule, table, options.draws, options.seed, 8, [&](const auto& u, std::size_t d) {
            IndexModel out = model;
            const auto within = [&](const std::string& id, double low, double high, double at) {
                part_of(out.spec.root, id).weight = low + at * (high - low);
            };
            within("living", 0.4, 0.6, u[0]);
            within("homes", 0.8, 1.2, u[1]);
            within("health", 0.1, 0.5, u[2]);
            within("crime", 0.16, 0.24, u[3]);
            std::vector<NumberColumn> columns = raw;
            for (std::size_t a = 0; a < n; ++a) {
                if (columns[3].status[a] != Status::ok) {
                    continue;
                }
                // Philox at the place of the area's code, part 16, stream d.
                const auto words = philox({place[a], 16, static_cast<std::uint32_t>(d), 0},
                                          {0x89abcdef, 0x01234567});
                const std::uint64_t bits = (std::uint64_t{words[1]} << 32 | words[0]) >> 12;
                columns[3].values[a] +=
                    se.values[a] * normal_quantile((static_cast<double>(bits) + 0.5) / 0x1p52);
            }
            for (std::size_t k = 0; k < 4; ++k) {
                PartSpec how = model.as_run[k];
                if (u[4] >= 0.5) {
                    how.normalise = Normalisation::exponential;
                    how.curve.constant = 30;
                }
                out.leaves[k].values =
                    kernels::normalise(columns[k].values, columns[k].status, how).values;
            }
            out.spec.root.aggregation =
                u[5] < 0.5 ? Aggregation::weighted_sum : Aggregation::weighted_mean;
            const int treatment = static_cast<int>(u[6] * 3);
            if (treatment == 1) {
                out.spec.root.missing = MissingPolicy::no_score;
            }
            for (NumberColumn& leaf : out.leaves) {
                double sum = 0;
                double there = 0;
                for (std::size_t a = 0; treatment == 2 && a < n; ++a) {
                    sum += leaf.status[a] == Status::ok ? leaf.values[a] : 0;
                    there += leaf.status[a] == Status::ok ? 1 : 0;
                }
                for (std::size_t a = 0; treatment == 2 && a < n; ++a) {
                    if (leaf.status[a] != Status::ok) {
                        leaf.values[a] = sum / there;
                        leaf.status[a] = Status::ok;
                    }
                }
            }
            return out;
        });
    check_same(assess_confidence(index, rule, table, nullptr, options), naive);
}

TEST_CASE("confidence: a product of parts, as a naive run has it", "[confidence]") {
    constexpr std::size_t n = 150;
    const auto codes = made::codes(n);
    for (const Aggregation how : {Aggregation::geometric, Aggregation::harmonic}) {
        for (const Aggregation inner :
             {Aggregation::weighted_mean, Aggregation::geometric, Aggregation::harmonic}) {
            PartSpec root = made::two_levels();
            root.aggregation = how;
            root.parts[0].aggregation = inner;
            for (PartSpec& part : root.parts) {
                part.normalise = Normalisation::none;
            }
            root.parts[0].parts[0].normalise = Normalisation::none;
            root.parts[0].parts[1].normalise = Normalisation::none;
            const IndexModel model = made::model(root, made::indicators(n, 4, 6, 6, 40));
            const ResultTable table = made::table(model, codes);
            const SelectionRule rule = made::rule("need_score > 21");
            Uncertainty uncertainty;
            uncertainty.weights.fixed = {"living", "pay", "homes"};
            ConfidenceOptions options;
            options.draws = 80;
            const Naive naive = run_naively(rule, table, 80, 1, 2, [&](const auto& u, std::size_t) {
                IndexModel out = model;
                const double health = 0.24 + u[0] * (0.36 - 0.24);
                const double crime = 0.2 * 0.8 + u[1] * (0.2 * 1.2 - 0.2 * 0.8);
                part_of(out.spec.root, "health").weight = health * 0.5 / (health + crime);
                part_of(out.spec.root, "crime").weight = crime * 0.5 / (health + crime);
                return out;
            });
            check_same(assess_confidence(UncertainIndex(model, uncertainty, codes), rule, table,
                                         nullptr, options),
                       naive);
        }
    }
}

TEST_CASE("confidence: chances that can be worked out", "[confidence]") {
    // A has 1 in the first part, B has x in the second: A comes first where w1 > x w2.
    constexpr double x = 1.1;
    const auto codes = made::codes(3);
    PartSpec root;
    root.id = "need";
    root.aggregation = Aggregation::weighted_sum;
    root.parts = {made::leaf("one", 0.5), made::leaf("two", 0.5)};
    const IndexModel model =
        made::model(root, {made::column({1, 0, -1}), made::column({0, x, -1})});
    const ResultTable table = made::table(model, codes);
    const SelectionRule first = made::rule("need_rank = 1");
    ConfidenceOptions options;
    options.draws = 40000;
    const double error = 4 * std::sqrt(0.25 / 40000);

    // Uniform in [.4, .6]^2: the corner w1 > 1.1 w2 is a triangle, w1 from .44, w2 to .6 / 1.1.
    Uncertainty uniform;
    const double expected = 0.5 * (0.6 - 0.44) * (0.6 / 1.1 - 0.4) / 0.04;
    const Confidence even =
        assess_confidence(UncertainIndex(model, uniform, codes), first, table, nullptr, options);
    CHECK(std::abs(even.p_selected[0] - expected) < error);
    CHECK(std::abs(even.p_selected[0] + even.p_selected[1] - 1) < 1e-12);
    CHECK(even.p_selected[2] == 0);
    CHECK(even.rank_p05[0] == 1);
    CHECK(even.rank_p95[0] == 2);
    CHECK(even.rank_p50[2] == 3);
    CHECK(even.decided_by[2] == Confidence::nobody);

    // Dirichlet with concentration 2 and halves: the first share is even in [0, 1].
    Uncertainty dirichlet;
    dirichlet.weights.law = WeightLaw::dirichlet;
    dirichlet.weights.concentration = 2;
    const Confidence share =
        assess_confidence(UncertainIndex(model, dirichlet, codes), first, table, nullptr, options);
    CHECK(std::abs(share.p_selected[0] - (1 - x / (1 + x))) < error);

    // An error of one standard deviation s in the second part: P(Z < (1 - x) / s).
    Uncertainty noise;
    noise.weights.law = WeightLaw::fixed;
    noise.errors = {{"two", made::column({0, 0.2, 0})}};
    const Confidence noisy =
        assess_confidence(UncertainIndex(model, noise, codes), first, table, nullptr, options);
    CHECK(std::abs(noisy.p_selected[0] - 0.5 * std::erfc(0.5 / std::sqrt(2.0))) < error);
    CHECK(noisy.decided_by[1] == 0);
    // B's own error decides B; A has none, and nothing else varies.
    CHECK(noisy.decided_share[1] > 0.5);
    CHECK(noisy.decided_by[0] == Confidence::several);
}

TEST_CASE("confidence: what decides an area", "[confidence]") {
    // Five areas; 0 and 1 change places by the weight of `one`, 2 and 3 by the normalisation.
    PartSpec root;
    root.id = "need";
    root.parts = {made::leaf("one", 1), made::leaf("two", 1), made::leaf("three", 1)};
    RandomStream stream(4);
    constexpr std::size_t n = 101;
    std::vector<double> one(n);
    std::vector<double> two(n);
    std::vector<double> three(n);
    for (std::size_t a = 0; a < n; ++a) {
        const double level = static_cast<double>(a) / 10;
        one[a] = two[a] = three[a] = level;
    }
    // On the edge of the rule, one area stands on the first part alone, one on the third.
    one[50] = 15;
    two[50] = three[50] = 0;
    three[51] = 15;
    one[51] = two[51] = 0;
    const auto codes = made::codes(n);
    const IndexModel model =
        made::model(root, {made::column(one), made::column(two), made::column(three)});
    const ResultTable table = made::table(model, codes);
    ConfidenceOptions options;
    options.draws = 2000;
    Uncertainty uncertainty;
    const UncertainIndex index(model, uncertainty, codes);
    const Confidence sure =
        assess_confidence(index, made::rule("need_score >= 5"), table, nullptr, options);
    CHECK(sure.p_selected[50] > 0.3);
    CHECK(sure.p_selected[50] < 0.7);
    CHECK(label_of(index.factors()[static_cast<std::size_t>(sure.decided_by[50])]) ==
          "weight of one");
    CHECK(label_of(index.factors()[static_cast<std::size_t>(sure.decided_by[51])]) ==
          "weight of three");
    CHECK(sure.decided_share[50] > 0.5);
    CHECK(sure.decided_share[50] <= 1);
    CHECK(sure.p_selected[100] == 1);
    CHECK(sure.decided_by[100] == Confidence::nobody);
    CHECK(sure.decided_share[100] == 0);

    // With fixed weights and two normalisations each combination is run once, and decides alone.
    Uncertainty lists;
    lists.weights.law = WeightLaw::fixed;
    lists.normalisations.resize(2);
    lists.normalisations[1].method = Normalisation::rank;
    const Confidence both = assess_confidence(UncertainIndex(model, lists, codes),
                                              made::rule("need_rank <= 50"), table);
    CHECK(both.every_combination);
    CHECK(both.draws == 2);
    for (std::size_t a = 0; a < n; ++a) {
        CHECK((both.p_selected[a] == 0 || both.p_selected[a] == 0.5 || both.p_selected[a] == 1));
        if (both.p_selected[a] == 0.5) {
            CHECK(both.decided_by[a] == 0);
            CHECK(std::abs(both.decided_share[a] - 1) < 1e-9);
        }
    }
    CHECK(std::count(both.p_selected.begin(), both.p_selected.end(), 0.5) > 0);
}
