#pragma once

#include <cstdint>
#include <levelin/core/area_code.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/harmonise/geography.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin {

/// The rows of a look-up as they stand in a file: one pair of codes each, all spans of one length
/// or empty.
struct LookupRows {
    std::string name;  ///< Of the file, for messages.
    std::span<const AreaCode> from;
    std::span<const AreaCode> to;
    std::span<const double> weights;        ///< People (or dwellings) in both; empty = none given.
    std::span<const std::string> to_names;  ///< Empty = none given.
    std::span<const std::uint64_t> source_rows;  ///< As the user sees them; may be empty.
    DetectedGeography from_geography;
    DetectedGeography to_geography;
};

/// Which areas of one geography lie in which of another, and with what share.
///
///     share(s, t) = w(s, t) / sum over t' of w(s, t')        1 where s has one target
///
/// Invariants: codes stand once each, in the order in which they first stand in the file; links are
/// sorted by source, then by target; every source has a link; the shares of a source add up to 1
/// within 1e-12; `source_weights` is above 0, or empty where the file gives no weights.
struct Lookup {
    struct Link {
        std::uint32_t source = 0;  ///< Index into `sources`.
        std::uint32_t target = 0;  ///< Index into `targets`.
        double share = 1;          ///< Of the source that lies in the target, (0, 1].
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
/// on either side are left out and counted in `findings`.
///
/// @throws InputError E-CONVERT-01 a source with several targets and no weights to share it by;
///         E-CONVERT-02 a negative weight, or a source whose weights sum to 0. Each with the row.
/// Cost: O(rows).
[[nodiscard]] Lookup make_lookup(const LookupRows& rows);

}  // namespace levelin
