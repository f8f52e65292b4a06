// The overlay as GEOS does it best: one tree over the targets, prepared targets, intersections only
// where a source is not wholly in a target. One thread.
// Usage: peer_geos_overlay SOURCES TARGETS [ROUNDS]
#include <geos_c.h>

#include <chrono>
#include <cstdlib>
#include <iostream>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <vector>

namespace {

using Clock = std::chrono::steady_clock;

GEOSContextHandle_t geos = nullptr;

GEOSGeometry* ring_of(std::span<const levelin::Point> points) {
    GEOSCoordSequence* line = GEOSCoordSeq_copyFromBuffer_r(
        geos, &points.front().x, static_cast<unsigned>(points.size()), 0, 0);
    return GEOSGeom_createLinearRing_r(geos, line);
}

std::vector<GEOSGeometry*> geometries(const levelin::BoundarySet& set) {
    std::vector<GEOSGeometry*> out;
    for (std::size_t a = 0; a < set.size(); ++a) {
        std::vector<GEOSGeometry*> parts;
        for (std::uint32_t p = set.area_begin[a]; p < set.area_begin[a + 1]; ++p) {
            std::vector<GEOSGeometry*> holes;
            for (std::uint32_t r = set.polygon_begin[p] + 1; r < set.polygon_begin[p + 1]; ++r) {
                holes.push_back(ring_of(set.ring(r)));
            }
            parts.push_back(GEOSGeom_createPolygon_r(geos, ring_of(set.ring(set.polygon_begin[p])),
                                                     holes.data(),
                                                     static_cast<unsigned>(holes.size())));
        }
        out.push_back(GEOSGeom_createCollection_r(geos, GEOS_MULTIPOLYGON, parts.data(),
                                                  static_cast<unsigned>(parts.size())));
    }
    return out;
}

double area_of_shape(const GEOSGeometry* shape) {
    double area = 0;
    GEOSArea_r(geos, shape, &area);
    return area;
}

int run(int argc, char** argv) {
    using namespace levelin;
    const auto sources = geometries(geodata::read_boundaries(argv[1]).set);
    const auto targets = geometries(geodata::read_boundaries(argv[2]).set);
    const int rounds = argc > 3 ? std::atoi(argv[3]) : 3;
    for (int round = 0; round < rounds; ++round) {
        const auto start = Clock::now();
        GEOSSTRtree* tree = GEOSSTRtree_create_r(geos, 10);
        std::vector<const GEOSPreparedGeometry*> prepared;
        std::vector<std::size_t> numbers(targets.size());
        for (std::size_t t = 0; t < targets.size(); ++t) {
            numbers[t] = t;
            GEOSSTRtree_insert_r(geos, tree, targets[t], &numbers[t]);
            prepared.push_back(GEOSPrepare_r(geos, targets[t]));
        }
        std::size_t pairs = 0;
        double total = 0;
        std::vector<std::size_t> found;
        for (const GEOSGeometry* source : sources) {
            found.clear();
            GEOSSTRtree_query_r(
                geos, tree, source,
                [](void* item, void* list) {
                    static_cast<std::vector<std::size_t>*>(list)->push_back(
                        *static_cast<std::size_t*>(item));
                },
                &found);
            for (const std::size_t t : found) {
                double area = 0;
                if (GEOSPreparedContains_r(geos, prepared[t], source) == 1) {
                    area = area_of_shape(source);
                } else if (GEOSPreparedIntersects_r(geos, prepared[t], source) == 1) {
                    GEOSGeometry* both = GEOSIntersection_r(geos, source, targets[t]);
                    area = both == nullptr ? 0 : area_of_shape(both);
                    GEOSGeom_destroy_r(geos, both);
                }
                pairs += area > 0 ? 1 : 0;
                total += area;
            }
        }
        for (const GEOSPreparedGeometry* one : prepared) {
            GEOSPreparedGeom_destroy_r(geos, one);
        }
        GEOSSTRtree_destroy_r(geos, tree);
        const double ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
        std::cout << "overlay " << ms << " ms: " << pairs << " pairs, " << total / 1e6 << " km2\n";
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        std::cerr << "usage: peer_geos_overlay SOURCES TARGETS [ROUNDS]\n";
        return 2;
    }
    geos = GEOS_init_r();
    try {
        return run(argc, argv);
    } catch (const levelin::Error& error) {
        std::cerr << error.what() << '\n';
        return error.exit_status();
    }
}
