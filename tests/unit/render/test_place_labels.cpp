#include <catch2/catch.hpp>
#include <levelin/render/place_labels.hpp>
#include <random>

#include "page_checks.hpp"
#include "sample_maps.hpp"

using namespace levelin;
using namespace levelin::render;

TEST_CASE("place_labels: nothing overlaps, on a crowded page", "[render]") {
    const draw::TypeSetter type{"DejaVu Sans"};
    std::mt19937_64 random{5};
    std::vector<PagePlace> places;
    for (int i = 0; i < 300; ++i) {
        places.push_back(
            {"Town number " + std::to_string(i),
             {static_cast<double>(random() % 800), static_cast<double>(random() % 600)}});
    }
    const Box within{0, 0, 800, 600};
    const std::vector<Box> taken{{600, 0, 800, 300}};
    const PlacedLabels placed = place_labels(places, 60, within, taken, type, 1);
    CHECK(placed.named.size() == 60);
    CHECK(placed.named.front() == "Town number 0");
    for (std::size_t i = 0; i < placed.taken_px.size(); ++i) {
        const Box& box = placed.taken_px[i];
        CHECK(box.min_x >= 0);
        CHECK(box.max_x <= 800);
        CHECK(box.min_y >= 0);
        CHECK(box.max_y <= 600);
        CHECK_FALSE(overlap(box, taken[0]));
        for (std::size_t j = 0; j < i; ++j) {
            CHECK_FALSE(overlap(box, placed.taken_px[j]));
        }
    }
    // All that can be named are, but not all can.
    const PlacedLabels all = place_labels(places, 1000, within, taken, type, 1);
    CHECK(all.named.size() > 60);
    CHECK(all.named.size() < 300);
}

TEST_CASE("place_labels: to the right if it can be, else elsewhere, else not at all", "[render]") {
    const draw::TypeSetter type{"DejaVu Sans"};
    const auto align = [&](Point at, std::vector<Box> taken) {
        const std::vector<PagePlace> places{{"Caerdydd", at}};
        const PlacedLabels placed = place_labels(places, 1, {0, 0, 400, 100}, taken, type, 1);
        const auto texts = draw::texts_of(placed.marks);
        return texts.empty()                          ? std::string{"none"}
               : texts[0].align == draw::Align::left  ? std::string{"right of it"}
               : texts[0].align == draw::Align::right ? std::string{"left of it"}
                                                      : std::string{"above or below"};
    };
    CHECK(align({100, 50}, {}) == "right of it");
    CHECK(align({395, 50}, {}) == "left of it");
    CHECK(align({200, 50}, {{204, 0, 400, 100}, {0, 0, 196, 100}}) == "none");
    CHECK(align({500, 50}, {}) == "none");
    CHECK(align({200, 50}, {{199, 49, 201, 51}}) == "none");
}

TEST_CASE("place_labels: on a map, names keep off the legend and within the map", "[render]") {
    const BoundarySet grid = square_grid(3, 3, 50000);
    MapPage page = sample_page();
    page.most_labels = 5;
    page.places = {{"Abertawe", {425000, 325000}},
                   {"Inbhir Nis", {475000, 425000}},
                   {"B\u00e9al Feirste", {425000, 365000}},
                   {"Far away", {900000, 900000}}};
    const MapDrawing map = draw_map(draw::borrowed(grid), decile_map(turns(9)), page);
    check_page(map);
    CHECK(map.labelled.size() == 3);
    CHECK(std::find(map.labelled.begin(), map.labelled.end(), "Far away") == map.labelled.end());
}
