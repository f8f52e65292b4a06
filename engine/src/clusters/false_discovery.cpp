#include <algorithm>
#include <levelin/clusters/false_discovery.hpp>
#include <numeric>

namespace levelin {

std::vector<double> benjamini_hochberg(std::span<const double> p) {
    std::vector<std::size_t> order(p.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::sort(order.begin(), order.end(),
              [&](std::size_t a, std::size_t b) { return p[a] < p[b] || (p[a] == p[b] && a < b); });
    std::vector<double> q(p.size());
    const auto m = static_cast<double>(p.size());
    double least = 1;
    for (std::size_t i = order.size(); i-- > 0;) {
        least = std::min(least, p[order[i]] * m / static_cast<double>(i + 1));
        q[order[i]] = least;
    }
    return q;
}

}  // namespace levelin
