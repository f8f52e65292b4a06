#include "carried_fields.hpp"

#include <algorithm>
#include <levelin/core/number_text.hpp>

namespace levelin::run {

std::vector<ResultColumn> carried_fields(geodata::Boundaries& read, Diagnostics& findings) {
    std::vector<ResultColumn> columns;
    std::vector<std::string> renamed;
    const auto taken = [&](const std::string& name) {
        return name == "code" || name == "name" || name == "status" ||
               std::any_of(columns.begin(), columns.end(),
                           [&](const ResultColumn& column) { return column.name == name; });
    };
    for (ResultColumn& column : read.fields) {
        if ((column.name == "code" && column.name == read.code_column) ||
            (column.name == "name" && column.name == read.name_column)) {
            continue;
        }
        const std::string own = column.name;
        for (int number = 2; taken(column.name); ++number) {
            column.name = own + "_" + std::to_string(number);
        }
        if (column.name != own) {
            renamed.push_back(own + " -> " + column.name);
        }
        columns.push_back(std::move(column));
    }
    if (!renamed.empty()) {
        findings.note("N-TOPOLOGY-11",
                      grouped_text(renamed.size()) +
                          (renamed.size() == 1 ? " field has" : " fields have") +
                          " the name of a column that an export keeps for itself, and another "
                          "name now",
                      renamed.size(), renamed);
    }
    return columns;
}

}  // namespace levelin::run
