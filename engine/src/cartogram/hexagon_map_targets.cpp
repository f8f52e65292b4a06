#include <algorithm>
#include <cmath>
#include <levelin/cartogram/hexagon_map_targets.hpp>
#include <levelin/core/error.hpp>
#include <limits>
#include <map>

namespace levelin {

namespace {

/// A landmass but the largest, and the two areas across the narrowest water to other land.
struct Island {
    std::vector<std::uint32_t> areas;
    std::uint32_t shore = 0;
    std::uint32_t other_shore = 0;
};

std::vector<Island> islands_of(const std::vector<Point>& centroids,
                               const std::vector<std::uint32_t>& landmass) {
    std::map<std::uint32_t, Island> by_land;
    for (std::uint32_t a = 0; a < landmass.size(); ++a) {
        by_land[landmass[a]].areas.push_back(a);
    }
    std::size_t largest = 0;
    for (const auto& [land, island] : by_land) {
        largest = std::max(largest, island.areas.size());
    }
    std::vector<Island> out;
    bool mainland_seen = false;
    for (auto& [land, island] : by_land) {
        if (!mainland_seen && island.areas.size() == largest) {
            mainland_seen = true;
            continue;
        }
        double narrowest = std::numeric_limits<double>::infinity();
        for (const std::uint32_t a : island.areas) {
            for (std::uint32_t b = 0; b < landmass.size(); ++b) {
                const double width =
                    std::hypot(centroids[a].x - centroids[b].x, centroids[a].y - centroids[b].y);
                if (landmass[b] != land && width < narrowest) {
                    narrowest = width;
                    island.shore = a;
                    island.other_shore = b;
                }
            }
        }
        out.push_back(std::move(island));
    }
    return out;
}

void check(const std::vector<Point>& places, const std::vector<Point>& centroids,
           const std::vector<BorderPair>& borders, const std::vector<std::uint32_t>& landmass,
           const TargetOptions& options) {
    const std::size_t n = places.size();
    const bool inside = std::all_of(borders.begin(), borders.end(), [n](const BorderPair& b) {
        return b.first < n && b.second < n && b.first != b.second;
    });
    if (centroids.size() != n || landmass.size() != n || !inside || !(options.spacing_m > 0)) {
        throw UsageError("E-CARTOGRAM-01",
                         "places, centroids, borders and landmasses do not fit together",
                         "one of each for every area, and a spacing above 0");
    }
}

}  // namespace

std::vector<Point> hexagon_targets(const std::vector<Point>& places,
                                   const std::vector<Point>& centroids,
                                   const std::vector<BorderPair>& borders,
                                   const std::vector<std::uint32_t>& landmass,
                                   const TargetOptions& options) {
    check(places, centroids, borders, landmass, options);
    const std::size_t n = places.size();
    const double spacing = options.spacing_m;
    std::vector<bool> bordering(n * n, false);
    for (const auto& [a, b] : borders) {
        bordering[a * n + b] = bordering[b * n + a] = true;
    }
    const std::vector<Island> islands = islands_of(centroids, landmass);
    std::vector<bool> small(n, false);
    for (const Island& island : islands) {
        if (island.areas.size() == 1) {
            small[island.areas.front()] = true;
        }
    }
    std::vector<Point> at = places;
    std::vector<Point> pull(n);
    const auto add = [&pull](std::size_t a, double x, double y) {
        pull[a].x += x;
        pull[a].y += y;
    };
    for (int step = 0; step < options.steps; ++step) {
        std::fill(pull.begin(), pull.end(), Point{});
        for (std::size_t a = 0; a < n; ++a) {
            for (std::size_t b = a + 1; b < n; ++b) {
                const double dx = at[b].x - at[a].x;
                const double dy = at[b].y - at[a].y;
                const double apart = std::max(std::hypot(dx, dy) / spacing, 1e-9);
                double rest = 1;
                double strength = apart > 1 ? options.join : options.part;
                if (bordering[a * n + b]) {
                    const double tx = centroids[b].x - centroids[a].x;
                    const double ty = centroids[b].y - centroids[a].y;
                    const double length = std::max(std::hypot(tx, ty), 1e-9);
                    const double x = options.keep_bearing * (dx - tx / length * spacing);
                    const double y = options.keep_bearing * (dy - ty / length * spacing);
                    add(a, x, y);
                    add(b, -x, -y);
                } else {
                    rest = landmass[a] != landmass[b] ? options.strait : options.second_ring;
                    strength = options.part;
                    if (apart >= rest) {
                        continue;
                    }
                }
                const double w = strength * (apart - rest) / apart;
                add(a, w * dx, w * dy);
                add(b, -w * dx, -w * dy);
            }
        }
        for (const Island& island : islands) {
            const double dx = at[island.other_shore].x - at[island.shore].x;
            const double dy = at[island.other_shore].y - at[island.shore].y;
            const double apart = std::hypot(dx, dy) / spacing;
            const double widest = options.strait + 0.3;
            if (apart > widest) {
                const double w = 0.5 * (apart - widest) / apart;
                for (const std::uint32_t a : island.areas) {
                    add(a, w * dx, w * dy);
                }
            }
        }
        for (std::size_t a = 0; a < n; ++a) {
            if (!small[a]) {
                add(a, options.keep_place * (places[a].x - at[a].x),
                    options.keep_place * (places[a].y - at[a].y));
            }
            const double length = std::hypot(pull[a].x, pull[a].y) / spacing;
            const double scale = 0.5 * (length > 0.3 ? 0.3 / length : 1.0);
            at[a].x += scale * pull[a].x;
            at[a].y += scale * pull[a].y;
        }
    }
    return at;
}

}  // namespace levelin
