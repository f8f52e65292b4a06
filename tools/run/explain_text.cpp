#include <algorithm>
#include <cmath>
#include <levelin/core/number_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <nlohmann/json.hpp>

#include "explain_result.hpp"
#include "json_parts.hpp"
#include "text_table.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;
using Rows = std::vector<std::vector<std::string>>;

// 12 or 12.5, in groups.
std::string rank_text(double rank) {
    const double whole = std::floor(rank);
    return grouped_text(static_cast<long long>(whole)) + (rank == whole ? "" : ".5");
}

std::string plain(Status status) {
    std::string word{to_string(status)};
    std::replace(word.begin(), word.end(), '_', ' ');
    return word;
}

// In whole per cent, but what is not all or nothing is not told as such.
std::string share_text(double share) {
    const bool near_end = share > 0 && share < 1 && (share < 0.005 || share > 0.995);
    return near_end ? fixed_text(std::clamp(100 * share, 0.1, 99.9), 1) + " %"
                    : fixed_text(100 * share, 0) + " %";
}

std::string headline(const Explanation& whole, const ExplainedArea& area) {
    std::string out = area.code + (area.name.empty() ? "" : "  " + area.name) + "\n";
    out += whole.index_title + ": ";
    if (area.card.status != Status::ok) {
        return out + "no score (" + plain(area.card.status) + ")\n";
    }
    return out + "score " + fixed_text(area.card.score, decimals_for(area.card.score)) + ", rank " +
           rank_text(area.card.rank) + " of " + grouped_text(whole.ranked) +
           " (1 = most deprived)" +
           (area.card.decile > 0 ? ", decile " + std::to_string(area.card.decile) : "") + "\n";
}

std::string parts_table(const ExplainedArea& area) {
    const bool scored = area.card.status == Status::ok;
    double largest = 0;
    double highest = 0;
    for (const PartCard& part : area.card.parts) {
        largest = std::max(largest, std::abs(part.contribution));
        highest = std::max(highest, std::abs(part.value));
    }
    const int decimals = std::max(2, decimals_for(largest));
    Rows rows{{"part", "weight", "value", "adds"}};
    std::vector<Align> align{Align::left, Align::right, Align::right, Align::right};
    for (const PeerGroup& group : area.groups) {
        rows[0].push_back(group.name);
        rows[0].emplace_back();
        align.insert(align.end(), {Align::right, Align::right});
    }
    for (const PartCard& part : area.card.parts) {
        const bool there = part.status == Status::ok;
        std::vector<std::string> row{
            std::string(2 * (part.depth - 1), ' ') + part.title, shortest_text(part.weight),
            there ? fixed_text(part.value, decimals_for(highest)) : plain(part.status),
            there && scored ? fixed_text(part.contribution, decimals) : ""};
        for (const PartStanding& standing : part.standing) {
            const bool known = standing.areas > 0;
            row.push_back(known ? signed_text(standing.difference, decimals) : "");
            row.push_back(known ? "(" + share_text(standing.worse_than) + ")" : "");
        }
        rows.push_back(std::move(row));
    }
    return aligned_text(rows, align, 2) +
           (scored
                ? "  Under each group: what the part adds less the median there, and the share of "
                  "its other\n  areas that this one is worse off than.\n"
                : "");
}

// "Pushed up most by Income (+17.2) and Crime (+2.1), held down by Living Environment (-3.0)".
std::string strongest_text(const ExplainedArea& area) {
    std::string out;
    for (std::size_t g = 0; g < area.groups.size(); ++g) {
        const std::vector<std::size_t> order = area.card.by_difference(g);
        if (order.size() < 2) {
            continue;
        }
        const auto said = [&](std::size_t p) {
            const PartCard& part = area.card.parts[p];
            const double difference = part.standing[g].difference;
            return part.title + " (" +
                   signed_text(difference, std::max(1, decimals_for(difference) - 1)) + ")";
        };
        std::string up;
        std::string down;
        for (std::size_t k = 0; k < std::min<std::size_t>(2, order.size()); ++k) {
            const std::size_t high = order[k];
            const std::size_t low = order[order.size() - 1 - k];
            if (area.card.parts[high].standing[g].difference > 0) {
                up += (up.empty() ? "" : " and ") + said(high);
            }
            if (area.card.parts[low].standing[g].difference < 0) {
                down += (down.empty() ? "" : " and ") + said(low);
            }
        }
        out += "Beside " + area.groups[g].name + ": " +
               (up.empty() ? "nothing pushes it up" : "pushed up most by " + up) + "; " +
               (down.empty() ? "nothing holds it down" : "held down by " + down) + ".\n";
    }
    return out;
}

