#include <levelin/score/spec.hpp>

namespace levelin {

std::string_view to_string(Direction value) noexcept {
    return value == Direction::higher_is_worse ? "higher_is_worse" : "lower_is_worse";
}

std::string_view to_string(Normalisation value) noexcept {
    switch (value) {
        case Normalisation::none:
            return "none";
        case Normalisation::min_max:
            return "min_max";
        case Normalisation::z_score:
            return "z_score";
        case Normalisation::rank:
            return "rank";
        case Normalisation::percentile:
            return "percentile";
        case Normalisation::distance_to_target:
            return "distance_to_target";
        case Normalisation::exponential:
            return "exponential";
    }
    return "none";
}

std::string_view to_string(Aggregation value) noexcept {
    switch (value) {
        case Aggregation::weighted_sum:
            return "weighted_sum";
        case Aggregation::weighted_mean:
            return "weighted_mean";
        case Aggregation::geometric:
            return "geometric";
        case Aggregation::harmonic:
            return "harmonic";
    }
    return "weighted_mean";
}

std::string_view to_string(MissingPolicy value) noexcept {
    switch (value) {
        case MissingPolicy::no_score:
            return "no_score";
        case MissingPolicy::reweight:
            return "reweight";
        case MissingPolicy::fail:
            return "fail";
    }
    return "no_score";
}

std::string_view to_string(TieRule value) noexcept {
    switch (value) {
        case TieRule::min:
            return "min";
        case TieRule::mean:
            return "mean";
        case TieRule::max:
            return "max";
        case TieRule::dense:
            return "dense";
        case TieRule::first:
            return "first";
    }
    return "min";
}

std::string_view to_string(DecileRule value) noexcept {
    switch (value) {
        case DecileRule::ceil:
            return "ceil";
        case DecileRule::floor:
            return "floor";
        case DecileRule::ntile:
            return "ntile";
    }
    return "ceil";
}

std::string_view to_string(RankTies value) noexcept {
    return value == RankTies::any ? "any" : "one_rule";
}

std::string_view to_string(RankShare value) noexcept {
    return value == RankShare::exclusive ? "exclusive" : "inclusive";
}

}  // namespace levelin
