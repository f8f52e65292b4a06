#include <png.h>

#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <set>

#include "sample_maps.hpp"

using namespace levelin;

namespace {

/// A picture as libpng reads it.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;

    explicit Picture(const std::string& bytes) {
        png_image image{};
        image.version = PNG_IMAGE_VERSION;
        REQUIRE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) != 0);
        image.format = PNG_FORMAT_RGB;
        rgb.resize(PNG_IMAGE_SIZE(image));
        REQUIRE(png_image_finish_read(&image, nullptr, rgb.data(), 0, nullptr) != 0);
        width = static_cast<int>(image.width);
        height = static_cast<int>(image.height);
    }
    [[nodiscard]] Colour at(double x, double y) const {
        const auto i = (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                        static_cast<std::size_t>(x)) *
                       3;
        return {rgb[i], rgb[i + 1], rgb[i + 2]};
    }
    [[nodiscard]] std::set<std::string> colours(Box box) const {
        std::set<std::string> found;
        for (double y = std::ceil(box.min_y); y < box.max_y; ++y) {
            for (double x = std::ceil(box.min_x); x < box.max_x; ++x) {
                found.insert(hex_text(at(x, y)));
            }
        }
        return found;
    }
};

Box page_box(const MapLayout& layout, Box metres, int scale = 1) {
    const Point a = layout.transform.to_page({metres.min_x, metres.max_y});
    const Point b = layout.transform.to_page({metres.max_x, metres.min_y});
    return {a.x * scale, a.y * scale, b.x * scale, b.y * scale};
}

}  // namespace

TEST_CASE("choropleth_png: each area has the colour of its class at its middle", "[render]") {
    const BoundarySet grid = square_grid(5, 3, 10000);
    const Classification c = turns(15);
    for (const int scale : {1, 2}) {
        ChoroplethSpec spec = sample_spec();
        spec.scale = scale;
        const MapLayout layout = lay_out_map(grid, c.classes, spec);
        const Picture picture{choropleth_png(grid, c.class_of_area, c.classes, spec)};
        CHECK(picture.width == layout.width_px * scale);
        CHECK(picture.height == layout.height_px * scale);
        const std::vector<Colour> palette = sequential_palette(10);
        for (std::size_t a = 0; a < grid.size(); ++a) {
            const Box box = bounding_box(grid.points_of_area(a));
            const Point middle = layout.transform.to_page(
                {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2});
            // Decile 1 is the darkest, the last of the palette.
            CHECK(picture.at(middle.x * scale, middle.y * scale) ==
                  palette[static_cast<std::size_t>(10 - c.class_of_area[a])]);
        }
        // The legend's samples are those colours too.
        for (const PlacedSwatch& swatch : layout.swatches) {
            const Box& box = swatch.box_px;
            CHECK(picture.at((box.min_x + box.max_x) / 2 * scale,
                             (box.min_y + box.max_y) / 2 * scale) ==
                  palette[static_cast<std::size_t>(10 - swatch.drawn_class)]);
        }
        CHECK(picture.at(0, 0) == Colour{255, 255, 255});
    }
}

