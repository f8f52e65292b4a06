// Times the topology core on one layer in metres, stage by stage.
// Usage: bench_topology FILE [THREADS [ROUNDS]]
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/topology/coverage.hpp>

#include "bench_main.hpp"

namespace {

using Clock = std::chrono::steady_clock;

double lap_ms(Clock::time_point& last) {
    const auto now = Clock::now();
    const double ms = std::chrono::duration<double, std::milli>(now - last).count();
    last = now;
    return ms;
}

int run(int argc, char** argv) {
    using namespace levelin;
    const auto threads = static_cast<unsigned>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 0);
    const int rounds = argc > 3 ? std::atoi(argv[3]) : 5;
    auto last = Clock::now();
    geodata::ReadBoundariesOptions read;
    read.threads = threads;
    const BoundarySet set = geodata::read_boundaries(argv[1], read).set;
    std::cout << "read " << lap_ms(last) << " ms: " << set.size() << " areas, " << set.points.size()
              << " points\n";
    for (int round = 0; round < rounds; ++round) {
        last = Clock::now();
        CoverageOptions options;
        options.threads = threads;
        options.sliver_width = 10;
        const CoverageResult made = make_coverage(set, options);
        const double ms = lap_ms(last);
        const CoverageReport& report = made.report;
        std::cout << "make_coverage " << ms << " ms ("
                  << static_cast<double>(set.points.size()) / ms / 1000
                  << " M points/s): " << report.arcs << " arcs, " << report.crossings
                  << " crossings, " << report.faults.size() << " faults, " << report.vanished.size()
                  << " vanished, " << report.reshaped.size() << " reshaped";
        if (made.coverage) {
            const Topology& t = made.coverage->topology();
            last = Clock::now();
            const auto sides = arc_sides(t);
            std::size_t shared = 0;
            for (const ArcSides& s : sides) {
                shared += s.left != no_area && s.right != no_area ? 1 : 0;
            }
            std::cout << ", " << t.arc_points.size() << " arc points, " << shared
                      << " shared arcs (sides " << lap_ms(last) << " ms), " << count_ring_points(t)
                      << " ring points";
            const BoundarySet back = to_boundaries(t, threads);
            std::cout << ", to_boundaries " << lap_ms(last) << " ms";
            const auto positions = arc_positions(t, threads);
            last = Clock::now();
            const Requantised coarse = requantise(*made.coverage, positions, 10, threads);
            std::cout << "; requantise to 0.1: " << lap_ms(last) << " ms, "
                      << coarse.report.crossings << " crossings, " << coarse.report.faults.size()
                      << " faults, " << coarse.report.vanished.size() << " vanished";
        }
        std::cout << '\n';
        for (std::size_t f = 0; round == 0 && f < std::min<std::size_t>(10, report.faults.size());
             ++f) {
            const CoverageFault& fault = report.faults[f];
            std::cout << "  " << (fault.kind == CoverageFaultKind::overlap ? "overlap " : "gap ")
                      << fault.area << " m2, width " << fault.width << ":";
            for (const std::uint32_t a : fault.areas) {
                std::cout << ' ' << set.codes[a].view();
                if (&a - fault.areas.data() > 3) {
                    break;
                }
            }
            std::cout << '\n';
        }
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return bench_main(argc, argv, 1, "bench_topology FILE [THREADS [ROUNDS]]", run);
}
