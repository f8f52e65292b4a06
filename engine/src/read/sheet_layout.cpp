#include <levelin/read/sheet_layout.hpp>

#include <algorithm>
#include <array>

#include "layout_parts.hpp"

namespace levelin {

namespace read_detail {

bool is_blank_cell(std::string_view text) noexcept {
    return text.empty() ||
           (!(text.front() > ' ' && text.front() <= '~') && cut_blanks(text).empty());
}

std::size_t filled_cells(std::span<const std::string_view> row) noexcept {
    return static_cast<std::size_t>(std::count_if(
        row.begin(), row.end(), [](std::string_view cell) { return !is_blank_cell(cell); }));
}

std::size_t filled_width(std::span<const std::string_view> row) noexcept {
    std::size_t width = row.size();
    while (width > 0 && is_blank_cell(row[width - 1])) {
        --width;
    }
    return width;
}

std::string one_line(std::string_view text) {
    text = cut_blanks(text);
    std::string out;
    bool blank = false;
    for (const char c : text) {
        if (c == ' ' || c == '\t' || c == '\n' || c == '\r') {
            blank = true;
            continue;
        }
        if (blank) {
            out += ' ';
            blank = false;
        }
        out += c;
    }
    return out;
}

std::string lower_case(std::string_view text) {
    std::string out{text};
    std::transform(out.begin(), out.end(), out.begin(), [](char c) {
        return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
    });
    return out;
}

}  // namespace read_detail

namespace {

using namespace read_detail;

constexpr std::size_t excerpt_bytes = 80;

std::string excerpt(std::span<const std::string_view> row) {
    std::string text;
    for (const std::string_view cell : row) {
        const std::string part = one_line(cell.substr(0, excerpt_bytes));
        if (!part.empty()) {
            text += text.empty() ? part : " | " + part;
        }
        if (text.size() >= excerpt_bytes) {
            break;
        }
    }
    if (text.size() > excerpt_bytes) {
        std::size_t cut = excerpt_bytes;
        while (cut > 0 && (static_cast<unsigned char>(text[cut]) & 0xC0U) == 0x80U) {
            --cut;  // Not inside a UTF-8 character.
        }
        text.resize(cut);
    }
    return text;
}

bool names_a_total(std::span<const std::string_view> row) {
    constexpr std::array<std::string_view, 14> names{"total",
                                                     "grand total",
                                                     "all",
                                                     "overall",
                                                     "england",
                                                     "wales",
                                                     "scotland",
                                                     "great britain",
                                                     "united kingdom",
                                                     "northern ireland",
                                                     "uk",
                                                     "england and wales",
                                                     "gb",
                                                     "england & wales"};
    std::size_t texts = 0;
    for (const std::string_view cell : row) {
        if (is_blank_cell(cell)) {
            continue;
        }
        const std::string text = lower_case(one_line(cell));
        if (std::find(names.begin(), names.end(), text) != names.end() ||
            text.starts_with("total ") || text.ends_with(" total")) {
            return true;
        }
        if (++texts == 3) {
            break;
        }
    }
    return false;
}

// Without codes a country or a name that begins with "Total" may be a record like any other.
bool is_total_word(std::string_view cell) {
    const std::string text = lower_case(one_line(cell));
    return text == "total" || text == "grand total";
}

// Decides which codes stand for sums over the other rows.
class Totals {
  public:
    Totals() = default;
    Totals(const Grid& grid, const CodeCandidate& key, std::size_t first_data_row,
           bool sheet_has_numbers)
        : m_kind(key.geography.kind), m_possible(sheet_has_numbers && 2 * key.unique > key.codes) {
        if (!m_possible) {
            return;
        }
        for (std::size_t r = first_data_row; r < grid.row_count(); ++r) {
            const std::string_view text = cut_blanks(grid.cell(r, key.column));
            if (!is_area_code(text)) {
                continue;
            }
            const Geography kind = geography_of(*AreaCode::parse(text));
            m_has_wider = m_has_wider || kind == Geography::region || kind == Geography::country;
            m_has_districts = m_has_districts || text.starts_with("E07");
            m_has_metropolitan = m_has_metropolitan || text.starts_with("E08");
            m_has_boroughs = m_has_boroughs || text.starts_with("E09");
        }
    }

