#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/geodata/reproject.hpp>
#include <numbers>
#include <random>
#include <shared_data.hpp>

#include "fast_national_grid.hpp"
#include "proj_support.hpp"

using namespace levelin;
using namespace levelin::geodata;
using namespace levelin::geodata::detail;

namespace {

constexpr const char* grid_path = "proj/uk_os_OSTN15_NTv2_OSGBtoETRS.tif";

double metres_apart(Point a, Point b) {
    return 111320 * std::hypot((a.x - b.x) * std::cos(a.y * std::numbers::pi / 180), a.y - b.y);
}

// All of Great Britain, its islands and Northern Ireland, a point every 1.5 km on average.
std::vector<Point> dense_uk() {
    std::mt19937_64 random{1936};
    std::uniform_real_distribution<double> within{0, 1500};
    std::vector<Point> points;
    for (double n = 0; n < 1230000; n += 1500) {
        for (double e = -10000; e < 660000; e += 1500) {
            points.push_back({e + within(random), n + within(random)});
        }
    }
    return points;
}

// A set that is nothing but points, for functions that look at points alone.
BoundarySet bare(std::vector<Point> points, const char* code = "E01000001") {
    BoundarySet set;
    set.codes = {*AreaCode::parse(code)};
    set.names = {""};
    set.ring_begin.push_back(static_cast<std::uint32_t>(points.size()));
    set.polygon_begin.push_back(1);
    set.area_begin.push_back(1);
    set.points = std::move(points);
    return set;
}

CrsInfo crs(const char* code) {
    CrsInfo info;
    info.authority_code = code;
    return info;
}

double largest_error_m(const Operation& operation) {
    const std::vector<Point> points = dense_uk();
    const auto fast = FastNationalGrid::make(operation, points, 2);
    REQUIRE(fast);
    std::vector<Point> exact = points;
    transform(operation.pipeline, exact);
    double largest = 0;
    std::size_t compared = 0;
    for (std::size_t i = 0; i < points.size(); ++i) {
        Point p = points[i];
        if (std::isfinite(exact[i].x) && fast->map(p)) {
            largest = std::max(largest, metres_apart(p, exact[i]));
            ++compared;
        } else {
            CHECK_FALSE(std::isfinite(exact[i].x));  // Only where PROJ has no answer either.
        }
    }
    CHECK(compared > 350000);
    return largest;
}

}  // namespace

TEST_CASE("reproject: the known operations are those that PROJ's search finds", "[reproject]") {
    const auto same = [](const Operation& a, const Operation& b) {
        CHECK(a.pipeline == b.pipeline);
        CHECK(a.name == b.name);
        CHECK(a.accuracy_m == b.accuracy_m);
        CHECK(a.grid == b.grid);
    };
    same(national_grid_operations({}).front(),
         usable_operations("EPSG:27700", "EPSG:4326", {}).front());
    const std::filesystem::path grid = "/a folder/uk_os_OSTN15_NTv2_OSGBtoETRS.tif";
    const auto known = national_grid_operations(grid);
    const auto found = usable_operations("EPSG:27700", "EPSG:4326", grid);
    REQUIRE(known.size() == 2);
    REQUIRE(found.size() >= 2);
    same(known[0], found[0]);
    same(known[1], found[1]);
    CHECK(known[0].accuracy_m == 1);
    CHECK(known[1].accuracy_m == 2);
}

TEST_CASE("reproject: without the grid the fast path keeps its bound over the whole UK",
          "[reproject]") {
    const double error = largest_error_m(national_grid_operations({}).front());
    INFO("largest error " << error << " m");
    CHECK(error <= FastNationalGrid::bound_m);
}

TEST_CASE("reproject: with OSTN15 the fast path keeps its bound over the whole UK", "[reproject]") {
    REQUIRE_SHARED(grid, grid_path);
    const double error = largest_error_m(national_grid_operations(grid).front());
    INFO("largest error " << error << " m");
    CHECK(error <= FastNationalGrid::bound_m);
}

TEST_CASE("reproject: Ordnance Survey's test points with OSTN15", "[reproject]") {
    REQUIRE_SHARED(grid, grid_path);
    // Ordnance Survey, OSTN15 and OSGM15 developer pack (2016), test points TP01 to TP03.
    const std::vector<Point> os{
        {91492.146, 11318.804}, {170370.718, 11572.405}, {250359.811, 62016.569}};
    const std::vector<Point> expected{{-6.29977752014, 49.92226393730},
                                      {-5.20304609998, 49.96006137820},
                                      {-4.10864563561, 50.43885825610}};
    ReprojectOptions options;
    options.grid = grid;
    const LonLatBoundaries result = to_lon_lat(bare(os), crs("EPSG:27700"), options);
    CHECK(result.operation.grid_file == ostn15_name);
    CHECK(result.operation.accuracy_m == 1);
    CHECK(result.operation.shortcut_error_m == FastNationalGrid::bound_m);
    CHECK(result.findings.empty());
    for (std::size_t i = 0; i < os.size(); ++i) {
        // The grid's NTv2 form stands for the 1 km original to some millimetres.
        CHECK(metres_apart(result.set.points[i], expected[i]) < 0.01);
    }
}

