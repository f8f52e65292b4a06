#pragma once

#include <cstdint>
#include <levelin/clusters/local_statistics.hpp>
#include <levelin/clusters/permutations.hpp>
#include <levelin/table/column.hpp>
#include <string_view>
#include <vector>

namespace levelin {

/// The areas of a layer that have a value, and who borders on whom among them.
struct ValuedAreas {
    std::vector<std::uint32_t> position;  ///< In the layer, ascending.
    std::vector<double> values;
    Deviations deviations;
    NeighbourGraph graph;  ///< Row-standardised.
    /// By their place among these areas: without any neighbour, and with a single one.
    std::vector<std::uint32_t> islands;
    std::vector<std::uint32_t> with_one_neighbour;
    /// Islands that had neighbours, none of which has a value.
    std::vector<std::uint32_t> cut_off;

    [[nodiscard]] std::size_t size() const noexcept { return position.size(); }
};

/// Areas without a value leave the graph; what is left is standardised by rows.
/// @param graph   of the whole layer; weights 0 or more. @param column  one cell an area.
/// @throws std::invalid_argument sizes differ. @throws InputError as `deviations_of`, and
///         E-CLUSTERS-05 no two areas with a value are neighbours. Cost: O(links).
[[nodiscard]] ValuedAreas areas_with_values(const NeighbourGraph& graph,
                                            const NumberColumn& column);

enum class LocalKind : std::uint8_t { moran, g_star, g, geary };
/// "moran", "gi_star", "gi", "geary".
[[nodiscard]] std::string_view to_string(LocalKind kind) noexcept;

/// What an area is, by one local statistic. The words are those of the files.
enum class ClusterClass : std::uint8_t {
    not_significant,
    high_high,  ///< Moran: a high value among high ones.
    low_low,
    high_low,  ///< A high value among low ones.
    low_high,
    hot_spot,    ///< G and G*: high values gather here.
    cold_spot,   ///< Low values gather here.
    alike_high,  ///< Geary: like its neighbours, it and their mean above the mean of all.
    alike_low,
    alike_middle,  ///< Like its neighbours, which lie about the mean.
    unlike,        ///< Geary: unlike its neighbours.
    island,        ///< It has no neighbours, so that nothing is said.
};
[[nodiscard]] std::string_view to_string(ClusterClass word) noexcept;

/// Areas of one class that hang together by links of the graph.
struct Cluster {
    ClusterClass kind = ClusterClass::not_significant;
    std::vector<std::uint32_t> areas;  ///< Places among the valued areas, ascending.
};

struct LocalOptions {
    std::vector<LocalKind> kinds{LocalKind::moran, LocalKind::g_star, LocalKind::g,
                                 LocalKind::geary};
    double level = 0.05;          ///< (0, 1): greatest q, or p, that is called significant.
    bool false_discovery = true;  ///< Classes by q; else by p.
    Tails tails = Tails::two;
    PermutationOptions permute;
};

/// One local statistic with its test; everything by place among the valued areas.
struct LocalResult {
    LocalKind kind = LocalKind::moran;
    LocalStatistic statistic;
    DecimalColumn p;  ///< `not_applicable` for islands.
    DecimalColumn q;  ///< Benjamini and Hochberg over all areas that have a p.
    std::vector<ClusterClass> classes;
    std::vector<Cluster> clusters;       ///< Most areas first, then by first area.
    std::vector<std::uint32_t> cluster;  ///< Number from 1 in that order; 0 = none.
};

/// Local statistics, tested by conditional permutation.
///
/// Moran, G and G* of an area all rest on the sum of its neighbours, the area's own value being
/// kept, and so share their p-values where the area's value is not the mean itself.
/// Guarantees: the same for any number of threads. Cost: as `permute_neighbours`.
[[nodiscard]] std::vector<LocalResult> local_clusters(const ValuedAreas& areas,
                                                      const LocalOptions& options = {});

}  // namespace levelin
