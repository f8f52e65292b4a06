#include "simplify_embedding.hpp"

#include <algorithm>
#include <atomic>
#include <levelin/core/parallel.hpp>

namespace levelin::topology_detail {

namespace {

constexpr std::size_t embedding_block = 1024;
constexpr std::size_t group_block = 128;
constexpr std::size_t piece_block = 32;

template <class Value>
std::vector<Value> joined(std::vector<std::vector<Value>>& parts) {
    std::vector<Value> all;
    for (const auto& part : parts) {
        all.insert(all.end(), part.begin(), part.end());
    }
    return all;
}

}  // namespace

Embedding::Embedding(const Topology& topology, const Chains& chains, std::span<const float> weights,
                     std::span<const std::uint32_t> arc_order,
                     std::span<const std::uint8_t> arc_dropped, std::span<std::uint8_t> kept,
                     unsigned threads)
    : m_topology(topology),
      m_chains(chains),
      m_points(topology.arc_points),
      m_weights(weights),
      m_arc_order(arc_order),
      m_arc_dropped(arc_dropped),
      m_kept(kept),
      m_threads(threads),
      m_slot_of(topology.arc_points.size()),
      m_marks(topology.arc_points.size()) {}

void Embedding::build() {
    const std::size_t blocks = (m_arc_order.size() + embedding_block - 1) / embedding_block;
    std::vector<std::size_t> begin_of(blocks + 1, 0);
    const auto for_arcs = [&](std::size_t begin, std::size_t end, const auto& visit) {
        for (std::size_t i = begin; i < end; ++i) {
            const std::size_t k = m_arc_order[i];
            if (m_arc_dropped.empty() || m_arc_dropped[k] == 0) {
                visit(m_topology.arc_begin[k], m_topology.arc_begin[k + 1]);
            }
        }
    };
    parallel_blocks(m_arc_order.size(), embedding_block, m_threads,
                    [&](std::size_t begin, std::size_t end) {
                        std::size_t pieces = 0;
                        for_arcs(begin, end, [&](std::uint32_t first, std::uint32_t last) {
                            for (std::uint32_t p = first + 1; p < last; ++p) {
                                pieces += m_kept[p];
                            }
                        });
                        begin_of[begin / embedding_block + 1] = pieces;
                    });
    for (std::size_t b = 0; b < blocks; ++b) {
        begin_of[b + 1] += begin_of[b];
    }
    m_slots.resize(begin_of[blocks]);
    parallel_blocks(m_arc_order.size(), embedding_block, m_threads,
                    [&](std::size_t begin, std::size_t end) {
                        std::size_t slot = begin_of[begin / embedding_block];
                        for_arcs(begin, end, [&](std::uint32_t first, std::uint32_t last) {
                            std::uint32_t from = first;
                            GridBox box;
                            box.expand(m_points[first]);
                            for (std::uint32_t p = first + 1; p < last; ++p) {
                                box.expand(m_points[p]);
                                if (m_kept[p] != 0) {
                                    m_slots[slot] = {{from, p}, box};
                                    m_slot_of[from] = static_cast<std::uint32_t>(slot);
                                    ++slot;
                                    from = p;
                                    box = {};
                                    box.expand(m_points[p]);
                                }
                            }
                        });
                    });
    m_split_of.assign(m_slots.size(), 0);
    m_split.clear();
    m_split_count = 0;
    build_tree();
}

void Embedding::build_tree() {
    m_levels.clear();
    m_levels.emplace_back((m_slots.size() + fan - 1) / fan);
    parallel_blocks(m_levels[0].size(), group_block, m_threads,
                    [&](std::size_t begin, std::size_t end) {
                        for (std::size_t g = begin; g < end; ++g) {
                            const std::size_t last = std::min(m_slots.size(), (g + 1) * fan);
                            for (std::size_t s = g * fan; s < last; ++s) {
                                m_levels[0][g].expand(m_slots[s].box);
                            }
                        }
                    });
    while (m_levels.back().size() > 1) {
        const std::vector<GridBox>& below = m_levels.back();
        std::vector<GridBox> here((below.size() + fan - 1) / fan);
        for (std::size_t i = 0; i < below.size(); ++i) {
            here[i / fan].expand(below[i]);
        }
        m_levels.push_back(std::move(here));
    }
}

// The groups from `from` on whose box meets this one, in their order.
template <class Visit>
void Embedding::visit_groups(const GridBox& box, std::size_t from, Visit visit) const {
    if (m_slots.empty()) {
        return;
    }
    struct Place {
        std::size_t level;
        std::size_t node;
    };
    // A node leaves at most `fan` - 1 others waiting on each of at most eleven levels.
    std::array<Place, fan * 12> waiting;
    std::size_t count = 0;
    waiting[count++] = {m_levels.size() - 1, 0};
    std::size_t width_of_level[12];
    for (std::size_t level = 0, width = 1; level < m_levels.size(); ++level, width *= fan) {
        width_of_level[level] = width;
    }
    while (count > 0) {
        const Place at = waiting[--count];
        if (at.level == 0) {
            visit(at.node);
            continue;
        }
        const std::vector<GridBox>& below = m_levels[at.level - 1];
        const std::size_t width = width_of_level[at.level - 1];
        const std::size_t first = at.node * fan;
        for (std::size_t i = std::min(below.size(), first + fan); i-- > first;) {
            if ((i + 1) * width > from && below[i].meets(box)) {
                waiting[count++] = {at.level - 1, i};
            }
        }
    }
}

GridBox Embedding::segment_box(const Piece& p) const {
    GridBox box;
    box.expand(m_points[p.first]);
    box.expand(m_points[p.last]);
    return box;
}

float Embedding::heaviest(const Piece& p) const {
    float most = -1;
    for (std::uint32_t i = p.first + 1; i < p.last; ++i) {
        most = std::max(most, m_weights[i]);
    }
    return most;
}

bool Embedding::is_marked(const Piece& p) {
    // The mark only saves work: what is found does not depend on when another thread sets it.
    return std::atomic_ref(m_marks[p.first]).load(std::memory_order_relaxed) != 0;
}

void Embedding::mark(const Piece& p, std::vector<Piece>& found) {
    if (std::atomic_ref(m_marks[p.first]).exchange(1, std::memory_order_relaxed) == 0) {
        found.push_back(p);
    }
}

// Whether an end of q may lie between the chain and the segment of p.
bool Embedding::reaches_in(const Boxed& p, const Boxed& q) const {
    const auto may_lie_in = [&](std::uint32_t end) {
        const GridPoint point = m_points[end];
        return p.box.holds(point) && !(point == m_points[p.piece.first]) &&
               !(point == m_points[p.piece.last]) &&
               m_chains.may_enclose(p.piece.first, p.piece.last, point);
    };
    // The last point of a piece is the first of the next one, but at the end of an arc.
    return may_lie_in(q.piece.first) ||
           (m_weights[q.piece.last] == end_weight && may_lie_in(q.piece.last));
}

void Embedding::compare(const Boxed& p, const Boxed& q, std::vector<Piece>& found) {
    const bool p_is_cut = p.piece.is_cut();
    const bool q_is_cut = q.piece.is_cut();
    if (!p_is_cut && !q_is_cut) {
        return;
    }
    if (segment_box(p.piece).meets(segment_box(q.piece)) &&
        segments_clash(m_points[p.piece.first], m_points[p.piece.last], m_points[q.piece.first],
                       m_points[q.piece.last])) {
        const float in_p = heaviest(p.piece);
        const float in_q = heaviest(q.piece);
        const bool p_first = in_p > in_q || (in_p == in_q && p.piece.first < q.piece.first);
        mark(p_first ? p.piece : q.piece, found);
    }
    if (p_is_cut && !is_marked(p.piece) && reaches_in(p, q)) {
        mark(p.piece, found);
    }
    if (q_is_cut && !is_marked(q.piece) && reaches_in(q, p)) {
        mark(q.piece, found);
    }
}

std::vector<Embedding::Piece> Embedding::conflicts_of_all() {
    const std::size_t groups = m_levels[0].size();
    std::vector<std::vector<Piece>> found((groups + group_block - 1) / group_block);
    parallel_blocks(groups, group_block, m_threads, [&](std::size_t begin, std::size_t end) {
        std::vector<Piece>& here = found[begin / group_block];
        for (std::size_t g = begin; g < end; ++g) {
            const GridBox& group = m_levels[0][g];
            const std::size_t g_end = std::min(m_slots.size(), (g + 1) * fan);
            for (std::size_t s = g * fan; s < g_end; ++s) {
                const Piece& piece = m_slots[s].piece;
                if (m_points[piece.first] == m_points[piece.last]) {
                    mark(piece, here);
                }
            }
            visit_groups(group, g, [&](std::size_t h) {
                const std::size_t h_end = std::min(m_slots.size(), (h + 1) * fan);
                for (std::size_t s = g * fan; s < g_end; ++s) {
                    const Boxed& p = m_slots[s];
                    if (!p.box.meets(m_levels[0][h])) {
                        continue;
                    }
                    for (std::size_t t = h == g ? s + 1 : h * fan; t < h_end; ++t) {
                        if (p.box.meets(m_slots[t].box)) {
                            compare(p, m_slots[t], here);
                        }
                    }
                }
            });
        }
    });
    return joined(found);
}

std::vector<Embedding::Piece> Embedding::conflicts_of(const std::vector<Boxed>& changed) {
    std::vector<std::vector<Piece>> found((changed.size() + piece_block - 1) / piece_block);
    parallel_blocks(
        changed.size(), piece_block, m_threads, [&](std::size_t begin, std::size_t end) {
            std::vector<Piece>& here = found[begin / piece_block];
            for (std::size_t c = begin; c < end; ++c) {
                const Boxed& p = changed[c];
                if (m_points[p.piece.first] == m_points[p.piece.last] && p.piece.is_cut()) {
                    mark(p.piece, here);
                }
                const auto with = [&](const Boxed& q) {
                    if (q.piece.first != p.piece.first && q.box.meets(p.box)) {
                        compare(p, q, here);
                    }
                };
                visit_groups(p.box, 0, [&](std::size_t g) {
                    const std::size_t last = std::min(m_slots.size(), (g + 1) * fan);
                    for (std::size_t s = g * fan; s < last; ++s) {
                        if (!m_slots[s].box.meets(p.box)) {
                            continue;
                        }
                        if (m_split_of[s] == 0) {
                            with(m_slots[s]);
                            continue;
                        }
                        for (const Boxed& q : m_split[m_split_of[s] - 1]) {
                            with(q);
                        }
                    }
                });
            }
        });
    return joined(found);
}

std::vector<Embedding::Boxed> Embedding::split(std::vector<Piece> conflicting, unsigned pass) {
    // After many passes more than one point at a time, so that long spirals end soon as well.
    constexpr unsigned patient_passes = 24;
    const std::size_t points =
        pass < patient_passes ? 1 : std::size_t{1} << std::min(pass - patient_passes + 1, 30U);
    std::sort(conflicting.begin(), conflicting.end(),
              [](const Piece& p, const Piece& q) { return p.first < q.first; });
    std::vector<Boxed> changed;
    std::vector<std::uint32_t> inner;
    for (const Piece& piece : conflicting) {
        m_marks[piece.first] = 0;
        inner.resize(piece.last - piece.first - 1);
        for (std::size_t i = 0; i < inner.size(); ++i) {
            inner[i] = piece.first + 1 + static_cast<std::uint32_t>(i);
        }
        const std::size_t count = std::min(points, inner.size());
        // Weights of one arc differ.
        std::nth_element(
            inner.begin(), inner.begin() + static_cast<std::ptrdiff_t>(count - 1), inner.end(),
            [&](std::uint32_t p, std::uint32_t q) { return m_weights[p] > m_weights[q]; });
        inner.resize(count);
        std::sort(inner.begin(), inner.end());
        inner.push_back(piece.last);
        const std::uint32_t slot = m_slot_of[piece.first];
        if (m_split_of[slot] == 0) {
            m_split.push_back({m_slots[slot]});
            m_split_of[slot] = static_cast<std::uint32_t>(m_split.size());
        }
        std::vector<Boxed>& pieces = m_split[m_split_of[slot] - 1];
        const auto old = std::find_if(pieces.begin(), pieces.end(), [&](const Boxed& boxed) {
            return boxed.piece.first == piece.first;
        });
        std::uint32_t from = piece.first;
        for (const std::uint32_t to : inner) {
            const Boxed part{{from, to}, m_chains.box(from, to)};
            changed.push_back(part);
            if (from == piece.first) {
                *old = part;
            }
            m_slot_of[from] = slot;
            m_kept[to] = 1;
            from = to;
        }
        pieces.insert(pieces.end(), changed.end() - static_cast<std::ptrdiff_t>(count),
                      changed.end());
        m_split_count += count;
    }
    return changed;
}

std::uint64_t Embedding::settle() {
    build();
    std::uint64_t put_back = 0;
    std::vector<Piece> conflicting = conflicts_of_all();
    for (unsigned pass = 0; !conflicting.empty(); ++pass) {
        const std::size_t before = conflicting.size();
        const std::vector<Boxed> changed = split(std::move(conflicting), pass);
        put_back += changed.size() - before;
        if (m_split_count * 16 > m_slots.size()) {
            build();
        }
        conflicting = conflicts_of(changed);
    }
    return put_back;
}

}  // namespace levelin::topology_detail
