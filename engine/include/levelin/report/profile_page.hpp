#pragma once

#include <levelin/chart/charts.hpp>
#include <levelin/draw/drawing.hpp>
#include <levelin/draw/type_setter.hpp>
#include <levelin/report/document.hpp>
#include <optional>
#include <string>
#include <vector>

namespace levelin::report {

/// What is said of one area on its page.
struct Profile {
    std::string kicker;  ///< Above the name: what all pages are about.
    std::string name;
    std::string code;
    std::string place;                     ///< "District in the North West, England"; may be empty.
    std::vector<std::string> sentences;    ///< The page in words; the first is set larger.
    std::vector<KeyFigures::One> figures;  ///< At most 4.
    std::optional<draw::Drawing> map;      ///< Where it is.
    std::string map_caption;
    std::optional<chart::BarsSpec> parts;
    std::string parts_heading;
    std::optional<chart::DistributionSpec> standing;
    std::string standing_heading;
    std::optional<Table> beside;      ///< Neighbours, region and nation.
    std::vector<std::string> footer;  ///< Sources and licences.
    std::string page_note;            ///< At the foot, to the right: "Page 3 of 317".
};

inline constexpr double a4_width_px = 210 / 25.4 * 96;
inline constexpr double a4_height_px = 297 / 25.4 * 96;
/// The room of a profile's map.
inline constexpr double profile_map_px = 216;

/// The profile on one A4 page.
///
/// Everything stands within margins of 15 mm and nothing covers anything else. What does not fit is
/// cut and says so: names with an ellipsis, the table at its end with the number of rows left out,
/// parts beyond the fourteen largest in one line.
/// Guarantees: the same for the same input and fonts. Cost: the measuring of texts.
[[nodiscard]] draw::Drawing profile_page(const Profile& profile, const draw::TypeSetter& type);

/// The same as sections of a document, a heading of level 2 an area.
[[nodiscard]] std::vector<Part> profile_sections(const Profile& profile,
                                                 const draw::TypeSetter& type);

}  // namespace levelin::report
