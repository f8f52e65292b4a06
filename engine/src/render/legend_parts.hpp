#pragma once

#include <levelin/draw/house_style.hpp>
#include <levelin/draw/type_setter.hpp>
#include <levelin/render/legend.hpp>
#include <string>

namespace levelin::render::detail {

/// Measures and places texts of the house's roles.
class LegendPen {
  public:
    LegendPen(const draw::TypeSetter& type, double unit_px) : m_type{type}, m_unit{unit_px} {}

    [[nodiscard]] double unit() const noexcept { return m_unit; }
    [[nodiscard]] double size(draw::Role role) const { return style(role).size_px; }
    [[nodiscard]] draw::TextStyle style(draw::Role role) const {
        return draw::style_of(role, m_unit);
    }
    [[nodiscard]] double width(const std::string& text, draw::Role role) const {
        return text.empty() ? 0 : m_type.width_px(text, style(role));
    }
    [[nodiscard]] draw::Mark text(const std::string& text, draw::Role role, draw::Align align,
                                  double x, double baseline) const {
        return {m_type.line(text, style(role), align, x, baseline)};
    }
    /// The baseline of a text that is to look centred at a height.
    [[nodiscard]] double centred(draw::Role role, double y) const { return y + size(role) * 0.36; }
    [[nodiscard]] const draw::TypeSetter& type() const noexcept { return m_type; }

  private:
    const draw::TypeSetter& m_type;
    double m_unit;
};

/// An ink with its pattern in units of the design.
[[nodiscard]] draw::Ink in_units(draw::Ink ink, double unit_px);
[[nodiscard]] draw::Stroke in_units(draw::Stroke stroke, double unit_px);

[[nodiscard]] draw::Block part_block(const LegendRows& part, const LegendPen& pen, int columns,
                                     double most_px);
[[nodiscard]] draw::Block part_block(const LegendSquare& part, const LegendPen& pen,
                                     double most_px);
[[nodiscard]] draw::Block part_block(const LegendMatrix& part, const LegendPen& pen);
[[nodiscard]] draw::Block part_block(const LegendSymbols& part, const LegendPen& pen);
[[nodiscard]] draw::Block part_block(const LegendDots& part, const LegendPen& pen);

}  // namespace levelin::render::detail
