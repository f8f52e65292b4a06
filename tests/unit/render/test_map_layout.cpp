#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <random>

#include "sample_maps.hpp"

using namespace levelin;

namespace {

Box box_of(const PlacedText& text) {
    return {text.left_px(), text.baseline_px - text.size_px * 0.8, text.left_px() + text.width_px,
            text.baseline_px + text.size_px * 0.25};
}

bool overlap(const Box& a, const Box& b) {
    return a.min_x < b.max_x && b.min_x < a.max_x && a.min_y < b.max_y && b.min_y < a.max_y;
}

/// All that MapLayout promises, save that areas stay free, which the caller knows better.
void check_invariants(const MapLayout& layout) {
    const Box page{0, 0, static_cast<double>(layout.width_px),
                   static_cast<double>(layout.height_px)};
    const auto inside = [&](const Box& box, double margin) {
        return box.min_x >= margin && box.min_y >= margin && box.max_x <= page.max_x - margin &&
               box.max_y <= page.max_y - margin;
    };
    CHECK(inside(layout.map_px, 20));
    CHECK(inside(layout.legend_px, 20));
    for (std::size_t i = 0; i < layout.texts.size(); ++i) {
        INFO(layout.texts[i].text);
        CHECK(inside(box_of(layout.texts[i]), 10));
        for (std::size_t j = 0; j < i; ++j) {
            INFO(layout.texts[j].text);
            CHECK_FALSE(overlap(box_of(layout.texts[i]), box_of(layout.texts[j])));
        }
        for (const PlacedSwatch& swatch : layout.swatches) {
            CHECK_FALSE(overlap(box_of(layout.texts[i]), swatch.box_px));
        }
        if (!layout.scale_bar.box_px.empty()) {
            CHECK_FALSE(overlap(box_of(layout.texts[i]), layout.scale_bar.box_px));
        }
    }
}

const PlacedText* find(const MapLayout& layout, const std::string& text) {
    for (const PlacedText& placed : layout.texts) {
        if (placed.text == text) {
            return &placed;
        }
    }
    return nullptr;
}

}  // namespace

TEST_CASE("lay_out_map: a wide map fills the page, the legend goes below it", "[render]") {
    // 4 x 2 squares of 10 km: 1012 px for 40 km.
    const BoundarySet grid = square_grid(4, 2, 10000);
    const Classification c = turns(8);
    const MapLayout layout = lay_out_map(grid, c.classes, sample_spec());
    check_invariants(layout);
    CHECK(layout.width_px == 1100);
    CHECK(layout.unit_px == 1);
    CHECK(layout.transform.px_per_metre == Approx(1012.0 / 40000));
    CHECK(layout.map_px.min_x == 44);
    CHECK(layout.map_px.max_x == Approx(1056));
    CHECK(layout.map_px.max_y - layout.map_px.min_y == Approx(506));
    CHECK(layout.legend_px.min_y > layout.map_px.max_y);
    CHECK(layout.outlines);
    // 5 km are 126.5 px; 10 km would be longer than 150.
    CHECK(layout.scale_bar.length_m == 5000);
    CHECK(layout.scale_bar.box_px.max_x - layout.scale_bar.box_px.min_x == Approx(126.5));
    const Point corner = layout.transform.to_page({400000, 320000});
    CHECK(corner.x == layout.map_px.min_x);
    CHECK(corner.y == layout.map_px.min_y);
    CHECK(find(layout, "2.5") != nullptr);
    CHECK(find(layout, "5 km") != nullptr);
}

TEST_CASE("lay_out_map: the legend goes into a free corner and covers no area", "[render]") {
    // An L: the north-east is free.
    BoundarySet set;
    add_area(set, "S1", "",
             {{0, 0}, {30000, 0}, {30000, 9000}, {9000, 9000}, {9000, 30000}, {0, 30000}});
    const Classification c = turns(1);
    const MapLayout layout = lay_out_map(set, c.classes, sample_spec());
    check_invariants(layout);
    CHECK(layout.map_px.max_x - layout.map_px.min_x == Approx(1012));
    CHECK(layout.legend_px.max_x == Approx(1056));
    const Point inner = layout.transform.to_page({9000, 9000});
    CHECK(layout.legend_px.min_x > inner.x);
    CHECK(layout.legend_px.max_y < inner.y);
}

TEST_CASE("lay_out_map: a tall map leaves room at its side", "[render]") {
    const BoundarySet grid = square_grid(2, 8, 5000);
    const Classification c = turns(16, {{0, Status::missing}, {1, Status::suppressed}});
    const MapLayout layout = lay_out_map(grid, c.classes, sample_spec());
    check_invariants(layout);
    CHECK_FALSE(overlap(layout.map_px, layout.legend_px));
    CHECK(layout.map_px.max_y - layout.map_px.min_y == Approx(1.25 * 1100));
}

