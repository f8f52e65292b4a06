#include <run/allocate_result.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "finish.hpp"
#include "rule_options.hpp"

namespace levelin::tool {

namespace {

int run_allocate(const Arguments& arguments, Console& console) {
    run::AllocateRequest request;
    request.inputs = rule_inputs_request(arguments, &console);
    request.rule = rule_file(arguments);
    request.rule_name = *arguments.text("--rule");
    request.places = arguments.path("--places").value_or("");
    request.sites = arguments.path("--sites").value_or("");
    request.seed = *arguments.count("--seed");
    request.out = *arguments.path("--out");
    request.time = arguments.text("--time").value_or("");
    request.overwrite = arguments.flag("--overwrite");
    request.strict = arguments.flag("--strict");
    const run::AllocateOutcome outcome = run::allocate_result(request);
    std::string text = outcome.text + "\n";
    for (const auto& file : outcome.files) {
        text += file.string() + "\n";
    }
    return finish_with(outcome, text, console);
}

}  // namespace

CommandSpec allocate_command() {
    using enum ValueKind;
    return {
        .name = "allocate",
        .summary = "Share out money by people and need, or choose areas or sites for a budget",
        .description =
            "By the rule's section [money] a fixed sum, or so many whole things, is shared out "
            "over "
            "areas by people and need, within floors and caps, to the penny. By its section "
            "[choice] areas, or sites with a reach, are chosen that reach the most need for the "
            "money, with how much better any other choice could be. Only areas that the rule's "
            "steps select take part. Writes to DIR allocation.csv: what each area gets and why; "
            "scorecard.json: how many of the people in need that reaches, and how it is spread; "
            "sites.csv where sites are chosen; and, where the result has boundaries, "
            "allocation.geojson for a map or dashboard. docs/rules.md lists what rules can say.",
        .usages = {"RESULT --rule FILE --out DIR"},
        .arguments = {{"RESULT", folder, "The folder that levelin run wrote", true, false}},
        .options = with_rule_inputs(
            {rule_option(),
             {"--places", file, "FILE",
              "Where the people of each area live, one point an area, such as population-weighted "
              "centroids; for sites with a reach",
              "", false, false},
             {"--sites", file, "FILE",
              "Sites that can be chosen, as points; otherwise the places of the areas", "", false,
              false},
             {"--out", folder, "DIR", "The folder for the allocation; made where it is missing", "",
              false, true},
             {"--time", time, "RFC3339", "Fixes the time stamp in manifest.json", "", false,
              false}}),
        .examples = {{"levelin allocate imd2019-lad --rule wellbeing.toml --lookup lad_region.csv "
                      "--out budget",
                      "A budget over councils, with a least share for each region."},
                     {"levelin allocate digital --rule phones.toml --table people.csv --out phones",
                      "5,000 phones over councils: each gets whole ones."},
                     {"levelin allocate imd2019 --rule hubs.toml --places centroids.csv --out hubs",
                      "Sites for 300 hubs within 5 km of as many people in need as possible."}},
        .plays_with_chance = true,
        .run = &run_allocate,
    };
}

}  // namespace levelin::tool
