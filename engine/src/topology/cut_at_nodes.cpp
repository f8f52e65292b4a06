#include <algorithm>
#include <array>
#include <levelin/core/parallel.hpp>
#include <limits>
#include <tuple>
#include <utility>

#include "linework.hpp"

namespace levelin::detail {

namespace {

constexpr std::size_t parts = 128;
constexpr std::size_t block = 1U << 16U;
constexpr std::uint32_t none = std::numeric_limits<std::uint32_t>::max();

std::size_t part_of(std::uint64_t hash) {
    return hash >> 57U;
}

struct Neighbours {
    GridPoint low;
    GridPoint high;
    bool end = false;  // An end of an open line has one neighbour only.
    friend bool operator==(const Neighbours&, const Neighbours&) = default;
};

// Finds the points at which lines have to be cut.
class NodeFinder {
  public:
    NodeFinder(const Linework& lines, unsigned threads)
        : m_lines(lines), m_threads(threads), m_is_node(lines.points.size(), 0) {
        find_line_ends();
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

    // Where a line begins or ends, its point's neighbours are not those in memory.
    enum : std::uint8_t { inside = 0, first = 1, last = 2 };

    void find_line_ends() {
        m_place.assign(m_lines.points.size(), inside);
        for (std::size_t k = 0; k < m_lines.line_count(); ++k) {
            m_place[m_lines.line_begin[k]] |= first;
            m_place[m_lines.line_begin[k + 1] - 1] |= last;
        }
    }

    [[nodiscard]] Neighbours neighbours_of(std::uint32_t at) const {
        const auto& points = m_lines.points;
        Neighbours n;
        if (m_place[at] == inside) {
            n.low = points[at - 1];
            n.high = points[at + 1];
        } else {
            const std::size_t k =
                static_cast<std::size_t>(
                    std::upper_bound(m_lines.line_begin.begin(), m_lines.line_begin.end(), at) -
                    m_lines.line_begin.begin()) -
                1;
            if (m_lines.closed[k] == 0) {
                n.end = true;
                return n;
            }
            const std::uint32_t begin = m_lines.line_begin[k];
            const std::uint32_t end = m_lines.line_begin[k + 1];
            n.low = points[at == begin ? end - 1 : at - 1];
            n.high = points[at + 1 == end ? begin : at + 1];
        }
        if (n.high < n.low) {
            std::swap(n.low, n.high);
        }
        return n;
    }

    void sort_into_parts() {
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
        struct Slot {
            GridPoint point;
            std::uint32_t at = none;
            bool node = false;
        };
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
            const Entry& entry = entries[e];
            std::size_t s = hash_of(entry.point) & mask;
            while (table[s].at != none && table[s].point != entry.point) {
                s = (s + 1) & mask;
            }
            Slot& slot = table[s];
            slot_of[e] = static_cast<std::uint32_t>(s);
            const Neighbours own = neighbours_of(entry.at);
            if (slot.at == none) {
                slot.point = entry.point;
                slot.at = entry.at;
                slot.node = own.end || own.low == own.high;
            } else if (!slot.node) {
                slot.node = own.end || own != neighbours_of(slot.at);
            }
        }
        for (std::size_t e = 0; e < entries.size(); ++e) {
            m_is_node[entries[e].at] = table[slot_of[e]].node ? 1 : 0;
        }
    }

    const Linework& m_lines;
    unsigned m_threads;
    std::vector<std::uint8_t> m_is_node;
    std::vector<std::uint8_t> m_place;
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
    Cutter(const Linework& lines, std::vector<std::uint8_t> is_node)
        : m_lines(lines), m_is_node(std::move(is_node)) {}

    [[nodiscard]] Linework cut() {
        m_first_ref.assign(m_lines.line_count() + 1, 0);
        collect_pieces();
        match_pieces();
        return assemble();
    }

