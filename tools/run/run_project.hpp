#pragma once

#include <levelin/core/diagnostics.hpp>
#include <string>
#include <vector>

#include "inputs.hpp"
#include "outcome.hpp"

namespace levelin::run {

/// What a run came to, for the console.
struct RunOutcome : Outcome {
    std::size_t areas = 0;
    std::size_t scored = 0;
    std::string target_text;  ///< What the project's [target] comes to; empty without one.
};

/// The main job: read, join, score, write.
///
/// Writes areas.csv, areas.geojson (with boundaries), map.png and map.svg (unless turned off),
/// report.json and manifest.json into `request.out`; with [target] also selection.csv and
/// scorecard.json, and the columns selected, category and reason. All of them are put in place at
/// the end, or none. Under `strict` nothing is written where a warning was found.
///
/// @throws what its stages throw.
/// Guarantees: same inputs and options, same bytes, for any number of threads; the manifest's time
/// stamp is the only thing that changes from run to run.
[[nodiscard]] RunOutcome run_project(const RunRequest& request);

}  // namespace levelin::run
