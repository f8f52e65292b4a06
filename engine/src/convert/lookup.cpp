#include <algorithm>
#include <cmath>
#include <levelin/convert/lookup.hpp>
#include <levelin/core/ascii.hpp>
#include <levelin/core/code_index.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>

#include "lookup_parts.hpp"

namespace levelin {

namespace {

std::uint64_t row_of(const LookupRows& rows, std::size_t i) {
    return i < rows.source_rows.size() ? rows.source_rows[i] : 0;
}

std::string text_at(std::span<const std::string> texts, std::size_t i) {
    return i < texts.size() ? texts[i] : std::string{};
}

// A pair of codes in a row of the file.
struct Pair {
    std::uint32_t source = 0;
    std::uint32_t target = 0;
    double weight = 0;
    std::size_t row = 0;  // Index into the rows; the first of a pair's.
};

// Codes in the order in which they first stand.
class CodeList {
  public:
    explicit CodeList(std::size_t expected) : m_index(expected) {}
    std::uint32_t position_of(const AreaCode& code) {
        m_codes.push_back(code);
        const auto position = static_cast<std::int32_t>(m_codes.size() - 1);
        const std::int32_t known = m_index.insert(m_codes, position);
        if (known != position) {
            m_codes.pop_back();
        }
        return static_cast<std::uint32_t>(known);
    }
    [[nodiscard]] std::size_t size() const noexcept { return m_codes.size(); }
    [[nodiscard]] std::vector<AreaCode> take() { return std::move(m_codes); }

