#pragma once

#include <cstdint>
#include <levelin/core/progress.hpp>
#include <levelin/topology/topology.hpp>
#include <optional>
#include <vector>

namespace levelin {

/// What is wrong with the way areas lie beside each other.
enum class CoverageFaultKind : std::uint8_t {
    overlap,  ///< Ground that two or more areas claim.
    gap,      ///< Ground that no area claims, enclosed by areas, and narrow.
};

/// One piece of ground that is not claimed once.
struct CoverageFault {
    CoverageFaultKind kind = CoverageFaultKind::overlap;
    std::vector<std::uint32_t> areas;  ///< Overlap: who claims it. Gap: who borders on it. Sorted.
    double area = 0;                   ///< Square units of the coordinates.
    double width = 0;                  ///< 2 area / perimeter: of a strip, how wide it is.
    Point where;                       ///< A point of its border.
};

/// What was found while a topology was made.
struct CoverageReport {
    std::uint64_t points = 0;             ///< Of the rings that were given.
    std::uint64_t arcs = 0;               ///< Borders, each once.
    std::uint64_t crossings = 0;          ///< Places where edges met that were not a point of both.
    std::uint64_t flat_rings = 0;         ///< Rings that lie on one line on the grid, left out.
    std::uint64_t flat_holes = 0;         ///< Of them, holes.
    std::vector<CoverageFault> faults;    ///< The largest area first.
    std::vector<std::uint32_t> vanished;  ///< Areas that had polygons and have none on the grid.
    std::vector<std::uint32_t> reshaped;  ///< Areas whose own rings crossed or folded over.
};

struct CoverageOptions {
    double cells_per_unit = SnapGrid::per_metre;
    /// Overlaps and gaps up to this width are closed: the ground goes to the area that it has the
    /// longest border with. Wider overlaps are faults, wider gaps are lakes.
    double sliver_width = 0;
    /// Closes overlaps of any width.
    bool close_wide_overlaps = false;
    unsigned threads = 0;
    Progress* progress = nullptr;
};

/// Areas that share their borders and nothing else.
///
/// Invariants, beside those of Topology: no two arcs have a point in common but nodes; every arc
/// has at most one area a side; no point lies inside two areas; the rings of every area make a
/// valid multipolygon (OGC 06-103r4, 6.1.11 and 6.1.14).
class Coverage {
  public:
    [[nodiscard]] const Topology& topology() const& noexcept { return m_topology; }
    [[nodiscard]] Topology topology() && noexcept { return std::move(m_topology); }

  private:
    explicit Coverage(Topology topology) : m_topology(std::move(topology)) {}
    friend class CoverageMaker;
    friend class Simplifier;

    Topology m_topology;
};

/// A coverage where the areas make one, and what was found on the way.
struct CoverageResult {
    std::optional<Coverage> coverage;  ///< None where overlaps are left: see the faults.
    CoverageReport report;
};

/// Makes a coverage: snaps to the grid, cuts rings at nodes, finds shared arcs, notes edges that
/// cross or touch, and gives every face of the arrangement to the one area that claims it.
///
/// A face is claimed by the areas one of whose outer rings winds about it and no hole of the same
/// polygon does (the holes of a polygon count together). Slivers are closed as
/// `options` say. What remains claimed twice is in the report, and there is no coverage.
///
/// @throws GeometryError E-TOPOLOGY-01 as SnapGrid.
/// Guarantees: the same result for any number of threads; exact predicates in 64-bit integers;
/// every vertex of a ring stays within half a cell of where it was in x and in y; an edge that is
/// cut moves by less than one cell.
/// Cost: O(n) hashing for n points, O(n log n) to find crossings where edges are short against the
/// layer (quadratic for long edges side by side, such as a comb), O(arcs) for faces.
/// Source: nodes and shared arcs after M. Bostock, "How to Infer Topology" (2013); snapping of
/// crossings to the grid after J. Hobby, "Practical segment intersection with finite precision
/// output", Computational Geometry 13 (1999).
[[nodiscard]] CoverageResult make_coverage(const BoundarySet& boundaries,
                                           const CoverageOptions& options = {});

/// What rounding to a coarser grid, or to one in other coordinates, did to a coverage.
struct Requantised {
    Coverage coverage;
    CoverageReport report;  ///< `vanished`: areas smaller than what the grid can hold.
};

/// The same coverage on another grid: arcs are moved to new positions and rounded, crossings that
/// rounding makes are cut, and every face goes to one area, so that neighbours stay edge-matched
/// and every ring is valid.
/// @param positions  of the points of the arcs, in the units of `grid`.
/// @throws std::invalid_argument another number of positions; GeometryError E-TOPOLOGY-01.
/// Guarantees and cost: as `make_coverage`.
[[nodiscard]] Requantised requantise(const Coverage& coverage, std::span<const Point> positions,
                                     double cells_per_unit, unsigned threads = 0);

}  // namespace levelin
