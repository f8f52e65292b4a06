#include <cpl_error.h>
#include <cpl_vsi.h>

#include <array>
#include <cmath>
#include <cstdint>
#include <cstdlib>
#include <levelin/core/error.hpp>
#include <levelin/export/geojson_text.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <string>

namespace {

void put(const std::string& name, const std::uint8_t* data, std::size_t size) {
    VSILFILE* file = VSIFOpenL(name.c_str(), "wb");
    VSIFWriteL(data, 1, size, file);
    VSIFCloseL(file);
}

void must(bool holds) {
    if (!holds) {
        std::abort();
    }
}

// What the header of BoundarySet promises.
void check(const levelin::BoundarySet& set) {
    const std::size_t areas = set.codes.size();
    must(set.names.size() == areas && set.area_begin.size() == areas + 1);
    must(set.area_begin.back() == set.polygon_count());
    must(set.polygon_begin.back() == set.ring_count());
    must(set.ring_begin.back() == set.points.size());
    for (std::size_t r = 0; r < set.ring_count(); ++r) {
        const auto ring = set.ring(r);
        must(ring.size() >= 4 && ring.front() == ring.back());
        for (const levelin::Point& p : ring) {
            must(std::isfinite(p.x) && std::isfinite(p.y));
        }
    }
}

void read(const std::string& name) {
    levelin::geodata::ReadBoundariesOptions options;
    options.need_crs = false;
    options.need_codes = false;
    options.threads = 1;
    try {
        const auto boundaries = levelin::geodata::read_boundaries(name, options);
        check(boundaries.set);
        levelin::ResultTable table;
        table.codes = boundaries.set.codes;
        table.names = boundaries.set.names;
        table.status.assign(table.codes.size(), levelin::Status::ok);
        for (const levelin::Point& p : boundaries.set.points) {
            if (std::abs(p.x) > 1e6 || std::abs(p.y) > 1e6) {
                return;  // No longitudes and latitudes; the writer is never given such.
            }
        }
        levelin::FeatureText feature(boundaries.set, table, 6);
        levelin::RoundingLoss loss;
        std::string text;
        for (std::size_t a = 0; a < table.codes.size(); ++a) {
            feature.append(text, a, loss);
        }
    } catch (const levelin::Error& error) {
        must(!error.code().empty());
    }
    try {
        static_cast<void>(levelin::geodata::list_layers(name));
    } catch (const levelin::Error&) {
        // A clear refusal is a good answer.
    }
}

}  // namespace

/// The first byte names the form: 'S' a shapefile (two lengths of three bytes, then .shp, .shx and
/// .dbf), 'J' GeoJSON or TopoJSON, 'F' FlatGeobuf, 'Z' a .zip.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    if (size < 8) {
        return 0;
    }
    CPLPushErrorHandler(CPLQuietErrorHandler);
    const std::string folder = "/vsimem/fuzz/";
    const char kind = static_cast<char>(data[0]);
    if (kind == 'S') {
        const auto length = [&](std::size_t at) {
            return data[at] + 256U * data[at + 1] + 65536U * data[at + 2];
        };
        const std::size_t rest = size - 7;
        const std::size_t shp = std::min<std::size_t>(length(1), rest);
        const std::size_t shx = std::min<std::size_t>(length(4), rest - shp);
        put(folder + "a.shp", data + 7, shp);
        put(folder + "a.shx", data + 7 + shp, shx);
        put(folder + "a.dbf", data + 7 + shp + shx, rest - shp - shx);
        read(folder + "a.shp");
    } else {
        const std::string name =
            folder + (kind == 'F' ? "a.fgb" : (kind == 'Z' ? "a.zip" : "a.json"));
        put(name, data + 1, size - 1);
        read(name);
    }
    VSIRmdirRecursive("/vsimem/fuzz");
    CPLPopErrorHandler();
    return 0;
}
