#include "boundary_source.hpp"

#include <cpl_string.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <array>
#include <cctype>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <optional>

#include "text_encoding.hpp"

namespace levelin::geodata {

namespace detail {

namespace {

std::optional<BoundaryFormat> format_of(const std::string& name) {
    const std::string low = ascii_lower(name);
    if (low.ends_with(".shp")) {
        return BoundaryFormat::shapefile;
    }
    if (low.ends_with(".gpkg")) {
        return BoundaryFormat::geopackage;
    }
    if (low.ends_with(".fgb")) {
        return BoundaryFormat::flatgeobuf;
    }
    if (low.ends_with(".topojson")) {
        return BoundaryFormat::topojson;
    }
    if (low.ends_with(".geojsonl") || low.ends_with(".geojsons") || low.ends_with(".ndjson")) {
        return BoundaryFormat::geojson_lines;
    }
    if (low.ends_with(".geojson") || low.ends_with(".json")) {
        return BoundaryFormat::geojson;
    }
    return std::nullopt;
}

const char* driver_name(BoundaryFormat format) {
    switch (format) {
        case BoundaryFormat::shapefile:
            return "ESRI Shapefile";
        case BoundaryFormat::geopackage:
            return "GPKG";
        case BoundaryFormat::geojson:
            return "GeoJSON";
        case BoundaryFormat::geojson_lines:
            return "GeoJSONSeq";
        case BoundaryFormat::topojson:
            return "TopoJSON";
        case BoundaryFormat::flatgeobuf:
            return "FlatGeobuf";
    }
    return "";
}

// A file's size, or nothing where there is none.
std::optional<std::uint64_t> size_of(const std::string& name) {
    VSIStatBufL info;
    if (VSIStatExL(name.c_str(), &info, VSI_STAT_EXISTS_FLAG | VSI_STAT_SIZE_FLAG) != 0) {
        return std::nullopt;
    }
    return static_cast<std::uint64_t>(info.st_size);
}

std::string first_bytes(const std::string& name, std::size_t count) {
    VSILFILE* file = VSIFOpenL(name.c_str(), "rb");
    if (file == nullptr) {
        return {};
    }
    std::string bytes(count, '\0');
    bytes.resize(VSIFReadL(bytes.data(), 1, count, file));
    VSIFCloseL(file);
    return bytes;
}

// A shapefile's companion with the ending in either case.
std::optional<std::string> companion(const std::string& shp, const char* ending) {
    const std::string stem = shp.substr(0, shp.size() - 3);
    std::string upper{ending};
    std::transform(upper.begin(), upper.end(), upper.begin(), [](char c) {
        return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
    });
    for (const std::string& name : {stem + ending, stem + upper}) {
        if (size_of(name)) {
            return name;
        }
    }
    return std::nullopt;
}

std::uint32_t word(const std::string& bytes, std::size_t at, bool big_endian) {
    std::uint32_t value = 0;
    for (std::size_t i = 0; i < 4; ++i) {
        const auto byte = static_cast<unsigned char>(bytes[big_endian ? at + i : at + 3 - i]);
        value = (value << 8U) | byte;
    }
    return value;
}

}  // namespace

std::vector<BoundarySource> boundary_sources(const std::filesystem::path& path) {
    const std::string name = path.string();
    VSIStatBufL info;
    if (VSIStatL(name.c_str(), &info) != 0) {
        throw InputError("E-INPUT-40", "there is no such file", "a boundary file", "check the name",
                         {name, 0, 0});
    }
    if (VSI_ISDIR(info.st_mode)) {
        throw InputError("E-INPUT-41", "is a directory", "one boundary file",
                         "name the .shp, .gpkg, .geojson or .zip in it", {name, 0, 0});
    }
    if (info.st_size == 0) {
        throw InputError("E-INPUT-44", "is empty", "a boundary file", "get the file again",
                         {name, 0, 0});
    }
    if (ascii_lower(name).ends_with(".zip")) {
        const std::string archive = "/vsizip/" + (path.is_absolute() || name.starts_with("/vsi")
                                                      ? name
                                                      : std::filesystem::absolute(path).string());
        std::vector<BoundarySource> found;
        const GdalMessages quiet;
        const CPLStringList entries{VSIReadDirRecursive(archive.c_str())};
        for (int i = 0; i < entries.size(); ++i) {
            const std::string entry = entries[i];
            const auto format = format_of(entry);
            // macOS puts a shadow of every file into __MACOSX.
            if (format && !entry.starts_with("__MACOSX")) {
                found.push_back({archive + '/' + entry, *format, true});
            }
        }
        if (found.empty()) {
            throw InputError("E-INPUT-43", "the archive holds no boundary file",
                             "a .shp with its .shx and .dbf, a .gpkg, .geojson or .fgb",
                             "see what is in it with unzip -l", {name, 0, 0});
        }
        return found;
    }
    const auto format = format_of(name);
    if (!format) {
        throw InputError("E-INPUT-42", "is no boundary file by its name",
                         ".shp, .gpkg, .geojson, .geojsonl, .json, .topojson, .fgb or .zip",
                         "rename or convert it", {name, 0, 0});
    }
    return {{name, *format, false}};
}

void check_shapefile(const BoundarySource& source) {
    const std::string& shp = source.gdal_name;
    const std::string header = first_bytes(shp, 100);
    if (header.size() < 100 || word(header, 0, true) != 9994) {
        throw InputError("E-INPUT-48", "is not a shapefile", "a file that starts with 9994",
                         "get the file again", {shp, 0, 0});
    }
    const std::uint64_t says = 2ULL * word(header, 24, true);
    const std::uint64_t has = size_of(shp).value_or(0);
    if (has < says) {
        throw InputError("E-INPUT-46",
                         "is cut off: its header says " + std::to_string(says) + " bytes, it has " +
                             std::to_string(has),
                         "the whole file", "get the file again", {shp, 0, 0});
    }
    const auto shx = companion(shp, "shx");
    const auto dbf = companion(shp, "dbf");
    if (!shx || !dbf) {
        throw InputError(
            "E-INPUT-45", std::string{"its "} + (shx ? ".dbf" : ".shx") + " is not there",
            "a .shp with its .shx and .dbf", "put all parts into one folder", {shp, 0, 0});
    }
    const std::string table = first_bytes(*dbf, 32);
    if (table.size() < 32) {
        throw InputError("E-INPUT-47", "is cut off", "a table with a header", "get the file again",
                         {*dbf, 0, 0});
    }
    const std::uint64_t index_size = size_of(*shx).value_or(0);
    const std::uint64_t shapes = index_size < 100 ? 0 : (index_size - 100) / 8;
    const std::uint64_t rows = word(table, 4, false);
    const std::uint64_t row_bytes =
        static_cast<unsigned char>(table[10]) + 256ULL * static_cast<unsigned char>(table[11]);
    const std::uint64_t head_bytes =
        static_cast<unsigned char>(table[8]) + 256ULL * static_cast<unsigned char>(table[9]);
    const std::uint64_t dbf_size = size_of(*dbf).value_or(0);
    const std::uint64_t present =
        dbf_size < head_bytes || row_bytes == 0 ? 0 : (dbf_size - head_bytes) / row_bytes;
    if (shapes != rows || present < rows) {
        throw InputError(
            "E-INPUT-47",
            "the .shx lists " + std::to_string(shapes) + " shapes, the .dbf says " +
                std::to_string(rows) + " rows and holds " + std::to_string(std::min(present, rows)),
            "as many rows as shapes", "get all parts of the shapefile again", {shp, 0, 0});
    }
}

DatasetPtr open_source(const BoundarySource& source) {
    register_boundary_drivers();
    GdalMessages messages;
    DatasetPtr dataset;
    if (source.format == BoundaryFormat::shapefile) {
        // Text is decoded here (see text_encoding.hpp); GDAL would believe what the file says.
        dataset = open_vector(source.gdal_name, {driver_name(source.format)}, {"ENCODING="});
    } else if (source.format == BoundaryFormat::geojson) {
        // A .json may be either; each driver looks for its own marks.
        dataset = open_vector(source.gdal_name, {"GeoJSON", "TopoJSON"});
    } else {
        dataset = open_vector(source.gdal_name, {driver_name(source.format)});
    }
    if (!dataset) {
        const std::string reason =
            messages.failed() ? messages.last_failure() : "the content does not fit its name";
        throw InputError("E-INPUT-49", "cannot be read: " + reason,
                         std::string{"a "} + driver_name(source.format) + " file",
                         "get the file again", {source.gdal_name, 0, 0});
    }
    return dataset;
}

std::string declared_encoding(const BoundarySource& source) {
    if (source.format != BoundaryFormat::shapefile) {
        return "UTF-8";
    }
    const auto cpg = companion(source.gdal_name, "cpg");
    return cpg ? encoding_name(first_bytes(*cpg, 64)) : std::string{};
}

}  // namespace detail

bool is_boundary_name(const std::filesystem::path& path) {
    const std::string name = ascii_lower(path.string());
    return name.ends_with(".zip") || detail::format_of(name).has_value();
}

}  // namespace levelin::geodata
