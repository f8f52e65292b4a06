#include "code_table.hpp"

#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/read/cell.hpp>
#include <unordered_set>

namespace levelin::run {

namespace {

std::vector<AreaCode> codes_of(const geodata::Sheet& sheet, std::size_t column) {
    std::vector<AreaCode> codes;
    for (const std::size_t row : sheet.layout.data_rows) {
        codes.push_back(
            AreaCode::parse(cut_blanks(sheet.grid.cell(row, column))).value_or(AreaCode{}));
    }
    return codes;
}

// Whether most of a column's filled cells have the form of a code.
bool holds_codes(const geodata::Sheet& sheet, std::size_t column) {
    std::size_t filled = 0;
    std::size_t coded = 0;
    for (const std::size_t row : sheet.layout.data_rows) {
        const std::string_view text = cut_blanks(sheet.grid.cell(row, column));
        filled += text.empty() ? 0 : 1;
        coded += is_area_code(text) ? 1 : 0;
    }
    return coded != 0 && 2 * coded >= filled;
}

DetectedGeography geography_of_column(std::span<const AreaCode> codes, const std::string& name) {
    DetectedGeography found = detect_geography(codes, name);
    if (const auto named = parse_geography(name); named && found.kind != Geography::mixed) {
        found.kind = named->kind;  // A name knows what codes that several kinds share cannot say.
    }
    return found;
}

std::size_t reach(const KeyCodes& key, const std::unordered_set<AreaCode>& codes) {
    return static_cast<std::size_t>(
        std::count_if(key.codes.begin(), key.codes.end(),
                      [&](const AreaCode& code) { return !code.empty() && codes.contains(code); }));
}

// Takes the best column of codes; of those without repeats alone where `unique`.
void choose_key(CodeTable& table, std::span<const KeyCodes> keys, bool unique) {
    for (std::size_t s = 0; s < table.file.sheets.size(); ++s) {
        const geodata::Sheet& sheet = table.file.sheets[s];
        for (std::size_t c = 0; c < sheet.layout.columns.size(); ++c) {
            if (!holds_codes(sheet, c)) {
                continue;
            }
            std::vector<AreaCode> list = codes_of(sheet, c);
            std::erase(list, AreaCode{});
            const std::unordered_set<AreaCode> codes(list.begin(), list.end());
            if (unique && codes.size() != list.size()) {
                continue;
            }
            for (std::size_t k = 0; k < keys.size(); ++k) {
                const std::size_t reached = reach(keys[k], codes);
                if (reached > table.reached || (reached == table.reached && k < table.key)) {
                    table.sheet = s;
                    table.key_column = c;
                    table.key = k;
                    table.reached = reached;
                }
            }
        }
    }
}

}  // namespace

CodeTable read_code_table(const std::filesystem::path& path, std::span<const KeyCodes> keys,
                          KeyRows rows, Progress* progress) {
    geodata::ReadTableOptions options;
    options.progress = progress;
    CodeTable table;
    table.file = geodata::read_table(path, options);
    if (rows == KeyRows::unique_first) {
        choose_key(table, keys, true);
    }
    if (table.reached == 0) {
        choose_key(table, keys, false);
    }
    if (table.reached == 0) {
        throw InputError("E-RULE-01",
                         "no column of codes holds any area of the result (" +
                             keys.front().codes.front().str() + ", for one)",
                         "a table with the codes of the areas",
                         "a table of larger areas needs the look-up that leads to them before it",
                         {path.string(), 0, 0});
    }
    const geodata::Sheet& sheet = table.file.sheets[table.sheet];
    table.layout =
        sheet.layout.code_column == table.key_column
            ? sheet.layout
            : with_code_column(sheet.grid, sheet.layout, table.key_column, options.markers);
    for (const std::size_t row : table.layout.data_rows) {
        table.codes.push_back(AreaCode::parse(cut_blanks(sheet.grid.cell(row, table.key_column)))
                                  .value_or(AreaCode{}));
    }
    for (std::size_t c = 0; c < sheet.layout.columns.size(); ++c) {
        if (c != table.key_column && !sheet.layout.columns[c].empty() && holds_codes(sheet, c)) {
            const std::string& name = sheet.layout.columns[c];
            table.others.push_back({c, name, geography_of_column(codes_of(sheet, c), name)});
        }
    }
    return table;
}

}  // namespace levelin::run
