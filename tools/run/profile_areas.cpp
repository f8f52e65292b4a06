#include "profile_areas.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/chart/axis.hpp>
#include <levelin/core/error.hpp>
#include <levelin/draw/write.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/report/html.hpp>
#include <levelin/report/profile_page.hpp>
#include <map>

#include "json_parts.hpp"
#include "locator_map.hpp"
#include "profile_choice.hpp"
#include "profile_figures.hpp"
#include "report_pictures.hpp"
#include "report_sections.hpp"
#include "report_words.hpp"

namespace levelin::run {

namespace {

using chart::number_text;

/// Makes the profiles of a result's areas.
class Profiler {
  public:
    Profiler(const ReportFacts& facts, const std::optional<RuleNeighbours>& neighbours,
             std::string kicker)
        : m_facts{facts}, m_neighbours{neighbours}, m_kicker{std::move(kicker)} {
        std::map<std::string, std::vector<std::uint32_t>> regions;
        std::map<std::string, std::vector<std::uint32_t>> nations;
        for (std::uint32_t a = 0; a < facts.size(); ++a) {
            if (facts.regions && !facts.regions->codes[a].empty()) {
                regions[facts.regions->codes[a]].push_back(a);
            }
            if (facts.nations && !facts.nations->codes[a].empty()) {
                nations[facts.nations->codes[a]].push_back(a);
            }
            if (facts.scored(a)) {
                m_scores.push_back(facts.score.values[a]);
            }
        }
        for (const auto& [code, areas] : regions) {
            m_regions[code] = figures_of(facts, facts.regions->names[areas.front()], areas);
        }
        for (const auto& [code, areas] : nations) {
            m_nations[code] = figures_of(facts, facts.nations->names[areas.front()], areas);
        }
        m_decimals = std::max(1, chart::decimals_for(m_scores));
        std::sort(m_scores.begin(), m_scores.end());
        if (!m_scores.empty()) {
            m_median = median_of(m_scores);
        }
    }

    [[nodiscard]] report::Profile profile(std::uint32_t area) const {
        report::Profile made;
        made.kicker = m_kicker;
        made.name = m_facts.name(area);
        made.code = m_facts.table().codes[area].str();
        made.place = place(area);
        made.footer = m_facts.inputs.result.licences;
        const std::vector<std::uint32_t> beside = neighbours(area);
        made.sentences = sentences(area, beside);
        made.figures = key_figures(area);
        if (m_facts.boundaries) {
            const LocatorMap locator = locator_map(m_facts, area, beside, report::profile_map_px);
            made.map = locator.drawing;
            made.map_caption = locator.caption;
        }
        if (m_facts.scored(area)) {
            made.parts_heading = "What the score is made of";
            made.parts = bars(area);
            made.standing_heading =
                "Where it stands among the " +
                counted_text(m_scores.size(), m_facts.area_word, m_facts.area_plural);
            made.standing = strip(area);
        }
        made.beside = table(area, beside);
        return made;
    }

  private:
    [[nodiscard]] const GroupFigures* region(std::uint32_t area) const {
        const auto at =
            m_facts.regions ? m_regions.find(m_facts.regions->codes[area]) : m_regions.end();
        return at == m_regions.end() || at->second.scored == 0 ? nullptr : &at->second;
    }
    [[nodiscard]] const GroupFigures* nation(std::uint32_t area) const {
        const auto at =
            m_facts.nations ? m_nations.find(m_facts.nations->codes[area]) : m_nations.end();
        return at == m_nations.end() || at->second.scored == 0 ? nullptr : &at->second;
    }

    [[nodiscard]] std::vector<std::uint32_t> neighbours(std::uint32_t area) const {
        std::vector<std::uint32_t> found;
        if (m_neighbours) {
            for (const std::uint32_t b : m_neighbours->graph.neighbours_of(area)) {
                found.push_back(b);
            }
        }
        std::stable_sort(found.begin(), found.end(), [&](std::uint32_t a, std::uint32_t b) {
            const bool x = m_facts.scored(a);
            const bool y = m_facts.scored(b);
            return x != y ? x : x && m_facts.rank.values[a] < m_facts.rank.values[b];
        });
        return found;
    }

