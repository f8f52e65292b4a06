#include <algorithm>
#include <numeric>
#include <utility>

#include "target_links.hpp"

namespace levelin::parts {

namespace {

// Which reason is told where sources lack their values for several. What was withheld must not
// pass for unknown; "not applicable" holds only where nothing else does.
int precedence(Status status) noexcept {
    switch (status) {
        case Status::suppressed:
            return 5;
        case Status::missing:
            return 4;
        case Status::below_minimum:
            return 3;
        case Status::no_row:
            return 2;
        case Status::not_applicable:
            return 1;
        case Status::ok:
            return 0;
    }
    return 0;
}

bool equal_weights(Combine combine) noexcept {
    return combine == Combine::plain_mean || combine == Combine::share;
}

// Three-valued logic: what is not known cannot change what is decided.
Folded fold_any_or_all(std::span<const Contribution> sources, std::span<const double> values,
                       std::span<const Status> status, bool any, Folded out) {
    for (const Contribution& c : sources) {
        if (status[c.source] == Status::ok && (values[c.source] != 0) == any) {
            out.value = any ? 1 : 0;
            out.status = Status::ok;
            out.partial = out.covered < 1;
            return out;
        }
    }
    out.value = out.status == Status::ok ? (any ? 0 : 1) : 0;
    return out;
}

Folded fold_category(std::span<const Contribution> sources, std::span<const double> values,
                     std::span<const Status> status, bool by_area, Folded out) {
    std::vector<std::pair<double, double>> classes;  // Value, weight.
    for (const Contribution& c : sources) {
        if (status[c.source] == Status::ok) {
            classes.emplace_back(values[c.source], by_area ? c.share : c.weight);
        }
    }
    std::stable_sort(classes.begin(), classes.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    double best = -1;
    for (std::size_t begin = 0, end = 0; begin < classes.size(); begin = end) {
        double weight = 0;
        for (; end < classes.size() && classes[end].first == classes[begin].first; ++end) {
            weight += classes[end].second;
        }
        if (weight > best) {
            best = weight;
            out.value = classes[begin].first;
            out.tied = false;
        } else if (weight == best) {
            out.tied = true;
        }
    }
    return out;
}

}  // namespace

Folded fold(std::span<const Contribution> sources, std::span<const double> values,
            std::span<const Status> status, Measure measure, Combine combine,
            const ConvertOptions& options) {
    Folded out;
    double present_extent = 0;
    double extent = 0;
    double present_weight = 0;
    std::size_t present = 0;
    Status why = Status::ok;
    for (const Contribution& c : sources) {
        extent += c.extent;
        const Status own = status[c.source];
        if (own == Status::ok) {
            present_extent += c.extent;
            present_weight += c.weight;
            ++present;
        } else if (precedence(own) > precedence(why)) {
            why = own;
        }
    }
    if (present != sources.size()) {
        out.covered = extent > 0
                          ? present_extent / extent
                          : static_cast<double>(present) / static_cast<double>(sources.size());
    }
    if (combine == Combine::count) {
        out.value = static_cast<double>(present);
        return out;
    }
    if (present != sources.size()) {
        out.status = why;
        if (combine == Combine::any || combine == Combine::all) {
            return fold_any_or_all(sources, values, status, combine == Combine::any, out);
        }
        const bool enough = combine == Combine::sum ? options.partial_sums
                                                    : options.minimum_covered < 1 &&
                                                          out.covered >= options.minimum_covered;
        if (present == 0 || !enough) {
            const bool too_little =
                present != 0 && combine != Combine::sum && options.minimum_covered < 1;
            out.status = too_little ? Status::below_minimum : why;
            return out;
        }
        out.status = Status::ok;
        out.partial = true;
    }
    if (present == 1 && sources.size() == 1 && combine != Combine::sum && combine != Combine::any &&
        combine != Combine::all) {
        out.value = values[sources.front().source];  // Unchanged, bit for bit.
        return out;
    }
    const bool by_area = equal_weights(combine) || present_weight <= 0;
    switch (combine) {
        case Combine::sum:
            for (const Contribution& c : sources) {
                if (status[c.source] == Status::ok) {
                    out.value += values[c.source] * c.share;
                }
            }
            return out;
        case Combine::minimum:
        case Combine::maximum: {
            bool first = true;
            for (const Contribution& c : sources) {
                if (status[c.source] != Status::ok) {
                    continue;
                }
                const double x = values[c.source];
                out.value = first                         ? x
                            : combine == Combine::minimum ? std::min(out.value, x)
                                                          : std::max(out.value, x);
                first = false;
            }
            return out;
        }
        case Combine::any:
        case Combine::all:
            return fold_any_or_all(sources, values, status, combine == Combine::any, out);
        case Combine::majority:
            if (measure == Measure::category) {
                return fold_category(sources, values, status, by_area, out);
            }
            [[fallthrough]];
        case Combine::weighted_mean:
        case Combine::plain_mean:
        case Combine::share: {
            double sum = 0;
            double weight = 0;
            double plain = 0;
            for (const Contribution& c : sources) {
                if (status[c.source] == Status::ok) {
                    const double w = by_area ? c.share : c.weight;
                    sum += values[c.source] * w;
                    plain += values[c.source];
                    weight += w;
                }
            }
            // Links of share 0 alone: each source counts once.
            const double mean = weight > 0 ? sum / weight : plain / static_cast<double>(present);
            out.value = combine == Combine::majority ? (mean > 0.5 ? 1 : 0) : mean;
            out.unweighted = by_area && !equal_weights(combine);
            return out;
        }
        case Combine::count:
            break;
    }
    return out;
}

TargetLinks links_by_target(const Lookup& lookup, std::span<const double> people) {
    TargetLinks out;
    const std::size_t targets = lookup.targets.size();
    out.order.resize(targets);
    std::iota(out.order.begin(), out.order.end(), 0U);
    const auto target_before = [&](std::uint32_t a, std::uint32_t b) {
        return lookup.targets[a] < lookup.targets[b];
    };
    if (!std::is_sorted(out.order.begin(), out.order.end(), target_before)) {
        std::sort(out.order.begin(), out.order.end(), target_before);
    }
    std::vector<std::uint32_t> place(targets);
    for (std::size_t i = 0; i < targets; ++i) {
        place[out.order[i]] = static_cast<std::uint32_t>(i);
    }
    std::vector<std::uint8_t> has_share(targets, 0);
    for (const Lookup::Link& link : lookup.links) {
        if (link.share > 0) {
            has_share[link.target] = 1;
        }
    }
    const auto counts = [&](const Lookup::Link& link) {
        return link.share > 0 || has_share[link.target] == 0;
    };
    out.begin.assign(targets + 1, 0);
    for (const Lookup::Link& link : lookup.links) {
        out.begin[place[link.target] + 1] += counts(link) ? 1 : 0;
    }
    std::partial_sum(out.begin.begin(), out.begin.end(), out.begin.begin());
    out.contributions.resize(out.begin.back());
    std::vector<std::size_t> next(out.begin.begin(), out.begin.end() - 1);
    const bool weighted = !lookup.source_weights.empty();
    for (const Lookup::Link& link : lookup.links) {
        if (counts(link)) {
            const double extent =
                (weighted ? lookup.source_weights[link.source] : 1.0) * link.share;
            out.contributions[next[place[link.target]]++] = {
                link.source, link.share, people.empty() ? extent : people[link.source] * link.share,
                extent};
        }
    }
    const auto source_before = [&](const Contribution& a, const Contribution& b) {
        return lookup.sources[a.source] < lookup.sources[b.source];
    };
    for (std::size_t i = 0; i < targets; ++i) {
        const auto first = out.contributions.begin() + static_cast<std::ptrdiff_t>(out.begin[i]);
        const auto last = out.contributions.begin() + static_cast<std::ptrdiff_t>(out.begin[i + 1]);
        if (!std::is_sorted(first, last, source_before)) {
            std::sort(first, last, source_before);
        }
    }
    return out;
}

}  // namespace levelin::parts
