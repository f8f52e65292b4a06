#pragma once

#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/table/result_table.hpp>
#include <optional>
#include <string>
#include <vector>

#include "map_result.hpp"
#include "rule_inputs.hpp"

namespace levelin::run {

/// What a result's own files say of the map that its run drew.
struct MapFacts {
    std::string title;
    std::string subtitle;
    std::string legend_title;
    bool scale_bar = true;
    /// Of a folder that `levelin clusters` wrote: the column, and how the classes were found.
    std::string clusters_of;
    std::string clusters_method;
    /// Titles of indices and parts by their ids.
    std::vector<std::pair<std::string, std::string>> titles;
    [[nodiscard]] std::string title_of(const std::string& id) const;
};

/// All that a map is made of.
struct MapInputs {
    RuleInputs data;
    BoundarySet shapes;  ///< In the order of the table, British National Grid metres.
    MapFacts facts;
    std::vector<std::string> licences;
    std::optional<geodata::Result> against;  ///< `--against`.
    Diagnostics findings;

    [[nodiscard]] const ResultTable& table() const noexcept { return data.result.table; }
};

/// Reads a result, or a boundary file with its fields, and what widens its table.
/// @throws as `read_result`, `read_boundaries`, `widened`, `to_national_grid`; UsageError
///         E-RENDER-15 neither a result nor a boundary file, or a result without shapes.
[[nodiscard]] MapInputs read_map_inputs(const MapRequest& request);

}  // namespace levelin::run
