#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "plan.hpp"

namespace levelin::detail {

/// One way in which the index could have been made.
struct Draw {
    std::vector<double> weights;  ///< By node of the plan.
    std::uint32_t normalisation = 0;
    std::uint32_t aggregation = 0;
    std::uint32_t missing = 0;
    /// By entry of Plan::errors: the stream of its errors.
    std::vector<std::uint64_t> noise;
};

/// The draw of one number in (0, 1) a factor; those of errors are not used.
/// @param noise  by entry of Plan::errors.
[[nodiscard]] Draw make_draw(const Plan& plan, std::span<const double> uniforms,
                             std::span<const std::uint64_t> noise);

/// Draw number `number` of a seed.
[[nodiscard]] Draw random_draw(const Plan& plan, std::uint64_t seed, std::uint64_t number);

/// How many draws there are where nothing but choices from lists is drawn; 0 = without end.
[[nodiscard]] std::uint64_t combinations(const Plan& plan) noexcept;

/// Combination number `number` of those.
[[nodiscard]] Draw combination(const Plan& plan, std::uint64_t number);

/// The standard normal number of an area and an entry of Plan::errors in a stream.
[[nodiscard]] double noise_at(const Plan& plan, std::uint64_t seed, std::uint64_t stream,
                              std::size_t error, std::size_t area) noexcept;

/// What explains who is selected, as columns of numbers that a draw gives: of each weight its share
/// among its siblings less that of the run, of each choice one column a level that is 0 or 1.
struct ExplainingColumns {
    struct Column {
        std::uint32_t factor = 0;
        std::uint32_t node = PlanNode::none;  ///< Of a weight.
        std::uint32_t level = 0;              ///< Of a choice.
    };
    std::vector<Column> columns;
    std::vector<std::vector<std::uint32_t>> siblings;  ///< By column, of weights.
    std::vector<double> run_share;                     ///< By column, of weights.

    explicit ExplainingColumns(const Plan& plan);
    /// Multiples of 2^-40, so that sums are exact and do not depend on their order.
    [[nodiscard]] std::vector<std::int64_t> of(const Plan& plan, const Draw& draw) const;
    static constexpr double unit = 0x1p40;
};

}  // namespace levelin::detail
