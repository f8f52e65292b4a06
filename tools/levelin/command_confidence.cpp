#include <run/confidence_result.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"
#include "rule_options.hpp"

namespace levelin::tool {

namespace {

int run_confidence(const Arguments& arguments, Console& console) {
    run::ConfidenceRequest request;
    request.inputs = rule_inputs_request(arguments, &console);
    request.rule = rule_file(arguments);
    request.rule_name = *arguments.text("--rule");
    request.draws = arguments.count("--draws");
    request.seed = *arguments.count("--seed");
    request.out = *arguments.path("--out");
    request.time = arguments.text("--time").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    const run::ConfidenceOutcome outcome = run::confidence_result(request);
    std::string text = outcome.text + "\n";
    for (const auto& file : outcome.files) {
        text += file.string() + "\n";
    }
    return finish_with(outcome, text, console);
}

}  // namespace

CommandSpec confidence_command() {
    using enum ValueKind;
    return {
        .name = "confidence",
        .summary = "Say how sure a selection is, and what decides it",
        .description =
            "Draws the index again and again with the choices that could have been made "
            "otherwise - weights within ranges, other normalisations, aggregations, treatments of "
            "missing values, errors of indicators, another base nation - and applies the rule each "
            "time. Writes confidence.csv to DIR: for every area the share of draws that select it, "
            "its rank's 5th, 50th and 95th percentile and the choice that decides most; "
            "report.json: how many areas are certain or contested, and which choices move ranks "
            "(Sobol indices); and, where the result has boundaries, confidence.geojson. The "
            "section [confidence] of the rule file says what varies; without it all weights do, by "
            "20 %.",
        .usages = {"RESULT --rule FILE --draws N --seed N --out DIR"},
        .arguments = {{"RESULT", folder, "The folder that levelin run wrote", true, false}},
        .options = with_rule_inputs(
            {rule_option(),
             {"--draws", count, "N",
              "How often the index is drawn; otherwise as the rule says, or 1000", "", false,
              false},
             {"--out", folder, "DIR", "The folder for what is found; made where it is missing", "",
              false, true},
             {"--time", time, "RFC3339", "Fixes the time stamp in manifest.json", "", false,
              false}}),
        .examples = {{"levelin confidence imd2019 --rule top_decile.toml --draws 10000 --seed 1 "
                      "--out sure",
                      "Which areas are in whatever the weights within a fifth of the stated ones."},
                     {"levelin confidence uk --rule top_decile.toml --out sure",
                      "A composite of nations on the scale of each of them."}},
        .plays_with_chance = true,
        .run = &run_confidence,
    };
}

}  // namespace levelin::tool
