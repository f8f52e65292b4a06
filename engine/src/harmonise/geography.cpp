#include <levelin/harmonise/geography.hpp>

#include <algorithm>
#include <levelin/harmonise/dictionary.hpp>

#include "harmonise_parts.hpp"

namespace levelin {

namespace harmonise_detail {

std::vector<int> edition_years(Geography kind, char nation) {
    std::vector<int> years;
    for (const Edition& edition : editions()) {
        const bool same_nation = nation == 0 || edition.nation == nation;
        if (edition.kind == kind && same_nation &&
            std::find(years.begin(), years.end(), edition.year) == years.end()) {
            years.push_back(edition.year);
        }
    }
    std::sort(years.begin(), years.end());
    return years;
}

char edition_group(Geography kind, char nation) noexcept {
    switch (kind) {
        case Geography::output_area:
        case Geography::lsoa:
        case Geography::msoa:
        case Geography::data_zone:
        case Geography::intermediate_zone:
        case Geography::super_output_area:
        case Geography::small_area_ni:
        case Geography::super_data_zone:
            return nation == 'W' ? 'E' : nation;
        default:
            return 0;
    }
}

std::string word_of(Geography kind, char nation) {
    switch (kind) {
        case Geography::output_area:
            return "OA";
        case Geography::lsoa:
            return "LSOA";
        case Geography::msoa:
            return "MSOA";
        case Geography::super_output_area:
            return "SOA";
        case Geography::super_data_zone:
            return "SDZ";
        case Geography::local_authority:
            return nation == 'S' ? "council area" : nation == 'N' ? "LGD" : "LAD";
        case Geography::utla:
            return "UTLA";
        case Geography::itl1:
            return "ITL 1";
        case Geography::itl2:
            return "ITL 2";
        case Geography::itl3:
            return "ITL 3";
        default: {
            std::string text{to_string(kind)};
            std::replace(text.begin(), text.end(), '_', ' ');
            return text;
        }
    }
}

}  // namespace harmonise_detail

using namespace harmonise_detail;

namespace {

// " 2011", " 2021 or 2022", " 2009 to 2012", " 2023 or later", or nothing.
std::string range_text(Geography kind, char nation, int earliest, int latest) {
    if (earliest == 0 && latest == 0) {
        return {};
    }
    if (latest == 0) {
        return " " + std::to_string(earliest) + " or later";
    }
    if (earliest == 0) {
        return " " + std::to_string(latest) + " or earlier";
    }
    if (earliest == latest) {
        return " " + std::to_string(latest);
    }
    const std::vector<int> years = edition_years(kind, nation);
    const bool neighbours = years.empty()
                                ? latest == earliest + 1
                                : std::upper_bound(years.begin(), years.end(), earliest) ==
                                      std::lower_bound(years.begin(), years.end(), latest);
    return " " + std::to_string(earliest) + (neighbours ? " or " : " to ") + std::to_string(latest);
}

std::string part_label(const GeographyPart& part) {
    return word_of(part.kind, part.nation) +
           range_text(part.kind, part.nation, part.earliest, part.latest);
}

// Those of a geography that was named and not detected have no parts.
std::vector<GeographyPart> parts_of(const DetectedGeography& geography) {
    if (!geography.parts.empty()) {
        return geography.parts;
    }
    const bool dated = geography.vintage != 0;
    return {{geography.kind, 0, 0, dated ? geography.vintage : geography.earliest,
             dated ? geography.vintage : geography.latest}};
}

bool is_small_area(Geography kind) noexcept {
    return kind == Geography::lsoa || kind == Geography::data_zone ||
           kind == Geography::super_output_area || kind == Geography::mixed;
}

// Kinds whose areas are in part the same ones.
bool share_areas(Geography a, Geography b) noexcept {
    const auto upper_with = [](Geography x, Geography y) {
        return x == Geography::utla && (y == Geography::local_authority || y == Geography::county);
    };
    return a == b || (is_small_area(a) && is_small_area(b)) || upper_with(a, b) || upper_with(b, a);
}

std::string_view adjective(char nation) noexcept {
    return nation == 'S' ? "Scottish" : nation == 'N' ? "Northern Irish" : "English and Welsh";
}

}  // namespace

std::string DetectedGeography::label() const {
    if (mixed_vintages) {
        return (kind == Geography::mixed ? "small areas" : word_of(kind, nation)) +
               " of mixed vintages";
    }
    if (kind != Geography::mixed || parts.empty()) {
        const bool dated = vintage != 0;
        const char group = parts.empty() ? nation : parts.front().nation;
        return word_of(kind, nation) +
               range_text(kind, group, dated ? vintage : earliest, dated ? vintage : latest);
    }
    std::string text;
    for (std::size_t i = 0; i < parts.size(); ++i) {
        text += i == 0 ? "" : (i + 1 == parts.size() ? " and " : ", ");
        text += part_label(parts[i]);
    }
    return text;
}

Diagnostics findings_of(const DetectedGeography& geography, std::string_view what) {
    Diagnostics findings;
    if (!geography.contradiction.empty()) {
        findings.warn("W-JOIN-05", std::string{what} + ": " + geography.contradiction +
                                       "; the codes are believed");
    }
    if (geography.mixed_vintages) {
        findings.warn("W-JOIN-06", std::string{what} + " mixes vintages: " + geography.evidence,
                      geography.mixed_examples.size(), geography.mixed_examples);
    }
    return findings;
}

std::optional<std::string> why_not_joinable(const DetectedGeography& boundaries,
                                            const DetectedGeography& table) {
    if (boundaries.kind == Geography::unknown || table.kind == Geography::unknown) {
        return std::nullopt;
    }
    if (!share_areas(boundaries.kind, table.kind)) {
        return "the boundaries are " + boundaries.label() + " and the table is " + table.label();
    }
    for (const GeographyPart& area : parts_of(boundaries)) {
        // Only what changes as a whole is refused; councils change a few at a time, and the join's
        // own numbers show which.
        if (edition_years(area.kind, area.nation).empty()) {
            continue;
        }
        for (const GeographyPart& row : parts_of(table)) {
            const bool same = area.kind == row.kind &&
                              (area.nation == row.nation || area.nation == 0 || row.nation == 0);
            const bool apart =
                (area.latest != 0 && row.earliest != 0 && area.latest < row.earliest) ||
                (row.latest != 0 && area.earliest != 0 && row.latest < area.earliest);
            if (!same || !apart) {
                continue;
            }
            if (boundaries.kind == Geography::mixed || table.kind == Geography::mixed) {
                return "the " + std::string{adjective(area.nation)} +
                       " part of the boundaries is " + part_label(area) +
                       " and that of the table is " + part_label(row);
            }
            return "the boundaries are " + boundaries.label() + " (" + boundaries.evidence +
                   ") and the table is " + table.label() + " (" + table.evidence + ")";
        }
    }
    return std::nullopt;
}

}  // namespace levelin
