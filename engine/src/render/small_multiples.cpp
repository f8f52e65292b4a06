#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/render/map_page.hpp>

#include "furniture.hpp"
#include "occupancy.hpp"
#include "page_base.hpp"

namespace levelin::render {

namespace {

using namespace detail;

constexpr double tallest_body = 1.25;  // Of the width of a page that grows.
constexpr double outlined_from = 14;
constexpr double panel_gap = 22;  // In units of the design, as all below.
constexpr double legend_gap = 28;
constexpr double title_leading = 1.3;

/// Counts differ from panel to panel, so that the common legend has none.
Legend without_counts(Legend legend) {
    for (LegendPart& part : legend.parts) {
        if (auto* rows = std::get_if<LegendRows>(&part)) {
            rows->count_heading.clear();
            for (LegendRow& row : rows->rows) {
                row.count.clear();
            }
        } else if (auto* square = std::get_if<LegendSquare>(&part)) {
            for (std::string& count : square->counts) {
                count.clear();
            }
        }
    }
    return legend;
}

/// How panels stand in the body of the page.
struct PanelGrid {
    std::size_t columns = 1;
    std::size_t rows = 1;
    double px_per_metre = 0;
    double cell_width = 0;
    double cell_height = 0;  ///< With its title.
    bool legend_beside = false;
    draw::Block legend;
};

class PanelSetter {
  public:
    PanelSetter(std::shared_ptr<const BoundarySet> boundaries, std::span<const MapPanel> panels,
                const MapPage& page)
        : m_boundaries{std::move(boundaries)},
          m_panels{panels},
          m_page{page},
          m_type{page.font_family},
          m_base{page_base(page, m_type)},
          m_extent{bounding_box(m_boundaries->points)},
          m_legend{without_counts(panels.front().map.legend)} {}

    [[nodiscard]] MapDrawing set() {
        const double u = m_base.unit_px;
        MapDrawing out;
        for (const MapPanel& panel : m_panels) {
            for (const Finding& finding : panel.map.findings.findings()) {
                if (out.findings.find(finding.code) == nullptr) {
                    out.findings.add(finding);
                }
            }
        }
        out.findings.append(m_base.findings);
        const PanelGrid grid = best_grid();
        out.unit_px = u;
        out.borders = m_page.outlines == Shown::always ||
                      (m_page.outlines == Shown::automatic && mean_side(grid) >= outlined_from * u);
        std::vector<draw::Mark> marks;
        for (std::size_t i = 0; i < m_panels.size(); ++i) {
            add_panel(i, grid, out, marks);
        }
        const double panels_height =
            static_cast<double>(grid.rows) * (grid.cell_height + panel_gap * u) - panel_gap * u;
        double height = panels_height;
        if (!grid.legend.marks.empty()) {
            const Point at = grid.legend_beside
                                 ? Point{m_base.body_width_px - grid.legend.width_px, 0}
                                 : Point{0, std::ceil(panels_height + legend_gap * u)};
            out.legend_px = {at.x + m_base.body_left_px, at.y + m_base.body_top_px,
                             at.x + m_base.body_left_px + grid.legend.width_px,
                             at.y + m_base.body_top_px + grid.legend.height_px};
            height = std::max(height, at.y + grid.legend.height_px);
            marks = draw::with_block(std::move(marks), grid.legend, at.x, at.y);
            out.scale_bar_m =
                m_page.scale_bar ? scale_bar(m_type, u, grid.px_per_metre).length_m : 0;
        }
        for (draw::Mark& mark : marks) {
            mark = draw::moved(std::move(mark), m_base.body_left_px, m_base.body_top_px);
        }
        const bool exact = m_base.body_height_px > 0 && !m_base.body_may_be_less;
        const double body = exact ? m_base.body_height_px : height;
        out.drawing = finished_page(m_page, std::move(m_base), std::move(marks), body);
        add_findings(out.findings, *m_boundaries, out.drawing, m_type, grid.px_per_metre);
        return out;
    }

  private:
    [[nodiscard]] double title_height() const {
        const bool any = std::any_of(m_panels.begin(), m_panels.end(),
                                     [](const MapPanel& p) { return !p.title.empty(); });
        return any ? draw::style_of(draw::Role::legend_title, m_base.unit_px).size_px *
                         title_leading * 1.25
                   : 0;
    }

    [[nodiscard]] double mean_side(const PanelGrid& grid) const {
        double area_m2 = 0;
        for (std::size_t a = 0; a < m_boundaries->size(); ++a) {
            area_m2 += area_of(*m_boundaries, a);
        }
        return std::sqrt(area_m2 / static_cast<double>(m_boundaries->size())) * grid.px_per_metre;
    }

