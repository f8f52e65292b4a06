#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/explain/replay.hpp>
#include <stdexcept>

namespace levelin {

namespace {

// Gives a number its old value back, whatever happened meanwhile.
class Restored {
  public:
    Restored(double& number, double value) : m_number(number), m_old(number) { number = value; }
    ~Restored() { m_number = m_old; }
    Restored(const Restored&) = delete;
    Restored& operator=(const Restored&) = delete;

  private:
    double& m_number;
    double m_old;
};

ResultColumn* column_of(ResultTable& table, const std::string& name) {
    const auto found =
        std::find_if(table.columns.begin(), table.columns.end(),
                     [&](const ResultColumn& column) { return column.name == name; });
    return found == table.columns.end() ? nullptr : &*found;
}

void put(ResultTable& table, const std::string& name, std::vector<double> values,
         const std::vector<Status>& status) {
    if (ResultColumn* column = column_of(table, name)) {
        column->data = DecimalColumn{std::move(values), status};
    }
}

double number_at(const ResultColumn& column, std::size_t area) {
    if (const auto* whole = std::get_if<WholeColumn>(&column.data)) {
        return static_cast<double>(whole->values[area]);
    }
    const auto* decimal = std::get_if<DecimalColumn>(&column.data);
    return decimal == nullptr ? 0 : decimal->values[area];
}

bool mentions(const Condition& condition, const std::string& column) {
    return condition.column == column ||
           std::any_of(condition.parts.begin(), condition.parts.end(),
                       [&](const Condition& part) { return mentions(part, column); });
}

bool mentions(const SelectionRule& rule, const std::string& column) {
    return std::any_of(rule.steps.begin(), rule.steps.end(), [&](const RuleStep& step) {
        return (step.where && mentions(*step.where, column)) ||
               (step.top && step.top->by == column) || (step.limit && step.limit->by == column);
    });
}

void check_ranks(const ScoredIndex& scored, const ResultTable& table) {
    const ResultColumn* column = table.find(scored.id + "_rank");
    for (std::size_t a = 0; column != nullptr && a < table.size(); ++a) {
        if (scored.status[a] == Status::ok && number_at(*column, a) != scored.ranks[a]) {
            throw InputError(
                "E-EXPLAIN-02",
                table.codes[a].str() + " has rank " + shortest_text(number_at(*column, a)) +
                    ", and rank " + shortest_text(scored.ranks[a]) +
                    " among the areas of the result",
                "a result that holds all the areas that were ranked",
                "what would change a place can be told from the result of the whole country only");
        }
    }
}

// Of a tree that may be changed as of one that may not.
template <typename Node>
Node* find_in(Node& node, std::string_view id) noexcept {
    for (auto& part : node.parts) {
        if (part.id == id) {
            return &part;
        }
        if (Node* below = find_in<Node>(part, id)) {
            return below;
        }
    }
    return nullptr;
}

std::size_t leaf_number(const PartSpec& node, std::string_view id) {
    const PartSpec* part = find_part(node, id);
    if (part == nullptr || !part->indicator) {
        throw std::invalid_argument("a leaf of the index: " + std::string{id});
    }
    return *part->indicator;
}

}  // namespace

const PartSpec* find_part(const PartSpec& node, std::string_view id) noexcept {
    return find_in(node, id);
}

Replay::Replay(const IndexModel& model, const ResultTable& table, const SelectionRule& rule,
               const NeighbourGraph* neighbours)
    : m_model(model), m_table(table), m_rule(rule), m_neighbours(neighbours), m_changed(table) {
    m_scored = score_model(m_model, m_table.codes);
    if (mentions(m_rule, m_scored.id + "_rank") || mentions(m_rule, m_scored.id + "_decile")) {
        check_ranks(m_scored, m_table);
    }
    m_selection = select(m_rule, m_table, m_neighbours);
}

void Replay::take_columns(ScoredIndex scored) {
    std::vector<Status> deciled =
        scored.decile_status.empty() ? scored.status : std::move(scored.decile_status);
    if (ResultColumn* deciles = column_of(m_changed, scored.id + "_decile")) {
        deciles->data = WholeColumn{std::move(scored.deciles), std::move(deciled)};
    }
    put(m_changed, scored.id + "_rank", std::move(scored.ranks), scored.status);
    for (ScoredPart& part : scored.parts) {
        std::vector<Status> contributes = part.status;
        for (std::size_t a = 0; a < contributes.size(); ++a) {
            contributes[a] = contributes[a] == Status::ok ? scored.status[a] : contributes[a];
        }
        put(m_changed, part.id + "_contribution", std::move(part.contributions), contributes);
        put(m_changed, part.id + "_value", std::move(part.values), part.status);
    }
    put(m_changed, scored.id + "_score", std::move(scored.scores), scored.status);
}

const Selection& Replay::after(std::size_t steps) {
    auto found = m_after.find(steps);
    if (found == m_after.end()) {
        SelectionRule rule = m_rule;
        rule.steps.resize(steps);
        found = m_after.emplace(steps, select(rule, m_table, m_neighbours)).first;
    }
    return found->second;
}

Selection Replay::with(const WhatIf& change, std::size_t area) {
    if (change.kind == WhatIf::Kind::weight) {
        PartSpec* part = find_in(m_model.spec.root, change.part);
        if (part == nullptr) {
            throw std::invalid_argument("a part of the index: " + change.part);
        }
        const Restored restored(part->weight, change.to);
        take_columns(score_model(m_model, m_table.codes));
    } else {
        NumberColumn& leaf = m_model.leaves[leaf_number(m_model.spec.root, change.part)];
        const Restored restored(leaf.values[area], change.to);
        take_columns(score_model(m_model, m_table.codes));
    }
    return select(m_rule, m_changed, m_neighbours);
}

}  // namespace levelin
