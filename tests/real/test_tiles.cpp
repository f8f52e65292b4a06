#include <algorithm>
#include <array>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/write_tiles.hpp>
#include <levelin/tile/mercator.hpp>
#include <levelin/tile/tile_address.hpp>
#include <set>
#include <tile_archive.hpp>

#include "scratch_folder.hpp"
#include "shared_data.hpp"

using namespace levelin;

TEST_CASE("Tiles of all small areas: none of a pixel missing, whole tiles covered to the unit") {
    REQUIRE_SHARED(file, "boundaries/small_areas_dense_shp/lsoa2011_ew.shp");
    const ScratchFolder scratch;
    geodata::Boundaries read = geodata::read_boundaries(file);
    geodata::ExportLayer layer;
    layer.name = "areas";
    layer.has_status = false;
    layer.table.codes = read.set.codes;
    layer.table.status.assign(read.set.size(), Status::ok);
    layer.shapes = read.set;
    layer.crs = read.crs;
    geodata::ExportOptions options;
    options.min_zoom = 5;
    options.max_zoom = 10;
    const auto outcome = geodata::export_pmtiles(scratch / "a.pmtiles", layer, options);
    CHECK(outcome.findings.find("N-TILE-03") == nullptr);

    BoundarySet world = geodata::to_lon_lat(std::move(read.set), read.crs).set;
    std::transform(world.points.begin(), world.points.end(), world.points.begin(), to_mercator);
    std::array<std::set<std::string>, 11> codes;
    std::array<std::size_t, 11> whole{};
    constexpr std::int64_t side = 4096 + 2 * 64;
    for (const auto& [id, bytes] : test::Archive(outcome.files[0].path).tiles()) {
        const auto zoom = static_cast<std::size_t>(tile_address(id).zoom);
        std::int64_t covered = 0;
        for (const auto& feature : test::read_tile(bytes)) {
            codes.at(zoom).insert(feature.properties.at("code"));
            covered += test::twice_area_of(feature.rings);
        }
        CHECK(covered <= 2 * side * side);
        whole.at(zoom) += covered == 2 * side * side ? 1 : 0;
    }
    // Inland tiles, of about 20 km at zoom 10 and 40 at 9: nothing twice, nothing bare. Tidal
    // rivers keep the others from being whole, up to the Great Ouse at Earith.
    CHECK(whole[9] >= 18);
    CHECK(whole[10] > 150);
    for (std::size_t zoom = 5; zoom <= 10; ++zoom) {
        const double pixels = 512.0 * static_cast<double>(1U << zoom);
        std::size_t large = 0;
        std::size_t missing = 0;
        for (std::size_t a = 0; a < world.size(); ++a) {
            if (std::abs(area_of(world, a)) * pixels * pixels >= 1) {
                ++large;
                missing += codes.at(zoom).contains(world.codes[a].str()) ? 0 : 1;
            }
        }
        CHECK(large > 5000);
        CHECK(missing == 0);
    }
    CHECK(codes[10].size() == 34753);
}
