#pragma once

#include <cstdint>
#include <levelin/draw/area_shapes.hpp>
#include <string>
#include <string_view>
#include <utility>

namespace levelin::draw::detail {

/// Builds a part of an SVG document; text goes in escaped, numbers with at most two decimals.
class SvgText {
  public:
    SvgText& raw(std::string_view text) {
        m_out += text;
        return *this;
    }
    SvgText& escaped(std::string_view text);
    SvgText& number(double value);
    /// ` name="value"`, the value escaped.
    SvgText& attribute(std::string_view name, std::string_view value) {
        return raw(" ").raw(name).raw("=\"").escaped(value).raw("\"");
    }
    SvgText& attribute(std::string_view name, double value) {
        return raw(" ").raw(name).raw("=\"").number(value).raw("\"");
    }
    /// Begins the data of a path: its first point will be absolute.
    void new_path() { m_at_start = true; }
    /// Points of a grid as path data, relative to those before.
    void path(const GridPoint* begin, const GridPoint* end, bool closed);

    [[nodiscard]] std::string take() { return std::move(m_out); }
    [[nodiscard]] const std::string& text() const noexcept { return m_out; }

  private:
    void whole(std::int32_t value);
    /// A whole number after another one: a minus sign parts them as well as a blank.
    void next_whole(std::int32_t value);

    std::string m_out;
    bool m_at_start = true;
    GridPoint m_at;  ///< Where the path stands.
};

/// A name that can stand between quotes in a style sheet.
[[nodiscard]] std::string css_name(std::string_view name);

}  // namespace levelin::draw::detail
