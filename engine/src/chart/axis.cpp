#include <algorithm>
#include <cmath>
#include <levelin/chart/axis.hpp>
#include <levelin/core/number_text.hpp>
#include <numeric>
#include <stdexcept>

namespace levelin::chart {

namespace {

// 1, 2 or 5 times 10^exponent, as the double nearest to it.
double nice_step(int mantissa, int exponent) {
    return exponent >= 0 ? mantissa * std::pow(10.0, exponent)
                         : mantissa / std::pow(10.0, -exponent);
}

struct Steps {
    long long first = 0;
    long long last = 0;
};

// A hair's breadth of rounding does not call for one more step.
Steps steps_within(double low, double high, double step, bool round_ends) {
    constexpr double hair = 1e-9;
    if (round_ends) {
        return {std::llround(std::floor(low / step + hair)),
                std::llround(std::ceil(high / step - hair))};
    }
    return {std::llround(std::ceil(low / step - hair)),
            std::llround(std::floor(high / step + hair))};
}

}  // namespace

Axis round_axis(double low, double high, int most_ticks, bool round_ends) {
    if (!std::isfinite(low) || !std::isfinite(high)) {
        throw std::invalid_argument("an axis between numbers that are not finite");
    }
    if (low > high) {
        std::swap(low, high);
    }
    most_ticks = std::max(3, most_ticks);
    if (high - low <= 1e-12 * std::max(std::abs(low), std::abs(high))) {
        const double half = low == 0 ? 0.5 : std::abs(low) * 0.5;
        low -= half;
        high += half;
        round_ends = true;
    }
    int exponent = static_cast<int>(std::floor(std::log10((high - low) / most_ticks))) - 1;
    Axis axis;
    for (;; ++exponent) {
        for (const int mantissa : {1, 2, 5}) {
            const double step = nice_step(mantissa, exponent);
            const Steps steps = steps_within(low, high, step, round_ends);
            if (steps.last - steps.first + 1 > most_ticks) {
                continue;
            }
            for (long long k = steps.first; k <= steps.last; ++k) {
                axis.ticks.push_back(exponent >= 0 ? static_cast<double>(k) * step
                                                   : static_cast<double>(k * mantissa) /
                                                         std::pow(10.0, -exponent));
            }
            axis.low = round_ends ? axis.ticks.front() : low;
            axis.high = round_ends ? axis.ticks.back() : high;
            axis.decimals = std::clamp(-exponent, 0, 6);
            return axis;
        }
    }
}

std::string number_text(double value, int decimals) {
    std::string text = fixed_text(std::abs(value), decimals);
    const std::size_t point = text.find('.');
    const std::string fraction = point == std::string::npos ? std::string{} : text.substr(point);
    std::string whole = text.substr(0, point);
    for (std::size_t i = whole.size(); i > 3; i -= 3) {
        whole.insert(i - 3, ",");
    }
    const bool zero = text.find_first_not_of("0.") == std::string::npos;
    return (value < 0 && !zero ? "\u2212" : "") + whole + fraction;
}

std::vector<std::string> tick_texts(const Axis& axis) {
    std::vector<std::string> texts;
    for (const double tick : axis.ticks) {
        texts.push_back(number_text(tick, axis.decimals));
    }
    return texts;
}

int decimals_for(std::span<const double> values) {
    if (values.empty()) {
        return 0;
    }
    double most = 0;
    bool whole = true;
    for (const double value : values) {
        most = std::max(most, std::abs(value));
        whole = whole && value == std::floor(value);
    }
    if (whole || most == 0) {
        return 0;
    }
    return std::clamp(2 - static_cast<int>(std::floor(std::log10(most))), 0, 4);
}

std::vector<double> spread_labels(std::span<const double> middles, std::span<const double> lengths,
                                  double gap, double low, double high) {
    const std::size_t n = middles.size();
    if (lengths.size() != n) {
        throw std::invalid_argument("labels and lengths differ in number");
    }
    std::vector<std::size_t> order(n);
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return middles[a] < middles[b]; });
    // Less their distance from the first label, places must not descend: pool those that do.
    std::vector<double> offset(n, 0);
    for (std::size_t k = 1; k < n; ++k) {
        offset[k] = offset[k - 1] + lengths[order[k - 1]] / 2 + gap + lengths[order[k]] / 2;
    }
    struct Pool {
        double sum = 0;
        std::size_t count = 0;
        [[nodiscard]] double mean() const { return sum / static_cast<double>(count); }
    };
    std::vector<Pool> pools;
    for (std::size_t k = 0; k < n; ++k) {
        pools.push_back({middles[order[k]] - offset[k], 1});
        while (pools.size() > 1 && pools[pools.size() - 2].mean() >= pools.back().mean()) {
            const Pool last = pools.back();
            pools.pop_back();
            pools.back().sum += last.sum;
            pools.back().count += last.count;
        }
    }
    std::vector<double> placed(n);
    std::size_t k = 0;
    for (const Pool& pool : pools) {
        for (std::size_t i = 0; i < pool.count; ++i, ++k) {
            placed[order[k]] = pool.mean() + offset[k];
        }
    }
    // The upper end first: where there is no room for all, it is the beginning that holds.
    double end = high;
    for (std::size_t i = n; i-- > 0;) {
        double& middle = placed[order[i]];
        middle = std::min(middle, end - lengths[order[i]] / 2);
        end = middle - lengths[order[i]] / 2 - gap;
    }
    double begin = low;
    for (std::size_t i = 0; i < n; ++i) {
        double& middle = placed[order[i]];
        middle = std::max(middle, begin + lengths[order[i]] / 2);
        begin = middle + lengths[order[i]] / 2 + gap;
    }
    return placed;
}

}  // namespace levelin::chart
