#include "convert_table.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <fstream>
#include <levelin/convert/convert.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/csv_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/read_lookup.hpp>
#include <levelin/score/kernels.hpp>
#include <nlohmann/json.hpp>

#include "convert_natures.hpp"
#include "convert_rows.hpp"
#include "derived_manifest.hpp"
#include "json_parts.hpp"
#include "result_folder.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

void tell(const ConvertRequest& request, std::string_view stage) {
    if (request.progress != nullptr) {
        request.progress->update(stage, -1.0);
    }
}

// How a result ranked its index, from the report beside it.
struct Ranking {
    TieRule ties = TieRule::min;
    DecileRule deciles = DecileRule::ceil;
};

Ranking ranking_of(const ConvertTable& table, const std::string& index) {
    Ranking ranking;
    std::ifstream in{std::filesystem::path{table.file}.parent_path() / "report.json"};
    const Json report = Json::parse(in, nullptr, false);
    if (!report.is_object() || !report.contains("indices") || !report["indices"].is_array()) {
        return ranking;
    }
    for (const Json& entry : report["indices"]) {
        if (!entry.is_object() || entry.value("id", Json()) != Json(index)) {
            continue;
        }
        for (const TieRule rule :
             {TieRule::min, TieRule::mean, TieRule::max, TieRule::dense, TieRule::first}) {
            ranking.ties =
                entry.value("ties", Json()) == Json(to_string(rule)) ? rule : ranking.ties;
        }
        for (const DecileRule rule : {DecileRule::ceil, DecileRule::floor, DecileRule::ntile}) {
            ranking.deciles = entry.value("decile_rule", Json()) == Json(to_string(rule))
                                  ? rule
                                  : ranking.deciles;
        }
    }
    return ranking;
}

// Ranks and deciles of the converted scores, under the names that they had.
void add_ranking(const ConvertTable& table, const std::string& index, const NumberColumn& scores,
                 ResultTable& out) {
    const Ranking rule = ranking_of(table, index);
    const std::vector<double> ranks =
        kernels::rank_descending(scores.values, scores.status, rule.ties);
    const auto ranked = static_cast<std::size_t>(
        std::count(scores.status.begin(), scores.status.end(), Status::ok));
    WholeColumn deciles{{}, scores.status};
    WholeColumn whole{{}, scores.status};
    bool all_whole = true;
    for (const double rank : ranks) {
        deciles.values.push_back(kernels::quantile_of_rank(rank, ranked, 10, rule.deciles));
        whole.values.push_back(static_cast<std::int64_t>(rank));
        all_whole = all_whole && rank == std::floor(rank);
    }
    if (all_whole) {
        out.columns.push_back({index + "_rank", std::move(whole)});
    } else {
        out.columns.push_back({index + "_rank", DecimalColumn{ranks, scores.status}});
    }
    out.columns.push_back({index + "_decile", std::move(deciles)});
}

void add_status_words(ResultTable& out, const std::string& name,
                      const std::vector<Status>& status) {
    if (std::all_of(status.begin(), status.end(), [](Status s) { return s == Status::ok; })) {
        return;
    }
    TextColumn words;
    for (const Status own : status) {
        words.values.emplace_back(to_string(own));
    }
    out.columns.push_back({name + "_status", std::move(words)});
}

void add_lineage(const Lookup& lookup, const Converted& converted, ResultTable& out) {
    TextColumn category;
    TextColumn sources;
    DecimalColumn covered;
    for (const Lineage& lineage : converted.lineage) {
        category.values.emplace_back(letter_of(lineage.change));
        std::string list;
        for (const std::uint32_t source : lineage.sources) {
            list += (list.empty() ? "" : " ") + lookup.sources[source].str();
        }
        sources.values.push_back(std::move(list));
        covered.values.push_back(lineage.covered);
        covered.status.push_back(Status::ok);
    }
    out.columns.push_back({"category", std::move(category)});
    out.columns.push_back({"sources", std::move(sources)});
    out.columns.push_back({"covered", std::move(covered)});
}

// A column that the lineage or another column would hide is told from it by a number.
std::string free_name(const ResultTable& out, const std::string& wanted) {
    std::string name = wanted;
    for (int n = 2;
         out.find(name) != nullptr || name == "code" || name == "name" || name == "status"; ++n) {
        name = wanted + "_" + std::to_string(n);
    }
    return name;
}

