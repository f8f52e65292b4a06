#pragma once

#include <ogrsf_frmts.h>

#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <map>
#include <memory>
#include <string>
#include <vector>

/// What GDAL reads of a file: features with their fields by name.
struct ReadBack {
    std::string layer;
    std::string crs;  ///< "EPSG:4326", or empty.
    OGRwkbGeometryType type = wkbUnknown;
    std::vector<std::string> fields;
    std::vector<OGRFieldType> types;
    std::vector<OGRFeatureUniquePtr> features;  ///< In the order of the file.
    std::map<std::string, std::size_t> by_code;

    [[nodiscard]] const OGRFeature& of(const std::string& code) const;
    [[nodiscard]] int field(const std::string& name) const;

    /// The dataset owns the definition of the features' fields and goes last.
    std::shared_ptr<GDALDataset> dataset;
    ReadBack() = default;
    ~ReadBack() { features.clear(); }
    ReadBack(const ReadBack&) = delete;
    ReadBack& operator=(const ReadBack&) = delete;
    ReadBack(ReadBack&&) = default;
    ReadBack& operator=(ReadBack&&) = default;
};

/// Reads a layer with GDAL's own reader, independent of levelin's.
/// @param layer  empty = the first. @param code  the name of the column of codes.
[[nodiscard]] ReadBack read_with_gdal(const std::filesystem::path& path,
                                      const std::string& layer = {},
                                      const std::string& code = "code");

/// The largest distance of a vertex of either shape from the border of the other; infinite where
/// one has polygons and the other none.
[[nodiscard]] double border_distance(const OGRGeometry* shape, const levelin::BoundarySet& set,
                                     std::size_t area);
