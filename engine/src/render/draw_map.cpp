#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/render/map_page.hpp>

#include "furniture.hpp"
#include "lies_in.hpp"
#include "page_base.hpp"

namespace levelin::render {

namespace {

using namespace detail;

constexpr double tallest_map = 1.25;  // Of the width of a page that grows.
constexpr double outlined_from = 14;  // Side of the mean area from which borders are drawn.
constexpr double caption_units = 15;
constexpr double local_map_m = 60'000;

std::vector<MapSymbol> symbols_of(const ThematicMap& map, double unit) {
    std::vector<MapSymbol> symbols;
    for (const PlacedSymbol& symbol : map.symbols.symbols) {
        symbols.push_back({symbol.at_m, symbol.radius_units * unit});
    }
    return symbols;
}

std::string caption_of(const Inset& inset) {
    const std::string title = draw::clean_text(inset.title);
    return inset.enlarged == 1
               ? title
               : title + (title.empty() ? "\u00d7" : " \u00d7") + shortest_text(inset.enlarged);
}

/// Which areas an inset shows: those that were moved into it, or all that touch what it shows.
std::vector<std::uint8_t> shown_in(const Inset& inset, const Box& e, const BoundarySet& boundaries,
                                   const std::vector<std::uint8_t>& in_main) {
    std::vector<std::uint8_t> shown(boundaries.size(), 0);
    for (std::size_t a = 0; a < boundaries.size(); ++a) {
        const auto points = boundaries.points_of_area(a);
        if (points.empty()) {
            continue;
        }
        const Box box = bounding_box(points);
        const bool touches = box.min_x <= e.max_x && box.max_x >= e.min_x && box.min_y <= e.max_y &&
                             box.max_y >= e.min_y;
        shown[a] = touches && (!inset.moved || in_main[a] == 0) ? 1 : 0;
    }
    return shown;
}

/// Sets one map, once its page is known.
class MapSetter {
  public:
    MapSetter(std::shared_ptr<const BoundarySet> boundaries, const ThematicMap& map,
              const MapPage& page)
        : m_boundaries{std::move(boundaries)},
          m_map{map},
          m_page{page},
          m_type{page.font_family},
          m_base{page_base(page, m_type)} {}

    [[nodiscard]] MapDrawing set() {
        m_out.findings = m_map.findings;
        m_out.findings.append(m_base.findings);
        const Arrangement a = arranged();
        m_out.unit_px = m_base.unit_px;
        m_out.borders =
            m_page.outlines == Shown::always || (m_page.outlines == Shown::automatic &&
                                                 a.mean_side_px >= outlined_from * m_base.unit_px);
        place_frames(a);
        if (!a.legend.marks.empty()) {
            m_out.legend_px = {a.legend_at.x, a.legend_at.y, a.legend_at.x + a.legend.width_px,
                               a.legend_at.y + a.legend.height_px};
            if (m_page.scale_bar) {
                m_out.scale_bar_m =
                    scale_bar(m_type, m_base.unit_px, a.transform.px_per_metre).length_m;
            }
        }
        std::vector<draw::Mark> marks = areas_and_labels();
        marks = draw::with_block(std::move(marks), a.legend, a.legend_at.x, a.legend_at.y);
        for (draw::Mark& mark : marks) {
            mark = draw::moved(std::move(mark), m_base.body_left_px, m_base.body_top_px);
        }
        for (PlacedFrame& frame : m_out.frames) {
            frame.box_px = shifted(frame.box_px);
            frame.transform.left_px += m_base.body_left_px;
            frame.transform.top_px += m_base.body_top_px;
        }
        m_out.legend_px = shifted(m_out.legend_px);
        m_out.drawing = finished_page(m_page, std::move(m_base), std::move(marks), a.height_px);
        add_findings(m_out.findings, *m_boundaries, m_out.drawing, m_type,
                     a.transform.px_per_metre);
        return std::move(m_out);
    }

  private:
    [[nodiscard]] Box shifted(const Box& box) const {
        return box.empty() ? box
                           : Box{box.min_x + m_base.body_left_px, box.min_y + m_base.body_top_px,
                                 box.max_x + m_base.body_left_px, box.max_y + m_base.body_top_px};
    }