    [[nodiscard]] std::string place(std::uint32_t area) const {
        std::vector<std::string> parts;
        for (const auto* groups : {&m_facts.councils, &m_facts.regions, &m_facts.nations}) {
            if (*groups && !(*groups)->names[area].empty() &&
                (*groups)->names[area] != m_facts.name(area)) {
                parts.push_back((*groups)->names[area]);
            }
        }
        std::string text;
        for (const std::string& part : parts) {
            text += (text.empty() ? "" : ", ") + part;
        }
        return capitalised(m_facts.area_word) + (text.empty() ? "" : " in " + with_article(text));
    }

    // 1 + the areas of the same group that are more deprived.
    [[nodiscard]] std::size_t place_in(const ReportGroups& groups, std::uint32_t area) const {
        std::size_t place = 1;
        for (std::size_t a = 0; a < m_facts.size(); ++a) {
            place += groups.codes[a] == groups.codes[area] && m_facts.scored(a) &&
                             m_facts.rank.values[a] < m_facts.rank.values[area]
                         ? 1
                         : 0;
        }
        return place;
    }

    [[nodiscard]] std::string decile_words(std::uint32_t area) const {
        const double decile = m_facts.decile.values[area];
        return decile == 1 ? "in the most deprived tenth"
               : decile == 10
                   ? "in the least deprived tenth"
                   : "in decile " + whole(decile) + " of 10, where 1 is the most deprived";
    }

    [[nodiscard]] std::string parts_sentence(std::uint32_t area, const GroupFigures& group) const {
        std::vector<std::pair<double, std::string>> differences;
        for (std::size_t p = 0; p < m_facts.parts.size(); ++p) {
            const NumberColumn& own = m_facts.parts[p].contribution;
            if (own.status[area] == Status::ok && group.contributions[p]) {
                differences.emplace_back(own.values[area] - *group.contributions[p],
                                         m_facts.parts[p].title);
            }
        }
        std::stable_sort(differences.begin(), differences.end(),
                         [](const auto& a, const auto& b) { return a.first > b.first; });
        std::vector<std::string> up;
        std::vector<std::string> down;
        for (const auto& [difference, title] : differences) {
            if (difference > 0 && up.size() < 2) {
                up.push_back(title);
            }
        }
        for (auto at = differences.rbegin(); at != differences.rend() && down.size() < 2; ++at) {
            if (at->first < 0) {
                down.push_back(at->second);
            }
        }
        const std::string than = "Compared with the median " + m_facts.area_word + " of " +
                                 with_article(group.name) + ", ";
        if (up.empty() && down.empty()) {
            return {};
        }
        if (down.empty()) {
            return than + "every part raises its score, most of all " + listed(up) + ".";
        }
        if (up.empty()) {
            return than + "every part lowers its score, most of all " + listed(down) + ".";
        }
        return than + listed(up) + (up.size() == 1 ? " raises" : " raise") + " its score most; " +
               listed(down) + (down.size() == 1 ? " lowers" : " lower") + " it.";
    }

