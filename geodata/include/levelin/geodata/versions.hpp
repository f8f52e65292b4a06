#pragma once

#include <string>

namespace levelin::geodata {

/// What a result was made with, for the manifest.
struct Versions {
    std::string levelin;
    std::string gdal;
    std::string proj;
};

/// The versions of levelin and of the GDAL and PROJ that are loaded.
[[nodiscard]] Versions versions();

}  // namespace levelin::geodata
