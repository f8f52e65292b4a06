#include "lookup_columns.hpp"

#include <algorithm>
#include <array>
#include <levelin/core/ascii.hpp>
#include <levelin/core/code_index.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/read/cell.hpp>
#include <levelin/read/column_profile.hpp>

namespace levelin::geodata {

namespace {

bool is_small_area(Geography kind) noexcept {
    return kind == Geography::lsoa || kind == Geography::data_zone ||
           kind == Geography::super_output_area;
}

// How well a column fits a geography that is asked for; 0 = not at all.
int fit(const DetectedGeography& wanted, const DetectedGeography& column) noexcept {
    int kind = 0;
    if (wanted.kind == column.kind) {
        kind = 2;
    } else if ((column.kind == Geography::mixed && is_small_area(wanted.kind)) ||
               (wanted.kind == Geography::mixed && is_small_area(column.kind))) {
        kind = 1;  // The four nations' small areas stand together, or one nation's alone.
    }
    const bool dated = wanted.vintage == 0 || wanted.vintage == column.vintage;
    if (kind == 0 || (!dated && column.vintage != 0)) {
        return 0;
    }
    return 2 * kind + (dated ? 1 : 0);
}

// "lad11cd" and "ltla19_code", but not "lad11cd_census_merged".
bool says_only_the_geography(std::string_view name) {
    return parse_geography(name).has_value();
}

std::size_t reach(const LookupColumn& column, const CodeIndex& index,
                  std::span<const AreaCode> codes) {
    std::vector<std::uint8_t> found(codes.size(), 0);
    for (const AreaCode& code : column.codes) {
        if (const std::int32_t at = index.find(codes, code); at != CodeIndex::empty) {
            found[at] = 1;
        }
    }
    return static_cast<std::size_t>(std::count(found.begin(), found.end(), 1));
}

std::vector<const LookupColumn*> keep_most_reached(std::vector<const LookupColumn*> columns,
                                                   std::span<const AreaCode> codes) {
    const CodeIndex index(codes);
    std::vector<std::size_t> reached;
    for (const LookupColumn* column : columns) {
        reached.push_back(reach(*column, index, codes));
    }
    const std::size_t best = *std::max_element(reached.begin(), reached.end());
    std::vector<const LookupColumn*> kept;
    for (std::size_t i = 0; i < columns.size(); ++i) {
        if (reached[i] == best && best != 0) {
            kept.push_back(columns[i]);
        }
    }
    return kept;
}

// The cells of a column as codes: area codes alone, or, where `any_code`, any text that can be one.
std::vector<AreaCode> cells_as_codes(const Sheet& sheet, std::size_t column, bool any_code) {
    static const Markers markers = Markers::defaults();
    std::vector<AreaCode> codes;
    for (std::size_t r = sheet.layout.first_data_row; r < sheet.grid.row_count(); ++r) {
        const std::string_view text = cut_blanks(sheet.grid.cell(r, column));
        const bool is_code = is_area_code(text) || (any_code && parse_cell(text, markers).kind !=
                                                                    CellValue::Kind::absent);
        codes.push_back(is_code ? AreaCode::parse(text).value_or(AreaCode{}) : AreaCode{});
    }
    return codes;
}

LookupColumn describe(const Sheet& sheet, std::size_t column, std::vector<AreaCode> codes) {
    LookupColumn out;
    out.column = column;
    out.name = sheet.layout.columns[column];
    out.codes = std::move(codes);
    out.geography = detect_geography(out.codes, out.name);
    if (const auto named = parse_geography(out.name)) {
        // The name knows what the codes cannot say, but not that four nations stand together.
        if (out.geography.kind != Geography::mixed) {
            out.geography.kind = named->kind;
        }
        if (named->vintage != 0) {
            out.geography.vintage = named->vintage;
            out.geography.evidence = "the column name " + out.name;
        }
    }
    return out;
}

}  // namespace

std::vector<LookupColumn> lookup_columns(const Sheet& sheet) {
    std::vector<LookupColumn> columns;
    for (std::size_t c = 0; c < sheet.layout.columns.size(); ++c) {
        std::vector<AreaCode> codes = cells_as_codes(sheet, c, false);
        std::size_t filled = 0;
        for (std::size_t r = sheet.layout.first_data_row; r < sheet.grid.row_count(); ++r) {
            filled += cut_blanks(sheet.grid.cell(r, c)).empty() ? 0 : 1;
        }
        const auto coded = static_cast<std::size_t>(std::count_if(
            codes.begin(), codes.end(), [](const AreaCode& code) { return !code.empty(); }));
        if (coded != 0 && 2 * coded >= filled) {
            columns.push_back(describe(sheet, c, std::move(codes)));
        }
    }
    return columns;
}

ChosenColumn choose_column(const Sheet& sheet, const std::vector<LookupColumn>& columns,
                           const LookupSide& side) {
    std::vector<const LookupColumn*> fits;
    ChosenColumn chosen;
    std::string asked{side.word};
    if (side.wanted.empty()) {
        for (const LookupColumn& column : columns) {
            fits.push_back(&column);
        }
        asked = "the table's areas";
    } else if (const auto named = find_column(sheet.layout, side.wanted)) {
        const auto known =
            std::find_if(columns.begin(), columns.end(),
                         [&](const LookupColumn& column) { return column.column == *named; });
        chosen.column = known != columns.end()
                            ? *known
                            : describe(sheet, *named, cells_as_codes(sheet, *named, true));
        return chosen;
    } else if (const auto wanted = parse_geography(side.wanted)) {
        asked = wanted->label();
        int best = 1;
        for (const LookupColumn& column : columns) {
            const int how = fit(*wanted, column.geography);
            if (how > best) {
                best = how;
                fits.clear();
            }
            if (how == best) {
                fits.push_back(&column);
            }
        }
        chosen.undated = best % 2 == 0;
    } else {
        chosen.problem = "\"" + std::string{side.wanted} +
                         "\" is neither a column of the look-up nor a geography that levelin knows";
        return chosen;
    }
    if (fits.size() > 1 && !side.codes.empty()) {
        const std::vector<const LookupColumn*> reached = keep_most_reached(fits, side.codes);
        if (reached.empty() && side.wanted.empty()) {
            chosen.problem = "no column holds any of the areas that are to be converted (" +
                             side.codes.front().str() + ", for one)";
            return chosen;
        }
        fits = reached.empty() ? fits : reached;
    }
    if (fits.size() > 1) {
        std::vector<const LookupColumn*> plain;
        std::copy_if(fits.begin(), fits.end(), std::back_inserter(plain),
                     [](const LookupColumn* c) { return says_only_the_geography(c->name); });
        fits = plain.size() == 1 ? plain : fits;
    }
    if (fits.size() == 1) {
        chosen.column = *fits.front();
        return chosen;
    }
    if (fits.empty()) {
        chosen.problem = "no column of codes is " + asked;
        return chosen;
    }
    std::vector<LookupColumn> list;
    for (const LookupColumn* column : fits) {
        list.push_back(*column);
    }
    chosen.problem = std::to_string(fits.size()) + " columns fit " + asked + ": " + list_of(list);
    return chosen;
}

std::string list_of(const std::vector<LookupColumn>& columns) {
    std::string text;
    for (const LookupColumn& column : columns) {
        text += (text.empty() ? "" : ", ") + column.name + " (" + column.geography.label() + ")";
    }
    return text.empty() ? "none" : text;
}

std::optional<std::size_t> names_beside(const SheetLayout& layout, std::size_t code_column) {
    const std::string lower = ascii_lower(layout.columns[code_column]);
    constexpr std::array<std::array<std::string_view, 2>, 2> ends{{{"code", "name"}, {"cd", "nm"}}};
    for (const auto& [code, name] : ends) {
        const std::size_t at = lower.rfind(code);
        if (at == std::string::npos) {
            continue;
        }
        std::string wanted = lower;
        wanted.replace(at, code.size(), name);
        for (std::size_t c = 0; c < layout.columns.size(); ++c) {
            if (ascii_lower(layout.columns[c]) == wanted) {
                return c;
            }
        }
    }
    return std::nullopt;
}

std::vector<std::size_t> weight_columns(const Sheet& sheet) {
    constexpr std::array<std::string_view, 9> words{"persons",   "people",     "population",
                                                    "pop",       "dwellings",  "addresses",
                                                    "postcodes", "households", "weight"};
    std::vector<std::size_t> found;
    for (std::size_t c = 0; c < sheet.layout.columns.size(); ++c) {
        const std::string name = ascii_lower(sheet.layout.columns[c]);
        const bool speaks =
            name == "pcds" || std::any_of(words.begin(), words.end(), [&](std::string_view word) {
                return name.find(word) != std::string::npos;
            });
        if (speaks && profile_column(sheet.grid, sheet.layout, c, Markers::defaults()).type ==
                          ColumnProfile::Type::number) {
            found.push_back(c);
        }
    }
    return found;
}

std::optional<std::size_t> change_column(const Sheet& sheet) {
    for (std::size_t c = 0; c < sheet.layout.columns.size(); ++c) {
        const std::string name = ascii_lower(sheet.layout.columns[c]);
        if (name != "category" && name != "chgind" && name != "change") {
            continue;
        }
        bool letters = true;
        for (std::size_t r = sheet.layout.first_data_row; letters && r < sheet.grid.row_count();
             ++r) {
            const std::string_view text = cut_blanks(sheet.grid.cell(r, c));
            letters = text.empty() || (text.size() == 1 &&
                                       std::string_view{"USMX"}.find(text) != std::string::npos);
        }
        if (letters) {
            return c;
        }
    }
    return std::nullopt;
}

}  // namespace levelin::geodata
