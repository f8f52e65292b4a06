#include <algorithm>
#include <array>
#include <levelin/core/parallel.hpp>
#include <limits>
#include <numeric>
#include <tuple>
#include <utility>

#include "linework.hpp"

namespace levelin::detail {

namespace {

constexpr std::size_t parts = 256;
constexpr unsigned part_shift = 56;
constexpr std::size_t block = 1U << 16U;
std::size_t part_of(std::uint64_t hash) {
    return hash >> part_shift;
}

/// The points before and after a point, the lower first; both the point itself at an open end,
/// which is like no other.
struct Neighbours {
    GridPoint low;
    GridPoint high;
    friend bool operator==(const Neighbours&, const Neighbours&) = default;
};

// Finds the points at which lines have to be cut. Points are sorted into parts by their hash, so
// that each part's table fits a processor's cache.
class NodeFinder {
  public:
    NodeFinder(const Linework& lines, unsigned threads)
        : m_lines(lines), m_threads(threads), m_is_node(lines.points.size(), 0) {
        sort_into_parts();
        parallel_blocks(parts, 1, m_threads,
                        [&](std::size_t begin, std::size_t) { mark_nodes(begin); });
    }

    [[nodiscard]] std::vector<std::uint8_t> take() { return std::move(m_is_node); }

  private:
    struct Entry {
        GridPoint point;
        std::uint32_t at;
    };
    struct Slot {
        GridPoint point;
        Neighbours neighbours;
        bool used = false;
        bool node = false;
    };

    // At a line's ends the neighbours are not those beside in memory. m_is_node says so until it
    // is written.
    static constexpr std::uint8_t line_end = 2;

    [[nodiscard]] Neighbours neighbours_of(std::uint32_t at) const {
        const auto& points = m_lines.points;
        Neighbours n{points[at], points[at]};
        if (m_is_node[at] != line_end) {
            n = {points[at - 1], points[at + 1]};
        } else {
            const std::size_t k = line_at(at);
            if (m_lines.closed[k] == 0) {
                return n;
            }
            const std::uint32_t begin = m_lines.line_begin[k];
            const std::uint32_t end = m_lines.line_begin[k + 1];
            n = {points[at == begin ? end - 1 : at - 1], points[at + 1 == end ? begin : at + 1]};
        }
        if (n.high < n.low) {
            std::swap(n.low, n.high);
        }
        return n;
    }

    [[nodiscard]] std::size_t line_at(std::uint32_t at) const {
        return static_cast<std::size_t>(
                   std::upper_bound(m_lines.line_begin.begin(), m_lines.line_begin.end(), at) -
                   m_lines.line_begin.begin()) -
               1;
    }

    void sort_into_parts() {
        for (std::size_t k = 0; k < m_lines.line_count(); ++k) {
            m_is_node[m_lines.line_begin[k]] = line_end;
            m_is_node[m_lines.line_begin[k + 1] - 1] = line_end;
        }
        const std::size_t n = m_lines.points.size();
        const std::size_t blocks = (n + block - 1) / block;
        std::vector<std::array<std::uint32_t, parts>> start(blocks);
        parallel_blocks(n, block, m_threads, [&](std::size_t begin, std::size_t end) {
            auto& count = start[begin / block];
            count.fill(0);
            for (std::size_t i = begin; i < end; ++i) {
                ++count[part_of(hash_of(m_lines.points[i]))];
            }
        });
        std::uint32_t sum = 0;
        for (std::size_t p = 0; p < parts; ++p) {
            m_part_begin[p] = sum;
            for (auto& counts : start) {
                sum += std::exchange(counts[p], sum);
            }
        }
        m_part_begin[parts] = sum;
        m_entries.resize(n);
        parallel_blocks(n, block, m_threads, [&](std::size_t begin, std::size_t end) {
            auto next = start[begin / block];
            for (std::size_t i = begin; i < end; ++i) {
                const GridPoint p = m_lines.points[i];
                m_entries[next[part_of(hash_of(p))]++] = {p, static_cast<std::uint32_t>(i)};
            }
        });
    }

