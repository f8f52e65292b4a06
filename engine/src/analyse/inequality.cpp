#include <algorithm>
#include <cmath>
#include <levelin/analyse/inequality.hpp>
#include <numeric>
#include <stdexcept>

namespace levelin::inequality {

namespace {

using Numbers = std::span<const double>;

void check(Numbers value, Numbers people) {
    if (value.size() != people.size()) {
        throw std::invalid_argument("inequality: as many values as areas");
    }
    for (const double n : people) {
        if (!(n >= 0) || !std::isfinite(n)) {
            throw std::invalid_argument("inequality: people are finite and 0 or more");
        }
    }
}

void check_not_negative(Numbers value) {
    for (const double y : value) {
        if (!(y >= 0)) {
            throw std::invalid_argument("inequality: values are 0 or more");
        }
    }
}

double sum(Numbers numbers) {
    return std::accumulate(numbers.begin(), numbers.end(), 0.0);
}

// The sum of people times value; areas without people may hold any value.
double whole(Numbers value, Numbers people) {
    double total = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        total += people[i] > 0 ? people[i] * value[i] : 0;
    }
    return total;
}

std::vector<std::uint32_t> sorted(Numbers order) {
    std::vector<std::uint32_t> places(order.size());
    std::iota(places.begin(), places.end(), 0U);
    std::stable_sort(places.begin(), places.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return order[a] < order[b]; });
    return places;
}

// Calls `with(first, last)` for each run of places that are equal in `order`.
template <typename With>
void for_each_run(const std::vector<std::uint32_t>& places, Numbers order, const With& with) {
    for (std::size_t first = 0; first < places.size();) {
        std::size_t last = first + 1;
        while (last < places.size() && order[places[last]] == order[places[first]]) {
            ++last;
        }
        with(std::span{places}.subspan(first, last - first));
        first = last;
    }
}

double term(double share, double of) {
    return share > 0 ? share * std::log(share / of) : 0;
}

}  // namespace

std::vector<double> fractional_ranks(Numbers order, Numbers people) {
    check(order, people);
    const double all = sum(people);
    std::vector<double> ranks(order.size(), 0.5);
    double before = 0;
    for_each_run(sorted(order), order, [&](std::span<const std::uint32_t> run) {
        double beside = 0;
        for (const std::uint32_t i : run) {
            beside += people[i];
        }
        for (const std::uint32_t i : run) {
            ranks[i] = all > 0 ? (before + beside / 2) / all : 0.5;
        }
        before += beside;
    });
    return ranks;
}

std::optional<double> concentration_index(Numbers value, Numbers people, Numbers order) {
    check(value, people);
    const std::vector<double> ranks = fractional_ranks(order, people);
    const double all = sum(people);
    const double total = whole(value, people);
    if (!(all > 0) || total == 0) {
        return std::nullopt;
    }
    const double mean = total / all;
    double covariance = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (people[i] > 0) {
            covariance += people[i] * (value[i] - mean) * (ranks[i] - 0.5);
        }
    }
    return 2 * covariance / total;
}

std::optional<double> gini(Numbers value, Numbers people) {
    check(value, people);
    check_not_negative(value);
    return concentration_index(value, people, value);
}

std::vector<CurvePoint> concentration_curve(Numbers value, Numbers people, Numbers order) {
    check(value, people);
    check(order, people);
    const double all = sum(people);
    const double total = whole(value, people);
    if (!(all > 0) || total == 0) {
        return {};
    }
    std::vector<CurvePoint> curve{{0, 0}};
    double people_so_far = 0;
    double value_so_far = 0;
    for_each_run(sorted(order), order, [&](std::span<const std::uint32_t> run) {
        double beside = 0;
        for (const std::uint32_t i : run) {
            beside += people[i];
            value_so_far += people[i] > 0 ? people[i] * value[i] : 0;
        }
        people_so_far += beside;
        if (beside > 0) {
            curve.push_back({people_so_far / all, value_so_far / total});
        }
    });
    curve.back() = {1, 1};
    return curve;
}

double height_at(std::span<const CurvePoint> curve, double people) {
    if (curve.empty()) {
        return 0;
    }
    const auto after = std::lower_bound(
        curve.begin(), curve.end(), people,
        [](const CurvePoint& point, double share) { return point.people < share; });
    if (after == curve.end()) {
        return curve.back().value;
    }
    if (after == curve.begin()) {
        return after->value;
    }
    const CurvePoint& before = *(after - 1);
    const double width = after->people - before.people;
    const double part = width > 0 ? (people - before.people) / width : 1;
    return before.value + part * (after->value - before.value);
}

std::optional<Theil> theil(Numbers value, Numbers people, std::span<const std::uint32_t> group,
                           std::size_t groups) {
    check(value, people);
    check_not_negative(value);
    if (!group.empty() && group.size() != value.size()) {
        throw std::invalid_argument("inequality: a group for each area");
    }
    const double all = sum(people);
    const double total = whole(value, people);
    if (!(all > 0) || total == 0) {
        return std::nullopt;
    }
    std::vector<double> group_people(groups + 1, 0);
    std::vector<double> group_value(groups + 1, 0);
    const auto group_of = [&](std::size_t i) {
        return group.empty() ? 0 : std::min<std::size_t>(group[i], groups);
    };
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (people[i] > 0) {
            group_people[group_of(i)] += people[i];
            group_value[group_of(i)] += people[i] * value[i];
        }
    }
    Theil out;
    for (std::size_t g = 0; g <= groups; ++g) {
        out.between += term(group_value[g] / total, group_people[g] / all);
    }
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (!(people[i] > 0)) {
            continue;
        }
        const std::size_t g = group_of(i);
        const double share = people[i] * value[i] / total;
        out.total += term(share, people[i] / all);
        if (share > 0) {
            // S_g (s_i / S_g) ln((s_i / S_g) / (f_i / F_g)), put together.
            out.within += share * std::log(value[i] * group_people[g] / group_value[g]);
        }
    }
    return out;
}

std::optional<double> slope_index(Numbers value, Numbers people, Numbers order) {
    check(value, people);
    const std::vector<double> ranks = fractional_ranks(order, people);
    const double all = sum(people);
    if (!(all > 0)) {
        return std::nullopt;
    }
    const double mean = whole(value, people) / all;
    double covariance = 0;
    double variance = 0;
    for (std::size_t i = 0; i < value.size(); ++i) {
        if (people[i] > 0) {
            covariance += people[i] * (value[i] - mean) * (ranks[i] - 0.5);
            variance += people[i] * (ranks[i] - 0.5) * (ranks[i] - 0.5);
        }
    }
    return variance > 0 ? std::optional{covariance / variance} : std::nullopt;
}

}  // namespace levelin::inequality
