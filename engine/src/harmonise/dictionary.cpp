#include <algorithm>
#include <array>
#include <charconv>
#include <cstdint>
#include <levelin/harmonise/dictionary.hpp>

#include "dictionary_rows.hpp"
#include "harmonise_parts.hpp"

namespace levelin {

namespace harmonise_detail {

// A GSS code as one number: its letter, its two digits, its six digits. 0 for any other form.
std::uint64_t gss_key(std::string_view text) noexcept {
    constexpr std::string_view letters = "EWSNKJ";
    if (text.size() != 9) {
        return 0;
    }
    const std::size_t letter = letters.find(text[0]);
    if (letter == std::string_view::npos) {
        return 0;
    }
    std::uint64_t number = letter + 1;
    for (const char c : text.substr(1)) {
        if (c < '0' || c > '9') {
            return 0;
        }
        number = 10 * number + static_cast<std::uint64_t>(c - '0');
    }
    return number;
}

}  // namespace harmonise_detail

namespace {

using namespace harmonise_detail;

int number_of(std::string_view text) noexcept {
    int value = 0;
    std::from_chars(text.data(), text.data() + text.size(), value);
    return value;
}

Geography kind_of_word(std::string_view word) noexcept {
    for (int k = 0; k <= static_cast<int>(Geography::mixed); ++k) {
        if (to_string(static_cast<Geography>(k)) == word) {
            return static_cast<Geography>(k);
        }
    }
    return Geography::unknown;
}

struct NumberedEdition {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    int year = 0;
};

struct Ended {
    std::uint64_t first = 0;
    std::uint64_t last = 0;
    int last_edition = 0;
};

std::vector<std::string_view> words_of(std::string_view text) {
    std::vector<std::string_view> words;
    while (!text.empty() && text != "-") {
        const std::size_t end = std::min(text.find(' '), text.size());
        words.push_back(text.substr(0, end));
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

struct Dictionary {
    std::vector<CodePrefix> prefixes;
    std::vector<Edition> editions;
    std::vector<NumberedEdition> numbered;      // GSS editions by their first code.
    std::vector<Ended> ended;                   // By first code.
    std::vector<AuthorityHistory> authorities;  // By code.

    Dictionary() {
        for (const PrefixRow& row : rows_of_code_prefixes()) {
            prefixes.push_back({row.prefix, kind_of_word(row.kind), row.nation, row.name});
        }
        for (const EditionRow& row : rows_of_editions()) {
            const int year = number_of(row.edition);
            editions.push_back({kind_of_word(row.kind), row.nation.front(), year, row.first,
                                row.last, static_cast<std::size_t>(number_of(row.areas))});
            if (const std::uint64_t first = gss_key(row.first); first != 0) {
                numbered.push_back({first, gss_key(row.last), year});
            }
        }
        for (const EndedRow& row : rows_of_ended_codes()) {
            ended.push_back({gss_key(row.first), gss_key(row.last), number_of(row.last_edition)});
        }
        std::sort(ended.begin(), ended.end(),
                  [](const Ended& a, const Ended& b) { return a.first < b.first; });
        for (const AuthorityRow& row : rows_of_authorities()) {
            authorities.push_back({row.code,
                                   row.name,
                                   number_of(row.first_edition),
                                   number_of(row.last_edition),
                                   row.how,
                                   words_of(row.successors),
                                   {}});
        }
        std::sort(authorities.begin(), authorities.end(),
                  [](const auto& a, const auto& b) { return a.code < b.code; });
        for (const AuthorityHistory& old : authorities) {
            for (const std::string_view successor : old.successors) {
                if (const auto* next = find(successor); next != nullptr) {
                    const auto at = static_cast<std::size_t>(next - authorities.data());
                    authorities[at].predecessors.push_back(old.code);
                }
            }
        }
    }

    [[nodiscard]] const AuthorityHistory* find(std::string_view code) const {
        const auto it =
            std::lower_bound(authorities.begin(), authorities.end(), code,
                             [](const auto& row, std::string_view c) { return row.code < c; });
        return it != authorities.end() && it->code == code ? &*it : nullptr;
    }
};

const Dictionary& dictionary() {
    static const Dictionary built;
    return built;
}

std::string named(std::string_view code) {
    std::string text{code};
    if (const AuthorityHistory* history = history_of(code); history != nullptr) {
        text += " (" + std::string{history->name} + ")";
    }
    return text;
}

std::string list_of(const std::vector<std::string_view>& codes, bool with_names) {
    std::string text;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        text += i == 0 ? "" : (i + 1 == codes.size() ? " and " : ", ");
        text += with_names ? named(codes[i]) : std::string{codes[i]};
    }
    return text;
}

std::string explain_end(const AuthorityHistory& history) {
    std::string text{history.name};
    if (history.how == "merged") {
        text += " was merged into ";
    } else if (history.how == "recoded") {
        text += " has a new code, ";
    } else if (history.how == "split") {
        text += " was split into ";
    } else {
        text += " was replaced by ";
    }
    return text + list_of(history.successors, history.how != "recoded") +
           (history.how == "recoded" ? ", since " : " in ") +
           std::to_string(history.last_edition + 1);
}

std::string explain_begin(const AuthorityHistory& history) {
    std::vector<std::string_view> districts;
    for (const std::string_view code : history.predecessors) {
        if (!code.starts_with("E10")) {
            districts.push_back(code);
        }
    }
    const std::string year = std::to_string(history.first_edition);
    if (districts.size() == 1 && history_of(districts.front())->how == "recoded") {
        return std::string{history.name} + " had the code " + std::string{districts.front()} +
               " before " + year;
    }
    return std::string{history.name} + " began in " + year +
           (districts.empty() ? "" : ", out of " + list_of(districts, true));
}

}  // namespace

std::span<const CodePrefix> code_prefixes() {
    return dictionary().prefixes;
}

std::span<const Edition> editions() {
    return dictionary().editions;
}

std::span<const AuthorityHistory> authority_histories() {
    return dictionary().authorities;
}

const AuthorityHistory* history_of(std::string_view code) {
    return dictionary().find(code);
}

std::vector<const AuthorityHistory*> histories_named(std::string_view name) {
    std::vector<const AuthorityHistory*> found;
    for (const AuthorityHistory& history : dictionary().authorities) {
        if (history.name == name) {
            found.push_back(&history);
        }
    }
    return found;
}

CodeLife life_of(const AreaCode& code) {
    const Geography kind = geography_of(code);
    if (kind == Geography::local_authority || kind == Geography::county) {
        const AuthorityHistory* history = history_of(code.view());
        return history == nullptr ? CodeLife{true, 0, 0}
                                  : CodeLife{true, history->first_edition, history->last_edition};
    }
    CodeLife life;
    if (kind == Geography::super_output_area) {
        for (const Edition& edition : editions()) {
            if (edition.kind == kind) {
                life = {true, edition.year, edition.year};
            }
        }
        return life;
    }
    const std::uint64_t key = gss_key(code.view());
    if (key == 0) {
        return life;
    }
    for (const NumberedEdition& edition : dictionary().numbered) {
        if (edition.first <= key && key <= edition.last) {
            life.first_edition =
                life.known ? std::min(life.first_edition, edition.year) : edition.year;
            life.last_edition = std::max(life.last_edition, edition.year);
            life.known = true;
        }
    }
    const std::vector<Ended>& ended = dictionary().ended;
    auto it = std::upper_bound(ended.begin(), ended.end(), key,
                               [](std::uint64_t k, const Ended& row) { return k < row.first; });
    if (life.known && it != ended.begin() && key <= (--it)->last) {
        life.last_edition = it->last_edition;
        if (it->last_edition == 0) {
            life = {};  // The number was never given out.
        }
    }
    return life;
}

std::string explain_code(const AreaCode& code, int earliest, int latest) {
    const CodeLife life = life_of(code);
    if (!life.known) {
        return {};
    }
    const bool told_always = earliest == 0 && latest == 0;
    const bool ended = life.last_edition != 0 && (told_always || earliest > life.last_edition);
    const bool later =
        life.first_edition != 0 && (told_always || (latest != 0 && latest < life.first_edition));
    if (const AuthorityHistory* history = history_of(code.view()); history != nullptr) {
        return ended ? explain_end(*history) : later ? explain_begin(*history) : std::string{};
    }
    if (told_always) {
        return {};  // Of small areas every code began and ended; that explains nothing.
    }
    DetectedGeography of;
    of.kind = geography_of(code);
    of.vintage = ended ? life.last_edition : life.first_edition;
    return ended   ? "stands in no list after " + of.label()
           : later ? "is new in " + of.label()
                   : std::string{};
}

}  // namespace levelin
