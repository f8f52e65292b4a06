#include "cairo_canvas.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <numbers>

#include "pango_text.hpp"
#include "tile.hpp"

namespace levelin::draw::detail {

namespace {

constexpr double full_turn = 2 * std::numbers::pi;

struct DestroyPattern {
    void operator()(cairo_pattern_t* p) const { cairo_pattern_destroy(p); }
};
using Pattern = std::unique_ptr<cairo_pattern_t, DestroyPattern>;

void set_colour(cairo_t* context, Colour c, double opacity = 1) {
    cairo_set_source_rgba(context, c.red / 255.0, c.green / 255.0, c.blue / 255.0, opacity);
}

/// The pattern as pixels of the image, from the image's corner.
Pattern tile_pattern(const Ink& ink, double scale) {
    const Tile tile = tile_of(ink, scale);
    const Surface surface{cairo_image_surface_create(CAIRO_FORMAT_RGB24, tile.side, tile.side)};
    check_cairo(cairo_surface_status(surface.get()));
    cairo_surface_flush(surface.get());
    unsigned char* row = cairo_image_surface_get_data(surface.get());
    for (int y = 0; y < tile.side; ++y) {
        auto* pixel = reinterpret_cast<std::uint32_t*>(row);
        for (int x = 0; x < tile.side; ++x) {
            const Colour c = tile.at(x, y);
            pixel[x] = std::uint32_t{c.red} << 16U | std::uint32_t{c.green} << 8U | c.blue;
        }
        row += cairo_image_surface_get_stride(surface.get());
    }
    cairo_surface_mark_dirty(surface.get());
    Pattern pattern{cairo_pattern_create_for_surface(surface.get())};
    cairo_matrix_t matrix;
    cairo_matrix_init_scale(&matrix, scale, scale);
    cairo_pattern_set_matrix(pattern.get(), &matrix);
    cairo_pattern_set_extend(pattern.get(), CAIRO_EXTEND_REPEAT);
    cairo_pattern_set_filter(pattern.get(), CAIRO_FILTER_NEAREST);
    return pattern;
}

/// The lines or dots of a pattern that reach into a box, as a path.
void add_pattern(cairo_t* c, const Ink& ink, const Box& box) {
    const double s = ink.side_px;
    const auto steps = [](double length, double step) {
        return static_cast<long>(std::floor(length / step));
    };
    if (ink.hatch == Hatch::dots) {
        const double half = s / 2;
        for (long row = steps(box.min_y, half) - 1; row <= steps(box.max_y, half) + 1; ++row) {
            for (long column = steps(box.min_x, half) - 1; column <= steps(box.max_x, half) + 1;
                 ++column) {
                if ((row + column) % 2 == 0) {
                    cairo_move_to(c, half * static_cast<double>(column),
                                  half * static_cast<double>(row));
                    cairo_close_path(c);  // With round ends, a dot.
                }
            }
        }
        return;
    }
    if (ink.hatch == Hatch::level) {
        for (long i = steps(box.min_y, s) - 1; i <= steps(box.max_y, s) + 1; ++i) {
            const double y = s * (static_cast<double>(i) + 0.5);
            cairo_move_to(c, box.min_x, y);
            cairo_line_to(c, box.max_x, y);
        }
        return;
    }
    // Those of x + y, or of x - y, at whole steps.
    const double turn = ink.hatch == Hatch::rising ? 1 : -1;
    const double low = turn > 0 ? box.min_x + box.min_y : box.min_x - box.max_y;
    const double high = turn > 0 ? box.max_x + box.max_y : box.max_x - box.min_y;
    for (long i = steps(low, s) - 1; i <= steps(high, s) + 1; ++i) {
        const double sum = s * static_cast<double>(i);
        cairo_move_to(c, sum - turn * box.min_y, box.min_y);
        cairo_line_to(c, sum - turn * box.max_y, box.max_y);
    }
}

template <typename Keep>
BorderLines lines_where(const BorderLines& borders, Keep keep) {
    BorderLines kept;
    for (BorderLine line : borders.lines) {
        if (!keep(line)) {
            continue;
        }
        const auto begin = static_cast<std::uint32_t>(kept.points.size());
        kept.points.insert(kept.points.end(),
                           borders.points.begin() + static_cast<std::ptrdiff_t>(line.begin),
                           borders.points.begin() + static_cast<std::ptrdiff_t>(line.end));
        line.begin = begin;
        line.end = static_cast<std::uint32_t>(kept.points.size());
        kept.lines.push_back(line);
    }
    return kept;
}

}  // namespace

void check_cairo(cairo_status_t status) {
    if (status != CAIRO_STATUS_SUCCESS) {
        throw OutputError(
            "E-RENDER-07",
            std::string{"the picture cannot be drawn: "} + cairo_status_to_string(status),
            "enough memory", "draw a smaller picture");
    }
}

CairoCanvas::CairoCanvas(cairo_t* context, const TypeSetter& type, double scale,
                         AreaPainter paint_areas)
    : m_context{context}, m_type{type}, m_scale{scale}, m_paint_areas{std::move(paint_areas)} {}

void CairoCanvas::draw(const std::vector<Mark>& marks, const Box& clip_px) {
    for (const Mark& mark : marks) {
        if (const auto* areas = std::get_if<AreaLayer>(&mark.as)) {
            m_paint_areas(*areas, clip_px);
        } else if (const auto* group = std::get_if<Group>(&mark.as)) {
            if (!group->clip_px) {
                draw(group->marks, clip_px);
                continue;
            }
            const Box inner = common_box(clip_px, *group->clip_px);
            cairo_save(m_context);
            cairo_rectangle(m_context, inner.min_x, inner.min_y, inner.max_x - inner.min_x,
                            inner.max_y - inner.min_y);
            cairo_clip(m_context);
            draw(group->marks, inner);
            cairo_restore(m_context);
        } else if (const auto* shape = std::get_if<Shape>(&mark.as)) {
            draw_one(*shape);
        } else if (const auto* text = std::get_if<Text>(&mark.as)) {
            draw_one(*text);
        } else if (const auto* symbols = std::get_if<SymbolLayer>(&mark.as)) {
            draw_one(*symbols);
        } else if (const auto* dots = std::get_if<DotLayer>(&mark.as)) {
            draw_one(*dots);
        }
    }
}

void CairoCanvas::set_source(const Ink& ink) {
    if (ink.hatch == Hatch::none) {
        set_colour(m_context, ink.colour, ink.opacity);
    } else {
        const Pattern pattern = tile_pattern(ink, m_scale);
        cairo_set_source(m_context, pattern.get());
    }
}

void CairoCanvas::fill(const Ink& ink) {
    if (ink.hatch != Hatch::none && m_scale <= 0) {
        fill_with_lines(ink);
        return;
    }
    set_source(ink);
    cairo_fill_preserve(m_context);
}

// Lines drawn through and cut off at the path, since readers of PDF show the seams of a tile.
void CairoCanvas::fill_with_lines(const Ink& ink) {
    const std::unique_ptr<cairo_path_t, void (*)(cairo_path_t*)> path{cairo_copy_path(m_context),
                                                                      &cairo_path_destroy};
    check_cairo(path->status);
    cairo_save(m_context);
    cairo_clip(m_context);
    Box box;
    cairo_clip_extents(m_context, &box.min_x, &box.min_y, &box.max_x, &box.max_y);
    if (box.max_x > box.min_x && box.max_y > box.min_y) {
        set_colour(m_context, ink.colour);
        cairo_paint(m_context);
        set_colour(m_context, ink.line);
        cairo_set_line_width(m_context, ink.mark_px);
        cairo_set_dash(m_context, nullptr, 0, 0);
        cairo_set_line_cap(m_context,
                           ink.hatch == Hatch::dots ? CAIRO_LINE_CAP_ROUND : CAIRO_LINE_CAP_BUTT);
        cairo_new_path(m_context);
        add_pattern(m_context, ink, box);
        cairo_stroke(m_context);
    }
    cairo_restore(m_context);
    cairo_new_path(m_context);
    cairo_append_path(m_context, path.get());
}

void CairoCanvas::stroke(const Stroke& stroke) {
    set_colour(m_context, stroke.colour);
    cairo_set_line_width(m_context, stroke.width_px);
    cairo_set_dash(m_context, stroke.dash_px.data(), static_cast<int>(stroke.dash_px.size()), 0);
    cairo_stroke(m_context);
}

void CairoCanvas::draw_one(const Shape& shape) {
    cairo_new_path(m_context);
    for (const Contour& contour : shape.contours) {
        cairo_new_sub_path(m_context);
        for (const Point& p : contour.points) {
            cairo_line_to(m_context, p.x, p.y);
        }
        if (contour.closed) {
            cairo_close_path(m_context);
        }
    }
    cairo_set_fill_rule(m_context, CAIRO_FILL_RULE_EVEN_ODD);
    cairo_set_line_join(m_context, CAIRO_LINE_JOIN_MITER);
    cairo_set_line_cap(m_context, CAIRO_LINE_CAP_BUTT);
    if (shape.fill) {
        fill(*shape.fill);
    }
    if (shape.stroke) {
        stroke(*shape.stroke);
    }
    cairo_new_path(m_context);
}

void CairoCanvas::draw_one(const Text& text) {
    draw_text(m_context, m_type, text);
}

void CairoCanvas::draw_one(const SymbolLayer& layer) {
    cairo_set_line_join(m_context, CAIRO_LINE_JOIN_MITER);
    for (const SymbolLayer::Symbol& s : layer.symbols) {
        cairo_new_path(m_context);
        if (layer.form == SymbolLayer::Form::circle) {
            cairo_arc(m_context, s.centre_px.x, s.centre_px.y, s.radius_px, 0, full_turn);
        } else {
            cairo_rectangle(m_context, s.centre_px.x - s.radius_px, s.centre_px.y - s.radius_px,
                            2 * s.radius_px, 2 * s.radius_px);
        }
        fill(layer.inks[s.ink]);
        if (layer.stroke) {
            stroke(*layer.stroke);
        }
    }
    cairo_new_path(m_context);
}

void CairoCanvas::draw_one(const DotLayer& layer) {
    cairo_new_path(m_context);
    for (const Point& p : layer.centres_px) {
        cairo_move_to(m_context, p.x, p.y);
        cairo_close_path(m_context);  // With round ends, a dot.
    }
    cairo_set_line_cap(m_context, CAIRO_LINE_CAP_ROUND);
    stroke({layer.colour, layer.diameter_px, {}});
    cairo_set_line_cap(m_context, CAIRO_LINE_CAP_BUTT);
}

void CairoCanvas::draw_lines(const BorderLines& lines, double steps_per_px, const Stroke& stroke) {
    const double k = 1 / steps_per_px;
    cairo_new_path(m_context);
    for (const BorderLine& line : lines.lines) {
        cairo_new_sub_path(m_context);
        const bool closed =
            line.end > line.begin + 2 && lines.points[line.begin] == lines.points[line.end - 1];
        for (std::uint32_t i = line.begin; i < line.end - (closed ? 1U : 0U); ++i) {
            cairo_line_to(m_context, lines.points[i].x * k, lines.points[i].y * k);
        }
        if (closed) {
            cairo_close_path(m_context);
        }
    }
    cairo_set_line_join(m_context, CAIRO_LINE_JOIN_ROUND);
    cairo_set_line_cap(m_context, CAIRO_LINE_CAP_BUTT);
    this->stroke(stroke);
}

void CairoCanvas::draw_overlay(const AreaLayer& layer, const BorderLines& borders,
                               double steps_per_px) {
    if (layer.borders) {
        draw_lines(inner_lines(borders), steps_per_px, *layer.borders);
    }
    for (const GroupOutline& outline : layer.outlines) {
        const BorderLines lines = between_groups(borders, outline.group);
        if (outline.casing) {
            draw_lines(lines, steps_per_px, *outline.casing);
        }
        draw_lines(lines, steps_per_px, outline.stroke);
    }
}

Box common_box(const Box& a, const Box& b) {
    const Box box{std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y),
                  std::min(a.max_x, b.max_x), std::min(a.max_y, b.max_y)};
    return box.min_x > box.max_x || box.min_y > box.max_y
               ? Box{box.min_x, box.min_y, box.min_x, box.min_y}
               : box;
}

BorderLines inner_lines(const BorderLines& borders) {
    return lines_where(borders, [](const BorderLine& l) { return l.second_area != no_area; });
}

BorderLines coast_lines(const BorderLines& borders) {
    return lines_where(borders, [](const BorderLine& l) { return l.second_area == no_area; });
}

std::vector<BorderLines> lines_by_ink(const BorderLines& borders, const AreaLayer& layer) {
    std::vector<BorderLines> by_ink(layer.inks.size());
    for (std::size_t ink = 0; ink < by_ink.size(); ++ink) {
        by_ink[ink] = lines_where(borders, [&](const BorderLine& l) {
            return l.second_area != no_area && layer.ink_of_area[l.first_area] == ink;
        });
    }
    return by_ink;
}

}  // namespace levelin::draw::detail
