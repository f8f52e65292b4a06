#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/score/kernels.hpp>
#include <levelin/score/score.hpp>
#include <map>
#include <set>

#include "rank_index.hpp"

namespace levelin {

namespace {

using kernels::Fault;

std::string quoted(const PartSpec& part) {
    return "the part \"" + part.id + "\"";
}

void check_node(const PartSpec& part, std::size_t columns, std::set<std::string>& ids) {
    if (!ids.insert(part.id).second) {
        throw ConfigError("E-SCORE-01", "the id \"" + part.id + "\" is used twice",
                          "each part its own id", "rename one of them");
    }
    if (!std::isfinite(part.weight) || part.weight < 0) {
        throw ConfigError("E-SCORE-01",
                          "the weight of " + quoted(part) + " is " + std::to_string(part.weight),
                          "a number of 0 or more",
                          "turn an indicator round with `direction`, not with its weight");
    }
    // Below 5 the curve's top is lost in rounding; above 1000 it is a straight line.
    if (!(part.curve.constant >= 5 && part.curve.constant <= 1000)) {
        throw ConfigError("E-SCORE-01",
                          "the exponential constant of " + quoted(part) + " is " +
                              std::to_string(part.curve.constant),
                          "a number from 5 to 1000");
    }
    if (part.parts.empty()) {
        if (!part.indicator || *part.indicator >= columns) {
            throw ConfigError("E-SCORE-01", quoted(part) + " has neither a column nor parts");
        }
        return;
    }
    if (!(part.minimum_weight > 0) || part.minimum_weight > 1) {
        throw ConfigError("E-SCORE-01", "minimum_weight of " + quoted(part) + " is out of range",
                          "a share above 0 and up to 1");
    }
    for (const PartSpec& child : part.parts) {
        check_node(child, columns, ids);
    }
}

// Scores one index; holds what the recursion shares.
class Scorer {
  public:
    Scorer(std::span<const NumberColumn> indicators, std::span<const AreaCode> codes,
           ScoredIndex& result)
        : m_indicators(indicators), m_codes(codes), m_result(result) {}

    // Appends the part and what is below it to the result, and returns where it stands.
    std::size_t score_part(const PartSpec& part, std::size_t depth) {
        const std::size_t at = m_result.parts.size();
        m_result.parts.push_back({part.id,
                                  part.title.empty() ? part.id : part.title,
                                  part.weight,
                                  part.parts.empty(),
                                  depth,
                                  {},
                                  {},
                                  {}});
        kernels::Values raw;
        if (part.parts.empty()) {
            const NumberColumn& column = m_indicators[*part.indicator];
            raw = normalised(column.values, column.status, part);
            m_raw.resize(std::max(m_raw.size(), at + 1));
        } else {
            kernels::Values node = score_node(part, depth + 1);
            m_raw.resize(std::max(m_raw.size(), at + 1));
            m_raw[at] = node.values;
            PartSpec own = part;
            own.direction = Direction::higher_is_worse;  // Aggregates are worse = higher already.
            raw = normalised(node.values, node.status, own);
        }
        m_result.parts[at].values = std::move(raw.values);
        m_result.parts[at].status = std::move(raw.status);
        return at;
    }

    // Aggregates the parts of a node; their contributions are to this node's own value for now.
    kernels::Values score_node(const PartSpec& node, std::size_t depth) {
        std::vector<std::size_t> at;
        for (const PartSpec& child : node.parts) {
            at.push_back(score_part(child, depth));
        }
        std::vector<kernels::Child> children;
        for (std::size_t c = 0; c < at.size(); ++c) {
            const ScoredPart& scored = m_result.parts[at[c]];
            children.push_back({scored.values, scored.status, node.parts[c].weight});
        }
        report_weights(node);
        kernels::Aggregated sum = kernels::aggregate(children, node);
        raise(sum.score.fault, sum.score.fault_at, node);
        if (node.missing == MissingPolicy::fail) {
            refuse_gaps(node, children, sum.score.status);
        }
        for (std::size_t c = 0; c < at.size(); ++c) {
            m_result.parts[at[c]].contributions = std::move(sum.contributions[c]);
        }
        m_children[node.id] = std::move(at);
        return std::move(sum.score);
    }

    // Turns contributions to a node's own value into contributions to the index.
    void spread(const PartSpec& node) {
        const std::vector<std::size_t>& at = m_children[node.id];
        for (std::size_t c = 0; c < at.size(); ++c) {
            const PartSpec& child = node.parts[c];
            if (child.parts.empty()) {
                continue;
            }
            const std::vector<double>& whole = m_result.parts[at[c]].contributions;
            const std::vector<double>& own = m_raw[at[c]];
            double all_weight = 0;
            for (const PartSpec& grandchild : child.parts) {
                all_weight += grandchild.weight;
            }
            for (std::size_t g = 0; g < child.parts.size(); ++g) {
                ScoredPart& below = m_result.parts[m_children[child.id][g]];
                for (std::size_t i = 0; i < whole.size(); ++i) {
                    // A node whose own value is 0 has nothing to go by but the weights.
                    below.contributions[i] = own[i] != 0
                                                 ? whole[i] * (below.contributions[i] / own[i])
                                                 : whole[i] * child.parts[g].weight / all_weight;
                }
            }
            spread(child);
        }
    }

