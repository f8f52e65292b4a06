#pragma once

#include <ogr_geometry.h>

#include <levelin/boundary/boundary_set.hpp>
#include <memory>
#include <vector>

namespace levelin::geodata::detail {

/// Appends an OGR shape's polygons to the last area of a set; leaves the area open for more.
///
/// Curves become lines. Rings that are not closed are closed and rings of fewer than four points
/// dropped, each of which counts as a repair.
struct AppendedShape {
    bool has_polygon = false;
    bool repaired = false;
};
/// @throws GeometryError E-GEOMETRY-06 a coordinate that is no number or above 1e12.
[[nodiscard]] AppendedShape append_polygons(BoundarySet& set, const OGRGeometry& shape);

/// Ends a ring whose points were appended from `start` on: closes it where it is open, takes it out
/// where it is none.
/// @returns whether it is a ring. @throws GeometryError E-GEOMETRY-06.
[[nodiscard]] bool end_ring(BoundarySet& set, std::size_t start, bool& repaired);

/// Appends the areas of one set, without codes and names, to another.
/// @throws GeometryError E-GEOMETRY-08 where they have too many points together.
void append_shapes(BoundarySet& all, const BoundarySet& part);

/// What a repair did to one area.
struct Repair {
    std::size_t area = 0;
    double area_before = 0;
    double area_after = 0;
    bool vanished = false;  ///< Nothing with an area was left; the area has no polygon now.
};

/// Tests every area (RingCheck, then GEOS for those that it leaves open) and repairs those that are
/// not valid (GEOS MakeValid, structure method: Martinez et al. overlay of each ring's own area).
[[nodiscard]] std::vector<Repair> repair_rings(BoundarySet& set);

}  // namespace levelin::geodata::detail
