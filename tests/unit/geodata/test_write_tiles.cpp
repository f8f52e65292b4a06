#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/write_tiles.hpp>
#include <levelin/tile/tile_address.hpp>
#include <memory>
#include <scratch_folder.hpp>
#include <set>
#include <tile_archive.hpp>
#include <tile_world.hpp>

using namespace levelin;
using namespace levelin::geodata;

namespace {

// 12 x 12 areas of a kilometre and their islands, with a column of each kind.
ExportLayer small_layer() {
    ExportLayer layer;
    layer.name = "areas";
    layer.shapes = test::in_metres(test::wandering_squares(0, {0, 0}, 12, 1000, 7, 20), 1);
    layer.crs.authority_code = "EPSG:27700";
    layer.table = test::plain_table(layer.shapes.size());
    layer.table.names = layer.shapes.names;
    layer.attribution = {"Contains OS data & more"};
    WholeColumn decile;
    DecimalColumn score;
    for (std::size_t a = 0; a < layer.table.size(); ++a) {
        const Status status = a % 7 == 0 ? Status::suppressed : Status::ok;
        layer.table.status[a] = status;
        decile.values.push_back(static_cast<std::int64_t>(a % 10) + 1);
        decile.status.push_back(Status::ok);
        score.values.push_back(static_cast<double>(a) / 8);
        score.status.push_back(status);
    }
    layer.table.columns.push_back({"imd_decile", decile});
    layer.table.columns.push_back({"imd_score", score});
    return layer;
}

}  // namespace

TEST_CASE("a PMTiles archive holds every area of a pixel at every zoom, without gap or overlap") {
    const ScratchFolder scratch;
    ExportLayer layer = small_layer();
    ExportOptions options;
    options.min_zoom = 4;
    options.max_zoom = 13;
    const auto outcome = export_pmtiles(scratch.path() / "a.pmtiles", layer, options);
    CHECK(outcome.areas == layer.table.size());
    CHECK(!outcome.operation.name.empty());
    const test::Archive archive(outcome.files.at(0).path);
    CHECK(archive.bytes.size() == outcome.files[0].digest.bytes);
    CHECK(archive.bytes.substr(0, 8) == "PMTiles\x03");
    const std::string metadata = test::unpack(archive.section(0x18));
    CHECK(metadata.find(R"("attribution":"Contains OS data &amp; more")") != std::string::npos);
    CHECK(metadata.find(R"("imd_decile":"Number")") != std::string::npos);
    CHECK(metadata.find(R"("status":"String")") != std::string::npos);

    // The smallest areas, the islands, have 80,000 m2; at zoom 8 a pixel is 186 m wide.
    std::map<int, std::set<std::string>> codes;
    std::size_t whole_tiles = 0;
    for (const auto& [id, bytes] : archive.tiles()) {
        const TileAddress at = tile_address(id);
        std::int64_t all = 0;
        for (const auto& feature : test::read_tile(bytes)) {
            const std::string& code = feature.properties.at("code");
            codes[at.zoom].insert(code);
            CHECK(code == "A" + std::to_string(feature.id - 1));
            CHECK(feature.properties.contains("imd_score") ==
                  (feature.properties.at("status") == "ok"));
            all += test::twice_area_of(feature.rings);
        }
        constexpr std::int64_t side = 4096 + 2 * 64;
        CHECK(all <= 2 * side * side);
        whole_tiles += all == 2 * side * side ? 1 : 0;
    }
    CHECK(whole_tiles > 5);  // Inside the layer: covered to the last unit.
    for (int zoom = 9; zoom <= 13; ++zoom) {
        CHECK(codes[zoom].size() == layer.table.size());
    }
    // What is missing at low zooms is counted.
    const Finding* const missing = outcome.findings.find("N-TILE-01");
    REQUIRE(missing != nullptr);
    CHECK(missing->count == layer.table.size() - codes[4].size());
    CHECK(outcome.findings.find("N-TILE-03") == nullptr);
}

TEST_CASE("the same bytes each time, for any number of threads, with or without a ready coverage") {
    const ScratchFolder scratch;
    ExportLayer layer = small_layer();
    ExportOptions options;
    options.max_zoom = 11;
    options.overwrite = true;
    const auto pmtiles = scratch.path() / "a.pmtiles";
    const auto mbtiles = scratch.path() / "a.mbtiles";
    std::set<std::string> digests;
    for (const unsigned threads : {1U, 2U, 5U}) {
        options.threads = threads;
        digests.insert(export_pmtiles(pmtiles, layer, options).files[0].digest.sha256);
        digests.insert(export_mbtiles(mbtiles, layer, options).files[0].digest.sha256);
    }
    CHECK(digests.size() == 2);
    CoverageOptions rules;
    rules.sliver_width = 0.1;
    layer.coverage = make_coverage(layer.shapes, rules).coverage;
    REQUIRE(layer.coverage.has_value());
    layer.shapes = {};
    digests.insert(export_pmtiles(pmtiles, layer, options).files[0].digest.sha256);
    CHECK(digests.size() == 2);
}