    [[nodiscard]] std::vector<std::string> sentences(
        std::uint32_t area, const std::vector<std::uint32_t>& beside) const {
        const std::string name = shortened(m_facts.name(area), 60);
        std::vector<std::string> said;
        if (!m_facts.scored(area)) {
            said.push_back(name + " has no score: " + status_words(m_facts.score.status[area]) +
                           ". It is not ranked, which does not mean that there is no need.");
        } else {
            const auto rank = static_cast<std::size_t>(m_facts.rank.values[area]);
            std::string first =
                name + " is " + most_deprived(rank) + " of " +
                counted_text(m_facts.ranked, m_facts.area_word, m_facts.area_plural);
            first +=
                m_facts.decile.status[area] == Status::ok ? ", " + decile_words(area) + "." : ".";
            said.push_back(first);
            for (const auto* groups : {&m_facts.regions, &m_facts.councils}) {
                if (*groups && !(*groups)->codes[area].empty() &&
                    (*groups)->codes[area] != m_facts.table().codes[area].str()) {
                    std::size_t count = 0;
                    for (std::size_t a = 0; a < m_facts.size(); ++a) {
                        count += (*groups)->codes[a] == (*groups)->codes[area] && m_facts.scored(a)
                                     ? 1
                                     : 0;
                    }
                    if (count > 1) {
                        said.push_back("In " + with_article((*groups)->names[area]) + " it is " +
                                       most_deprived(place_in(**groups, area)) + " of " +
                                       counted_text(count, m_facts.area_word, m_facts.area_plural) +
                                       ".");
                    }
                }
            }
            const GroupFigures* group = nation(area) != nullptr ? nation(area) : region(area);
            if (group != nullptr) {
                const std::string parts = parts_sentence(area, *group);
                if (!parts.empty()) {
                    said.push_back(parts);
                }
            }
        }
        if (m_facts.selection) {
            const std::string& reason = m_facts.selection->reason[area];
            said.push_back((m_facts.selection->selected[area] != 0
                                ? "It is selected for support"
                                : "It is not selected for support") +
                           (reason.empty() ? std::string{"."} : ": " + reason + "."));
        }
        if (m_facts.confidence && m_facts.confidence->p_selected.status[area] == Status::ok) {
            const StudyConfidence& sure = *m_facts.confidence;
            std::string text;
            if (sure.rank_p05.status[area] == Status::ok &&
                sure.rank_p95.status[area] == Status::ok) {
                text = "Its rank lies between " + whole(sure.rank_p05.values[area]) + " and " +
                       whole(sure.rank_p95.values[area]) +
                       " in 90% of the draws that vary what is uncertain; it";
            } else {
                text = "It";
            }
            said.push_back(text + " is selected in " + percent_words(sure.p_selected.values[area]) +
                           " of them.");
        }
        if (m_facts.allocation && m_facts.allocation->amount.status[area] == Status::ok) {
            const StudyAllocation& study = *m_facts.allocation;
            said.push_back(study.scorecard.contains("choice")
                               ? "Of the choice of places: " + study.reason[area] + "."
                               : "It would get " + study.amount_words(study.amount.values[area]) +
                                     " (" + study.reason[area] + ").");
        }
        if (m_neighbours && m_facts.scored(area)) {
            std::size_t scored = 0;
            std::size_t less = 0;
            for (const std::uint32_t b : beside) {
                scored += m_facts.scored(b) ? 1 : 0;
                less +=
                    m_facts.scored(b) && m_facts.rank.values[b] > m_facts.rank.values[area] ? 1 : 0;
            }
            if (scored == 0) {
                said.push_back("It borders on no other " + m_facts.area_word + " with a score.");
            } else {
                const std::string of =
                    less == scored ? scored == 1 ? "its one neighbour" : "all its neighbours"
                                   : whole(static_cast<double>(less)) + " of its " +
                                         counted_text(scored, "neighbour", "neighbours");
                said.push_back(less > 0     ? "It is more deprived than " + of + "."
                               : scored > 1 ? "None of its neighbours is less deprived."
                                            : "Its one neighbour is not less deprived.");
            }
        }
        return said;
    }

    [[nodiscard]] std::vector<report::KeyFigures::One> key_figures(std::uint32_t area) const {
        if (!m_facts.scored(area)) {
            return {};
        }
        std::vector<report::KeyFigures::One> figures{
            {whole(m_facts.rank.values[area]),
             "rank of " + number_text(static_cast<double>(m_facts.ranked), 0)}};
        if (m_facts.decile.status[area] == Status::ok) {
            figures.push_back({whole(m_facts.decile.values[area]), "decile of 10"});
        }
        figures.push_back({number_text(m_facts.score.values[area], m_decimals), "score"});
        if (m_facts.confidence && m_facts.confidence->p_selected.status[area] == Status::ok) {
            figures.push_back(
                {percent_words(m_facts.confidence->p_selected.values[area]), "of draws select it"});
        } else if (m_facts.selection) {
            figures.push_back(
                {m_facts.selection->selected[area] != 0 ? "yes" : "no", "selected for support"});
        } else if (m_facts.people.size() != 0 && m_facts.people.status[area] == Status::ok) {
            figures.push_back({number_text(m_facts.people.values[area], 0), "people"});
        }
        return figures;
    }

