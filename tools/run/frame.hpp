#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/harmonise/names.hpp>
#include <levelin/join/join.hpp>
#include <levelin/score/score.hpp>
#include <levelin/table/column.hpp>
#include <levelin/table/result_table.hpp>
#include <optional>
#include <string>
#include <vector>

#include "inputs.hpp"

namespace levelin::run {

/// How one table was fitted to the areas, for the report.
struct TableUse {
    std::string id;
    std::string file;
    std::string sheet;
    std::uint64_t header_row = 0;
    std::string code_column;          ///< Or that of names.
    std::optional<NameReport> names;  ///< Where rows were joined by name.
    DetectedGeography geography;
    JoinReport to_boundaries;  ///< Empty counts in a run without boundaries.
    std::size_t rows_set_aside = 0;
    std::vector<std::string> set_aside_examples;
    std::vector<std::pair<std::string, std::string>> columns;  ///< (part, column of the table).
};

/// A column that results are compared with: its cells as the table has them, one an area.
struct ComparedColumn {
    std::string name;
    std::vector<std::string> values;  ///< Empty where the table has no such column.
};

/// Areas and the columns of numbers that the project wants, aligned.
///
/// The first `written` areas are those of the boundaries (all areas in a run without any); under
/// `reference = "tables"` the tables' other areas follow, so that ranks and normalisation refer to
/// all of them.
struct Frame {
    std::vector<AreaCode> codes;
    std::vector<std::string> names;
    std::size_t written = 0;
    std::vector<NumberColumn> columns;     ///< In the order of `ProjectConfig::columns`.
    std::vector<std::size_t> rank_counts;  ///< N of a column that is a ranking; 0 of any other.
    std::vector<ResultColumn> carried;     ///< In the order of `ProjectConfig::carry`.
    std::vector<ComparedColumn> texts;  ///< In the order of `ProjectConfig::texts`; may be empty.
    std::vector<TableUse> tables;
    Diagnostics findings;
};

/// Chooses code columns, joins the tables and gathers the columns.
/// A column that a part declares as ranks must be a ranking of the whole table, whatever areas the
/// map shows: N is that of the publisher.
///
/// @throws JoinError E-JOIN-01 (two equally good code columns), -02, -03, -04, -06; InputError
///         E-INPUT-04 (a text where a number must be), E-SCORE-02 (declared as ranks, and none),
///         with file, row and column.
[[nodiscard]] Frame build_frame(const RunRequest& request, const Inputs& inputs,
                                const BoundarySet& boundaries,
                                const DetectedGeography& boundary_geography,
                                const std::string& boundary_code_column);

/// The index with the N of its rankings filled in where the project leaves it open.
[[nodiscard]] IndexSpec with_rank_counts(IndexSpec index, const Frame& frame);

/// The scores of the written areas as the columns of the contract.
[[nodiscard]] ResultTable result_table(const Frame& frame, const std::vector<ScoredIndex>& indices);

}  // namespace levelin::run
