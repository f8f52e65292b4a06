#include <algorithm>
#include <levelin/core/code_index.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/target/selection.hpp>

#include "choose_areas.hpp"

namespace levelin {

namespace {

// The state that steps work on.
struct Work {
    const ResultTable& table;
    const NeighbourGraph* neighbours;
    RuleMissing missing;
    Selection out;
    std::vector<std::uint8_t> removed;
};

void mark(Work& work, std::uint32_t area, Why why, std::size_t step) {
    work.out.why[area] = why;
    work.out.step[area] = static_cast<std::int32_t>(step);
}

// Which areas a step can act on at all.
std::vector<std::uint8_t> within_reach(const Work& work, StepKind kind) {
    std::vector<std::uint8_t> reach(work.table.size());
    for (std::size_t a = 0; a < reach.size(); ++a) {
        const bool selected = work.out.has(a);
        reach[a] = kind == StepKind::remove ? 1
                   : kind == StepKind::keep ? (selected ? 1 : 0)
                                            : (!selected && work.removed[a] == 0 ? 1 : 0);
    }
    return reach;
}

void apply_codes(Work& work, const std::vector<std::string>& codes, const std::string& what,
                 std::vector<std::uint8_t>& reach) {
    const CodeIndex index(work.table.codes);
    std::vector<std::uint8_t> named(work.table.size(), 0);
    std::vector<std::string> unknown;
    std::uint64_t missed = 0;
    for (const std::string& text : codes) {
        const std::optional<AreaCode> code = AreaCode::parse(text);
        const std::int32_t at = code ? index.find(work.table.codes, *code) : CodeIndex::empty;
        if (at != CodeIndex::empty) {
            named[static_cast<std::size_t>(at)] = 1;
            continue;
        }
        ++missed;
        if (unknown.size() < Diagnostics::max_examples) {
            unknown.push_back(text);
        }
    }
    for (std::size_t a = 0; a < reach.size(); ++a) {
        reach[a] = reach[a] != 0 && named[a] != 0 ? 1 : 0;
    }
    if (missed > 0) {
        work.out.findings.warn("W-TARGET-02",
                               grouped_text(static_cast<long long>(missed)) + " of the " +
                                   grouped_text(static_cast<long long>(codes.size())) +
                                   " codes that the step \"" + what +
                                   "\" lists are no areas of the result",
                               missed, std::move(unknown));
    }
}

void apply_condition(Work& work, const RuleStep& step, std::size_t number,
                     std::vector<std::uint8_t>& reach) {
    const std::vector<Truth> truth = evaluate(*step.where, work.table);
    std::vector<std::uint32_t> unknown;
    for (std::size_t a = 0; a < reach.size(); ++a) {
        if (reach[a] != 0 && truth[a] == Truth::unknown) {
            unknown.push_back(static_cast<std::uint32_t>(a));
        }
        reach[a] = reach[a] != 0 && truth[a] == Truth::yes ? 1 : 0;
    }
    if (unknown.empty()) {
        return;
    }
    if (work.missing == RuleMissing::error) {
        detail::refuse_missing(step, work.table, unknown, to_text(*step.where));
    }
    for (const std::uint32_t a : unknown) {
        if (!work.out.has(a) && work.out.why[a] == Why::no_candidate) {
            mark(work, a, Why::value_missing, number);
        }
    }
}

void apply_neighbours(const Work& work, const NeighbourRule& rule,
                      std::vector<std::uint8_t>& reach) {
    if (work.neighbours == nullptr || work.neighbours->size() != work.table.size()) {
        throw ConfigError("E-TARGET-05", "the rule asks for neighbours, and none are known",
                          "a result with boundaries, or --boundaries FILE",
                          "run the result with --boundaries");
    }
    for (std::size_t a = 0; a < reach.size(); ++a) {
        if (reach[a] == 0) {
            continue;
        }
        const auto around = work.neighbours->neighbours_of(a);
        const auto in = static_cast<std::size_t>(std::count_if(
            around.begin(), around.end(), [&](std::uint32_t b) { return work.out.has(b); }));
        const double least = rule.share * static_cast<double>(around.size()) - 1e-9;
        reach[a] = in >= rule.at_least && static_cast<double>(in) >= least ? 1 : 0;
    }
}

void tell_missing(Work& work) {
    std::uint64_t count = 0;
    std::vector<std::string> codes;
    for (std::size_t a = 0; a < work.table.size(); ++a) {
        if (work.out.why[a] == Why::value_missing) {
            ++count;
            if (codes.size() < Diagnostics::max_examples) {
                codes.push_back(work.table.codes[a].str());
            }
        }
    }
    if (count > 0) {
        work.out.findings.warn("W-TARGET-03",
                               counted_text(count,
                                            "area lacks a value that the rule asks for and is "
                                            "left out",
                                            "areas lack a value that the rule asks for and are "
                                            "left out"),
                               count, std::move(codes));
    }
}

void apply(Work& work, const RuleStep& step, std::size_t number) {
    std::vector<std::uint8_t> reach = within_reach(work, step.kind);
    if (step.codes) {
        apply_codes(work, *step.codes, describe(step), reach);
    }
    if (step.where) {
        apply_condition(work, step, number, reach);
    }
    if (step.neighbours) {
        apply_neighbours(work, *step.neighbours, reach);
    }
    std::vector<std::uint32_t> candidates;
    for (std::uint32_t a = 0; a < reach.size(); ++a) {
        if (reach[a] != 0) {
            candidates.push_back(a);
        }
    }
    const detail::Chosen chosen = detail::choose_areas(step, std::move(candidates), work.table,
                                                       work.missing, work.out.findings);
    Selection& out = work.out;
    if (step.kind == StepKind::keep) {
        std::vector<std::uint8_t> kept(work.table.size(), 0);
        for (const std::uint32_t a : chosen.taken) {
            kept[a] = 1;
        }
        for (std::uint32_t a = 0; a < kept.size(); ++a) {
            if (out.has(a) && kept[a] == 0) {
                out.selected[a] = 0;
                out.category[a] = 0;
                mark(work, a, Why::not_kept, number);
            }
        }
        return;
    }
    for (const std::uint32_t a : chosen.taken) {
        const bool adds = step.kind == StepKind::add;
        out.selected[a] = adds ? 1 : 0;
        out.category[a] = adds ? step.category : 0;
        work.removed[a] = adds ? 0 : 1;
        mark(work, a, adds ? Why::selected : Why::removed, number);
    }
    if (step.kind == StepKind::add) {
        const auto pass_over = [&](const std::vector<std::uint32_t>& areas, Why why) {
            for (const std::uint32_t a : areas) {
                mark(work, a, why, number);
            }
        };
        pass_over(chosen.below_cut, Why::below_cut);
        pass_over(chosen.above_limit, Why::above_limit);
        pass_over(chosen.without_value, Why::value_missing);
    }
}

std::string count_text(std::uint64_t n) {
    return grouped_text(static_cast<long long>(n));
}

std::string top_text(const TopRule& top) {
    std::string out = top.lowest ? "lowest " : "highest ";
    if (top.count) {
        out += count_text(*top.count);
    } else if (top.share) {
        out += shortest_text(*top.share * 100) + " %" +
               (top.people.empty() ? std::string{} : " of " + top.people);
    } else {
        out += "of each";
    }
    out += " by " + top.by;
    return top.per.empty() ? out : out + " in each " + top.per;
}

}  // namespace

std::string_view to_string(StepKind kind) noexcept {
    switch (kind) {
        case StepKind::add:
            return "add";
        case StepKind::keep:
            return "keep";
        case StepKind::remove:
            return "remove";
    }
    return "";
}

std::string_view to_string(RuleMissing missing) noexcept {
    return missing == RuleMissing::error ? "error" : "leave_out";
}

bool asks_for_neighbours(const SelectionRule& rule) noexcept {
    return std::any_of(rule.steps.begin(), rule.steps.end(),
                       [](const RuleStep& step) { return step.neighbours.has_value(); });
}

std::string describe(const RuleStep& step) {
    if (!step.title.empty()) {
        return step.title;
    }
    std::string out;
    const auto append = [&](const std::string& text) { out += (out.empty() ? "" : ", ") + text; };
    if (step.where) {
        append(to_text(*step.where));
    }
    if (step.codes) {
        append("a list of " + count_text(step.codes->size()) + " areas");
    }
    if (step.neighbours) {
        append("beside selected areas");
    }
    if (step.top) {
        append(top_text(*step.top));
    }
    return out.empty() ? "every area" : out;
}

std::string reason_text(const SelectionRule& rule, const Selection& selection, std::size_t area) {
    const std::int32_t at = selection.step[area];
    const std::string what =
        at == Selection::no_step ? "" : describe(rule.steps[static_cast<std::size_t>(at)]);
    switch (selection.why[area]) {
        case Why::no_candidate:
            return "meets none of the conditions";
        case Why::selected:
            return what;
        case Why::removed:
            return "excluded: " + what;
        case Why::not_kept:
            return "not among: " + what;
        case Why::below_cut:
            return "below the cut of: " + what;
        case Why::above_limit:
            return "over the limit of its group in: " + what;
        case Why::value_missing:
            return "lacks a value for: " + what;
    }
    return {};
}

Selection select(const SelectionRule& rule, const ResultTable& table,
                 const NeighbourGraph* neighbours) {
    const std::size_t n = table.size();
    Work work{table, neighbours, rule.missing, {}, std::vector<std::uint8_t>(n, 0)};
    work.out.selected.assign(n, 0);
    work.out.why.assign(n, Why::no_candidate);
    work.out.step.assign(n, Selection::no_step);
    work.out.category.assign(n, 0);
    for (std::size_t s = 0; s < rule.steps.size(); ++s) {
        apply(work, rule.steps[s], s);
    }
    tell_missing(work);
    work.out.count =
        static_cast<std::size_t>(std::count(work.out.selected.begin(), work.out.selected.end(), 1));
    return std::move(work.out);
}

}  // namespace levelin