    [[nodiscard]] Arrangement arranged() {
        const Box extent = bounding_box(m_boundaries->points);
        const bool north =
            m_page.north_arrow == Shown::always ||
            (m_page.north_arrow == Shown::automatic && m_page.scale_bar &&
             std::max(extent.max_x - extent.min_x, extent.max_y - extent.min_y) < local_map_m);
        LegendMaker legend{m_map.legend,         m_page, m_type, m_base.unit_px,
                           m_base.body_width_px, north};
        ArrangeRequest request;
        request.boundaries = m_boundaries.get();
        request.width_px = m_base.body_width_px;
        request.height_px = m_base.body_height_px;
        request.may_be_less = m_base.body_may_be_less;
        request.tallest_px = tallest_map * m_base.width_px;
        request.unit_px = m_base.unit_px;
        request.caption_px = caption_units * m_base.unit_px;
        request.symbols = symbols_of(m_map, m_base.unit_px);
        request.insets = insets_for(
            *m_boundaries, m_page.frames,
            largest_scale(extent, request.width_px,
                          request.height_px > 0 ? request.height_px : request.tallest_px),
            m_base.unit_px);
        request.caption_width = [&](const Inset& inset) {
            return m_type.width_px(caption_of(inset),
                                   draw::style_of(draw::Role::caption, m_base.unit_px)) +
                   m_base.unit_px;
        };
        request.legend = [&](int columns, double px_per_metre, double type) {
            return legend.block(columns, px_per_metre, type);
        };
        auto found = arrange(request);
        if (!found) {
            const draw::Block least = legend.block(1, 1);
            throw UsageError("E-RENDER-09",
                             "the page of " + shortest_text(std::round(m_page.size.width_px)) +
                                 " by " + shortest_text(std::round(m_page.size.height_px)) +
                                 " pixels is too small for the map and its legend of " +
                                 shortest_text(std::round(least.width_px)) + " by " +
                                 shortest_text(std::round(least.height_px)) + " pixels",
                             "a page on which the map has a fifth of the room or more",
                             "choose a larger page, fewer classes, or contents = \"map\"");
        }
        for (const std::string& name : found->dropped) {
            m_out.findings.note(
                "N-RENDER-02",
                "the inset " + name + " found no room beside the map and was left out");
        }
        return std::move(*found);
    }

    void place_frames(const Arrangement& a) {
        PlacedFrame main;
        main.name = "map";
        main.box_px = a.map_px;
        main.transform = a.transform;
        main.extent_m = a.extent_m;
        main.shown = a.in_main;
        m_out.frames.push_back(std::move(main));
        for (const ArrangedInset& placed : a.insets) {
            PlacedFrame frame;
            frame.name = placed.inset.name;
            frame.title = caption_of(placed.inset);
            frame.box_px = placed.box_px;
            frame.extent_m = placed.inset.extent_m;
            frame.enlarged = placed.inset.enlarged;
            m_captions.push_back(placed.caption_x_px);
            frame.moved = placed.inset.moved;
            const double k = a.transform.px_per_metre * placed.inset.enlarged;
            const Box& e = placed.inset.extent_m;
            frame.transform = {
                k, e.min_x, e.max_y,
                (placed.box_px.min_x + placed.box_px.max_x - (e.max_x - e.min_x) * k) / 2,
                (placed.box_px.min_y + placed.box_px.max_y - (e.max_y - e.min_y) * k) / 2};
            const double edge_m =
                (placed.box_px.max_x - placed.box_px.min_x) / k - (e.max_x - e.min_x);
            frame.shown =
                shown_in(placed.inset,
                         {e.min_x - edge_m, e.min_y - edge_m, e.max_x + edge_m, e.max_y + edge_m},
                         *m_boundaries, a.in_main);
            m_out.frames.push_back(std::move(frame));
        }
    }

    [[nodiscard]] bool within_other_frame(const Point& at_m) const {
        return std::any_of(m_out.frames.begin() + 1, m_out.frames.end(), [&](const auto& frame) {
            return frame.moved && at_m.x >= frame.extent_m.min_x &&
                   at_m.x <= frame.extent_m.max_x && at_m.y >= frame.extent_m.min_y &&
                   at_m.y <= frame.extent_m.max_y;
        });
    }

