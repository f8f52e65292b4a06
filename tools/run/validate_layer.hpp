#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "metric_layer.hpp"
#include "outcome.hpp"

namespace levelin::run {

/// `levelin validate`'s options.
struct ValidateRequest {
    MetricLayerRequest layer;
    double sliver_m = 1;       ///< Overlaps and parts narrower than this are slivers.
    double gap_m = 10;         ///< Enclosed ground wider than this is a lake.
    double near_m = 1;         ///< How far apart borders lie that were meant to be one.
    std::filesystem::path to;  ///< GeoJSON of what was found; empty = none.
    bool overwrite = false;
    bool strict = false;
};

/// How much a kind of fault matters.
enum class FaultGrade : std::uint8_t {
    error,    ///< Figures by area will be wrong: exit status 1.
    warning,  ///< levelin closes it where it needs to; exit status 3 with --strict.
    note,     ///< Fine in itself.
};

/// One thing that was found.
struct Fault {
    std::vector<std::uint32_t> areas;
    double size = 0;          ///< m2, of unmatched edges m.
    double width_m = -1;      ///< Below 0 = says nothing.
    Point where;              ///< British National Grid.
    std::vector<Point> line;  ///< What a map shows; empty = the point.
    bool closed = false;      ///< `line` is a ring.
};

/// One line of the table.
struct FaultKind {
    std::string_view name;   ///< "overlap".
    std::string_view title;  ///< "overlaps".
    std::string_view unit;   ///< Of sizes: "m2", "m", or empty.
    FaultGrade grade = FaultGrade::error;
    std::string says;           ///< What it means, with the widths that were asked for.
    std::vector<Fault> faults;  ///< The largest first.
};

struct ValidateOutcome : Outcome {
    std::vector<FaultKind> kinds;
    bool valid = false;  ///< No error.
    int status = 0;
    std::string text;  ///< For the console.
};

/// Finds what is wrong with a layer: invalid shapes, overlaps, gaps, slivers, borders that do not
/// match, areas without a shape of their own and isolated areas.
/// @throws InputError, GeometryError as `read_boundaries` and `make_coverage`; UsageError
///         E-VALIDATE-01 a width that makes no sense; E-OUTPUT-*.
/// Guarantees: same inputs and options, same bytes, for any number of threads.
[[nodiscard]] ValidateOutcome validate_layer(const ValidateRequest& request);

}  // namespace levelin::run