ResultTable table_of(const ConvertTable& table, const ChosenColumns& chosen, const Lookup& lookup,
                     const Converted& converted) {
    ResultTable out;
    out.codes = converted.codes;
    out.names = converted.names;
    out.status = converted.columns.front().numbers.status;
    add_lineage(lookup, converted, out);
    for (std::size_t c = 0; c < converted.columns.size(); ++c) {
        const ConvertedColumn& column = converted.columns[c];
        const NumberColumn& numbers = column.numbers;
        const std::string name = free_name(out, numbers.name);
        if (!chosen.words[c].empty()) {
            TextColumn words;
            for (std::size_t i = 0; i < numbers.size(); ++i) {
                words.values.push_back(
                    numbers.status[i] == Status::ok
                        ? chosen.words[c][static_cast<std::size_t>(numbers.values[i])]
                        : std::string{});
            }
            out.columns.push_back({name, std::move(words)});
        } else {
            out.columns.push_back({name, DecimalColumn{numbers.values, numbers.status}});
        }
        for (const std::string& index : table.indices) {
            if (numbers.name == index + "_score") {
                add_ranking(table, index, numbers, out);
            }
        }
        add_status_words(out, name, numbers.status);
        if (column.partial != 0) {
            out.columns.push_back(
                {free_name(out, name + "_covered"),
                 DecimalColumn{column.covered, std::vector<Status>(numbers.size(), Status::ok)}});
        }
    }
    return out;
}

// Of a result: what stands in the new table by another way is not left out.
std::vector<std::string> not_converted(const ConvertTable& table, const ChosenColumns& chosen) {
    std::vector<std::string> names;
    for (const std::string& name : chosen.left_out) {
        const bool anew =
            table.is_result &&
            (name.ends_with("_status") ||
             std::any_of(table.indices.begin(), table.indices.end(), [&](const std::string& id) {
                 return name == id + "_rank" || name == id + "_decile";
             }));
        if (!anew) {
            names.push_back(name);
        }
    }
    return names;
}

Json by_change(const std::array<std::size_t, change_count>& counts) {
    Json json = Json::object();
    for (int c = 0; c < change_count; ++c) {
        json[std::string{letter_of(static_cast<Change>(c))}] = counts[c];
    }
    return json;
}

struct ChangeCounts {
    std::array<std::size_t, change_count> links{};
    std::array<std::size_t, change_count> sources{};
    std::array<std::size_t, change_count> targets{};
};

ChangeCounts count_changes(const Lookup& lookup, const Converted& converted) {
    ChangeCounts counts;
    const std::vector<Change> changes = changes_of(lookup);
    for (std::size_t l = 0; l < changes.size(); ++l) {
        const auto change = static_cast<std::size_t>(changes[l]);
        ++counts.links[change];
        // All links of a source say the same.
        counts.sources[change] +=
            l == 0 || lookup.links[l].source != lookup.links[l - 1].source ? 1 : 0;
    }
    for (const Lineage& lineage : converted.lineage) {
        ++counts.targets[static_cast<std::size_t>(lineage.change)];
    }
    return counts;
}

Json geography_json(const DetectedGeography& geography) {
    return {{"geography", to_string(geography.kind)},
            {"vintage", geography.vintage == 0 ? Json() : Json(geography.vintage)}};
}

std::string report_of(const ConvertTable& table, const ChosenColumns& chosen, const Lookup& lookup,
                      const Converted& converted, const Diagnostics& findings) {
    Json columns = Json::array();
    for (std::size_t c = 0; c < converted.columns.size(); ++c) {
        const ConvertedColumn& column = converted.columns[c];
        Json json{{"column", column.numbers.name},
                  {"measure", to_string(chosen.columns[c].measure)},
                  {"how", to_string(column.combine)},
                  {"status", status_counts(column.numbers.status)},
                  {"partial", column.partial}};
        if (column.combine == Combine::sum) {
            json["total"] = {{"before", column.before},
                             {"after", column.after},
                             {"held_back", column.held_back},
                             {"unmatched", column.unmatched}};
        }
        columns.push_back(std::move(json));
    }
    const ChangeCounts counts = count_changes(lookup, converted);
    const bool own_people = chosen.population.has_value();
    const Json document{
        {"areas", converted.codes.size()},
        {"from", geography_json(lookup.from)},
        {"to", geography_json(lookup.to)},
        {"rows",
         {{"in_table", table.codes.size()},
          {"converted", converted.rows_used},
          {"not_in_lookup", converted.rows_unmatched},
          {"totals", converted.total_rows}}},
        {"lookup",
         {{"sources", lookup.sources.size()},
          {"targets", lookup.targets.size()},
          {"links", lookup.links.size()},
          {"sources_without_row", converted.sources_without_row},
          {"weighted", !lookup.source_weights.empty()}}},
        {"means_weighted_by",
         own_people ? Json("the table's " + chosen.columns[*chosen.population].numbers.name)
         : lookup.source_weights.empty() ? Json()
                                         : Json("the look-up's weights")},
        {"changes",
         {{"links", by_change(counts.links)},
          {"sources", by_change(counts.sources)},
          {"targets", by_change(counts.targets)}}},
        {"columns", columns},
        {"not_converted", not_converted(table, chosen)},
        {"findings", findings_json<Json>(findings)}};
    return document_text(document);
}

std::string changes_in_words(const std::array<std::size_t, change_count>& targets) {
    constexpr std::array<const char*, change_count> words{"unchanged", "split", "merged",
                                                          "irregular"};
    std::string text;
    for (std::size_t c = 0; c < targets.size(); ++c) {
        if (targets[c] != 0) {
            text += (text.empty() ? "" : ", ") + grouped_text(targets[c]) + " " + words[c];
        }
    }
    return text;
}

