#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/render/map_layout.hpp>
#include <optional>

#include "class_raster.hpp"
#include "legend.hpp"
#include "page_geometry.hpp"
#include "type_setter.hpp"

namespace levelin {

namespace {

using namespace detail;

constexpr double design_width = 1100;
constexpr double margin = 44;
constexpr double clearance = 16;        // Between legend and areas.
constexpr double smallest_share = 0.8;  // Of the largest map; beyond it the page grows instead.
constexpr double tallest_map = 1.25;    // Of the width of the page.
constexpr double cell = 6;              // Of the grid on which free room is looked for.
constexpr double outlined_from = 14;    // Side of the mean area from which borders are drawn.

Box moved(Box box, double dx, double dy) {
    return {box.min_x + dx, box.min_y + dy, box.max_x + dx, box.max_y + dy};
}

/// Which cells of a coarse grid over the map at its full size hold areas.
class Occupancy {
  public:
    Occupancy(const BoundarySet& boundaries, const PageTransform& full, double cell_px,
              double width_px, double height_px)
        : m_cell{cell_px},
          m_width{static_cast<int>(width_px / cell_px) + 2},
          m_height{static_cast<int>(height_px / cell_px) + 2},
          m_cells{covered_cells(to_page_grid(boundaries, full, cell_px, 1, 1), m_width, m_height)} {
    }

    /// Whether a box, in pixels of the full map, is free of areas.
    [[nodiscard]] bool is_free(Box box) const {
        const auto at = [this](double v, int size) {
            return std::clamp(static_cast<int>(std::floor(v / m_cell)), 0, size);
        };
        const int left = at(box.min_x, m_width);
        const int right = at(box.max_x + m_cell, m_width);
        for (int y = at(box.min_y, m_height); y < at(box.max_y + m_cell, m_height); ++y) {
            const auto row = m_cells.begin() + static_cast<std::ptrdiff_t>(y) * m_width;
            if (std::any_of(row + left, row + right, [](std::uint8_t c) { return c != 0; })) {
                return false;
            }
        }
        return true;
    }
    /// Of all areas together, in square pixels of the full map.
    [[nodiscard]] double covered_px2() const {
        return m_cell * m_cell *
               static_cast<double>(std::count(m_cells.begin(), m_cells.end(), std::uint8_t{1}));
    }

  private:
    double m_cell;
    int m_width;
    int m_height;
    std::vector<std::uint8_t> m_cells;
};

/// Map and legend within the region between title and notes.
struct Arrangement {
    double px_per_metre = 1;
    double map_left = 0;
    double map_top = 0;
    double legend_left = 0;
    double legend_top = 0;
    double height = 0;
    LegendBlock legend;
};

/// Looks for the largest map beside which the legend finds room.
class Arranger {
  public:
    Arranger(const BoundarySet& boundaries, const Box& extent, const Classes& classes,
             const ChoroplethSpec& spec, const TypeSetter& type, double unit, double width)
        : m_classes{classes},
          m_spec{spec},
          m_type{type},
          m_unit{unit},
          m_width{width},
          m_tallest{tallest_map * spec.width_px},
          m_extent_width{std::max(1.0, extent.max_x - extent.min_x)},
          m_extent_height{std::max(1.0, extent.max_y - extent.min_y)},
          m_full{std::min(width / m_extent_width, m_tallest / m_extent_height)},
          m_occupancy{boundaries, PageTransform{m_full, extent.min_x, extent.max_y, 0, 0},
                      cell * unit, m_extent_width * m_full, m_extent_height * m_full} {}

    [[nodiscard]] Arrangement best() const {
        constexpr double step = 0.02;
        for (int i = 0;; ++i) {
            const double share = 1 - step * i;
            if (auto found = in_free_room(share)) {
                return *found;
            }
            Arrangement under = below(share);
            if (under.height <= m_tallest || share < smallest_share) {
                return under;
            }
        }
    }

    [[nodiscard]] double mean_side_px(double px_per_metre, std::size_t areas) const {
        return std::sqrt(m_occupancy.covered_px2() / static_cast<double>(areas)) * px_per_metre /
               m_full;
    }

