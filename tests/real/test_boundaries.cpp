#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/reproject.hpp>
#include <levelin/geodata/write_geojson.hpp>
#include <memory>
#include <set>
#include <shared_data.hpp>

using namespace levelin;
using namespace levelin::geodata;

namespace {

struct Expected {
    const char* file;
    std::size_t areas;       // SOURCES.md
    const char* code_field;  // From ogrinfo.
    const char* crs;         // SOURCES.md; what --crs has to give where `given`.
    bool given = false;
    int invalid = -1;  // SOURCES.md, where it says so.
};

// Numbers from SOURCES.md, which were measured with other tools.
const std::vector<Expected> all{
    {"shp/LAD_DEC_2023_UK_BUC.shp", 361, "LAD23CD", "EPSG:27700", false, 0},
    {"shp/Local_Administrative_Units_Level_1_January_2018_Ultra_Generalised_Clipped_Boundaries_in_"
     "United_Kingdom.shp",
     400, "lau118cd", "EPSG:4326", false, 1},
    {"shp/Local_Authority_Districts_December_2014_Super_Generalised_Clipped_Boundaries_in_Great_"
     "Britain.shp",
     380, "lad14cd", "EPSG:27700", false, 0},
    {"shp/PCON_JULY_2024_UK_BUC.shp", 650, "PCON24CD", "EPSG:27700", false, 0},
    {"shp/Wards_December_2019_Boundaries_Scily_Wight_BGC.shp", 44, "WD19CD", "EPSG:4326", false, 0},
    {"small_areas_dense_shp/lsoa2011_ew.shp", 34753, "code", "EPSG:27700"},
    {"small_areas_dense_shp/datazone2001_scotland.shp", 6500, "code", "EPSG:27700"},
    {"derived_gpkg/boundaries_dz11.gpkg", 6976, "dz11_code", "EPSG:4326"},
    {"derived_gpkg/boundaries_soa11.gpkg", 890, "soa11_code", "EPSG:4326"},
    {"derived_gpkg/boundaries_lsoa21.gpkg", 35672, "lsoa21_code", "EPSG:4326"},
    {"gpkg/LocalAuthorities-lowertier-2023.gpkg", 361, "Lacode", "EPSG:27700"},
    {"geo-lookups_full_precision/lsoa/E06000063.geojson", 177, "LSOA21CD", "EPSG:4326"},
    {"geo-lookups_full_precision/lsoa/E08000003.geojson", 295, "LSOA21CD", "EPSG:4326"},
    {"geo-lookups_full_precision/lsoa/E09000033.geojson", 123, "LSOA21CD", "EPSG:4326"},
    {"geo-lookups_full_precision/lsoa11/E06000063.geojson", 177, "LSOA11CD", "EPSG:4326"},
    {"geo-lookups_full_precision/lsoa11/E08000003.geojson", 282, "LSOA11CD", "EPSG:4326"},
    {"geo-lookups_full_precision/lsoa11/E09000033.geojson", 128, "LSOA11CD", "EPSG:4326"},
    {"topojson/geogEWregion.json", 10, "AREACD", "EPSG:4326", true},
    {"topojson/geogUKregion.json", 12, "AREACD", "EPSG:4326", true},
    {"topojson/geogLA2017UK.json", 391, "AREACD", "EPSG:4326", true, 146},
    {"topojson/geogLA2019UK.json", 382, "AREACD", "EPSG:4326", true, 5},
    {"topojson/geogLA2021UK.json", 374, "AREACD", "EPSG:4326", true, 4},
    {"lsoa11_topojson_by_lad/topo_E06000001.json", 58, "LSOA11CD", "EPSG:4326", true},
    {"lsoa11_topojson_by_lad/topo_E06000002.json", 86, "LSOA11CD", "EPSG:4326", true},
    {"lsoa11_topojson_by_lad/topo_E06000047.json", 324, "LSOA11CD", "EPSG:4326", true},
    {"lsoa11_topojson_by_lad/topo_E06000052.json", 326, "LSOA11CD", "EPSG:4326", true},
    {"lsoa11_topojson_by_lad/topo_E07000026.json", 60, "LSOA11CD", "EPSG:4326", true},
    {"lsoa11_topojson_by_lad/topo_E07000076.json", 89, "LSOA11CD", "EPSG:4326", true},
    {"lsoa11_topojson_by_lad/topo_E08000003.json", 282, "LSOA11CD", "EPSG:4326", true},
    {"lsoa11_topojson_by_lad/topo_E08000012.json", 298, "LSOA11CD", "EPSG:4326", true},
    {"lsoa11_topojson_by_lad/topo_E09000001.json", 6, "LSOA11CD", "EPSG:4326", true},
    {"lsoa11_topojson_by_lad/topo_E09000033.json", 128, "LSOA11CD", "EPSG:4326", true},
    {"lsoa11_topojson_by_lad/topo_W06000001.json", 44, "LSOA11CD", "EPSG:4326", true},
    {"lsoa11_topojson_by_lad/topo_W06000015.json", 214, "LSOA11CD", "EPSG:4326", true},
};

Boundaries read(const std::filesystem::path& folder, const Expected& expected) {
    ReadBoundariesOptions options;
    if (expected.given) {
        options.crs = expected.crs;
    }
    return read_boundaries(folder / expected.file, options);
}

struct Close {
    void operator()(GDALDataset* dataset) const { GDALClose(GDALDataset::ToHandle(dataset)); }
};
using Dataset = std::unique_ptr<GDALDataset, Close>;

Dataset open(const std::filesystem::path& path) {
    GDALAllRegister();
    return Dataset{GDALDataset::FromHandle(
        GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr))};
}

