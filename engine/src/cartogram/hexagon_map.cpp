#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/cartogram/hexagon_map.hpp>
#include <levelin/cartogram/hexagon_map_assignment.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/parallel.hpp>
#include <limits>
#include <map>
#include <numbers>
#include <tuple>
#include <utility>

#include "hexagon_window.hpp"

namespace levelin {

namespace {

using namespace cartogram_parts;

constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

/// Random numbers that are the same on every machine (splitmix64, G. L. Steele et al., 2014).
class Random {
  public:
    explicit Random(std::uint64_t seed) : m_state(seed) {}
    std::uint32_t below(std::uint32_t bound) noexcept {
        m_state += 0x9E3779B97F4A7C15ULL;
        std::uint64_t z = m_state;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9ULL;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBULL;
        z ^= z >> 31U;
        return static_cast<std::uint32_t>(((z >> 32U) * bound) >> 32U);
    }

  private:
    std::uint64_t m_state;
};

double distance(Point a, Point b) noexcept {
    return std::hypot(a.x - b.x, a.y - b.y);
}

/// A placing of all sites on one window, and what is wrong with it.
class Placing {
  public:
    /// @param keep  what a pair of `borders` that touches is worth, metres.
    Placing(const std::vector<HexagonSite>& sites, const std::vector<BorderPair>& borders,
            double keep, const Window& window)
        : m_sites(&sites),
          m_bordering(make_graph(sites.size(), borders)),
          m_keep(keep),
          m_window(window),
          m_steps(window.steps()),
          m_site_at(window.size(), none),
          m_mark(window.size(), 0),
          m_usable(window.size(), false) {
        std::map<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t> ids;
        for (const HexagonSite& site : sites) {
            const auto [found, added] = ids.try_emplace({site.landmass, site.group},
                                                        static_cast<std::uint32_t>(ids.size()));
            if (added) {
                m_members.emplace_back();
            }
            m_members[found->second].push_back(static_cast<std::uint32_t>(m_piece.size()));
            m_piece.push_back(found->second);
        }
        m_parts.assign(m_members.size(), 1);
    }

    /// The exact smallest assignment without constraints; returns its total.
    double start(int reach) {
        const double far = reach * m_window.spacing;
        std::vector<std::uint32_t> open;
        for (std::uint32_t c = 0; c < m_window.size(); ++c) {
            const Point centre = m_window.centre(m_window.cell(c));
            m_usable[c] = std::any_of(m_sites->begin(), m_sites->end(), [&](const HexagonSite& s) {
                return distance(s.target, centre) <= far;
            });
            if (m_usable[c]) {
                open.push_back(c);
            }
        }
        m_usable_count = open.size();
        for (const std::uint32_t c : open) {
            const auto sea = [&](std::size_t k) { return !m_usable[beside(c, k)]; };
            if (sea(0) || sea(1) || sea(2) || sea(3) || sea(4) || sea(5)) {
                m_rim.push_back(c);
            }
        }
        m_cell_of = assigned(all_sites(), open);
        settle();
        return total();
    }

    /// Threshold accepting over moves to a cell at most two steps away.
    void search(std::uint64_t moves, std::uint64_t seed) {
        Random random(seed);
        const auto count = static_cast<std::uint32_t>(m_sites->size());
        for (std::uint64_t move = 0; move < moves; ++move) {
            const double done = static_cast<double>(move) / static_cast<double>(moves);
            const double threshold = 0.6 * (1 - done) * (1 - done) * m_window.spacing;
            const double price = (0.5 + 4 * done) * m_window.spacing;
            const std::uint32_t site = random.below(count);
            const std::uint32_t from = m_cell_of[site];
            std::uint32_t to = from + static_cast<std::uint32_t>(m_steps[random.below(6)]);
            if (random.below(2) == 0) {
                to += static_cast<std::uint32_t>(m_steps[random.below(6)]);
            }
            if (to == from || !m_usable[to]) {
                continue;
            }
            try_swap(from, to, price, threshold);
        }
    }

    /// The exact smallest assignment within the cells of each group on each landmass.
    void finish() {
        for (const auto& members : m_members) {
            std::vector<std::uint32_t> cells;
            for (const std::uint32_t site : members) {
                cells.push_back(m_cell_of[site]);
            }
            std::sort(cells.begin(), cells.end());
            const std::vector<std::uint32_t> best = assigned(members, cells);
            for (std::size_t k = 0; k < members.size(); ++k) {
                m_cell_of[members[k]] = best[k];
            }
        }
        settle();
    }

