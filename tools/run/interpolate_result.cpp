#include "interpolate_result.hpp"

#include <algorithm>
#include <array>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/csv_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/write_geojson.hpp>
#include <nlohmann/json.hpp>

#include "attribution.hpp"
#include "derived_manifest.hpp"
#include "interpolate_columns.hpp"
#include "interpolate_inputs.hpp"
#include "json_parts.hpp"
#include "result_folder.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

void tell(const InterpolateRequest& request, std::string_view stage) {
    if (request.progress != nullptr) {
        request.progress->update(stage, -1.0);
    }
}

void check_options(const InterpolateRequest& request) {
    if (!(request.sliver_m2 >= 0)) {
        throw UsageError("E-INTERPOLATE-09",
                         "--sliver " + shortest_text(request.sliver_m2) + " is below 0",
                         "square metres of 0 or more");
    }
    if (!(request.minimum >= 0 && request.minimum <= 1)) {
        throw UsageError("E-INTERPOLATE-09",
                         "--minimum " + shortest_text(request.minimum) + " is no share",
                         "a number from 0 to 1");
    }
}

// By points, by area, or by area with the people of the result as the weights of means.
Shares shares_of(const InterpolateRequest& request, const InterpolateInputs& inputs,
                 const Overlay& laid, const ShareOptions& sharing, Diagnostics& findings) {
    const auto& sources = inputs.sources.codes;
    const auto& targets = inputs.targets.codes;
    if (!request.points.empty()) {
        return shares_by_points(laid, place_points(request, inputs, findings), sources, targets,
                                sharing);
    }
    Shares shares = shares_by_area(laid, sources, targets, sharing);
    if (request.people.empty()) {
        findings.note("N-INTERPOLATE-07",
                      "means are weighted by area, so that a wide empty area counts more than a "
                      "crowded one; --people COLUMN or --points FILE weighs by people");
        return shares;
    }
    auto people = numbers_of(inputs.result.table, request.people);
    if (!people) {
        throw UsageError("E-INTERPOLATE-09",
                         "the result has no column of numbers \"" + request.people + "\"",
                         "its column of people, or one of --points FILE");
    }
    return weighted_by_people(std::move(shares), *people, sources);
}

// Targets that a finding speaks of.
class Listed {
  public:
    explicit Listed(const BoundarySet& areas) : m_areas(areas) {}
    void add(std::size_t area) {
        ++count;
        if (examples.size() < Diagnostics::max_examples) {
            examples.push_back(m_areas.codes[area].str());
        }
    }
    [[nodiscard]] std::string text(const char* one, const char* many) const {
        return grouped_text(count) + (count == 1 ? one : many);
    }
    std::uint64_t count = 0;
    std::vector<std::string> examples;

  private:
    const BoundarySet& m_areas;
};

void report_targets(const BoundarySet& targets, const Shares& shares,
                    const std::vector<Interpolated>& columns, double minimum,
                    Diagnostics& findings) {
    Listed none(targets);
    Listed poorly(targets);
    Listed gaps(targets);
    for (std::size_t t = 0; t < shares.targets; ++t) {
        const bool touched = std::any_of(
            columns.begin(), columns.end(),
            [&](const Interpolated& out) { return out.column.status[t] != Status::no_row; });
        if (!touched) {
            none.add(t);
            continue;
        }
        if (shares.covered[t] < minimum) {
            poorly.add(t);
        } else if (std::any_of(columns.begin(), columns.end(), [&](const Interpolated& out) {
                       return out.column.status[t] != Status::ok;
                   })) {
            gaps.add(t);
        }
    }
    const std::string share = shortest_text(100 * minimum) + " %";
    if (none.count > 0) {
        findings.warn("W-INTERPOLATE-08",
                      none.text(" area has no area of the result in it and no values",
                                " areas have no area of the result in them and no values"),
                      none.count, none.examples);
    }
    if (poorly.count > 0) {
        findings.warn(
            "W-INTERPOLATE-07",
            poorly.text(" area is covered to less than ", " areas are covered to less than ") +
                share +
                ": rates and scores are left out there, counts are of the covered part "
                "alone",
            poorly.count, poorly.examples);
    }
    if (gaps.count > 0) {
        findings.warn("W-INTERPOLATE-04",
                      gaps.text(" area lacks a value because areas of the result do",
                                " areas lack a value because areas of the result do"),
                      gaps.count, gaps.examples);
    }
}

