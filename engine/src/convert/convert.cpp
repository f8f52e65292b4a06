#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/convert/convert.hpp>
#include <levelin/core/code_index.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/core/parallel.hpp>

#include "target_links.hpp"

namespace levelin {

namespace {

std::uint64_t row_of(const ConvertRows& rows, std::size_t i) {
    return i < rows.source_rows.size() ? rows.source_rows[i] : 0;
}

// Added up with a second term for what rounding lost (Neumaier 1974), since totals are compared.
class ExactSum {
  public:
    void add(double x) noexcept {
        const double t = m_sum + x;
        m_lost += std::abs(m_sum) >= std::abs(x) ? (m_sum - t) + x : (x - t) + m_sum;
        m_sum = t;
    }
    [[nodiscard]] double value() const noexcept { return m_sum + m_lost; }

  private:
    double m_sum = 0;
    double m_lost = 0;
};

Combine combine_of(const ConvertColumn& column) {
    const std::string what = "the column \"" + column.numbers.name + "\"";
    if (!column.combine) {
        switch (column.measure) {
            case Measure::extensive:
                return Combine::sum;
            case Measure::intensive:
                return Combine::weighted_mean;
            case Measure::rank:
            case Measure::quantile:
                throw InputError(
                    "E-CONVERT-08",
                    what + " holds " + (column.measure == Measure::rank ? "ranks" : "quantiles"),
                    "a column that can be converted",
                    *why_not(column.measure, Combine::weighted_mean));
            case Measure::category:
            case Measure::flag:
                throw InputError("E-CONVERT-10", "how " + what + " is to be converted is not said",
                                 column.measure == Measure::flag
                                     ? "one of any, all, majority, share and mean"
                                     : "majority",
                                 "state the rule; none of them can be taken for granted");
        }
    }
    if (const auto reason = why_not(column.measure, *column.combine)) {
        const bool place = column.measure == Measure::rank || column.measure == Measure::quantile;
        throw InputError(place ? "E-CONVERT-08" : "E-CONVERT-10",
                         what + " holds " + std::string{to_string(column.measure)} +
                             " values and cannot be made by " +
                             std::string{to_string(*column.combine)},
                         "a rule that fits", *reason);
    }
    return *column.combine;
}

constexpr std::array<const char*, 5> nations{"England", "Wales", "Scotland", "Northern Ireland",
                                             "other areas"};

std::size_t nation_of(const AreaCode& code) {
    const char first = code.empty() ? '?' : code.view().front();
    return first == '9' ? 3 : std::min<std::size_t>(std::string_view{"EWSN"}.find(first), 4);
}

// "Scotland (6,976), Wales (1,909)".
std::string nations_in(const std::vector<AreaCode>& codes) {
    std::array<std::size_t, nations.size()> counts{};
    for (const AreaCode& code : codes) {
        ++counts[nation_of(code)];
    }
    std::string text;
    for (std::size_t n = 0; n < nations.size(); ++n) {
        if (counts[n] != 0) {
            text += (text.empty() ? "" : ", ") + std::string{nations[n]} + " (" +
                    grouped_text(counts[n]) + ")";
        }
    }
    return text;
}

// Which row of the table each source has.
struct RowOfSource {
    std::vector<std::int32_t> row;  // -1 = none.
    std::vector<std::size_t> unmatched;
    std::vector<std::size_t> totals;
};

RowOfSource match(const Lookup& lookup, const ConvertRows& rows) {
    RowOfSource out;
    out.row.assign(lookup.sources.size(), -1);
    const CodeIndex index(lookup.sources);
    for (std::size_t i = 0; i < rows.codes.size(); ++i) {
        const AreaCode& code = rows.codes[i];
        const std::int32_t source =
            code.empty() ? CodeIndex::empty : index.find(lookup.sources, code);
        if (source == CodeIndex::empty) {
            (is_total_code(code, lookup.from.kind) ? out.totals : out.unmatched).push_back(i);
            continue;
        }
        if (out.row[source] != -1) {
            throw InputError("E-CONVERT-12",
                             code.str() + " has a second row (first in row " +
                                 std::to_string(row_of(rows, out.row[source])) + ")",
                             "one row an area",
                             "leave out the rows that are not wanted, or sum them to areas first",
                             {rows.name, row_of(rows, i), 0});
        }
        out.row[source] = static_cast<std::int32_t>(i);
    }
    return out;
}

std::vector<std::string> examples_of(const ConvertRows& rows, const std::vector<std::size_t>& at) {
    std::vector<std::string> list;
    for (std::size_t i = 0; i < std::min(at.size(), Diagnostics::max_examples); ++i) {
        const std::string code = rows.codes[at[i]].str();
        list.push_back((code.empty() ? "no code" : code) + " (row " +
                       std::to_string(row_of(rows, at[i])) + ")");
    }
    return list;
}

void check_unmatched(const Lookup& lookup, const ConvertRows& rows, const RowOfSource& matched,
                     const ConvertOptions& options, Diagnostics& findings) {
    if (!matched.totals.empty()) {
        findings.note(
            "N-CONVERT-05",
            counted_text(matched.totals.size(), "row of ", "rows of ") + rows.name +
                (matched.totals.size() == 1 ? " is a total over areas and was set aside"
                                            : " are totals over areas and were set aside"),
            matched.totals.size(), examples_of(rows, matched.totals));
    }
    if (matched.unmatched.empty()) {
        return;
    }
    std::vector<AreaCode> codes;
    for (const std::size_t i : matched.unmatched) {
        codes.push_back(rows.codes[i]);
    }
    std::string first;
    for (std::size_t i = 0; i < std::min<std::size_t>(codes.size(), 3); ++i) {
        first += (i == 0 ? "" : ", ") + codes[i].str();
    }
    const std::string what = grouped_text(codes.size()) + " of " + grouped_text(rows.codes.size()) +
                             " rows are not in the look-up (" + first +
                             (codes.size() > 3 ? ", ..." : "") + "): they are of " +
                             nations_in(codes) + ", and it covers " + nations_in(lookup.sources);
    if (!options.allow_unmatched) {
        throw InputError("E-CONVERT-11", what, "a look-up that has every area of the table",
                         "give a look-up for them too (--lookup may be repeated), or leave them "
                         "out knowingly (--allow-unmatched)",
                         {rows.name, row_of(rows, matched.unmatched.front()), 0});
    }
    findings.warn("W-CONVERT-04", what + "; they were left out", codes.size(),
                  examples_of(rows, matched.unmatched));
}

std::vector<double> people_of_sources(const Lookup& lookup, const ConvertRows& rows,
                                      const RowOfSource& matched) {
    std::vector<double> people;
    if (rows.people.empty()) {
        return people;
    }
    people.assign(lookup.sources.size(), 0.0);
    for (std::size_t s = 0; s < people.size(); ++s) {
        if (matched.row[s] == -1) {
            continue;
        }
        const double given = rows.people[matched.row[s]];
        if (!(given >= 0) || !std::isfinite(given)) {
            throw InputError("E-CONVERT-14",
                             "the people of " + lookup.sources[s].str() + " are not given",
                             "a number of 0 or more in every row", {},
                             {rows.name, row_of(rows, matched.row[s]), 0});
        }
        people[s] = given;
    }
    return people;
}

struct SourceValues {
    std::vector<double> values;
    std::vector<Status> status;
};

SourceValues values_of_sources(const ConvertColumn& column, const ConvertRows& rows,
                               const RowOfSource& matched) {
    SourceValues out;
    out.values.resize(matched.row.size());
    out.status.resize(matched.row.size());
    for (std::size_t s = 0; s < matched.row.size(); ++s) {
        const std::int32_t row = matched.row[s];
        if (row == -1) {
            out.status[s] = Status::no_row;
            continue;
        }
        out.status[s] = column.numbers.status[row];
        out.values[s] = out.status[s] == Status::ok ? column.numbers.values[row] : 0;
        if (column.measure == Measure::flag && out.status[s] == Status::ok && out.values[s] != 0 &&
            out.values[s] != 1) {
            throw InputError("E-CONVERT-13",
                             shortest_text(out.values[s]) + " in the column \"" +
                                 column.numbers.name + "\" is no flag",
                             "0 or 1", {}, {rows.name, row_of(rows, row), 0});
        }
    }
    return out;
}

bool needs_weights(Combine combine) noexcept {
    return combine == Combine::weighted_mean;
}

void check_weights(const Lookup& lookup, const parts::TargetLinks& links, const ConvertRows& rows,
                   const ConvertColumn& column, Combine combine) {
    if (!needs_weights(combine) || !rows.people.empty() || !lookup.source_weights.empty()) {
        return;
    }
    for (std::size_t t = 0; t < lookup.targets.size(); ++t) {
        if (const auto sources = links.of(t); sources.size() > 1) {
            throw InputError(
                "E-CONVERT-09",
                "the column \"" + column.numbers.name + "\" is to be averaged over the " +
                    grouped_text(sources.size()) + " areas of " +
                    lookup.targets[links.order[t]].str() +
                    ", and nothing says how many people live in each",
                "weights",
                "name the table's column of people (--population COLUMN) or the look-up's "
                "(--weight NAME), or ask for the plain mean (--how COLUMN=plain-mean)",
                {rows.name, 0, 0});
        }
    }
}

// A column with what is to be told about it; columns are made side by side.
struct Made {
    ConvertedColumn column;
    std::size_t unweighted = 0;
    std::size_t ties = 0;
    std::vector<std::string> tied;
};

void add_totals(ConvertedColumn& out, const ConvertColumn& column, const SourceValues& sources,
                const parts::TargetLinks& links, const RowOfSource& matched) {
    ExactSum before;
    ExactSum after;
    ExactSum held_back;
    ExactSum unmatched;
    for (std::size_t s = 0; s < sources.values.size(); ++s) {
        before.add(sources.values[s]);  // 0 where there is none.
    }
    for (const std::size_t row : matched.unmatched) {
        if (column.numbers.status[row] == Status::ok) {
            before.add(column.numbers.values[row]);
            unmatched.add(column.numbers.values[row]);
        }
    }
    for (std::size_t i = 0; i < out.numbers.size(); ++i) {
        after.add(out.numbers.values[i]);  // 0 where there is none.
        if (out.numbers.status[i] != Status::ok) {
            for (const parts::Contribution& c : links.of(i)) {
                held_back.add(sources.values[c.source] * c.share);
            }
        }
    }
    out.before = before.value();
    out.after = after.value();
    out.held_back = held_back.value();
    out.unmatched = unmatched.value();
}

Made make_column(const Lookup& lookup, const ConvertRows& rows, const ConvertColumn& column,
                 Combine combine, const RowOfSource& matched, const parts::TargetLinks& links,
                 const ConvertOptions& options) {
    const SourceValues sources = values_of_sources(column, rows, matched);
    const std::size_t targets = lookup.targets.size();
    Made made;
    ConvertedColumn& out = made.column;
    out.combine = combine;
    out.numbers.name = column.numbers.name;
    out.numbers.values.resize(targets);
    out.numbers.status.resize(targets);
    const bool keeps_single = combine != Combine::count && combine != Combine::any &&
                              combine != Combine::all && combine != Combine::majority;
    for (std::size_t i = 0; i < targets; ++i) {
        const auto list = links.of(i);
        if (list.size() == 1 && keeps_single) {  // As `fold`; most targets of a new vintage.
            const parts::Contribution& only = list.front();
            const double value = sources.values[only.source];
            out.numbers.status[i] = sources.status[only.source];
            out.numbers.values[i] = combine == Combine::sum ? value * only.share : value;
            if (out.numbers.status[i] == Status::ok) {
                continue;
            }
        }
        const parts::Folded value =
            parts::fold(list, sources.values, sources.status, column.measure, combine, options);
        out.numbers.values[i] = value.status == Status::ok ? value.value : 0;
        out.numbers.status[i] = value.status;
        if (value.covered < 1) {
            out.covered.resize(targets, 1.0);
            out.covered[i] = value.covered;
        }
        out.partial += value.partial ? 1 : 0;
        made.unweighted += value.unweighted ? 1 : 0;
        if (value.tied && made.ties++ < Diagnostics::max_examples) {
            made.tied.push_back(lookup.targets[links.order[i]].str());
        }
    }
    if (combine == Combine::sum) {
        add_totals(out, column, sources, links, matched);
    }
    return made;
}

void tell(const Made& made, bool has_weights, Diagnostics& findings) {
    const std::string name = "\"" + made.column.numbers.name + "\"";
    if (made.ties != 0) {
        findings.note("N-CONVERT-06",
                      "two classes of " + name + " are equally heavy in " +
                          counted_text(made.ties, "area", "areas") + "; the lower was taken",
                      made.ties, made.tied);
    }
    if (made.unweighted != 0 && has_weights) {
        findings.note("N-CONVERT-07",
                      "nobody lives in the sources of " +
                          counted_text(made.unweighted, "area", "areas") + "; for " + name +
                          " each source counted by area",
                      made.unweighted);
    }
    if (made.column.partial != 0) {
        findings.warn("W-CONVERT-05",
                      counted_text(made.column.partial, "value of ", "values of ") + name +
                          (made.column.partial == 1 ? " is made of a part of its"
                                                    : " are made of a part of their") +
                          " sources; the share that is covered stands beside it",
                      made.column.partial);
    }
}

void tell_without_row(const Lookup& lookup, const ConvertRows& rows, const RowOfSource& matched,
                      std::size_t count, Diagnostics& findings) {
    if (count == 0) {
        return;
    }
    std::vector<std::string> list;
    for (std::size_t s = 0; s < matched.row.size() && list.size() < Diagnostics::max_examples;
         ++s) {
        if (matched.row[s] == -1) {
            list.push_back(lookup.sources[s].str());
        }
    }
    findings.warn("W-CONVERT-03",
                  grouped_text(count) + " of " + grouped_text(lookup.sources.size()) +
                      " areas of the look-up have no row in " + rows.name,
                  count, list);
}

}  // namespace

Converted convert(const Lookup& lookup, const ConvertRows& rows,
                  std::span<const ConvertColumn> columns, const ConvertOptions& options) {
    std::vector<Combine> combines;
    for (const ConvertColumn& column : columns) {
        combines.push_back(combine_of(column));
    }
    Converted out;
    const RowOfSource matched = match(lookup, rows);
    check_unmatched(lookup, rows, matched, options, out.findings);
    const std::vector<double> people = people_of_sources(lookup, rows, matched);
    const parts::TargetLinks links = parts::links_by_target(lookup, people);
    for (std::size_t c = 0; c < columns.size(); ++c) {
        check_weights(lookup, links, rows, columns[c], combines[c]);
    }

    std::vector<Made> made(columns.size());
    parallel_blocks(columns.size(), 1, options.threads, [&](std::size_t c, std::size_t) {
        made[c] = make_column(lookup, rows, columns[c], combines[c], matched, links, options);
    });

    const std::size_t targets = lookup.targets.size();
    std::vector<Change> change_of(targets, Change::unchanged);
    const std::vector<Change> changes = changes_of(lookup);
    for (std::size_t l = 0; l < changes.size(); ++l) {
        change_of[lookup.links[l].target] = changes[l];  // All links of a target say the same.
    }
    std::vector<Status> there;
    for (const std::int32_t row : matched.row) {
        there.push_back(row == -1 ? Status::no_row : Status::ok);
        ++(row == -1 ? out.sources_without_row : out.rows_used);
    }
    const std::vector<double> nothing(there.size(), 0.0);
    for (std::size_t i = 0; i < targets; ++i) {
        const std::uint32_t t = links.order[i];
        out.codes.push_back(lookup.targets[t]);
        out.names.push_back(t < lookup.target_names.size() ? lookup.target_names[t]
                                                           : std::string{});
        Lineage lineage;
        lineage.change = change_of[t];
        lineage.sources.reserve(links.of(i).size());
        for (const parts::Contribution& c : links.of(i)) {
            lineage.sources.push_back(c.source);
        }
        lineage.covered =
            parts::fold(links.of(i), nothing, there, Measure::extensive, Combine::count, options)
                .covered;
        out.lineage.push_back(std::move(lineage));
    }
    out.rows_unmatched = matched.unmatched.size();
    out.total_rows = matched.totals.size();
    tell_without_row(lookup, rows, matched, out.sources_without_row, out.findings);
    for (Made& column : made) {
        tell(column, !people.empty() || !lookup.source_weights.empty(), out.findings);
        out.columns.push_back(std::move(column.column));
    }
    return out;
}

}  // namespace levelin
