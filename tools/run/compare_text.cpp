#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/csv_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <nlohmann/json.hpp>

#include "compare_results.hpp"
#include "json_parts.hpp"
#include "text_table.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;

constexpr std::size_t none = 0;  // Of deciles: not ranked.
constexpr std::array<std::size_t, 11> decile_order{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, none};
constexpr std::size_t listed = 10;
constexpr double ranks = 48;  // Parts are in 48ths of a rank.

// To the hundredth, without idle zeros: "12", "-0.5", "0.33".
std::string short_number(double value) {
    return shortest_text(std::round(value * 100) / 100 + 0.0);
}

// The same in groups, for places: "12,345.5".
std::string place_text(double value) {
    const double rounded = std::round(std::abs(value) * 100) / 100;
    const std::string text = shortest_text(rounded);
    const std::size_t point = std::min(text.find('.'), text.size());
    return (value < 0 && rounded > 0 ? "-" : "") + grouped_text(std::llround(std::floor(rounded))) +
           text.substr(point);
}

// What the causes moved: areas that are ranked in both runs and whose moves are split.
struct Totals {
    std::size_t both = 0, joined = 0, left = 0, unranked = 0, moved = 0, split = 0;
    double mean_move = 0;                         // Places, without sign.
    std::array<double, cause_count> mean_part{};  // The same of each cause.
    std::array<std::array<std::size_t, 11>, 11> deciles{};
};

Totals totals_of(const Ledger& ledger) {
    Totals out;
    std::int64_t moves = 0;
    std::array<std::int64_t, cause_count> parts{};
    for (std::size_t a = 0; a < ledger.size(); ++a) {
        const Presence presence = ledger.presence[a];
        out.both += presence == Presence::both ? 1 : 0;
        out.joined += presence == Presence::joined ? 1 : 0;
        out.left += presence == Presence::left ? 1 : 0;
        out.unranked += presence == Presence::none ? 1 : 0;
        if (presence != Presence::none) {
            ++out.deciles[static_cast<std::size_t>(ledger.decile_before[a])]
                         [static_cast<std::size_t>(ledger.decile_after[a])];
        }
        if (presence != Presence::both) {
            continue;
        }
        out.moved += ledger.move(a) != 0 ? 1 : 0;
        moves += std::llround(2 * std::abs(ledger.move(a)));
        if (ledger.is_split[a] != 0) {
            ++out.split;
            for (std::size_t k = 0; k < cause_count; ++k) {
                parts[k] += std::abs(ledger.parts[a][k]);
            }
        }
    }
    if (out.both > 0) {
        out.mean_move = static_cast<double>(moves) / 2 / static_cast<double>(out.both);
    }
    for (std::size_t k = 0; k < cause_count && out.split > 0; ++k) {
        out.mean_part[k] = static_cast<double>(parts[k]) / ranks / static_cast<double>(out.split);
    }
    return out;
}

// Those that moved furthest, by size, then by code.
std::vector<std::size_t> furthest(const Ledger& ledger, bool up) {
    std::vector<std::size_t> order;
    for (std::size_t a = 0; a < ledger.size(); ++a) {
        if (ledger.presence[a] == Presence::both &&
            (up ? ledger.move(a) < 0 : ledger.move(a) > 0)) {
            order.push_back(a);
        }
    }
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::abs(ledger.move(a)) > std::abs(ledger.move(b));
    });
    order.resize(std::min(order.size(), listed));
    return order;
}

double share_of(const Totals& totals, std::size_t cause) {
    double all = 0;
    for (const double part : totals.mean_part) {
        all += part;
    }
    return all > 0 ? totals.mean_part[cause] / all : 0;
}

std::string causes_text(const Ledger& ledger, const Totals& totals) {
    Rows rows{{"what moved them", "places an area", "share"}};
    for (std::size_t k = 0; k < cause_count; ++k) {
        const auto cause = static_cast<Cause>(k);
        const bool differs = takes(ledger.differs, cause);
        rows.push_back({std::string{to_string(cause)},
                        differs ? fixed_text(totals.mean_part[k], 2) : "the same",
                        differs ? fixed_text(100 * share_of(totals, k), 1) + " %" : ""});
    }
    return text_table(rows);
}

