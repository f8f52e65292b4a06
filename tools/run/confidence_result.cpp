#include "confidence_result.hpp"

#include <algorithm>
#include <array>
#include <config/confidence.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/csv_text.hpp>
#include <levelin/target/table_columns.hpp>

#include "composite_model.hpp"
#include "confidence_report.hpp"
#include "derived_manifest.hpp"
#include "index_model.hpp"
#include "result_map.hpp"
#include "rule_facts.hpp"

namespace levelin::run {

namespace {

constexpr std::uint64_t usual_draws = 1000;

void tell(const ConfidenceRequest& request, std::string_view stage) {
    if (request.inputs.progress != nullptr) {
        request.inputs.progress->update(stage, -1.0);
    }
}

// The index that is drawn, and whether it is a composite of nations.
struct Drawn {
    UncertainIndex index;
    bool composite = false;
};

Uncertainty with_columns_of(const config::ConfidenceConfig& config, const ResultTable& table) {
    Uncertainty out = config.uncertainty;
    for (const auto& [part, column] : config.indicators) {
        out.indicators.push_back({part, columns::numbers_of(table, column)});
    }
    for (const auto& [part, column] : config.errors) {
        out.errors.push_back({part, columns::numbers_of(table, column)});
    }
    return out;
}

// Draws are ranked among the areas of the result, so the run must have been.
void check_ranked(const geodata::Result& result, const std::string& id) {
    const auto ranked = result.ranked.find(id);
    const NumberColumn score = columns::numbers_of(result.table, id + "_score");
    const auto held =
        static_cast<std::size_t>(std::count(score.status.begin(), score.status.end(), Status::ok));
    if (ranked != result.ranked.end() && ranked->second != held) {
        throw InputError("E-CONFIDENCE-06",
                         "the run ranked " + grouped_text(ranked->second) + " areas by \"" + id +
                             "\", and the result holds " + grouped_text(held) + " of them",
                         "all areas that were ranked",
                         "run it without boundaries or on those of the whole country, or with "
                         "reference = \"boundaries\"",
                         {result.table_file.string(), 0, 0});
    }
}

Drawn drawn_index(const geodata::Result& result, const config::ConfidenceConfig& config,
                  const ResultTable& table) {
    const config::ProjectConfig project = project_of(result);
    const auto found = std::find_if(
        project.indices.begin(), project.indices.end(), [&](const config::IndexConfig& index) {
            return config.index.empty() || index.spec.root.id == config.index;
        });
    if (found != project.indices.end() && found->composite) {
        if (!config.of_weighted_parts.empty()) {
            throw ConfigError("E-CONFIDENCE-07",
                              "\"" + config.of_weighted_parts.front() + "\" for the index \"" +
                                  found->spec.root.id + "\", which is put together from nations",
                              "`base` alone", "leave it out, or name another index");
        }
        check_ranked(result, found->spec.root.id);
        return {UncertainIndex(composite_alternatives(result, *found, config.base, config.people),
                               table.codes),
                true};
    }
    if (!config.base.empty()) {
        throw ConfigError("E-CONFIDENCE-07", "`base` for an index that is no composite of nations",
                          "a composite of nations", "leave `base` out");
    }
    const IndexModel model = read_index_model(result, config.index);
    check_ranked(result, model.id);
    return {UncertainIndex(model, with_columns_of(config, table), table.codes), false};
}

std::string cell(double value) {
    return shortest_text(value);
}

std::string confidence_csv(const Assessed& assessed) {
    const ResultTable& table = assessed.inputs.table();
    const NumberColumn rank = columns::numbers_of(table, assessed.index.id() + "_rank");
    const Confidence& sure = assessed.sure;
    std::string out =
        "code,p_selected,rank_p05,rank_p50,rank_p95,decided_by,decided_share,verdict,selected,rank,"
        "name,status\n";
    for (std::size_t a = 0; a < table.size(); ++a) {
        const bool ranked = sure.ranked[a] > 0;
        out += table.codes[a].view();
        out += ',' + cell(sure.p_selected[a]);
        for (const double value : {sure.rank_p05[a], sure.rank_p50[a], sure.rank_p95[a]}) {
            out += ',' + (ranked ? cell(value) : std::string{});
        }
        out += ',';
        append_csv_cell(out, decided_by(assessed, a));
        out += ',' + (sure.decided_by[a] >= 0 ? cell(sure.decided_share[a]) : std::string{});
        out += ',';
        out += verdict_of(sure.p_selected[a]);
        out += assessed.run.has(a) ? ",1," : ",0,";
        out += rank.status[a] == Status::ok ? cell(rank.values[a]) : std::string{};
        out += ',';
        append_csv_cell(out, table.names[a]);
        out += ',';
        out += to_string(table.status[a]);
        out += '\n';
    }
    return out;
}

ResultTable with_confidence(const Assessed& assessed) {
    const Confidence& sure = assessed.sure;
    const std::size_t n = sure.p_selected.size();
    std::vector<Status> all(n, Status::ok);
    std::vector<Status> ranked;
    std::vector<Status> decided;
    TextColumn by;
    TextColumn verdict;
    WholeColumn selected{{}, all};
    for (std::size_t a = 0; a < n; ++a) {
        ranked.push_back(sure.ranked[a] > 0 ? Status::ok : Status::not_applicable);
        decided.push_back(sure.decided_by[a] >= 0 ? Status::ok : Status::not_applicable);
        by.values.push_back(decided_by(assessed, a));
        verdict.values.emplace_back(verdict_of(sure.p_selected[a]));
        selected.values.push_back(assessed.run.has(a) ? 1 : 0);
    }
    std::vector<ResultColumn> own;
    own.push_back({"p_selected", DecimalColumn{sure.p_selected, std::move(all)}});
    own.push_back({"rank_p05", DecimalColumn{sure.rank_p05, ranked}});
    own.push_back({"rank_p50", DecimalColumn{sure.rank_p50, ranked}});
    own.push_back({"rank_p95", DecimalColumn{sure.rank_p95, std::move(ranked)}});
    own.push_back({"decided_by", std::move(by)});
    own.push_back({"decided_share", DecimalColumn{sure.decided_share, std::move(decided)}});
    own.push_back({"verdict", std::move(verdict)});
    own.push_back({"selected", std::move(selected)});
    return with_columns(assessed.inputs.table(), std::move(own));
}

}  // namespace

ConfidenceOutcome confidence_result(const ConfidenceRequest& request) {
    const bool mapped = has_shapes(request.inputs.result);
    std::vector<std::string_view> names{"confidence.csv"};
    if (mapped) {
        names.push_back("confidence.geojson");
    }
    names.insert(names.end(), {"report.json", "manifest.json"});
    constexpr std::array<std::string_view, 1> stale{"confidence.geojson"};
    ResultFolder folder(request.out, request.overwrite, names, stale);

    const config::RuleFile rule = config::read_rule(request.rule);
    const config::ConfidenceConfig config = config::read_confidence(rule);
    const RuleInputs inputs = read_rule_inputs(request.inputs);
    ConfidenceOutcome outcome;
    outcome.findings = inputs.findings;
    DerivedFacts facts = rule_facts("confidence", request.time, {request.rule, request.rule_name},
                                    request.inputs, inputs);
    std::optional<RuleNeighbours> neighbours;
    if (asks_for_neighbours(rule.selection)) {
        neighbours = read_rule_neighbours(request.inputs, inputs.result, rule.selection.contiguity);
        if (neighbours) {
            outcome.findings.append(neighbours->findings);
            facts.inputs.insert(facts.inputs.end(), neighbours->digests.begin(),
                                neighbours->digests.end());
        }
    }
    const NeighbourGraph* graph = neighbours ? &neighbours->graph : nullptr;

    tell(request, "reading the index");
    const Drawn drawn = drawn_index(inputs.result, config, inputs.table());
    const Selection run = select(rule.selection, inputs.table(), graph);
    outcome.findings.append(run.findings);
    ConfidenceOptions options;
    options.draws = request.draws.value_or(config.draws.value_or(usual_draws));
    options.seed = request.seed;
    options.threads = request.inputs.threads;
    options.progress = request.inputs.progress;
    const Confidence sure =
        assess_confidence(drawn.index, rule.selection, inputs.table(), graph, options);
    SobolIndices sobol;
    // What was run in every combination needs no estimate of one factor alone.
    if (config.sobol > 0 && !(drawn.index.factors().size() < 2 && sure.every_combination)) {
        sobol = rank_shift_indices(drawn.index, {.rows = config.sobol,
                                                 .seed = request.seed,
                                                 .threads = request.inputs.threads,
                                                 .progress = request.inputs.progress});
    }
    const Assessed assessed{rule,  config, inputs,       drawn.index,    sure,
                            sobol, run,    request.seed, drawn.composite};
    outcome.text = confidence_text(assessed);

    tell(request, "writing");
    if (mapped) {
        outcome.findings.append(write_result_map(inputs.result, with_confidence(assessed), folder,
                                                 "confidence.geojson", request.inputs.threads,
                                                 request.inputs.progress));
    }
    outcome.report = confidence_document(assessed, outcome.findings);
    if (request.strict && outcome.findings.has_warnings()) {
        return outcome;
    }
    folder.write("confidence.csv", confidence_csv(assessed));
    folder.write("report.json", outcome.report);
    facts.options.insert(facts.options.begin(), {{"draws", std::to_string(options.draws)},
                                                 {"seed", std::to_string(request.seed)}});
    outcome.files = commit_with_manifest(folder, std::move(facts));
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
