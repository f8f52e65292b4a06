#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/draw/ink.hpp>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace levelin::draw {

/// From metres (y up) to pixels of the page (y down).
struct PageTransform {
    double px_per_metre = 1;
    double west_m = 0;   ///< Easting that is drawn at `left_px`.
    double north_m = 0;  ///< Northing that is drawn at `top_px`.
    double left_px = 0;
    double top_px = 0;

    [[nodiscard]] Point to_page(Point metres) const noexcept {
        return {left_px + (metres.x - west_m) * px_per_metre,
                top_px + (north_m - metres.y) * px_per_metre};
    }
    [[nodiscard]] Box to_page(const Box& metres) const noexcept {
        const Point a = to_page(Point{metres.min_x, metres.max_y});
        const Point b = to_page(Point{metres.max_x, metres.min_y});
        return {a.x, a.y, b.x, b.y};
    }
};

/// Stands in `AreaLayer::ink_of_area` for an area that is not drawn at all.
inline constexpr std::uint8_t not_drawn = 0xFF;
/// The most inks that a layer of areas may have.
inline constexpr std::size_t max_inks = 250;

/// Lines between areas of different groups, and around those that have neighbours of none.
struct GroupOutline {
    std::string name;                  ///< Its class in an SVG.
    std::vector<std::uint32_t> group;  ///< One an area; `no_group` = belongs to none.
    Stroke stroke;
    std::optional<Stroke> casing;  ///< Drawn beneath, wider, so that the line stands out.
    static constexpr std::uint32_t no_group = UINT32_MAX;
};

/// Areas that share borders, each filled with one ink, without seams in any format.
///
/// Invariants: `ink_of_area` has one entry an area, each below `inks.size()` or `not_drawn`;
/// `inks.size() <= max_inks`; `notes` is empty or has one entry an area.
struct AreaLayer {
    std::shared_ptr<const BoundarySet> boundaries;  ///< Metres, y up.
    PageTransform transform;
    std::vector<Ink> inks;
    std::vector<std::uint8_t> ink_of_area;
    std::vector<std::string> notes;  ///< What an SVG says of an area after its name.
    std::optional<Stroke> borders;   ///< Between areas; every border is drawn once.
    std::optional<Stroke> coast;     ///< Around all areas, outside them.
    std::vector<GroupOutline> outlines;
    bool titles = true;  ///< Whether an SVG carries names and notes.
};

/// A layer's boundaries without a copy; the caller keeps them alive.
[[nodiscard]] inline std::shared_ptr<const BoundarySet> borrowed(const BoundarySet& set) {
    return {std::shared_ptr<const BoundarySet>{}, &set};
}

}  // namespace levelin::draw