  private:
    [[nodiscard]] std::optional<Arrangement> in_free_room(double share) const {
        Arrangement a;
        a.px_per_metre = m_full * share;
        a.legend = make_legend(m_classes, m_spec, m_type, m_unit, 1, a.px_per_metre);
        const double map_width = m_extent_width * a.px_per_metre;
        const double map_height = m_extent_height * a.px_per_metre;
        a.height = std::max(map_height, a.legend.height_px);
        if (a.legend.width_px > m_width || a.height > m_tallest) {
            return std::nullopt;
        }
        const double right = m_width - a.legend.width_px;
        const double slack = m_width - map_width;
        const double drop = a.height - a.legend.height_px;
        a.map_top = std::floor((a.height - map_height) / 2);
        // Upper corners first, then down the sides; the map in the middle first.
        constexpr int stops = 12;
        for (const double align : {0.5, 1.0, 0.0}) {
            a.map_left = std::floor(slack * align);
            for (int stop = 0; stop <= stops; ++stop) {
                a.legend_top = drop * stop / stops;
                for (const double left : {right, 0.0}) {
                    a.legend_left = left;
                    if (legend_is_free(a, share)) {
                        return a;
                    }
                }
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] bool legend_is_free(const Arrangement& a, double share) const {
        const double pad = clearance * m_unit;
        const Box box{(a.legend_left - pad - a.map_left) / share,
                      (a.legend_top - pad - a.map_top) / share,
                      (a.legend_left + a.legend.width_px + pad - a.map_left) / share,
                      (a.legend_top + a.legend.height_px + pad - a.map_top) / share};
        return m_occupancy.is_free(box);
    }

    [[nodiscard]] Arrangement below(double share) const {
        Arrangement a;
        a.px_per_metre = m_full * share;
        a.legend = make_legend(m_classes, m_spec, m_type, m_unit, 1, a.px_per_metre);
        const double one = a.legend.width_px;
        const int columns = std::clamp(static_cast<int>(m_width / (one + 44 * m_unit)), 1, 3);
        a.legend = make_legend(m_classes, m_spec, m_type, m_unit, columns, a.px_per_metre);
        const double map_height = m_extent_height * a.px_per_metre;
        a.map_left = std::floor((m_width - m_extent_width * a.px_per_metre) / 2);
        a.legend_top = std::ceil(map_height) + 1.5 * clearance * m_unit;
        a.height = a.legend_top + a.legend.height_px;
        return a;
    }

    const Classes& m_classes;
    const ChoroplethSpec& m_spec;
    const TypeSetter& m_type;
    double m_unit;
    double m_width;
    double m_tallest;
    double m_extent_width;
    double m_extent_height;
    double m_full;  ///< Pixels per metre of the largest map.
    Occupancy m_occupancy;
};

void check_page(const ChoroplethSpec& spec) {
    if (spec.width_px < 320 || spec.width_px > 4000 || spec.scale < 1 || spec.scale > 4) {
        throw UsageError("E-RENDER-06",
                         "a map of " + std::to_string(spec.width_px) + " pixels at scale " +
                             std::to_string(spec.scale),
                         "a width of 320 to 4000 pixels and a scale of 1 to 4",
                         "choose a size in that range");
    }
}

/// Places wrapped text under what stands on the page already; returns where it ends.
double place_lines(MapLayout& layout, const TypeSetter& type, const std::string& text,
                   TextRole role, double line_height, double y) {
    const double size = type_size(role) * layout.unit_px;
    const double left = margin * layout.unit_px;
    for (const std::string& line :
         type.wrap(clean_text(text), size, is_bold(role), layout.width_px - 2 * left)) {
        layout.texts.push_back({line, role, TextAlign::left, left,
                                y + size * (0.5 * line_height + 0.36), size, is_bold(role),
                                type.width_px(line, size, is_bold(role))});
        y += size * line_height;
    }
    return y;
}

}  // namespace

MapLayout lay_out_map(const BoundarySet& boundaries, const Classes& classes,
                      const ChoroplethSpec& spec) {
    check_page(spec);
    const Box extent = bounding_box(boundaries.points);
    if (extent.empty()) {
        throw InputError("E-RENDER-01", "no area has a shape, so that there is nothing to draw",
                         "boundaries with polygons",
                         "check with `levelin inspect` that the layer holds polygons");
    }
    const TypeSetter type{spec.font_family};
    MapLayout layout;
    layout.width_px = spec.width_px;
    layout.unit_px = std::max(0.8, spec.width_px / design_width);
    const double u = layout.unit_px;
    const double left = margin * u;
    const double width = layout.width_px - 2 * left;

    double y = 0.8 * left;
    y = place_lines(layout, type, spec.title, TextRole::title, 1.2, y);
    y += 4 * u;
    y = place_lines(layout, type, spec.subtitle, TextRole::subtitle, 1.35, y);
    y = std::ceil(y + 20 * u);

    const Arranger arranger{boundaries, extent, classes, spec, type, u, width};
    Arrangement a = arranger.best();
    layout.transform = {a.px_per_metre, extent.min_x, extent.max_y, std::floor(left + a.map_left),
                        y + a.map_top};
    const Point south_east = layout.transform.to_page({extent.max_x, extent.min_y});
    layout.map_px = {layout.transform.left_px, layout.transform.top_px, south_east.x, south_east.y};
    layout.outlines =
        spec.outlines == Outlines::always ||
        (spec.outlines == Outlines::automatic &&
         arranger.mean_side_px(a.px_per_metre, boundaries.size()) >= outlined_from * u);
    const double dx = left + a.legend_left;
    const double dy = y + a.legend_top;
    for (PlacedText& text : a.legend.texts) {
        text.x_px += dx;
        text.baseline_px += dy;
        layout.texts.push_back(std::move(text));
    }
    for (const PlacedSwatch& swatch : a.legend.swatches) {
        layout.swatches.push_back({swatch.drawn_class, moved(swatch.box_px, dx, dy)});
    }
    layout.scale_bar = a.legend.scale_bar;
    if (!layout.scale_bar.box_px.empty()) {
        layout.scale_bar.box_px = moved(layout.scale_bar.box_px, dx, dy);
    }
    layout.legend_px = {dx, dy, dx + a.legend.width_px, dy + a.legend.height_px};

    y += std::ceil(a.height) + 26 * u;
    if (!spec.method_line.empty() || !spec.attribution.empty()) {
        layout.rules_px.push_back({left, y, left + width, y});
        y += 10 * u;
        y = place_lines(layout, type, spec.method_line, TextRole::note, 1.45, y);
        for (const std::string& line : spec.attribution) {
            y = place_lines(layout, type, line, TextRole::note, 1.45, y);
        }
    }
    layout.height_px = static_cast<int>(std::ceil(y + 0.6 * left));
    return layout;
}

}  // namespace levelin
