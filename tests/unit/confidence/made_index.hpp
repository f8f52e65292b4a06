#pragma once

#include <cmath>
#include <levelin/confidence/confidence.hpp>
#include <levelin/core/random.hpp>
#include <levelin/score/kernels.hpp>
#include <string>
#include <vector>

/// Small indices for the tests of confidence.
namespace made {

inline std::vector<levelin::AreaCode> codes(std::size_t n) {
    std::vector<levelin::AreaCode> out;
    for (std::size_t a = 0; a < n; ++a) {
        // Not in the order of the areas.
        std::string digits = std::to_string((a * 7919 + 13) % 100003);
        digits.insert(0, 8 - digits.size(), '0');
        out.push_back(*levelin::AreaCode::parse("E" + digits));
    }
    return out;
}

inline levelin::NumberColumn column(const std::vector<double>& values) {
    levelin::NumberColumn out;
    for (const double v : values) {
        out.push(v);
    }
    return out;
}

inline levelin::PartSpec leaf(std::string id, double weight,
                              levelin::Normalisation how = levelin::Normalisation::none) {
    levelin::PartSpec part;
    part.id = std::move(id);
    part.weight = weight;
    part.normalise = how;
    return part;
}

/// A model as `run` reads it back: leaves normalised as their spec says.
/// @param root  leaves in the order of `raw`, without places.
inline levelin::IndexModel model(levelin::PartSpec root, std::vector<levelin::NumberColumn> raw,
                                 levelin::TieRule ties = levelin::TieRule::min) {
    levelin::IndexModel out;
    out.id = root.id;
    const auto place = [&](auto& self, levelin::PartSpec& node) -> void {
        for (levelin::PartSpec& part : node.parts) {
            self(self, part);
        }
        if (!node.parts.empty()) {
            return;
        }
        const std::size_t k = out.leaves.size();
        node.indicator = k;
        out.as_run.push_back(node);
        const auto values = levelin::kernels::normalise(raw[k].values, raw[k].status, node);
        out.leaves.push_back({node.id + "_value", values.values, values.status});
        node.normalise = levelin::Normalisation::none;
        node.direction = levelin::Direction::higher_is_worse;
        node.ranks = false;
    };
    place(place, root);
    out.spec.root = std::move(root);
    out.spec.ties = ties;
    return out;
}

/// Columns that go together, rounded to `decimals`; every `gap`-th value is missing (0 = none).
inline std::vector<levelin::NumberColumn> indicators(std::size_t areas, std::size_t count,
                                                     std::uint64_t seed, int decimals = 6,
                                                     std::uint32_t gap = 0) {
    levelin::RandomStream stream(seed);
    std::vector<double> common(areas);
    for (double& c : common) {
        c = stream.normal();
    }
    const double scale = std::pow(10.0, decimals);
    std::vector<levelin::NumberColumn> out(count);
    for (levelin::NumberColumn& one : out) {
        for (const double c : common) {
            const double x = 20 + 5 * (0.7 * c + 0.7 * stream.normal());
            if (gap != 0 && stream.below(gap) == 0) {
                one.push(levelin::Status::suppressed);
            } else {
                one.push(std::round(x * scale) / scale);
            }
        }
    }
    return out;
}

/// What a rule sees of a scored index: score, rank, decile, values, and whatever is put beside.
inline levelin::ResultTable table(const levelin::IndexModel& model,
                                  const std::vector<levelin::AreaCode>& codes) {
    const levelin::ScoredIndex run = levelin::score_model(model, codes);
    levelin::ResultTable out;
    out.codes = codes;
    out.names.resize(codes.size());
    out.status = run.status;
    out.columns.push_back({model.id + "_score", levelin::DecimalColumn{run.scores, run.status}});
    out.columns.push_back({model.id + "_rank", levelin::DecimalColumn{run.ranks, run.status}});
    out.columns.push_back({model.id + "_decile", levelin::WholeColumn{run.deciles, run.status}});
    for (const levelin::NumberColumn& leaf : model.leaves) {
        out.columns.push_back({leaf.name, levelin::DecimalColumn{leaf.values, leaf.status}});
    }
    return out;
}

inline levelin::SelectionRule rule(const std::string& where) {
    levelin::SelectionRule out;
    out.steps.emplace_back();
    out.steps.back().where = levelin::parse_condition(where);
    out.missing = levelin::RuleMissing::leave_out;
    return out;
}

/// need = .5 living (mean of pay and homes, 3 to 1) + .3 health + .2 crime.
inline levelin::PartSpec two_levels() {
    using levelin::Normalisation;
    levelin::PartSpec root;
    root.id = "need";
    root.aggregation = levelin::Aggregation::weighted_sum;
    levelin::PartSpec living;
    living.id = "living";
    living.weight = 0.5;
    living.parts = {leaf("pay", 3, Normalisation::min_max),
                    leaf("homes", 1, Normalisation::min_max)};
    root.parts = {living, leaf("health", 0.3, Normalisation::min_max),
                  leaf("crime", 0.2, Normalisation::min_max)};
    return root;
}

}  // namespace made
