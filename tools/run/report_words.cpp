#include "report_words.hpp"

#include <cctype>
#include <cmath>
#include <levelin/chart/axis.hpp>

namespace levelin::run {

using chart::number_text;

std::string percent_words(double share) {
    if (share > 0 && share < 0.001) {
        return "less than 0.1%";
    }
    return number_text(share * 100, share == 0 || share == 1 ? 0 : 1) + "%";
}

std::string listed(const std::vector<std::string>& items) {
    std::string text;
    for (std::size_t i = 0; i < items.size(); ++i) {
        text += (i == 0 ? "" : i + 1 == items.size() ? " and " : ", ") + items[i];
    }
    return text;
}

std::string capitalised(std::string text) {
    if (!text.empty()) {
        text[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(text[0])));
    }
    return text;
}

std::string shortened(const std::string& text, std::size_t characters) {
    std::size_t seen = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const bool begins = (static_cast<unsigned char>(text[i]) & 0xC0U) != 0x80U;
        if (begins && seen++ == characters) {
            return text.substr(0, i) + "\u2026";
        }
    }
    return text;
}

std::string money_words(double pence) {
    return "£" + number_text(pence / 100, std::fmod(pence, 100) == 0 ? 0 : 2);
}

std::string normalisation_words(const PartSpec& part) {
    const std::string turned =
        part.direction == Direction::lower_is_worse ? "; low values count as worse" : "";
    switch (part.normalise) {
        case Normalisation::none:
            return "taken as it is" + turned;
        case Normalisation::min_max:
            return "put on a scale from 0 (best area) to 1 (worst area)" + turned;
        case Normalisation::z_score:
            return "measured in standard deviations from the average area" + turned;
        case Normalisation::rank:
            return "replaced by its rank among the areas" + turned;
        case Normalisation::percentile:
            return "replaced by the share of areas that it is worse than" + turned;
        case Normalisation::distance_to_target:
            return "measured by how far it is from the target of " + number_text(part.target, 2) +
                   turned;
        case Normalisation::exponential:
            return "ranked and stretched, so that the worst areas stand out (exponential "
                   "transformation with the constant " +
                   number_text(part.curve.constant, 0) + ")" + turned;
    }
    return {};
}

std::string aggregation_words(const PartSpec& node) {
    switch (node.aggregation) {
        case Aggregation::weighted_sum:
            return "The parts are multiplied by their weights and added up.";
        case Aggregation::weighted_mean:
            return "The score is the average of the parts, each counted with its weight. A good "
                   "value in one part can make up for a bad one in another.";
        case Aggregation::geometric:
            return "The score is the geometric mean of the parts, so that a good value in one part "
                   "makes up only partly for a bad one in another.";
        case Aggregation::harmonic:
            return "The score is the harmonic mean of the parts, which leans to the lowest one.";
    }
    return {};
}

std::string missing_words(const PartSpec& node) {
    switch (node.missing) {
        case MissingPolicy::no_score:
            return "An area that lacks one of the parts gets no score. A missing value is never "
                   "taken as zero.";
        case MissingPolicy::reweight:
            return "Where an area lacks a part, the other parts count for more, as long as at "
                   "least " +
                   percent_words(node.minimum_weight) +
                   " of the weight is there. A missing value is never taken as zero.";
        case MissingPolicy::fail:
            return "Every area had to have every part; otherwise no result would have been made.";
    }
    return {};
}

std::string ties_words(TieRule ties) {
    switch (ties) {
        case TieRule::min:
            return "Areas with the same score share the best place among them.";
        case TieRule::mean:
            return "Areas with the same score share the mean of their places.";
        case TieRule::max:
            return "Areas with the same score share the last place among them.";
        case TieRule::dense:
            return "Areas with the same score share a place, and the next area takes the place "
                   "after it.";
        case TieRule::first:
            return "Areas with the same score are ranked in the order in which they stand.";
    }
    return {};
}

std::string status_words(Status status) {
    switch (status) {
        case Status::ok:
            return "has a score";
        case Status::missing:
            return "a value is missing";
        case Status::suppressed:
            return "a value is withheld by its publisher";
        case Status::not_applicable:
            return "the measure does not apply";
        case Status::no_row:
            return "the table has no row for it";
        case Status::below_minimum:
            return "too few of the parts are there";
    }
    return {};
}

}  // namespace levelin::run
