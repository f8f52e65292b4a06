#pragma once

#include <levelin/compare/ledger.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/geodata/read_result.hpp>
#include <optional>
#include <string>
#include <vector>

#include "inputs.hpp"

namespace levelin::run {

/// What the values of a comparison are.
enum class LedgerValues : std::uint8_t {
    inputs,      ///< The indicators themselves, read again from the tables of the run.
    normalised,  ///< `PART_value` of areas.csv: what is data also holds how it was normalised.
    scores,      ///< The scores: an index of nations has no tree, and all but the areas is data.
};
[[nodiscard]] std::string_view to_string(LedgerValues values) noexcept;

/// A result as a comparison needs it.
struct LedgerSource {
    LedgerRun run;
    std::vector<InputDigest> digests;  ///< Of the tables that were read again.
};

/// Reads a run's tables again, if they are still what manifest.json says: by SHA-256, where the
/// call of the run named them, and beside the result folder and up to three folders above.
/// @param id  of the index. @param why  where nothing comes back, the reason for people.
/// @returns nothing where a table is not there, is another one, or the scores and ranks of
/// areas.csv
///          do not follow from it.
struct ReadAgain {
    std::optional<LedgerSource> source;
    std::string why;
};
[[nodiscard]] ReadAgain read_run_again(const geodata::Result& result, const std::string& id,
                                       unsigned threads, Progress* progress);

/// The same from areas.csv alone.
/// @throws InputError E-COMPARE-01 where the ranks are not those of the result's areas; what
///         `read_index_model` throws.
[[nodiscard]] LedgerSource run_of_values(const geodata::Result& result, const std::string& id,
                                         LedgerValues values);

}  // namespace levelin::run
