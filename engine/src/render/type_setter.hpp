#pragma once

#include <levelin/render/map_layout.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

// Cairo's and Pango's own names, so that their headers stay in one source file.
using cairo_t = struct _cairo;

namespace levelin::detail {

/// UTF-8 that XML and Pango take: wrong bytes become U+FFFD, control characters become blanks.
[[nodiscard]] std::string clean_text(std::string_view text);

/// Measures, wraps and draws lines of text in one family, the same on any screen: no hinting, no
/// sub-pixel colours, widths that do not depend on the scale.
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
    [[nodiscard]] double width_px(const std::string& text, double size_px, bool bold) const;
    /// Lines of at most that width; words that are longer are cut.
    [[nodiscard]] std::vector<std::string> wrap(const std::string& text, double size_px, bool bold,
                                                double width_px) const;
    /// In the colour that the context has.
    void draw(cairo_t* context, const PlacedText& text) const;

  private:
    struct Pango;
    std::unique_ptr<Pango> m_pango;
};

}  // namespace levelin::detail
