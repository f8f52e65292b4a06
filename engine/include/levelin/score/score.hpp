#pragma once

#include <cstdint>
#include <levelin/core/area_code.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/score/spec.hpp>
#include <levelin/table/column.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin {

/// A part of an index after scoring, in the tree's order (parents before their children).
struct ScoredPart {
    std::string id;
    std::string title;
    double weight = 0;
    bool leaf = false;
    std::size_t depth = 1;              ///< 1 = directly below the index.
    std::vector<double> values;         ///< After normalisation; higher is worse.
    std::vector<Status> status;         ///< Of `values`.
    std::vector<double> contributions;  ///< To the index score; 0 where the area has none.
};

/// An index after scoring.
///
/// Invariants: every run has one entry an area; where `status` is not ok, score, rank and decile
/// are 0 and mean nothing; for an area with a score the contributions of the parts of depth 1 add
/// up to it within 1e-9 of its size, and those of a node's children to the node's.
struct ScoredIndex {
    std::string id;
    std::string title;
    std::vector<double> scores;
    std::vector<Status> status;
    std::vector<double> ranks;          ///< 1 = most deprived (highest score).
    std::vector<std::int64_t> deciles;  ///< 1 = most deprived tenth.
    std::vector<Status> decile_status;  ///< Where it is another than `status`; else empty.
    std::size_t ranked = 0;             ///< N: areas with a score.
    std::vector<ScoredPart> parts;
    Diagnostics findings;
};

/// Scores areas by an index tree: normalises the leaves, aggregates upwards, ranks.
///
/// A node that has a normalisation of its own is normalised after it has been aggregated; its
/// children's contributions then share the node's in the proportion of their parts before that.
/// Formulas: kernels.hpp.
///
/// @param index       the tree; leaves name columns of `indicators`.
/// @param indicators  the raw columns, one entry an area each, in the order of `codes`.
/// @param codes       the areas that ranks, means and extremes refer to; for messages.
/// @throws ConfigError E-SCORE-01 a weight that is negative or not finite, weights that sum to 0,
///         a share outside (0, 1], an id that is used twice, a leaf without a column.
/// @throws InputError  E-SCORE-02 declared as ranks and not a ranking of 1 to N; E-SCORE-03 no
///         range to normalise by; E-SCORE-04 a geometric or harmonic mean of values not above 0;
///         E-SCORE-05 a part that is missing under `fail`. Each carries part and area.
///
/// Guarantees: `indicators` is not modified; same bits on every run and machine with IEEE doubles
/// and the same maths library. Weights are used as given; a sum other than 1 is a finding.
/// Cost: O(n k + n log n).
/// Source: OECD/JRC, Handbook on Constructing Composite Indicators, 2008.
[[nodiscard]] ScoredIndex score_index(const IndexSpec& index,
                                      std::span<const NumberColumn> indicators,
                                      std::span<const AreaCode> codes);

}  // namespace levelin
