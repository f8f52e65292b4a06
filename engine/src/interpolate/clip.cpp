#include "clip.hpp"

#include <algorithm>
#include <cmath>

#include "area_edges.hpp"

namespace levelin::interpolate_detail {

namespace {

constexpr std::size_t few_products = 512;
constexpr int deepest = 40;

double at(const Clipped::Piece& p, double x) {
    if (x <= p.xl) {
        return p.yl;
    }
    if (x >= p.xr) {
        return p.yr;
    }
    return p.yl + (p.yr - p.yl) * ((x - p.xl) / (p.xr - p.xl));
}

// The integral of the lower of two lines over the range of x that both have.
double below_both(const Clipped::Piece& p, const Clipped::Piece& q) {
    const double left = std::max(p.xl, q.xl);
    const double right = std::min(p.xr, q.xr);
    if (!(left < right)) {
        return 0;
    }
    const double length = right - left;
    const double pl = at(p, left);
    const double pr = at(p, right);
    const double ql = at(q, left);
    const double qr = at(q, right);
    const double dl = pl - ql;
    const double dr = pr - qr;
    if (dl <= 0 && dr <= 0) {
        return length * (pl + pr) / 2;
    }
    const double below_q = length * (ql + qr) / 2;
    if (dl >= 0 && dr >= 0) {
        return below_q;
    }
    // They cross: less the triangle in which p is the lower one.
    const double low = std::min(dl, dr);
    return below_q - length * low * (low / (dl + dr - 2 * low)) / 2;
}

}  // namespace

void Clipped::add_top(double from_x, double to_x, double sign) {
    from_x = std::max(from_x, 0.0);
    to_x = std::min(to_x, m_width);
    if (!(from_x < to_x)) {
        return;
    }
    if (!m_pieces.empty()) {  // Parts of one line that come one after the other stay one piece.
        const Piece& last = m_pieces.back();
        const bool top = last.yl == m_height && last.yr == m_height && last.sign == sign;
        if (top && (last.xr == from_x || last.xl == to_x)) {
            from_x = std::min(from_x, last.xl);
            to_x = std::max(to_x, last.xr);
            m_pieces.pop_back();
        }
    }
    if (from_x == 0 && to_x == m_width) {
        m_full += sign;
    } else {
        m_pieces.push_back({from_x, m_height, to_x, m_height, sign});
    }
}

void Clipped::add_line(Point left, Point right, double sign) {
    if (!(left.x < right.x) || right.x <= 0 || left.x >= m_width) {
        return;
    }
    const Piece whole{left.x, left.y, right.x, right.y, sign};
    Piece piece = whole;
    if (left.x < 0) {
        piece.xl = 0;
        piece.yl = at(whole, 0);
    }
    if (right.x > m_width) {
        piece.xr = m_width;
        piece.yr = at(whole, m_width);
    }
    if (piece.yl == m_height && piece.yr == m_height) {
        add_top(piece.xl, piece.xr, sign);
    } else if (piece.yl > 0 || piece.yr > 0) {
        m_pieces.push_back(piece);
    }
}

void Clipped::add(Point a, Point b) {
    // What runs above the window counts by where it comes down into it or leaves it: the boundary
    // that crosses the upper side at x turns all of that side to the right of x.
    const bool a_above = a.y > m_height;
    const bool b_above = b.y > m_height;
    if (a_above && b_above) {
        return;
    }
    if (a_above != b_above) {
        const double x = a_above ? crossing_x(b, a, m_height) : crossing_x(a, b, m_height);
        add_top(x, m_width, a_above ? 1 : -1);
        (a_above ? a : b) = {x, m_height};
    }
    if (a.y <= 0 && b.y <= 0) {
        return;
    }
    if (a.y < 0) {
        a = {crossing_x(a, b, 0), 0};
    } else if (b.y < 0) {
        b = {crossing_x(b, a, 0), 0};
    }
    if (a.x < b.x) {
        add_line(a, b, -1);
    } else {
        add_line(b, a, 1);
    }
}

double Clipped::area_of_pieces() const noexcept {
    double sum = 0;
    for (const Piece& p : m_pieces) {
        sum += p.sign * (p.xr - p.xl) * (p.yl + p.yr) / 2;
    }
    return sum;
}

void Clipped::halve(bool across, Clipped& first, Clipped& second) const {
    const double half_width = across ? m_width / 2 : m_width;
    const double half_height = across ? m_height : m_height / 2;
    first.reset(half_width, half_height);
    second.reset(half_width, half_height);
    first.m_full = second.m_full = m_full;
    for (const Piece& p : m_pieces) {
        if (across) {
            first.add_line({p.xl, p.yl}, {p.xr, p.yr}, p.sign);
            second.add_line({p.xl - half_width, p.yl}, {p.xr - half_width, p.yr}, p.sign);
            continue;
        }
        // Below: cut off at the half; above: what exceeds it.
        Point l{p.xl, p.yl};
        Point r{p.xr, p.yr};
        const bool l_above = l.y > half_height;
        const bool r_above = r.y > half_height;
        double x = l_above ? r.x : l.x;
        if (l_above != r_above) {
            x = l_above ? crossing_x(r, l, half_height) : crossing_x(l, r, half_height);
        }
        const Point low_l = l_above ? Point{x, half_height} : l;
        const Point low_r = r_above ? Point{x, half_height} : r;
        if (l_above) {
            first.add_top(l.x, x, p.sign);
            second.add_line({l.x, l.y - half_height}, {x, r_above ? r.y - half_height : 0}, p.sign);
        } else if (r_above) {
            second.add_line({x, 0}, {r.x, r.y - half_height}, p.sign);
        }
        if (!l_above || !r_above) {
            first.add_line(low_l, low_r, p.sign);
        }
        if (r_above && !l_above) {
            first.add_top(x, r.x, p.sign);
        }
    }
}

double CommonArea::of(const Clipped& a, const Clipped& b, int depth) {
    const std::size_t products = a.pieces().size() * b.pieces().size();
    if (products > few_products && depth < deepest) {
        const auto level = static_cast<std::size_t>(depth);
        if (m_halves.size() <= level) {
            m_halves.push_back(std::make_unique<Halves>());
        }
        Halves& halves = *m_halves[level];
        const bool across = a.width() >= a.height();
        a.halve(across, halves.a1, halves.a2);
        b.halve(across, halves.b1, halves.b2);
        const std::size_t after = halves.a1.pieces().size() * halves.b1.pieces().size() +
                                  halves.a2.pieces().size() * halves.b2.pieces().size();
        // Where halving does not part them it would only be done in vain.
        if (after < products - products / 16) {
            const double first = of(halves.a1, halves.b1, depth + 1);
            return first + of(halves.a2, halves.b2, depth + 1);
        }
    }
    double sum = a.full() * b.full() * a.width() * a.height();
    if (a.full() != 0) {
        sum += a.full() * b.area_of_pieces();
    }
    if (b.full() != 0) {
        sum += b.full() * a.area_of_pieces();
    }
    for (const Clipped::Piece& p : a.pieces()) {
        double own = 0;
        for (const Clipped::Piece& q : b.pieces()) {
            if (q.xl < p.xr && p.xl < q.xr) {
                own += q.sign * below_both(p, q);
            }
        }
        sum += p.sign * own;
    }
    return sum;
}

}  // namespace levelin::interpolate_detail
