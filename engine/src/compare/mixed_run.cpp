#include <algorithm>
#include <levelin/compare/ledger.hpp>
#include <levelin/core/code_index.hpp>

namespace levelin {

namespace {

const PartSpec* find_node(const PartSpec& node, const std::string& id) noexcept {
    if (node.id == id) {
        return &node;
    }
    for (const PartSpec& part : node.parts) {
        if (const PartSpec* found = find_node(part, id)) {
            return found;
        }
    }
    return nullptr;
}

const PartSpec* find_leaf(const PartSpec& node, const std::string& id) noexcept {
    const PartSpec* found = find_node(node, id);
    return found != nullptr && found->parts.empty() ? found : nullptr;
}

// How the values of one leaf's column become those of another's.
double carried_over(double value, const PartSpec& from, const PartSpec& to) {
    if (from.ranks) {
        const auto count = static_cast<double>(to.rank_count);
        const double turned = from.direction == to.direction
                                  ? value
                                  : static_cast<double>(from.rank_count) + 1 - value;
        return std::clamp(turned * count / static_cast<double>(from.rank_count), 1.0, count);
    }
    return from.direction == to.direction ? value : -value;
}

// Values of the areas of a mixture, one leaf after the other.
class Mixer {
  public:
    Mixer(const LedgerRun& before, const LedgerRun& after, Mixture mixture)
        : m_before(before),
          m_after(after),
          m_mixture(mixture),
          m_before_at(before.codes),
          m_after_at(after.codes) {}

    LedgerRun mix() {
        m_out.spec = run_of(Cause::method).spec;
        m_out.codes = run_of(Cause::boundary).codes;
        visit(m_out.spec.root);
        return std::move(m_out);
    }

  private:
    [[nodiscard]] const LedgerRun& run_of(Cause cause) const {
        return takes(m_mixture, cause) ? m_after : m_before;
    }

    void visit(PartSpec& node) {
        const LedgerRun& weights = run_of(Cause::weights);
        if (const PartSpec* weighed = find_node(weights.spec.root, node.id)) {
            node.weight = weighed->weight;
        }
        if (node.missing == MissingPolicy::fail) {
            node.missing = MissingPolicy::no_score;
        }
        if (node.parts.empty()) {
            fill(node);
            return;
        }
        for (PartSpec& part : node.parts) {
            visit(part);
        }
    }

    void fill(PartSpec& leaf) {
        const bool takes_after = takes(m_mixture, Cause::data);
        const PartSpec* old_leaf = find_leaf(m_before.spec.root, leaf.id);
        const PartSpec* new_leaf = find_leaf(m_after.spec.root, leaf.id);
        const bool from_after = old_leaf == nullptr || (takes_after && new_leaf != nullptr);
        const PartSpec& own = from_after ? *new_leaf : *old_leaf;
        const PartSpec* other = from_after ? old_leaf : new_leaf;
        const LedgerRun& own_run = from_after ? m_after : m_before;
        const LedgerRun& other_run = from_after ? m_before : m_after;
        const CodeIndex& own_at = from_after ? m_after_at : m_before_at;
        const CodeIndex& other_at = from_after ? m_before_at : m_after_at;
        leaf.direction = own.direction;
        leaf.ranks = own.ranks;
        leaf.rank_ties = own.rank_ties;
        leaf.rank_count = own.rank_count;
        leaf.indicator = m_out.columns.size();
        const NumberColumn& own_column = own_run.columns[*own.indicator];
        NumberColumn column;
        column.name = own_column.name;
        for (const AreaCode& code : m_out.codes) {
            const std::int32_t at = own_at.find(own_run.codes, code);
            if (at != CodeIndex::empty) {
                column.values.push_back(own_column.values[static_cast<std::size_t>(at)]);
                column.status.push_back(own_column.status[static_cast<std::size_t>(at)]);
                continue;
            }
            const std::int32_t there = other_at.find(other_run.codes, code);
            if (other == nullptr || other->ranks != own.ranks || there == CodeIndex::empty) {
                column.push(Status::no_row);
                continue;
            }
            const NumberColumn& from = other_run.columns[*other->indicator];
            const auto a = static_cast<std::size_t>(there);
            if (from.status[a] == Status::ok) {
                column.push(carried_over(from.values[a], *other, own));
            } else {
                column.push(from.status[a]);
            }
        }
        m_out.columns.push_back(std::move(column));
    }