    [[nodiscard]] double total() const {
        double sum = 0;
        for (std::uint32_t s = 0; s < m_cell_of.size(); ++s) {
            sum += cost(s, m_cell_of[s]);
        }
        return sum;
    }
    [[nodiscard]] int torn() const {
        int sum = 0;
        for (const int parts : m_parts) {
            sum += parts - 1;
        }
        return sum;
    }
    [[nodiscard]] int straits() const {
        int sum = 0;
        for (const std::uint32_t cell : m_cell_of) {
            sum += straits_at(cell);
        }
        return sum / 2;
    }
    [[nodiscard]] int lakes() const noexcept { return m_lakes; }
    [[nodiscard]] HexagonCell cell_of(std::size_t site) const {
        return m_window.cell(m_cell_of[site]);
    }
    [[nodiscard]] const Window& window() const noexcept { return m_window; }

  private:
    [[nodiscard]] std::vector<std::uint32_t> all_sites() const {
        std::vector<std::uint32_t> out(m_sites->size());
        for (std::uint32_t s = 0; s < out.size(); ++s) {
            out[s] = s;
        }
        return out;
    }
    [[nodiscard]] double cost(std::uint32_t site, std::uint32_t cell) const noexcept {
        return distance((*m_sites)[site].target, m_window.centre(m_window.cell(cell)));
    }
    [[nodiscard]] std::vector<std::uint32_t> assigned(const std::vector<std::uint32_t>& sites,
                                                      const std::vector<std::uint32_t>& cells) {
        std::vector<double> costs;
        costs.reserve(sites.size() * cells.size());
        for (const std::uint32_t site : sites) {
            for (const std::uint32_t cell : cells) {
                costs.push_back(cost(site, cell));
            }
        }
        std::vector<std::uint32_t> out = cheapest_assignment(costs, sites.size(), cells.size());
        for (std::uint32_t& c : out) {
            c = cells[c];
        }
        return out;
    }
    void settle() {
        std::fill(m_site_at.begin(), m_site_at.end(), none);
        for (std::uint32_t s = 0; s < m_cell_of.size(); ++s) {
            m_site_at[m_cell_of[s]] = s;
        }
        for (std::uint32_t piece = 0; piece < m_members.size(); ++piece) {
            m_parts[piece] = parts_of(piece);
        }
        m_lakes = enclosed();
    }
    [[nodiscard]] std::uint32_t beside(std::uint32_t cell, std::size_t k) const noexcept {
        return cell + static_cast<std::uint32_t>(m_steps[k]);
    }
    /// How many separate clumps of cells a group has on its landmass.
    [[nodiscard]] int parts_of(std::uint32_t piece) {
        const auto& members = m_members[piece];
        if (members.size() == 1) {
            return 1;
        }
        ++m_stamp;
        int parts = 0;
        for (const std::uint32_t member : members) {
            if (m_mark[m_cell_of[member]] == m_stamp) {
                continue;
            }
            ++parts;
            m_stack.assign(1, m_cell_of[member]);
            m_mark[m_cell_of[member]] = m_stamp;
            while (!m_stack.empty()) {
                const std::uint32_t cell = m_stack.back();
                m_stack.pop_back();
                for (std::size_t k = 0; k < 6; ++k) {
                    const std::uint32_t next = beside(cell, k);
                    const std::uint32_t there = m_site_at[next];
                    if (there != none && m_piece[there] == piece && m_mark[next] != m_stamp) {
                        m_mark[next] = m_stamp;
                        m_stack.push_back(next);
                    }
                }
            }
        }
        return parts;
    }
    [[nodiscard]] int straits_at(std::uint32_t cell) const noexcept {
        const std::uint32_t site = m_site_at[cell];
        if (site == none) {
            return 0;
        }
        int sum = 0;
        for (std::size_t k = 0; k < 6; ++k) {
            const std::uint32_t there = m_site_at[beside(cell, k)];
            sum += there != none && (*m_sites)[there].landmass != (*m_sites)[site].landmass ? 1 : 0;
        }
        return sum;
    }
    /// Empty cells within reach that no way over empty cells joins to the sea beyond it, and those
    /// with taken cells on five sides.
    [[nodiscard]] int enclosed() {
        ++m_stamp;
        m_stack.clear();
        for (const std::uint32_t cell : m_rim) {
            if (m_site_at[cell] == none) {
                m_mark[cell] = m_stamp;
                m_stack.push_back(cell);
            }
        }
        std::size_t open = m_stack.size();
        int inlets = 0;
        while (!m_stack.empty()) {
            const std::uint32_t cell = m_stack.back();
            m_stack.pop_back();
            int shores = 0;
            for (std::size_t k = 0; k < 6; ++k) {
                const std::uint32_t next = beside(cell, k);
                if (m_site_at[next] != none) {
                    ++shores;
                } else if (m_usable[next] && m_mark[next] != m_stamp) {
                    m_mark[next] = m_stamp;
                    m_stack.push_back(next);
                    ++open;
                }
            }
            inlets += shores == 5 ? 1 : 0;
        }
        return static_cast<int>(m_usable_count - open - m_cell_of.size()) + inlets;
    }
    /// How many areas that border on a site, `other` left out, would touch it in a cell.
    [[nodiscard]] int kept(std::uint32_t site, std::uint32_t cell,
                           std::uint32_t other) const noexcept {
        int sum = 0;
        for (const std::uint32_t neighbour : m_bordering.neighbours_of(site)) {
            const std::uint32_t away = m_cell_of[neighbour] - cell;
            sum += neighbour != other &&
                           std::any_of(m_steps.begin(), m_steps.end(),
                                       [away](std::int32_t step) {
                                           return away == static_cast<std::uint32_t>(step);
                                       })
                       ? 1
                       : 0;
        }
        return sum;
    }
    void put(std::uint32_t site, std::uint32_t cell) noexcept {
        m_site_at[cell] = site;
        if (site != none) {
            m_cell_of[site] = cell;
        }
    }
    void try_swap(std::uint32_t from, std::uint32_t to, double price, double threshold) {
        const std::uint32_t a = m_site_at[from];
        const std::uint32_t b = m_site_at[to];
        double change = cost(a, to) - cost(a, from);
        if (b != none) {
            change += cost(b, from) - cost(b, to);
        }
        if (m_keep > 0) {
            int more = kept(a, to, b) - kept(a, from, b);
            if (b != none) {
                more += kept(b, from, a) - kept(b, to, a);
            }
            change -= m_keep * more;
        }
        if (change > threshold + 8 * price) {
            return;
        }
        const std::uint32_t piece_a = m_piece[a];
        const std::uint32_t piece_b = b == none ? piece_a : m_piece[b];
        if (b != none && piece_a == piece_b) {
            if (change < threshold) {
                put(a, to);
                put(b, from);
            }
            return;
        }
        const int straits_before = straits_at(from) + straits_at(to);
        put(b, from);
        put(a, to);
        const int parts_a = parts_of(piece_a);
        const int parts_b = piece_b == piece_a ? m_parts[piece_b] : parts_of(piece_b);
        int worse =
            straits_at(from) + straits_at(to) - straits_before + 2 * (parts_a - m_parts[piece_a]);
        if (piece_b != piece_a) {
            worse += 2 * (parts_b - m_parts[piece_b]);
        }
        int lakes_now = m_lakes;
        if (b == none && change + price * (worse - m_lakes) < threshold) {
            lakes_now = enclosed();
            worse += lakes_now - m_lakes;
        }
        if (change + price * worse < threshold) {
            m_parts[piece_a] = parts_a;
            m_parts[piece_b] = piece_b == piece_a ? parts_a : parts_b;
            m_lakes = lakes_now;
            return;
        }
        put(b, to);
        put(a, from);
    }

