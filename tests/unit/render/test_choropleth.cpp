#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/draw/write.hpp>
#include <picture.hpp>
#include <svg_document.hpp>

#include "page_checks.hpp"
#include "sample_maps.hpp"

using namespace levelin;
using namespace levelin::render;

TEST_CASE("choropleth: each area has the colour of its class, as in the legend", "[render]") {
    const BoundarySet grid = square_grid(5, 3, 10000);
    const Classification c = turns(15);
    const MapDrawing map = draw_map(draw::borrowed(grid), decile_map(c), sample_page());
    const Picture picture{draw::png(map.drawing)};
    const std::vector<draw::Colour> palette = palette_colours(palettes().front(), 10);
    for (std::size_t a = 0; a < grid.size(); ++a) {
        const Box box = bounding_box(grid.points_of_area(a));
        const Point middle = map.frames.front().transform.to_page(
            Point{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2});
        // Decile 1 is the darkest, the last of the palette.
        CHECK(picture.at(middle.x, middle.y) ==
              palette[static_cast<std::size_t>(10 - c.class_of_area[a])]);
    }
    // The samples stand left of their labels.
    for (const draw::Text& text : draw::texts_of(map.drawing.marks)) {
        if (text.text == "5" && text.align == draw::Align::left) {
            CHECK(picture.at(text.x_px - 20, text.baseline_px - 4) == palette[5]);
        }
    }
}

TEST_CASE("choropleth: the legend names counts and the statuses that are there", "[render]") {
    const Classification c =
        turns(20, {{0, Status::missing}, {1, Status::missing}, {12, Status::no_row}});
    const ThematicMap map = decile_map(c);
    REQUIRE(map.legend.parts.size() == 1);
    const auto& rows = std::get<LegendRows>(map.legend.parts.front()).rows;
    REQUIRE(rows.size() == 12);
    CHECK(rows.front().label == "1 \u2013 most deprived");
    CHECK(rows[9].label == "10 \u2013 least deprived");
    CHECK(rows[10].label == "No data");
    CHECK(rows[10].starts_section);
    CHECK(rows[11].label == "Not in the table");
    std::uint64_t sum = 0;
    for (const LegendRow& row : rows) {
        sum += std::stoul(row.count);
    }
    CHECK(sum == 20);
    CHECK(map.inks[map.ink_of_area[0]].name == "missing");
    CHECK(map.inks[map.ink_of_area[12]].name == "no_row");
    CHECK(map.inks[map.ink_of_area[3]].name == "c4");
}

TEST_CASE("choropleth: labels of its own stand in the order of the legend", "[render]") {
    Classification c;
    c.classes.entries = {{"1", 0.5, 1.0, 1}, {"2", 1.5, 2.0, 2}};
    c.classes.first_is_worst = false;
    c.class_of_area = {1, 2, 2};
    ChoroplethOptions options;
    options.labels = {"uchel", "isel"};
    const ThematicMap map = choropleth(c.class_of_area, c.classes, options);
    const auto& rows = std::get<LegendRows>(map.legend.parts.front()).rows;
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].label == "uchel");
    CHECK(rows[0].bounds.empty());
    CHECK(rows[0].count == "2");
    CHECK(rows[1].label == "isel");
    options.labels.pop_back();
    CHECK_THROWS_AS(choropleth(c.class_of_area, c.classes, options), UsageError);
}

TEST_CASE("choropleth: each status has its own pattern in grey", "[render]") {
    std::set<std::string> looks;
    for (std::size_t s = 1; s < status_count; ++s) {
        const draw::Ink ink = status_inks()[s];
        CHECK(ink.colour.red == ink.colour.green);
        CHECK(ink.colour.green == ink.colour.blue);
        CHECK((ink.hatch == draw::Hatch::none) == (ink.name == "not_applicable"));
        looks.insert(std::to_string(static_cast<int>(ink.hatch)) + hex_text(ink.colour));
        CHECK_FALSE(status_labels()[s].empty());
    }
    CHECK(looks.size() == status_count - 1);
    // And on the page: not flat, and different from each other.
    const BoundarySet grid = square_grid(5, 1, 10000);
    const Classification c = turns(5, {{0, Status::missing},
                                       {1, Status::suppressed},
                                       {2, Status::not_applicable},
                                       {3, Status::no_row},
                                       {4, Status::below_minimum}});
    MapPage page = sample_page();
    page.outlines = Shown::never;
    const MapDrawing map = draw_map(draw::borrowed(grid), decile_map(c), page);
    const Picture picture{draw::png(map.drawing)};
    std::set<std::vector<std::string>> patterns;
    for (std::size_t a = 0; a < 5; ++a) {
        const Box box = map.frames.front().transform.to_page(bounding_box(grid.points_of_area(a)));
        // From a multiple of all tile sizes, so that patterns can be compared.
        const double x0 = std::ceil((box.min_x + 4) / 30) * 30;
        const double y0 = std::ceil((box.min_y + 4) / 30) * 30;
        std::vector<std::string> cells;
        for (int i = 0; i < 24 * 24; ++i) {
            cells.push_back(hex_text(picture.at(x0 + i % 24, y0 + i / 24)));
        }
        patterns.insert(cells);
    }
    CHECK(patterns.size() == 5);
}

