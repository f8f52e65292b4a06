#pragma once

#include <levelin/draw/drawing.hpp>
#include <string>
#include <utility>
#include <vector>

#include "svg_text.hpp"

namespace levelin::draw::detail {

/// The classes and patterns of a document, collected while its body is written.
///
/// Inks and text styles of one name and different looks get names of their own by a number.
class SvgStyles {
  public:
    explicit SvgStyles(std::string prefix) : m_prefix{std::move(prefix)} {}

    /// The class that fills with an ink.
    [[nodiscard]] std::string ink_class(const Ink& ink);
    /// The class that sets a text.
    [[nodiscard]] std::string text_class(const TextStyle& style);
    /// The class of lines beneath areas: two pixels wide on the screen at any scale; where a viewer
    /// does not know such lines, two pixels of the page.
    [[nodiscard]] std::string seam_class(double units_per_px);
    /// `url(#...)` of a patterned ink, where units are `units_per_px` to the pixel.
    [[nodiscard]] std::string pattern_url(const Ink& ink, double units_per_px);
    /// An id or class of the document's own.
    [[nodiscard]] std::string own(std::string_view name) const {
        return m_prefix + std::string{name};
    }

    [[nodiscard]] const std::string& rules() const noexcept { return m_rules.text(); }
    [[nodiscard]] const std::string& patterns() const noexcept { return m_patterns.text(); }

  private:
    /// The name of that look: the wanted one, or with a number where another look has it.
    [[nodiscard]] std::pair<std::string, bool> named(const std::string& wanted,
                                                     const std::string& look);

    std::string m_prefix;
    std::vector<std::pair<std::string, std::string>> m_names;  ///< Name and look.
    SvgText m_rules;
    SvgText m_patterns;
};

/// ` stroke="..." stroke-width="..."`, in units `units_per_px` to the pixel.
[[nodiscard]] std::string stroke_attributes(const Stroke& stroke, double units_per_px = 1);

}  // namespace levelin::draw::detail
