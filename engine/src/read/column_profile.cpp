#include <algorithm>
#include <levelin/read/column_profile.hpp>

namespace levelin {

std::string_view to_string(ColumnProfile::Type type) noexcept {
    switch (type) {
        case ColumnProfile::Type::empty:
            return "empty";
        case ColumnProfile::Type::number:
            return "number";
        case ColumnProfile::Type::code:
            return "code";
        case ColumnProfile::Type::text:
            return "text";
    }
    return "text";
}

ColumnProfile profile_column(const Grid& grid, const SheetLayout& layout, std::size_t column,
                             const Markers& markers) {
    ColumnProfile profile;
    profile.name = column < layout.columns.size() ? layout.columns[column] : std::string{};
    std::size_t numbers = 0;
    std::size_t codes = 0;
    std::size_t texts = 0;
    std::size_t blank = 0;
    for (const std::size_t r : layout.data_rows) {
        const std::string_view text = cut_blanks(grid.cell(r, column));
        const CellValue value = parse_cell(text, markers);
        switch (value.kind) {
            case CellValue::Kind::number:
                profile.min = numbers == 0 ? value.number : std::min(profile.min, value.number);
                profile.max = numbers == 0 ? value.number : std::max(profile.max, value.number);
                profile.zero += value.number == 0.0 ? 1 : 0;
                profile.percent += value.percent ? 1 : 0;
                ++numbers;
                break;
            case CellValue::Kind::text:
                if (is_area_code(text)) {
                    const AreaCode code = *AreaCode::parse(text);
                    profile.first_code = codes == 0 ? code : std::min(profile.first_code, code);
                    profile.last_code = codes == 0 ? code : std::max(profile.last_code, code);
                    ++codes;
                }
                ++texts;
                break;
            case CellValue::Kind::absent:
                blank += text.empty() ? 1 : 0;
                profile.missing += value.status == Status::missing ? 1 : 0;
                profile.suppressed += value.status == Status::suppressed ? 1 : 0;
                profile.not_applicable += value.status == Status::not_applicable ? 1 : 0;
                break;
        }
    }
    const std::size_t rows = layout.data_rows.size();
    const bool only_markers = texts == 0 && profile.suppressed + profile.not_applicable != 0;
    if ((numbers != 0 && numbers >= 9 * texts) || only_markers) {
        profile.type = ColumnProfile::Type::number;
        profile.values = numbers + texts;
        profile.not_numbers = texts;
        return profile;
    }
    profile.values = rows - blank;
    profile.missing = blank;
    profile.suppressed = profile.not_applicable = profile.zero = profile.percent = 0;
    profile.min = profile.max = 0;
    profile.type = profile.values == 0                         ? ColumnProfile::Type::empty
                   : codes != 0 && 2 * codes >= profile.values ? ColumnProfile::Type::code
                                                               : ColumnProfile::Type::text;
    return profile;
}

}  // namespace levelin