std::string deciles_text(const Ledger& ledger, const Totals& totals) {
    if (std::min(ledger.ranked_before, ledger.ranked_after) < 10) {
        return {};
    }
    Rows rows{{"decile before"}};
    for (const std::size_t after : decile_order) {
        rows[0].push_back(after == none ? "none" : std::to_string(after));
    }
    for (const std::size_t before : decile_order) {
        std::vector<std::string> row{before == none ? "none" : std::to_string(before)};
        for (const std::size_t after : decile_order) {
            const std::size_t count = totals.deciles[before][after];
            row.push_back(count == 0 ? "." : grouped_text(count));
        }
        rows.push_back(std::move(row));
    }
    return "\nDeciles before (rows) and after (columns)\n" + text_table(rows);
}

std::string movers_text(const ComparedResults& compared, bool up) {
    const Ledger& ledger = compared.ledger;
    const std::vector<std::size_t> areas = furthest(ledger, up);
    if (areas.empty()) {
        return {};
    }
    using enum Align;
    Rows rows{{"", "", "before", "", "after", "move", "data", "weights", "method", "boundary"}};
    for (const std::size_t a : areas) {
        std::vector<std::string> row{ledger.codes[a].str(),
                                     compared.names[a],
                                     place_text(ledger.rank_before[a]),
                                     "to",
                                     place_text(ledger.rank_after[a]),
                                     place_text(ledger.move(a))};
        for (std::size_t k = 0; k < cause_count; ++k) {
            row.push_back(ledger.is_split[a] != 0
                              ? place_text(static_cast<double>(ledger.parts[a][k]) / ranks)
                              : "-");
        }
        rows.push_back(std::move(row));
    }
    return std::string{up ? "\nFurthest up, towards rank 1 (most deprived)\n"
                          : "\nFurthest down, away from rank 1\n"} +
           aligned_text(rows, {left, left, right, left, right, right, right, right, right, right},
                        2);
}

std::string selection_text(const ComparedResults& compared) {
    if (!compared.selection) {
        return {};
    }
    const SelectionLedger& selection = *compared.selection;
    const auto came = static_cast<std::size_t>(
        std::count_if(selection.moves.begin(), selection.moves.end(),
                      [](const SelectionMove& move) { return move.came_in; }));
    std::string out = "\nSelected by \"" + compared.rule_title +
                      "\": " + grouped_text(selection.selected_before) + " before, " +
                      grouped_text(selection.selected_after) + " after; " + grouped_text(came) +
                      " came in, " + grouped_text(selection.moves.size() - came) + " left\n";
    Rows rows{{"", "", "", "data", "weights", "method", "boundary"}};
    for (const SelectionMove& move : selection.moves) {
        if (rows.size() > 2 * listed) {
            break;
        }
        std::vector<std::string> row{move.came_in ? "came in" : "left", move.code.str(), move.name};
        for (const std::int64_t part : move.parts) {
            row.push_back(short_number(static_cast<double>(part) / 24));
        }
        rows.push_back(std::move(row));
    }
    if (rows.size() == 1) {
        return out;
    }
    using enum Align;
    out += aligned_text(rows, {left, left, left, right, right, right, right}, 2);
    return selection.moves.size() < rows.size()
               ? out
               : out + "  and " +
                     counted_text(selection.moves.size() + 1 - rows.size(), "more area",
                                  "more areas") +
                     "\n";
}

Json rank_json(double rank) {
    return rank > 0 ? Json(rank) : Json();
}

