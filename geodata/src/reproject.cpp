#include <algorithm>
#include <atomic>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/geodata/reproject.hpp>
#include <mutex>
#include <numbers>

#include "fast_national_grid.hpp"
#include "proj_support.hpp"

namespace levelin::geodata {

namespace {

using namespace detail;

constexpr std::size_t point_block = 65536;

bool is_lon_lat(const CrsInfo& crs) {
    return crs.authority_code == "EPSG:4326" || crs.authority_code == "OGC:CRS84";
}

bool is_national_grid(const CrsInfo& crs) {
    return crs.authority_code == "EPSG:27700";
}

const std::string& definition(const CrsInfo& crs) {
    const std::string& text = crs.authority_code.empty() ? crs.wkt : crs.authority_code;
    if (text.empty()) {
        throw GeometryError("E-GEOMETRY-01", "the boundaries have no coordinate system",
                            "one that is known", "give it with --crs EPSG:N");
    }
    return text;
}

bool finite(Point p) {
    return std::isfinite(p.x) && std::isfinite(p.y);
}

// Applies the operations in their order to every point until one of them can transform it; returns
// how many points needed the second or a later one.
std::size_t transform_block(std::span<Point> points, const std::vector<Operation>& operations) {
    const std::vector<Point> before(points.begin(), points.end());
    std::size_t elsewhere = 0;
    transform(operations.front().pipeline, points);
    for (std::size_t o = 1;
         o < operations.size() && !std::all_of(points.begin(), points.end(), finite); ++o) {
        std::vector<Point> again = before;
        transform(operations[o].pipeline, again);
        for (std::size_t i = 0; i < points.size(); ++i) {
            if (!finite(points[i]) && finite(again[i])) {
                points[i] = again[i];
                ++elsewhere;
            }
        }
    }
    if (const auto bad = std::find_if_not(points.begin(), points.end(), finite);
        bad != points.end()) {
        const Point from = before[static_cast<std::size_t>(bad - points.begin())];
        throw GeometryError("E-GEOMETRY-11",
                            "PROJ cannot transform the point " + fixed_text(from.x, 3) + ", " +
                                fixed_text(from.y, 3),
                            "coordinates in the area of their system",
                            "check the file's coordinate system");
    }
    return elsewhere;
}

class Told {
  public:
    Told(const ReprojectOptions& options, std::size_t total)
        : m_progress(options.progress), m_total(total) {}
    void add(std::size_t points) {
        if (m_progress != nullptr) {
            const std::scoped_lock lock(m_mutex);
            m_done += points;
            m_progress->update("reprojecting",
                               static_cast<double>(m_done) / static_cast<double>(m_total));
        }
    }

