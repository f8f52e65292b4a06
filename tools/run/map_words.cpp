#include "map_words.hpp"

#include <levelin/core/counted_text.hpp>

namespace levelin::run {

std::string classes_note(const MapColumn& column, const Classes& classes) {
    const std::string kind = column.kind.empty() ? "" : " (" + column.kind + ")";
    return column.title + kind + ". " + classes.method + " of " +
           counted_text(classes.with_value(), "area", "areas") + " with a value.";
}

std::string map_sentence(const MapInputs& inputs, const MapColumn& column, const Classes& classes) {
    const std::size_t n = classes.entries.size();
    const std::string worst_is = column.kind == "decile"  ? "most deprived"
                                 : classes.first_is_worst ? "lowest"
                                                          : "highest";
    std::string text = "Map of " + column.title + ": " +
                       counted_text(classes.with_value(), "area", "areas") + " with a value in " +
                       std::to_string(n) +
                       (n == 1 ? " class" : " classes, darkest where " + worst_is);
    if (const std::uint64_t without = classes.without_value(); without > 0) {
        text +=
            "; " + counted_text(without, "area", "areas") + " without one, drawn with a pattern";
    }
    text += ".";
    const MapColumn* shown = &column;
    MapColumn score;
    bool lowest = classes.first_is_worst;
    if (column.kind == "decile") {
        const std::string name = column.name.substr(0, column.name.size() - 6) + "score";
        if (inputs.table().find(name) != nullptr) {
            score = map_column(inputs, name);
            shown = &score;
            lowest = false;
        }
    }
    const std::string worst = worst_areas(inputs, *shown, lowest);
    return worst.empty() ? text : text + " " + worst;
}

}  // namespace levelin::run