    const LedgerRun& m_before;
    const LedgerRun& m_after;
    Mixture m_mixture;
    CodeIndex m_before_at;
    CodeIndex m_after_at;
    LedgerRun m_out;
};

bool same_node(const PartSpec& a, const PartSpec& b) {
    if (a.id != b.id || a.normalise != b.normalise || a.target != b.target ||
        a.curve.constant != b.curve.constant || a.curve.share != b.curve.share ||
        a.parts.size() != b.parts.size()) {
        return false;
    }
    if (!a.parts.empty() && (a.aggregation != b.aggregation || a.missing != b.missing ||
                             a.minimum_weight != b.minimum_weight)) {
        return false;
    }
    for (std::size_t p = 0; p < a.parts.size(); ++p) {
        if (!same_node(a.parts[p], b.parts[p])) {
            return false;
        }
    }
    return true;
}

bool same_weights(const PartSpec& node, const PartSpec& other) {
    const PartSpec* there = find_node(other, node.id);
    if (there != nullptr && there->weight != node.weight) {
        return false;
    }
    return std::all_of(node.parts.begin(), node.parts.end(),
                       [&](const PartSpec& part) { return same_weights(part, other); });
}

// Of the leaves and areas that both runs have.
bool same_data(const PartSpec& node, const LedgerRun& before, const LedgerRun& after,
               const CodeIndex& after_at) {
    if (!node.parts.empty()) {
        return std::all_of(node.parts.begin(), node.parts.end(), [&](const PartSpec& part) {
            return same_data(part, before, after, after_at);
        });
    }
    const PartSpec* other = find_leaf(after.spec.root, node.id);
    if (other == nullptr) {
        return true;
    }
    if (other->direction != node.direction || other->ranks != node.ranks ||
        other->rank_ties != node.rank_ties || other->rank_count != node.rank_count) {
        return false;
    }
    const NumberColumn& one = before.columns[*node.indicator];
    const NumberColumn& two = after.columns[*other->indicator];
    for (std::size_t a = 0; a < before.codes.size(); ++a) {
        const std::int32_t at = after_at.find(after.codes, before.codes[a]);
        if (at == CodeIndex::empty) {
            continue;
        }
        const auto b = static_cast<std::size_t>(at);
        if (one.status[a] != two.status[b] ||
            (one.status[a] == Status::ok && one.values[a] != two.values[b])) {
            return false;
        }
    }
    return true;
}

}  // namespace

LedgerRun mixed_run(const LedgerRun& before, const LedgerRun& after, Mixture mixture) {
    return Mixer(before, after, mixture).mix();
}

Mixture differences(const LedgerRun& before, const LedgerRun& after) {
    const CodeIndex after_at(after.codes);
    const auto bit = [](Cause cause, bool same) {
        return same ? 0U : 1U << static_cast<unsigned>(cause);
    };
    const bool same_areas =
        before.codes.size() == after.codes.size() &&
        std::all_of(before.codes.begin(), before.codes.end(), [&](const AreaCode& code) {
            return after_at.find(after.codes, code) != CodeIndex::empty;
        });
    return static_cast<Mixture>(
        bit(Cause::data, same_data(before.spec.root, before, after, after_at)) |
        bit(Cause::weights, same_weights(before.spec.root, after.spec.root)) |
        bit(Cause::method,
            before.spec.ties == after.spec.ties && same_node(before.spec.root, after.spec.root)) |
        bit(Cause::boundary, same_areas));
}

}  // namespace levelin
