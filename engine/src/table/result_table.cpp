#include <algorithm>
#include <levelin/table/result_table.hpp>

namespace levelin {

const ResultColumn* ResultTable::find(std::string_view name) const noexcept {
    const auto it = std::find_if(columns.begin(), columns.end(),
                                 [&](const ResultColumn& column) { return column.name == name; });
    return it == columns.end() ? nullptr : &*it;
}

}  // namespace levelin
