#include "explain_result.hpp"

#include <algorithm>
#include <config/rule.hpp>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/target/table_columns.hpp>
#include <optional>

#include "index_model.hpp"
#include "nations.hpp"
#include "table_index.hpp"

namespace levelin::run {

namespace {

// Of the columns that look-ups bring, those that people compare a place with.
constexpr const char* group_columns[] = {"region", "lad"};

std::size_t find_area(const geodata::Result& result, const std::string& wanted) {
    const ResultTable& table = result.table;
    std::optional<std::size_t> named;
    std::size_t of_that_name = 0;
    for (std::size_t a = 0; a < table.size(); ++a) {
        if (ascii_lower(table.codes[a].str()) == ascii_lower(wanted)) {
            return a;
        }
        if (ascii_lower(table.names[a]) == ascii_lower(wanted)) {
            named = a;
            ++of_that_name;
        }
    }
    if (of_that_name == 1) {
        return *named;
    }
    std::vector<std::string> words;
    for (std::size_t a = 0; a < table.size(); ++a) {
        words.push_back(table.codes[a].str());
    }
    words.insert(words.end(), table.names.begin(), table.names.end());
    const std::vector<std::string_view> candidates(words.begin(), words.end());
    const std::string near = nearest_word(wanted, candidates);
    const auto at = std::find(words.begin(), words.end(), near);
    std::string hint;
    if (!near.empty()) {
        const auto a = static_cast<std::size_t>(at - words.begin()) % table.size();
        hint = "did you mean " + table.codes[a].str() +
               (table.names[a].empty() ? "" : ", " + table.names[a]) + "?";
    }
    throw UsageError("E-EXPLAIN-01",
                     of_that_name > 1 ? grouped_text(of_that_name) +
                                            " areas of the result are called \"" + wanted + "\""
                                      : "the result has no area \"" + wanted + "\"",
                     "the code of an area of " + result.table_file.string(), hint);
}

// The areas that share an area's text in a column.
std::optional<PeerGroup> group_of(const ResultTable& table, std::size_t area,
                                  const std::string& kind) {
    const ResultColumn* column = table.find(kind);
    const auto* texts = column == nullptr ? nullptr : std::get_if<TextColumn>(&column->data);
    if (texts == nullptr || texts->values[area].empty()) {
        return std::nullopt;
    }
    PeerGroup group{kind, texts->values[area], {}};
    for (std::uint32_t a = 0; a < table.size(); ++a) {
        if (texts->values[a] == group.name) {
            group.areas.push_back(a);
        }
    }
    const ResultColumn* names = table.find(kind + "_name");
    const auto* words = names == nullptr ? nullptr : std::get_if<TextColumn>(&names->data);
    if (words != nullptr && !words->values[area].empty()) {
        group.name = words->values[area];
    } else if (kind == "nation") {
        group.name = nation_name(group.name);
    }
    return group;
}

std::vector<PeerGroup> groups_of(const ResultTable& table, std::size_t area) {
    std::vector<PeerGroup> groups;
    if (auto nation = group_of(table, area, "nation")) {
        groups.push_back(std::move(*nation));
    } else {
        PeerGroup all{"all", "all areas", {}};
        for (std::uint32_t a = 0; a < table.size(); ++a) {
            all.areas.push_back(a);
        }
        groups.push_back(std::move(all));
    }
    for (const char* kind : group_columns) {
        if (auto group = group_of(table, area, kind)) {
            groups.push_back(std::move(*group));
        }
    }
    return groups;
}

void tell(const ExplainRequest& request, std::string_view stage, double fraction) {
    if (request.inputs.progress != nullptr) {
        request.inputs.progress->update(stage, fraction);
    }
}

// The answers of a rule, and what would change them.
class Answers {
  public:
    Answers(const ExplainRequest& request, const RuleInputs& inputs, const ScoredIndex& scored,
            Explanation& out)
        : m_request(request), m_table(inputs.table()), m_ranks(scored.ranks) {
        const config::RuleFile file = config::read_rule(request.rule);
        m_rule = file.selection;
        out.has_rule = true;
        out.rule_title = m_rule.title.empty() ? request.rule.filename().string() : m_rule.title;
        if (request.neighbours || asks_for_neighbours(m_rule)) {
            m_neighbours = read_rule_neighbours(request.inputs, inputs.result, m_rule.contiguity);
        }
        out.has_neighbours = m_neighbours.has_value();
        const NeighbourGraph* graph = m_neighbours ? &m_neighbours->graph : nullptr;
        m_selection = select(m_rule, m_table, graph);
        out.selected = m_selection.count;
        if (m_neighbours) {
            out.findings.append(m_neighbours->findings);
        }
        out.findings.append(m_selection.findings);
        try {
            m_replay.emplace(read_index_model(inputs.result, scored.id), m_table, m_rule, graph);
            out.has_changes = true;
        } catch (const InputError& error) {
            if (!error.code().starts_with("E-MODEL-") && error.code() != "E-EXPLAIN-02") {
                throw;
            }
            out.findings.note("N-EXPLAIN-01",
                              "what would change an answer cannot be told: " + error.problem());
        }
    }