    const std::vector<HexagonSite>* m_sites;
    NeighbourGraph m_bordering;
    double m_keep;
    Window m_window;
    std::array<std::int32_t, 6> m_steps;
    std::vector<std::uint32_t> m_site_at;
    std::vector<std::uint32_t> m_cell_of;
    std::vector<std::uint32_t> m_mark;
    std::vector<bool> m_usable;        ///< Within reach of a target; no site goes elsewhere.
    std::vector<std::uint32_t> m_rim;  ///< Usable cells beside others.
    std::size_t m_usable_count = 0;
    std::vector<std::uint32_t> m_piece;  ///< Group on its landmass, of each site.
    std::vector<std::vector<std::uint32_t>> m_members;
    std::vector<int> m_parts;
    std::vector<std::uint32_t> m_stack;
    std::uint32_t m_stamp = 0;
    int m_lakes = 0;
};

/// Corners lie on a grid of half spacings by half sides: whole numbers, so that the corners of
/// neighbours come from the same product and are the same bits.
BoundarySet hexagons(const std::vector<HexagonSite>& sites, const Placing& placing) {
    constexpr std::array<std::pair<int, int>, 7> corners{
        {{0, -2}, {1, -1}, {1, 1}, {0, 2}, {-1, 1}, {-1, -1}, {0, -2}}};
    const Window& window = placing.window();
    const double half_width = window.spacing / 2;
    const double half_side = window.spacing / (2 * std::numbers::sqrt3);
    BoundarySet out;
    for (std::size_t s = 0; s < sites.size(); ++s) {
        const HexagonCell cell = placing.cell_of(s);
        for (const auto& [dx, dy] : corners) {
            out.points.push_back({window.origin.x + half_width * (2 * cell.column + cell.row + dx),
                                  window.origin.y + half_side * (3 * cell.row + dy)});
        }
        out.codes.push_back(sites[s].code);
        out.names.push_back(sites[s].name);
        out.ring_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        out.polygon_begin.push_back(static_cast<std::uint32_t>(s + 1));
        out.area_begin.push_back(static_cast<std::uint32_t>(s + 1));
    }
    return out;
}

void check(const std::vector<HexagonSite>& sites, const std::vector<BorderPair>& borders,
           const HexagonMapOptions& options) {
    if (sites.empty() || !(options.cell_area_m2 > 0) || options.phases < 1 || options.phases > 16 ||
        !(options.keep_borders >= 0)) {
        throw UsageError("E-CARTOGRAM-01", "hexagon map options out of range",
                         "at least one site, a cell area above 0, 1 to 16 phases");
    }
    for (const auto& [a, b] : borders) {
        if (a >= sites.size() || b >= sites.size()) {
            throw UsageError("E-CARTOGRAM-01", "a border of an area that is not there");
        }
    }
    Box box;
    for (const HexagonSite& site : sites) {
        if (!std::isfinite(site.target.x) || !std::isfinite(site.target.y)) {
            throw UsageError("E-CARTOGRAM-01",
                             "area " + site.code.str() + " has no finite position");
        }
        box.expand(site.target);
    }
    if (std::max(box.max_x - box.min_x, box.max_y - box.min_y) >
        4096 * std::sqrt(options.cell_area_m2)) {
        throw UsageError("E-CARTOGRAM-01", "the areas lie too far apart for hexagons of this size",
                         "at most 4,096 hexagons along a side", "give a larger cell area");
    }
}

/// The placing from one origin of the grid.
HexagonMap placed(const std::vector<HexagonSite>& sites, const std::vector<BorderPair>& borders,
                  const HexagonMapOptions& options, double spacing, int phase) {
    // Within this many spacings of any point lie at least as many cells as there are areas, so that
    // no best placing moves an area further.
    const int reach =
        2 + static_cast<int>(std::ceil(0.53 * std::sqrt(static_cast<double>(sites.size()))));
    const double u = static_cast<double>(phase % options.phases) / options.phases;
    const double v = static_cast<double>(phase / options.phases) / options.phases;
    const Point origin{spacing * (u + v / 2), spacing * v * std::numbers::sqrt3 / 2};
    Placing placing(sites, borders, options.keep_borders * spacing,
                    window_around(sites, spacing, origin, reach));
    HexagonMap map;
    map.spacing_m = spacing;
    map.lower_bound_m = placing.start(reach);
    placing.search(options.moves, options.seed);
    if (options.keep_borders == 0) {
        placing.finish();
    }
    map.total_displacement_m = placing.total();
    map.torn_groups = placing.torn();
    map.closed_straits = placing.straits();
    map.lakes = placing.lakes();
    for (std::size_t s = 0; s < sites.size(); ++s) {
        map.cells.push_back(placing.cell_of(s));
        map.centres.push_back(placing.window().centre(map.cells.back()));
    }
    map.borders_kept = static_cast<int>(
        std::count_if(borders.begin(), borders.end(), [&map](const BorderPair& pair) {
            return touching(map.cells[pair.first], map.cells[pair.second]);
        }));
    map.boundaries = hexagons(sites, placing);
    return map;
}

}  // namespace

bool touching(HexagonCell a, HexagonCell b) noexcept {
    const HexagonCell step{b.column - a.column, b.row - a.row};
    return std::find(around.begin(), around.end(), step) != around.end();
}

HexagonMap hexagon_map(const std::vector<HexagonSite>& sites,
                       const std::vector<BorderPair>& borders, const HexagonMapOptions& options) {
    check(sites, borders, options);
    const double spacing = std::sqrt(options.cell_area_m2 * 2 / std::numbers::sqrt3);
    std::vector<HexagonMap> maps(static_cast<std::size_t>(options.phases * options.phases));
    const auto place = [&](std::size_t begin, std::size_t end) {
        for (std::size_t phase = begin; phase < end; ++phase) {
            maps[phase] = placed(sites, borders, options, spacing, static_cast<int>(phase));
        }
    };
    parallel_blocks(maps.size(), 1, options.threads, place);
    const auto merit = [](const HexagonMap& m) {
        return std::tuple(m.torn_groups + m.closed_straits + m.lakes, -m.borders_kept,
                          m.total_displacement_m);
    };
    return std::move(*std::min_element(
        maps.begin(), maps.end(),
        [&](const HexagonMap& a, const HexagonMap& b) { return merit(a) < merit(b); }));
}

}  // namespace levelin
