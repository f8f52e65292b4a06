#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <string>
#include <vector>

#include "outcome.hpp"

namespace levelin::run {

/// `levelin interpolate`'s options.
struct InterpolateRequest {
    std::filesystem::path result;                   ///< The folder that `run` wrote.
    std::vector<std::filesystem::path> boundaries;  ///< Its areas, in place of areas.geojson.
    std::filesystem::path onto;
    std::filesystem::path points;  ///< Empty = by area.
    std::string people;            ///< A column of the result or of `points`; empty = find it.
    std::vector<std::string> extensive;
    std::vector<std::string> intensive;
    double sliver_m2 = 1;
    double minimum = 0.5;               ///< Least covered share of a target for an intensive value.
    bool lose_spill = false;            ///< What lies outside all targets is lost.
    std::vector<std::string> licences;  ///< Attribution of `onto` and `points`.
    std::filesystem::path out;
    std::filesystem::path grid;
    std::string crs;  ///< For boundaries that carry none.
    std::string time;
    bool overwrite = false;
    bool strict = false;
    unsigned threads = 0;
    Progress* progress = nullptr;
};

struct InterpolateOutcome : Outcome {
    std::size_t targets = 0;
    std::size_t with_value = 0;
};

/// Carries a result over to other boundaries and writes areas.csv, areas.geojson, pairs.csv,
/// report.json and manifest.json.
///
/// Areas are measured in British National Grid, for Northern Ireland too, where its scale is up to
/// 0.3 % off; only ratios within one area count. The areas of the result are those of its
/// areas.geojson, whose corners are within 0.1 m of the boundaries that the run was given.
///
/// @throws InputError as `read_result`, `read_boundaries`, `read_points`; UsageError
///         E-INTERPOLATE-01 (a rank or decile is asked for), -02 (no such column), -03 (a column of
///         words), -04 (a score as a count, or a column twice), -08 (nothing to carry over), -09
///         (an option out of range); InputError -05 (the result has no boundaries), -06 (the
///         boundaries are not those of the result), -10 (no point lies in an area); JoinError -07
///         (the layers do not touch).
/// Guarantees: same inputs and options, same bytes, for any number of threads.
[[nodiscard]] InterpolateOutcome interpolate_result(const InterpolateRequest& request);

}  // namespace levelin::run
