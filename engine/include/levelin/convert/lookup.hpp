#pragma once

#include <cstdint>
#include <levelin/core/area_code.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/harmonise/geography.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// How an area of one vintage became areas of another; the letters of the ONS look-up from LSOA
/// (2011) to LSOA (2021).
enum class Change : std::uint8_t {
    unchanged,  ///< U: one source, one target; the code may be another.
    split,      ///< S: one source, several targets that have no other source.
    merged,     ///< M: several sources that have no other target, one target.
    irregular,  ///< X: anything else, many to many.
};
inline constexpr int change_count = 4;

/// "U", "S", "M", "X".
[[nodiscard]] std::string_view letter_of(Change change) noexcept;

/// The rows of a look-up as they stand in a file: one pair of codes each, all spans of one length
/// or empty.
struct LookupRows {
    std::string name;  ///< Of the file, for messages.
    std::span<const AreaCode> from;
    std::span<const AreaCode> to;
    std::span<const double> weights;          ///< People (or dwellings) in both; empty = none.
    std::span<const std::string> from_names;  ///< Empty = none given.
    std::span<const std::string> to_names;    ///< Empty = none given.
    std::span<const std::string> changes;     ///< U, S, M, X as the file says; empty = none given.
    std::span<const std::uint64_t> source_rows;  ///< As the user sees them; may be empty.
    DetectedGeography from_geography;
    DetectedGeography to_geography;
};

/// What `make_lookup` does with a source that has several targets and no weights to share it by.
struct LookupOptions {
    /// The areas that are to be converted. Where it is not empty, a source that cannot be shared
    /// and is not among them is left out (N-CONVERT-02) instead of being an error.
    std::span<const AreaCode> wanted;
    /// Keep the target of the same name, if one alone has it (N-CONVERT-03): a council that was
    /// given a new code because its border moved a little.
    bool same_name = false;
};

/// Which areas of one geography lie in which of another, and with what share.
///
///     share(s, t) = w(s, t) / sum over t' of w(s, t')        1 where s has one target
///
/// Invariants: codes stand once each, in the order in which they first stand in the file; links are
/// sorted by source, then by target, each pair once; every source and every target has a link; the
/// shares of a source add up to 1 within 1e-12; `source_weights` is 0 or more, or empty where the
/// file gives no weights.
struct Lookup {
    struct Link {
        std::uint32_t source = 0;  ///< Index into `sources`.
        std::uint32_t target = 0;  ///< Index into `targets`.
        double share = 1;          ///< Of the source that lies in the target, [0, 1].
        friend bool operator==(const Link&, const Link&) noexcept = default;
    };
    std::string name;
    DetectedGeography from;
    DetectedGeography to;
    std::vector<AreaCode> sources;
    std::vector<AreaCode> targets;
    std::vector<std::string> target_names;  ///< Empty texts where the file has none.
    std::vector<double> source_weights;     ///< Sum of the weights of a source's links.
    std::vector<Link> links;
    Diagnostics findings;

    /// True where any source lies in several targets; false for an exact or best fit.
    [[nodiscard]] bool splits() const noexcept { return links.size() != sources.size(); }
};

/// Makes a look-up out of a file's rows.
///
/// Rows that repeat a pair are added up where they have weights and counted once where they have
/// none (a look-up of finer areas read at a coarser column repeats its pairs). Rows without a code
/// on either side are left out (W-CONVERT-01). Where the file says how each area changed, that is
/// compared with what its links say (W-CONVERT-02).
///
/// @throws InputError E-CONVERT-01 a source with several targets and no weights to share it by;
///         E-CONVERT-02 a weight that is negative or no number, or a source with several targets
///         whose weights sum to 0; E-CONVERT-04 no row with a code on both sides. With the row.
/// Cost: O(rows log rows).
[[nodiscard]] Lookup make_lookup(const LookupRows& rows, const LookupOptions& options = {});

/// How the source and the target of each link changed, one per link.
/// Cost: O(links).
[[nodiscard]] std::vector<Change> changes_of(const Lookup& lookup);

/// The other way round, for disaggregation: what was a target is shared among its sources by the
/// people in each.
///
///     w(t, s) = people(s) share(s, t)
///
/// @param people  one a source of `lookup`, 0 or more; empty = `lookup.source_weights`. May be
///                empty too where every target has one source alone.
/// @throws InputError E-CONVERT-01 a target with several sources and no people given; E-CONVERT-02
///         as `make_lookup`.
[[nodiscard]] Lookup reversed(const Lookup& lookup, std::span<const double> people = {});

/// One look-up after the other: share(s, u) = sum over t of share(s, t) share'(t, u).
///
/// Weights are those of `first`. Shares below 1e-15 of two steps are kept: nothing is rounded away.
/// @throws InputError E-CONVERT-05 a target of `first` that is no source of `second`.
[[nodiscard]] Lookup compose(const Lookup& first, const Lookup& second);

/// Look-ups side by side, each for areas of its own (one a nation). Where any has no weights, the
/// whole has none; shares stay. Targets may be common.
/// @throws InputError E-CONVERT-06 a source that stands in two of them.
[[nodiscard]] Lookup united(std::span<const Lookup> lookups);

}  // namespace levelin
