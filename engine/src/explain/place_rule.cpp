#include "place_rule.hpp"

#include <algorithm>
#include <levelin/score/kernels.hpp>
#include <levelin/target/table_columns.hpp>

namespace levelin::detail {

namespace {

bool looks_at(const Condition& condition, const ChangedColumns& changed) {
    if (condition.kind == Condition::Kind::comparison) {
        return changed.names.contains(condition.column);
    }
    return std::any_of(condition.parts.begin(), condition.parts.end(),
                       [&](const Condition& part) { return looks_at(part, changed); });
}

bool looks_at(const RuleStep& step, const ChangedColumns& changed) {
    return (step.where && looks_at(*step.where, changed)) ||
           (step.top &&
            (changed.names.contains(step.top->by) || changed.names.contains(step.top->people))) ||
           (step.limit && changed.names.contains(step.limit->by));
}

bool is_removed(const Selection& selection, std::size_t area) {
    return selection.why[area] == Why::removed;
}

// Whether the step acts on the area at all.
bool reaches(StepKind kind, bool selected, bool removed) {
    switch (kind) {
        case StepKind::add:
            return !selected && !removed;
        case StepKind::keep:
            return selected;
        case StepKind::remove:
            return true;
    }
    return false;
}

bool is_listed(const std::vector<std::string>& codes, const AreaCode& code) {
    return std::any_of(codes.begin(), codes.end(), [&](const std::string& text) {
        const std::optional<AreaCode> listed = AreaCode::parse(text);
        return listed && *listed == code;
    });
}

// What must all hold.
std::vector<const Condition*> parts_of(const RuleStep& step) {
    std::vector<const Condition*> out;
    if (step.where && step.where->kind == Condition::Kind::all) {
        for (const Condition& part : step.where->parts) {
            out.push_back(&part);
        }
    } else if (step.where) {
        out.push_back(&*step.where);
    }
    return out;
}

// Whether every area that comes before one that meets the condition meets it too.
bool is_bound(const Condition& condition, const ChangedColumns& changed, bool lowest_first) {
    if (condition.kind != Condition::Kind::comparison) {
        return false;
    }
    const bool least =
        condition.comparison == Comparison::at_least || condition.comparison == Comparison::more;
    const bool most =
        condition.comparison == Comparison::at_most || condition.comparison == Comparison::less;
    const bool of_score =
        condition.column == changed.score && condition.operand != Condition::Operand::quantile;
    const bool of_place =
        (condition.column == changed.score) != of_score ||
        ((condition.column == changed.rank || condition.column == changed.decile) &&
         condition.operand == Condition::Operand::value);
    const bool first = condition.comparison == Comparison::equal && condition.number == 1;
    return (of_score && (lowest_first ? most : least)) ||
           (of_place && (lowest_first ? least : most || first));
}

void add_parents(const PartSpec& node, const std::string& part, const std::string& parent,
                 ChangedColumns& out) {
    for (const PartSpec& child : node.parts) {
        out.names.insert(child.id + "_contribution");
        add_parents(child, part, child.id, out);
        if (child.id == part || out.names.contains(child.id + "_value")) {
            out.names.insert(parent + "_value");
        }
    }
}

}  // namespace

ChangedColumns changed_columns(const IndexModel& model, const WhatIf& change) {
    ChangedColumns out;
    out.score = model.id + "_score";
    out.rank = model.id + "_rank";
    out.decile = model.id + "_decile";
    out.names = {out.score, out.rank, out.decile};
    if (change.kind == WhatIf::Kind::value) {
        out.value = change.part + "_value";
        out.names.insert(out.value);
    }
    add_parents(model.spec.root, change.part, model.id, out);
    return out;
}

std::optional<PlaceRule> PlaceRule::compile(Replay& replay, std::size_t area,
                                            const ChangedColumns& changed) {
    const SelectionRule& rule = replay.rule();
    PlaceRule out;
    out.m_replay = &replay;
    out.m_area = area;
    out.m_ranked = replay.scored().ranked;
    std::size_t first = 0;
    while (first < rule.steps.size() && !looks_at(rule.steps[first], changed)) {
        ++first;
    }
    const Selection& before = replay.after(first);
    out.m_selected = before.has(area);
    out.m_removed = is_removed(before, area);
    for (std::size_t s = first; s < rule.steps.size(); ++s) {
        const RuleStep& from = rule.steps[s];
        if (from.limit || from.neighbours || (from.top && s != first)) {
            return std::nullopt;
        }
        Step step;
        step.kind = from.kind;
        step.listed = !from.codes || is_listed(*from.codes, replay.table().codes[area]);
        if (from.where) {
            step.where = out.term_of(*from.where, changed);
            if (!step.where) {
                return std::nullopt;
            }
        }
        if (from.top && !out.take_top(s, changed, step)) {
            return std::nullopt;
        }
        out.m_steps.push_back(std::move(step));
    }
    return out;
}

std::optional<PlaceRule::Term> PlaceRule::term_of(const Condition& condition,
                                                  const ChangedColumns& changed) {
    Term term;
    term.kind = condition.kind;
    if (!looks_at(condition, changed)) {
        term.known = evaluate(condition, m_replay->table())[m_area];
        return term;
    }
    if (condition.kind != Condition::Kind::comparison) {
        for (const Condition& part : condition.parts) {
            std::optional<Term> below = term_of(part, changed);
            if (!below) {
                return std::nullopt;
            }
            term.parts.push_back(std::move(*below));
        }
        return term;
    }
    term.comparison = condition.comparison;
    term.number = condition.number;
    term.quantiles = condition.quantiles;
    const bool plain = condition.operand == Condition::Operand::value;
    if (condition.column == changed.value) {
        term.source = plain ? Source::value
                      : condition.operand == Condition::Operand::percentile
                          ? Source::value_percentile
                          : Source::value_quantile;
        if (plain) {
            m_value_marks.push_back(condition.number);
        } else if (!m_needs_values) {
            m_needs_values = true;
            const NumberColumn column = columns::numbers_of(m_replay->table(), changed.value);
            m_valued = static_cast<std::size_t>(
                std::count(column.status.begin(), column.status.end(), Status::ok));
        }
        return term;
    }
    if (condition.column == changed.score) {
        term.source = plain                                                 ? Source::score
                      : condition.operand == Condition::Operand::percentile ? Source::percentile
                                                                            : Source::quantile;
        m_needs_all = m_needs_all || !plain;
        if (plain) {
            m_score_marks.push_back(condition.number);
        }
        return term;
    }
    // Dense ranks count different scores, not areas; the deciles do not.
    const bool ranked =
        condition.column == changed.rank && m_replay->model().spec.ties != TieRule::dense;
    if (!plain || (!ranked && condition.column != changed.decile)) {
        return std::nullopt;
    }
    term.source = ranked ? Source::rank : Source::decile;
    m_needs_all = true;
    return term;
}

bool PlaceRule::take_top(std::size_t number, const ChangedColumns& changed, Step& step) {
    const RuleStep& rule = m_replay->rule().steps[number];
    const bool by_rank = rule.top->by == changed.rank;
    if ((!by_rank && rule.top->by != changed.score) || changed.names.contains(rule.top->people)) {
        return false;
    }
    step.top = true;
    m_lowest_first = by_rank ? !rule.top->lowest : rule.top->lowest;
    m_ties_by_row = by_rank && m_replay->model().spec.ties == TieRule::first;
    // Who comes before an area that meets a bound on the score meets it too, so that such a bound
    // does not change how many come before it.
    const std::vector<const Condition*> parts = parts_of(rule);
    Candidates candidates{&rule, number, {}, false};
    for (const Condition* part : parts) {
        if (!looks_at(*part, changed)) {
            candidates.where.push_back(part);
        } else if (is_bound(*part, changed, m_lowest_first)) {
            candidates.bounded = true;
        } else {
            return false;
        }
    }
    if (candidates.bounded && m_replay->model().spec.ties == TieRule::first && !by_rank) {
        return false;  // Level areas come before by their code and meet the bound by their row.
    }
    return fill_candidates(candidates, step);
}

bool PlaceRule::fill_candidates(const Candidates& candidates, Step& step) {
    const RuleStep& rule = *candidates.rule;
    const Selection& before = m_replay->after(candidates.number);
    const Selection& after = m_replay->after(candidates.number + 1);
    const ResultTable& table = m_replay->table();
    const ScoredIndex& scored = m_replay->scored();
    const std::size_t n = table.size();
    const TopRule& top = *rule.top;
    std::vector<std::uint8_t> meets(n, 1);
    for (const Condition* part : candidates.where) {
        const std::vector<Truth> truth = evaluate(*part, table);
        for (std::size_t a = 0; a < n; ++a) {
            meets[a] = meets[a] != 0 && truth[a] == Truth::yes ? 1 : 0;
        }
    }
    std::vector<std::uint8_t> listed(n, rule.codes ? 0 : 1);
    if (rule.codes) {
        std::set<std::string, std::less<>> codes;
        for (const std::string& text : *rule.codes) {
            if (const std::optional<AreaCode> code = AreaCode::parse(text)) {
                codes.emplace(code->str());
            }
        }
        for (std::size_t a = 0; a < n; ++a) {
            listed[a] = codes.contains(table.codes[a].str()) ? 1 : 0;
        }
    }
    const std::vector<std::string> groups =
        top.per.empty() ? std::vector<std::string>(n) : columns::texts_of(table, top.per);
    const auto quota = std::find_if(top.quotas.begin(), top.quotas.end(),
                                    [&](const auto& q) { return q.first == groups[m_area]; });
    std::optional<std::uint64_t> count = top.count;
    if (quota != top.quotas.end()) {
        count = quota->second;
    } else if (!count && !top.share) {
        count = 0;  // Quotas alone, and none for its group.
    }
    if (candidates.bounded && !count) {
        return false;  // A share of candidates that change.
    }
    const bool by_people = !top.people.empty() && top.share && !count;
    NumberColumn people;
    if (!top.people.empty()) {
        people = columns::numbers_of(table, top.people);
    }
    m_counts.assign(n, 0);
    std::vector<std::uint8_t> candidate(n, 0);
    double all = 0;
    double taken = 0;
    for (std::size_t a = 0; a < n; ++a) {
        const bool has_values = scored.status[a] == Status::ok &&
                                (people.values.empty() || people.status[a] == Status::ok) &&
                                (top.per.empty() || !groups[a].empty());
        candidate[a] = reaches(rule.kind, before.has(a), is_removed(before, a)) && listed[a] != 0 &&
                               meets[a] != 0 && has_values && groups[a] == groups[m_area]
                           ? 1
                           : 0;
        if (candidate[a] == 0) {
            continue;
        }
        m_counts[a] = by_people ? people.values[a] : 1;
        all += m_counts[a];
        const bool is_taken =
            rule.kind == StepKind::remove
                ? is_removed(after, a) &&
                      after.step[a] == static_cast<std::int32_t>(candidates.number)
                : after.has(a);
        taken += is_taken ? 1 : 0;
    }
    // An area is taken while those before it are fewer than the cut, or hold fewer people.
    step.cut = by_people            ? *top.share * all * (1 - 1e-12)
               : candidates.bounded ? static_cast<double>(*count)
                                    : taken;
    if (candidate[m_area] == 0) {
        step.cut = 0;
    }
    m_counts[m_area] = 0;
    return true;
}

bool PlaceRule::comes_before(std::size_t other) const {
    if (m_ties_by_row) {
        return (other < m_area) != m_lowest_first;
    }
    const std::vector<AreaCode>& codes = m_replay->table().codes;
    return codes[other] < codes[m_area];
}

double PlaceRule::number_of(const Term& term, const Place& place) const {
    const auto above = static_cast<double>(place.above);
    const auto tied = static_cast<double>(place.tied);
    const auto ranked = static_cast<double>(m_ranked);
    const IndexSpec& spec = m_replay->model().spec;
    const auto rank = [&] {
        switch (spec.ties) {
            case TieRule::mean:
                return above + 1 + tied / 2;
            case TieRule::max:
                return above + 1 + tied;
            case TieRule::first:
                return above + 1 + static_cast<double>(place.tied_before);
            default:
                return above + 1;
        }
    };
    switch (term.source) {
        case Source::score:
            return place.score;
        case Source::value:
            return place.value;
        case Source::value_percentile: {
            const auto valued = static_cast<double>(m_valued);
            return 100 *
                   (valued + 1 -
                    (static_cast<double>(place.higher) + 1 +
                     static_cast<double>(place.equal) / 2)) /
                   valued;
        }
        case Source::value_quantile:
            return static_cast<double>(kernels::quantile_of_rank(
                static_cast<double>(place.higher) + 1, m_valued, term.quantiles, DecileRule::ceil));
        case Source::rank:
            return rank();
        case Source::decile:
            return static_cast<double>(
                kernels::quantile_of_rank(rank(), m_ranked, 10, spec.decile_rule));
        case Source::percentile:
            return 100 * (ranked + 1 - (above + 1 + tied / 2)) / ranked;
        case Source::quantile:
            return static_cast<double>(
                kernels::quantile_of_rank(above + 1, m_ranked, term.quantiles, DecileRule::ceil));
    }
    return 0;
}

Truth PlaceRule::truth_of(const Term& term, const Place& place) const {
    if (term.known) {
        return *term.known;
    }
    switch (term.kind) {
        case Condition::Kind::comparison:
            return holds(number_of(term, place), term.comparison, term.number) ? Truth::yes
                                                                               : Truth::no;
        case Condition::Kind::negation: {
            const Truth truth = truth_of(term.parts.front(), place);
            return truth == Truth::unknown ? truth : truth == Truth::no ? Truth::yes : Truth::no;
        }
        default:
            break;
    }
    const Truth decides = term.kind == Condition::Kind::any ? Truth::yes : Truth::no;
    Truth out = decides == Truth::yes ? Truth::no : Truth::yes;
    for (const Term& part : term.parts) {
        const Truth truth = truth_of(part, place);
        if (truth == decides) {
            return decides;
        }
        out = truth == Truth::unknown ? truth : out;
    }
    return out;
}

bool PlaceRule::selects(const Place& place) const {
    bool selected = m_selected;
    bool removed = m_removed;
    for (const Step& step : m_steps) {
        if (!reaches(step.kind, selected, removed)) {
            continue;
        }
        const bool taken = step.listed &&
                           (!step.where || truth_of(*step.where, place) == Truth::yes) &&
                           (!step.top || place.ahead < step.cut);
        switch (step.kind) {
            case StepKind::add:
                selected = taken;
                break;
            case StepKind::keep:
                selected = taken;
                break;
            case StepKind::remove:
                selected = selected && !taken;
                removed = removed || taken;
                break;
        }
    }
    return selected;
}

}  // namespace levelin::detail
