#include <algorithm>
#include <cmath>
#include <levelin/classify/natural_breaks.hpp>

#include "cuts.hpp"

namespace levelin::classify_parts {

namespace {

/// A class for each value in order; a break where it changes.
class Breaks {
  public:
    void put(double value, std::uint64_t in_class) {
        if (m_any && in_class != m_class) {
            m_cut.breaks.push_back(value);
        }
        m_any = true;
        m_class = in_class;
    }
    [[nodiscard]] Cut cut() && { return std::move(m_cut); }

  private:
    Cut m_cut;
    std::uint64_t m_class = 0;
    bool m_any = false;
};

}  // namespace

Cut cut_by_rank(std::span<const double> sorted, int classes) {
    const std::uint64_t n = sorted.size();
    const auto k = static_cast<std::uint64_t>(classes);
    Breaks breaks;
    std::uint64_t rank = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
        if (i == 0 || sorted[i] != sorted[i - 1]) {
            rank = i + 1;
        }
        breaks.put(sorted[i], (k * rank + n - 1) / n);
    }
    Cut cut = std::move(breaks).cut();
    cut.why_other = "equal values stay together";
    return cut;
}

Cut cut_by_quantiles(std::span<const double> sorted, int classes) {
    const std::size_t n = sorted.size();
    const auto bound = [&](int i) {
        const double h = static_cast<double>(n - 1) * i / classes;
        const auto low = static_cast<std::size_t>(std::floor(h));
        const double a = sorted[low];
        const double b = sorted[std::min(low + 1, n - 1)];
        return std::lerp(a, b, h - std::floor(h));
    };
    Breaks breaks;
    int in_class = 1;
    for (const double value : sorted) {
        while (in_class < classes && value > bound(in_class)) {
            ++in_class;
        }
        breaks.put(value, static_cast<std::uint64_t>(in_class));
    }
    Cut cut = std::move(breaks).cut();
    cut.why_other = "equal values stay together";
    return cut;
}

Cut cut_naturally(std::span<const double> sorted, int classes) {
    Cut cut;
    cut.breaks = natural_breaks(sorted, classes);
    cut.why_other = "there are no more different values";
    return cut;
}

Cut cut_at_means(std::span<const double> sorted) {
    // At most 40 % of the values that are parted.
    constexpr std::size_t head_of_ten = 4;
    Cut cut;
    std::span<const double> part = sorted;
    while (cut.breaks.size() + 1 < static_cast<std::size_t>(Classes::max_classes)) {
        const double mean = moments_of(part).mean;
        const auto above = std::upper_bound(part.begin(), part.end(), mean);
        // A mean of nearly equal values may come out as one of their ends.
        if (above == part.begin() || above == part.end()) {
            break;
        }
        cut.breaks.push_back(*above);
        const auto head = static_cast<std::size_t>(part.end() - above);
        if (head * 10 > part.size() * head_of_ten) {
            break;
        }
        part = part.last(head);
    }
    return cut;
}

}  // namespace levelin::classify_parts
