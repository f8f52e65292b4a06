#include "confidence_report.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/core/number_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <nlohmann/json.hpp>

#include "json_parts.hpp"
#include "text_table.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::array<double, 5> shares{1, 0.99, 0.95, 0.9, 0.5};

// How many areas of each verdict, of all or of those selected in the run.
struct Verdicts {
    std::size_t always = 0;
    std::size_t usually = 0;
    std::size_t sometimes = 0;
    std::size_t never = 0;
    [[nodiscard]] std::size_t contested() const { return usually + sometimes; }
};

Verdicts verdicts(const Assessed& assessed, bool selected_alone) {
    Verdicts out;
    for (std::size_t a = 0; a < assessed.sure.p_selected.size(); ++a) {
        if (selected_alone && !assessed.run.has(a)) {
            continue;
        }
        const double p = assessed.sure.p_selected[a];
        ++(p == 1 ? out.always : p == 0 ? out.never : p < 0.5 ? out.sometimes : out.usually);
    }
    return out;
}

std::size_t selected_at_least(const Assessed& assessed, double share) {
    std::size_t count = 0;
    for (std::size_t a = 0; a < assessed.sure.p_selected.size(); ++a) {
        count += assessed.run.has(a) && assessed.sure.p_selected[a] >= share ? 1 : 0;
    }
    return count;
}

// Contested areas by what decides them: the factors in their order, then "several".
std::vector<std::pair<std::string, std::size_t>> deciders(const Assessed& assessed) {
    const auto& factors = assessed.index.factors();
    std::vector<std::pair<std::string, std::size_t>> out;
    for (const Factor& factor : factors) {
        out.emplace_back(label_of(factor), 0);
    }
    out.emplace_back("several", 0);
    for (const std::int32_t by : assessed.sure.decided_by) {
        if (by == Confidence::several) {
            ++out.back().second;
        } else if (by != Confidence::nobody) {
            ++out[static_cast<std::size_t>(by)].second;
        }
    }
    return out;
}

Json index_of(const SobolIndex& index) {
    return {{"value", index.value}, {"low", index.low}, {"high", index.high}};
}

Json sobol_json(const Assessed& assessed) {
    const SobolIndices& sobol = assessed.sobol;
    if (sobol.runs == 0) {
        return nullptr;
    }
    Json factors = Json::array();
    for (std::size_t f = 0; f < sobol.first.size(); ++f) {
        factors.push_back({{"factor", label_of(assessed.index.factors()[f])},
                           {"first", index_of(sobol.first[f])},
                           {"total", index_of(sobol.total[f])}});
    }
    return {{"of", "mean shift in rank"},
            {"mean", sobol.mean},
            {"variance", sobol.variance},
            {"rows", sobol.rows},
            {"runs", sobol.runs},
            {"intervals", "5th to 95th percentile of 1,000 bootstrap samples"},
            {"factors", std::move(factors)}};
}

Json varied(const Assessed& assessed) {
    const WeightVariation& weights = assessed.config.uncertainty.weights;
    Json out = Json::array();
    for (const Factor& factor : assessed.index.factors()) {
        Json one{{"factor", label_of(factor)}};
        if (factor.kind == FactorKind::weight) {
            const auto range =
                std::find_if(weights.ranges.begin(), weights.ranges.end(),
                             [&](const WeightRange& r) { return r.part == factor.part; });
            one["law"] = to_string(weights.law);
            if (weights.law == WeightLaw::dirichlet) {
                one["concentration"] = weights.concentration;
            } else if (range != weights.ranges.end()) {
                one["range"] = {range->low, range->high};
            } else {
                one["spread"] = weights.spread;
            }
        } else if (!factor.levels.empty()) {
            one["levels"] = factor.levels;
        }
        out.push_back(std::move(one));
    }
    return out;
}

// What could be otherwise and was not drawn, so that nobody takes silence for certainty.
Json not_varied(const Assessed& assessed) {
    const auto has = [&](FactorKind kind) {
        const auto& factors = assessed.index.factors();
        return std::any_of(factors.begin(), factors.end(),
                           [&](const Factor& factor) { return factor.kind == kind; });
    };
    Json out = Json::array();
    constexpr std::array all{
        std::pair{FactorKind::weight, "weights"},
        std::pair{FactorKind::normalisation, "normalisation"},
        std::pair{FactorKind::aggregation, "aggregation"},
        std::pair{FactorKind::missing, "treatment of missing values"},
        std::pair{FactorKind::error, "errors of the indicators"},
    };
    for (const auto& [kind, name] : all) {
        if (!has(kind)) {
            out.push_back(name);
        }
    }
    if (assessed.composite) {
        out.push_back("the nations' own indices and their regressions");
    }
    for (const std::string& index : assessed.inputs.result.indices) {
        if (index != assessed.index.id()) {
            out.push_back("the index " + index);
        }
    }
    return out;
}

double median_width(const Assessed& assessed) {
    std::vector<double> widths;
    for (std::size_t a = 0; a < assessed.sure.ranked.size(); ++a) {
        if (assessed.sure.ranked[a] > 0) {
            widths.push_back(assessed.sure.rank_p95[a] - assessed.sure.rank_p05[a]);
        }
    }
    if (widths.empty()) {
        return 0;
    }
    const auto middle = widths.begin() + static_cast<std::ptrdiff_t>((widths.size() - 1) / 2);
    std::nth_element(widths.begin(), middle, widths.end());
    return *middle;
}

