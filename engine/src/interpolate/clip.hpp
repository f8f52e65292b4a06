#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <memory>
#include <vector>

namespace levelin::interpolate_detail {

/// An area as it shows in a window of width w and height h whose lower left corner is the origin:
/// the sum of what lies below its pieces, each with its sign.
///
///     1_P(x, y) = full + sum over pieces p of sign_p [ xl <= x < xr and y < p(x) ]
///
/// Nothing is a polygon here, so there is nothing that can be invalid.
class Clipped {
  public:
    /// A straight line within the window, from its left to its right end.
    struct Piece {
        double xl, yl, xr, yr;
        double sign;
    };

    void reset(double width, double height) {
        m_width = width;
        m_height = height;
        m_full = 0;
        m_pieces.clear();
    }

    /// Adds an edge with the area to its left, in the window's coordinates.
    void add(Point a, Point b);

    [[nodiscard]] double width() const noexcept { return m_width; }
    [[nodiscard]] double height() const noexcept { return m_height; }
    /// How often all of the window is covered, apart from what the pieces say.
    [[nodiscard]] double full() const noexcept { return m_full; }
    [[nodiscard]] const std::vector<Piece>& pieces() const noexcept { return m_pieces; }
    /// What lies below the pieces.
    [[nodiscard]] double area_of_pieces() const noexcept;

    /// The left and right or the lower and upper half of this one.
    void halve(bool across, Clipped& first, Clipped& second) const;

  private:
    void add_top(double from_x, double to_x, double sign);
    void add_line(Point left, Point right, double sign);

    double m_width = 0;
    double m_height = 0;
    double m_full = 0;
    std::vector<Piece> m_pieces;
};

/// Working memory of `common_area`; one per thread.
class CommonArea {
  public:
    /// The area that two shapes of one window have in common.
    ///
    ///     f_a f_b w h + f_a sum B + f_b sum A + sum_a sum_b integral of min(a, b)
    ///
    /// Where both have many pieces the window is halved, and each half is done by itself.
    [[nodiscard]] double of(const Clipped& a, const Clipped& b, int depth = 0);

  private:
    struct Halves {
        Clipped a1, a2, b1, b2;
    };
    std::vector<std::unique_ptr<Halves>> m_halves;  // One a depth.
};

}  // namespace levelin::interpolate_detail
