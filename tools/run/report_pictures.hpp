#pragma once

#include <levelin/chart/charts.hpp>
#include <levelin/report/document.hpp>
#include <string>
#include <vector>

#include "report_facts.hpp"

namespace levelin::run {

/// Width of the pictures of a report: that of a column of text on A4.
inline constexpr double picture_width_px = 660;

/// What a map fills its areas with, and the rows of its legend.
struct MapFill {
    struct Row {
        draw::Ink ink;
        std::string label;
        std::string range;
        std::size_t count = 0;
    };
    std::string heading;        ///< Of the legend.
    std::string range_heading;  ///< Above the ranges; may be empty.
    std::vector<Row> rows;
    std::vector<std::uint8_t> row_of_area;
};

/// Deciles of the index, 1 darkest, and areas without a score.
[[nodiscard]] MapFill decile_fill(const ReportFacts& facts);
/// Those selected, those not.
[[nodiscard]] MapFill selection_fill(const ReportFacts& facts);
/// How sure it is that an area is selected.
[[nodiscard]] MapFill confidence_fill(const ReportFacts& facts);
[[nodiscard]] MapFill cluster_fill(const ReportFacts& facts);

/// A map on a figure with its legend as the table of its numbers.
[[nodiscard]] report::Figure map_figure(const ReportFacts& facts, const MapFill& fill,
                                        const std::string& caption, const std::string& finding);

/// A chart as a figure.
[[nodiscard]] report::Figure chart_figure(chart::Chart chart, const std::string& caption,
                                          std::optional<report::Table> data);

/// The type setter that charts of a report use.
[[nodiscard]] const draw::TypeSetter& report_type();

}  // namespace levelin::run