std::string pairs_csv(const Shares& shares, const BoundarySet& sources,
                      const BoundarySet& targets) {
    std::string text = "source,target,share,share_of_target,weight,by\n";
    for (const SharePair& pair : shares.pairs) {
        text += sources.codes[pair.source].view();
        text += ',';
        text += targets.codes[pair.target].view();
        for (const double number : {pair.share_of_source, pair.share_of_target, pair.weight}) {
            text += ',';
            append_shortest(text, number);
        }
        text += pair.by_people ? ",people\n" : ",area\n";
    }
    return text;
}

std::string report_of(const InterpolateRequest& request, const InterpolateInputs& inputs,
                      const ColumnPlan& plan, const Shares& shares,
                      const std::vector<Interpolated>& columns, const ResultTable& table,
                      const Diagnostics& findings) {
    Json list = Json::array();
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const Interpolated& out = columns[c];
        Json json{{"name", out.column.name},
                  {"kind", plan.columns[c].extensive ? "extensive" : "intensive"},
                  {"status", status_counts(out.column.status)}};
        if (plan.columns[c].extensive) {
            json["total_before"] = out.source_total;
            json["total_after"] = out.target_total;
            json["withheld"] = out.withheld;
            json["lost"] = out.lost;
        }
        list.push_back(std::move(json));
    }
    const Json document{
        {"areas", table.size()},
        {"status", status_counts(table.status)},
        {"sources",
         {{"areas", inputs.sources.size()},
          {"shapes", inputs.sources_from},
          {"geography", inputs.result.geography.label()}}},
        {"onto",
         {{"file", request.onto.string()},
          {"layer", inputs.onto.layer},
          {"areas", inputs.targets.size()},
          {"code_column", inputs.onto.code_column},
          {"name_column", inputs.onto.name_column},
          {"geography", inputs.onto.geography.label()},
          {"crs", inputs.onto.crs.authority_code.empty() ? inputs.onto.crs.name
                                                         : inputs.onto.crs.authority_code},
          {"repaired", inputs.onto.repaired}}},
        {"weights", request.points.empty() ? "area" : "people"},
        {"people_column", request.points.empty()          ? Json()
                          : !inputs.points.people.empty() ? Json(inputs.points.people_column)
                                                          : Json(request.people)},
        {"pairs", shares.pairs.size()},
        {"slivers", {{"pairs", shares.slivers}, {"area_m2", shares.sliver_area_m2}}},
        {"outside_area_m2", shares.spill_area_m2},
        {"columns", list},
        {"left_out", plan.left_out},
        {"coordinate_operation",
         {{"name", inputs.lon_lat.operation.name},
          {"accuracy_m", inputs.lon_lat.operation.accuracy_m < 0
                             ? Json()
                             : Json(inputs.lon_lat.operation.accuracy_m)}}},
        {"findings", findings_json<Json>(findings)}};
    return document_text(document);
}

// What the result must carry, then the targets: as the call says, else who publishes such codes.
std::vector<std::string> attribution_of(const InterpolateRequest& request,
                                        const InterpolateInputs& inputs) {
    std::vector<std::string> lines = inputs.result.licences;
    std::vector<std::string> more = request.licences;
    if (more.empty()) {
        config::ProjectConfig project;
        project.boundaries.emplace_back();
        Inputs layer;
        layer.boundaries.push_back(inputs.onto);
        more = attribution_lines(project, layer, inputs.lon_lat.operation.grid_file);
    }
    for (const std::string& line : more) {
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) {
            lines.push_back(line);
        }
    }
    return lines;
}

