#include <levelin/core/nearest_word.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/harmonise/dictionary.hpp>
#include <levelin/harmonise/names.hpp>
#include <unordered_map>

#include "dictionary_rows.hpp"

namespace levelin {

using namespace harmonise_detail;

namespace {

constexpr std::int32_t several = -2;

// A name to its area; `several` where two areas have it.
using Index = std::unordered_map<std::string, std::int32_t>;

void put(Index& index, std::string name, std::int32_t area) {
    if (name.empty()) {
        return;
    }
    const auto [it, fresh] = index.emplace(std::move(name), area);
    if (!fresh && it->second != area) {
        it->second = several;
    }
}

std::string_view cut_blanks(std::string_view text) noexcept {
    while (!text.empty() && static_cast<unsigned char>(text.front()) <= ' ') {
        text.remove_prefix(1);
    }
    while (!text.empty() && static_cast<unsigned char>(text.back()) <= ' ') {
        text.remove_suffix(1);
    }
    return text;
}

void example(std::vector<std::string>& list, std::string text) {
    if (list.size() < Diagnostics::max_examples) {
        list.push_back(std::move(text));
    }
}

// Every spelling that the aliases give for a normal name.
std::vector<std::string> other_spellings(const std::string& normal) {
    std::vector<std::string> found;
    const auto add_partners = [&](const std::string& of) {
        for (const AliasRow& row : rows_of_name_aliases()) {
            const std::string alias = normal_name(row.alias);
            const std::string name = normal_name(row.name);
            if (alias == of) {
                found.push_back(name);
            } else if (name == of) {
                found.push_back(alias);
            }
        }
    };
    add_partners(normal);
    const std::vector<std::string> direct = found;
    for (const std::string& spelling : direct) {
        add_partners(spelling);  // Two aliases of one listed name stand for each other too.
    }
    std::erase(found, normal);
    return found;
}

class Names {
  public:
    explicit Names(const Gazetteer& gazetteer) : m_gazetteer(gazetteer) {
        for (std::size_t a = 0; a < gazetteer.names.size(); ++a) {
            const auto area = static_cast<std::int32_t>(a);
            put(m_exact, std::string{cut_blanks(gazetteer.names[a])}, area);
            put(m_normal, normal_name(gazetteer.names[a]), area);
            if (a < gazetteer.other_names.size()) {
                put(m_exact, std::string{cut_blanks(gazetteer.other_names[a])}, area);
                put(m_normal, normal_name(gazetteer.other_names[a]), area);
            }
        }
        for (const std::string& name : gazetteer.names) {
            m_suggestions.emplace_back(name);
        }
    }

    [[nodiscard]] MatchedName match(std::string_view name) const {
        if (const auto it = m_exact.find(std::string{name}); it != m_exact.end()) {
            return taken(it->second, NameMatch::exact);
        }
        const std::string normal = normal_name(name);
        if (const auto it = m_normal.find(normal); it != m_normal.end()) {
            return taken(it->second, NameMatch::normalised);
        }
        MatchedName found;
        for (const std::string& spelling : other_spellings(normal)) {
            const auto it = m_normal.find(spelling);
            if (it == m_normal.end() || (found.area >= 0 && found.area == it->second)) {
                continue;
            }
            found = found.how == NameMatch::none ? taken(it->second, NameMatch::alias)
                                                 : taken(several, NameMatch::alias);
        }
        if (found.how == NameMatch::none) {
            found.nearest = nearest_word(name, m_suggestions);
            found.reason = reason_for(normal);
        }
        return found;
    }

  private:
    static MatchedName taken(std::int32_t area, NameMatch how) {
        if (area == several) {
            return {NameMatch::ambiguous, -1, {}, "several areas have this name"};
        }
        return {how, area, {}, {}};
    }

    // What the dictionary knows of an authority of that name that the gazetteer does not have.
    [[nodiscard]] std::string reason_for(const std::string& normal) const {
        const DetectedGeography& geography = m_gazetteer.geography;
        std::string reason;
        for (const AuthorityHistory& history : authority_histories()) {
            const bool county = history.code.starts_with("E10");
            if (normal_name(history.name) != normal || (county && !reason.empty())) {
                continue;
            }
            std::string text =
                explain_code(*AreaCode::parse(history.code), geography.earliest, geography.latest);
            if (text.empty() && county) {
                text =
                    std::string{history.name} + " is a county (" + std::string{history.code} + ")";
            }
            if (!text.empty() && reason.empty()) {
                reason = std::move(text);
            }
        }
        return reason;
    }

