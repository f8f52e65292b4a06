#include "rule_options.hpp"

#include <config/rule.hpp>

#include "data_folder.hpp"

namespace levelin::tool {

std::vector<OptionSpec> rule_input_options() {
    using enum ValueKind;
    return {
        {"--lookup", file, "FILE",
         "Which groups areas lie in, as columns region, lad, ward, ... that the rule can name", "",
         true, false},
        {"--table", file, "FILE",
         "More columns for the rule, by code; also the folder of another result", "", true, false},
        {"--boundaries", file, "FILE",
         "Boundaries to find neighbours by; otherwise those of the result", "", false, false},
        {"--bridges", text, "FILE",
         "Pairs of areas that count as neighbours across water; uk for the built-in list; none",
         "none", false, false},
    };
}

std::vector<OptionSpec> with_rule_inputs(std::vector<OptionSpec> own) {
    std::vector<OptionSpec> all = rule_input_options();
    all.insert(all.end(), own.begin(), own.end());
    return all;
}

run::RuleInputsRequest rule_inputs_request(const Arguments& arguments, Progress* progress) {
    run::RuleInputsRequest request;
    request.result = *arguments.path("RESULT");
    request.lookups = arguments.paths("--lookup");
    request.tables = arguments.paths("--table");
    request.boundaries = arguments.path("--boundaries").value_or("");
    request.bridges = *arguments.text("--bridges");
    if (request.bridges == "uk") {
        request.built_in = data_folder("bridges") / "uk.csv";
    }
    request.grid = arguments.path("--grid").value_or("");
    request.crs = arguments.text("--crs").value_or("");
    request.threads = arguments.threads();
    request.progress = progress;
    return request;
}

std::filesystem::path rule_file(const Arguments& arguments) {
    return config::find_rule(*arguments.path("--rule"), data_folder("rules"));
}

OptionSpec rule_option(bool required) {
    return {"--rule", ValueKind::file,
            "FILE",   "The rule: a file, or the name of a built-in one such as core20",
            "",       false,
            required};
}

}  // namespace levelin::tool
