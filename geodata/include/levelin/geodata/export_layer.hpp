#pragma once

#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/reproject.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/topology/coverage.hpp>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace levelin::geodata {

/// What is exported: areas with their columns and shapes.
///
/// Invariant: `table`, `shapes` (where there are any) and `coverage` (where there is one) hold the
/// same areas in the same order.
struct ExportLayer {
    std::string name;  ///< Of the layer or sheet: "areas".
    ResultTable table;
    bool has_status = true;  ///< False: `table.status` says nothing and is not written.
    BoundarySet shapes;      ///< In `crs`; no areas where there is no geometry.
    CrsInfo crs;
    /// The shapes as a coverage, in metres of `crs`, where one was made before; it is what is
    /// written. Where there is none, exporting tries to make one.
    std::optional<Coverage> coverage;
    std::vector<std::string> attribution;                    ///< Licence lines.
    std::vector<std::pair<std::string, std::string>> notes;  ///< Name and text, for notes sheets.
};

/// A layer of shapes alone, with their codes.
[[nodiscard]] ExportLayer layer_of(BoundarySet shapes, CrsInfo crs);

/// Shapes as a format writes them.
struct PreparedShapes {
    /// Rounded to the decimals; outer rings counter-clockwise; every ring valid. An area that is
    /// smaller than the rounding can hold keeps its shape unrounded (see the findings).
    BoundarySet set;
    /// The same rings as arcs on a grid of 10^-decimals; none where the areas are no coverage.
    std::optional<Topology> topology;
    CoordinateOperation operation;
    Diagnostics findings;
};

/// Brings a layer's shapes into the coordinates and decimals of a format.
///
/// Neighbours stay edge-matched: rounding happens on the topology. Areas that are no coverage
/// (nested ones, say) are rounded one by one, each valid by itself (N-TOPOLOGY-01).
/// @param target  "EPSG:4326" for longitude and latitude, or "" for the layer's own coordinates.
/// @param decimals  0 to 9, of the target's units.
[[nodiscard]] PreparedShapes prepare_shapes(const ExportLayer& layer, const std::string& target,
                                            int decimals, const ReprojectOptions& options = {});

}  // namespace levelin::geodata
