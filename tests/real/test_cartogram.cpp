#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/cartogram/flow_cartogram.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/topology/neighbours.hpp>
#include <shared_data.hpp>

#include "geos_check.hpp"
#include "simple_csv.hpp"

using namespace levelin;

namespace {

/// People of the 361 authorities of December 2023, as the demo has them.
std::vector<double> people_of(const BoundarySet& set) {
    const SimpleCsv csv = read_simple_csv(std::filesystem::path{LEVELIN_SOURCE_DIR} / "geodata" /
                                          "demo" / "indicators.csv");
    const auto rows = csv.index("code");
    std::vector<double> people;
    for (const AreaCode& code : set.codes) {
        people.push_back(published_number(csv.rows[rows.at(code.str())][csv.column("population")]));
    }
    return people;
}

Coverage joined(const BoundarySet& set) {
    CoverageOptions options;
    options.sliver_width = 1;
    options.close_wide_overlaps = true;
    return std::move(make_coverage(set, options).coverage.value());
}

}  // namespace

TEST_CASE("cartogram: the 361 authorities by people", "[shared]") {
    REQUIRE_SHARED(file, "boundaries/shp/LAD_DEC_2023_UK_BUC.shp");
    const BoundarySet set = geodata::read_boundaries(file).set;
    REQUIRE(set.size() == 361);
    const std::vector<double> people = people_of(set);
    NumberColumn values;
    double everyone = 0;
    for (const double count : people) {
        values.push(count);
        everyone += count;
    }
    const Coverage coverage = joined(set);
    const Cartogram made = flow_cartogram(coverage, values);

    // Sizes as GDAL measures them, compared with people.
    std::vector<double> sizes;
    double all = 0;
    for (std::size_t a = 0; a < set.size(); ++a) {
        sizes.push_back(ogr_area(made.boundaries, a).get_Area());
        all += sizes.back();
    }
    double worst = 0;
    for (std::size_t a = 0; a < set.size(); ++a) {
        worst = std::max(worst, std::abs(sizes[a] / all * everyone / people[a] - 1));
    }
    CHECK(worst < 0.01);
    CHECK(worst == Approx(made.fit.max_error).margin(1e-9));
    CHECK(made.diagnostics.empty());

    // 907 pairs of neighbours; at most one in fifty may be lost.
    CHECK(made.fit.borders == 907);
    const NeighbourGraph before = rook_neighbours(coverage.topology());
    const NeighbourGraph after = rook_neighbours(joined(made.boundaries).topology());
    CHECK(pairs_of(common(before, after)).size() >= 889);
    CHECK(pairs_of(common(before, after)).size() == made.fit.borders_kept);

    CHECK(invalid_areas(made.boundaries).empty());
    CHECK(largest_overlap(made.boundaries) < 1e-3);
}
