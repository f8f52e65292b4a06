#include <geos_check.hpp>
#include <levelin/geodata/export_layer.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <numeric>

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

constexpr auto dense = "boundaries/small_areas_dense_shp/lsoa2011_ew.shp";

}  // namespace

TEST_CASE("Small areas that differ from their neighbours by a hair become a coverage") {
    REQUIRE_SHARED(file, dense);
    const geodata::Boundaries read = geodata::read_boundaries(file);
    CoverageOptions options;
    options.sliver_width = 0.1;
    const CoverageResult made = make_coverage(read.set, options);
    REQUIRE(made.coverage);
    const Topology& t = made.coverage->topology();
    CHECK(t.size() == 34753);
    CHECK(made.report.vanished.empty());
    const BoundarySet back = to_boundaries(t);
    CHECK(invalid_areas(back).empty());
    CHECK(total_area(back) == Approx(total_area(read.set)).epsilon(1e-9));
    double farthest = 0;
    for (std::size_t a = 0; a < back.size(); ++a) {
        farthest = std::max(farthest, std::abs(area_of(back, a) - area_of(read.set, a)));
    }
    // The widest sliver that changes hands is a few square metres.
    CHECK(farthest < 5);
    const auto sides = arc_sides(t);
    const auto shared = std::count_if(sides.begin(), sides.end(), [](const ArcSides& s) {
        return s.left != no_area && s.right != no_area;
    });
    CHECK(shared > 100000);
}

TEST_CASE("Rounded to six decimals of a degree every area stays valid and beside its neighbours") {
    REQUIRE_SHARED(file, dense);
    geodata::Boundaries read = geodata::read_boundaries(file);
    geodata::ExportLayer layer;
    layer.shapes = std::move(read.set);
    layer.table.codes = layer.shapes.codes;
    layer.crs = read.crs;
    const auto prepared = geodata::prepare_shapes(layer, "EPSG:4326", 6);
    REQUIRE(prepared.topology);
    CHECK(prepared.set.size() == 34753);
    CHECK(invalid_areas(prepared.set).empty());
    for (const Point& p : prepared.set.points) {
        if (p.x != std::round(p.x * 1e6) / 1e6 || p.y != std::round(p.y * 1e6) / 1e6) {
            FAIL_CHECK("not rounded: " << p.x << ", " << p.y);
            break;
        }
    }
    const Topology& t = *prepared.topology;
    const auto sides = arc_sides(t);
    for (std::size_t k = 0; k < t.arc_count(); ++k) {
        if (sides[k].left == sides[k].right) {
            FAIL_CHECK("arc " << k << " has one area on both sides, or none");
        }
    }
}

TEST_CASE("Published layers are coverages, or their overlaps are told") {
    for (const char* name :
         {"boundaries/shp/LAD_DEC_2023_UK_BUC.shp", "boundaries/shp/PCON_JULY_2024_UK_BUC.shp"}) {
        REQUIRE_SHARED(file, name);
        const geodata::Boundaries read = geodata::read_boundaries(file);
        const CoverageResult made = make_coverage(read.set);
        INFO(name);
        REQUIRE(made.coverage);
        const BoundarySet back = to_boundaries(made.coverage->topology());
        CHECK(invalid_areas(back).empty());
        CHECK(largest_overlap(back) == 0);
        CHECK(total_area(back) == Approx(total_area(read.set)).epsilon(1e-9));
    }
}
