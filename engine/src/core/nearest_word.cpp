#include <algorithm>
#include <levelin/core/nearest_word.hpp>
#include <vector>

namespace levelin {

std::string nearest_word(std::string_view word, std::span<const std::string_view> candidates) {
    if (word.empty()) {
        return {};
    }
    std::string best;
    std::size_t best_distance = std::max<std::size_t>(1, word.size() / 3) + 1;
    for (const std::string_view candidate : candidates) {
        const std::size_t rows = word.size() + 1;
        const std::size_t columns = candidate.size() + 1;
        std::vector<std::size_t> cells(rows * columns);
        const auto cell = [&](std::size_t i, std::size_t j) -> std::size_t& {
            return cells[i * columns + j];
        };
        for (std::size_t i = 0; i < rows; ++i) {
            for (std::size_t j = 0; j < columns; ++j) {
                if (i == 0 || j == 0) {
                    cell(i, j) = i + j;
                    continue;
                }
                const bool same = word[i - 1] == candidate[j - 1];
                cell(i, j) = std::min(
                    {cell(i - 1, j) + 1, cell(i, j - 1) + 1, cell(i - 1, j - 1) + (same ? 0 : 1)});
                if (i > 1 && j > 1 && word[i - 1] == candidate[j - 2] &&
                    word[i - 2] == candidate[j - 1]) {
                    cell(i, j) = std::min(cell(i, j), cell(i - 2, j - 2) + 1);
                }
            }
        }
        if (const std::size_t distance = cells.back(); distance < best_distance) {
            best_distance = distance;
            best = candidate;
        }
    }
    return best;
}

}  // namespace levelin
