#include "fast_rule.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/score/kernels.hpp>

namespace levelin::detail {

namespace {

// As choose_areas: a share is rounded up, but not by the last bit of the product.
std::uint64_t share_of(double share, std::uint64_t n) {
    return static_cast<std::uint64_t>(std::ceil(share * static_cast<double>(n) - 1e-9));
}

// The places [first, last) that share the score of a place.
BucketRank::Tie group_of(const BucketRank& ranking, std::uint32_t place) {
    const auto ties = ranking.ties();
    const auto after =
        std::upper_bound(ties.begin(), ties.end(), place,
                         [](std::uint32_t p, const BucketRank::Tie& tie) { return p < tie.first; });
    if (after != ties.begin() && place < std::prev(after)->last) {
        return *std::prev(after);
    }
    return {place, place + 1};
}

double rank_of(TieRule ties, const BucketRank::Tie& group) {
    switch (ties) {
        case TieRule::mean:
            return (static_cast<double>(group.first) + 1 + static_cast<double>(group.last)) / 2;
        case TieRule::max:
            return group.last;
        default:
            return group.first + 1.0;
    }
}

// A quantity that rises from place to place (falling ones with the sign turned).
class Rising {
  public:
    Rising(const FastCondition& cut, const DrawView& draw, const Plan& plan)
        : m_cut(cut), m_draw(draw), m_plan(plan) {
        using enum FastCondition::Quantity;
        m_falls = cut.quantity == score || cut.quantity == percentile;
    }

    [[nodiscard]] bool falls() const noexcept { return m_falls; }

    [[nodiscard]] double at(std::uint32_t place) const {
        const double value = value_at(place);
        return m_falls ? -value : value;
    }