Json verdicts_json(const Verdicts& v) {
    return {{"always", v.always},
            {"usually", v.usually},
            {"sometimes", v.sometimes},
            {"never", v.never}};
}

std::string percent(double share, int decimals = 0) {
    return fixed_text(100 * share, decimals) + " %";
}

std::string interval(const SobolIndex& index) {
    return fixed_text(index.value, 2) + " (" + fixed_text(index.low, 2) + " to " +
           fixed_text(index.high, 2) + ")";
}

std::string sobol_text(const Assessed& assessed) {
    const SobolIndices& sobol = assessed.sobol;
    if (sobol.runs == 0) {
        return {};
    }
    std::string out = "\nAreas move " + fixed_text(sobol.mean, 1) +
                      " ranks on average. Of the differences between draws a choice explains\n";
    std::vector<std::size_t> order(sobol.total.size());
    for (std::size_t f = 0; f < order.size(); ++f) {
        order[f] = f;
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return sobol.total[a].value > sobol.total[b].value;
    });
    std::vector<std::vector<std::string>> rows{{"", "alone", "with others"}};
    for (const std::size_t f : order) {
        rows.push_back({label_of(assessed.index.factors()[f]), interval(sobol.first[f]),
                        interval(sobol.total[f])});
    }
    return out + text_table(rows);
}

}  // namespace

std::string_view verdict_of(double p_selected) noexcept {
    return p_selected == 1    ? "always"
           : p_selected == 0  ? "never"
           : p_selected < 0.5 ? "sometimes"
                              : "usually";
}

std::string decided_by(const Assessed& assessed, std::size_t area) {
    const std::int32_t by = assessed.sure.decided_by[area];
    return by == Confidence::nobody ? "all agree"
           : by == Confidence::several
               ? "several"
               : label_of(assessed.index.factors()[static_cast<std::size_t>(by)]);
}

std::string confidence_document(const Assessed& assessed, const Diagnostics& findings) {
    const SelectionRule& rule = assessed.rule.selection;
    Json json;
    json["index"] = assessed.index.id();
    json["rule"] = {{"title", rule.title}, {"missing", to_string(rule.missing)}};
    json["draws"] = assessed.sure.draws;
    json["seed"] = assessed.seed;
    json["every_combination"] = assessed.sure.every_combination;
    json["varied"] = varied(assessed);
    json["not_varied"] = not_varied(assessed);
    const Verdicts all = verdicts(assessed, false);
    json["areas"] = assessed.sure.p_selected.size();
    json["verdicts"] = verdicts_json(all);
    json["contested"] = all.contested();
    json["selected_in_run"] = {{"areas", assessed.run.count},
                               {"verdicts", verdicts_json(verdicts(assessed, true))},
                               {"in_share_of_draws", Json::array()}};
    for (const double share : shares) {
        json["selected_in_run"]["in_share_of_draws"].push_back(
            {{"share", share}, {"areas", selected_at_least(assessed, share)}});
    }
    json["decided_by"] = Json::object();
    for (const auto& [name, count] : deciders(assessed)) {
        json["decided_by"][name] = count;
    }
    json["median_width_of_ranks"] = median_width(assessed);
    json["sobol"] = sobol_json(assessed);
    json["findings"] = findings_json<Json>(findings);
    return document_text(json);
}

std::string confidence_text(const Assessed& assessed) {
    const Verdicts all = verdicts(assessed, false);
    const Verdicts in = verdicts(assessed, true);
    const auto pair = [](std::size_t inside, std::size_t whole) {
        return std::vector<std::string>{grouped_text(inside), grouped_text(whole - inside),
                                        grouped_text(whole)};
    };
    const auto row = [&](const char* name, std::size_t inside, std::size_t whole) {
        std::vector<std::string> cells = pair(inside, whole);
        cells.insert(cells.begin(), name);
        return cells;
    };
    std::string text = grouped_text(assessed.run.count) + " of " +
                       grouped_text(assessed.sure.p_selected.size()) + " areas selected; in " +
                       grouped_text(assessed.sure.draws) +
                       (assessed.sure.every_combination ? " combinations of all choices\n\n"
                                                        : " draws of what is not certain\n\n");
    text += text_table({{"selected", "now in", "now out", "all"},
                        row("always", in.always, all.always),
                        row("usually", in.usually, all.usually),
                        row("sometimes", in.sometimes, all.sometimes),
                        row("never", in.never, all.never)});
    if (assessed.run.count > 0) {
        text +=
            "\n" +
            percent(static_cast<double>(in.always) / static_cast<double>(assessed.run.count), 1) +
            " of the areas now in are in whatever is drawn, " +
            percent(static_cast<double>(selected_at_least(assessed, 0.95)) /
                        static_cast<double>(assessed.run.count),
                    1) +
            " in 95 % of the draws.\n";
    }
    if (all.contested() > 0) {
        std::vector<std::pair<std::string, std::size_t>> by = deciders(assessed);
        std::stable_sort(by.begin(), by.end(),
                         [](const auto& a, const auto& b) { return a.second > b.second; });
        std::vector<std::vector<std::string>> rows{
            {"what decides most", grouped_text(all.contested()) + " contested areas"}};
        for (const auto& [name, count] : by) {
            if (count > 0) {
                rows.push_back({name, grouped_text(count)});
            }
        }
        text += "\n" + text_table(rows);
    }
    return text + sobol_text(assessed);
}

}  // namespace levelin::run
