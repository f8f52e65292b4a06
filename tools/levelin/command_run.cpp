#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <run/run_project.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "data_folder.hpp"
#include "finish.hpp"

namespace levelin::tool {

namespace {

config::ProjectConfig read_configuration(const Arguments& arguments) {
    const auto project = arguments.path("PROJECT.toml");
    const auto recipe = arguments.text("--recipe");
    if (project.has_value() == recipe.has_value()) {
        throw UsageError("E-USAGE-21",
                         project ? "both a project file and --recipe are given"
                                 : "neither a project file nor --recipe is given",
                         "levelin run PROJECT.toml, or levelin run --recipe NAME",
                         "levelin recipes lists the built-in methods");
    }
    if (arguments.given("--lookup")) {
        // Refused rather than passed over: a look-up that is not used would change nothing.
        throw UsageError("E-USAGE-24", "--lookup is given, and the method has no use for one",
                         "a method that converts areas",
                         "levelin convert and levelin summarise take look-ups");
    }
    const config::Settings settings = arguments.pairs("--set");
    config::ProjectConfig config = project ? config::read_project(*project, settings)
                                           : config::read_project(recipe_file(*recipe), settings);
    for (const auto& file : arguments.paths("--boundaries")) {
        config::BoundaryConfig boundary;
        boundary.file = file;
        config.boundaries.push_back(std::move(boundary));
    }
    for (const auto& [id, file] : arguments.pairs("--table")) {
        bool known = false;
        std::string list;
        for (config::TableConfig& table : config.tables) {
            list += (list.empty() ? "" : ", ") + table.id;
            if (table.id == id) {
                table.file = file;
                known = true;
            }
        }
        if (!known) {
            throw UsageError(
                "E-USAGE-22",
                "--table " + id + "=" + file + ": the method has no table \"" + id + "\"",
                "one of " + list);
        }
    }
    return config;
}

int run_run(const Arguments& arguments, Console& console) {
    run::RunRequest request;
    request.project = read_configuration(arguments);
    request.out = *arguments.path("--out");
    request.grid = arguments.path("--grid").value_or("");
    request.crs = arguments.text("--crs").value_or("");
    request.time = arguments.text("--time").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    request.map = !arguments.flag("--no-map");
    request.threads = arguments.threads();
    request.progress = &console;
    if (request.project.target) {
        request.rules = data_folder("rules");
        request.bridges = data_folder("bridges") / "uk.csv";
    }
    const run::RunOutcome outcome = run::run_project(request);
    return finish(outcome,
                  grouped_text(static_cast<long long>(outcome.scored)) + " of " +
                      grouped_text(static_cast<long long>(outcome.areas)) + " areas scored" +
                      (outcome.target_text.empty() ? "" : "\n\n" + outcome.target_text),
                  console);
}

}  // namespace

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
            "report. Where the project file has a [target] section, its rule is applied right "
            "after scoring: areas.csv and areas.geojson also say who is selected, and "
            "selection.csv and scorecard.json are written. The same inputs and options give the "
            "same bytes, whatever the number of "
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

}  // namespace levelin::tool
