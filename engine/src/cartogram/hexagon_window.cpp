#include "hexagon_window.hpp"

#include <algorithm>
#include <cmath>

namespace levelin::cartogram_parts {

Window window_around(const std::vector<HexagonSite>& sites, double spacing, Point origin,
                     int reach) {
    Window w{origin, spacing, 0, 0, 0, 0};
    const double row_height = spacing * std::numbers::sqrt3 / 2;
    std::int32_t max_column = 0;
    std::int32_t max_row = 0;
    for (std::size_t s = 0; s < sites.size(); ++s) {
        const double exact_row = (sites[s].target.y - origin.y) / row_height;
        const auto row = static_cast<std::int32_t>(std::floor(exact_row));
        const auto column = static_cast<std::int32_t>(
            std::floor((sites[s].target.x - origin.x) / spacing - exact_row / 2));
        w.column0 = s == 0 ? column : std::min(w.column0, column);
        w.row0 = s == 0 ? row : std::min(w.row0, row);
        max_column = s == 0 ? column : std::max(max_column, column);
        max_row = s == 0 ? row : std::max(max_row, row);
    }
    // A circle of radius r reaches r 2 / sqrt(3) columns and rows; three more stay empty.
    const std::int32_t edge = (reach * 6 + 4) / 5 + 3;
    w.column0 -= edge;
    w.row0 -= edge;
    w.width = max_column - w.column0 + edge + 1;
    w.height = max_row - w.row0 + edge + 1;
    return w;
}

}  // namespace levelin::cartogram_parts
