#include "class_raster.hpp"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <levelin/core/parallel.hpp>

namespace levelin::detail {

namespace {

constexpr int band_rows = 64;  // Pixel rows of one band: its samples fit into the cache.
constexpr std::uint8_t background = 0;
constexpr std::uint8_t coast_paint = 255;

/// Where an edge of the area in work crosses a row of samples.
struct Crossing {
    std::int32_t row;
    std::int32_t first_sample;  ///< Right of the edge.
};

/// Rows of samples [top, top + rows), one byte each: 0 = background, else the paint + 1.
class SampleBand {
  public:
    SampleBand(int width, int top, int rows)
        : m_width{width},
          m_top{top},
          m_rows{rows},
          m_samples(static_cast<std::size_t>(width) * static_cast<std::size_t>(rows), background) {}

    [[nodiscard]] std::uint8_t* row(int y) {
        return m_samples.data() + static_cast<std::size_t>(y) * static_cast<std::size_t>(m_width);
    }
    [[nodiscard]] int rows() const noexcept { return m_rows; }
    [[nodiscard]] int width() const noexcept { return m_width; }

    void fill(const PageGeometry& geometry, std::size_t area, std::uint8_t paint) {
        m_crossings.clear();
        for (std::uint32_t r = geometry.area_begin[area]; r < geometry.area_begin[area + 1]; ++r) {
            GridPoint from = geometry.points[geometry.ring_begin[r + 1] - 1];
            for (std::uint32_t i = geometry.ring_begin[r]; i < geometry.ring_begin[r + 1]; ++i) {
                const GridPoint to = geometry.points[i];
                // From top to bottom, so that both neighbours of a border compute the same.
                from.y < to.y ? cross(from, to) : cross(to, from);
                from = to;
            }
        }
        std::sort(m_crossings.begin(), m_crossings.end(), [](const Crossing& a, const Crossing& b) {
            return a.row != b.row ? a.row < b.row : a.first_sample < b.first_sample;
        });
        for (std::size_t i = 0; i + 1 < m_crossings.size(); i += 2) {
            const int begin = std::clamp(m_crossings[i].first_sample, 0, m_width);
            const int end = std::clamp(m_crossings[i + 1].first_sample, 0, m_width);
            std::memset(row(m_crossings[i].row) + begin, paint,
                        static_cast<std::size_t>(end - begin));
        }
    }

  private:
    /// Rows whose samples, at y + 1/2, lie between the ends.
    void cross(GridPoint upper, GridPoint lower) {
        const int begin = std::max(upper.y, m_top);
        const int end = std::min(lower.y, m_top + m_rows);
        if (begin >= end) {
            return;
        }
        const double slope = static_cast<double>(lower.x - upper.x) / (lower.y - upper.y);
        for (int y = begin; y < end; ++y) {
            const double x = upper.x + (y + 0.5 - upper.y) * slope;
            m_crossings.push_back({y - m_top, static_cast<std::int32_t>(std::ceil(x - 0.5))});
        }
    }

    int m_width;
    int m_top;
    int m_rows;
    std::vector<std::uint8_t> m_samples;
    std::vector<Crossing> m_crossings;
};

/// Rows of an area: [first, last).
struct RowRange {
    std::int32_t first = 0;
    std::int32_t last = 0;
};

std::vector<RowRange> rows_of_areas(const PageGeometry& geometry) {
    std::vector<RowRange> ranges;
    ranges.reserve(geometry.size());
    for (std::size_t a = 0; a < geometry.size(); ++a) {
        const auto begin = geometry.points.begin() + geometry.ring_begin[geometry.area_begin[a]];
        const auto end = geometry.points.begin() + geometry.ring_begin[geometry.area_begin[a + 1]];
        RowRange range;
        if (begin != end) {
            const auto [low, high] =
                std::minmax_element(begin, end, [](GridPoint p, GridPoint q) { return p.y < q.y; });
            range = {low->y, high->y};
        }
        ranges.push_back(range);
    }
    return ranges;
}

/// Gives background samples within `line` samples of an area the paint of the coast.
void mark_coast(SampleBand& band, int line) {
    const auto width = static_cast<std::size_t>(band.width());
    // Is there an area within `line` samples to the left or right?
    std::vector<std::uint8_t> near(width * static_cast<std::size_t>(band.rows()), 0);
    for (int y = 0; y < band.rows(); ++y) {
        const std::uint8_t* from = band.row(y);
        std::uint8_t* to = near.data() + static_cast<std::size_t>(y) * width;
        for (std::size_t x = 0; x < width; ++x) {
            to[x] = from[x];
        }
        for (std::size_t d = 1; d <= static_cast<std::size_t>(line); ++d) {
            for (std::size_t x = d; x < width; ++x) {
                to[x] = static_cast<std::uint8_t>(to[x] | from[x - d]);
            }
            for (std::size_t x = 0; x + d < width; ++x) {
                to[x] = static_cast<std::uint8_t>(to[x] | from[x + d]);
            }
        }
    }
    for (int y = line; y + line < band.rows(); ++y) {
        std::uint8_t* to = band.row(y);
        for (int d = -line; d <= line; ++d) {
            const std::uint8_t* from = near.data() + static_cast<std::size_t>(y + d) * width;
            for (std::size_t x = 0; x < width; ++x) {
                const bool shore = (to[x] == background) & (from[x] != background);
                to[x] = shore ? coast_paint : to[x];
            }
        }
    }
}

/// What a sample's byte looks like at a pixel.
class PaintBox {
  public:
    PaintBox(std::span<const Ink> inks, Colour page, Colour coast)
        : m_inks{inks}, m_page{page}, m_coast{coast} {}

