#pragma once

#include <filesystem>
#include <levelin/compare/ledger.hpp>
#include <levelin/compare/selection_ledger.hpp>
#include <optional>
#include <string>
#include <vector>

#include "ledger_run.hpp"
#include "outcome.hpp"
#include "rule_inputs.hpp"

namespace levelin::run {

/// `levelin compare`'s options.
struct CompareRequest {
    RuleInputsRequest inputs;      ///< Of the first result; what it adds, the second has too.
    std::filesystem::path second;  ///< The folder of the second.
    std::string index;             ///< Empty = the first result's first.
    std::filesystem::path rule;    ///< Empty: ranks alone.
    std::string rule_name;         ///< As the manifest says it.
    std::vector<std::filesystem::path> matches;  ///< `--match`: codes of the first to the second.
    std::filesystem::path out;                   ///< Empty: nothing is written.
    std::string time;
    bool overwrite = false;
    bool strict = false;
};

/// Two results compared.
struct ComparedResults {
    std::string first, second;  ///< The folders as named.
    std::string index;
    LedgerValues values = LedgerValues::inputs;
    Ledger ledger;
    std::vector<std::string> names;         ///< One an area of the ledger.
    std::vector<std::string> codes_before;  ///< Where a match gave a new code; else empty.
    std::string rule_title;
    std::optional<SelectionLedger> selection;
    Diagnostics findings;
};

struct CompareOutcome : Outcome {
    std::string text;  ///< For a console.
};

/// Compares two results: each area's move in rank, split into data, weights, method and boundary by
/// Shapley; who joined and left; how deciles passed into each other; with a rule, who came into the
/// selection and who left it, and by what. Where `out` is given, writes ledger.csv,
/// transitions.csv, report.json and manifest.json, selection_changes.csv with a rule, and
/// ledger.geojson where the second result has boundaries: its areas with the ledger's columns.
///
/// The indicators are read again from the tables that manifest.json names, where both runs' are
/// still there; otherwise the values after normalisation are compared (W-COMPARE-01). Areas are
/// matched by code; a look-up given with `--match` renames those of the first result that became
/// one area of the second and were the only one to.
/// @throws UsageError E-USAGE-25 no such index; InputError E-COMPARE-01, E-COMPARE-02 results
///         without a common area; what `read_rule_inputs` and `select` throw.
/// Guarantees: same inputs and options, same bytes, for any number of threads.
[[nodiscard]] CompareOutcome compare_results(const CompareRequest& request);

/// The ledger as a table, in code order.
[[nodiscard]] ResultTable ledger_table(const ComparedResults& comparison);

/// ledger.csv and transitions.csv, selection_changes.csv, report.json, and the text for a console.
[[nodiscard]] std::string ledger_csv(const ComparedResults& comparison);
[[nodiscard]] std::string transitions_csv(const ComparedResults& comparison);
[[nodiscard]] std::string selection_changes_csv(const ComparedResults& comparison);
[[nodiscard]] std::string comparison_json(const ComparedResults& comparison);
[[nodiscard]] std::string comparison_text(const ComparedResults& comparison);

}  // namespace levelin::run
