#include <levelin/core/code_index.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/harmonise/dictionary.hpp>
#include <levelin/join/join.hpp>

namespace levelin {

namespace {

constexpr std::size_t max_examples = Diagnostics::max_examples;

void example(std::vector<std::string>& list, std::string text) {
    if (list.size() < max_examples) {
        list.push_back(std::move(text));
    }
}

std::string with_row(const JoinSide& side, std::size_t i) {
    std::string text = side.codes[i].str();
    if (i < side.source_rows.size()) {
        text += " (row " + std::to_string(side.source_rows[i]) + ")";
    }
    return text;
}

// Why a code of one side does not stand on the other, as far as the dictionary knows.
std::string reason_for(const AreaCode& code, const DetectedGeography& other) {
    if (geography_of(code) == Geography::county && other.kind == Geography::local_authority) {
        return "is a county, and the areas are districts";
    }
    return explain_code(code, other.earliest, other.latest);
}

void unmatched(std::vector<std::string>& list, std::size_t& explained, std::string text,
               const std::string& reason) {
    explained += reason.empty() ? 0 : 1;
    example(list, reason.empty() ? std::move(text) : text + ": " + reason);
}

std::string first_codes(const JoinSide& side) {
    std::string text;
    std::size_t shown = 0;
    for (const AreaCode& code : side.codes) {
        if (!code.empty() && shown < 3) {
            text += (shown == 0 ? "" : ", ") + code.str();
            ++shown;
        }
    }
    return shown == 0 ? "none" : text;
}

}  // namespace

TableJoin join_table(const JoinSide& areas, const JoinSide& table) {
    if (const auto reason = why_not_joinable(areas.geography, table.geography)) {
        throw JoinError("E-JOIN-04", *reason, "the same areas of the same vintage on both sides",
                        "take boundaries of the table's vintage, or convert the table first "
                        "(levelin convert)");
    }
    TableJoin join;
    JoinReport& report = join.report;
    report.table = table.name;
    report.areas = areas.codes.size();
    report.rows = table.codes.size();

    CodeIndex rows(table.codes.size());
    std::vector<std::uint8_t> first(table.codes.size(), 0);
    for (std::size_t i = 0; i < table.codes.size(); ++i) {
        if (table.codes[i].empty()) {
            ++report.rows_without_code;
            continue;
        }
        const auto position = static_cast<std::int32_t>(i);
        const std::int32_t known = rows.insert(table.codes, position);
        if (known == position) {
            first[i] = 1;
        } else {
            join.duplicates.emplace_back(known, position);
            ++report.duplicate_rows;
            example(report.duplicate_examples, with_row(table, i));
        }
    }

    CodeIndex seen(areas.codes.size());
    join.row_of_area.assign(areas.codes.size(), TableJoin::no_row);
    std::vector<std::uint8_t> used(table.codes.size(), 0);
    for (std::size_t a = 0; a < areas.codes.size(); ++a) {
        const AreaCode& code = areas.codes[a];
        if (!code.empty()) {
            const auto position = static_cast<std::int32_t>(a);
            if (seen.insert(areas.codes, position) != position) {
                throw JoinError(
                    "E-JOIN-03", "the area " + code.str() + " stands twice in " + areas.name,
                    "each area once", "dissolve its parts to one feature, or take another layer");
            }
            join.row_of_area[a] = rows.find(table.codes, code);
        }
        if (join.row_of_area[a] == TableJoin::no_row) {
            ++report.areas_without_row;
            unmatched(report.areas_without_row_examples, report.areas_without_row_explained,
                      code.str(), reason_for(code, table.geography));
        } else {
            ++report.matched;
            used[join.row_of_area[a]] = 1;
        }
    }
    for (std::size_t i = 0; i < table.codes.size(); ++i) {
        if (first[i] == 0) {
            continue;
        }
        if (used[i] != 0) {
            ++report.rows_used;
        } else if (is_total_code(table.codes[i], table.geography.kind)) {
            ++report.total_rows;
            example(report.total_examples, with_row(table, i));
        } else {
            ++report.rows_without_area;
            unmatched(report.rows_without_area_examples, report.rows_without_area_explained,
                      with_row(table, i), reason_for(table.codes[i], areas.geography));
        }
    }
    if (report.matched == 0 && report.areas != 0) {
        throw JoinError("E-JOIN-02", "no area of " + areas.name + " has a row in " + table.name,
                        "codes that stand on both sides (areas: " + first_codes(areas) +
                            "; table: " + first_codes(table) + ")",
                        "check the two code columns (" + areas.code_column + ", " +
                            table.code_column + ") and the vintages");
    }
    return join;
}

Diagnostics findings_of(const JoinReport& report) {
    Diagnostics findings;
    const auto number = [](std::size_t n) { return grouped_text(static_cast<long long>(n)); };
    const auto explained = [&](std::size_t n) {
        return n == 0 ? "" : "; for " + number(n) + " of them the dictionary says why";
    };
    if (report.areas_without_row != 0) {
        findings.warn("W-JOIN-01",
                      number(report.areas_without_row) + " of " + number(report.areas) +
                          (report.areas == 1               ? " area has"
                           : report.areas_without_row == 1 ? " areas has"
                                                           : " areas have") +
                          " no row in " + report.table +
                          explained(report.areas_without_row_explained),
                      report.areas_without_row, report.areas_without_row_examples);
    }
    if (report.rows_without_area != 0) {
        findings.warn("W-JOIN-02",
                      number(report.rows_without_area) + " of " + number(report.rows) +
                          (report.rows == 1 ? " row of " : " rows of ") + report.table +
                          (report.rows_without_area == 1 ? " has" : " have") + " no boundary" +
                          explained(report.rows_without_area_explained),
                      report.rows_without_area, report.rows_without_area_examples);
    }
    if (report.duplicate_rows != 0) {
        findings.warn("W-JOIN-03",
                      counted_text(report.duplicate_rows, "row of ", "rows of ") + report.table +
                          (report.duplicate_rows == 1 ? " repeats" : " repeat") +
                          " an area that stands above; the first row was used",
                      report.duplicate_rows, report.duplicate_examples);
    }
    if (report.total_rows != 0) {
        findings.note("N-JOIN-01",
                      counted_text(report.total_rows, "row of ", "rows of ") + report.table +
                          (report.total_rows == 1 ? " is a total over areas and was set aside"
                                                  : " are totals over areas and were set aside"),
                      report.total_rows, report.total_examples);
    }
    if (report.rows_without_code != 0) {
        findings.warn("W-JOIN-04",
                      counted_text(report.rows_without_code, "row of ", "rows of ") + report.table +
                          (report.rows_without_code == 1 ? " has" : " have") + " no area code",
                      report.rows_without_code);
    }
    return findings;
}

std::vector<AreaCode> union_of_codes(std::span<const JoinSide> sides) {
    std::size_t total = 0;
    for (const JoinSide& side : sides) {
        total += side.codes.size();
    }
    std::vector<AreaCode> all;
    all.reserve(total);
    CodeIndex index(total);
    for (const JoinSide& side : sides) {
        for (const AreaCode& code : side.codes) {
            if (code.empty() || is_total_code(code, side.geography.kind)) {
                continue;
            }
            all.push_back(code);
            const auto position = static_cast<std::int32_t>(all.size() - 1);
            if (index.insert(all, position) != position) {
                all.pop_back();
            }
        }
    }
    return all;
}

}  // namespace levelin
