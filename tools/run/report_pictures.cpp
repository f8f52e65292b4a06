#include "report_pictures.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/chart/axis.hpp>
#include <levelin/draw/area_layer.hpp>
#include <levelin/draw/house_style.hpp>

#include "report_words.hpp"

namespace levelin::run {

namespace {

using chart::number_text;

constexpr std::size_t most_paths = 6000;  // Beyond them a map goes on the web as an image.

draw::Ink flat(const std::string& name, draw::Colour colour) {
    draw::Ink ink;
    ink.name = name;
    ink.colour = colour;
    return ink;
}

draw::Ink no_value_ink() {
    draw::Ink ink = flat("no-value", {0xf2, 0xf2, 0xf2});
    ink.hatch = draw::Hatch::rising;
    ink.line = {0xa0, 0xa0, 0xa0};
    return ink;
}

// Dark blue to pale yellow through blue green; equal steps in L*a*b*.
draw::Colour shade(double share) {
    constexpr std::array<draw::Colour, 4> stops{
        {{0x0c, 0x1f, 0x5c}, {0x22, 0x6f, 0xa8}, {0x6c, 0xc0, 0xb8}, {0xfb, 0xfb, 0xd2}}};
    const double at = share * (stops.size() - 1);
    const auto lower = std::min<std::size_t>(static_cast<std::size_t>(at), stops.size() - 2);
    return draw::mixed(stops[lower], stops[lower + 1], at - static_cast<double>(lower));
}

// Around the areas with a score, and a little of what lies beside them; around all where none has.
Box extent_with_values(const ReportFacts& facts) {
    Box box;
    for (std::size_t a = 0; a < facts.size(); ++a) {
        if (facts.scored(a)) {
            for (const Point p : facts.boundaries->points_of_area(a)) {
                box.expand(p);
            }
        }
    }
    const Box all = bounding_box(facts.boundaries->points);
    if (box.empty()) {
        return all;
    }
    const double beside = 0.04 * std::max(box.max_x - box.min_x, box.max_y - box.min_y);
    return {std::max(all.min_x, box.min_x - beside), std::max(all.min_y, box.min_y - beside),
            std::min(all.max_x, box.max_x + beside), std::min(all.max_y, box.max_y + beside)};
}

void count(MapFill& fill) {
    for (const std::uint8_t row : fill.row_of_area) {
        ++fill.rows[row].count;
    }
    // Rows of no area say nothing, save those of deciles.
}

}  // namespace

const draw::TypeSetter& report_type() {
    static const draw::TypeSetter type{"DejaVu Sans"};
    return type;
}

MapFill decile_fill(const ReportFacts& facts) {
    MapFill fill;
    fill.heading = "Decile of the " + facts.index_title + " (1 = most deprived tenth)";
    fill.range_heading = "Score";
    std::array<double, 10> low{};
    std::array<double, 10> high{};
    std::array<bool, 10> any{};
    for (std::size_t a = 0; a < facts.size(); ++a) {
        const bool there = facts.scored(a) && facts.decile.status[a] == Status::ok;
        const auto d =
            there ? static_cast<std::size_t>(std::clamp(facts.decile.values[a], 1.0, 10.0)) - 1
                  : std::size_t{10};
        fill.row_of_area.push_back(static_cast<std::uint8_t>(d));
        if (d < 10) {
            low[d] = any[d] ? std::min(low[d], facts.score.values[a]) : facts.score.values[a];
            high[d] = any[d] ? std::max(high[d], facts.score.values[a]) : facts.score.values[a];
            any[d] = true;
        }
    }
    const int decimals = chart::decimals_for(high) + 1;
    for (std::size_t d = 0; d < 10; ++d) {
        MapFill::Row row;
        row.ink = flat("d" + std::to_string(d + 1), shade(static_cast<double>(d) / 9));
        row.label = std::to_string(d + 1) + (d == 0   ? ", most deprived"
                                             : d == 9 ? ", least deprived"
                                                      : "");
        row.range =
            any[d] ? number_text(low[d], decimals) + " to " + number_text(high[d], decimals) : "";
        fill.rows.push_back(std::move(row));
    }
    fill.rows.push_back({no_value_ink(), "No score", "", 0});
    count(fill);
    return fill;
}

MapFill selection_fill(const ReportFacts& facts) {
    MapFill fill;
    fill.heading = "Support";
    fill.rows = {{flat("selected", {0x1f, 0x4e, 0x8c}), "Selected", "", 0},
                 {flat("not-selected", {0xe4, 0xe8, 0xee}), "Not selected", "", 0},
                 {no_value_ink(), "No score, not selected", "", 0}};
    for (std::size_t a = 0; a < facts.size(); ++a) {
        const bool in = facts.selection->selected[a] != 0;
        fill.row_of_area.push_back(in ? 0 : facts.scored(a) ? 1 : 2);
    }
    count(fill);
    return fill;
}

MapFill confidence_fill(const ReportFacts& facts) {
    MapFill fill;
    fill.heading = "Share of draws in which an area is selected";
    fill.rows = {{flat("sure", shade(0)), "95% or more: surely selected", "", 0},
                 {flat("likely", shade(0.3)), "50% to under 95%: probably selected", "", 0},
                 {flat("unlikely", shade(0.65)), "5% to under 50%: probably not", "", 0},
                 {flat("sure-not", {0xe4, 0xe8, 0xee}), "Under 5%: surely not", "", 0},
                 {no_value_ink(), "No score", "", 0}};
    const NumberColumn& p = facts.confidence->p_selected;
    for (std::size_t a = 0; a < facts.size(); ++a) {
        fill.row_of_area.push_back(p.status[a] != Status::ok || !facts.scored(a) ? 4
                                   : p.values[a] >= 0.95                         ? 0
                                   : p.values[a] >= 0.5                          ? 1
                                   : p.values[a] >= 0.05                         ? 2
                                                                                 : 3);
    }
    count(fill);
    return fill;
}

MapFill cluster_fill(const ReportFacts& facts) {
    MapFill fill;
    fill.heading = "Kind of cluster";
    struct Kind {
        std::string word;
        std::string label;
        draw::Colour colour;
    };
    const std::vector<Kind> kinds{
        {"high_high", "High values among high ones", {0xb2, 0x18, 0x2b}},
        {"hot_spot", "High values gather here", {0xb2, 0x18, 0x2b}},
        {"pocket", "A pocket that stands out", {0xb2, 0x18, 0x2b}},
        {"alike_high", "Like its neighbours, high", {0xb2, 0x18, 0x2b}},
        {"high_low", "A high value among low ones", {0xf4, 0xa5, 0x82}},
        {"unlike", "Unlike its neighbours", {0xf4, 0xa5, 0x82}},
        {"alike_middle", "Like its neighbours, about the mean", {0xfd, 0xdb, 0x9b}},
        {"low_high", "A low value among high ones", {0x92, 0xc5, 0xde}},
        {"low_low", "Low values among low ones", {0x21, 0x66, 0xac}},
        {"cold_spot", "Low values gather here", {0x21, 0x66, 0xac}},
        {"alike_low", "Like its neighbours, low", {0x21, 0x66, 0xac}},
        {"not_significant", "No sign of clustering", {0xec, 0xec, 0xec}},
        {"island", "No neighbours", {0xd0, 0xd0, 0xd0}}};
    std::vector<std::string> words;
    for (const Kind& kind : kinds) {
        if (std::find(facts.clusters->classes.begin(), facts.clusters->classes.end(), kind.word) !=
            facts.clusters->classes.end()) {
            words.push_back(kind.word);
            fill.rows.push_back({flat(kind.word, kind.colour), kind.label, "", 0});
        }
    }
    fill.rows.push_back({no_value_ink(), "No value", "", 0});
    for (const std::string& word : facts.clusters->classes) {
        const auto at = std::find(words.begin(), words.end(), word);
        fill.row_of_area.push_back(static_cast<std::uint8_t>(at - words.begin()));
    }
    count(fill);
    return fill;
}

report::Figure map_figure(const ReportFacts& facts, const MapFill& fill, const std::string& caption,
                          const std::string& finding) {
    report::Figure figure;
    figure.caption = caption;
    figure.as_image = facts.size() > most_paths;
    report::Table data;
    data.caption = caption + ": the classes of the map";
    data.columns = {{fill.heading, false, 3}};
    if (!fill.range_heading.empty()) {
        data.columns.push_back({fill.range_heading, true, 2});
    }
    data.columns.push_back({capitalised(facts.area_plural), true, 1});
    for (const MapFill::Row& row : fill.rows) {
        if (row.count == 0 && row.range.empty()) {
            continue;
        }
        std::vector<std::string> cells{row.label};
        if (!fill.range_heading.empty()) {
            cells.push_back(row.range);
        }
        cells.push_back(number_text(static_cast<double>(row.count), 0));
        data.rows.push_back(std::move(cells));
    }
    figure.data = std::move(data);

    draw::Drawing& page = figure.drawing;
    page.title = caption;
    page.description = finding;
    page.width_px = picture_width_px;
    const double legend_width = 210;
    const double map_width = picture_width_px - legend_width - 16;
    const Box extent = extent_with_values(facts);
    const double scale = std::min(map_width / std::max(1.0, extent.max_x - extent.min_x),
                                  640 / std::max(1.0, extent.max_y - extent.min_y));
    draw::AreaLayer layer;
    layer.boundaries = facts.boundaries;
    layer.transform = {scale, extent.min_x, extent.max_y, 4, 4};
    for (const MapFill::Row& row : fill.rows) {
        layer.inks.push_back(row.ink);
    }
    layer.ink_of_area = fill.row_of_area;
    if (facts.size() <= 1500) {
        layer.borders = draw::Stroke{draw::border_colour, 0.4, {}};
    }
    layer.coast = draw::Stroke{draw::coast_colour, 0.5, {}};
    for (std::size_t a = 0; a < facts.size() && !figure.as_image; ++a) {
        layer.notes.push_back(fill.rows[fill.row_of_area[a]].label);
    }
    page.height_px = (extent.max_y - extent.min_y) * scale + 8;
    const double left = 8 + (extent.max_x - extent.min_x) * scale + 16;
    draw::Group frame;
    frame.name = "map";
    frame.clip_px = Box{0, 0, left - 12, page.height_px};
    frame.marks.push_back({std::move(layer)});
    page.marks.push_back({std::move(frame)});

    const draw::TypeSetter& type = report_type();
    const draw::TextStyle heading = draw::style_of(draw::Role::legend_title, 0.9);
    const draw::TextStyle label = draw::style_of(draw::Role::label, 0.95);
    const draw::TextStyle note = draw::style_of(draw::Role::note, 1);
    draw::Block title = type.paragraph(fill.heading, heading, picture_width_px - left - 4, 1.3);
    double y = 12;
    const double title_height = title.height_px;
    page.marks = draw::with_block(std::move(page.marks), std::move(title), left, y);
    y += title_height + 10;
    page.marks.push_back({type.line(capitalised(facts.area_plural), note, draw::Align::right,
                                    picture_width_px - 4, y + 8)});
    y += 16;
    for (const MapFill::Row& row : fill.rows) {
        if (row.count == 0 && row.range.empty()) {
            continue;
        }
        page.marks.push_back({draw::rectangle({left, y, left + 24, y + 15}, row.ink,
                                              draw::Stroke{draw::frame_colour, 0.5, {}})});
        const std::string number = number_text(static_cast<double>(row.count), 0);
        const double number_width = type.width_px(number, label);
        page.marks.push_back(
            {type.line(number, label, draw::Align::right, picture_width_px - 4, y + 12)});
        const double room = picture_width_px - 4 - number_width - 8 - left - 32;
        double line_y = y;
        for (const std::string& line : type.wrap(row.label, label, room)) {
            page.marks.push_back(
                {type.line(line, label, draw::Align::left, left + 32, line_y + 12)});
            line_y += 15;
        }
        y = std::max(y + 20, line_y + 4);
    }
    page.height_px = std::max(page.height_px, y + 8);
    return figure;
}

report::Figure chart_figure(chart::Chart made, const std::string& caption,
                            std::optional<report::Table> data) {
    report::Figure figure;
    figure.caption = caption;
    figure.data = std::move(data);
    figure.drawing.title = caption;
    figure.drawing.description = made.description;
    figure.drawing.width_px = made.block.width_px;
    figure.drawing.height_px = made.block.height_px;
    figure.drawing.marks = std::move(made.block.marks);
    return figure;
}

}  // namespace levelin::run