// What it lacks, or has to spare.
std::string turning_text(const ExplainedArea& area) {
    if (!area.turning_score) {
        return {};
    }
    const double gap = *area.turning_score - area.card.score;
    const int decimals = std::max(decimals_for(area.card.score), decimals_for(gap));
    return "The answer turns at a score of " + fixed_text(*area.turning_score, decimals) + " (" +
           signed_text(gap, decimals) + "), all others staying as they are.\n";
}

std::string answer_text(const Explanation& whole, const ExplainedArea& area) {
    return std::string{area.selected ? "Selected" : "Not selected"} + " by \"" + whole.rule_title +
           "\" (" + grouped_text(whole.selected) + " areas): " + area.reason +
           (area.selected && area.category > 1 ? ", category " + std::to_string(area.category)
                                               : "") +
           "\n" + turning_text(area);
}

std::string title_of(const ExplainedArea& area, const std::string& id) {
    const auto found = std::find_if(area.card.parts.begin(), area.card.parts.end(),
                                    [&](const PartCard& part) { return part.id == id; });
    return found == area.card.parts.end() ? id : found->title;
}

// "+12.3 %", and beyond twice as much "7.8 times".
std::string weight_remark(const WhatIf& change) {
    if (!(change.from > 0)) {
        return {};
    }
    const double times = change.to / change.from;
    return times < 2 ? signed_text(100 * (times - 1), 1) + " %" : fixed_text(times, 1) + " times";
}

std::string flips_table(const ExplainedArea& area, const std::vector<Flip>& flips, bool values) {
    Rows rows;
    std::string none;
    double highest = 0;
    for (const PartCard& part : area.card.parts) {
        highest = std::max(highest, std::abs(part.value));
    }
    for (const Flip& flip : flips) {
        const std::string title = title_of(area, flip.change.part);
        if (!flip.exists) {
            none += (none.empty() ? "" : ", ") + title;
            continue;
        }
        std::vector<std::string> row{title,
                                     values ? fixed_text(flip.change.from, decimals_for(highest))
                                            : shortest_text(flip.change.from),
                                     "to", shortest_text(flip.change.to)};
        row.push_back(values ? "place " + grouped_text(flip.place_before) + " to " +
                                   grouped_text(flip.place_after)
                             : weight_remark(flip.change));
        row.emplace_back(flip.level ? "level with the cut: any change decides"
                         : flip.method == FlipMethod::searched ? "searched"
                                                               : "");
        rows.push_back(std::move(row));
    }
    std::string out = aligned_text(
        rows, {Align::left, Align::right, Align::left, Align::right, Align::right, Align::left}, 4);
    if (rows.empty()) {
        return "    no change of any one alone\n";
    }
    return none.empty() ? out : out + "    no change alone: " + none + "\n";
}

std::string changes_text(const ExplainedArea& area) {
    if (area.weights.empty()) {
        return {};
    }
    std::string out = std::string{"\nThe smallest change that would "} +
                      (area.selected ? "take it out" : "bring it in") + "\n";
    out += "  of one weight\n" + flips_table(area, area.weights, false);
    out += "  of one value of this area (after normalisation; place 1 = worst off)\n" +
           flips_table(area, area.values, true);
    const auto proven = [](const std::vector<Flip>& flips) {
        return std::any_of(flips.begin(), flips.end(), [](const Flip& f) { return f.exists; });
    };
    if (proven(area.weights) || proven(area.values)) {
        out +=
            "  Each was made, and all areas scored and selected anew: the answer is the other "
            "one,\n  and with a tenth less of the change it is not.\n";
    }
    return out;
}

std::string neighbours_text(const Explanation& whole, const ExplainedArea& area) {
    if (!whole.has_neighbours) {
        return {};
    }
    if (area.neighbours.empty()) {
        return "\nAll its neighbours have the same answer.\n";
    }
    Rows rows;
    for (const OtherAnswer& near : area.neighbours) {
        rows.push_back({near.code, near.name, near.rank > 0 ? "rank " + rank_text(near.rank) : "",
                        near.reason});
    }
    return std::string{"\nNeighbours that are "} + (area.selected ? "not " : "") + "selected\n" +
           aligned_text(rows, {Align::left, Align::left, Align::right, Align::left}, 2);
}

