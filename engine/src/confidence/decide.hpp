#pragma once

#include <cstdint>
#include <vector>

#include "draw_scorer.hpp"
#include "draws.hpp"

namespace levelin::detail {

/// In which draws areas were selected otherwise than in the run, and what was drawn in these.
///
/// All sums are of whole numbers, so that they do not depend on the order of the draws.
class Flips {
  public:
    explicit Flips(const Plan& plan, const ExplainingColumns& columns);

    /// One draw. @param selected, run  by position. @param scorer  of the draw.
    void add(std::span<const std::uint8_t> selected, std::span<const std::uint8_t> run,
             const DrawScorer& scorer);
    void add(const Flips& other);

    /// How often a position flipped.
    [[nodiscard]] std::uint32_t count(std::size_t position) const { return m_count[position]; }

    struct Decision {
        std::int32_t factor = -1;
        double share = 0;
    };
    /// The factor that explains most of a position's flips by itself; see assess_confidence.
    [[nodiscard]] Decision decide(std::size_t position) const;

  private:
    [[nodiscard]] double share_of_column(std::size_t column, std::size_t position) const;
    [[nodiscard]] double share_of_error(std::size_t error, std::size_t position) const;

    const Plan* m_plan;
    const ExplainingColumns* m_columns;
    std::uint64_t m_draws = 0;
    std::vector<std::int64_t> m_sum;      // By column, over all draws.
    std::vector<std::int64_t> m_squares;  // By column of weights, in multiples of 2^-22.
    std::vector<std::uint32_t> m_count;   // By position: flips.
    std::vector<std::int64_t> m_flipped;  // By position and column, over its flips.
    // By position and error, in multiples of 2^-32: over all draws, squares too, and over flips.
    std::vector<std::int64_t> m_noise;
    std::vector<std::int64_t> m_noise_squares;
    std::vector<std::int64_t> m_noise_flipped;
};

}  // namespace levelin::detail
