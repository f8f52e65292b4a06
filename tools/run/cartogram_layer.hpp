#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "export_source.hpp"
#include "make_cartogram.hpp"
#include "outcome.hpp"

namespace levelin::run {

/// `levelin cartogram`'s options.
struct CartogramRequest {
    ExportSource source;
    CartogramChoice choice;
    std::vector<std::filesystem::path> tables;  ///< More columns, found by codes.
    std::vector<std::filesystem::path> lookups;
    std::filesystem::path to;
    std::string format;  ///< Empty = by the name.
    std::string target_crs;
    std::optional<int> decimals;
    bool overwrite = false;
    bool strict = false;
};

struct CartogramOutcome : Outcome {
    std::size_t areas = 0;
    CartogramFit fit;
    int rounds = 0;
    std::string worst;  ///< "S12000027 Shetland Islands"; empty where no area has a shape.
    std::uint64_t bytes = 0;
};

/// Makes a cartogram of a result or a boundary file and writes its shapes with all columns.
///
/// Shapes are made in British National Grid metres and lie about where the true map does. Formats
/// that take any coordinates get those metres; GeoJSON and the like longitude and latitude.
/// @throws as `layer_of`, `widened`, `make_cartogram`, `geodata::export_layer`; UsageError
///         E-CARTOGRAM-05 options that do not go together.
/// Guarantees: same inputs and options, same bytes, for any number of threads.
[[nodiscard]] CartogramOutcome cartogram_layer(const CartogramRequest& request);

}  // namespace levelin::run
