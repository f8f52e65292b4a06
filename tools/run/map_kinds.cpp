#include "map_kinds.hpp"

#include <algorithm>
#include <levelin/classify/classify.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/render/bivariate.hpp>
#include <levelin/render/choropleth.hpp>
#include <levelin/render/differences.hpp>
#include <levelin/render/dot_density.hpp>
#include <levelin/render/overlays.hpp>
#include <levelin/render/symbol_map.hpp>
#include <levelin/render/word_map.hpp>
#include <levelin/target/table_columns.hpp>
#include <unordered_map>

#include "cluster_statistic.hpp"
#include "map_columns.hpp"
#include "map_words.hpp"

namespace levelin::run {

namespace {

using config::MapKind;
using render::ThematicMap;

class MapMaker {
  public:
    MapMaker(const MapRequest& request, const MapInputs& inputs)
        : m_request{request}, m_style{request.style}, m_inputs{inputs} {}

    [[nodiscard]] MadeMap make() {
        if (m_style.multiples) {
            make_multiples();
        } else {
            m_made.panels.push_back({"", one()});
        }
        for (render::MapPanel& panel : m_made.panels) {
            add_lines(panel.map);
        }
        return std::move(m_made);
    }

  private:
    [[noreturn]] static void lacks(const std::string& what, const std::string& expected) {
        throw UsageError("E-RENDER-21", what, expected, "see docs/maps.md");
    }

    [[nodiscard]] std::size_t areas() const { return m_inputs.table().size(); }

    [[nodiscard]] ThematicMap one() {
        if (m_style.kind == MapKind::choropleth && m_style.column.empty() &&
            !m_inputs.facts.clusters_of.empty()) {
            return clusters();
        }
        switch (m_style.kind) {
            case MapKind::choropleth:
            case MapKind::selection:
                return choropleth();
            case MapKind::bivariate:
                return bivariate();
            case MapKind::symbols:
                return symbols();
            case MapKind::dots:
                return dots();
            case MapKind::confidence:
                return confidence();
            case MapKind::difference:
                return difference();
            case MapKind::clusters:
                return clusters();
        }
        return choropleth();
    }

    void describe(const std::string& title, const std::string& note, const std::string& alt) {
        if (m_made.title.empty()) {
            m_made.title = title;
            m_made.note = note;
            m_made.alt = alt;
        }
    }

    [[nodiscard]] render::ChoroplethOptions options_for(const MapColumn& column,
                                                        const Classes& classes) const {
        render::ChoroplethOptions options;
        const config::MapLegendConfig& legend = m_style.legend;
        if (!m_style.colours.palette.empty()) {
            options.palette = render::find_palette(m_style.colours.palette);
        } else if (classes.middle) {
            options.palette = render::find_palette("PuOr");
        }
        options.colours = m_style.colours.list;
        options.reverse = m_style.colours.reverse;
        const bool deciles = column.kind == "decile";
        options.legend_title = !legend.title.empty() ? legend.title
                               : deciles && !m_inputs.facts.legend_title.empty()
                                   ? m_inputs.facts.legend_title
                                   : column.title;
        options.class_heading = legend.class_heading.value_or(deciles ? "Decile" : "Class");
        options.bounds_heading =
            legend.value_heading.value_or(deciles || column.kind == "score" ? "Score"
                                          : column.kind == "rank"           ? "Rank"
                                                                            : "Value");
        options.count_heading = legend.count_heading.value_or("Areas");
        options.labels = legend.labels;
        options.worst_note = legend.worst.value_or(deciles ? "most deprived" : "");
        options.best_note = legend.best.value_or(deciles ? "least deprived" : "");
        return options;
    }

    [[nodiscard]] ThematicMap classed(const MapColumn& column, const Classification& classes) {
        m_made.findings.append(classes.diagnostics);
        return render::choropleth(classes.class_of_area, classes.classes,
                                  options_for(column, classes.classes), notes_of(column));
    }