  private:
    [[nodiscard]] GridPoint point(const Piece& piece, std::size_t i) const {
        const auto line = m_lines.line(piece.line);
        const std::size_t at = piece.from + i;
        return line[at < line.size() ? at : at - line.size()];
    }

    void add_piece(std::size_t line, std::size_t from, std::size_t points) {
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
        m_pieces.push_back(piece);
    }

    void collect_pieces() {
        for (std::size_t k = 0; k < m_lines.line_count(); ++k) {
            m_first_ref[k] = static_cast<std::uint32_t>(m_pieces.size());
            const auto line = m_lines.line(k);
            const std::uint8_t* const node = m_is_node.data() + m_lines.line_begin[k];
            const std::size_t n = line.size();
            if (m_lines.closed[k] == 0) {
                std::size_t from = 0;
                for (std::size_t i = 1; i < n; ++i) {
                    if (node[i] != 0) {
                        add_piece(k, from, i - from + 1);
                        from = i;
                    }
                }
                continue;
            }
            const auto first = static_cast<std::size_t>(std::find(node, node + n, 1) - node);
            if (first == n) {
                const auto lowest = std::min_element(
                    line.begin(), line.end(),
                    [](GridPoint a, GridPoint b) { return a.y != b.y ? a.y < b.y : a.x < b.x; });
                add_piece(k, static_cast<std::size_t>(lowest - line.begin()), n + 1);
                continue;
            }
            std::size_t from = first;
            for (std::size_t i = first + 1; i < first + n; ++i) {
                if (node[i < n ? i : i - n] != 0) {
                    add_piece(k, from, i - from + 1);
                    from = i;
                }
            }
            add_piece(k, from, first + n - from + 1);
        }
        m_first_ref.back() = static_cast<std::uint32_t>(m_pieces.size());
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

    [[nodiscard]] ArcRef ref(std::size_t piece, bool forward) const {
        const auto id = static_cast<ArcRef>(m_id[piece]);
        return m_pieces[piece].backward == forward ? ~id : id;
    }

    [[nodiscard]] Linework assemble() const {
        Linework out;
        out.line_begin.reserve(m_kept.size() + 1);
        std::size_t total = 0;
        for (const std::uint32_t k : m_kept) {
            total += m_pieces[k].points;
        }
        out.points.reserve(total);
        for (const std::uint32_t k : m_kept) {
            const Piece& piece = m_pieces[k];
            for (std::size_t i = 0; i < piece.points; ++i) {
                out.points.push_back(point(piece, piece.backward ? piece.points - 1 - i : i));
            }
            out.line_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        }
        out.closed.assign(out.line_count(), 0);
        out.changed = m_changed;
        for (std::size_t r = 0; r < m_lines.ring_count(); ++r) {
            for (std::uint32_t l = m_lines.ring_begin[r]; l < m_lines.ring_begin[r + 1]; ++l) {
                const ArcRef line = m_lines.ring_lines[l];
                const std::size_t k = arc_of(line);
                if (is_forward(line)) {
                    for (std::size_t p = m_first_ref[k]; p < m_first_ref[k + 1]; ++p) {
                        out.ring_lines.push_back(ref(p, true));
                    }
                } else {
                    for (std::size_t p = m_first_ref[k + 1]; p-- > m_first_ref[k];) {
                        out.ring_lines.push_back(ref(p, false));
                    }
                }
            }
            out.ring_begin.push_back(static_cast<std::uint32_t>(out.ring_lines.size()));
        }
        return out;
    }

    const Linework& m_lines;
    std::vector<std::uint8_t> m_is_node;
    std::vector<std::uint32_t> m_first_ref;
    std::vector<Piece> m_pieces;
    std::vector<std::uint32_t> m_kept;
    std::vector<std::uint32_t> m_id;
    std::vector<std::uint8_t> m_changed;
};

}  // namespace

Linework cut_at_nodes(const Linework& lines, unsigned threads) {
    return Cutter(lines, NodeFinder(lines, threads).take()).cut();
}

}  // namespace levelin::detail