  private:
    Progress* m_progress;
    std::size_t m_total;
    std::mutex m_mutex;
    std::size_t m_done = 0;
};

std::size_t transform_all(std::vector<Point>& points, const std::vector<Operation>& operations,
                          const ReprojectOptions& options) {
    std::atomic<std::size_t> elsewhere{0};
    Told told(options, points.size());
    parallel_blocks(
        points.size(), point_block, options.threads, [&](std::size_t begin, std::size_t end) {
            elsewhere += transform_block({points.data() + begin, end - begin}, operations);
            told.add(end - begin);
        });
    return elsewhere;
}

// The largest distance in metres between the fast path and PROJ over every 1009th point.
double sampled_error_m(const FastNationalGrid& fast, const std::vector<Point>& points,
                       const Operation& operation) {
    constexpr std::size_t stride = 1009;  // A prime, so that no pattern in the data is followed.
    std::vector<Point> exact;
    exact.reserve(points.size() / stride + 1);
    for (std::size_t i = 0; i < points.size(); i += stride) {
        exact.push_back(points[i]);
    }
    transform(operation.pipeline, exact);
    double largest = 0;
    for (std::size_t s = 0; s < exact.size(); ++s) {
        Point p = points[s * stride];
        if (fast.map(p) && finite(exact[s])) {
            constexpr double metres_per_degree = 111320;
            const double shrink = std::cos(p.y * std::numbers::pi / 180);
            largest = std::max(largest, std::hypot((p.x - exact[s].x) * shrink, p.y - exact[s].y) *
                                            metres_per_degree);
        }
    }
    return largest;
}

std::size_t transform_fast(std::vector<Point>& points, const FastNationalGrid& fast,
                           const std::vector<Operation>& operations,
                           const ReprojectOptions& options) {
    std::vector<std::vector<std::size_t>> outside((points.size() + point_block - 1) / point_block);
    Told told(options, points.size());
    parallel_blocks(points.size(), point_block, options.threads,
                    [&](std::size_t begin, std::size_t end) {
                        for (std::size_t i = begin; i < end; ++i) {
                            Point p = points[i];
                            if (fast.map(p)) {
                                points[i] = p;
                            } else {
                                outside[begin / point_block].push_back(i);
                            }
                        }
                        told.add(end - begin);
                    });
    std::vector<std::size_t> all;
    for (const auto& block : outside) {
        all.insert(all.end(), block.begin(), block.end());
    }
    if (all.empty()) {
        return 0;
    }
    std::vector<Point> rest;
    rest.reserve(all.size());
    for (const std::size_t i : all) {
        rest.push_back(points[i]);
    }
    const std::size_t elsewhere = transform_all(rest, operations, options);
    for (std::size_t i = 0; i < all.size(); ++i) {
        points[all[i]] = rest[i];
    }
    return elsewhere;
}

void report(LonLatPoints& result, std::span<const AreaCode> codes,
            const std::vector<Operation>& operations, std::size_t elsewhere) {
    if (operations.front().grid.empty()) {
        result.findings.note("N-CRS-03", std::string{"the OSTN15 grid ("} + ostn15_name +
                                             ") was not found; " + operations.front().name +
                                             " is used, which is some metres less accurate");
        return;
    }
    if (elsewhere > 0) {
        result.findings.note("N-CRS-05",
                             std::to_string(elsewhere) +
                                 " points lie outside the OSTN15 grid and were transformed with " +
                                 operations[1].name,
                             elsewhere);
    }
    const auto northern_irish = [](const AreaCode& code) {
        return code.view().starts_with("95") || code.view().starts_with('N');
    };
    const auto count =
        static_cast<std::uint64_t>(std::count_if(codes.begin(), codes.end(), northern_irish));
    if (count > 0) {
        const auto first = std::find_if(codes.begin(), codes.end(), northern_irish);
        result.findings.note("N-CRS-04",
                             std::to_string(count) +
                                 " areas of Northern Ireland are in British National Grid; OSTN15 "
                                 "is not defined there, they may be off by some metres",
                             count, {first->str()});
    }
}

}  // namespace

LonLatPoints points_to_lon_lat(std::vector<Point> points, std::span<const AreaCode> codes,
                               const CrsInfo& crs, const ReprojectOptions& options) {
    LonLatPoints result;
    result.points = std::move(points);
    if (is_lon_lat(crs)) {
        result.operation = {"none (already WGS 84)", 0, {}, {}, 0};
        return result;
    }
    const auto grid = find_ostn15(options);
    const std::vector<Operation> operations =
        is_national_grid(crs) ? national_grid_operations(grid)
                              : usable_operations(definition(crs), "EPSG:4326", grid);
    const Operation& best = operations.front();
    result.operation.name = best.name;
    result.operation.accuracy_m = best.accuracy_m;
    result.operation.grid_file = best.grid.filename().string();
    result.operation.grid_path = best.grid;
    if (!is_national_grid(crs)) {
        transform_all(result.points, operations, options);
        return result;
    }
    auto fast = FastNationalGrid::make(best, result.points, options.threads);
    if (fast) {
        const double error = sampled_error_m(*fast, result.points, best);
        if (!(error <= FastNationalGrid::bound_m)) {
            result.findings.warn("W-CRS-04", "the fast reprojection differs from PROJ by " +
                                                 shortest_text(error) + " m; PROJ itself is used");
            fast = nullptr;
        }
    }
    if (fast) {
        result.operation.shortcut_error_m = FastNationalGrid::bound_m;
        report(result, codes, operations,
               transform_fast(result.points, *fast, operations, options));
    } else {
        report(result, codes, operations, transform_all(result.points, operations, options));
    }
    return result;
}

LonLatBoundaries to_lon_lat(BoundarySet set, const CrsInfo& crs, const ReprojectOptions& options) {
    LonLatPoints moved = points_to_lon_lat(std::move(set.points), set.codes, crs, options);
    set.points = std::move(moved.points);
    return {std::move(set), std::move(moved.operation), std::move(moved.findings)};
}

BoundarySet to_national_grid(const BoundarySet& set, const CrsInfo& crs,
                             const ReprojectOptions& options) {
    BoundarySet result = set;
    if (!is_national_grid(crs)) {
        transform_all(result.points,
                      usable_operations(definition(crs), "EPSG:27700", find_ostn15(options)),
                      options);
    }
    return result;
}

}  // namespace levelin::geodata
