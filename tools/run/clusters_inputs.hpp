#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/clusters/find_clusters.hpp>
#include <levelin/target/table_columns.hpp>
#include <string>
#include <vector>

#include "clusters_result.hpp"
#include "find_neighbours.hpp"
#include "inputs.hpp"

namespace levelin::run {

/// The options of a call, checked before anything is read.
struct ClustersCall {
    FindNeighboursOptions neighbours;
    LocalOptions local;  ///< Without threads and progress of its permutations.
    bool pockets = false;
    double level = 0.05;
    bool metres_given = false;
};

/// @throws UsageError E-CLUSTERS-01.
[[nodiscard]] ClustersCall checked_call(const ClustersRequest& request);

/// What `levelin clusters` reads; everything in the order of the result's areas.
struct ClustersInputs {
    geodata::Result result;
    NumberColumn values;
    NumberColumn people;  ///< Empty where none were asked for.
    columns::Groups groups;
    std::vector<std::string> group_names;  ///< Of each area's group, where known; else empty.
    std::vector<std::string> places;  ///< Council names, where a look-up gave them; else empty.
    NeighbourGraph graph;
    BoundarySet lon_lat;
    std::vector<InputDigest> digests;
    Diagnostics findings;
};

/// @throws as `clusters_result`.
[[nodiscard]] ClustersInputs read_clusters_inputs(const ClustersRequest& request,
                                                  const ClustersCall& call);

}  // namespace levelin::run