    [[nodiscard]] Colour at(std::uint8_t sample, int x, int y) const noexcept {
        if (sample == background) {
            return m_page;
        }
        return sample == coast_paint ? m_coast : m_inks[sample - 1U].at(x, y);
    }

  private:
    std::span<const Ink> m_inks;
    Colour m_page;
    Colour m_coast;
};

void mean_of_samples(SampleBand& band, int first_row, const PaintBox& box, int x_px, int y_px,
                     std::uint32_t* out) {
    constexpr int n = samples_per_pixel;
    std::array<const std::uint8_t*, n> rows{};
    for (int i = 0; i < n; ++i) {
        rows[static_cast<std::size_t>(i)] = band.row(first_row + i);
    }
    const int pixels = band.width() / n;
    for (int x = 0; x < pixels; ++x, ++out) {
        std::array<std::uint32_t, n> packed{};
        for (std::size_t i = 0; i < n; ++i) {
            std::memcpy(&packed[i], rows[i] + x * n, n);
        }
        const std::uint32_t same = packed[0];
        if (same == (same & 0xFFU) * 0x01010101U && same == packed[1] && same == packed[2] &&
            same == packed[3]) {
            if (same != background) {
                *out = PixelImage::packed(box.at(static_cast<std::uint8_t>(same), x_px + x, y_px));
            }
            continue;
        }
        std::uint32_t red = n * n / 2;
        std::uint32_t green = red;
        std::uint32_t blue = red;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) {
                const Colour c =
                    box.at(rows[i][static_cast<std::size_t>(x) * n + j], x_px + x, y_px);
                red += c.red;
                green += c.green;
                blue += c.blue;
            }
        }
        *out = (red / (n * n)) << 16U | (green / (n * n)) << 8U | blue / (n * n);
    }
}

}  // namespace

PixelImage draw_areas(PixelImage image, const PageGeometry& geometry,
                      std::span<const std::uint8_t> paints, std::span<const Ink> inks, int left,
                      int top, Colour page, Colour coast, int line, unsigned threads) {
    constexpr int n = samples_per_pixel;
    // The coast line reaches one pixel beyond the map on each side.
    const int map_left = left - 1;
    const int map_top = top - 1;
    const std::vector<RowRange> rows = rows_of_areas(geometry);
    int below = 0;
    int right = 0;
    for (const GridPoint& p : geometry.points) {
        below = std::max(below, p.y);
        right = std::max(right, p.x);
    }
    const int width = std::min(right / n + 3, image.width - map_left);
    const int height = std::min(below / n + 3, image.height - map_top);
    PageGeometry shifted = geometry;
    for (GridPoint& p : shifted.points) {
        p.x += n;
        p.y += n;
    }
    const PaintBox box{inks, page, coast};
    parallel_blocks(static_cast<std::size_t>(height), band_rows, threads,
                    [&](std::size_t begin, std::size_t end) {
                        const int first = static_cast<int>(begin) * n - line;
                        const int last = static_cast<int>(end) * n + line;
                        SampleBand band{width * n, first, last - first};
                        for (const bool dots : {false, true}) {
                            for (std::size_t a = 0; a < shifted.size(); ++a) {
                                if ((shifted.is_dot[a] != 0) == dots && rows[a].first + n < last &&
                                    rows[a].last + n > first) {
                                    band.fill(shifted, a, static_cast<std::uint8_t>(paints[a] + 1));
                                }
                            }
                        }
                        if (line > 0) {
                            mark_coast(band, line);
                        }
                        for (int y = static_cast<int>(begin); y < static_cast<int>(end); ++y) {
                            mean_of_samples(band, (y - static_cast<int>(begin)) * n + line, box,
                                            map_left, map_top + y,
                                            image.row(map_top + y) + map_left);
                        }
                    });
    return image;
}

std::vector<std::uint8_t> covered_cells(const PageGeometry& geometry, int width, int height) {
    SampleBand band{width, 0, height};
    for (std::size_t a = 0; a < geometry.size(); ++a) {
        band.fill(geometry, a, 1);
    }
    for (const GridPoint& p : geometry.points) {
        band.row(std::min(p.y, height - 1))[std::min(p.x, width - 1)] = 1;
    }
    return {band.row(0),
            band.row(0) + static_cast<std::size_t>(width) * static_cast<std::size_t>(height)};
}

}  // namespace levelin::detail
