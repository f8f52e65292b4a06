#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>

#include <levelin/core/error.hpp>
#include <levelin/geodata/inspect.hpp>

#include "commands.hpp"
#include "console.hpp"

namespace levelin::tool {

namespace {

/// Columns of the terminal that standard output is; 0 where it is none.
std::size_t terminal_width() {
    winsize size{};
    if (::isatty(STDOUT_FILENO) != 1 || ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) != 0) {
        return 0;
    }
    return size.ws_col;
}

int run_inspect(const Arguments& arguments, Console& console) {
    geodata::InspectOptions options;
    options.layer = arguments.text("--layer").value_or("");
    options.crs = arguments.text("--crs").value_or("");

    std::vector<geodata::InspectedFile> files;
    Diagnostics findings;
    int status = status_done;
    const auto paths = arguments.paths("FILE");
    for (const auto& path : paths) {
        console.update("inspecting " + path.string(),
                       static_cast<double>(files.size()) / static_cast<double>(paths.size()));
        try {
            files.push_back(geodata::inspect_file(path, options));
        } catch (Error& error) {
            error.in_file(path.string());
            // One document: it is either the files or the error.
            if (console.json()) {
                throw;
            }
            console.report(error);
            status = std::max(status, error.exit_status());
            continue;
        }
        findings.append(files.back().findings);
    }
    console.print(console.json() ? geodata::inspect_json(files)
                                 : geodata::inspect_text(files, terminal_width()));
    // The findings stand in the text and in the document already.
    return status != status_done ? status : console.status_of(findings);
}

}  // namespace

CommandSpec inspect_command() {
    using enum ValueKind;
    return {
        .name = "inspect",
        .summary = "Say what is in a table or boundary file",
        .description =
            "Shows each sheet or layer: rows, header row, coordinate system, the column of area "
            "codes with geography and vintage, every column with its type, range and how many "
            "cells are missing, suppressed or not applicable, and which rows were set aside "
            "(titles, totals, notes). Nothing is written but standard output.",
        .usages = {},
        .arguments = {{"FILE", file,
                       "CSV (also .gz), XLSX, XLS, ODS, shapefile (also zipped), GeoPackage, "
                       "GeoJSON, TopoJSON, FlatGeobuf",
                       true, true}},
        .options = {{"--layer", text, "NAME", "Only this layer of a boundary file", "", false,
                     false}},
        .examples = {{"levelin inspect lsoa2011_ew.shp", "Boundaries: layers, codes, columns."},
                     {"levelin inspect --json File_7_-_All_IoD2019.csv",
                      "The same of a table, for a program."}},
        .run = &run_inspect,
    };
}

}  // namespace levelin::tool
