#include <algorithm>
#include <levelin/compare/selection_ledger.hpp>
#include <levelin/core/code_index.hpp>
#include <levelin/core/error.hpp>

namespace levelin {

namespace {

using Data = std::variant<WholeColumn, DecimalColumn, TextColumn>;

DecimalColumn as_decimals(const Data& data) {
    if (const auto* whole = std::get_if<WholeColumn>(&data)) {
        return {{whole->values.begin(), whole->values.end()}, whole->status};
    }
    const auto* decimal = std::get_if<DecimalColumn>(&data);
    return decimal != nullptr ? *decimal : DecimalColumn{};
}

// A column of the mixture's areas: of each from the first table that has the area, or a gap.
class Gathered {
  public:
    Gathered(const ResultTable& rows, const ResultTable& first, const ResultTable& second)
        : m_rows(rows), m_tables{&first, &second} {
        for (std::size_t t = 0; t < 2; ++t) {
            const CodeIndex index(m_tables[t]->codes);
            for (const AreaCode& code : rows.codes) {
                m_places[t].push_back(index.find(m_tables[t]->codes, code));
            }
        }
    }

    [[nodiscard]] ResultColumn column(const std::string& name) const {
        const ResultColumn* own = m_tables[0]->find(name);
        const ResultColumn* other = m_tables[1]->find(name);
        const ResultColumn& model = own != nullptr ? *own : *other;
        if (std::holds_alternative<TextColumn>(model.data)) {
            return {name, texts(own, other)};
        }
        return {name, numbers(own, other)};
    }

  private:
    [[nodiscard]] TextColumn texts(const ResultColumn* own, const ResultColumn* other) const {
        TextColumn out;
        out.values.resize(m_rows.size());
        for (std::size_t a = 0; a < m_rows.size(); ++a) {
            for (std::size_t t = 0; t < 2; ++t) {
                const ResultColumn* column = t == 0 ? own : other;
                const auto* words =
                    column == nullptr ? nullptr : std::get_if<TextColumn>(&column->data);
                if (words != nullptr && m_places[t][a] != CodeIndex::empty) {
                    out.values[a] = words->values[static_cast<std::size_t>(m_places[t][a])];
                    break;
                }
            }
        }
        return out;
    }

    [[nodiscard]] DecimalColumn numbers(const ResultColumn* own, const ResultColumn* other) const {
        const std::array<DecimalColumn, 2> from{
            own == nullptr ? DecimalColumn{} : as_decimals(own->data),
            other == nullptr ? DecimalColumn{} : as_decimals(other->data)};
        DecimalColumn out{std::vector<double>(m_rows.size(), 0.0),
                          std::vector<Status>(m_rows.size(), Status::no_row)};
        for (std::size_t a = 0; a < m_rows.size(); ++a) {
            for (std::size_t t = 0; t < 2; ++t) {
                if (!from[t].values.empty() && m_places[t][a] != CodeIndex::empty) {
                    const auto at = static_cast<std::size_t>(m_places[t][a]);
                    out.values[a] = from[t].values[at];
                    out.status[a] = from[t].status[at];
                    break;
                }
            }
        }
        return out;
    }

    const ResultTable& m_rows;
    std::array<const ResultTable*, 2> m_tables;
    std::array<std::vector<std::int32_t>, 2> m_places;
};

// Puts a mixture's scores in place of those of its table.
// @param leads  whether `status` is that of this index.
void overlay(ResultTable& table, const ScoredIndex& scored, const std::vector<AreaCode>& codes,
             bool leads) {
    const CodeIndex index(codes);
    std::vector<std::int32_t> at;
    for (const AreaCode& code : table.codes) {
        at.push_back(index.find(codes, code));
    }
    const auto put = [&](const std::string& name, auto value, const std::vector<Status>& status) {
        DecimalColumn column;
        for (const std::int32_t a : at) {
            const auto place = static_cast<std::size_t>(a);
            const bool there = a != CodeIndex::empty && status[place] == Status::ok;
            column.values.push_back(there ? static_cast<double>(value[place]) : 0);
            column.status.push_back(a == CodeIndex::empty ? Status::no_row : status[place]);
        }
        for (ResultColumn& known : table.columns) {
            if (known.name == name) {
                known.data = std::move(column);
                return;
            }
        }
        table.columns.push_back({name, std::move(column)});
    };
    put(scored.id + "_score", scored.scores, scored.status);
    put(scored.id + "_rank", scored.ranks, scored.status);
    put(scored.id + "_decile", scored.deciles, scored.status);
    for (const ScoredPart& part : scored.parts) {
        put(part.id + "_value", part.values, part.status);
        std::vector<Status> contributes = part.status;
        for (std::size_t a = 0; a < contributes.size(); ++a) {
            contributes[a] = contributes[a] == Status::ok ? scored.status[a] : contributes[a];
        }
        put(part.id + "_contribution", part.contributions, contributes);
    }
    for (std::size_t a = 0; a < table.size() && leads; ++a) {
        table.status[a] = at[a] == CodeIndex::empty
                              ? Status::no_row
                              : scored.status[static_cast<std::size_t>(at[a])];
    }
}

// Whether the column `status` of a run's table is that of the index.
bool is_leading(const ResultTable& table, const ScoredIndex& scored,
                const std::vector<AreaCode>& codes) {
    const CodeIndex index(codes);
    for (std::size_t a = 0; a < table.size(); ++a) {
        const std::int32_t at = index.find(codes, table.codes[a]);
        if (at != CodeIndex::empty &&
            scored.status[static_cast<std::size_t>(at)] != table.status[a]) {
            return false;
        }
    }
    return true;
}

ResultTable mixed_table(const RuleSide& before, const RuleSide& after, Mixture mixture) {
    const ResultTable& rows = *(takes(mixture, Cause::boundary) ? after : before).table;
    const bool data_after = takes(mixture, Cause::data);
    const ResultTable& own = *(data_after ? after : before).table;
    const ResultTable& other = *(data_after ? before : after).table;
    ResultTable table;
    table.codes = rows.codes;
    table.names = rows.names;
    table.status = rows.status;
    const Gathered gathered(rows, own, other);
    for (const ResultTable* from : {&own, &other}) {
        for (const ResultColumn& column : from->columns) {
            if (table.find(column.name) == nullptr) {
                table.columns.push_back(gathered.column(column.name));
            }
        }
    }
    return table;
}

struct Outcome {
    std::vector<AreaCode> codes;
    Selection selection;

