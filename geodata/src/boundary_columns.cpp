#include "boundary_columns.hpp"

#include <algorithm>
#include <levelin/core/area_code.hpp>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/harmonise/geography.hpp>
#include <unordered_set>

namespace levelin::geodata::detail {

namespace {

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\0'; };
    while (!text.empty() && blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

// How well a field's name fits that of a name column; 0 = not at all.
int name_score(const std::string& field) {
    const std::string low = ascii_lower(field);
    if (low == "name" || low == "areanm" || low == "areaname" || low == "area_name") {
        return 4;
    }
    if (low.ends_with("nm") || low.ends_with("name")) {
        return 3;
    }
    if (low.ends_with("_name_en") || low.ends_with("nme") || low.starts_with("name")) {
        return 2;
    }
    return low.ends_with("nmw") ? 1 : 0;
}

std::vector<int> fields_with_codes(OGRLayer& layer, int limit) {
    const OGRFeatureDefn& definition = *layer.GetLayerDefn();
    std::vector<int> texts;
    for (int f = 0; f < definition.GetFieldCount(); ++f) {
        if (definition.GetFieldDefn(f)->GetType() == OFTString) {
            texts.push_back(f);
        }
    }
    std::vector<bool> seen(static_cast<std::size_t>(definition.GetFieldCount()), false);
    layer.ResetReading();
    for (int i = 0; limit < 0 || i < limit; ++i) {
        const OGRFeatureUniquePtr feature{layer.GetNextFeature()};
        if (!feature) {
            break;
        }
        for (const int f : texts) {
            if (feature->IsFieldSetAndNotNull(f) && holds_area_code(feature->GetFieldAsString(f))) {
                seen[static_cast<std::size_t>(f)] = true;
            }
        }
    }
    layer.ResetReading();
    std::vector<int> found;
    std::copy_if(texts.begin(), texts.end(), std::back_inserter(found),
                 [&](int f) { return seen[static_cast<std::size_t>(f)]; });
    return found;
}

int named_field(OGRLayer& layer, const std::string& name, const char* what) {
    const OGRFeatureDefn& definition = *layer.GetLayerDefn();
    const int field = definition.GetFieldIndex(name.c_str());
    if (field < 0) {
        std::string all;
        for (int f = 0; f < definition.GetFieldCount(); ++f) {
            all += (f == 0 ? "" : ", ") + std::string{definition.GetFieldDefn(f)->GetNameRef()};
        }
        throw InputError("E-INPUT-50",
                         "the layer " + std::string{layer.GetName()} + " has no field " + name,
                         "one of " + all, std::string{"name another "} + what + " column");
    }
    return field;
}

}  // namespace

bool holds_area_code(std::string_view text) {
    return is_area_code(trimmed(text));
}

bool is_name_field(const std::string& field) {
    return name_score(field) > 0;
}

CandidateFields candidate_fields(OGRLayer& layer, const ReadBoundariesOptions& options) {
    CandidateFields found;
    const OGRFeatureDefn& definition = *layer.GetLayerDefn();
    if (!options.code_column.empty()) {
        found.codes = {named_field(layer, options.code_column, "code")};
    } else {
        found.codes = fields_with_codes(layer, code_sample_size);
        if (found.codes.empty()) {
            found.codes = fields_with_codes(layer, -1);
        }
    }
    if (!options.name_column.empty()) {
        found.names = {named_field(layer, options.name_column, "name")};
        return found;
    }
    for (int f = 0; f < definition.GetFieldCount(); ++f) {
        const OGRFieldDefn& field = *definition.GetFieldDefn(f);
        const bool is_code =
            std::find(found.codes.begin(), found.codes.end(), f) != found.codes.end();
        if (!is_code && field.GetType() == OFTString && is_name_field(field.GetNameRef())) {
            found.names.push_back(f);
        }
    }
    return found;
}

std::size_t choose_code_column(const std::vector<FieldTexts>& columns) {
    struct Rating {
        double share = 0;
        bool unique = false;
    };
    std::vector<Rating> ratings;
    for (const FieldTexts& column : columns) {
        std::unordered_set<std::string_view> distinct;
        std::size_t codes = 0;
        for (const std::string& text : column.texts) {
            if (is_area_code(text)) {
                ++codes;
                distinct.insert(text);
            }
        }
        const double share = column.texts.empty() ? 0
                                                  : static_cast<double>(codes) /
                                                        static_cast<double>(column.texts.size());
        // A few repeats are a fault of the data; a parent's code repeats all over.
        const bool unique = codes > 0 && distinct.size() * 20 >= codes * 19;
        ratings.push_back({share, unique});
    }
    const auto worse = [](const Rating& a, const Rating& b) {
        return a.unique != b.unique ? b.unique : a.share < b.share;
    };
    const auto best = std::max_element(ratings.begin(), ratings.end(), worse);
    const auto chosen = static_cast<std::size_t>(best - ratings.begin());
    std::vector<std::size_t> rivals;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        if (c != chosen && ratings[c].unique == best->unique &&
            ratings[c].share >= best->share - 0.02 && columns[c].texts != columns[chosen].texts) {
            rivals.push_back(c);
        }
    }
    if (!rivals.empty()) {
        rivals.insert(rivals.begin(), chosen);
        std::sort(rivals.begin(), rivals.end());
        std::string list;
        for (const std::size_t c : rivals) {
            list += (list.empty() ? "" : ", ") + columns[c].field + " (" +
                    fixed_text(100 * ratings[c].share, 1) + "% area codes)";
        }
        throw JoinError(
            "E-JOIN-01",
            std::to_string(rivals.size()) + " columns hold area codes equally well: " + list,
            "one code column", "say which with code_column");
    }
    // Where two hold the same texts, the one that is named like a code column.
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const std::string low = ascii_lower(columns[c].field);
        if (columns[c].texts == columns[chosen].texts &&
            (low.ends_with("cd") || low.ends_with("code"))) {
            return c;
        }
    }
    return chosen;
}

std::optional<std::size_t> find_code_column(const std::vector<FieldTexts>& codes,
                                            const ReadBoundariesOptions& options) {
    if (codes.size() < 2) {
        return codes.empty() ? std::nullopt : std::optional<std::size_t>{0};
    }
    try {
        return choose_code_column(codes);
    } catch (const JoinError&) {
        if (options.need_codes || !options.with_fields) {
            throw;
        }
        return std::nullopt;
    }
}

int choose_name_column(const std::vector<FieldTexts>& columns, const std::string& code_field) {
    std::string stem = ascii_lower(code_field);
    for (const std::string_view ending : {"_code", "code", "_cd", "cd"}) {
        if (stem.ends_with(ending)) {
            stem.resize(stem.size() - ending.size());
            break;
        }
    }
    int best = -1;
    int best_score = 0;
    for (std::size_t c = 0; c < columns.size(); ++c) {
        const bool empty = std::all_of(columns[c].texts.begin(), columns[c].texts.end(),
                                       [](const std::string& text) { return text.empty(); });
        const bool kin = !stem.empty() && ascii_lower(columns[c].field).starts_with(stem);
        const int score = empty ? 0 : name_score(columns[c].field) * 2 + (kin ? 10 : 0);
        if (score > best_score) {
            best_score = score;
            best = static_cast<int>(c);
        }
    }
    return best;
}

}  // namespace levelin::geodata::detail
