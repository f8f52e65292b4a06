#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/clusters/find_clusters.hpp>
#include <optional>
#include <string>
#include <vector>

#include "outcome.hpp"
#include "rule_inputs.hpp"

namespace levelin::run {

/// `levelin clusters`' options.
struct ClustersRequest {
    RuleInputsRequest inputs;
    std::string column;
    std::filesystem::path selection;  ///< A selection.csv, in place of `column`.
    std::string weights = "queen";    ///< rook, queen, distance or nearest.
    std::optional<double> metres;
    std::optional<std::uint64_t> count;
    double sliver_m = 1;
    std::vector<std::string> statistics;  ///< moran, gi_star, gi, geary, pockets, all; empty =
                                          ///< all but gi, whose p are those of gi_star.
    std::uint64_t permutations = 9999;
    std::uint64_t seed = 1;
    double fdr = 0.05;
    std::optional<double> p;  ///< Classes by p up to this, in place of q up to `fdr`.
    std::string tails = "two";
    std::string within;  ///< Pockets: surroundings are the other areas of this column's group.
    bool low_is_need = false;
    double need = 0.2;        ///< Pockets: the share of areas that are in need.
    double prosperous = 0.5;  ///< Pockets: the share of values that surroundings may lie in.
    std::string people;       ///< Column that is counted; empty = none.
    std::filesystem::path out;
    std::string time;
    bool overwrite = false;
    bool strict = false;
};

struct ClustersOutcome : Outcome {
    std::string summary;  ///< For a reader: what was found, in a few lines.
};

/// Finds where a column's values cluster and writes clusters.csv, clusters.geojson, report.json and
/// manifest.json.
///
/// @throws what `read_rule_inputs`, `read_metric_layer` and `find_neighbours` throw; ConfigError
///         E-TARGET-01, -02 as `columns::numbers_of`; UsageError E-CLUSTERS-01 options that do not
///         go together or are out of range, E-CLUSTERS-02 a column of words; InputError
///         E-CLUSTERS-03, -04, -05 as `areas_with_values`, -06 no boundaries.
/// Guarantees: same inputs and options, same bytes, for any number of threads.
[[nodiscard]] ClustersOutcome clusters_result(const ClustersRequest& request);

}  // namespace levelin::run
