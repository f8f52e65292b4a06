#pragma once

#include <levelin/render/thematic_map.hpp>
#include <levelin/report/document.hpp>
#include <string>

#include "report_facts.hpp"

namespace levelin::run {

/// The index as `levelin map` shows it: by deciles, or by its scores where it has none.
[[nodiscard]] render::ThematicMap index_map(const ReportFacts& facts);
/// Those selected, those not.
[[nodiscard]] render::ThematicMap selection_map(const ReportFacts& facts);
/// How often an area is selected, from surely to surely not.
[[nodiscard]] render::ThematicMap confidence_map(const ReportFacts& facts);
/// Kinds of clusters.
[[nodiscard]] render::ThematicMap cluster_map(const ReportFacts& facts);

/// Amounts in classes of as many areas each, or what was chosen and what it reaches.
[[nodiscard]] render::ThematicMap allocation_map(const ReportFacts& facts);

/// A map's legend as a table of its classes: what each stands for and how many areas it has.
[[nodiscard]] report::Table legend_table(const ReportFacts& facts, const render::ThematicMap& map,
                                         std::string caption);

/// A map on a figure of a column's width, with insets and scale bar as on every page of
/// `levelin map`, and its legend as the table of its numbers.
/// @throws as `render::draw_map`.
[[nodiscard]] report::Figure map_figure(const ReportFacts& facts, const render::ThematicMap& map,
                                        const std::string& caption, const std::string& finding);

}  // namespace levelin::run
