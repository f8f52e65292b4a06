// Times the overlay of two layers in metres, and the interpolation of columns by it.
// Usage: bench_interpolate SOURCES TARGETS [THREADS [ROUNDS [PAIRS.csv]]]
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/interpolate/interpolate.hpp>

#include "bench_main.hpp"

namespace {

using Clock = std::chrono::steady_clock;

double lap_ms(Clock::time_point& last) {
    const auto now = Clock::now();
    const double ms = std::chrono::duration<double, std::milli>(now - last).count();
    last = now;
    return ms;
}

levelin::BoundarySet metres(const char* file, unsigned threads) {
    levelin::geodata::ReadBoundariesOptions options;
    options.threads = threads;
    levelin::geodata::Boundaries read = levelin::geodata::read_boundaries(file, options);
    if (read.crs.authority_code != "EPSG:27700") {
        throw levelin::GeometryError("E-GEOMETRY-02", std::string{file} + " is not in EPSG:27700");
    }
    return std::move(read.set);
}

int run(int argc, char** argv) {
    using namespace levelin;
    const auto threads = static_cast<unsigned>(argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 0);
    const int rounds = argc > 4 ? std::atoi(argv[4]) : 5;
    auto last = Clock::now();
    const BoundarySet sources = metres(argv[1], threads);
    const BoundarySet targets = metres(argv[2], threads);
    std::cout << "read " << lap_ms(last) << " ms: " << sources.size() << " areas, "
              << sources.points.size() << " points; " << targets.size() << " areas, "
              << targets.points.size() << " points\n";
    NumberColumn ones;
    for (std::size_t s = 0; s < sources.size(); ++s) {
        ones.push(1);
    }
    for (int round = 0; round < rounds; ++round) {
        last = Clock::now();
        OverlayOptions options;
        options.threads = threads;
        const Overlay laid = overlay(sources, targets, options);
        const double overlay_ms = lap_ms(last);
        const Shares shares = shares_by_area(laid, sources.codes, targets.codes);
        const double shares_ms = lap_ms(last);
        const Interpolated sum = interpolate_extensive(ones, shares);
        const double column_ms = lap_ms(last);
        double area = 0;
        for (const OverlapPair& pair : laid.pairs) {
            area += pair.area_m2;
        }
        std::cout << "overlay " << overlay_ms << " ms, shares " << shares_ms << " ms, a column "
                  << column_ms << " ms: " << laid.pairs.size() << " pairs, " << area / 1e6
                  << " km2, " << shares.slivers << " slivers, total " << sum.target_total << '\n';
        if (round == 0 && argc > 5) {
            std::ofstream out(argv[5]);
            out << "source,target,area_m2\n";
            for (const OverlapPair& pair : laid.pairs) {
                out << sources.codes[pair.source].view() << ',' << targets.codes[pair.target].view()
                    << ',' << shortest_text(pair.area_m2) << '\n';
            }
        }
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return bench_main(argc, argv, 2,
                      "bench_interpolate SOURCES TARGETS [THREADS [ROUNDS [PAIRS.csv]]]", run);
}
