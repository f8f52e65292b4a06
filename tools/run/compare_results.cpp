#include "compare_results.hpp"

#include <algorithm>
#include <config/rule.hpp>
#include <levelin/core/code_index.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/read_lookup.hpp>
#include <levelin/geodata/write_geojson.hpp>
#include <unordered_map>

#include "boundary_order.hpp"
#include "derived_manifest.hpp"
#include "index_model.hpp"
#include "result_folder.hpp"

namespace levelin::run {

namespace {

void tell(const CompareRequest& request, std::string_view stage) {
    if (request.inputs.progress != nullptr) {
        request.inputs.progress->update(stage, -1.0);
    }
}

// Both sides' runs, and what their values are.
struct Sources {
    LedgerSource before;
    LedgerSource after;
    LedgerValues values = LedgerValues::inputs;
    MixedScores scores;
};

// Renames the areas of the first result that became one of the second, and were the only ones to.
class Matches {
  public:
    Matches(const CompareRequest& request, const geodata::Result& first,
            const geodata::Result& second, std::vector<InputDigest>& digests,
            Diagnostics& findings) {
        if (request.matches.empty()) {
            return;
        }
        geodata::ReadLookupOptions options;
        options.from_codes = first.table.codes;
        options.from = first.geography.label();
        options.to = second.geography.label();
        options.progress = request.inputs.progress;
        const Lookup lookup = geodata::read_lookups(request.matches, options);
        findings.append(lookup.findings);
        for (const auto& file : request.matches) {
            digests.push_back({"match", file, file.string(), geodata::digest_of_file(file)});
        }
        std::vector<std::size_t> from_count(lookup.sources.size(), 0);
        std::vector<std::size_t> to_count(lookup.targets.size(), 0);
        for (const Lookup::Link& link : lookup.links) {
            ++from_count[link.source];
            ++to_count[link.target];
        }
        const CodeIndex old_codes(first.table.codes);
        const CodeIndex new_codes(second.table.codes);
        for (const Lookup::Link& link : lookup.links) {
            const AreaCode& from = lookup.sources[link.source];
            const AreaCode& to = lookup.targets[link.target];
            const bool alone = from_count[link.source] == 1 && to_count[link.target] == 1;
            if (alone && from != to && old_codes.find(first.table.codes, to) == CodeIndex::empty &&
                new_codes.find(second.table.codes, to) != CodeIndex::empty) {
                m_renamed.emplace(from, to);
                m_old_of.emplace(to, from);
            }
        }
    }

    void apply(std::vector<AreaCode>& codes) const {
        for (AreaCode& code : codes) {
            if (const auto found = m_renamed.find(code); found != m_renamed.end()) {
                code = found->second;
            }
        }
    }
    [[nodiscard]] std::string old_code(const AreaCode& code) const {
        const auto found = m_old_of.find(code);
        return found == m_old_of.end() ? std::string{} : found->second.str();
    }
    [[nodiscard]] bool empty() const noexcept { return m_renamed.empty(); }