    [[nodiscard]] chart::BarsSpec bars(std::uint32_t area) const {
        chart::BarsSpec spec;
        spec.of = "Contribution to the score";
        spec.subject = m_facts.name(area);
        for (const ReportPart& part : m_facts.parts) {
            spec.names.push_back(part.title);
            spec.values.push_back(part.contribution.status[area] == Status::ok
                                      ? std::optional{part.contribution.values[area]}
                                      : std::nullopt);
        }
        for (const GroupFigures* group : {region(area), nation(area)}) {
            if (group != nullptr) {
                spec.references.push_back({group->name + ", median", group->contributions});
            }
        }
        return spec;
    }

    [[nodiscard]] chart::DistributionSpec strip(std::uint32_t area) const {
        chart::DistributionSpec spec;
        spec.values = m_scores;
        spec.of = "Score";
        spec.low_note = "least deprived";
        spec.high_note = "most deprived";
        spec.height_px = 44;
        spec.decimals = m_decimals;
        spec.marks.push_back({m_facts.name(area), m_facts.score.values[area], true});
        if (const GroupFigures* group = region(area)) {
            spec.marks.push_back({group->name + ", median", group->score, false});
        }
        spec.marks.push_back({"Median of all", m_median, false});
        return spec;
    }

    [[nodiscard]] report::Table table(std::uint32_t area,
                                      const std::vector<std::uint32_t>& beside) const {
        report::Table made;
        made.caption = beside.empty() ? "Beside region and nation"
                                      : "Beside its neighbours, region and nation";
        made.columns = {{capitalised(m_facts.area_word), false},
                        {"Rank", true},
                        {"Decile", true},
                        {"Score", true}};
        if (m_facts.selection) {
            made.columns.push_back({"Selected", false});
        }
        const auto add_area = [&](std::uint32_t a) {
            std::vector<std::string> row{m_facts.name(a)};
            if (m_facts.scored(a)) {
                row.push_back(whole(m_facts.rank.values[a]));
                row.push_back(m_facts.decile.status[a] == Status::ok
                                  ? whole(m_facts.decile.values[a])
                                  : "\u2013");
                row.push_back(number_text(m_facts.score.values[a], m_decimals));
            } else {
                row.insert(row.end(), {"none", "none", "no score"});
            }
            if (m_facts.selection) {
                row.emplace_back(m_facts.selection->selected[a] != 0 ? "yes" : "no");
            }
            made.rows.push_back(std::move(row));
        };
        add_area(area);
        for (const GroupFigures* group : {region(area), nation(area)}) {
            if (group == nullptr) {
                continue;
            }
            std::vector<std::string> row{group->name + ", median", number_text(group->rank, 0),
                                         "\u2013", number_text(group->score, m_decimals)};
            if (m_facts.selection) {
                row.emplace_back("\u2013");
            }
            made.rows.push_back(std::move(row));
        }
        for (const std::uint32_t b : beside) {
            add_area(b);
        }
        return made;
    }

