#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/export/geojson_text.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/table/result_table.hpp>
#include <string>
#include <vector>

namespace levelin::geodata {

/// How features stand in the file.
enum class GeoJsonFraming : std::uint8_t {
    collection,  ///< One FeatureCollection, each feature on its line.
    lines,       ///< One feature a line, nothing else (newline-delimited GeoJSON).
    sequence,    ///< As lines, each after a record separator, U+001E (RFC 8142).
};

struct GeoJsonOptions {
    FeatureStyle style;
    GeoJsonFraming framing = GeoJsonFraming::collection;
    std::vector<std::string> attribution;  ///< Lines for the collection's member `attribution`.
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// Streams areas as RFC 7946: CRS84, outer rings counter-clockwise, `bbox`, integer `id` (position
/// in the file, from 1) and the code, the same keys on every feature, explicit nulls with a status.
/// What the style changes of that is the caller's wish; lines and sequences have no `bbox` and no
/// attribution, for there is no collection to hold them.
///
/// @param lon_lat  longitude and latitude; may be empty rings for a run without boundaries.
/// @param results  one row an area, in the same order.
/// @returns  findings: parts and holes that have no area once rounded (left out), areas that would
///           vanish (written with 9 decimals).
/// Guarantees: same bytes for any number of threads; memory does not grow with the text.
Diagnostics write_geojson(OutputFile& file, const BoundarySet& lon_lat, const ResultTable& results,
                          const GeoJsonOptions& options = {});

}  // namespace levelin::geodata
