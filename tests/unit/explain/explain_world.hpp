#pragma once

#include <levelin/explain/replay.hpp>
#include <levelin/score/index_model.hpp>
#include <random>
#include <string>
#include <vector>

/// Made worlds for explanations: an index over leaves, and the table that a run would write.
namespace explain_world {

using namespace levelin;

inline PartSpec leaf(std::string id, std::size_t at, double weight = 1) {
    PartSpec part;
    part.id = std::move(id);
    part.indicator = at;
    part.weight = weight;
    return part;
}

inline PartSpec node(std::string id, std::vector<PartSpec> parts, double weight = 1,
                     Aggregation aggregation = Aggregation::weighted_mean) {
    PartSpec part;
    part.id = std::move(id);
    part.parts = std::move(parts);
    part.weight = weight;
    part.aggregation = aggregation;
    return part;
}

/// A model over columns of values; every leaf without a normalisation of its own.
inline IndexModel model_of(PartSpec root, std::vector<std::vector<double>> leaves,
                           TieRule ties = TieRule::min) {
    IndexModel model;
    model.id = root.id;
    model.spec.root = std::move(root);
    model.spec.ties = ties;
    for (std::size_t k = 0; k < leaves.size(); ++k) {
        NumberColumn column;
        for (const double value : leaves[k]) {
            column.push(value);
        }
        model.leaves.push_back(std::move(column));
        model.as_run.push_back(leaf("", k));
    }
    return model;
}

/// The columns that a run writes for the model.
inline ResultTable table_of(const IndexModel& model) {
    ResultTable table;
    const std::size_t n = model.size();
    for (std::size_t a = 0; a < n; ++a) {
        std::string digits = std::to_string(a + 1);
        digits.insert(0, 8 - digits.size(), '0');
        table.codes.push_back(*AreaCode::parse("E" + digits));
        table.names.push_back("Area " + std::to_string(a + 1));
    }
    const ScoredIndex scored = score_model(model, table.codes);
    table.status = scored.status;
    table.columns.push_back({model.id + "_score", DecimalColumn{scored.scores, scored.status}});
    table.columns.push_back({model.id + "_rank", DecimalColumn{scored.ranks, scored.status}});
    table.columns.push_back({model.id + "_decile", WholeColumn{scored.deciles, scored.status}});
    for (const ScoredPart& part : scored.parts) {
        table.columns.push_back({part.id + "_value", DecimalColumn{part.values, part.status}});
        table.columns.push_back(
            {part.id + "_contribution", DecimalColumn{part.contributions, scored.status}});
    }
    return table;
}

inline void add_text(ResultTable& table, std::string name, std::vector<std::string> texts) {
    table.columns.push_back({std::move(name), TextColumn{std::move(texts)}});
}

inline void add_numbers(ResultTable& table, std::string name, std::vector<double> values) {
    std::vector<Status> status(values.size(), Status::ok);
    table.columns.push_back({std::move(name), DecimalColumn{std::move(values), std::move(status)}});
}

inline RuleStep where(const std::string& condition, StepKind kind = StepKind::add) {
    RuleStep step;
    step.kind = kind;
    step.where = parse_condition(condition);
    return step;
}

inline RuleStep top(const std::string& by, bool lowest, std::uint64_t count) {
    RuleStep step;
    step.where = parse_condition("status = \"ok\"");
    step.top = TopRule{};
    step.top->by = by;
    step.top->lowest = lowest;
    step.top->count = count;
    return step;
}

inline SelectionRule rule(std::vector<RuleStep> steps) {
    SelectionRule out;
    out.missing = RuleMissing::leave_out;
    out.steps = std::move(steps);
    return out;
}

/// Values from 0 to 100, some of them whole, so that areas tie; `skew` as domain scores have it.
inline std::vector<std::vector<double>> random_leaves(std::mt19937& chance, std::size_t leaves,
                                                      std::size_t areas, bool whole) {
    std::vector<std::vector<double>> out(leaves, std::vector<double>(areas));
    std::exponential_distribution<double> skewed(0.05);
    for (std::size_t a = 0; a < areas; ++a) {
        const double common = skewed(chance);
        for (auto& column : out) {
            const double value = std::min(100.0, 0.6 * common + 0.6 * skewed(chance));
            column[a] = whole ? std::round(value / 5) : value;
        }
    }
    return out;
}

}  // namespace explain_world
