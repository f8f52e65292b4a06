#include "profile_figures.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/chart/axis.hpp>

namespace levelin::run {

using chart::number_text;

namespace {

std::string ordinal(std::size_t n) {
    const std::string text = number_text(static_cast<double>(n), 0);
    const std::size_t tens = n % 100;
    if (tens >= 11 && tens <= 13) {
        return text + "th";
    }
    return text + (n % 10 == 1 ? "st" : n % 10 == 2 ? "nd" : n % 10 == 3 ? "rd" : "th");
}

}  // namespace

std::string whole(double value) {
    return number_text(value, value == std::floor(value) ? 0 : 1);
}

std::string most_deprived(std::size_t place) {
    return place == 1 ? "the most deprived" : "the " + ordinal(place) + " most deprived";
}

std::string with_article(const std::string& name) {
    for (const char* region : {"North East", "North West", "East Midlands", "West Midlands",
                               "East of England", "South East", "South West"}) {
        if (name.rfind(region, 0) == 0) {
            return "the " + name;
        }
    }
    return name;
}

double median_of(std::vector<double> values) {
    const auto middle = values.begin() + static_cast<std::ptrdiff_t>(values.size() / 2);
    std::nth_element(values.begin(), middle, values.end());
    if (values.size() % 2 == 1) {
        return *middle;
    }
    return (*middle + *std::max_element(values.begin(), middle)) / 2;
}

GroupFigures figures_of(const ReportFacts& facts, const std::string& name,
                        const std::vector<std::uint32_t>& areas) {
    GroupFigures figures;
    figures.name = name;
    std::vector<double> scores;
    std::vector<double> ranks;
    for (const std::uint32_t a : areas) {
        if (facts.scored(a)) {
            scores.push_back(facts.score.values[a]);
            ranks.push_back(facts.rank.values[a]);
        }
    }
    figures.scored = scores.size();
    if (!scores.empty()) {
        figures.score = median_of(std::move(scores));
        figures.rank = median_of(std::move(ranks));
    }
    for (const ReportPart& part : facts.parts) {
        std::vector<double> values;
        for (const std::uint32_t a : areas) {
            if (facts.scored(a) && part.contribution.status[a] == Status::ok) {
                values.push_back(part.contribution.values[a]);
            }
        }
        figures.contributions.push_back(values.empty() ? std::nullopt
                                                       : std::optional{median_of(values)});
    }
    return figures;
}

}  // namespace levelin::run
