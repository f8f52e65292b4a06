#include <algorithm>
#include <cmath>
#include <levelin/cartogram/cartogram.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>

namespace levelin {

namespace {

/// Of the mean: what a smaller value counts as.
constexpr double least_share = 0.001;

std::string label(const std::vector<AreaCode>& codes, std::size_t area) {
    return codes[area].empty() ? "area " + std::to_string(area + 1) : codes[area].str();
}

/// Areas that something is said of.
struct Named {
    std::uint64_t count = 0;
    std::vector<std::string> examples;
    void add(const std::vector<AreaCode>& codes, std::size_t area) {
        ++count;
        if (examples.size() < Diagnostics::max_examples) {
            examples.push_back(label(codes, area));
        }
    }
    [[nodiscard]] std::string counted(const char* one, const char* many) const {
        return grouped_text(count) + (count == 1 ? one : many);
    }
};

void check(const std::vector<double>& sizes_m2, const NumberColumn& values,
           const std::vector<AreaCode>& codes) {
    if (values.values.size() != sizes_m2.size() || values.status.size() != sizes_m2.size() ||
        codes.size() != sizes_m2.size()) {
        throw UsageError("E-CARTOGRAM-01", "values, statuses and areas differ in number",
                         "a value and a status for each area");
    }
    for (std::size_t a = 0; a < sizes_m2.size(); ++a) {
        const double value = values.values[a];
        if (values.status[a] == Status::ok && !(value >= 0 && std::isfinite(value))) {
            throw InputError("E-CARTOGRAM-03",
                             label(codes, a) + " has the value " +
                                 (std::isfinite(value) ? shortest_text(value) : "infinity"),
                             "a number of 0 or more, such as people",
                             "a size cannot be negative; size areas by a count");
        }
    }
}

}  // namespace

CartogramGoals cartogram_goals(const std::vector<double>& sizes_m2, const NumberColumn& values,
                               const std::vector<AreaCode>& codes) {
    check(sizes_m2, values, codes);
    double sum = 0;
    double ground = 0;
    std::size_t above_zero = 0;
    const auto valued = [&](std::size_t a) {
        return sizes_m2[a] > 0 && values.status[a] == Status::ok;
    };
    for (std::size_t a = 0; a < sizes_m2.size(); ++a) {
        if (valued(a)) {
            ground += sizes_m2[a];
            sum += values.values[a];
            above_zero += values.values[a] > 0 ? 1 : 0;
        }
    }
    if (above_zero == 0 || !std::isfinite(sum)) {
        throw InputError("E-CARTOGRAM-02",
                         above_zero == 0 ? "no area with a shape has a value above 0"
                                         : "the values are too large to be added up",
                         "a count such as people for the areas",
                         "see whether the column is the right one, and whether its codes are those "
                         "of the boundaries");
    }
    const double least = least_share * sum / static_cast<double>(above_zero);
    CartogramGoals goals;
    Named raised;
    Named kept;
    Named shapeless;
    double raised_sum = 0;
    for (std::size_t a = 0; a < sizes_m2.size(); ++a) {
        if (!(sizes_m2[a] > 0)) {
            shapeless.add(codes, a);
            goals.m2.push_back(0);
        } else if (!valued(a)) {
            kept.add(codes, a);
            goals.m2.push_back(sizes_m2[a]);
        } else {
            if (values.values[a] < least) {
                raised.add(codes, a);
            }
            goals.m2.push_back(std::max(least, values.values[a]));
            raised_sum += goals.m2.back();
        }
    }
    for (std::size_t a = 0; a < sizes_m2.size(); ++a) {
        if (valued(a)) {
            goals.m2[a] *= ground / raised_sum;
        }
    }
    if (raised.count > 0) {
        goals.diagnostics.warn("W-CARTOGRAM-01",
                               raised.counted(" area is", " areas are") +
                                   " drawn as if the value were " + shortest_text(least) +
                                   ", a thousandth of the mean: smaller ones could not be seen",
                               raised.count, std::move(raised.examples));
    }
    if (kept.count > 0) {
        goals.diagnostics.warn("W-CARTOGRAM-02",
                               kept.counted(" area has no value and keeps its",
                                            " areas have no value and keep their") +
                                   " true size",
                               kept.count, std::move(kept.examples));
    }
    if (shapeless.count > 0) {
        goals.diagnostics.warn(
            "W-CARTOGRAM-04",
            shapeless.counted(" area has", " areas have") + " no shape and none on the cartogram",
            shapeless.count, std::move(shapeless.examples));
    }
    return goals;
}

}  // namespace levelin
