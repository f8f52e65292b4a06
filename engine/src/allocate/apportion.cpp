#include <algorithm>
#include <bit>
#include <cmath>
#include <levelin/allocate/apportion.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <numeric>
#include <stdexcept>

namespace levelin {

namespace {

__extension__ using Wide = unsigned __int128;

// Weights as whole numbers. With totals below 2^53 and sums of weights up to 2^72 every product
// below stays under 2^126.
std::vector<std::uint64_t> whole_weights(std::span<const double> weights) {
    double most = 0;
    for (const double weight : weights) {
        if (!(weight >= 0) || !std::isfinite(weight)) {
            throw std::invalid_argument("a weight below 0 or not finite");
        }
        most = std::max(most, weight);
    }
    const int bits = std::min(52, 72 - static_cast<int>(std::bit_width(weights.size())));
    const double scale = std::ldexp(1.0, bits);
    std::vector<std::uint64_t> whole(weights.size(), 0);
    if (most > 0) {
        for (std::size_t i = 0; i < weights.size(); ++i) {
            whole[i] = static_cast<std::uint64_t>(std::nearbyint(weights[i] / most * scale));
        }
    }
    return whole;
}

// Where a receiver leaves its floor or reaches its cap: at L = units / weight.
struct Turn {
    std::uint64_t units;
    std::uint64_t weight;
    std::uint32_t receiver;
    bool reaches_cap;

