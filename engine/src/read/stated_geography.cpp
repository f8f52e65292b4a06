#include <algorithm>

#include "layout_parts.hpp"

namespace levelin::read_detail {

// Publishers head a sheet with "Geography:" in one cell and what it is in the next, or with both
// in one cell.
std::string stated_geography(const Grid& grid, std::size_t first_data_row) {
    constexpr std::string_view word = "geography";
    for (std::size_t r = 0; r < std::min(first_data_row, grid.row_count()); ++r) {
        const auto row = grid.row(r);
        const auto first = std::find_if(row.begin(), row.end(),
                                        [](std::string_view cell) { return !is_blank_cell(cell); });
        if (first == row.end()) {
            continue;
        }
        const std::string head = one_line(*first);
        if (!lower_case(head).starts_with(word)) {
            continue;
        }
        std::string_view rest = std::string_view{head}.substr(word.size());
        const bool colon = rest.starts_with(':');
        rest = cut_blanks(rest.substr(colon ? 1 : 0));
        if (colon && !rest.empty()) {
            return std::string{rest};
        }
        const auto second = std::find_if(
            first + 1, row.end(), [](std::string_view cell) { return !is_blank_cell(cell); });
        if (rest.empty() && second != row.end()) {
            return one_line(*second);
        }
    }
    return {};
}

}  // namespace levelin::read_detail
