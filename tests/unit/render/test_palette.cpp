#include <algorithm>
#include <catch2/catch.hpp>
#include <levelin/classify/classes.hpp>
#include <levelin/core/error.hpp>
#include <levelin/render/palette.hpp>

using namespace levelin;
using namespace levelin::render;
using draw::Colour;

namespace {

std::vector<std::string> texts(const std::string& name, int classes) {
    std::vector<std::string> list;
    for (const Colour& colour : palette_colours(find_palette(name), classes)) {
        list.push_back(hex_text(colour));
    }
    return list;
}

}  // namespace

TEST_CASE("palette_colours: ColorBrewer's as published", "[render]") {
    // colorbrewer2.org, single classes looked up by hand.
    CHECK(texts("YlGnBu", 3) == std::vector<std::string>{"#edf8b1", "#7fcdbb", "#2c7fb8"});
    CHECK(texts("Blues", 5) ==
          std::vector<std::string>{"#eff3ff", "#bdd7e7", "#6baed6", "#3182bd", "#08519c"});
    CHECK(texts("RdBu", 3) == std::vector<std::string>{"#ef8a62", "#f7f7f7", "#67a9cf"});
    CHECK(texts("PuOr", 11).front() == "#7f3b08");
    CHECK(texts("PuOr", 11).back() == "#2d004b");
    CHECK(texts("YlOrRd", 9).back() == "#800026");
    CHECK(texts("Dark2", 2) == std::vector<std::string>{"#1b9e77", "#d95f02"});
    CHECK(texts("ylgnbu", 9) == texts("YlGnBu", 9));
}

TEST_CASE("palette_colours: viridis and its kin run from their light to their dark end",
          "[render]") {
    CHECK(texts("viridis", 2) == std::vector<std::string>{"#fde725", "#440154"});
    CHECK(texts("cividis", 2) == std::vector<std::string>{"#ffea46", "#00204d"});
}

TEST_CASE("palette_colours: sequential ones fall in lightness for every number of classes",
          "[render]") {
    int sequential = 0;
    for (const PaletteInfo& palette : palettes()) {
        if (palette.kind != PaletteKind::sequential) {
            continue;
        }
        ++sequential;
        for (int n = 1; n <= Classes::max_classes; ++n) {
            INFO(palette.name << " in " << n);
            const auto colours = palette_colours(palette, n);
            REQUIRE(colours.size() == static_cast<std::size_t>(n));
            for (std::size_t i = 1; i < colours.size(); ++i) {
                CHECK(draw::to_lab(colours[i]).lightness < draw::to_lab(colours[i - 1]).lightness);
            }
        }
    }
    CHECK(sequential >= 20);
}

TEST_CASE("palette_colours: levelin's own keeps classes apart for every kind of colour vision",
          "[render]") {
    for (int n = 2; n <= Classes::max_classes; ++n) {
        const auto colours = palette_colours(palettes().front(), n);
        CHECK(least_distance(colours) > 5);
        // As much contrast between neighbours as equal steps from end to end can have, less a
        // twelfth: WCAG's 3 : 1 with two and three classes.
        const double all = draw::contrast_ratio(colours.front(), colours.back());
        CHECK(least_contrast(colours) > 1);
        if (n <= 3) {
            CHECK(least_contrast(colours) >= 3);
        }
        CHECK(all >= 10);
        // The lightest is seen on paper.
        CHECK(draw::colour_distance(colours.front(), {255, 255, 255}) > 20);
    }
}

TEST_CASE("palette_colours: those called safe keep five classes apart, by simulation", "[render]") {
    for (const PaletteInfo& palette : palettes()) {
        if (!palette.colour_blind_safe) {
            continue;
        }
        INFO(palette.name);
        CHECK(least_distance(palette_colours(palette, 5)) > 5);
        if (palette.kind == PaletteKind::diverging) {
            // Both ends are told apart too, not neighbours alone.
            const auto colours = palette_colours(palette, 5);
            CHECK(least_distance({colours.front(), colours.back()}) > 10);
        }
    }
    // And one that is known to fail.
    const auto bad = palette_colours(find_palette("RdYlGn"), 5);
    CHECK(least_distance({bad.front(), bad.back()}) < 30);
}

TEST_CASE("square_palette: every two of the nine are told apart by every kind of colour vision",
          "[render]") {
    const auto colours = square_palette(3);
    REQUIRE(colours.size() == 9);
    for (std::size_t i = 0; i < 9; ++i) {
        for (std::size_t j = 0; j < i; ++j) {
            INFO(i << " and " << j);
            CHECK(least_distance({colours[i], colours[j]}) > 8);
        }
    }
    CHECK(draw::to_lab(colours[8]).lightness < 25);
    CHECK(draw::to_lab(colours[0]).lightness > 85);
    CHECK_THROWS_AS(square_palette(5), UsageError);
}

TEST_CASE("find_palette and palette_colours: what is not there is an error", "[render]") {
    CHECK_THROWS_AS(find_palette("Viridian"), UsageError);
    try {
        (void)find_palette("YlGnBo");
    } catch (const UsageError& error) {
        CHECK(error.code() == "E-RENDER-10");
        CHECK(std::string{error.what()}.find("YlGnBu") != std::string::npos);
    }
    CHECK_THROWS_AS(palette_colours(palettes().front(), 0), UsageError);
    CHECK_THROWS_AS(palette_colours(palettes().front(), 13), UsageError);
    CHECK_THROWS_AS(palette_colours(find_palette("Dark2"), 9), UsageError);
}
