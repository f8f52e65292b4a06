// Ways that must give the same: rules with and without tables, windows of any width, threads,
// orders of areas.
#include <algorithm>
#include <levelin/core/error.hpp>

#include "made_index.hpp"

using namespace levelin;

namespace {

constexpr std::size_t count = 400;

bool same(const Confidence& a, const Confidence& b) {
    return a.p_selected == b.p_selected && a.rank_p05 == b.rank_p05 && a.rank_p50 == b.rank_p50 &&
           a.rank_p95 == b.rank_p95 && a.ranked == b.ranked && a.decided_by == b.decided_by &&
           a.decided_share == b.decided_share && a.draws == b.draws;
}

ResultTable with_groups(ResultTable table) {
    TextColumn region;
    DecimalColumn people;
    RandomStream stream(8);
    for (std::size_t a = 0; a < table.size(); ++a) {
        region.values.push_back(a % 50 == 0 ? "" : std::string(1, static_cast<char>('A' + a % 4)));
        people.values.push_back(1000 + stream.below(900));
        people.status.push_back(a % 41 == 0 ? Status::missing : Status::ok);
    }
    table.columns.push_back({"region", std::move(region)});
    table.columns.push_back({"people", std::move(people)});
    return table;
}

RuleStep step(StepKind kind, const std::string& where) {
    RuleStep out;
    out.kind = kind;
    if (!where.empty()) {
        out.where = parse_condition(where);
    }
    return out;
}

RuleStep top(RuleStep from, TopRule rule) {
    from.top = std::move(rule);
    return from;
}

TopRule first(std::string by, bool lowest, std::optional<std::uint64_t> n,
              std::optional<double> share = {}, std::string per = {}) {
    TopRule out;
    out.by = std::move(by);
    out.lowest = lowest;
    out.count = n;
    out.share = share;
    out.per = std::move(per);
    return out;
}

std::vector<SelectionRule> rules() {
    using enum StepKind;
    std::vector<std::vector<RuleStep>> steps{
        {step(add, "need_decile <= 1")},
        {step(add, "need_rank < 33")},
        {step(add, "need_rank != 12")},
        {step(add, "need_score >= 0.55")},
        {step(add, "need_score < 0.3 or need_score > 0.6")},
        {step(add, "need_decile = 3")},
        {step(add, "percentile(need_score) >= 88")},
        {step(add, "quantile(need_score, 7) = 2")},
        {step(add, "need_decile <= 2 and not (region = \"B\" or people < 1200)")},
        {step(add, "need_decile <= 2"), step(remove, "region = \"A\" and need_rank > 20"),
         step(add, "need_decile <= 3")},
        {step(add, "need_decile <= 4"), step(keep, "people > 1400")},
        {step(add, "need_decile <= 4"),
         top(step(keep, ""), first("need_score", false, std::nullopt, 0.3))},
        {top(step(add, ""), first("need_rank", true, 37))},
        {top(step(add, ""), first("need_score", true, 37))},
        {top(step(add, "need_decile <= 5"), first("people", false, 20))},
        {top(step(add, "people > 1100"), first("need_score", false, std::nullopt, 0.15, "region"))},
        {top(step(add, ""), first("need_rank", true, 9, {}, "region")),
         step(remove, "people < 1100")},
    };
    std::vector<SelectionRule> out;
    for (auto& one : steps) {
        SelectionRule rule;
        rule.missing = RuleMissing::leave_out;
        rule.steps = std::move(one);
        out.push_back(std::move(rule));
    }
    out.back().steps.front().top->quotas = {{"A", 15}, {"C", 0}};
    out[0].steps.front().codes = {made::codes(count)[5].str(), made::codes(count)[77].str()};
    return out;
}

Uncertainty everything() {
    Uncertainty out;
    out.normalisations.resize(3);
    out.normalisations[1].method = Normalisation::percentile;
    out.normalisations[2].method = Normalisation::min_max;
    out.normalisations[2].range = {{1, 100}};
    out.missing = {MissingTreatment::as_run, MissingTreatment::reweight, MissingTreatment::mean};
    return out;
}

}  // namespace