std::string joined(const std::vector<std::string>& texts) {
    std::string all;
    for (const std::string& text : texts) {
        all += (all.empty() ? "" : ", ") + text;
    }
    return all;
}

std::string joined(const std::vector<std::pair<std::string, std::string>>& pairs) {
    std::string all;
    for (const auto& [name, value] : pairs) {
        all += (all.empty() ? "" : ", ") + name + "=" + value;
    }
    return all;
}

std::string yes_or_no(bool value) {
    return value ? "yes" : "no";
}

DerivedFacts facts_of(const ConvertRequest& request, const ConvertTable& table) {
    DerivedFacts facts;
    facts.command = "convert";
    facts.time = request.time;
    facts.licences = table.licences;
    for (const std::string& line : request.licences) {
        if (std::find(facts.licences.begin(), facts.licences.end(), line) == facts.licences.end()) {
            facts.licences.push_back(line);
        }
    }
    if (table.is_result) {
        facts.inputs = result_digests(std::filesystem::path{table.file}.parent_path());
    } else {
        facts.inputs.push_back({"table", request.table, request.table.string(),
                                geodata::digest_of_file(request.table)});
    }
    for (const auto& file : request.lookups) {
        facts.inputs.push_back({"look-up", file, file.string(), geodata::digest_of_file(file)});
    }
    facts.options = {{"from", request.from},
                     {"to", request.to},
                     {"extensive", joined(request.extensive)},
                     {"intensive", joined(request.intensive)},
                     {"flag", joined(request.flags)},
                     {"category", joined(request.categories)},
                     {"how", joined(request.how)},
                     {"population", request.population},
                     {"weight", request.weight},
                     {"sheet", request.sheet},
                     {"code", request.code_column},
                     {"same_name", yes_or_no(request.same_name)},
                     {"allow_unmatched", yes_or_no(request.allow_unmatched)},
                     {"partial_sums", yes_or_no(request.partial_sums)},
                     {"minimum", shortest_text(request.minimum_covered)}};
    return facts;
}

}  // namespace

ConvertOutcome convert_table(const ConvertRequest& request) {
    if (!(request.minimum_covered > 0 && request.minimum_covered <= 1)) {
        throw UsageError("E-CONVERT-18", "--minimum is " + shortest_text(request.minimum_covered),
                         "a share above 0 and up to 1");
    }
    constexpr std::array<std::string_view, 3> names{"converted.csv", "report.json",
                                                    "manifest.json"};
    ResultFolder folder(request.out, request.overwrite, names);
    tell(request, "reading the table");
    const ConvertTable table = read_convert_table(request);
    const ChosenColumns chosen = choose_columns(table, request);

    tell(request, "reading look-ups");
    geodata::ReadLookupOptions reading;
    reading.from = request.from;
    reading.to = request.to;
    reading.weight = request.weight;
    reading.from_codes = table.codes;
    reading.same_name = request.same_name;
    reading.progress = request.progress;
    const Lookup lookup = geodata::read_lookups(request.lookups, reading);

    tell(request, "converting");
    ConvertRows rows;
    rows.name = table.file;
    rows.codes = table.codes;
    rows.source_rows = table.source_rows;
    rows.geography = table.geography;
    std::vector<double> people;
    if (chosen.population) {
        const NumberColumn& column = chosen.columns[*chosen.population].numbers;
        for (std::size_t i = 0; i < column.size(); ++i) {
            people.push_back(column.status[i] == Status::ok ? column.values[i] : -1.0);
        }
        rows.people = people;
    }
    ConvertOptions options;
    options.allow_unmatched = request.allow_unmatched;
    options.partial_sums = request.partial_sums;
    options.minimum_covered = request.minimum_covered;
    options.threads = request.threads;
    const Converted converted = convert(lookup, rows, chosen.columns, options);

    ConvertOutcome outcome;
    outcome.rows = converted.rows_used;
    outcome.areas = converted.codes.size();
    outcome.changes = changes_in_words(count_changes(lookup, converted).targets);
    outcome.findings = table.findings;
    outcome.findings.append(lookup.findings);
    outcome.findings.append(converted.findings);
    if (const auto left = not_converted(table, chosen); !left.empty()) {
        outcome.findings.note(
            "N-CONVERT-08",
            (left.size() == 1 ? std::string{"1 column has"}
                              : grouped_text(left.size()) + " columns have") +
                " no stated nature and stayed behind",
            left.size(),
            {left.begin(), left.begin() + static_cast<std::ptrdiff_t>(
                                              std::min(left.size(), Diagnostics::max_examples))});
    }
    outcome.report = report_of(table, chosen, lookup, converted, outcome.findings);
    if (request.strict && outcome.findings.has_warnings()) {
        return outcome;
    }
    tell(request, "writing");
    DerivedFacts facts = facts_of(request, table);
    folder.write("converted.csv",
                 csv_text(table_of(table, chosen, lookup, converted), request.threads));
    folder.write("report.json", outcome.report);
    outcome.files = commit_with_manifest(folder, std::move(facts));
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
