#include "choose_sites.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/csv_text.hpp>

#include "scorecard_report.hpp"
#include "text_table.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t told_sites = 10;
constexpr std::size_t told_groups = 20;

// Whole numbers are written as such.
Json number(double value) {
    return value == std::floor(value) && value < 9e15 ? Json(static_cast<std::int64_t>(value))
                                                      : Json(value);
}

std::string percent(double share) {
    return fixed_text(100 * share, 1) + " %";
}

std::string label(const Candidates& candidates, std::uint32_t site) {
    const std::string& name = candidates.names[site];
    return candidates.codes[site] + (name.empty() ? "" : " " + name);
}

// What one chosen site does.
struct SiteFacts {
    std::uint32_t site = 0;
    std::size_t areas = 0;
    double need = 0;
    double alone = 0;
};

// Areas and the chosen sites around them.
struct Outcomes {
    const config::ChoiceConfig& choice;
    const ChoiceInputs& inputs;
    const ResultTable& table;
    Choice made;
    double all = 0;
    std::vector<SiteFacts> sites;
    std::vector<std::uint32_t> nearest;  ///< Of each area, among the chosen; with a reach.
    std::vector<double> distance_m;
};

Outcomes outcomes_of(const config::ChoiceConfig& choice, const ChoiceInputs& inputs,
                     const ResultTable& table, Choice made) {
    Outcomes out{choice, inputs, table, std::move(made), 0, {}, {}, {}};
    const CoverProblem& problem = inputs.problem;
    for (const double need : problem.need) {
        out.all += need;
    }
    std::vector<std::uint32_t> times(problem.need.size(), 0);
    for (const std::uint32_t site : out.made.sites) {
        for (const std::uint32_t area : problem.reach.of(site)) {
            ++times[area];
        }
    }
    for (const std::uint32_t site : out.made.sites) {
        SiteFacts facts;
        facts.site = site;
        for (const std::uint32_t area : problem.reach.of(site)) {
            ++facts.areas;
            facts.need += problem.need[area];
            facts.alone += times[area] == 1 ? problem.need[area] : 0;
        }
        out.sites.push_back(facts);
    }
    if (choice.metres) {
        for (const Point& place : inputs.places) {
            std::uint32_t best = Candidates::no_area;
            double least = INFINITY;
            for (const std::uint32_t site : out.made.sites) {
                const double dx = inputs.candidates.places[site].x - place.x;
                const double dy = inputs.candidates.places[site].y - place.y;
                const double distance = std::sqrt(dx * dx + dy * dy);
                if (distance < least) {
                    least = distance;
                    best = site;
                }
            }
            out.nearest.push_back(best);
            out.distance_m.push_back(least);
        }
    }
    return out;
}

std::string metres_text(double metres) {
    return grouped_text(std::llround(metres)) + " m";
}

std::string reason_of(const Outcomes& of, const Eligible& eligible, std::size_t area, bool chosen) {
    if (of.inputs.known[area] == 0) {
        return "the need is not known";
    }
    if (of.choice.metres) {
        if (of.nearest[area] == Candidates::no_area) {
            return "nothing was chosen";
        }
        const bool within = of.made.coverage.reached[area] != 0;
        return metres_text(of.distance_m[area]) + " from " +
               label(of.inputs.candidates, of.nearest[area]) + (within ? "" : ", out of reach");
    }
    if (chosen) {
        return "chosen";
    }
    if (of.inputs.without_cost[area] != 0) {
        return "the cost is not known";
    }
    if (eligible.areas[area] == 0) {
        return eligible.reasons.empty() ? "not selected" : eligible.reasons[area];
    }
    return of.choice.budget ? "others reach more need for the money" : "others reach more need";
}

std::string sites_csv(const Outcomes& of) {
    std::string out = "site,pence,name,easting,northing,areas,need,need_alone\n";
    for (const SiteFacts& facts : of.sites) {
        const Candidates& candidates = of.inputs.candidates;
        append_csv_cell(out, candidates.codes[facts.site]);
        out += "," + std::to_string(of.inputs.problem.cost_of(facts.site)) + ",";
        append_csv_cell(out, candidates.names[facts.site]);
        out += "," + fixed_text(candidates.places[facts.site].x, 1) + "," +
               fixed_text(candidates.places[facts.site].y, 1) + "," + std::to_string(facts.areas) +
               "," + shortest_text(facts.need) + "," + shortest_text(facts.alone) + "\n";
    }
    return out;
}

