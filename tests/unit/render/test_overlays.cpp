#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/draw/write.hpp>
#include <levelin/render/overlays.hpp>
#include <levelin/render/word_map.hpp>
#include <picture.hpp>

#include "page_checks.hpp"
#include "sample_maps.hpp"

using namespace levelin;
using namespace levelin::render;

TEST_CASE("with_outline: a line around the chosen, counted in the legend", "[render]") {
    const BoundarySet grid = square_grid(4, 4, 10000);
    const std::vector<std::uint8_t> chosen{0, 1, 1, 0, 0, 1, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1};
    OutlineOptions options;
    options.label = "Gets support";
    const ThematicMap map = with_outline(decile_map(turns(16)), chosen, options);
    REQUIRE(map.outlines.size() == 1);
    CHECK(map.outlines[0].group[1] == map.outlines[0].group[6]);
    CHECK(map.outlines[0].group[0] == draw::GroupOutline::no_group);
    const auto& row = std::get<LegendRows>(map.legend.parts.back()).rows.back();
    CHECK(row.label == "Gets support");
    CHECK(row.count == "5");
    const MapDrawing drawing = draw_map(draw::borrowed(grid), map, sample_page());
    check_page(drawing);
    const Picture picture{draw::png(drawing.drawing)};
    const auto at = [&](double x, double y) {
        const Point p = drawing.frames.front().transform.to_page(Point{400000 + x, 300000 + y});
        return picture.at(p.x, p.y);
    };
    CHECK(draw::to_lab(at(10000, 5000)).lightness < 30);
    CHECK(draw::to_lab(at(20000, 25000)).lightness > 30);
    CHECK_THROWS_AS(with_outline(decile_map(turns(3)), chosen), UsageError);
}

TEST_CASE("with_group_borders: a line between groups", "[render]") {
    const std::vector<std::string> groups{"a", "a", "b", ""};
    const ThematicMap map = with_group_borders(decile_map(turns(4)), groups);
    const auto& group = map.outlines.front().group;
    CHECK(group[0] == group[1]);
    CHECK(group[0] != group[2]);
    CHECK(group[3] == draw::GroupOutline::no_group);
}

TEST_CASE("with_confidence: the surer, the stronger; statuses stay", "[render]") {
    const Classification c = turns(6, {{5, Status::suppressed}});
    DecimalColumn certainty = numbers({1, 0.95, 0.9, 0.5, 0, 1});
    certainty.status[4] = Status::missing;
    const ThematicMap plain = decile_map(c);
    const ThematicMap map = with_confidence(plain, certainty);
    const auto ink = [&](std::size_t a) { return map.inks[map.ink_of_area[a]]; };
    CHECK(ink(0).colour == plain.inks[plain.ink_of_area[0]].colour);
    CHECK(ink(0).name == "c1l1");
    CHECK(ink(1).name == "c2l1");
    CHECK(ink(2).name == "c3l2");
    CHECK(ink(3).name == "c4l3");
    CHECK(ink(4).name == "c5l3");  // Not known is least certain.
    CHECK(ink(5).name == "suppressed");
    CHECK(draw::to_lab(ink(3).colour).lightness >
          draw::to_lab(plain.inks[plain.ink_of_area[3]].colour).lightness + 15);
    // Within a level the order of lightness stays.
    const auto& matrix = std::get<LegendMatrix>(map.legend.parts.front());
    CHECK(matrix.column_labels.size() == 3);
    CHECK(matrix.row_labels.size() == 10);
    CHECK(matrix.row_labels.front() == "1 \u2013 most deprived (95)");
    for (std::size_t r = 1; r < 10; ++r) {
        for (std::size_t l = 0; l < 3; ++l) {
            CHECK(draw::to_lab(matrix.inks[r * 3 + l].colour).lightness >
                  draw::to_lab(matrix.inks[(r - 1) * 3 + l].colour).lightness);
        }
    }
    CHECK(std::get<LegendRows>(map.legend.parts.back()).rows.front().label == "Suppressed");
    check_page(draw_map(draw::borrowed(square_grid(3, 2, 1000)), map, sample_page()));
    CHECK_THROWS_AS(with_confidence(plain, numbers({1})), UsageError);
}

TEST_CASE("word_map: kinds of cluster have their colours, other words a palette's", "[render]") {
    const std::vector<std::string> words{"low_low", "not_significant", "high_high",
                                         "",        "low_low",         "no_value"};
    const ThematicMap map = word_map(words, {});
    const auto& rows = std::get<LegendRows>(map.legend.parts.front()).rows;
    std::vector<std::pair<std::string, std::string>> read;
    for (const LegendRow& row : rows) {
        read.emplace_back(row.label, row.count);
    }
    CHECK(read == std::vector<std::pair<std::string, std::string>>{{"High among high", "1"},
                                                                   {"Low among low", "2"},
                                                                   {"Low among high", "0"},
                                                                   {"High among low", "0"},
                                                                   {"Not significant", "1"},
                                                                   {"No data", "2"}});
    CHECK(map.inks[map.ink_of_area[5]].name == "missing");
    const draw::Colour high = map.inks[map.ink_of_area[2]].colour;
    const draw::Colour low = map.inks[map.ink_of_area[0]].colour;
    CHECK(high.red > high.blue);
    CHECK(low.blue > low.red);
    CHECK(map.inks[map.ink_of_area[3]].name == "missing");
    // Where nothing is significant, the classes that there might be are named all the same.
    WordMapOptions whole;
    whole.statistic_of = "hot_spot";
    const ThematicMap none = word_map(std::vector<std::string>{"not_significant"}, whole);
    const auto& left = std::get<LegendRows>(none.legend.parts.front()).rows;
    REQUIRE(left.size() == 3);
    CHECK(left[0].label == "Hot spot");
    CHECK(left[0].count == "0");
    CHECK(left[2].count == "1");
    const std::vector<std::string> regions{"Wales", "England", "Wales"};
    const ThematicMap other = word_map(regions, {});
    CHECK(other.ink_of_area == std::vector<std::uint8_t>{0, 1, 0});
    CHECK(other.inks[0].colour == palette_colours(find_palette("Dark2"), 2)[0]);
    std::vector<std::string> many;
    for (int i = 0; i < 30; ++i) {
        many.push_back("word " + std::to_string(i));
    }
    CHECK_THROWS_AS(word_map(many, {}), UsageError);
}

TEST_CASE("word_map: the classes of a statistic are told apart by every kind of vision",
          "[render]") {
    const std::vector<std::vector<std::string>> statistics{
        {"high_high", "low_low", "high_low", "low_high", "not_significant", "island"},
        {"hot_spot", "cold_spot", "not_significant", "island"},
        {"alike_high", "alike_low", "alike_middle", "unlike", "not_significant", "island"},
        {"pocket", "weak_pocket", "in_need", "not_in_need", "no_surroundings"}};
    for (const std::vector<std::string>& words : statistics) {
        const ThematicMap map = word_map(words, {});
        for (std::size_t i = 0; i < words.size(); ++i) {
            const draw::Colour a = map.inks[map.ink_of_area[i]].colour;
            for (std::size_t j = 0; j < i; ++j) {
                INFO(words[i] << " and " << words[j]);
                CHECK(least_distance({a, map.inks[map.ink_of_area[j]].colour}) > 8);
            }
        }
        // What was found stands out from what is not significant.
        const draw::Colour found = map.inks[map.ink_of_area[0]].colour;
        CHECK(draw::contrast_ratio(found, {0xee, 0xee, 0xee}) > 3);
    }
}
