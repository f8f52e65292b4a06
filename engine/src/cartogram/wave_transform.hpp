#pragma once

#include <complex>
#include <cstddef>
#include <span>
#include <vector>

namespace levelin::cartogram_parts {

/// Numbers on a grid, row after row.
struct NumberGrid {
    std::size_t nx = 0;
    std::size_t ny = 0;
    std::vector<double> cells;

    NumberGrid() = default;
    NumberGrid(std::size_t columns, std::size_t rows)
        : nx(columns), ny(rows), cells(columns * rows, 0.0) {}
    [[nodiscard]] double* row(std::size_t y) noexcept { return cells.data() + y * nx; }
    [[nodiscard]] const double* row(std::size_t y) const noexcept { return cells.data() + y * nx; }
};

/// Discrete cosine and sine transforms of one length, a power of two from 2 on.
///
/// Places are the middles of cells, j + 1/2:
///
///     amounts:  X_k = sum_j x_j cos(pi k (j + 1/2) / n)
///     cosines:  y_j = sum_k c_k cos(pi k (j + 1/2) / n)
///     sines:    y_j = sum_k c_k sin(pi k (j + 1/2) / n)
///
/// Two rows go through one complex transform. Cost: O(n log n).
/// Source: J. Makhoul, "A fast cosine transform in one and two dimensions", IEEE Transactions on
/// Acoustics, Speech and Signal Processing 28, 1980.
class WaveTransform {
  public:
    explicit WaveTransform(std::size_t n);

    [[nodiscard]] std::size_t size() const noexcept { return m_n; }
    /// Of two different rows, in place.
    void amounts(double* first, double* second) const;
    void cosines(double* first, double* second) const;
    void sines(double* first, double* second) const;

  private:
    using Complex = std::complex<double>;
    void fourier(std::vector<Complex>& values, bool inverse) const;

    std::size_t m_n;
    std::vector<Complex> m_turn;     // exp(-2 pi i k / n).
    std::vector<Complex> m_quarter;  // exp(-pi i k / 2 n).
};

enum class Waves { amounts, cosines, sines };

/// The grid with each row transformed; rows are independent, so that any number of threads gives
/// the same bits.
[[nodiscard]] NumberGrid along_rows(NumberGrid grid, const WaveTransform& transform, Waves waves,
                                    unsigned threads);
[[nodiscard]] NumberGrid transposed(const NumberGrid& grid, unsigned threads);

}  // namespace levelin::cartogram_parts