TEST_CASE("confidence: rules without tables select what select does", "[confidence]") {
    // Decimals make ties; gaps make areas without a score.
    for (const TieRule ties : {TieRule::min, TieRule::mean, TieRule::max}) {
        for (const int decimals : {0, 6}) {
            const auto codes = made::codes(count);
            const IndexModel model =
                made::model(made::two_levels(), made::indicators(count, 4, 17, decimals, 23), ties);
            const ResultTable table = with_groups(made::table(model, codes));
            const UncertainIndex index(model, everything(), codes);
            std::size_t number = 0;
            for (const SelectionRule& rule : rules()) {
                ConfidenceOptions options;
                options.draws = 60;
                const Confidence fast = assess_confidence(index, rule, table, nullptr, options);
                options.by_table = true;
                const Confidence slow = assess_confidence(index, rule, table, nullptr, options);
                INFO("rule " << number++ << ", decimals " << decimals);
                CHECK(!fast.by_table);
                CHECK(slow.by_table);
                CHECK(same(fast, slow));
                CHECK(std::any_of(slow.p_selected.begin(), slow.p_selected.end(),
                                  [](double p) { return p > 0; }));
            }
        }
    }
}

TEST_CASE("confidence: what no fast way knows goes by select", "[confidence]") {
    const auto codes = made::codes(count);
    const IndexModel model = made::model(made::two_levels(), made::indicators(count, 4, 17));
    const ResultTable table = with_groups(made::table(model, codes));
    const UncertainIndex index(model, {}, codes);
    ConfidenceOptions options;
    options.draws = 20;
    SelectionRule by_people = made::rule("need_rank > 0");
    by_people.steps[0].top = first("need_rank", true, {}, 0.1);
    by_people.steps[0].top->people = "people";
    CHECK(assess_confidence(index, by_people, table, nullptr, options).by_table);
    // Each draw holds a tenth of the people, so more or less a tenth of the areas.
    const Confidence sure = assess_confidence(index, by_people, table, nullptr, options);
    double sum = 0;
    for (const double p : sure.p_selected) {
        sum += p;
    }
    CHECK(sum > 30);
    CHECK(sum < 50);
    // The same count in every draw by way of a limit.
    SelectionRule limited = made::rule("need_decile <= 3");
    limited.steps[0].limit = GroupLimit{};
    limited.steps[0].limit->per = "region";
    limited.steps[0].limit->at_most = 5;
    limited.steps[0].limit->by = "need_score";
    const Confidence five = assess_confidence(index, limited, table, nullptr, options);
    double fives = 0;
    for (const double p : five.p_selected) {
        fives += p;
    }
    CHECK(std::abs(fives - 20) < 1e-9);

    // What select refuses is refused in a draw.
    SelectionRule many = made::rule("need_decile <= 1");
    many.steps[0].top = first("need_rank", true, 41);
    CHECK_THROWS_AS(assess_confidence(index, many, table, nullptr, options), InputError);
    // A count that the run meets to the area, and some draw does not.
    const ScoredIndex run = score_model(model, codes);
    SelectionRule exact = made::rule("need_score > 0.6");
    const auto above = std::count_if(run.scores.begin(), run.scores.end(),
                                     [](double score) { return score > 0.6; });
    exact.steps[0].top = first("need_rank", true, above);
    try {
        (void)assess_confidence(index, exact, table, nullptr, options);
        CHECK(false);
    } catch (const InputError& error) {
        CHECK(error.code() == "E-TARGET-04");
        CHECK(std::string{error.what()}.find("(in draw ") != std::string::npos);
    }
    SelectionRule strict = made::rule("need_score > 0.5");
    strict.missing = RuleMissing::error;
    const IndexModel gaps = made::model(made::two_levels(), made::indicators(count, 4, 17, 6, 23));
    const ResultTable without = with_groups(made::table(gaps, codes));
    CHECK_THROWS_AS(
        assess_confidence(UncertainIndex(gaps, {}, codes), strict, without, nullptr, options),
        InputError);
}