Json movers_json(const ComparedResults& compared, bool up) {
    const Ledger& ledger = compared.ledger;
    Json list = Json::array();
    for (const std::size_t a : furthest(ledger, up)) {
        Json entry{{"code", ledger.codes[a].str()},
                   {"name", compared.names[a]},
                   {"rank_before", rank_json(ledger.rank_before[a])},
                   {"rank_after", rank_json(ledger.rank_after[a])},
                   {"move", ledger.move(a)}};
        for (std::size_t k = 0; k < cause_count && ledger.is_split[a] != 0; ++k) {
            entry["by_" + std::string{to_string(static_cast<Cause>(k))}] =
                exact_ranks(ledger.parts[a])[k];
        }
        list.push_back(std::move(entry));
    }
    return list;
}

Json selection_json(const ComparedResults& compared) {
    if (!compared.selection) {
        return {};
    }
    Json moves = Json::array();
    std::size_t came = 0;
    for (const SelectionMove& move : compared.selection->moves) {
        came += move.came_in ? 1 : 0;
        Json entry{{"code", move.code.str()},
                   {"name", move.name},
                   {"change", move.came_in ? "came_in" : "left"}};
        for (std::size_t k = 0; k < cause_count; ++k) {
            entry["by_" + std::string{to_string(static_cast<Cause>(k))} + "_24ths"] = move.parts[k];
        }
        moves.push_back(std::move(entry));
    }
    return {{"rule", compared.rule_title},
            {"before", compared.selection->selected_before},
            {"after", compared.selection->selected_after},
            {"came_in", came},
            {"left", compared.selection->moves.size() - came},
            {"areas", std::move(moves)}};
}

}  // namespace

ResultTable ledger_table(const ComparedResults& compared) {
    const Ledger& ledger = compared.ledger;
    ResultTable table;
    table.codes = ledger.codes;
    table.names = compared.names;
    TextColumn presence;
    DecimalColumn before;
    DecimalColumn after;
    DecimalColumn move;
    WholeColumn old_decile;
    WholeColumn new_decile;
    std::array<DecimalColumn, cause_count> by;
    for (std::size_t a = 0; a < ledger.size(); ++a) {
        presence.values.emplace_back(to_string(ledger.presence[a]));
        const Status was = ledger.status_before[a];
        const Status is = ledger.status_after[a];
        const Status both = was != Status::ok ? was : is;
        table.status.push_back(both);
        before.values.push_back(ledger.rank_before[a]);
        before.status.push_back(was);
        after.values.push_back(ledger.rank_after[a]);
        after.status.push_back(is);
        move.values.push_back(ledger.move(a));
        move.status.push_back(both);
        old_decile.values.push_back(ledger.decile_before[a]);
        old_decile.status.push_back(was);
        new_decile.values.push_back(ledger.decile_after[a]);
        new_decile.status.push_back(is);
        const auto parts = exact_ranks(ledger.parts[a]);
        for (std::size_t k = 0; k < cause_count; ++k) {
            by[k].values.push_back(parts[k]);
            by[k].status.push_back(ledger.is_split[a] != 0 ? Status::ok : Status::missing);
        }
    }
    table.columns.push_back({"rank_before", std::move(before)});
    table.columns.push_back({"rank_after", std::move(after)});
    table.columns.push_back({"move", std::move(move)});
    for (std::size_t k = 0; k < cause_count; ++k) {
        table.columns.push_back(
            {"by_" + std::string{to_string(static_cast<Cause>(k))}, std::move(by[k])});
    }
    table.columns.push_back({"decile_before", std::move(old_decile)});
    table.columns.push_back({"decile_after", std::move(new_decile)});
    table.columns.push_back({"ranked_in", std::move(presence)});
    if (!compared.codes_before.empty()) {
        table.columns.push_back({"code_before", TextColumn{compared.codes_before}});
    }
    return table;
}

std::string ledger_csv(const ComparedResults& compared) {
    return csv_text(ledger_table(compared), 1);
}

