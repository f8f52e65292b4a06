#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/draw/write.hpp>
#include <levelin/render/bivariate.hpp>
#include <levelin/render/differences.hpp>
#include <levelin/render/dot_density.hpp>
#include <levelin/render/symbol_map.hpp>
#include <picture.hpp>

#include "page_checks.hpp"
#include "sample_maps.hpp"

using namespace levelin;
using namespace levelin::render;

namespace {

Classification thirds(const DecimalColumn& values) {
    ClassifyOptions options;
    options.classes = 3;
    return classify(values, options);
}

/// An L of 100 x 100 with a corner of 50 x 50 cut out, and a hole in it.
BoundarySet hollow_area() {
    BoundarySet set;
    add_area(set, "L", "", {{0, 0}, {100, 0}, {100, 50}, {50, 50}, {50, 100}, {0, 100}});
    add_hole(set, square(10, 10, 20));
    return set;
}

}  // namespace

TEST_CASE("bivariate_choropleth: both classes choose the colour; counts add up", "[render]") {
    DecimalColumn need = numbers({1, 2, 3, 4, 5, 6, 7, 8, 9});
    DecimalColumn help = numbers({9, 1, 5, 2, 6, 7, 3, 4, 8});
    help.status[8] = Status::missing;
    const ThematicMap map = bivariate_choropleth(thirds(need), thirds(help), {"", "Need", "Help"});
    const auto& square = std::get<LegendSquare>(map.legend.parts.front());
    CHECK(square.side == 3);
    // Area 0: low need, high help. Area 6: need 7 of 9, ceil(3 * 7 / 9) = 3; help is the third of
    // 8 values, ceil(3 * 3 / 8) = 2.
    CHECK(map.inks[map.ink_of_area[0]].name == "x1y3");
    CHECK(map.inks[map.ink_of_area[6]].name == "x3y2");
    CHECK(map.inks[map.ink_of_area[8]].name == "missing");
    CHECK(map.inks[map.ink_of_area[0]].colour == square_palette(3)[6]);
    std::uint64_t sum = 0;
    for (const std::string& count : square.counts) {
        sum += std::stoul(count);
    }
    CHECK(sum == 8);
    CHECK(std::get<LegendRows>(map.legend.parts.back()).rows.front().count == "1");
    check_page(draw_map(draw::borrowed(square_grid(3, 3, 1000)), map, sample_page()));
    CHECK_THROWS_AS(bivariate_choropleth(thirds(need), thirds(numbers({1})), {}), UsageError);
}

TEST_CASE("with_proportional_symbols: surfaces are as the values", "[render]") {
    const BoundarySet grid = square_grid(4, 1, 10000);
    DecimalColumn values = numbers({100, 25, 0, 50});
    values.status[3] = Status::suppressed;
    SymbolOptions options;
    options.largest_units = 20;
    options.heading = "People";
    const ThematicMap map = with_proportional_symbols(plain_ground(4), grid, values, options);
    REQUIRE(map.symbols.symbols.size() == 2);  // 0 has none, suppressed has none.
    CHECK(map.symbols.symbols[0].radius_units == Approx(20));
    CHECK(map.symbols.symbols[1].radius_units == Approx(10));
    CHECK(map.symbols.symbols[0].at_m == Point{405000, 305000});
    CHECK(map.symbols.symbols[0].title == "Ynys M\u00f4n 0: 100");
    const auto& samples = std::get<LegendSymbols>(map.legend.parts.front());
    REQUIRE(samples.entries.size() == 3);
    CHECK(samples.entries[0].label == "100");
    CHECK(samples.entries[1].label == "20");  // A quarter, rounded down to 1, 2 or 5.
    CHECK(samples.entries[1].radius_units == Approx(20 * std::sqrt(0.2)));
    const MapDrawing drawing = draw_map(draw::borrowed(grid), map, sample_page());
    check_page(drawing);
    for (const draw::Mark& mark : drawing.drawing.marks) {
        if (const auto* layer = std::get_if<draw::SymbolLayer>(&mark.as);
            layer != nullptr && layer->name == "symbols") {
            for (const auto& symbol : layer->symbols) {
                CHECK(symbol.centre_px.x - symbol.radius_px >= 0);
                CHECK(symbol.centre_px.y - symbol.radius_px >= 0);
                CHECK(symbol.centre_px.x + symbol.radius_px <= drawing.drawing.width_px);
            }
            CHECK(layer->symbols.front().radius_px >= layer->symbols.back().radius_px);
        }
    }
    values.values[1] = -1;
    CHECK_THROWS_AS(with_proportional_symbols(plain_ground(4), grid, values, options), UsageError);
    values.values[1] = std::nan("");
    CHECK_THROWS_AS(with_proportional_symbols(plain_ground(4), grid, values, options), UsageError);
}

TEST_CASE("with_proportional_symbols: nothing but zeros is a sound map", "[render]") {
    const BoundarySet grid = square_grid(2, 1, 10000);
    const ThematicMap map = with_proportional_symbols(plain_ground(2), grid, numbers({0, 0}), {});
    CHECK(map.symbols.symbols.empty());
    check_page(draw_map(draw::borrowed(grid), map, sample_page()));
}

