#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <picture.hpp>

#include "sample_drawings.hpp"

using namespace levelin;
using namespace levelin::draw;

namespace {

const Colour dark{0x25, 0x34, 0x94};
const Colour light{0x7f, 0xcd, 0xbb};

/// Oblique borders, and the second area has corners that the first has not.
BoundarySet oblique_pair() {
    BoundarySet set;
    add_area(set, "A", "", {{0, 0}, {5123, 0}, {4311, 7000}, {0, 7000}});
    add_area(set, "B", "", {{5123, 0}, {10000, 0}, {10000, 7000}, {4311, 7000}});
    return set;
}

}  // namespace

TEST_CASE("png: each area has its colour at its middle, at any scale", "[draw]") {
    const BoundarySet grid = square_grid(3, 2, 1000);
    const Drawing drawing = areas_on_page(
        grid, {ink("a", dark), ink("b", light), ink("c", {200, 30, 30})}, {0, 1, 2, 2, 1, 0}, 20);
    for (const double scale : {1.0, 1.5, 2.0, 3.125}) {
        PngOptions options;
        options.scale = scale;
        const Picture picture{png(drawing, options)};
        CHECK(picture.width == std::lround(200 * scale));
        CHECK(picture.height == std::lround(150 * scale));
        const Colour expected[] = {dark, light, {200, 30, 30}, {200, 30, 30}, light, dark};
        for (int a = 0; a < 6; ++a) {
            const double x = 10 + 50 * (a % 3) + 25;
            const double y = 10 + 50 * (1 - a / 3) + 25;
            CHECK(picture.at(x * scale, y * scale) == expected[a]);
        }
        CHECK(picture.at(0, 0) == Colour{255, 255, 255});
    }
}

TEST_CASE("png: no background shows along the border of two areas", "[draw]") {
    const BoundarySet set = oblique_pair();
    const Box inside{12, 12, 108, 78};
    SECTION("of one colour: one flat colour") {
        for (const double scale : {1.0, 1.7}) {
            PngOptions options;
            options.scale = scale;
            const Picture picture{png(areas_on_page(set, {ink("a", dark)}, {0, 0}, 100), options)};
            CHECK(picture.colours({inside.min_x * scale, inside.min_y * scale, inside.max_x * scale,
                                   inside.max_y * scale}) == std::set<std::string>{hex_text(dark)});
        }
    }
    SECTION("of two colours: each channel lies between the two") {
        const Picture picture{
            png(areas_on_page(set, {ink("a", dark), ink("b", light)}, {0, 1}, 100))};
        for (double y = inside.min_y; y < inside.max_y; ++y) {
            for (double x = inside.min_x; x < inside.max_x; ++x) {
                const Colour seen = picture.at(x, y);
                REQUIRE(seen.red >= dark.red);
                REQUIRE(seen.red <= light.red);
                REQUIRE(seen.green >= dark.green);
                REQUIRE(seen.green <= light.green);
            }
        }
    }
    SECTION("with borders: the line between them is lighter, and there is none along the coast") {
        Drawing drawing = areas_on_page(set, {ink("a", dark)}, {0, 0}, 100);
        layer_of(drawing).borders = Stroke{{255, 255, 255}, 0.6, {}};
        const Picture picture{png(drawing)};
        CHECK(picture.colours({50, 40, 70, 50}).size() > 2);
        CHECK(picture.colours({12, 12, 50, 78}).size() == 1);
        CHECK(picture.at(10, 40) == dark);
    }
}

TEST_CASE("png: the coast is a line outside the areas, as wide at any scale", "[draw]") {
    BoundarySet set;
    add_area(set, "A", "", square(0, 0, 5000));
    Drawing drawing = areas_on_page(set, {ink("a", dark)}, {0}, 100);
    layer_of(drawing).coast = Stroke{{0x8c, 0x8c, 0x8c}, 0.5, {}};
    PngOptions options;
    options.scale = 2;
    const Picture picture{png(drawing, options)};
    // Half a pixel of the page is one of the image.
    CHECK(picture.at(19, 60) == Colour{0x8c, 0x8c, 0x8c});
    CHECK(picture.at(18, 60) == Colour{255, 255, 255});
    CHECK(picture.at(20, 60) == dark);
    CHECK(picture.at(120, 60) == Colour{0x8c, 0x8c, 0x8c});
}

TEST_CASE("png: a hole shows what is behind it, an island fills it", "[draw]") {
    BoundarySet set;
    add_area(set, "ring", "", square(0, 0, 9000));
    add_hole(set, square(3000, 3000, 3000));
    const Picture empty{png(areas_on_page(set, {ink("a", dark)}, {0}, 100))};
    CHECK(empty.at(55, 55) == Colour{255, 255, 255});
    add_area(set, "island", "", square(3000, 3000, 3000));
    const Picture full{png(areas_on_page(set, {ink("a", dark), ink("b", light)}, {0, 1}, 100))};
    CHECK(full.at(55, 55) == light);
    CHECK(full.at(20, 20) == dark);
}