    // Of a decile the score too.
    [[nodiscard]] std::vector<std::string> notes_of(const MapColumn& column) const {
        std::vector<std::string> notes = value_notes(column);
        if (column.kind != "decile") {
            return notes;
        }
        const std::string score = column.name.substr(0, column.name.size() - 6) + "score";
        const std::vector<std::string> scores = m_inputs.table().find(score) != nullptr
                                                    ? value_notes(map_column(m_inputs, score))
                                                    : std::vector<std::string>{};
        for (std::size_t a = 0; a < notes.size(); ++a) {
            if (column.values.status[a] == Status::ok) {
                notes[a] = "decile " + notes[a] + (scores.empty() ? "" : ", score " + scores[a]);
            }
        }
        return notes;
    }

    [[nodiscard]] ThematicMap choropleth() {
        const MapColumn column = map_column(m_inputs, m_style.column);
        const Classification classes = map_classes(m_inputs, column, m_style.classes);
        describe(column.title, classes_note(column, classes.classes),
                 map_sentence(m_inputs, column, classes.classes));
        return classed(column, classes);
    }

    [[nodiscard]] ThematicMap bivariate() {
        const config::BivariateConfig& b = m_style.bivariate;
        if (b.column.empty()) {
            lacks("a bivariate map has no second column", "[bivariate] column = \"NAME\"");
        }
        const MapColumn first = map_column(m_inputs, m_style.column);
        const MapColumn second = map_column(m_inputs, b.column);
        config::MapClassesConfig classes = m_style.classes;
        classes.count = b.side;
        classes.method = classes.method.value_or(ClassMethod::quantiles);
        const auto in_classes = [&](const MapColumn& column, bool lowest) {
            classes.lowest_is_worst = lowest || column.lowest_is_worst;
            Classification done = map_classes(m_inputs, column, classes);
            m_made.findings.append(done.diagnostics);
            return done;
        };
        const Classification x = in_classes(first, b.lowest_first);
        const Classification y = in_classes(second, b.lowest_second);
        render::BivariateOptions options;
        options.legend_title = m_style.legend.title;
        options.first_label = b.first_label.empty() ? first.title : b.first_label;
        options.second_label = b.label.empty() ? second.title : b.label;
        std::vector<std::string> notes = value_notes(first);
        const std::vector<std::string> others = value_notes(second);
        for (std::size_t a = 0; a < notes.size(); ++a) {
            notes[a] += "; " + others[a];
        }
        describe(options.first_label + " and " + options.second_label,
                 x.classes.method + " of each value.",
                 "Map of two values at once: " + options.first_label + " (orange) and " +
                     options.second_label + " (blue), dark where both are high.");
        return render::bivariate_choropleth(x, y, options, std::move(notes));
    }

