#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// A sheet as the publisher laid it out: rows of cells of UTF-8 text, nothing interpreted yet.
///
/// Cells are views into storage that the grid owns; copying a grid shares the storage. Rows may
/// differ in length. `source_row` is the 1-based record (CSV) or row (workbook) that a user sees
/// when opening the file.
class Grid {
  public:
    Grid() = default;

    /// Appends a row whose cells lie in storage that was given to `keep`.
    void add_row(std::span<const std::string_view> cells, std::uint64_t source_row) {
        m_cells.insert(m_cells.end(), cells.begin(), cells.end());
        m_row_end.push_back(m_cells.size());
        m_source_row.push_back(source_row);
    }
    /// Keeps storage alive for as long as the grid or a copy lives.
    void keep(std::shared_ptr<const void> storage) { m_storage.push_back(std::move(storage)); }
    void reserve(std::size_t rows, std::size_t cells) {
        m_row_end.reserve(rows);
        m_source_row.reserve(rows);
        m_cells.reserve(cells);
    }

    [[nodiscard]] std::size_t row_count() const noexcept { return m_row_end.size(); }
    [[nodiscard]] std::span<const std::string_view> row(std::size_t r) const noexcept {
        const std::size_t begin = r == 0 ? 0 : m_row_end[r - 1];
        return {m_cells.data() + begin, m_row_end[r] - begin};
    }
    /// The cell, or an empty text beyond the end of a short row.
    [[nodiscard]] std::string_view cell(std::size_t r, std::size_t c) const noexcept {
        const auto cells = row(r);
        return c < cells.size() ? cells[c] : std::string_view{};
    }
    [[nodiscard]] std::uint64_t source_row(std::size_t r) const noexcept { return m_source_row[r]; }
    /// The length of the longest row.
    [[nodiscard]] std::size_t column_count() const noexcept {
        std::size_t widest = 0;
        for (std::size_t r = 0; r < row_count(); ++r) {
            widest = std::max(widest, row(r).size());
        }
        return widest;
    }

  private:
    std::vector<std::string_view> m_cells;
    std::vector<std::size_t> m_row_end;
    std::vector<std::uint64_t> m_source_row;
    std::vector<std::shared_ptr<const void>> m_storage;
};

}  // namespace levelin