    [[nodiscard]] bool is_total(const AreaCode& code) const noexcept {
        if (!m_possible || !is_total_code(code, m_kind)) {
            return false;
        }
        const Geography kind = geography_of(code);
        if (kind != Geography::county && kind != Geography::combined_authority) {
            return true;
        }
        const std::string_view text = code.view();
        const bool parts_present = (!text.starts_with("E10") || m_has_districts) &&
                                   (!text.starts_with("E11") || m_has_metropolitan) &&
                                   (!text.starts_with("E13") || m_has_boroughs);
        return m_has_wider && parts_present;
    }

  private:
    Geography m_kind = Geography::unknown;
    bool m_possible = false;
    bool m_has_wider = false;
    bool m_has_districts = false;
    bool m_has_metropolitan = false;
    bool m_has_boroughs = false;
};

// The candidate of that column counted over the rows that are records.
void count_records(SheetLayout& layout, const Grid& grid, std::size_t column) {
    for (CodeCandidate& candidate : layout.code_candidates) {
        if (candidate.column != column || candidate.codes == layout.data_rows.size()) {
            continue;
        }
        std::vector<AreaCode> codes;
        codes.reserve(layout.data_rows.size());
        for (const std::size_t r : layout.data_rows) {
            codes.push_back(*AreaCode::parse(cut_blanks(grid.cell(r, column))));
        }
        candidate.geography =
            with_statement(detect_geography(codes, candidate.name), layout.stated_geography);
        candidate.codes = codes.size();
        candidate.unique = count_unique(codes);
    }
}

void set_aside(SheetLayout& layout, const Grid& grid, std::size_t r, std::string reason) {
    layout.set_aside.push_back({r, grid.source_row(r), std::move(reason), excerpt(grid.row(r))});
}

SheetLayout split_rows_by_code(const Grid& grid, SheetLayout layout, const CodeCandidate& key,
                               bool sheet_has_numbers) {
    layout.data_rows.clear();
    layout.set_aside.clear();
    const Totals totals{grid, key, layout.first_data_row, sheet_has_numbers};
    for (std::size_t r = layout.first_data_row; r < grid.row_count(); ++r) {
        const std::string_view text = cut_blanks(grid.cell(r, key.column));
        if (is_area_code(text)) {
            if (totals.is_total(*AreaCode::parse(text))) {
                set_aside(layout, grid, r, "total");
            } else {
                layout.data_rows.push_back(r);
            }
            continue;
        }
        const auto row = grid.row(r);
        const std::size_t filled = filled_cells(row);
        if (filled == 0) {
            set_aside(layout, grid, r, "blank");
        } else if (filled > 1 && names_a_total(row)) {
            set_aside(layout, grid, r, "total");
        } else {
            set_aside(layout, grid, r, filled == 1 ? "note" : "no code");
        }
    }
    count_records(layout, grid, key.column);
    return layout;
}

SheetLayout split_rows_without_code(const Grid& grid, SheetLayout layout, std::size_t header_row) {
    const auto header = grid.row(header_row);
    const std::size_t heads = filled_cells(header);
    for (std::size_t r = layout.first_data_row; r < grid.row_count(); ++r) {
        const auto row = grid.row(r);
        const std::size_t filled = filled_cells(row);
        const bool header_again =
            row.size() == header.size() && std::equal(row.begin(), row.end(), header.begin());
        const bool sparse = (filled == 1 && heads >= 3) || (filled == 2 && heads >= 6);
        if (filled == 0) {
            set_aside(layout, grid, r, "blank");
        } else if (header_again || sparse) {
            set_aside(layout, grid, r, "note");
        } else if (is_total_word(row.front())) {
            set_aside(layout, grid, r, "total");
        } else {
            layout.data_rows.push_back(r);
        }
    }
    return layout;
}

// One past the last column that a header or data row uses.
std::size_t used_width(const Grid& grid, const Header& header) {
    std::size_t width = 0;
    if (header.last_row) {
        for (std::size_t i = 0; i < header.rows; ++i) {
            width = std::max(width, filled_width(grid.row(*header.last_row - i)));
        }
    }
    for (std::size_t r = header.first_data_row; r < grid.row_count(); ++r) {
        const auto row = grid.row(r);
        if (row.size() > width && filled_width(row) > width && filled_cells(row) > 1) {
            width = filled_width(row);
        }
    }
    return width;
}

void take_header(SheetLayout& layout, const Grid& grid, const Header& header,
                 std::size_t least_width = 0) {
    if (header.last_row) {
        layout.header_row = grid.source_row(*header.last_row);
    }
    layout.header_rows = header.rows;
    layout.first_data_row = header.first_data_row;
    // The row that heads the columns may itself be called "Geography".
    layout.stated_geography = stated_geography(grid, header.first_data_row - header.rows);
    layout.columns = column_names(grid, header, std::max(least_width, used_width(grid, header)));
}

bool any(const std::vector<bool>& flags) {
    return std::find(flags.begin(), flags.end(), true) != flags.end();
}

// Columns of codes that enough of the sheet's records have.
std::vector<ColumnCodes> usable_code_columns(const Grid& grid, std::string& why_none) {
    std::vector<ColumnCodes> found = find_code_columns(grid);
    if (found.empty()) {
        why_none = "no column holds area codes";
        return found;
    }
    const auto best = std::max_element(
        found.begin(), found.end(),
        [](const ColumnCodes& a, const ColumnCodes& b) { return a.codes < b.codes; });
    std::size_t records = 0;
    for (std::size_t r = best->first_row; r < grid.row_count(); ++r) {
        records += filled_cells(grid.row(r)) >= 2 ? 1 : 0;
    }
    if (3 * best->codes < records) {
        why_none = "only " + std::to_string(best->codes) + " of " + std::to_string(records) +
                   " records have an area code";
        found.clear();
    }
    return found;
}

void take_candidates(SheetLayout& layout, const Grid& grid, const std::vector<ColumnCodes>& found) {
    RankedCandidates ranked = rank_candidates(grid, found, layout.columns, layout.first_data_row);
    layout.code_candidates = std::move(ranked.candidates);
    for (CodeCandidate& candidate : layout.code_candidates) {
        candidate.geography =
            with_statement(std::move(candidate.geography), layout.stated_geography);
    }
    layout.codes_ambiguous = ranked.equally_good > 1;
    if (layout.codes_ambiguous) {
        layout.why_no_code_column = "several columns of area codes are equally good";
    } else {
        layout.code_column = layout.code_candidates.front().column;
    }
}

}  // namespace

SheetLayout layout_of_records(const Grid& grid, std::vector<std::string> columns) {
    SheetLayout layout;
    layout.columns = std::move(columns);
    for (std::size_t r = 0; r < grid.row_count(); ++r) {
        layout.data_rows.push_back(r);
    }
    const std::vector<ColumnCodes> found = find_code_columns(grid);
    if (found.empty()) {
        layout.why_no_code_column = "no column holds area codes";
    } else {
        take_candidates(layout, grid, found);
    }
    return layout;
}

SheetLayout find_layout(const Grid& grid, const Markers& markers) {
    SheetLayout layout;
    const std::vector<ColumnCodes> found = usable_code_columns(grid, layout.why_no_code_column);
    if (found.empty()) {
        const Header header = find_header_without_codes(grid, markers);
        take_header(layout, grid, header);
        if (!header.last_row) {
            layout.why_none = header.why_none;
            layout.columns.clear();
            for (std::size_t r = 0; r < grid.row_count(); ++r) {
                set_aside(layout, grid, r, filled_cells(grid.row(r)) == 0 ? "blank" : "note");
            }
            return layout;
        }
        return split_rows_without_code(grid, std::move(layout), *header.last_row);
    }
    // The column with the most codes is good enough to find the header; names come from there.
    const auto key = std::max_element(
        found.begin(), found.end(),
        [](const ColumnCodes& a, const ColumnCodes& b) { return a.codes < b.codes; });
    const Header header = find_header_above(grid, *key, markers);
    std::size_t least_width = 0;  // A single column of codes has no wider row.
    for (const ColumnCodes& column : found) {
        least_width = std::max(least_width, column.column + 1);
    }
    take_header(layout, grid, header, least_width);
    take_candidates(layout, grid, found);
    const bool numbers =
        any(number_columns(grid, layout.first_data_row, layout.columns.size(), markers));
    const CodeCandidate chosen = layout.code_candidates.front();
    return split_rows_by_code(grid, std::move(layout), chosen, numbers);
}

SheetLayout with_code_column(const Grid& grid, SheetLayout layout, std::size_t column,
                             const Markers& markers) {
    CodeCandidate chosen;
    std::vector<AreaCode> codes;
    for (std::size_t r = layout.first_data_row; r < grid.row_count(); ++r) {
        const std::string_view text = cut_blanks(grid.cell(r, column));
        if (is_area_code(text)) {
            codes.push_back(*AreaCode::parse(text));
        } else if (!text.empty() && filled_cells(grid.row(r)) >= 2) {
            ++chosen.others;
        }
    }
    chosen.column = column;
    chosen.name = column < layout.columns.size() ? layout.columns[column] : std::string{};
    chosen.geography =
        with_statement(detect_geography(codes, chosen.name), layout.stated_geography);
    chosen.codes = codes.size();
    chosen.unique = count_unique(codes);
    const bool numbers =
        any(number_columns(grid, layout.first_data_row, layout.columns.size(), markers));
    layout.code_column = column;
    layout.codes_ambiguous = false;
    layout.why_no_code_column.clear();
    return split_rows_by_code(grid, std::move(layout), chosen, numbers);
}

std::optional<std::size_t> find_column(const SheetLayout& layout, std::string_view name) {
    const auto exact = std::find(layout.columns.begin(), layout.columns.end(), name);
    if (exact != layout.columns.end()) {
        return static_cast<std::size_t>(exact - layout.columns.begin());
    }
    const std::string wanted = lower_case(one_line(name));
    std::optional<std::size_t> found;
    for (std::size_t c = 0; c < layout.columns.size(); ++c) {
        if (lower_case(layout.columns[c]) == wanted) {
            if (found) {
                return std::nullopt;
            }
            found = c;
        }
    }
    return found;
}

ReadColumn read_numbers(const Grid& grid, const SheetLayout& layout, std::size_t column,
                        const Markers& markers) {
    constexpr std::size_t max_faults = 20;
    ReadColumn read;
    read.column.name = column < layout.columns.size() ? layout.columns[column] : std::string{};
    read.column.values.reserve(layout.data_rows.size());
    read.column.status.reserve(layout.data_rows.size());
    for (const std::size_t r : layout.data_rows) {
        const std::string_view text = grid.cell(r, column);
        const CellValue value = parse_cell(text, markers);
        switch (value.kind) {
            case CellValue::Kind::number:
                read.column.push(value.number);
                read.percent_cells += value.percent ? 1 : 0;
                break;
            case CellValue::Kind::absent:
                read.column.push(value.status);
                break;
            case CellValue::Kind::text:
                read.column.push(Status::missing);
                if (read.faults.size() < max_faults) {
                    read.faults.push_back(
                        {grid.source_row(r), column, one_line(text.substr(0, excerpt_bytes))});
                }
                ++read.fault_count;
                break;
        }
    }
    return read;
}

}  // namespace levelin
