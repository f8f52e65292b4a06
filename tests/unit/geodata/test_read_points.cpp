#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>
#include <fstream>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_points.hpp>

#include "scratch_folder.hpp"

using namespace levelin;
using geodata::Points;
using geodata::read_points;
using geodata::ReadPointsOptions;

namespace {

std::filesystem::path file(const ScratchFolder& folder, const std::string& name,
                           const std::string& bytes) {
    std::ofstream(folder / name, std::ios::binary) << bytes;
    return folder / name;
}

std::string fault_of(const std::filesystem::path& path, const ReadPointsOptions& options = {}) {
    try {
        static_cast<void>(read_points(path, options));
    } catch (const InputError& error) {
        CHECK(error.location().file == path.string());
        CHECK_FALSE(error.hint().empty());
        return error.code();
    }
    return "none";
}

}  // namespace

TEST_CASE("read_points: a table of grid coordinates", "[geodata]") {
    const ScratchFolder folder;
    const Points points =
        read_points(file(folder, "centroids.csv",
                         "X,Y,objectid,lsoa11cd,lsoa11nm,TotPop\n"
                         "423162.659,564144.357,201,E01008331,Newcastle 029A,\"1,200\"\n"
                         "422304.278,568970.802,202,E01008338,Newcastle 003C,\n"));
    REQUIRE(points.places.size() == 2);
    CHECK(points.places[0] == Point{423162.659, 564144.357});
    CHECK(points.crs.authority_code == "EPSG:27700");
    CHECK(points.crs.how == "recognised by its extent");
    CHECK(points.code_column == "lsoa11cd");
    CHECK(points.codes[1].view() == "E01008338");
    CHECK(points.people_column == "TotPop");
    // A cell that says nothing counts nobody.
    CHECK(points.people == std::vector<double>{1200, 0});
    CHECK(points.rows == std::vector<std::string>{"row 2", "row 3"});
}

TEST_CASE("read_points: longitude and latitude come to metres", "[geodata]") {
    const ScratchFolder folder;
    const Points points = read_points(
        file(folder, "p.csv", "Place,Longitude,Latitude,people\na,-2,49.8,3\nb,-1.9,53,4\n"));
    CHECK(points.crs.authority_code == "EPSG:4326");
    CHECK(points.codes.empty());
    REQUIRE(points.places.size() == 2);
    // The central meridian of the grid is at 400 km east; the datum shift is some 100 m.
    CHECK(points.places[0].x == Approx(400000).margin(200));
    CHECK(points.places[1].y == Approx(344000).margin(2000));
}

TEST_CASE("read_points: a layer of points", "[geodata]") {
    const ScratchFolder folder;
    GDALAllRegister();
    const auto path = folder / "zones.gpkg";
    {
        GDALDataset* made = GetGDALDriverManager()->GetDriverByName("GPKG")->Create(
            path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
        OGRSpatialReference grid;
        grid.importFromEPSG(27700);
        OGRLayer* layer = made->CreateLayer("zones", &grid, wkbPoint, nullptr);
        OGRFieldDefn code("DataZone", OFTString);
        OGRFieldDefn total("TotPop2011", OFTInteger);
        OGRFieldDefn resident("ResPop2011", OFTInteger);
        layer->CreateField(&code);
        layer->CreateField(&total);
        layer->CreateField(&resident);
        for (int i = 0; i < 3; ++i) {
            const OGRFeatureUniquePtr feature{OGRFeature::CreateFeature(layer->GetLayerDefn())};
            feature->SetField("DataZone", ("S0100650" + std::to_string(6 + i)).c_str());
            feature->SetField("TotPop2011", 800 + i);
            feature->SetField("ResPop2011", 700 + i);
            const OGRPoint place(385000 + i, 802000);
            feature->SetGeometry(&place);
            CHECK(layer->CreateFeature(feature.get()) == OGRERR_NONE);
        }
        GDALClose(made);
    }
    // Two columns may be the people: the caller decides.
    CHECK(fault_of(path) == "E-INPUT-64");
    ReadPointsOptions options;
    options.people = "respop2011";
    const Points points = read_points(path, options);
    CHECK(points.people == std::vector<double>{700, 701, 702});
    CHECK(points.crs.authority_code == "EPSG:27700");
    CHECK(points.crs.how == "from the file");
    CHECK(points.places[2] == Point{385002, 802000});
    CHECK(points.codes[0].view() == "S01006506");
    options.people = "";
    options.with_people = false;
    CHECK(read_points(path, options).people.empty());
}

TEST_CASE("read_points: what is not understood is told", "[geodata]") {
    const ScratchFolder folder;
    const auto csv = [&](const std::string& text) { return file(folder, "t.csv", text); };
    CHECK(fault_of(csv("code,name\nE01000001,a\n")) == "E-INPUT-63");
    CHECK(fault_of(csv("X,Y\n1,2\n3,4\n")) == "E-INPUT-63");
    CHECK(fault_of(csv("X,Y,People\n400000,300000,5\n410000,300000,many\n")) == "E-INPUT-64");
    CHECK(fault_of(csv("X,Y,People\n400000,300000,-1\n400100,300000,1\n")) == "E-INPUT-64");
    CHECK(fault_of(csv("X,Y,People\n400000,,5\n400100,300000,1\n")) == "E-INPUT-64");
    ReadPointsOptions options;
    options.people = "Persons";
    CHECK(fault_of(csv("X,Y,People\n400000,300000,5\n410000,300000,7\n"), options) == "E-INPUT-64");
    CHECK(fault_of(folder / "none.csv") == "E-INPUT-01");
    CHECK(fault_of(file(folder, "areas.geojson",
                        R"({"type": "FeatureCollection", "features": [{"type": "Feature",)"
                        R"("properties": {}, "geometry": {"type": "Polygon", "coordinates":)"
                        R"([[[0, 50], [1, 50], [1, 51], [0, 50]]]}}]})")) == "E-INPUT-63");
}
