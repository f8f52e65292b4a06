#include "report_maps.hpp"

#include <algorithm>
#include <levelin/classify/classify.hpp>
#include <levelin/core/error.hpp>
#include <levelin/render/choropleth.hpp>
#include <levelin/render/map_page.hpp>
#include <levelin/render/word_map.hpp>

#include "map_kinds.hpp"
#include "read_towns.hpp"
#include "report_pictures.hpp"
#include "report_sections.hpp"
#include "report_words.hpp"

namespace levelin::run {

namespace {

constexpr std::size_t most_paths = 6000;  // Beyond them a map goes on the web as an image.
constexpr double most_height_px = 560;    // A heading and a few lines stand on the same page.
constexpr double map_unit_px = 0.82;
constexpr int most_labels = 14;
constexpr double height_of_label = 55;  // Of a map, for each name on it.
constexpr draw::Colour outside_colour{0xe4, 0xe8, 0xee};

/// A class of areas with a name, and its colour.
struct NamedClass {
    std::string label;
    draw::Colour colour;
};

/// A choropleth of classes that have names instead of bounds, the worst last.
/// @param class_of_area  as `Classification`. @param notes  of each area; empty = its class.
render::ThematicMap named_map(const std::vector<NamedClass>& named,
                              const std::vector<int>& class_of_area, const std::string& title,
                              const std::string& heading, std::vector<std::string> notes = {}) {
    Classes classes;
    render::ChoroplethOptions options;
    for (const NamedClass& one : named) {
        MapClass entry;
        entry.label = one.label;
        classes.entries.push_back(std::move(entry));
        options.colours.push_back(one.colour);
    }
    const bool as_classes = notes.empty();
    for (const int c : class_of_area) {
        if (c > 0) {
            ++classes.entries[static_cast<std::size_t>(c) - 1].count;
        } else {
            ++classes.status_counts[static_cast<std::size_t>(-c)];
        }
        if (as_classes) {
            notes.push_back(c > 0 ? named[static_cast<std::size_t>(c) - 1].label
                                  : status_words(static_cast<Status>(-c)));
        }
    }
    options.legend_title = title;
    options.class_heading = heading;
    options.bounds_heading.clear();
    return render::choropleth(class_of_area, classes, options, std::move(notes));
}

int without_score(const ReportFacts& facts, std::size_t area) {
    const Status status = facts.score.status[area];
    return class_without_value(status == Status::ok ? Status::missing : status);
}

// What was chosen, or where sites stand and whom they reach.
render::ThematicMap choice_map(const StudyAllocation& study, std::size_t areas) {
    const bool sites = !study.reached.empty();
    std::vector<int> classes;
    for (std::size_t a = 0; a < areas; ++a) {
        const bool chosen = !study.chosen.empty() && study.chosen[a] == "1";
        classes.push_back(chosen ? (sites ? 3 : 2) : sites && study.reached[a] == "1" ? 2 : 1);
    }
    if (!sites) {
        return named_map({{"Not chosen", outside_colour}, {"Chosen", {0x1f, 0x4e, 0x8c}}}, classes,
                         "Chosen", "");
    }
    std::vector<NamedClass> named{{"Not reached", outside_colour}, {"Reached", {0x7f, 0xb2, 0xd6}}};
    if (!study.chosen.empty()) {
        named.push_back({"A site stands here", {0x1f, 0x4e, 0x8c}});
    }
    return named_map(named, classes, "Whom the sites reach", "");
}

// Amounts in classes; areas that get nothing are pale, not without a value.
render::ThematicMap amounts_map(const StudyAllocation& study, std::size_t areas) {
    const std::string unit =
        text_in(study.scorecard.value("money", nlohmann::ordered_json::object()), "unit");
    const bool money = unit.empty() || unit == "pence";
    DecimalColumn amounts;
    std::vector<std::string> notes;
    for (std::size_t a = 0; a < areas; ++a) {
        const bool known = study.amount.status[a] == Status::ok;
        const double units = known ? study.amount.values[a] : 0;
        amounts.values.push_back(money ? units / 100 : units);
        amounts.status.push_back(units > 0 ? Status::ok : Status::not_applicable);
        notes.push_back(known ? study.amount_words(units) : "no amount");
    }
    ClassifyOptions by;
    by.method = ClassMethod::quantiles;
    by.classes = 5;
    const Classification found = classify(amounts, by);
    const std::vector<std::string> bounds = bounds_texts(found.classes);
    const std::vector<draw::Colour> colours = render::class_colours(found.classes, {});
    std::vector<NamedClass> named{{"Nothing", outside_colour}};
    for (std::size_t k = 0; k < bounds.size(); ++k) {
        named.push_back({bounds[k], colours[k]});
    }
    std::vector<int> classes;
    for (std::size_t a = 0; a < areas; ++a) {
        classes.push_back(study.amount.status[a] != Status::ok
                              ? class_without_value(study.amount.status[a])
                          : study.amount.values[a] > 0 ? found.class_of_area[a] + 1
                                                       : 1);
    }
    return named_map(named, classes, money ? "Amount, pounds" : "Number of " + unit, "",
                     std::move(notes));
}

}  // namespace

render::ThematicMap index_map(const ReportFacts& facts) {
    MapInputs inputs;
    ResultTable& slim = inputs.data.result.table;
    slim.codes = facts.table().codes;
    slim.names = facts.table().names;
    slim.status = facts.table().status;
    for (const char* kind : {"_score", "_decile"}) {
        if (const ResultColumn* column = facts.table().find(facts.index + kind)) {
            slim.columns.push_back(*column);
        }
    }
    inputs.data.result.indices = {facts.index};
    inputs.facts.titles = {{facts.index, facts.index_title}};
    if (facts.project) {
        inputs.facts.legend_title = facts.project->map.legend_title;
    }
    MadeMap made = make_map({}, inputs);
    return std::move(made.panels.front().map);
}

render::ThematicMap selection_map(const ReportFacts& facts) {
    std::vector<int> classes;
    for (std::size_t a = 0; a < facts.size(); ++a) {
        classes.push_back(facts.selection->selected[a] != 0 ? 2
                          : facts.scored(a)                 ? 1
                                                            : without_score(facts, a));
    }
    return named_map({{"Not selected", outside_colour}, {"Selected", {0x1f, 0x4e, 0x8c}}}, classes,
                     "Support", "");
}

render::ThematicMap confidence_map(const ReportFacts& facts) {
    const NumberColumn& p = facts.confidence->p_selected;
    std::vector<int> classes;
    for (std::size_t a = 0; a < facts.size(); ++a) {
        classes.push_back(p.status[a] != Status::ok || !facts.scored(a) ? without_score(facts, a)
                          : p.values[a] >= 0.95                         ? 4
                          : p.values[a] >= 0.5                          ? 3
                          : p.values[a] >= 0.05                         ? 2
                                                                        : 1);
    }
    return named_map({{"Under 5%: surely not", outside_colour},
                      {"5% to under 50%: probably not", {0x8f, 0xc3, 0xbd}},
                      {"50% to under 95%: probably", {0x2c, 0x7f, 0xb8}},
                      {"95% or more: surely", {0x0c, 0x1f, 0x5c}}},
                     classes, "How sure it is that an area is selected", "Share of draws");
}

render::ThematicMap cluster_map(const ReportFacts& facts) {
    render::WordMapOptions options;
    options.legend_title = "Kind of cluster";
    return render::word_map(facts.clusters->classes, options);
}

render::ThematicMap allocation_map(const ReportFacts& facts) {
    const StudyAllocation& study = *facts.allocation;
    return study.scorecard.contains("choice") ? choice_map(study, facts.size())
                                              : amounts_map(study, facts.size());
}

report::Table legend_table(const ReportFacts& facts, const render::ThematicMap& map,
                           std::string caption) {
    report::Table table;
    table.caption = std::move(caption);
    for (const render::LegendPart& part : map.legend.parts) {
        const auto* rows = std::get_if<render::LegendRows>(&part);
        if (rows == nullptr) {
            continue;
        }
        const bool bounds =
            std::any_of(rows->rows.begin(), rows->rows.end(),
                        [](const render::LegendRow& row) { return !row.bounds.empty(); });
        if (table.columns.empty()) {
            table.columns.push_back(
                {rows->label_heading.empty() ? map.legend.title : rows->label_heading, false});
            if (bounds) {
                table.columns.push_back({rows->bounds_heading, true});
            }
            table.columns.push_back({capitalised(facts.area_plural), true});
        }
        for (const render::LegendRow& row : rows->rows) {
            std::vector<std::string> cells{row.label};
            if (table.columns.size() == 3) {
                cells.push_back(row.bounds);
            }
            cells.push_back(row.count);
            table.rows.push_back(std::move(cells));
        }
    }
    return table;
}

report::Figure map_figure(const ReportFacts& facts, const render::ThematicMap& map,
                          const std::string& caption, const std::string& finding) {
    render::MapPage page;
    page.size = {picture_width_px, 0, map_unit_px};
    page.contents = render::PageContents::legend;
    page.title = caption;
    page.alt_text = finding;
    page.scale_bar = !facts.project || facts.project->map.scale_bar;
    page.frames.automatic = page.scale_bar;
    if (page.scale_bar && !facts.towns.empty()) {
        page.places = facts.towns;
        page.most_labels = most_labels;
    }
    // No higher than this; 0 = as high as it needs.
    const auto drawn = [boundaries = facts.boundaries, map, page, caption,
                        finding](double tallest_px) {
        render::MapPage sized = page;
        sized.tallest_px = tallest_px;
        if (tallest_px > 0) {  // A low map is a narrow one, on which names would crowd.
            sized.most_labels =
                std::min(page.most_labels, static_cast<int>(tallest_px / height_of_label));
        }
        draw::Drawing drawing = render::draw_map(boundaries, map, sized).drawing;
        drawing.title = caption;
        drawing.description = finding;
        return drawing;
    };
    const auto no_higher = [drawn](double height_px) -> std::optional<draw::Drawing> {
        try {
            return drawn(height_px);
        } catch (const UsageError&) {
            return std::nullopt;  // Its legend leaves no room at this height.
        }
    };
    report::Figure figure;
    figure.caption = caption;
    figure.says_its_numbers = true;
    figure.as_image = facts.size() > most_paths;
    std::optional<draw::Drawing> made = no_higher(most_height_px);
    figure.drawing = made ? std::move(*made) : drawn(0);
    figure.lower = no_higher;
    report::Table data = legend_table(facts, map, caption + ": the classes of the map");
    if (!data.columns.empty()) {
        figure.data = std::move(data);
    }
    return figure;
}

}  // namespace levelin::run
