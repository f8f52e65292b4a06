#include "leaf_values.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/score/kernels.hpp>

namespace levelin::detail {

namespace {

std::string named(const PartSpec& part) {
    return "the part \"" + part.id + "\"";
}

// Ranks are halves at the finest; what a logarithm and its inverse leave behind is cut off.
double tidy(double rank) {
    const double near = std::round(rank * 2) / 2;
    return std::abs(near - rank) < 1e-6 ? near : rank;
}

// N + 1 - rank, from values that the run made of the ranks.
double ranks_back(const PartSpec& as_run, double value, double count) {
    switch (as_run.normalise) {
        case Normalisation::exponential: {
            const ExponentialCurve& curve = as_run.curve;
            const double share =
                std::expm1(-value / curve.constant) / std::expm1(-100 / curve.constant);
            return tidy(count * share + (curve.share == RankShare::inclusive ? 0 : 1));
        }
        case Normalisation::percentile:
            return tidy(value * (count - 1) + 1);
        default:
            return value;
    }
}

LeafOrigin origin_of(const PartSpec& as_run) {
    switch (as_run.normalise) {
        case Normalisation::none:
        case Normalisation::min_max:
        case Normalisation::z_score:
            return LeafOrigin::affine;
        case Normalisation::rank:
        case Normalisation::percentile:
        case Normalisation::exponential:
            return LeafOrigin::ranks;
        case Normalisation::distance_to_target:
            break;
    }
    return LeafOrigin::hidden;
}

bool goes_by_rank(Normalisation method) {
    return method == Normalisation::rank || method == Normalisation::percentile ||
           method == Normalisation::exponential;
}

[[noreturn]] void values_unknown(const LeafSource& leaf, Normalisation method) {
    throw InputError("E-CONFIDENCE-02",
                     "the result does not hold the values of the indicator of " +
                         named(leaf.as_run) + ", which " + std::string{to_string(method)} +
                         " needs: they were normalised as " +
                         std::string{to_string(leaf.as_run.normalise)},
                     "a column with the indicator's own values",
                     "carry the column along in the project file and name it in "
                     "[confidence.indicators]");
}

std::vector<double> normalised(std::span<const double> values, std::span<const Status> status,
                               const PartSpec& part, RankNormaliser& normaliser) {
    kernels::Values out = normaliser.normalise(values, status, part);
    if (out.fault != kernels::Fault::none) {
        throw InputError("E-SCORE-03",
                         named(part) + " has no range that " +
                             std::string{to_string(part.normalise)} + " can go by",
                         "values that differ", "leave this normalisation out");
    }
    return std::move(out.values);
}

// From N + 1 - rank; formulas as in kernels::normalise.
double of_rank(double place, double count, Normalisation method, const ExponentialCurve& curve) {
    switch (method) {
        case Normalisation::percentile:
            return (place - 1) / (count - 1);
        case Normalisation::exponential:
            return kernels::exponential_of_rank(count + 1 - place, count, curve);
        default:
            return place;
    }
}

void stretch(std::vector<double>& values, std::span<const Status> status, double low, double high) {
    double least = 0;
    double most = 0;
    bool first = true;
    for (std::size_t a = 0; a < values.size(); ++a) {
        if (status[a] == Status::ok) {
            least = first ? values[a] : std::min(least, values[a]);
            most = first ? values[a] : std::max(most, values[a]);
            first = false;
        }
    }
    const double scale = most > least ? (high - low) / (most - least) : 0;
    for (std::size_t a = 0; a < values.size(); ++a) {
        values[a] = status[a] == Status::ok ? low + (values[a] - least) * scale : 0;
    }
}

}  // namespace

LeafSource leaf_source(const PartSpec& as_run, NumberColumn run_values, const NumberColumn* own) {
    LeafSource leaf;
    leaf.as_run = as_run;
    leaf.run_values = std::move(run_values);
    const auto there =
        std::count(leaf.run_values.status.begin(), leaf.run_values.status.end(), Status::ok);
    leaf.count = static_cast<double>(as_run.rank_count != 0 ? as_run.rank_count
                                                            : static_cast<std::size_t>(there));
    if (own == nullptr) {
        leaf.origin = origin_of(as_run);
        leaf.source = leaf.run_values;
        if (leaf.origin == LeafOrigin::ranks) {
            for (std::size_t a = 0; a < leaf.source.size(); ++a) {
                if (leaf.source.status[a] == Status::ok) {
                    leaf.source.values[a] = ranks_back(as_run, leaf.source.values[a], leaf.count);
                }
            }
        }
        return leaf;
    }
    leaf.origin = LeafOrigin::own;
    leaf.source = *own;
    RankNormaliser normaliser;
    const std::vector<double> again = leaf_values(leaf, {}, own->values, normaliser);
    for (std::size_t a = 0; a < again.size(); ++a) {
        const bool same = own->status[a] == leaf.run_values.status[a] &&
                          std::abs(again[a] - leaf.run_values.values[a]) <=
                              1e-9 * std::max(1.0, std::abs(again[a]));
        if (!same) {
            throw InputError("E-CONFIDENCE-02",
                             "the column \"" + own->name + "\" is not what " + named(as_run) +
                                 " was made of: normalised as the run says it does not give its "
                                 "values",
                             "the indicator's own values for the areas that it was normalised over",
                             "name another column in [confidence.indicators]");
        }
    }
    return leaf;
}

std::vector<double> leaf_values(const LeafSource& leaf, const NormalisationChoice& choice,
                                std::span<const double> source, RankNormaliser& normaliser) {
    const std::span<const Status> status = leaf.source.status;
    std::vector<double> out;
    PartSpec part = leaf.as_run;
    part.normalise = choice.method.value_or(part.normalise);
    part.curve = choice.method ? choice.curve : part.curve;
    if (leaf.origin == LeafOrigin::own) {
        out = normalised(source, status, part, normaliser);
    } else if (!choice.method) {
        // Without an indicator's own values nothing but `none` is normalised anew.
        out = leaf.origin == LeafOrigin::affine ? std::vector<double>(source.begin(), source.end())
                                                : leaf.run_values.values;
    } else if (leaf.origin == LeafOrigin::hidden ||
               (leaf.origin == LeafOrigin::ranks && !goes_by_rank(*choice.method) &&
                !leaf.as_run.ranks)) {
        values_unknown(leaf, *choice.method);
    } else if (leaf.origin == LeafOrigin::ranks && goes_by_rank(*choice.method)) {
        out.assign(source.size(), 0.0);
        for (std::size_t a = 0; a < out.size(); ++a) {
            if (status[a] == Status::ok) {
                out[a] = of_rank(source[a], leaf.count, *choice.method, choice.curve);
            }
        }
    } else {
        part.direction = Direction::higher_is_worse;
        part.ranks = false;
        out = normalised(source, status, part, normaliser);
    }
    if (choice.range) {
        stretch(out, status, choice.range->first, choice.range->second);
    }
    return out;
}

std::string label_of(const NormalisationChoice& choice) {
    std::string out = choice.method ? std::string{to_string(*choice.method)} : "as run";
    if (choice.method == Normalisation::exponential) {
        out += " with constant " + shortest_text(choice.curve.constant);
    }
    if (choice.range) {
        out += ", from " + shortest_text(choice.range->first) + " to " +
               shortest_text(choice.range->second);
    }
    return out;
}

}  // namespace levelin::detail