TEST_CASE("confidence: windows, threads and the order of areas do not tell", "[confidence]") {
    const auto codes = made::codes(count);
    const auto raw = made::indicators(count, 4, 3, 1, 31);
    const IndexModel model = made::model(made::two_levels(), raw, TieRule::mean);
    const ResultTable table = with_groups(made::table(model, codes));
    Uncertainty uncertainty = everything();
    const UncertainIndex index(model, uncertainty, codes);
    const SelectionRule rule = made::rule("need_decile <= 2");
    ConfidenceOptions options;
    options.draws = 5000;
    options.threads = 1;
    options.windows = 0;  // Keeps all ranks.
    const Confidence all = assess_confidence(index, rule, table, nullptr, options);
    for (const double windows : {6.0, 1.0, 0.1}) {  // Narrow ones are left, and drawn again.
        options.windows = windows;
        options.threads = 3;
        INFO(windows);
        CHECK(same(all, assess_confidence(index, rule, table, nullptr, options)));
    }
    options.seed = 2;
    CHECK(!same(all, assess_confidence(index, rule, table, nullptr, options)));

    // Areas the other way round.
    const auto turned = [](auto values) {
        std::reverse(values.begin(), values.end());
        return values;
    };
    std::vector<NumberColumn> raw_turned = raw;
    for (NumberColumn& one : raw_turned) {
        one.values = turned(one.values);
        one.status = turned(one.status);
    }
    const auto codes_turned = turned(codes);
    const IndexModel model_turned = made::model(made::two_levels(), raw_turned, TieRule::mean);
    options.seed = 1;
    options.draws = 300;
    uncertainty.normalisations.clear();
    const Confidence forwards =
        assess_confidence(UncertainIndex(model, uncertainty, codes), rule, table, nullptr, options);
    const Confidence backwards =
        assess_confidence(UncertainIndex(model_turned, uncertainty, codes_turned), rule,
                          made::table(model_turned, codes_turned), nullptr, options);
    CHECK(turned(forwards.p_selected) == backwards.p_selected);
    CHECK(turned(forwards.rank_p95) == backwards.rank_p95);
    CHECK(turned(forwards.decided_by) == backwards.decided_by);
}

TEST_CASE("confidence: more areas than 16 bits count", "[confidence]") {
    constexpr std::size_t many = 70000;
    const auto codes = made::codes(many);
    for (const TieRule ties : {TieRule::min, TieRule::mean}) {
        const IndexModel model =
            made::model(made::two_levels(), made::indicators(many, 4, 2, 2, 1000), ties);
        Uncertainty two;
        two.weights.law = WeightLaw::fixed;
        two.normalisations.resize(2);
        two.normalisations[1].method = Normalisation::z_score;
        const Confidence sure =
            assess_confidence(UncertainIndex(model, two, codes), made::rule("need_rank <= 68000"),
                              made::table(model, codes));
        IndexModel other = model;
        for (NumberColumn& leaf : other.leaves) {
            PartSpec how;
            how.normalise = Normalisation::z_score;
            leaf.values = kernels::normalise(leaf.values, leaf.status, how).values;
        }
        const auto run = score_model(model, codes).ranks;
        const auto moved = score_model(other, codes).ranks;
        bool same = true;
        for (std::size_t a = 0; a < many; ++a) {
            same = same && sure.rank_p05[a] == std::min(run[a], moved[a]) &&
                   sure.rank_p95[a] == std::max(run[a], moved[a]) &&
                   sure.p_selected[a] == ((run[a] > 0 && run[a] <= 68000 ? 0.5 : 0) +
                                          (moved[a] > 0 && moved[a] <= 68000 ? 0.5 : 0));
        }
        CHECK(same);
    }
}

TEST_CASE("confidence: one draw of nothing uncertain is the run", "[confidence]") {
    for (const TieRule ties :
         {TieRule::min, TieRule::mean, TieRule::max, TieRule::dense, TieRule::first}) {
        const auto codes = made::codes(count);
        const IndexModel model =
            made::model(made::two_levels(), made::indicators(count, 4, 9, 0, 19), ties);
        const ResultTable table = made::table(model, codes);
        Uncertainty nothing;
        nothing.weights.law = WeightLaw::fixed;
        const UncertainIndex index(model, nothing, codes);
        CHECK(index.factors().empty());
        const SelectionRule rule = made::rule("need_decile <= 2");
        const Confidence sure = assess_confidence(index, rule, table);
        CHECK(sure.every_combination);
        CHECK(sure.draws == 1);
        const ScoredIndex run = score_model(model, codes);
        const Selection selected = select(rule, table);
        for (std::size_t a = 0; a < count; ++a) {
            REQUIRE(sure.rank_p05[a] == run.ranks[a]);
            REQUIRE(sure.rank_p95[a] == run.ranks[a]);
            REQUIRE(sure.ranked[a] == (run.status[a] == Status::ok ? 1 : 0));
            REQUIRE(sure.p_selected[a] == selected.selected[a]);
            REQUIRE(sure.decided_by[a] == Confidence::nobody);
        }
    }
}
