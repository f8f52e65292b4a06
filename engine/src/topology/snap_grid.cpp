#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/topology/snap_grid.hpp>
#include <stdexcept>

namespace levelin {

SnapGrid::SnapGrid(double cells_per_unit, const Box& extent) : m_cells_per_unit(cells_per_unit) {
    if (!(cells_per_unit > 0) || !std::isfinite(cells_per_unit)) {
        throw std::invalid_argument("cells per unit must be finite and above 0");
    }
    if (extent.empty()) {
        return;
    }
    constexpr double farthest = 0x1p52;
    const double widest = std::max(extent.max_x - extent.min_x, extent.max_y - extent.min_y);
    const double most = std::max({std::abs(extent.min_x), std::abs(extent.max_x),
                                  std::abs(extent.min_y), std::abs(extent.max_y)});
    // One cell is kept back: both ends round.
    if (!(widest * cells_per_unit <= static_cast<double>(limit) - 2) ||
        !(most * cells_per_unit <= farthest)) {
        throw GeometryError("E-TOPOLOGY-01",
                            "the layer is " + shortest_text(widest) + " units wide, " +
                                shortest_text(most) + " from the origin, which is too far for " +
                                shortest_text(1 / cells_per_unit) + " units of precision",
                            "at most " + std::to_string(limit) + " cells a side",
                            "ask for a coarser grid, or check the coordinates");
    }
    m_origin_x = whole(extent.min_x);
    m_origin_y = whole(extent.min_y);
}

}  // namespace levelin