    void mark_nodes(std::size_t part) {
        constexpr std::size_t ahead = 16;
        const std::span<const Entry> entries{m_entries.data() + m_part_begin[part],
                                             m_entries.data() + m_part_begin[part + 1]};
        std::size_t size = 16;
        while (size < 2 * entries.size()) {
            size *= 2;
        }
        std::vector<Slot> table(size);
        const std::size_t mask = size - 1;
        std::vector<std::uint32_t> slot_of(entries.size());
        for (std::size_t e = 0; e < entries.size(); ++e) {
            if (e + ahead < entries.size()) {
                const std::uint32_t later = entries[e + ahead].at;
                __builtin_prefetch(m_lines.points.data() + later);
                __builtin_prefetch(m_is_node.data() + later);
            }
            const Entry& entry = entries[e];
            const Neighbours own = neighbours_of(entry.at);
            std::size_t s = hash_of(entry.point) & mask;
            while (table[s].used && table[s].point != entry.point) {
                s = (s + 1) & mask;
            }
            Slot& slot = table[s];
            slot_of[e] = static_cast<std::uint32_t>(s);
            // A spike turns back on itself; an open end has itself for a neighbour.
            const bool turns = own.low == own.high;
            if (!slot.used) {
                slot = {entry.point, own, true, turns};
            } else {
                slot.node = slot.node || turns || own != slot.neighbours;
            }
        }
        for (std::size_t e = 0; e < entries.size(); ++e) {
            m_is_node[entries[e].at] = table[slot_of[e]].node ? 1 : 0;
        }
    }

    const Linework& m_lines;
    unsigned m_threads;
    std::vector<std::uint8_t> m_is_node;
    std::array<std::uint32_t, parts + 1> m_part_begin{};
    std::vector<Entry> m_entries;
};

// A piece of a line between two nodes, or a closed line without one.
struct Piece {
    std::uint32_t line;
    std::uint32_t from;    // Position in the line, from 0.
    std::uint32_t points;  // Both ends counted; wraps round in a closed line.
    bool backward;         // Stored the other way round.
    GridPoint first;       // As stored: what tells this piece from all others.
    GridPoint second;
};

class Cutter {
  public:
    Cutter(const Linework& lines, std::vector<std::uint8_t> is_node, unsigned threads)
        : m_lines(lines), m_is_node(std::move(is_node)), m_threads(threads) {}

    [[nodiscard]] Linework cut() {
        collect_pieces();
        match_pieces();
        Linework out = copy_pieces();
        walk_rings(out);
        return out;
    }

  private:
    static constexpr std::size_t line_block = 4096;
    static constexpr std::size_t piece_block = 4096;

    [[nodiscard]] GridPoint point(const Piece& piece, std::size_t i) const {
        const auto line = m_lines.line(piece.line);
        const std::size_t at = piece.from + i;
        return line[at < line.size() ? at : at - line.size()];
    }

    [[nodiscard]] Piece make_piece(std::size_t line, std::size_t from, std::size_t points) const {
        Piece piece{static_cast<std::uint32_t>(line),
                    static_cast<std::uint32_t>(from),
                    static_cast<std::uint32_t>(points),
                    false,
                    {},
                    {}};
        const auto forward = std::pair(point(piece, 0), point(piece, 1));
        const auto back = std::pair(point(piece, points - 1), point(piece, points - 2));
        piece.backward = back < forward;
        std::tie(piece.first, piece.second) = piece.backward ? back : forward;
        return piece;
    }

    // From its lowest point on. A ring that runs over its whole self again has that point, as all
    // others, once a lap, with the same neighbours each time.
    void cut_ring_without_node(std::size_t k, std::vector<Piece>& pieces) const {
        const auto line = m_lines.line(k);
        const GridPoint lowest = *std::min_element(
            line.begin(), line.end(),
            [](GridPoint a, GridPoint b) { return a.y != b.y ? a.y < b.y : a.x < b.x; });
        std::vector<std::size_t> laps;
        for (std::size_t i = 0; i < line.size(); ++i) {
            if (line[i] == lowest) {
                laps.push_back(i);
            }
        }
        for (std::size_t lap = 0; lap < laps.size(); ++lap) {
            const std::size_t end =
                lap + 1 < laps.size() ? laps[lap + 1] : laps.front() + line.size();
            pieces.push_back(make_piece(k, laps[lap], end - laps[lap] + 1));
        }
    }

    void cut_line(std::size_t k, std::vector<Piece>& pieces) const {
        const auto line = m_lines.line(k);
        const std::uint8_t* const node = m_is_node.data() + m_lines.line_begin[k];
        const std::size_t n = line.size();
        if (m_lines.closed[k] == 0) {
            std::size_t from = 0;
            for (std::size_t i = 1; i < n; ++i) {
                if (node[i] != 0) {
                    pieces.push_back(make_piece(k, from, i - from + 1));
                    from = i;
                }
            }
            return;
        }
        const auto first = static_cast<std::size_t>(std::find(node, node + n, 1) - node);
        if (first == n) {
            cut_ring_without_node(k, pieces);
            return;
        }
        std::size_t from = first;
        for (std::size_t i = first + 1; i < first + n; ++i) {
            if (node[i < n ? i : i - n] != 0) {
                pieces.push_back(make_piece(k, from, i - from + 1));
                from = i;
            }
        }
        pieces.push_back(make_piece(k, from, first + n - from + 1));
    }

