#include "check.hpp"

#include <levelin/core/error.hpp>

namespace levelin::report::detail {

namespace {

void check_table(const Table& table) {
    for (const auto& row : table.rows) {
        if (row.size() != table.columns.size()) {
            throw UsageError("E-REPORT-01",
                             "the table \"" + table.caption + "\" has a row of " +
                                 std::to_string(row.size()) + " cells",
                             std::to_string(table.columns.size()) + " cells, one a column");
        }
    }
}

}  // namespace

void check(const Document& document) {
    int level = 1;
    for (const Part& part : document.parts) {
        if (const auto* heading = std::get_if<Heading>(&part)) {
            if (heading->level < 2 || heading->level > 4 || heading->level > level + 1) {
                throw UsageError("E-REPORT-01",
                                 "the heading \"" + heading->text + "\" is of level " +
                                     std::to_string(heading->level),
                                 "a level from 2 to " + std::to_string(level + 1));
            }
            level = heading->level;
        } else if (const auto* table = std::get_if<Table>(&part)) {
            check_table(*table);
        } else if (const auto* figure = std::get_if<Figure>(&part)) {
            if (figure->data) {
                check_table(*figure->data);
            }
        }
    }
}

}  // namespace levelin::report::detail
