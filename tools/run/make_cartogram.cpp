#include "make_cartogram.hpp"

#include <algorithm>
#include <array>
#include <levelin/cartogram/dorling_cartogram.hpp>
#include <levelin/cartogram/flow_cartogram.hpp>
#include <levelin/cartogram/hexagon_cartogram.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/target/table_columns.hpp>
#include <string_view>
#include <utility>
#include <vector>

namespace levelin::run {

namespace {

enum class Kind { flow, dorling, hexagon };

[[noreturn]] void wrong_call(const CartogramChoice& choice, const std::string& problem,
                             const std::string& expected, const std::string& hint = {}) {
    throw UsageError("E-CARTOGRAM-05", problem, expected,
                     hint.empty() ? "see levelin " + choice.command + " --help" : hint);
}

Kind kind_of(const CartogramChoice& choice) {
    constexpr std::array<std::string_view, 3> words{"flow", "dorling", "hexagon"};
    const auto found = std::find(words.begin(), words.end(), choice.kind);
    if (found == words.end()) {
        wrong_call(choice, "\"" + choice.kind + "\" is no kind of cartogram",
                   "flow, dorling or hexagon");
    }
    return static_cast<Kind>(found - words.begin());
}

std::vector<std::uint32_t> groups_of(const CartogramChoice& choice, const ResultTable& table) {
    const std::string group = !choice.group.empty()             ? choice.group
                              : table.find("nation") != nullptr ? "nation"
                                                                : "";
    std::vector<std::uint32_t> out;
    if (!group.empty()) {
        const columns::Groups groups = columns::groups_of(table, group);
        for (const std::uint32_t of : groups.of_area) {
            out.push_back(
                of == columns::Groups::none ? static_cast<std::uint32_t>(groups.names.size()) : of);
        }
    }
    return out;
}

Coverage coverage_of(const BoundarySet& metres, unsigned threads, Progress* progress,
                     Diagnostics& findings) {
    if (progress != nullptr) {
        progress->update("finding shared borders", -1.0);
    }
    CoverageOptions joining;
    joining.sliver_width = 1;
    joining.close_wide_overlaps = true;
    joining.threads = threads;
    joining.progress = progress;
    CoverageResult made = make_coverage(metres, joining);
    std::uint64_t wide = 0;
    double ground = 0;
    std::vector<std::string> examples;
    for (const CoverageFault& fault : made.report.faults) {
        if (fault.kind == CoverageFaultKind::overlap && fault.width > joining.sliver_width) {
            ++wide;
            ground += fault.area;
            if (examples.size() < Diagnostics::max_examples) {
                examples.push_back(metres.codes[fault.areas[0]].str() + " and " +
                                   metres.codes[fault.areas[1]].str());
            }
        }
    }
    if (wide > 0) {
        findings.warn(
            "W-CARTOGRAM-06",
            grouped_text(wide) + (wide == 1 ? " piece" : " pieces") + " of ground, " +
                fixed_text(ground, 0) +
                " m2 in all, are claimed by more than one area; each was given to the one "
                "with the longest border along it",
            wide, std::move(examples));
    }
    return std::move(made.coverage.value());
}

Cartogram make(const CartogramChoice& choice, const ResultTable& table, const Coverage& coverage,
               unsigned threads, Progress* progress) {
    switch (kind_of(choice)) {
        case Kind::flow: {
            FlowOptions options;
            options.goal = choice.goal.value_or(options.goal);
            options.rounds = static_cast<int>(
                choice.rounds.value_or(static_cast<std::uint64_t>(options.rounds)));
            options.threads = threads;
            options.progress = progress;
            return flow_cartogram(coverage, columns::numbers_of(table, choice.by), options);
        }
        case Kind::dorling: {
            DorlingOptions options;
            options.fill = choice.fill.value_or(options.fill);
            options.threads = threads;
            options.progress = progress;
            return dorling_cartogram(coverage, columns::numbers_of(table, choice.by), options);
        }
        case Kind::hexagon: {
            HexagonCartogramOptions options;
            options.seed = choice.seed.value_or(options.seed);
            options.threads = threads;
            options.progress = progress;
            return hexagon_cartogram(coverage, groups_of(choice, table), options);
        }
    }
    return {};
}

}  // namespace

void check_cartogram(const CartogramChoice& choice) {
    const Kind kind = kind_of(choice);
    const std::string given_kind = choice.option + " " + choice.kind;
    const auto only = [&](bool given, const char* option, Kind its) {
        if (given && kind != its) {
            wrong_call(choice, std::string{option} + " does not go with " + given_kind,
                       "one without the other");
        }
    };
    if (kind != Kind::hexagon && choice.by.empty()) {
        wrong_call(choice, "nothing says what areas are to be sized by",
                   "--by COLUMN, such as population");
    }
    if (kind == Kind::hexagon && !choice.by.empty()) {
        wrong_call(choice, "hexagons are all of one size", given_kind + " without --by",
                   "take " + choice.option + " flow or dorling for sizes");
    }
    only(choice.goal.has_value(), "--goal", Kind::flow);
    only(choice.rounds.has_value(), "--rounds", Kind::flow);
    only(choice.fill.has_value(), "--fill", Kind::dorling);
    only(choice.seed.has_value(), "--seed", Kind::hexagon);
    only(!choice.group.empty(), "--group", Kind::hexagon);
    if (choice.goal && !(*choice.goal > 0 && *choice.goal < 1)) {
        wrong_call(choice, "--goal is out of range", "a share above 0 and below 1, such as 1%");
    }
    if (choice.rounds && (*choice.rounds < 1 || *choice.rounds > 1000)) {
        wrong_call(choice, "--rounds is out of range", "a number from 1 to 1000");
    }
    if (choice.fill && !(*choice.fill >= 0.05 && *choice.fill <= 1)) {
        wrong_call(choice, "--fill is out of range", "a share from 5% to 100%");
    }
}

Cartogram make_cartogram(const CartogramChoice& choice, const ResultTable& table,
                         const BoundarySet& metres, unsigned threads, Progress* progress) {
    check_cartogram(choice);
    // A column that is not there is said before borders are looked for.
    if (!choice.by.empty()) {
        (void)columns::numbers_of(table, choice.by);
    } else {
        (void)groups_of(choice, table);
    }
    Diagnostics findings;
    const Coverage coverage = coverage_of(metres, threads, progress, findings);
    Cartogram made = make(choice, table, coverage, threads, progress);
    findings.append(made.diagnostics);
    made.diagnostics = std::move(findings);
    return made;
}

std::string cartogram_note(const CartogramChoice& choice, const std::string& by_title,
                           const CartogramFit& fit) {
    const std::string kept =
        fit.borders == 0
            ? ""
            : "; " + grouped_text(fit.borders_kept) + " of " + grouped_text(fit.borders) +
                  (fit.borders == 1 ? " pair" : " pairs") + " of neighbours touch";
    switch (kind_of(choice)) {
        case Kind::flow:
            return "Cartogram: an area is drawn as large as its " + by_title +
                   ", not as its land (flow by Gastner, Seguy and More, at most " +
                   fixed_text(100 * fit.max_error, 2) + " % off).";
        case Kind::dorling:
            return "Cartogram: a circle is as large as the " + by_title +
                   " of its area, near where it lies (Dorling" + kept + ").";
        case Kind::hexagon:
            return "Cartogram: every area is one hexagon of the same size, near where it lies" +
                   kept + ".";
    }
    return {};
}

}  // namespace levelin::run
