#include "commands.hpp"

#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>

namespace levelin::tool {

namespace {

CommandSpec run_command() {
    using enum ValueKind;
    return {
        .name = "run",
        .summary = "Join tables to boundaries, score every area, draw and write the result",
        .description =
            "Reads boundaries and tables, joins them on area codes without losing an area "
            "silently, scores every area by the method of the project file or recipe, and writes "
            "areas.csv, areas.geojson, map.png, map.svg, report.json and manifest.json to DIR. "
            "Every boundary without data and every row without a boundary is counted in the "
            "report. The same inputs and options give the same bytes, whatever the number of "
            "threads.",
        .usages = {"PROJECT.toml --out DIR",
                   "--recipe NAME [--boundaries FILE]... [--table ID=FILE]... [--lookup FILE]... "
                   "[--set KEY=VALUE]... --out DIR"},
        .arguments = {{"PROJECT.toml", file, "The project file; not together with --recipe", false,
                       false}},
        .options =
            {{"--recipe", text, "NAME", "A built-in method; levelin recipes lists them", "", false,
              false},
             {"--boundaries", file, "FILE",
              "Boundaries: shapefile (also zipped), GeoPackage, GeoJSON, TopoJSON, FlatGeobuf; "
              "several layers are put together",
              "", true, false},
             {"--table", pair, "ID=FILE",
              "The file of a table that the method names: CSV (also "
              ".gz), XLSX, XLS, ODS",
              "", true, false},
             {"--lookup", file, "FILE",
              "A look-up between geographies; refused where the method has no use for one", "",
              true, false},
             {"--set", pair, "KEY=VALUE", "Sets one value of the project file or recipe", "", true,
              false},
             {"--out", folder, "DIR", "The folder for the result; made where it is missing", "",
              false, true},
             {"--no-map", flag, "", "Write no map.png and no map.svg", "", false, false},
             {"--time", time, "RFC3339", "Fixes the time stamp in manifest.json", "", false,
              false}},
        .examples =
            {{"levelin run geodata/demo/demo.toml --out demo-out",
              "The demo: the UK's local authorities as a hexagon map."},
             {"levelin run --recipe england-imd-2019 --boundaries lsoa2011_ew.shp --table "
              "domains=File_2_-_IoD2019_Domains_of_Deprivation.csv.gz --out imd2019",
              "The English Index of Multiple Deprivation 2019 from the seven published domain "
              "ranks."}},
        .run = &run_run,
    };
}

CommandSpec recipes_command() {
    using enum ValueKind;
    return {
        .name = "recipes",
        .summary = "List the built-in methods, or say what one needs",
        .description =
            "Without NAME: one line a recipe. With NAME: what the method is, which tables it needs "
            "(--table ID=FILE), and each part with its weight, normalisation and the pattern by "
            "which its column is found.",
        .usages = {},
        .arguments = {{"NAME", text, "A recipe, such as england-imd-2019", false, false}},
        .options = {},
        .examples = {{"levelin recipes", "The methods that are built in."},
                     {"levelin recipes england-imd-2019",
                      "The tables and columns that the English index of 2019 needs."}},
        .run = &run_recipes,
    };
}

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

}  // namespace

const std::vector<CommandSpec>& commands() {
    static const std::vector<CommandSpec> table = {run_command(), inspect_command(),
                                                   recipes_command()};
    return table;
}

const CommandSpec& find_command(std::string_view name) {
    const auto& table = commands();
    const auto found =
        std::find_if(table.begin(), table.end(), [&](const auto& c) { return c.name == name; });
    if (found != table.end()) {
        return *found;
    }
    std::vector<std::string_view> names;
    for (const CommandSpec& command : table) {
        names.push_back(command.name);
    }
    const std::string near = nearest_word(name, names);
    throw UsageError("E-USAGE-01",
                     "levelin has no command \"" + std::string{name} + "\"" +
                         (near.empty() ? "" : " (the nearest is " + near + ")"),
                     {}, "see levelin --help");
}

}  // namespace levelin::tool
