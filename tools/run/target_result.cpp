#include "target_result.hpp"

#include <array>
#include <config/rule.hpp>

#include "derived_manifest.hpp"
#include "result_map.hpp"
#include "rule_facts.hpp"
#include "targeting.hpp"

namespace levelin::run {

namespace {

void tell(const TargetRequest& request, std::string_view stage) {
    if (request.inputs.progress != nullptr) {
        request.inputs.progress->update(stage, -1.0);
    }
}

}  // namespace

TargetOutcome target_result(const TargetRequest& request) {
    const bool mapped = has_shapes(request.inputs.result);
    std::vector<std::string_view> names{"selection.csv"};
    if (mapped) {
        names.push_back("selection.geojson");
    }
    names.insert(names.end(), {"scorecard.json", "manifest.json"});
    constexpr std::array<std::string_view, 1> stale{"selection.geojson"};
    ResultFolder folder(request.out, request.overwrite, names, stale);

    const config::RuleFile rule = config::read_rule(request.rule);
    const RuleInputs inputs = read_rule_inputs(request.inputs);
    TargetOutcome outcome;
    outcome.findings = inputs.findings;
    DerivedFacts facts = rule_facts("target", request.time, {request.rule, request.rule_name},
                                    request.inputs, inputs);
    const auto neighbours =
        read_rule_neighbours(request.inputs, inputs.result, rule.selection.contiguity);
    if (neighbours) {
        outcome.findings.append(neighbours->findings);
        facts.inputs.insert(facts.inputs.end(), neighbours->digests.begin(),
                            neighbours->digests.end());
    }
    const NeighbourGraph* graph = neighbours ? &neighbours->graph : nullptr;

    tell(request, "selecting");
    const Targeting targeting = target_areas(rule, inputs.result, graph);
    outcome.findings.append(targeting.findings);
    outcome.areas = inputs.table().size();
    outcome.selected = targeting.selection.count;
    outcome.text = targeting_text(targeting, inputs.table());

    tell(request, "writing");
    if (mapped) {
        outcome.findings.append(write_result_map(
            inputs.result, with_columns(inputs.table(), selection_columns(targeting)), folder,
            "selection.geojson", request.inputs.threads, request.inputs.progress));
    }
    outcome.report = scorecard_document(targeting, inputs.table(), outcome.findings);
    if (request.strict && outcome.findings.has_warnings()) {
        return outcome;
    }
    folder.write("selection.csv", selection_csv(targeting, inputs.table()));
    folder.write("scorecard.json", outcome.report);
    outcome.files = commit_with_manifest(folder, std::move(facts));
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