  private:
    std::vector<AreaCode> m_codes;
    CodeIndex m_index;
};

bool in_order(const Pair& a, const Pair& b) {
    return a.source != b.source ? a.source < b.source : a.target < b.target;
}

// Each pair once, sorted by source and target; the first row of each is kept.
void merge_repeats(std::vector<Pair>& pairs) {
    if (!std::is_sorted(pairs.begin(), pairs.end(), in_order)) {
        std::stable_sort(pairs.begin(), pairs.end(), in_order);
    }
    std::size_t kept = 0;
    for (const Pair& pair : pairs) {
        if (kept != 0 && pairs[kept - 1].source == pair.source &&
            pairs[kept - 1].target == pair.target) {
            pairs[kept - 1].weight += pair.weight;
        } else {
            pairs[kept++] = pair;
        }
    }
    pairs.resize(kept);
}

double checked_weight(const LookupRows& rows, std::size_t i) {
    const double weight = rows.weights[i];
    if (!std::isfinite(weight) || weight < 0) {
        throw InputError("E-CONVERT-02",
                         "the weight of " + rows.from[i].str() + " in " + rows.to[i].str() +
                             (std::isfinite(weight) ? " is " + shortest_text(weight)
                                                    : std::string{" is not there"}),
                         "a number of 0 or more", "give the weight, or leave the row out",
                         {rows.name, row_of(rows, i), 0});
    }
    return weight;
}

[[noreturn]] void throw_not_shared(const LookupRows& rows, const std::vector<AreaCode>& targets,
                                   std::span<const Pair> group, std::size_t sources) {
    std::string list;
    for (const Pair& pair : group.first(std::min<std::size_t>(group.size(), 5))) {
        const std::string name = text_at(rows.to_names, pair.row);
        list += (list.empty() ? "" : ", ") + targets[pair.target].str() +
                (name.empty() ? "" : " (" + name + ")");
    }
    if (group.size() > 5) {
        list += ", ...";
    }
    throw InputError(
        "E-CONVERT-01",
        "the area " + rows.from[group.front().row].str() + " lies in " +
            grouped_text(group.size()) + " others (" + list +
            "), and nothing says how much of it in each" +
            (sources > 1 ? "; " + grouped_text(sources) + " areas do" : ""),
        "weights, such as the people in both",
        "name the column that has them (--weight NAME), or take a look-up that has one, or, for a "
        "council that was only given a new code, keep the target of the same name (--same-name)",
        {rows.name, row_of(rows, group[1].row), 0});
}

// The one target of the source's own name; the group's size where there is none.
std::size_t of_same_name(const LookupRows& rows, std::span<const Pair> group) {
    std::size_t found = group.size();
    for (std::size_t i = 0; i < group.size(); ++i) {
        const std::string name = ascii_lower(text_at(rows.from_names, group[i].row));
        if (!name.empty() && name == ascii_lower(text_at(rows.to_names, group[i].row))) {
            if (found != group.size()) {
                return group.size();
            }
            found = i;
        }
    }
    return found;
}

// Without weights every source must have one target. Takes the pairs that stay.
std::vector<Pair> one_target_each(const LookupRows& rows, const LookupOptions& options,
                                  const std::vector<AreaCode>& targets,
                                  const std::vector<Pair>& pairs, Diagnostics& findings) {
    const CodeIndex wanted(options.wanted);
    std::vector<Pair> kept;
    std::vector<std::string> left_out;
    std::vector<std::string> renamed;
    std::size_t left_out_count = 0;
    std::size_t renamed_count = 0;
    std::size_t refused = 0;
    std::span<const Pair> first_refused;
    for (std::size_t begin = 0, end = 0; begin < pairs.size(); begin = end) {
        while (end < pairs.size() && pairs[end].source == pairs[begin].source) {
            ++end;
        }
        const std::span<const Pair> group{pairs.data() + begin, end - begin};
        const AreaCode& code = rows.from[group.front().row];
        const std::size_t chosen = options.same_name ? of_same_name(rows, group) : group.size();
        if (group.size() == 1) {
            kept.push_back(group.front());
        } else if (chosen != group.size()) {
            kept.push_back(group[chosen]);
            ++renamed_count;
            if (renamed.size() < Diagnostics::max_examples) {
                renamed.push_back(code.str() + " -> " + targets[group[chosen].target].str());
            }
        } else if (!options.wanted.empty() &&
                   wanted.find(options.wanted, code) == CodeIndex::empty) {
            ++left_out_count;
            if (left_out.size() < Diagnostics::max_examples) {
                left_out.push_back(code.str());
            }
        } else if (++refused == 1) {
            first_refused = group;
        }
    }
    if (refused != 0) {
        throw_not_shared(rows, targets, first_refused, refused);
    }
    if (left_out_count != 0) {
        findings.note("N-CONVERT-02",
                      counted_text(left_out_count, "area of ", "areas of ") + rows.name +
                          (left_out_count == 1 ? " lies" : " lie") +
                          " in several others with no weights to share them by; the table has "
                          "none of them, so they were left out",
                      left_out_count, left_out);
    }
    if (renamed_count != 0) {
        findings.note("N-CONVERT-03",
                      counted_text(renamed_count, "area of ", "areas of ") + rows.name +
                          (renamed_count == 1 ? " lies" : " lie") +
                          " in several others; the one of the same name was kept",
                      renamed_count, renamed);
    }
    return kept;
}

// Compares what the file says of each pair with what its links say.
void compare_changes(const LookupRows& rows, const std::vector<Pair>& pairs, Lookup& lookup) {
    const std::vector<Change> changes = changes_of(lookup);
    std::size_t differ = 0;
    std::vector<std::string> examples;
    for (std::size_t l = 0; l < changes.size(); ++l) {
        const std::string& said = rows.changes[pairs[l].row];
        if (said.empty() || said == letter_of(changes[l])) {
            continue;
        }
        ++differ;
        if (examples.size() < Diagnostics::max_examples) {
            examples.push_back(lookup.sources[pairs[l].source].str() + " -> " +
                               lookup.targets[pairs[l].target].str() + ": " + said + ", not " +
                               std::string{letter_of(changes[l])});
        }
    }
    if (differ != 0) {
        lookup.findings.warn(
            "W-CONVERT-02",
            counted_text(differ, "link of ", "links of ") + rows.name +
                (differ == 1 ? " has another letter of change in the file than its codes say"
                             : " have another letter of change in the file than their codes say"),
            differ, examples);
    }
}

}  // namespace

std::string_view letter_of(Change change) noexcept {
    constexpr std::string_view letters = "USMX";
    return letters.substr(static_cast<std::size_t>(change), 1);
}

Lookup make_lookup(const LookupRows& rows, const LookupOptions& options) {
    Lookup lookup;
    lookup.name = rows.name;
    lookup.from = rows.from_geography;
    lookup.to = rows.to_geography;
    CodeList sources(rows.from.size() + 1);
    CodeList targets(rows.from.size() + 1);
    std::vector<Pair> pairs;
    pairs.reserve(rows.from.size());
    std::size_t without = 0;
    std::vector<std::string> without_examples;
    for (std::size_t i = 0; i < rows.from.size(); ++i) {
        if (rows.from[i].empty() || rows.to[i].empty()) {
            ++without;
            if (without_examples.size() < Diagnostics::max_examples) {
                const AreaCode& other = rows.from[i].empty() ? rows.to[i] : rows.from[i];
                without_examples.push_back("row " + std::to_string(row_of(rows, i)) +
                                           (other.empty() ? "" : " (" + other.str() + ")"));
            }
            continue;
        }
        pairs.push_back({sources.position_of(rows.from[i]), targets.position_of(rows.to[i]),
                         rows.weights.empty() ? 0.0 : checked_weight(rows, i), i});
    }
    if (without != 0) {
        lookup.findings.warn("W-CONVERT-01",
                             counted_text(without, "row of ", "rows of ") + rows.name +
                                 (without == 1 ? " lacks a code on one side and was left out"
                                               : " lack a code on one side and were left out"),
                             without, without_examples);
    }
    if (pairs.empty()) {
        throw InputError("E-CONVERT-04", "no row has a code on both sides",
                         "a look-up with two columns of codes", {}, {rows.name, 0, 0});
    }
    merge_repeats(pairs);
    lookup.sources = sources.take();
    lookup.targets = targets.take();
    if (rows.weights.empty()) {
        pairs = one_target_each(rows, options, lookup.targets, pairs, lookup.findings);
    }
    parts::drop_unlinked(lookup, pairs);
    lookup.target_names.resize(lookup.targets.size());
    for (const Pair& pair : pairs) {
        if (std::string& name = lookup.target_names[pair.target]; name.empty()) {
            name = text_at(rows.to_names, pair.row);
        }
    }
    std::vector<double> weights;
    for (const Pair& pair : pairs) {
        lookup.links.push_back({pair.source, pair.target, 1.0});
        weights.push_back(pair.weight);
    }
    if (!rows.weights.empty()) {
        const auto fault = parts::share_out(lookup, weights);
        if (fault) {
            throw InputError("E-CONVERT-02",
                             "the weights of " + lookup.sources[lookup.links[*fault].source].str() +
                                 " in its targets sum to 0",
                             "a weight above 0 in one of them",
                             "give the weights, or leave the area out",
                             {rows.name, row_of(rows, pairs[*fault].row), 0});
        }
    }
    if (!rows.changes.empty()) {
        compare_changes(rows, pairs, lookup);
    }
    return lookup;
}

std::vector<Change> changes_of(const Lookup& lookup) {
    // Links of each source and target, and whether one of a target's sources has other targets.
    std::vector<std::uint32_t> of_source(lookup.sources.size(), 0);
    std::vector<std::uint32_t> of_target(lookup.targets.size(), 0);
    for (const Lookup::Link& link : lookup.links) {
        ++of_source[link.source];
        ++of_target[link.target];
    }
    std::vector<std::uint8_t> source_shares(lookup.sources.size(), 0);  // A target has others too.
    std::vector<std::uint8_t> target_shares(lookup.targets.size(), 0);  // A source has others too.
    for (const Lookup::Link& link : lookup.links) {
        if (of_target[link.target] > 1) {
            source_shares[link.source] = 1;
        }
        if (of_source[link.source] > 1) {
            target_shares[link.target] = 1;
        }
    }
    std::vector<Change> changes;
    changes.reserve(lookup.links.size());
    for (const Lookup::Link& link : lookup.links) {
        const bool several_targets = of_source[link.source] > 1;
        const bool several_sources = of_target[link.target] > 1;
        if (!several_targets && !several_sources) {
            changes.push_back(Change::unchanged);
        } else if (several_targets && source_shares[link.source] == 0) {
            changes.push_back(Change::split);
        } else if (several_sources && target_shares[link.target] == 0) {
            changes.push_back(Change::merged);
        } else {
            changes.push_back(Change::irregular);
        }
    }
    return changes;
}

}  // namespace levelin
