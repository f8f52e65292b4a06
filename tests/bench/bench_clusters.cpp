// Times permutation of local statistics on England's small areas of 2021 and the index of 2025.
// Usage: bench_clusters SHARED/data PERMUTATIONS THREADS ROUNDS [FOLDER]
// With a FOLDER, writes there what peers need: neighbours.csv and values.csv, by position from 0,
// and local.csv with levelin's own statistics and p-values.
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <levelin/clusters/find_clusters.hpp>
#include <levelin/clusters/global_statistics.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/read_table.hpp>
#include <levelin/geodata/reproject.hpp>
#include <levelin/topology/coverage.hpp>
#include <levelin/topology/neighbours.hpp>
#include <string>
#include <unordered_map>

#include "bench_main.hpp"

namespace {

using namespace levelin;

// The layer holds Wales too, which has no score: those areas leave the graph.
ValuedAreas read_areas(const std::filesystem::path& data) {
    const geodata::Boundaries layer =
        geodata::read_boundaries(data / "boundaries/derived_gpkg/boundaries_lsoa21.gpkg");
    const BoundarySet metres = geodata::to_national_grid(layer.set, layer.crs);
    CoverageOptions options;
    options.sliver_width = 1;
    options.close_wide_overlaps = true;
    const CoverageResult made = make_coverage(metres, options);
    const geodata::TableFile table =
        geodata::read_table(data / "england/derived_csv/imd2025_england_lsoa21.csv");
    const Grid& grid = table.sheets.front().grid;
    const auto head = grid.row(0);
    const auto column_of = [&](std::string_view name) {
        return static_cast<std::size_t>(std::find(head.begin(), head.end(), name) - head.begin());
    };
    const std::size_t code = column_of("lsoa21_code");
    const std::size_t score = column_of("IMD_score");
    std::unordered_map<std::string, double> scores;
    for (std::size_t r = 1; r < grid.row_count(); ++r) {
        scores.emplace(grid.cell(r, code), std::stod(std::string{grid.cell(r, score)}));
    }
    NumberColumn column;
    for (const AreaCode& area : metres.codes) {
        const auto found = scores.find(area.str());
        if (found != scores.end()) {
            column.push(found->second);
        } else {
            column.push(Status::no_row);
        }
    }
    return areas_with_values(queen_neighbours(made.coverage.value().topology()), column);
}

void write_for_peers(const ValuedAreas& areas, const std::vector<LocalResult>& results,
                     const std::filesystem::path& folder) {
    std::ofstream links(folder / "neighbours.csv");
    links << "area,neighbour\n";
    std::ofstream values(folder / "values.csv");
    values << "value\n";
    std::ofstream local(folder / "local.csv");
    local << "moran,moran_p,gi_star,gi_star_p,geary,geary_p\n";
    for (std::uint32_t a = 0; a < areas.size(); ++a) {
        for (const std::uint32_t b : areas.graph.neighbours_of(a)) {
            links << a << ',' << b << '\n';
        }
        values << shortest_text(areas.values[a]) << '\n';
        const char* comma = "";
        for (const LocalKind kind : {LocalKind::moran, LocalKind::g_star, LocalKind::geary}) {
            const auto result = std::find_if(results.begin(), results.end(),
                                             [&](const auto& r) { return r.kind == kind; });
            local << comma;
            if (result->p.status[a] == Status::ok) {
                local << shortest_text(result->statistic.value.values[a]) << ','
                      << shortest_text(result->p.values[a]);
            } else {
                local << ',';
            }
            comma = ",";
        }
        local << '\n';
    }
}

template <class Work>
double best_ms(int rounds, Work work) {
    double best = 1e9;
    for (int round = 0; round < rounds; ++round) {
        const auto start = std::chrono::steady_clock::now();
        work();
        const auto end = std::chrono::steady_clock::now();
        best = std::min(best, std::chrono::duration<double, std::milli>(end - start).count());
    }
    return best;
}

int run(int argc, char** argv) {
    const ValuedAreas areas = read_areas(argv[1]);
    LocalOptions options;
    options.permute.permutations = static_cast<std::uint32_t>(std::strtoul(argv[2], nullptr, 10));
    options.permute.threads = static_cast<unsigned>(std::strtoul(argv[3], nullptr, 10));
    options.tails = Tails::one;
    options.false_discovery = false;
    const int rounds = std::atoi(argv[4]);
    std::vector<LocalResult> results;
    const auto timed = [&](std::vector<LocalKind> kinds) {
        options.kinds = std::move(kinds);
        return best_ms(rounds, [&] { results = local_clusters(areas, options); });
    };
    const double moran = timed({LocalKind::moran});
    // The same with weights that differ within each row, which no shortcut serves.
    ValuedAreas uneven = areas;
    for (std::size_t i = 0; i < uneven.graph.weight.size(); ++i) {
        uneven.graph.weight[i] *= 1 + 1e-3 * static_cast<double>(i % 7);
    }
    const double moran_uneven = best_ms(rounds, [&] { results = local_clusters(uneven, options); });
    const double geary = timed({LocalKind::geary});
    const double all = timed({LocalKind::moran, LocalKind::g_star, LocalKind::g, LocalKind::geary});
    const double global = best_ms(
        rounds, [&] { (void)global_moran(areas.graph, areas.deviations, options.permute); });
    if (argc > 5) {
        write_for_peers(areas, results, argv[5]);
    }
    const auto high = std::count(results.front().classes.begin(), results.front().classes.end(),
                                 ClusterClass::high_high);
    std::cout << "{\"areas\": " << areas.size() << ", \"links\": " << areas.graph.link_count()
              << ", \"permutations\": " << options.permute.permutations
              << ", \"threads\": " << options.permute.threads << ", \"moran_ms\": " << moran
              << ", \"moran_uneven_ms\": " << moran_uneven << ", \"geary_ms\": " << geary
              << ", \"all_local_ms\": " << all << ", \"global_ms\": " << global
              << ", \"high_high\": " << high << "}\n";
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return bench_main(argc, argv, 4,
                      "bench_clusters SHARED/data PERMUTATIONS THREADS ROUNDS [FOLDER]", run);
}
