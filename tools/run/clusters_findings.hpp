#pragma once

#include <levelin/clusters/find_clusters.hpp>
#include <levelin/clusters/global_statistics.hpp>
#include <levelin/clusters/pockets.hpp>
#include <optional>
#include <vector>

#include "clusters_inputs.hpp"

namespace levelin::run {

/// What was found, by place among the areas with a value; written as table, report and summary.
struct ClustersFound {
    ValuedAreas areas;
    GlobalMoran global;
    std::optional<JoinCounts> joins;  ///< Where all values are 0 or 1.
    std::vector<LocalResult> local;
    std::optional<Pockets> pockets;
};

/// clusters.csv, and the properties of clusters.geojson: `value`, `neighbours`, `neighbours_mean`,
/// then for each statistic ID, ID_z, ID_p, ID_q, ID_class and ID_cluster (Gi and Gi* are their own
/// z), then `pocket_around`, `pocket_p`, `pocket_q` and `pocket_class`.
[[nodiscard]] ResultTable clusters_table(const ClustersInputs& inputs, const ClustersFound& found);

/// report.json.
[[nodiscard]] std::string clusters_report(const ClustersRequest& request,
                                          const ClustersInputs& inputs, const ClustersFound& found,
                                          const Diagnostics& findings);

/// The lines for a reader.
[[nodiscard]] std::string clusters_summary(const ClustersRequest& request,
                                           const ClustersInputs& inputs,
                                           const ClustersFound& found);

/// The people of an area that are counted; none where there is no such column.
[[nodiscard]] double people_of(const ClustersInputs& inputs, std::uint32_t position);

/// Where a cluster lies: the council that most of its areas are in, or its area furthest from the
/// mean of all.
[[nodiscard]] std::string place_of(const ClustersInputs& inputs, const ValuedAreas& areas,
                                   const std::vector<std::uint32_t>& members);

}  // namespace levelin::run
