#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// Which end of an indicator is the deprived one. Everything after normalisation has worse =
/// higher.
enum class Direction : std::uint8_t { higher_is_worse, lower_is_worse };

/// How a part's values are made comparable; formulas in normalise.hpp.
enum class Normalisation : std::uint8_t {
    none,
    min_max,
    z_score,
    rank,
    percentile,
    distance_to_target,
    exponential,
};

/// How the parts of a node become one value; formulas in aggregate.hpp.
enum class Aggregation : std::uint8_t { weighted_sum, weighted_mean, geometric, harmonic };

/// What happens to an area that lacks a part.
enum class MissingPolicy : std::uint8_t {
    no_score,  ///< The area has no score; its status is that of the first part that is not there.
    reweight,  ///< The weights of the parts that are there are spread over the whole.
    fail,      ///< An error that names area and part.
};

/// What equal scores get: the lowest, mean or highest of the places they share, the number of
/// different scores so far, or the order in which they stand.
enum class TieRule : std::uint8_t { min, mean, max, dense, first };

/// How a rank r of N becomes a quantile of q.
enum class DecileRule : std::uint8_t {
    ceil,   ///< ceil(q r / N): MHCLG's deciles of the English indices.
    floor,  ///< floor(q (r - 1) / N) + 1: OHID's.
    ntile,  ///< The first N mod q groups get one more: SQL's and dplyr's ntile.
};

/// Which share of the areas a rank stands for in the exponential transformation.
enum class RankShare : std::uint8_t {
    inclusive,  ///< R = (N - rank + 1) / N, the areas that are no more deprived than this one.
    exclusive,  ///< R = (N - rank) / N, the areas that are less deprived.
};

/// Where equal ranks may stand among the places that they share, in a column of ranks.
enum class RankTies : std::uint8_t {
    one_rule,  ///< At the lowest, mean or highest of the places, by one rule throughout.
    any,       ///< Anywhere from the lowest to the highest of the places.
};

/// The curve of the exponential transformation; see kernels::exponential_of_rank.
struct ExponentialCurve {
    double constant = 23;  ///< c, 5 to 1000. The larger, the less a domain's worst areas stand out.
    RankShare share = RankShare::inclusive;
};

[[nodiscard]] std::string_view to_string(Direction value) noexcept;
[[nodiscard]] std::string_view to_string(Normalisation value) noexcept;
[[nodiscard]] std::string_view to_string(Aggregation value) noexcept;
[[nodiscard]] std::string_view to_string(MissingPolicy value) noexcept;
[[nodiscard]] std::string_view to_string(TieRule value) noexcept;
[[nodiscard]] std::string_view to_string(DecileRule value) noexcept;
[[nodiscard]] std::string_view to_string(RankShare value) noexcept;
[[nodiscard]] std::string_view to_string(RankTies value) noexcept;

/// A node of an index: an indicator (a leaf), a domain, or the index itself.
struct PartSpec {
    std::string id;     ///< Unique in the index; names the columns `ID_value`, `ID_contribution`.
    std::string title;  ///< For people; the id where empty.

    std::optional<std::size_t> indicator;  ///< For a leaf: which column of the input.
    Direction direction = Direction::higher_is_worse;
    Normalisation normalise = Normalisation::none;
    double target = 0;       ///< For `distance_to_target`, in the indicator's unit.
    ExponentialCurve curve;  ///< For `exponential`.
    bool ranks = false;  ///< The values are a ranking, 1 = most deprived (or as `direction` says).
    RankTies rank_ties = RankTies::one_rule;
    std::size_t rank_count =
        0;              ///< N of that ranking where the table holds a part of it; 0 = rows.
    double weight = 1;  ///< Within the parent; used as given; not negative.

    std::vector<PartSpec> parts;  ///< Empty for a leaf.
    Aggregation aggregation = Aggregation::weighted_mean;
    MissingPolicy missing = MissingPolicy::no_score;
    double minimum_weight = 0.5;  ///< Under `reweight`: least share of weight present, (0, 1].
};

/// An index: the root of the tree, and how its scores are ranked.
struct IndexSpec {
    PartSpec root;
    TieRule ties = TieRule::min;
    DecileRule decile_rule = DecileRule::ceil;
};

}  // namespace levelin
