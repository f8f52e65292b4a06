#include <algorithm>
#include <cmath>
#include <levelin/clusters/deviations.hpp>
#include <levelin/core/error.hpp>
#include <string>

namespace levelin {

namespace {

// Neumaier's sum: what each addition drops is added at the end.
class Sum {
  public:
    void add(double x) noexcept {
        const double next = m_sum + x;
        m_dropped += std::abs(m_sum) >= std::abs(x) ? (m_sum - next) + x : (x - next) + m_sum;
        m_sum = next;
    }
    [[nodiscard]] double value() const noexcept { return m_sum + m_dropped; }

  private:
    double m_sum = 0;
    double m_dropped = 0;
};

}  // namespace

Deviations deviations_of(std::span<const double> values) {
    constexpr std::size_t least = 4;
    if (values.size() < least) {
        throw InputError("E-CLUSTERS-03",
                         std::to_string(values.size()) +
                             " areas have a value, too few to say "
                             "whether values cluster",
                         "at least four areas with a value");
    }
    const auto n = static_cast<double>(values.size());
    Deviations out;
    const auto [low, high] = std::minmax_element(values.begin(), values.end());
    out.range = *high - *low;
    Sum sum;
    for (const double x : values) {
        sum.add(x);
    }
    out.mean = sum.value() / n;
    Sum second;
    Sum third;
    Sum fourth;
    out.z.reserve(values.size());
    for (const double x : values) {
        const double z = x - out.mean;
        out.z.push_back(z);
        second.add(z * z);
        third.add(z * z * z);
        fourth.add(z * z * z * z);
    }
    out.m2 = second.value() / n;
    out.m3 = third.value() / n;
    out.m4 = fourth.value() / n;
    if (!(out.range > 0) || !(out.m2 > 0) || !std::isfinite(out.m4)) {
        throw InputError("E-CLUSTERS-04",
                         out.range > 0 ? "the values are too close or too far apart to be squared"
                                       : "all areas have the same value",
                         "values that differ");
    }
    return out;
}

}  // namespace levelin
