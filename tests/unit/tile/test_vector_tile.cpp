#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/tile/vector_tile.hpp>
#include <memory>

#include <tile_reader.hpp>
#include <tile_world.hpp>

using namespace levelin;

namespace {

RingList list_of(const std::vector<std::vector<GridPoint>>& rings) {
    RingList list;
    for (const auto& ring : rings) {
        list.add(ring);
    }
    return list;
}

// Two areas with one value of each kind, and with what is not there.
ResultTable two_areas() {
    ResultTable table = test::plain_table(2);
    table.names[0] = "Ynys Môn";
    table.status[1] = Status::suppressed;
    table.columns.push_back({"rank", WholeColumn{{7, 0}, {Status::ok, Status::suppressed}}});
    table.columns.push_back({"change", WholeColumn{{-3, 7}, {Status::ok, Status::ok}}});
    table.columns.push_back({"score", DecimalColumn{{0.5, 0}, {Status::ok, Status::missing}}});
    table.columns.push_back({"council", TextColumn{{"Gwynedd", ""}}});
    return table;
}

const std::vector<std::vector<GridPoint>> square{{{100, 100}, {300, 100}, {300, 300}, {100, 300}}};
// A square with a hole, and an island in the hole.
const std::vector<std::vector<GridPoint>> nested{
    {{1000, 1000}, {3000, 1000}, {3000, 3000}, {1000, 3000}},
    {{1500, 1500}, {1500, 2500}, {2500, 2500}, {2500, 1500}},
    {{1800, 1800}, {2200, 1800}, {2000, 2200}}};

std::string tile_of_two(GridPoint origin) {
    const ResultTable table = two_areas();
    const TileAttributes attributes(table, true);
    TileEncoder encoder("areas", attributes);
    encoder.begin(origin);
    CHECK(encoder.empty());
    encoder.add(0, list_of(square));
    encoder.add(1, list_of(nested));
    CHECK(!encoder.empty());
    return std::string{encoder.finish()};
}

}  // namespace

TEST_CASE("a polygon's commands are those of the specification's example") {
    // Section 4.3.5.5: (3,6) (8,12) (20,34) is 9 6 12 18 10 12 24 44 15.
    const TileAttributes attributes(test::plain_table(1), false);
    TileEncoder encoder("a", attributes);
    encoder.begin({0, 0});
    encoder.add(0, list_of({{{3, 6}, {8, 12}, {20, 34}}}));
    const std::string tile{encoder.finish()};
    CHECK(tile.find(std::string{'\x22', 9, 9, 6, 12, 18, 10, 12, 24, 44, 15}) != std::string::npos);
}

TEST_CASE("features, ids and properties of a tile") {
    const auto features = test::read_tile(tile_of_two({0, 0}));
    REQUIRE(features.size() == 2);
    CHECK(features[0].id == 1);
    CHECK(features[1].id == 2);
    CHECK(features[0].rings == square);
    CHECK(features[1].rings == nested);
    using Properties = std::map<std::string, std::string>;
    CHECK(features[0].properties == Properties{{"code", "A0"},
                                               {"name", "Ynys Môn"},
                                               {"status", "ok"},
                                               {"rank", "uint:7"},
                                               {"change", "sint:-3"},
                                               {"score", "double:0.500000"},
                                               {"council", "Gwynedd"}});
    // No null: what is not there is left out, and the status says so.
    CHECK(features[1].properties ==
          Properties{{"code", "A1"}, {"status", "suppressed"}, {"change", "uint:7"}});
    // Relative to the tile's own corner.
    const auto moved = test::read_tile(tile_of_two({50, 100}));
    CHECK(moved[0].rings[0][0] == GridPoint{50, 0});
}

TEST_CASE("a tile has each key and value once") {
    ResultTable table = test::plain_table(200);
    WholeColumn decile;
    for (int a = 0; a < 200; ++a) {
        decile.values.push_back(a % 10);
        decile.status.push_back(Status::ok);
    }
    table.columns.push_back({"decile", decile});
    const TileAttributes attributes(table, true);
    CHECK(attributes.values().size() == 200 + 1 + 10);
    TileEncoder encoder("areas", attributes);
    // The second tile knows nothing of the first.
    for (const std::size_t features : {200U, 3U}) {
        encoder.begin({0, 0});
        for (std::uint32_t a = 0; a < features; ++a) {
            encoder.add(a, list_of(square));
        }
        const std::string tile{encoder.finish()};
        protozero::pbf_reader reader(tile);
        REQUIRE(reader.next(3));
        protozero::pbf_reader layer = reader.get_message();
        std::size_t keys = 0;
        std::size_t values = 0;
        while (layer.next()) {
            keys += layer.tag() == 3 ? 1 : 0;
            values += layer.tag() == 4 ? 1 : 0;
            layer.skip();
        }
        CHECK(keys == 3);
        CHECK(values == (features == 3 ? 3 + 1 + 3 : 200 + 1 + 10));
        const auto read = test::read_tile(tile);
        REQUIRE(read.size() == features);
        for (std::size_t a = 0; a < features; ++a) {
            REQUIRE(read[a].properties.at("code") == "A" + std::to_string(a));
            REQUIRE(read[a].properties.at("decile") == "uint:" + std::to_string(a % 10));
        }
    }
}

TEST_CASE("GDAL reads a tile to the same areas, values and ground") {
    GDALAllRegister();
    const std::string bytes = tile_of_two({0, 0});
    const char* const name = "/vsimem/levelin_tile.pbf";
    VSIFCloseL(VSIFileFromMemBuffer(name, reinterpret_cast<GByte*>(const_cast<char*>(bytes.data())),
                                    bytes.size(), FALSE));
    {
        const std::unique_ptr<GDALDataset> data(
            GDALDataset::Open(name, GDAL_OF_VECTOR, nullptr, nullptr, nullptr));
        REQUIRE(data != nullptr);
        REQUIRE(data->GetLayerCount() == 1);
        OGRLayer* const layer = data->GetLayer(0);
        CHECK(std::string{layer->GetName()} == "areas");
        REQUIRE(layer->GetFeatureCount() == 2);
        std::vector<double> ground;
        for (const auto& feature : *layer) {
            CHECK(feature->GetGeometryRef()->IsValid());
            const auto* const geometry = feature->GetGeometryRef();
            ground.push_back(wkbFlatten(geometry->getGeometryType()) == wkbMultiPolygon
                                 ? geometry->toMultiPolygon()->get_Area()
                                 : geometry->toPolygon()->get_Area());
            if (feature->GetFieldAsInteger("mvt_id") == 1) {
                CHECK(std::string{feature->GetFieldAsString("name")} == "Ynys Môn");
                CHECK(feature->GetFieldAsDouble("score") == 0.5);
                CHECK(feature->GetFieldAsInteger("change") == -3);
            } else {
                CHECK(std::string{feature->GetFieldAsString("code")} == "A1");
                CHECK(!feature->IsFieldSetAndNotNull(feature->GetFieldIndex("rank")));
            }
        }
        // In units, or in metres where the driver knows the tile's place: their ratio is what it
        // is.
        const double expected = (2000.0 * 2000 - 1000.0 * 1000 + 400.0 * 400 / 2) / (200.0 * 200);
        CHECK(ground[1] / ground[0] == Approx(expected));
    }
    VSIUnlink(name);
}