    void collect_pieces() {
        const std::size_t lines = m_lines.line_count();
        std::vector<std::vector<Piece>> parts_of((lines + line_block - 1) / line_block);
        std::vector<std::uint32_t> count(lines);
        parallel_blocks(lines, line_block, m_threads, [&](std::size_t begin, std::size_t end) {
            auto& pieces = parts_of[begin / line_block];
            for (std::size_t k = begin; k < end; ++k) {
                const std::size_t before = pieces.size();
                cut_line(k, pieces);
                count[k] = static_cast<std::uint32_t>(pieces.size() - before);
            }
        });
        m_first_piece.assign(lines + 1, 0);
        std::partial_sum(count.begin(), count.end(), m_first_piece.begin() + 1);
        m_pieces.reserve(m_first_piece.back());
        for (const auto& pieces : parts_of) {
            m_pieces.insert(m_pieces.end(), pieces.begin(), pieces.end());
        }
    }

    void match_pieces() {
        std::size_t size = 16;
        while (size < 2 * m_pieces.size()) {
            size *= 2;
        }
        std::vector<std::uint32_t> table(size, none);
        m_id.resize(m_pieces.size());
        for (std::size_t i = 0; i < m_pieces.size(); ++i) {
            const Piece& piece = m_pieces[i];
            std::size_t s = (hash_of(piece.first) * 31 + hash_of(piece.second)) & (size - 1);
            while (table[s] != none) {
                const Piece& other = m_pieces[m_kept[table[s]]];
                if (other.first == piece.first && other.second == piece.second) {
                    break;
                }
                s = (s + 1) & (size - 1);
            }
            if (table[s] == none) {
                table[s] = static_cast<std::uint32_t>(m_kept.size());
                m_kept.push_back(static_cast<std::uint32_t>(i));
                m_changed.push_back(0);
            }
            m_changed[table[s]] |= m_lines.changed[piece.line];
            m_id[i] = table[s];
        }
    }

    [[nodiscard]] Linework copy_pieces() const {
        Linework out;
        out.line_begin.resize(m_kept.size() + 1);
        for (std::size_t k = 0; k < m_kept.size(); ++k) {
            out.line_begin[k + 1] = out.line_begin[k] + m_pieces[m_kept[k]].points;
        }
        out.points.resize(out.line_begin.back());
        parallel_blocks(
            m_kept.size(), piece_block, m_threads, [&](std::size_t begin, std::size_t end) {
                for (std::size_t k = begin; k < end; ++k) {
                    copy_piece(m_pieces[m_kept[k]], out.points.data() + out.line_begin[k]);
                }
            });
        out.closed.assign(out.line_count(), 0);
        out.changed = m_changed;
        return out;
    }

    void copy_piece(const Piece& piece, GridPoint* to) const {
        const auto line = m_lines.line(piece.line);
        const std::size_t straight = std::min<std::size_t>(piece.points, line.size() - piece.from);
        GridPoint* const end = to + piece.points;
        std::copy_n(line.data() + piece.from, straight, to);
        std::copy_n(line.data(), piece.points - straight, to + straight);
        if (piece.backward) {
            std::reverse(to, end);
        }
    }

    [[nodiscard]] ArcRef ref(std::size_t piece, bool forward) const {
        const auto id = static_cast<ArcRef>(m_id[piece]);
        return m_pieces[piece].backward == forward ? ~id : id;
    }

    void walk_rings(Linework& out) const {
        out.ring_lines.reserve(m_pieces.size());
        out.ring_begin.reserve(m_lines.ring_begin.size());
        for (std::size_t r = 0; r < m_lines.ring_count(); ++r) {
            for (std::uint32_t l = m_lines.ring_begin[r]; l < m_lines.ring_begin[r + 1]; ++l) {
                const ArcRef line = m_lines.ring_lines[l];
                const std::size_t k = arc_of(line);
                if (is_forward(line)) {
                    for (std::size_t p = m_first_piece[k]; p < m_first_piece[k + 1]; ++p) {
                        out.ring_lines.push_back(ref(p, true));
                    }
                } else {
                    for (std::size_t p = m_first_piece[k + 1]; p-- > m_first_piece[k];) {
                        out.ring_lines.push_back(ref(p, false));
                    }
                }
            }
            out.ring_begin.push_back(static_cast<std::uint32_t>(out.ring_lines.size()));
        }
    }

    const Linework& m_lines;
    std::vector<std::uint8_t> m_is_node;
    unsigned m_threads;
    std::vector<std::uint32_t> m_first_piece;  // Of each line.
    std::vector<Piece> m_pieces;
    std::vector<std::uint32_t> m_kept;
    std::vector<std::uint32_t> m_id;
    std::vector<std::uint8_t> m_changed;
};

}  // namespace

Linework cut_at_nodes(const Linework& lines, unsigned threads) {
    return Cutter(lines, NodeFinder(lines, threads).take(), threads).cut();
}

}  // namespace levelin::detail
