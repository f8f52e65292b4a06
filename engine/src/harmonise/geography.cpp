#include <algorithm>
#include <array>
#include <cctype>
#include <levelin/core/ascii.hpp>
#include <levelin/harmonise/geography.hpp>
#include <map>

namespace levelin {

namespace {

bool all_digits(std::string_view text) noexcept {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_upper(char c) noexcept {
    return c >= 'A' && c <= 'Z';
}

bool is_gss(std::string_view text) noexcept {
    return text.size() == 9 && std::string_view{"EWSNKJ"}.find(text[0]) != std::string_view::npos &&
           all_digits(text.substr(1));
}

// 95AA01S1, 95GG40W1, 95UU99C1: district letters, ward number, S, W or C, part number.
bool is_ni_super_output_area(std::string_view text) noexcept {
    return text.size() == 8 && text.starts_with("95") && is_upper(text[2]) && is_upper(text[3]) &&
           all_digits(text.substr(4, 2)) && is_upper(text[6]) && all_digits(text.substr(7));
}

// 95AA010001: the census output areas of 2001.
bool is_ni_output_area(std::string_view text) noexcept {
    return text.size() == 10 && text.starts_with("95") && is_upper(text[2]) && is_upper(text[3]) &&
           all_digits(text.substr(4));
}

struct Prefix {
    std::string_view prefix;
    Geography kind;
};

// ONS Register of Geographic Codes: the three characters before the six digits.
constexpr std::array<Prefix, 60> prefixes{{
    {"E00", Geography::output_area},
    {"W00", Geography::output_area},
    {"S00", Geography::output_area},
    {"E01", Geography::lsoa},
    {"W01", Geography::lsoa},
    {"S01", Geography::data_zone},
    {"E02", Geography::msoa},
    {"W02", Geography::msoa},
    {"S02", Geography::intermediate_zone},
    {"N00", Geography::small_area_ni},
    {"N20", Geography::data_zone},
    {"N21", Geography::super_output_area},
    {"E05", Geography::ward},
    {"W05", Geography::ward},
    {"S13", Geography::ward},
    {"N08", Geography::ward},
    {"E36", Geography::ward},
    {"W40", Geography::ward},
    {"E06", Geography::local_authority},
    {"E07", Geography::local_authority},
    {"E08", Geography::local_authority},
    {"E09", Geography::local_authority},
    {"W06", Geography::local_authority},
    {"S12", Geography::local_authority},
    {"N09", Geography::local_authority},
    {"E10", Geography::county},
    {"E11", Geography::county},
    {"E13", Geography::county},
    {"E14", Geography::constituency},
    {"W07", Geography::constituency},
    {"S14", Geography::constituency},
    {"N05", Geography::constituency},
    {"N06", Geography::constituency},
    {"E12", Geography::region},
    {"E15", Geography::region},
    {"S15", Geography::region},
    {"N07", Geography::region},
    {"W08", Geography::region},
    {"S04", Geography::region},
    {"E92", Geography::country},
    {"W92", Geography::country},
    {"S92", Geography::country},
    {"N92", Geography::country},
    {"K02", Geography::country},
    {"K03", Geography::country},
    {"K04", Geography::country},
    {"J01", Geography::country},
    {"E47", Geography::combined_authority},
    {"E61", Geography::combined_authority},
    {"E30", Geography::unknown},
    {"S30", Geography::local_authority},
    {"W09", Geography::constituency},
    {"S16", Geography::constituency},
    {"S17", Geography::region},
    {"N10", Geography::region},
    {"W10", Geography::region},
    {"E33", Geography::output_area},
    {"W35", Geography::output_area},
    {"W22", Geography::region},
    {"E26", Geography::unknown},
}};

// A year in a column name: "(2011)" and "lad_2019" are taken whole, "LSOA11CD", "lsoa21_code" and
// "LAD23CD" by the two digits that follow letters.
int year_in_name(std::string_view field_name) {
    const std::string name = ascii_lower(field_name);
    for (std::size_t i = 0; i + 4 <= name.size(); ++i) {
        const bool edge_before = i == 0 || !std::isdigit(static_cast<unsigned char>(name[i - 1]));
        const bool edge_after =
            i + 4 == name.size() || !std::isdigit(static_cast<unsigned char>(name[i + 4]));
        if (edge_before && edge_after && all_digits(std::string_view{name}.substr(i, 4))) {
            const int year = std::stoi(name.substr(i, 4));
            if (year >= 1990 && year <= 2049) {
                return year;
            }
        }
    }
    constexpr std::array<std::string_view, 22> stems{
        "lsoa", "msoa", "lad", "ltla", "utla",     "wd",   "ward", "pcon",  "rgn", "ctry", "oa",
        "dz",   "iz",   "soa", "lgd",  "datazone", "lau1", "la",   "cauth", "cty", "sdz",  "ctyua"};
    for (const std::string_view stem : stems) {
        for (std::size_t at = name.find(stem); at != std::string::npos;
             at = name.find(stem, at + 1)) {
            std::size_t d = at + stem.size();
            while (d < name.size() && (name[d] == '_' || name[d] == ' ')) {
                ++d;
            }
            const bool starts_word =
                at == 0 || !std::isalpha(static_cast<unsigned char>(name[at - 1]));
            const bool two_digits =
                d + 2 <= name.size() && all_digits(std::string_view{name}.substr(d, 2)) &&
                (d + 2 == name.size() || !std::isdigit(static_cast<unsigned char>(name[d + 2])));
            if (starts_word && two_digits) {
                const int year = 2000 + std::stoi(name.substr(d, 2));
                if (year <= 2049) {
                    return year;
                }
            }
        }
    }
    return 0;
}

struct Vintage {
    int year = 0;
    std::string evidence;
};

// The first edition in which a local authority code stands (ONS Code History Database). The latest
// of those present dates a column from below; columns are published for one edition.
struct FirstSeen {
    std::string_view code;
    int year;
};
constexpr std::array<FirstSeen, 22> local_authority_since{{
    {"E06000058", 2019}, {"E06000059", 2019}, {"E07000244", 2019}, {"E07000245", 2019},
    {"E07000246", 2019}, {"S12000049", 2019}, {"S12000050", 2019}, {"E06000060", 2020},
    {"E06000061", 2021}, {"E06000062", 2021}, {"E06000063", 2023}, {"E06000064", 2023},
    {"E06000065", 2023}, {"E06000066", 2023}, {"E08000038", 2025}, {"E08000039", 2025},
    {"S12000047", 2018}, {"S12000048", 2018}, {"E08000037", 2013}, {"E07000240", 2013},
    {"E07000241", 2013}, {"E06000057", 2013},
}};

Vintage vintage_from_codes(std::span<const AreaCode> codes, Geography kind) {
    std::string_view top_e;
    std::string_view top_w;
    std::string_view top_s;
    std::string_view low_s;
    int lad_year = 0;
    std::string_view lad_code;
    for (const AreaCode& code : codes) {
        const std::string_view text = code.view();
        if (kind == Geography::local_authority) {
            for (const FirstSeen& first : local_authority_since) {
                if (first.code == text && first.year > lad_year) {
                    lad_year = first.year;
                    lad_code = text;
                }
            }
        } else if (text.starts_with("E01")) {
            top_e = std::max(top_e, text);
        } else if (text.starts_with("W01")) {
            top_w = std::max(top_w, text);
        } else if (text.starts_with("S01")) {
            top_s = std::max(top_s, text);
            low_s = low_s.empty() ? text : std::min(low_s, text);
        }
    }
    // Codes are given out in order, so the highest one dates the edition.
    if (top_e > "E01033768" || top_w > "W01001958") {
        return {2021, "codes above E01033768 or W01001958 are new in 2021"};
    }
    if (top_e > "E01032482" || top_w > "W01001896") {
        return {2011, "codes above E01032482 or W01001896 and none of 2021"};
    }
    if (!top_s.empty() && kind == Geography::data_zone) {
        if (low_s > "S01013481") {
            return {2022, "data zones from S01013482 on"};
        }
        if (low_s >= "S01006506" && top_s <= "S01013481") {
            return {2011, "data zones S01006506 to S01013481"};
        }
        if (top_s <= "S01006505") {
            return {2001, "data zones S01000001 to S01006505"};
        }
    }
    if (kind == Geography::super_output_area) {
        return {2001, "the form 95AA01S1 is that of 2001"};
    }
    if (lad_year != 0) {
        // A lower bound is no vintage: the list may be of any later edition that kept the code.
        return {0, "the code " + std::string{lad_code} + " is new in " + std::to_string(lad_year) +
                       ", so the edition is that or a later one"};
    }
    return {};
}

}  // namespace

std::string_view to_string(Geography geography) noexcept {
    switch (geography) {
        case Geography::unknown:
            return "unknown";
        case Geography::output_area:
            return "output_area";
        case Geography::lsoa:
            return "lsoa";
        case Geography::msoa:
            return "msoa";
        case Geography::data_zone:
            return "data_zone";
        case Geography::intermediate_zone:
            return "intermediate_zone";
        case Geography::super_output_area:
            return "super_output_area";
        case Geography::small_area_ni:
            return "small_area";
        case Geography::super_data_zone:
            return "super_data_zone";
        case Geography::ward:
            return "ward";
        case Geography::local_authority:
            return "local_authority";
        case Geography::utla:
            return "utla";
        case Geography::county:
            return "county";
        case Geography::itl1:
            return "itl1";
        case Geography::itl2:
            return "itl2";
        case Geography::itl3:
            return "itl3";
        case Geography::constituency:
            return "constituency";
        case Geography::region:
            return "region";
        case Geography::country:
            return "country";
        case Geography::combined_authority:
            return "combined_authority";
        case Geography::mixed:
            return "mixed";
    }
    return "unknown";
}

bool is_area_code(std::string_view text) noexcept {
    return is_gss(text) || is_ni_super_output_area(text) || is_ni_output_area(text);
}

Geography geography_of(const AreaCode& code) noexcept {
    const std::string_view text = code.view();
    if (is_ni_super_output_area(text)) {
        return Geography::super_output_area;
    }
    if (is_ni_output_area(text)) {
        return Geography::output_area;
    }
    if (!is_gss(text)) {
        return Geography::unknown;
    }
    const std::string_view start = text.substr(0, 3);
    const auto it = std::find_if(prefixes.begin(), prefixes.end(),
                                 [&](const Prefix& p) { return p.prefix == start; });
    return it == prefixes.end() ? Geography::unknown : it->kind;
}

bool is_total_code(const AreaCode& code, Geography of_the_rest) noexcept {
    const Geography kind = geography_of(code);
    if (kind == of_the_rest || of_the_rest == Geography::unknown) {
        return false;
    }
    switch (kind) {
        case Geography::country:
            return of_the_rest != Geography::region;
        case Geography::region:
        case Geography::combined_authority:
            return of_the_rest != Geography::country;
        case Geography::county:
            return of_the_rest == Geography::local_authority;
        default:
            return false;
    }
}

std::string DetectedGeography::label() const {
    std::string text{to_string(kind)};
    std::replace(text.begin(), text.end(), '_', ' ');
    if (kind == Geography::lsoa || kind == Geography::msoa) {
        std::transform(text.begin(), text.end(), text.begin(), [](char c) {
            return static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        });
    }
    if (vintage != 0) {
        text += ' ' + std::to_string(vintage);
    }
    return text;
}

DetectedGeography detect_geography(std::span<const AreaCode> codes, std::string_view field_name) {
    std::array<std::size_t, static_cast<std::size_t>(Geography::mixed) + 1> tally{};
    std::size_t total = 0;
    for (const AreaCode& code : codes) {
        if (!code.empty()) {
            ++tally[static_cast<std::size_t>(geography_of(code))];
            ++total;
        }
    }
    DetectedGeography found;
    if (total == 0) {
        return found;
    }
    tally[0] = 0;
    const auto best = std::max_element(tally.begin(), tally.end());
    if (*best == 0) {
        return found;
    }
    found.kind = static_cast<Geography>(best - tally.begin());
    found.share = static_cast<double>(*best) / static_cast<double>(total);
    const auto of = [&](Geography g) { return tally[static_cast<std::size_t>(g)]; };
    const std::size_t small_areas =
        of(Geography::lsoa) + of(Geography::data_zone) + of(Geography::super_output_area);
    if (found.share < 0.95 && small_areas > *best && small_areas >= total - total / 20) {
        found.kind = Geography::mixed;
        found.share = static_cast<double>(small_areas) / static_cast<double>(total);
    }
    // Local authority codes outlive the year in a layer's field name less often than small areas'
    // do, so the name is believed first for every kind.
    if (const int year = year_in_name(field_name); year != 0) {
        found.vintage = year;
        found.evidence = "the column name " + std::string{field_name};
    } else if (found.kind != Geography::mixed) {
        Vintage vintage = vintage_from_codes(codes, found.kind);
        found.vintage = vintage.year;
        found.evidence = std::move(vintage.evidence);
    }
    return found;
}

std::optional<std::string> why_not_joinable(const DetectedGeography& boundaries,
                                            const DetectedGeography& table) {
    const auto known = [](const DetectedGeography& g) { return g.kind != Geography::unknown; };
    if (!known(boundaries) || !known(table)) {
        return std::nullopt;
    }
    const auto small = [](Geography g) {
        return g == Geography::lsoa || g == Geography::data_zone ||
               g == Geography::super_output_area || g == Geography::mixed;
    };
    if (boundaries.kind != table.kind && !(small(boundaries.kind) && small(table.kind))) {
        return "the boundaries are " + boundaries.label() + " and the table is " + table.label();
    }
    // Only census small areas change as a whole; councils change a few at a time, and the join's
    // own numbers show which.
    const bool dated = boundaries.kind == Geography::lsoa || boundaries.kind == Geography::msoa ||
                       boundaries.kind == Geography::data_zone ||
                       boundaries.kind == Geography::output_area;
    if (dated && boundaries.kind == table.kind && boundaries.vintage != 0 && table.vintage != 0 &&
        boundaries.vintage != table.vintage) {
        return "the boundaries are " + boundaries.label() + " (" + boundaries.evidence +
               ") and the table is " + table.label() + " (" + table.evidence + ")";
    }
    return std::nullopt;
}

}  // namespace levelin
