#include "rule_facts.hpp"

namespace levelin::run {

DerivedFacts rule_facts(std::string_view command, const std::string& time, const RuleSource& rule,
                        const RuleInputsRequest& request, const RuleInputs& inputs) {
    DerivedFacts facts;
    facts.command = command;
    facts.time = time;
    facts.inputs = {{"rule", rule.file, rule.name, geodata::digest_of_file(rule.file)}};
    facts.inputs.insert(facts.inputs.end(), inputs.digests.begin(), inputs.digests.end());
    facts.licences = inputs.result.licences;
    facts.options = {
        {"bridges", request.bridges}, {"crs", request.crs}, {"grid", request.grid.string()}};
    return facts;
}

}  // namespace levelin::run
