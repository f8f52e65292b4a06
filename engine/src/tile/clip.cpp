#include <algorithm>
#include <levelin/tile/clip.hpp>
#include <levelin/tile/tile_shapes.hpp>

namespace levelin {

namespace {

// Where the edge a - b meets the line u = at, exactly, rounded with halves up. The exact place does
// not depend on which end is called a. Differences have 31 bits, so that products have 62.
std::int32_t meet(std::int32_t au, std::int32_t av, std::int32_t bu, std::int32_t bv,
                  std::int32_t at) noexcept {
    std::int64_t run = static_cast<std::int64_t>(bu) - au;
    std::int64_t rise = (static_cast<std::int64_t>(at) - au) * (static_cast<std::int64_t>(bv) - av);
    if (run < 0) {
        run = -run;
        rise = -rise;
    }
    // floor(rise / run + 1/2), without doubling what may fill the 64 bits.
    std::int64_t whole = rise / run;
    std::int64_t rest = rise % run;
    if (rest < 0) {
        rest += run;
        --whole;
    }
    if (rest >= run - rest) {
        ++whole;
    }
    return static_cast<std::int32_t>(av + whole);
}

// One side of a box: which points are beyond it, where edges meet it, and how far along it a point
// of it lies when the box is walked with its inside where a ring has its own.
struct Left {
    std::int32_t at;
    [[nodiscard]] bool beyond(GridPoint p) const noexcept { return p.x < at; }
    [[nodiscard]] GridPoint cut(GridPoint a, GridPoint b) const noexcept {
        return {at, meet(a.x, a.y, b.x, b.y, at)};
    }
    [[nodiscard]] std::int32_t along(GridPoint p) const noexcept { return -p.y; }
};
struct Right {
    std::int32_t at;
    [[nodiscard]] bool beyond(GridPoint p) const noexcept { return p.x > at; }
    [[nodiscard]] GridPoint cut(GridPoint a, GridPoint b) const noexcept {
        return {at, meet(a.x, a.y, b.x, b.y, at)};
    }
    [[nodiscard]] std::int32_t along(GridPoint p) const noexcept { return p.y; }
};
struct Top {
    std::int32_t at;
    [[nodiscard]] bool beyond(GridPoint p) const noexcept { return p.y < at; }
    [[nodiscard]] GridPoint cut(GridPoint a, GridPoint b) const noexcept {
        return {meet(a.y, a.x, b.y, b.x, at), at};
    }
    [[nodiscard]] std::int32_t along(GridPoint p) const noexcept { return p.x; }
};
struct Bottom {
    std::int32_t at;
    [[nodiscard]] bool beyond(GridPoint p) const noexcept { return p.y > at; }
    [[nodiscard]] GridPoint cut(GridPoint a, GridPoint b) const noexcept {
        return {meet(a.y, a.x, b.y, b.x, at), at};
    }
    [[nodiscard]] std::int32_t along(GridPoint p) const noexcept { return -p.x; }
};

template <class Side>
void trim_side(std::vector<GridPoint>& ring, const Side& side) {
    const std::size_t n = ring.size();
    if (n < 3) {
        return;
    }
    const bool first_beyond = side.beyond(ring[0]);
    bool before = side.beyond(ring[n - 1]);
    bool here = first_beyond;
    std::size_t kept = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const bool after = i + 1 < n ? side.beyond(ring[i + 1]) : first_beyond;
        if (!(before && here && after)) {
            ring[kept++] = ring[i];
        }
        before = here;
        here = after;
    }
    ring.resize(kept);
}

// Whether a point lies in a ring: above 0 inside, 0 on it, below 0 outside.
int place_in_ring(std::span<const GridPoint> ring, GridPoint p) noexcept {
    bool inside = false;
    GridPoint a = ring.back();
    for (const GridPoint b : ring) {
        const std::int64_t side = side_of_line(a, b, p);
        if (side == 0 && std::min(a.x, b.x) <= p.x && p.x <= std::max(a.x, b.x) &&
            std::min(a.y, b.y) <= p.y && p.y <= std::max(a.y, b.y)) {
            return 0;
        }
        if ((a.y > p.y) != (b.y > p.y) && (side > 0) == (b.y > a.y)) {
            inside = !inside;
        }
        a = b;
    }
    return inside ? 1 : -1;
}

bool ring_in_ring(std::span<const GridPoint> inner, std::span<const GridPoint> outer) noexcept {
    for (const GridPoint p : inner) {
        if (const int place = place_in_ring(outer, p); place != 0) {
            return place > 0;
        }
    }
    return true;  // All its points lie on the other: it fills it.
}

}  // namespace

GridBox grid_box(std::span<const GridPoint> points) noexcept {
    if (points.empty()) {
        return {};
    }
    GridBox box{points[0].x, points[0].y, points[0].x, points[0].y};
    for (const GridPoint p : points) {
        box.min_x = std::min(box.min_x, p.x);
        box.max_x = std::max(box.max_x, p.x);
        box.min_y = std::min(box.min_y, p.y);
        box.max_y = std::max(box.max_y, p.y);
    }
    return box;
}

