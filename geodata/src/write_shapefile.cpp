#include "gdal_support.hpp"

#include <cpl_vsi.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <array>
#include <levelin/core/error.hpp>
#include <levelin/geodata/write_shapefile.hpp>
#include <string_view>

namespace levelin::geodata {

namespace {

using detail::DatasetPtr;
using detail::GdalMessages;

[[noreturn]] void misfit(const std::string& what, const std::string& expected) {
    throw UsageError("E-DEMO-05", what, expected);
}

/// A folder in memory that goes with the object.
class MemoryFolder {
  public:
    MemoryFolder() {
        m_name = "/vsimem/levelin_" + std::to_string(reinterpret_cast<std::uintptr_t>(this));
    }
    ~MemoryFolder() { VSIRmdirRecursive(m_name.c_str()); }
    MemoryFolder(const MemoryFolder&) = delete;
    MemoryFolder& operator=(const MemoryFolder&) = delete;
    [[nodiscard]] std::string file(std::string_view ending) const {
        return m_name + "/layer" + std::string{ending};
    }

  private:
    std::string m_name;
};

void add_field(OGRLayer& layer, const std::string& name, OGRFieldType type, int width,
               int decimals = 0) {
    const bool fits =
        !name.empty() && name.size() <= 10 &&
        std::all_of(name.begin(), name.end(), [](char c) { return c > 32 && c < 127; });
    if (!fits) {
        misfit("\"" + name + "\" cannot name a field of a shapefile",
               "1 to 10 ASCII characters without blanks");
    }
    OGRFieldDefn field(name.c_str(), type);
    field.SetWidth(width);
    field.SetPrecision(decimals);
    if (layer.CreateField(&field) != OGRERR_NONE) {
        misfit("field \"" + name + "\" could not be made", "names that differ");
    }
}

int widest(const std::vector<std::string>& texts) {
    std::size_t width = 1;
    for (const std::string& text : texts) {
        width = std::max(width, text.size());
    }
    if (width > 254) {
        misfit("a text of " + std::to_string(width) + " bytes", "at most 254 in a shapefile");
    }
    return static_cast<int>(width);
}

int widest_code(const std::vector<AreaCode>& codes) {
    std::size_t width = 1;
    for (const AreaCode& code : codes) {
        width = std::max(width, code.view().size());
    }
    return static_cast<int>(width);
}

void add_fields(OGRLayer& layer, const BoundarySet& boundaries, const ResultTable& results,
                const ShapefileOptions& options) {
    add_field(layer, options.code_field, OFTString, widest_code(boundaries.codes));
    add_field(layer, options.name_field, OFTString, widest(boundaries.names));
    for (const ResultColumn& column : results.columns) {
        if (const auto* text = std::get_if<TextColumn>(&column.data)) {
            add_field(layer, column.name, OFTString, widest(text->values));
        } else if (std::holds_alternative<WholeColumn>(column.data)) {
            add_field(layer, column.name, OFTInteger64, 18);
        } else {
            add_field(layer, column.name, OFTReal, 24, 15);
        }
    }
}

void set_fields(OGRFeature& feature, const BoundarySet& boundaries, const ResultTable& results,
                std::size_t area) {
    feature.SetField(0, boundaries.codes[area].str().c_str());
    feature.SetField(1, boundaries.names[area].c_str());
    int field = 2;
    for (const ResultColumn& column : results.columns) {
        if (const auto* text = std::get_if<TextColumn>(&column.data)) {
            feature.SetField(field, text->values[area].c_str());
        } else if (const auto* whole = std::get_if<WholeColumn>(&column.data)) {
            if (whole->status[area] == Status::ok) {
                feature.SetField(field, static_cast<GIntBig>(whole->values[area]));
            }
        } else if (const auto& decimal = std::get<DecimalColumn>(column.data);
                   decimal.status[area] == Status::ok) {
            feature.SetField(field, decimal.values[area]);
        }
        ++field;
    }
}

void set_shape(OGRFeature& feature, const BoundarySet& boundaries, std::size_t area) {
    OGRMultiPolygon shape;
    for (auto p = boundaries.area_begin[area]; p < boundaries.area_begin[area + 1]; ++p) {
        OGRPolygon polygon;
        for (auto r = boundaries.polygon_begin[p]; r < boundaries.polygon_begin[p + 1]; ++r) {
            OGRLinearRing ring;
            for (const Point& point : boundaries.ring(r)) {
                ring.addPoint(point.x, point.y);
            }
            polygon.addRing(&ring);
        }
        shape.addGeometry(&polygon);
    }
    feature.SetGeometry(&shape);
}

void check(const BoundarySet& boundaries, const ResultTable& results) {
    const auto length = [](const ResultColumn& column) {
        return std::visit([](const auto& data) { return data.values.size(); }, column.data);
    };
    const bool even = std::all_of(results.columns.begin(), results.columns.end(),
                                  [&](const auto& c) { return length(c) == boundaries.size(); });
    if (!even || boundaries.names.size() != boundaries.size()) {
        misfit("columns and areas of a shapefile differ in number", "one value for each area");
    }
}

}  // namespace

std::map<std::string, FileDigest> write_shapefile(const std::filesystem::path& path,
                                                  const BoundarySet& boundaries,
                                                  const ResultTable& results,
                                                  const ShapefileOptions& options) {
    check(boundaries, results);
    detail::register_boundary_drivers();
    const GdalMessages messages;
    OGRSpatialReference crs;
    if (crs.SetFromUserInput(options.crs.c_str()) != OGRERR_NONE) {
        misfit("\"" + options.crs + "\" is no known coordinate system", "for example EPSG:27700");
    }
    const MemoryFolder folder;
    {
        GDALDriver* driver = GetGDALDriverManager()->GetDriverByName("ESRI Shapefile");
        const DatasetPtr dataset(
            driver->Create(folder.file(".shp").c_str(), 0, 0, 0, GDT_Unknown, nullptr));
        const std::string date = "DBF_DATE_LAST_UPDATE=" + options.date;
        std::string encoding = "ENCODING=UTF-8";
        std::string stamp = date;
        std::array<char*, 3> settings{encoding.data(), stamp.data(), nullptr};
        OGRLayer* layer =
            dataset ? dataset->CreateLayer("layer", &crs, wkbPolygon, settings.data()) : nullptr;
        if (layer == nullptr) {
            throw OutputError("E-DEMO-05", "GDAL made no shapefile: " + messages.last_failure(), {},
                              {}, {path.string()});
        }
        add_fields(*layer, boundaries, results, options);
        for (std::size_t area = 0; area < boundaries.size(); ++area) {
            OGRFeature feature(layer->GetLayerDefn());
            set_fields(feature, boundaries, results, area);
            set_shape(feature, boundaries, area);
            if (layer->CreateFeature(&feature) != OGRERR_NONE) {
                throw OutputError("E-DEMO-05", "GDAL refused an area: " + messages.last_failure(),
                                  {}, boundaries.codes[area].str(), {path.string()});
            }
        }
    }
    std::map<std::string, FileDigest> out;
    for (const std::string_view ending : {".cpg", ".prj", ".dbf", ".shx", ".shp"}) {
        vsi_l_offset bytes = 0;
        const GByte* text = VSIGetMemFileBuffer(folder.file(ending).c_str(), &bytes, FALSE);
        if (text == nullptr) {
            throw OutputError("E-DEMO-05", "GDAL wrote no " + std::string{ending}, {}, {},
                              {path.string()});
        }
        std::filesystem::path to = path;
        OutputFile file(to.replace_extension(ending), options.overwrite);
        file.write({reinterpret_cast<const char*>(text), static_cast<std::size_t>(bytes)});
        out.emplace(ending, file.commit());
    }
    return out;
}

}  // namespace levelin::geodata
