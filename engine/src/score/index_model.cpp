#include <levelin/score/index_model.hpp>
#include <stdexcept>

namespace levelin {

namespace {

bool is_linear_node(const PartSpec& node) noexcept {
    if (node.normalise != Normalisation::none) {
        return false;
    }
    if (node.parts.empty()) {
        return true;
    }
    if (node.aggregation != Aggregation::weighted_sum &&
        node.aggregation != Aggregation::weighted_mean) {
        return false;
    }
    for (const PartSpec& part : node.parts) {
        if (!is_linear_node(part)) {
            return false;
        }
    }
    return true;
}

void add_weights(const PartSpec& node, double share, std::vector<double>& weights) {
    if (node.parts.empty()) {
        weights.push_back(share);
        return;
    }
    double all = 1;
    if (node.aggregation == Aggregation::weighted_mean) {
        all = 0;
        for (const PartSpec& part : node.parts) {
            all += part.weight;
        }
    }
    for (const PartSpec& part : node.parts) {
        add_weights(part, share * part.weight / all, weights);
    }
}

}  // namespace

ScoredIndex score_model(const IndexModel& model, std::span<const AreaCode> codes) {
    return score_index(model.spec, model.leaves, codes);
}

bool is_linear(const IndexModel& model) noexcept {
    return is_linear_node(model.spec.root);
}

std::vector<double> effective_weights(const IndexModel& model) {
    if (!is_linear(model)) {
        throw std::invalid_argument("an index that is a weighted sum of its leaves");
    }
    std::vector<double> weights;
    add_weights(model.spec.root, 1, weights);
    return weights;
}

}  // namespace levelin
