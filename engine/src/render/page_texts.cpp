#include "page_texts.hpp"

#include <algorithm>
#include <array>

namespace levelin::render::detail {

namespace {

draw::Block stacked(draw::Block above, draw::Block below, double gap_px) {
    if (below.marks.empty()) {
        return above;
    }
    const double top = above.marks.empty() ? 0 : above.height_px + gap_px;
    const double height = top + below.height_px;
    above.width_px = std::max(above.width_px, below.width_px);
    above.marks = draw::with_block(std::move(above.marks), std::move(below), 0, top);
    above.height_px = height;
    return above;
}

}  // namespace

Fitted fitted_text(const draw::TypeSetter& type, const std::string& text, draw::Role role,
                   double unit_px, double width_px, double most_px) {
    constexpr std::array shrinks{1.0, 0.85, 0.72, 0.6};
    constexpr std::size_t title_lines = 3;
    const std::string clean = draw::clean_text(text);
    const double leading = draw::leading_of(role);
    const double smallest_unit = unit_px * shrinks.back();
    for (const double shrink : shrinks) {
        const draw::TextStyle style = draw::style_of(role, unit_px * shrink);
        draw::Block block = type.paragraph(clean, style, width_px, leading);
        const bool fits = most_px <= 0 || block.height_px <= most_px;
        const bool few = role != draw::Role::title || block.marks.size() <= title_lines;
        if (fits && (few || shrink == shrinks.back())) {
            return {std::move(block), false};
        }
    }
    const draw::TextStyle style = draw::style_of(role, smallest_unit);
    const std::vector<std::string> lines = type.wrap(clean, style, width_px);
    const auto room = static_cast<std::size_t>(std::max(1.0, most_px / (style.size_px * leading)));
    const std::size_t kept = std::min(room, lines.size());
    Fitted fitted;
    fitted.cut = kept < lines.size();
    for (std::size_t i = 0; i < kept; ++i) {
        // The ellipsis takes the place of what does not fit beside it.
        const std::string line = fitted.cut && i + 1 == kept
                                     ? type.cut(lines[i] + " " + lines[i + 1], style, width_px)
                                     : lines[i];
        draw::Text placed =
            type.line(line, style, draw::Align::left, 0,
                      fitted.block.height_px + style.size_px * (0.5 * leading + 0.36));
        fitted.block.width_px = std::max(fitted.block.width_px, placed.width_px);
        fitted.block.height_px += style.size_px * leading;
        fitted.block.marks.push_back({std::move(placed)});
    }
    return fitted;
}

PageTexts page_header(const draw::TypeSetter& type, const std::string& title,
                      const std::string& subtitle, double unit_px, double width_px,
                      double page_height_px) {
    PageTexts texts;
    const auto add = [&](const std::string& text, draw::Role role, double share, const char* name) {
        Fitted fitted = fitted_text(type, text, role, unit_px, width_px, share * page_height_px);
        texts.block = stacked(std::move(texts.block), std::move(fitted.block), 4 * unit_px);
        if (fitted.cut) {
            texts.cut.emplace_back(name);
        }
    };
    add(title, draw::Role::title, 0.2, "title");
    add(subtitle, draw::Role::subtitle, 0.1, "subtitle");
    return texts;
}

PageTexts page_footer(const draw::TypeSetter& type, const std::vector<std::string>& notes,
                      double unit_px, double width_px, double page_height_px) {
    PageTexts texts;
    double left = 0.22 * page_height_px;
    for (const std::string& note : notes) {
        if (note.empty()) {
            continue;
        }
        // Of what room is left, so that the last of many sources is cut and not the first.
        const double least = draw::style_of(draw::Role::note, unit_px).size_px;
        Fitted fitted = fitted_text(type, note, draw::Role::note, unit_px, width_px,
                                    page_height_px > 0 ? std::max(least, left) : 0);
        left -= fitted.block.height_px;
        texts.block = stacked(std::move(texts.block), std::move(fitted.block), 0);
        if (fitted.cut) {
            texts.cut.push_back("note " + std::to_string(&note - notes.data() + 1));
        }
    }
    return texts;
}

}  // namespace levelin::render::detail
