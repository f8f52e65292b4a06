#pragma once

#include <filesystem>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/geodata/read_result.hpp>
#include <levelin/topology/neighbour_graph.hpp>
#include <levelin/topology/neighbours.hpp>
#include <optional>
#include <string>
#include <vector>

#include "find_neighbours.hpp"
#include "inputs.hpp"

namespace levelin::run {

/// What a command that applies a rule to a result reads.
struct RuleInputsRequest {
    std::filesystem::path result;                ///< The folder of `run`, or of `summarise`.
    std::vector<std::filesystem::path> lookups;  ///< `--lookup`: groups that areas lie in.
    std::vector<std::filesystem::path> tables;   ///< `--table`: more columns.
    std::filesystem::path boundaries;  ///< `--boundaries`; empty = the result's areas.geojson.
    std::string bridges = "none";      ///< "uk", "none" or a file.
    std::filesystem::path built_in;    ///< The list that "uk" stands for.
    std::filesystem::path grid;        ///< `--grid`.
    std::string crs;                   ///< `--crs`, for boundaries that carry none.
    /// `nation` follows from codes only where no table has such a column.
    bool tables_name_nations = false;
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// Whether a result has shapes, which then go beside its table.
[[nodiscard]] bool has_shapes(const std::filesystem::path& result);

/// A result with all columns that a rule can name.
struct RuleInputs {
    geodata::Result result;  ///< Its table has the added columns after its own.
    /// Names of the columns that were added, in their order in the table.
    std::vector<std::string> added;
    std::vector<InputDigest> digests;  ///< Of all files read, for the manifest.
    Diagnostics findings;

    [[nodiscard]] const ResultTable& table() const noexcept { return result.table; }
};

/// Reads a result and widens its table.
///
/// `nation` (E, S, W, N) follows from the areas' codes. A look-up gives a column for each of its
/// columns of codes, named by their kind (`lad`, `region`, `ward`, `msoa`, `utla`, ...), and beside
/// it `lad_name`. Look-ups of different nations fill one column together; a look-up of larger areas
/// (council to region) follows the one that leads to it. Where two columns want one name and
/// differ for some area, the later is named as its file names it. An area that a look-up puts into
/// several groups leaves that column out (N-RULE-01). A table gives all its columns under their own
/// names; a table of larger areas gives each area what its group has (N-RULE-02).
///
/// @throws InputError as `read_result`, `read_table`; E-RULE-01 as `read_code_table`; E-RULE-02 two
///         columns of one name that differ; E-RULE-03 a code that stands twice in a table, with
///         different values.
/// Cost: O(cells).
[[nodiscard]] RuleInputs read_rule_inputs(const RuleInputsRequest& request);

/// The same for a table that is read already: adds nations, look-ups and tables to it.
[[nodiscard]] RuleInputs widened(geodata::Result result, const RuleInputsRequest& request);

/// Who borders on whom, in the order of the result's areas.
struct RuleNeighbours {
    NeighbourGraph graph;  ///< Weight 1 a border.
    std::vector<InputDigest> digests;
    Diagnostics findings;
};

/// The links of a layer between areas of a result, with their weights, in the order of the result.
/// Areas without a boundary have no neighbours (W-RULE-01).
/// @throws JoinError E-RULE-04 boundaries that hold no area of the result.
[[nodiscard]] NeighbourGraph in_order_of_result(const NeighbourGraph& graph,
                                                const MetricLayer& layer,
                                                const std::filesystem::path& file,
                                                const geodata::Result& result,
                                                Diagnostics& findings);

/// The neighbours of a result's areas, from `boundaries` or areas.geojson; nothing where it has
/// neither. Areas without a boundary have no neighbours (W-RULE-01).
/// @throws InputError and GeometryError as `read_metric_layer`, `find_neighbours`; JoinError
///         E-RULE-04 boundaries that hold no area of the result.
[[nodiscard]] std::optional<RuleNeighbours> read_rule_neighbours(const RuleInputsRequest& request,
                                                                 const geodata::Result& result,
                                                                 Contiguity contiguity);

}  // namespace levelin::run
