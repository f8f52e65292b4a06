// Places sites by the centroids of England's small areas of 2011 so that as many income-deprived
// people as possible live within reach: need reached, bound, gap, seconds.
// Usage: bench_choose SHARED/data [SITES [KILOMETRES [EFFORT [THREADS]]]]
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <levelin/choose/choose.hpp>

#include "../support/simple_csv.hpp"
#include "bench_main.hpp"

namespace {

using namespace levelin;
using Clock = std::chrono::steady_clock;

CoverProblem england(const std::filesystem::path& data) {
    const SimpleCsv places =
        read_simple_csv(data / "lookups" /
                        "Lower_Layer_Super_Output_Areas_December_2011_Population_Weighted_"
                        "Centroids.csv");
    const SimpleCsv people = read_simple_csv(data / "england" / "iod2019" /
                                             "File_6_-_IoD2019_Population_Denominators.csv");
    const SimpleCsv rates = read_simple_csv(data / "uk" / "composite_uk_imd" / "UK_IMD_E.csv");
    const auto people_at = people.index("LSOA code (2011)");
    const auto rate_at = rates.index("lsoa");
    const std::size_t total = people.column("Total population: mid 2015 (excluding prisoners)");
    const std::size_t rate = rates.column("income_score");
    CoverProblem problem;
    for (const auto& row : places.rows) {
        const std::string& code = row[places.column("lsoa11cd")];
        if (code.starts_with("E")) {
            problem.places.push_back(
                {std::stod(row[places.column("X")]), std::stod(row[places.column("Y")])});
            problem.need.push_back(published_number(people.rows[people_at.at(code)][total]) *
                                   std::stod(rates.rows[rate_at.at(code)][rate]));
        }
    }
    return problem;
}

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

int run(int argc, char** argv) {
    const auto sites = static_cast<std::uint32_t>(argc > 2 ? std::atoi(argv[2]) : 300);
    const double kilometres = argc > 3 ? std::atof(argv[3]) : 5;
    ChoiceOptions options;
    options.effort = argc > 4 ? std::atof(argv[4]) : 1;
    options.threads = static_cast<unsigned>(argc > 5 ? std::atoi(argv[5]) : 0);
    CoverProblem problem = england(argv[1]);
    problem.at_most = sites;
    double all = 0;
    for (const double need : problem.need) {
        all += need;
    }
    const auto start = Clock::now();
    problem.reach =
        reach_within(problem.places, problem.places, 1000 * kilometres, options.threads);
    const double reached_after = seconds_since(start);
    const Choice choice = choose(problem, options);
    std::cout << problem.need.size() << " areas, " << sites << " sites of " << kilometres << " km, "
              << problem.reach.areas.size() << " pairs (" << reached_after << " s): reach "
              << 100 * choice.coverage.need / all << " % of the need, bound "
              << 100 * choice.bound / all << " %, gap " << 100 * choice.gap << " %, by "
              << to_string(choice.method) << ", " << seconds_since(start) << " s in all\n";
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return bench_main(argc, argv, 1,
                      "bench_choose SHARED/data [SITES [KILOMETRES [EFFORT [THREADS]]]]", run);
}
