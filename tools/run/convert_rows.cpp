#include "convert_rows.hpp"

#include <algorithm>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_result.hpp>
#include <levelin/geodata/read_table.hpp>
#include <levelin/read/column_profile.hpp>

namespace levelin::run {

namespace {

// A result is known by its folder, or by areas.csv with the manifest beside it.
std::optional<std::filesystem::path> result_folder_of(const std::filesystem::path& table) {
    std::error_code ignored;
    if (std::filesystem::is_directory(table, ignored)) {
        return table;
    }
    if (table.filename() == "areas.csv" &&
        std::filesystem::is_regular_file(table.parent_path() / "manifest.json", ignored)) {
        return table.parent_path().empty() ? std::filesystem::path{"."} : table.parent_path();
    }
    return std::nullopt;
}

ConvertTable rows_of_result(const std::filesystem::path& folder) {
    const geodata::Result result = geodata::read_result(folder);
    ConvertTable table;
    table.file = (folder / "areas.csv").string();
    table.codes = result.table.codes;
    for (std::size_t i = 0; i < table.codes.size(); ++i) {
        table.source_rows.push_back(i + 2);
    }
    table.geography = result.geography;
    table.indices = result.indices;
    table.licences = result.licences;
    table.is_result = true;
    for (std::size_t c = 0; c < result.table.columns.size(); ++c) {
        const ResultColumn& from = result.table.columns[c];
        TableColumn column;
        column.name = from.name;
        column.column = c + 4;  // After code, name and status.
        column.number = true;
        if (const auto* decimals = std::get_if<DecimalColumn>(&from.data)) {
            column.numbers = {from.name, decimals->values, decimals->status};
        } else if (const auto* whole = std::get_if<WholeColumn>(&from.data)) {
            column.numbers = {
                from.name, {whole->values.begin(), whole->values.end()}, whole->status};
        } else {
            column.number = false;
            column.words = std::get<TextColumn>(from.data).values;
        }
        table.columns.push_back(std::move(column));
    }
    return table;
}

const geodata::Sheet& choose_sheet(const geodata::TableFile& file, const std::string& name) {
    std::vector<const geodata::Sheet*> fits;
    std::string list;
    for (const geodata::Sheet& sheet : file.sheets) {
        if (!sheet.layout.code_candidates.empty()) {
            fits.push_back(&sheet);
            list += (list.empty() ? "" : ", ") + sheet.name;
        }
    }
    if (fits.size() == 1) {
        return *fits.front();
    }
    if (fits.empty() && file.sheets.size() == 1) {
        return file.sheets.front();  // --code may name a column that does not look like codes.
    }
    throw InputError("E-CONVERT-15",
                     fits.empty() ? "no sheet has a column of area codes"
                                  : "several sheets have area codes: " + list,
                     "one table of areas", "--sheet NAME decides", {name, 0, 0});
}

bool fits_geography(const DetectedGeography& wanted, const DetectedGeography& found) {
    return !why_not_joinable(wanted, found).has_value();
}

std::size_t choose_codes(const geodata::Sheet& sheet, const ConvertRequest& request) {
    const SheetLayout& layout = sheet.layout;
    const Location where{request.table.string(), layout.header_row.value_or(0), 0};
    if (!request.code_column.empty()) {
        if (const auto column = find_column(layout, request.code_column)) {
            return *column;
        }
        throw UsageError("E-CONVERT-18", "the table has no column \"" + request.code_column + "\"",
                         "a column of codes", {}, where);
    }
    std::vector<const CodeCandidate*> fits;
    const auto wanted = parse_geography(request.from);
    for (const CodeCandidate& candidate : layout.code_candidates) {
        if (!wanted || fits_geography(*wanted, candidate.geography)) {
            fits.push_back(&candidate);
        }
    }
    if (fits.size() == 1) {
        return fits.front()->column;
    }
    if (layout.code_column) {
        return *layout.code_column;
    }
    std::string list;
    for (const CodeCandidate& candidate : layout.code_candidates) {
        list += (list.empty() ? "\"" : ", \"") + candidate.name + "\" (" +
                candidate.geography.label() + ")";
    }
    throw InputError("E-CONVERT-15",
                     list.empty() ? "no column of area codes was found"
                                  : "several columns hold area codes: " + list,
                     "one column of codes", "--code COLUMN decides", where);
}

bool is_name_of_areas(const std::string& header) {
    const std::string lower = ascii_lower(header);
    return lower.find("name") != std::string::npos || lower.ends_with("nm");
}

TableColumn read_column(const geodata::Sheet& sheet, const SheetLayout& layout, std::size_t c,
                        const Markers& markers) {
    TableColumn column;
    column.name = layout.columns[c];
    column.column = c + 1;
    column.number =
        profile_column(sheet.grid, layout, c, markers).type == ColumnProfile::Type::number;
    if (!column.number) {
        for (const std::size_t row : layout.data_rows) {
            column.words.emplace_back(cut_blanks(sheet.grid.cell(row, c)));
        }
        return column;
    }
    ReadColumn read = read_numbers(sheet.grid, layout, c, markers);
    column.numbers = std::move(read.column);
    if (read.fault_count != 0) {
        column.fault = read.faults.front().text;
        column.fault_row = read.faults.front().source_row;
    }
    return column;
}

ConvertTable rows_of_table(const ConvertRequest& request) {
    geodata::ReadTableOptions reading;
    reading.sheet = request.sheet;
    reading.progress = request.progress;
    const geodata::TableFile file = geodata::read_table(request.table, reading);
    const geodata::Sheet& sheet = choose_sheet(file, request.table.string());
    const std::size_t codes = choose_codes(sheet, request);
    const SheetLayout layout =
        sheet.layout.code_column == codes
            ? sheet.layout
            : with_code_column(sheet.grid, sheet.layout, codes, reading.markers);
    ConvertTable table;
    table.file = request.table.string();
    table.findings = file.findings;
    for (const std::size_t row : layout.data_rows) {
        table.codes.push_back(AreaCode::parse(sheet.grid.cell(row, codes)).value_or(AreaCode{}));
        table.source_rows.push_back(sheet.grid.source_row(row));
    }
    table.geography = detect_geography(table.codes, layout.columns[codes]);
    for (std::size_t c = 0; c < layout.columns.size(); ++c) {
        const bool other_codes =
            std::any_of(layout.code_candidates.begin(), layout.code_candidates.end(),
                        [&](const CodeCandidate& candidate) { return candidate.column == c; });
        if (c != codes && !layout.columns[c].empty() && !other_codes &&
            !is_name_of_areas(layout.columns[c])) {
            table.columns.push_back(read_column(sheet, layout, c, reading.markers));
        }
    }
    return table;
}

}  // namespace

ConvertTable read_convert_table(const ConvertRequest& request) {
    const auto folder = result_folder_of(request.table);
    ConvertTable table = folder ? rows_of_result(*folder) : rows_of_table(request);
    const auto wanted = parse_geography(request.from);
    if (wanted && !fits_geography(*wanted, table.geography)) {
        throw InputError(
            "E-CONVERT-16",
            "the table's areas are " + table.geography.label() +
                (table.geography.evidence.empty() ? "" : " (" + table.geography.evidence + ")"),
            wanted->label() + ", as --from says", "give the table's own geography with --from",
            {table.file, 0, 0});
    }
    return table;
}

}  // namespace levelin::run