    [[nodiscard]] ThematicMap symbols() {
        const config::SymbolsConfig& s = m_style.symbols;
        if (s.column.empty()) {
            lacks("a map of symbols has no column for their size", "[symbols] column = \"NAME\"");
        }
        const MapColumn size = map_column(m_inputs, s.column);
        ThematicMap ground;
        std::string colours_note;
        std::string colours_alt;
        if (m_style.column.empty()) {
            ground = render::plain_ground(areas());
            ground.legend.title = m_style.legend.title;
        } else {
            const MapColumn column = map_column(m_inputs, m_style.column);
            const Classification classes = map_classes(m_inputs, column, m_style.classes);
            ground = classed(column, classes);
            colours_note = "Colours: " + classes_note(column, classes.classes) + " Symbols: ";
            colours_alt = map_sentence(m_inputs, column, classes.classes) + " ";
        }
        render::SymbolOptions options;
        options.largest_units = s.largest;
        options.squares = s.squares;
        options.heading = s.label.empty() ? size.title : s.label;
        if (!m_style.column.empty()) {
            options.colour = {0x2b, 0x2b, 0x2b};
        } else if (!m_style.colours.list.empty()) {
            options.colour = m_style.colours.list.front();
        }
        const std::string worst = worst_areas(m_inputs, size, false);
        if (s.graduated) {
            config::MapClassesConfig rules = m_style.classes;
            rules.lowest_is_worst = false;
            const Classification classes = map_classes(m_inputs, size, rules);
            m_made.findings.append(classes.diagnostics);
            describe(options.heading,
                     colours_note + options.heading + ". " + classes.classes.method +
                         "; a symbol's size says its class.",
                     colours_alt + "Map of " + options.heading + " as symbols in " +
                         std::to_string(classes.classes.entries.size()) + " sizes. " + worst);
            return render::with_graduated_symbols(std::move(ground), m_inputs.shapes, classes,
                                                  options);
        }
        describe(
            options.heading,
            colours_note + options.heading + ". The surface of a symbol is proportional to it.",
            colours_alt + "Map of " + options.heading +
                " as symbols whose surface is proportional to it. " + worst);
        return render::with_proportional_symbols(std::move(ground), m_inputs.shapes, size.values,
                                                 options);
    }

    [[nodiscard]] ThematicMap dots() {
        const config::DotsConfig& d = m_style.dots;
        if (d.columns.empty()) {
            lacks("a map of dots has no columns to count", "[dots] columns = [\"NAME\"]");
        }
        std::vector<render::DotSeries> series;
        std::string all;
        for (std::size_t i = 0; i < d.columns.size(); ++i) {
            MapColumn column = map_column(m_inputs, d.columns[i]);
            const std::string label = d.labels.empty() ? column.title : d.labels[i];
            all += (i == 0 ? "" : ", ") + label;
            series.push_back({std::move(column.values), label,
                              i < m_style.colours.list.size() ? m_style.colours.list[i]
                                                              : render::series_colour(i)});
        }
        render::DotOptions options;
        options.value_of_dot = d.value;
        options.diameter_units = d.diameter;
        options.unit = d.unit;
        options.seed = m_request.seed;
        options.legend_title = m_style.legend.title;
        describe(all, "Dots are scattered at random within each area; they are no addresses.",
                 "Dot map of " + all + ".");
        return render::dot_density(m_inputs.shapes, series, options);
    }

    [[nodiscard]] ThematicMap confidence() {
        const MapColumn column = map_column(m_inputs, m_style.column);
        const Classification classes = map_classes(m_inputs, column, m_style.classes);
        MapColumn certainty = map_column(m_inputs, m_style.confidence.column);
        for (double& value : certainty.values.values) {
            value = m_style.confidence.probability ? std::max(value, 1 - value) : value;
        }
        render::ConfidenceOptions options;
        options.levels = m_style.confidence.levels;
        describe(column.title,
                 classes_note(column, classes.classes) + " Colours fade where " +
                     (m_style.confidence.probability ? "the choice" : "the value") +
                     " is less certain.",
                 map_sentence(m_inputs, column, classes.classes) +
                     " Colours fade where less is certain.");
        return render::with_confidence(classed(column, classes), certainty.values, options);
    }

    [[nodiscard]] ThematicMap difference() {
        MapColumn column = map_column(m_inputs, m_style.column);
        DecimalColumn other;
        if (m_inputs.against) {
            other = values_of(*m_inputs.against, column.name);
        } else if (!m_style.minus.empty()) {
            other = map_column(m_inputs, m_style.minus).values;
        } else {
            lacks("a map of differences has nothing to compare with",
                  "--against RESULT, or [difference] column = \"NAME\"");
        }
        column.values = render::differences(column.values, other);
        config::MapClassesConfig rules = m_style.classes;
        const bool lowest = rules.lowest_is_worst.value_or(column.lowest_is_worst);
        Classification classes;
        if (rules.method) {
            rules.lowest_is_worst = lowest;
            classes = map_classes(m_inputs, {column.name, column.title, "", column.values, lowest},
                                  rules);
            classes.classes.middle = 0;
        } else {
            classes = render::classify_differences(column.values, rules.count.value_or(7), lowest);
            classes.classes.method = "Equal steps on both sides of 0";
        }
        column.kind = "";
        describe(column.title + ": change",
                 column.title + ", change. " + classes.classes.method + ".",
                 "Map of the change of " + column.title + ", orange where it became worse and " +
                     "purple where it became better. " + worst_areas(m_inputs, column, lowest));
        return classed(column, classes);
    }

