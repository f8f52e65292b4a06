#include "summarise_result.hpp"

#include <algorithm>
#include <array>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/csv_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/read_lookup.hpp>
#include <levelin/geodata/read_result.hpp>
#include <levelin/score/kernels.hpp>
#include <levelin/summarise/summarise.hpp>
#include <nlohmann/json.hpp>

#include "derived_manifest.hpp"
#include "json_parts.hpp"
#include "result_folder.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

void tell(const SummariseRequest& request, std::string_view stage) {
    if (request.progress != nullptr) {
        request.progress->update(stage, -1.0);
    }
}

struct Numbers {
    std::vector<double> values;
    std::vector<Status> status;
};

// A column of numbers, whole or decimal; nothing for words and for what is not there.
std::optional<Numbers> numbers_of(const ResultTable& table, const std::string& name) {
    const ResultColumn* column = table.find(name);
    if (column == nullptr) {
        return std::nullopt;
    }
    if (const auto* decimals = std::get_if<DecimalColumn>(&column->data)) {
        return Numbers{decimals->values, decimals->status};
    }
    if (const auto* whole = std::get_if<WholeColumn>(&column->data)) {
        return Numbers{{whole->values.begin(), whole->values.end()}, whole->status};
    }
    return std::nullopt;
}

std::size_t areas_with_value(const Numbers& numbers) {
    return static_cast<std::size_t>(
        std::count(numbers.status.begin(), numbers.status.end(), Status::ok));
}

// Scores, their ranks and how many areas were ranked.
struct Measure {
    std::string id;
    Numbers scores;
    std::vector<double> ranks;
    std::size_t ranked = 0;
    std::string ranks_from;  // In plain words, for the report.
};

Measure measure_of(const SummariseRequest& request, const geodata::Result& result) {
    Measure measure;
    measure.id = !request.measure.empty() ? request.measure
                 : result.indices.empty() ? std::string{}
                                          : result.indices.front();
    if (std::find(result.indices.begin(), result.indices.end(), measure.id) !=
        result.indices.end()) {
        measure.scores = numbers_of(result.table, measure.id + "_score").value_or(Numbers{});
        measure.ranks = numbers_of(result.table, measure.id + "_rank").value_or(Numbers{}).values;
        const auto ranked = result.ranked.find(measure.id);
        measure.ranked =
            ranked != result.ranked.end() ? ranked->second : areas_with_value(measure.scores);
        measure.ranks_from = "as the run ranked them";
        return measure;
    }
    if (auto values = numbers_of(result.table, measure.id + "_value")) {
        measure.scores = std::move(*values);
        measure.ranks =
            kernels::rank_descending(measure.scores.values, measure.scores.status, TieRule::min);
        measure.ranked = static_cast<std::size_t>(
            std::count(measure.scores.status.begin(), measure.scores.status.end(), Status::ok));
        measure.ranks_from = "the part's values ranked over the areas of the result";
        return measure;
    }
    std::vector<std::string_view> known;
    std::string list;
    known.insert(known.end(), result.indices.begin(), result.indices.end());
    known.insert(known.end(), result.parts.begin(), result.parts.end());
    for (const std::string_view id : known) {
        list += (list.empty() ? "" : ", ") + std::string{id};
    }
    const std::string near = nearest_word(measure.id, known);
    throw UsageError("E-USAGE-25", "the result has no index or part \"" + measure.id + "\"",
                     near.empty() ? "one of " + list : "\"" + near + "\"",
                     "--measure names what is summarised");
}

struct People {
    std::string column;  // "none" where every area counts 1.
    std::string why;
    Numbers numbers;
};

People people_of(const SummariseRequest& request, const geodata::Result& result,
                 const std::string& measure) {
    People people;
    people.column = request.population;
    people.why = "as --population says";
    if (people.column.empty()) {
        const auto stated = result.denominators.find(measure);
        people.column = stated == result.denominators.end() ? "population" : stated->second;
        people.why = stated == result.denominators.end() ? "the column of that name"
                                                         : "the denominator of " + measure;
    }
    const std::size_t n = result.table.size();
    if (people.column == "none") {
        people.why = "none: every area counts the same";
        people.numbers = {std::vector<double>(n, 1.0), std::vector<Status>(n, Status::ok)};
        return people;
    }
    if (auto numbers = numbers_of(result.table, people.column)) {
        people.numbers = std::move(*numbers);
        return people;
    }
    throw UsageError("E-USAGE-26", "the result has no column of people \"" + people.column + "\"",
                     "a column of numbers of " + (result.folder / "areas.csv").string(),
                     "run again with the table of populations, name another column with "
                     "--population, or count every area the same with --population none");
}

