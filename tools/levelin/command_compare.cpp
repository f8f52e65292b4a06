#include <run/compare_results.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"
#include "rule_options.hpp"

namespace levelin::tool {

namespace {

int run_compare(const Arguments& arguments, Console& console) {
    run::CompareRequest request;
    request.inputs = rule_inputs_request(arguments, &console);
    request.second = *arguments.path("SECOND");
    request.index = arguments.text("--index").value_or("");
    if (arguments.given("--rule")) {
        request.rule = rule_file(arguments);
        request.rule_name = *arguments.text("--rule");
    }
    request.matches = arguments.paths("--match");
    request.out = arguments.path("--out").value_or("");
    request.time = arguments.text("--time").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    const run::CompareOutcome outcome = run::compare_results(request);
    std::string text = outcome.text;
    for (const auto& file : outcome.files) {
        text += (&file == &outcome.files.front() ? "\n" : "") + file.string() + "\n";
    }
    return finish_with(outcome, text, console);
}

}  // namespace

CommandSpec compare_command() {
    using enum ValueKind;
    return {
        .name = "compare",
        .summary = "Say what moved between two results, and why",
        .description =
            "Splits each area's move in rank into what the data, the weights, the method and the "
            "boundary (which areas are ranked) did, by Shapley: the mean over all orders in which "
            "they can be changed one after the other, so that the parts add up to the move "
            "exactly. "
            "Also tells who joined and who left, how deciles passed into each other and who moved "
            "furthest; with a rule, who came into the selection and who left it, and by what. The "
            "indicators are read again from the tables that the runs name; where one is gone, the "
            "values after normalisation are compared. Writes ledger.csv, transitions.csv, "
            "report.json and manifest.json to DIR where --out is given.",
        .usages = {"RESULT SECOND [--rule FILE] [--out DIR]"},
        .arguments = {{"RESULT", folder, "The folder of the first run", true, false},
                      {"SECOND", folder, "The folder of the second run", true, false}},
        .options = with_rule_inputs({
            {"--index", text, "ID", "Which index; otherwise the first of the first result", "",
             false, false},
            rule_option(false),
            {"--match", file, "FILE",
             "A look-up from the areas of the first to those of the second, where codes were "
             "changed; areas that became one other alone are matched",
             "", true, false},
            {"--out", folder, "DIR", "The folder for the result; made where it is missing", "",
             false, false},
            {"--time", time, "RFC3339", "Fixes the time stamp in manifest.json", "", false, false},
        }),
        .examples = {{"levelin compare imd2019 imd2019-people --out moves",
                      "What moved between two runs, with a ledger of every area."},
                     {"levelin compare before after --rule worst_tenth.toml",
                      "Also who came into the worst tenth, who left it, and by what."}},
        .run = &run_compare,
    };
}

}  // namespace levelin::tool
