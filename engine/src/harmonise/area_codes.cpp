#include <algorithm>
#include <array>
#include <levelin/harmonise/dictionary.hpp>

namespace levelin {

namespace {

bool all_digits(std::string_view text) noexcept {
    return !text.empty() &&
           std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

bool is_upper(char c) noexcept {
    return c >= 'A' && c <= 'Z';
}

bool is_gss(std::string_view text) noexcept {
    return text.size() == 9 && std::string_view{"EWSNKJ"}.find(text[0]) != std::string_view::npos &&
           all_digits(text.substr(1));
}

// 95AA01S1, 95GG40W1, 95UU99C1: district letters, ward number, S, W or C, part number.
bool is_ni_super_output_area(std::string_view text) noexcept {
    return text.size() == 8 && text.starts_with("95") && is_upper(text[2]) && is_upper(text[3]) &&
           all_digits(text.substr(4, 2)) && is_upper(text[6]) && all_digits(text.substr(7));
}

// 95AA010001: the census output areas of 2001.
bool is_ni_output_area(std::string_view text) noexcept {
    return text.size() == 10 && text.starts_with("95") && is_upper(text[2]) && is_upper(text[3]) &&
           all_digits(text.substr(4));
}

// TLC, TLC1, TLC11, TLN0A: ITL 1 to 3.
bool is_itl(std::string_view text) noexcept {
    return text.size() >= 3 && text.size() <= 5 && text.starts_with("TL") && text[2] >= 'C' &&
           text[2] <= 'N' && (text.size() < 4 || all_digits(text.substr(3, 1))) &&
           (text.size() < 5 || all_digits(text.substr(4)) || is_upper(text[4]));
}

// The kinds of GSS codes by letter and two digits, so that a code is looked up at once.
class PrefixTable {
  public:
    PrefixTable() {
        for (const CodePrefix& row : code_prefixes()) {
            if (const std::size_t at = slot(row.prefix); at < m_kinds.size()) {
                m_kinds[at] = row.kind;
            }
        }
    }
    [[nodiscard]] Geography kind(std::string_view code) const noexcept {
        const std::size_t at = slot(code);
        return at < m_kinds.size() ? m_kinds[at] : Geography::unknown;
    }

  private:
    static std::size_t slot(std::string_view code) noexcept {
        const std::size_t letter = std::string_view{"EWSNKJ"}.find(code[0]);
        if (letter == std::string_view::npos || code.size() < 3 || !all_digits(code.substr(1, 2))) {
            return std::string_view::npos;
        }
        return 100 * letter + static_cast<std::size_t>(10 * (code[1] - '0') + (code[2] - '0'));
    }
    std::array<Geography, 600> m_kinds{};
};

}  // namespace

std::string_view to_string(Certainty certainty) noexcept {
    switch (certainty) {
        case Certainty::unknown:
            return "unknown";
        case Certainty::bounded:
            return "bounded";
        case Certainty::named:
            return "named";
        case Certainty::proved:
            return "proved";
    }
    return "unknown";
}

std::string_view to_string(Geography geography) noexcept {
    switch (geography) {
        case Geography::unknown:
            return "unknown";
        case Geography::output_area:
            return "output_area";
        case Geography::lsoa:
            return "lsoa";
        case Geography::msoa:
            return "msoa";
        case Geography::data_zone:
            return "data_zone";
        case Geography::intermediate_zone:
            return "intermediate_zone";
        case Geography::super_output_area:
            return "super_output_area";
        case Geography::small_area_ni:
            return "small_area";
        case Geography::super_data_zone:
            return "super_data_zone";
        case Geography::ward:
            return "ward";
        case Geography::local_authority:
            return "local_authority";
        case Geography::utla:
            return "utla";
        case Geography::county:
            return "county";
        case Geography::itl1:
            return "itl1";
        case Geography::itl2:
            return "itl2";
        case Geography::itl3:
            return "itl3";
        case Geography::constituency:
            return "constituency";
        case Geography::region:
            return "region";
        case Geography::country:
            return "country";
        case Geography::combined_authority:
            return "combined_authority";
        case Geography::mixed:
            return "mixed";
    }
    return "unknown";
}

bool is_area_code(std::string_view text) noexcept {
    return is_gss(text) || is_ni_super_output_area(text) || is_ni_output_area(text) || is_itl(text);
}

Geography geography_of(const AreaCode& code) noexcept {
    const std::string_view text = code.view();
    if (is_ni_super_output_area(text)) {
        return Geography::super_output_area;
    }
    if (is_ni_output_area(text)) {
        return Geography::output_area;
    }
    if (is_itl(text)) {
        return text.size() == 3   ? Geography::itl1
               : text.size() == 4 ? Geography::itl2
                                  : Geography::itl3;
    }
    if (!is_gss(text)) {
        return Geography::unknown;
    }
    static const PrefixTable table;
    return table.kind(text);
}

bool is_total_code(const AreaCode& code, Geography of_the_rest) noexcept {
    const Geography kind = geography_of(code);
    if (kind == of_the_rest || of_the_rest == Geography::unknown) {
        return false;
    }
    switch (kind) {
        case Geography::country:
            return of_the_rest != Geography::region;
        case Geography::region:
        case Geography::combined_authority:
            return of_the_rest != Geography::country;
        case Geography::county:
            return of_the_rest == Geography::local_authority;
        default:
            return false;
    }
}

}  // namespace levelin