Json flip_json(const Flip& flip) {
    Json json{{"part", flip.change.part}, {"from", flip.change.from}, {"exists", flip.exists}};
    json["to"] = flip.exists ? Json(flip.change.to) : Json();
    json["limit"] = flip.exists ? Json(flip.limit) : Json();
    json["level"] = flip.level;
    json["method"] = to_string(flip.method);
    json["least"] = flip.least;
    json["most"] = flip.most;
    json["proven"] = flip.proven;
    json["tenth_less_holds"] = flip.tenth_less_holds;
    if (flip.change.kind == WhatIf::Kind::value) {
        json["place"] = flip.place_before;
        json["place_after"] = flip.exists ? Json(flip.place_after) : Json();
    }
    return json;
}

Json flips_json(const std::vector<Flip>& flips) {
    Json list = Json::array();
    for (const Flip& flip : flips) {
        list.push_back(flip_json(flip));
    }
    return list;
}

Json part_json(const PartCard& part, const ExplainedArea& area) {
    const bool there = part.status == Status::ok;
    Json json{{"id", part.id},
              {"title", part.title},
              {"weight", part.weight},
              {"depth", part.depth},
              {"status", to_string(part.status)},
              {"value", there ? Json(part.value) : Json()},
              {"contribution",
               there && area.card.status == Status::ok ? Json(part.contribution) : Json()}};
    Json standing = Json::array();
    for (std::size_t g = 0; g < part.standing.size(); ++g) {
        const PartStanding& at = part.standing[g];
        if (at.areas > 0) {
            standing.push_back({{"group", area.groups[g].kind},
                                {"name", area.groups[g].name},
                                {"areas", at.areas},
                                {"median", at.median},
                                {"difference", at.difference},
                                {"worse_than", at.worse_than}});
        }
    }
    json["standing"] = std::move(standing);
    return json;
}

Json area_json(const Explanation& whole, const ExplainedArea& area) {
    const bool scored = area.card.status == Status::ok;
    Json json{{"code", area.code},
              {"name", area.name},
              {"status", to_string(area.card.status)},
              {"score", scored ? Json(area.card.score) : Json()},
              {"rank", scored ? Json(area.card.rank) : Json()},
              {"decile", scored && area.card.decile > 0 ? Json(area.card.decile) : Json()}};
    Json parts = Json::array();
    for (const PartCard& part : area.card.parts) {
        parts.push_back(part_json(part, area));
    }
    json["parts"] = std::move(parts);
    if (!whole.has_rule) {
        return json;
    }
    json["selected"] = area.selected;
    json["reason"] = area.reason;
    json["turning_score"] = area.turning_score ? Json(*area.turning_score) : Json();
    json["category"] = area.selected ? Json(area.category) : Json();
    if (whole.has_changes && scored) {
        json["smallest_changes"] = {{"weights", flips_json(area.weights)},
                                    {"values", flips_json(area.values)}};
    } else {
        json["smallest_changes"] = Json();
    }
    if (!whole.has_neighbours) {
        json["neighbours_with_other_answer"] = Json();
        return json;
    }
    Json neighbours = Json::array();
    for (const OtherAnswer& near : area.neighbours) {
        neighbours.push_back({{"code", near.code},
                              {"name", near.name},
                              {"rank", near.rank > 0 ? Json(near.rank) : Json()},
                              {"reason", near.reason}});
    }
    json["neighbours_with_other_answer"] = std::move(neighbours);
    return json;
}

}  // namespace

std::string explanation_text(const Explanation& explanation) {
    std::string out;
    for (const ExplainedArea& area : explanation.areas) {
        out += out.empty() ? "" : "\n\n";
        out += headline(explanation, area) + "\n" + parts_table(area);
        if (area.card.status == Status::ok) {
            out += "\n" + strongest_text(area);
        }
        if (explanation.has_rule) {
            out += "\n" + answer_text(explanation, area) + changes_text(area) +
                   neighbours_text(explanation, area);
        }
    }
    return out;
}

std::string explanation_json(const Explanation& explanation) {
    Json areas = Json::array();
    for (const ExplainedArea& area : explanation.areas) {
        areas.push_back(area_json(explanation, area));
    }
    return document_text(
        {{"result", explanation.result},
         {"index", explanation.index},
         {"ranked_areas", explanation.ranked},
         {"rule", explanation.has_rule ? Json(explanation.rule_title) : Json()},
         {"selected_areas", explanation.has_rule ? Json(explanation.selected) : Json()},
         {"areas", std::move(areas)},
         {"findings", findings_json<Json>(explanation.findings)}});
}

}  // namespace levelin::run
