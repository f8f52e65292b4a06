#include <levelin/geodata/export_layer.hpp>

namespace levelin::geodata {

PreparedShapes prepare_shapes(const ExportLayer& layer, const std::string& target, int /*decimals*/,
                              const ReprojectOptions& options) {
    PreparedShapes prepared;
    if (target.empty()) {
        prepared.set = normalise_winding(layer.shapes);
        return prepared;
    }
    LonLatBoundaries lon_lat = to_lon_lat(layer.shapes, layer.crs, options);
    prepared.set = normalise_winding(std::move(lon_lat.set));
    prepared.operation = std::move(lon_lat.operation);
    prepared.findings = std::move(lon_lat.findings);
    return prepared;
}

}  // namespace levelin::geodata
