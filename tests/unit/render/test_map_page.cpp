#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/draw/write.hpp>
#include <picture.hpp>
#include <random>

#include "page_checks.hpp"
#include "sample_maps.hpp"

using namespace levelin;
using namespace levelin::render;

namespace {

MapDrawing drawn(const BoundarySet& set, const Classification& c, const MapPage& page) {
    return draw_map(draw::borrowed(set), decile_map(c), page);
}

std::string code_of(const BoundarySet& set, const Classification& c, const MapPage& page) {
    try {
        (void)drawn(set, c, page);
    } catch (const Error& error) {
        return error.code();
    }
    return "none";
}

}  // namespace

TEST_CASE("draw_map: a wide map fills the page, the legend goes below it", "[render]") {
    // 4 x 2 squares of 10 km: 1012 px for 40 km.
    const BoundarySet grid = square_grid(4, 2, 10000);
    const MapDrawing map = drawn(grid, turns(8), sample_page());
    check_page(map);
    CHECK(map.drawing.width_px == 1100);
    CHECK(map.unit_px == 1);
    const PlacedFrame& frame = map.frames.front();
    CHECK(frame.transform.px_per_metre == Approx(1012.0 / 40000));
    CHECK(frame.box_px.min_x == 44);
    CHECK(frame.box_px.max_x == Approx(1056));
    CHECK(frame.box_px.max_y - frame.box_px.min_y == Approx(506));
    CHECK(map.legend_px.min_y > frame.box_px.max_y);
    CHECK(map.borders);
    // 5 km are 126.5 px; 10 km would be longer than 150.
    CHECK(map.scale_bar_m == 5000);
    std::vector<Box> bars;
    collect_shapes(map.drawing.marks, "scale-bar", bars);
    REQUIRE(bars.size() == 1);
    CHECK(bars[0].max_x - bars[0].min_x == Approx(126.5));
    const auto texts = draw::texts_of(map.drawing.marks);
    CHECK(find_text(texts, "2.5") != nullptr);
    CHECK(find_text(texts, "5 km") != nullptr);
    // A local map says where north is.
    CHECK(find_text(texts, "N") != nullptr);
}

TEST_CASE("draw_map: the legend goes into a free corner and covers no area", "[render]") {
    // An L: the north-east is free.
    BoundarySet set;
    add_area(set, "S1", "",
             {{0, 0}, {300000, 0}, {300000, 90000}, {90000, 90000}, {90000, 300000}, {0, 300000}});
    const MapDrawing map = drawn(set, turns(1), sample_page());
    check_page(map);
    const PlacedFrame& frame = map.frames.front();
    CHECK(frame.box_px.max_x - frame.box_px.min_x == Approx(1012));
    CHECK(map.legend_px.max_x == Approx(1056));
    const Point inner = frame.transform.to_page(Point{90000, 90000});
    CHECK(map.legend_px.min_x > inner.x);
    CHECK(map.legend_px.max_y < inner.y);
    CHECK(find_text(draw::texts_of(map.drawing.marks), "N") == nullptr);
}

TEST_CASE("draw_map: a tall map leaves room at its side", "[render]") {
    const BoundarySet grid = square_grid(2, 8, 5000);
    const MapDrawing map =
        drawn(grid, turns(16, {{0, Status::missing}, {1, Status::suppressed}}), sample_page());
    check_page(map);
    const Box& box = map.frames.front().box_px;
    CHECK_FALSE(overlap(box, map.legend_px));
    CHECK(box.max_y - box.min_y == Approx(1.25 * 1100));
}

TEST_CASE("draw_map: a page that grows ends where it is told, or before", "[render]") {
    const BoundarySet tall = square_grid(2, 8, 5000);
    MapPage page = sample_page();
    page.tallest_px = 800;
    const MapDrawing low = drawn(tall, turns(16), page);
    check_page(low);
    CHECK(low.drawing.height_px <= 800);
    CHECK(low.drawing.height_px > 780);
    // A map that needs less has less.
    const BoundarySet wide = square_grid(8, 1, 5000);
    const double own = drawn(wide, turns(8), sample_page()).drawing.height_px;
    CHECK(own < 800);
    CHECK(drawn(wide, turns(8), page).drawing.height_px == own);
    page.tallest_px = 60;
    CHECK(code_of(tall, turns(16), page) == "E-RENDER-09");
}