    // The first place whose value is not below (or: above) x.
    [[nodiscard]] std::uint32_t bound(double x, bool above) const {
        std::uint32_t low = 0;
        auto high = static_cast<std::uint32_t>(m_draw.ranking.count());
        while (low < high) {
            const std::uint32_t middle = low + (high - low) / 2;
            const double value = at(middle);
            if (above ? value <= x : value < x) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

  private:
    [[nodiscard]] double value_at(std::uint32_t place) const {
        using enum FastCondition::Quantity;
        const BucketRank& ranking = m_draw.ranking;
        const BucketRank::Tie group = group_of(ranking, place);
        const auto n = static_cast<double>(ranking.count());
        switch (m_cut.quantity) {
            case score:
                return m_draw.scorer.score_of(m_draw.keys[ranking.at(place)]);
            case rank:
                return rank_of(m_plan.ties, group);
            case decile:
                return static_cast<double>(kernels::quantile_of_rank(
                    rank_of(m_plan.ties, group), ranking.count(), 10, m_plan.decile_rule));
            case percentile:
                return 100 * (n + 1 - rank_of(TieRule::mean, group)) / n;
            case quantile:
                return static_cast<double>(kernels::quantile_of_rank(
                    group.first + 1.0, ranking.count(), m_cut.quantiles, DecileRule::ceil));
        }
        return 0;
    }

    const FastCondition& m_cut;
    const DrawView& m_draw;
    const Plan& m_plan;
    bool m_falls = false;
};

// Bytes may be anything's, as compilers see it: these loops become vectors for being told that
// their runs do not overlap.
using Bytes = std::uint8_t* __restrict;
using Given = const std::uint8_t* __restrict;

void keep_in(Bytes reach, Given named, std::size_t n) {
    for (std::size_t p = 0; p < n; ++p) {
        reach[p] &= named[p];
    }
}

// Leaves those for which it is true; whether for one in reach it is not known.
bool keep_true(Bytes reach, Given truth, std::size_t n) {
    std::uint8_t unknown = 0;
    for (std::size_t p = 0; p < n; ++p) {
        unknown = static_cast<std::uint8_t>(unknown | (reach[p] & truth[p] & 1));
        reach[p] = static_cast<std::uint8_t>(reach[p] & truth[p] >> 1);
    }
    return unknown != 0;
}

void reach_others(Bytes reach, Given selected, Given removed, std::size_t n) {
    for (std::size_t p = 0; p < n; ++p) {
        reach[p] = static_cast<std::uint8_t>((selected[p] | removed[p]) ^ 1);
    }
}

void add_to(Bytes selected, Given taken, std::size_t n) {
    for (std::size_t p = 0; p < n; ++p) {
        selected[p] |= taken[p];
    }
}

void take_from(Bytes selected, Given taken, std::size_t n) {
    for (std::size_t p = 0; p < n; ++p) {
        selected[p] = static_cast<std::uint8_t>(selected[p] & (taken[p] ^ 1));
    }
}

void lower_to(Bytes truth, Given other, std::size_t n) {
    for (std::size_t p = 0; p < n; ++p) {
        truth[p] = std::min(truth[p], other[p]);
    }
}

void raise_to(Bytes truth, Given other, std::size_t n) {
    for (std::size_t p = 0; p < n; ++p) {
        truth[p] = std::max(truth[p], other[p]);
    }
}

void mark_places(Bytes truth, const std::uint32_t* __restrict place, std::size_t n,
                 std::uint32_t first, std::uint32_t width, std::uint8_t inside,
                 std::uint8_t outside) {
    for (std::size_t p = 0; p < n; ++p) {
        truth[p] = place[p] - first < width ? inside : outside;
    }
}

// Places that a comparison holds for: [first, last), or all but those.
struct Places {
    std::uint32_t first = 0;
    std::uint32_t last = 0;
    bool others = false;
};

Places places_of(const FastCondition& cut, const Rising& rising, std::uint32_t count) {
    Comparison comparison = cut.comparison;
    double x = cut.number;
    if (rising.falls()) {
        x = -x;
        comparison = comparison == Comparison::less       ? Comparison::more
                     : comparison == Comparison::at_most  ? Comparison::at_least
                     : comparison == Comparison::at_least ? Comparison::at_most
                     : comparison == Comparison::more     ? Comparison::less
                                                          : comparison;
    }
    switch (comparison) {
        case Comparison::less:
            return {0, rising.bound(x, false), false};
        case Comparison::at_most:
            return {0, rising.bound(x, true), false};
        case Comparison::at_least:
            return {rising.bound(x, false), count, false};
        case Comparison::more:
            return {rising.bound(x, true), count, false};
        case Comparison::equal:
        case Comparison::not_equal:
            return {rising.bound(x, false), rising.bound(x, true),
                    comparison == Comparison::not_equal};
    }
    return {};
}

}  // namespace

void FastRule::cut(const FastCondition& condition, const DrawView& draw,
                   std::span<std::uint8_t> truth) {
    const Rising rising(condition, draw, *m_plan);
    const Places in =
        places_of(condition, rising, static_cast<std::uint32_t>(draw.ranking.count()));
    const std::uint32_t width = in.last - in.first;
    const std::uint8_t inside = in.others ? FastCondition::no : FastCondition::yes;
    const std::uint8_t outside = in.others ? FastCondition::yes : FastCondition::no;
    mark_places(truth.data(), draw.ranking.places().data(), truth.size(), in.first, width, inside,
                outside);
    for (std::size_t other = 0; other < m_scored.size(); ++other) {
        if (m_scored[other] == 0) {
            truth[m_plan->complete + other] = FastCondition::unknown;
        }
    }
}

// Leaves the truth of every position in m_truths[level].
void FastRule::evaluate(const FastCondition& condition, const DrawView& draw, std::size_t level) {
    std::vector<std::uint8_t>& truth = m_truths[level];
    switch (condition.kind) {
        case FastCondition::Kind::constant:
            std::copy(condition.truth.begin(), condition.truth.end(), truth.begin());
            return;
        case FastCondition::Kind::cut:
            return cut(condition, draw, truth);
        case FastCondition::Kind::negation:
            evaluate(condition.parts.front(), draw, level);
            for (std::uint8_t& t : truth) {
                t = static_cast<std::uint8_t>(2 - t);
            }
            return;
        case FastCondition::Kind::all:
        case FastCondition::Kind::any:
            break;
    }
    evaluate(condition.parts.front(), draw, level);
    for (std::size_t i = 1; i < condition.parts.size(); ++i) {
        const bool fixed = condition.parts[i].kind == FastCondition::Kind::constant;
        if (!fixed) {
            evaluate(condition.parts[i], draw, level + 1);
        }
        const std::uint8_t* const other =
            fixed ? condition.parts[i].truth.data() : m_truths[level + 1].data();
        (condition.kind == FastCondition::Kind::all ? lower_to : raise_to)(truth.data(), other,
                                                                           truth.size());
    }
}

bool FastRule::apply(const FastStep& step, const DrawView& draw) {
    const std::size_t n = m_plan->areas;
    switch (step.kind) {
        case StepKind::add:
            reach_others(m_reach.data(), m_selected.data(), m_removed.data(), n);
            break;
        case StepKind::keep:
            m_reach = m_selected;
            break;
        case StepKind::remove:
            std::fill(m_reach.begin(), m_reach.end(), std::uint8_t{1});
            break;
    }
    if (!step.named.empty()) {
        keep_in(m_reach.data(), step.named.data(), n);
    }
    if (step.where) {
        evaluate(*step.where, draw, 0);
        if (keep_true(m_reach.data(), m_truths[0].data(), n) && m_refuses_missing) {
            return false;
        }
    }
    if (step.has_top && !take_top(step, draw)) {
        return false;
    }
    switch (step.kind) {
        case StepKind::add:
            add_to(m_selected.data(), m_reach.data(), n);
            break;
        case StepKind::keep:
            m_selected = m_reach;
            break;
        case StepKind::remove:
            add_to(m_removed.data(), m_reach.data(), n);
            take_from(m_selected.data(), m_reach.data(), n);
            break;
    }
    return true;
}

// Leaves of the candidates in m_reach those that come first.
bool FastRule::take_top(const FastStep& step, const DrawView& draw) {
    const std::size_t n = m_plan->areas;
    const auto group = [&](std::size_t p) { return step.group.empty() ? 0U : step.group[p]; };
    // Those without what the step goes by, and how many candidates each group has.
    m_left.assign(step.counts.size(), 0);
    for (std::size_t p = 0; p < n; ++p) {
        if (m_reach[p] == 0) {
            continue;
        }
        const bool has = step.by_index ? p < m_plan->complete || m_scored[p - m_plan->complete] != 0
                                       : step.has_value[p] != 0;
        if (!has || group(p) == columns::Groups::none) {
            if (m_refuses_missing) {
                return false;
            }
            m_reach[p] = 0;
            continue;
        }
        ++m_left[group(p)];
    }
    for (std::size_t g = 0; g < m_left.size(); ++g) {
        if (step.counts[g] == FastStep::by_share) {
            m_left[g] = share_of(step.share, m_left[g]);
        } else if (step.counts[g] > m_left[g]) {
            return false;
        } else {
            m_left[g] = step.counts[g];
        }
    }
    const auto take = [&](std::uint32_t p) {
        std::uint64_t& left = m_left[group(p)];
        m_reach[p] = left > 0 ? 1 : 0;
        left -= left > 0 ? 1 : 0;
    };
    if (!step.by_index) {
        for (const std::uint32_t p : step.order) {
            if (m_reach[p] != 0) {
                take(p);
            }
        }
        return true;
    }
    const std::size_t count = draw.ranking.count();
    const auto code = [&](std::uint32_t p) { return m_plan->code_place[m_plan->area_at[p]]; };
    for (std::size_t i = 0; i < count;) {
        const auto place = static_cast<std::uint32_t>(step.from_last ? count - 1 - i : i);
        const std::uint32_t p = draw.ranking.at(place);
        const BucketRank::Tie tie = draw.ranking.ties().empty() ? BucketRank::Tie{place, place + 1}
                                                                : group_of(draw.ranking, place);
        if (tie.last - tie.first == 1) {
            if (m_reach[p] != 0) {
                take(p);
            }
            ++i;
            continue;
        }
        m_equal.clear();
        for (std::uint32_t t = tie.first; t < tie.last; ++t) {
            if (m_reach[draw.ranking.at(t)] != 0) {
                m_equal.push_back(draw.ranking.at(t));
            }
        }
        std::sort(m_equal.begin(), m_equal.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return code(a) < code(b); });
        for (const std::uint32_t e : m_equal) {
            take(e);
        }
        i += tie.last - tie.first;
    }
    return true;
}

bool FastRule::select(const DrawView& draw) {
    std::fill(m_selected.begin(), m_selected.end(), std::uint8_t{0});
    std::fill(m_removed.begin(), m_removed.end(), std::uint8_t{0});
    std::fill(m_scored.begin(), m_scored.end(), std::uint8_t{0});
    for (const std::uint32_t p : draw.scorer.others()) {
        m_scored[p - m_plan->complete] = 1;
    }
    for (const FastStep& step : m_steps) {
        if (!apply(step, draw)) {
            return false;
        }
    }
    return true;
}

}  // namespace levelin::detail