    [[nodiscard]] std::int32_t place(const CodeIndex& index, const AreaCode& code) const {
        return index.find(codes, code);
    }
};

}  // namespace

SelectionLedger compare_selections(const SelectionRule& rule, const RuleSide& before_side,
                                   const RuleSide& after_side, const LedgerRun& before,
                                   const LedgerRun& after, const MixedScores& scores) {
    // The tables may differ in other columns where the runs do not.
    const auto differs =
        static_cast<Mixture>(scores.differs | (1U << static_cast<unsigned>(Cause::data)) |
                             (1U << static_cast<unsigned>(Cause::boundary)));
    const bool leads = is_leading(*before_side.table, scores.of(0), before.codes);
    std::vector<Outcome> outcomes(mixture_count);
    std::vector<CodeIndex> indices(mixture_count, CodeIndex(0));
    for (unsigned m = 0; m < mixture_count; ++m) {
        const auto mixture = static_cast<Mixture>(m);
        if ((mixture & differs) != mixture) {
            continue;
        }
        ResultTable table = mixed_table(before_side, after_side, mixture);
        const bool areas_after = takes(static_cast<Mixture>(m & scores.differs), Cause::boundary);
        overlay(table, scores.of(mixture), (areas_after ? after : before).codes, leads);
        const RuleSide& side = takes(mixture, Cause::boundary) ? after_side : before_side;
        outcomes[m].selection = select(rule, table, side.neighbours);
        outcomes[m].codes = std::move(table.codes);
        indices[m] = CodeIndex(outcomes[m].codes);
    }
    const auto selected = [&](unsigned mixture, const AreaCode& code) -> std::int64_t {
        const Outcome& outcome = outcomes[mixture & differs];
        const std::int32_t at = outcome.place(indices[mixture & differs], code);
        return at != CodeIndex::empty && outcome.selection.has(static_cast<std::size_t>(at)) ? 1
                                                                                             : 0;
    };
    const Outcome& first = outcomes[0];
    const Outcome& last = outcomes[(mixture_count - 1) & differs];
    std::vector<AreaCode> codes = first.codes;
    codes.insert(codes.end(), last.codes.begin(), last.codes.end());
    std::sort(codes.begin(), codes.end());
    codes.erase(std::unique(codes.begin(), codes.end()), codes.end());

    SelectionLedger out;
    out.selected_before = first.selection.count;
    out.selected_after = last.selection.count;
    for (const AreaCode& code : codes) {
        std::array<std::int64_t, mixture_count> v{};
        for (unsigned m = 0; m < mixture_count; ++m) {
            v[m] = selected(m, code);
        }
        if (v[0] == v[mixture_count - 1]) {
            continue;
        }
        SelectionMove move;
        move.code = code;
        move.came_in = v[0] == 0;
        move.parts = shapley_split(v);
        for (const Outcome* outcome : {&first, &last}) {
            const std::int32_t at = outcome->place(
                indices[outcome == &first ? 0 : (mixture_count - 1) & differs], code);
            if (at == CodeIndex::empty) {
                continue;
            }
            const auto a = static_cast<std::size_t>(at);
            const RuleSide& side = outcome == &first ? before_side : after_side;
            move.name = side.table->names[a];
            (outcome == &first ? move.reason_before : move.reason_after) =
                reason_text(rule, outcome->selection, a);
        }
        out.moves.push_back(std::move(move));
    }
    return out;
}

}  // namespace levelin
