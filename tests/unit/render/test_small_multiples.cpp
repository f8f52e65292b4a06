#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>

#include "page_checks.hpp"
#include "sample_maps.hpp"

using namespace levelin;
using namespace levelin::render;

TEST_CASE("draw_small_multiples: one scale, one legend, panels beside each other", "[render]") {
    const BoundarySet grid = square_grid(4, 5, 10000);
    for (const std::size_t n : {1, 2, 3, 7, 12}) {
        for (const std::string_view size : {"", "A4", "A4-landscape", "square"}) {
            INFO(n << " on " << size);
            MapPage page = sample_page();
            page.size = size.empty() ? PageSize{} : named_page(size);
            std::vector<MapPanel> panels;
            for (std::size_t i = 0; i < n; ++i) {
                panels.push_back({"Domain " + std::to_string(i + 1), decile_map(turns(20))});
            }
            const MapDrawing map = draw_small_multiples(draw::borrowed(grid), panels, page);
            check_page(map);
            REQUIRE(map.frames.size() == n);
            const auto texts = draw::texts_of(map.drawing.marks);
            for (std::size_t i = 0; i < n; ++i) {
                CHECK(map.frames[i].transform.px_per_metre == map.frames[0].transform.px_per_metre);
                CHECK(find_text(texts, "Domain " + std::to_string(i + 1)) != nullptr);
                for (std::size_t j = 0; j < i; ++j) {
                    CHECK_FALSE(overlap(map.frames[i].box_px, map.frames[j].box_px));
                }
            }
            int headings = 0;
            for (const draw::Text& text : texts) {
                headings += text.text == "Decile of the index" ? 1 : 0;
            }
            CHECK(headings == 1);
            CHECK(find_text(texts, "Areas") == nullptr);  // Counts differ from map to map.
        }
    }
}

TEST_CASE("draw_small_multiples: no map, no room, no shape are errors", "[render]") {
    const BoundarySet grid = square_grid(4, 5, 10000);
    CHECK_THROWS_AS(draw_small_multiples(draw::borrowed(grid), {}, sample_page()), UsageError);
    const std::vector<MapPanel> panels(30, {"One", decile_map(turns(20))});
    MapPage page = sample_page();
    page.size = {400, 400, 1};
    CHECK_THROWS_AS(draw_small_multiples(draw::borrowed(grid), panels, page), UsageError);
    const BoundarySet none;
    const std::vector<MapPanel> empty(1, {"None", decile_map(turns(0))});
    CHECK_THROWS_AS(draw_small_multiples(draw::borrowed(none), empty, sample_page()), InputError);
}
