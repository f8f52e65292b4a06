#include "draws.hpp"

#include <algorithm>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <levelin/core/random.hpp>

namespace levelin::detail {

namespace {

constexpr std::uint32_t draw_part = 0;    // Purposes of streams; see RandomStream.
constexpr std::uint32_t noise_part = 16;  // And the following ones.

std::uint32_t pick(double uniform, std::size_t count) noexcept {
    const auto at = static_cast<std::size_t>(uniform * static_cast<double>(count));
    return static_cast<std::uint32_t>(std::min(at, count - 1));
}

void draw_weights(const Plan& plan, const SiblingGroup& group, std::span<const double> uniforms,
                  std::vector<double>& weights) {
    double sum = 0;
    for (const VariedWeight& one : group.varied) {
        const double u = uniforms[one.factor];
        weights[one.node] = plan.dirichlet ? boost::math::gamma_p_inv(one.shape, u)
                                           : one.low + u * (one.high - one.low);
        sum += weights[one.node];
    }
    // All gamma numbers can underflow together; what was stated is then as good as any.
    if (!(sum > 0)) {
        for (const VariedWeight& one : group.varied) {
            weights[one.node] = plan.run_weights[one.node];
        }
        return;
    }
    if ((plan.renormalise || plan.dirichlet) && group.total > 0) {
        for (const VariedWeight& one : group.varied) {
            weights[one.node] *= group.total / sum;
        }
    }
}

std::size_t levels_of(const Plan& plan, std::uint32_t factor) noexcept {
    return factor == PlanNode::none ? 1 : plan.factors[factor].levels.size();
}

}  // namespace

Draw make_draw(const Plan& plan, std::span<const double> uniforms,
               std::span<const std::uint64_t> noise) {
    Draw draw;
    draw.weights = plan.run_weights;
    for (const SiblingGroup& group : plan.groups) {
        draw_weights(plan, group, uniforms, draw.weights);
    }
    const auto choose = [&](std::uint32_t factor) {
        return factor == PlanNode::none ? 0 : pick(uniforms[factor], levels_of(plan, factor));
    };
    draw.normalisation = choose(plan.normalisation_factor);
    draw.aggregation = choose(plan.aggregation_factor);
    draw.missing = choose(plan.missing_factor);
    draw.noise.assign(noise.begin(), noise.end());
    return draw;
}

Draw random_draw(const Plan& plan, std::uint64_t seed, std::uint64_t number) {
    RandomStream stream(seed, number, draw_part);
    std::vector<double> uniforms(plan.factors.size());
    for (double& u : uniforms) {
        u = stream.uniform_inside();
    }
    const std::vector<std::uint64_t> noise(plan.errors.size(), number);
    return make_draw(plan, uniforms, noise);
}

std::uint64_t combinations(const Plan& plan) noexcept {
    if (!plan.groups.empty() || !plan.errors.empty()) {
        return 0;
    }
    std::uint64_t count = 1;
    for (const std::uint32_t factor :
         {plan.normalisation_factor, plan.aggregation_factor, plan.missing_factor}) {
        count *= levels_of(plan, factor);
    }
    return count;
}

Draw combination(const Plan& plan, std::uint64_t number) {
    Draw draw;
    draw.weights = plan.run_weights;
    const auto next = [&](std::uint32_t factor) {
        const std::uint64_t count = levels_of(plan, factor);
        const auto level = static_cast<std::uint32_t>(number % count);
        number /= count;
        return level;
    };
    draw.normalisation = next(plan.normalisation_factor);
    draw.aggregation = next(plan.aggregation_factor);
    draw.missing = next(plan.missing_factor);
    return draw;
}

double noise_at(const Plan& plan, std::uint64_t seed, std::uint64_t stream, std::size_t error,
                std::size_t area) noexcept {
    // One block a number, so that any area's can be asked for; numbered by code, so that the order
    // of the areas does not tell.
    const auto words =
        philox({plan.code_place[area], noise_part + static_cast<std::uint32_t>(error),
                static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(stream >> 32)},
               {static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)});
    const std::uint64_t bits = (words[0] | static_cast<std::uint64_t>(words[1]) << 32) >> 12;
    return normal_quantile((static_cast<double>(bits) + 0.5) * 0x1p-52);
}

ExplainingColumns::ExplainingColumns(const Plan& plan) {
    std::vector<std::uint32_t> parent_of(plan.nodes.size(), 0);
    for (std::uint32_t n = 0; n < plan.nodes.size(); ++n) {
        for (const std::uint32_t p : plan.nodes[n].parts) {
            parent_of[p] = n;
        }
    }
    std::vector<std::uint32_t> node_of(plan.factors.size(), PlanNode::none);
    for (const SiblingGroup& group : plan.groups) {
        for (const VariedWeight& one : group.varied) {
            node_of[one.factor] = one.node;
        }
    }
    for (std::uint32_t f = 0; f < plan.factors.size(); ++f) {
        if (plan.factors[f].kind == FactorKind::error) {
            continue;  // An area's own error explains it; see Accumulator.
        }
        if (node_of[f] == PlanNode::none) {
            for (std::uint32_t level = 0; level < plan.factors[f].levels.size(); ++level) {
                columns.push_back({f, PlanNode::none, level});
                siblings.emplace_back();
                run_share.push_back(0);
            }
            continue;
        }
        columns.push_back({f, node_of[f], 0});
        siblings.push_back(plan.nodes[parent_of[node_of[f]]].parts);
        double sum = 0;
        for (const std::uint32_t s : siblings.back()) {
            sum += plan.run_weights[s];
        }
        run_share.push_back(sum > 0 ? plan.run_weights[node_of[f]] / sum : 0);
    }
}

std::vector<std::int64_t> ExplainingColumns::of(const Plan& plan, const Draw& draw) const {
    std::vector<std::int64_t> out;
    out.reserve(columns.size());
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const Column& column = columns[c];
        if (column.node == PlanNode::none) {
            const std::uint32_t chosen =
                column.factor == plan.normalisation_factor ? draw.normalisation
                : column.factor == plan.aggregation_factor ? draw.aggregation
                                                           : draw.missing;
            out.push_back(chosen == column.level ? static_cast<std::int64_t>(unit) : 0);
            continue;
        }
        double sum = 0;
        for (const std::uint32_t s : siblings[c]) {
            sum += draw.weights[s];
        }
        const double share = draw.weights[column.node] / sum - run_share[c];
        out.push_back(static_cast<std::int64_t>(std::llround(share * unit)));
    }
    return out;
}

}  // namespace levelin::detail
