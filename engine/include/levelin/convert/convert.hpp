#pragma once

#include <cstdint>
#include <levelin/convert/lookup.hpp>
#include <levelin/core/status.hpp>
#include <levelin/table/column.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// What the numbers of a column are, and so what may be done with them. Never guessed.
enum class Measure : std::uint8_t {
    extensive,  ///< Counts and amounts: they add up.
    intensive,  ///< Rates, means, scores: they are averaged with weights.
    rank,       ///< A place among the areas of one geography: it cannot be averaged.
    quantile,   ///< A decile or the like: neither can it.
    category,   ///< A class: the one that most of the area has, if so stated.
    flag,       ///< 1 or 0: any, all or most of the area, as stated.
};

/// How the value of a target is made of those of its sources.
enum class Combine : std::uint8_t {
    sum,            ///< sum of x_s share(s, t)
    weighted_mean,  ///< sum of x_s w(s, t) / sum of w(s, t)
    plain_mean,     ///< The same with w(s, t) = share(s, t): areas count, not people.
    minimum,
    maximum,
    count,     ///< Sources that have a value.
    share,     ///< Of a flag: the share of the areas that have it (plain mean).
    any,       ///< Of a flag: 1 if any source has it.
    all,       ///< Of a flag: 1 if every source has it.
    majority,  ///< Of a flag: 1 if more than half by weight; of a category: the heaviest.
};

[[nodiscard]] std::string_view to_string(Measure measure) noexcept;
/// "sum", "mean", "plain-mean", "min", "max", "count", "share", "any", "all", "majority".
[[nodiscard]] std::string_view to_string(Combine combine) noexcept;
[[nodiscard]] std::optional<Combine> parse_combine(std::string_view word) noexcept;

/// Whether such a column may be summarised so; if not, the way that is right.
///
/// Counts may be summed; rates averaged; ranks and quantiles neither: convert the score and rank
/// again. Smallest, largest and number of values are open to all but categories.
[[nodiscard]] std::optional<std::string> why_not(Measure measure, Combine combine);

/// A column that is to be converted: one value a row of the table.
struct ConvertColumn {
    NumberColumn numbers;
    Measure measure = Measure::extensive;
    std::optional<Combine> combine;  ///< Empty = sum of extensive, weighted mean of intensive.
};

/// The rows that are to be converted.
struct ConvertRows {
    std::string name;                            ///< Of the file, for messages.
    std::span<const AreaCode> codes;             ///< Each once; empty ones match nothing.
    std::span<const std::uint64_t> source_rows;  ///< As the user sees them; may be empty.
    DetectedGeography geography;
    /// The people (or whatever else weighs the means) of each row; empty = those of the look-up.
    std::span<const double> people;
};

struct ConvertOptions {
    /// Rows whose code is not in the look-up are left out (W-CONVERT-04) and not refused.
    bool allow_unmatched = false;
    /// A sum may lack sources; what it covers is told.
    bool partial_sums = false;
    /// Means, extremes and majorities may lack sources down to this covered share, (0, 1].
    double minimum_covered = 1;
    unsigned threads = 0;  ///< 0 = as many as the machine has.
};

/// Where a target comes from.
struct Lineage {
    Change change = Change::unchanged;
    std::vector<std::uint32_t> sources;  ///< Indices into the look-up's sources, in code order.
    /// Share of the target that comes from sources which have a row: by people where the look-up
    /// has weights, else by areas. [0, 1].
    double covered = 1;
};

/// A converted column, one value a target.
struct ConvertedColumn {
    NumberColumn numbers;
    Combine combine = Combine::sum;
    /// As in `Lineage`, of the sources that have this value; empty where all have.
    std::vector<double> covered;
    std::size_t partial = 0;  ///< Targets with a value that lack a source.
    /// Totals of a sum: before = after + held_back + unmatched, within 1e-9 of the sum of the
    /// absolute values. 0 for anything but a sum.
    double before = 0;
    double after = 0;
    double held_back = 0;  ///< Of sources in targets that have no value.
    double unmatched = 0;  ///< Of rows that are not in the look-up.
};

struct Converted {
    std::vector<AreaCode> codes;  ///< All targets of the look-up, in code order.
    std::vector<std::string> names;
    std::vector<Lineage> lineage;
    std::vector<ConvertedColumn> columns;  ///< In the order given.
    std::size_t rows_used = 0;
    std::size_t rows_unmatched = 0;  ///< Not in the look-up; totals over areas apart.
    std::size_t total_rows = 0;      ///< Countries and regions among smaller areas.
    std::size_t sources_without_row = 0;
    Diagnostics findings;
};

/// Converts columns from the sources to the targets of a look-up: aggregation, disaggregation and
/// change of vintage alike, since all three are shares.
///
///     extensive   x_t = sum over s of x_s share(s, t)
///     intensive   x_t = sum over s of x_s w(s, t) / sum over s of w(s, t),  w = people(s) share(s,
///     t)
///
/// Status travels: a target with a source whose value is not there has none either, and says why
/// (suppressed before missing before below_minimum before no_row before not_applicable), unless
/// `options` allow parts. `any` and `all` need no more than decides them. Where nobody lives in any
/// source of a target, its sources count by area. A target with one source alone takes its value
/// unchanged, bit for bit.
///
/// @throws InputError E-CONVERT-08 a rank or quantile is to be averaged or summed, with the right
///         way; E-CONVERT-09 a mean over several sources with no weights given; E-CONVERT-10 a
///         way that does not fit the measure, or none stated for a flag or category;
///         E-CONVERT-11 rows that the look-up does not have, with the nations that it covers;
///         E-CONVERT-12 two rows of one code; E-CONVERT-13 a flag that is neither 0 nor 1;
///         E-CONVERT-14 people of a row that are no number of 0 or more.
/// Guarantees: same bits for any number of threads and any order of rows and links, since each
///         target's sources are taken in code order.
/// Cost: O(rows + links * columns).
/// Source: shares as in areal weighting, Goodchild and Lam 1980, Geo-Processing 1, 297-312; weights
///         of people in place of area.
[[nodiscard]] Converted convert(const Lookup& lookup, const ConvertRows& rows,
                                std::span<const ConvertColumn> columns,
                                const ConvertOptions& options = {});

}  // namespace levelin
