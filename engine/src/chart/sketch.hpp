#pragma once

#include <levelin/chart/axis.hpp>
#include <levelin/chart/charts.hpp>
#include <levelin/draw/house_style.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace levelin::chart::detail {

// Three colours that stay apart for every kind of colour vision and on grey paper; all have 3 : 1
// on white at least.
inline constexpr draw::Colour strong_colour{0x1f, 0x4e, 0x8c};
inline constexpr draw::Colour light_colour{0x6f, 0x8f, 0xb4};
inline constexpr draw::Colour mark_colour{0xc2, 0x4e, 0x00};

/// @throws std::invalid_argument.
void check_finite(std::span<const double> values);

/// The form of a mark: tick, diamond, ring.
enum class Form : std::uint8_t { tick, diamond, ring, dot, column, wire, dashes };

/// Collects the marks of a chart, in pixels of its block.
class Sketch {
  public:
    explicit Sketch(const Frame& frame);

    [[nodiscard]] double px(double units) const noexcept { return units * m_frame.unit_px; }
    [[nodiscard]] double width() const noexcept { return m_width; }
    [[nodiscard]] const draw::TypeSetter& type() const noexcept { return m_frame.type; }
    [[nodiscard]] draw::TextStyle style(draw::Role role, bool bold = false) const;
    [[nodiscard]] double width_of(const std::string& text, draw::Role role,
                                  bool bold = false) const;
    /// At most `lines` lines of at most that width, the last one cut where there is more.
    [[nodiscard]] std::vector<std::string> lines(const std::string& text, draw::Role role,
                                                 double width_px, std::size_t lines) const;

    void text(const std::string& text, const draw::TextStyle& style, draw::Align align, double x,
              double baseline);
    void box(const Box& box, const draw::Ink& ink, const std::string& title = {});
    void line(Point from, Point to, draw::Colour colour, double width_units,
              std::vector<double> dash_units = {});
    void path(std::vector<Point> points, bool closed, const std::optional<draw::Ink>& fill,
              const std::optional<draw::Stroke>& stroke, const std::string& name = {});
    void symbol(Form form, Point centre, double radius_px, draw::Colour colour);
    void add(draw::Mark mark) { m_block.marks.push_back(std::move(mark)); }

    /// Ticks' texts below a line at `top`, with hairlines up to `grid_top`; texts that would meet
    /// are left out evenly. @returns the lower end of the texts.
    double axis_below(const Axis& axis, double left, double right, double grid_top, double top);

    struct LegendItem {
        Form form = Form::column;
        draw::Colour colour;
        std::string name;
    };
    /// One after the other, in as many rows as needed. @returns the lower end.
    double legend(std::span<const LegendItem> items, double top);

    /// The block, as high as said.
    [[nodiscard]] draw::Block take(double height_px);

  private:
    Frame m_frame;
    double m_width;
    draw::Block m_block;
};

}  // namespace levelin::chart::detail
