#include <levelin/geodata/read_lookup.hpp>

#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/read_table.hpp>
#include <limits>
#include <optional>

#include "lookup_columns.hpp"

namespace levelin::geodata {

namespace {

// Both sides of a sheet.
struct Sides {
    const Sheet* sheet = nullptr;
    LookupColumn from;
    LookupColumn to;
    bool from_undated = false;
    bool to_undated = false;
};

std::vector<std::string> texts_of(const Sheet& sheet, std::optional<std::size_t> column) {
    std::vector<std::string> texts;
    if (column) {
        for (std::size_t r = sheet.layout.first_data_row; r < sheet.grid.row_count(); ++r) {
            texts.emplace_back(cut_blanks(sheet.grid.cell(r, *column)));
        }
    }
    return texts;
}

struct WeightColumn {
    std::size_t column = 0;
    std::vector<double> values;  // One a row; NaN where there is none.
};

WeightColumn read_weights(const Sheet& sheet, std::size_t column, const std::string& file) {
    static const Markers markers = Markers::defaults();
    WeightColumn weights;
    weights.column = column;
    for (std::size_t r = sheet.layout.first_data_row; r < sheet.grid.row_count(); ++r) {
        const CellValue cell = parse_cell(sheet.grid.cell(r, column), markers);
        if (cell.kind == CellValue::Kind::text && sheet.grid.row(r).size() > 1) {
            throw InputError(
                "E-CONVERT-02",
                "the weight \"" + std::string{sheet.grid.cell(r, column)} + "\" in the column \"" +
                    sheet.layout.columns[column] + "\" is not a number",
                "a number of 0 or more", {}, {file, sheet.grid.source_row(r), column + 1});
        }
        weights.values.push_back(cell.kind == CellValue::Kind::number
                                     ? cell.number
                                     : std::numeric_limits<double>::quiet_NaN());
    }
    return weights;
}

std::size_t named_weight(const Sheet& sheet, const std::string& name, const std::string& file) {
    if (const auto column = find_column(sheet.layout, name)) {
        return *column;
    }
    std::string list;
    for (const std::string& column : sheet.layout.columns) {
        list += column.empty() ? "" : (list.empty() ? "" : ", ") + column;
    }
    throw InputError("E-CONVERT-03", "the look-up has no column \"" + name + "\"", "one of " + list,
                     {}, {file, sheet.layout.header_row.value_or(0), 0});
}

// The one column that can share a source among its targets.
std::optional<std::size_t> find_weight(const Sheet& sheet, const std::string& file) {
    const std::vector<std::size_t> found = weight_columns(sheet);
    if (found.size() > 1) {
        std::string list;
        for (const std::size_t column : found) {
            list += (list.empty() ? "\"" : ", \"") + sheet.layout.columns[column] + "\"";
        }
        throw InputError("E-CONVERT-03", "several columns can be the weights: " + list,
                         "one column", "--weight NAME decides",
                         {file, sheet.layout.header_row.value_or(0), 0});
    }
    return found.empty() ? std::nullopt : std::optional{found.front()};
}

// The sheet that holds both sides; `why` says what is wrong where none does.
std::optional<Sides> find_sides(const TableFile& file, const ReadLookupOptions& options,
                                std::string& why) {
    std::optional<Sides> found;
    for (const Sheet& sheet : file.sheets) {
        const std::vector<LookupColumn> columns = lookup_columns(sheet);
        const std::string there = "; its columns of codes: " + list_of(columns);
        ChosenColumn from =
            choose_column(sheet, columns, {options.from, options.from_codes, "--from"});
        ChosenColumn to = choose_column(sheet, columns, {options.to, {}, "--to"});
        if (!from.column || !to.column) {
            const ChosenColumn& bad = from.column ? to : from;
            if (why.empty() || !columns.empty()) {
                why = bad.problem + there;
            }
        } else if (from.column->column == to.column->column) {
            why = "both sides are the column " + from.column->name + there;
        } else if (found) {
            why = "the sheets " + found->sheet->name + " and " + sheet.name +
                  " both hold such a look-up";
            return std::nullopt;
        } else {
            found = Sides{&sheet, std::move(*from.column), std::move(*to.column), from.undated,
                          to.undated};
        }
    }
    return found;
}

void note_undated(Lookup& lookup, const LookupColumn& column, bool undated,
                  const std::string& wanted) {
    if (undated) {
        lookup.findings.note("N-CONVERT-04", "the column " + column.name + " of " + lookup.name +
                                                 " says no year; it is taken to be " + wanted);
    }
}

void take_asked_vintage(LookupColumn& column, bool undated, const std::string& wanted) {
    if (const auto asked = parse_geography(wanted); undated && asked) {
        column.geography.vintage = asked->vintage;
        column.geography.evidence = "as asked for";
    }
}

Lookup lookup_of(const TableFile& file, Sides sides, const std::string& name,
                 const ReadLookupOptions& options) {
    const Sheet& sheet = *sides.sheet;
    take_asked_vintage(sides.from, sides.from_undated, options.from);
    take_asked_vintage(sides.to, sides.to_undated, options.to);
    const std::vector<std::string> from_names =
        texts_of(sheet, names_beside(sheet.layout, sides.from.column));
    const std::vector<std::string> to_names =
        texts_of(sheet, names_beside(sheet.layout, sides.to.column));
    std::vector<std::string> changes;
    if (sides.from.geography.kind == sides.to.geography.kind &&
        sides.from.geography.vintage < sides.to.geography.vintage) {
        changes = texts_of(sheet, change_column(sheet));
    }
    // Blank lines are no rows.
    std::vector<std::uint64_t> source_rows;
    std::vector<std::size_t> kept;
    for (std::size_t i = 0; i < sides.from.codes.size(); ++i) {
        const std::size_t r = sheet.layout.first_data_row + i;
        const auto row = sheet.grid.row(r);
        if (std::any_of(row.begin(), row.end(),
                        [](std::string_view cell) { return !cut_blanks(cell).empty(); })) {
            kept.push_back(i);
            source_rows.push_back(sheet.grid.source_row(r));
        }
    }
    const auto pick = [&](const auto& all) {
        std::remove_cvref_t<decltype(all)> some;
        if (!all.empty()) {
            some.reserve(kept.size());
            for (const std::size_t i : kept) {
                some.push_back(all[i]);
            }
        }
        return some;
    };
    const auto from = pick(sides.from.codes);
    const auto to = pick(sides.to.codes);
    const auto from_texts = pick(from_names);
    const auto to_texts = pick(to_names);
    const auto change_texts = pick(changes);
    LookupRows rows;
    rows.name = name;
    rows.from = from;
    rows.to = to;
    rows.from_names = from_texts;
    rows.to_names = to_texts;
    rows.changes = change_texts;
    rows.source_rows = source_rows;
    rows.from_geography = sides.from.geography;
    rows.to_geography = sides.to.geography;

    std::optional<std::size_t> weight;
    if (!options.weight.empty()) {
        weight = named_weight(sheet, options.weight, name);
    }
    Lookup lookup;
    bool made = false;
    if (!weight) {
        try {
            lookup = make_lookup(rows);
            made = true;
        } catch (const InputError& error) {
            if (error.code() != "E-CONVERT-01") {
                throw;
            }
            weight = find_weight(sheet, name);
        }
    }
    if (!made) {
        std::vector<double> weights;
        if (weight) {
            weights = pick(read_weights(sheet, *weight, name).values);
            rows.weights = weights;
        }
        lookup = make_lookup(rows, {options.from_codes, options.same_name});
        if (weight && options.weight.empty()) {
            lookup.findings.note("N-CONVERT-01", "areas of " + name +
                                                     " that lie in several are "
                                                     "shared by the column " +
                                                     sheet.layout.columns[*weight]);
        }
    }
    Diagnostics findings = file.findings;
    findings.append(lookup.findings);
    lookup.findings = std::move(findings);
    note_undated(lookup, sides.from, sides.from_undated, sides.from.geography.label());
    note_undated(lookup, sides.to, sides.to_undated, sides.to.geography.label());
    return lookup;
}

// Whether any sheet of the file holds the side that is asked for.
bool has_side(const TableFile& file, const LookupSide& side) {
    return std::any_of(file.sheets.begin(), file.sheets.end(), [&](const Sheet& sheet) {
        return choose_column(sheet, lookup_columns(sheet), side).column.has_value();
    });
}

// A column of one file and one of the next that hold the same areas.
struct Meeting {
    std::string first;
    std::string second;
    std::size_t common = 0;  // Codes of the first that the second has.
    bool whole = false;      // All of them.
};

std::size_t in_common(const LookupColumn& first, const LookupColumn& second, bool& whole) {
    std::vector<AreaCode> a = first.codes;
    std::vector<AreaCode> b = second.codes;
    for (std::vector<AreaCode>* codes : {&a, &b}) {
        std::sort(codes->begin(), codes->end());
        codes->erase(std::unique(codes->begin(), codes->end()), codes->end());
    }
    std::erase(a, AreaCode{});
    std::vector<AreaCode> both;
    std::set_intersection(a.begin(), a.end(), b.begin(), b.end(), std::back_inserter(both));
    whole = !a.empty() && both.size() == a.size();
    return both.size();
}

// Where two files of a chain meet: the same kind, no different years, and the most codes.
Meeting meeting_of(const TableFile& first, const TableFile& second, const std::string& from,
                   const std::string& to, const std::string& name) {
    std::vector<Meeting> found;
    for (const Sheet& sheet : first.sheets) {
        for (const LookupColumn& a : lookup_columns(sheet)) {
            for (const Sheet& other : second.sheets) {
                for (const LookupColumn& b : lookup_columns(other)) {
                    const bool same_year = a.geography.vintage == 0 || b.geography.vintage == 0 ||
                                           a.geography.vintage == b.geography.vintage;
                    Meeting meeting{a.name, b.name, 0, false};
                    if (a.name != from && b.name != to && a.geography.kind == b.geography.kind &&
                        same_year && (meeting.common = in_common(a, b, meeting.whole)) != 0) {
                        found.push_back(meeting);
                    }
                }
            }
        }
    }
    const auto better = [](const Meeting& a, const Meeting& b) {
        return a.whole != b.whole ? a.whole : a.common > b.common;
    };
    std::stable_sort(found.begin(), found.end(), better);
    if (found.empty() || (found.size() > 1 && !better(found[0], found[1]))) {
        std::string list;
        for (const Meeting& meeting : found) {
            list += (list.empty() ? "" : ", ") + meeting.first + " = " + meeting.second;
        }
        throw InputError("E-CONVERT-07",
                         found.empty() ? "the look-up has no geography in common with the next"
                                       : "the look-up meets the next in several ways: " + list,
                         "look-ups that stand side by side, or a chain in its order",
                         "convert in two calls, each with one look-up", {name, 0, 0});
    }
    return found.front();
}

Lookup one_lookup(const TableFile& file, const std::string& name,
                  const ReadLookupOptions& options) {
    std::string why;
    std::optional<Sides> sides = find_sides(file, options, why);
    if (!sides) {
        throw InputError("E-CONVERT-03", why, "one column of codes for each side",
                         "name the columns: --from COLUMN --to COLUMN", {name, 0, 0});
    }
    return lookup_of(file, std::move(*sides), name, options);
}

}  // namespace

Lookup read_lookup(const std::filesystem::path& path, const ReadLookupOptions& options) {
    ReadTableOptions reading;
    reading.progress = options.progress;
    const TableFile file = read_table(path, reading);
    return one_lookup(file, path.string(), options);
}

Lookup read_lookups(std::span<const std::filesystem::path> paths,
                    const ReadLookupOptions& options) {
    if (paths.size() == 1) {
        return read_lookup(paths.front(), options);
    }
    ReadTableOptions reading;
    reading.progress = options.progress;
    std::vector<TableFile> files;
    bool chained = false;
    for (const std::filesystem::path& path : paths) {
        files.push_back(read_table(path, reading));
        chained = chained ||
                  !has_side(files.back(), {options.from, options.from_codes, "--from"}) ||
                  !has_side(files.back(), {options.to, {}, "--to"});
    }
    std::vector<Lookup> lookups;
    if (!chained) {
        for (std::size_t i = 0; i < files.size(); ++i) {
            lookups.push_back(one_lookup(files[i], paths[i].string(), options));
        }
        return united(lookups);
    }
    ReadLookupOptions step = options;
    for (std::size_t i = 0; i + 1 < files.size(); ++i) {
        const Meeting meeting =
            meeting_of(files[i], files[i + 1], step.from, options.to, paths[i].string());
        step.to = meeting.first;
        lookups.push_back(one_lookup(files[i], paths[i].string(), step));
        step.from = meeting.second;
        step.from_codes = lookups.back().targets;
        step.weight.clear();  // Of the first alone; the next must need none or have its own.
    }
    step.to = options.to;
    lookups.push_back(one_lookup(files.back(), paths.back().string(), step));
    Lookup chain = std::move(lookups.front());
    for (std::size_t i = 1; i < lookups.size(); ++i) {
        chain = compose(chain, lookups[i]);
    }
    return chain;
}

}  // namespace levelin::geodata
