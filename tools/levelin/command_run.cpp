#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <run/run_project.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "data_folder.hpp"

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
                         "a method that converts or sums areas", "leave --lookup out");
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

std::string summary(const run::RunOutcome& outcome) {
    std::string text = grouped_text(static_cast<long long>(outcome.scored)) + " of " +
                       grouped_text(static_cast<long long>(outcome.areas)) + " areas scored\n";
    for (const auto& file : outcome.files) {
        text += file.string() + "\n";
    }
    return text;
}

}  // namespace

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
    const run::RunOutcome outcome = run::run_project(request);
    console.report(outcome.findings);
    if (!outcome.written) {
        console.note("nothing was written: --strict, and there are warnings");
    }
    if (console.json()) {
        console.print(outcome.report);
    } else if (outcome.written) {
        console.print(summary(outcome));
    }
    return console.status_of(outcome.findings);
}

}  // namespace levelin::tool