// The codes of the areas that GEOS itself calls invalid, feature by feature.
std::multiset<std::string> invalid_by_geos(const std::filesystem::path& path,
                                           const std::string& layer_name,
                                           const std::string& code_field) {
    CPLPushErrorHandler(CPLQuietErrorHandler);
    std::multiset<std::string> codes;
    const Dataset dataset = open(path);
    for (const auto& feature : *dataset->GetLayerByName(layer_name.c_str())) {
        if (!feature->GetGeometryRef()->IsValid()) {
            codes.insert(feature->GetFieldAsString(code_field.c_str()));
        }
    }
    CPLPopErrorHandler();
    return codes;
}

}  // namespace

TEST_CASE("real boundaries: every file reads, with the areas and codes it should have", "[real]") {
    REQUIRE_SHARED(folder, "boundaries");
    for (const Expected& expected : all) {
        INFO(expected.file);
        const Boundaries boundaries = read(folder, expected);
        CHECK(boundaries.set.size() == expected.areas);
        CHECK(boundaries.code_column == expected.code_field);
        CHECK(boundaries.crs.authority_code == expected.crs);
        CHECK_FALSE(boundaries.name_column.empty());
        CHECK(boundaries.geography.kind != Geography::unknown);
        CHECK(boundaries.findings.find("W-GEOMETRY-03") == nullptr);
        CHECK(boundaries.findings.find("W-GEOMETRY-07") == nullptr);
        if (expected.invalid >= 0) {
            CHECK(boundaries.repaired.size() == static_cast<std::size_t>(expected.invalid));
        }
        if (expected.given) {
            try {
                static_cast<void>(read_boundaries(folder / expected.file));
                FAIL("a TopoJSON file without --crs must be refused");
            } catch (const GeometryError& error) {
                CHECK(error.code() == "E-GEOMETRY-01");
                CHECK(error.hint() == "give --crs EPSG:4326");
            }
        }
    }
}

TEST_CASE("real boundaries: no boundary file is left out of the list", "[real]") {
    REQUIRE_SHARED(folder, "boundaries");
    std::set<std::string> listed{"shp/SG_DataZone_Cent_2011.shp"};
    for (const Expected& expected : all) {
        listed.insert(expected.file);
    }
    for (const auto& entry : std::filesystem::recursive_directory_iterator{folder}) {
        if (entry.is_regular_file() && is_boundary_name(entry.path())) {
            CHECK(listed.count(std::filesystem::relative(entry.path(), folder).string()) == 1);
        }
    }
}

