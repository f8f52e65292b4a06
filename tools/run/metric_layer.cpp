#include "metric_layer.hpp"

namespace levelin::run {

std::vector<std::filesystem::path> grid_folders(const std::filesystem::path& file) {
    constexpr int levels = 4;
    std::error_code ignored;
    std::filesystem::path folder = std::filesystem::absolute(file, ignored).parent_path();
    std::vector<std::filesystem::path> folders{folder};
    for (int level = 0; level < levels && folder.has_relative_path(); ++level) {
        folders.push_back(folder / "proj");
        folder = folder.parent_path();
    }
    return folders;
}

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
    layer.reproject.search_folders = grid_folders(request.file);
    layer.reproject.threads = request.threads;
    layer.reproject.progress = request.progress;
    layer.metres = geodata::to_national_grid(layer.read.set, layer.read.crs, layer.reproject);
    layer.read.set = {};
    return layer;
}

}  // namespace levelin::run
