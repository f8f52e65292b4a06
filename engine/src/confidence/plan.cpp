#include "plan.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/score/kernels.hpp>
#include <numeric>

namespace levelin::detail {

namespace {

[[noreturn]] void refuse(std::string problem, std::string expected) {
    throw ConfigError("E-CONFIDENCE-01", std::move(problem), std::move(expected),
                      "see [confidence] in docs/rules.md");
}

// Positions: complete areas first, each half by the run's score, ties in the order of the areas.
void set_positions(Plan& plan, std::span<const std::uint8_t> is_complete,
                   std::span<const double> scores, std::span<const Status> status) {
    plan.areas = scores.size();
    plan.area_at.resize(plan.areas);
    std::iota(plan.area_at.begin(), plan.area_at.end(), 0U);
    const auto key = [&](std::uint32_t a) {
        return status[a] == Status::ok ? scores[a] : -HUGE_VAL;
    };
    std::stable_sort(plan.area_at.begin(), plan.area_at.end(),
                     [&](std::uint32_t a, std::uint32_t b) {
                         return is_complete[a] != is_complete[b] ? is_complete[a] > is_complete[b]
                                                                 : key(a) > key(b);
                     });
    plan.complete = static_cast<std::size_t>(std::count(is_complete.begin(), is_complete.end(), 1));
}

void set_code_places(Plan& plan, std::span<const AreaCode> codes) {
    std::vector<std::uint32_t> order(codes.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(),
              [&](std::uint32_t a, std::uint32_t b) { return codes[a] < codes[b]; });
    plan.code_place.resize(codes.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) {
        plan.code_place[order[i]] = i;
    }
}

std::vector<double> at_positions(const Plan& plan, std::span<const double> by_area) {
    std::vector<double> out(plan.areas);
    for (std::size_t p = 0; p < plan.areas; ++p) {
        out[p] = by_area[plan.area_at[p]];
    }
    return out;
}

LeafValues placed_values(const Plan& plan, std::span<const double> by_area,
                         std::span<const Status> status, const PlanNode& node) {
    LeafValues values;
    values.plain = at_positions(plan, by_area);
    double sum = 0;
    std::size_t count = 0;
    for (std::size_t a = 0; a < by_area.size(); ++a) {
        if (status[a] == Status::ok) {
            sum += by_area[a];
            ++count;
        }
    }
    values.mean = count > 0 ? sum / static_cast<double>(count) : 0;
    add_transforms(node, plan.complete, values);
    return values;
}

class PlanMaker {
  public:
    PlanMaker(const IndexModel& model, const Uncertainty& uncertainty,
              std::span<const AreaCode> codes)
        : m_model(model), m_uncertainty(uncertainty), m_codes(codes) {}

    Plan make() {
        m_plan.id = m_model.id;
        m_plan.ties = m_model.spec.ties;
        m_plan.decile_rule = m_model.spec.decile_rule;
        check_parts();
        take_choices();
        add_node(m_model.spec.root);
        mark_transforms();
        place_areas();
        vary_choices();
        take_sources();
        take_errors();
        for (const NormalisationChoice& choice : m_plan.normalisations) {
            take_values(choice);
        }
        return std::move(m_plan);
    }

  private:
    void check_part(const std::string& id, const char* where) const {
        std::vector<std::string_view> known;
        collect_ids(m_model.spec.root, known);
        if (std::find(known.begin(), known.end(), id) == known.end()) {
            const std::string near = nearest_word(id, known);
            refuse(std::string{where} + " names the part \"" + id + "\", which the index \"" +
                       m_model.id + "\" has not",
                   near.empty() ? "a part of the index" : "\"" + near + "\"");
        }
    }

    static void collect_ids(const PartSpec& node, std::vector<std::string_view>& ids) {
        for (const PartSpec& part : node.parts) {
            ids.push_back(part.id);
            collect_ids(part, ids);
        }
    }

    void check_parts() const {
        const WeightVariation& weights = m_uncertainty.weights;
        for (const WeightRange& range : weights.ranges) {
            check_part(range.part, "a weight's range");
            if (!(range.low >= 0 && range.low < range.high && std::isfinite(range.high))) {
                refuse("the weight of \"" + range.part + "\" ranges from " +
                           shortest_text(range.low) + " to " + shortest_text(range.high),
                       "a lower number of 0 or more and a higher one");
            }
        }
        for (const std::string& part : weights.fixed) {
            check_part(part, "fixed");
        }
        if (weights.law == WeightLaw::uniform && !(weights.spread > 0 && weights.spread <= 1)) {
            refuse("weights that vary by " + shortest_text(weights.spread) + " of themselves",
                   "a share above 0 and up to 1");
        }
        if (weights.law == WeightLaw::dirichlet &&
            !(weights.concentration >= 1 && weights.concentration <= 1e9)) {
            refuse("a concentration of " + shortest_text(weights.concentration),
                   "a number from 1 to 1000000000");
        }
        for (const IndicatorValues& values : m_uncertainty.indicators) {
            check_part(values.part, "indicators");
        }
        for (const IndicatorError& error : m_uncertainty.errors) {
            check_part(error.part, "errors");
        }
        for (const NormalisationChoice& choice : m_uncertainty.normalisations) {
            if (choice.method == Normalisation::none ||
                choice.method == Normalisation::distance_to_target) {
                refuse("the normalisation " + std::string{to_string(*choice.method)} +
                           " as an alternative",
                       "as_run, min_max, z_score, rank, percentile or exponential");
            }
            if (choice.range && !(choice.range->first < choice.range->second)) {
                refuse("a normalisation with an empty range", "a lower and a higher number");
            }
        }
    }

