#pragma once

#include <levelin/geodata/export_layer.hpp>
#include <string>
#include <vector>

namespace levelin::geodata::detail {

/// One row of the notes sheet.
struct WorkbookNote {
    std::string name;
    std::string text;
    bool heading = false;
};

/// What a reader of the areas sheet has to know: attribution, what each column holds and how many
/// values are there, what the words of `status` mean, how it was made.
[[nodiscard]] std::vector<WorkbookNote> workbook_notes(const ExportLayer& layer);

}  // namespace levelin::geodata::detail