TEST_CASE("real boundaries: centroids are listed and refused as boundaries", "[real]") {
    REQUIRE_SHARED(path, "boundaries/shp/SG_DataZone_Cent_2011.shp");
    const auto layers = list_layers(path);
    REQUIRE(layers.size() == 1);
    CHECK(layers[0].features == 6976);
    CHECK(layers[0].geometry == "point");
    try {
        static_cast<void>(read_boundaries(path));
        FAIL("points are no boundaries");
    } catch (const InputError& error) {
        CHECK(error.code() == "E-INPUT-54");
    }
}

TEST_CASE("real boundaries: exactly those areas are repaired that GEOS calls invalid", "[real]") {
    REQUIRE_SHARED(folder, "boundaries");
    for (const Expected& expected : all) {
        INFO(expected.file);
        const Boundaries boundaries = read(folder, expected);
        const std::multiset<std::string> repaired{boundaries.repaired.begin(),
                                                  boundaries.repaired.end()};
        CHECK(repaired ==
              invalid_by_geos(folder / expected.file, boundaries.layer, boundaries.code_column));
    }
}

TEST_CASE("real boundaries: Welsh names keep their accents", "[real]") {
    REQUIRE_SHARED(folder, "boundaries");
    const Boundaries seats = read_boundaries(folder / "shp/PCON_JULY_2024_UK_BUC.shp");
    CHECK(std::count(seats.set.names.begin(), seats.set.names.end(), "Ynys M\xC3\xB4n") == 1);
}

TEST_CASE("real boundaries: written as GeoJSON and read by GDAL, all is still there", "[real]") {
    REQUIRE_SHARED(folder, "boundaries");
    for (const char* file :
         {"shp/LAD_DEC_2023_UK_BUC.shp", "small_areas_dense_shp/datazone2001_scotland.shp"}) {
        INFO(file);
        Boundaries boundaries = read_boundaries(folder / file);
        ReprojectOptions options;
        options.search_folders = {shared_folder() / "data/proj"};
        const LonLatBoundaries lon_lat =
            to_lon_lat(std::move(boundaries.set), boundaries.crs, options);
        CHECK(lon_lat.operation.shortcut_error_m > 0);
        ResultTable table;
        table.codes = lon_lat.set.codes;
        table.names = lon_lat.set.names;
        table.status.assign(table.codes.size(), Status::ok);
        const auto path = std::filesystem::temp_directory_path() / "levelin-real.geojson";
        std::vector<std::string> digests;
        for (const unsigned threads : {1U, 2U, 5U}) {
            OutputFile output(path, true);
            GeoJsonOptions writing;
            writing.threads = threads;
            static_cast<void>(write_geojson(output, lon_lat.set, table, writing));
            digests.push_back(output.commit().sha256);
        }
        CHECK(digests[0] == digests[1]);
        CHECK(digests[0] == digests[2]);
        // GDAL's own reprojection of the same file is PROJ's; with OSTN15 or without, both lie
        // within five metres of ours, feature by feature.
        const Dataset written = open(path);
        const Dataset original = open(folder / file);
        OGRLayer& ours = *written->GetLayer(0);
        OGRLayer& theirs = *original->GetLayer(0);
        REQUIRE(ours.GetFeatureCount() == theirs.GetFeatureCount());
        OGRSpatialReference wgs84;
        wgs84.SetWellKnownGeogCS("WGS84");
        wgs84.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
        const std::unique_ptr<OGRCoordinateTransformation> transformation{
            OGRCreateCoordinateTransformation(theirs.GetSpatialRef(), &wgs84)};
        std::size_t row = 0;
        for (const auto& feature : ours) {
            const OGRFeatureUniquePtr other{theirs.GetNextFeature()};
            REQUIRE(feature->GetFID() == static_cast<GIntBig>(++row));
            REQUIRE(std::string{feature->GetFieldAsString("code")} == table.codes[row - 1].str());
            OGREnvelope a;
            OGREnvelope b;
            feature->GetGeometryRef()->getEnvelope(&a);
            other->GetGeometryRef()->transform(transformation.get());
            other->GetGeometryRef()->getEnvelope(&b);
            REQUIRE(std::abs(a.MinX - b.MinX) < 1e-4);
            REQUIRE(std::abs(a.MaxY - b.MaxY) < 5e-5);
        }
        std::filesystem::remove(path);
    }
}
