#pragma once

#include <cstddef>
#include <cstdint>
#include <levelin/convert/convert.hpp>
#include <span>
#include <vector>

namespace levelin::parts {

/// What one source gives to a target.
struct Contribution {
    std::uint32_t source = 0;
    double share = 1;   ///< Of the source.
    double weight = 1;  ///< People (or areas) that it brings; for means and majorities.
    double extent = 1;  ///< The same from the look-up alone; for what is covered.
};

/// The links of a look-up by target, the targets in code order: those of the i-th are
/// [begin[i], begin[i + 1]), in the order of the sources' codes. Links of share 0 are left out
/// where the target has others.
struct TargetLinks {
    std::vector<std::uint32_t> order;  ///< The i-th target's index in the look-up.
    std::vector<std::size_t> begin;
    std::vector<Contribution> contributions;

    [[nodiscard]] std::span<const Contribution> of(std::size_t i) const noexcept {
        return {contributions.data() + begin[i], begin[i + 1] - begin[i]};
    }
};

/// @param people  one a source, or empty: those of the look-up, else each area counts 1.
[[nodiscard]] TargetLinks links_by_target(const Lookup& lookup, std::span<const double> people);

/// A value of a target, or why it has none.
struct Folded {
    double value = 0;
    Status status = Status::ok;
    double covered = 1;
    bool partial = false;
    bool tied = false;        ///< A category's majority was shared; the lowest was taken.
    bool unweighted = false;  ///< Nobody lives there; areas were counted.
};

/// Folds the values of a target's sources.
/// @param values, status  one a source of the look-up.
[[nodiscard]] Folded fold(std::span<const Contribution> sources, std::span<const double> values,
                          std::span<const Status> status, Measure measure, Combine combine,
                          const ConvertOptions& options);

}  // namespace levelin::parts
