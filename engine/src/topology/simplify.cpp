#include <algorithm>
#include <bit>
#include <cmath>
#include <levelin/core/parallel.hpp>
#include <levelin/topology/simplify.hpp>
#include <stdexcept>

#include "simplify_embedding.hpp"
#include "simplify_parts.hpp"

namespace levelin {

namespace {

using namespace topology_detail;

constexpr std::size_t point_block = 1U << 16U;

std::uint32_t bits_of(float weight) noexcept {
    return std::bit_cast<std::uint32_t>(weight);
}

}  // namespace

Simplifier::Simplifier(const Coverage& coverage, unsigned threads)
    : m_coverage(&coverage),
      m_threads(threads),
      m_weights(visvalingam_weights(coverage.topology(), threads)),
      m_arc_order(hilbert_order(coverage.topology())),
      m_nodes(count_nodes(coverage.topology())) {}

std::vector<double> Simplifier::weights() const {
    const double cell = m_coverage->topology().grid.cell();
    std::vector<double> weights(m_weights.size());
    std::transform(m_weights.begin(), m_weights.end(), weights.begin(),
                   [cell](float weight) { return static_cast<double>(weight) * cell * cell; });
    return weights;
}

// The cut that removes as many points as asked, the lightest ones and of equal ones those that come
// first. Floats of 0 and more are ordered as their bits are, so that two counts by halves of the
// bits find the one of that rank.
Simplifier::Cut Simplifier::cut_at(std::uint64_t removed) const {
    if (removed == 0) {
        return {};
    }
    const auto bucket_of_rank = [](const std::vector<std::uint64_t>& counts, std::uint64_t& rank) {
        std::uint32_t bucket = 0;
        while (rank >= counts[bucket]) {
            rank -= counts[bucket];
            ++bucket;
        }
        return bucket;
    };
    std::uint64_t rank = removed - 1;
    std::vector<std::uint64_t> counts(1U << 16U, 0);
    for (const float weight : m_weights) {
        ++counts[bits_of(weight) >> 16U];
    }
    const std::uint32_t high = bucket_of_rank(counts, rank);
    std::fill(counts.begin(), counts.end(), 0);
    for (const float weight : m_weights) {
        if (bits_of(weight) >> 16U == high) {
            ++counts[bits_of(weight) & 0xFFFFU];
        }
    }
    const std::uint32_t low = bucket_of_rank(counts, rank);
    Cut cut;
    cut.least = std::bit_cast<float>(high << 16U | low);
    for (std::uint64_t left = rank + 1; left > 0; ++cut.tie_end) {
        left -= m_weights[cut.tie_end] == cut.least ? 1 : 0;
    }
    return cut;
}

Simplified Simplifier::cut(Cut at, const SimplifyOptions& options) const {
    const Topology& topology = m_coverage->topology();
    const double cell = topology.grid.cell();
    const std::size_t points = topology.arc_points.size();
    std::vector<std::uint8_t> kept(points);
    const std::size_t blocks = (points + point_block - 1) / point_block;
    std::vector<float> least_of(blocks, end_weight);
    parallel_blocks(points, point_block, m_threads, [&](std::size_t begin, std::size_t end) {
        float least = end_weight;
        for (std::size_t i = begin; i < end; ++i) {
            const bool keeps =
                m_weights[i] > at.least || (m_weights[i] == at.least && i >= at.tie_end);
            kept[i] = keeps ? 1 : 0;
            least = keeps ? std::min(least, m_weights[i]) : least;
        }
        least_of[begin / point_block] = least;
    });
    float least = end_weight;
    for (const float of_block : least_of) {
        least = std::min(least, of_block);
    }
    if (least == end_weight) {
        least = std::nextafter(at.least, end_weight);
    }

    const DroppedRings dropped = small_rings(topology, options.min_part / (cell * cell));
    const Chains chains(topology, m_threads);
    Embedding embedding(topology, chains, m_weights, m_arc_order, dropped.arc, kept, m_threads);
    const std::uint64_t put_back = embedding.settle();
    Simplified result{Coverage(kept_topology(topology, kept, dropped, m_threads))};
    const Topology& after = result.coverage.topology();
    result.tolerance_m = std::sqrt(static_cast<double>(least)) * cell;
    result.removable_before = points - 2 * topology.arc_count();
    result.points_before = result.removable_before + m_nodes;
    result.removable_after = after.arc_points.size() - 2 * after.arc_count();
    // Arcs that are left out meet no other: each has one end of its own.
    result.points_after =
        result.removable_after + m_nodes - (topology.arc_count() - after.arc_count());
    result.put_back = put_back;
    result.dropped_parts = dropped.parts;
    result.dropped_holes = dropped.holes;
    return result;
}

Simplified Simplifier::keep_share(double share, const SimplifyOptions& options) const {
    if (!(share >= 0 && share <= 1)) {
        throw std::invalid_argument("a share lies between 0 and 1");
    }
    const Topology& topology = m_coverage->topology();
    const std::uint64_t removable = topology.arc_points.size() - 2 * topology.arc_count();
    const auto keep =
        static_cast<std::uint64_t>(std::llround(share * static_cast<double>(removable)));
    return cut(cut_at(removable - keep), options);
}

Simplified Simplifier::with_tolerance(double tolerance_m, const SimplifyOptions& options) const {
    if (!(tolerance_m >= 0)) {
        throw std::invalid_argument("a tolerance is 0 or more");
    }
    const double cells = tolerance_m / m_coverage->topology().grid.cell();
    // The next float above is the bound where the square lies between two of them.
    float least = static_cast<float>(std::min(cells * cells, 0x1p126));
    if (static_cast<double>(least) < cells * cells) {
        least = std::nextafter(least, end_weight);
    }
    return cut({least, 0}, options);
}

}  // namespace levelin
