#include <algorithm>
#include <levelin/chart/axis.hpp>
#include <map>
#include <numeric>

#include "report_maps.hpp"
#include "report_pictures.hpp"
#include "report_sections.hpp"
#include "report_words.hpp"

namespace levelin::run {

namespace {

using chart::number_text;
using report::Table;

std::string whole(double value) {
    return number_text(value, value == static_cast<double>(static_cast<long long>(value)) ? 0 : 1);
}

std::string place_of(const ReportFacts& facts, std::size_t area) {
    std::string place;
    for (const auto* groups : {&facts.councils, &facts.regions}) {
        // "Tendring 018A" says itself that it lies in Tendring.
        if (*groups && !(*groups)->names[area].empty() &&
            facts.name(area).rfind((*groups)->names[area], 0) != 0) {
            place += (place.empty() ? "" : ", ") + (*groups)->names[area];
        }
    }
    return place;
}

Table ranked_table(const ReportFacts& facts, const std::vector<std::uint32_t>& areas,
                   std::string caption) {
    Table table;
    table.caption = std::move(caption);
    const bool places = facts.councils || facts.regions;
    table.columns = {{capitalised(facts.area_word), false}, {"Code", false}};
    if (places) {
        table.columns.push_back({"In", false});
    }
    table.columns.push_back({"Rank", true});
    table.columns.push_back({"Decile", true});
    table.columns.push_back({"Score", true});
    if (facts.selection) {
        table.columns.push_back({"Selected", false});
    }
    if (facts.confidence) {
        table.columns.push_back({"Rank in 90% of draws", true});
    }
    const int decimals = std::max(1, chart::decimals_for(facts.score.values));
    for (const std::uint32_t a : areas) {
        std::vector<std::string> row{facts.name(a), facts.table().codes[a].str()};
        if (places) {
            row.push_back(place_of(facts, a));
        }
        row.push_back(whole(facts.rank.values[a]));
        row.push_back(whole(facts.decile.values[a]));
        row.push_back(number_text(facts.score.values[a], decimals));
        if (facts.selection) {
            row.emplace_back(facts.selection->selected[a] != 0 ? "yes" : "no");
        }
        if (facts.confidence) {
            const bool known = facts.confidence->rank_p05.status[a] == Status::ok;
            row.push_back(known ? whole(facts.confidence->rank_p05.values[a]) + " to " +
                                      whole(facts.confidence->rank_p95.values[a])
                                : "not known");
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

struct GroupLine {
    std::string name;
    std::size_t areas = 0;
    std::size_t scored = 0;
    double rank_sum = 0;
    double people = 0;
    std::size_t worst = 0;
    std::size_t selected = 0;
};

Table group_table(const ReportFacts& facts, const ReportGroups& groups, std::size_t most) {
    std::map<std::string, GroupLine> lines;
    for (std::size_t a = 0; a < facts.size(); ++a) {
        if (groups.codes[a].empty()) {
            continue;
        }
        GroupLine& line = lines[groups.codes[a]];
        line.name = groups.names[a];
        ++line.areas;
        if (facts.people.size() != 0 && facts.people.status[a] == Status::ok) {
            line.people += facts.people.values[a];
        }
        if (facts.scored(a)) {
            ++line.scored;
            line.rank_sum += facts.rank.values[a];
            line.worst +=
                facts.decile.status[a] == Status::ok && facts.decile.values[a] == 1 ? 1 : 0;
        }
        line.selected += facts.selection && facts.selection->selected[a] != 0 ? 1 : 0;
    }
    std::vector<GroupLine> sorted;
    for (const auto& [code, line] : lines) {
        if (line.scored != 0) {
            sorted.push_back(line);
        }
    }
    const auto share = [](const GroupLine& line) {
        return static_cast<double>(line.worst) / static_cast<double>(line.scored);
    };
    const auto mean = [](const GroupLine& line) {
        return line.rank_sum / static_cast<double>(line.scored);
    };
    std::sort(sorted.begin(), sorted.end(), [&](const GroupLine& a, const GroupLine& b) {
        if (share(a) != share(b)) {
            return share(a) > share(b);
        }
        return mean(a) != mean(b) ? mean(a) < mean(b) : a.name < b.name;
    });
    Table table;
    table.caption = "By " + groups.kind +
                    ", those with the largest share in the most deprived "
                    "tenth first";
    table.columns = {{capitalised(groups.kind), false},
                     {capitalised(facts.area_plural) + " with a score", true},
                     {"In the most deprived tenth", true},
                     {"Share", true},
                     {"Mean rank", true}};
    if (facts.people.size() != 0) {
        table.columns.push_back({"People", true});
    }
    if (facts.selection) {
        table.columns.push_back({"Selected", true});
    }
    for (std::size_t i = 0; i < std::min(most, sorted.size()); ++i) {
        const GroupLine& line = sorted[i];
        std::vector<std::string> row{line.name, whole(static_cast<double>(line.scored)),
                                     whole(static_cast<double>(line.worst)),
                                     percent_words(share(line)),
                                     number_text(mean(line), facts.ranked < 1000 ? 1 : 0)};
        if (facts.people.size() != 0) {
            row.push_back(number_text(line.people, 0));
        }
        if (facts.selection) {
            row.push_back(whole(static_cast<double>(line.selected)));
        }
        table.rows.push_back(std::move(row));
    }
    if (sorted.size() > most) {
        table.note = "The first " + whole(static_cast<double>(most)) + " of " +
                     counted_text(sorted.size(), groups.kind, groups.plural) +
                     ". levelin summarise gives all of them, in the five ways of the English "
                     "indices.";
    }
    return table;
}

std::size_t areas_without_score(const ReportFacts& facts) {
    return facts.size() - facts.by_rank().size();
}

}  // namespace

void add_summary(report::Document& document, const ReportFacts& facts) {
    const std::vector<std::uint32_t> order = facts.by_rank();
    document.parts.emplace_back(report::Heading{2, "In short", false});
    if (order.empty()) {
        document.parts.emplace_back(
            report::Paragraph{"No " + facts.area_word +
                                  " has a score, so nothing is ranked. What is missing is said "
                                  "below, under what was left out.",
                              true});
        return;
    }
    const std::uint32_t first = order.front();
    std::string text = "This report ranks " +
                       counted_text(order.size(), facts.area_word, facts.area_plural) +
                       " by \u201c" + facts.index_title + "\u201d. Rank 1 is the most deprived. ";
    text += facts.name(first) + " stands there.";
    document.parts.emplace_back(report::Paragraph{text, true});
    report::KeyFigures figures;
    figures.figures = {{whole(static_cast<double>(order.size())), facts.area_plural + " ranked"},
                       {whole(static_cast<double>(areas_without_score(facts))),
                        facts.area_plural + " without a score"}};
    if (facts.people.size() != 0) {
        const double people =
            std::accumulate(facts.people.values.begin(), facts.people.values.end(), 0.0);
        figures.figures.push_back({number_text(people, 0), "people live there"});
    }
    if (facts.selection) {
        figures.figures.push_back(
            {whole(static_cast<double>(std::count(facts.selection->selected.begin(),
                                                  facts.selection->selected.end(), 1))),
             facts.area_plural + " selected for support"});
        const auto coverage = number_in(
            facts.selection->scorecard.value("scorecard", nlohmann::ordered_json::object()),
            "coverage");
        if (coverage) {
            figures.figures.push_back({percent_words(*coverage), "of people in need are reached"});
        }
    }
    if (facts.confidence) {
        const NumberColumn& p = facts.confidence->p_selected;
        std::size_t open = 0;
        for (std::size_t a = 0; a < p.size(); ++a) {
            open += p.status[a] == Status::ok && p.values[a] >= 0.05 && p.values[a] < 0.95 ? 1 : 0;
        }
        figures.figures.push_back({whole(static_cast<double>(open)),
                                   facts.area_plural + " whose selection is uncertain"});
    }
    document.parts.emplace_back(std::move(figures));
    if (!facts.parts.empty()) {
        std::vector<std::string> titles;
        for (const ReportPart& part : facts.parts) {
            titles.push_back(part.title);
        }
        document.parts.emplace_back(report::Paragraph{
            "The score is made of " + counted_text(facts.parts.size(), "part", "parts") + ": " +
                listed(titles) +
                ". How they are put together is told under \u201cHow the score is "
                "made\u201d.",
            false});
    }
    if (facts.project && !facts.project->description.empty()) {
        document.parts.emplace_back(report::Paragraph{facts.project->description, false});
    }
}

void add_map(report::Document& document, const ReportFacts& facts) {
    document.parts.emplace_back(report::Heading{2, "The map", false});
    if (!facts.boundaries) {
        document.parts.emplace_back(report::Paragraph{
            "This result was made from tables alone, without boundaries, so there is no map.",
            false});
        return;
    }
    const std::vector<std::uint32_t> order = facts.by_rank();
    std::string finding = facts.index_title + " of " +
                          counted_text(facts.size(), facts.area_word, facts.area_plural) +
                          ": the darker, the more deprived.";
    std::vector<std::string> worst;
    for (std::size_t i = 0; i < std::min<std::size_t>(3, order.size()); ++i) {
        worst.push_back(facts.name(order[i]));
    }
    if (!worst.empty()) {
        finding += " Most deprived: " + listed(worst) + ".";
    }
    document.parts.emplace_back(report::Paragraph{finding, false});
    document.parts.emplace_back(map_figure(facts, index_map(facts), facts.index_title, finding));
}

void add_ranking(report::Document& document, const ReportFacts& facts, std::size_t rows) {
    const std::vector<std::uint32_t> order = facts.by_rank();
    document.parts.emplace_back(report::Heading{2, "Who stands where", false});
    if (order.empty()) {
        document.parts.emplace_back(
            report::Paragraph{"There is no ranking, since no area has a score.", false});
        return;
    }
    document.parts.emplace_back(
        report::Paragraph{"The whole table of all " + facts.area_plural +
                              ", with every part of the score, is the file areas.csv in the folder "
                              "of the result.",
                          false});
    std::vector<double> scores;
    for (const std::uint32_t a : order) {
        scores.push_back(facts.score.values[a]);
    }
    chart::DistributionSpec strip;
    strip.values = scores;
    strip.of = "Score";
    strip.low_note = "least deprived";
    strip.high_note = "most deprived";
    const std::uint32_t middle = order[order.size() / 2];
    strip.marks = {{"Median " + facts.area_word, facts.score.values[middle], false},
                   {facts.name(order.front()), facts.score.values[order.front()], true}};
    document.parts.emplace_back(
        chart_figure(chart::distribution(strip, {report_type(), picture_width_px, 1}),
                     "How the scores are spread", std::nullopt));
    const std::size_t n = std::min(rows, order.size());
    document.parts.emplace_back(ranked_table(
        facts, {order.begin(), order.begin() + static_cast<std::ptrdiff_t>(n)},
        n == order.size()
            ? "All " + facts.area_plural + " with a score"
            : "The " + whole(static_cast<double>(n)) + " most deprived " + facts.area_plural));
    if (order.size() > n) {
        const std::size_t m = std::min(rows, order.size() - n);
        document.parts.emplace_back(ranked_table(
            facts, {order.end() - static_cast<std::ptrdiff_t>(m), order.end()},
            "The " + whole(static_cast<double>(m)) + " least deprived " + facts.area_plural));
    }
    for (const auto* groups : {&facts.regions, &facts.councils}) {
        if (*groups) {
            Table table = group_table(facts, **groups, groups == &facts.regions ? 40 : 3 * rows);
            if (table.rows.size() > 1) {
                document.parts.emplace_back(report::Heading{3, "By " + (*groups)->kind, false});
                document.parts.emplace_back(std::move(table));
            }
        }
    }
}

}  // namespace levelin::run