    void explain(std::size_t area, ExplainedArea& out, double done, double share) {
        out.selected = m_selection.has(area);
        out.reason = reason_text(m_rule, m_selection, area);
        out.category = m_selection.category[area];
        if (m_neighbours) {
            for (const std::uint32_t near : other_answers(m_neighbours->graph, m_selection, area)) {
                out.neighbours.push_back({m_table.codes[near].str(), m_table.names[near],
                                          m_ranks[near], reason_text(m_rule, m_selection, near)});
            }
        }
        if (!m_replay || out.card.status != Status::ok) {
            return;
        }
        out.turning_score = turning_score(*m_replay, area);
        const auto steps = static_cast<double>(out.card.parts.size());
        for (std::size_t p = 0; p < out.card.parts.size(); ++p) {
            const PartCard& part = out.card.parts[p];
            tell(m_request, "finding smallest changes",
                 done + share * static_cast<double>(p) / steps);
            out.weights.push_back(find_flip(*m_replay, area, WhatIf::Kind::weight, part.id));
            if (part.leaf) {
                out.values.push_back(find_flip(*m_replay, area, WhatIf::Kind::value, part.id));
            }
        }
    }

  private:
    const ExplainRequest& m_request;
    const ResultTable& m_table;
    const std::vector<double>& m_ranks;
    SelectionRule m_rule;
    std::optional<RuleNeighbours> m_neighbours;
    Selection m_selection;
    std::optional<Replay> m_replay;
};

}  // namespace

Explanation explain_result(const ExplainRequest& request) {
    const RuleInputs inputs = read_rule_inputs(request.inputs);
    Explanation out;
    out.result = request.inputs.result.string();
    out.findings = inputs.findings;
    const ScoredIndex scored = index_of_table(inputs.result, request.index);
    out.index = scored.id;
    out.index_title = scored.title;
    out.ranked = scored.ranked;
    std::vector<std::size_t> areas;
    for (const std::string& wanted : request.areas) {
        areas.push_back(find_area(inputs.result, wanted));
    }
    std::optional<Answers> answers;
    if (!request.rule.empty()) {
        answers.emplace(request, inputs, scored, out);
    }
    for (std::size_t k = 0; k < areas.size(); ++k) {
        const std::size_t area = areas[k];
        ExplainedArea explained;
        explained.code = inputs.table().codes[area].str();
        explained.name = inputs.table().names[area];
        explained.groups = groups_of(inputs.table(), area);
        explained.card = area_card(scored, area, explained.groups);
        for (PeerGroup& group : explained.groups) {
            group.areas.clear();
        }
        if (answers) {
            const double share = 1.0 / static_cast<double>(areas.size());
            answers->explain(area, explained, static_cast<double>(k) * share, share);
        }
        out.areas.push_back(std::move(explained));
    }
    return out;
}

}  // namespace levelin::run