    // A column of another result, in the order of this one's areas.
    [[nodiscard]] DecimalColumn values_of(const geodata::Result& other,
                                          const std::string& name) const {
        const NumberColumn numbers = columns::numbers_of(other.table, name);
        std::unordered_map<AreaCode, std::size_t> place;
        for (std::size_t a = 0; a < other.table.size(); ++a) {
            place.emplace(other.table.codes[a], a);
        }
        DecimalColumn column;
        for (const AreaCode& code : m_inputs.table().codes) {
            const auto found = place.find(code);
            column.values.push_back(found == place.end() ? 0 : numbers.values[found->second]);
            column.status.push_back(found == place.end() ? Status::no_row
                                                         : numbers.status[found->second]);
        }
        return column;
    }

    [[nodiscard]] ThematicMap clusters() {
        const ClusterStatistic statistic = cluster_statistic(m_inputs.table(), m_style.column);
        if (statistic.column.empty()) {
            lacks("a map of clusters has no column of their kinds", "column = \"NAME\"");
        }
        const auto words = columns::texts_of(m_inputs.table(), statistic.column);
        const MapFacts& facts = m_inputs.facts;
        const std::string of =
            facts.clusters_of.empty() ? "" : column_title(m_inputs, facts.clusters_of);
        render::WordMapOptions options;
        options.legend_title =
            !m_style.legend.title.empty() ? m_style.legend.title : statistic.title;
        if (!m_style.colours.palette.empty()) {
            options.palette = render::find_palette(m_style.colours.palette);
        }
        options.colours = m_style.colours.list;
        options.statistic_of = statistic.word;
        ThematicMap map = render::word_map(words, options);
        const std::string title = of.empty() ? options.legend_title : of + ": where it clusters";
        const std::string method =
            statistic.known && !facts.clusters_method.empty()
                ? statistic.title + " of " + of + ". " + facts.clusters_method + "."
                : "";
        describe(title, method,
                 "Map of areas by " + options.legend_title + ": " + legend_counts(map) + ".");
        return map;
    }

    void make_multiples() {
        const config::MultiplesConfig& m = *m_style.multiples;
        if (m_style.kind != MapKind::choropleth) {
            lacks("small multiples are choropleths", "kind = \"choropleth\"");
        }
        if (m.group.empty()) {
            multiples_of_columns(m);
        } else {
            multiples_of_groups(m.group);
        }
    }

    // All columns together are put into classes, so that one legend holds for every map.
    void multiples_of_columns(const config::MultiplesConfig& m) {
        MapColumn all;
        std::vector<MapColumn> columns_of;
        for (const std::string& name : m.columns) {
            columns_of.push_back(map_column(m_inputs, name));
            const MapColumn& c = columns_of.back();
            all.values.values.insert(all.values.values.end(), c.values.values.begin(),
                                     c.values.values.end());
            all.values.status.insert(all.values.status.end(), c.values.status.begin(),
                                     c.values.status.end());
        }
        all.lowest_is_worst = columns_of.front().lowest_is_worst;
        all.title = m_style.legend.title;
        all.kind = columns_of.front().kind == "decile" ? "" : columns_of.front().kind;
        const Classification together = map_classes(m_inputs, all, m_style.classes);
        m_made.findings.append(together.diagnostics);
        std::string titles;
        for (std::size_t i = 0; i < columns_of.size(); ++i) {
            const auto first =
                together.class_of_area.begin() + static_cast<std::ptrdiff_t>(i * areas());
            const std::vector<int> classes(first, first + static_cast<std::ptrdiff_t>(areas()));
            const std::string title = m.titles.empty() ? columns_of[i].title : m.titles[i];
            titles += (i == 0 ? "" : ", ") + title;
            m_made.panels.push_back({title, render::choropleth(classes, together.classes,
                                                               options_for(all, together.classes),
                                                               value_notes(columns_of[i]))});
        }
        describe(titles, together.classes.method + " of all maps together.",
                 "Small maps of " + titles + ", on one scale.");
    }

