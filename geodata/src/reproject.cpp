#include <algorithm>
#include <atomic>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/geodata/reproject.hpp>
#include <mutex>

#include "proj_support.hpp"

namespace levelin::geodata {

namespace {

using namespace detail;

constexpr std::size_t block_size = 65536;

bool is_lon_lat(const CrsInfo& crs) {
    return crs.authority_code == "EPSG:4326" || crs.authority_code == "OGC:CRS84";
}

const std::string& definition(const CrsInfo& crs) {
    const std::string& text = crs.authority_code.empty() ? crs.wkt : crs.authority_code;
    if (text.empty()) {
        throw GeometryError("E-GEOMETRY-01", "the boundaries have no coordinate system",
                            "one that is known", "give it with --crs EPSG:N");
    }
    return text;
}

// Applies the operations in their order to every point until one of them can transform it; returns
// how many points needed the second or a later one.
std::size_t transform_all(std::vector<Point>& points, const std::vector<Operation>& operations,
                          const ReprojectOptions& options) {
    std::atomic<std::size_t> elsewhere{0};
    std::mutex progress_mutex;
    std::size_t done = 0;
    parallel_blocks(
        points.size(), block_size, options.threads, [&](std::size_t begin, std::size_t end) {
            const std::span<Point> block{points.data() + begin, end - begin};
            const std::vector<Point> before(block.begin(), block.end());
            transform(operations.front().pipeline, block);
            const auto bad = [](Point p) { return !std::isfinite(p.x) || !std::isfinite(p.y); };
            for (std::size_t o = 1;
                 o < operations.size() && std::any_of(block.begin(), block.end(), bad); ++o) {
                std::vector<Point> again = before;
                transform(operations[o].pipeline, again);
                for (std::size_t i = 0; i < block.size(); ++i) {
                    if (bad(block[i]) && !bad(again[i])) {
                        block[i] = again[i];
                        ++elsewhere;
                    }
                }
            }
            if (std::any_of(block.begin(), block.end(), bad)) {
                throw GeometryError(
                    "E-GEOMETRY-11",
                    "PROJ cannot transform a point near " +
                        std::to_string(before[static_cast<std::size_t>(
                                                  std::find_if(block.begin(), block.end(), bad) -
                                                  block.begin())]
                                           .x),
                    "coordinates in the area of their system",
                    "check the file's coordinate system");
            }
            if (options.progress != nullptr) {
                const std::scoped_lock lock(progress_mutex);
                done += block.size();
                options.progress->update(
                    "reprojecting", static_cast<double>(done) / static_cast<double>(points.size()));
            }
        });
    return elsewhere;
}

}  // namespace

LonLatBoundaries to_lon_lat(BoundarySet set, const CrsInfo& crs, const ReprojectOptions& options) {
    LonLatBoundaries result;
    result.set = std::move(set);
    if (is_lon_lat(crs)) {
        result.operation = {"none (already WGS 84)", 0, {}, 0};
        return result;
    }
    const auto grid = find_ostn15(options);
    const std::vector<Operation> operations = usable_operations(definition(crs), "EPSG:4326", grid);
    const Operation& best = operations.front();
    result.operation.name = best.name;
    result.operation.accuracy_m = best.accuracy_m;
    result.operation.grid_file = best.grid.filename().string();
    transform_all(result.set.points, operations, options);
    return result;
}

BoundarySet to_national_grid(const BoundarySet& set, const CrsInfo& crs,
                             const ReprojectOptions& options) {
    BoundarySet result = set;
    if (crs.authority_code == "EPSG:27700") {
        return result;
    }
    transform_all(result.points,
                  usable_operations(definition(crs), "EPSG:27700", find_ostn15(options)), options);
    return result;
}

}  // namespace levelin::geodata
