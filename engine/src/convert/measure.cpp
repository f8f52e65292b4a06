#include <array>
#include <levelin/convert/convert.hpp>

namespace levelin {

namespace {

constexpr std::array<std::string_view, 10> combine_words{
    "sum", "mean", "plain-mean", "min", "max", "count", "share", "any", "all", "majority"};

}  // namespace

std::string_view to_string(Measure measure) noexcept {
    switch (measure) {
        case Measure::extensive:
            return "extensive";
        case Measure::intensive:
            return "intensive";
        case Measure::rank:
            return "rank";
        case Measure::quantile:
            return "quantile";
        case Measure::category:
            return "category";
        case Measure::flag:
            return "flag";
    }
    return "extensive";
}

std::string_view to_string(Combine combine) noexcept {
    return combine_words[static_cast<std::size_t>(combine)];
}

std::optional<Combine> parse_combine(std::string_view word) noexcept {
    for (std::size_t i = 0; i < combine_words.size(); ++i) {
        if (combine_words[i] == word) {
            return static_cast<Combine>(i);
        }
    }
    return std::nullopt;
}

std::optional<std::string> why_not(Measure measure, Combine combine) {
    if (combine == Combine::count) {
        return std::nullopt;
    }
    const bool extreme = combine == Combine::minimum || combine == Combine::maximum;
    const bool mean = combine == Combine::weighted_mean || combine == Combine::plain_mean;
    switch (measure) {
        case Measure::extensive:
            if (combine == Combine::sum || combine == Combine::plain_mean || extreme) {
                return std::nullopt;
            }
            return "an amount is added up (sum); only a rate is weighted by people";
        case Measure::intensive:
            if (mean || extreme) {
                return std::nullopt;
            }
            return "a rate is averaged (mean, plain-mean), never added up";
        case Measure::rank:
        case Measure::quantile:
            if (extreme) {
                return std::nullopt;
            }
            return measure == Measure::rank
                       ? "a rank counts places among the areas of one geography and means nothing "
                         "when it is averaged; convert the scores, and rank the new areas by them"
                       : "a decile or other quantile comes of a rank and means nothing when it is "
                         "averaged; convert the scores, rank the new areas by them, and cut that "
                         "ranking into quantiles";
        case Measure::category:
            if (combine == Combine::majority) {
                return std::nullopt;
            }
            return "a class can only be that of most of the area (majority)";
        case Measure::flag:
            if (combine == Combine::any || combine == Combine::all ||
                combine == Combine::majority || combine == Combine::share ||
                combine == Combine::weighted_mean || combine == Combine::plain_mean) {
                return std::nullopt;
            }
            return "a flag needs one of any, all, majority, share (of areas) and mean (of people)";
    }
    return std::nullopt;
}

}  // namespace levelin
