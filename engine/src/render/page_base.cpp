#include "page_base.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/ascii.hpp>
#include <levelin/core/date_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/core/number_text.hpp>

#include "furniture.hpp"
#include "legend_parts.hpp"

namespace levelin::render {

namespace {

struct NamedPage {
    std::string_view name;
    PageSize size;
};

// ISO 216 at 96 px to the inch; type as large as print or a telephone's screen asks for.
constexpr NamedPage named_pages[] = {
    {"A4", {793.7, 1122.5, 0.86}},  {"A4-landscape", {1122.5, 793.7, 0.86}},
    {"A3", {1122.5, 1587.4, 1.08}}, {"A3-landscape", {1587.4, 1122.5, 1.08}},
    {"square", {1080, 1080, 1.45}}, {"wide", {1200, 675, 1.15}},
};

constexpr double design_width = 1100;
constexpr double margin = 44;

}  // namespace

std::vector<std::string_view> page_names() {
    std::vector<std::string_view> names;
    for (const NamedPage& page : named_pages) {
        names.push_back(page.name);
    }
    return names;
}

PageSize named_page(std::string_view name) {
    std::string list;
    for (const NamedPage& page : named_pages) {
        if (ascii_lower(page.name) == ascii_lower(name)) {
            return page.size;
        }
        list += (list.empty() ? "" : ", ") + std::string{page.name};
    }
    const auto names = page_names();
    const std::string near = nearest_word(name, names);
    throw UsageError("E-RENDER-11",
                     "there is no page \"" + std::string{name} + "\"" +
                         (near.empty() ? "" : " (the nearest is " + near + ")"),
                     "one of " + list, "or give width and height");
}

namespace detail {

PageBase page_base(const MapPage& page, const draw::TypeSetter& type) {
    const PageSize& size = page.size;
    const auto fits = [](double v) { return v >= 100 && v <= 8000; };
    if (!fits(size.width_px) || (size.height_px != 0 && !fits(size.height_px))) {
        throw UsageError("E-RENDER-06",
                         "a page of " + shortest_text(std::round(size.width_px)) + " by " +
                             shortest_text(std::round(size.height_px)) + " pixels",
                         "100 to 8000 pixels each way", "choose a size in that range");
    }
    PageBase base;
    base.width_px = size.width_px;
    base.height_px = size.height_px;
    base.unit_px = size.unit_px > 0 ? size.unit_px : std::max(0.8, size.width_px / design_width);
    const double u = base.unit_px;
    const bool bare = page.contents == PageContents::map;
    // A narrow page gives no eighth of its width to margins.
    base.margin_px = std::min(bare ? 8 * u : margin * u, size.width_px / 16);
    base.body_left_px = base.margin_px;
    base.body_width_px = size.width_px - 2 * base.margin_px;
    base.body_top_px = bare ? base.margin_px : 0.8 * base.margin_px;
    double bottom = bare ? base.margin_px : 0.6 * base.margin_px;
    if (page.contents == PageContents::full) {
        PageTexts header =
            page_header(type, page.title, page.subtitle, u, base.body_width_px, size.height_px);
        std::vector<std::string> notes{page.method_line};
        notes.insert(notes.end(), page.attribution.begin(), page.attribution.end());
        notes.push_back(date_in_words(page.date));
        PageTexts footer = page_footer(type, notes, u, base.body_width_px, size.height_px);
        for (const std::string& what : header.cut) {
            base.findings.warn("W-RENDER-05", "the " + what + " is too long and was cut");
        }
        for (const std::string& what : footer.cut) {
            base.findings.warn("W-RENDER-05", "the " + what + " is too long and was cut");
        }
        base.header = std::move(header.block);
        base.footer = std::move(footer.block);
        if (!base.header.marks.empty()) {
            base.body_top_px = std::ceil(base.body_top_px + base.header.height_px + 20 * u);
        }
        if (!base.footer.marks.empty()) {
            bottom += base.footer.height_px + 36 * u;
        }
    }
    const double height = size.height_px > 0 ? size.height_px : page.tallest_px;
    if (height > 0) {
        base.body_may_be_less = size.height_px == 0;
        base.body_height_px = base.body_may_be_less ? std::floor(height - base.body_top_px - bottom)
                                                    : height - base.body_top_px - bottom;
        const double least = 60 * u;
        if (base.body_height_px < least) {
            throw UsageError(
                "E-RENDER-09",
                "the page is too small: titles and notes leave " +
                    std::to_string(std::lround(base.body_height_px)) + " pixels for the map",
                "a height of at least " +
                    std::to_string(std::lround(height + least - base.body_height_px)) + " pixels",
                "choose a larger page, or fewer texts");
        }
    }
    return base;
}

draw::Drawing finished_page(const MapPage& page, PageBase base, std::vector<draw::Mark> body,
                            double body_height_px) {
    const double u = base.unit_px;
    draw::Drawing drawing;
    drawing.width_px = base.width_px;
    drawing.font_family = page.font_family;
    drawing.title = draw::clean_text(page.title);
    drawing.description = draw::clean_text(page.alt_text);
    for (const std::string& line : page.attribution) {
        drawing.licence += (drawing.licence.empty() ? "" : " ") + draw::clean_text(line);
    }
    const double header_top = 0.8 * base.margin_px;
    drawing.marks = draw::with_block({}, std::move(base.header), base.margin_px, header_top);
    drawing.marks.insert(drawing.marks.end(), std::make_move_iterator(body.begin()),
                         std::make_move_iterator(body.end()));
    double y = base.body_top_px + std::ceil(body_height_px);
    if (!base.footer.marks.empty()) {
        const double end = base.height_px > 0
                               ? base.height_px - 0.6 * base.margin_px - base.footer.height_px
                               : y + 36 * u;
        const double rule = std::floor(end - 10 * u) + 0.5;
        drawing.marks.push_back(
            {draw::line({base.margin_px, rule}, {base.margin_px + base.body_width_px, rule},
                        {draw::rule_colour, std::max(1.0, u), {}})});
        y = end + base.footer.height_px;
        drawing.marks =
            draw::with_block(std::move(drawing.marks), std::move(base.footer), base.margin_px, end);
    }
    const double bottom =
        page.contents == PageContents::map ? base.margin_px : 0.6 * base.margin_px;
    drawing.height_px = base.height_px > 0 ? base.height_px : std::ceil(y + bottom);
    return drawing;
}

draw::Block LegendMaker::block(int columns, double px_per_metre, double size) {
    if (m_page.contents == PageContents::map) {
        return {};
    }
    const double unit = m_unit * size;
    auto found = m_made.find({columns, size});
    if (found == m_made.end()) {
        found = m_made
                    .emplace(std::pair{columns, size},
                             legend_block(m_legend, m_type, unit, columns, m_most))
                    .first;
    }
    draw::Block whole = found->second;
    draw::Block low;
    if (m_page.scale_bar) {
        low = scale_bar(m_type, unit, px_per_metre).block;
    }
    if (m_north) {
        draw::Block arrow = north_arrow(m_type, unit);
        const double left = low.marks.empty() ? 0 : low.width_px + 24 * unit;
        const double height = std::max(low.height_px, arrow.height_px);
        draw::Block both;
        both.width_px = left + arrow.width_px;
        const double bar_top = height - low.height_px;
        both.marks = draw::with_block({}, std::move(low), 0, bar_top);
        both.marks = draw::with_block(std::move(both.marks), std::move(arrow), left,
                                      height - arrow.height_px);
        both.height_px = height;
        low = std::move(both);
    }
    if (!low.marks.empty()) {
        const double top = whole.marks.empty() ? 0 : whole.height_px + 18 * unit;
        whole.height_px = top + low.height_px;
        whole.width_px = std::max(whole.width_px, low.width_px);
        whole.marks = draw::with_block(std::move(whole.marks), std::move(low), 0, top);
    }
    return whole;
}

std::vector<draw::Mark> frame_marks(const std::shared_ptr<const BoundarySet>& boundaries,
                                    const ThematicMap& map, const FrameLook& look) {
    const double u = look.unit_px;
    const draw::PageTransform& transform = look.transform;
    const auto is_elsewhere = [&](Point p) {
        return std::any_of(look.elsewhere_m.begin(), look.elsewhere_m.end(), [&](const Box& box) {
            return p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y;
        });
    };
    std::vector<draw::Mark> marks;
    draw::AreaLayer layer;
    layer.boundaries = boundaries;
    layer.transform = transform;
    for (const draw::Ink& ink : map.inks) {
        layer.inks.push_back(in_units(ink, u));
    }
    layer.ink_of_area = map.ink_of_area;
    for (std::size_t a = 0; a < look.shown.size(); ++a) {
        if (look.shown[a] == 0) {
            layer.ink_of_area[a] = draw::not_drawn;
        }
    }
    layer.notes = map.notes;
    layer.coast = draw::Stroke{draw::coast_colour, 0.5 * u, {}};
    if (look.borders) {
        // White lines would not be seen between classes that are almost white.
        constexpr double almost_white = 93;
        const bool pale = std::any_of(map.inks.begin(), map.inks.end(), [](const draw::Ink& ink) {
            return to_lab(ink.colour).lightness > almost_white && ink.hatch == draw::Hatch::none;
        });
        constexpr draw::Colour grey{0xa6, 0xa6, 0xa6};
        layer.borders = map.quiet_ground ? draw::Stroke{draw::rule_colour, 0.6 * u, {}}
                        : pale           ? draw::Stroke{grey, 0.45 * u, {}}
                                         : draw::Stroke{draw::border_colour, 0.6 * u, {}};
    }
    for (const MapOutline& outline : map.outlines) {
        draw::GroupOutline placed;
        placed.name = outline.name;
        placed.group = outline.group;
        placed.stroke = in_units(outline.stroke, u);
        if (outline.casing) {
            placed.casing = in_units(*outline.casing, u);
        }
        layer.outlines.push_back(std::move(placed));
    }
    marks.push_back({std::move(layer)});
    for (const DotCloud& cloud : map.dots) {
        draw::DotLayer dots;
        dots.name = cloud.name;
        dots.colour = cloud.colour;
        dots.diameter_px = cloud.diameter_units * u;
        for (const Point& at : cloud.at_m) {
            if (!is_elsewhere(at)) {
                dots.centres_px.push_back(transform.to_page(at));
            }
        }
        marks.push_back({std::move(dots)});
    }
    if (!map.symbols.symbols.empty()) {
        draw::SymbolLayer symbols;
        symbols.name = "symbols";
        symbols.form = map.symbols.form;
        for (const draw::Ink& ink : map.symbols.inks) {
            symbols.inks.push_back(in_units(ink, u));
        }
        symbols.stroke = in_units(map.symbols.outline, u);
        std::vector<const PlacedSymbol*> order;
        for (const PlacedSymbol& symbol : map.symbols.symbols) {
            if (!is_elsewhere(symbol.at_m)) {
                order.push_back(&symbol);
            }
        }
        std::stable_sort(order.begin(), order.end(), [](const auto* a, const auto* b) {
            return a->radius_units > b->radius_units;
        });
        for (const PlacedSymbol* symbol : order) {
            symbols.symbols.push_back(
                {transform.to_page(symbol->at_m), symbol->radius_units * u, symbol->ink});
            symbols.codes.push_back(symbol->code);
            symbols.titles.push_back(symbol->title);
        }
        marks.push_back({std::move(symbols)});
    }
    return marks;
}

void check_map(const BoundarySet& boundaries, const ThematicMap& map) {
    if (map.ink_of_area.size() != boundaries.size()) {
        throw UsageError("E-RENDER-02",
                         "a class for " + std::to_string(map.ink_of_area.size()) + " areas and " +
                             std::to_string(boundaries.size()) + " boundaries",
                         "one class for each boundary");
    }
    if (boundaries.points.empty()) {
        throw InputError("E-RENDER-01", "no area has a shape, so that there is nothing to draw",
                         "boundaries with polygons",
                         "check with `levelin inspect` that the layer holds polygons");
    }
}

void add_findings(Diagnostics& findings, const BoundarySet& boundaries,
                  const draw::Drawing& drawing, const draw::TypeSetter& type, double px_per_metre) {
    std::uint64_t without = 0;
    std::uint64_t dots = 0;
    std::vector<std::string> codes;
    constexpr double least_px2 = 0.25;
    for (std::size_t a = 0; a < boundaries.size(); ++a) {
        if (boundaries.points_of_area(a).empty()) {
            ++without;
            if (codes.size() < Diagnostics::max_examples) {
                codes.push_back(boundaries.codes[a].str());
            }
        } else if (area_of(boundaries, a) * px_per_metre * px_per_metre < least_px2) {
            ++dots;
        }
    }
    if (without > 0) {
        findings.warn(
            "W-RENDER-01",
            grouped_text(without) + (without == 1 ? " area has no shape and is not on the map"
                                                  : " areas have no shape and are not on the map"),
            without, codes);
    }
    if (!type.has_family()) {
        findings.warn("W-RENDER-02",
                      "the font " + drawing.font_family + " is not installed; another stands in");
    }
    std::uint64_t unknown = 0;
    std::vector<std::string> examples;
    for (const draw::Text& text : draw::texts_of(drawing.marks)) {
        if (const int letters = type.letters_without_shape(text.text); letters > 0) {
            unknown += static_cast<std::uint64_t>(letters);
            if (examples.size() < Diagnostics::max_examples) {
                examples.push_back(text.text);
            }
        }
    }
    if (unknown > 0) {
        findings.warn(
            "W-RENDER-03",
            grouped_text(unknown) + (unknown == 1 ? " letter is in no font that is installed"
                                                  : " letters are in no font that is installed"),
            unknown, examples);
    }
    if (dots > 0) {
        findings.note("N-RENDER-01",
                      grouped_text(dots) +
                          (dots == 1 ? " area is too small for the map and is drawn as a dot"
                                     : " areas are too small for the map and are drawn as dots"),
                      dots);
    }
}

}  // namespace detail

}  // namespace levelin::render
