#pragma once

#include <filesystem>
#include <levelin/core/diagnostics.hpp>
#include <string>
#include <vector>

namespace levelin::run {

/// What every command that writes a folder comes to, for the console.
struct Outcome {
    Diagnostics findings;
    std::vector<std::filesystem::path> files;
    std::string report;    ///< The text of report.json.
    bool written = false;  ///< False where `strict` stopped it.
};

}  // namespace levelin::run
