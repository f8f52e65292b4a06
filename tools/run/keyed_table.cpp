#include "keyed_table.hpp"

#include <algorithm>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>

namespace levelin::run {

namespace {

std::vector<AreaCode> codes_of(const Grid& grid, const SheetLayout& layout, std::size_t column) {
    std::vector<AreaCode> codes;
    codes.reserve(layout.data_rows.size());
    for (const std::size_t row : layout.data_rows) {
        codes.push_back(AreaCode::parse(grid.cell(row, column)).value_or(AreaCode{}));
    }
    return codes;
}

std::string percent(std::size_t part, std::size_t whole) {
    return fixed_text(
               whole == 0 ? 0 : 100.0 * static_cast<double>(part) / static_cast<double>(whole), 1) +
           " %";
}

// How many of the areas a column's codes reach.
std::size_t reach(const std::vector<AreaCode>& codes, const std::unordered_set<AreaCode>& areas) {
    std::unordered_set<AreaCode> found;
    for (const AreaCode& code : codes) {
        if (!code.empty() && areas.contains(code)) {
            found.insert(code);
        }
    }
    return found.size();
}

std::size_t choose_code_column(const LoadedTable& table, const SheetLayout& layout,
                               const Grid& grid, const std::unordered_set<AreaCode>& areas) {
    const config::TableConfig& config = table.config;
    if (!config.code_column.empty()) {
        config::ColumnConfig wanted;
        wanted.name = config.code_column;
        wanted.used_by = "tables." + config.id;
        return config::find_column(wanted, layout.columns, config.file.string());
    }
    std::vector<std::pair<std::size_t, const CodeCandidate*>> reached;
    for (const CodeCandidate& candidate : layout.code_candidates) {
        reached.emplace_back(
            areas.empty() ? 0 : reach(codes_of(grid, layout, candidate.column), areas), &candidate);
    }
    std::stable_sort(reached.begin(), reached.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    const bool matched = !reached.empty() && reached.front().first > 0;
    if (matched && (reached.size() == 1 || reached[1].first < reached[0].first)) {
        return reached.front().second->column;
    }
    if (!matched && layout.code_column) {
        return *layout.code_column;
    }
    std::string list;
    for (const auto& [count, candidate] : reached) {
        if (!matched || count == reached.front().first) {
            list += (list.empty() ? "\"" : ", \"") + candidate->name + "\" (" +
                    candidate->geography.label() +
                    (areas.empty() ? "" : ", " + percent(count, areas.size()) + " of the areas") +
                    ")";
        }
    }
    throw JoinError("E-JOIN-01", "two columns hold area codes equally well: " + list,
                    "one code column", "--set tables." + config.id + ".code=\"...\" decides",
                    {config.file.string(), layout.header_row.value_or(0), 0});
}

void check_expected_geography(const KeyedTable& table) {
    const config::TableConfig& config = table.loaded->config;
    const DetectedGeography& found = table.geography;
    const bool kind_differs = !config.geography.empty() && found.kind != Geography::unknown &&
                              to_string(found.kind) != config.geography;
    const bool vintage_differs =
        config.vintage != 0 && found.vintage != 0 && found.vintage != config.vintage;
    if (kind_differs || vintage_differs) {
        DetectedGeography wanted = found;
        wanted.vintage = config.vintage;
        throw JoinError(
            "E-JOIN-06",
            "the codes are " + found.label() +
                (found.evidence.empty() ? "" : " (" + found.evidence + ")"),
            config.geography + (config.vintage != 0 ? " " + std::to_string(config.vintage) : ""),
            "take the recipe of the table's edition", {config.file.string(), 0, 0});
    }
}

KeyedTable key_by_codes(const LoadedTable& loaded, const std::unordered_set<AreaCode>& areas) {
    const geodata::Sheet& sheet = loaded.file.sheets[loaded.sheet];
    KeyedTable table;
    table.loaded = &loaded;
    table.grid = &sheet.grid;
    table.layout = sheet.layout;
    table.key_column = choose_code_column(loaded, sheet.layout, sheet.grid, areas);
    if (sheet.layout.code_column != table.key_column) {
        // Which rows are records depends on which column holds the codes.
        table.layout = with_code_column(sheet.grid, std::move(table.layout), table.key_column,
                                        loaded.config.markers);
    }
    table.codes = codes_of(sheet.grid, table.layout, table.key_column);
    for (const std::size_t row : table.layout.data_rows) {
        table.source_rows.push_back(sheet.grid.source_row(row));
    }
    table.geography =
        with_statement(detect_geography(table.codes, table.layout.columns[table.key_column]),
                       table.layout.stated_geography);
    check_expected_geography(table);
    return table;
}

// "soa11_code" and "soa11_name" are of one area: "soa11".
std::string stem_of(const std::string& header) {
    std::string stem = ascii_lower(header);
    for (const std::string_view word : {"code", "name", "cd", "nm"}) {
        if (const auto at = stem.rfind(word); at != std::string::npos) {
            stem.erase(at, word.size());
        }
    }
    std::erase_if(stem, [](char c) { return (c < 'a' || c > 'z') && (c < '0' || c > '9'); });
    return stem;
}

// Codes with their names, of the boundaries or of tables that have both.
struct NamedAreas {
    std::vector<AreaCode> codes;
    std::vector<std::string> names;
    DetectedGeography geography;
    std::string what;

    [[nodiscard]] Gazetteer view() const { return {codes, names, {}, geography}; }
};

NamedAreas named_areas(const BoundarySet& boundaries, const DetectedGeography& geography,
                       std::span<const KeyedTable> tables) {
    NamedAreas areas;
    if (!boundaries.codes.empty()) {
        areas = {boundaries.codes, boundaries.names, geography, "the boundaries"};
    }
    std::unordered_set<AreaCode> known(areas.codes.begin(), areas.codes.end());
    for (const KeyedTable& table : tables) {
        const auto names = name_column(table);
        if (!boundaries.codes.empty() || table.codes.empty() || table.names || !names) {
            continue;
        }
        for (std::size_t row = 0; row < table.codes.size(); ++row) {
            if (!table.codes[row].empty() && known.insert(table.codes[row]).second) {
                areas.codes.push_back(table.codes[row]);
                areas.names.emplace_back(table.grid->cell(table.layout.data_rows[row], *names));
            }
        }
        areas.geography = table.geography;
        areas.what += (areas.what.empty() ? "table " : ", table ") + table.loaded->config.id;
    }
    return areas;
}

std::vector<std::string> texts_of(const Grid& grid, const SheetLayout& layout, std::size_t column) {
    std::vector<std::string> texts;
    texts.reserve(layout.data_rows.size());
    for (const std::size_t row : layout.data_rows) {
        texts.emplace_back(cut_blanks(grid.cell(row, column)));
    }
    return texts;
}

bool keyed_by_names(const LoadedTable& table) {
    const SheetLayout& layout = table.file.sheets[table.sheet].layout;
    return !table.config.name_column.empty() ||
           (layout.code_candidates.empty() && table.config.code_column.empty());
}

std::size_t matched(const NameReport& report) {
    return report.exact + report.normalised + report.alias;
}

KeyedTable key_by_names(const LoadedTable& loaded, const NamedAreas& areas) {
    const geodata::Sheet& sheet = loaded.file.sheets[loaded.sheet];
    const config::TableConfig& config = loaded.config;
    KeyedTable table;
    table.loaded = &loaded;
    table.grid = &sheet.grid;
    table.layout = sheet.layout;
    table.geography = areas.geography;
    NameMatches best;
    const auto take = [&](std::size_t column, NameMatches matches) {
        table.key_column = column;
        best = std::move(matches);
    };
    if (!config.name_column.empty()) {
        config::ColumnConfig wanted;
        wanted.name = config.name_column;
        wanted.used_by = "tables." + config.id;
        const std::size_t column =
            config::find_column(wanted, table.layout.columns, config.file.string());
        take(column, match_names(areas.view(), texts_of(sheet.grid, table.layout, column)));
    } else {
        // Names that match nothing are compared with every area's, so a sample tells first which
        // columns hold names at all.
        for (std::size_t column = 0; column < table.layout.columns.size(); ++column) {
            const std::vector<std::string> texts = texts_of(sheet.grid, table.layout, column);
            const std::span<const std::string> sample{texts.data(),
                                                      std::min<std::size_t>(texts.size(), 40)};
            const NameReport tried = match_names(areas.view(), sample).report;
            if (2 * matched(tried) < tried.names - tried.blank || matched(tried) == 0) {
                continue;
            }
            NameMatches matches = match_names(areas.view(), texts);
            if (best.rows.empty() || matched(matches.report) > matched(best.report)) {
                take(column, std::move(matches));
            }
        }
    }
    const NameReport& report = best.report;
    if (matched(report) == 0 || 2 * matched(report) < report.names - report.blank) {
        throw InputError(
            "E-INPUT-03",
            areas.codes.empty()
                ? "no column of area codes was found, and there are no names of areas "
                  "to match with"
                : "no column of area codes was found, and none of names that match "
                  "those of " +
                      areas.what,
            "a column of codes such as E01000001, or of names",
            "name it with code = \"...\" or names = \"...\" in [tables." + config.id + "]",
            {config.file.string(), table.layout.header_row.value_or(0), 0});
    }
    table.codes = codes_of(best, areas.view());
    for (const std::size_t row : table.layout.data_rows) {
        table.source_rows.push_back(sheet.grid.source_row(row));
    }
    table.names = report;
    return table;
}

}  // namespace

std::vector<KeyedTable> key_tables(std::span<const LoadedTable> tables,
                                   const BoundarySet& boundaries,
                                   const DetectedGeography& boundary_geography,
                                   const std::unordered_set<AreaCode>& areas) {
    // Tables with codes first: their names serve those without.
    std::vector<KeyedTable> keyed(tables.size());
    for (std::size_t t = 0; t < tables.size(); ++t) {
        if (!keyed_by_names(tables[t])) {
            keyed[t] = key_by_codes(tables[t], areas);
        }
    }
    for (std::size_t t = 0; t < tables.size(); ++t) {
        if (keyed_by_names(tables[t])) {
            keyed[t] = key_by_names(tables[t], named_areas(boundaries, boundary_geography, keyed));
        }
    }
    return keyed;
}

std::optional<std::size_t> name_column(const KeyedTable& table) {
    const auto fits = [](const std::string& header) {
        const std::string lower = ascii_lower(header);
        return lower.find("name") != std::string::npos || lower.ends_with("nm") ||
               lower == "area" || lower == "local authority";
    };
    const std::vector<std::string>& names = table.layout.columns;
    const std::size_t before = table.key_column - 1;
    if (table.key_column > 0 && fits(names[before]) &&
        stem_of(names[before]) == stem_of(names[table.key_column])) {
        return before;
    }
    for (const std::size_t step : {1, 2}) {
        if (table.key_column + step < names.size() && fits(names[table.key_column + step])) {
            return table.key_column + step;
        }
    }
    if (table.key_column > 0 && fits(names[before])) {
        return before;
    }
    return std::nullopt;
}

}  // namespace levelin::run
