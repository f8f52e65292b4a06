#include <algorithm>
#include <cmath>
#include <levelin/core/number_text.hpp>
#include <levelin/interpolate/interpolate.hpp>
#include <levelin/interpolate/locate.hpp>
#include <numeric>

namespace levelin {

namespace {

// Areas at fault, counted, the first of them by their codes.
class Listed {
  public:
    explicit Listed(std::span<const AreaCode> codes) : m_codes(codes) {}
    void add(std::size_t area) {
        ++m_count;
        if (m_examples.size() < Diagnostics::max_examples && area < m_codes.size()) {
            m_examples.push_back(m_codes[area].str());
        }
    }
    [[nodiscard]] std::uint64_t count() const { return m_count; }
    [[nodiscard]] std::string text(const char* one, const char* many) const {
        return grouped_text(m_count) + (m_count == 1 ? one : many);
    }
    [[nodiscard]] const std::vector<std::string>& examples() const { return m_examples; }

  private:
    std::span<const AreaCode> m_codes;
    std::uint64_t m_count = 0;
    std::vector<std::string> m_examples;
};

std::string square_metres(double area_m2) {
    return area_m2 < 1e5 ? fixed_text(area_m2, area_m2 < 100 ? 3 : 0) + " m2"
                         : fixed_text(area_m2 / 1e6, 3) + " km2";
}

// Calls use(first, last) for the pairs of each source in turn.
template <typename Pairs, typename Use>
void each_source(Pairs& pairs, Use&& use) {
    for (auto first = pairs.begin(); first != pairs.end();) {
        auto last = first;
        while (last != pairs.end() && last->source == first->source) {
            ++last;
        }
        use(first, last);
        first = last;
    }
}

// The pairs that count, by area, and what is said of those that do not.
struct ByArea {
    std::vector<OverlapPair> pairs;
    std::vector<double> touched_m2;  // A source: in targets, slivers too.
    std::vector<double> covered;     // A target: share in sources, slivers too.
};

ByArea without_slivers(const Overlay& overlay, const ShareOptions& options, Shares& out) {
    ByArea by;
    by.touched_m2.assign(overlay.source_areas_m2.size(), 0);
    by.covered.assign(overlay.target_areas_m2.size(), 0);
    for (const OverlapPair& pair : overlay.pairs) {
        by.touched_m2[pair.source] += pair.area_m2;
        by.covered[pair.target] += pair.area_m2;
    }
    for (std::size_t t = 0; t < by.covered.size(); ++t) {
        const double area = overlay.target_areas_m2[t];
        by.covered[t] = area > 0 ? std::min(1.0, by.covered[t] / area) : 0;
    }
    each_source(overlay.pairs, [&](auto first, auto last) {
        const auto largest = std::max_element(
            first, last, [](const auto& a, const auto& b) { return a.area_m2 < b.area_m2; });
        for (auto pair = first; pair != last; ++pair) {
            const double smaller = std::min(overlay.source_areas_m2[pair->source],
                                            overlay.target_areas_m2[pair->target]);
            const double least = std::max(options.slivers.m2, options.slivers.share * smaller);
            if (pair != largest && pair->area_m2 < least) {
                ++out.slivers;
                out.sliver_area_m2 += pair->area_m2;
            } else {
                by.pairs.push_back(*pair);
            }
        }
    });
    return by;
}

void report_area(const Overlay& overlay, const ByArea& by, std::span<const AreaCode> sources,
                 const ShareOptions& options, Shares& out) {
    Listed untouched(sources);
    Listed outside(sources);
    Listed twice(sources);
    for (std::size_t s = 0; s < overlay.source_areas_m2.size(); ++s) {
        const double area = overlay.source_areas_m2[s];
        const double spill = area - by.touched_m2[s];
        const double least = std::max(options.slivers.m2, options.slivers.share * area);
        if (by.touched_m2[s] == 0) {
            untouched.add(s);
            out.spill_area_m2 += area;
        } else if (spill >= least) {
            outside.add(s);
            out.spill_area_m2 += spill;
        } else if (-spill >= least) {
            twice.add(s);
        }
    }
    if (out.slivers > 0) {
        out.findings.note("N-INTERPOLATE-01",
                          grouped_text(out.slivers) + " overlaps are slivers, " +
                              square_metres(out.sliver_area_m2) +
                              " together; what they would have had went to the other targets of "
                              "their source",
                          out.slivers);
    }
    if (untouched.count() > 0) {
        out.findings.warn("W-INTERPOLATE-01",
                          untouched.text(" area touches no target; its values are not carried on",
                                         " areas touch no target; their values are not carried on"),
                          untouched.count(), untouched.examples());
    }
    if (outside.count() > 0) {
        const std::string text = outside.text(" area lies partly outside all targets, ",
                                              " areas lie partly outside all targets, ") +
                                 square_metres(out.spill_area_m2) + " with those that touch none; ";
        if (options.spill == Spill::keep) {
            out.findings.note("N-INTERPOLATE-02",
                              text + "all of their values went to the targets that they touch",
                              outside.count(), outside.examples());
        } else {
            out.findings.warn("W-INTERPOLATE-03", text + "that share of their values is lost",
                              outside.count(), outside.examples());
        }
    }
    if (twice.count() > 0) {
        out.findings.warn("W-INTERPOLATE-02",
                          twice.text(" area is covered more than once: targets overlap there",
                                     " areas are covered more than once: targets overlap there"),
                          twice.count(), twice.examples());
    }
}

void fill_target_shares(Shares& out) {
    std::vector<double> sums(out.targets, 0);
    for (const SharePair& pair : out.pairs) {
        sums[pair.target] += pair.weight;
    }
    for (SharePair& pair : out.pairs) {
        pair.share_of_target = sums[pair.target] > 0 ? pair.weight / sums[pair.target] : 0;
    }
}

// Fills the shares from the weights. `whole` is what a source has in all, `touched` what of it lies
// in targets before anything was left out.
void fill_shares(Shares& out, std::span<const double> whole, std::span<const double> touched,
                 Spill spill) {
    each_source(out.pairs, [&](auto first, auto last) {
        const double sum = std::accumulate(
            first, last, 0.0, [](double total, const SharePair& p) { return total + p.weight; });
        const std::size_t s = first->source;
        const double kept = spill == Spill::keep ? 1 : std::min(1.0, touched[s] / whole[s]);
        for (auto pair = first; pair != last; ++pair) {
            pair->share_of_source = kept * (pair->weight / sum);
        }
    });
    fill_target_shares(out);
}

Status reason(Status status) {
    return status == Status::ok ? Status::missing : status;
}

// What each target has of sources with and without a value, and why without.
struct Presence {
    std::vector<double> with;
    std::vector<double> largest_without;
    std::vector<Status> why;

