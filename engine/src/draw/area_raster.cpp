#include "area_raster.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstring>
#include <levelin/core/parallel.hpp>

namespace levelin::draw::detail {

namespace {

constexpr int band_rows = 64;  // Pixel rows of one band: its samples fit into the cache.
constexpr std::uint8_t background = 0;
constexpr std::uint8_t coast_paint = 255;
constexpr int word = 8;  // Samples that are looked at together.

std::uint64_t load_word(const std::uint8_t* from) {
    std::uint64_t w = 0;
    std::memcpy(&w, from, word);
    return w;
}

/// Whether a byte is 0. Source: S. E. Anderson, Bit Twiddling Hacks (1997-2005), "Determine if a
/// word has a zero byte".
bool has_background(std::uint64_t samples) {
    return ((samples - 0x0101010101010101U) & ~samples & 0x8080808080808080U) != 0;
}

/// Where an edge of the area in work crosses a row of samples.
struct Crossing {
    std::int32_t row;
    std::int32_t first_sample;  ///< Right of the edge.
};

/// Samples of the map from (left, top) on, one byte each: 0 = background, else the paint + 1.
class SampleBand {
  public:
    SampleBand(int left, int top, int width, int rows)
        : m_left{left},
          m_top{top},
          m_width{width},
          m_rows{rows},
          m_stride{(width + word - 1) / word * word + 2 * word},
          m_samples(static_cast<std::size_t>(m_stride) * static_cast<std::size_t>(rows),
                    background) {}

    [[nodiscard]] int rows() const noexcept { return m_rows; }
    [[nodiscard]] int width() const noexcept { return m_width; }
    /// The samples of a row; a word may be read before the first and after the last.
    [[nodiscard]] std::uint8_t* row(int y) {
        return m_samples.data() + static_cast<std::ptrdiff_t>(y) * m_stride + word;
    }

    void fill(const AreaShapes& shapes, std::size_t area, std::uint8_t paint) {
        m_crossings.clear();
        for (std::uint32_t r = shapes.area_begin[area]; r < shapes.area_begin[area + 1]; ++r) {
            GridPoint from = shapes.points[shapes.ring_begin[r + 1] - 1];
            for (std::uint32_t i = shapes.ring_begin[r]; i < shapes.ring_begin[r + 1]; ++i) {
                const GridPoint to = shapes.points[i];
                // From top to bottom, so that both neighbours of a border compute the same.
                from.y < to.y ? cross(from, to) : cross(to, from);
                from = to;
            }
        }
        std::sort(m_crossings.begin(), m_crossings.end(), [](const Crossing& a, const Crossing& b) {
            return a.row != b.row ? a.row < b.row : a.first_sample < b.first_sample;
        });
        for (std::size_t i = 0; i + 1 < m_crossings.size(); i += 2) {
            const int begin = std::clamp(m_crossings[i].first_sample - m_left, 0, m_width);
            const int end = std::clamp(m_crossings[i + 1].first_sample - m_left, 0, m_width);
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

    int m_left;
    int m_top;
    int m_width;
    int m_rows;
    int m_stride;
    std::vector<std::uint8_t> m_samples;
    std::vector<Crossing> m_crossings;
};

/// Rows of an area: [first, last).
struct RowRange {
    std::int32_t first = 0;
    std::int32_t last = 0;
};

std::vector<RowRange> rows_of_areas(const AreaShapes& shapes) {
    std::vector<RowRange> ranges;
    ranges.reserve(shapes.size());
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        RowRange range;
        const std::uint32_t begin = shapes.ring_begin[shapes.area_begin[a]];
        const std::uint32_t end = shapes.ring_begin[shapes.area_begin[a + 1]];
        if (begin != end) {
            range = {shapes.points[begin].y, shapes.points[begin].y};
        }
        for (std::uint32_t i = begin; i < end; ++i) {
            range.first = std::min(range.first, shapes.points[i].y);
            range.last = std::max(range.last, shapes.points[i].y);
        }
        ranges.push_back(range);
    }
    return ranges;
}

/// Gives background samples within `line` samples of an area the paint of the coast; `line` rows at
/// both ends of the band are left as they are.
void mark_coast(SampleBand& band, int line) {
    const int width = band.width();
    // Not 0 where an area lies within `line` samples to the left or right.
    SampleBand near{0, 0, width, band.rows()};
    for (int y = 0; y < band.rows(); ++y) {
        const std::uint8_t* from = band.row(y);
        std::uint8_t* to = near.row(y);
        for (int x = 0; x < width; x += word) {
            std::uint64_t any = load_word(from + x);
            for (int d = 1; d <= line; ++d) {
                any |= load_word(from + x - d) | load_word(from + x + d);
            }
            std::memcpy(to + x, &any, word);
        }
    }
    for (int y = line; y + line < band.rows(); ++y) {
        std::uint8_t* to = band.row(y);
        for (int x = 0; x < width; x += word) {
            std::uint64_t any = 0;
            for (int d = -line; d <= line; ++d) {
                any |= load_word(near.row(y + d) + x);
            }
            if (any == 0 || !has_background(load_word(to + x))) {
                continue;
            }
            std::array<std::uint8_t, word> bytes{};
            std::memcpy(bytes.data(), &any, word);
            for (int i = 0; i < std::min(word, width - x); ++i) {
                if (to[x + i] == background && bytes[static_cast<std::size_t>(i)] != 0) {
                    to[x + i] = coast_paint;
                }
            }
        }
    }
}

/// The colours of samples, with red, green and blue 21 bits apart, so that many can be added.
class PaintBox {
  public:
    PaintBox(std::span<const Tile> tiles, Colour page, Colour coast) : m_tiles{tiles} {
        m_spread[background] = spread(page);
        m_spread[coast_paint] = spread(coast);
        for (std::size_t i = 0; i < tiles.size(); ++i) {
            m_spread[i + 1] = spread(tiles[i].pixels.front());
            m_patterned[i + 1] = !tiles[i].plain();
        }
    }
    [[nodiscard]] std::uint64_t at(std::uint8_t sample, int x, int y) const noexcept {
        return m_patterned[sample] ? spread(m_tiles[sample - 1U].at(x, y)) : m_spread[sample];
    }
    /// The pixel for the sum of `count` colours.
    [[nodiscard]] static std::uint32_t mean(std::uint64_t sum, std::uint32_t count) noexcept {
        const auto channel = [&](unsigned shift) {
            return (static_cast<std::uint32_t>(sum >> shift & 0x1FFFFFU) + count / 2) / count;
        };
        return channel(42) << 16U | channel(21) << 8U | channel(0);
    }

