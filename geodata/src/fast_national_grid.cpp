#include "fast_national_grid.hpp"

#include <levelin/core/parallel.hpp>
#include <mutex>

namespace levelin::geodata::detail {

namespace {

// The part of a pipeline before its grid step, if the grid step is all that follows: what PROJ
// writes for EPSG:27700 to WGS 84 with OSTN15.
std::optional<std::string> before_grid(const std::string& pipeline) {
    const std::string step = " +step +proj=hgridshift +grids=";
    const std::size_t at = pipeline.find(step);
    const std::string to_degrees = " +step +proj=unitconvert +xy_in=rad +xy_out=deg";
    if (at == std::string::npos || !pipeline.ends_with(to_degrees)) {
        return std::nullopt;
    }
    const std::size_t after = pipeline.find(" +step", at + step.size());
    if (after + to_degrees.size() != pipeline.size()) {
        return std::nullopt;
    }
    return pipeline.substr(0, at) + to_degrees;
}

SmoothMap::Tiles tiles_of(std::span<const Point> points, unsigned threads) {
    SmoothMap::Tiles all;
    std::mutex mutex;
    parallel_blocks(points.size(), 1U << 18U, threads, [&](std::size_t begin, std::size_t end) {
        SmoothMap::Tiles own;
        for (const Point& p : points.subspan(begin, end - begin)) {
            own.mark(p);
        }
        const std::scoped_lock lock(mutex);
        all.merge(own);
    });
    return all;
}

}  // namespace

std::unique_ptr<FastNationalGrid> FastNationalGrid::make(const Operation& operation,
                                                         std::span<const Point> points,
                                                         unsigned threads) {
    std::string smooth = operation.pipeline;
    if (!operation.grid.empty()) {
        const auto before = before_grid(operation.pipeline);
        if (!before) {
            return nullptr;
        }
        smooth = *before;
    } else if (smooth.find("grids=") != std::string::npos) {
        return nullptr;
    }
    SmoothMap map(smooth, tiles_of(points, threads), threads);
    std::unique_ptr<DatumGrid> grid;
    if (!operation.grid.empty()) {
        // The fitted points stop a little short of their squares' edges.
        constexpr double margin = 0.05;
        Box needed = map.fitted_values();
        needed.min_y -= margin;
        needed.max_y += margin;
        grid = DatumGrid::read(operation.grid, needed, threads);
        if (!grid) {
            return nullptr;
        }
    }
    return std::unique_ptr<FastNationalGrid>{new FastNationalGrid(std::move(map), std::move(grid))};
}

}  // namespace levelin::geodata::detail