    Presence(const NumberColumn& values, const Shares& shares)
        : with(shares.targets, 0),
          largest_without(shares.targets, 0),
          why(shares.targets, Status::no_row) {
        for (const SharePair& pair : shares.pairs) {
            const Status status = values.status[pair.source];
            if (status == Status::ok) {
                with[pair.target] += pair.share_of_target;
            } else if (pair.share_of_target > largest_without[pair.target]) {
                largest_without[pair.target] = pair.share_of_target;
                why[pair.target] = reason(status);
            }
        }
    }
};

std::vector<double> covered_with_value(const Shares& shares, const Presence& presence) {
    std::vector<double> covered = shares.covered;
    for (std::size_t t = 0; t < covered.size(); ++t) {
        // Exactly what is covered where nothing is missing, and nothing of it where all is.
        covered[t] *= presence.largest_without[t] == 0 ? (presence.with[t] > 0 ? 1.0 : 0.0)
                                                       : std::min(1.0, presence.with[t]);
    }
    return covered;
}

}  // namespace

Shares shares_by_area(const Overlay& overlay, std::span<const AreaCode> sources,
                      std::span<const AreaCode>, const ShareOptions& options) {
    Shares out;
    out.sources = overlay.source_areas_m2.size();
    out.targets = overlay.target_areas_m2.size();
    const ByArea by = without_slivers(overlay, options, out);
    out.covered = by.covered;
    for (const OverlapPair& pair : by.pairs) {
        out.pairs.push_back({pair.source, pair.target, pair.area_m2, 0, 0, false});
    }
    fill_shares(out, overlay.source_areas_m2, by.touched_m2, options.spill);
    report_area(overlay, by, sources, options, out);
    return out;
}

Shares shares_by_points(const Overlay& overlay, std::span<const PopulationPoint> points,
                        std::span<const AreaCode> sources, std::span<const AreaCode>,
                        const ShareOptions& options) {
    Shares out;
    out.sources = overlay.source_areas_m2.size();
    out.targets = overlay.target_areas_m2.size();
    const ByArea by = without_slivers(overlay, options, out);
    out.covered = by.covered;

    std::vector<double> people(out.sources, 0);     // Of a source, wherever its points lie.
    std::vector<double> in_target(out.sources, 0);  // Of a source, in targets.
    std::uint64_t unused = 0;
    std::vector<PopulationPoint> used;
    for (const PopulationPoint& point : points) {
        if (point.source == no_area || point.people <= 0) {
            ++unused;
            continue;
        }
        people[point.source] += point.people;
        if (point.target == no_area) {
            ++unused;
            continue;
        }
        in_target[point.source] += point.people;
        used.push_back(point);
    }
    std::stable_sort(used.begin(), used.end(), [](const auto& a, const auto& b) {
        return a.source != b.source ? a.source < b.source : a.target < b.target;
    });
    // People for each square metre, over the sources that have points.
    double all_people = 0;
    double all_area = 0;
    for (std::size_t s = 0; s < out.sources; ++s) {
        if (in_target[s] > 0) {
            all_people += in_target[s];
            all_area += overlay.source_areas_m2[s];
        }
    }
    const double density = all_people > 0 && all_area > 0 ? all_people / all_area : 1;

    Listed by_area(sources);
    std::vector<double> whole(out.sources, 0);
    std::vector<double> touched(out.sources, 0);
    auto point = used.begin();
    auto pair = by.pairs.begin();
    for (std::uint32_t s = 0; s < out.sources; ++s) {
        const bool has_points = in_target[s] > 0;
        whole[s] = has_points ? people[s] : overlay.source_areas_m2[s];
        touched[s] = has_points ? in_target[s] : by.touched_m2[s];
        for (; point != used.end() && point->source == s; ++point) {
            if (out.pairs.empty() || out.pairs.back().source != s ||
                out.pairs.back().target != point->target) {
                out.pairs.push_back({s, point->target, 0, 0, 0, true});
            }
            out.pairs.back().weight += point->people;
        }
        if (!has_points && pair != by.pairs.end() && pair->source == s) {
            by_area.add(s);
        }
        for (; pair != by.pairs.end() && pair->source == s; ++pair) {
            if (!has_points) {
                out.pairs.push_back({s, pair->target, pair->area_m2 * density, 0, 0, false});
            }
        }
    }
    fill_shares(out, whole, touched, options.spill);
    report_area(overlay, by, sources, options, out);
    if (by_area.count() > 0) {
        out.findings.warn("W-INTERPOLATE-05",
                          by_area.text(" area has no population point in any target and is shared "
                                       "by area",
                                       " areas have no population point in any target and are "
                                       "shared by area"),
                          by_area.count(), by_area.examples());
    }
    if (unused > 0) {
        out.findings.warn("W-INTERPOLATE-06",
                          grouped_text(unused) +
                              " population points count for nothing: they lie in no area of one of "
                              "the layers, or nobody lives there",
                          unused);
    }
    return out;
}

Shares weighted_by_people(Shares shares, const NumberColumn& people,
                          std::span<const AreaCode> sources) {
    double all_people = 0;
    double all_area = 0;
    each_source(shares.pairs, [&](auto first, auto last) {
        const std::size_t s = first->source;
        if (people.status[s] != Status::ok) {
            return;
        }
        all_people += people.values[s];
        for (auto pair = first; pair != last; ++pair) {
            all_area += pair->weight;
        }
    });
    const double density = all_people > 0 && all_area > 0 ? all_people / all_area : 1;
    Listed by_area(sources);
    each_source(shares.pairs, [&](auto first, auto last) {
        const std::size_t s = first->source;
        const bool known = people.status[s] == Status::ok;
        if (!known) {
            by_area.add(static_cast<std::uint32_t>(s));
        }
        for (auto pair = first; pair != last; ++pair) {
            pair->weight =
                known ? people.values[s] * pair->share_of_source : pair->weight * density;
            pair->by_people = known;
        }
    });
    fill_target_shares(shares);
    if (by_area.count() > 0) {
        shares.findings.note("N-INTERPOLATE-08",
                             by_area.text(" area has no number of people and counts by its area",
                                          " areas have no number of people and count by their "
                                          "area"),
                             by_area.count(), by_area.examples());
    }
    return shares;
}

Interpolated interpolate_extensive(const NumberColumn& values, const Shares& shares) {
    const Presence presence(values, shares);
    Interpolated out;
    out.column.name = values.name;
    out.covered = covered_with_value(shares, presence);
    std::vector<double> sums(shares.targets, 0);
    std::vector<double> given(shares.sources, 0);
    for (const SharePair& pair : shares.pairs) {
        if (values.status[pair.source] == Status::ok) {
            sums[pair.target] += values.values[pair.source] * pair.share_of_source;
            given[pair.source] += pair.share_of_source;
        }
    }
    for (std::size_t t = 0; t < shares.targets; ++t) {
        if (presence.largest_without[t] == 0 && presence.with[t] > 0) {
            out.column.push(sums[t]);
            out.target_total += sums[t];
        } else {
            out.column.push(presence.why[t]);
            out.withheld += sums[t];
        }
    }
    for (std::size_t s = 0; s < shares.sources; ++s) {
        if (values.status[s] == Status::ok) {
            out.source_total += values.values[s];
            // What rounding leaves of shares that add up to 1 is not a loss.
            const double left = 1 - given[s];
            out.lost += left > 1e-12 ? values.values[s] * left : 0;
        }
    }
    return out;
}

Interpolated interpolate_intensive(const NumberColumn& values, const Shares& shares,
                                   double minimum) {
    const Presence presence(values, shares);
    Interpolated out;
    out.column.name = values.name;
    out.covered = covered_with_value(shares, presence);
    std::vector<double> sums(shares.targets, 0);
    for (const SharePair& pair : shares.pairs) {
        if (values.status[pair.source] == Status::ok) {
            sums[pair.target] += values.values[pair.source] * pair.share_of_target;
        }
    }
    for (std::size_t t = 0; t < shares.targets; ++t) {
        if (!(presence.with[t] > 0)) {
            out.column.push(presence.why[t]);
        } else if (out.covered[t] < minimum) {
            out.column.push(Status::below_minimum);
        } else if (presence.largest_without[t] == 0) {
            out.column.push(sums[t]);
        } else {
            out.column.push(sums[t] / presence.with[t]);
        }
    }
    return out;
}

}  // namespace levelin
