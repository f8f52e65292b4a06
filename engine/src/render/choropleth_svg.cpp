#include <cmath>
#include <levelin/core/number_text.hpp>
#include <string_view>

#include "drawing.hpp"
#include "legend.hpp"
#include "page_geometry.hpp"
#include "pattern.hpp"
#include "type_setter.hpp"

namespace levelin::detail {

namespace {

// Above this many areas the grid is as coarse as half a pixel, so that the file stays small.
constexpr std::size_t many_areas = 5000;

std::string_view role_class(TextRole role) {
    switch (role) {
        case TextRole::title:
            return "title";
        case TextRole::subtitle:
            return "subtitle";
        case TextRole::legend_title:
            return "legend-title";
        case TextRole::heading:
            return "heading";
        case TextRole::label:
            return "label";
        case TextRole::note:
            return "note";
    }
    return "label";
}

/// A name that can stand between quotes in a style sheet.
std::string css_name(const std::string& name) {
    std::string safe = clean_text(name);
    std::erase_if(safe, [](char c) {
        return std::string_view{"\"\\<>{}"}.find(c) != std::string_view::npos;
    });
    return safe;
}

std::string class_name(int drawn_class) {
    return drawn_class > 0 ? "c" + std::to_string(drawn_class)
                           : std::string{to_string(static_cast<Status>(-drawn_class))};
}

/// Builds the document; text goes in escaped, numbers with at most two decimals.
class SvgWriter {
  public:
    SvgWriter& raw(std::string_view text) {
        m_out += text;
        return *this;
    }
    SvgWriter& escaped(std::string_view text) {
        for (const char c : text) {
            switch (c) {
                case '&':
                    m_out += "&amp;";
                    break;
                case '<':
                    m_out += "&lt;";
                    break;
                case '>':
                    m_out += "&gt;";
                    break;
                case '"':
                    m_out += "&quot;";
                    break;
                default:
                    m_out += c;
            }
        }
        return *this;
    }
    SvgWriter& number(double value) {
        std::string text = fixed_text(value, 2);
        text.erase(text.find_last_not_of('0') + 1);
        if (text.back() == '.') {
            text.pop_back();
        }
        m_out += text;
        return *this;
    }
    SvgWriter& number(int value) {
        m_out += std::to_string(value);
        return *this;
    }
    /// A whole number after another one: a minus sign parts them as well as a blank.
    void next_number(std::int32_t value) {
        if (value >= 0) {
            m_out += ' ';
        }
        append_whole(value);
    }
    void append_whole(std::int32_t value) {
        if (value < 0) {
            m_out += '-';
            value = -value;
        }
        if (value < 10) {
            m_out += static_cast<char>('0' + value);
        } else {
            m_out += std::to_string(value);
        }
    }
    [[nodiscard]] std::string take() { return std::move(m_out); }
    void reserve(std::size_t bytes) { m_out.reserve(bytes); }

