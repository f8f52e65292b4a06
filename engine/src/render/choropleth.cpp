#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/draw/type_setter.hpp>
#include <levelin/render/choropleth.hpp>

#include "ink_list.hpp"

namespace levelin::render {

namespace {

void check_classes(std::span<const int> class_of_area, const Classes& classes) {
    const int most = static_cast<int>(classes.entries.size());
    for (std::size_t a = 0; a < class_of_area.size(); ++a) {
        const int c = class_of_area[a];
        if (c == 0 || c > most || c <= -status_count) {
            throw UsageError("E-RENDER-03",
                             "area " + std::to_string(a + 1) + " is in class " + std::to_string(c),
                             "1 to " + std::to_string(most) + ", or the class of a status");
        }
    }
}

std::string with_note(std::string label, const std::string& note) {
    return label.empty() ? note : note.empty() ? label : label + " \u2013 " + note;
}

/// The worst on top; names of classes where there are any, else their bounds.
LegendRows class_rows(const Classes& classes, const ChoroplethOptions& options,
                      const std::vector<draw::Ink>& inks) {
    LegendRows part;
    const std::vector<std::string> bounds = bounds_texts(classes);
    const bool own = !options.labels.empty();
    const bool named = !own && has_class_names(classes);
    part.label_heading = draw::clean_text(named ? options.class_heading : options.bounds_heading);
    part.bounds_heading = named ? draw::clean_text(options.bounds_heading) : std::string{};
    part.count_heading = draw::clean_text(options.count_heading);
    const std::size_t n = classes.with_value() > 0 ? classes.entries.size() : 0;
    if (n == 0) {
        part.label_heading.clear();
        part.bounds_heading.clear();
    }
    if (own && n > 0 && options.labels.size() != n) {
        throw UsageError(
            "E-RENDER-04",
            std::to_string(options.labels.size()) + " labels for " + std::to_string(n) + " classes",
            "a label for each class, in the order of the legend");
    }
    for (std::size_t i = 0; i < n; ++i) {
        const std::size_t k = classes.first_is_worst ? i : n - 1 - i;
        const MapClass& entry = classes.entries[k];
        const std::string& note = i == 0       ? options.worst_note
                                  : i + 1 == n ? options.best_note
                                               : std::string{};
        LegendRow row;
        row.ink = inks[k];
        row.label = with_note(own     ? draw::clean_text(options.labels[i])
                              : named ? draw::clean_text(entry.label)
                                      : bounds[k],
                              draw::clean_text(note));
        row.bounds = named ? bounds[k] : std::string{};
        row.count = grouped_text(entry.count);
        part.rows.push_back(std::move(row));
    }
    return part;
}

void check_vision(const std::vector<draw::Colour>& colours, Diagnostics& findings) {
    constexpr double apart = 5;
    if (const double least = least_distance(colours); least < apart) {
        findings.warn("W-RENDER-04",
                      "neighbouring classes look alike to some readers: a distance of " +
                          fixed_text(least, 1) + " where 5 can be told apart");
    }
}

}  // namespace

std::vector<draw::Colour> class_colours(const Classes& classes, const ChoroplethOptions& options) {
    const std::size_t n = classes.entries.size();
    if (n == 0) {
        return {};
    }
    const bool own = !options.colours.empty();
    if (own && options.colours.size() != n) {
        throw UsageError("E-RENDER-04",
                         std::to_string(options.colours.size()) + " colours for " +
                             std::to_string(n) + " classes",
                         "a colour for each class, from the best to the worst",
                         "give as many colours as there are classes");
    }
    std::vector<draw::Colour> palette =
        own ? options.colours : palette_colours(options.palette, static_cast<int>(n));
    if (!own && options.palette.kind == PaletteKind::diverging) {
        palette = {palette.rbegin(), palette.rend()};  // The warm end for what is worst.
    }
    std::vector<draw::Colour> colours(n);
    for (std::size_t k = 0; k < n; ++k) {
        const std::size_t shade = classes.shade(k);
        colours[k] = palette[options.reverse ? n - 1 - shade : shade];
    }
    return colours;
}

ThematicMap choropleth(std::span<const int> class_of_area, const Classes& classes,
                       const ChoroplethOptions& options, std::vector<std::string> area_notes) {
    check_classes(class_of_area, classes);
    if (!area_notes.empty() && area_notes.size() != class_of_area.size()) {
        throw UsageError("E-RENDER-02",
                         std::to_string(area_notes.size()) + " notes for " +
                             std::to_string(class_of_area.size()) + " areas",
                         "one note for each area, or none at all");
    }
    ThematicMap map;
    const std::vector<draw::Colour> colours = class_colours(classes, options);
    for (std::size_t k = 0; k < colours.size(); ++k) {
        map.inks.push_back(draw::plain_ink("c" + std::to_string(k + 1), colours[k]));
    }
    map.legend.title = draw::clean_text(options.legend_title);
    LegendRows rows = class_rows(classes, options, map.inks);
    const std::size_t first_status = map.inks.size();
    detail::add_status_inks(map.inks);
    detail::add_status_rows(rows, classes.status_counts, options.status_labels);
    map.legend.parts.emplace_back(std::move(rows));
    map.ink_of_area.reserve(class_of_area.size());
    for (const int c : class_of_area) {
        map.ink_of_area.push_back(detail::ink_of_class(c, first_status));
    }
    map.notes = std::move(area_notes);
    if (options.palette.kind != PaletteKind::qualitative || !options.colours.empty()) {
        check_vision(colours, map.findings);
    }
    return map;
}

}  // namespace levelin::render