    void take_choices() {
        m_plan.normalisations = m_uncertainty.normalisations;
        if (m_plan.normalisations.empty()) {
            m_plan.normalisations.emplace_back();
        }
        for (const auto& aggregation : m_uncertainty.aggregations) {
            m_plan.aggregations.push_back(aggregation.value_or(m_model.spec.root.aggregation));
        }
        if (m_plan.aggregations.empty()) {
            m_plan.aggregations.push_back(m_model.spec.root.aggregation);
        }
        m_plan.missing = m_uncertainty.missing;
        if (m_plan.missing.empty()) {
            m_plan.missing.push_back(MissingTreatment::as_run);
        }
        m_plan.dirichlet = m_uncertainty.weights.law == WeightLaw::dirichlet;
        m_plan.renormalise = m_uncertainty.weights.renormalise;
    }

    [[nodiscard]] const WeightRange* range_of(const std::string& id) const {
        const auto& ranges = m_uncertainty.weights.ranges;
        const auto found = std::find_if(ranges.begin(), ranges.end(),
                                        [&](const WeightRange& r) { return r.part == id; });
        return found == ranges.end() ? nullptr : &*found;
    }

    // Adds a node and what is below it; parents before parts.
    std::uint32_t add_node(const PartSpec& part) {
        const auto at = static_cast<std::uint32_t>(m_plan.nodes.size());
        PlanNode node;
        node.spec = part;
        node.spec.parts.clear();
        m_plan.run_weights.push_back(part.weight);
        if (part.parts.empty()) {
            node.leaf = static_cast<std::uint32_t>(m_leaves.size());
            m_leaves.push_back(*part.indicator);
            m_leaf_nodes.push_back(at);
        }
        m_plan.nodes.push_back(std::move(node));
        for (const PartSpec& child : part.parts) {
            if (child.weight > 0 || range_of(child.id) != nullptr) {
                const std::uint32_t below = add_node(child);
                m_plan.nodes[at].parts.push_back(below);
            }
        }
        vary_weights(at);
        return at;
    }

    void vary_weights(std::uint32_t parent) {
        const WeightVariation& weights = m_uncertainty.weights;
        const std::vector<std::uint32_t>& parts = m_plan.nodes[parent].parts;
        if (weights.law == WeightLaw::fixed || parts.size() < 2) {
            return;
        }
        SiblingGroup group;
        double all = 0;
        for (const std::uint32_t p : parts) {
            all += m_plan.run_weights[p];
        }
        for (const std::uint32_t p : parts) {
            const std::string& id = m_plan.nodes[p].spec.id;
            const double weight = m_plan.run_weights[p];
            const WeightRange* range = range_of(id);
            const bool fixed =
                std::find(weights.fixed.begin(), weights.fixed.end(), id) != weights.fixed.end();
            if (fixed) {
                continue;
            }
            VariedWeight one;
            one.node = p;
            one.low = range != nullptr ? range->low : weight * (1 - weights.spread);
            one.high = range != nullptr ? range->high : weight * (1 + weights.spread);
            one.shape = weights.concentration * weight / all;
            group.varied.push_back(one);
            group.total += weight;
        }
        // One that varies alone keeps its range; of a Dirichlet law nothing would be left.
        if (group.varied.empty() || (group.varied.size() == 1 && m_plan.dirichlet)) {
            return;
        }
        group.total = group.varied.size() == 1 ? 0 : group.total;
        m_plan.groups.push_back(std::move(group));
    }

    void mark_transforms() {
        for (PlanNode& node : m_plan.nodes) {
            const bool root = &node == &m_plan.nodes.front();
            for (const std::uint32_t p : node.parts) {
                const auto asks = [&](Aggregation one) {
                    return root ? std::find(m_plan.aggregations.begin(), m_plan.aggregations.end(),
                                            one) != m_plan.aggregations.end()
                                : node.spec.aggregation == one;
                };
                m_plan.nodes[p].needs_logarithm = asks(Aggregation::geometric);
                m_plan.nodes[p].needs_reciprocal = asks(Aggregation::harmonic);
            }
        }
    }

