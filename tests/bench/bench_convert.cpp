// Times conversions by look-up. Usage: bench_convert SHARED/data [THREADS]
#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <iostream>
#include <levelin/convert/convert.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_lookup.hpp>

#include "bench_main.hpp"

namespace {

using namespace levelin;

Lookup read(const std::filesystem::path& path, const std::string& from, const std::string& to) {
    geodata::ReadLookupOptions options;
    options.from = from;
    options.to = to;
    return geodata::read_lookup(path, options);
}

std::vector<ConvertColumn> made_columns(std::size_t rows, std::size_t count) {
    std::vector<ConvertColumn> columns(count);
    for (std::size_t c = 0; c < count; ++c) {
        columns[c].numbers.name = "column_" + std::to_string(c);
        columns[c].measure = c % 2 == 0 ? Measure::extensive : Measure::intensive;
        for (std::size_t i = 0; i < rows; ++i) {
            columns[c].numbers.push(static_cast<double>((i * 7919 + 31 * c) % 100003) / 97.0);
        }
    }
    return columns;
}

// The best of many, since others use the machine too.
void time(const char* what, const Lookup& lookup, std::size_t count, unsigned threads) {
    const std::vector<ConvertColumn> columns = made_columns(lookup.sources.size(), count);
    std::vector<double> people(lookup.sources.size());
    for (std::size_t i = 0; i < people.size(); ++i) {
        people[i] = 1000 + static_cast<double>(i % 977);
    }
    ConvertRows rows;
    rows.name = what;
    rows.codes = lookup.sources;
    rows.people = people;
    ConvertOptions options;
    options.threads = threads;
    double best = 1e9;
    double check = 0;
    for (int round = 0; round < 30; ++round) {
        const auto start = std::chrono::steady_clock::now();
        const Converted converted = convert(lookup, rows, columns, options);
        const auto end = std::chrono::steady_clock::now();
        best = std::min(best, std::chrono::duration<double, std::milli>(end - start).count());
        check = converted.columns.front().after;
    }
    std::cout << what << ": " << lookup.sources.size() << " -> " << lookup.targets.size()
              << " areas, " << count << " columns: " << best << " ms (total " << check << ")\n";
}

int run(int argc, char** argv) {
    const std::filesystem::path folder = std::filesystem::path{argv[1]} / "lookups";
    const auto threads = static_cast<unsigned>(argc > 2 ? std::strtoul(argv[2], nullptr, 10) : 0);
    const std::vector<Lookup> nations{
        read(folder / "Lower_Layer_Super_Output_Area_(2011)_to_Ward_(2019)_Lookup_in_England_and_"
                      "Wales.csv",
             "lsoa 2011", "lad 2019"),
        read(folder / "scottish_dz_lookup.csv", "data zone 2011", "lad 2019"),
        read(folder / "derived_csv/lookup_soa01_lgd14.csv", "soa", "lgd")};
    const Lookup uk = united(nations);
    for (const std::size_t columns : {1, 2, 10}) {
        time("small areas to local authorities", uk, columns, threads);
    }
    const Lookup vintages = read(folder / "LSOA11_LSOA21PopLookups.csv", "lsoa 2011", "lsoa 2021");
    time("LSOA 2011 to 2021", vintages, 50, threads);
    return 0;
}

}  // namespace

int main(int argc, char** argv) {
    return bench_main(argc, argv, 1, "bench_convert SHARED/data [THREADS]", run);
}
