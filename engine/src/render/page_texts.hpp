#pragma once

#include <levelin/core/diagnostics.hpp>
#include <levelin/draw/drawing.hpp>
#include <levelin/draw/house_style.hpp>
#include <levelin/draw/type_setter.hpp>
#include <string>
#include <vector>

namespace levelin::render::detail {

/// A text that may be set smaller, and cut where even that does not fit.
struct Fitted {
    draw::Block block;
    bool cut = false;
};

/// Lines of a role no higher together than `most_px`; 0 = as high as they need.
///
/// Type shrinks in steps to 60 % while there are more than three lines of a title, or while the
/// lines are too high; then lines are left out, and the last that stays ends in an ellipsis.
[[nodiscard]] Fitted fitted_text(const draw::TypeSetter& type, const std::string& text,
                                 draw::Role role, double unit_px, double width_px, double most_px);

/// Title and subtitle, or the notes below a map.
struct PageTexts {
    draw::Block block;
    std::vector<std::string> cut;  ///< What was cut: "title".
};
[[nodiscard]] PageTexts page_header(const draw::TypeSetter& type, const std::string& title,
                                    const std::string& subtitle, double unit_px, double width_px,
                                    double page_height_px);
[[nodiscard]] PageTexts page_footer(const draw::TypeSetter& type,
                                    const std::vector<std::string>& notes, double unit_px,
                                    double width_px, double page_height_px);

}  // namespace levelin::render::detail
