#include <algorithm>
#include <array>
#include <levelin/core/ascii.hpp>
#include <levelin/harmonise/dictionary.hpp>
#include <map>
#include <set>

#include "harmonise_parts.hpp"

namespace levelin {

using namespace harmonise_detail;

namespace {

using Tally = std::array<std::size_t, static_cast<std::size_t>(Geography::mixed) + 1>;

std::size_t at(const Tally& tally, Geography kind) {
    return tally[static_cast<std::size_t>(kind)];
}

char nation_of(const AreaCode& code) noexcept {
    const char c = code.view().front();
    return c == '9' ? 'N' : c;
}

// The codes that bound a part's editions.
struct Bounds {
    AreaCode newest;  // Began last: sets the earliest edition.
    AreaCode oldest;  // Ended first: sets the latest edition.
};

bool belongs(Geography kind, Geography column) noexcept {
    if (column == Geography::mixed) {
        return kind == Geography::lsoa || kind == Geography::data_zone ||
               kind == Geography::super_output_area;
    }
    if (column == Geography::utla) {
        return kind == Geography::local_authority || kind == Geography::county;
    }
    return kind == column;
}

struct Part {
    GeographyPart part;
    Bounds bounds;
};

std::vector<Part> parts_of_codes(std::span<const AreaCode> codes, Geography column, char& nation) {
    std::vector<Part> parts;
    for (const AreaCode& code : codes) {
        if (code.empty()) {
            continue;
        }
        Geography kind = geography_of(code);
        if (!belongs(kind, column)) {
            continue;
        }
        kind = column == Geography::mixed ? kind : column;
        const char own = nation_of(code);
        nation = nation == 0 || nation == own ? own : '*';
        const char group = edition_group(kind, own);
        auto it = std::find_if(parts.begin(), parts.end(), [&](const Part& p) {
            return p.part.kind == kind && p.part.nation == group;
        });
        if (it == parts.end()) {
            parts.push_back({});
            it = std::prev(parts.end());
            it->part.kind = kind;
            it->part.nation = group;
        }
        ++it->part.codes;
        const CodeLife life = life_of(code);
        if (!life.known) {
            continue;
        }
        if (life.first_edition != 0 && life.first_edition > it->part.earliest) {
            it->part.earliest = life.first_edition;
            it->bounds.newest = code;
        }
        if (life.last_edition != 0 &&
            (it->part.latest == 0 || life.last_edition < it->part.latest)) {
            it->part.latest = life.last_edition;
            it->bounds.oldest = code;
        }
    }
    nation = nation == '*' ? '\0' : nation;
    return parts;
}

std::string ended_text(const AreaCode& code, int last) {
    return code.str() + " stands in no list after " + std::to_string(last);
}

std::string began_text(const AreaCode& code, int first) {
    return code.str() + " is new in " + std::to_string(first);
}

// What the codes say of a part's editions, in words; empty where they say nothing.
std::string evidence_of(const Part& part, const std::vector<int>& years) {
    const GeographyPart& p = part.part;
    if (p.kind == Geography::super_output_area) {
        return "the form 95AA01S1 is that of 2001";
    }
    if (p.earliest != 0 && p.earliest == p.latest && part.bounds.newest == part.bounds.oldest) {
        return part.bounds.newest.str() + " stands in the list of " + std::to_string(p.latest) +
               " alone";
    }
    const bool began = p.earliest != 0 && (years.empty() || p.earliest > years.front());
    const bool ended = p.latest != 0 && (years.empty() || p.latest < years.back());
    std::string text = began ? began_text(part.bounds.newest, p.earliest) : "";
    if (ended) {
        text += (began ? " and " : "") + ended_text(part.bounds.oldest, p.latest);
    }
    return text;
}

// Codes that do not stand in the edition that most of them stand in.
void tell_mixed(DetectedGeography& found, const Part& part, std::span<const AreaCode> codes) {
    std::set<AreaCode> own;
    std::set<int> years;
    std::map<AreaCode, CodeLife> lives;
    for (const AreaCode& code : codes) {
        if (code.empty() || !belongs(geography_of(code), found.kind) ||
            edition_group(part.part.kind, nation_of(code)) != part.part.nation) {
            continue;
        }
        const CodeLife life = life_of(code);
        if (life.known && (life.first_edition != 0 || life.last_edition != 0)) {
            lives.emplace(code, life);
            years.insert(life.first_edition);
            years.insert(life.last_edition);
        }
    }
    years.erase(0);
    int best = 0;
    std::size_t fewest = lives.size() + 1;
    for (const int year : years) {
        const auto out = static_cast<std::size_t>(
            std::count_if(lives.begin(), lives.end(),
                          [&](const auto& entry) { return !entry.second.stands_in(year); }));
        if (out < fewest) {
            fewest = out;
            best = year;
        }
    }
    for (const auto& [code, life] : lives) {
        if (!life.stands_in(best) && found.mixed_examples.size() < Diagnostics::max_examples) {
            found.mixed_examples.push_back(
                code.str() + (life.first_edition > best
                                  ? " (from " + std::to_string(life.first_edition) + " on)"
                                  : " (until " + std::to_string(life.last_edition) + ")"));
        }
    }
    found.mixed_vintages = true;
    found.evidence = std::to_string(fewest) + " of the codes stand in no list of " +
                     std::to_string(best) + ", the edition of the others";
}

// A year that a name or a line of the sheet gives, held against what the codes allow.
void apply_year(DetectedGeography& found, int year, const std::string& source,
                std::span<const Bounds> bounds) {
    bool applied = false;
    bool pinned = true;
    for (std::size_t i = 0; i < found.parts.size(); ++i) {
        GeographyPart& part = found.parts[i];
        const std::vector<int> years = edition_years(part.kind, part.nation);
        if (!years.empty() && std::find(years.begin(), years.end(), year) == years.end()) {
            continue;
        }
        const bool too_early = part.earliest != 0 && year < part.earliest;
        const bool too_late = part.latest != 0 && year > part.latest;
        if (too_early || too_late) {
            found.contradiction = source + " says " + std::to_string(year) + ", but ";
            const AreaCode code = i >= bounds.size() ? AreaCode{}
                                  : too_early        ? bounds[i].newest
                                                     : bounds[i].oldest;
            found.contradiction += code.empty() ? found.evidence
                                   : too_early  ? began_text(code, part.earliest)
                                                : ended_text(code, part.latest);
            return;
        }
        pinned = pinned && part.earliest == year && part.latest == year;
        part.earliest = year;
        part.latest = year;
        applied = true;
    }
    if (applied) {
        found.evidence = source + (pinned ? ", which the codes confirm" : "");
        found.certainty = pinned ? Certainty::proved : Certainty::named;
    }
}

void conclude(DetectedGeography& found) {
    if (found.mixed_vintages) {
        found.certainty = Certainty::proved;
    }
    if (found.parts.size() != 1 || found.mixed_vintages) {
        return;
    }
    found.earliest = found.parts.front().earliest;
    found.latest = found.parts.front().latest;
    found.vintage = found.earliest == found.latest ? found.earliest : 0;
}

// Words of a "Geography:" line that say which kind it speaks of.
bool speaks_of(std::string_view statement, Geography kind) {
    const std::string text = ascii_lower(statement);
    const auto has = [&](std::string_view word) { return text.find(word) != std::string::npos; };
    switch (kind) {
        case Geography::local_authority:
            return has("local authorit") || has("district") || has("council") || has("lad");
        case Geography::utla:
            return has("count") || has("upper tier") || has("utla");
        case Geography::lsoa:
            return has("lower") || has("lsoa");
        case Geography::msoa:
            return has("middle") || has("msoa");
        case Geography::data_zone:
            return has("data zone") || has("datazone");
        case Geography::constituency:
            return has("constituenc");
        case Geography::ward:
            return has("ward");
        default:
            return false;
    }
}

Geography kind_of_column(const Tally& tally, std::size_t total, double& share) {
    const auto best = std::max_element(tally.begin() + 1, tally.end());
    if (*best == 0) {
        return Geography::unknown;
    }
    auto kind = static_cast<Geography>(best - tally.begin());
    std::size_t count = *best;
    const std::size_t small_areas = at(tally, Geography::lsoa) + at(tally, Geography::data_zone) +
                                    at(tally, Geography::super_output_area);
    if (20 * count < 19 * total && small_areas > count && 20 * small_areas >= 19 * total) {
        kind = Geography::mixed;
        count = small_areas;
    }
    share = static_cast<double>(count) / static_cast<double>(total);
    return kind;
}

}  // namespace

DetectedGeography detect_geography(std::span<const AreaCode> codes, std::string_view field_name) {
    Tally tally{};
    std::size_t total = 0;
    std::size_t counties = 0;
    std::size_t districts = 0;
    for (const AreaCode& code : codes) {
        if (!code.empty()) {
            ++tally[static_cast<std::size_t>(geography_of(code))];
            ++total;
            counties += code.view().starts_with("E10") ? 1 : 0;
            districts += code.view().starts_with("E07") ? 1 : 0;
        }
    }
    DetectedGeography found;
    if (total == 0) {
        return found;
    }
    found.kind = kind_of_column(tally, total, found.share);
    if (found.kind == Geography::unknown) {
        return found;
    }
    const std::size_t authorities = at(tally, Geography::local_authority);
    if ((found.kind == Geography::local_authority || found.kind == Geography::county) &&
        counties != 0 && districts == 0 && authorities != 0) {
        found.kind = Geography::utla;
        found.share = static_cast<double>(authorities + at(tally, Geography::county)) /
                      static_cast<double>(total);
    }
    const std::vector<Part> parts = parts_of_codes(codes, found.kind, found.nation);
    std::vector<Bounds> bounds;
    for (const Part& each : parts) {
        GeographyPart part = each.part;
        const std::vector<int> years = edition_years(part.kind, part.nation);
        if (part.earliest != 0 && part.latest != 0 && part.earliest > part.latest) {
            tell_mixed(found, each, codes);
            part.earliest = 0;
            part.latest = 0;
        } else if (const std::string evidence = evidence_of(each, years);
                   !found.mixed_vintages && !evidence.empty()) {
            found.evidence += (found.evidence.empty() ? "" : "; ") + evidence;
            const bool pinned = part.earliest != 0 && part.earliest == part.latest;
            const bool first = found.parts.empty();
            found.certainty = pinned && (first || found.certainty == Certainty::proved)
                                  ? Certainty::proved
                                  : Certainty::bounded;
        }
        if (years.size() > 1 && part.earliest == years.front() && part.latest == years.back()) {
            part.earliest = 0;  // Every edition has such codes: nothing is known.
            part.latest = 0;
        }
        found.parts.push_back(part);
        bounds.push_back(each.bounds);
    }
    if (const int year = year_in_name(field_name); year != 0 && !found.mixed_vintages) {
        apply_year(found, year, "the column name " + std::string{field_name}, bounds);
    }
    conclude(found);
    return found;
}

DetectedGeography with_statement(DetectedGeography found, std::string_view statement) {
    if (!speaks_of(statement, found.kind)) {
        return found;
    }
    const std::string source = "the line \"" + std::string{statement} + "\"";
    const std::vector<int> years = years_in(statement);
    if (years.size() == 1 && !found.mixed_vintages) {
        apply_year(found, years.front(), source, {});
        conclude(found);
    } else if (years.size() > 1) {
        found.evidence += (found.evidence.empty() ? "" : "; ") + source + " gives several years";
    }
    return found;
}

}  // namespace levelin