  private:
    std::string m_out;
};

void write_rings(SvgWriter& out, const PageGeometry& geometry, std::size_t area) {
    for (std::uint32_t r = geometry.area_begin[area]; r < geometry.area_begin[area + 1]; ++r) {
        GridPoint last = geometry.points[geometry.ring_begin[r]];
        out.raw("M");
        out.append_whole(last.x);
        out.next_number(last.y);
        bool first = true;
        for (std::uint32_t i = geometry.ring_begin[r] + 1; i < geometry.ring_begin[r + 1]; ++i) {
            const GridPoint p = geometry.points[i];
            if (first) {
                out.raw("l");
                out.append_whole(p.x - last.x);
                first = false;
            } else {
                out.next_number(p.x - last.x);
            }
            out.next_number(p.y - last.y);
            last = p;
        }
        out.raw("z");
    }
}

void write_pattern(SvgWriter& out, Status status, double unit) {
    using Mark = StatusPattern::Mark;
    const StatusPattern& p = pattern_of(status);
    if (p.mark == Mark::none) {
        return;
    }
    const double side = p.side_px * unit;
    out.raw("<pattern id=\"p-").raw(to_string(status));
    out.raw("\" patternUnits=\"userSpaceOnUse\" width=\"").number(side).raw("\" height=\"");
    out.number(side).raw("\"><path fill=\"").raw(hex_text(p.ground)).raw("\" d=\"M0 0h");
    out.number(side).raw("v").number(side).raw("h-").number(side).raw("z\"/>");
    if (p.mark == Mark::dots) {
        const double r = p.mark_px * unit / 2;
        const auto dot = [&](double x, double y) {
            out.raw("<circle fill=\"").raw(hex_text(p.line)).raw("\" cx=\"").number(x);
            out.raw("\" cy=\"").number(y).raw("\" r=\"").number(r).raw("\"/>");
        };
        dot(side / 2, side / 2);
        for (const double x : {0.0, side}) {
            dot(x, 0);
            dot(x, side);
        }
    } else {
        out.raw("<path stroke=\"").raw(hex_text(p.line)).raw("\" stroke-width=\"");
        out.number(p.mark_px * unit).raw("\" d=\"");
        const auto line = [&](double x, double y, double dx, double dy) {
            out.raw("M").number(x).raw(" ").number(y).raw("l").number(dx).raw(" ").number(dy);
        };
        if (p.mark == Mark::level) {
            line(0, side / 2, side, 0);
        } else {
            // The diagonal, and what the diagonals of the next tiles leave in the corners.
            const double tip = side / 2;
            const double down = p.mark == Mark::rising ? -1 : 1;
            const double left_y = p.mark == Mark::rising ? side : 0;
            line(-tip, left_y - down * tip, 2 * side, down * 2 * side);
            line(-tip, left_y + down * (side - tip), side, down * side);
            line(side - tip, left_y - down * tip, side, down * side);
        }
        out.raw("\"/>");
    }
    out.raw("</pattern>\n");
}

void write_style(SvgWriter& out, const Classes& classes, const ChoroplethSpec& spec,
                 const MapLayout& layout, double step) {
    out.raw("<style>\ntext{font-family:\"").escaped(css_name(spec.font_family));
    out.raw("\",\"DejaVu Sans\",Verdana,Arial,sans-serif}\n");
    for (const TextRole role : {TextRole::title, TextRole::subtitle, TextRole::legend_title,
                                TextRole::heading, TextRole::label, TextRole::note}) {
        out.raw(".").raw(role_class(role)).raw("{font-size:");
        out.number(type_size(role) * layout.unit_px).raw("px;fill:");
        out.raw(hex_text(text_colour(role))).raw(is_bold(role) ? ";font-weight:bold}\n" : "}\n");
    }
    const auto fill = [&](const std::string& name, const std::string& paint) {
        out.raw(".").raw(name).raw("{fill:").raw(paint).raw("}\n");
    };
    const std::vector<Colour> colours = class_colours(classes, spec);
    for (std::size_t k = 0; k < colours.size(); ++k) {
        fill(class_name(static_cast<int>(k) + 1), hex_text(colours[k]));
    }
    for (std::size_t s = 1; s < status_count; ++s) {
        if (classes.status_counts[s] > 0) {
            const auto status = static_cast<Status>(s);
            const bool plain = pattern_of(status).mark == StatusPattern::Mark::none;
            fill(std::string{to_string(status)},
                 plain ? hex_text(pattern_of(status).ground)
                       : "url(#p-" + std::string{to_string(status)} + ")");
        }
    }
    out.raw("#areas path{fill-rule:evenodd}\n");
    if (layout.outlines) {
        out.raw("#map{stroke-linejoin:round;stroke:").raw(hex_text(border_colour));
        out.raw(";stroke-width:").number(border_px * layout.unit_px / step);
        out.raw("}\n.coast{stroke:").raw(hex_text(coast_colour)).raw(";stroke-width:");
        out.number((border_px + 1) * layout.unit_px / step).raw("}\n");
    } else {
        // Each pixel goes to one area: no seam, and no area grows at its neighbour's cost.
        out.raw("#map{shape-rendering:crispEdges}\n");
    }
    out.raw(".sample,.bar{stroke:").raw(hex_text(coast_colour)).raw(";stroke-width:");
    out.number(0.75 * layout.unit_px).raw("}\n.sample{stroke-width:");
    out.number(0.75 * layout.unit_px / step).raw("}\n</style>\n");
}

void write_areas(SvgWriter& out, const BoundarySet& boundaries, std::span<const int> class_of_area,
                 const Classes& classes, const PageGeometry& geometry,
                 std::span<const std::string> notes) {
    // By class in one pass: the areas of each, the dots last, so that nothing covers them.
    const std::size_t groups = classes.entries.size() + status_count - 1;
    std::vector<std::vector<std::uint32_t>> members(2 * groups);
    for (std::size_t a = 0; a < boundaries.size(); ++a) {
        const int c = class_of_area[a];
        const std::size_t group = c > 0 ? static_cast<std::size_t>(c - 1)
                                        : classes.entries.size() + static_cast<std::size_t>(-c - 1);
        members[group + (geometry.is_dot[a] != 0 ? groups : 0)].push_back(
            static_cast<std::uint32_t>(a));
    }
    for (std::size_t g = 0; g < members.size(); ++g) {
        if (members[g].empty()) {
            continue;
        }
        out.raw("<g class=\"").raw(class_name(class_of_area[members[g].front()])).raw("\">\n");
        for (const std::uint32_t a : members[g]) {
            out.raw("<path data-code=\"").escaped(boundaries.codes[a].view()).raw("\" d=\"");
            write_rings(out, geometry, a);
            const std::string_view name =
                boundaries.names.empty() ? std::string_view{} : boundaries.names[a];
            if (name.empty() && notes.empty()) {
                out.raw("\"/>\n");
                continue;
            }
            out.raw("\"><title>")
                .escaped(name.empty() ? boundaries.codes[a].str() : clean_text(name));
            if (!notes.empty()) {
                out.raw(": ").escaped(clean_text(notes[a]));
            }
            out.raw("</title></path>\n");
        }
        out.raw("</g>\n");
    }
}

void write_box(SvgWriter& out, const Box& box) {
    out.raw("\" x=\"").number(box.min_x).raw("\" y=\"").number(box.min_y);
    out.raw("\" width=\"").number(box.max_x - box.min_x);
    out.raw("\" height=\"").number(box.max_y - box.min_y).raw("\"/>\n");
}

void write_furniture(SvgWriter& out, const MapLayout& layout, double step) {
    for (const Box& rule : layout.rules_px) {
        out.raw("<path stroke=\"").raw(hex_text(rule_colour)).raw("\" d=\"M").number(rule.min_x);
        out.raw(" ").number(std::floor(rule.min_y) + 0.5).raw("H").number(rule.max_x);
        out.raw("\"/>\n");
    }
    // In the units of the map, so that its patterns look the same.
    out.raw("<g id=\"samples\" transform=\"scale(").number(step).raw(")\">\n");
    for (const PlacedSwatch& swatch : layout.swatches) {
        const Box& box = swatch.box_px;
        out.raw("<rect class=\"sample ").raw(class_name(swatch.drawn_class));
        write_box(out, {box.min_x / step, box.min_y / step, box.max_x / step, box.max_y / step});
    }
    out.raw("</g>\n");
    if (const Box& bar = layout.scale_bar.box_px; !bar.empty()) {
        out.raw("<rect class=\"bar\" fill=\"").raw(hex_text(page_colour));
        write_box(out, bar);
        out.raw("<rect class=\"bar\" fill=\"").raw(hex_text(quiet_colour));
        write_box(out, {bar.min_x, bar.min_y, (bar.min_x + bar.max_x) / 2, bar.max_y});
    }
    for (const PlacedText& text : layout.texts) {
        out.raw("<text class=\"").raw(role_class(text.role)).raw("\" x=\"").number(text.x_px);
        out.raw("\" y=\"").number(text.baseline_px);
        out.raw(text.align == TextAlign::right    ? "\" text-anchor=\"end\">"
                : text.align == TextAlign::centre ? "\" text-anchor=\"middle\">"
                                                  : "\">");
        out.escaped(text.text).raw("</text>\n");
    }
}

}  // namespace

Drawn draw_svg(const BoundarySet& boundaries, std::span<const int> class_of_area,
               const Classes& classes, const ChoroplethSpec& spec, const MapLayout& layout,
               std::span<const std::string> area_notes) {
    const double step = boundaries.size() > many_areas ? 0.5 : 0.25;
    // A dot is a whole pixel, which is seen without smoothing too; smaller than a quarter of one
    // an area would vanish.
    const int steps = static_cast<int>(1 / step);
    const PageGeometry geometry =
        to_page_grid(boundaries, layout.transform, step, steps, steps * steps / 4);
    SvgWriter out;
    out.reserve(geometry.points.size() * 5 + boundaries.size() * 64 + 16384);
    out.raw(
        "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<svg xmlns=\"http://www.w3.org/2000/svg\" ");
    out.raw("role=\"img\" aria-labelledby=\"map-title map-description\" width=\"");
    out.number(layout.width_px).raw("\" height=\"").number(layout.height_px);
    out.raw("\" viewBox=\"0 0 ").number(layout.width_px).raw(" ").number(layout.height_px);
    out.raw("\">\n<title id=\"map-title\">").escaped(clean_text(spec.title));
    out.raw("</title>\n<desc id=\"map-description\">").escaped(clean_text(spec.alt_text));
    out.raw("</desc>\n");
    write_style(out, classes, spec, layout, step);
    out.raw("<defs>\n");
    for (std::size_t s = 1; s < status_count; ++s) {
        if (classes.status_counts[s] > 0) {
            write_pattern(out, static_cast<Status>(s), layout.unit_px / step);
        }
    }
    out.raw("</defs>\n<rect fill=\"").raw(hex_text(page_colour));
    write_box(out,
              {0, 0, static_cast<double>(layout.width_px), static_cast<double>(layout.height_px)});
    out.raw("<g id=\"map\" transform=\"translate(").number(layout.transform.left_px).raw(" ");
    out.number(layout.transform.top_px).raw(") scale(").number(step).raw(")\">\n");
    if (layout.outlines) {
        out.raw("<use href=\"#areas\" class=\"coast\" aria-hidden=\"true\"/>\n");
    }
    out.raw("<g id=\"areas\">\n");
    write_areas(out, boundaries, class_of_area, classes, geometry, area_notes);
    out.raw("</g>\n</g>\n");
    write_furniture(out, layout, step);
    out.raw("</svg>\n");
    return {out.take(), geometry.dots, geometry.without_shape};
}

}  // namespace levelin::detail