  private:
    [[nodiscard]] static std::uint64_t spread(Colour c) noexcept {
        return std::uint64_t{c.red} << 42U | std::uint64_t{c.green} << 21U | c.blue;
    }

    std::span<const Tile> m_tiles;
    std::array<std::uint64_t, 256> m_spread{};
    std::array<bool, 256> m_patterned{};
};

/// Writes a row of pixels from `samples_per_pixel` rows of samples.
void mean_of_samples(SampleBand& band, int first_row, const PaintBox& box, int x_px, int y_px,
                     std::uint32_t* out) {
    constexpr int n = samples_per_pixel;
    const int pixels = band.width() / n;
    for (int x = 0; x < pixels; ++x, ++out) {
        std::array<std::uint32_t, n> rows{};
        for (int i = 0; i < n; ++i) {
            std::memcpy(&rows[static_cast<std::size_t>(i)], band.row(first_row + i) + x * n, n);
        }
        const std::uint32_t same = rows[0];
        if (same == (same & 0xFFU) * 0x01010101U && same == rows[1] && same == rows[2] &&
            same == rows[3]) {
            if (same != background) {
                *out = PaintBox::mean(box.at(static_cast<std::uint8_t>(same), x_px + x, y_px), 1);
            }
            continue;
        }
        std::uint64_t sum = 0;
        for (const std::uint32_t samples : rows) {
            for (unsigned shift = 0; shift < 32; shift += 8) {
                sum += box.at(static_cast<std::uint8_t>(samples >> shift), x_px + x, y_px);
            }
        }
        *out = PaintBox::mean(sum, n * n);
    }
}

}  // namespace

PixelImage draw_areas(PixelImage image, const AreaShapes& shapes,
                      std::span<const std::uint8_t> paints, std::span<const Tile> tiles,
                      const AreaGround& ground, unsigned threads) {
    constexpr int n = samples_per_pixel;
    const int line = ground.coast_samples;
    if (shapes.points.empty()) {
        return image;
    }
    const std::vector<RowRange> rows = rows_of_areas(shapes);
    GridPoint low = shapes.points.front();
    GridPoint high = low;
    for (const GridPoint& p : shapes.points) {
        low = {std::min(low.x, p.x), std::min(low.y, p.y)};
        high = {std::max(high.x, p.x), std::max(high.y, p.y)};
    }
    // The line of the coast reaches two pixels beyond the areas at most.
    const auto first_px = [](std::int32_t at, int bound) { return std::max(bound, at / n - 3); };
    const auto last_px = [](std::int32_t at, int bound) { return std::min(bound, at / n + 4); };
    const int left_px = first_px(low.x, ground.left_px);
    const int top_px = first_px(low.y, ground.top_px);
    const int width = last_px(high.x, ground.right_px) - left_px;
    const int height = last_px(high.y, ground.bottom_px) - top_px;
    if (width <= 0 || height <= 0) {
        return image;
    }
    const PaintBox box{tiles, ground.page, ground.coast};
    const auto draw_band = [&](std::size_t begin, std::size_t end) {
        const int band_top = top_px + static_cast<int>(begin);
        const int band_bottom = top_px + static_cast<int>(end);
        const int first = band_top * n - line;
        const int last = band_bottom * n + line;
        SampleBand band{left_px * n, first, width * n, last - first};
        for (const bool dots : {false, true}) {
            for (std::size_t a = 0; a < shapes.size(); ++a) {
                if ((shapes.is_dot[a] != 0) == dots && rows[a].first < last &&
                    rows[a].last > first) {
                    band.fill(shapes, a, static_cast<std::uint8_t>(paints[a] + 1));
                }
            }
        }
        if (line > 0) {
            mark_coast(band, line);
        }
        for (int y = band_top; y < band_bottom; ++y) {
            mean_of_samples(band, (y - band_top) * n + line, box, left_px, y,
                            image.row(y) + left_px);
        }
    };
    parallel_blocks(static_cast<std::size_t>(height), band_rows, threads, draw_band);
    return image;
}

}  // namespace levelin::draw::detail

namespace levelin::draw {

std::vector<std::uint8_t> covered_cells(const AreaShapes& shapes, int width, int height) {
    detail::SampleBand band{0, 0, width, height};
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        band.fill(shapes, a, 1);
    }
    for (const GridPoint& p : shapes.points) {
        if (p.x >= 0 && p.y >= 0 && p.x <= width && p.y <= height) {
            band.row(std::min(p.y, height - 1))[std::min(p.x, width - 1)] = 1;
        }
    }
    std::vector<std::uint8_t> cells;
    cells.reserve(static_cast<std::size_t>(width) * static_cast<std::size_t>(height));
    for (int y = 0; y < height; ++y) {
        cells.insert(cells.end(), band.row(y), band.row(y) + width);
    }
    return cells;
}

}  // namespace levelin::draw
