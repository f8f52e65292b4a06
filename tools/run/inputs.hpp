#pragma once

#include <config/project.hpp>
#include <filesystem>
#include <levelin/core/progress.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/read_table.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::run {

/// What the call adds to the project: `levelin run`'s options.
struct RunRequest {
    config::ProjectConfig project;
    std::filesystem::path out;
    std::filesystem::path grid;     ///< `--grid`; empty = look for it.
    std::string crs;                ///< `--crs EPSG:N`, for boundaries that carry none.
    std::string time;               ///< RFC 3339; the time stamp of the manifest.
    std::filesystem::path rules;    ///< levelin's own folder of rules, for [target].
    std::filesystem::path bridges;  ///< The list that `bridges = "uk"` stands for.
    bool overwrite = false;
    bool strict = false;  ///< Any warning stops the run before anything is written.
    bool map = true;
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// Says what is being done, where nothing says how far it is; an interrupt ends the run here.
void tell(const RunRequest& request, std::string_view stage);

/// A table of the project, read, with its code column still to be chosen.
struct LoadedTable {
    config::TableConfig config;
    geodata::TableFile file;
    std::size_t sheet = 0;
};

/// A file that went into the result, for the manifest.
struct InputDigest {
    std::string role;  ///< "project", "recipe", "boundaries", "table domains", "datum grid".
    std::filesystem::path path;
    std::string name;  ///< As the manifest says it: as the call named it, or levelin's own name.
    geodata::FileDigest digest;
};

/// Everything that a run reads.
struct Inputs {
    std::vector<geodata::Boundaries> boundaries;
    std::vector<LoadedTable> tables;
    std::vector<InputDigest> digests;
    Diagnostics findings;
};

/// Reads tables, boundaries and digests side by side on up to `threads` threads.
/// @throws what the readers throw, in the order boundaries, tables, so that the same fault is
///         reported on every run; UsageError E-USAGE-20 where a table of the recipe has no file.
[[nodiscard]] Inputs load_inputs(const RunRequest& request);

}  // namespace levelin::run
