#include <algorithm>

#include "layout_parts.hpp"

namespace levelin::read_detail {

namespace {

constexpr std::size_t sample_rows = 100;
constexpr std::size_t search_rows = 60;  // Titles and notes above a table are shorter than this.
constexpr std::size_t max_upper_rows = 2;

bool is_number(std::string_view text, const Markers& markers) noexcept {
    return parse_cell(text, markers).kind == CellValue::Kind::number;
}

bool is_absent(std::string_view text, const Markers& markers) noexcept {
    return parse_cell(text, markers).kind == CellValue::Kind::absent;
}

std::size_t first_filled(std::span<const std::string_view> row) noexcept {
    std::size_t c = 0;
    while (c < row.size() && is_blank_cell(row[c])) {
        ++c;
    }
    return c;
}

// Whether numbers stand in at least half of the columns that are of numbers further down.
bool has_figures(const Grid& grid, std::size_t r, const std::vector<bool>& numbers,
                 const Markers& markers) {
    std::size_t columns = 0;
    std::size_t figures = 0;
    for (std::size_t c = 0; c < numbers.size(); ++c) {
        if (numbers[c]) {
            ++columns;
            figures += is_number(grid.cell(r, c), markers) ? 1 : 0;
        }
    }
    return columns != 0 && 2 * figures >= columns;
}

bool has_data_below(const Grid& grid, std::size_t first_data_row, std::size_t column) {
    const std::size_t end = std::min(grid.row_count(), first_data_row + sample_rows);
    for (std::size_t r = first_data_row; r < end; ++r) {
        if (!is_blank_cell(grid.cell(r, column))) {
            return true;
        }
    }
    return false;
}

// An upper header row stands directly above the lower one and either begins further right (merged
// heads over some of the columns) or fills gaps of the lower one (heads merged downwards). A title
// does neither: it begins at the left and fills one cell.
bool is_upper_header(const Grid& grid, std::size_t upper, std::size_t lower,
                     std::size_t first_data_row) {
    const auto above = grid.row(upper);
    const auto below = grid.row(lower);
    const std::size_t filled = filled_cells(above);
    if (filled == 0 || filled_cells(below) < 2) {
        return false;
    }
    if (first_filled(above) > first_filled(below) && filled_width(above) <= filled_width(below)) {
        return true;
    }
    if (filled < 2) {
        return false;
    }
    for (std::size_t c = 0; c < above.size(); ++c) {
        if (!is_blank_cell(above[c]) && is_blank_cell(grid.cell(lower, c)) &&
            has_data_below(grid, first_data_row, c)) {
            return true;
        }
    }
    return false;
}

std::size_t count_header_rows(const Grid& grid, std::size_t last, std::size_t first_data_row) {
    std::size_t rows = 1;
    while (rows <= max_upper_rows && last >= rows &&
           is_upper_header(grid, last - rows, last - rows + 1, first_data_row)) {
        ++rows;
    }
    return rows;
}

// What a row would be as the header of a table without codes.
struct Block {
    bool accepted = false;
    std::size_t rows = 0;
};

Block block_below(const Grid& grid, std::size_t header, const Markers& markers) {
    const auto heads = grid.row(header);
    const std::size_t width = heads.size();
    std::vector<bool> headed(width);
    for (std::size_t c = 0; c < width; ++c) {
        headed[c] = !is_blank_cell(heads[c]);
    }
    const std::size_t head_count = filled_cells(heads);
    std::size_t rows = 0;
    std::size_t full = 0;
    std::size_t overhang = 0;
    std::size_t with_figures = 0;
    for (std::size_t r = header + 1; r < grid.row_count() && rows < sample_rows; ++r) {
        const auto row = grid.row(r);
        std::size_t under = 0;
        std::size_t outside = 0;
        bool figures = false;
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (is_blank_cell(row[c])) {
                continue;
            }
            if (c < width && headed[c]) {
                ++under;
                figures = figures || (under > 1 && is_number(row[c], markers));
            } else {
                ++outside;
            }
        }
        if (under + outside == 0) {
            continue;
        }
        ++rows;
        full += 2 * under >= head_count && under >= 2 ? 1 : 0;
        overhang += outside != 0 ? 1 : 0;
        with_figures += figures ? 1 : 0;
    }
    Block block;
    block.rows = rows;
    // Two columns of text are a list of notes; a table of two columns has figures in the second.
    const bool shape = head_count >= 3 ? 10 * full >= 6 * rows && 10 * overhang <= 2 * rows
                                       : 10 * with_figures >= 9 * rows && overhang == 0;
    block.accepted = rows >= 2 && shape;
    return block;
}

bool reads_like_header(const Grid& grid, std::size_t r, const Markers& markers) {
    const auto row = grid.row(r);
    if (filled_cells(row) < 2) {
        return false;
    }
    const std::string_view first = cut_blanks(row[first_filled(row)]);
    if (first.ends_with(':') || is_number(first, markers)) {
        return false;  // A form ("Source: ...") or a record.
    }
    std::size_t texts = 0;
    std::size_t figures = 0;
    for (const std::string_view cell : row) {
        if (!is_blank_cell(cell)) {
            (is_number(cell, markers) ? figures : texts) += 1;
        }
    }
    return texts >= 1 && (figures == 0 || texts + 1 >= figures || figures >= 5);
}

}  // namespace

