#pragma once

#include <levelin/chart/charts.hpp>
#include <levelin/report/document.hpp>
#include <optional>
#include <string>

namespace levelin::run {

/// Width of the pictures of a report: that of a column of text on A4.
inline constexpr double picture_width_px = 660;

/// A chart as a figure.
[[nodiscard]] report::Figure chart_figure(chart::Chart chart, const std::string& caption,
                                          std::optional<report::Table> data);

/// The type setter that charts of a report use.
[[nodiscard]] const draw::TypeSetter& report_type();

}  // namespace levelin::run