  private:
    kernels::Values normalised(std::span<const double> values, std::span<const Status> status,
                               const PartSpec& part) const {
        kernels::Values out = kernels::normalise(values, status, part);
        if (out.fault == Fault::not_a_ranking) {
            throw InputError(
                "E-SCORE-02",
                quoted(part) + " is declared as ranks, but " + shortest_text(values[out.fault_at]) +
                    " at " + m_codes[out.fault_at].str() + " does not fit a ranking of 1 to " +
                    grouped_text(kernels::check_ranking(values, status, part.rank_count).count),
                "every place from 1 to N, ties at their lowest, mean or highest place",
                "give the column of ranks, or rank_count = N if the table holds only some of the "
                "areas");
        }
        raise(out.fault, out.fault_at, part);
        return out;
    }

    void raise(Fault fault, std::size_t at, const PartSpec& part) const {
        switch (fault) {
            case Fault::none:
            case Fault::not_a_ranking:
                return;
            case Fault::constant:
                throw InputError("E-SCORE-03",
                                 quoted(part) + " has the same value for every area, so " +
                                     std::string{to_string(part.normalise)} + " has no range",
                                 "values that differ",
                                 "leave the part out, or normalise = \"none\"");
            case Fault::target:
                throw InputError("E-SCORE-03", "no area is short of the target of " + quoted(part),
                                 "a target better than the worst value",
                                 "check the target's unit and the part's direction");
            case Fault::not_positive:
                throw InputError(
                    "E-SCORE-04",
                    std::string{to_string(part.aggregation)} + " mean in " + quoted(part) +
                        ", where " + m_codes[at].str() + " has a part that is not above 0",
                    "values above 0", "normalise to a range above 0, or use weighted_mean");
            case Fault::weight:
                throw ConfigError("E-SCORE-01", "the weights below " + quoted(part) + " sum to 0",
                                  "at least one weight above 0");
        }
    }

    void report_weights(const PartSpec& node) {
        if (node.aggregation != Aggregation::weighted_sum) {
            return;  // Means divide by the sum, whatever it is.
        }
        double sum = 0;
        for (const PartSpec& child : node.parts) {
            sum += child.weight;
        }
        if (std::abs(sum - 1) > 1e-12) {
            m_result.findings.note("N-SCORE-01", "the weights below \"" + node.id + "\" sum to " +
                                                     shortest_text(std::round(sum * 1e12) / 1e12) +
                                                     ", not 1; they are used as given");
        }
    }

    void refuse_gaps(const PartSpec& node, std::span<const kernels::Child> children,
                     std::span<const Status> status) const {
        for (std::size_t i = 0; i < status.size(); ++i) {
            if (status[i] == Status::ok) {
                continue;
            }
            for (std::size_t c = 0; c < children.size(); ++c) {
                if (children[c].weight != 0 && children[c].status[i] != Status::ok) {
                    throw InputError("E-SCORE-05",
                                     "the part \"" + node.parts[c].id + "\" is " +
                                         std::string{to_string(children[c].status[i])} + " for " +
                                         m_codes[i].str(),
                                     "every part for every area (missing = \"fail\")",
                                     "set missing to \"no_score\" or \"reweight\"");
                }
            }
        }
    }

    std::span<const NumberColumn> m_indicators;
    std::span<const AreaCode> m_codes;
    ScoredIndex& m_result;
    std::vector<std::vector<double>> m_raw;  // A node's value before its own normalisation.
    std::map<std::string, std::vector<std::size_t>> m_children;
};

}  // namespace

ScoredIndex score_index(const IndexSpec& index, std::span<const NumberColumn> indicators,
                        std::span<const AreaCode> codes) {
    std::set<std::string> ids;
    check_node(index.root, indicators.size(), ids);
    if (index.root.parts.empty()) {
        throw ConfigError("E-SCORE-01", "the index \"" + index.root.id + "\" has no parts",
                          "at least one part");
    }
    ScoredIndex result;
    result.id = index.root.id;
    result.title = index.root.title.empty() ? index.root.id : index.root.title;
    Scorer scorer(indicators, codes, result);
    kernels::Values score = scorer.score_node(index.root, 1);
    scorer.spread(index.root);
    result.scores = std::move(score.values);
    result.status = std::move(score.status);

    rank_index(result, index.ties, index.decile_rule);
    return result;
}

}  // namespace levelin
