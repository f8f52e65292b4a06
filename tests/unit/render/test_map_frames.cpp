#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/draw/write.hpp>
#include <picture.hpp>

#include "page_checks.hpp"
#include "sample_maps.hpp"

using namespace levelin;
using namespace levelin::render;

namespace {

/// Something like the country: a block from Cornwall to Caithness, 25 boroughs in London, Orkney
/// and Shetland.
BoundarySet country() {
    BoundarySet set;
    add_area(set, "N1", "Scotland",
             {{200000, 550000}, {330000, 550000}, {330000, 970000}, {200000, 970000}});
    add_area(set, "N2", "North",
             {{330000, 300000}, {480000, 300000}, {480000, 550000}, {330000, 550000}});
    add_area(set, "N3", "South",
             {{200000, 60000}, {505000, 60000}, {505000, 300000}, {200000, 300000}});
    for (int i = 0; i < 25; ++i) {
        add_area(set, "L" + std::to_string(i), "Borough",
                 square(505000 + 9000 * (i % 5), 156000 + 9000 * (i / 5), 9000));
    }
    add_area(set, "O1", "Orkney", square(340000, 1000000, 20000));
    add_area(set, "S1", "Shetland", square(430000, 1150000, 30000));
    return set;
}

}  // namespace

TEST_CASE("frames: a map of the country has its northern isles in a box and London enlarged",
          "[render]") {
    const BoundarySet set = country();
    MapPage page = sample_page();
    page.frames.automatic = true;
    const Classification c = turns(set.size());
    const MapDrawing map = draw_map(draw::borrowed(set), decile_map(c), page);
    check_page(map);
    REQUIRE(map.frames.size() == 3);
    CHECK(map.frames[1].name == "northern-isles");
    CHECK(map.frames[1].enlarged == 1);
    CHECK(map.frames[2].name == "london");
    CHECK(map.frames[2].enlarged >= 2);
    // The isles are in their box alone, and the main map ends where the mainland does.
    CHECK(map.frames[0].shown[28] == 0);
    CHECK(map.frames[0].shown[29] == 0);
    CHECK(map.frames[1].shown[28] == 1);
    CHECK(map.frames[1].shown[0] == 0);
    CHECK(map.frames[0].extent_m.max_y == 970000);
    // Every area is drawn where its frame says, and insets cover no area of the main map.
    const Picture picture{draw::png(map.drawing)};
    const ThematicMap thematic = decile_map(c);
    for (const PlacedFrame& frame : map.frames) {
        for (std::size_t a = 0; a < set.size(); ++a) {
            const Box box = bounding_box(set.points_of_area(a));
            const Point middle = frame.transform.to_page(
                Point{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2});
            const Box& b = frame.box_px;
            if (frame.shown[a] != 0 && middle.x > b.min_x && middle.x < b.max_x &&
                middle.y > b.min_y && middle.y < b.max_y) {
                CHECK(picture.at(middle.x, middle.y) ==
                      thematic.inks[thematic.ink_of_area[a]].colour);
            }
        }
    }
    const auto texts = draw::texts_of(map.drawing.marks);
    CHECK(find_text(texts, "Orkney and Shetland") != nullptr);
    CHECK(find_text(texts, "Greater London \u00d7" + std::to_string(static_cast<int>(
                                                         map.frames[2].enlarged))) != nullptr);
}

TEST_CASE("frames: none where the extent does not ask for them", "[render]") {
    MapPage page = sample_page();
    page.frames.automatic = true;
    const BoundarySet grid = square_grid(5, 5, 10000);
    CHECK(draw_map(draw::borrowed(grid), decile_map(turns(25)), page).frames.size() == 1);
    page.frames.automatic = false;
    const BoundarySet set = country();
    CHECK(draw_map(draw::borrowed(set), decile_map(turns(set.size())), page).frames.size() == 1);
}

TEST_CASE("frames: by name and of one's own", "[render]") {
    const BoundarySet set = country();
    MapPage page = sample_page();
    page.frames.insets = {find_inset("london")};
    Inset own;
    own.name = own.title = "The corner";
    own.extent_m = {200000, 60000, 230000, 90000};
    own.enlarged = 3;
    page.frames.insets.push_back(own);
    const MapDrawing map = draw_map(draw::borrowed(set), decile_map(turns(set.size())), page);
    check_page(map);
    REQUIRE(map.frames.size() == 3);
    CHECK(map.frames[2].title == "The corner \u00d73");
    CHECK(map.frames[2].transform.px_per_metre == Approx(3 * map.frames[0].transform.px_per_metre));
    CHECK_THROWS_AS(find_inset("londn"), UsageError);
    CHECK(known_insets().size() >= 5);
}

TEST_CASE("frames: an inset without room is left out with a note, moved areas return", "[render]") {
    const BoundarySet set = country();
    MapPage page = sample_page();
    Inset huge;
    huge.name = huge.title = "All";
    huge.extent_m = {200000, 60000, 505000, 970000};
    huge.enlarged = 5;
    page.frames.insets = {find_inset("northern-isles"), huge};
    const MapDrawing map = draw_map(draw::borrowed(set), decile_map(turns(set.size())), page);
    check_page(map);
    REQUIRE(map.findings.find("N-RENDER-02") != nullptr);
    CHECK(map.frames.size() == 2);
    // Wherever they are, no area is lost.
    for (std::size_t a = 0; a < set.size(); ++a) {
        bool shown = false;
        for (const PlacedFrame& frame : map.frames) {
            shown = shown || frame.shown[a] != 0;
        }
        CHECK(shown);
    }
}
