#pragma once

#include <cairo.h>

#include <functional>
#include <levelin/draw/area_shapes.hpp>
#include <levelin/draw/drawing.hpp>
#include <levelin/draw/type_setter.hpp>
#include <memory>
#include <vector>

namespace levelin::draw::detail {

struct DestroySurface {
    void operator()(cairo_surface_t* s) const { cairo_surface_destroy(s); }
};
struct DestroyContext {
    void operator()(cairo_t* c) const { cairo_destroy(c); }
};
using Surface = std::unique_ptr<cairo_surface_t, DestroySurface>;
using Context = std::unique_ptr<cairo_t, DestroyContext>;

/// @throws OutputError E-RENDER-07 where Cairo has failed.
void check_cairo(cairo_status_t status);

/// Draws marks with Cairo; areas by what the caller gives, since pixels and vectors differ there.
class CairoCanvas {
  public:
    /// Paints a layer of areas within a box of the page.
    using AreaPainter = std::function<void(const AreaLayer& layer, const Box& clip_px)>;

    /// @param context  scaled so that its units are pixels of the page.
    /// @param scale    pixels of the image for one of the page; 0 = patterns as lines.
    CairoCanvas(cairo_t* context, const TypeSetter& type, double scale, AreaPainter paint_areas);

    void draw(const std::vector<Mark>& marks, const Box& clip_px);
    void fill(const Ink& ink);          ///< The context's path, which is kept.
    void stroke(const Stroke& stroke);  ///< The context's path, which is dropped.
    /// Borders on a grid of `steps_per_px`.
    void draw_lines(const BorderLines& lines, double steps_per_px, const Stroke& stroke);
    /// What is drawn over areas: borders, outlines with their casing.
    void draw_overlay(const AreaLayer& layer, const BorderLines& borders, double steps_per_px);

  private:
    void draw_one(const Shape& shape);
    void draw_one(const Text& text);
    void draw_one(const SymbolLayer& layer);
    void draw_one(const DotLayer& layer);
    void set_source(const Ink& ink);
    void fill_with_lines(const Ink& ink);

    cairo_t* m_context;
    const TypeSetter& m_type;
    double m_scale;
    AreaPainter m_paint_areas;
};

/// What both boxes hold; of no size where they do not meet.
[[nodiscard]] Box common_box(const Box& a, const Box& b);

/// Every line between two areas, without those along the coast.
[[nodiscard]] BorderLines inner_lines(const BorderLines& borders);
/// Those along the coast alone.
[[nodiscard]] BorderLines coast_lines(const BorderLines& borders);
/// Those between areas of different inks, by the ink of the first area; one entry an ink.
[[nodiscard]] std::vector<BorderLines> lines_by_ink(const BorderLines& borders,
                                                    const AreaLayer& layer);

}  // namespace levelin::draw::detail
