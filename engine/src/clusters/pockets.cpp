#include <algorithm>
#include <cmath>
#include <levelin/clusters/false_discovery.hpp>
#include <levelin/clusters/pockets.hpp>
#include <stdexcept>

namespace levelin {

namespace {

bool is_share(double x) {
    return x > 0 && x < 1;
}

// The ceil(share n)-th value from the lowest, or from the highest.
double at_share(std::vector<double> values, double share, bool from_highest) {
    // 0.2 * 5 is a hair above 1 for no area's sake.
    constexpr double rounding = 1e-9;
    const double exact = share * static_cast<double>(values.size());
    const auto count = static_cast<std::size_t>(std::max(1.0, std::ceil(exact - rounding)));
    const auto nth = from_highest ? values.end() - static_cast<std::ptrdiff_t>(count)
                                  : values.begin() + static_cast<std::ptrdiff_t>(count - 1);
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

}  // namespace

Pockets find_pockets(std::span<const double> values, const Deviations& deviations,
                     const Surroundings& around, const PocketOptions& options) {
    if (values.size() != deviations.size() || around.size() != deviations.size()) {
        throw std::invalid_argument("one value and surroundings an area");
    }
    if (!is_share(options.own_share) || !is_share(options.around_share) ||
        !is_share(options.level)) {
        throw std::invalid_argument("a share or level that is not between 0 and 1");
    }
    const std::size_t n = values.size();
    const bool low = options.low_is_need;
    const std::vector<double> all(values.begin(), values.end());
    Pockets out;
    out.own_from = at_share(all, options.own_share, !low);
    out.around_to = at_share(all, options.around_share, low);
    out.in_need.resize(n);
    out.prosperous.resize(n);
    out.pocket.resize(n);
    out.p.values.resize(n);
    out.p.status.assign(n, Status::not_applicable);
    out.around.values.resize(n);
    out.around.status.assign(n, Status::not_applicable);

    // Those that are not tested need no draws.
    Surroundings wanted = around;
    for (std::size_t a = 0; a < n; ++a) {
        if (around.count[a] > 0) {
            out.around.values[a] = deviations.mean + around.sum[a] / around.count[a];
            out.around.status[a] = Status::ok;
            const double mean = out.around.values[a];
            out.prosperous[a] = (low ? mean >= out.around_to : mean <= out.around_to) ? 1 : 0;
        }
        const bool in_need = low ? values[a] <= out.own_from : values[a] >= out.own_from;
        out.in_need[a] = in_need && around.count[a] > 0 ? 1 : 0;
        if (out.in_need[a] == 0) {
            wanted.count[a] = 0;
        }
    }
    const TailCounts counts = permute_surroundings(wanted, deviations, options.permute);
    const std::uint32_t half = (counts.permutations + 1) / 2;
    out.q = out.p;
    std::vector<std::size_t> tested;
    std::vector<double> given_low;
    for (std::size_t a = 0; a < n; ++a) {
        if (out.in_need[a] == 0) {
            continue;
        }
        const std::uint32_t place = (low ? counts.at_least[a] : counts.at_most[a]) + 1;
        out.p.values[a] = place / (counts.permutations + 1.0);
        out.p.status[a] = Status::ok;
        if (place <= half) {
            tested.push_back(a);
            given_low.push_back(static_cast<double>(place) / half);
        }
    }
    const std::vector<double> q = benjamini_hochberg(given_low);
    for (std::size_t k = 0; k < tested.size(); ++k) {
        const std::size_t a = tested[k];
        out.q.values[a] = q[k];
        out.q.status[a] = Status::ok;
        if (out.prosperous[a] != 0 && q[k] <= options.level) {
            out.pocket[a] = 1;
            ++out.count;
        }
    }
    return out;
}

}  // namespace levelin
