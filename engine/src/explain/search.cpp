#include "search.hpp"

#include <algorithm>
#include <cmath>

namespace levelin::detail {

namespace {

// Between a change that holds and one that flips.
Searched bisected(const std::function<bool(double)>& flips, double holds, double flip,
                  double scale) {
    while (std::abs(flip - holds) > 1e-4 * std::abs(flip) && std::abs(flip) > 1e-9 * scale) {
        const double middle = holds + (flip - holds) / 2;
        (flips(middle) ? flip : holds) = middle;
    }
    return {flip, holds};
}

}  // namespace

std::optional<Searched> search_flip(const std::function<bool(double)>& flips, double least,
                                    double most, double scale) {
    std::optional<Searched> found;
    double inner = 0;
    double outer = 1e-3 * scale;
    const double end = std::max(-least, most);
    while (inner < end && !found) {
        for (const double direction : {1.0, -1.0}) {
            const double bound = direction > 0 ? most : -least;
            const double reach = std::min(outer, bound);
            if (inner >= bound || !flips(direction * reach)) {
                continue;
            }
            Searched at = bisected(flips, direction * inner, direction * reach, scale);
            for (int k = 0; k < 4 && std::abs(at.flips) > 1e-9 * scale && flips(0.9 * at.flips);
                 ++k) {
                const double from = 0.9 * std::abs(at.flips) > inner ? direction * inner : 0;
                at = bisected(flips, from, 0.9 * at.flips, scale);
            }
            if (!found || std::abs(at.flips) < std::abs(found->flips)) {
                found = at;
            }
        }
        inner = outer;
        outer *= 2;
    }
    return found;
}

double shortest_between(double low, double high) {
    double unit = std::pow(10.0, std::ceil(std::log10(std::max(high - low, 1e-300))) + 1);
    for (int k = 0; k < 20; ++k) {
        // Units below 1 are divided by, so that 0.3 comes out as 0.3.
        const double number = unit >= 1
                                  ? std::ceil(low / unit) * unit
                                  : std::ceil(low * std::round(1 / unit)) / std::round(1 / unit);
        if (number >= low && number <= high) {
            return number;
        }
        unit /= 10;
    }
    return low + (high - low) / 2;
}

}  // namespace levelin::detail
