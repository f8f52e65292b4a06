#include "boundary_layers.hpp"

#include <algorithm>
#include <exception>
#include <levelin/core/error.hpp>

namespace levelin::geodata::detail {

namespace {

ShapeKind kind_of_type(OGRwkbGeometryType type) {
    switch (wkbFlatten(type)) {
        case wkbPolygon:
        case wkbMultiPolygon:
        case wkbCurvePolygon:
        case wkbMultiSurface:
            return ShapeKind::polygon;
        case wkbPoint:
        case wkbMultiPoint:
            return ShapeKind::point;
        case wkbLineString:
        case wkbMultiLineString:
        case wkbCompoundCurve:
        case wkbMultiCurve:
            return ShapeKind::line;
        default:
            return ShapeKind::none;
    }
}

struct Seen {
    std::string name;
    ShapeKind kind = ShapeKind::none;
    ChosenLayer layer;
    bool has_features = false;
};

std::string list_of(const std::vector<Seen>& layers) {
    std::string text;
    for (const Seen& seen : layers) {
        text += (text.empty() ? "" : "; ") + seen.name + " (" + std::string{to_string(seen.kind)} +
                (seen.layer.fields.has_codes() ? ", with codes)" : ")");
    }
    return text;
}

}  // namespace

std::string_view to_string(ShapeKind kind) noexcept {
    switch (kind) {
        case ShapeKind::point:
            return "point";
        case ShapeKind::line:
            return "line";
        case ShapeKind::polygon:
            return "polygon";
        case ShapeKind::none:
            break;
    }
    return "none";
}

ShapeKind kind_of_layer(OGRLayer& layer) {
    const OGRwkbGeometryType type = wkbFlatten(layer.GetGeomType());
    if (type != wkbUnknown && type != wkbGeometryCollection) {
        return kind_of_type(type);
    }
    ShapeKind found = ShapeKind::none;
    layer.ResetReading();
    for (int i = 0; i < 200 && found != ShapeKind::polygon; ++i) {
        const OGRFeatureUniquePtr feature{layer.GetNextFeature()};
        if (!feature) {
            break;
        }
        if (const OGRGeometry* shape = feature->GetGeometryRef()) {
            const bool collection = wkbFlatten(shape->getGeometryType()) == wkbGeometryCollection;
            found = std::max(
                found, collection ? ShapeKind::polygon : kind_of_type(shape->getGeometryType()));
        }
    }
    layer.ResetReading();
    return found;
}

ChosenLayer choose_layer(const std::vector<BoundarySource>& sources,
                         const ReadBoundariesOptions& options) {
    std::vector<Seen> all;
    std::vector<Seen> fitting;
    std::exception_ptr no_field;
    for (const BoundarySource& source : sources) {
        if (source.format == BoundaryFormat::shapefile) {
            check_shapefile(source);
        }
        const std::shared_ptr<GDALDataset> dataset = open_source(source);
        const GdalMessages quiet;
        for (int l = 0; l < dataset->GetLayerCount(); ++l) {
            OGRLayer& layer = *dataset->GetLayer(l);
            Seen seen{layer.GetName(),
                      kind_of_layer(layer),
                      {source, dataset, l, {}},
                      layer.GetFeatureCount() > 0};
            const bool wanted = options.layer.empty() || options.layer == seen.name;
            if (seen.kind == ShapeKind::polygon && wanted) {
                try {
                    seen.layer.fields = candidate_fields(layer, options);
                } catch (const InputError&) {
                    // The field that the user names may stand in another layer.
                    no_field = no_field ? no_field : std::current_exception();
                    all.push_back(std::move(seen));
                    continue;
                }
            }
            all.push_back(seen);
            if (wanted) {
                fitting.push_back(std::move(seen));
            }
        }
    }
    if (all.empty()) {
        throw InputError("E-INPUT-54", "holds no layer", "a layer of polygons", "check the file");
    }
    if (fitting.empty() && no_field) {
        std::rethrow_exception(no_field);
    }
    if (fitting.empty()) {
        throw InputError("E-INPUT-53", "has no layer named \"" + options.layer + '"',
                         "one of: " + list_of(all), "name one of them");
    }
    if (std::none_of(fitting.begin(), fitting.end(),
                     [](const Seen& seen) { return seen.has_features; })) {
        throw InputError("E-INPUT-51", "the layer " + fitting.front().name + " has no features",
                         "at least one area", "check the file");
    }
    std::erase_if(fitting, [](const Seen& seen) { return seen.kind != ShapeKind::polygon; });
    if (fitting.empty() && no_field) {
        std::rethrow_exception(no_field);
    }
    if (fitting.empty()) {
        throw InputError("E-INPUT-54", "has no polygons: " + list_of(all),
                         "boundaries of areas, not their centres",
                         "get the boundary file that goes with these points");
    }
    if (fitting.size() > 1 || options.need_codes) {
        const auto without = [](const Seen& seen) { return !seen.layer.fields.has_codes(); };
        std::vector<Seen> with = fitting;
        std::erase_if(with, without);
        if (with.empty() && options.need_codes) {
            throw InputError("E-INPUT-55", "no field holds area codes in " + list_of(all),
                             "a field of codes such as E01000001 or 95AA01S1",
                             "name it with code_column if the codes have another form");
        }
        if (!with.empty()) {
            fitting = std::move(with);
        }
    }
    if (fitting.size() > 1) {
        throw InputError("E-INPUT-56",
                         std::to_string(fitting.size()) + " layers fit: " + list_of(fitting),
                         "one layer", "say which with layer");
    }
    return fitting.front().layer;
}

}  // namespace levelin::geodata::detail
