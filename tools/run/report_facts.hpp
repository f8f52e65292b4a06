#pragma once

#include <config/project.hpp>
#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/render/place_labels.hpp>
#include <levelin/table/column.hpp>
#include <memory>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "rule_inputs.hpp"

namespace levelin::run {

/// The folders that other commands wrote about the same result; those not given are empty.
struct StudyFolders {
    std::filesystem::path target;      ///< selection.csv and scorecard.json.
    std::filesystem::path confidence;  ///< confidence.csv.
    std::filesystem::path clusters;    ///< clusters.csv.
    std::filesystem::path allocation;  ///< allocation.csv.
};

/// What `levelin report` and `levelin profile` read.
struct ReportInputsRequest {
    RuleInputsRequest inputs;
    std::string index;  ///< Which index is told of; empty = the first.
    StudyFolders studies;
    std::filesystem::path towns;  ///< levelin's list of towns, to be named on maps; empty = none.
};

/// Whether an area is selected, and why.
struct StudySelection {
    std::vector<std::uint8_t> selected;
    std::vector<std::string> reason;
    nlohmann::ordered_json scorecard;  ///< scorecard.json.
};

/// How sure a selection is; columns in the result's order, `missing` where the file has no row.
struct StudyConfidence {
    NumberColumn p_selected;
    NumberColumn rank_p05;
    NumberColumn rank_p50;
    NumberColumn rank_p95;
    std::vector<std::string> decided_by;
};

/// Money or things shared out, or a choice of areas or sites.
struct StudyAllocation {
    NumberColumn amount;  ///< Pence, or things.
    std::vector<std::string> reason;
    std::vector<std::string> chosen;   ///< "1" where an area was chosen; empty for money.
    std::vector<std::string> reached;  ///< "1" where a site reaches an area; empty without a reach.
    nlohmann::ordered_json scorecard;  ///< Has "money" or "choice".

    /// "£1,234.56", "12 smartphones".
    [[nodiscard]] std::string amount_words(double units) const;
};

/// Words of one local statistic: "high_high", ...; empty = no row.
struct StudyClusters {
    std::string statistic;  ///< "Moran".
    std::vector<std::string> classes;
    nlohmann::ordered_json report;
};

/// A part of depth 1 of the index.
struct ReportPart {
    std::string id;
    std::string title;
    double weight = 0;
    NumberColumn contribution;
};

/// Groups that areas lie in: council, region, nation.
struct ReportGroups {
    std::string column;  ///< "lad".
    std::string kind;    ///< "council".
    std::string plural;
    std::vector<std::string> codes;  ///< One an area; empty = in none.
    std::vector<std::string> names;
};

/// A result with all that a report tells of.
struct ReportFacts {
    RuleInputs inputs;
    std::optional<config::ProjectConfig> project;
    nlohmann::ordered_json report;    ///< report.json.
    nlohmann::ordered_json manifest;  ///< manifest.json.
    std::string index;
    std::string index_title;
    NumberColumn score;
    NumberColumn rank;
    NumberColumn decile;
    std::size_t ranked = 0;         ///< N.
    std::vector<ReportPart> parts;  ///< None of a composite of nations.
    std::optional<ReportGroups> councils;
    std::optional<ReportGroups> regions;
    std::optional<ReportGroups> nations;
    NumberColumn people;  ///< Empty where the result has none.
    /// In British National Grid metres, in the order of the areas; null where the result has none.
    std::shared_ptr<const BoundarySet> boundaries;
    std::vector<Box> boxes;  ///< Around each area; as many as areas where there are boundaries.
    double extent_m = 0;     ///< Of all of them: the longer side.
    std::vector<render::Place> towns;  ///< To be named on maps, the largest first.
    std::optional<StudySelection> selection;
    std::optional<StudyConfidence> confidence;
    std::optional<StudyClusters> clusters;
    std::optional<StudyAllocation> allocation;
    std::string against;    ///< A column that the score is compared with; may be empty.
    std::string area_word;  ///< "district", "small area".
    std::string area_plural;

    [[nodiscard]] const ResultTable& table() const noexcept { return inputs.table(); }
    [[nodiscard]] std::size_t size() const noexcept { return table().size(); }
    /// The name, or the code where it has none.
    [[nodiscard]] std::string name(std::size_t area) const;
    [[nodiscard]] bool scored(std::size_t area) const { return score.status[area] == Status::ok; }
    /// The areas that have a score, most deprived first; equal ranks by code.
    [[nodiscard]] std::vector<std::uint32_t> by_rank() const;
};

/// @throws what `read_rule_inputs` and `read_metric_layer` throw; UsageError E-USAGE-25 no such
///         index; InputError E-INPUT-01 a file that is not there, E-INPUT-62 one that cannot be
///         understood, E-REPORT-02 a study of other areas.
[[nodiscard]] ReportFacts read_report_facts(const ReportInputsRequest& request);

}  // namespace levelin::run
