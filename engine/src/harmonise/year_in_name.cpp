#include <algorithm>
#include <array>
#include <cctype>
#include <levelin/core/ascii.hpp>
#include <levelin/harmonise/geography.hpp>
#include <string>

#include "harmonise_parts.hpp"

namespace levelin::harmonise_detail {

namespace {

bool are_digits(std::string_view text) noexcept {
    return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

}  // namespace

int year_in_name(std::string_view field_name) {
    const std::string name = ascii_lower(field_name);
    for (std::size_t i = 0; i + 4 <= name.size(); ++i) {
        const bool edge_before = i == 0 || !std::isdigit(static_cast<unsigned char>(name[i - 1]));
        const bool edge_after =
            i + 4 == name.size() || !std::isdigit(static_cast<unsigned char>(name[i + 4]));
        if (edge_before && edge_after && are_digits(std::string_view{name}.substr(i, 4))) {
            const int year = std::stoi(name.substr(i, 4));
            if (year >= 1990 && year <= 2049) {
                return year;
            }
        }
    }
    constexpr std::array<std::string_view, 25> stems{
        "itl1",     "itl2", "itl3", "lsoa",  "msoa", "lad", "ltla", "utla", "wd",
        "ward",     "pcon", "rgn",  "ctry",  "oa",   "dz",  "iz",   "soa",  "lgd",
        "datazone", "lau1", "la",   "cauth", "cty",  "sdz", "ctyua"};
    for (const std::string_view stem : stems) {
        for (std::size_t at = name.find(stem); at != std::string::npos;
             at = name.find(stem, at + 1)) {
            std::size_t d = at + stem.size();
            while (d < name.size() && (name[d] == '_' || name[d] == ' ')) {
                ++d;
            }
            const bool starts_word =
                at == 0 || !std::isalpha(static_cast<unsigned char>(name[at - 1]));
            const bool two_digits =
                d + 2 <= name.size() && are_digits(std::string_view{name}.substr(d, 2)) &&
                (d + 2 == name.size() || !std::isdigit(static_cast<unsigned char>(name[d + 2])));
            if (starts_word && two_digits) {
                const int year = 2000 + std::stoi(name.substr(d, 2));
                if (year <= 2049) {
                    return year;
                }
            }
        }
    }
    return 0;
}

// Every whole year that stands in a text, each once.
std::vector<int> years_in(std::string_view text) {
    std::vector<int> years;
    for (std::size_t i = 0; i < text.size();) {
        std::size_t end = i;
        while (end < text.size() && text[end] >= '0' && text[end] <= '9') {
            ++end;
        }
        if (end - i == 4) {
            const int year = std::stoi(std::string{text.substr(i, 4)});
            if (year >= 1990 && year <= 2049 &&
                std::find(years.begin(), years.end(), year) == years.end()) {
                years.push_back(year);
            }
        }
        i = std::max(end, i + 1);
    }
    return years;
}

}  // namespace levelin::harmonise_detail
