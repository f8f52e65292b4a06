#include "report_options.hpp"

#include "data_folder.hpp"
#include "rule_options.hpp"

namespace levelin::tool {

std::vector<OptionSpec> with_report_inputs(std::vector<OptionSpec> own) {
    using enum ValueKind;
    std::vector<OptionSpec> all{
        {"--target", folder, "DIR", "The folder of levelin target: who is selected", "", false,
         false},
        {"--confidence", folder, "DIR", "The folder of levelin confidence: how sure that is", "",
         false, false},
        {"--clusters", folder, "DIR", "The folder of levelin clusters: where values gather", "",
         false, false},
        {"--allocation", folder, "DIR", "The folder of levelin allocate: who gets how much", "",
         false, false},
        {"--index", text, "ID", "Which index is told of; otherwise the first", "", false, false},
    };
    all.insert(all.end(), own.begin(), own.end());
    return all;
}

run::ReportInputsRequest report_inputs_request(const Arguments& arguments, Progress* progress) {
    run::ReportInputsRequest request;
    request.inputs = rule_inputs_request(arguments, progress);
    request.index = arguments.text("--index").value_or("");
    request.towns = data_folder("places") / "towns.csv";
    request.studies.target = arguments.path("--target").value_or("");
    request.studies.confidence = arguments.path("--confidence").value_or("");
    request.studies.clusters = arguments.path("--clusters").value_or("");
    request.studies.allocation = arguments.path("--allocation").value_or("");
    return request;
}

}  // namespace levelin::tool