TEST_CASE("with_graduated_symbols: one size a class, the largest for the highest", "[render]") {
    const BoundarySet grid = square_grid(6, 1, 10000);
    const ThematicMap map =
        with_graduated_symbols(plain_ground(6), grid, thirds(numbers({1, 2, 3, 4, 5, 6})), {});
    REQUIRE(map.symbols.symbols.size() == 6);
    CHECK(map.symbols.symbols[0].radius_units == map.symbols.symbols[1].radius_units);
    CHECK(map.symbols.symbols[5].radius_units == Approx(22));
    CHECK(map.symbols.symbols[0].radius_units == Approx(22 / std::sqrt(3.0)));
}

TEST_CASE("dot_density: every dot lies in its area, as many as the values ask for", "[render]") {
    const BoundarySet set = hollow_area();
    const DotSeries series{numbers({5000}), "People", series_colour(0)};
    DotOptions options;
    options.value_of_dot = 1;
    const ThematicMap map = dot_density(set, {&series, 1}, options);
    REQUIRE(map.dots.size() == 1);
    CHECK(map.dots[0].at_m.size() >= 5000);
    CHECK(map.dots[0].at_m.size() <= 5001);
    int lower = 0;
    int left = 0;
    for (const Point& p : map.dots[0].at_m) {
        const bool inside = p.x >= 0 && p.y >= 0 && p.x <= 100 && p.y <= 100 &&
                            (p.x <= 50 || p.y <= 50) &&
                            !(p.x > 10 && p.x < 30 && p.y > 10 && p.y < 30);
        REQUIRE(inside);
        lower += p.y <= 50 ? 1 : 0;
        left += p.x <= 50 ? 1 : 0;
    }
    // 4,600 of 7,100 square metres lie below the middle, as many left of it; within 5 standard
    // deviations of a binomial.
    CHECK(lower == Approx(5000 * 46.0 / 71).margin(5 * std::sqrt(5000 * 0.25)));
    CHECK(left == Approx(5000 * 46.0 / 71).margin(5 * std::sqrt(5000 * 0.25)));
    CHECK(std::get<LegendDots>(map.legend.parts.front()).heading == "1 dot = 1 people");
    const ThematicMap again = dot_density(set, {&series, 1}, options);
    CHECK(again.dots[0].at_m == map.dots[0].at_m);
    options.seed = 2;
    CHECK(dot_density(set, {&series, 1}, options).dots[0].at_m != map.dots[0].at_m);
}

TEST_CASE("dot_density: small values are not rounded away", "[render]") {
    const BoundarySet grid = square_grid(40, 50, 100);
    const DotSeries series{numbers(std::vector<double>(2000, 0.3)), "Children", series_colour(1)};
    DotOptions options;
    options.value_of_dot = 1;
    const ThematicMap map = dot_density(grid, {&series, 1}, options);
    CHECK(static_cast<double>(map.dots[0].at_m.size()) ==
          Approx(600).margin(5 * std::sqrt(2000 * 0.3 * 0.7)));
    options.value_of_dot = 0;
    const DotSeries many{numbers(std::vector<double>(2000, 1234)), "All", series_colour(1)};
    const ThematicMap round = dot_density(grid, {&many, 1}, options);
    CHECK(std::get<LegendDots>(round.legend.parts.front()).heading == "1 dot = 500 people");
    options.value_of_dot = 0.001;
    CHECK_THROWS_AS(dot_density(grid, {&many, 1}, options), UsageError);
    const DotSeries negative{numbers(std::vector<double>(2000, -1)), "", {}};
    CHECK_THROWS_AS(dot_density(grid, {&negative, 1}, options), UsageError);
}

TEST_CASE("classify_differences: as many classes above as below, little change in the middle",
          "[render]") {
    const DecimalColumn d = differences(numbers({5, 1, 3, 3, 40}), numbers({1, 5, 3, 2.9, 1}));
    CHECK(d.values == std::vector<double>{4, -4, 0, 3 - 2.9, 39});
    const Classification c = classify_differences(d, 5);
    REQUIRE(c.classes.entries.size() == 5);
    CHECK(c.class_of_area[2] == 3);
    CHECK(c.class_of_area[3] == 3);
    CHECK(c.class_of_area[0] + c.class_of_area[1] == 6);
    CHECK(c.class_of_area[4] == 5);
    CHECK(c.classes.middle == 0);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(*c.classes.entries[i].below == -*c.classes.entries[4 - i].from);
    }
    CHECK_THROWS_AS(classify_differences(d, 4), UsageError);
    CHECK(classify_differences(numbers({0, 0}), 3).class_of_area == std::vector<int>{2, 2});
    DecimalColumn missing = numbers({1});
    missing.status[0] = Status::suppressed;
    CHECK(differences(missing, numbers({1})).status[0] == Status::suppressed);
}
