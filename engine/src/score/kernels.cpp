// Compiled without exceptions; see stage.cmake and the note in kernels.hpp.
#include <algorithm>
#include <cmath>
#include <levelin/score/kernels.hpp>
#include <numeric>

namespace levelin::kernels {

namespace {

std::vector<std::size_t> present(std::span<const Status> status) {
    std::vector<std::size_t> index;
    index.reserve(status.size());
    for (std::size_t i = 0; i < status.size(); ++i) {
        if (status[i] == Status::ok) {
            index.push_back(i);
        }
    }
    return index;
}

// Calls group(first, last) for runs of equal values in a sorted index.
template <typename Group>
void for_each_tie(std::span<const double> values, const std::vector<std::size_t>& sorted,
                  Group group) {
    for (std::size_t first = 0; first < sorted.size();) {
        std::size_t last = first + 1;
        while (last < sorted.size() && values[sorted[last]] == values[sorted[first]]) {
            ++last;
        }
        group(first, last);
        first = last;
    }
}

double place(TieRule rule, std::size_t first, std::size_t last) {
    switch (rule) {
        case TieRule::mean:
            return (static_cast<double>(first + 1) + static_cast<double>(last)) / 2;
        case TieRule::max:
            return static_cast<double>(last);
        default:
            return static_cast<double>(first + 1);
    }
}

struct Extent {
    double low = 0;
    double high = 0;
    double mean = 0;
    double deviation = 0;  // With n - 1; 0 for fewer than two values.
    std::size_t count = 0;
};

Extent extent_of(std::span<const double> values, std::span<const Status> status) {
    Extent e;
    double sum = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (status[i] != Status::ok) {
            continue;
        }
        e.low = e.count == 0 ? values[i] : std::min(e.low, values[i]);
        e.high = e.count == 0 ? values[i] : std::max(e.high, values[i]);
        sum += values[i];
        ++e.count;
    }
    if (e.count == 0) {
        return e;
    }
    e.mean = sum / static_cast<double>(e.count);
    double squares = 0;
    for (std::size_t i = 0; i < values.size(); ++i) {
        if (status[i] == Status::ok) {
            squares += (values[i] - e.mean) * (values[i] - e.mean);
        }
    }
    e.deviation = e.count > 1 ? std::sqrt(squares / static_cast<double>(e.count - 1)) : 0;
    return e;
}

// Ranks with 1 = worst, from declared ranks or from the values.
std::vector<double> worst_first_ranks(std::span<const double> values,
                                      std::span<const Status> status, const PartSpec& part,
                                      TieRule ties, double count) {
    if (part.ranks) {
        std::vector<double> ranks(values.begin(), values.end());
        if (part.direction == Direction::higher_is_worse) {
            for (double& r : ranks) {
                r = count + 1 - r;
            }
        }
        return ranks;
    }
    if (part.direction == Direction::higher_is_worse) {
        return rank_descending(values, status, ties);
    }
    std::vector<double> turned(values.size());
    std::transform(values.begin(), values.end(), turned.begin(), [](double v) { return -v; });
    return rank_descending(turned, status, ties);
}

}  // namespace

std::vector<double> rank_descending(std::span<const double> values, std::span<const Status> status,
                                    TieRule ties) {
    std::vector<std::size_t> order = present(status);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return values[a] > values[b]; });
    std::vector<double> ranks(values.size(), 0.0);
    std::size_t groups = 0;
    for_each_tie(values, order, [&](std::size_t first, std::size_t last) {
        ++groups;
        for (std::size_t i = first; i < last; ++i) {
            switch (ties) {
                case TieRule::dense:
                    ranks[order[i]] = static_cast<double>(groups);
                    break;
                case TieRule::first:
                    ranks[order[i]] = static_cast<double>(i + 1);
                    break;
                default:
                    ranks[order[i]] = place(ties, first, last);
            }
        }
    });
    return ranks;
}

