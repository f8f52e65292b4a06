#include <algorithm>
#include <array>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/draw/type_setter.hpp>
#include <levelin/render/word_map.hpp>

#include "ink_list.hpp"

namespace levelin::render {

namespace {

/// Words that one statistic gives; a legend that has one of them has all.
enum class Family { moran, gi, geary, pocket, any };

struct KnownWord {
    std::string_view word;
    std::string_view label;
    draw::Colour colour;
    Family family = Family::any;
};

constexpr draw::Colour red{0xca, 0x00, 0x20};
constexpr draw::Colour light_red{0xf4, 0xa5, 0x82};
constexpr draw::Colour blue{0x05, 0x71, 0xb0};
constexpr draw::Colour light_blue{0x92, 0xc5, 0xde};
constexpr draw::Colour tan{0xb8, 0xb0, 0x8d};
constexpr draw::Colour pale{0xee, 0xee, 0xee};
constexpr draw::Colour grey{0xb0, 0xb0, 0xb0};

constexpr std::array<KnownWord, 17> known_words{{
    {"high_high", "High among high", red, Family::moran},
    {"low_low", "Low among low", blue, Family::moran},
    {"low_high", "Low among high", light_blue, Family::moran},
    {"high_low", "High among low", light_red, Family::moran},
    {"hot_spot", "Hot spot", red, Family::gi},
    {"cold_spot", "Cold spot", blue, Family::gi},
    {"alike_high", "Like its neighbours, high", red, Family::geary},
    {"alike_low", "Like its neighbours, low", blue, Family::geary},
    {"alike_middle", "Like its neighbours, middling", tan, Family::geary},
    {"unlike", "Unlike its neighbours", {0x7b, 0x32, 0x94}, Family::geary},
    {"pocket", "In need among prosperous", red, Family::pocket},
    {"weak_pocket", "As much as chance may make", light_red, Family::pocket},
    {"in_need", "In need, and so its neighbours", {0x8f, 0x8a, 0x66}, Family::pocket},
    {"not_in_need", "Not in need", pale, Family::pocket},
    {"not_significant", "Not significant", pale},
    {"island", "No neighbours", grey},
    {"no_surroundings", "No neighbours", grey},
}};

/// An area that `levelin clusters` could not test.
constexpr std::string_view no_value = "no_value";

struct Word {
    std::string word;
    std::string label;
    draw::Colour colour;
    std::uint64_t count = 0;
};

/// The words that come up: known ones in their order, others as they first come up.
std::vector<Word> words_of(std::span<const std::string> words, const std::string& statistic_of) {
    std::vector<Word> others;
    std::array<std::uint64_t, known_words.size()> counts{};
    for (const std::string& word : words) {
        if (word.empty() || word == no_value) {
            continue;
        }
        const auto known = std::find_if(known_words.begin(), known_words.end(),
                                        [&](const KnownWord& k) { return k.word == word; });
        if (known != known_words.end()) {
            ++counts[static_cast<std::size_t>(known - known_words.begin())];
            continue;
        }
        auto found = std::find_if(others.begin(), others.end(),
                                  [&](const Word& w) { return w.word == word; });
        if (found == others.end()) {
            found = others.insert(others.end(), {word, draw::clean_text(word), {}, 0});
        }
        ++found->count;
    }
    const auto comes_up = [&](Family family) {
        for (std::size_t k = 0; k < known_words.size(); ++k) {
            if ((counts[k] > 0 || known_words[k].word == statistic_of) &&
                known_words[k].family == family) {
                return true;
            }
        }
        return false;
    };
    std::vector<Word> all;
    for (std::size_t k = 0; k < known_words.size(); ++k) {
        const Family family = known_words[k].family;
        if (counts[k] > 0 || (family != Family::any && comes_up(family))) {
            all.push_back({std::string{known_words[k].word}, std::string{known_words[k].label},
                           known_words[k].colour, counts[k]});
        }
    }
    all.insert(all.end(), others.begin(), others.end());
    return all;
}

}  // namespace

ThematicMap word_map(std::span<const std::string> words, const WordMapOptions& options,
                     std::vector<std::string> area_notes) {
    std::vector<Word> list = words_of(words, options.statistic_of);
    const bool known = std::all_of(list.begin(), list.end(), [](const Word& w) {
        return std::any_of(known_words.begin(), known_words.end(),
                           [&](const KnownWord& k) { return k.word == w.word; });
    });
    if (!known || !options.colours.empty()) {
        const auto fits = [&](std::size_t n) {
            return options.colours.empty() ? n <= Classes::max_classes
                                           : n <= options.colours.size();
        };
        if (!fits(list.size())) {
            throw UsageError("E-RENDER-19",
                             std::to_string(list.size()) + " different words, and fewer colours",
                             "at most " + std::to_string(Classes::max_classes) + " words",
                             "choose a column of groups, or give colours");
        }
        const std::vector<draw::Colour> colours =
            options.colours.empty()
                ? palette_colours(options.palette, std::max(1, static_cast<int>(list.size())))
                : options.colours;
        for (std::size_t i = 0; i < list.size(); ++i) {
            list[i].colour = colours[i];
        }
    }
    ThematicMap map;
    LegendRows rows;
    rows.count_heading = "Areas";
    for (std::size_t i = 0; i < list.size(); ++i) {
        map.inks.push_back(draw::plain_ink("w" + std::to_string(i + 1), list[i].colour));
        LegendRow row;
        row.ink = map.inks.back();
        row.label = list[i].label;
        row.count = grouped_text(list[i].count);
        rows.rows.push_back(std::move(row));
    }
    const std::size_t first_status = map.inks.size();
    detail::add_status_inks(map.inks);
    std::array<std::uint64_t, status_count> without{};
    for (const std::string& word : words) {
        const auto found =
            std::find_if(list.begin(), list.end(), [&](const Word& w) { return w.word == word; });
        if (found == list.end()) {
            ++without[static_cast<std::size_t>(Status::missing)];
        }
        map.ink_of_area.push_back(
            found == list.end()
                ? detail::ink_of_class(class_without_value(Status::missing), first_status)
                : static_cast<std::uint8_t>(found - list.begin()));
    }
    detail::add_status_rows(rows, without, status_labels());
    map.legend.title = draw::clean_text(options.legend_title);
    map.legend.parts.emplace_back(std::move(rows));
    map.notes = std::move(area_notes);
    return map;
}

}  // namespace levelin::render