    void place_areas() {
        const ScoredIndex run = score_model(m_model, m_codes);
        std::vector<std::uint8_t> complete(m_codes.size(), 1);
        for (const std::size_t leaf : m_leaves) {
            for (std::size_t a = 0; a < complete.size(); ++a) {
                if (m_model.leaves[leaf].status[a] != Status::ok) {
                    complete[a] = 0;
                }
            }
        }
        set_positions(m_plan, complete, run.scores, run.status);
        set_code_places(m_plan, m_codes);
        m_plan.run_ranks = at_positions(m_plan, run.ranks);
        for (const std::size_t leaf : m_leaves) {
            std::vector<Status> status;
            for (std::size_t p = m_plan.complete; p < m_plan.areas; ++p) {
                status.push_back(m_model.leaves[leaf].status[m_plan.area_at[p]]);
            }
            m_plan.leaf_status.push_back(std::move(status));
        }
    }

    void vary_choices() {
        // Weights in the order of the tree, then the others.
        std::vector<VariedWeight*> varied;
        for (SiblingGroup& group : m_plan.groups) {
            for (VariedWeight& one : group.varied) {
                varied.push_back(&one);
            }
        }
        std::sort(varied.begin(), varied.end(),
                  [](const VariedWeight* a, const VariedWeight* b) { return a->node < b->node; });
        for (VariedWeight* one : varied) {
            one->factor = add_factor({FactorKind::weight, m_plan.nodes[one->node].spec.id, {}});
        }
        if (m_plan.normalisations.size() > 1) {
            Factor factor{FactorKind::normalisation, {}, {}};
            for (const NormalisationChoice& choice : m_plan.normalisations) {
                factor.levels.push_back(label_of(choice));
            }
            m_plan.normalisation_factor = add_factor(std::move(factor));
        }
        if (m_plan.aggregations.size() > 1) {
            Factor factor{FactorKind::aggregation, {}, {}};
            for (const Aggregation aggregation : m_plan.aggregations) {
                factor.levels.emplace_back(to_string(aggregation));
            }
            m_plan.aggregation_factor = add_factor(std::move(factor));
        }
        if (m_plan.missing.size() > 1 && m_plan.complete < m_plan.areas) {
            Factor factor{FactorKind::missing, {}, {}};
            for (const MissingTreatment treatment : m_plan.missing) {
                factor.levels.emplace_back(to_string(treatment));
            }
            m_plan.missing_factor = add_factor(std::move(factor));
        }
    }

    std::uint32_t add_factor(Factor factor) {
        m_plan.factors.push_back(std::move(factor));
        return static_cast<std::uint32_t>(m_plan.factors.size() - 1);
    }

    void take_sources() {
        for (const std::size_t leaf : m_leaves) {
            const PartSpec& as_run = m_model.as_run[leaf];
            const NumberColumn* own = nullptr;
            for (const IndicatorValues& values : m_uncertainty.indicators) {
                own = values.part == as_run.id ? &values.values : own;
            }
            m_plan.sources.push_back(leaf_source(as_run, m_model.leaves[leaf], own));
        }
    }

    void take_errors() {
        for (const IndicatorError& error : m_uncertainty.errors) {
            const auto found = std::find_if(
                m_leaf_nodes.begin(), m_leaf_nodes.end(),
                [&](std::uint32_t node) { return m_plan.nodes[node].spec.id == error.part; });
            if (found == m_leaf_nodes.end()) {
                refuse("errors names \"" + error.part + "\", which is no indicator with a weight",
                       "a part without parts of its own");
            }
            LeafError one;
            one.leaf = m_plan.nodes[*found].leaf;
            const LeafSource& source = m_plan.sources[one.leaf];
            if (source.as_run.ranks) {
                refuse("a standard error of \"" + error.part + "\", which is a ranking",
                       "an indicator with values of its own");
            }
            if (source.origin != LeafOrigin::own &&
                source.as_run.normalise != Normalisation::none) {
                throw InputError("E-CONFIDENCE-02",
                                 "the result does not hold the values of the indicator of the part "
                                 "\"" +
                                     error.part + "\" that its standard errors belong to",
                                 "a column with the indicator's own values",
                                 "carry the column along in the project file and name it in "
                                 "[confidence.indicators]");
            }
            check_error(error, source);
            one.standard_error = error.standard_error.values;
            one.factor = add_factor({FactorKind::error, error.part, {}});
            m_plan.errors.push_back(std::move(one));
        }
    }

