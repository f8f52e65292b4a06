#include <algorithm>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <levelin/draw/write.hpp>
#include <levelin/render/overlays.hpp>
#include <levelin/render/symbol_map.hpp>
#include <picture.hpp>
#include <sstream>

#include "sample_maps.hpp"

using namespace levelin;
using namespace levelin::render;

// Pictures that people have looked at, in the font of the package fonts-dejavu-core. Compared as
// eyes would: in L*a*b*, each pixel as the mean of nine, so that a letter may move by a fraction of
// a pixel with another version of FreeType. LEVELIN_UPDATE_GOLDEN=1 draws them anew: look at them
// before they are committed.

namespace {

struct Difference {
    double mean = 0;           ///< Of CIE 1976 distances.
    double share_visible = 0;  ///< Pixels that differ by more than 6.
};

draw::Lab mean_of_nine(const Picture& picture, int x, int y) {
    draw::Lab sum;
    int count = 0;
    for (int v = std::max(0, y - 1); v <= std::min(picture.height - 1, y + 1); ++v) {
        for (int u = std::max(0, x - 1); u <= std::min(picture.width - 1, x + 1); ++u) {
            const draw::Lab lab = to_lab(picture.at(u, v));
            sum = {sum.lightness + lab.lightness, sum.a + lab.a, sum.b + lab.b};
            ++count;
        }
    }
    return {sum.lightness / count, sum.a / count, sum.b / count};
}

Difference compare(const Picture& a, const Picture& b) {
    REQUIRE(a.width == b.width);
    REQUIRE(a.height == b.height);
    Difference difference;
    const double pixels = static_cast<double>(a.width) * a.height;
    for (int y = 0; y < a.height; ++y) {
        for (int x = 0; x < a.width; ++x) {
            const draw::Lab p = mean_of_nine(a, x, y);
            const draw::Lab q = mean_of_nine(b, x, y);
            const double d =
                std::hypot(p.lightness - q.lightness, std::hypot(p.a - q.a, p.b - q.b));
            difference.mean += d / pixels;
            difference.share_visible += d > 6 ? 1 / pixels : 0;
        }
    }
    return difference;
}

void check_golden(const std::string& name, const draw::Drawing& drawing) {
    const std::filesystem::path file =
        std::filesystem::path{LEVELIN_SOURCE_DIR} / "tests/unit/render/golden" / (name + ".png");
    const std::string bytes = draw::png(drawing);
    const char* update = std::getenv("LEVELIN_UPDATE_GOLDEN");
    if (update != nullptr && std::string{update} == "1") {
        std::ofstream{file, std::ios::binary} << bytes;
    }
    std::ifstream in{file, std::ios::binary};
    std::ostringstream golden;
    golden << in.rdbuf();
    REQUIRE_FALSE(golden.str().empty());
    const Difference difference = compare(Picture{golden.str()}, Picture{bytes});
    INFO(name);
    CHECK(difference.mean < 0.25);
    CHECK(difference.share_visible < 0.003);
}

/// Six-cornered areas that fit together, some of them set aside as an island.
BoundarySet honeycomb() {
    BoundarySet set;
    for (int i = 0; i < 42; ++i) {
        const int column = i % 7;
        const int row = i / 7;
        if (column == 5) {
            continue;
        }
        const double x = 400000 + 8660 * (column + (row % 2) * 0.5);
        const double y = 300000 + 7500 * row;
        std::vector<Point> ring;
        for (const auto& [dx, dy] : {std::pair{0.0, -5000.0},
                                     {4330.0, -2500.0},
                                     {4330.0, 2500.0},
                                     {0.0, 5000.0},
                                     {-4330.0, 2500.0},
                                     {-4330.0, -2500.0}}) {
            ring.push_back({x + dx, y + dy});
        }
        add_area(set, "H" + std::to_string(i), "", ring);
    }
    return set;
}

MapPage small_page() {
    MapPage page = sample_page();
    page.size = {640, 500, 0.75};
    return page;
}

}  // namespace

TEST_CASE("golden: a choropleth with every status, an outline and names", "[render]") {
    const BoundarySet set = honeycomb();
    const Classification c = turns(set.size(), {{3, Status::missing},
                                                {9, Status::suppressed},
                                                {10, Status::not_applicable},
                                                {11, Status::no_row},
                                                {12, Status::below_minimum}});
    std::vector<std::uint8_t> chosen(set.size(), 0);
    for (const std::size_t a : {0, 1, 6, 7, 20, 28}) {
        chosen[a] = 1;
    }
    MapPage page = small_page();
    page.most_labels = 3;
    page.places = {{"Abertawe", {412000, 306000}}, {"D\u00f9n \u00c8ideann", {440000, 330000}}};
    check_golden("choropleth",
                 draw_map(draw::borrowed(set), with_outline(decile_map(c), chosen), page).drawing);
}

TEST_CASE("golden: proportional symbols", "[render]") {
    const BoundarySet set = honeycomb();
    std::vector<double> values;
    for (std::size_t a = 0; a < set.size(); ++a) {
        values.push_back(static_cast<double>(a * a));
    }
    SymbolOptions options;
    options.heading = "People";
    check_golden("symbols", draw_map(draw::borrowed(set),
                                     with_proportional_symbols(plain_ground(set.size()), set,
                                                               numbers(values), options),
                                     small_page())
                                .drawing);
}

TEST_CASE("golden: the comparison finds what eyes would", "[render]") {
    const BoundarySet set = honeycomb();
    const Classification c = turns(set.size());
    Classification other = c;
    std::swap(other.class_of_area[4], other.class_of_area[8]);
    const auto picture = [&](const Classification& classes) {
        return Picture{
            draw::png(draw_map(draw::borrowed(set), decile_map(classes), small_page()).drawing)};
    };
    CHECK(compare(picture(c), picture(c)).mean == 0);
    CHECK(compare(picture(c), picture(other)).share_visible > 0.003);
    MapPage page = small_page();
    page.title = "Amddifadedd yn Ynys Mon & Sir y Fflint <2019>";
    const Picture letter{draw::png(draw_map(draw::borrowed(set), decile_map(c), page).drawing)};
    CHECK(compare(picture(c), letter).mean > 0);
}