Json groups_json(const Outcomes& of) {
    const auto titles = group_titles(of.table, of.choice.per);
    Json list = Json::array();
    const CoverProblem& problem = of.inputs.problem;
    for (std::size_t r = 0; r < problem.regions.size(); ++r) {
        const auto candidates = std::count(problem.region.begin(), problem.region.end(), r);
        const auto chosen = std::count_if(of.made.sites.begin(), of.made.sites.end(),
                                          [&](auto site) { return problem.region[site] == r; });
        const auto title = titles.find(problem.regions[r].name);
        list.push_back({{"group", problem.regions[r].name},
                        {"name", title == titles.end() ? problem.regions[r].name : title->second},
                        {"candidates", candidates},
                        {"at_least", problem.regions[r].least},
                        {"chosen", chosen}});
    }
    return list;
}

Json facts_of(const Outcomes& of, const ChoiceOptions& options) {
    const CoverProblem& problem = of.inputs.problem;
    Json facts;
    facts["need"] = of.inputs.need;
    facts["candidates"] = problem.sites();
    facts["chosen"] = of.made.sites.size();
    facts["at_most"] = problem.at_most ? Json(*problem.at_most) : Json(nullptr);
    facts["budget_pence"] = problem.budget ? Json(*problem.budget) : Json(nullptr);
    facts["cost_pence"] = of.made.coverage.cost;
    facts["reach"] = nullptr;
    if (of.choice.metres) {
        facts["reach"] = {
            {"metres", *of.choice.metres},
            {"minutes", of.choice.minutes > 0 ? Json(of.choice.minutes) : Json()},
            {"speed_km_h", of.choice.minutes > 0 ? Json(of.choice.speed_km_h) : Json()},
            {"places", of.inputs.places_from},
            {"pairs", problem.reach.areas.size()}};
    }
    facts["need_in_all"] = number(of.all);
    facts["need_reached"] = number(of.made.coverage.need);
    facts["need_bound"] = number(of.made.bound);
    facts["gap"] = of.made.gap;
    facts["optimal"] = of.made.optimal;
    facts["method"] = to_string(of.made.method);
    facts["nodes"] = of.made.nodes;
    facts["effort"] = options.effort;
    facts["seed"] = options.seed;
    facts["max_seconds"] = options.max_seconds > 0 ? Json(options.max_seconds) : Json(nullptr);
    facts["groups"] = of.choice.per.empty() ? Json(nullptr) : groups_json(of);
    return facts;
}

std::string need_text(double need) {
    return need >= 100 ? grouped_text(std::llround(need)) : fixed_text(need, 1);
}

std::string text_of(const Outcomes& of) {
    const CoverProblem& problem = of.inputs.problem;
    const bool sites = of.choice.metres.has_value();
    std::string text =
        counted_text(of.made.sites.size(), sites ? "site" : "area", sites ? "sites" : "areas") +
        " chosen of " + grouped_text(problem.sites());
    if (problem.budget || !problem.cost.empty()) {
        text += ", for " + pounds_text(of.made.coverage.cost);
        text += problem.budget ? " of " + pounds_text(*problem.budget) : "";
    }
    text += "\n";
    if (sites) {
        text += "reach " + metres_text(*of.choice.metres);
        text += of.choice.minutes > 0 ? " (" + shortest_text(of.choice.minutes) + " minutes at " +
                                            shortest_text(of.choice.speed_km_h) + " km/h)"
                                      : "";
        text += " as the crow flies\n";
    }
    const double of_all = of.all > 0 ? of.made.coverage.need / of.all : 0;
    text += "need reached " + need_text(of.made.coverage.need) + " of " + need_text(of.all) + " (" +
            percent(of_all) + "); ";
    text += of.made.optimal ? "no choice reaches more"
                            : "no choice reaches more than " + need_text(of.made.bound) +
                                  ": the gap is " + fixed_text(100 * of.made.gap, 2) + " %";
    text += of.made.method == ChoiceMethod::solver ? " (by the solver)\n" : " (by search)\n";

    if (!problem.regions.empty() && problem.regions.size() <= told_groups) {
        std::vector<std::vector<std::string>> rows{
            {of.choice.per, "candidates", "at least", "chosen"}};
        for (const Json& group : groups_json(of)) {
            const std::string name = group["name"];
            rows.push_back({name.empty() ? "(none)" : name,
                            grouped_text(group["candidates"].get<long long>()),
                            std::to_string(group["at_least"].get<int>()),
                            grouped_text(group["chosen"].get<long long>())});
        }
        text += "\n" + text_table(rows);
    }
    std::vector<SiteFacts> order = of.sites;
    std::stable_sort(order.begin(), order.end(),
                     [](const SiteFacts& a, const SiteFacts& b) { return a.need > b.need; });
    order.resize(std::min(order.size(), told_sites));
    std::vector<std::vector<std::string>> rows{{"the most need", "need"}};
    if (sites) {
        rows[0].insert(rows[0].end(), {"that no other reaches", "areas"});
    }
    if (!problem.cost.empty()) {
        rows[0].emplace_back("cost");
    }
    for (const SiteFacts& facts : order) {
        rows.push_back({label(of.inputs.candidates, facts.site), need_text(facts.need)});
        if (sites) {
            rows.back().push_back(need_text(facts.alone));
            rows.back().push_back(grouped_text(facts.areas));
        }
        if (!problem.cost.empty()) {
            rows.back().push_back(pounds_text(problem.cost_of(facts.site)));
        }
    }
    return text + "\n" + text_table(rows);
}

