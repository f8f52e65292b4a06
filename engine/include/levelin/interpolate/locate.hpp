#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <memory>
#include <optional>
#include <span>
#include <vector>

namespace levelin {

/// Finds the area in which a point lies.
///
/// A point on a shared border belongs to exactly one of the two areas when they share the vertices
/// of that border (edges own their lower end, and what is to the right of them). Where areas
/// overlap, the first in the order of the set has the point.
/// Refers to the boundaries; they must outlive it. May be asked from several threads.
/// Cost: O(n) to make; O(log n) a point for areas of ordinary shape.
class AreaLocator {
  public:
    /// @param threads  0 = as many as the machine has.
    explicit AreaLocator(const BoundarySet& boundaries, unsigned threads = 0);
    ~AreaLocator();
    AreaLocator(AreaLocator&&) noexcept;
    AreaLocator& operator=(AreaLocator&&) noexcept;

    /// The number of the area, or nothing where the point lies in none.
    [[nodiscard]] std::optional<std::uint32_t> find(Point point) const;

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The area of each point, or `no_area`; the same for any number of threads.
[[nodiscard]] std::vector<std::uint32_t> locate(std::span<const Point> points,
                                                const BoundarySet& boundaries,
                                                unsigned threads = 0);

}  // namespace levelin
