#pragma once

#include <cstdint>
#include <levelin/compare/shapley.hpp>
#include <levelin/core/area_code.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/score/score.hpp>
#include <levelin/score/spec.hpp>
#include <levelin/table/column.hpp>
#include <vector>

namespace levelin {

/// One of two runs that are compared: an index, and the areas that it ranked with their values.
struct LedgerRun {
    IndexSpec spec;                     ///< Leaves name `columns`; every ranking has its N.
    std::vector<AreaCode> codes;        ///< Each once.
    std::vector<NumberColumn> columns;  ///< One entry an area each.
};

/// A run that has some of its causes from one run and some from the other.
///
/// - boundary: the areas are those of that run. An area that one run alone has keeps that run's
///   values wherever it is ranked.
/// - data: the values of each leaf are that run's, by the leaf's id, with how the column is to be
///   read (direction, whether it is a ranking, and of how many). A leaf that one run alone has
///   keeps that run's values.
/// - method: the tree is that run's: its parts, how they are normalised and aggregated, what
/// happens
///   to gaps and ties. A gap means no score where the run would have refused it.
/// - weights: a part that both runs have, by its id, has that run's weight; any other its own.
///
/// Where an area's values come from the other run than its column, ranks are put in proportion (r N
/// / N'), and signs turned where the directions differ.
[[nodiscard]] LedgerRun mixed_run(const LedgerRun& before, const LedgerRun& after, Mixture mixture);

/// Which causes differ between two runs at all, as the bits of a mixture.
[[nodiscard]] Mixture differences(const LedgerRun& before, const LedgerRun& after);

/// Two runs scored in every mixture.
struct MixedScores {
    Mixture differs = 0;              ///< Mixtures that agree in these bits are one.
    std::vector<ScoredIndex> scored;  ///< 16; of equal mixtures the first alone is filled.

    [[nodiscard]] const ScoredIndex& of(Mixture mixture) const { return scored[mixture & differs]; }
};

/// @throws what `score_index` throws of a mixture, with its name as context.
/// Guarantees: same bits for any number of threads. Cost: 2^d runs for d causes that differ.
[[nodiscard]] MixedScores score_mixtures(const LedgerRun& before, const LedgerRun& after,
                                         unsigned threads = 0, Progress* progress = nullptr);

/// One area in the ledger.
enum class Presence : std::uint8_t {
    both,    ///< Ranked in both runs.
    joined,  ///< Ranked in the second alone.
    left,    ///< Ranked in the first alone.
    none,    ///< Ranked in neither.
};
[[nodiscard]] std::string_view to_string(Presence presence) noexcept;

/// Each area's move in rank, split into its causes.
///
/// Invariants: all runs have one entry an area, in code order; of an area that is ranked in both
/// runs and `is_split`, the four parts add up to 48 (rank_after - rank_before) exactly.
struct Ledger {
    std::vector<AreaCode> codes;  ///< Of either run.
    std::vector<Presence> presence;
    std::vector<Status> status_before;  ///< no_row where the run has no such area.
    std::vector<Status> status_after;
    std::vector<double> rank_before, rank_after;  ///< 0 where there is none; 1 = most deprived.
    std::vector<std::int64_t> decile_before, decile_after;
    /// Of the move, in 48ths of a rank: whole numbers, since ranks are whole or halves and
    /// Shapley's weights are 24ths.
    std::vector<std::array<std::int64_t, cause_count>> parts;
    /// 0 where some mixture leaves the area without a score, so that its move cannot be split.
    std::vector<std::uint8_t> is_split;
    Mixture differs = 0;
    std::size_t ranked_before = 0, ranked_after = 0;

    [[nodiscard]] double move(std::size_t area) const {
        return rank_after[area] - rank_before[area];
    }
    [[nodiscard]] std::size_t size() const noexcept { return codes.size(); }
};

/// Compares two runs: each area's move in rank is shared out among the causes by `shapley_split` of
/// its rank in every mixture.
/// Guarantees: sums exact. Cost: O(areas).
[[nodiscard]] Ledger make_ledger(const LedgerRun& before, const LedgerRun& after,
                                 const MixedScores& scores);

}  // namespace levelin