RankingCheck check_ranking(std::span<const double> values, std::span<const Status> status,
                           std::size_t declared_count, RankTies ties) {
    std::vector<std::size_t> order = present(status);
    RankingCheck check;
    check.count = order.size();
    if (order.empty()) {
        return check;
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return values[a] < values[b]; });
    if (declared_count != 0) {
        check.count = declared_count;
        check.fault_at = values[order.front()] < 1 ? order.front() : order.back();
        check.is_ranking = values[order.front()] >= 1 &&
                           values[order.back()] <= static_cast<double>(declared_count);
        return check;
    }
    std::size_t furthest = 0;
    for (const TieRule rule : {TieRule::min, TieRule::mean, TieRule::max}) {
        std::size_t broken = order.size();
        for_each_tie(values, order, [&](std::size_t first, std::size_t last) {
            if (broken == order.size() && values[order[first]] != place(rule, first, last)) {
                broken = first;
            }
        });
        if (broken == order.size()) {
            check.is_ranking = true;
            check.ties = rule;
            return check;
        }
        furthest = std::max(furthest, broken);
    }
    check.fault_at = order[furthest];
    if (ties == RankTies::any) {
        check.is_ranking = true;
        for_each_tie(values, order, [&](std::size_t first, std::size_t last) {
            const double value = values[order[first]];
            if (check.is_ranking && (value < place(TieRule::min, first, last) ||
                                     value > place(TieRule::max, first, last))) {
                check.is_ranking = false;
                check.fault_at = order[first];
            }
        });
    }
    return check;
}

double exponential_of_rank(double rank, double count, const ExponentialCurve& curve) noexcept {
    const double own = curve.share == RankShare::inclusive ? 1.0 : 0.0;
    const double r = (count - rank + own) / count;
    return -curve.constant * std::log(1.0 - r * (1.0 - std::exp(-100.0 / curve.constant)));
}

Values normalise(std::span<const double> values, std::span<const Status> status,
                 const PartSpec& part) {
    Values out{std::vector<double>(values.size(), 0.0),
               std::vector<Status>(status.begin(), status.end()), Fault::none, 0};
    const bool up = part.direction == Direction::higher_is_worse;
    const Extent e = extent_of(values, status);
    double count = static_cast<double>(e.count);
    if (part.ranks) {
        const RankingCheck check = check_ranking(values, status, part.rank_count, part.rank_ties);
        if (!check.is_ranking) {
            out.fault = Fault::not_a_ranking;
            out.fault_at = check.fault_at;
            return out;
        }
        count = static_cast<double>(check.count);
    }
    const auto fill = [&](auto formula) {
        for (std::size_t i = 0; i < values.size(); ++i) {
            if (status[i] == Status::ok) {
                out.values[i] = formula(i);
            }
        }
    };
    switch (part.normalise) {
        case Normalisation::none:
            fill([&](std::size_t i) { return up ? values[i] : -values[i]; });
            break;
        case Normalisation::min_max:
        case Normalisation::z_score: {
            if (e.count == 0) {
                break;
            }
            const bool z = part.normalise == Normalisation::z_score;
            const double scale = z ? e.deviation : e.high - e.low;
            if (!(scale > 0)) {
                out.fault = Fault::constant;
                break;
            }
            const double origin = z ? e.mean : (up ? e.low : e.high);
            fill([&](std::size_t i) {
                return (up ? values[i] - origin : origin - values[i]) / scale;
            });
            break;
        }
        case Normalisation::rank: {
            const auto ranks = worst_first_ranks(values, status, part, TieRule::mean, count);
            fill([&](std::size_t i) { return count + 1 - ranks[i]; });
            break;
        }
        case Normalisation::percentile: {
            if (e.count == 1) {
                out.fault = Fault::constant;
                break;
            }
            // The lowest shared place counted from the best end, as (rank - 1) / (n - 1) has it.
            const auto ranks = worst_first_ranks(values, status, part, TieRule::max, count);
            fill([&](std::size_t i) { return (count - ranks[i]) / (count - 1); });
            break;
        }
        case Normalisation::distance_to_target: {
            const double worst = up ? e.high : e.low;
            const double reach = up ? worst - part.target : part.target - worst;
            if (e.count != 0 && !(reach > 0)) {
                out.fault = Fault::target;
                break;
            }
            fill([&](std::size_t i) {
                const double gap = up ? values[i] - part.target : part.target - values[i];
                return std::clamp(gap / reach, 0.0, 1.0);
            });
            break;
        }
        case Normalisation::exponential: {
            const auto ranks = worst_first_ranks(values, status, part, TieRule::min, count);
            fill([&](std::size_t i) { return exponential_of_rank(ranks[i], count, part.curve); });
            break;
        }
    }
    return out;
}

