#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/chart/axis.hpp>
#include <levelin/score/kernels.hpp>
#include <levelin/target/table_columns.hpp>

#include "report_pictures.hpp"
#include "report_sections.hpp"
#include "report_words.hpp"

namespace levelin::run {

namespace {

using chart::number_text;
using report::Table;

constexpr int fifths = 5;
constexpr std::size_t least_for_fifths = 50;

/// What the score stands beside.
struct Beside {
    std::string title;
    std::string axis;
    NumberColumn values;
    bool worse_is_high = true;  ///< Not known of a column that somebody named.
    bool part = false;          ///< Of the score itself.
};

/// The areas that have both, and where each stands in both.
struct Both {
    std::vector<std::uint32_t> areas;
    std::vector<double> score;
    std::vector<double> other;
    std::vector<double> score_percentile;  ///< 100 = the highest.
    std::vector<double> other_percentile;
};

std::optional<Beside> beside(const ReportFacts& facts) {
    Beside found;
    if (!facts.against.empty()) {
        found.values = columns::numbers_of(facts.table(), facts.against);
        found.title = column_words(facts, facts.against);
        found.axis = found.title;
        found.worse_is_high = false;
        return found;
    }
    for (const std::string& index : facts.inputs.result.indices) {
        if (index != facts.index && facts.table().find(index + "_score") != nullptr) {
            found.values = columns::numbers_of(facts.table(), index + "_score");
            found.title = column_words(facts, index + "_score");
            found.axis = found.title + " (score)";
            return found;
        }
    }
    if (facts.parts.size() < 2) {
        return std::nullopt;
    }
    const auto heaviest = std::max_element(
        facts.parts.begin(), facts.parts.end(),
        [](const ReportPart& a, const ReportPart& b) { return a.weight < b.weight; });
    found.values = heaviest->contribution;
    found.title = heaviest->title;
    found.axis = found.title + ": points that it adds to the score";
    found.part = true;
    return found;
}

Both with_both(const ReportFacts& facts, const NumberColumn& other) {
    Both both;
    NumberColumn first;
    NumberColumn second;
    for (std::uint32_t a = 0; a < facts.size(); ++a) {
        if (facts.scored(a) && other.status[a] == Status::ok && std::isfinite(other.values[a])) {
            both.areas.push_back(a);
            first.values.push_back(facts.score.values[a]);
            second.values.push_back(other.values[a]);
        }
    }
    both.score = first.values;
    both.other = second.values;
    first.status.assign(both.areas.size(), Status::ok);
    second.status = first.status;
    both.score_percentile = columns::percentiles_of(std::move(first)).values;
    both.other_percentile = columns::percentiles_of(std::move(second)).values;
    return both;
}

std::string agreement_words(const ReportFacts& facts, double agreement, const Beside& other) {
    const double size = std::abs(agreement);
    const std::string title = "\u201c" + other.title + "\u201d";
    const std::string number = " (rank correlation " + number_text(agreement, 2) +
                               "; 1 is the same order, 0 no connection, \u22121 the opposite "
                               "order).";
    if (size < 0.2) {
        return "The score and " + title + " have hardly anything to do with each other" + number;
    }
    if (!other.worse_is_high) {
        const std::string much = size >= 0.9 ? "almost always" : size >= 0.6 ? "mostly" : "often";
        return "Where the score is high, " + title + " is " + much +
               (agreement > 0 ? " high, too" : " low") + number;
    }
    const std::string much = size >= 0.9 ? "nearly" : size >= 0.6 ? "much" : "very roughly";
    return "The score and " + title + " put the " + facts.area_plural + " in " + much +
           (agreement > 0 ? " the same order" : " the opposite order") + number;
}

/// How many of the most deprived tenth are in the highest and in the lowest tenth of the other.
std::string tenth_words(const ReportFacts& facts, const Both& both, const Beside& other) {
    std::size_t worst = 0;
    std::size_t high = 0;
    std::size_t low = 0;
    for (std::size_t i = 0; i < both.areas.size(); ++i) {
        if (both.score_percentile[i] > 90) {
            ++worst;
            high += both.other_percentile[i] > 90 ? 1 : 0;
            low += both.other_percentile[i] <= 10 ? 1 : 0;
        }
    }
    if (worst == 0) {
        return {};
    }
    const auto share = [&](std::size_t count) {
        return number_text(static_cast<double>(count), 0) + " (" +
               percent_words(static_cast<double>(count) / static_cast<double>(worst)) + ")";
    };
    const std::string title = "\u201c" + other.title + "\u201d";
    std::string text = " Of the " + counted_text(worst, facts.area_word, facts.area_plural) +
                       " in the most deprived tenth by the score, " + share(high) +
                       (high == 1 ? " is" : " are") +
                       (other.worse_is_high ? " also in the most deprived tenth by "
                                            : " in the tenth that is highest in ") +
                       title;
    if (!other.worse_is_high) {
        text +=
            ", and " + share(low) + (low == 1 ? " is" : " are") + " in the tenth that is lowest";
    }
    text += ".";
    if (other.part) {
        text += " The others owe their place to the other parts of the score: looking at " + title +
                " alone would miss them.";
    }
    return text;
}

/// The area of the highest score, and those that stand furthest apart in the two orders.
std::vector<std::size_t> marked_points(const Both& both) {
    const auto gap = [&](std::size_t i) {
        return both.score_percentile[i] - both.other_percentile[i];
    };
    std::size_t top = 0;
    std::size_t high = 0;
    std::size_t low = 0;
    for (std::size_t i = 1; i < both.areas.size(); ++i) {
        top = both.score[i] > both.score[top] ? i : top;
        high = gap(i) > gap(high) ? i : high;
        low = gap(i) < gap(low) ? i : low;
    }
    std::vector<std::size_t> marked{top};
    for (const std::size_t i : {high, low}) {
        if (std::find(marked.begin(), marked.end(), i) == marked.end() && gap(i) != 0) {
            marked.push_back(i);
        }
    }
    return marked;
}

Table fifths_table(const ReportFacts& facts, const Both& both, const Beside& other) {
    std::array<std::array<std::size_t, fifths>, fifths> counts{};
    const auto fifth = [](double percentile) {
        return static_cast<std::size_t>(
            std::clamp(fifths - static_cast<int>(std::ceil(percentile / 20)), 0, fifths - 1));
    };
    for (std::size_t i = 0; i < both.areas.size(); ++i) {
        ++counts[fifth(both.score_percentile[i])][fifth(both.other_percentile[i])];
    }
    const std::array<std::string, fifths> worse{"Most deprived fifth", "Second", "Third", "Fourth",
                                                "Least deprived fifth"};
    std::array<std::string, fifths> across = worse;
    if (!other.worse_is_high) {
        across.front() = "Highest fifth";
        across.back() = "Lowest fifth";
    }
    Table table;
    table.caption = "Number of " + facts.area_plural +
                    " by fifths of the score (down) and of \u201c" + other.title +
                    "\u201d (across)";
    table.columns.push_back({"By the score", false});
    for (std::size_t f = 0; f < fifths; ++f) {
        table.columns.push_back({across[f], true});
        table.rows.push_back({worse[f]});
        for (const std::size_t count : counts[f]) {
            table.rows.back().push_back(number_text(static_cast<double>(count), 0));
        }
    }
    return table;
}

Table areas_table(const ReportFacts& facts, const Both& both, const Beside& other) {
    Table table;
    table.caption = "Score and \u201c" + other.title + "\u201d of each " + facts.area_word;
    table.columns = {{capitalised(facts.area_word), false}, {"Score", true}, {other.axis, true}};
    std::vector<std::size_t> order(both.areas.size());
    for (std::size_t i = 0; i < order.size(); ++i) {
        order[i] = i;
    }
    std::stable_sort(order.begin(), order.end(),
                     [&](std::size_t a, std::size_t b) { return both.score[a] > both.score[b]; });
    const int score_decimals = std::max(1, chart::decimals_for(both.score));
    const int other_decimals = chart::decimals_for(both.other);
    for (const std::size_t i : order) {
        table.rows.push_back({facts.name(both.areas[i]), number_text(both.score[i], score_decimals),
                              number_text(both.other[i], other_decimals)});
    }
    return table;
}

/// The part below a node that has a title and that a column is of, or null.
const PartSpec* part_of(const PartSpec& node, const std::string& column) {
    for (const PartSpec& part : node.parts) {
        const bool own = column == part.id || column == part.id + "_value" ||
                         column == part.id + "_contribution";
        if (own && !part.title.empty()) {
            return &part;
        }
        if (const PartSpec* below = part_of(part, column)) {
            return below;
        }
    }
    return nullptr;
}

}  // namespace

std::string column_words(const ReportFacts& facts, const std::string& column) {
    if (facts.project) {
        for (const config::IndexConfig& index : facts.project->indices) {
            const PartSpec& root = index.spec.root;
            if (column == root.id + "_score" && !root.title.empty()) {
                return root.title;
            }
            if (const PartSpec* part = part_of(root, column)) {
                return part->title;
            }
        }
    }
    std::string words = column;
    std::replace(words.begin(), words.end(), '_', ' ');
    return capitalised(words);
}

void add_comparison(report::Document& document, const ReportFacts& facts) {
    const std::optional<Beside> other = beside(facts);
    if (!other) {
        return;
    }
    const Both both = with_both(facts, other->values);
    if (both.areas.size() < 3) {
        return;
    }
    document.parts.emplace_back(
        report::Heading{2, "The score beside \u201c" + other->title + "\u201d", false});
    const std::vector<Status> all(both.areas.size(), Status::ok);
    const double agreement = kernels::rank_agreement(both.score, both.other, all);
    std::string text;
    if (other->part) {
        text = "\u201c" + other->title + "\u201d has the largest weight in the score. ";
    }
    text += agreement_words(facts, agreement, *other);
    if (both.areas.size() >= 20) {
        text += tenth_words(facts, both, *other);
    }
    document.parts.emplace_back(report::Paragraph{std::move(text), false});
    chart::ScatterSpec spec;
    spec.x = both.other;
    spec.y = both.score;
    spec.x_of = other->axis;
    spec.y_of = "Score";
    for (const std::size_t i : marked_points(both)) {
        spec.marks.push_back({i, facts.name(both.areas[i])});
    }
    chart::Chart made = chart::scatter(spec, {report_type(), picture_width_px, 1});
    made.description += " Rank correlation " + number_text(agreement, 2) + ".";
    const std::string caption = "Each " + facts.area_word + " by both";
    report::Figure figure =
        chart_figure(std::move(made), caption,
                     both.areas.size() < least_for_fifths ? areas_table(facts, both, *other)
                                                          : fifths_table(facts, both, *other));
    figure.lower = [spec, caption, said = figure.drawing.description](
                       double height_px) -> std::optional<draw::Drawing> {
        for (const double share : {0.8, 0.7, 0.6}) {  // Of the width, and with it of the height.
            report::Figure narrow =
                chart_figure(chart::scatter(spec, {report_type(), picture_width_px * share, 1}),
                             caption, std::nullopt);
            if (narrow.drawing.height_px <= height_px) {
                narrow.drawing.description = said;
                return std::move(narrow.drawing);
            }
        }
        return std::nullopt;
    };
    document.parts.emplace_back(std::move(figure));
    document.parts.emplace_back(report::Paragraph{
        "Named are the " + facts.area_word +
            " with the highest score and those whose places in the two orders are furthest apart. "
            "The bars above and at the right count the " +
            facts.area_plural + " by each of the two.",
        false});
}

}  // namespace levelin::run