DerivedFacts manifest_facts(const InterpolateRequest& request, const InterpolateInputs& inputs) {
    DerivedFacts facts;
    facts.command = "interpolate";
    facts.time = request.time;
    facts.inputs = inputs.digests;
    facts.licences = attribution_of(request, inputs);
    const auto joined = [](const std::vector<std::string>& names) {
        std::string text;
        for (const std::string& name : names) {
            text += (text.empty() ? "" : ", ") + name;
        }
        return text;
    };
    facts.options = {{"extensive", joined(request.extensive)},
                     {"intensive", joined(request.intensive)},
                     {"people", request.people},
                     {"sliver", shortest_text(request.sliver_m2)},
                     {"minimum", shortest_text(request.minimum)},
                     {"lose-spill", request.lose_spill ? "yes" : "no"},
                     {"crs", request.crs},
                     {"grid", request.grid.string()}};
    return facts;
}

}  // namespace

InterpolateOutcome interpolate_result(const InterpolateRequest& request) {
    check_options(request);
    constexpr std::array<std::string_view, 5> names{"areas.csv", "areas.geojson", "pairs.csv",
                                                    "report.json", "manifest.json"};
    constexpr std::array<std::string_view, 2> stale{"map.png", "map.svg"};
    ResultFolder folder(request.out, request.overwrite, names, stale);
    tell(request, "reading the result");
    geodata::Result result = geodata::read_result(request.result);
    // What the call gets wrong is said before large files are read.
    const ColumnPlan plan = plan_columns(request, result);
    const InterpolateInputs inputs = read_interpolate_inputs(request, std::move(result));

    OverlayOptions laying;
    laying.threads = request.threads;
    laying.progress = request.progress;
    const Overlay laid = overlay(inputs.sources, inputs.targets, laying);
    if (laid.pairs.empty()) {
        throw JoinError("E-INTERPOLATE-07", "the areas of the result and these do not touch",
                        "boundaries of the same country",
                        "check the coordinate system of the file: " + inputs.onto.crs.name,
                        {request.onto.string(), 0, 0});
    }
    ShareOptions sharing;
    sharing.slivers.m2 = request.sliver_m2;
    sharing.spill = request.lose_spill ? Spill::lose : Spill::keep;
    InterpolateOutcome outcome;
    outcome.findings = inputs.findings;
    const Shares shares = shares_of(request, inputs, laid, sharing, outcome.findings);
    outcome.findings.append(shares.findings);

    tell(request, "interpolating");
    std::vector<Interpolated> columns;
    for (const CarriedColumn& column : plan.columns) {
        columns.push_back(column.extensive
                              ? interpolate_extensive(column.values, shares)
                              : interpolate_intensive(column.values, shares, request.minimum));
    }
    report_targets(inputs.targets, shares, columns, request.minimum, outcome.findings);
    if (!plan.left_out.empty()) {
        outcome.findings.note(
            "N-INTERPOLATE-03",
            grouped_text(plan.left_out.size()) +
                (plan.left_out.size() == 1 ? " column of the result is"
                                           : " columns of the result are") +
                " left out: --extensive or --intensive says how values are to be shared",
            plan.left_out.size(),
            {plan.left_out.begin(),
             plan.left_out.begin() + static_cast<std::ptrdiff_t>(std::min(
                                         plan.left_out.size(), Diagnostics::max_examples))});
    }
    const ResultTable table =
        target_table(inputs.targets, inputs.result, inputs.rank_rules, columns);
    outcome.targets = table.size();
    outcome.with_value =
        static_cast<std::size_t>(std::count(table.status.begin(), table.status.end(), Status::ok));

    tell(request, "writing");
    geodata::GeoJsonOptions geojson;
    geojson.threads = request.threads;
    geojson.progress = request.progress;
    geojson.attribution = attribution_of(request, inputs);
    outcome.findings.append(
        geodata::write_geojson(folder.file("areas.geojson"), inputs.lon_lat.set, table, geojson));
    (void)folder.file("areas.geojson").flush();
    outcome.report = report_of(request, inputs, plan, shares, columns, table, outcome.findings);
    if (request.strict && outcome.findings.has_warnings()) {
        return outcome;
    }
    folder.write("areas.csv", csv_text(table, request.threads));
    folder.write("pairs.csv", pairs_csv(shares, inputs.sources, inputs.targets));
    folder.write("report.json", outcome.report);
    outcome.files = commit_with_manifest(folder, manifest_facts(request, inputs));
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