std::vector<bool> number_columns(const Grid& grid, std::size_t first_row, std::size_t width,
                                 const Markers& markers) {
    std::vector<bool> numbers(width);
    const std::size_t end = std::min(grid.row_count(), first_row + sample_rows);
    for (std::size_t c = 0; c < width; ++c) {
        std::size_t figures = 0;
        std::size_t texts = 0;
        for (std::size_t r = first_row; r < end; ++r) {
            const std::string_view cell = grid.cell(r, c);
            if (is_number(cell, markers)) {
                ++figures;
            } else if (!is_absent(cell, markers)) {
                ++texts;
            }
        }
        numbers[c] = figures != 0 && figures >= 2 * texts;
    }
    return numbers;
}

Header find_header_above(const Grid& grid, const ColumnCodes& key, const Markers& markers) {
    Header header;
    header.first_data_row = key.first_row;
    const std::size_t width = filled_width(grid.row(key.first_row));
    const auto numbers = number_columns(grid, key.first_row, width, markers);
    const std::size_t limit = key.first_row > search_rows ? key.first_row - search_rows : 0;
    for (std::size_t r = key.first_row; r-- > limit;) {
        const auto row = grid.row(r);
        const std::size_t filled = filled_cells(row);
        if (filled == 0) {
            continue;
        }
        // A total above the first area ("Great Britain", no code) is a record, not a header; but
        // ages or years may head columns of numbers, so it must have a fuller row above it.
        const bool unkeyed = is_absent(grid.cell(r, key.column), markers);
        const bool fuller_above = r > 0 && 10 * filled_cells(grid.row(r - 1)) >= 6 * filled &&
                                  !has_figures(grid, r - 1, numbers, markers);
        if (has_figures(grid, r, numbers, markers) && (unkeyed || fuller_above)) {
            header.first_data_row = r;
            continue;
        }
        if (filled == 1 && filled_cells(grid.row(key.first_row)) >= 3) {
            break;  // A title directly above records: there is no header row.
        }
        header.last_row = r;
        header.rows = count_header_rows(grid, r, header.first_data_row);
        return header;
    }
    header.why_none = "no row above the first code reads like a header";
    return header;
}

Header find_header_without_codes(const Grid& grid, const Markers& markers) {
    Header header;
    std::size_t seen = 0;
    for (std::size_t r = 0; r < grid.row_count() && seen < search_rows; ++r) {
        seen += filled_cells(grid.row(r)) != 0 ? 1 : 0;
        if (!reads_like_header(grid, r, markers) || !block_below(grid, r, markers).accepted) {
            continue;
        }
        std::size_t last = r;
        // A second header row leaves the first column to the upper one and has no figures.
        if (r + 1 < grid.row_count()) {
            const auto numbers = number_columns(grid, r + 2, filled_width(grid.row(r)), markers);
            const bool any_numbers =
                std::find(numbers.begin(), numbers.end(), true) != numbers.end();
            const std::size_t lead = first_filled(grid.row(r));
            if (any_numbers && is_blank_cell(grid.cell(r + 1, lead)) &&
                filled_cells(grid.row(r + 1)) >= 2 && !has_figures(grid, r + 1, numbers, markers)) {
                last = r + 1;
            }
        }
        header.last_row = last;
        header.first_data_row = last + 1;
        header.rows = count_header_rows(grid, last, last + 1);
        return header;
    }
    header.first_data_row = grid.row_count();
    header.why_none = grid.row_count() == 0 ? "the sheet has no cells"
                                            : "no area codes, and no row of headings over records";
    return header;
}

std::vector<std::string> column_names(const Grid& grid, const Header& header, std::size_t width) {
    std::vector<std::string> names(width);
    if (!header.last_row) {
        for (std::size_t c = 0; c < width; ++c) {
            names[c] = "column " + std::to_string(c + 1);
        }
        return names;
    }
    const std::size_t last = *header.last_row;
    for (std::size_t c = 0; c < width; ++c) {
        names[c] = one_line(grid.cell(last, c));
    }
    for (std::size_t up = 1; up < header.rows; ++up) {
        std::string carried;
        for (std::size_t c = 0; c < width; ++c) {
            const std::string text = one_line(grid.cell(last - up, c));
            const bool own = !text.empty();
            if (names[c].empty()) {
                names[c] = text;
                carried.clear();  // Merged downwards: it heads its own column only.
                continue;
            }
            if (own) {
                carried = text;
            }
            if (!carried.empty()) {
                names[c] = carried + ": " + names[c];
            }
        }
    }
    for (std::size_t c = 0; c < width; ++c) {
        if (names[c].empty() && has_data_below(grid, header.first_data_row, c)) {
            names[c] = "column " + std::to_string(c + 1);
        }
    }
    return names;
}

}  // namespace levelin::read_detail
