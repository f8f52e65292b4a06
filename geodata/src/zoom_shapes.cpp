#include "zoom_shapes.hpp"

#include <levelin/core/parallel.hpp>

namespace levelin::geodata::detail {

namespace {

constexpr std::size_t block_size = 65536;

}  // namespace

ZoomShapes::ZoomShapes(const ExportLayer& layer, const ReprojectOptions& options, unsigned threads)
    : m_threads(threads) {
    LonLatBoundaries lon_lat =
        to_lon_lat(normalise_winding(layer.shapes), layer.crs, options);
    m_operation = std::move(lon_lat.operation);
    m_findings = std::move(lon_lat.findings);
    m_bounds = bounding_box(lon_lat.set.points);
    m_world = std::move(lon_lat.set);
    parallel_blocks(m_world.points.size(), block_size, threads,
                    [&](std::size_t begin, std::size_t end) {
                        for (std::size_t i = begin; i < end; ++i) {
                            m_world.points[i] = to_mercator(m_world.points[i]);
                        }
                    });
}

KeptVisible ZoomShapes::at(int zoom) const {
    return keep_visible(round_to_zoom(m_world, zoom, m_threads), m_world);
}

}  // namespace levelin::geodata::detail
