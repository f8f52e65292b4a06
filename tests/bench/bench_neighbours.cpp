// Times contiguity on the topology of one layer in metres, and nearness of its centroids.
// Usage: bench_neighbours FILE [THREADS [ROUNDS]]
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <levelin/boundary/centroid.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/topology/coverage.hpp>
#include <levelin/topology/neighbours.hpp>
#include <levelin/topology/unmatched_edges.hpp>

#include "bench_main.hpp"

namespace {

using Clock = std::chrono::steady_clock;

template <class Work>
auto timed(const char* what, Work work) {
    const auto start = Clock::now();
    auto result = work();
    const double ms = std::chrono::duration<double, std::milli>(Clock::now() - start).count();
    std::cout << what << ' ' << ms << " ms";
    return result;
}

void tell(const levelin::NeighbourGraph& graph) {
    std::cout << ": mean "
              << static_cast<double>(graph.link_count()) / static_cast<double>(graph.size())
              << '\n';
}

int run(int argc, char** argv) {
    using namespace levelin;
    const auto threads = static_cast<unsigned>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 0);
    const int rounds = argc > 3 ? std::atoi(argv[3]) : 5;
    geodata::ReadBoundariesOptions read;
    read.threads = threads;
    const BoundarySet set = geodata::read_boundaries(argv[1], read).set;
    CoverageOptions options;
    options.threads = threads;
    options.sliver_width = 1;
    options.close_wide_overlaps = true;
    const CoverageResult made = make_coverage(set, options);
    const Topology& topology = made.coverage.value().topology();
    for (int round = 0; round < rounds; ++round) {
        tell(timed("rook", [&] { return rook_neighbours(topology); }));
        tell(timed("rook, lengths",
                   [&] { return rook_neighbours(topology, BorderWeight::length); }));
        tell(timed("queen", [&] { return queen_neighbours(topology); }));
        const auto places = timed("centroids", [&] { return area_centroids(set, threads); });
        std::cout << '\n';
        tell(timed("6 nearest",
                   [&] { return nearest_neighbours(places, 6, PlaceWeight::one, threads); }));
        tell(timed("within 5 km",
                   [&] { return neighbours_within(places, 5000, PlaceWeight::one, threads); }));
        UnmatchedOptions near;
        near.threads = threads;
        const auto edges =
            timed("unmatched edges", [&] { return find_unmatched_edges(topology, near); });
        std::cout << ": " << edges.size() << " stretches\n";
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return bench_main(argc, argv, 1, "bench_neighbours FILE [THREADS [ROUNDS]]", run);
}
