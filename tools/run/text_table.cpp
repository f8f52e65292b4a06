#include "text_table.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/number_text.hpp>

namespace levelin::run {

namespace {

// Bytes that begin a character.
std::size_t width_of(const std::string& text) {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

}  // namespace

std::string aligned_text(const std::vector<std::vector<std::string>>& rows,
                         const std::vector<Align>& align, std::size_t indent) {
    std::vector<std::size_t> widths(align.size(), 0);
    for (const auto& row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            widths[c] = std::max(widths[c], width_of(row[c]));
        }
    }
    std::string out;
    for (const auto& row : rows) {
        std::string line(indent, ' ');
        for (std::size_t c = 0; c < row.size(); ++c) {
            const std::string blanks(widths[c] - width_of(row[c]), ' ');
            line += (c == 0 ? "" : "  ");
            line += align[c] == Align::right ? blanks + row[c] : row[c] + blanks;
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + "\n";
    }
    return out;
}

std::string text_table(const std::vector<std::vector<std::string>>& rows) {
    std::size_t columns = 0;
    for (const auto& row : rows) {
        columns = std::max(columns, row.size());
    }
    std::vector<Align> align(columns, Align::right);
    if (columns > 0) {
        align.front() = Align::left;
    }
    return aligned_text(rows, align);
}

int decimals_for(double largest) noexcept {
    if (!(std::abs(largest) > 0)) {
        return 0;
    }
    const double digits = std::floor(std::log10(std::abs(largest)));
    return static_cast<int>(std::clamp(3.0 - digits, 0.0, 6.0));
}

std::string signed_text(double value, int decimals) {
    const std::string text = fixed_text(value, decimals);
    return text.front() == '-' ? text : "+" + text;
}

}  // namespace levelin::run