TEST_CASE("lay_out_map: the legend names counts and the statuses that are there", "[render]") {
    const Classification c =
        turns(20, {{0, Status::missing}, {1, Status::missing}, {12, Status::no_row}});
    const MapLayout layout = lay_out_map(square_grid(5, 4, 1000), c.classes, sample_spec());
    CHECK(layout.swatches.size() == 12);
    CHECK(find(layout, "No data") != nullptr);
    CHECK(find(layout, "Not in the table") != nullptr);
    CHECK(find(layout, "Suppressed") == nullptr);
    CHECK(find(layout, "1 \u2013 most deprived") != nullptr);
    CHECK(find(layout, "10 \u2013 least deprived") != nullptr);
    // Right-aligned labels are the bounds and the counts; the counts are whole numbers.
    std::uint64_t sum = 0;
    for (const PlacedText& text : layout.texts) {
        if (text.role == TextRole::label && text.align == TextAlign::right &&
            text.text.find_first_not_of("0123456789,") == std::string::npos) {
            sum += std::stoul(text.text);
        }
    }
    // Each class shows one score as its bounds (95, 85, ...): 10 to 1 have two areas each, less
    // those without a value.
    std::uint64_t scores = 0;
    for (const MapClass& entry : c.classes.entries) {
        scores += entry.lower ? static_cast<std::uint64_t>(*entry.lower) : 0;
    }
    CHECK(sum == 20 + scores);
}

TEST_CASE("lay_out_map: without values only the statuses stand in the legend", "[render]") {
    const Classification c = turns(2, {{0, Status::suppressed}, {1, Status::suppressed}});
    const MapLayout layout = lay_out_map(square_grid(2, 1, 1000), c.classes, sample_spec());
    REQUIRE(layout.swatches.size() == 1);
    CHECK(layout.swatches[0].drawn_class == class_without_value(Status::suppressed));
    CHECK(find(layout, "Decile") == nullptr);
}

TEST_CASE("lay_out_map: texts of any length stay on pages of any width", "[render]") {
    std::mt19937_64 random{11};
    for (int round = 0; round < 24; ++round) {
        ChoroplethSpec spec = sample_spec();
        spec.width_px = 320 + static_cast<int>(random() % 1800);
        for (int i = static_cast<int>(random() % 60); i > 0; --i) {
            spec.title += " Rhondda";
            spec.subtitle += random() % 3 == 0 ? "Cynon" : " Taf";
            spec.attribution[1] += random() % 4 == 0 ? " \u00a9" : "/licence/v3.0";
            spec.legend_title += i % 9 == 0 ? " index" : "";
        }
        spec.scale_bar = random() % 2 == 0;
        const int columns = 1 + static_cast<int>(random() % 12);
        const int rows = 1 + static_cast<int>(random() % 12);
        const auto n = static_cast<std::size_t>(columns * rows);
        const Classification c = turns(n, {{0, static_cast<Status>(1 + random() % 5)}});
        const MapLayout layout = lay_out_map(square_grid(columns, rows, 700), c.classes, spec);
        INFO(spec.width_px << " px, " << columns << " x " << rows);
        check_invariants(layout);
        CHECK_FALSE(overlap(layout.map_px, layout.legend_px));
        CHECK(layout.scale_bar.box_px.empty() == !spec.scale_bar);
    }
}

TEST_CASE("lay_out_map: borders only where areas are large enough", "[render]") {
    const auto outlined = [](int side, Outlines wish) {
        const Classification c = turns(static_cast<std::size_t>(side * side));
        ChoroplethSpec spec = sample_spec();
        spec.outlines = wish;
        return lay_out_map(square_grid(side, side, 1000), c.classes, spec).outlines;
    };
    CHECK(outlined(10, Outlines::automatic));
    CHECK_FALSE(outlined(120, Outlines::automatic));
    CHECK(outlined(120, Outlines::always));
    CHECK_FALSE(outlined(10, Outlines::never));
}

TEST_CASE("lay_out_map: nothing to draw and impossible pages are errors", "[render]") {
    const Classification none = turns(0);
    CHECK_THROWS_AS(lay_out_map({}, none.classes, sample_spec()), InputError);
    ChoroplethSpec spec = sample_spec();
    spec.width_px = 100;
    CHECK_THROWS_AS(lay_out_map(square_grid(1, 1, 10), turns(1).classes, spec), UsageError);
    spec.width_px = 1100;
    spec.scale = 5;
    CHECK_THROWS_AS(lay_out_map(square_grid(1, 1, 10), turns(1).classes, spec), UsageError);
}
