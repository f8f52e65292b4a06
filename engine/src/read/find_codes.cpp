#include <algorithm>
#include <array>
#include <bit>

#include "layout_parts.hpp"

namespace levelin::read_detail {

namespace {

// Cheap first: most cells are no code by their length or first character.
bool has_code_form(std::string_view text) noexcept {
    if (text.size() < 3) {
        return false;
    }
    text = cut_blanks(text);
    if (text.size() < 3 || text.size() > 10) {
        return false;
    }
    const char c = text.front();
    if (text.size() < 8) {
        return c == 'T' && is_area_code(text);  // International territorial levels.
    }
    return (c == 'E' || c == 'W' || c == 'S' || c == 'N' || c == 'K' || c == 'J' || c == '9') &&
           is_area_code(text);
}

// Finer areas come first.
int coarseness(Geography kind) noexcept {
    switch (kind) {
        case Geography::output_area:
        case Geography::small_area_ni:
            return 0;
        case Geography::lsoa:
        case Geography::data_zone:
        case Geography::super_output_area:
        case Geography::mixed:
            return 1;
        case Geography::msoa:
        case Geography::intermediate_zone:
        case Geography::super_data_zone:
            return 2;
        case Geography::ward:
            return 3;
        case Geography::local_authority:
            return 4;
        case Geography::constituency:
        case Geography::utla:
        case Geography::itl3:
            return 5;
        case Geography::county:
        case Geography::itl2:
            return 6;
        case Geography::combined_authority:
            return 7;
        case Geography::region:
        case Geography::itl1:
            return 8;
        case Geography::country:
            return 9;
        case Geography::unknown:
            return 10;
    }
    return 10;
}

bool same_in_every_row(const Grid& grid, std::size_t a, std::size_t b, std::size_t from) {
    for (std::size_t r = from; r < grid.row_count(); ++r) {
        if (cut_blanks(grid.cell(r, a)) != cut_blanks(grid.cell(r, b))) {
            return false;
        }
    }
    return true;
}

}  // namespace

std::vector<ColumnCodes> find_code_columns(const Grid& grid) {
    std::vector<ColumnCodes> columns(grid.column_count());
    for (std::size_t r = 0; r < grid.row_count(); ++r) {
        const auto row = grid.row(r);
        for (std::size_t c = 0; c < row.size(); ++c) {
            ColumnCodes& column = columns[c];
            if (has_code_form(row[c])) {
                if (column.codes++ == 0) {
                    column.first_row = r;
                }
            } else if (column.codes != 0 && !is_blank_cell(row[c]) && filled_cells(row) >= 2) {
                ++column.others;  // A note below the table fills one cell only and does not count.
            }
        }
    }
    std::vector<ColumnCodes> found;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        columns[c].column = c;
        if (columns[c].codes != 0 && columns[c].codes >= columns[c].others) {
            found.push_back(columns[c]);
        }
    }
    return found;
}

std::size_t count_unique(std::span<const AreaCode> codes) {
    std::vector<AreaCode> table(std::bit_ceil(2 * codes.size() + 1));
    const std::size_t mask = table.size() - 1;
    std::size_t unique = 0;
    for (const AreaCode& code : codes) {
        std::size_t at = code.hash() & mask;
        while (!table[at].empty() && table[at] != code) {
            at = (at + 1) & mask;
        }
        if (table[at].empty()) {
            table[at] = code;
            ++unique;
        }
    }
    return unique;
}

RankedCandidates rank_candidates(const Grid& grid, const std::vector<ColumnCodes>& found,
                                 const std::vector<std::string>& names,
                                 std::size_t first_data_row) {
    RankedCandidates ranked;
    std::vector<AreaCode> codes;
    for (const ColumnCodes& column : found) {
        codes.clear();
        for (std::size_t r = first_data_row; r < grid.row_count(); ++r) {
            const std::string_view text = grid.cell(r, column.column);
            if (has_code_form(text)) {
                codes.push_back(*AreaCode::parse(cut_blanks(text)));
            }
        }
        CodeCandidate candidate;
        candidate.column = column.column;
        candidate.name = column.column < names.size() ? names[column.column] : std::string{};
        candidate.geography = detect_geography(codes, candidate.name);
        candidate.codes = codes.size();
        candidate.unique = count_unique(codes);
        candidate.others = column.others;
        ranked.candidates.push_back(std::move(candidate));
    }
    std::size_t most = 0;
    for (const CodeCandidate& c : ranked.candidates) {
        most = std::max(most, c.unique);
    }
    // Three steps, each a class of candidates: nearly as many different codes as the best, no
    // repeats, the finest geography.
    const auto grade = [&](const CodeCandidate& c) {
        const bool near_most = 10 * c.unique >= 9 * most;
        return std::array<int, 3>{near_most ? 0 : 1, c.unique == c.codes ? 0 : 1,
                                  coarseness(c.geography.kind)};
    };
    std::stable_sort(ranked.candidates.begin(), ranked.candidates.end(),
                     [&](const CodeCandidate& a, const CodeCandidate& b) {
                         const auto grade_a = grade(a);
                         const auto grade_b = grade(b);
                         if (grade_a[0] != 0 && grade_b[0] != 0 && a.unique != b.unique) {
                             return a.unique > b.unique;
                         }
                         return grade_a < grade_b;
                     });
    for (const CodeCandidate& c : ranked.candidates) {
        const bool equal = grade(c) == grade(ranked.candidates.front());
        const bool other =
            &c == &ranked.candidates.front() ||
            !same_in_every_row(grid, ranked.candidates.front().column, c.column, first_data_row);
        ranked.equally_good += equal && other ? 1 : 0;
    }
    return ranked;
}

}  // namespace levelin::read_detail
