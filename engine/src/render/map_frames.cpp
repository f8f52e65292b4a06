#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/render/map_frames.hpp>

namespace levelin::render {

namespace {

Point middle_of(const Box& box) {
    return {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

bool holds(const Box& box, Point p) {
    return p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y;
}

/// Areas whose middle lies in a box, and the square metres that they cover.
struct Inside {
    std::uint64_t areas = 0;
    double area_m2 = 0;
};

Inside inside(const BoundarySet& boundaries, const Box& box) {
    Inside found;
    for (std::size_t a = 0; a < boundaries.size(); ++a) {
        const auto points = boundaries.points_of_area(a);
        if (!points.empty() && holds(box, middle_of(bounding_box(points)))) {
            ++found.areas;
            found.area_m2 += area_of(boundaries, a);
        }
    }
    return found;
}

}  // namespace

const std::vector<Inset>& known_insets() {
    static const std::vector<Inset> list = {
        {"northern-isles", "Orkney and Shetland", {310000, 978000, 475000, 1224000}, 1, true},
        {"london", "Greater London", {503000, 155500, 562000, 201500}, 0, false},
        {"birmingham",
         "Birmingham and the Black Country",
         {389000, 270000, 437000, 306000},
         0,
         false},
        {"manchester", "Greater Manchester", {351000, 381000, 406000, 422000}, 0, false},
        {"tyneside", "Tyne and Wear", {405000, 545000, 443000, 581000}, 0, false},
        {"glasgow", "Glasgow", {240000, 650000, 276000, 681000}, 0, false},
        {"belfast", "Belfast", {129000, 513000, 166000, 545000}, 0, false},
        {"cardiff", "Cardiff and the Valleys", {300000, 163000, 334000, 201000}, 0, false},
    };
    return list;
}

Inset find_inset(std::string_view name) {
    std::vector<std::string_view> names;
    std::string list;
    for (const Inset& inset : known_insets()) {
        if (inset.name == name) {
            return inset;
        }
        names.push_back(inset.name);
        list += (list.empty() ? "" : ", ") + inset.name;
    }
    const std::string near = nearest_word(name, names);
    throw UsageError("E-RENDER-13",
                     "there is no inset \"" + std::string{name} + "\"" +
                         (near.empty() ? "" : " (the nearest is " + near + ")"),
                     "one of " + list, "or give a box of your own");
}

std::vector<Inset> insets_for(const BoundarySet& boundaries, const FrameChoice& choice,
                              double largest_px_per_metre, double unit_px) {
    std::vector<Inset> insets = choice.insets;
    const auto chosen = [&](std::string_view name) {
        return std::any_of(insets.begin(), insets.end(),
                           [&](const Inset& inset) { return inset.name == name; });
    };
    const Box extent = bounding_box(boundaries.points);
    constexpr double whole_country_m = 400'000;
    if (choice.automatic && !extent.empty() && extent.max_y - extent.min_y > whole_country_m) {
        const Inset isles = find_inset("northern-isles");
        if (!chosen("northern-isles") && inside(boundaries, isles.extent_m).areas > 0 &&
            extent.min_y < isles.extent_m.min_y) {
            insets.insert(insets.begin(), isles);
        }
        const Inset london = find_inset("london");
        const Inside areas = inside(boundaries, london.extent_m);
        constexpr std::uint64_t boroughs = 20;
        constexpr double too_small = 14;
        if (!chosen("london") && areas.areas >= boroughs &&
            std::sqrt(areas.area_m2 / static_cast<double>(areas.areas)) * largest_px_per_metre <
                too_small * unit_px) {
            insets.push_back(london);
        }
    }
    for (Inset& inset : insets) {
        if (!(inset.enlarged > 0)) {
            // As much of the main map's box as a sixteenth, at a whole number of times its scale.
            const double main = (extent.max_x - extent.min_x) * (extent.max_y - extent.min_y);
            const double own = (inset.extent_m.max_x - inset.extent_m.min_x) *
                               (inset.extent_m.max_y - inset.extent_m.min_y);
            inset.enlarged = std::clamp(std::round(std::sqrt(main / 16 / own)), 2.0, 12.0);
        }
    }
    return insets;
}

}  // namespace levelin::render
