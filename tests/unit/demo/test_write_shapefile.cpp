#include <unistd.h>

#include <filesystem>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/write_shapefile.hpp>

using namespace levelin;

namespace {

/// Two areas that share a border; the second has a hole and a second part.
BoundarySet two_areas() {
    BoundarySet set;
    const auto ring = [&set](std::initializer_list<Point> points) {
        set.points.insert(set.points.end(), points.begin(), points.end());
        set.points.push_back(*points.begin());
        set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
    };
    ring({{0.1, 0.2}, {1000.3, 0.2}, {1000.3, 900.7}, {0.1, 900.7}});
    set.polygon_begin = {0, 1};
    ring({{1000.3, 0.2}, {3000, 0.2}, {3000, 900.7}, {1000.3, 900.7}});
    ring({{1500, 100}, {1500, 200}, {1600, 200}, {1600, 100}});
    set.polygon_begin.push_back(3);
    ring({{5000, 0}, {5100, 0}, {5100, 100}});
    set.polygon_begin.push_back(4);
    set.area_begin = {0, 1, 3};
    set.codes = {*AreaCode::parse("E06000001"), *AreaCode::parse("W06000001")};
    set.names = {"Hartlepool", "Ynys M\u00F4n"};
    return set;
}

struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() /
                                 ("levelin_shapefile_" + std::to_string(::getpid()));
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() { std::filesystem::remove_all(path); }
};

}  // namespace

TEST_CASE("write_shapefile: read back bit for bit, twice the same bytes", "[demo]") {
    const Folder folder;
    const BoundarySet set = two_areas();
    ResultTable table;
    table.columns = {{"REGION", TextColumn{{"North East", "Wales"}}},
                     {"PEOPLE", WholeColumn{{7, 0}, {Status::ok, Status::missing}}},
                     {"SHARE", DecimalColumn{{0.25, 0}, {Status::ok, Status::missing}}}};
    geodata::ShapefileOptions options;
    options.crs = "EPSG:27700";
    options.code_field = "LAD23CD";
    const auto first = geodata::write_shapefile(folder.path / "a.shp", set, table, options);
    REQUIRE(first.size() == 5);
    const auto back = geodata::read_boundaries(folder.path / "a.shp");
    CHECK(back.crs.authority_code == "EPSG:27700");
    CHECK(back.set.codes == set.codes);
    CHECK(back.set.names == set.names);
    REQUIRE(back.set.ring_count() == 4);
    CHECK(area_of(back.set, 0) == area_of(set, 0));
    CHECK(area_of(back.set, 1) == area_of(set, 1));
    const auto rings = normalise_winding(set);
    const auto back_rings = normalise_winding(back.set);
    for (const Point& point : rings.points) {
        CHECK(std::find(back_rings.points.begin(), back_rings.points.end(), point) !=
              back_rings.points.end());
    }

    CHECK_THROWS_AS(geodata::write_shapefile(folder.path / "a.shp", set, table, options),
                    UsageError);
    options.overwrite = true;
    const auto second = geodata::write_shapefile(folder.path / "a.shp", set, table, options);
    for (const auto& [ending, digest] : first) {
        CHECK(second.at(ending).sha256 == digest.sha256);
    }
}

TEST_CASE("write_shapefile: what a shapefile cannot hold is refused", "[demo]") {
    const Folder folder;
    const BoundarySet set = two_areas();
    geodata::ShapefileOptions options;
    options.crs = "EPSG:27700";
    const auto refuses = [&](const ResultTable& table, const geodata::ShapefileOptions& with) {
        CHECK_THROWS_WITH(geodata::write_shapefile(folder.path / "b.shp", set, table, with),
                          Catch::Contains("E-DEMO-05"));
        CHECK_FALSE(std::filesystem::exists(folder.path / "b.shp"));
    };
    ResultTable table;
    table.columns = {{"population_of_it", WholeColumn{{1, 2}, {Status::ok, Status::ok}}}};
    refuses(table, options);
    table.columns = {{"PEOPLE", WholeColumn{{1}, {Status::ok}}}};
    refuses(table, options);
    table.columns = {{"NOTE", TextColumn{{std::string(255, 'x'), ""}}}};
    refuses(table, options);
    options.crs = "EPSG:1";
    refuses(ResultTable{}, options);
}
