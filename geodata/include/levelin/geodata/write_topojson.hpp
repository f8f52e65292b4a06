#pragma once

#include <filesystem>
#include <levelin/export/topojson_text.hpp>
#include <levelin/geodata/export_format.hpp>
#include <levelin/geodata/export_layer.hpp>
#include <levelin/geodata/output_file.hpp>
#include <string>
#include <vector>

namespace levelin::geodata {

/// Shapes as TopoJSON has them: arcs in whole numbers.
struct TopoJsonShapes {
    Topology topology;
    TopoJsonScale scale;
    CoordinateOperation operation;
    Diagnostics findings;
};

/// Brings a layer's shapes into longitude and latitude on a grid of `positions` columns and rows
/// across their extent, as `quantization` of mapshaper and topojson does it.
///
/// Formula: a cell is extent / (positions - 1) on each axis by itself; a coordinate c stands in
/// column round((c - lowest) / cell).
/// Neighbours stay edge-matched: rounding happens on the topology. Areas that are no coverage are
/// rounded one by one (N-TOPOLOGY-01), each ring an arc of its own; so are areas that are smaller
/// than a cell (W-TOPOJSON-01), which stay in the file as rings without area.
/// @param positions  2 to 1,000,000; others throw UsageError E-TOPOJSON-01.
[[nodiscard]] TopoJsonShapes quantise_shapes(const ExportLayer& layer, std::uint32_t positions,
                                             const ReprojectOptions& options = {});

/// @throws UsageError E-TOPOJSON-01.
void check_quantization(std::uint32_t positions);

/// The same on a grid of 10^-decimals of a degree.
[[nodiscard]] TopoJsonShapes round_shapes(const ExportLayer& layer, int decimals,
                                          const ReprojectOptions& options = {});

struct TopoJsonOptions {
    FeatureStyle style;                    ///< `decimals` is not looked at.
    std::string name = "areas";            ///< Of the object in the file.
    std::vector<std::string> attribution;  ///< Lines for the member `attribution`.
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// Streams areas as TopoJSON; see `TopoJsonText`.
/// Guarantees: same bytes for any number of threads; memory does not grow with the text.
void write_topojson(OutputFile& file, const TopoJsonShapes& shapes, const ResultTable& results,
                    const TopoJsonOptions& options = {});

/// The writer of the registry.
/// @throws as `export_layer`, and UsageError E-TOPOJSON-01.
[[nodiscard]] ExportOutcome export_topojson(const std::filesystem::path& to,
                                            const ExportLayer& layer, const ExportOptions& options);

}  // namespace levelin::geodata