TEST_CASE("reproject: Helmert where there is no grid, and it says so", "[reproject]") {
    const LonLatBoundaries result = to_lon_lat(bare({{530000, 180000}}), crs("EPSG:27700"), {});
    if (!find_ostn15({})) {
        CHECK(result.operation.grid_file.empty());
        CHECK(result.operation.accuracy_m == 2);
        CHECK(result.findings.find("N-CRS-03") != nullptr);
    }
    // cs2cs EPSG:27700 EPSG:4326 without a grid: 51.503990828 -0.128353940.
    if (result.operation.grid_file.empty()) {
        CHECK(metres_apart(result.set.points[0], {-0.128353940, 51.503990828}) < 0.001);
    }
}

TEST_CASE("reproject: the grid is looked for beside the data", "[reproject]") {
    REQUIRE_SHARED(grid, grid_path);
    ReprojectOptions options;
    options.search_folders = {"/nowhere", grid.parent_path()};
    CHECK(to_lon_lat(bare({{530000, 180000}}), crs("EPSG:27700"), options).operation.grid_file ==
          ostn15_name);
    options.grid = "/nowhere/grid.tif";
    CHECK_THROWS_AS(to_lon_lat(bare({{530000, 180000}}), crs("EPSG:27700"), options), UsageError);
}

TEST_CASE("reproject: points outside the grid take the next operation; Ireland is mentioned",
          "[reproject]") {
    REQUIRE_SHARED(grid, grid_path);
    ReprojectOptions options;
    options.grid = grid;
    const std::vector<Point> points{{530000, 180000}, {900000, 1300000}, {146000, 529000}};
    const LonLatBoundaries result =
        to_lon_lat(bare(points, "95GG01S1"), crs("EPSG:27700"), options);
    REQUIRE(result.findings.find("N-CRS-05") != nullptr);
    CHECK(result.findings.find("N-CRS-05")->count == 1);
    CHECK(result.findings.find("N-CRS-04") != nullptr);
    std::vector<Point> helmert = points;
    transform(national_grid_operations({}).front().pipeline, helmert);
    CHECK(metres_apart(result.set.points[1], helmert[1]) < 1e-9);
    std::vector<Point> shifted = points;
    transform(national_grid_operations(grid).front().pipeline, shifted);
    CHECK(metres_apart(result.set.points[2], shifted[2]) <= FastNationalGrid::bound_m);
}

TEST_CASE("reproject: other systems go through PROJ; lon/lat stays as it is", "[reproject]") {
    const std::vector<Point> lon_lat{{-5.93, 54.6}, {-0.1, 51.5}};
    const LonLatBoundaries same = to_lon_lat(bare(lon_lat), crs("EPSG:4326"), {});
    CHECK(same.set.points == lon_lat);
    CHECK(same.operation.accuracy_m == 0);
    // cs2cs OGC:CRS84 to each of these, for a point at Belfast's City Hall.
    for (const auto& [code, point] :
         std::vector<std::pair<const char*, Point>>{{"EPSG:29902", {333818.034, 373998.089}},
                                                    {"EPSG:29903", {333818.034, 373998.089}},
                                                    {"EPSG:2157", {733740.859, 873994.210}},
                                                    {"EPSG:3857", {-660157.976, 7283945.541}}}) {
        INFO(code);
        const LonLatBoundaries there = to_lon_lat(bare({point}), crs(code), {});
        CHECK(metres_apart(there.set.points[0], {-5.9303, 54.5965}) < 0.01);
        CHECK_FALSE(there.operation.name.empty());
        CHECK(there.operation.shortcut_error_m == 0);
    }
}

TEST_CASE("reproject: there and back again, and the same bits for any number of threads",
          "[reproject]") {
    std::vector<Point> points = dense_uk();
    ReprojectOptions options;
    options.threads = 1;
    const auto one = to_lon_lat(bare(points), crs("EPSG:27700"), options);
    options.threads = 5;
    const auto five = to_lon_lat(bare(points), crs("EPSG:27700"), options);
    CHECK(one.set.points == five.set.points);
    options.threads = 2;
    const BoundarySet back = to_national_grid(one.set, crs("EPSG:4326"), options);
    double largest = 0;
    for (std::size_t i = 0; i < points.size(); i += 7) {
        largest = std::max(
            largest, std::hypot(back.points[i].x - points[i].x, back.points[i].y - points[i].y));
    }
    // Helmert's shift takes the height as 0 both ways, though it changes by up to 50 m; times the
    // 20 ppm of its scale that is 1 mm. PROJ by itself comes back no closer.
    CHECK(largest < 0.0015);
    CHECK(to_national_grid(bare({{1, 2}}), crs("EPSG:27700"), {}).points ==
          std::vector<Point>{{1, 2}});
}
