#pragma once

#include <levelin/draw/drawing.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::draw {

/// UTF-8 that XML and Pango take: wrong bytes become U+FFFD, control characters become blanks.
[[nodiscard]] std::string clean_text(std::string_view text);

/// Measures and wraps lines of text in one family, the same on any screen: no hinting, no
/// sub-pixel colours, widths that do not depend on the scale.
///
/// Letters that the family lacks are taken from another font that is installed.
/// Cost: a new one reads the list of installed fonts (milliseconds); a measurement is microseconds.
class TypeSetter {
  public:
    /// @throws OutputError E-RENDER-08 where no font at all is installed.
    explicit TypeSetter(std::string family);
    ~TypeSetter();
    TypeSetter(const TypeSetter&) = delete;
    TypeSetter& operator=(const TypeSetter&) = delete;
    TypeSetter(TypeSetter&&) = delete;
    TypeSetter& operator=(TypeSetter&&) = delete;

    /// False where another family stands in.
    [[nodiscard]] bool has_family() const noexcept;
    [[nodiscard]] double width_px(const std::string& text, const TextStyle& style) const;
    /// Letters that no installed font has; they are drawn as boxes.
    [[nodiscard]] int letters_without_shape(const std::string& text) const;
    /// Lines of at most that width; words that are longer are cut.
    [[nodiscard]] std::vector<std::string> wrap(const std::string& text, const TextStyle& style,
                                                double width_px) const;
    /// The text, or as much of its beginning as fits with a closing ellipsis.
    [[nodiscard]] std::string cut(const std::string& text, const TextStyle& style,
                                  double width_px) const;
    /// A line with its width measured.
    [[nodiscard]] Text line(std::string text, const TextStyle& style, Align align, double x_px,
                            double baseline_px) const;
    /// Lines of text under each other, `leading` times their size apart.
    [[nodiscard]] Block paragraph(const std::string& text, const TextStyle& style, double width_px,
                                  double leading) const;

    struct Pango;
    /// For the writers of pictures.
    [[nodiscard]] const Pango& pango() const noexcept { return *m_pango; }

  private:
    std::unique_ptr<Pango> m_pango;
};

}  // namespace levelin::draw
