#include <algorithm>
#include <array>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_table.hpp>
#include <levelin/read/delimited_text.hpp>

#include "read_table_parts.hpp"

namespace levelin::geodata {

namespace {

using namespace read_detail;

std::string lower_case(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return text;
}

// "File_2.csv" for a/File_2.csv.gz.
std::string sheet_name_of(const std::filesystem::path& path) {
    std::filesystem::path name = path.filename();
    if (lower_case(name.extension().string()) == ".gz") {
        name = name.stem();
    }
    return name.stem().string();
}

// Files that downloads leave behind under a table's name.
void refuse_other_text(const std::filesystem::path& path, std::string_view bytes) {
    const std::size_t start = bytes.find_first_not_of(" \t\r\n\xEF\xBB\xBF");
    const std::string head = lower_case(std::string{
        start == std::string_view::npos ? std::string_view{} : bytes.substr(start, 16)});
    if (head.starts_with("<!doctype html") || head.starts_with("<html")) {
        throw InputError(
            "E-INPUT-23", "is a web page, not a table", "a CSV, XLSX, XLS or ODS table",
            "download the data themselves; the link led to a page", {path.string(), 0, 0});
    }
    if (head.starts_with("%pdf")) {
        throw InputError("E-INPUT-23", "is a PDF document", "a CSV, XLSX, XLS or ODS table",
                         "look for the same table as a data file", {path.string(), 0, 0});
    }
}

TableFile read_text_table(const std::filesystem::path& path, const ReadTableOptions& options) {
    std::string bytes = read_text_bytes(path, options);
    refuse_other_text(path, bytes);
    DelimitedOptions parsing;
    parsing.delimiter = options.delimiter;
    parsing.encoding = options.encoding;
    DelimitedText text;
    try {
        text = parse_delimited(std::move(bytes), parsing);
    } catch (Error& error) {
        error.in_file(path.string());
        throw;
    }
    TableFile file;
    file.kind = "CSV";
    file.encoding = text.dialect.encoding;
    file.line_end = text.dialect.line_end;
    file.delimiter = text.dialect.delimiter;
    Sheet sheet;
    sheet.name = sheet_name_of(path);
    sheet.grid = std::move(text.grid);
    file.sheets.push_back(std::move(sheet));
    if (!options.sheet.empty() && options.sheet != file.sheets.front().name) {
        throw InputError("E-INPUT-22", "has no sheet " + options.sheet,
                         "no sheet: a text file is one table", "leave the sheet away",
                         {path.string(), 0, 0});
    }
    return file;
}

TableFile read_workbook_table(const std::filesystem::path& path, FileKind kind,
                              const ReadTableOptions& options) {
    Workbook book = read_workbook(path, kind, options.sheet, options.max_bytes);
    TableFile file;
    file.kind = book.kind;
    file.encoding = "UTF-8";
    for (RawSheet& raw : book.sheets) {
        Sheet sheet;
        sheet.name = std::move(raw.name);
        sheet.grid = std::move(raw.grid);
        file.sheets.push_back(std::move(sheet));
    }
    return file;
}

// "1 total row of "IMD" was", "3 total rows of "IMD" were".
std::string rows_of(std::uint64_t count, const std::string& one, const std::string& several,
                    const std::string& sheet) {
    return std::to_string(count) + " " + (count == 1 ? one : several) + " of \"" + sheet + "\" " +
           (count == 1 ? "was" : "were");
}

void report(TableFile& file) {
    for (const Sheet& sheet : file.sheets) {
        std::uint64_t totals = 0;
        std::uint64_t without_code = 0;
        std::vector<std::string> total_examples;
        std::vector<std::string> other_examples;
        const auto example = [](const SetAsideRow& row) {
            return "row " + std::to_string(row.source_row) + ": " + row.text;
        };
        for (const SetAsideRow& row : sheet.layout.set_aside) {
            if (row.reason == "total") {
                ++totals;
                if (total_examples.size() < Diagnostics::max_examples) {
                    total_examples.push_back(example(row));
                }
            } else if (row.reason == "no code") {
                ++without_code;
                if (other_examples.size() < Diagnostics::max_examples) {
                    other_examples.push_back(example(row));
                }
            }
        }
        if (totals != 0) {
            file.findings.note(
                "N-READ-01", rows_of(totals, "total row", "total rows", sheet.name) + " set aside",
                totals, std::move(total_examples));
        }
        if (without_code != 0) {
            file.findings.warn("W-READ-01",
                               rows_of(without_code, "row without an area code",
                                       "rows without an area code", sheet.name) +
                                   " set aside",
                               without_code, std::move(other_examples));
        }
    }
}

}  // namespace

bool is_table_name(const std::filesystem::path& path) {
    constexpr std::array<std::string_view, 8> endings{".csv",  ".tsv",  ".txt", ".gz",
                                                      ".xlsx", ".xlsm", ".xls", ".ods"};
    const std::string ending = lower_case(path.extension().string());
    return std::find(endings.begin(), endings.end(), ending) != endings.end();
}

TableFile read_table(const std::filesystem::path& path, const ReadTableOptions& options) {
    const FileKind kind = kind_of(first_bytes_of(path));
    TableFile file = kind == FileKind::zip || kind == FileKind::ole
                         ? read_workbook_table(path, kind, options)
                         : read_text_table(path, options);
    for (Sheet& sheet : file.sheets) {
        sheet.layout = find_layout(sheet.grid, options.markers);
    }
    report(file);
    return file;
}

}  // namespace levelin::geodata