    /// Whether a place lies on the map's land, or within some pixels of it: coasts are generalised.
    /// @param boxes  around each area.
    [[nodiscard]] bool on_land(const Point& at_m, double near_m,
                               const std::vector<Box>& boxes) const {
        const BoundarySet& set = *m_boundaries;
        for (std::size_t a = 0; a < set.size(); ++a) {
            const Box& box = boxes[a];
            if (box.empty() || at_m.x < box.min_x - near_m || at_m.x > box.max_x + near_m ||
                at_m.y < box.min_y - near_m || at_m.y > box.max_y + near_m) {
                continue;
            }
            for (const auto& [dx, dy] :
                 {std::pair{0.0, 0.0}, {1.0, 0.0}, {-1.0, 0.0}, {0.0, 1.0}, {0.0, -1.0}}) {
                if (lies_in(set, a, {at_m.x + dx * near_m, at_m.y + dy * near_m})) {
                    return true;
                }
            }
        }
        return false;
    }

    [[nodiscard]] std::vector<draw::Mark> labels() {
        std::vector<PagePlace> places;
        std::vector<Box> boxes;
        if (!m_page.places.empty()) {
            for (std::size_t a = 0; a < m_boundaries->size(); ++a) {
                boxes.push_back(bounding_box(m_boundaries->points_of_area(a)));
            }
        }
        const PlacedFrame& main = m_out.frames.front();
        for (const Place& place : m_page.places) {
            const double near_m = 3 * m_base.unit_px / main.transform.px_per_metre;
            if (!within_other_frame(place.at_m) && on_land(place.at_m, near_m, boxes)) {
                places.push_back({place.name, main.transform.to_page(place.at_m)});
            }
        }
        std::vector<Box> taken;
        for (std::size_t f = 1; f < m_out.frames.size(); ++f) {
            Box box = m_out.frames[f].box_px;
            box.min_y -= caption_units * m_base.unit_px;
            box.min_x = std::min(box.min_x, m_captions[f - 1]);
            taken.push_back(box);
        }
        if (!m_out.legend_px.empty()) {
            taken.push_back(m_out.legend_px);
        }
        const Box& map = main.box_px;
        const Box around{0, std::max(0.0, map.min_y), m_base.body_width_px, map.max_y};
        PlacedLabels placed =
            place_labels(places, m_page.most_labels, around, taken, m_type, m_base.unit_px);
        m_out.labelled = std::move(placed.named);
        return std::move(placed.marks);
    }

    [[nodiscard]] std::vector<draw::Mark> areas_and_labels() {
        const double u = m_base.unit_px;
        FrameLook look;
        look.transform = m_out.frames.front().transform;
        look.unit_px = u;
        look.borders = m_out.borders;
        for (std::size_t f = 1; f < m_out.frames.size(); ++f) {
            if (m_out.frames[f].moved) {
                look.shown = m_out.frames.front().shown;
                look.elsewhere_m.push_back(m_out.frames[f].extent_m);
            }
        }
        std::vector<draw::Mark> marks = frame_marks(m_boundaries, m_map, look);
        std::vector<draw::Mark> names = labels();
        marks.insert(marks.end(), names.begin(), names.end());
        for (std::size_t f = 1; f < m_out.frames.size(); ++f) {
            const PlacedFrame& frame = m_out.frames[f];
            draw::Ink page;
            page.colour = draw::page_colour;
            marks.push_back({draw::rectangle(frame.box_px, page)});
            draw::Group group;
            group.name = "inset";
            group.clip_px = frame.box_px;
            group.marks = frame_marks(m_boundaries, m_map,
                                      {frame.transform, frame.shown, {}, u, m_out.borders});
            marks.push_back({std::move(group)});
            draw::Shape edge = draw::rectangle(frame.box_px, std::nullopt,
                                               draw::Stroke{draw::frame_colour, 0.75 * u, {}});
            edge.name = "frame";
            marks.push_back({std::move(edge)});
            marks.push_back(
                {m_type.line(frame.title, draw::style_of(draw::Role::caption, u), draw::Align::left,
                             m_captions[f - 1], frame.box_px.min_y - 4 * u)});
        }
        return marks;
    }

    std::shared_ptr<const BoundarySet> m_boundaries;
    const ThematicMap& m_map;
    const MapPage& m_page;
    draw::TypeSetter m_type;
    PageBase m_base;
    std::vector<double> m_captions;  ///< Where those of the insets begin.
    MapDrawing m_out;
};

}  // namespace

MapDrawing draw_map(std::shared_ptr<const BoundarySet> boundaries, const ThematicMap& map,
                    const MapPage& page) {
    check_map(*boundaries, map);
    return MapSetter{std::move(boundaries), map, page}.set();
}

}  // namespace levelin::render