TEST_CASE("draw_map: texts of any length stay on pages of any size", "[render]") {
    std::mt19937_64 random{11};
    int drawn_maps = 0;
    for (int round = 0; round < 40; ++round) {
        MapPage page = sample_page();
        page.size.width_px = 320 + static_cast<double>(random() % 1800);
        if (round % 2 == 0) {
            page.size.height_px =
                page.size.width_px * (0.5 + static_cast<double>(random() % 15) / 10);
        }
        for (int i = static_cast<int>(random() % 60); i > 0; --i) {
            page.title += " Rhondda";
            page.subtitle += random() % 3 == 0 ? "Cynon" : " Taf";
            page.attribution[1] += random() % 4 == 0 ? " \u00a9" : "/licence/v3.0";
        }
        page.scale_bar = random() % 2 == 0;
        page.date = "2024-05-01";
        const int columns = 1 + static_cast<int>(random() % 12);
        const int rows = 1 + static_cast<int>(random() % 12);
        const auto n = static_cast<std::size_t>(columns * rows);
        const Classification c = turns(n, {{0, static_cast<Status>(1 + random() % 5)}});
        ChoroplethOptions options = decile_options();
        for (int i = static_cast<int>(random() % 12); i > 0; --i) {
            options.legend_title += " index of multiple deprivation";
            options.worst_note += " most deprived";
        }
        INFO(page.size.width_px << " x " << page.size.height_px << " px, " << columns << " x "
                                << rows);
        try {
            const BoundarySet grid = square_grid(columns, rows, 700);
            const MapDrawing map = draw_map(draw::borrowed(grid),
                                            choropleth(c.class_of_area, c.classes, options), page);
            check_page(map);
            CHECK_FALSE(overlap(map.frames.front().box_px, map.legend_px));
            CHECK((map.scale_bar_m > 0) == page.scale_bar);
            ++drawn_maps;
        } catch (const UsageError& error) {
            CHECK(error.code() == "E-RENDER-09");
            CHECK(page.size.height_px > 0);
        }
    }
    CHECK(drawn_maps > 30);
}

TEST_CASE("draw_map: pages by name hold the map, its legend and all texts", "[render]") {
    const BoundarySet grid = square_grid(5, 7, 20000);
    for (const std::string_view name : page_names()) {
        INFO(name);
        MapPage page = sample_page();
        page.size = named_page(name);
        const MapDrawing map = drawn(grid, turns(35, {{3, Status::missing}}), page);
        check_page(map);
        CHECK(map.drawing.width_px == page.size.width_px);
        CHECK(map.drawing.height_px == page.size.height_px);
        // The map has at least a third of the page's height or width.
        const Box& box = map.frames.front().box_px;
        CHECK(std::max((box.max_x - box.min_x) / map.drawing.width_px,
                       (box.max_y - box.min_y) / map.drawing.height_px) > 0.33);
        for (const char* text : {"1 \u2013 most deprived", "No data", "Decile of the index"}) {
            CHECK(find_text(draw::texts_of(map.drawing.marks), text) != nullptr);
        }
    }
    CHECK_THROWS_AS(named_page("A6"), UsageError);
    CHECK(named_page("a4").width_px == Approx(793.7));
}

TEST_CASE("draw_map: a title of 2,000 characters is set small, and cut where the page ends",
          "[render]") {
    const BoundarySet grid = square_grid(5, 7, 20000);
    MapPage page = sample_page();
    page.title.clear();
    while (page.title.size() < 2000) {
        page.title += "Deprivation and what follows ";
    }
    const MapDrawing grown = drawn(grid, turns(35), page);
    check_page(grown);
    CHECK(grown.findings.find("W-RENDER-05") == nullptr);
    page.size = named_page("A4");
    const MapDrawing map = drawn(grid, turns(35), page);
    check_page(map);
    REQUIRE(map.findings.find("W-RENDER-05") != nullptr);
    bool ellipsis = false;
    for (const draw::Text& text : draw::texts_of(map.drawing.marks)) {
        ellipsis = ellipsis || text.text.ends_with("\u2026");
    }
    CHECK(ellipsis);
    // Who reads the file's own data has it whole.
    CHECK(map.drawing.title.size() >= 2000);
}

TEST_CASE("draw_map: a page too small for its legend is an error that says so", "[render]") {
    const BoundarySet grid = square_grid(5, 4, 20000);
    MapPage page = sample_page();
    page.size = {330, 260, 1};
    CHECK(code_of(grid, turns(20), page) == "E-RENDER-09");
    page.size = {500, 300, 0};
    page.attribution.assign(6, std::string(300, 'x'));
    CHECK(code_of(grid, turns(20), page) != "none");
    page.contents = PageContents::map;
    CHECK(code_of(grid, turns(20), page) == "none");
    page.size = {50, 50, 0};
    CHECK(code_of(grid, turns(20), page) == "E-RENDER-06");
    page.size = {9000, 0, 0};
    CHECK(code_of(grid, turns(20), page) == "E-RENDER-06");
}

