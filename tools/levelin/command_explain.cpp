#include <run/explain_result.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "rule_options.hpp"

namespace levelin::tool {

namespace {

int run_explain(const Arguments& arguments, Console& console) {
    run::ExplainRequest request;
    request.inputs = rule_inputs_request(arguments, &console);
    request.areas = arguments.texts("CODE");
    if (arguments.given("--rule")) {
        request.rule = rule_file(arguments);
    }
    request.index = arguments.text("--index").value_or("");
    request.neighbours = !arguments.flag("--no-neighbours");
    const run::Explanation explanation = run::explain_result(request);
    console.report(explanation.findings);
    console.print(console.json() ? run::explanation_json(explanation)
                                 : run::explanation_text(explanation));
    return console.status_of(explanation.findings);
}

}  // namespace

CommandSpec explain_command() {
    using enum ValueKind;
    return {
        .name = "explain",
        .summary = "Say why an area is selected, why not, and what would change it",
        .description =
            "Shows what an area's score is made of, and how each part stands beside its nation, "
            "and beside its region and council where --lookup says which they are. With a rule "
            "also whether the area is selected and why, and the smallest change of one weight, or "
            "of one of the area's own values, that would give the other answer: each is proven by "
            "scoring and selecting all areas anew. Neighbours that got the other answer are "
            "listed where the result has boundaries.",
        .usages = {"RESULT CODE... [--rule FILE]"},
        .arguments = {{"RESULT", folder, "The folder that levelin run wrote", true, false},
                      {"CODE", text, "The code of an area, or its name in quotes", true, true}},
        .options = with_rule_inputs({
            rule_option(false),
            {"--index", text, "ID", "Which index of the result; otherwise the first", "", false,
             false},
            {"--no-neighbours", flag, "", "Look for no neighbours, which saves reading boundaries",
             "", false, false},
        }),
        .examples =
            {{"levelin explain imd2019 E01012673 --lookup lsoa_to_region.csv",
              "What the score is made of, beside England and the region."},
             {"levelin explain imd2019 E01012673 --rule worst_tenth.toml",
              "Whether the rule takes it, and the smallest change of each weight and value that "
              "would change that."}},
        .run = &run_explain,
    };
}

}  // namespace levelin::tool
