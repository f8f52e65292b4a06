#include <algorithm>
#include <cstdlib>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/geodata/catalogue.hpp>
#include <nlohmann/json.hpp>

namespace levelin::geodata {

std::string_view to_string(SourceKind kind) noexcept {
    return kind == SourceKind::file ? "file" : "feature_service";
}

std::string_view to_string(SourceContent content) noexcept {
    switch (content) {
        case SourceContent::boundaries:
            return "boundaries";
        case SourceContent::table:
            return "table";
        case SourceContent::archive:
            return "archive";
    }
    return {};
}

Catalogue::Catalogue(std::vector<SourceCard> cards) : m_cards(std::move(cards)) {
    std::sort(m_cards.begin(), m_cards.end(),
              [](const SourceCard& a, const SourceCard& b) { return a.name < b.name; });
    const auto twice = std::adjacent_find(
        m_cards.begin(), m_cards.end(),
        [](const SourceCard& a, const SourceCard& b) { return a.name == b.name; });
    if (twice != m_cards.end()) {
        throw ConfigError("E-GET-02", "two source cards are called \"" + twice->name + "\"",
                          "a name for each", "rename one of the cards");
    }
}

const SourceCard& Catalogue::find(std::string_view name) const {
    const auto found = std::find_if(m_cards.begin(), m_cards.end(),
                                    [&](const SourceCard& card) { return card.name == name; });
    if (found != m_cards.end()) {
        return *found;
    }
    std::vector<std::string_view> names;
    for (const SourceCard& card : m_cards) {
        names.push_back(card.name);
    }
    const std::string near = nearest_word(name, names);
    throw UsageError("E-GET-01",
                     "the catalogue has no data set \"" + std::string{name} + "\"" +
                         (near.empty() ? "" : " (the nearest is " + near + ")"),
                     {}, "levelin get without a name lists what there is");
}

namespace {

std::string area_kind(const SourceCard& card) {
    return card.geography + (card.vintage == 0 ? "" : " " + std::to_string(card.vintage));
}

}  // namespace

std::string catalogue_text(const Catalogue& catalogue) {
    std::size_t name_width = 4;
    std::size_t area_width = 5;
    std::size_t count_width = 5;
    for (const SourceCard& card : catalogue.cards()) {
        name_width = std::max(name_width, card.name.size());
        area_width = std::max(area_width, area_kind(card).size());
        count_width =
            std::max(count_width, card.count ? std::to_string(*card.count).size() : std::size_t{1});
    }
    const auto padded = [](std::string text, std::size_t width) {
        text.resize(std::max(width, text.size()), ' ');
        return text + "  ";
    };
    std::string out = padded("name", name_width) + padded("areas", area_width) +
                      std::string(count_width - 5, ' ') + "count  title\n";
    for (const SourceCard& card : catalogue.cards()) {
        const std::string count = card.count ? std::to_string(*card.count) : "-";
        out += padded(card.name, name_width) + padded(area_kind(card), area_width) +
               std::string(count_width - count.size(), ' ') + count + "  " + card.title + "\n";
    }
    return out;
}

std::string catalogue_json(const Catalogue& catalogue) {
    using Json = nlohmann::ordered_json;
    Json list = Json::array();
    for (const SourceCard& card : catalogue.cards()) {
        list.push_back({{"name", card.name},
                        {"title", card.title},
                        {"publisher", card.publisher},
                        {"licence", card.licence},
                        {"kind", to_string(card.kind)},
                        {"content", to_string(card.content)},
                        {"geography", card.geography},
                        {"vintage", card.vintage == 0 ? Json() : Json(card.vintage)},
                        {"address", card.address},
                        {"file_name", card.file_name},
                        {"count", card.count ? Json(*card.count) : Json()},
                        {"sha256", card.sha256.empty() ? Json() : Json(card.sha256)},
                        {"prefixes", card.prefixes},
                        {"seen_in", card.seen_in},
                        {"note", card.note}});
    }
    return Json{{"catalogue", list}}.dump(2) + "\n";
}

std::filesystem::path cache_folder() {
    const char* given = std::getenv("XDG_CACHE_HOME");
    if (given != nullptr && std::filesystem::path{given}.is_absolute()) {
        return std::filesystem::path{given} / "levelin";
    }
    const char* home = std::getenv("HOME");
    if (home != nullptr && *home != '\0') {
        return std::filesystem::path{home} / ".cache" / "levelin";
    }
    throw UsageError("E-GET-22", "neither XDG_CACHE_HOME nor HOME says where the cache is",
                     "one of them, or --out DIR", "give --out DIR");
}

}  // namespace levelin::geodata