TEST_CASE("draw_map: a map alone fills its page", "[render]") {
    const BoundarySet grid = square_grid(4, 4, 10000);
    MapPage page = sample_page();
    page.contents = PageContents::map;
    page.size = {600, 600, 0};
    const MapDrawing map = drawn(grid, turns(16), page);
    CHECK(draw::texts_of(map.drawing.marks).empty());
    const Box& box = map.frames.front().box_px;
    CHECK(box.max_x - box.min_x > 570);
    // What is not on the page stays in the file.
    CHECK(map.drawing.licence.find("Contains OS data") != std::string::npos);
    page.contents = PageContents::legend;
    const MapDrawing with_legend = drawn(grid, turns(16), page);
    check_page(with_legend);
    CHECK(find_text(draw::texts_of(with_legend.drawing.marks), "Decile of the index") != nullptr);
}

TEST_CASE("draw_map: one area, one class, no data at all", "[render]") {
    const BoundarySet one = square_grid(1, 1, 700);
    MapPage page = sample_page();
    check_page(drawn(one, turns(1), page));
    const Classification none = turns(1, {{0, Status::suppressed}});
    const MapDrawing empty = drawn(one, none, page);
    check_page(empty);
    CHECK(find_text(draw::texts_of(empty.drawing.marks), "Suppressed") != nullptr);
    CHECK(find_text(draw::texts_of(empty.drawing.marks), "Decile") == nullptr);
    Classes classes;
    classes.entries.push_back({"", 3, 3, 1});
    const std::vector<int> class_of_area{1};
    const MapDrawing single =
        draw_map(draw::borrowed(one), choropleth(class_of_area, classes, decile_options()), page);
    check_page(single);
    const Picture picture{draw::png(single.drawing)};
    const Box& box = single.frames.front().box_px;
    CHECK(picture.at((box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2) ==
          palette_colours(palettes().front(), 1).front());
}

TEST_CASE("draw_map: borders only where areas are large enough", "[render]") {
    const auto outlined = [](int side, Shown wish) {
        MapPage page = sample_page();
        page.outlines = wish;
        return drawn(square_grid(side, side, 1000), turns(static_cast<std::size_t>(side * side)),
                     page)
            .borders;
    };
    CHECK(outlined(10, Shown::automatic));
    CHECK_FALSE(outlined(120, Shown::automatic));
    CHECK(outlined(120, Shown::always));
    CHECK_FALSE(outlined(10, Shown::never));
}

TEST_CASE("draw_map: what does not fit together is an error; what is lost is a finding",
          "[render]") {
    BoundarySet grid = square_grid(2, 1, 1000);
    CHECK(code_of(grid, turns(3), sample_page()) == "E-RENDER-02");
    CHECK(code_of({}, turns(0), sample_page()) == "E-RENDER-01");
    grid.codes.push_back(*AreaCode::parse("nowhere"));
    grid.names.emplace_back();
    grid.area_begin.push_back(grid.area_begin.back());
    add_area(grid, "tiny", "", square(400500, 300500, 0.1));
    MapPage page = sample_page();
    page.font_family = "No Such Family At All";
    page.subtitle = "\U0010FFFD";
    const MapDrawing map = drawn(grid, turns(4), page);
    REQUIRE(map.findings.find("W-RENDER-01") != nullptr);
    CHECK(map.findings.find("W-RENDER-01")->examples == std::vector<std::string>{"nowhere"});
    CHECK(map.findings.find("W-RENDER-02") != nullptr);
    CHECK(map.findings.find("W-RENDER-03") != nullptr);
    REQUIRE(map.findings.find("N-RENDER-01") != nullptr);
    CHECK(map.findings.find("N-RENDER-01")->count == 1);
}

TEST_CASE("draw_map: a date is shown in words, anything else as it is", "[render]") {
    const BoundarySet grid = square_grid(3, 2, 1000);
    const auto shown = [&](const std::string& date) {
        MapPage page = sample_page();
        page.date = date;
        const MapDrawing map = draw_map(draw::borrowed(grid), decile_map(turns(6)), page);
        return draw::texts_of(map.drawing.marks).back().text;
    };
    CHECK(shown("2024-05-01") == "1 May 2024");
    CHECK(shown("2023-12-31") == "31 December 2023");
    CHECK(shown("spring 2024") == "spring 2024");
    CHECK(shown("2024-13-01") == "2024-13-01");
}