    const ReportFacts& m_facts;
    const std::optional<RuleNeighbours>& m_neighbours;
    std::string m_kicker;
    std::map<std::string, GroupFigures> m_regions;
    std::map<std::string, GroupFigures> m_nations;
    std::vector<double> m_scores;
    double m_median = 0;
    int m_decimals = 1;
};

std::string pdf_of(const std::vector<report::Profile>& profiles,
                   const std::vector<std::string>& sections, const std::string& title,
                   const ProfileRequest& request, Progress* progress) {
    std::vector<draw::Drawing> pages;
    draw::PdfOptions options;
    options.title = title;
    options.subject = "Profiles of " + counted_text(profiles.size(), "area", "areas");
    options.author = "levelin";
    options.date = request.date;
    std::string section;
    for (std::size_t i = 0; i < profiles.size(); ++i) {
        if (progress != nullptr) {
            progress->update("setting pages",
                             static_cast<double>(i) / static_cast<double>(profiles.size()));
        }
        const int page = static_cast<int>(i);
        const bool grouped = !sections[i].empty();
        if (grouped && sections[i] != section) {
            options.bookmarks.push_back({sections[i], page, 0});
        }
        section = sections[i];
        options.bookmarks.push_back({profiles[i].name, page, grouped ? 1 : 0});
        pages.push_back(report::profile_page(profiles[i], report_type()));
    }
    return draw::pdf(pages, options);
}

std::string html_of(const std::vector<report::Profile>& profiles, const std::string& title,
                    const ReportFacts& facts, const ProfileRequest& request) {
    report::Document document;
    document.title = title;
    document.subtitle =
        "Profiles of " + counted_text(profiles.size(), facts.area_word, facts.area_plural);
    document.date = request.date;
    document.footer = facts.inputs.result.licences;
    document.footer.push_back("Made with levelin.");
    for (const report::Profile& profile : profiles) {
        for (report::Part& part : report::profile_sections(profile, report_type())) {
            document.parts.push_back(std::move(part));
        }
    }
    return report::html(document, {});
}

}  // namespace

ProfileOutcome profile_areas(const ProfileRequest& request) {
    const std::string extension = request.to.extension().string();
    if (extension != ".html" && extension != ".pdf") {
        throw UsageError("E-REPORT-03", "profiles are not written as \"" + extension + "\"",
                         "a name that ends in .pdf or .html", "choose another name for --to");
    }
    geodata::OutputFile file{request.to, request.overwrite};
    const RuleInputsRequest& inputs = request.what.inputs;
    const ReportFacts facts = read_report_facts(request.what);
    std::vector<std::uint32_t> areas = chosen_areas(facts, request);
    const bool many_regions = facts.regions && request.within.empty() && areas.size() > 20;
    if (many_regions) {
        std::stable_sort(areas.begin(), areas.end(), [&](std::uint32_t a, std::uint32_t b) {
            return facts.regions->names[a] < facts.regions->names[b];
        });
    }
    ProfileOutcome outcome;
    outcome.findings = facts.inputs.findings;
    outcome.areas = areas.size();
    std::optional<RuleNeighbours> neighbours;
    if (facts.boundaries) {
        neighbours = read_rule_neighbours(inputs, facts.inputs.result, Contiguity::queen);
    }
    if (neighbours) {
        outcome.findings.append(neighbours->findings);
    }
    if (request.strict && outcome.findings.has_warnings()) {
        return outcome;
    }
    std::string title = !request.title.empty() ? request.title : text_in(facts.report, "title");
    if (title.empty()) {
        title = facts.index_title;
    }
    const Profiler profiler{facts, neighbours, title};
    std::vector<report::Profile> profiles;
    std::vector<std::string> sections;
    for (std::size_t i = 0; i < areas.size(); ++i) {
        profiles.push_back(profiler.profile(areas[i]));
        profiles.back().page_note =
            areas.size() == 1 ? "Made with levelin"
                              : "Page " + number_text(static_cast<double>(i + 1), 0) + " of " +
                                    number_text(static_cast<double>(areas.size()), 0);
        sections.push_back(many_regions ? facts.regions->names[areas[i]] : std::string{});
    }
    file.write(extension == ".pdf" ? pdf_of(profiles, sections, title, request, inputs.progress)
                                   : html_of(profiles, title, facts, request));
    const geodata::FileDigest digest = file.commit();
    using Ordered = nlohmann::ordered_json;
    outcome.report = document_text(Ordered{{"file", request.to.string()},
                                           {"bytes", digest.bytes},
                                           {"sha256", digest.sha256},
                                           {"areas", outcome.areas},
                                           {"findings", findings_json<Ordered>(outcome.findings)}});
    outcome.files = {request.to};
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