TEST_CASE("png: an area smaller than a pixel is still seen, on top of others", "[draw]") {
    BoundarySet set;
    add_area(set, "tiny", "", square(5000, 3000, 1));
    add_area(set, "A", "", square(0, 0, 10000));
    const Picture picture{png(areas_on_page(set, {ink("a", dark), ink("b", light)}, {0, 1}, 100))};
    CHECK(picture.colours({58, 78, 63, 82}).size() > 1);
}

TEST_CASE("png: what is clipped and what is not drawn leaves the page as it was", "[draw]") {
    const BoundarySet grid = square_grid(2, 1, 5000);
    Drawing drawing = areas_on_page(grid, {ink("a", dark), ink("b", light)}, {0, 1}, 100);
    Group group;
    group.clip_px = Box{30, 20, 80, 40};
    group.marks = {drawing.marks.front()};
    drawing.marks = {{group}};
    const Picture clipped{png(drawing)};
    CHECK(clipped.at(31, 30) == dark);
    CHECK(clipped.at(79, 30) == light);
    for (const auto& [x, y] : {std::pair{28, 30}, {82, 30}, {50, 18}, {50, 42}}) {
        CHECK(clipped.at(x, y) == Colour{255, 255, 255});
    }
    const Picture one{png(areas_on_page(grid, {ink("a", dark)}, {0, not_drawn}, 100))};
    CHECK(one.at(30, 30) == dark);
    CHECK(one.at(90, 30) == Colour{255, 255, 255});
}

TEST_CASE("png: an outline goes around chosen areas and not between them", "[draw]") {
    const BoundarySet grid = square_grid(3, 1, 3000);
    Drawing drawing = areas_on_page(grid, {ink("a", light)}, {0, 0, 0}, 100);
    GroupOutline outline;
    outline.name = "chosen";
    outline.group = {0, 0, GroupOutline::no_group};
    outline.stroke = {{0, 0, 0}, 3, {}};
    layer_of(drawing).outlines = {outline};
    const Picture picture{png(drawing)};
    CHECK(picture.at(70, 25) == Colour{0, 0, 0});  // Between the chosen and the third.
    CHECK(picture.at(40, 25) == light);            // Between the chosen.
    CHECK(picture.at(10, 25) == Colour{0, 0, 0});
    CHECK(picture.at(95, 25) == light);
}

TEST_CASE("png: the same bytes with any number of threads; what it says of itself", "[draw]") {
    const BoundarySet grid = square_grid(60, 40, 100);
    std::vector<std::uint8_t> inks(grid.size());
    for (std::size_t a = 0; a < inks.size(); ++a) {
        inks[a] = a % 7 % 2;
    }
    Drawing drawing = areas_on_page(grid, {ink("a", dark), ink("b", light)}, inks, 40);
    drawing.licence = "Contains OS data \u00a9 Crown copyright";
    drawing.width_px = 1500;
    drawing.height_px = 900;  // More than one packed block.
    PngOptions options;
    options.threads = 1;
    options.print_dpi = 300;
    const std::string one = png(drawing, options);
    for (const unsigned threads : {2U, 5U}) {
        options.threads = threads;
        CHECK(png(drawing, options) == one);
    }
    CHECK(one.find("Contains OS data \u00a9 Crown copyright") != std::string::npos);
    CHECK(one.find("Areas of a test") != std::string::npos);
    // 300 to the inch are 11,811 to the metre.
    CHECK(one.find(std::string{"pHYs\x00\x00\x2e\x23\x00\x00\x2e\x23\x01", 13}) !=
          std::string::npos);
}

TEST_CASE("png: shapes, symbols, dots and texts are where they were put", "[draw]") {
    Drawing drawing;
    drawing.width_px = 200;
    drawing.height_px = 100;
    drawing.marks.push_back({rectangle({10, 10, 30, 30}, ink("r", dark))});
    SymbolLayer symbols;
    symbols.inks = {ink("s", light)};
    symbols.symbols = {{{60, 20}, 10, 0}};
    drawing.marks.push_back({symbols});
    DotLayer dots;
    dots.centres_px = {{100, 20}};
    dots.diameter_px = 6;
    dots.colour = {0, 0, 0};
    drawing.marks.push_back({dots});
    Text text;
    text.text = "\u0174\u0177 \u00e0 \u00e9";
    text.style = {"label", 30, true, {0, 0, 0}};
    text.x_px = 20;
    text.baseline_px = 80;
    drawing.marks.push_back({text});
    const Picture picture{png(drawing)};
    CHECK(picture.at(20, 20) == dark);
    CHECK(picture.at(60, 20) == light);
    CHECK(picture.at(60, 12) == light);
    CHECK(picture.at(68, 12) != light);  // A corner of the square around the circle.
    CHECK(picture.at(100, 20) == Colour{0, 0, 0});
    CHECK(picture.at(104, 20) == Colour{255, 255, 255});
    CHECK(picture.colours({20, 50, 120, 85}).count("#000000") == 1);
    CHECK(picture.colours({175, 40, 200, 100}).size() == 1);
}

TEST_CASE("png: impossible sizes are errors", "[draw]") {
    Drawing drawing;
    CHECK_THROWS_AS(png(drawing), UsageError);
    drawing.width_px = drawing.height_px = 100;
    PngOptions options;
    options.scale = 1000;
    CHECK_THROWS_AS(png(drawing, options), UsageError);
}
