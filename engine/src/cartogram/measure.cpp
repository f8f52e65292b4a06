#include "measure.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/core/number_text.hpp>

namespace levelin::cartogram_parts {

SizeErrors size_errors(std::span<const double> sizes, std::span<const double> goals) {
    double all_sizes = 0;
    double all_goals = 0;
    for (std::size_t a = 0; a < sizes.size(); ++a) {
        if (goals[a] > 0) {
            all_sizes += sizes[a];
            all_goals += goals[a];
        }
    }
    SizeErrors out;
    for (std::size_t a = 0; a < sizes.size(); ++a) {
        if (goals[a] > 0) {
            const double error = std::abs(sizes[a] / all_sizes * all_goals / goals[a] - 1);
            out.mean += error * goals[a] / all_goals;
            if (out.worst == no_area || error > out.max) {
                out.max = error;
                out.worst = static_cast<std::uint32_t>(a);
            }
        }
    }
    return out;
}

std::vector<double> sizes_of(const BoundarySet& set) {
    std::vector<double> out;
    for (std::size_t a = 0; a < set.size(); ++a) {
        out.push_back(area_of(set, a));
    }
    return out;
}

void measure(Cartogram& cartogram, std::span<const Point> true_centres,
             std::span<const BorderPair> before, std::span<const BorderPair> after) {
    CartogramFit& fit = cartogram.fit;
    const SizeErrors errors = size_errors(sizes_of(cartogram.boundaries), cartogram.goals_m2);
    fit.mean_error = errors.mean;
    fit.max_error = errors.max;
    fit.worst = errors.worst;
    cartogram.centres = area_centroids(cartogram.boundaries);
    std::size_t placed = 0;
    for (std::size_t a = 0; a < true_centres.size(); ++a) {
        const double apart = std::hypot(cartogram.centres[a].x - true_centres[a].x,
                                        cartogram.centres[a].y - true_centres[a].y);
        if (std::isfinite(apart)) {
            fit.mean_displacement_m += apart;
            ++placed;
        }
    }
    fit.mean_displacement_m /= static_cast<double>(std::max<std::size_t>(1, placed));
    fit.borders = before.size();
    std::vector<std::string> examples;
    const auto& codes = cartogram.boundaries.codes;
    for (const BorderPair& pair : before) {
        if (std::binary_search(after.begin(), after.end(), pair)) {
            ++fit.borders_kept;
        } else if (examples.size() < Diagnostics::max_examples) {
            examples.push_back(codes[pair.first].str() + " and " + codes[pair.second].str());
        }
    }
    if (fit.borders_kept < fit.borders) {
        const std::uint64_t lost = fit.borders - fit.borders_kept;
        cartogram.diagnostics.note("N-CARTOGRAM-01",
                                   grouped_text(lost) + " of " + grouped_text(fit.borders) +
                                       " pairs of neighbours do not touch on the cartogram",
                                   lost, std::move(examples));
    }
}

}  // namespace levelin::cartogram_parts
