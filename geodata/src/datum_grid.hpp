#pragma once

#include <cstddef>
#include <filesystem>
#include <levelin/boundary/boundary_set.hpp>
#include <memory>
#include <vector>

namespace levelin::geodata::detail {

/// A grid of datum shifts in memory (GTG, PROJ's GeoTIFF grids), looked up as PROJ's `hgridshift`
/// does: bilinear in longitude and latitude between the four nodes around a point.
///
/// Shifts are kept as 32-bit radians, as PROJ keeps them, so that both give the same answer but for
/// the last bits (below 1e-13 degrees).
/// Source: Ordnance Survey, OSTN15 as NTv2 (2016); OSGeo, Geodetic TIFF grids (GTG), PROJ docs.
class DatumGrid {
  public:
    /// Reads the part of a grid that a box of longitudes and latitudes needs; null where the file
    /// is of another kind (PROJ then does the work).
    [[nodiscard]] static std::unique_ptr<DatumGrid> read(const std::filesystem::path& file,
                                                         const Box& needed, unsigned threads);

    /// Adds the shift to a longitude and latitude in degrees; false outside what was read.
    [[nodiscard]] bool shift(Point& p) const noexcept {
        const double column = (p.x - m_west) * m_per_lon;
        const double row = (p.y - m_south) * m_per_lat;
        if (!(column >= 0 && column < m_last_column && row >= m_first_row && row < m_last_row)) {
            return false;
        }
        const auto c = static_cast<std::size_t>(column);
        const auto r = static_cast<std::size_t>(row);
        const double fx = column - static_cast<double>(c);
        const double fy = row - static_cast<double>(r);
        const Shift* south = m_shifts.data() + r * m_width + c;
        const Shift* north = south + m_width;
        const double w00 = (1 - fx) * (1 - fy);
        const double w10 = fx * (1 - fy);
        const double w01 = (1 - fx) * fy;
        const double w11 = fx * fy;
        p.x += degrees_per_radian *
               (w00 * south[0].lon + w10 * south[1].lon + w01 * north[0].lon + w11 * north[1].lon);
        p.y += degrees_per_radian *
               (w00 * south[0].lat + w10 * south[1].lat + w01 * north[0].lat + w11 * north[1].lat);
        return true;
    }

  private:
    static constexpr double degrees_per_radian = 57.295779513082320876798154814105;
    struct Shift {
        float lon;
        float lat;
    };
    DatumGrid() = default;

    double m_west = 0;
    double m_south = 0;
    double m_per_lon = 0;  // Nodes per degree.
    double m_per_lat = 0;
    double m_last_column = 0;
    double m_first_row = 0;  // Rows below and above these were not read.
    double m_last_row = 0;
    std::size_t m_width = 0;
    std::vector<Shift> m_shifts;  // From the south-west, row by row.
};

}  // namespace levelin::geodata::detail
