#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/explain/flip.hpp>
#include <stdexcept>

#include "place_rule.hpp"
#include "score_lines.hpp"
#include "search.hpp"
#include "sweep.hpp"

namespace levelin {

namespace {

constexpr double weight_reach = 1000;  // Times the sum of the weights.
constexpr double beyond = 1e-3;        // How far past the limit a short number may lie.
constexpr double resolution = 1e-10;   // Of the range of values, or of the sum of weights.

struct Range {
    double low = 0;
    double high = 0;
};

Range range_of(const NumberColumn& leaf, const PartSpec& as_run) {
    Range seen;
    std::size_t count = 0;
    for (std::size_t a = 0; a < leaf.size(); ++a) {
        if (leaf.status[a] == Status::ok) {
            seen.low = count == 0 ? leaf.values[a] : std::min(seen.low, leaf.values[a]);
            seen.high = count == 0 ? leaf.values[a] : std::max(seen.high, leaf.values[a]);
            ++count;
        }
    }
    switch (as_run.normalise) {
        case Normalisation::min_max:
        case Normalisation::percentile:
        case Normalisation::distance_to_target:
            return {0, 1};
        case Normalisation::exponential:
            return {0, 100};
        case Normalisation::rank:
            return {1, std::max(static_cast<double>(count), seen.high)};
        default:
            return seen;
    }
}

std::size_t place_of(const NumberColumn& leaf, std::size_t area, double value) {
    std::size_t higher = 0;
    for (std::size_t a = 0; a < leaf.size(); ++a) {
        higher += a != area && leaf.status[a] == Status::ok && leaf.values[a] > value ? 1 : 0;
    }
    return higher + 1;
}

// One number of one area.
class Finder {
  public:
    Finder(Replay& replay, std::size_t area, WhatIf::Kind kind, std::string_view id)
        : m_replay(replay), m_area(area) {
        const PartSpec* part = find_part(replay.model().spec.root, id);
        if (part == nullptr || (kind == WhatIf::Kind::value && !part->indicator)) {
            throw std::invalid_argument("a part of the index: " + std::string{id});
        }
        m_flip.change.kind = kind;
        m_flip.change.part = part->id;
        if (kind == WhatIf::Kind::weight) {
            m_flip.change.from = part->weight;
            m_scale = detail::weights_beside(replay.model(), id);
            m_flip.least = 0;
            m_flip.most = part->weight + weight_reach * m_scale;
        } else {
            m_leaf = *part->indicator;
            const NumberColumn& leaf = replay.model().leaves[m_leaf];
            m_flip.change.from = leaf.values[area];
            const Range range = range_of(leaf, replay.model().as_run[m_leaf]);
            m_flip.least = std::min(range.low, m_flip.change.from);
            m_flip.most = std::max(range.high, m_flip.change.from);
            m_scale = m_flip.most - m_flip.least;
            m_has_value = leaf.status[area] == Status::ok;
        }
        m_flip.change.to = m_flip.change.from;
        m_flip.limit = m_flip.change.from;
    }

    Flip find() {
        if (m_has_value && m_scale > 0 && !solve()) {
            search();
        }
        if (m_flip.change.kind == WhatIf::Kind::value && m_has_value) {
            const NumberColumn& leaf = m_replay.model().leaves[m_leaf];
            m_flip.place_before = place_of(leaf, m_area, m_flip.change.from);
            m_flip.place_after =
                m_flip.exists ? place_of(leaf, m_area, m_flip.change.to) : m_flip.place_before;
        }
        return m_flip;
    }

  private:
    [[nodiscard]] double least() const { return m_flip.least - m_flip.change.from; }
    [[nodiscard]] double most() const { return m_flip.most - m_flip.change.from; }

    // @returns whether it is a case that can be solved.
    bool solve() {
        const auto lines =
            m_flip.change.kind == WhatIf::Kind::weight
                ? detail::weight_lines(m_replay.model(), m_replay.scored(), m_flip.change.part)
                : detail::value_lines(m_replay.model(), m_replay.scored(), m_flip.change.part,
                                      m_area);
        if (!lines) {
            return false;
        }
        const auto rule = detail::PlaceRule::compile(
            m_replay, m_area, detail::changed_columns(m_replay.model(), m_flip.change));
        if (!rule) {
            return false;
        }
        if (rule->is_constant()) {
            return true;
        }
        detail::SweepRequest request;
        request.rule = &*rule;
        request.lines = &*lines;
        request.scored = &m_replay.scored();
        request.area = m_area;
        request.selected = m_replay.selection().has(m_area);
        request.from = m_flip.change.from;
        request.leaf = &m_replay.model().leaves[m_leaf];
        request.least = least();
        request.most = most();
        request.resolution = resolution * m_scale;
        const auto found = detail::first_flips(request);
        if (!found) {
            return false;
        }
        for (const detail::FlipInterval& interval : *found) {
            m_flip.limit = m_flip.change.from + interval.near;
            m_flip.level = std::abs(interval.near) <= 1e-9 * m_scale;
            if (prove_in(interval.near, interval.far)) {
                return true;
            }
        }
        m_flip.limit = m_flip.change.from;
        m_flip.level = false;
        return found->empty();
    }

