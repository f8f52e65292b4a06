#include <algorithm>
#include <array>
#include <levelin/core/ascii.hpp>
#include <levelin/harmonise/geography.hpp>

namespace levelin {

namespace {

struct Word {
    std::string_view word;
    Geography kind;
};

// What people and field names call each kind; without plural.
constexpr std::array<Word, 60> words{{
    {"output area", Geography::output_area},
    {"oa", Geography::output_area},
    {"lsoa", Geography::lsoa},
    {"lower layer super output area", Geography::lsoa},
    {"lower super output area", Geography::lsoa},
    {"msoa", Geography::msoa},
    {"middle layer super output area", Geography::msoa},
    {"middle super output area", Geography::msoa},
    {"data zone", Geography::data_zone},
    {"datazone", Geography::data_zone},
    {"dz", Geography::data_zone},
    {"intermediate zone", Geography::intermediate_zone},
    {"iz", Geography::intermediate_zone},
    {"super output area", Geography::super_output_area},
    {"soa", Geography::super_output_area},
    {"small area", Geography::small_area_ni},
    {"sa", Geography::small_area_ni},
    {"super data zone", Geography::super_data_zone},
    {"sdz", Geography::super_data_zone},
    {"ward", Geography::ward},
    {"electoral ward", Geography::ward},
    {"wd", Geography::ward},
    {"local authority", Geography::local_authority},
    {"local authority district", Geography::local_authority},
    {"lower tier local authority", Geography::local_authority},
    {"lad", Geography::local_authority},
    {"ltla", Geography::local_authority},
    {"la", Geography::local_authority},
    {"district", Geography::local_authority},
    {"council", Geography::local_authority},
    {"council area", Geography::local_authority},
    {"local government district", Geography::local_authority},
    {"lgd", Geography::local_authority},
    {"utla", Geography::utla},
    {"upper tier local authority", Geography::utla},
    {"upper tier authority", Geography::utla},
    {"county and unitary authority", Geography::utla},
    {"counties and unitary authority", Geography::utla},
    {"ctyua", Geography::utla},
    {"county", Geography::county},
    {"counties", Geography::county},
    {"cty", Geography::county},
    {"itl1", Geography::itl1},
    {"itl2", Geography::itl2},
    {"itl3", Geography::itl3},
    {"region", Geography::region},
    {"rgn", Geography::region},
    {"country", Geography::country},
    {"countries", Geography::country},
    {"nation", Geography::country},
    {"ctry", Geography::country},
    {"constituency", Geography::constituency},
    {"constituencies", Geography::constituency},
    {"parliamentary constituency", Geography::constituency},
    {"westminster parliamentary constituency", Geography::constituency},
    {"pcon", Geography::constituency},
    {"combined authority", Geography::combined_authority},
    {"cauth", Geography::combined_authority},
    {"mixed", Geography::mixed},
    {"uk small area", Geography::mixed},
}};

bool is_digit(char c) noexcept {
    return c >= '0' && c <= '9';
}

// Lower case, one blank where there are blanks, "_", "-", "(" or ")", none at the ends.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : ascii_lower(text)) {
        const bool gap = c == ' ' || c == '_' || c == '-' || c == '(' || c == ')' || c == '\t';
        if (!gap) {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    if (out.ends_with(' ')) {
        out.pop_back();
    }
    return out;
}

void cut_end(std::string_view& text, std::string_view end) {
    if (text.ends_with(end)) {
        text.remove_suffix(end.size());
    }
    while (text.ends_with(' ')) {
        text.remove_suffix(1);
    }
}

// The year that ends the text, taken off it: four digits, or two of this century. 0 where the text
// ends in none, -1 where its digits are no year.
int take_year(std::string_view& text) {
    std::size_t digits = 0;
    while (digits < text.size() && is_digit(text[text.size() - 1 - digits])) {
        ++digits;
    }
    if (digits == 0) {
        return 0;
    }
    int year = digits == 2 ? 2000 : 0;
    int number = 0;
    for (const char c : text.substr(text.size() - digits)) {
        number = 10 * number + (c - '0');
        if (number > 9999) {
            return -1;
        }
    }
    year += number;
    if ((digits != 2 && digits != 4) || year < 1990 || year > 2049) {
        return -1;
    }
    text.remove_suffix(digits);
    cut_end(text, "");
    return year;
}

}  // namespace

std::optional<DetectedGeography> parse_geography(std::string_view text) {
    const std::string cleaned = plain(text);
    std::string_view rest = cleaned;
    cut_end(rest, " code");
    cut_end(rest, "cd");
    DetectedGeography found;
    // ITL levels end in a digit of their own: "itl1", "ITL 3", "ITL321CD" (level 3 of 2021).
    std::string name;
    if (rest.starts_with("itl")) {
        rest.remove_prefix(3);
        while (!rest.empty() && !is_digit(rest.front())) {
            const bool level = rest.starts_with("level");
            if (!level && rest.front() != ' ') {
                return std::nullopt;
            }
            rest.remove_prefix(level ? 5 : 1);
        }
        if (rest.empty()) {
            return std::nullopt;
        }
        name = "itl" + std::string{rest.front()};
        rest.remove_prefix(1);
        while (rest.starts_with(' ')) {
            rest.remove_prefix(1);
        }
        found.vintage = take_year(rest);
        if (!rest.empty()) {
            return std::nullopt;
        }
    } else {
        found.vintage = take_year(rest);
        name = std::string{rest};
    }
    if (found.vintage < 0) {
        return std::nullopt;
    }
    const auto named = [](std::string_view wanted) {
        return std::find_if(words.begin(), words.end(),
                            [&](const Word& w) { return w.word == wanted; });
    };
    const auto* word = named(name);
    if (word == words.end() && name.ends_with("ies")) {
        word = named(name.substr(0, name.size() - 3) + "y");
    }
    if (word == words.end() && name.ends_with('s')) {
        word = named(std::string_view{name}.substr(0, name.size() - 1));
    }
    if (word == words.end()) {
        return std::nullopt;
    }
    found.kind = word->kind;
    found.share = 1;
    found.evidence = "the name \"" + std::string{text} + "\"";
    return found;
}

}  // namespace levelin
