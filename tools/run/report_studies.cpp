#include <algorithm>
#include <cmath>
#include <levelin/chart/axis.hpp>
#include <levelin/core/number_text.hpp>
#include <map>

#include "report_maps.hpp"
#include "report_pictures.hpp"
#include "report_sections.hpp"
#include "report_words.hpp"

namespace levelin::run {

namespace {

using chart::number_text;
using report::Table;

std::string number_or_none(const std::optional<double>& value) {
    return value ? number_text(*value, 0) : "not known";
}

std::string share_or_none(const std::optional<double>& value) {
    return value ? percent_words(*value) : "not known";
}

Table scorecard_table(const Json& card) {
    Table table;
    table.caption = "The scorecard";
    table.columns = {{"What", false}, {"All", true}, {"Selected", true}, {"Share", true}};
    const auto line = [&](const char* what, const char* all, const char* part) {
        const auto a = number_in(card, all);
        const auto b = number_in(card, part);
        if (!a && !b) {
            return;
        }
        table.rows.push_back({what, number_or_none(a), number_or_none(b),
                              a && b && *a > 0 ? percent_words(*b / *a) : ""});
    };
    line("Areas", "areas", "supported_areas");
    if (!text_in(card.value("columns", Json::object()), "people").empty()) {
        line("People", "people", "supported_people");
    }
    line("People in need", "in_need", "in_need_reached");
    return table;
}

void add_groups(report::Document& document, const Json& card) {
    const bool people = !text_in(card.value("columns", Json::object()), "people").empty();
    const Json by = card.value("by", Json::object());
    for (const auto& [column, split] : by.items()) {
        const Json groups = split.value("groups", Json::array());
        if (groups.size() < 2 || groups.size() > 45) {
            continue;
        }
        const bool need = number_in(groups.front(), "in_need").has_value();
        Table table;
        const std::string kind = column == "lad" ? "council" : column;
        table.caption = "What the rule reaches, by " + kind;
        table.columns = {{capitalised(kind), false}, {"Areas", true}, {"Selected", true}};
        if (people) {
            table.columns.push_back({"People", true});
            table.columns.push_back({"Share of people", true});
        }
        if (need) {
            table.columns.push_back({"In need, outside", true});
            table.columns.push_back({"Share of need reached", true});
        }
        for (const Json& group : groups) {
            const std::string name = text_in(group, "name");
            const std::string code = text_in(group, "group");
            std::vector<std::string> row{name.empty() ? code.empty() ? "Not known" : code : name,
                                         number_or_none(number_in(group, "areas")),
                                         number_or_none(number_in(group, "supported_areas"))};
            if (people) {
                row.push_back(number_or_none(number_in(group, "people")));
                row.push_back(share_or_none(number_in(group, "share_of_people")));
            }
            if (need) {
                row.push_back(number_or_none(number_in(group, "in_need_outside")));
                row.push_back(share_or_none(number_in(group, "coverage")));
            }
            table.rows.push_back(std::move(row));
        }
        document.parts.emplace_back(std::move(table));
    }
}

/// "weight of barriers" with the part's title in place of its name in the project.
std::string decided_words(const ReportFacts& facts, const std::string& said) {
    for (const ReportPart& part : facts.parts) {
        const std::string ending = " of " + part.id;
        if (said.size() > ending.size() &&
            said.compare(said.size() - ending.size(), ending.size(), ending) == 0) {
            return said.substr(0, said.size() - part.id.size()) + "\u201c" + part.title + "\u201d";
        }
    }
    return said;
}

void add_curve(report::Document& document, const Json& card) {
    const Json inequality = card.value("inequality", Json::object());
    if (!inequality.is_object() || !inequality.contains("concentration_curve")) {
        return;
    }
    chart::CurveSpec spec;
    for (const Json& point : inequality["concentration_curve"]) {
        if (point.is_array() && point.size() == 2 && point[0].is_number() && point[1].is_number()) {
            spec.points.push_back({std::clamp(point[0].get<double>(), 0.0, 1.0),
                                   std::clamp(point[1].get<double>(), 0.0, 1.0)});
        }
    }
    if (spec.points.size() < 2) {
        return;
    }
    spec.people = "Share of all people, those in the most deprived areas first";
    spec.value = "Share of the people supported";
    spec.name = "This rule";
    for (std::size_t i = 1; i < spec.points.size(); ++i) {
        if (spec.points[i].people >= 0.2) {
            const auto& a = spec.points[i - 1];
            const auto& b = spec.points[i];
            const double along = b.people > a.people ? (0.2 - a.people) / (b.people - a.people) : 1;
            spec.marked = chart::SharePoint{0.2, a.value + along * (b.value - a.value)};
            break;
        }
    }
    Table data;
    data.caption = "Shares of the support, those in the most deprived areas first";
    data.columns = {{"Share of all people", true}, {"Share of the people supported", true}};
    data.row_headings = false;
    const std::size_t every = std::max<std::size_t>(1, spec.points.size() / 20);
    for (std::size_t i = 0; i < spec.points.size(); i += every) {
        data.rows.push_back(
            {percent_words(spec.points[i].people), percent_words(spec.points[i].value)});
        if (spec.points[i].value >= 1) {
            break;  // All the support is given out.
        }
    }
    document.parts.emplace_back(report::Paragraph{
        "The curve shows whom the support goes to. On the dashed line everybody would have the "
        "same share; the further the curve lies above it, the more goes to people in the most "
        "deprived areas.",
        false});
    document.parts.emplace_back(chart_figure(chart::share_curve(spec, {report_type(), 480, 1}),
                                             "Who has the support", std::move(data)));
}

void add_cliffs(report::Document& document, const Json& card, const ReportFacts& facts) {
    const Json cliffs = card.value("cliffs", Json::object());
    const Json closest =
        cliffs.is_object() ? cliffs.value("closest", Json::array()) : Json::array();
    if (closest.empty()) {
        return;
    }
    Table table;
    table.caption = "Areas outside that are closest to a selected neighbour";
    table.columns = {{"Outside", false}, {"Beside, selected", false}};
    for (std::size_t i = 0; i < std::min<std::size_t>(10, closest.size()); ++i) {
        const auto label = [&](const char* name, const char* code) {
            const std::string text = text_in(closest[i], name);
            return text.empty() ? text_in(closest[i], code) : text;
        };
        table.rows.push_back({label("outside_name", "outside"), label("inside_name", "inside")});
    }
    const auto count = number_in(cliffs, "areas");
    const auto more = number_in(cliffs, "in_more_need_than_a_neighbour_inside");
    std::string text = number_or_none(count) + " " + facts.area_plural +
                       " outside the selection border on one inside.";
    if (more) {
        text += *more == 0   ? " None of them is in more need than that neighbour."
                : *more == 1 ? " One of them is in more need than that neighbour."
                             : " " + number_text(*more, 0) +
                                   " of them are in more need than that neighbour.";
    }
    document.parts.emplace_back(report::Heading{3, "At the edge", false});
    document.parts.emplace_back(report::Paragraph{text, false});
    document.parts.emplace_back(std::move(table));
}

}  // namespace

void add_selection(report::Document& document, const ReportFacts& facts) {
    if (!facts.selection) {
        return;
    }
    const Json& whole_card = facts.selection->scorecard;
    const Json card = whole_card.value("scorecard", Json::object());
    const auto selected = static_cast<std::size_t>(
        std::count(facts.selection->selected.begin(), facts.selection->selected.end(), 1));
    document.parts.emplace_back(report::Heading{2, "Who would be supported", false});
    const std::string title = text_in(whole_card.value("rule", Json::object()), "title");
    document.parts.emplace_back(
        report::Paragraph{(title.empty() ? "The rule" : "The rule \u201c" + title + "\u201d") +
                              " selects " + grouped_text(selected) + " of " +
                              counted_text(facts.size(), facts.area_word, facts.area_plural) + ".",
                          true});
    std::vector<std::string> steps;
    for (const Json& step : whole_card.value("steps", Json::array())) {
        std::string text = capitalised(text_in(step, "title"));
        const std::string kind = text_in(step, "do");
        text += kind == "remove" ? ": takes out "
                : kind == "keep" ? ": keeps only these; takes out "
                                 : ": adds ";
        text += number_or_none(number_in(step, kind == "add" ? "selected" : "removed"));
        const auto gap = number_in(step, "without_value");
        text +=
            gap && *gap > 0 ? " (" + number_text(*gap, 0) + " left out for want of a value)." : ".";
        steps.push_back(text);
    }
    if (!steps.empty()) {
        document.parts.emplace_back(report::Paragraph{"The rule works in steps:", false});
        document.parts.emplace_back(report::List{steps});
    }
    if (facts.boundaries) {
        document.parts.emplace_back(map_figure(facts, selection_map(facts),
                                               "Where support would go",
                                               "Map of the " + grouped_text(selected) + " " +
                                                   facts.area_plural + " that the rule selects."));
    }
    Table table = scorecard_table(card);
    if (!table.rows.empty()) {
        document.parts.emplace_back(std::move(table));
    }
    const auto outside = number_in(card, "in_need_outside");
    if (outside) {
        document.parts.emplace_back(report::Paragraph{
            number_text(*outside, 0) +
                " people in need live outside the selected areas and would "
                "not be reached (" +
                share_or_none(number_in(card, "exclusion_error")) +
                " of all in "
                "need). Of the people in selected areas, " +
                share_or_none(number_in(card, "leakage")) + " are not in need by this measure.",
            false});
    }
    add_groups(document, card);
    add_curve(document, card);
    add_cliffs(document, card, facts);
}

void add_confidence(report::Document& document, const ReportFacts& facts, std::size_t rows) {
    document.parts.emplace_back(report::Heading{2, "How sure this is", false});
    if (!facts.confidence) {
        document.parts.emplace_back(report::Paragraph{
            "Every ranking is uncertain: weights could be set otherwise, and values carry errors. "
            "How far that moves ranks was not looked into here; levelin confidence does it, and "
            "its folder can be given to this report.",
            false});
        return;
    }
    const StudyConfidence& study = *facts.confidence;
    const render::ThematicMap map = confidence_map(facts);
    document.parts.emplace_back(report::Paragraph{
        "The index was scored many times over, each time with weights and values drawn anew within "
        "what is uncertain about them, and the rule was applied each time. The share of these "
        "draws "
        "in which an area is selected says how sure its selection is.",
        false});
    if (!facts.boundaries) {
        document.parts.emplace_back(legend_table(facts, map, "How sure the selection is"));
    } else {
        document.parts.emplace_back(map_figure(facts, map, "How sure the selection is, on a map",
                                               "Map of how often each area is selected when what "
                                               "is uncertain is drawn anew."));
    }
    // Those about whom least is sure: closest to one half.
    std::vector<std::uint32_t> open;
    for (std::uint32_t a = 0; a < facts.size(); ++a) {
        if (study.p_selected.status[a] == Status::ok && study.rank_p05.status[a] == Status::ok &&
            study.rank_p50.status[a] == Status::ok && study.rank_p95.status[a] == Status::ok) {
            open.push_back(a);
        }
    }
    std::sort(open.begin(), open.end(), [&](std::uint32_t a, std::uint32_t b) {
        const double x = std::abs(study.p_selected.values[a] - 0.5);
        const double y = std::abs(study.p_selected.values[b] - 0.5);
        return x != y ? x < y : facts.table().codes[a] < facts.table().codes[b];
    });
    open.resize(std::min<std::size_t>(open.size(), std::min<std::size_t>(rows, 15)));
    if (open.empty()) {
        return;
    }
    std::stable_sort(open.begin(), open.end(), [&](std::uint32_t a, std::uint32_t b) {
        return study.rank_p50.values[a] < study.rank_p50.values[b];
    });
    chart::IntervalsSpec spec;
    spec.of = "Rank (1 = most deprived): the middle of all draws, and the range of 90% of them";
    Table data;
    data.caption = "The areas whose selection is least sure";
    data.columns = {{capitalised(facts.area_word), false},
                    {"Selected in", true},
                    {"Rank, low (5%)", true},
                    {"Rank, middle", true},
                    {"Rank, high (95%)", true},
                    {"What decides it", false}};
    for (const std::uint32_t a : open) {
        spec.rows.push_back({facts.name(a), study.rank_p05.values[a], study.rank_p50.values[a],
                             study.rank_p95.values[a], false});
        data.rows.push_back(
            {facts.name(a), percent_words(study.p_selected.values[a]),
             number_text(study.rank_p05.values[a], 0), number_text(study.rank_p50.values[a], 0),
             number_text(study.rank_p95.values[a], 0), decided_words(facts, study.decided_by[a])});
    }
    document.parts.emplace_back(chart_figure(
        chart::intervals(spec, {report_type(), picture_width_px, 1}),
        "The areas whose selection is least sure: range of their ranks", std::move(data)));
}

void add_clusters(report::Document& document, const ReportFacts& facts) {
    if (!facts.clusters) {
        return;
    }
    const render::ThematicMap map = cluster_map(facts);
    document.parts.emplace_back(report::Heading{2, "Where need gathers", false});
    document.parts.emplace_back(report::Paragraph{
        "An area is marked where it and its neighbours are more alike, or more unlike, than would "
        "be expected if the same values were spread over the map by chance (" +
            facts.clusters->statistic + ").",
        false});
    if (!facts.boundaries) {
        document.parts.emplace_back(legend_table(facts, map, "Areas by kind of cluster"));
    } else {
        document.parts.emplace_back(
            map_figure(facts, map, "Clusters", "Map of areas whose values cluster."));
    }
}

}  // namespace levelin::run
