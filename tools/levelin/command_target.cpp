#include <run/target_result.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"
#include "rule_options.hpp"

namespace levelin::tool {

namespace {

int run_target(const Arguments& arguments, Console& console) {
    run::TargetRequest request;
    request.inputs = rule_inputs_request(arguments, &console);
    request.rule = rule_file(arguments);
    request.rule_name = *arguments.text("--rule");
    request.out = *arguments.path("--out");
    request.time = arguments.text("--time").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    const run::TargetOutcome outcome = run::target_result(request);
    std::string text = outcome.text + "\n";
    for (const auto& file : outcome.files) {
        text += file.string() + "\n";
    }
    return finish_with(outcome, text, console);
}

}  // namespace

CommandSpec target_command() {
    using enum ValueKind;
    return {
        .name = "target",
        .summary = "Select areas for support by a rule, and say what that reaches",
        .description =
            "Writes selection.csv to DIR: for every area whether the rule selects it and why; "
            "scorecard.json: how many of the people in need that reaches, how many live outside, "
            "how it is spread over nations, regions and councils, and which areas outside border "
            "on one inside; and, where the result has boundaries, selection.geojson for a map or "
            "dashboard. Rules are written in TOML; docs/rules.md lists what they can say.",
        .usages = {"RESULT --rule FILE --out DIR"},
        .arguments = {{"RESULT", folder, "The folder that levelin run wrote", true, false}},
        .options = with_rule_inputs(
            {rule_option(),
             {"--out", folder, "DIR", "The folder for the selection; made where it is missing", "",
              false, true},
             {"--time", time, "RFC3339", "Fixes the time stamp in manifest.json", "", false,
              false}}),
        .examples = {{"levelin target imd2019 --rule top_decile.toml --out support",
                      "Who is in, and what it reaches."},
                     {"levelin target imd2019 --rule per_region.toml --lookup lsoa_lad.csv "
                      "--lookup lad_region.csv --out support",
                      "With the region of each area, for quotas and for the scorecard."}},
        .run = &run_target,
    };
}

}  // namespace levelin::tool