    [[nodiscard]] PanelGrid best_grid() {
        LegendMaker maker{m_legend, m_page, m_type, m_base.unit_px, m_base.body_width_px, false};
        PanelGrid best;
        for (std::size_t columns = 1; columns <= m_panels.size(); ++columns) {
            for (const bool beside : {false, true}) {
                if (PanelGrid grid = with_columns(columns, beside, maker);
                    grid.px_per_metre > best.px_per_metre) {
                    best = std::move(grid);
                }
            }
        }
        constexpr double least_panel = 40;
        if (!(best.px_per_metre > 0) ||
            std::max(m_extent.max_x - m_extent.min_x, m_extent.max_y - m_extent.min_y) *
                    best.px_per_metre <
                least_panel * m_base.unit_px) {
            throw UsageError("E-RENDER-09",
                             "the page is too small for " + std::to_string(m_panels.size()) +
                                 " maps and their legend",
                             "maps of 40 pixels or more", "choose a larger page, or fewer maps");
        }
        return best;
    }

    [[nodiscard]] PanelGrid with_columns(std::size_t columns, bool beside, LegendMaker& maker) {
        const double u = m_base.unit_px;
        PanelGrid grid;
        grid.columns = columns;
        grid.rows = (m_panels.size() + columns - 1) / columns;
        grid.legend_beside = beside;
        const double height =
            m_base.body_height_px > 0 ? m_base.body_height_px : tallest_body * m_base.width_px;
        // The scale bar's length hardly moves the legend's size: two rounds settle it.
        for (int round = 0; round < 2; ++round) {
            const double k = grid.px_per_metre > 0 ? grid.px_per_metre : 1e-3;
            grid.legend = maker.block(1, k);
            if (!beside) {
                const int most = std::clamp(
                    static_cast<int>(m_base.body_width_px / (grid.legend.width_px + 44 * u)), 1, 3);
                grid.legend = maker.block(most, k);
            }
            const bool legend = !grid.legend.marks.empty();
            const double wide = m_base.body_width_px -
                                (beside && legend ? grid.legend.width_px + legend_gap * u : 0);
            const double tall =
                height - (!beside && legend ? grid.legend.height_px + legend_gap * u : 0);
            const auto share = [&](double all, std::size_t parts) {
                return (all - static_cast<double>(parts - 1) * panel_gap * u) /
                       static_cast<double>(parts);
            };
            grid.cell_width = share(wide, columns);
            const double cell = share(tall, grid.rows) - title_height();
            grid.px_per_metre = largest_scale(m_extent, grid.cell_width, cell);
            if (!(grid.cell_width > 0) || !(cell > 0)) {
                grid.px_per_metre = 0;
                return grid;
            }
        }
        grid.cell_height =
            std::max(1.0, m_extent.max_y - m_extent.min_y) * grid.px_per_metre + title_height();
        return grid;
    }

    void add_panel(std::size_t i, const PanelGrid& grid, MapDrawing& out,
                   std::vector<draw::Mark>& marks) {
        const double u = m_base.unit_px;
        const double left =
            static_cast<double>(i % grid.columns) * (grid.cell_width + panel_gap * u);
        const double top =
            static_cast<double>(i / grid.columns) * (grid.cell_height + panel_gap * u);
        const draw::TextStyle style = draw::style_of(draw::Role::legend_title, u);
        const std::string title =
            m_type.cut(draw::clean_text(m_panels[i].title), style, grid.cell_width);
        if (!title.empty()) {
            marks.push_back(
                {m_type.line(title, style, draw::Align::left, left, top + style.size_px)});
        }
        FrameLook look;
        const double width = (m_extent.max_x - m_extent.min_x) * grid.px_per_metre;
        look.transform = {grid.px_per_metre, m_extent.min_x, m_extent.max_y,
                          left + std::floor((grid.cell_width - width) / 2), top + title_height()};
        look.unit_px = u;
        look.borders = out.borders;
        draw::Group group;
        group.name = "panel";
        group.marks = frame_marks(m_boundaries, m_panels[i].map, look);
        marks.push_back({std::move(group)});
        PlacedFrame frame;
        frame.name = "panel" + std::to_string(i + 1);
        frame.title = m_panels[i].title;
        frame.transform = look.transform;
        frame.transform.left_px += m_base.body_left_px;
        frame.transform.top_px += m_base.body_top_px;
        frame.extent_m = m_extent;
        frame.box_px = frame.transform.to_page(m_extent);
        out.frames.push_back(std::move(frame));
    }

    std::shared_ptr<const BoundarySet> m_boundaries;
    std::span<const MapPanel> m_panels;
    const MapPage& m_page;
    draw::TypeSetter m_type;
    PageBase m_base;
    Box m_extent;
    Legend m_legend;
};

}  // namespace

MapDrawing draw_small_multiples(std::shared_ptr<const BoundarySet> boundaries,
                                std::span<const MapPanel> panels, const MapPage& page) {
    if (panels.empty()) {
        throw UsageError("E-RENDER-12", "there is no map to draw", "one or more maps");
    }
    for (const MapPanel& panel : panels) {
        check_map(*boundaries, panel.map);
    }
    return PanelSetter{std::move(boundaries), panels, page}.set();
}

}  // namespace levelin::render
