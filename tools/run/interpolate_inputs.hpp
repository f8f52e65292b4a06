#pragma once

#include <levelin/geodata/export_layer.hpp>
#include <levelin/geodata/read_points.hpp>
#include <levelin/geodata/read_result.hpp>
#include <levelin/geodata/reproject.hpp>
#include <levelin/interpolate/interpolate.hpp>
#include <map>
#include <string>
#include <vector>

#include "inputs.hpp"
#include "interpolate_columns.hpp"
#include "interpolate_result.hpp"

namespace levelin::run {

/// What is read before anything is laid over anything.
struct InterpolateInputs {
    geodata::Result result;
    std::map<std::string, RankRule> rank_rules;  ///< By index, as the result's report says.
    BoundarySet sources;                         ///< In the order of the result, in metres.
    std::string sources_from;                    ///< "areas.geojson", or the files given.
    geodata::Boundaries onto;                    ///< As read.
    BoundarySet targets;                         ///< In metres.
    geodata::PreparedShapes lon_lat;             ///< The targets as they are written.
    geodata::Points points;                      ///< Empty where none were given.
    std::vector<InputDigest> digests;
    Diagnostics findings;
};

/// Reads what goes with a result that has been read. @throws as `interpolate_result`.
[[nodiscard]] InterpolateInputs read_interpolate_inputs(const InterpolateRequest& request,
                                                        geodata::Result result);

/// The points as the overlay takes them: the target by place; the source by code where nine of ten
/// points have one of the result's, else by place.
/// @throws InputError E-INTERPOLATE-10 no point lies in a source and a target.
[[nodiscard]] std::vector<PopulationPoint> place_points(const InterpolateRequest& request,
                                                        const InterpolateInputs& inputs,
                                                        Diagnostics& findings);

}  // namespace levelin::run
