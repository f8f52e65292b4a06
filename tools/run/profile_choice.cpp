#include "profile_choice.hpp"

#include <algorithm>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>

namespace levelin::run {

namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return text;
}

// The nearest among codes and names, as "Blackpool (E06000009)".
std::string nearest_area(const ReportFacts& facts, const std::string& wanted) {
    std::vector<std::string> known;
    for (std::size_t a = 0; a < facts.size(); ++a) {
        known.push_back(lower(facts.table().codes[a].str()));
        known.push_back(lower(facts.table().names[a]));
    }
    std::vector<std::string_view> views(known.begin(), known.end());
    const std::string near = nearest_word(lower(wanted), views);
    for (std::size_t k = 0; k < known.size() && !near.empty(); ++k) {
        if (known[k] == near) {
            return facts.name(k / 2) + " (" + facts.table().codes[k / 2].str() + ")";
        }
    }
    return {};
}

std::uint32_t find_area(const ReportFacts& facts, const std::string& wanted) {
    const std::string word = lower(wanted);
    for (std::uint32_t a = 0; a < facts.size(); ++a) {
        if (lower(facts.table().codes[a].str()) == word) {
            return a;
        }
    }
    std::vector<std::uint32_t> named;
    for (std::uint32_t a = 0; a < facts.size(); ++a) {
        if (lower(facts.table().names[a]) == word) {
            named.push_back(a);
        }
    }
    if (named.size() == 1) {
        return named.front();
    }
    if (named.size() > 1) {
        throw UsageError(
            "E-REPORT-04",
            std::to_string(named.size()) + " areas of the result are called \"" + wanted + "\"",
            "the code of one of them, such as " + facts.table().codes[named.front()].str());
    }
    const std::string near = nearest_area(facts, wanted);
    throw UsageError("E-REPORT-04", "the result has no area \"" + wanted + "\"",
                     near.empty() ? "a code or name of its areas.csv" : "such as " + near,
                     "codes and names stand in areas.csv");
}

std::vector<std::uint32_t> within(const ReportFacts& facts, const std::string& wanted) {
    const std::string word = lower(wanted);
    std::vector<std::uint32_t> areas;
    std::vector<std::string> known;
    for (const auto* groups : {&facts.regions, &facts.councils, &facts.nations}) {
        if (!*groups || !areas.empty()) {
            continue;
        }
        for (std::uint32_t a = 0; a < facts.size(); ++a) {
            const std::string code = lower((*groups)->codes[a]);
            const std::string name = lower((*groups)->names[a]);
            if (!code.empty() && (code == word || name == word)) {
                areas.push_back(a);
            }
            if (!name.empty() &&
                std::find(known.begin(), known.end(), (*groups)->names[a]) == known.end()) {
                known.push_back((*groups)->names[a]);
            }
        }
    }
    if (areas.empty()) {
        std::vector<std::string> low;
        for (const std::string& name : known) {
            low.push_back(lower(name));
        }
        const std::vector<std::string_view> views(low.begin(), low.end());
        const std::string near = nearest_word(word, views);
        const auto at = std::find(low.begin(), low.end(), near);
        throw UsageError("E-REPORT-04", "no area lies in \"" + wanted + "\"",
                         near.empty() || at == low.end()
                             ? "a nation, or a region or council of a look-up"
                             : "such as " + known[static_cast<std::size_t>(at - low.begin())],
                         "--lookup says which areas lie in which region or council");
    }
    return areas;
}

}  // namespace

std::vector<std::uint32_t> chosen_areas(const ReportFacts& facts, const ProfileRequest& request) {
    std::vector<std::uint32_t> chosen;
    for (const std::string& wanted : request.areas) {
        const std::uint32_t area = find_area(facts, wanted);
        if (std::find(chosen.begin(), chosen.end(), area) == chosen.end()) {
            chosen.push_back(area);
        }
    }
    if (!request.within.empty() || request.all) {
        std::vector<std::uint8_t> in(facts.size(), request.all ? 1 : 0);
        if (!request.within.empty()) {
            for (const std::uint32_t a : within(facts, request.within)) {
                in[a] = 1;
            }
        }
        for (const std::uint32_t a : chosen) {
            in[a] = 0;
        }
        for (const std::uint32_t a : facts.by_rank()) {
            if (in[a] != 0) {
                chosen.push_back(a);
            }
        }
        for (std::uint32_t a = 0; a < facts.size() && !request.within.empty(); ++a) {
            if (in[a] != 0 && !facts.scored(a)) {
                chosen.push_back(a);
            }
        }
    }
    if (chosen.empty()) {
        throw UsageError("E-REPORT-05", "no area is asked for",
                         "codes or names of areas, --within a region or council, or --all",
                         "for instance: levelin profile RESULT E06000009 --to blackpool.pdf");
    }
    return chosen;
}

}  // namespace levelin::run
