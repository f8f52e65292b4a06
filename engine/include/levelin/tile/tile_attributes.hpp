#pragma once

#include <cstdint>
#include <levelin/table/result_table.hpp>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace levelin {

/// The columns of a result as vector tiles hold them: every different value encoded once.
///
/// `code` is always there, `name` where the area has one, `status` where asked for; then the
/// columns. Whole numbers are `uint_value`, or `sint_value` below zero; decimals `double_value`.
/// Vector tiles have no null: what has no value is left out, and the status says why.
class TileAttributes {
  public:
    /// @param with_status  whether `status` says something.
    TileAttributes(const ResultTable& table, bool with_status);

    [[nodiscard]] std::size_t size() const noexcept { return m_begin.size() - 1; }
    [[nodiscard]] std::span<const std::string> keys() const noexcept { return m_keys; }
    /// Whether a key's values are numbers.
    [[nodiscard]] bool is_number(std::size_t key) const noexcept { return m_is_number[key]; }
    /// The messages `Tile.Value`, without tag and length.
    [[nodiscard]] std::span<const std::string> values() const noexcept { return m_values; }
    /// Key and value of everything that an area has, by key.
    [[nodiscard]] std::span<const std::pair<std::uint32_t, std::uint32_t>> of_area(
        std::size_t area) const noexcept {
        return {m_pairs.data() + m_begin[area], m_begin[area + 1] - m_begin[area]};
    }

  private:
    std::vector<std::string> m_keys;
    std::vector<bool> m_is_number;
    std::vector<std::string> m_values;
    std::vector<std::size_t> m_begin{0};
    std::vector<std::pair<std::uint32_t, std::uint32_t>> m_pairs;
};

}  // namespace levelin