    const Gazetteer& m_gazetteer;
    Index m_exact;
    Index m_normal;
    std::vector<std::string_view> m_suggestions;
};

std::string pair_text(std::string_view name, const Gazetteer& gazetteer, std::int32_t area) {
    const auto a = static_cast<std::size_t>(area);
    return std::string{name} + " = " + gazetteer.names[a] + " (" + gazetteer.codes[a].str() + ")";
}

void count(NameReport& report, const MatchedName& match, std::string_view name,
           const Gazetteer& gazetteer) {
    switch (match.how) {
        case NameMatch::exact:
            ++report.exact;
            break;
        case NameMatch::normalised:
            ++report.normalised;
            example(report.normalised_examples, pair_text(name, gazetteer, match.area));
            break;
        case NameMatch::alias:
            ++report.alias;
            example(report.alias_examples, pair_text(name, gazetteer, match.area));
            break;
        case NameMatch::ambiguous:
            ++report.ambiguous;
            example(report.ambiguous_examples, std::string{name});
            break;
        case NameMatch::none:
            ++report.unmatched;
            example(report.unmatched_examples,
                    std::string{name} + (match.reason.empty() ? "" : ": " + match.reason) +
                        (match.nearest.empty() ? "" : " (nearest: " + match.nearest + ")"));
            break;
    }
}

}  // namespace

std::string_view to_string(NameMatch match) noexcept {
    switch (match) {
        case NameMatch::none:
            return "none";
        case NameMatch::exact:
            return "exact";
        case NameMatch::normalised:
            return "normalised";
        case NameMatch::alias:
            return "alias";
        case NameMatch::ambiguous:
            return "ambiguous";
    }
    return "none";
}

NameMatches match_names(const Gazetteer& gazetteer, std::span<const std::string> names) {
    const Names index{gazetteer};
    NameMatches matches;
    NameReport& report = matches.report;
    report.names = names.size();
    report.areas = gazetteer.names.size();
    std::vector<bool> used(gazetteer.names.size(), false);
    matches.rows.reserve(names.size());
    for (const std::string& text : names) {
        const std::string_view name = cut_blanks(text);
        if (name.empty()) {
            ++report.blank;
            matches.rows.push_back({});
            continue;
        }
        MatchedName match = index.match(name);
        count(report, match, name, gazetteer);
        if (match.area >= 0) {
            const auto a = static_cast<std::size_t>(match.area);
            if (used[a]) {
                ++report.repeated;
                example(report.repeated_examples, pair_text(name, gazetteer, match.area));
            }
            used[a] = true;
        }
        matches.rows.push_back(std::move(match));
    }
    for (const bool found : used) {
        report.areas_without_name += found ? 0 : 1;
    }
    return matches;
}

std::vector<AreaCode> codes_of(const NameMatches& matches, const Gazetteer& gazetteer) {
    std::vector<AreaCode> codes;
    codes.reserve(matches.rows.size());
    for (const MatchedName& row : matches.rows) {
        codes.push_back(row.area < 0 ? AreaCode{}
                                     : gazetteer.codes[static_cast<std::size_t>(row.area)]);
    }
    return codes;
}

Diagnostics findings_of(const NameReport& report, std::string_view what) {
    Diagnostics findings;
    const auto number = [](std::size_t n) { return grouped_text(n); };
    const std::string table{what};
    std::vector<std::string> examples = report.alias_examples;
    examples.insert(examples.end(), report.normalised_examples.begin(),
                    report.normalised_examples.end());
    examples.resize(std::min(examples.size(), Diagnostics::max_examples));
    findings.note("N-JOIN-02",
                  table + " was joined by name: of " + number(report.names) + " names " +
                      number(report.exact) + " are as written in the boundaries, " +
                      number(report.normalised) + " once spelt alike, " + number(report.alias) +
                      " by a known alias",
                  report.exact + report.normalised + report.alias, std::move(examples));
    if (report.unmatched != 0) {
        findings.warn("W-JOIN-07",
                      number(report.unmatched) + " of " + number(report.names) + " names of " +
                          table + " match no area; similar names are suggestions alone",
                      report.unmatched, report.unmatched_examples);
    }
    if (report.ambiguous != 0) {
        findings.warn("W-JOIN-08",
                      number(report.ambiguous) + " names of " + table +
                          " are those of several areas; none was taken",
                      report.ambiguous, report.ambiguous_examples);
    }
    if (report.repeated != 0) {
        findings.warn("W-JOIN-09",
                      number(report.repeated) + " rows of " + table +
                          " name an area that an earlier row names",
                      report.repeated, report.repeated_examples);
    }
    return findings;
}

}  // namespace levelin
