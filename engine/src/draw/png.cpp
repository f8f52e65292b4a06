#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/draw/write.hpp>

#include "area_raster.hpp"
#include "cairo_canvas.hpp"
#include "png_bytes.hpp"

namespace levelin::draw {

namespace {

using namespace detail;

constexpr double inch_m = 0.0254;
constexpr double css_dpi = 96;
constexpr double most_pixels = 4e8;

/// Draws areas straight into the pixels that Cairo draws on.
class PixelAreas {
  public:
    PixelAreas(PixelImage& image, cairo_surface_t* surface, const Drawing& drawing,
               const PngOptions& options)
        : m_image{image}, m_surface{surface}, m_drawing{drawing}, m_options{options} {}

    void paint(CairoCanvas& canvas, const AreaLayer& layer, const Box& clip_px) {
        const double scale = m_options.scale;
        ShapeGrid grid;
        grid.steps_per_px = samples_per_pixel * scale;
        // Half a pixel of the page each way: what is smaller would not be seen.
        grid.dot = std::max(2, static_cast<int>(std::lround(2 * scale)));
        grid.smallest = grid.dot * grid.dot;
        grid.clip_px = clip_px;
        const AreaShapes shapes =
            area_shapes(*layer.boundaries, layer.transform, layer.ink_of_area, grid);
        std::vector<Tile> tiles;
        for (const Ink& ink : layer.inks) {
            tiles.push_back(tile_of(ink, scale));
        }
        AreaGround ground;
        ground.page = m_drawing.background;
        if (layer.coast) {
            ground.coast = layer.coast->colour;
            const auto samples =
                static_cast<int>(std::lround(layer.coast->width_px * grid.steps_per_px));
            ground.coast_samples = std::clamp(samples, 1, 7);
        }
        const auto pixel = [&](double px) { return static_cast<int>(std::lround(px * scale)); };
        ground.left_px = std::max(0, pixel(clip_px.min_x));
        ground.top_px = std::max(0, pixel(clip_px.min_y));
        ground.right_px = std::min(m_image.width, pixel(clip_px.max_x));
        ground.bottom_px = std::min(m_image.height, pixel(clip_px.max_y));
        cairo_surface_flush(m_surface);
        // Moving leaves the pixels where they are in memory, and Cairo's surface valid.
        m_image = draw_areas(std::move(m_image), shapes, layer.ink_of_area, tiles, ground,
                             m_options.threads);
        cairo_surface_mark_dirty(m_surface);
        if (layer.borders || !layer.outlines.empty()) {
            grid.straight = true;
            canvas.draw_overlay(layer,
                                border_lines(area_shapes(*layer.boundaries, layer.transform,
                                                         layer.ink_of_area, grid)),
                                grid.steps_per_px);
        }
    }

  private:
    PixelImage& m_image;
    cairo_surface_t* m_surface;
    const Drawing& m_drawing;
    const PngOptions& m_options;
};

}  // namespace

std::string png(const Drawing& drawing, const PngOptions& options) {
    const double scale = options.scale;
    const double width = std::round(drawing.width_px * scale);
    const double height = std::round(drawing.height_px * scale);
    if (!(width >= 1) || !(height >= 1) || width > 65000 || height > 65000 ||
        width * height > most_pixels) {
        throw UsageError("E-RENDER-06",
                         "an image of " + std::to_string(std::llround(drawing.width_px)) + " by " +
                             std::to_string(std::llround(drawing.height_px)) + " pixels at scale " +
                             std::to_string(scale),
                         "1 to 65,000 pixels each way and at most 400 million together",
                         "choose a smaller page or scale");
    }
    PixelImage image{static_cast<int>(width), static_cast<int>(height), drawing.background};
    {
        const Surface surface{cairo_image_surface_create_for_data(
            reinterpret_cast<unsigned char*>(image.pixels.data()), CAIRO_FORMAT_RGB24, image.width,
            image.height, image.width * 4)};
        check_cairo(cairo_surface_status(surface.get()));
        const Context context{cairo_create(surface.get())};
        cairo_scale(context.get(), scale, scale);
        const TypeSetter type{drawing.font_family};
        PixelAreas areas{image, surface.get(), drawing, options};
        CairoCanvas* self = nullptr;
        CairoCanvas canvas{context.get(), type, scale, [&](const AreaLayer& layer, const Box& box) {
                               areas.paint(*self, layer, box);
                           }};
        self = &canvas;
        canvas.draw(drawing.marks, {0, 0, drawing.width_px, drawing.height_px});
        check_cairo(cairo_status(context.get()));
        cairo_surface_flush(surface.get());
    }
    const double dpi = options.print_dpi > 0 ? options.print_dpi : css_dpi * scale;
    return png_bytes(image, dpi / inch_m,
                     {{"Title", clean_text(drawing.title)},
                      {"Description", clean_text(drawing.description)},
                      {"Copyright", clean_text(drawing.licence)},
                      {"Software", "levelin"}},
                     options.threads);
}

}  // namespace levelin::draw
