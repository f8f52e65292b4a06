#include <algorithm>
#include <catch2/catch.hpp>
#include <levelin/clusters/find_clusters.hpp>
#include <levelin/clusters/global_statistics.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/reproject.hpp>
#include <levelin/topology/coverage.hpp>
#include <levelin/topology/neighbours.hpp>
#include <shared_data.hpp>
#include <unordered_map>

#include "real_columns.hpp"

using namespace levelin;

namespace {

// The index of 2025 on the small areas of England and Wales; those of Wales have no value.
ValuedAreas england(const std::filesystem::path& layer, const std::filesystem::path& table) {
    const geodata::Boundaries read = geodata::read_boundaries(layer);
    CoverageOptions options;
    options.sliver_width = 1;
    options.close_wide_overlaps = true;
    const CoverageResult made =
        make_coverage(geodata::to_national_grid(read.set, read.crs), options);
    const RawTable raw(table);
    const std::vector<std::string> codes = raw.texts("lsoa21_code");
    const std::vector<std::string> scores = raw.texts("IMD_score");
    std::unordered_map<std::string, double> score_of;
    for (std::size_t r = 0; r < codes.size(); ++r) {
        score_of.emplace(codes[r], std::stod(scores[r]));
    }
    NumberColumn column;
    for (const AreaCode& code : read.set.codes) {
        const auto found = score_of.find(code.str());
        if (found != score_of.end()) {
            column.push(found->second);
        } else {
            column.push(Status::no_row);
        }
    }
    return areas_with_values(queen_neighbours(made.coverage.value().topology()), column);
}

bool near(double got, double expected) {
    return std::abs(got - expected) < 1e-10;
}

double sum_of(const DecimalColumn& column) {
    double sum = 0;
    for (std::size_t a = 0; a < column.values.size(); ++a) {
        sum += column.status[a] == Status::ok ? column.values[a] : 0;
    }
    return sum;
}

std::pair<double, double> ends_of(const DecimalColumn& column) {
    double low = 1e9;
    double high = -1e9;
    for (std::size_t a = 0; a < column.values.size(); ++a) {
        if (column.status[a] == Status::ok) {
            low = std::min(low, column.values[a]);
            high = std::max(high, column.values[a]);
        }
    }
    return {low, high};
}

}  // namespace

TEST_CASE("England's clusters of deprivation are spdep's and PySAL's") {
    REQUIRE_SHARED(layer, "boundaries/derived_gpkg/boundaries_lsoa21.gpkg");
    REQUIRE_SHARED(table, "england/derived_csv/imd2025_england_lsoa21.csv");
    const ValuedAreas areas = england(layer, table);
    REQUIRE(areas.size() == 33755);
    CHECK(areas.graph.link_count() == 199032);
    CHECK(areas.islands.size() == 1);  // The Isles of Scilly.
    CHECK(areas.cut_off.empty());

    // Figures of spdep 1.2.7 on the same links; PySAL's esda 2.5.1 has the same I and variances.
    PermutationOptions none;
    none.permutations = 0;
    const GlobalMoran global = global_moran(areas.graph, areas.deviations, none);
    CHECK(near(global.value, 0.58159847597236602));
    CHECK(near(global.variance_randomised * 1e5, 1.0708483440633803));
    CHECK(near(global.variance_normal * 1e5, 1.0708779920795559));
    const LocalStatistic moran = local_moran(areas.graph, areas.deviations);
    CHECK(near(ends_of(moran.value).second, 16.816722322473812));
    CHECK(near(ends_of(moran.value).first, -1.9677205573080716));
    CHECK(near(ends_of(moran.z).second, 9.9900845132336595));
    CHECK(near(ends_of(moran.z).first, -6.895193746998439));
    const LocalStatistic star = local_g_star(areas.graph, areas.deviations);
    CHECK(near(ends_of(star.z).second, 10.857881315029671));
    CHECK(near(ends_of(star.z).first, -4.6991724880220458));
    CHECK(near(ends_of(local_g(areas.graph, areas.deviations).z).second, 9.990084513233656));
    const LocalStatistic geary = local_geary(areas.graph, areas.deviations);
    const double shrunk = 33754.0 / 33755;
    CHECK(near(ends_of(geary.value).second * shrunk, 12.276379464685661));
    CHECK(std::abs(sum_of(geary.value) * shrunk / 26948.083746033706 - 1) < 1e-12);
}

TEST_CASE("England's clusters are the same for any number of threads") {
    REQUIRE_SHARED(layer, "boundaries/derived_gpkg/boundaries_lsoa21.gpkg");
    REQUIRE_SHARED(table, "england/derived_csv/imd2025_england_lsoa21.csv");
    const ValuedAreas areas = england(layer, table);
    LocalOptions options;
    options.permute.permutations = 1999;
    options.permute.threads = 1;
    const std::vector<LocalResult> one = local_clusters(areas, options);
    options.permute.threads = 4;
    const std::vector<LocalResult> more = local_clusters(areas, options);
    REQUIRE(one.size() == 4);
    for (std::size_t s = 0; s < one.size(); ++s) {
        CHECK(one[s].p.values == more[s].p.values);
        CHECK(one[s].classes == more[s].classes);
        CHECK(one[s].cluster == more[s].cluster);
    }
    // Another seed moves a p-value by no more than its Monte Carlo error.
    options.permute.seed = 2;
    const LocalResult other = local_clusters(areas, options).front();
    std::size_t far = 0;
    for (std::size_t a = 0; a < areas.size(); ++a) {
        const double p = (one.front().p.values[a] + other.p.values[a]) / 4;  // One tail.
        const double error = 2 * std::sqrt(2 * std::max(p, 0.001) / 2000);
        far += std::abs(one.front().p.values[a] - other.p.values[a]) > 5 * error ? 1 : 0;
    }
    CHECK(far == 0);
}
