#include "metric_layer.hpp"

#include "search_folders.hpp"

namespace levelin::run {

std::string MetricLayer::label(std::size_t area) const {
    const AreaCode& code = metres.codes[area];
    return code.empty() ? "feature " + std::to_string(area + 1) : code.str();
}

MetricLayer read_metric_layer(const MetricLayerRequest& request) {
    geodata::ReadBoundariesOptions reading;
    reading.layer = request.layer;
    reading.crs = request.crs;
    reading.need_codes = request.need_codes;
    reading.threads = request.threads;
    reading.progress = request.progress;
    MetricLayer layer;
    layer.read = geodata::read_boundaries(request.file, reading);
    layer.reproject.grid = request.grid;
    add_search_folders(layer.reproject.search_folders, request.file);
    layer.reproject.threads = request.threads;
    layer.reproject.progress = request.progress;
    layer.metres = geodata::to_national_grid(layer.read.set, layer.read.crs, layer.reproject);
    if (!request.keep_read) {
        layer.read.set = {};
    }
    return layer;
}

}  // namespace levelin::run