Aggregated aggregate(std::span<const Child> children, const PartSpec& part) {
    const std::size_t n = children.empty() ? 0 : children.front().values.size();
    Aggregated out;
    out.score.values.assign(n, 0.0);
    out.score.status.assign(n, Status::ok);
    out.contributions.assign(children.size(), std::vector<double>(n, 0.0));
    double all_weight = 0;
    for (const Child& child : children) {
        all_weight += child.weight;
    }
    if (!(all_weight > 0)) {
        out.score.fault = Fault::weight;
        return out;
    }
    const bool product =
        part.aggregation == Aggregation::geometric || part.aggregation == Aggregation::harmonic;
    for (std::size_t i = 0; i < n; ++i) {
        double weight = 0;
        Status absent = Status::ok;
        for (const Child& child : children) {
            if (child.weight == 0) {
                continue;
            }
            if (child.status[i] == Status::ok) {
                weight += child.weight;
                if (product && !(child.values[i] > 0)) {
                    out.score.fault = Fault::not_positive;
                    out.score.fault_at = i;
                    return out;
                }
            } else if (absent == Status::ok) {
                absent = child.status[i];
            }
        }
        if (absent != Status::ok) {
            const bool enough = weight > 0 && weight >= part.minimum_weight * all_weight;
            if (part.missing != MissingPolicy::reweight || !enough) {
                out.score.status[i] = part.missing == MissingPolicy::reweight && weight > 0
                                          ? Status::below_minimum
                                          : absent;
                continue;
            }
        }
        const auto sum_over = [&](auto term) {
            double sum = 0;
            for (const Child& child : children) {
                if (child.weight != 0 && child.status[i] == Status::ok) {
                    sum += term(child);
                }
            }
            return sum;
        };
        const double reciprocal =
            part.aggregation == Aggregation::harmonic
                ? sum_over([&](const Child& c) { return c.weight / c.values[i]; })
                : 0;
        const double logarithms =
            part.aggregation == Aggregation::geometric
                ? sum_over([&](const Child& c) { return c.weight * std::log(c.values[i]); })
                : 0;
        double score = 0;
        for (std::size_t c = 0; c < children.size(); ++c) {
            const Child& child = children[c];
            if (child.weight == 0 || child.status[i] != Status::ok) {
                continue;
            }
            double share = 0;
            switch (part.aggregation) {
                case Aggregation::weighted_sum:
                    share = child.weight * child.values[i];
                    // Exactly the plain sum where nothing is missing.
                    share = absent == Status::ok ? share : share * (all_weight / weight);
                    break;
                case Aggregation::weighted_mean:
                    share = child.weight * child.values[i] / weight;
                    break;
                case Aggregation::geometric:
                    share = std::exp(logarithms / weight) * child.weight / weight;
                    break;
                case Aggregation::harmonic:
                    share = weight / reciprocal * (child.weight / child.values[i]) / reciprocal;
                    break;
            }
            out.contributions[c][i] = share;
            score += share;
        }
        out.score.values[i] = score;
    }
    return out;
}

double rank_agreement(std::span<const double> a, std::span<const double> b,
                      std::span<const Status> status) {
    const auto ranks_of = [&](std::span<const double> values) {
        const std::vector<double> ranks = rank_descending(values, status, TieRule::mean);
        std::vector<double> present_ranks;
        for (const std::size_t i : present(status)) {
            present_ranks.push_back(ranks[i]);
        }
        return present_ranks;
    };
    std::vector<double> x = ranks_of(a);
    std::vector<double> y = ranks_of(b);
    const double mean = (static_cast<double>(x.size()) + 1) / 2;  // Of any ranking with mean ties.
    const auto covariance = [&] {
        double sum = 0;
        for (std::size_t i = 0; i < x.size(); ++i) {
            sum += (x[i] - mean) * (y[i] - mean);
        }
        return sum;
    };
    const double found = covariance();
    std::sort(x.begin(), x.end());
    std::sort(y.begin(), y.end());
    const double strongest = covariance();
    return strongest > 0 ? found / strongest : 0;
}

std::int64_t quantile_of_rank(double rank, std::size_t count, int quantiles,
                              DecileRule rule) noexcept {
    if (rank <= 0 || count == 0) {
        return 0;
    }
    const double n = static_cast<double>(count);
    switch (rule) {
        case DecileRule::ceil:
            return static_cast<std::int64_t>(std::ceil(quantiles * rank / n));
        case DecileRule::floor:
            return static_cast<std::int64_t>(std::floor(quantiles * (rank - 1) / n)) + 1;
        case DecileRule::ntile: {
            const auto q = static_cast<std::size_t>(quantiles);
            const std::size_t small = count / q;
            const std::size_t larger = count % q;
            const auto zero_based = static_cast<std::size_t>(std::ceil(rank)) - 1;
            const std::size_t edge = larger * (small + 1);
            if (zero_based < edge) {
                return static_cast<std::int64_t>(zero_based / (small + 1)) + 1;
            }
            return static_cast<std::int64_t>(larger + (zero_based - edge) /
                                                          std::max<std::size_t>(small, 1)) +
                   1;
        }
    }
    return 0;
}

}  // namespace levelin::kernels
