#include <cstdint>
#include <cstdlib>
#include <levelin/core/error.hpp>
#include <levelin/read/column_profile.hpp>
#include <levelin/read/delimited_text.hpp>
#include <levelin/read/sheet_layout.hpp>
#include <string>
#include <vector>

using namespace levelin;

namespace {

void require(bool holds) {
    if (!holds) {
        std::abort();
    }
}

}  // namespace

/// The delimited reader and the layout on any bytes: either an InputError, or a grid whose rows
/// below the header are each in exactly one list and whose columns add up.
extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    DelimitedOptions options;
    options.max_cell_bytes = 1U << 16U;
    options.max_cells = 1U << 18U;
    DelimitedText text;
    try {
        text = parse_delimited(std::string{reinterpret_cast<const char*>(data), size}, options);
    } catch (const InputError&) {
        return 0;
    }
    const Markers markers = Markers::defaults();
    const SheetLayout layout = find_layout(text.grid, markers);
    std::vector<int> seen(text.grid.row_count());
    for (const std::size_t r : layout.data_rows) {
        ++seen.at(r);
    }
    for (const SetAsideRow& row : layout.set_aside) {
        ++seen.at(row.grid_row);
    }
    const std::size_t first = layout.why_none.empty() ? layout.first_data_row : 0;
    for (std::size_t r = 0; r < seen.size(); ++r) {
        require(seen[r] == (r < first ? 0 : 1));
    }
    require(!layout.code_column || *layout.code_column < layout.columns.size());
    for (std::size_t c = 0; c < layout.columns.size(); ++c) {
        const ColumnProfile profile = profile_column(text.grid, layout, c, markers);
        require(profile.values + profile.missing + profile.suppressed + profile.not_applicable ==
                layout.data_rows.size());
        const ReadColumn read = read_numbers(text.grid, layout, c, markers);
        require(read.column.size() == layout.data_rows.size());
    }
    return 0;
}
