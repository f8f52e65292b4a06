#pragma once

#include <cstdint>
#include <levelin/cartogram/cartogram.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/table/result_table.hpp>
#include <optional>
#include <string>

namespace levelin::run {

/// What a cartogram is to be.
struct CartogramChoice {
    std::string kind;            ///< "flow", "dorling" or "hexagon".
    std::string by;              ///< The column that sizes areas; none for hexagons.
    std::string group;           ///< Hexagons: kept together; empty = nations.
    std::optional<double> goal;  ///< Of flow: largest error, relative.
    std::optional<std::uint64_t> rounds;
    std::optional<double> fill;         ///< Of dorling.
    std::optional<std::uint64_t> seed;  ///< Of hexagon.
    std::string command = "cartogram";  ///< Whose call it is, and the option that gives `kind`,
    std::string option = "--kind";      ///< for messages.
};

/// @throws UsageError E-CARTOGRAM-05 options that do not go together, or are out of range.
void check_cartogram(const CartogramChoice& choice);

/// Makes shapes from those of the areas of a table.
///
/// @param table   has `by` and `group`. @param metres  one shape an area, in the table's order.
/// @returns       with W-CARTOGRAM-06, ground that several areas claim, before its own findings.
/// @throws as `check_cartogram`, `make_coverage`, `flow_cartogram`, `dorling_cartogram`,
///         `hexagon_cartogram`; E-TARGET-01 no such column.
/// Guarantees: the same for any number of threads.
[[nodiscard]] Cartogram make_cartogram(const CartogramChoice& choice, const ResultTable& table,
                                       const BoundarySet& metres, unsigned threads,
                                       Progress* progress);

/// What the sizes of a cartogram mean, in one sentence for its readers.
/// @param by_title  of the column that sizes areas: "population".
[[nodiscard]] std::string cartogram_note(const CartogramChoice& choice, const std::string& by_title,
                                         const CartogramFit& fit);

}  // namespace levelin::run