std::vector<ResultColumn> columns_of(const Outcomes& of, const std::vector<std::uint8_t>& chosen) {
    WholeColumn is_chosen;
    WholeColumn reached;
    DecimalColumn need;
    TextColumn site;
    DecimalColumn distance;
    const std::size_t areas = of.table.size();
    for (std::size_t a = 0; a < areas; ++a) {
        is_chosen.values.push_back(chosen[a]);
        is_chosen.status.push_back(Status::ok);
        const bool known = of.inputs.known[a] != 0;
        need.values.push_back(of.inputs.problem.need[a]);
        need.status.push_back(known ? Status::ok : Status::missing);
        if (of.choice.metres) {
            reached.values.push_back(of.made.coverage.reached[a]);
            reached.status.push_back(Status::ok);
            const bool near = of.nearest[a] != Candidates::no_area;
            site.values.push_back(near ? of.inputs.candidates.codes[of.nearest[a]] : "");
            distance.values.push_back(near ? std::round(10 * of.distance_m[a]) / 10 : 0);
            distance.status.push_back(near ? Status::ok : Status::not_applicable);
        }
    }
    std::vector<ResultColumn> out;
    if (of.choice.sites.empty()) {
        out.push_back({"chosen", std::move(is_chosen)});
    }
    out.push_back({"need", std::move(need)});
    if (of.choice.metres) {
        out.push_back({"reached", std::move(reached)});
        out.push_back({"site", std::move(site)});
        out.push_back({"distance_m", std::move(distance)});
    }
    return out;
}

}  // namespace

Allotment choose_sites(const config::ChoiceConfig& choice, const ChoiceInputs& inputs,
                       const ResultTable& table, const Eligible& eligible,
                       const ChoiceOptions& options) {
    const Outcomes of = outcomes_of(choice, inputs, table, choose(inputs.problem, options));
    Allotment out;
    out.kind = BenefitKind::selection;
    out.amounts.assign(table.size(), 0);
    std::vector<std::uint8_t> chosen(table.size(), 0);
    for (const std::uint32_t site : of.made.sites) {
        const std::uint32_t area = inputs.candidates.areas[site];
        if (area != Candidates::no_area) {
            chosen[area] = 1;
            out.amounts[area] = inputs.problem.cost_of(site);
        }
    }
    for (std::size_t a = 0; a < table.size(); ++a) {
        out.reasons.push_back(reason_of(of, eligible, a, chosen[a] != 0));
        out.benefits.push_back(of.made.coverage.reached[a]);
    }
    out.columns = columns_of(of, chosen);
    if (!choice.per.empty()) {
        out.groups.push_back(choice.per);
    }
    out.facts = facts_of(of, options);
    out.text = text_of(of);
    out.sites_csv = choice.metres ? sites_csv(of) : "";
    if (!of.made.optimal) {
        out.findings.note("N-CHOOSE-02",
                          "the choice is not proven to be the best: it is within " +
                              fixed_text(100 * of.made.gap, 2) +
                              " % of what no choice can exceed; effort and max_nodes in the rule "
                              "let the work go on");
    }
    if (options.max_seconds > 0) {
        out.findings.warn("W-CHOOSE-01",
                          "max_seconds stops the solver by the clock: another run may choose "
                          "differently");
    }
    return out;
}

}  // namespace levelin::run
