#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/core/number_text.hpp>
#include <numeric>

#include "cuts.hpp"

namespace levelin::classify_parts {

namespace {

constexpr const char* all_equal = "all values are equal";

Cut one_class(std::span<const double> sorted) {
    Cut cut;
    cut.bounds = BoundsKind::ruled;
    cut.begin = sorted.front();
    cut.end = sorted.back();
    cut.why_other = all_equal;
    return cut;
}

/// Multiples of a step that is `digit` times a power of ten, each rounded once.
struct Step {
    int digit = 1;
    int power = 0;

    [[nodiscard]] double times(double multiple) const noexcept {
        const double whole = multiple * digit;
        return power < 0 ? whole / std::pow(10.0, -power) : whole * std::pow(10.0, power);
    }
    [[nodiscard]] double first(double low) const noexcept {
        double m = std::floor(low / times(1));
        while (times(m) > low) {
            --m;
        }
        while (times(m + 1) <= low) {
            ++m;
        }
        return m;
    }
    [[nodiscard]] double last(double high) const noexcept {
        double m = std::ceil(high / times(1));
        while (times(m) < high) {
            ++m;
        }
        while (times(m - 1) >= high) {
            --m;
        }
        return m;
    }
};

}  // namespace

Moments moments_of(std::span<const double> values) {
    double largest = 0;
    for (const double x : values) {
        largest = std::max(largest, std::abs(x));
    }
    int exponent = 0;
    (void)std::frexp(largest, &exponent);
    const auto n = static_cast<double>(values.size());
    const auto mean_of = [&](auto term) {
        // In blocks, so that the error grows with the root of their number at most.
        constexpr std::size_t block = 256;
        double sum = 0;
        for (std::size_t b = 0; b < values.size(); b += block) {
            double part = 0;
            for (std::size_t i = b; i < std::min(b + block, values.size()); ++i) {
                part += term(std::ldexp(values[i], -exponent));
            }
            sum += part;
        }
        return sum / n;
    };
    const double rough = mean_of([](double x) { return x; });
    const double mean = rough + mean_of([&](double x) { return x - rough; });
    const double variance = mean_of([&](double x) { return (x - mean) * (x - mean); });
    Moments out;
    out.mean = std::ldexp(mean, exponent);
    if (n > 1) {
        out.deviation = std::ldexp(std::sqrt(variance * n / (n - 1)), exponent);
    }
    return out;
}

Cut cut_equally(std::span<const double> sorted, int classes) {
    Cut cut = one_class(sorted);
    for (int i = 1; i < classes; ++i) {
        const double share = static_cast<double>(i) / classes;
        const double bound = sorted.front() * (1 - share) + sorted.back() * share;
        // Bounds that rounding makes equal to an end or to each other part nothing.
        if (bound > (cut.breaks.empty() ? sorted.front() : cut.breaks.back()) &&
            bound <= sorted.back()) {
            cut.breaks.push_back(bound);
        }
    }
    if (!cut.breaks.empty()) {
        cut.why_other = "the values differ by no more than rounding";
    }
    return cut;
}

Cut cut_prettily(std::span<const double> sorted, int classes) {
    const double low = sorted.front();
    const double high = sorted.back();
    const double width = high / classes - low / classes;
    if (!(high > low) || !std::isnormal(width)) {
        return one_class(sorted);
    }
    const int middle = static_cast<int>(std::floor(std::log10(width)));
    // Above this a double holds no fraction, and multiples could not be told apart.
    constexpr double most_steps = 1e15;
    Step best;
    double best_count = 0;
    for (int power = middle + 2; power >= middle - 1; --power) {
        for (const int digit : {5, 2, 1}) {
            const Step step{digit, power};
            const double size = step.times(1);
            if (!std::isfinite(size) || !(size > 0) || std::abs(low / size) > most_steps ||
                std::abs(high / size) > most_steps) {
                continue;
            }
            const double count = step.last(high) - step.first(low);
            if (count <= Classes::max_classes &&
                (best_count == 0 || std::abs(count - classes) < std::abs(best_count - classes))) {
                best = step;
                best_count = count;
            }
        }
    }
    if (best_count == 0) {
        return cut_equally(sorted, classes);
    }
    Cut cut;
    cut.bounds = BoundsKind::ruled;
    const double first = best.first(low);
    cut.begin = best.times(first);
    cut.end = best.times(first + best_count);
    for (double i = 1; i < best_count; ++i) {
        cut.breaks.push_back(best.times(first + i));
    }
    cut.why_other = "that many round bounds fit the values";
    return cut;
}

Cut cut_by_deviations(std::span<const double> sorted, int classes) {
    const Moments moments = moments_of(sorted);
    Cut cut;
    cut.bounds = BoundsKind::ruled;
    cut.middle = moments.mean;
    cut.why_other = all_equal;
    const auto deviations = [&](int i) { return i - classes / 2.0; };
    for (int i = 1; i < classes; ++i) {
        cut.breaks.push_back(moments.mean + deviations(i) * moments.deviation);
    }
    const bool ascend = std::adjacent_find(cut.breaks.begin(), cut.breaks.end(),
                                           std::greater_equal<>{}) == cut.breaks.end();
    if (!(moments.deviation > 0) || !ascend || !std::isfinite(cut.breaks.front()) ||
        !std::isfinite(cut.breaks.back())) {
        Cut single = one_class(sorted);
        single.middle = moments.mean;
        return single;
    }
    const int decimals = classes % 2;
    for (int i = 0; i < classes; ++i) {
        const std::string above = number_for_readers(deviations(i), decimals);
        const std::string below = number_for_readers(deviations(i + 1), decimals);
        cut.labels.push_back(i == 0             ? "under " + below + " sd"
                             : i + 1 == classes ? above + " sd or more"
                                                : above + " to " + below + " sd");
    }
    return cut;
}

}  // namespace levelin::classify_parts
