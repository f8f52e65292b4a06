#include "read_back.hpp"

#include <gdal_priv.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <stdexcept>

using namespace levelin;

namespace {

std::vector<std::vector<Point>> rings_of(const OGRGeometry* shape) {
    std::vector<std::vector<Point>> rings;
    const auto add = [&](const OGRPolygon& polygon) {
        for (const OGRLinearRing* ring : polygon) {
            std::vector<Point> points;
            for (int i = 0; i < ring->getNumPoints(); ++i) {
                points.push_back({ring->getX(i), ring->getY(i)});
            }
            rings.push_back(std::move(points));
        }
    };
    if (shape == nullptr || shape->IsEmpty()) {
        return rings;
    }
    if (wkbFlatten(shape->getGeometryType()) == wkbPolygon) {
        add(*shape->toPolygon());
    } else {
        for (const OGRPolygon* polygon : *shape->toMultiPolygon()) {
            add(*polygon);
        }
    }
    return rings;
}

double distance(Point p, Point a, Point b) {
    const double dx = b.x - a.x;
    const double dy = b.y - a.y;
    const double length = dx * dx + dy * dy;
    const double along = length == 0 ? 0 : ((p.x - a.x) * dx + (p.y - a.y) * dy) / length;
    const double t = std::clamp(along, 0.0, 1.0);
    return std::hypot(p.x - a.x - t * dx, p.y - a.y - t * dy);
}

double one_way(const std::vector<std::vector<Point>>& from,
               const std::vector<std::vector<Point>>& to) {
    double worst = 0;
    for (const auto& ring : from) {
        for (const Point& p : ring) {
            double nearest = std::numeric_limits<double>::infinity();
            for (const auto& other : to) {
                for (std::size_t i = 0; i + 1 < other.size(); ++i) {
                    nearest = std::min(nearest, distance(p, other[i], other[i + 1]));
                }
            }
            worst = std::max(worst, nearest);
        }
    }
    return worst;
}

}  // namespace

const OGRFeature& ReadBack::of(const std::string& code) const {
    return *features.at(by_code.at(code));
}

int ReadBack::field(const std::string& name) const {
    const auto found = std::find(fields.begin(), fields.end(), name);
    if (found == fields.end()) {
        throw std::runtime_error("no field " + name);
    }
    return static_cast<int>(found - fields.begin());
}

ReadBack read_with_gdal(const std::filesystem::path& path, const std::string& layer_name,
                        const std::string& code) {
    GDALAllRegister();
    CPLSetConfigOption("OGR_XLSX_HEADERS", "FORCE");
    ReadBack read;
    read.dataset.reset(
        GDALDataset::FromHandle(
            GDALOpenEx(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY, nullptr, nullptr, nullptr)),
        [](GDALDataset* dataset) { GDALClose(GDALDataset::ToHandle(dataset)); });
    if (!read.dataset) {
        throw std::runtime_error("GDAL cannot read " + path.string());
    }
    OGRLayer* layer = layer_name.empty() ? read.dataset->GetLayer(0)
                                         : read.dataset->GetLayerByName(layer_name.c_str());
    if (layer == nullptr) {
        throw std::runtime_error("no layer " + layer_name);
    }
    read.layer = layer->GetName();
    read.type = layer->GetGeomType();
    if (const OGRSpatialReference* srs = layer->GetSpatialRef()) {
        OGRSpatialReference copy(*srs);
        copy.AutoIdentifyEPSG();
        const char* number = copy.GetAuthorityCode(nullptr);
        read.crs = number == nullptr ? "" : "EPSG:" + std::string{number};
    }
    OGRFeatureDefn* fields = layer->GetLayerDefn();
    for (int f = 0; f < fields->GetFieldCount(); ++f) {
        read.fields.emplace_back(fields->GetFieldDefn(f)->GetNameRef());
        read.types.push_back(fields->GetFieldDefn(f)->GetType());
    }
    const int code_field = read.field(code);
    layer->ResetReading();
    while (OGRFeature* feature = layer->GetNextFeature()) {
        read.by_code[feature->GetFieldAsString(code_field)] = read.features.size();
        read.features.emplace_back(feature);
    }
    return read;
}

double border_distance(const OGRGeometry* shape, const BoundarySet& set, std::size_t area) {
    const auto theirs = rings_of(shape);
    std::vector<std::vector<Point>> ours;
    const auto [first, last] = set.rings_of_area(area);
    for (auto r = first; r < last; ++r) {
        const auto ring = set.ring(r);
        ours.emplace_back(ring.begin(), ring.end());
    }
    if (ours.empty() || theirs.empty()) {
        return ours.empty() && theirs.empty() ? 0 : std::numeric_limits<double>::infinity();
    }
    return std::max(one_way(ours, theirs), one_way(theirs, ours));
}