  private:
    std::unordered_map<AreaCode, AreaCode> m_renamed;
    std::unordered_map<AreaCode, AreaCode> m_old_of;
};

bool is_composite(const geodata::Result& result, const std::string& id) {
    const config::ProjectConfig project = project_of(result);
    return index_config(project, id).composite.has_value();
}

MixedScores scored(const CompareRequest& request, const Sources& sources) {
    return score_mixtures(sources.before.run, sources.after.run, request.inputs.threads,
                          request.inputs.progress);
}

// The indicators themselves where both runs' are to be had, else what areas.csv holds.
Sources read_sources(const CompareRequest& request, const geodata::Result& first,
                     const geodata::Result& second, const std::string& index,
                     const Matches& matches, Diagnostics& findings) {
    Sources out;
    std::string why;
    if (is_composite(first, index) || is_composite(second, index)) {
        out.values = LedgerValues::scores;
        findings.note("N-COMPARE-01", "the index \"" + index +
                                          "\" is put together from nations: its scores are the "
                                          "data, and it has no weights");
    } else {
        tell(request, "reading the tables of the first run");
        ReadAgain before =
            read_run_again(first, index, request.inputs.threads, request.inputs.progress);
        why = before.why;
        if (before.source) {
            tell(request, "reading the tables of the second run");
            ReadAgain after =
                read_run_again(second, index, request.inputs.threads, request.inputs.progress);
            why = after.why;
            if (after.source) {
                out.before = std::move(*before.source);
                out.after = std::move(*after.source);
                matches.apply(out.before.run.codes);
                try {
                    out.scores = scored(request, out);
                    return out;
                } catch (const Error& error) {
                    why = error.problem();
                }
            }
        }
        out.values = LedgerValues::normalised;
        findings.warn("W-COMPARE-01",
                      "the values after normalisation are compared, so that data also holds how "
                      "they were normalised: " +
                          why);
    }
    out.before = run_of_values(first, index, out.values);
    out.after = run_of_values(second, index, out.values);
    matches.apply(out.before.run.codes);
    out.scores = scored(request, out);
    return out;
}

void need_common_areas(const Ledger& ledger, const geodata::Result& first,
                       const geodata::Result& second) {
    if (std::any_of(ledger.presence.begin(), ledger.presence.end(),
                    [](Presence presence) { return presence == Presence::both; })) {
        return;
    }
    throw InputError("E-COMPARE-02",
                     "no area is ranked in both results (" + first.geography.label() + " and " +
                         second.geography.label() + ")",
                     "two results of the same areas",
                     "where areas have new codes, give a look-up with --match",
                     {second.table_file.string(), 0, 0});
}

void tell_ledger(const Ledger& ledger, Diagnostics& findings) {
    std::vector<std::string> codes;
    std::uint64_t torn = 0;
    for (std::size_t a = 0; a < ledger.size(); ++a) {
        if (ledger.presence[a] == Presence::both && ledger.is_split[a] == 0) {
            ++torn;
            if (codes.size() < Diagnostics::max_examples) {
                codes.push_back(ledger.codes[a].str());
            }
        }
    }
    if (torn > 0) {
        findings.warn("W-COMPARE-02",
                      grouped_text(torn) + (torn == 1 ? " area has" : " areas have") +
                          " no score in some mixture of the two runs, and a move that is not split",
                      torn, std::move(codes));
    }
}

std::vector<std::string> names_of(const Ledger& ledger, const ResultTable& first,
                                  const ResultTable& second, const Matches& matches) {
    std::unordered_map<AreaCode, std::string> names;
    std::vector<AreaCode> old_codes = first.codes;
    matches.apply(old_codes);
    for (std::size_t a = 0; a < first.size(); ++a) {
        names.emplace(old_codes[a], first.names[a]);
    }
    for (std::size_t a = 0; a < second.size(); ++a) {
        if (!second.names[a].empty()) {
            names[second.codes[a]] = second.names[a];
        }
    }
    std::vector<std::string> out;
    for (const AreaCode& code : ledger.codes) {
        const auto found = names.find(code);
        out.push_back(found == names.end() ? std::string{} : found->second);
    }
    return out;
}

std::optional<RuleNeighbours> neighbours_for(const RuleInputsRequest& request,
                                             const geodata::Result& result,
                                             const SelectionRule& rule) {
    return asks_for_neighbours(rule) ? read_rule_neighbours(request, result, rule.contiguity)
                                     : std::nullopt;
}

void compare_rule(const CompareRequest& request, RuleInputs& first, const RuleInputs& second,
                  const RuleInputsRequest& second_request, const Sources& sources,
                  const Matches& matches, ComparedResults& out) {
    const config::RuleFile file = config::read_rule(request.rule);
    out.rule_title =
        file.selection.title.empty() ? request.rule.filename().string() : file.selection.title;
    const auto old_near = neighbours_for(request.inputs, first.result, file.selection);
    const auto new_near = neighbours_for(second_request, second.result, file.selection);
    matches.apply(first.result.table.codes);
    tell(request, "selecting in mixtures");
    out.selection =
        compare_selections(file.selection, {&first.table(), old_near ? &old_near->graph : nullptr},
                           {&second.table(), new_near ? &new_near->graph : nullptr},
                           sources.before.run, sources.after.run, sources.scores);
}

// The ledger in the order of a result; its areas are those of the ledger or fewer.
ResultTable in_order_of(const ResultTable& ledger, const ResultTable& result) {
    const CodeIndex index(ledger.codes);
    ResultTable out;
    std::vector<std::size_t> rows;
    for (const AreaCode& code : result.codes) {
        const std::int32_t at = index.find(ledger.codes, code);
        if (at == CodeIndex::empty) {
            continue;
        }
        rows.push_back(static_cast<std::size_t>(at));
        out.codes.push_back(code);
        out.names.push_back(ledger.names[rows.back()]);
        out.status.push_back(ledger.status[rows.back()]);
    }
    for (const ResultColumn& column : ledger.columns) {
        out.columns.push_back(
            {column.name, std::visit(
                              [&](const auto& data) -> decltype(ResultColumn::data) {
                                  auto picked = data;
                                  picked.values.clear();
                                  for (const std::size_t row : rows) {
                                      picked.values.push_back(data.values[row]);
                                  }
                                  if constexpr (requires { picked.status; }) {
                                      picked.status.clear();
                                      for (const std::size_t row : rows) {
                                          picked.status.push_back(data.status[row]);
                                      }
                                  }
                                  return picked;
                              },
                              column.data)});
    }
    return out;
}

Diagnostics write_map(const CompareRequest& request, const geodata::Result& second,
                      const ComparedResults& compared, ResultFolder& folder) {
    geodata::ReadBoundariesOptions reading;
    reading.threads = request.inputs.threads;
    reading.progress = request.inputs.progress;
    const geodata::Boundaries read = geodata::read_boundaries(second.boundaries, reading);
    const ResultTable table = in_order_of(ledger_table(compared), second.table);
    geodata::GeoJsonOptions options;
    options.attribution = second.licences;
    options.threads = request.inputs.threads;
    options.progress = request.inputs.progress;
    Diagnostics findings = geodata::write_geojson(
        folder.file("ledger.geojson"), run::in_order_of(read.set, table.codes).set, table, options);
    (void)folder.file("ledger.geojson").flush();
    return findings;
}

void write(const CompareRequest& request, const ComparedResults& compared, DerivedFacts facts,
           ResultFolder& folder, CompareOutcome& outcome) {
    tell(request, "writing");
    folder.write("ledger.csv", ledger_csv(compared));
    folder.write("transitions.csv", transitions_csv(compared));
    if (compared.selection) {
        folder.write("selection_changes.csv", selection_changes_csv(compared));
    }
    folder.write("report.json", outcome.report);
    outcome.files = commit_with_manifest(folder, std::move(facts));
}

}  // namespace

CompareOutcome compare_results(const CompareRequest& request) {
    std::optional<ResultFolder> folder;
    const bool mapped = has_shapes(request.second);
    if (!request.out.empty()) {
        std::vector<std::string_view> names{"ledger.csv"};
        if (mapped) {
            names.emplace_back("ledger.geojson");
        }
        names.emplace_back("transitions.csv");
        if (!request.rule.empty()) {
            names.emplace_back("selection_changes.csv");
        }
        names.insert(names.end(), {"report.json", "manifest.json"});
        constexpr std::array<std::string_view, 2> stale{"selection_changes.csv", "ledger.geojson"};
        folder.emplace(request.out, request.overwrite, names, stale);
    }
    RuleInputsRequest second_request = request.inputs;
    second_request.result = request.second;
    RuleInputs first = read_rule_inputs(request.inputs);
    const RuleInputs second = read_rule_inputs(second_request);

    ComparedResults out;
    DerivedFacts facts;
    out.first = request.inputs.result.string();
    out.second = request.second.string();
    out.index = index_config(project_of(first.result), request.index).spec.root.id;
    out.findings = first.findings;
    facts.inputs = first.digests;
    facts.inputs.insert(facts.inputs.end(), second.digests.begin(), second.digests.end());
    const Matches matches(request, first.result, second.result, facts.inputs, out.findings);
    const Sources sources =
        read_sources(request, first.result, second.result, out.index, matches, out.findings);
    out.values = sources.values;
    for (const LedgerSource* source : {&sources.before, &sources.after}) {
        facts.inputs.insert(facts.inputs.end(), source->digests.begin(), source->digests.end());
    }
    out.ledger = make_ledger(sources.before.run, sources.after.run, sources.scores);
    need_common_areas(out.ledger, first.result, second.result);
    tell_ledger(out.ledger, out.findings);
    out.names = names_of(out.ledger, first.table(), second.table(), matches);
    for (std::size_t a = 0; a < out.ledger.size() && !matches.empty(); ++a) {
        out.codes_before.push_back(matches.old_code(out.ledger.codes[a]));
    }
    if (!request.rule.empty()) {
        compare_rule(request, first, second, second_request, sources, matches, out);
        facts.inputs.push_back(
            {"rule", request.rule, request.rule_name, geodata::digest_of_file(request.rule)});
    }

    if (folder && mapped) {
        tell(request, "writing");
        out.findings.append(write_map(request, second.result, out, *folder));
    }
    CompareOutcome outcome;
    outcome.findings = out.findings;
    outcome.report = comparison_json(out);
    outcome.text = comparison_text(out);
    if (request.strict && outcome.findings.has_warnings()) {
        return outcome;
    }
    if (folder) {
        facts.command = "compare";
        facts.time = request.time;
        facts.options = {{"index", out.index}, {"values", std::string{to_string(out.values)}}};
        facts.licences = first.result.licences;
        for (const std::string& line : second.result.licences) {
            if (std::find(facts.licences.begin(), facts.licences.end(), line) ==
                facts.licences.end()) {
                facts.licences.push_back(line);
            }
        }
        write(request, out, std::move(facts), *folder, outcome);
    }
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
