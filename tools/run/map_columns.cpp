#include "map_columns.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/classify/classify.hpp>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/target/table_columns.hpp>

namespace levelin::run {

namespace {

// "imd_score" -> "imd" and "score", where the part before is an index or part of the result.
std::pair<std::string, std::string> id_and_kind(const MapInputs& inputs, const std::string& name) {
    for (const char* kind : {"score", "rank", "decile", "value", "contribution"}) {
        const std::string ending = std::string{"_"} + kind;
        if (name.ends_with(ending)) {
            const std::string id = name.substr(0, name.size() - ending.size());
            const auto& titles = inputs.facts.titles;
            const auto& indices = inputs.data.result.indices;
            if (std::find(indices.begin(), indices.end(), id) != indices.end() ||
                std::any_of(titles.begin(), titles.end(),
                            [&](const auto& entry) { return entry.first == id; })) {
                return {id, kind};
            }
        }
    }
    return {name, ""};
}

std::string default_name(const MapInputs& inputs) {
    for (const std::string& index : inputs.data.result.indices) {
        for (const char* kind : {"_decile", "_score"}) {
            if (inputs.table().find(index + kind) != nullptr) {
                return index + kind;
            }
        }
    }
    std::string list;
    for (const ResultColumn& column : inputs.table().columns) {
        if (!std::holds_alternative<TextColumn>(column.data) && list.size() < 300) {
            list += (list.empty() ? "" : ", ") + column.name;
        }
    }
    throw UsageError("E-RENDER-20", "there is no index to show, and no column was chosen",
                     list.empty() ? "a column of numbers" : "one of " + list,
                     "choose one with --set column=NAME, or add a table with --table FILE");
}

}  // namespace

std::string header_words(std::string name) {
    if (name.find(' ') == std::string::npos && ascii_lower(name) == name && !name.empty()) {
        std::replace(name.begin(), name.end(), '_', ' ');
        if (name.front() >= 'a' && name.front() <= 'z') {
            name.front() = static_cast<char>(name.front() - 'a' + 'A');
        }
    }
    return name;
}

std::string column_title(const MapInputs& inputs, const std::string& name) {
    const std::string title = inputs.facts.title_of(id_and_kind(inputs, name).first);
    return title.empty() ? header_words(name) : title;
}

MapColumn map_column(const MapInputs& inputs, const std::string& name) {
    MapColumn column;
    column.name = name.empty() ? default_name(inputs) : name;
    NumberColumn numbers = columns::numbers_of(inputs.table(), column.name);
    column.values = {std::move(numbers.values), std::move(numbers.status)};
    column.kind = id_and_kind(inputs, column.name).second;
    column.title = column_title(inputs, column.name);
    column.lowest_is_worst = column.kind == "rank" || column.kind == "decile";
    return column;
}

Classification map_classes(const MapInputs& inputs, const MapColumn& column,
                           const config::MapClassesConfig& style, int otherwise_classes) {
    if (column.kind == "decile" && !style.method && !style.count && !style.lowest_is_worst) {
        const std::string score =
            column.name.substr(0, column.name.size() - std::string{"decile"}.size()) + "score";
        WholeColumn deciles;
        deciles.status = column.values.status;
        for (const double value : column.values.values) {
            deciles.values.push_back(std::llround(value));
        }
        DecimalColumn scores;
        if (inputs.table().find(score) != nullptr) {
            NumberColumn numbers = columns::numbers_of(inputs.table(), score);
            scores = {std::move(numbers.values), std::move(numbers.status)};
        }
        return classify_deciles(deciles, scores);
    }
    ClassifyOptions options;
    options.method = style.method.value_or(ClassMethod::quantiles);
    options.classes = style.count.value_or(otherwise_classes);
    options.breaks = style.breaks;
    options.lowest_is_worst = style.lowest_is_worst.value_or(column.lowest_is_worst);
    if (options.classes == 1) {
        // One class: everything that has a value.
        options.method = ClassMethod::equal_intervals;
        options.classes = 2;
        Classification two = classify(column.values, options);
        MapClass all;
        for (const MapClass& entry : two.classes.entries) {
            all.lower =
                all.lower && (!entry.lower || *all.lower < *entry.lower) ? all.lower : entry.lower;
            all.upper = entry.upper ? entry.upper : all.upper;
            all.count += entry.count;
        }
        two.classes.entries = {all};
        two.classes.bounds = BoundsKind::found;
        two.classes.method = "One class";
        for (int& c : two.class_of_area) {
            c = std::min(c, 1);
        }
        return two;
    }
    return classify(column.values, options);
}

std::string number_text(double value) {
    if (value == std::floor(value) && std::abs(value) < 1e15) {
        return grouped_text(static_cast<long long>(value));
    }
    const double size = std::abs(value);
    const int decimals = size >= 100 ? 1 : size >= 10 ? 2 : size >= 1 ? 3 : 4;
    return shortest_text(std::stod(fixed_text(value, decimals)));
}

std::vector<std::string> value_notes(const MapColumn& column) {
    std::vector<std::string> notes;
    for (std::size_t a = 0; a < column.values.values.size(); ++a) {
        if (column.values.status[a] == Status::ok) {
            notes.push_back(number_text(column.values.values[a]));
        } else {
            std::string word{to_string(column.values.status[a])};
            std::replace(word.begin(), word.end(), '_', ' ');
            notes.push_back(std::move(word));
        }
    }
    return notes;
}

std::string worst_areas(const MapInputs& inputs, const MapColumn& column, bool lowest_is_worst) {
    std::vector<std::size_t> order;
    for (std::size_t a = 0; a < column.values.values.size(); ++a) {
        if (column.values.status[a] == Status::ok) {
            order.push_back(a);
        }
    }
    const std::size_t shown = std::min<std::size_t>(3, order.size());
    const auto worse = [&](std::size_t a, std::size_t b) {
        const double x = column.values.values[a];
        const double y = column.values.values[b];
        return x != y ? (lowest_is_worst ? x < y : x > y) : a < b;
    };
    std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(shown),
                      order.end(), worse);
    std::string text;
    for (std::size_t i = 0; i < shown; ++i) {
        const std::size_t a = order[i];
        const std::string& name = inputs.table().names[a];
        text += (i == 0           ? ""
                 : i + 1 == shown ? " and "
                                  : ", ") +
                (name.empty() ? inputs.table().codes[a].str() : name) + " (" +
                number_text(column.values.values[a]) + ")";
    }
    return text.empty() ? text
                        : std::string{lowest_is_worst ? "Lowest: " : "Highest: "} + text + ".";
}

}  // namespace levelin::run