    void check_error(const IndicatorError& error, const LeafSource& source) const {
        std::size_t without = 0;
        std::size_t first = 0;
        for (std::size_t a = 0; a < source.source.size(); ++a) {
            const bool usable =
                error.standard_error.status[a] == Status::ok && error.standard_error.values[a] >= 0;
            if (source.source.status[a] == Status::ok && !usable) {
                first = without++ == 0 ? a : first;
            }
        }
        if (without > 0) {
            throw InputError("E-CONFIDENCE-05",
                             grouped_text(without) + (without == 1 ? " area has" : " areas have") +
                                 " a value of \"" + error.part +
                                 "\" and no standard error, the first is " + m_codes[first].str(),
                             "a number of 0 or more for every area with a value",
                             "fill the column, or leave this part out of [confidence.errors]");
        }
    }

    void take_values(const NormalisationChoice& choice) {
        std::vector<LeafValues> all;
        for (std::size_t leaf = 0; leaf < m_leaves.size(); ++leaf) {
            const LeafSource& source = m_plan.sources[leaf];
            // As the run had them, to the bit.
            const std::vector<double> values =
                choice.method || choice.range
                    ? leaf_values(source, choice, source.source.values, m_normaliser)
                    : source.run_values.values;
            all.push_back(placed_values(m_plan, values, source.run_values.status,
                                        m_plan.nodes[m_leaf_nodes[leaf]]));
        }
        m_plan.values.push_back(std::move(all));
    }

    const IndexModel& m_model;
    const Uncertainty& m_uncertainty;
    std::span<const AreaCode> m_codes;
    Plan m_plan;
    RankNormaliser m_normaliser;
    std::vector<std::size_t> m_leaves;        // Of the model, by leaf of the plan.
    std::vector<std::uint32_t> m_leaf_nodes;  // By leaf of the plan.
};

}  // namespace

void add_transforms(const PlanNode& node, std::size_t count, LeafValues& values) {
    if (!node.needs_logarithm && !node.needs_reciprocal) {
        return;
    }
    for (std::size_t p = 0; p < count; ++p) {
        if (!(values.plain[p] > 0)) {
            throw InputError("E-CONFIDENCE-03",
                             "a geometric or harmonic mean of the part \"" + node.spec.id +
                                 "\", which is " + shortest_text(values.plain[p]) + " in an area",
                             "values above 0",
                             "give each normalisation a range such as [1, 100], or leave that "
                             "aggregation out");
        }
    }
    if (node.needs_logarithm) {
        values.logarithm.resize(count);
        std::transform(values.plain.begin(),
                       values.plain.begin() + static_cast<std::ptrdiff_t>(count),
                       values.logarithm.begin(), [](double v) { return std::log(v); });
    }
    if (node.needs_reciprocal) {
        values.reciprocal.resize(count);
        std::transform(values.plain.begin(),
                       values.plain.begin() + static_cast<std::ptrdiff_t>(count),
                       values.reciprocal.begin(), [](double v) { return 1 / v; });
    }
}

Plan make_plan(const IndexModel& model, const Uncertainty& uncertainty,
               std::span<const AreaCode> codes) {
    return PlanMaker{model, uncertainty, codes}.make();
}

Plan make_plan(const ScoreAlternatives& scores, std::span<const AreaCode> codes) {
    Plan plan;
    plan.id = scores.id;
    plan.ties = scores.ties;
    plan.decile_rule = scores.decile_rule;
    const NumberColumn& run = scores.scores.at(scores.as_run);
    std::vector<std::uint8_t> complete(codes.size(), 0);
    for (std::size_t a = 0; a < codes.size(); ++a) {
        complete[a] = run.status[a] == Status::ok ? 1 : 0;
    }
    set_positions(plan, complete, run.values, run.status);
    set_code_places(plan, codes);
    plan.run_ranks =
        at_positions(plan, kernels::rank_descending(run.values, run.status, plan.ties));
    PlanNode root;
    root.spec.id = scores.id;
    root.parts = {1};
    PlanNode leaf;
    leaf.spec.id = scores.id;
    leaf.leaf = 0;
    plan.nodes = {root, leaf};
    plan.run_weights = {1, 1};
    plan.aggregations = {Aggregation::weighted_sum};
    plan.missing = {MissingTreatment::as_run};
    std::vector<Status> absent;
    for (std::size_t p = plan.complete; p < plan.areas; ++p) {
        absent.push_back(run.status[plan.area_at[p]]);
    }
    plan.leaf_status.push_back(std::move(absent));
    plan.normalisations.resize(scores.scores.size());
    for (const NumberColumn& column : scores.scores) {
        plan.values.push_back({placed_values(plan, column.values, column.status, leaf)});
    }
    if (scores.levels.size() > 1) {
        plan.factors.push_back({scores.kind, {}, scores.levels});
        plan.normalisation_factor = 0;
    }
    plan.population = scores.population.values;
    plan.population_status = scores.population.status;
    return plan;
}

}  // namespace levelin::detail