    bool operator<(const Turn& other) const {
        const Wide left = static_cast<Wide>(units) * other.weight;
        const Wide right = static_cast<Wide>(other.units) * weight;
        if (left != right) {
            return left < right;
        }
        return receiver != other.receiver ? receiver < other.receiver
                                          : !reaches_cap && other.reaches_cap;
    }
};

struct Problem {
    std::uint64_t total;
    std::vector<std::uint64_t> weights;
    std::vector<ShareBounds> bounds;  // Caps of at most the total.
    std::span<const AreaCode> codes;
    const UnitName& unit;
};

Problem problem_of(std::uint64_t total, std::span<const double> weights,
                   std::span<const ShareBounds> bounds, std::span<const AreaCode> codes,
                   const UnitName& unit) {
    if (weights.size() != codes.size() || (!bounds.empty() && bounds.size() != codes.size()) ||
        total > max_total) {
        throw std::invalid_argument("weights, bounds and codes of different length, or too much");
    }
    Problem problem{total, whole_weights(weights), {bounds.begin(), bounds.end()}, codes, unit};
    problem.bounds.resize(codes.size());
    for (std::size_t i = 0; i < codes.size(); ++i) {
        ShareBounds& of = problem.bounds[i];
        if (of.floor > of.cap) {
            throw InputError("E-ALLOCATE-03",
                             "the floor of " + codes[i].str() + ", " + amount_text(of.floor, unit) +
                                 ", is above its cap of " + amount_text(of.cap, unit),
                             "a floor up to the cap", "lower the floor or raise the cap");
        }
        of.cap = std::min(of.cap, total);
    }
    return problem;
}

void check_fit(const Problem& problem) {
    Wide floors = 0;
    Wide caps = 0;
    std::size_t with_floor = 0;
    std::size_t with_weight = 0;
    for (std::size_t i = 0; i < problem.codes.size(); ++i) {
        const ShareBounds& of = problem.bounds[i];
        floors += of.floor;
        with_floor += of.floor > 0 ? 1 : 0;
        with_weight += problem.weights[i] > 0 ? 1 : 0;
        caps += problem.weights[i] > 0 ? of.cap : of.floor;
    }
    if (floors > problem.total) {
        const auto sum = static_cast<std::uint64_t>(std::min<Wide>(floors, max_total));
        throw InputError("E-ALLOCATE-01",
                         "the floors of " + counted_text(with_floor, "area", "areas") +
                             " come to " + amount_text(sum, problem.unit) + ", and there is " +
                             amount_text(problem.total, problem.unit),
                         "floors that come to no more than what there is",
                         "lower the floor, or share among fewer areas");
    }
    if (with_weight == 0 && problem.total > floors) {
        throw InputError("E-ALLOCATE-02",
                         "none of " + counted_text(problem.codes.size(), "area", "areas") +
                             " has a share in the formula: nobody is there to get " +
                             amount_text(problem.total, problem.unit),
                         "at least one area with people and need above 0",
                         "look at where the need curve begins");
    }
    if (caps < problem.total) {
        throw InputError("E-ALLOCATE-02",
                         "the caps of " + counted_text(with_weight, "area", "areas") +
                             " with a share in the formula come to " +
                             amount_text(static_cast<std::uint64_t>(caps), problem.unit) +
                             ", and there is " + amount_text(problem.total, problem.unit),
                         "caps that come to no less than what there is",
                         "raise the cap, or share among more areas");
    }
}

// Finds who stands at a floor or cap, and what is left to be shared by weight: L = left / weight.
struct Level {
    std::vector<ShareBy> by;
    Wide left = 0;
    Wide weight = 0;
};

Level fill(const Problem& problem) {
    const std::size_t n = problem.codes.size();
    Level level;
    level.by.assign(n, ShareBy::no_weight);
    std::vector<Turn> turns;
    turns.reserve(2 * n);
    Wide fixed = 0;
    for (std::size_t i = 0; i < n; ++i) {
        const ShareBounds& of = problem.bounds[i];
        fixed += of.floor;
        if (problem.weights[i] > 0) {
            level.by[i] = ShareBy::floor;
            const auto receiver = static_cast<std::uint32_t>(i);
            turns.push_back({of.floor, problem.weights[i], receiver, false});
            turns.push_back({of.cap, problem.weights[i], receiver, true});
        }
    }
    std::sort(turns.begin(), turns.end());
    for (const Turn& turn : turns) {
        if (fixed * turn.weight + level.weight * turn.units >=
            static_cast<Wide>(problem.total) * turn.weight) {
            break;
        }
        const ShareBounds& of = problem.bounds[turn.receiver];
        if (turn.reaches_cap) {
            level.by[turn.receiver] = ShareBy::cap;
            level.weight -= turn.weight;
            fixed += of.cap;
        } else {
            level.by[turn.receiver] = ShareBy::weight;
            level.weight += turn.weight;
            fixed -= of.floor;
        }
    }
    level.left = problem.total - fixed;
    return level;
}

}  // namespace

std::string amount_text(std::uint64_t units, const UnitName& unit) {
    units *= unit.each;
    if (unit.pence) {
        return pounds_text(units);
    }
    return grouped_text(units) + " " + (units == 1 ? unit.one : unit.many);
}

Apportionment apportion(std::uint64_t total, std::span<const double> weights,
                        std::span<const ShareBounds> bounds, std::span<const AreaCode> codes,
                        const UnitName& unit) {
    const Problem problem = problem_of(total, weights, bounds, codes, unit);
    check_fit(problem);
    Level level = fill(problem);
    Apportionment out{std::vector<std::uint64_t>(codes.size(), 0), std::move(level.by)};

    struct Rest {
        Wide remainder;
        std::uint32_t receiver;
    };
    std::vector<Rest> rests;
    Wide left = level.left;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (out.by[i] == ShareBy::weight) {
            const Wide part = level.left * problem.weights[i];
            out.units[i] = static_cast<std::uint64_t>(part / level.weight);
            rests.push_back({part % level.weight, static_cast<std::uint32_t>(i)});
            left -= out.units[i];
        } else {
            out.units[i] =
                out.by[i] == ShareBy::cap ? problem.bounds[i].cap : problem.bounds[i].floor;
            if (out.by[i] == ShareBy::floor && out.units[i] == 0) {
                out.by[i] = ShareBy::weight;  // Nothing is held up by a floor of nothing.
            }
        }
    }
    const auto middle = rests.begin() + static_cast<std::ptrdiff_t>(left);
    const auto larger = [&](const Rest& a, const Rest& b) {
        return a.remainder != b.remainder ? a.remainder > b.remainder : a.receiver < b.receiver;
    };
    std::nth_element(rests.begin(), middle, rests.end(), larger);
    for (auto rest = rests.begin(); rest != middle; ++rest) {
        ++out.units[rest->receiver];
    }
    return out;
}

}  // namespace levelin
