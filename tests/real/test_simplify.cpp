#include <catch2/catch.hpp>
#include <cmath>
#include <geos_check.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/topology/simplify.hpp>

#include "shared_data.hpp"

using namespace levelin;

namespace {

double total_area(const BoundarySet& set) {
    double sum = 0;
    for (std::size_t a = 0; a < set.size(); ++a) {
        sum += area_of(set, a);
    }
    return sum;
}

Coverage coverage_of_file(const std::filesystem::path& file) {
    geodata::ReadBoundariesOptions reading;
    reading.need_codes = false;
    CoverageOptions rules;
    rules.sliver_width = 0.1;
    CoverageResult made = make_coverage(geodata::read_boundaries(file, reading).set, rules);
    REQUIRE(made.coverage);
    return std::move(*made.coverage);
}

}  // namespace

TEST_CASE("A tenth of the small areas' points makes valid areas side by side") {
    REQUIRE_SHARED(file, "boundaries/small_areas_dense_shp/lsoa2011_ew.shp");
    const Coverage coverage = coverage_of_file(file);
    const Topology& before = coverage.topology();
    const Simplifier simplifier(coverage);
    const Simplified level = simplifier.keep_share(0.1);
    const Topology& after = level.coverage.topology();
    const double kept =
        static_cast<double>(level.removable_after) / static_cast<double>(level.removable_before);
    CHECK(kept > 0.09);
    CHECK(kept < 0.11);
    CHECK(after.ring_begin == before.ring_begin);
    CHECK(after.ring_arcs == before.ring_arcs);
    const BoundarySet set = to_boundaries(after);
    CHECK(set.size() == 34753);
    for (std::size_t a = 0; a < set.size(); ++a) {
        if (!(area_of(set, a) > 0)) {
            FAIL_CHECK("no area: " << set.codes[a].str());
        }
    }
    CHECK(invalid_areas(set).empty());
    CHECK(largest_overlap(set) < 1);
    CHECK(total_area(set) == Approx(total_area(to_boundaries(before))).epsilon(1e-3));
    const Simplified again = Simplifier(coverage, 1).keep_share(0.1);
    CHECK(again.coverage.topology().arc_points == after.arc_points);
}

TEST_CASE("Small areas stay side by side at every zoom level, down to straight borders") {
    REQUIRE_SHARED(file, "boundaries/small_areas_dense_shp/lsoa2011_ew.shp");
    const Coverage coverage = coverage_of_file(file);
    const Simplifier simplifier(coverage);
    std::uint64_t last = 0;
    for (const double tolerance : {20000.0, 1000.0, 100.0}) {
        SimplifyOptions options;
        options.min_part = tolerance * tolerance / 4;
        const Simplified level = simplifier.with_tolerance(tolerance, options);
        INFO("tolerance " << tolerance);
        CHECK(level.points_after > last);
        last = level.points_after;
        const BoundarySet set = to_boundaries(level.coverage.topology());
        CHECK(invalid_areas(set).empty());
        for (std::size_t a = 0; a < set.size(); ++a) {
            if (set.area_begin[a] == set.area_begin[a + 1]) {
                FAIL_CHECK("lost: " << set.codes[a].str());
            }
        }
    }
}

TEST_CASE("Published layers are simplified at any share without overlaps") {
    for (const char* name :
         {"boundaries/shp/LAD_DEC_2023_UK_BUC.shp", "boundaries/shp/PCON_JULY_2024_UK_BUC.shp",
          "boundaries/small_areas_dense_shp/datazone2001_scotland.shp"}) {
        REQUIRE_SHARED(file, name);
        const Coverage coverage = coverage_of_file(file);
        const Simplifier simplifier(coverage);
        for (const double share : {0.0, 0.1, 0.5}) {
            INFO(name << ", share " << share);
            const Simplified level = simplifier.keep_share(share);
            CHECK(level.coverage.topology().ring_begin == coverage.topology().ring_begin);
            const BoundarySet set = to_boundaries(level.coverage.topology());
            CHECK(invalid_areas(set).empty());
            CHECK(largest_overlap(set) < 1e-6);
        }
    }
}
