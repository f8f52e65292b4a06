#include "svg_styles.hpp"

#include <algorithm>

namespace levelin::draw::detail {

namespace {

std::string look_of(const Ink& ink, double units_per_px) {
    SvgText text;
    text.raw(hex_text(ink.colour)).raw(" ").number(ink.opacity);
    if (ink.hatch != Hatch::none) {
        text.raw(" ").number(static_cast<double>(ink.hatch)).raw(hex_text(ink.line)).raw(" ");
        text.number(ink.side_px).raw(" ").number(ink.mark_px).raw(" ").number(units_per_px);
    }
    return text.take();
}

void write_pattern(SvgText& out, const std::string& id, const Ink& ink, double units_per_px) {
    const double side = ink.side_px * units_per_px;
    const double mark = ink.mark_px * units_per_px;
    out.raw("<pattern").attribute("id", id).raw(" patternUnits=\"userSpaceOnUse\"");
    out.attribute("width", side).attribute("height", side).raw("><path");
    out.attribute("fill", hex_text(ink.colour)).raw(" d=\"M0 0h").number(side).raw("v");
    out.number(side).raw("h-").number(side).raw("z\"/>");
    if (ink.hatch == Hatch::dots) {
        const auto dot = [&](double x, double y) {
            out.raw("<circle").attribute("fill", hex_text(ink.line));
            out.attribute("cx", x).attribute("cy", y).attribute("r", mark / 2).raw("/>");
        };
        dot(side / 2, side / 2);
        for (const double x : {0.0, side}) {
            dot(x, 0);
            dot(x, side);
        }
    } else {
        out.raw("<path").attribute("stroke", hex_text(ink.line));
        out.attribute("stroke-width", mark).raw(" d=\"");
        const auto line = [&](double x, double y, double dx, double dy) {
            out.raw("M").number(x).raw(" ").number(y).raw("l").number(dx).raw(" ").number(dy);
        };
        if (ink.hatch == Hatch::level) {
            line(0, side / 2, side, 0);
        } else {
            // The diagonal, and what the diagonals of the next tiles leave in the corners.
            const double tip = side / 2;
            const double down = ink.hatch == Hatch::rising ? -1 : 1;
            const double left_y = ink.hatch == Hatch::rising ? side : 0;
            line(-tip, left_y - down * tip, 2 * side, down * 2 * side);
            line(-tip, left_y + down * (side - tip), side, down * side);
            line(side - tip, left_y - down * tip, side, down * side);
        }
        out.raw("\"/>");
    }
    out.raw("</pattern>\n");
}

}  // namespace

std::pair<std::string, bool> SvgStyles::named(const std::string& wanted, const std::string& look) {
    std::string name = wanted;
    for (int number = 2;; ++number) {
        const auto found = std::find_if(m_names.begin(), m_names.end(),
                                        [&](const auto& entry) { return entry.first == name; });
        if (found == m_names.end()) {
            m_names.emplace_back(name, look);
            return {name, true};
        }
        if (found->second == look) {
            return {name, false};
        }
        name = wanted + "-" + std::to_string(number);
    }
}

std::string SvgStyles::ink_class(const Ink& ink) {
    const auto [name, added] = named(own(ink.name.empty() ? "ink" : ink.name), look_of(ink, 1));
    if (added) {
        const std::string paint =
            ink.hatch == Hatch::none ? hex_text(ink.colour) : pattern_url(ink, 1);
        m_rules.raw(".").raw(name).raw("{fill:").raw(paint);
        if (ink.opacity < 1) {
            m_rules.raw(";fill-opacity:").number(ink.opacity);
        }
        m_rules.raw("}\n");
    }
    return name;
}

std::string SvgStyles::text_class(const TextStyle& style) {
    SvgText rule;
    rule.raw("{font-size:").number(style.size_px).raw("px;fill:").raw(hex_text(style.colour));
    rule.raw(style.bold ? ";font-weight:bold}\n" : "}\n");
    const auto [name, added] = named(own(style.name), rule.text());
    if (added) {
        m_rules.raw(".").raw(name).raw(rule.text());
    }
    return name;
}

std::string SvgStyles::seam_class(double units_per_px) {
    SvgText rule;
    rule.raw("{stroke-width:").number(2 * units_per_px).raw("}\n");
    const auto [name, added] = named(own("seam"), rule.text());
    if (added) {
        m_rules.raw(".").raw(name).raw(rule.text());
        m_rules.raw("@supports (vector-effect:non-scaling-stroke){.").raw(name);
        m_rules.raw("{vector-effect:non-scaling-stroke;stroke-width:2}}\n");
    }
    return name;
}

std::string SvgStyles::pattern_url(const Ink& ink, double units_per_px) {
    const auto [id, added] = named(own("p-" + (ink.name.empty() ? std::string{"ink"} : ink.name)),
                                   look_of(ink, units_per_px));
    if (added) {
        write_pattern(m_patterns, id, ink, units_per_px);
    }
    return "url(#" + id + ")";
}

std::string stroke_attributes(const Stroke& stroke, double units_per_px) {
    SvgText text;
    text.attribute("stroke", hex_text(stroke.colour));
    text.attribute("stroke-width", stroke.width_px * units_per_px);
    if (!stroke.dash_px.empty()) {
        text.raw(" stroke-dasharray=\"");
        for (std::size_t i = 0; i < stroke.dash_px.size(); ++i) {
            text.raw(i == 0 ? "" : " ").number(stroke.dash_px[i] * units_per_px);
        }
        text.raw("\"");
    }
    return text.take();
}

}  // namespace levelin::draw::detail