TEST_CASE("choropleth: palettes, own colours, direction", "[render]") {
    const Classification c = turns(10);
    ChoroplethOptions options = decile_options();
    const auto colour = [&](std::size_t area) {
        const ThematicMap map = choropleth(c.class_of_area, c.classes, options);
        return map.inks[map.ink_of_area[area]].colour;
    };
    // Area 0 is in decile 1, the worst.
    CHECK(draw::to_lab(colour(0)).lightness < draw::to_lab(colour(9)).lightness);
    options.reverse = true;
    CHECK(draw::to_lab(colour(0)).lightness > draw::to_lab(colour(9)).lightness);
    options.reverse = false;
    options.palette = find_palette("RdBu");
    CHECK(colour(0).red > colour(0).blue);  // The warm end is the worst.
    CHECK(colour(9).red < colour(9).blue);
    options.colours.assign(9, {1, 2, 3});
    CHECK_THROWS_AS(colour(0), UsageError);
    options.colours.assign(10, {1, 2, 3});
    options.colours.back() = {200, 0, 0};
    CHECK(colour(0) == draw::Colour{200, 0, 0});
    CHECK(colour(9) == draw::Colour{1, 2, 3});
    CHECK(choropleth(c.class_of_area, c.classes, options).findings.find("W-RENDER-04") != nullptr);
    options.colours.clear();
    options.palette = palettes().front();
    CHECK(choropleth(c.class_of_area, c.classes, options).findings.empty());
}

TEST_CASE("choropleth: what does not fit together is an error", "[render]") {
    const Classification c = turns(2);
    const auto code = [&](std::vector<int> of_area, std::vector<std::string> notes) {
        try {
            (void)choropleth(of_area, c.classes, decile_options(), std::move(notes));
        } catch (const UsageError& error) {
            return error.code();
        }
        return std::string{"none"};
    };
    CHECK(code({1, 2}, {"a note for one area alone"}) == "E-RENDER-02");
    CHECK(code({1, 11}, {}) == "E-RENDER-03");
    CHECK(code({1, 0}, {}) == "E-RENDER-03");
    CHECK(code({1, -6}, {}) == "E-RENDER-03");
    CHECK(code({1, -5}, {}) == "none");
}

TEST_CASE("choropleth: as SVG, texts are those of the page and areas stand in their class",
          "[render]") {
    const BoundarySet grid = square_grid(4, 7, 10000);
    const Classification c = turns(28, {{3, Status::below_minimum}});
    const MapDrawing map = draw_map(draw::borrowed(grid), decile_map(c), sample_page());
    const SvgDocument document{draw::svg(map.drawing)};
    REQUIRE(document.well_formed);
    const auto texts = document.named("text");
    const auto placed = draw::texts_of(map.drawing.marks);
    REQUIRE(texts.size() == placed.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        CHECK(texts[i].text == placed[i].text);
    }
    for (const SvgElement& area : document.areas()) {
        const std::size_t a = std::stoul(area.attributes.at("data-code").substr(1)) - 10000000;
        CHECK(area.group == (a == 3 ? "below_minimum" : "c" + std::to_string(c.class_of_area[a])));
    }
}

TEST_CASE("choropleth: the same bytes again and with any number of threads", "[render]") {
    const BoundarySet grid = square_grid(60, 70, 1000);
    const Classification c = turns(4200, {{7, Status::missing}, {99, Status::suppressed}});
    const auto bytes = [&](unsigned threads) {
        const MapDrawing map = draw_map(draw::borrowed(grid), decile_map(c), sample_page());
        draw::PngOptions options;
        options.threads = threads;
        return draw::png(map.drawing, options) + draw::svg(map.drawing);
    };
    const std::string one = bytes(1);
    CHECK(bytes(2) == one);
    CHECK(bytes(5) == one);
}
