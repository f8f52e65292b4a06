#include "sweep.hpp"

#include <algorithm>
#include <cmath>
#include <cstdint>

namespace levelin::detail {

namespace {

constexpr std::uint32_t no_area = UINT32_MAX;

// Where another area passes this one, by score or by the value that is changed, or the area passes
// a number that a condition names.
struct Crossing {
    double distance = 0;  // |t|
    std::uint32_t area = no_area;
    bool by_value = false;
};

bool later(const Crossing& a, const Crossing& b) noexcept {
    return a.distance != b.distance ? a.distance > b.distance : a.area > b.area;
}

// One direction of t.
class Sweep {
  public:
    Sweep(const SweepRequest& request, double direction)
        : m_request(request),
          m_direction(direction),
          m_bound(direction > 0 ? request.most : -request.least),
          m_score(request.scored->scores[request.area]),
          m_slope(request.lines->slope[request.area]) {
        start();
        if (request.rule->needs_values()) {
            start_values();
        }
        add_marks();
        std::make_heap(m_crossings.begin(), m_crossings.end(), later);
    }

    [[nodiscard]] bool agrees() const {
        return m_request.rule->selects(m_now) == m_request.selected;
    }

    std::optional<FlipInterval> first_flip() {
        const bool now = m_request.selected;
        double reached = 0;
        std::optional<double> flipped;  // Where the run of other answers begins.
        while (reached < m_bound) {
            const double next = m_crossings.empty() ? m_bound : m_crossings.front().distance;
            const double least = m_request.resolution + 1e-10 * reached;
            if (next - reached > least) {
                const bool other = m_request.rule->selects(at((reached + next) / 2)) != now;
                if (flipped && !other) {
                    return interval(*flipped, reached);
                }
                if (other && !flipped) {
                    flipped = reached;
                }
                // Far enough to choose a number in it.
                if (flipped && next > *flipped * 1.01 + least) {
                    return interval(*flipped, next);
                }
            }
            reached = next;
            pass(next);
        }
        return flipped ? interval(*flipped, m_bound) : std::optional<FlipInterval>{};
    }

  private:
    [[nodiscard]] FlipInterval interval(double near, double far) const {
        return {m_direction * near, m_direction * far};
    }

    // Whether an area is above (1), level (0) or below (-1) just after t = 0.
    [[nodiscard]] int side_of(double gap, double speed) const {
        const double decides = gap != 0 ? gap : m_direction * speed;
        return decides > 0 ? 1 : decides < 0 ? -1 : 0;
    }

    void start() {
        const PlaceRule& rule = *m_request.rule;
        const std::vector<double>& counts = rule.counts();
        const std::vector<double>& scores = m_request.scored->scores;
        m_now.score = m_score;
        m_now.value = m_request.from;
        m_place = m_now;
        for (std::size_t j = 0; j < scores.size(); ++j) {
            const bool counted = rule.needs_all() || (!counts.empty() && counts[j] != 0);
            if (j == m_request.area || !counted || m_request.scored->status[j] != Status::ok) {
                continue;
            }
            const double gap = scores[j] - m_score;
            const double speed = m_request.lines->slope[j] - m_slope;
            add(m_now, j, gap > 0 ? 1 : gap < 0 ? -1 : 0, 1);
            add(m_place, j, side_of(gap, speed), 1);
            const double distance = -gap / (m_direction * speed);
            if (distance > 0 && distance < m_bound) {
                m_crossings.push_back({distance, static_cast<std::uint32_t>(j), false});
            }
        }
    }

    void start_values() {
        const NumberColumn& leaf = *m_request.leaf;
        for (std::size_t j = 0; j < leaf.size(); ++j) {
            if (j == m_request.area || leaf.status[j] != Status::ok) {
                continue;
            }
            const double gap = leaf.values[j] - m_request.from;
            add_value(m_now, gap > 0 ? 1 : gap < 0 ? -1 : 0, 1);
            add_value(m_place, side_of(gap, -1), 1);
            const double distance = m_direction * gap;
            if (distance > 0 && distance < m_bound) {
                m_crossings.push_back({distance, static_cast<std::uint32_t>(j), true});
            }
        }
    }

    static void add_value(Place& place, int side, int sign) {
        const auto step = static_cast<std::size_t>(sign);  // Wraps round to a subtraction.
        place.higher += side > 0 ? step : 0;
        place.equal += side == 0 ? step : 0;
    }

    void add_marks() {
        const double shrink = m_request.lines->shrink;
        for (const double mark : m_request.rule->score_marks()) {
            push_mark((mark - m_score) / (m_slope - mark * shrink));
        }
        for (const double mark : m_request.rule->value_marks()) {
            push_mark(mark - m_request.from);
        }
    }

    void push_mark(double t) {
        const double distance = m_direction * t;
        if (distance > 0 && distance < m_bound) {
            m_crossings.push_back({distance, no_area, false});
        }
    }

    // Counts an area in, or out with sign -1, that stands on one side.
    void add(Place& place, std::size_t area, int side, int sign) const {
        const PlaceRule& rule = *m_request.rule;
        const auto step = static_cast<std::size_t>(sign);  // Wraps round to a subtraction.
        if (side > 0) {
            place.above += step;
        } else if (side == 0) {
            place.tied += step;
            place.tied_before += area < m_request.area ? step : 0;
        }
        if (!rule.counts().empty()) {
            const bool before =
                side == 0 ? rule.comes_before(area) : (side > 0) != rule.lowest_first();
            place.ahead += before ? sign * rule.counts()[area] : 0;
        }
    }

    // Everything that crosses at this distance changes sides.
    void pass(double distance) {
        while (!m_crossings.empty() && m_crossings.front().distance <= distance) {
            const std::uint32_t area = m_crossings.front().area;
            const bool by_value = m_crossings.front().by_value;
            std::pop_heap(m_crossings.begin(), m_crossings.end(), later);
            m_crossings.pop_back();
            if (area == no_area) {
                continue;
            }
            if (by_value) {
                const int side = m_request.leaf->values[area] > m_request.from ? 1 : -1;
                add_value(m_place, side, -1);
                add_value(m_place, -side, 1);
                continue;
            }
            const int side = m_request.scored->scores[area] > m_score ? 1 : -1;
            add(m_place, area, side, -1);
            add(m_place, area, -side, 1);
        }
    }

    [[nodiscard]] Place at(double distance) const {
        const double t = m_direction * distance;
        Place place = m_place;
        place.score = (m_score + t * m_slope) / (1 + t * m_request.lines->shrink);
        place.value = m_request.from + t;
        return place;
    }

    const SweepRequest& m_request;
    double m_direction;
    double m_bound;
    double m_score;
    double m_slope;
    Place m_now;    // At t = 0.
    Place m_place;  // Between the last crossing and the next.
    std::vector<Crossing> m_crossings;
};

}  // namespace

std::optional<std::vector<FlipInterval>> first_flips(const SweepRequest& request) {
    std::vector<FlipInterval> found;
    for (const double direction : {1.0, -1.0}) {
        Sweep sweep(request, direction);
        if (!sweep.agrees()) {
            return std::nullopt;
        }
        if (const auto interval = sweep.first_flip()) {
            found.push_back(*interval);
        }
    }
    std::sort(found.begin(), found.end(), [](const FlipInterval& a, const FlipInterval& b) {
        return std::abs(a.near) < std::abs(b.near);
    });
    return found;
}

}  // namespace levelin::detail
