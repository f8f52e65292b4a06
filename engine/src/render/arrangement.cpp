#include "arrangement.hpp"

#include <algorithm>
#include <cmath>

#include "occupancy.hpp"

namespace levelin::render::detail {

namespace {

constexpr double clearance = 16;        // Between legend and areas.
constexpr double smallest_share = 0.8;  // Of the largest map, on a page that grows.
constexpr double with_insets = 0.6;     // The same for maps with insets.
constexpr double smallest_fixed = 0.2;  // The same on a page of a given size.
constexpr double cell = 6;              // Of the grid on which free room is looked for.
constexpr double step = 0.02;
constexpr int stops = 12;  // Places that are tried along a side.

bool overlap(const Box& a, const Box& b) {
    return a.min_x < b.max_x && b.min_x < a.max_x && a.min_y < b.max_y && b.min_y < a.max_y;
}

Box grown(const Box& box, double by) {
    return {box.min_x - by, box.min_y - by, box.max_x + by, box.max_y + by};
}

Point middle_of(const Box& box) {
    return {(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
}

bool holds(const Box& box, Point p) {
    return p.x >= box.min_x && p.x <= box.max_x && p.y >= box.min_y && p.y <= box.max_y;
}

/// A box to be placed, with its places in the order in which they are tried.
struct Stop {
    double x = 0;  ///< 0 = left, 1 = right.
    double y = 0;  ///< 0 = top, 1 = bottom.
};

std::vector<Stop> legend_stops() {
    std::vector<Stop> list;
    for (int i = 0; i <= stops; ++i) {
        list.push_back({1, static_cast<double>(i) / stops});
        list.push_back({0, static_cast<double>(i) / stops});
    }
    return list;
}

/// All places, the nearest to a wish first.
std::vector<Stop> stops_near(Stop wish) {
    std::vector<Stop> list;
    for (int y = 0; y <= stops; ++y) {
        for (int x = 0; x <= stops; ++x) {
            list.push_back({static_cast<double>(x) / stops, static_cast<double>(y) / stops});
        }
    }
    std::stable_sort(list.begin(), list.end(), [&](const Stop& a, const Stop& b) {
        return std::hypot(a.x - wish.x, a.y - wish.y) < std::hypot(b.x - wish.x, b.y - wish.y);
    });
    return list;
}

/// Arranges one choice of insets.
class Arranger {
  public:
    Arranger(const ArrangeRequest& request, std::vector<Inset> insets)
        : m_request{request}, m_insets{std::move(insets)}, m_in_main(main_areas()) {
        std::vector<std::uint8_t> drawn;
        const BoundarySet& set = *request.boundaries;
        Box extent;
        for (std::size_t a = 0; a < set.size(); ++a) {
            drawn.push_back(m_in_main[a] != 0 ? 0 : draw::not_drawn);
            const Box box = m_in_main[a] != 0 ? bounding_box(set.points_of_area(a)) : Box{};
            if (!box.empty()) {
                extent.expand({box.min_x, box.min_y});
                extent.expand({box.max_x, box.max_y});
            }
        }
        m_extent = extent;
        m_extent_width = std::max(1.0, extent.max_x - extent.min_x);
        m_extent_height = std::max(1.0, extent.max_y - extent.min_y);
        m_height = fixed() ? request.height_px : request.tallest_px;
        for (const MapSymbol& symbol : request.symbols) {
            if (std::none_of(m_insets.begin(), m_insets.end(), [&](const Inset& inset) {
                    return inset.moved && holds(inset.extent_m, symbol.at_m);
                })) {
                m_symbols.push_back(symbol);
            }
        }
        find_padding();
        m_full = std::min((request.width_px - m_pad.min_x - m_pad.max_x) / m_extent_width,
                          (m_height - m_pad.min_y - m_pad.max_y) / m_extent_height);
        if (m_full > 0) {
            m_occupancy.emplace(set, drawn,
                                draw::PageTransform{m_full, extent.min_x, extent.max_y, 0, 0},
                                cell * request.unit_px, m_extent_width * m_full,
                                m_extent_height * m_full, m_symbols, 1.25);
        }
    }

    /// The best arrangement of this choice, or nothing.
    [[nodiscard]] std::optional<Arrangement> best() const {
        if (!(m_full > 0)) {
            return std::nullopt;
        }
        const double least = fixed()            ? smallest_fixed
                             : m_insets.empty() ? smallest_share
                                                : with_insets;
        std::optional<Arrangement> under;
        double under_share = 0;
        for (int i = 0;; ++i) {
            const double share = 1 - step * i;
            if (share < least - 1e-9) {
                break;
            }
            auto beside = in_free_room(share);
            // A legend below is taken where it leaves a clearly larger map.
            if (beside && share >= 0.85 * under_share) {
                return finished(std::move(*beside));
            }
            if (!under) {
                under = below(share);
                under_share = under ? share : 0;
            }
            if (under && !fixed()) {
                return finished(std::move(*under));
            }
            if (under && share < 0.85 * under_share) {
                return finished(std::move(*under));
            }
        }
        if (!under && !fixed()) {
            under = below(least, true);
        }
        return under ? std::optional{finished(std::move(*under))} : std::nullopt;
    }

  private:
    [[nodiscard]] bool fixed() const noexcept { return m_request.height_px > 0; }
    [[nodiscard]] bool exact() const noexcept { return fixed() && !m_request.may_be_less; }

    [[nodiscard]] std::vector<std::uint8_t> main_areas() const {
        const BoundarySet& set = *m_request.boundaries;
        std::vector<std::uint8_t> in_main(set.size(), 1);
        for (const Inset& inset : m_insets) {
            for (std::size_t a = 0; inset.moved && a < set.size(); ++a) {
                const auto points = set.points_of_area(a);
                if (!points.empty() && holds(inset.extent_m, middle_of(bounding_box(points)))) {
                    in_main[a] = 0;
                }
            }
        }
        return in_main;
    }

    /// How far symbols reach beyond the areas, at about the largest scale.
    void find_padding() {
        const double k = std::min(m_request.width_px / m_extent_width, m_height / m_extent_height);
        m_pad = {0, 0, 0, 0};
        for (const MapSymbol& symbol : m_symbols) {
            const double r = symbol.radius_px;
            m_pad.min_x = std::max(m_pad.min_x, r - (symbol.at_m.x - m_extent.min_x) * k);
            m_pad.max_x = std::max(m_pad.max_x, r - (m_extent.max_x - symbol.at_m.x) * k);
            m_pad.min_y = std::max(m_pad.min_y, r - (m_extent.max_y - symbol.at_m.y) * k);
            m_pad.max_y = std::max(m_pad.max_y, r - (symbol.at_m.y - m_extent.min_y) * k);
        }
    }

    /// A map of that share of the largest, its place still to be found.
    [[nodiscard]] Arrangement scaled(double share) const {
        Arrangement a;
        a.transform = {m_full * share, m_extent.min_x, m_extent.max_y, 0, 0};
        a.extent_m = m_extent;
        a.in_main = m_in_main;
        return a;
    }

    void put_map(Arrangement& a, double left, double top) const {
        a.transform.left_px = left + m_pad.min_x;
        a.transform.top_px = top + m_pad.min_y;
        a.map_px = a.transform.to_page(m_extent);
    }
    [[nodiscard]] double map_width(double share) const {
        return m_extent_width * m_full * share + m_pad.min_x + m_pad.max_x;
    }
    [[nodiscard]] double map_height(double share) const {
        return m_extent_height * m_full * share + m_pad.min_y + m_pad.max_y;
    }

    [[nodiscard]] bool is_free(const Arrangement& a, const Box& box, double share,
                               std::span<const Box> taken) const {
        const Box around = grown(box, clearance * m_request.unit_px);
        if (std::any_of(taken.begin(), taken.end(),
                        [&](const Box& other) { return overlap(around, other); })) {
            return false;
        }
        const double x = a.transform.left_px;
        const double y = a.transform.top_px;
        return m_occupancy->is_free({(around.min_x - x) / share, (around.min_y - y) / share,
                                     (around.max_x - x) / share, (around.max_y - y) / share});
    }

    /// Puts boxes of the insets into a region of that size; false where one finds no room.
    [[nodiscard]] bool put_insets(Arrangement& a, double share, double height,
                                  std::vector<Box>& taken) const {
        const double frame = 5 * m_request.unit_px;
        for (const Inset& inset : m_insets) {
            const double k = a.transform.px_per_metre * inset.enlarged;
            const double w = (inset.extent_m.max_x - inset.extent_m.min_x) * k + 2 * frame;
            const double h = (inset.extent_m.max_y - inset.extent_m.min_y) * k + 2 * frame;
            const double whole = h + m_request.caption_px;
            const double wide = std::max(w, m_request.caption_width(inset));
            const double slack_x = m_request.width_px - wide;
            const double slack_y = height - whole;
            if (slack_x < 0 || slack_y < 0) {
                return false;
            }
            const Point home = middle_of(a.transform.to_page(inset.extent_m));
            const Stop wish =
                inset.moved
                    ? Stop{1, 0}
                    : Stop{std::clamp((home.x - w / 2) / std::max(1.0, slack_x), 0.0, 1.0),
                           std::clamp((home.y - whole / 2) / std::max(1.0, slack_y), 0.0, 1.0)};
            bool found = false;
            for (const Stop& stop : stops_near(wish)) {
                const double left = std::floor(slack_x * stop.x);
                const double top = std::floor(slack_y * stop.y);
                const Box box{left, top, left + wide, top + whole};
                if (is_free(a, box, share, taken)) {
                    a.insets.push_back(
                        {inset,
                         {left + wide - w, top + m_request.caption_px, left + wide, top + whole},
                         left});
                    taken.push_back(box);
                    found = true;
                    break;
                }
            }
            if (!found) {
                return false;
            }
        }
        return true;
    }

    [[nodiscard]] std::optional<Arrangement> in_free_room(double share) const {
        Arrangement a = scaled(share);
        // In smaller type, then in more columns, where it would be too high.
        struct Setting {
            int columns;
            double type;
        };
        for (const Setting& setting :
             {Setting{1, 1}, Setting{1, 0.9}, Setting{1, 0.8}, Setting{2, 1}, Setting{3, 1}}) {
            a.legend = m_request.legend(setting.columns, a.transform.px_per_metre, setting.type);
            if (a.legend.height_px <= m_height) {
                break;
            }
        }
        a.height_px = exact() ? m_height : std::max(map_height(share), a.legend.height_px);
        if (a.legend.width_px > m_request.width_px || a.legend.height_px > m_height ||
            a.height_px > m_height + 1e-9) {
            return std::nullopt;
        }
        const double right = m_request.width_px - a.legend.width_px;
        const double drop = a.height_px - a.legend.height_px;
        const double slack = m_request.width_px - map_width(share);
        for (const double align : {0.5, 1.0, 0.0}) {
            a.insets.clear();
            put_map(a, std::floor(slack * align),
                    std::floor((a.height_px - map_height(share)) / 2));
            std::vector<Box> taken;
            if (!put_insets(a, share, a.height_px, taken)) {
                continue;
            }
            if (a.legend.marks.empty()) {
                return a;
            }
            for (const Stop& stop : legend_stops()) {
                const double left = right * stop.x;
                const double top = drop * stop.y;
                const Box box{left, top, left + a.legend.width_px, top + a.legend.height_px};
                if (is_free(a, box, share, taken)) {
                    a.legend_at = {left, top};
                    return a;
                }
            }
        }
        return std::nullopt;
    }

    /// The legend below the map. @param anyway  however high that is.
    [[nodiscard]] std::optional<Arrangement> below(double share, bool anyway = false) const {
        const double u = m_request.unit_px;
        const double width = m_request.width_px;
        Arrangement a = scaled(share);
        a.legend = m_request.legend(1, a.transform.px_per_metre, 1);
        const int columns =
            std::clamp(static_cast<int>(width / (a.legend.width_px + 44 * u)), 1, 3);
        if (columns > 1) {
            a.legend = m_request.legend(columns, a.transform.px_per_metre, 1);
        }
        const double room = std::ceil(map_height(share)) + 1.5 * clearance * u;
        a.height_px = room + a.legend.height_px;
        if (!anyway && (a.height_px > m_height + 1e-9 || a.legend.width_px > width)) {
            return std::nullopt;
        }
        const double spare = exact() ? m_height - a.height_px : 0;
        a.height_px += spare;
        const double slack = width - map_width(share);
        for (const double align : {0.5, 1.0, 0.0}) {
            a.insets.clear();
            put_map(a, std::floor(slack * align), std::floor(spare / 2));
            std::vector<Box> taken;
            if (put_insets(a, share, room + spare - 1.5 * clearance * u, taken)) {
                a.legend_at = {0, room + spare};
                return a;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] Arrangement finished(Arrangement a) const {
        const auto areas = static_cast<double>(std::max<std::ptrdiff_t>(
            1, std::count(m_in_main.begin(), m_in_main.end(), std::uint8_t{1})));
        a.mean_side_px =
            std::sqrt(m_occupancy->covered_px2() / areas) * a.transform.px_per_metre / m_full;
        return a;
    }

    const ArrangeRequest& m_request;
    std::vector<Inset> m_insets;
    std::vector<MapSymbol> m_symbols;  ///< Of the main map.
    std::vector<std::uint8_t> m_in_main;
    Box m_extent;
    Box m_pad;  ///< Room for symbols: left, top, right, bottom.
    double m_extent_width = 1;
    double m_extent_height = 1;
    double m_height = 0;
    double m_full = 0;  ///< Pixels per metre of the largest map.
    std::optional<Occupancy> m_occupancy;
};

}  // namespace

std::optional<Arrangement> arrange(const ArrangeRequest& request) {
    // Without enlarged insets where they find no room, then with all areas in their places.
    std::vector<Inset> insets = request.insets;
    std::vector<std::string> dropped;
    while (true) {
        if (auto found = Arranger{request, insets}.best()) {
            found->dropped = dropped;
            return found;
        }
        if (insets.empty()) {
            return std::nullopt;
        }
        auto last = std::find_if(insets.rbegin(), insets.rend(),
                                 [](const Inset& inset) { return !inset.moved; });
        const auto gone = last != insets.rend() ? std::prev(last.base()) : std::prev(insets.end());
        dropped.push_back(gone->name);
        insets.erase(gone);
    }
}

double largest_scale(const Box& extent_m, double width_px, double height_px) {
    return std::min(width_px / std::max(1.0, extent_m.max_x - extent_m.min_x),
                    height_px / std::max(1.0, extent_m.max_y - extent_m.min_y));
}

}  // namespace levelin::render::detail
