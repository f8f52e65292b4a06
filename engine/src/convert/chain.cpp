#include <algorithm>
#include <levelin/convert/lookup.hpp>
#include <levelin/core/code_index.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <numeric>

#include "lookup_parts.hpp"

namespace levelin {

namespace {

void example(std::vector<std::string>& list, const AreaCode& code) {
    if (list.size() < 5) {
        list.push_back(code.str());
    }
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) {
        all += (all.empty() ? "" : ", ") + text;
    }
    return all;
}

// Where the links of each source begin; one entry more than there are sources.
std::vector<std::size_t> link_begins(const Lookup& lookup) {
    std::vector<std::size_t> begin(lookup.sources.size() + 1, 0);
    for (const Lookup::Link& link : lookup.links) {
        ++begin[link.source + 1];
    }
    std::partial_sum(begin.begin(), begin.end(), begin.begin());
    return begin;
}

DetectedGeography geography_of_both(const DetectedGeography& a, const DetectedGeography& b) {
    if (a.kind == b.kind) {
        DetectedGeography both = a;
        both.vintage = a.vintage == b.vintage ? a.vintage : 0;
        return both;
    }
    DetectedGeography both;
    both.kind = Geography::mixed;
    both.vintage = a.vintage == b.vintage ? a.vintage : 0;
    return both;
}

}  // namespace

std::optional<std::size_t> parts::share_out(Lookup& lookup, const std::vector<double>& weights) {
    lookup.source_weights.assign(lookup.sources.size(), 0.0);
    const std::vector<std::size_t> begin = link_begins(lookup);
    for (std::size_t s = 0; s < lookup.sources.size(); ++s) {
        double sum = 0;
        for (std::size_t l = begin[s]; l < begin[s + 1]; ++l) {
            sum += weights[l];
        }
        lookup.source_weights[s] = sum;
        if (begin[s + 1] - begin[s] == 1) {
            lookup.links[begin[s]].share = 1;  // All of it, also where nobody lives there.
            continue;
        }
        if (sum <= 0) {
            return begin[s];
        }
        for (std::size_t l = begin[s]; l < begin[s + 1]; ++l) {
            lookup.links[l].share = weights[l] / sum;
        }
    }
    return std::nullopt;
}

Lookup reversed(const Lookup& lookup, std::span<const double> people) {
    const std::span<const double> given =
        people.empty() ? std::span<const double>{lookup.source_weights} : people;
    Lookup out;
    out.name = lookup.name;
    out.from = lookup.to;
    out.to = lookup.from;
    out.sources = lookup.targets;
    out.targets = lookup.sources;
    out.target_names.resize(out.targets.size());
    out.links.reserve(lookup.links.size());
    std::vector<std::size_t> order(lookup.links.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return lookup.links[a].target < lookup.links[b].target;
    });
    std::vector<double> weights;
    for (const std::size_t l : order) {
        const Lookup::Link& link = lookup.links[l];
        out.links.push_back({link.target, link.source, 1.0});
        weights.push_back(given.empty() ? 0.0 : given[link.source] * link.share);
    }
    if (given.empty()) {
        if (out.splits()) {
            throw InputError("E-CONVERT-01",
                             "the areas of " + lookup.to.label() + " are shared among " +
                                 grouped_text(out.targets.size()) +
                                 " smaller ones, and nothing says by how many people in each",
                             "the people in each smaller area",
                             "name the column of the look-up that has them (--weight NAME)",
                             {lookup.name, 0, 0});
        }
        return out;
    }
    for (std::size_t s = 0; s < given.size(); ++s) {
        if (!(given[s] >= 0)) {
            throw InputError(
                "E-CONVERT-02",
                "the people in " + lookup.sources[s].str() + " are given by no number of 0 or more",
                "a number of 0 or more", {}, {lookup.name, 0, 0});
        }
    }
    if (const auto fault = parts::share_out(out, weights)) {
        throw InputError("E-CONVERT-02",
                         "the people in the parts of " +
                             out.sources[out.links[*fault].source].str() + " sum to 0",
                         "people in one of them", "give the people, or leave the area out",
                         {lookup.name, 0, 0});
    }
    return out;
}

