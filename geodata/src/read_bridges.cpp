#include <levelin/geodata/read_bridges.hpp>

#include <algorithm>
#include <array>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_table.hpp>
#include <optional>

namespace levelin::geodata {

namespace {

class BridgeTable {
  public:
    BridgeTable(const Grid& grid, std::string file)
        : m_grid(grid),
          m_file(std::move(file)),
          m_code(needed("code")),
          m_neighbour(needed("neighbour")),
          m_kind(column_of("kind")),
          m_reason(column_of("reason")) {}

    [[nodiscard]] std::vector<Bridge> bridges() const {
        std::vector<Bridge> out;
        for (std::size_t r = 1; r < m_grid.row_count(); ++r) {
            if (!blank(r)) {
                out.push_back({code_at(r, m_code), code_at(r, m_neighbour), kind_at(r),
                               text_at(r, m_reason)});
                if (out.back().code == out.back().neighbour) {
                    fault(r, m_neighbour,
                          "the area " + out.back().code.str() + " is bridged to itself",
                          "two different areas");
                }
            }
        }
        return out;
    }

  private:
    // The names stand in the first row, as the form says; any codes will do below it.
    [[nodiscard]] std::optional<std::size_t> column_of(std::string_view name) const {
        const auto cells =
            m_grid.row_count() > 0 ? m_grid.row(0) : std::span<const std::string_view>{};
        for (std::size_t c = 0; c < cells.size(); ++c) {
            if (cut_blanks(cells[c]) == name) {
                return c;
            }
        }
        return std::nullopt;
    }

    [[nodiscard]] std::size_t needed(const char* name) const {
        if (const auto column = column_of(name)) {
            return *column;
        }
        throw InputError("E-NEIGHBOURS-01",
                         "the bridges have no column \"" + std::string{name} + "\"",
                         "the columns code and neighbour, and kind and reason where they are known",
                         "name the columns so", {m_file, 1, 0});
    }

    [[noreturn]] void fault(std::size_t row, std::size_t column, const std::string& problem,
                            const char* expected) const {
        throw InputError("E-NEIGHBOURS-02", problem, expected, "correct the row",
                         {m_file, m_grid.source_row(row), column + 1});
    }

    [[nodiscard]] bool blank(std::size_t row) const {
        const auto cells = m_grid.row(row);
        return std::all_of(cells.begin(), cells.end(),
                           [](std::string_view cell) { return cut_blanks(cell).empty(); });
    }

    [[nodiscard]] AreaCode code_at(std::size_t row, std::size_t column) const {
        const std::string_view text = cut_blanks(m_grid.cell(row, column));
        const auto code = AreaCode::parse(text);
        if (!code || code->empty()) {
            fault(row, column, "\"" + std::string{text} + "\" is not the code of an area",
                  "a code of at most 15 characters without blanks");
        }
        return *code;
    }

    [[nodiscard]] std::string text_at(std::size_t row, std::optional<std::size_t> column) const {
        return column ? std::string{cut_blanks(m_grid.cell(row, *column))} : std::string{};
    }

    [[nodiscard]] std::string kind_at(std::size_t row) const {
        constexpr std::array<std::string_view, 5> kinds{"", "bridge", "tunnel", "causeway",
                                                        "ferry"};
        std::string kind = text_at(row, m_kind);
        if (std::find(kinds.begin(), kinds.end(), kind) == kinds.end()) {
            fault(row, *m_kind, "\"" + kind + "\" is not a kind of bridge",
                  "bridge, tunnel, causeway, ferry or nothing");
        }
        return kind;
    }

    const Grid& m_grid;
    std::string m_file;
    std::size_t m_code;
    std::size_t m_neighbour;
    std::optional<std::size_t> m_kind;
    std::optional<std::size_t> m_reason;
};

}  // namespace

std::vector<Bridge> read_bridges(const std::filesystem::path& path) {
    const TableFile table = read_table(path);
    return BridgeTable(table.sheets.front().grid, path.string()).bridges();
}

}  // namespace levelin::geodata