    void search() {
        m_flip.method = FlipMethod::searched;
        WhatIf change = m_flip.change;
        const auto found = detail::search_flip(
            [&](double t) {
                change.to = std::clamp(m_flip.change.from + t, m_flip.least, m_flip.most);
                return flips(m_replay, m_area, change);
            },
            least(), most(), m_scale);
        if (!found) {
            return;
        }
        m_flip.limit = m_flip.change.from + found->holds;
        m_flip.level = std::abs(found->flips) <= 1e-9 * m_scale;
        const double further = found->flips * (1 + beyond);
        const double end = std::clamp(further, least(), most());
        (void)(prove_in(found->flips, end) || prove(m_flip.change.from + found->flips));
    }

    // Takes a short number in a run of changes and proves it; where arithmetic will not have it,
    // the middle of the run.
    bool prove_in(double near, double far) {
        const double reach = std::max(beyond * std::abs(near), 1e-9 * m_scale);
        const double width = std::min(std::abs(far - near), reach);
        const double sign = far < near ? -1 : 1;
        // Clear of both ends.
        const double first = m_flip.change.from + near + sign * 0.02 * width;
        const double last = m_flip.change.from + near + sign * 0.98 * width;
        const double number = sign > 0 ? detail::shortest_between(first, last)
                                       : -detail::shortest_between(-first, -last);
        return prove(number) || prove(m_flip.change.from + near + sign * width / 2) ||
               prove(m_flip.change.from + far);
    }

    bool prove(double number) {
        WhatIf change = m_flip.change;
        change.to = std::clamp(number, m_flip.least, m_flip.most);
        if (!flips(m_replay, m_area, change)) {
            return false;
        }
        m_flip.change = change;
        m_flip.exists = true;
        m_flip.proven = true;
        change.to = change.from + 0.9 * (change.to - change.from);
        m_flip.tenth_less_holds = !flips(m_replay, m_area, change);
        return true;
    }

    Replay& m_replay;
    std::size_t m_area;
    std::size_t m_leaf = 0;
    bool m_has_value = true;
    double m_scale = 1;
    Flip m_flip;
};

template <typename Take>
void for_each_part(const PartSpec& node, const Take& take) {
    for (const PartSpec& part : node.parts) {
        take(part);
        for_each_part(part, take);
    }
}

std::vector<Flip> flips_of(Replay& replay, std::size_t area, WhatIf::Kind kind) {
    if (replay.scored().status[area] != Status::ok) {
        throw std::invalid_argument("an area that has a score");
    }
    std::vector<Flip> out;
    for_each_part(replay.model().spec.root, [&](const PartSpec& part) {
        if (kind == WhatIf::Kind::weight || part.indicator) {
            out.push_back(find_flip(replay, area, kind, part.id));
        }
    });
    return out;
}

}  // namespace

std::string_view to_string(FlipMethod method) noexcept {
    return method == FlipMethod::solved ? "solved" : "searched";
}

bool flips(Replay& replay, std::size_t area, const WhatIf& change) {
    try {
        return replay.with(change, area).has(area) != replay.selection().has(area);
    } catch (const Error&) {
        return false;
    }
}

std::optional<double> turning_score(Replay& replay, std::size_t area) {
    const ScoredIndex& scored = replay.scored();
    if (scored.status[area] != Status::ok) {
        throw std::invalid_argument("an area that has a score");
    }
    detail::ChangedColumns changed = detail::changed_columns(replay.model(), {});
    for_each_part(replay.model().spec.root, [&](const PartSpec& part) {
        changed.names.insert(part.id + "_value");  // Which of them would bring it about is open.
    });
    const auto rule = detail::PlaceRule::compile(replay, area, changed);
    if (!rule || rule->is_constant()) {
        return std::nullopt;
    }
    detail::ScoreLines lines;
    lines.slope.assign(scored.scores.size(), 0);
    lines.slope[area] = 1;
    double low = scored.scores[area];
    double high = scored.scores[area];
    for (std::size_t a = 0; a < scored.scores.size(); ++a) {
        if (scored.status[a] == Status::ok) {
            low = std::min(low, scored.scores[a]);
            high = std::max(high, scored.scores[a]);
        }
    }
    for (const double mark : rule->score_marks()) {
        low = std::min(low, mark);
        high = std::max(high, mark);
    }
    detail::SweepRequest request;
    request.rule = &*rule;
    request.lines = &lines;
    request.scored = &scored;
    request.area = area;
    request.selected = replay.selection().has(area);
    const double margin = high > low ? high - low : 1;  // Beyond all others.
    request.least = low - margin - scored.scores[area];
    request.most = high + margin - scored.scores[area];
    request.resolution = resolution * margin;
    const auto found = detail::first_flips(request);
    if (!found || found->empty()) {
        return std::nullopt;
    }
    return scored.scores[area] + found->front().near;
}

Flip find_flip(Replay& replay, std::size_t area, WhatIf::Kind kind, std::string_view part) {
    return Finder(replay, area, kind, part).find();
}

std::vector<Flip> weight_flips(Replay& replay, std::size_t area) {
    return flips_of(replay, area, WhatIf::Kind::weight);
}

std::vector<Flip> value_flips(Replay& replay, std::size_t area) {
    return flips_of(replay, area, WhatIf::Kind::value);
}

}  // namespace levelin