Lookup compose(const Lookup& first, const Lookup& second) {
    const CodeIndex index(second.sources);
    std::vector<std::int32_t> middle(first.targets.size());
    std::vector<std::string> lost;
    std::size_t lost_count = 0;
    for (std::size_t t = 0; t < first.targets.size(); ++t) {
        middle[t] = index.find(second.sources, first.targets[t]);
        if (middle[t] == CodeIndex::empty) {
            ++lost_count;
            example(lost, first.targets[t]);
        }
    }
    if (lost_count != 0) {
        throw InputError(
            "E-CONVERT-05",
            counted_text(lost_count, "area that ", "areas that ") + first.name + " leads to " +
                (lost_count == 1 ? "is" : "are") + " not in the next look-up: " + joined(lost),
            "a chain without a gap, so that no area is lost",
            "give look-ups of the same vintages, in the order of the chain", {second.name, 0, 0});
    }
    Lookup out;
    out.name = first.name + " and " + second.name;
    out.from = first.from;
    out.to = second.to;
    out.sources = first.sources;
    out.source_weights = first.source_weights;
    out.targets = second.targets;
    out.findings = first.findings;
    out.findings.append(second.findings);
    const std::vector<std::size_t> begin = link_begins(second);
    std::vector<Lookup::Link> links;
    for (const Lookup::Link& link : first.links) {
        const auto m = static_cast<std::size_t>(middle[link.target]);
        for (std::size_t l = begin[m]; l < begin[m + 1]; ++l) {
            links.push_back(
                {link.source, second.links[l].target, link.share * second.links[l].share});
        }
    }
    std::stable_sort(links.begin(), links.end(), [](const Lookup::Link& a, const Lookup::Link& b) {
        return a.source != b.source ? a.source < b.source : a.target < b.target;
    });
    for (const Lookup::Link& link : links) {
        if (!out.links.empty() && out.links.back().source == link.source &&
            out.links.back().target == link.target) {
            out.links.back().share += link.share;
        } else {
            out.links.push_back(link);
        }
    }
    // Targets of the second that nothing of the first leads to are no targets of the chain.
    std::vector<std::uint8_t> used(second.targets.size(), 0);
    for (const Lookup::Link& link : out.links) {
        used[link.target] = 1;
    }
    for (std::size_t t = 0; t < second.targets.size(); ++t) {
        if (used[t] != 0) {
            out.target_names.push_back(t < second.target_names.size() ? second.target_names[t]
                                                                      : std::string{});
        }
    }
    parts::drop_unlinked(out, out.links);
    return out;
}

Lookup united(std::span<const Lookup> lookups) {
    Lookup out;
    std::size_t sources = 0;
    std::size_t targets = 0;
    for (const Lookup& lookup : lookups) {
        sources += lookup.sources.size();
        targets += lookup.targets.size();
    }
    const bool weighted = std::all_of(lookups.begin(), lookups.end(),
                                      [](const Lookup& l) { return !l.source_weights.empty(); });
    CodeIndex known_sources(sources + 1);
    CodeIndex known_targets(targets + 1);
    for (const Lookup& lookup : lookups) {
        const bool is_first = out.sources.empty();
        out.name += (is_first ? "" : " and ") + lookup.name;
        out.from = is_first ? lookup.from : geography_of_both(out.from, lookup.from);
        out.to = is_first ? lookup.to : geography_of_both(out.to, lookup.to);
        out.findings.append(lookup.findings);
        const auto base = static_cast<std::uint32_t>(out.sources.size());
        for (const AreaCode& code : lookup.sources) {
            out.sources.push_back(code);
            const auto position = static_cast<std::int32_t>(out.sources.size() - 1);
            if (known_sources.insert(out.sources, position) != position) {
                throw InputError("E-CONVERT-06",
                                 "the area " + code.str() + " stands in another look-up too",
                                 "look-ups for different areas side by side",
                                 "leave one of them out, or give them in the order of a chain",
                                 {lookup.name, 0, 0});
            }
        }
        std::vector<std::uint32_t> place;
        for (std::size_t t = 0; t < lookup.targets.size(); ++t) {
            out.targets.push_back(lookup.targets[t]);
            const auto position = static_cast<std::int32_t>(out.targets.size() - 1);
            const std::int32_t known = known_targets.insert(out.targets, position);
            if (known == position) {
                out.target_names.push_back(t < lookup.target_names.size() ? lookup.target_names[t]
                                                                          : std::string{});
            } else {
                out.targets.pop_back();
            }
            place.push_back(static_cast<std::uint32_t>(known));
        }
        for (const Lookup::Link& link : lookup.links) {
            out.links.push_back({base + link.source, place[link.target], link.share});
        }
        if (weighted) {
            out.source_weights.insert(out.source_weights.end(), lookup.source_weights.begin(),
                                      lookup.source_weights.end());
        }
    }
    // Within a source the targets may have changed places.
    std::stable_sort(out.links.begin(), out.links.end(),
                     [](const Lookup::Link& a, const Lookup::Link& b) {
                         return a.source != b.source ? a.source < b.source : a.target < b.target;
                     });
    return out;
}

}  // namespace levelin