std::string transitions_csv(const ComparedResults& compared) {
    const Totals totals = totals_of(compared.ledger);
    std::string out = "decile_before,1,2,3,4,5,6,7,8,9,10,none\n";
    for (const std::size_t before : decile_order) {
        out += before == none ? "none" : std::to_string(before);
        for (const std::size_t after : decile_order) {
            out += "," + std::to_string(totals.deciles[before][after]);
        }
        out += "\n";
    }
    return out;
}

std::string selection_changes_csv(const ComparedResults& compared) {
    std::string out = "code,name,change";
    for (std::size_t k = 0; k < cause_count; ++k) {
        out += ",by_" + std::string{to_string(static_cast<Cause>(k))};
    }
    out += ",reason_before,reason_after\n";
    for (const SelectionMove& move : compared.selection->moves) {
        append_csv_cell(out, move.code.view());
        out += ",";
        append_csv_cell(out, move.name);
        out += move.came_in ? ",came_in" : ",left";
        std::array<std::int64_t, cause_count> parts = move.parts;
        for (std::int64_t& part : parts) {
            part *= 2;  // 48ths.
        }
        for (const double part : exact_ranks(parts)) {
            out += ",";
            append_shortest(out, part);
        }
        out += ",";
        append_csv_cell(out, move.reason_before);
        out += ",";
        append_csv_cell(out, move.reason_after);
        out += "\n";
    }
    return out;
}

std::string comparison_json(const ComparedResults& compared) {
    const Ledger& ledger = compared.ledger;
    const Totals totals = totals_of(ledger);
    Json causes = Json::object();
    Json differs = Json::array();
    for (std::size_t k = 0; k < cause_count; ++k) {
        const std::string name{to_string(static_cast<Cause>(k))};
        if (takes(ledger.differs, static_cast<Cause>(k))) {
            differs.push_back(name);
        }
        causes[name] = {{"mean_places", totals.mean_part[k]}, {"share", share_of(totals, k)}};
    }
    Json deciles = Json::object();  // Those that are not 0.
    const auto name = [](std::size_t d) { return d == none ? "none" : std::to_string(d); };
    for (const std::size_t before : decile_order) {
        Json row = Json::object();
        for (const std::size_t after : decile_order) {
            if (totals.deciles[before][after] != 0) {
                row[name(after)] = totals.deciles[before][after];
            }
        }
        if (!row.empty()) {
            deciles[name(before)] = std::move(row);
        }
    }
    return document_text({{"first", compared.first},
                          {"second", compared.second},
                          {"index", compared.index},
                          {"values", to_string(compared.values)},
                          {"differs", std::move(differs)},
                          {"ranked_before", ledger.ranked_before},
                          {"ranked_after", ledger.ranked_after},
                          {"ranked_in_both", totals.both},
                          {"joined", totals.joined},
                          {"left", totals.left},
                          {"ranked_in_neither", totals.unranked},
                          {"moved", totals.moved},
                          {"not_split", totals.both - totals.split},
                          {"mean_move", totals.mean_move},
                          {"unit", "1/48 of a rank"},
                          {"causes", std::move(causes)},
                          {"deciles", std::move(deciles)},
                          {"furthest_up", movers_json(compared, true)},
                          {"furthest_down", movers_json(compared, false)},
                          {"selection", selection_json(compared)},
                          {"findings", findings_json<Json>(compared.findings)}});
}

std::string comparison_text(const ComparedResults& compared) {
    const Ledger& ledger = compared.ledger;
    const Totals totals = totals_of(ledger);
    return compared.index + ": " + counted_text(ledger.ranked_before, "area", "areas") +
           " ranked before, " + grouped_text(ledger.ranked_after) + " after; " +
           grouped_text(totals.both) + " in both, " + grouped_text(totals.joined) + " joined, " +
           grouped_text(totals.left) + " left\n" + grouped_text(totals.moved) + " moved, by " +
           fixed_text(totals.mean_move, 2) + " places on average over all in both\n\n" +
           causes_text(ledger, totals) + deciles_text(ledger, totals) +
           movers_text(compared, true) + movers_text(compared, false) + selection_text(compared);
}

}  // namespace levelin::run
