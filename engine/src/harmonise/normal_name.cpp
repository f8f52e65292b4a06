#include <array>
#include <levelin/harmonise/names.hpp>

namespace levelin {

namespace {

constexpr char32_t not_a_letter = 0xFFFD;

// The code point that starts at `i`, which is moved past it; U+FFFD for what is no UTF-8.
char32_t next_letter(std::string_view text, std::size_t& i) noexcept {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(text[k]); };
    const unsigned char lead = byte(i++);
    const int more = lead < 0x80 ? 0 : lead >= 0xF0 ? 3 : lead >= 0xE0 ? 2 : lead >= 0xC0 ? 1 : -1;
    if (more < 0) {
        return not_a_letter;
    }
    char32_t c = more == 0 ? lead : lead & (0x3FU >> static_cast<unsigned>(more));
    for (int k = 0; k < more; ++k) {
        if (i >= text.size() || (byte(i) & 0xC0U) != 0x80U) {
            return not_a_letter;
        }
        c = (c << 6U) | (byte(i++) & 0x3FU);
    }
    return c;
}

// U+00C0 to U+017F without their marks, in lower case; '*' where one letter becomes two.
// Source: Unicode Character Database, canonical decompositions; letters with a stroke by sight.
constexpr std::string_view latin =
    "aaaaaa*ceeeeiiiidnooooo ouuuuy**aaaaaa*ceeeeiiiidnooooo ouuuuy*y"  // U+00C0 to U+00FF
    "aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii**jjkkklllllll"
    "lllnnnnnnnnnoooooo**rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
static_assert(latin.size() == 0x180 - 0xC0);

std::string_view folded_pair(char32_t c) noexcept {
    switch (c) {
        case 0xC6:
        case 0xE6:
            return "ae";
        case 0xDE:
        case 0xFE:
            return "th";
        case 0xDF:
            return "ss";
        case 0x132:
        case 0x133:
            return "ij";
        case 0x152:
        case 0x153:
            return "oe";
        default:
            return {};
    }
}

bool is_apostrophe(char32_t c) noexcept {
    return c == '\'' || c == '`' || c == 0xB4 || (c >= 0x2018 && c <= 0x201B) || c == 0x2B9 ||
           c == 0x2BC;
}

// Letters and digits in lower case without marks, one blank between words.
std::string plain_words(std::string_view name) {
    std::string out;
    const auto gap = [&] {
        if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    };
    for (std::size_t i = 0; i < name.size();) {
        const char32_t c = next_letter(name, i);
        if (c >= 'A' && c <= 'Z') {
            out += static_cast<char>(c + ('a' - 'A'));
        } else if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) {
            out += static_cast<char>(c);
        } else if (c == '&') {
            gap();
            out += "and ";
        } else if (const std::string_view pair = folded_pair(c); !pair.empty()) {
            out += pair;
        } else if (const char letter = c >= 0xC0 && c < 0xC0 + latin.size()
                                           ? latin[static_cast<std::size_t>(c - 0xC0)]
                                           : ' ';
                   letter != ' ' && letter != '*') {
            out += letter;
        } else if (c == 0x1E80 || c == 0x1E81 || c == 0x1E82 || c == 0x1E83 || c == 0x1E84 ||
                   c == 0x1E85) {
            out += 'w';
        } else if (c == 0x1EF2 || c == 0x1EF3) {
            out += 'y';
        } else if (is_apostrophe(c) || c == not_a_letter || (c >= 0x300 && c <= 0x36F)) {
            continue;
        } else {
            gap();
        }
    }
    while (out.ends_with(' ')) {
        out.pop_back();
    }
    return out;
}

void saint_as_st(std::string& text) {
    const std::string padded = " " + text + " ";
    std::string out;
    for (std::size_t i = 0; i < padded.size();) {
        if (padded.compare(i, 7, " saint ") == 0) {
            out += " st";
            i += 6;
        } else {
            out += padded[i++];
        }
    }
    text = out.substr(1, out.size() - 2);
}

// The longer of two that fit comes first.
constexpr std::array<std::string_view, 14> before{"royal borough of ",
                                                  "london borough of ",
                                                  "metropolitan borough of ",
                                                  "metropolitan district of ",
                                                  "county borough of ",
                                                  "borough council of ",
                                                  "city and county of ",
                                                  "city and district of ",
                                                  "city of ",
                                                  "county of ",
                                                  "borough of ",
                                                  "district of ",
                                                  "council of ",
                                                  "the "};
constexpr std::array<std::string_view, 25> after{" metropolitan borough council",
                                                 " metropolitan district council",
                                                 " county borough council",
                                                 " london borough council",
                                                 " city and district council",
                                                 " city and county council",
                                                 " unitary authority",
                                                 " london borough",
                                                 " metropolitan borough",
                                                 " metropolitan district",
                                                 " county borough",
                                                 " borough council",
                                                 " district council",
                                                 " county council",
                                                 " city council",
                                                 " council",
                                                 " royal borough of",
                                                 " london borough of",
                                                 " city of",
                                                 " county of",
                                                 " borough of",
                                                 " borough",
                                                 " district",
                                                 " city",
                                                 " the"};

bool cut_once(std::string& text) {
    const std::string& kept = text;
    const auto may_be = [&](std::string_view rest) { return !rest.empty() && rest != "london"; };
    for (const std::string_view word : before) {
        if (kept.starts_with(word) && may_be(std::string_view{kept}.substr(word.size()))) {
            text.erase(0, word.size());
            return true;
        }
    }
    for (const std::string_view word : after) {
        if (kept.ends_with(word) &&
            may_be(std::string_view{kept}.substr(0, kept.size() - word.size()))) {
            text.erase(text.size() - word.size());
            return true;
        }
    }
    return false;
}

}  // namespace

std::string normal_name(std::string_view name) {
    std::string text = plain_words(name);
    saint_as_st(text);
    while (cut_once(text)) {
    }
    return text;
}

}  // namespace levelin
