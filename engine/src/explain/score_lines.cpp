#include "score_lines.hpp"

#include <algorithm>
#include <utility>

namespace levelin::detail {

namespace {

using Path = std::vector<const PartSpec*>;  // From the index down to a part.

bool find_path(const PartSpec& node, std::string_view id, Path& path) {
    path.push_back(&node);
    for (const PartSpec& part : node.parts) {
        if (part.id == id) {
            path.push_back(&part);
            return true;
        }
        if (find_path(part, id, path)) {
            return true;
        }
    }
    path.pop_back();
    return false;
}

const ScoredPart& scored_part(const ScoredIndex& scored, const PartSpec& part) {
    return *std::find_if(scored.parts.begin(), scored.parts.end(),
                         [&](const ScoredPart& candidate) { return candidate.id == part.id; });
}

bool adds_up(const PartSpec& node) noexcept {
    return node.aggregation == Aggregation::weighted_sum ||
           node.aggregation == Aggregation::weighted_mean;
}

// Whether every node above the part is a sum or mean, and none of them but the index normalised.
bool is_straight(const Path& path) {
    for (std::size_t k = 0; k + 1 < path.size(); ++k) {
        if (!adds_up(*path[k]) || (k > 0 && path[k]->normalise != Normalisation::none)) {
            return false;
        }
    }
    return true;
}

double all_weights(const PartSpec& node) noexcept {
    double sum = 0;
    for (const PartSpec& part : node.parts) {
        sum += part.weight;
    }
    return sum;
}

// The share of a part in the index, for areas that may lack others.
class ShareAbove {
  public:
    // Of path[last].
    ShareAbove(const Path& path, std::size_t last, const ScoredIndex& scored) {
        for (std::size_t k = 0; k < last; ++k) {
            Step step{path[k]->aggregation == Aggregation::weighted_mean,
                      path[k + 1]->weight,
                      all_weights(*path[k]),
                      {}};
            for (const PartSpec& part : path[k]->parts) {
                if (part.weight != 0) {
                    step.children.emplace_back(part.weight, &scored_part(scored, part).status);
                }
            }
            m_steps.push_back(std::move(step));
        }
    }

    [[nodiscard]] double of(std::size_t area) const {
        double share = 1;
        for (const Step& step : m_steps) {
            double present = 0;
            bool whole = true;
            for (const auto& [weight, status] : step.children) {
                if ((*status)[area] == Status::ok) {
                    present += weight;
                } else {
                    whole = false;
                }
            }
            share *= step.mean ? step.weight / present
                     : whole   ? step.weight
                               : step.weight * (step.all / present);
        }
        return share;
    }

  private:
    struct Step {
        bool mean = false;
        double weight = 0;
        double all = 0;
        std::vector<std::pair<double, const std::vector<Status>*>> children;
    };
    std::vector<Step> m_steps;
};

// Whether the areas that have scores keep them whatever the weight, and the divisor is one for all.
bool all_have_the_parts(const PartSpec& parent, const PartSpec& part, const ScoredIndex& scored) {
    for (const PartSpec& child : parent.parts) {
        const std::vector<Status>& status = scored_part(scored, child).status;
        for (std::size_t a = 0; a < status.size(); ++a) {
            const bool counts = child.weight != 0 || &child == &part;
            const bool matters =
                parent.missing == MissingPolicy::reweight || scored.status[a] == Status::ok;
            if (counts && matters && status[a] != Status::ok) {
                return false;
            }
        }
    }
    return true;
}

}  // namespace

double weights_beside(const IndexModel& model, std::string_view part) noexcept {
    Path path;
    return find_path(model.spec.root, part, path) ? all_weights(*path[path.size() - 2]) : 0;
}

std::optional<ScoreLines> weight_lines(const IndexModel& model, const ScoredIndex& scored,
                                       std::string_view part) {
    Path path;
    if (!find_path(model.spec.root, part, path) || !is_straight(path)) {
        return std::nullopt;
    }
    const std::size_t last = path.size() - 2;
    const PartSpec& parent = *path[last];
    if (!all_have_the_parts(parent, *path.back(), scored)) {
        return std::nullopt;
    }
    const std::vector<double>& x = scored_part(scored, *path.back()).values;
    const std::vector<double>& v = last == 0 ? scored.scores : scored_part(scored, parent).values;
    const bool mean = parent.aggregation == Aggregation::weighted_mean;
    const double sum = all_weights(parent);
    const ShareAbove share(path, last, scored);
    ScoreLines lines;
    lines.shrink = mean ? 1 / sum : 0;
    lines.slope.assign(scored.scores.size(), 0);
    for (std::size_t a = 0; a < lines.slope.size(); ++a) {
        if (scored.status[a] == Status::ok) {
            const double m = share.of(a);
            lines.slope[a] = mean ? (scored.scores[a] - m * v[a] + m * x[a]) / sum : m * x[a];
        }
    }
    return lines;
}

std::optional<ScoreLines> value_lines(const IndexModel& model, const ScoredIndex& scored,
                                      std::string_view leaf, std::size_t area) {
    Path path;
    if (!find_path(model.spec.root, leaf, path) || !is_straight(path)) {
        return std::nullopt;
    }
    ScoreLines lines;
    lines.slope.assign(scored.scores.size(), 0);
    lines.slope[area] = ShareAbove(path, path.size() - 1, scored).of(area);
    return lines;
}

}  // namespace levelin::detail
