// Times the boundary path: read, reproject, write. Usage: bench_boundary FILE OUT [THREADS [GRID]]
#include <chrono>
#include <cmath>
#include <cstdlib>
#include <ctime>
#include <iostream>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/reproject.hpp>
#include <levelin/geodata/write_geojson.hpp>

#include "bench_main.hpp"

namespace {

class Stopwatch {
  public:
    struct Lap {
        double wall_ms;
        double cpu_ms;  // Of all threads.
        friend std::ostream& operator<<(std::ostream& out, const Lap& lap) {
            return out << std::round(lap.wall_ms) << " (cpu " << std::round(lap.cpu_ms) << ')';
        }
    };
    Lap lap_ms() {
        const auto now = std::chrono::steady_clock::now();
        const auto cpu = std::clock();
        const Lap lap{std::chrono::duration<double, std::milli>(now - m_last).count(),
                      1000.0 * static_cast<double>(cpu - m_cpu) / CLOCKS_PER_SEC};
        m_last = now;
        m_cpu = cpu;
        return lap;
    }

  private:
    std::chrono::steady_clock::time_point m_last = std::chrono::steady_clock::now();
    std::clock_t m_cpu = std::clock();
};

void print(const levelin::Diagnostics& findings) {
    for (const auto& finding : findings.findings()) {
        std::cout << "  " << finding.code << ": " << finding.message << '\n';
    }
}

int run(int argc, char** argv) {
    using namespace levelin;
    const auto threads = static_cast<unsigned>(argc > 3 ? std::strtoul(argv[3], nullptr, 10) : 0);
    for (int round = 0; round < 3; ++round) {
        Stopwatch watch;
        geodata::ReadBoundariesOptions reading;
        reading.threads = threads;
        geodata::Boundaries boundaries = geodata::read_boundaries(argv[1], reading);
        const auto read_ms = watch.lap_ms();
        const std::size_t areas = boundaries.set.size();
        const std::size_t points = boundaries.set.points.size();
        const std::vector<AreaCode> codes = boundaries.set.codes;
        const std::vector<std::string> names = boundaries.set.names;
        geodata::ReprojectOptions projecting;
        projecting.threads = threads;
        if (argc > 4) {
            projecting.grid = argv[4];
        }
        watch.lap_ms();
        const auto lon_lat =
            geodata::to_lon_lat(std::move(boundaries.set), boundaries.crs, projecting);
        const auto project_ms = watch.lap_ms();
        ResultTable table;
        table.codes = codes;
        table.names = names;
        table.status.assign(areas, Status::ok);
        for (int c = 0; c < 16; ++c) {
            DecimalColumn column;
            for (std::size_t a = 0; a < areas; ++a) {
                column.values.push_back(static_cast<double>((a * 7919 + 31 * c) % 100003) / 97.0);
            }
            column.status.assign(areas, Status::ok);
            table.columns.push_back({"column_" + std::to_string(c), std::move(column)});
        }
        watch.lap_ms();
        geodata::OutputFile file(argv[2], true);
        geodata::GeoJsonOptions writing;
        writing.threads = threads;
        const Diagnostics lost = geodata::write_geojson(file, lon_lat.set, table, writing);
        const auto write_ms = watch.lap_ms();
        const auto digest = file.commit();
        const auto commit_ms = watch.lap_ms();
        std::cout << areas << " areas, " << points << " points: read " << read_ms
                  << " ms, reproject " << project_ms << " ms, write " << write_ms << " ms, commit "
                  << commit_ms << " ms, " << digest.bytes << " bytes " << digest.sha256.substr(0, 8)
                  << '\n';
        if (round == 0) {
            std::cout << "  " << boundaries.crs.name << ' ' << boundaries.crs.authority_code << ", "
                      << boundaries.code_column << ", " << boundaries.name_column << ", "
                      << boundaries.geography.label() << "; " << lon_lat.operation.name << ", "
                      << lon_lat.operation.accuracy_m << " m, shortcut "
                      << lon_lat.operation.shortcut_error_m << " m\n";
            print(boundaries.findings);
            print(lon_lat.findings);
            print(lost);
        }
    }
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return bench_main(argc, argv, 2, "bench_boundary FILE OUT [THREADS [GRID]]", run);
}