void append_trimmed(RingList& out, std::span<const GridPoint> ring, const GridBox& box,
                    std::vector<GridPoint>& scratch) {
    scratch.assign(ring.begin(), ring.end());
    trim_side(scratch, Left{box.min_x});
    trim_side(scratch, Right{box.max_x});
    trim_side(scratch, Top{box.min_y});
    trim_side(scratch, Bottom{box.max_y});
    if (scratch.size() >= 3) {
        out.add(scratch);
    }
}

template <class Side>
void Clipper::cut_side(const Side& side) {
    m_next.clear();
    m_pieces.clear();
    m_exits.clear();
    m_entries.clear();
    for (std::size_t r = 0; r < m_now.size(); ++r) {
        const auto ring = m_now.ring(r);
        const auto beyond = [&](GridPoint p) { return side.beyond(p); };
        const auto out = std::find_if(ring.begin(), ring.end(), beyond);
        if (out == ring.end()) {
            m_next.add(ring);
            continue;
        }
        // From a point beyond round to it again: pieces from entry to exit.
        const std::size_t n = ring.size();
        auto i = static_cast<std::size_t>(out - ring.begin());
        GridPoint last = ring[i];
        bool last_beyond = true;
        for (std::size_t step = 0; step < n; ++step) {
            i = i + 1 == n ? 0 : i + 1;
            const GridPoint p = ring[i];
            const bool is_beyond = side.beyond(p);
            if (last_beyond != is_beyond) {
                const GridPoint c = side.cut(last, p);
                const Cut cut{side.along(c), static_cast<std::uint32_t>(m_pieces.size())};
                m_pieces.points.push_back(c);
                if (is_beyond) {
                    m_exits.push_back(cut);
                    m_pieces.close();
                } else {
                    m_entries.push_back(cut);
                }
            }
            if (!is_beyond) {
                m_pieces.points.push_back(p);
            }
            last = p;
            last_beyond = is_beyond;
        }
    }
    const auto by_place = [](const Cut& a, const Cut& b) {
        return a.along != b.along ? a.along < b.along : a.piece < b.piece;
    };
    std::sort(m_exits.begin(), m_exits.end(), by_place);
    std::sort(m_entries.begin(), m_entries.end(), by_place);
    // Walking along the side, ways out and ways in take turns: the n-th out goes on with the n-th
    // in.
    m_following.resize(m_pieces.size());
    for (std::size_t k = 0; k < m_exits.size(); ++k) {
        m_following[m_exits[k].piece] = m_entries[k].piece;
    }
    m_used.assign(m_pieces.size(), 0);
    for (std::uint32_t first = 0; first < m_pieces.size(); ++first) {
        if (m_used[first] != 0) {
            continue;
        }
        m_ring.clear();
        for (std::uint32_t piece = first; m_used[piece] == 0; piece = m_following[piece]) {
            m_used[piece] = 1;
            const auto points = m_pieces.ring(piece);
            m_ring.insert(m_ring.end(), points.begin(), points.end());
        }
        drop_spikes(m_ring);
        if (!m_ring.empty()) {
            m_next.add(m_ring);
        }
    }
    std::swap(m_now, m_next);
}

void Clipper::put_holes_after_shells() {
    std::vector<std::size_t> shells;
    std::vector<std::size_t> holes;
    for (std::size_t r = 0; r < m_now.size(); ++r) {
        (twice_area(m_now.ring(r)) > 0 ? shells : holes).push_back(r);
    }
    if (holes.empty()) {
        return;
    }
    // Of several shells around a hole the smallest is its own.
    std::vector<std::vector<std::size_t>> holes_of(shells.size());
    for (const std::size_t hole : holes) {
        const GridBox box = grid_box(m_now.ring(hole));
        std::size_t best = shells.size();
        for (std::size_t s = 0; s < shells.size(); ++s) {
            const auto shell = m_now.ring(shells[s]);
            if (grid_box(shell).holds(box) && ring_in_ring(m_now.ring(hole), shell) &&
                (best == shells.size() ||
                 twice_area(shell) < twice_area(m_now.ring(shells[best])))) {
                best = s;
            }
        }
        if (best < shells.size()) {
            holes_of[best].push_back(hole);
        }
    }
    m_next.clear();
    for (std::size_t s = 0; s < shells.size(); ++s) {
        m_next.add(m_now.ring(shells[s]));
        for (const std::size_t hole : holes_of[s]) {
            m_next.add(m_now.ring(hole));
        }
    }
    std::swap(m_now, m_next);
}

const RingList& Clipper::clip(const RingList& rings, const GridBox& box) {
    m_now = rings;
    const GridBox all = grid_box(m_now.points);
    if (all.min_x < box.min_x) {
        cut_side(Left{box.min_x});
    }
    if (all.max_x > box.max_x) {
        cut_side(Right{box.max_x});
    }
    if (all.min_y < box.min_y) {
        cut_side(Top{box.min_y});
    }
    if (all.max_y > box.max_y) {
        cut_side(Bottom{box.max_y});
    }
    if (m_now.size() > 1) {
        put_holes_after_shells();
    }
    return m_now;
}

}  // namespace levelin
