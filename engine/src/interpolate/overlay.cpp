#include <algorithm>
#include <cmath>
#include <levelin/core/parallel.hpp>
#include <levelin/interpolate/overlay.hpp>
#include <mutex>

#include "area_edges.hpp"
#include "box_tree.hpp"
#include "clip.hpp"

namespace levelin {

namespace {

using namespace interpolate_detail;

constexpr std::size_t pair_block = 64;
constexpr std::size_t few_edges = 96;     // For areas that are looked at many times,
constexpr std::size_t many_edges = 2048;  // and for those that are so once or twice.

Box common(const Box& a, const Box& b) {
    return {std::max(a.min_x, b.min_x), std::max(a.min_y, b.min_y), std::min(a.max_x, b.max_x),
            std::min(a.max_y, b.max_y)};
}

bool covers(const Box& outer, const Box& inner) {
    return outer.min_x <= inner.min_x && outer.min_y <= inner.min_y && outer.max_x >= inner.max_x &&
           outer.max_y >= inner.max_y;
}

// One pair after the other, with the memory kept between them.
class Measure {
  public:
    Measure(const AreaEdges& sources, const AreaEdges& targets)
        : m_sources(sources), m_targets(targets) {}

    /// The common area, or 0 where it cannot be told from none.
    [[nodiscard]] double operator()(std::uint32_t source, std::uint32_t target) {
        const Box window = common(m_sources.box(source), m_targets.box(target));
        const double width = window.max_x - window.min_x;
        const double height = window.max_y - window.min_y;
        if (!(width > 0) || !(height > 0)) {
            return 0;
        }
        clip(m_targets, target, window, m_target);
        if (m_target.pieces().empty()) {
            if (m_target.full() == 0) {
                return 0;
            }
            if (covers(window, m_sources.box(source))) {
                return m_target.full() * m_sources.area_m2(source);
            }
        }
        clip(m_sources, source, window, m_source);
        if (m_source.pieces().empty()) {
            if (m_source.full() == 0) {
                return 0;
            }
            if (covers(window, m_targets.box(target))) {
                return m_source.full() * m_targets.area_m2(target);
            }
        }
        const double area = m_area.of(m_source, m_target);
        const auto edges =
            static_cast<double>(m_source.pieces().size() + m_target.pieces().size() + 1);
        return area > 0x1p-48 * edges * width * height ? area : 0;
    }

  private:
    static void clip(const AreaEdges& layer, std::uint32_t area, const Box& window, Clipped& into) {
        const double height = window.max_y - window.min_y;
        into.reset(window.max_x - window.min_x, height);
        const double above = std::nextafter(height, 2 * height);
        const auto moved = [&](Point p) {
            const double y = p.y - window.min_y;
            // What is above stays above, however little: `visit` counts on it.
            return Point{p.x - window.min_x, p.y > window.max_y ? std::max(y, above) : y};
        };
        layer.visit(area, window, [&](Point a, Point b) { into.add(moved(a), moved(b)); });
    }

    const AreaEdges& m_sources;
    const AreaEdges& m_targets;
    Clipped m_source;
    Clipped m_target;
    CommonArea m_area;
};

}  // namespace

Overlay overlay(const BoundarySet& sources, const BoundarySet& targets,
                const OverlayOptions& options) {
    // The layer with more areas is cut into blocks, the other one is searched.
    const bool by_source = sources.size() >= targets.size();
    const AreaEdges source_edges(sources, by_source ? many_edges : few_edges, options.threads);
    const AreaEdges target_edges(targets, by_source ? few_edges : many_edges, options.threads);
    Overlay out;
    out.source_areas_m2 = source_edges.areas_m2();
    out.target_areas_m2 = target_edges.areas_m2();

    const AreaEdges& walked = by_source ? source_edges : target_edges;
    const BoxTree tree(by_source ? target_edges.boxes() : source_edges.boxes());
    const std::size_t count = walked.boxes().size();
    std::vector<std::vector<OverlapPair>> blocks((count + pair_block - 1) / pair_block);
    std::mutex told;
    std::size_t done = 0;
    parallel_blocks(count, pair_block, options.threads, [&](std::size_t begin, std::size_t end) {
        Measure measure(source_edges, target_edges);
        std::vector<OverlapPair>& pairs = blocks[begin / pair_block];
        for (std::size_t i = begin; i < end; ++i) {
            if (walked.boxes()[i].empty()) {
                continue;
            }
            for (const std::uint32_t other : tree.meeting(walked.boxes()[i])) {
                const auto own = static_cast<std::uint32_t>(i);
                OverlapPair pair{by_source ? own : other, by_source ? other : own, 0};
                pair.area_m2 = measure(pair.source, pair.target);
                if (pair.area_m2 > 0) {
                    pairs.push_back(pair);
                }
            }
        }
        if (options.progress != nullptr) {
            const std::scoped_lock lock(told);
            done += end - begin;
            options.progress->update("laying the areas over each other",
                                     static_cast<double>(done) / static_cast<double>(count));
        }
    });
    for (const auto& pairs : blocks) {
        out.pairs.insert(out.pairs.end(), pairs.begin(), pairs.end());
    }
    if (!by_source) {
        std::sort(out.pairs.begin(), out.pairs.end(), [](const auto& a, const auto& b) {
            return a.source != b.source ? a.source < b.source : a.target < b.target;
        });
    }
    return out;
}

}  // namespace levelin
