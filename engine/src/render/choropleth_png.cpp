#include <cairo.h>

#include <cmath>
#include <levelin/core/error.hpp>
#include <memory>

#include "class_raster.hpp"
#include "drawing.hpp"
#include "page_geometry.hpp"
#include "pattern.hpp"
#include "png_bytes.hpp"
#include "type_setter.hpp"

namespace levelin::detail {

namespace {

struct DestroySurface {
    void operator()(cairo_surface_t* s) const { cairo_surface_destroy(s); }
};
struct DestroyContext {
    void operator()(cairo_t* c) const { cairo_destroy(c); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;
using Context = std::unique_ptr<cairo_t, DestroyContext>;

// Half a pixel; with borders, which cover the inner part of it, a whole one.
constexpr int coast_samples = 2;
constexpr int coast_samples_with_borders = 4;

void set_colour(cairo_t* context, Colour c) {
    cairo_set_source_rgb(context, c.red / 255.0, c.green / 255.0, c.blue / 255.0);
}

void check(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw OutputError("E-RENDER-07",
                          std::string{"the map cannot be drawn: "} + cairo_status_to_string(status),
                          "enough memory", "draw a smaller map");
    }
}

/// Inks of the classes, then of the statuses from `missing` on.
std::vector<Ink> make_inks(const Classes& classes, const ChoroplethSpec& spec, double unit) {
    std::vector<Ink> inks;
    for (const Colour& colour : class_colours(classes, spec)) {
        inks.push_back(plain_ink(colour));
    }
    for (int s = 1; s < status_count; ++s) {
        inks.push_back(pattern_ink(pattern_of(static_cast<Status>(s)), unit));
    }
    return inks;
}

std::size_t ink_of(int drawn_class, const Classes& classes) {
    return drawn_class > 0 ? static_cast<std::size_t>(drawn_class - 1)
                           : classes.entries.size() + static_cast<std::size_t>(-drawn_class - 1);
}

/// Borders between areas, all as one line, so that the two sides of a border do not add up.
void draw_borders(cairo_t* context, const PageGeometry& geometry, const MapLayout& layout) {
    cairo_save(context);
    cairo_translate(context, layout.transform.left_px, layout.transform.top_px);
    const double k = 1.0 / samples_per_pixel;
    double sx = 1;
    double sy = 1;
    cairo_user_to_device_distance(context, &sx, &sy);
    cairo_new_path(context);
    for (std::size_t r = 0; r + 1 < geometry.ring_begin.size(); ++r) {
        cairo_new_sub_path(context);
        for (std::uint32_t i = geometry.ring_begin[r]; i < geometry.ring_begin[r + 1]; ++i) {
            cairo_line_to(context, geometry.points[i].x * k / sx, geometry.points[i].y * k / sy);
        }
        cairo_close_path(context);
    }
    set_colour(context, border_colour);
    cairo_set_line_join(context, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_width(context, border_px * layout.unit_px);
    cairo_stroke(context);
    cairo_restore(context);
}

void draw_swatch(cairo_t* context, const PlacedSwatch& swatch, const Ink& ink, double scale,
                 double unit) {
    const Box& box = swatch.box_px;
    // On whole pixels, so that the sample is as sharp as the map.
    const auto at = [scale](double v) { return std::round(v * scale) / scale; };
    const double x = at(box.min_x);
    const double y = at(box.min_y);
    const double width = at(box.max_x) - x;
    const double height = at(box.max_y) - y;
    if (ink.plain()) {
        set_colour(context, ink.tile.front());
        cairo_rectangle(context, x, y, width, height);
        cairo_fill(context);
    } else {
        for (double py = y; py < y + height - 1e-9; py += 1 / scale) {
            for (double px = x; px < x + width - 1e-9; px += 1 / scale) {
                set_colour(context, ink.at(static_cast<int>(std::lround(px * scale)),
                                           static_cast<int>(std::lround(py * scale))));
                cairo_rectangle(context, px, py, 1 / scale, 1 / scale);
                cairo_fill(context);
            }
        }
    }
    set_colour(context, coast_colour);
    cairo_set_line_width(context, 0.75 * unit);
    cairo_rectangle(context, x, y, width, height);
    cairo_stroke(context);
}

void draw_scale_bar(cairo_t* context, const Box& box, double unit) {
    set_colour(context, page_colour);
    cairo_rectangle(context, box.min_x, box.min_y, box.max_x - box.min_x, box.max_y - box.min_y);
    cairo_fill(context);
    set_colour(context, quiet_colour);
    cairo_rectangle(context, box.min_x, box.min_y, (box.max_x - box.min_x) / 2,
                    box.max_y - box.min_y);
    cairo_fill(context);
    cairo_set_line_width(context, 0.75 * unit);
    cairo_rectangle(context, box.min_x, box.min_y, box.max_x - box.min_x, box.max_y - box.min_y);
    cairo_stroke(context);
}

void draw_furniture(cairo_t* context, const MapLayout& layout, const Classes& classes,
                    std::span<const Ink> inks, const ChoroplethSpec& spec) {
    for (const Box& rule : layout.rules_px) {
        set_colour(context, rule_colour);
        cairo_set_line_width(context, 1);
        cairo_move_to(context, rule.min_x, std::floor(rule.min_y) + 0.5);
        cairo_line_to(context, rule.max_x, std::floor(rule.min_y) + 0.5);
        cairo_stroke(context);
    }
    for (const PlacedSwatch& swatch : layout.swatches) {
        draw_swatch(context, swatch, inks[ink_of(swatch.drawn_class, classes)], spec.scale,
                    layout.unit_px);
    }
    if (!layout.scale_bar.box_px.empty()) {
        draw_scale_bar(context, layout.scale_bar.box_px, layout.unit_px);
    }
    const TypeSetter type{spec.font_family};
    for (const PlacedText& text : layout.texts) {
        set_colour(context, text_colour(text.role));
        type.draw(context, text);
    }
}

}  // namespace

Drawn draw_png(const BoundarySet& boundaries, std::span<const int> class_of_area,
               const Classes& classes, const ChoroplethSpec& spec, const MapLayout& layout,
               unsigned threads) {
    const int scale = spec.scale;
    const PageGeometry geometry =
        to_page_grid(boundaries, layout.transform, 1.0 / (samples_per_pixel * scale), 2 * scale,
                     4 * scale * scale);
    const std::vector<Ink> inks = make_inks(classes, spec, scale * layout.unit_px);
    std::vector<std::uint8_t> paints;
    paints.reserve(class_of_area.size());
    for (const int c : class_of_area) {
        paints.push_back(static_cast<std::uint8_t>(ink_of(c, classes)));
    }
    const MapGround ground{static_cast<int>(std::lround(layout.transform.left_px)) * scale,
                           static_cast<int>(std::lround(layout.transform.top_px)) * scale,
                           page_colour, coast_colour,
                           layout.outlines ? coast_samples_with_borders : coast_samples};
    PixelImage image =
        draw_areas(PixelImage{layout.width_px * scale, layout.height_px * scale, page_colour},
                   geometry, paints, inks, ground, threads);
    {
        const Surface surface{cairo_image_surface_create_for_data(
            reinterpret_cast<unsigned char*>(image.pixels.data()), CAIRO_FORMAT_RGB24, image.width,
            image.height, image.width * 4)};
        check(cairo_surface_status(surface.get()));
        const Context context{cairo_create(surface.get())};
        cairo_scale(context.get(), scale, scale);
        if (layout.outlines) {
            draw_borders(context.get(), geometry, layout);
        }
        draw_furniture(context.get(), layout, classes, inks, spec);
        check(cairo_status(context.get()));
        cairo_surface_flush(surface.get());
    }
    constexpr double pixels_per_metre = 144 / 0.0254;  // 1,100 px print 194 mm wide, as on A4.
    return {png_bytes(image, pixels_per_metre * scale, clean_text(spec.title),
                      clean_text(spec.alt_text)),
            geometry.dots, geometry.without_shape};
}

}  // namespace levelin::detail