ResultColumn decimal(std::string name, const std::vector<double>& values,
                     const std::vector<Status>& status) {
    return {std::move(name), DecimalColumn{values, status}};
}

std::string summary_csv(const Summary& summary) {
    ResultTable table;
    table.codes = summary.codes;
    table.names = summary.names;
    table.status = summary.status;
    table.columns.push_back(decimal("areas", summary.areas, summary.status));
    table.columns.push_back(decimal("population", summary.population, summary.status));
    for (std::size_t m = 0; m < summary_measure_count; ++m) {
        const std::string name{to_string(static_cast<SummaryMeasure>(m))};
        table.columns.push_back(decimal(name, summary.measures[m].values, summary.status));
    }
    for (std::size_t m = 0; m < summary_measure_count; ++m) {
        const std::string name{to_string(static_cast<SummaryMeasure>(m))};
        table.columns.push_back(decimal(name + "_rank", summary.measures[m].ranks, summary.status));
    }
    return csv_text(table, 1);
}

std::string report_of(const Summary& summary, const Measure& measure, const People& people,
                      const Lookup& lookup, const SummariseRequest& request,
                      const Diagnostics& findings) {
    const Json document{{"measure", measure.id},
                        {"ranks", measure.ranks_from},
                        {"ranked_areas", measure.ranked},
                        {"people", {{"column", people.column}, {"why", people.why}}},
                        {"from", lookup.from.label()},
                        {"to", lookup.to.label()},
                        {"minimum_share", request.minimum_share},
                        {"areas", summary.size()},
                        {"status", status_counts(summary.status)},
                        {"findings", findings_json<Json>(findings)}};
    return document_text(document);
}

}  // namespace

SummariseOutcome summarise_result(const SummariseRequest& request) {
    constexpr std::array<std::string_view, 3> names{"summary.csv", "report.json", "manifest.json"};
    ResultFolder folder(request.out, request.overwrite, names);
    tell(request, "reading the result");
    const geodata::Result result = geodata::read_result(request.result);
    const Measure measure = measure_of(request, result);
    const People people = people_of(request, result, measure.id);

    tell(request, "reading look-ups");
    DerivedFacts facts;
    facts.command = "summarise";
    facts.time = request.time;
    facts.licences = result.licences;
    facts.inputs = result_digests(request.result);
    geodata::ReadLookupOptions options;
    options.from = request.from;
    options.to = request.to;
    options.from_codes = result.table.codes;
    options.progress = request.progress;
    const Lookup lookup = geodata::read_lookups(request.lookups, options);
    for (const auto& file : request.lookups) {
        facts.inputs.push_back({"look-up", file, file.string(), geodata::digest_of_file(file)});
    }

    tell(request, "summarising");
    const Summary summary =
        summarise(lookup,
                  {result.table.codes, measure.scores.values, measure.ranks, measure.scores.status,
                   measure.ranked, people.numbers.values, people.numbers.status},
                  request.minimum_share);

    SummariseOutcome outcome;
    outcome.findings = lookup.findings;
    outcome.findings.append(summary.findings);
    outcome.targets = summary.size();
    outcome.summarised = static_cast<std::size_t>(
        std::count(summary.status.begin(), summary.status.end(), Status::ok));
    outcome.report = report_of(summary, measure, people, lookup, request, outcome.findings);
    if (request.strict && outcome.findings.has_warnings()) {
        return outcome;
    }
    facts.options = {{"from", request.from},
                     {"to", request.to},
                     {"measure", measure.id},
                     {"population", people.column},
                     {"minimum", shortest_text(request.minimum_share)}};
    tell(request, "writing");
    folder.write("summary.csv", summary_csv(summary));
    folder.write("report.json", outcome.report);
    outcome.files = commit_with_manifest(folder, std::move(facts));
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
