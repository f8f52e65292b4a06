#include "workbook_notes.hpp"

#include <algorithm>
#include <array>
#include <levelin/core/number_text.hpp>
#include <levelin/core/status.hpp>
#include <utility>

namespace levelin::geodata::detail {

namespace {

constexpr std::array<std::pair<std::string_view, std::string_view>, 7> endings{{
    {"_score", "score of the index "},
    {"_rank", "rank of "},
    {"_decile", "decile of "},
    {"_value", "value, after normalisation, of the part "},
    {"_contribution", "what its index gets from the part "},
    {"_status", "why a value is not there, of "},
    {"_covered", "share of the sources that the value covers, of "},
}};

std::string meaning_of(const std::string& name) {
    for (const auto& [ending, meaning] : endings) {
        if (name.size() > ending.size() && name.ends_with(ending)) {
            return std::string{meaning} + name.substr(0, name.size() - ending.size());
        }
    }
    return "carried along";
}

std::string count_of(const std::vector<Status>& statuses) {
    const auto there = std::count(statuses.begin(), statuses.end(), Status::ok);
    const auto gone = static_cast<long long>(statuses.size()) - there;
    return grouped_text(there) + " values" +
           (gone == 0 ? "" : ", " + grouped_text(gone) + " not there (empty)");
}

std::string about(const ResultColumn& column) {
    const std::string meaning = meaning_of(column.name);
    if (const auto* whole = std::get_if<WholeColumn>(&column.data)) {
        return meaning + "; whole numbers, " + count_of(whole->status);
    }
    if (const auto* decimal = std::get_if<DecimalColumn>(&column.data)) {
        return meaning + "; numbers, " + count_of(decimal->status);
    }
    return meaning + "; words";
}

constexpr std::string_view meaning_of(Status status) {
    switch (status) {
        case Status::ok:
            return "a value is there";
        case Status::missing:
            return "the publisher's cell is empty or says that nothing is known";
        case Status::suppressed:
            return "known to the publisher and withheld";
        case Status::not_applicable:
            return "the measure makes no sense for this area";
        case Status::no_row:
            return "the area has a boundary, and the table has no row for it";
        case Status::below_minimum:
            return "too little weight is there to give a score";
    }
    return {};
}

}  // namespace

std::vector<WorkbookNote> workbook_notes(const ExportLayer& layer) {
    std::vector<WorkbookNote> notes;
    const auto heading = [&](const char* text) { notes.push_back({text, {}, true}); };
    notes.push_back({"about", "notes on the sheet of areas", true});
    heading("Attribution");
    for (const std::string& line : layer.attribution) {
        notes.push_back({{}, line, false});
    }
    if (layer.attribution.empty()) {
        notes.push_back({{}, "none stated", false});
    }
    heading("Columns");
    notes.push_back({"code", "code of the area, a text", false});
    notes.push_back({"name", "name of the area", false});
    if (layer.has_status) {
        notes.push_back(
            {"status", "whether the first index has a score, in the words below", false});
    }
    for (const ResultColumn& column : layer.table.columns) {
        notes.push_back({column.name, about(column), false});
    }
    if (layer.has_status) {
        heading("Status");
        for (int s = 0; s < status_count; ++s) {
            const auto status = static_cast<Status>(s);
            const auto count =
                std::count(layer.table.status.begin(), layer.table.status.end(), status);
            notes.push_back({std::string{to_string(status)},
                             std::string{meaning_of(status)} + "; " + grouped_text(count) +
                                 (count == 1 ? " area" : " areas"),
                             false});
        }
    }
    if (!layer.notes.empty()) {
        heading("How it was made");
        for (const auto& [name, text] : layer.notes) {
            notes.push_back({name, text, false});
        }
    }
    return notes;
}

}  // namespace levelin::geodata::detail
