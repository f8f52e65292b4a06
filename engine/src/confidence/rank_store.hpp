#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <levelin/confidence/bucket_rank.hpp>
#include <levelin/score/spec.hpp>
#include <memory>
#include <span>
#include <vector>

namespace levelin::detail {

/// Ranks times this are whole numbers: mean ranks come in halves.
[[nodiscard]] constexpr std::uint32_t rank_unit(TieRule ties) noexcept {
    return ties == TieRule::mean ? 2 : 1;
}

/// The ranks, times `rank_unit`, of the positions that were ranked; 0 for the others.
/// @param complete, others  as given to `ranking.rank`. @param area_at  by position; what
///        TieRule::first orders by. @param out  one entry a position.
template <typename T>
void write_ranks(const BucketRank& ranking, TieRule ties, std::size_t complete,
                 std::span<const std::uint32_t> others, std::span<const std::uint32_t> area_at,
                 std::span<T> out);

/// Ranks of all areas in up to `capacity` draws. Draws come in tiles of 32, which threads write
/// one each; areas are read one after the other. What lies together in memory are the 32 draws of
/// an area and the 64 areas of a block, so that both touch whole cache lines and few pages.
template <typename T>
class RankStore {
  public:
    static constexpr std::size_t tile = 32;
    static constexpr std::size_t block = 64;

    RankStore(std::size_t areas, std::size_t capacity)
        : m_areas(areas),
          m_tiles((capacity + tile - 1) / tile),
          // Not set to 0: a good part of the time would go there.
          m_ranks(std::make_unique_for_overwrite<T[]>((areas + block - 1) / block * block *
                                                      m_tiles * tile)) {}

    /// @param ranks  draw after draw of the tile, `areas` entries each; `draws` up to a tile.
    void write(std::size_t tile_number, std::span<const T> ranks, std::size_t draws) {
        for (std::size_t first = 0; first < m_areas; first += block) {
            T* const to = m_ranks.get() + (first / block * m_tiles + tile_number) * block * tile;
            const std::size_t count = std::min(block, m_areas - first);
            const T* const from = ranks.data() + first;
            std::size_t d = 0;
            for (; d + 4 <= draws; d += 4) {  // Four at once: a quarter of the stores.
                const T* const four = from + d * m_areas;
                for (std::size_t a = 0; a < count; ++a) {
                    const std::array<T, 4> together{four[a], four[a + m_areas],
                                                    four[a + 2 * m_areas], four[a + 3 * m_areas]};
                    std::memcpy(to + a * tile + d, together.data(), sizeof together);
                }
            }
            for (; d < draws; ++d) {
                for (std::size_t a = 0; a < count; ++a) {
                    to[a * tile + d] = from[d * m_areas + a];
                }
            }
        }
    }

    /// The ranks of an area in the first `draws` draws, those that are 0 among them.
    /// @param buffer  room for `draws` entries.
    [[nodiscard]] std::span<T> read(std::size_t area, std::size_t draws,
                                    std::span<T> buffer) const {
        for (std::size_t t = 0; t * tile < draws; ++t) {
            const T* const from =
                m_ranks.get() + ((area / block * m_tiles + t) * block + area % block) * tile;
            std::copy(from, from + std::min(tile, draws - t * tile), buffer.data() + t * tile);
        }
        return buffer.first(draws);
    }

  private:
    std::size_t m_areas;
    std::size_t m_tiles;
    std::unique_ptr<T[]> m_ranks;
};

}  // namespace levelin::detail
