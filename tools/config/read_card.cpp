#include <algorithm>
#include <fstream>
#include <levelin/harmonise/geography.hpp>
#include <sstream>
#include <system_error>

#include "card.hpp"
#include "toml_section.hpp"

namespace levelin::config {

namespace {

using geodata::SourceCard;
using geodata::SourceContent;
using geodata::SourceKind;

bool is_name(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
    });
}

/// A name that stays in the folder it is put in and is not hidden there.
bool is_file_name(std::string_view text) {
    return !text.empty() && text.front() != '.' && text.find('/') == std::string_view::npos &&
           std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

bool is_sha256(std::string_view text) {
    return text.size() == 64 && std::all_of(text.begin(), text.end(), [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

bool is_address(std::string_view text) {
    const bool http = text.starts_with("https://") || text.starts_with("http://");
    return http && std::all_of(text.begin(), text.end(), [](char c) { return c > ' ' && c < 127; });
}

std::vector<std::string> required_texts(Section& section, std::string_view key) {
    std::vector<std::string> list = section.texts(key);
    if (list.empty() || std::any_of(list.begin(), list.end(),
                                    [](const std::string& text) { return text.empty(); })) {
        section.fail("E-CONFIG-06", key, section.name() + " has no \"" + std::string{key} + "\"",
                     "a text in quotes, or a list of them");
    }
    return list;
}

void read_area_kind(Section& section, SourceCard& card) {
    card.geography = section.required_text("geography");
    bool known = false;
    for (int kind = 1; kind <= static_cast<int>(Geography::mixed); ++kind) {
        known = known || to_string(static_cast<Geography>(kind)) == card.geography;
    }
    if (!known) {
        section.fail("E-CONFIG-04", "geography", "\"" + card.geography + "\" is no kind of area",
                     "a word such as lsoa, local_authority, data_zone or mixed");
    }
    if (const auto vintage = section.whole("vintage")) {
        if (*vintage < 1990 || *vintage > 2100) {
            section.fail("E-CONFIG-04", "vintage", "no vintage of area codes", "a year");
        }
        card.vintage = static_cast<int>(*vintage);
    }
}

void read_expectation(Section& section, SourceCard& card) {
    if (const auto count = section.whole("count")) {
        if (*count < 1) {
            section.fail("E-CONFIG-04", "count", "a data set has areas", "a number from 1");
        }
        card.count = static_cast<std::uint64_t>(*count);
    }
    card.sha256 = section.text("sha256").value_or("");
    if (!card.sha256.empty() && !is_sha256(card.sha256)) {
        section.fail("E-CONFIG-04", "sha256", "\"" + card.sha256 + "\" is no SHA-256",
                     "64 digits of 0 to 9 and a to f");
    }
    card.prefixes = section.texts("prefixes");
    card.codes_repeat = section.flag("codes_repeat", false);
    card.code_column = section.text("code_column").value_or("");
    card.sheet = section.text("sheet").value_or("");
    if (const auto most = section.whole("max_megabytes")) {
        if (*most < 1 || *most > 1'000'000) {
            section.fail("E-CONFIG-04", "max_megabytes", "no size of a file", "a number from 1");
        }
        card.max_bytes = static_cast<std::uint64_t>(*most) * 1'000'000;
    }
}

SourceCard read_section(Section& section) {
    SourceCard card;
    card.name = section.required_text("name");
    if (!is_name(card.name)) {
        section.fail("E-CONFIG-04", "name", "\"" + card.name + "\" cannot be a name",
                     "small letters, digits and hyphens");
    }
    const std::string stem = std::filesystem::path{section.file()}.stem().string();
    if (card.name != stem) {
        section.fail("E-CONFIG-04", "name", "the card \"" + card.name + "\" is in another file",
                     card.name + ".toml");
    }
    card.title = section.required_text("title");
    card.publisher = section.required_text("publisher");
    card.licence = required_texts(section, "licence");
    card.kind = section.word("kind", SourceKind::file, geodata::source_kinds);
    card.content = section.word(
        "content", card.kind == SourceKind::file ? SourceContent::table : SourceContent::boundaries,
        geodata::source_contents);
    if (card.kind == SourceKind::feature_service && card.content != SourceContent::boundaries) {
        section.fail("E-CONFIG-04", "content", "a feature service gives boundaries",
                     "content = \"boundaries\"");
    }
    read_area_kind(section, card);
    card.address = section.required_text("address");
    if (!is_address(card.address)) {
        section.fail("E-CONFIG-04", "address", "\"" + card.address + "\" is no address",
                     "https:// and what follows, blanks as %20");
    }
    card.file_name = section.text("file_name").value_or("");
    if (card.file_name.empty() && card.kind == SourceKind::feature_service) {
        card.file_name = card.name + ".geojson";
    }
    if (!is_file_name(card.file_name)) {
        section.fail(card.file_name.empty() ? "E-CONFIG-06" : "E-CONFIG-04", "file_name",
                     card.file_name.empty() ? "the card has no \"file_name\""
                                            : "\"" + card.file_name + "\" cannot be a file's name",
                     "a plain name with its ending, such as \"" + card.name + ".csv\"");
    }
    read_expectation(section, card);
    card.seen_in = required_texts(section, "seen_in");
    card.note = section.text("note").value_or("");
    section.finish("docs/catalogue.md");
    return card;
}

}  // namespace

SourceCard parse_card(std::string_view text, const std::filesystem::path& file) {
    toml::table root;
    try {
        root = toml::parse(text, file.string());
    } catch (const toml::parse_error& error) {
        throw ConfigError("E-CONFIG-01", "not valid TOML: " + std::string{error.description()}, {},
                          {},
                          {file.string(), error.source().begin.line, error.source().begin.column});
    }
    Section section{root, file.string(), "the card"};
    return read_section(section);
}

geodata::Catalogue read_catalogue(const std::filesystem::path& folder) {
    std::vector<std::filesystem::path> files;
    std::error_code error;
    for (std::filesystem::directory_iterator entry{folder, error}, end; !error && entry != end;
         entry.increment(error)) {
        if (entry->path().extension() == ".toml") {
            files.push_back(entry->path());
        }
    }
    const Location where{folder.string(), 0, 0};
    if (error) {
        throw ConfigError("E-CONFIG-08", "cannot be read: " + error.message(),
                          "a folder of source cards", "check the name and the permissions", where);
    }
    std::sort(files.begin(), files.end());
    std::vector<SourceCard> cards;
    for (const auto& file : files) {
        std::ifstream stream{file, std::ios::binary};
        std::ostringstream text;
        text << stream.rdbuf();
        if (!stream) {
            throw ConfigError("E-CONFIG-08", "cannot be read", "a readable file",
                              "check the permissions", {file.string(), 0, 0});
        }
        cards.push_back(parse_card(text.str(), file));
    }
    return geodata::Catalogue{std::move(cards)};
}

}  // namespace levelin::config