TEST_CASE("GDAL reads the MBTiles: bounds, fields, areas") {
    GDALAllRegister();
    const ScratchFolder scratch;
    const ExportLayer layer = small_layer();
    ExportOptions options;
    options.min_zoom = 8;
    options.max_zoom = 12;
    const auto outcome = export_mbtiles(scratch.path() / "a.mbtiles", layer, options);
    const std::unique_ptr<GDALDataset> data(GDALDataset::Open(
        outcome.files.at(0).path.c_str(), GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
    REQUIRE(data != nullptr);
    REQUIRE(data->GetLayerCount() == 1);
    OGRLayer* const read = data->GetLayer(0);
    CHECK(std::string{read->GetName()} == "areas");
    std::map<std::string, double> ground;
    for (const auto& feature : *read) {
        const std::string code = feature->GetFieldAsString("code");
        const std::size_t a = std::stoul(code.substr(1));
        CHECK(feature->GetFieldAsDouble("imd_decile") == static_cast<double>(a % 10 + 1));
        CHECK(feature->IsFieldSetAndNotNull(feature->GetFieldIndex("imd_score")) == (a % 7 != 0));
        const OGRGeometry* const shape = feature->GetGeometryRef();
        CHECK(shape->IsValid());
        ground[code] += shape->toMultiPolygon()->get_Area();
    }
    REQUIRE(ground.size() == layer.table.size());
    // Mercator metres at the layer's latitude are 1.63 of the ground's; the driver reads the
    // highest zoom, whose tiles overlap by their buffers, so that areas that lie in two tiles count
    // more.
    std::vector<double> ratios;
    for (std::size_t a = 0; a < layer.table.size(); ++a) {
        ratios.push_back(ground.at("A" + std::to_string(a)) / area_of(layer.shapes, a));
    }
    std::sort(ratios.begin(), ratios.end());
    CHECK(ratios.front() == Approx(ratios[ratios.size() / 2]).epsilon(0.01));
    CHECK(ratios.front() > 2.5);
    CHECK(ratios.front() < 2.8);
}

TEST_CASE("areas that overlap are written one by one, and it is said") {
    const ScratchFolder scratch;
    ExportLayer layer = small_layer();
    // The first area once more, over itself and its neighbours.
    layer.shapes.points[2].x += 5000;
    ExportOptions options;
    options.max_zoom = 11;
    const auto outcome = export_pmtiles(scratch.path() / "a.pmtiles", layer, options);
    CHECK(outcome.findings.find("N-TILE-03") != nullptr);
    std::set<std::string> codes;
    for (const auto& [id, bytes] : test::Archive(outcome.files[0].path).tiles()) {
        for (const auto& feature : test::read_tile(bytes)) {
            codes.insert(feature.properties.at("code"));
        }
    }
    CHECK(codes.size() == layer.table.size());
}

TEST_CASE("what cannot be made is refused, and leaves nothing behind") {
    const ScratchFolder scratch;
    ExportLayer layer = small_layer();
    const auto to = scratch.path() / "a.pmtiles";
    const auto code_of = [&](const ExportOptions& options) {
        try {
            (void)export_pmtiles(to, layer, options);
        } catch (const Error& error) {
            return error.code();
        }
        return std::string{"none"};
    };
    for (const auto& [low, high] : {std::pair{-1, 3}, {0, 19}, {5, 4}}) {
        ExportOptions options;
        options.min_zoom = low;
        options.max_zoom = high;
        CHECK(code_of(options) == "E-TILE-01");
    }
    layer.shapes = {};
    layer.table = {};
    CHECK(code_of({}) == "E-TILE-02");
    CHECK(std::filesystem::is_empty(scratch.path()));
    // Another's failure on the way.
    class Stop : public Progress {
      public:
        void update(std::string_view stage, double fraction) override {
            if (stage == "making tiles" && fraction > 0.3) {
                throw std::runtime_error("stopped");
            }
        }
    } stop;
    layer = small_layer();
    ExportOptions options;
    options.progress = &stop;
    CHECK_THROWS_AS(export_pmtiles(to, layer, options), std::runtime_error);
    CHECK_THROWS_AS(export_mbtiles(to, layer, options), std::runtime_error);
    CHECK(std::filesystem::is_empty(scratch.path()));
}

TEST_CASE("one area, of one point's width or whole, has its tiles") {
    const ScratchFolder scratch;
    ExportLayer layer;
    layer.crs.authority_code = "EPSG:4326";
    layer.table = test::plain_table(1);
    layer.shapes.codes = layer.table.codes;
    layer.shapes.names = {""};
    layer.shapes.points = {{-1, 52}, {-1, 52.00001}, {-1.00001, 52}, {-1, 52}};
    layer.shapes.ring_begin = {0, 4};
    layer.shapes.polygon_begin = {0, 1};
    layer.shapes.area_begin = {0, 1};
    ExportOptions options;
    options.min_zoom = 10;
    options.max_zoom = 18;
    const auto outcome = export_pmtiles(scratch.path() / "a.pmtiles", layer, options);
    const auto tiles = test::Archive(outcome.files[0].path).tiles();
    CHECK(!tiles.empty());
    CHECK(tile_address(tiles.rbegin()->first).zoom == 18);
    // Where it is at no zoom, there is no archive.
    options.max_zoom = 10;
    options.overwrite = true;
    CHECK_THROWS_AS(export_pmtiles(scratch.path() / "a.pmtiles", layer, options), GeometryError);
}
