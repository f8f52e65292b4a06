#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/harmonise/names.hpp>
#include <levelin/join/join.hpp>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "inputs.hpp"

namespace levelin::run {

/// A table whose rows know their areas: by their codes or, where it carries none, by their names.
struct KeyedTable {
    const LoadedTable* loaded = nullptr;
    const Grid* grid = nullptr;
    SheetLayout layout;  ///< Of the code column that was chosen.
    std::size_t key_column = 0;
    std::vector<AreaCode> codes;             ///< One a data row; empty where a name has no area.
    std::vector<std::uint64_t> source_rows;  ///< One a data row.
    DetectedGeography geography;
    std::optional<NameReport> names;  ///< What was matched how, where names were.

    [[nodiscard]] JoinSide side() const {
        return {"table " + loaded->config.id, codes, source_rows, geography,
                layout.columns[key_column]};
    }
};

/// Chooses each table's column of codes, or of names, and takes the codes out.
///
/// Codes: the column that reaches the most areas. Names are used where the sheet has no codes, or
/// where the project says so (`names = "COLUMN"`): they are matched to the names of the boundaries
/// or, in a run without any, of the tables that have codes. The column is the one that most rows
/// match by, if that is at least half of them. Never fuzzy: see harmonise/names.hpp.
///
/// @throws JoinError E-JOIN-01 two equally good code columns, E-JOIN-06 another geography than the
///         recipe wants; InputError E-INPUT-03 no column of codes, and none of names that match.
[[nodiscard]] std::vector<KeyedTable> key_tables(std::span<const LoadedTable> tables,
                                                 const BoundarySet& boundaries,
                                                 const DetectedGeography& boundary_geography,
                                                 const std::unordered_set<AreaCode>& areas);

/// The column of names beside the codes: "LSOA name (2011)", "LAD23NM", "Area".
[[nodiscard]] std::optional<std::size_t> name_column(const KeyedTable& table);

}  // namespace levelin::run
