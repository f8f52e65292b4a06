#include "gdal_layer.hpp"

#include <cpl_conv.h>
#include <cpl_string.h>

#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/core/status.hpp>
#include <memory>

#include "export_support.hpp"

namespace levelin::geodata::detail {

namespace {

constexpr std::size_t tell_every = 1024;

struct ReleaseReference {
    void operator()(OGRSpatialReference* srs) const noexcept { srs->Release(); }
};
using ReferencePtr = std::unique_ptr<OGRSpatialReference, ReleaseReference>;

ReferencePtr reference_of(const CrsInfo& crs, const GdalMessages& messages) {
    ReferencePtr srs{new OGRSpatialReference};
    srs->SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const std::string& text = crs.authority_code.empty() ? crs.wkt : crs.authority_code;
    if (srs->SetFromUserInput(text.c_str()) != OGRERR_NONE) {
        fail_in_gdal("the coordinate system \"" + crs.name + "\" cannot be written", messages);
    }
    return srs;
}

OGRFieldType type_of(const ResultColumn& column, bool decimals_as_text) {
    if (std::holds_alternative<WholeColumn>(column.data)) {
        return OFTInteger64;
    }
    return std::holds_alternative<TextColumn>(column.data) || decimals_as_text ? OFTString
                                                                               : OFTReal;
}

void add_fields(OGRLayer& to, const ExportLayer& layer, const GdalLayerSpec& spec,
                const GdalMessages& messages) {
    const std::size_t texts = layer.has_status ? 3 : 2;
    for (std::size_t f = 0; f < spec.field_names.size(); ++f) {
        const OGRFieldType type =
            f < texts ? OFTString : type_of(layer.table.columns[f - texts], spec.decimals_as_text);
        OGRFieldDefn field(spec.field_names[f].c_str(), type);
        if (!spec.widths.empty()) {
            field.SetWidth(spec.widths[f]);
            field.SetPrecision(spec.decimals[f]);
        }
        if (to.CreateField(&field) != OGRERR_NONE) {
            fail_in_gdal("the column \"" + spec.field_names[f] + "\" cannot be made", messages);
        }
    }
}

void set_value(OGRFeature& feature, int field, const ResultColumn& column, std::size_t area,
               bool decimals_as_text) {
    if (const auto* text = std::get_if<TextColumn>(&column.data)) {
        feature.SetField(field, text->values[area].c_str());
        return;
    }
    if (const auto* whole = std::get_if<WholeColumn>(&column.data)) {
        if (whole->status[area] == Status::ok) {
            feature.SetField(field, static_cast<GIntBig>(whole->values[area]));
        } else {
            feature.SetFieldNull(field);
        }
        return;
    }
    const auto& decimal = std::get<DecimalColumn>(column.data);
    if (decimal.status[area] != Status::ok) {
        feature.SetFieldNull(field);
    } else if (decimals_as_text) {
        feature.SetField(field, shortest_text(decimal.values[area]).c_str());
    } else {
        feature.SetField(field, decimal.values[area]);
    }
}

void set_fields(OGRFeature& feature, const ExportLayer& layer, std::size_t area,
                bool decimals_as_text) {
    const ResultTable& table = layer.table;
    int field = 0;
    feature.SetField(field++, table.codes[area].str().c_str());
    feature.SetField(field++, table.names.empty() ? "" : table.names[area].c_str());
    if (layer.has_status) {
        feature.SetField(field++, std::string{to_string(table.status[area])}.c_str());
    }
    for (const ResultColumn& column : table.columns) {
        set_value(feature, field++, column, area, decimals_as_text);
    }
}

std::unique_ptr<OGRMultiPolygon> shape_of(const BoundarySet& shapes, std::size_t area) {
    if (area >= shapes.size() || shapes.area_begin[area] == shapes.area_begin[area + 1]) {
        return nullptr;
    }
    auto shape = std::make_unique<OGRMultiPolygon>();
    for (auto p = shapes.area_begin[area]; p < shapes.area_begin[area + 1]; ++p) {
        auto polygon = std::make_unique<OGRPolygon>();
        for (auto r = shapes.polygon_begin[p]; r < shapes.polygon_begin[p + 1]; ++r) {
            const auto points = shapes.ring(r);
            auto ring = std::make_unique<OGRLinearRing>();
            ring->setNumPoints(static_cast<int>(points.size()), FALSE);
            for (std::size_t i = 0; i < points.size(); ++i) {
                ring->setPoint(static_cast<int>(i), points[i].x, points[i].y);
            }
            polygon->addRingDirectly(ring.release());
        }
        shape->addGeometryDirectly(polygon.release());
    }
    return shape;
}

}  // namespace

void fail_in_gdal(const std::string& what, const GdalMessages& messages) {
    const std::string& said = messages.last_failure();
    throw OutputError("E-EXPORT-06", said.empty() ? what : what + ": " + said, {},
                      "give another name or format");
}

GdalSetting::GdalSetting(std::string key, const std::string& value) : m_key(std::move(key)) {
    if (const char* before = CPLGetThreadLocalConfigOption(m_key.c_str(), nullptr)) {
        m_before = before;
        m_was_set = true;
    }
    CPLSetThreadLocalConfigOption(m_key.c_str(), value.c_str());
}

GdalSetting::~GdalSetting() {
    CPLSetThreadLocalConfigOption(m_key.c_str(), m_was_set ? m_before.c_str() : nullptr);
}

void write_gdal_layer(GDALDataset& dataset, const ExportLayer& layer, const BoundarySet& shapes,
                      const CrsInfo& crs, const GdalLayerSpec& spec, const ExportOptions& options,
                      const GdalMessages& messages) {
    const ReferencePtr srs = reference_of(crs, messages);
    CPLStringList settings;
    for (const std::string& option : spec.options) {
        settings.AddString(option.c_str());
    }
    OGRLayer* to =
        dataset.CreateLayer(spec.layer_name.c_str(), srs.get(), wkbMultiPolygon, settings.List());
    if (to == nullptr) {
        fail_in_gdal("the layer cannot be made", messages);
    }
    for (const auto& [key, value] : spec.metadata) {
        to->SetMetadataItem(key.c_str(), value.c_str());
    }
    add_fields(*to, layer, spec, messages);
    for (std::size_t area = 0; area < layer.table.size(); ++area) {
        OGRFeature feature(to->GetLayerDefn());
        set_fields(feature, layer, area, spec.decimals_as_text);
        if (auto shape = shape_of(shapes, area)) {
            feature.SetGeometryDirectly(shape.release());
        } else if (spec.only_with_shape) {
            continue;
        }
        if (to->CreateFeature(&feature) != OGRERR_NONE) {
            fail_in_gdal("area " + layer.table.codes[area].str() + " cannot be written", messages);
        }
        if (area % tell_every == 0) {
            tell(options, spec.stage, area, layer.table.size());
        }
    }
}

DatasetPtr create_dataset(const char* driver_name, const std::filesystem::path& path,
                          const GdalMessages& messages) {
    register_boundary_drivers();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(driver_name);
    DatasetPtr dataset{
        driver == nullptr ? nullptr : driver->Create(path.c_str(), 0, 0, 0, GDT_Unknown, nullptr)};
    if (!dataset) {
        fail_in_gdal("GDAL's driver " + std::string{driver_name} + " made no file", messages);
    }
    return dataset;
}

void close_dataset(DatasetPtr& dataset, GdalMessages& messages) {
    messages.clear();
    dataset.reset();
    if (messages.failed()) {
        fail_in_gdal("the file cannot be finished", messages);
    }
}

void check_count(const char* driver, const std::filesystem::path& path, std::uint64_t expected,
                 const GdalMessages& messages) {
    const DatasetPtr dataset = open_vector(path.string(), {driver});
    OGRLayer* layer = dataset ? dataset->GetLayer(0) : nullptr;
    if (layer == nullptr) {
        fail_in_gdal("the file that was written cannot be read", messages);
    }
    const auto found = static_cast<long long>(layer->GetFeatureCount());
    if (found != static_cast<long long>(expected)) {
        fail_in_gdal(
            "of " + grouped_text(expected) + " areas " + grouped_text(found) + " are in the file",
            messages);
    }
}

std::vector<std::size_t> areas_without_shape(const BoundarySet& shapes) {
    std::vector<std::size_t> areas;
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        if (shapes.area_begin[a] == shapes.area_begin[a + 1]) {
            areas.push_back(a);
        }
    }
    return areas;
}

void note_renames(const FieldNames& names, std::string_view format, ExportOutcome& outcome) {
    if (names.renamed.empty()) {
        return;
    }
    std::vector<std::string> examples;
    for (const auto& [was, is] : names.renamed) {
        if (examples.size() < Diagnostics::max_examples) {
            examples.push_back(was + " -> " + is);
        }
    }
    outcome.findings.note("N-EXPORT-02",
                          grouped_text(names.renamed.size()) +
                              (names.renamed.size() == 1 ? " column has" : " columns have") +
                              " another name in the " + std::string{format},
                          names.renamed.size(), examples);
}

}  // namespace levelin::geodata::detail
