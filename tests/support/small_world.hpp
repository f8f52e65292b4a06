#pragma once

#include <gdal.h>
#include <ogr_api.h>
#include <ogr_srs_api.h>

#include <filesystem>
#include <fstream>
#include <stdexcept>
#include <string>
#include <vector>

/// Little inputs for tests of whole runs: a row of square councils and a table about them.
namespace small_world {

inline void write_text(const std::filesystem::path& path, const std::string& text) {
    std::ofstream(path, std::ios::binary) << text;
}

inline const std::vector<std::string>& codes() {
    static const std::vector<std::string> list{"E06000001", "E06000002", "E06000003", "E06000004"};
    return list;
}

/// Four squares of one kilometre in British National Grid metres, as GeoJSON text in lon/lat would
/// hide what is tested; written as a shapefile.
inline std::filesystem::path write_shapefile(const std::filesystem::path& folder,
                                             const std::string& name = "areas",
                                             const std::vector<std::string>& area_codes = codes()) {
    GDALAllRegister();
    const std::filesystem::path path = folder / (name + ".shp");
    GDALDriverH driver = GDALGetDriverByName("ESRI Shapefile");
    GDALDatasetH dataset = GDALCreate(driver, path.c_str(), 0, 0, 0, GDT_Unknown, nullptr);
    OGRSpatialReferenceH srs = OSRNewSpatialReference(nullptr);
    OSRImportFromEPSG(srs, 27700);
    OGRLayerH layer = GDALDatasetCreateLayer(dataset, name.c_str(), srs, wkbPolygon, nullptr);
    for (const char* field : {"LAD23CD", "LAD23NM"}) {
        OGRFieldDefnH definition = OGR_Fld_Create(field, OFTString);
        OGR_Fld_SetWidth(definition, 40);
        OGR_L_CreateField(layer, definition, 1);
        OGR_Fld_Destroy(definition);
    }
    for (std::size_t i = 0; i < area_codes.size(); ++i) {
        const double x = 400000 + 1000 * static_cast<double>(i);
        const double y = 300000;
        OGRGeometryH ring = OGR_G_CreateGeometry(wkbLinearRing);
        OGR_G_AddPoint_2D(ring, x, y);
        OGR_G_AddPoint_2D(ring, x, y + 1000);
        OGR_G_AddPoint_2D(ring, x + 1000, y + 1000);
        OGR_G_AddPoint_2D(ring, x + 1000, y);
        OGR_G_AddPoint_2D(ring, x, y);
        OGRGeometryH polygon = OGR_G_CreateGeometry(wkbPolygon);
        OGR_G_AddGeometryDirectly(polygon, ring);
        OGRFeatureH feature = OGR_F_Create(OGR_L_GetLayerDefn(layer));
        OGR_F_SetFieldString(feature, 0, area_codes[i].c_str());
        OGR_F_SetFieldString(feature, 1, ("Area " + std::to_string(i + 1)).c_str());
        OGR_F_SetGeometryDirectly(feature, polygon);
        if (OGR_L_CreateFeature(layer, feature) != OGRERR_NONE) {
            throw std::runtime_error("a feature could not be written");
        }
        OGR_F_Destroy(feature);
    }
    OSRRelease(srs);
    GDALClose(dataset);
    return path;
}

/// A table about the four councils: one zero, one suppressed, one missing value.
inline std::filesystem::path write_table(const std::filesystem::path& folder,
                                         const std::string& name = "table.csv") {
    const std::filesystem::path path = folder / name;
    write_text(path,
               "LAD23CD,LAD23NM,pay,homes,people\n"
               "E06000001,One,400,0,1000\n"
               "E06000002,Two,500,20,[c]\n"
               "E06000003,Three,600,30,3000\n"
               "E06000004,Four,,40,4000\n");
    return path;
}

/// A project over the two files above.
inline std::string project_text(const std::string& extra = {}) {
    return R"([project]
title = "Small world"
[boundaries]
file = "areas.shp"
[tables.main]
file = "table.csv"
[[index]]
id = "need"
title = "Need"
aggregation = "weighted_mean"
[[index.part]]
id = "pay"
column = "pay"
direction = "lower_is_worse"
normalise = "min_max"
[[index.part]]
id = "homes"
column = "homes"
normalise = "min_max"
[carry.people]
column = "people"
)" + extra;
}

}  // namespace small_world