    // The same map for each group, the other areas left pale.
    void multiples_of_groups(const std::string& group) {
        const MapColumn column = map_column(m_inputs, m_style.column);
        const Classification classes = map_classes(m_inputs, column, m_style.classes);
        const columns::Groups groups = columns::groups_of(m_inputs.table(), group);
        constexpr std::size_t most = 40;
        if (groups.names.empty() || groups.names.size() > most) {
            throw UsageError(
                "E-RENDER-19",
                "the column " + group + " has " + std::to_string(groups.names.size()) + " groups",
                "1 to 40 groups, a map each");
        }
        const ThematicMap whole = classed(column, classes);
        for (std::uint32_t g = 0; g < groups.names.size(); ++g) {
            ThematicMap part = whole;
            draw::Ink pale;
            pale.name = "others";
            pale.colour = {0xe8, 0xe8, 0xe8};
            part.inks.push_back(pale);
            for (std::size_t a = 0; a < areas(); ++a) {
                if (groups.of_area[a] != g) {
                    part.ink_of_area[a] = static_cast<std::uint8_t>(part.inks.size() - 1);
                }
            }
            m_made.panels.push_back({groups.names[g], std::move(part)});
        }
        describe(column.title, classes_note(column, classes.classes),
                 "Small maps of " + column.title + ", one for each " + group + ", on one scale.");
    }

    void add_lines(ThematicMap& map) const {
        if (!m_style.group_borders.empty()) {
            map = render::with_group_borders(
                std::move(map), columns::texts_of(m_inputs.table(), m_style.group_borders));
        }
        if (m_style.outline || m_style.kind == MapKind::selection) {
            const config::MapOutlineConfig outline =
                m_style.outline.value_or(config::MapOutlineConfig{"selected", {"1"}});
            std::vector<std::uint8_t> chosen;
            for (const std::string& text : texts(outline.column)) {
                chosen.push_back(std::find(outline.values.begin(), outline.values.end(), text) !=
                                         outline.values.end()
                                     ? 1
                                     : 0);
            }
            map = render::with_outline(std::move(map), chosen,
                                       {outline.label, {outline.colour, outline.width, {}}});
        }
    }

    // A column of words, or of numbers as they are written.
    [[nodiscard]] std::vector<std::string> texts(const std::string& name) const {
        const ResultColumn* column = m_inputs.table().find(name);
        if (column == nullptr || std::holds_alternative<TextColumn>(column->data)) {
            return columns::texts_of(m_inputs.table(), name);
        }
        const NumberColumn numbers = columns::numbers_of(m_inputs.table(), name);
        std::vector<std::string> list;
        for (std::size_t a = 0; a < numbers.values.size(); ++a) {
            list.push_back(numbers.status[a] == Status::ok ? shortest_text(numbers.values[a])
                                                           : std::string{});
        }
        return list;
    }

    const MapRequest& m_request;
    const config::MapStyle& m_style;
    const MapInputs& m_inputs;
    MadeMap m_made;
};

}  // namespace

MadeMap make_map(const MapRequest& request, const MapInputs& inputs) {
    return MapMaker{request, inputs}.make();
}

}  // namespace levelin::run
