// Times a cartogram of a layer in metres, and says how near it comes to its goals.
// Usage: bench_cartogram BOUNDARIES TABLE.csv CODE VALUE [THREADS [ROUNDS [GRID [GOAL [KIND]]]]]
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <levelin/cartogram/dorling_cartogram.hpp>
#include <levelin/cartogram/flow_cartogram.hpp>
#include <levelin/cartogram/hexagon_cartogram.hpp>
#include <levelin/geodata/read_boundaries.hpp>

#include "bench_main.hpp"
#include "simple_csv.hpp"

namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

int run(int argc, char** argv) {
    using namespace levelin;
    const BoundarySet set = geodata::read_boundaries(argv[1]).set;
    const SimpleCsv csv = read_simple_csv(argv[2]);
    const auto rows = csv.index(argv[3]);
    NumberColumn values;
    for (const AreaCode& code : set.codes) {
        const auto row = rows.find(code.str());
        if (row == rows.end()) {
            values.push(Status::no_row);
        } else {
            values.push(published_number(csv.rows[row->second][csv.column(argv[4])]));
        }
    }
    FlowOptions options;
    options.threads = static_cast<unsigned>(argc > 5 ? std::strtoul(argv[5], nullptr, 10) : 0);
    options.rounds = argc > 6 ? std::atoi(argv[6]) : options.rounds;
    options.grid = argc > 7 ? std::strtoul(argv[7], nullptr, 10) : 0;
    options.goal = argc > 8 ? std::strtod(argv[8], nullptr) : options.goal;
    auto start = Clock::now();
    CoverageOptions joining;
    joining.sliver_width = 1;
    joining.close_wide_overlaps = true;
    const CoverageResult made = make_coverage(set, joining);
    std::cout << "coverage " << seconds_since(start) << " s\n";
    start = Clock::now();
    const std::string kind = argc > 9 ? argv[9] : "flow";
    HexagonCartogramOptions placing;
    placing.threads = options.threads;
    DorlingOptions packing;
    packing.threads = options.threads;
    const Coverage& coverage = made.coverage.value();
    const Cartogram cartogram = kind == "hexagon"   ? hexagon_cartogram(coverage, {}, placing)
                                : kind == "dorling" ? dorling_cartogram(coverage, values, packing)
                                                    : flow_cartogram(coverage, values, options);
    const CartogramFit& fit = cartogram.fit;
    std::cout << "cartogram of " << set.size() << " areas " << seconds_since(start) << " s, "
              << cartogram.rounds << " rounds, error mean " << fit.mean_error << " max "
              << fit.max_error << ", borders kept " << fit.borders_kept << " of " << fit.borders
              << ", " << cartogram.boundaries.points.size() << " points\n";
    for (const Finding& finding : cartogram.diagnostics.findings()) {
        std::cout << finding.code << ": " << finding.message << '\n';
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return bench_main(argc, argv, 4,
                      "bench_cartogram BOUNDARIES TABLE.csv CODE VALUE [THREADS [ROUNDS [GRID "
                      "[GOAL [KIND]]]]]",
                      run);
}