TEST_CASE("choropleth_png: no background shows along the border of two areas", "[render]") {
    // Oblique borders, and the second area has corners that the first has not.
    BoundarySet set;
    add_area(set, "A", "", {{0, 0}, {5123, 0}, {4311, 7000}, {0, 7000}});
    add_area(set, "B", "", {{5123, 0}, {10000, 0}, {10000, 7000}, {4311, 7000}});
    WholeColumn decile{{4, 4}, {Status::ok, Status::ok}};
    ChoroplethSpec spec = sample_spec();
    spec.outlines = Outlines::never;
    SECTION("of the same class: one flat colour") {
        const Classification c = classify_deciles(decile, {});
        const MapLayout layout = lay_out_map(set, c.classes, spec);
        const Picture picture{choropleth_png(set, c.class_of_area, c.classes, spec)};
        CHECK(picture.colours(page_box(layout, {100, 100, 9900, 6900})) ==
              std::set<std::string>{hex_text(sequential_palette(10)[6])});
    }
    SECTION("of different classes: each channel lies between the two") {
        decile.values[1] = 5;
        const Classification c = classify_deciles(decile, {});
        const MapLayout layout = lay_out_map(set, c.classes, spec);
        const Picture picture{choropleth_png(set, c.class_of_area, c.classes, spec)};
        const Colour p = sequential_palette(10)[5];
        const Colour q = sequential_palette(10)[6];
        const Box box = page_box(layout, {100, 100, 9900, 6900});
        for (double y = std::ceil(box.min_y); y < box.max_y; ++y) {
            for (double x = std::ceil(box.min_x); x < box.max_x; ++x) {
                const Colour seen = picture.at(x, y);
                REQUIRE(seen.red >= std::min(p.red, q.red));
                REQUIRE(seen.red <= std::max(p.red, q.red));
                REQUIRE(seen.blue >= std::min(p.blue, q.blue));
                REQUIRE(seen.blue <= std::max(p.blue, q.blue));
            }
        }
    }
    SECTION("with borders: the line between them is lighter") {
        spec.outlines = Outlines::always;
        const Classification c = classify_deciles(decile, {});
        const MapLayout layout = lay_out_map(set, c.classes, spec);
        const Picture picture{choropleth_png(set, c.class_of_area, c.classes, spec)};
        CHECK(picture.colours(page_box(layout, {4000, 3000, 6000, 4000})).size() > 2);
        CHECK(picture.colours(page_box(layout, {100, 100, 4000, 6900})).size() == 1);
    }
}

TEST_CASE("choropleth_png: each status has its own pattern in grey", "[render]") {
    const BoundarySet grid = square_grid(5, 1, 10000);
    const Classification c = turns(5, {{0, Status::missing},
                                       {1, Status::suppressed},
                                       {2, Status::not_applicable},
                                       {3, Status::no_row},
                                       {4, Status::below_minimum}});
    ChoroplethSpec spec = sample_spec();
    spec.outlines = Outlines::never;
    const MapLayout layout = lay_out_map(grid, c.classes, spec);
    const Picture picture{choropleth_png(grid, c.class_of_area, c.classes, spec)};
    std::set<std::vector<std::string>> patterns;
    for (std::size_t a = 0; a < 5; ++a) {
        const Box box = page_box(layout, bounding_box(grid.points_of_area(a)));
        // 24 x 24 pixels from a multiple of all tile sizes, so that patterns can be compared.
        const double x0 = std::ceil((box.min_x + 4) / 30) * 30;
        const double y0 = std::ceil((box.min_y + 4) / 30) * 30;
        std::vector<std::string> cells;
        for (int y = 0; y < 24; ++y) {
            for (int x = 0; x < 24; ++x) {
                const Colour p = picture.at(x0 + x, y0 + y);
                REQUIRE(p.red == p.green);
                REQUIRE(p.green == p.blue);
                cells.push_back(hex_text(p));
            }
        }
        const std::size_t different = std::set<std::string>(cells.begin(), cells.end()).size();
        CHECK((different > 1) == (a != 2));  // "Not applicable" is flat.
        patterns.insert(cells);
    }
    CHECK(patterns.size() == 5);
}

TEST_CASE("choropleth_png: a hole shows what is behind it, an island fills it", "[render]") {
    BoundarySet set;
    add_area(set, "ring", "", square(0, 0, 9000));
    const std::vector<Point> hole = square(3000, 3000, 3000);
    set.points.insert(set.points.end(), hole.begin(), hole.end());
    set.points.push_back(hole.front());
    set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
    ++set.polygon_begin.back();
    const WholeColumn one{{1}, {Status::ok}};
    const Classification c = classify_deciles(one, {});
    const MapLayout layout = lay_out_map(set, c.classes, sample_spec());
    const Point middle = layout.transform.to_page({4500, 4500});
    const Picture empty{choropleth_png(set, c.class_of_area, c.classes, sample_spec())};
    CHECK(empty.at(middle.x, middle.y) == Colour{255, 255, 255});
    add_area(set, "island", "", hole);
    const Classification two = classify_deciles({{1, 10}, {Status::ok, Status::ok}}, {});
    const Picture full{choropleth_png(set, two.class_of_area, two.classes, sample_spec())};
    CHECK(full.at(middle.x, middle.y) == sequential_palette(10)[0]);
}

