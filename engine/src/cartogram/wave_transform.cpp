#include "wave_transform.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/parallel.hpp>
#include <numbers>
#include <stdexcept>

namespace levelin::cartogram_parts {

namespace {

using Complex = std::complex<double>;

/// Without the checks for infinities that std::complex makes.
Complex product(Complex a, Complex b) noexcept {
    return {a.real() * b.real() - a.imag() * b.imag(), a.real() * b.imag() + a.imag() * b.real()};
}

Complex turned(double angle) {
    return {std::cos(angle), std::sin(angle)};
}

}  // namespace

WaveTransform::WaveTransform(std::size_t n) : m_n(n) {
    if (n < 2 || (n & (n - 1)) != 0) {
        throw std::invalid_argument("waves need a power of two");
    }
    for (std::size_t k = 0; k < n; ++k) {
        const double share = static_cast<double>(k) / static_cast<double>(n);
        m_turn.push_back(turned(-2 * std::numbers::pi * share));
        m_quarter.push_back(turned(-std::numbers::pi / 2 * share));
    }
}

// Stockham's form: no reordering, each pass reads one array and writes the other (C. Van Loan,
// "Computational Frameworks for the Fast Fourier Transform", 1992, section 1.7).
void WaveTransform::fourier(std::vector<Complex>& values, bool inverse) const {
    static thread_local std::vector<Complex> other;
    other.resize(m_n);
    Complex* from = values.data();
    Complex* to = other.data();
    for (std::size_t half = m_n / 2, run = 1; half >= 1; half /= 2, run *= 2) {
        for (std::size_t j = 0; j < half; ++j) {
            Complex w = m_turn[j * run];
            if (inverse) {
                w = std::conj(w);
            }
            const Complex* a = from + j * run;
            const Complex* b = from + (j + half) * run;
            Complex* sum = to + 2 * j * run;
            Complex* rest = sum + run;
            for (std::size_t q = 0; q < run; ++q) {
                sum[q] = a[q] + b[q];
                rest[q] = product(w, a[q] - b[q]);
            }
        }
        std::swap(from, to);
    }
    if (from != values.data()) {
        std::copy(from, from + m_n, values.data());
    }
}

void WaveTransform::amounts(double* first, double* second) const {
    static thread_local std::vector<Complex> z;
    z.resize(m_n);
    for (std::size_t j = 0; 2 * j < m_n; ++j) {
        z[j] = {first[2 * j], second[2 * j]};
        z[m_n - 1 - j] = {first[2 * j + 1], second[2 * j + 1]};
    }
    fourier(z, false);
    for (std::size_t k = 0; k < m_n; ++k) {
        const Complex mirror = std::conj(z[k == 0 ? 0 : m_n - k]);
        const Complex both = (z[k] + mirror) * 0.5;
        const Complex difference = (z[k] - mirror) * 0.5;  // i times the second one's.
        first[k] = product(m_quarter[k], both).real();
        second[k] = product(m_quarter[k], {difference.imag(), -difference.real()}).real();
    }
}

void WaveTransform::cosines(double* first, double* second) const {
    static thread_local std::vector<Complex> z;
    z.resize(m_n);
    for (std::size_t k = 0; k < m_n; ++k) {
        // Of each row c_k - i c_(n-k), a quarter turn on; halved but for k = 0.
        const std::size_t back = m_n - k;
        const Complex a{first[k], k == 0 ? 0.0 : -first[back]};
        const Complex b{second[k], k == 0 ? 0.0 : -second[back]};
        const Complex row =
            product(std::conj(m_quarter[k]), {a.real() - b.imag(), a.imag() + b.real()});
        z[k] = k == 0 ? row : row * 0.5;
    }
    fourier(z, true);
    for (std::size_t j = 0; 2 * j < m_n; ++j) {
        first[2 * j] = z[j].real();
        second[2 * j] = z[j].imag();
        first[2 * j + 1] = z[m_n - 1 - j].real();
        second[2 * j + 1] = z[m_n - 1 - j].imag();
    }
}

void WaveTransform::sines(double* first, double* second) const {
    // sin(pi k (j + 1/2) / n) = (-1)^j cos(pi (n - k) (j + 1/2) / n).
    const auto turn = [this](double* row) {
        row[0] = 0;
        std::reverse(row + 1, row + m_n);
    };
    const auto alternate = [this](double* row) {
        for (std::size_t j = 1; j < m_n; j += 2) {
            row[j] = -row[j];
        }
    };
    turn(first);
    turn(second);
    cosines(first, second);
    alternate(first);
    alternate(second);
}

NumberGrid along_rows(NumberGrid grid, const WaveTransform& transform, Waves waves,
                      unsigned threads) {
    const std::size_t pairs = grid.ny / 2;
    constexpr std::size_t block = 8;
    parallel_blocks(pairs, block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t p = begin; p < end; ++p) {
            double* first = grid.row(2 * p);
            double* second = grid.row(2 * p + 1);
            switch (waves) {
                case Waves::amounts:
                    transform.amounts(first, second);
                    break;
                case Waves::cosines:
                    transform.cosines(first, second);
                    break;
                case Waves::sines:
                    transform.sines(first, second);
                    break;
            }
        }
    });
    return grid;
}

NumberGrid transposed(const NumberGrid& grid, unsigned threads) {
    NumberGrid out(grid.ny, grid.nx);
    constexpr std::size_t tile = 32;
    const std::size_t strips = (grid.nx + tile - 1) / tile;
    parallel_blocks(strips, 1, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t strip = begin; strip < end; ++strip) {
            const std::size_t x0 = strip * tile;
            const std::size_t x1 = std::min(x0 + tile, grid.nx);
            for (std::size_t y0 = 0; y0 < grid.ny; y0 += tile) {
                const std::size_t y1 = std::min(y0 + tile, grid.ny);
                for (std::size_t x = x0; x < x1; ++x) {
                    double* to = out.row(x);
                    for (std::size_t y = y0; y < y1; ++y) {
                        to[y] = grid.row(y)[x];
                    }
                }
            }
        }
    });
    return out;
}

}  // namespace levelin::cartogram_parts
