#include "run_target.hpp"

#include <config/rule.hpp>

#include "find_neighbours.hpp"
#include "rule_inputs.hpp"

namespace levelin::run {

RunTarget target_run(const RunRequest& request, const ResultTable& results, BoundarySet metres) {
    const config::TargetConfig& target = *request.project.target;
    const std::filesystem::path file = config::find_rule(target.rule, request.rules);
    const config::RuleFile rule = config::read_rule(file);
    geodata::Result result;
    result.table = results;
    result.table_file = request.out / "areas.csv";
    result.geography = detect_geography(results.codes, "");
    for (const config::IndexConfig& index : request.project.indices) {
        result.indices.push_back(index.spec.root.id);
    }
    RuleInputsRequest reading;
    reading.lookups = target.lookups;
    reading.tables = target.tables;
    reading.threads = request.threads;
    reading.progress = request.progress;
    RuleInputs inputs = widened(std::move(result), reading);

    RunTarget out;
    out.findings = std::move(inputs.findings);
    out.digests.push_back({"rule", file, target.rule_name, geodata::digest_of_file(file)});
    out.digests.insert(out.digests.end(), inputs.digests.begin(), inputs.digests.end());
    std::optional<FoundNeighbours> found;
    if (metres.size() != 0) {
        tell(request, "finding neighbours");
        MetricLayer layer;
        layer.metres = std::move(metres);
        FindNeighboursOptions options;
        options.kind = rule.selection.contiguity == Contiguity::rook ? NeighbourKind::rook
                                                                     : NeighbourKind::queen;
        options.bridges = target.bridges;
        options.built_in = request.bridges;
        options.threads = request.threads;
        options.progress = request.progress;
        found = find_neighbours(layer, options);
        out.findings.append(found->findings);
    }
    tell(request, "selecting");
    out.targeting = target_areas(rule, inputs.result, found ? &found->graph : nullptr);
    out.findings.append(out.targeting.findings);
    out.widened = std::move(inputs.result.table);
    return out;
}

}  // namespace levelin::run