TEST_CASE("choropleth_png: an area smaller than a pixel is still seen", "[render]") {
    BoundarySet set;
    add_area(set, "A", "", square(0, 0, 100000));
    add_area(set, "tiny", "", square(50000, 50000, 1));
    const Classification c = classify_deciles({{10, 1}, {Status::ok, Status::ok}}, {});
    const MapLayout layout = lay_out_map(set, c.classes, sample_spec());
    const MapImages images = draw_choropleth(set, c.class_of_area, c.classes, sample_spec());
    const Picture picture{images.png};
    const Point at = layout.transform.to_page({50000, 50000});
    const auto colours = picture.colours({at.x - 2, at.y - 2, at.x + 2, at.y + 2});
    CHECK(colours.size() > 1);
    REQUIRE(images.diagnostics.find("N-RENDER-01") != nullptr);
    CHECK(images.diagnostics.find("N-RENDER-01")->count == 1);
    CHECK_FALSE(images.diagnostics.has_warnings());
}

TEST_CASE("draw_choropleth: the same bytes again and with any number of threads", "[render]") {
    const BoundarySet grid = square_grid(60, 70, 1000);
    const Classification c = turns(4200, {{7, Status::missing}, {99, Status::suppressed}});
    const MapImages one = draw_choropleth(grid, c.class_of_area, c.classes, sample_spec(), {}, 1);
    for (const unsigned threads : {1U, 2U, 5U}) {
        const MapImages again =
            draw_choropleth(grid, c.class_of_area, c.classes, sample_spec(), {}, threads);
        CHECK(again.png == one.png);
        CHECK(again.svg == one.svg);
    }
    CHECK(choropleth_png(grid, c.class_of_area, c.classes, sample_spec(), 3) == one.png);
    CHECK(choropleth_svg(grid, c.class_of_area, c.classes, sample_spec()) == one.svg);
}

TEST_CASE("draw_choropleth: what does not fit together is an error; no shape is a finding",
          "[render]") {
    BoundarySet grid = square_grid(2, 1, 1000);
    const Classification c = turns(2);
    const auto code = [&](std::vector<int> of_area, std::vector<std::string> notes) {
        try {
            (void)draw_choropleth(grid, of_area, c.classes, sample_spec(), notes);
        } catch (const UsageError& error) {
            return error.code();
        }
        return std::string{"none"};
    };
    CHECK(code({1}, {}) == "E-RENDER-02");
    CHECK(code({1, 2}, {"a note for one area alone"}) == "E-RENDER-02");
    CHECK(code({1, 11}, {}) == "E-RENDER-03");
    CHECK(code({1, 0}, {}) == "E-RENDER-03");
    CHECK(code({1, -6}, {}) == "E-RENDER-03");
    CHECK(code({1, -5}, {}) == "none");
    grid.codes.push_back(*AreaCode::parse("nowhere"));
    grid.names.emplace_back();
    grid.area_begin.push_back(grid.area_begin.back());
    const Classification three = turns(3);
    const MapImages images =
        draw_choropleth(grid, three.class_of_area, three.classes, sample_spec());
    REQUIRE(images.diagnostics.find("W-RENDER-01") != nullptr);
    CHECK(images.diagnostics.find("W-RENDER-01")->count == 1);
    CHECK(images.diagnostics.find("W-RENDER-01")->examples == std::vector<std::string>{"nowhere"});
}

TEST_CASE("draw_choropleth: a font that is not installed is a finding", "[render]") {
    ChoroplethSpec spec = sample_spec();
    spec.font_family = "No Such Family At All";
    const Classification c = turns(2);
    const MapImages images =
        draw_choropleth(square_grid(2, 1, 1000), c.class_of_area, c.classes, spec);
    CHECK(images.diagnostics.find("W-RENDER-02") != nullptr);
}
