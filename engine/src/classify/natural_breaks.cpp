#include <algorithm>
#include <cmath>
#include <levelin/classify/natural_breaks.hpp>
#include <stdexcept>

namespace levelin {

namespace {

/// A running sum whose rounding errors are carried along (T. J. Dekker, 1971).
class RunningSum {
  public:
    void add(double term) noexcept {
        const double sum = m_sum + term;
        const double part = sum - m_sum;
        m_rest += (m_sum - (sum - part)) + (term - part);
        m_sum = sum;
    }
    [[nodiscard]] double value() const noexcept { return m_sum + m_rest; }
    /// What `value` rounds off.
    [[nodiscard]] double rest() const noexcept { return (m_sum - value()) + m_rest; }

  private:
    double m_sum = 0;
    double m_rest = 0;
};

/// Different values, and sums over the first i of them about the median: squares about it are at
/// most twice those about the mean.
struct Sums {
    std::vector<double> values;   ///< As given.
    std::vector<double> weight;   ///< How many values are among the first i different ones.
    std::vector<double> first;    ///< Sum of them, scaled and less the median.
    std::vector<double> rest;     ///< What `first` rounds off: one value may lie far from many.
    std::vector<double> squares;  ///< Sum of their squares.

    [[nodiscard]] std::size_t size() const noexcept { return values.size(); }
    /// Sum of squared distances to the mean of the values [i, j).
    [[nodiscard]] double within(std::size_t i, std::size_t j) const noexcept {
        const double s = (first[j] - first[i]) + (rest[j] - rest[i]);
        return std::max(0.0, squares[j] - squares[i] - s * s / (weight[j] - weight[i]));
    }
};

Sums sums_of(std::span<const double> sorted) {
    Sums out;
    std::vector<double> counts;
    for (const double x : sorted) {
        if (!std::isfinite(x) || (!out.values.empty() && x < out.values.back())) {
            throw std::invalid_argument("natural breaks need finite values in ascending order");
        }
        if (out.values.empty() || x != out.values.back()) {
            out.values.push_back(x);
            counts.push_back(0);
        }
        ++counts.back();
    }
    out.weight.push_back(0);
    out.first.push_back(0);
    out.rest.push_back(0);
    out.squares.push_back(0);
    if (out.values.empty()) {
        return out;
    }
    // By a power of two, so that squares neither overflow nor vanish and nothing is rounded.
    int exponent = 0;
    (void)std::frexp(std::max(std::abs(sorted.front()), std::abs(sorted.back())), &exponent);
    const double middle = std::ldexp(sorted[sorted.size() / 2], -exponent);
    RunningSum weight;
    RunningSum first;
    RunningSum squares;
    for (std::size_t i = 0; i < out.values.size(); ++i) {
        const double x = std::ldexp(out.values[i], -exponent) - middle;
        weight.add(counts[i]);
        first.add(counts[i] * x);
        squares.add(counts[i] * x * x);
        out.weight.push_back(weight.value());
        out.first.push_back(first.value());
        out.rest.push_back(first.rest());
        out.squares.push_back(squares.value());
    }
    return out;
}

/// One more class for the first j values, for all j.
class Layer {
  public:
    Layer(const Sums& sums, const std::vector<double>& before, std::size_t classes)
        : m_sums(sums),
          m_before(before),
          m_classes(classes),
          m_best(sums.size() + 1, 0.0),
          m_start(sums.size() + 1, 0) {
        halve(classes, sums.size(), classes - 1, sums.size() - 1);
    }
    [[nodiscard]] std::vector<double>& best() noexcept { return m_best; }
    [[nodiscard]] std::vector<std::uint32_t>& start() noexcept { return m_start; }

  private:
    // Finds the best start of the last class for j in [low, high], known to lie in [from, to].
    void halve(std::size_t low, std::size_t high, std::size_t from, std::size_t to) {
        const std::size_t j = low + (high - low) / 2;
        const std::size_t end = std::min(to, j - 1);
        std::size_t start = std::max(from, m_classes - 1);
        double least = m_before[start] + m_sums.within(start, j);
        for (std::size_t i = start + 1; i <= end; ++i) {
            const double sum = m_before[i] + m_sums.within(i, j);
            if (sum < least) {
                least = sum;
                start = i;
            }
        }
        m_best[j] = least;
        m_start[j] = static_cast<std::uint32_t>(start);
        if (j > low) {
            halve(low, j - 1, from, start);
        }
        if (j < high) {
            halve(j + 1, high, start, to);
        }
    }

    const Sums& m_sums;
    const std::vector<double>& m_before;
    std::size_t m_classes;
    std::vector<double> m_best;
    std::vector<std::uint32_t> m_start;
};

}  // namespace

std::vector<double> natural_breaks(std::span<const double> sorted, int classes) {
    if (classes < 1) {
        throw std::invalid_argument("natural breaks need at least one class");
    }
    const Sums sums = sums_of(sorted);
    const std::size_t count = std::min(static_cast<std::size_t>(classes), sums.size());
    std::vector<double> breaks;
    if (count < 2) {
        return breaks;
    }
    std::vector<double> best(sums.size() + 1, 0.0);
    for (std::size_t j = 1; j <= sums.size(); ++j) {
        best[j] = sums.within(0, j);
    }
    std::vector<std::vector<std::uint32_t>> starts;
    for (std::size_t c = 2; c <= count; ++c) {
        Layer layer(sums, best, c);
        starts.push_back(std::move(layer.start()));
        best = std::move(layer.best());
    }
    std::size_t end = sums.size();
    for (std::size_t c = count; c >= 2; --c) {
        end = starts[c - 2][end];
        breaks.push_back(sums.values[end]);
    }
    std::reverse(breaks.begin(), breaks.end());
    return breaks;
}

}  // namespace levelin
