#include <array>
#include <fstream>
#include <sstream>
#include <system_error>

#include "map_style.hpp"
#include "settings.hpp"
#include "toml_section.hpp"

namespace levelin::config {

namespace {

constexpr std::string_view maps_manual = "docs/maps.md";

constexpr std::array kinds{MapKind::choropleth, MapKind::bivariate,  MapKind::symbols,
                           MapKind::dots,       MapKind::confidence, MapKind::selection,
                           MapKind::difference, MapKind::clusters};

class StyleReader {
  public:
    explicit StyleReader(MapStyle& style) : m_style(style) {}

    void read(const toml::table& root) {
        Section top{root, m_style.file.string(), "[]"};
        m_style.kind = top.word("kind", MapKind::choropleth, kinds);
        m_style.title = top.text("title");
        m_style.subtitle = top.text("subtitle");
        m_style.note = top.text("note");
        m_style.attribution = top.texts("attribution");
        m_style.date = date_of(top);
        m_style.alt = top.text("alt");
        m_style.column = top.text("column").value_or("");
        const auto part = [&](std::string_view key, auto read_part) {
            if (auto section = top.section(key)) {
                (this->*read_part)(*section);
                section->finish(maps_manual);
            }
        };
        part("page", &StyleReader::read_page);
        part("classes", &StyleReader::read_classes);
        part("colours", &StyleReader::read_colours);
        part("legend", &StyleReader::read_legend);
        part("map", &StyleReader::read_map);
        part("outline", &StyleReader::read_outline);
        part("bivariate", &StyleReader::read_bivariate);
        part("symbols", &StyleReader::read_symbols);
        part("dots", &StyleReader::read_dots);
        part("confidence", &StyleReader::read_confidence);
        part("difference", &StyleReader::read_difference);
        part("multiples", &StyleReader::read_multiples);
        part("cartogram", &StyleReader::read_cartogram);
        for (Section& section : top.sections("inset")) {
            read_inset(section);
            section.finish(maps_manual);
        }
        if (m_style.cartogram) {
            check_cartogram(top);
        }
        top.finish(maps_manual);
    }

  private:
    /// A text, or TOML's own date.
    static std::string date_of(Section& section) {
        const toml::node* node = section.table().get("date");
        if (node == nullptr || !node->is_date()) {
            return section.text("date").value_or("");
        }
        std::ostringstream text;
        text << node->as_date()->get();
        section.ask("date");
        return text.str();
    }

    double within(Section& section, std::string_view key, double otherwise, double low,
                  double high) {
        const double value = section.number(key).value_or(otherwise);
        if (!(value >= low && value <= high)) {
            std::ostringstream expected;
            expected << "a number from " << low << " to " << high;
            section.fail("E-CONFIG-04", key, "\"" + std::string{key} + "\" is out of range",
                         expected.str());
        }
        return value;
    }

    draw::Colour colour(Section& section, std::string_view key, const std::string& text) {
        const auto parsed = draw::parse_colour(text);
        if (!parsed) {
            section.fail("E-CONFIG-04", key, "\"" + text + "\" is no colour",
                         "six digits such as \"#1d91c0\"");
        }
        return *parsed;
    }

    render::Shown shown(Section& section, std::string_view key) {
        const std::string text = section.text(key).value_or("automatic");
        if (text != "automatic" && text != "always" && text != "never") {
            section.fail("E-CONFIG-04", key, "\"" + text + "\" is not known",
                         "automatic, always or never");
        }
        return text == "always"  ? render::Shown::always
               : text == "never" ? render::Shown::never
                                 : render::Shown::automatic;
    }

    void read_page(Section& section) {
        if (const auto name = section.text("size")) {
            m_style.size = render::named_page(*name);
        }
        if (section.has("width")) {
            m_style.size.width_px = within(section, "width", 1100, 100, 8000);
            m_style.size.unit_px = 0;
        }
        if (section.has("height")) {
            m_style.size.height_px = within(section, "height", 1100, 100, 8000);
        }
        const std::string contents = section.text("contents").value_or("full");
        if (contents != "full" && contents != "legend" && contents != "map") {
            section.fail("E-CONFIG-04", "contents", "\"" + contents + "\" is not known",
                         "full, legend or map");
        }
        m_style.contents = contents == "map"      ? render::PageContents::map
                           : contents == "legend" ? render::PageContents::legend
                                                  : render::PageContents::full;
        m_style.type = within(section, "type", 1, 0.3, 4);
        if (section.has("dpi") && section.has("scale")) {
            section.fail("E-CONFIG-04", "dpi", "both dpi and scale", "one of them");
        }
        constexpr double css_dpi = 96;
        m_style.dpi = section.has("dpi") ? within(section, "dpi", css_dpi, 24, 1200) : 0;
        m_style.scale =
            m_style.dpi > 0 ? m_style.dpi / css_dpi : within(section, "scale", 1, 0.25, 8);
        m_style.font = section.text("font").value_or(m_style.font);
    }

    void read_classes(Section& section) {
        MapClassesConfig& classes = m_style.classes;
        if (const auto word = section.text("method")) {
            classes.method = class_method(*word);
            if (!classes.method) {
                std::string list;
                for (const std::string_view known : class_method_words()) {
                    list += (list.empty() ? "" : ", ") + std::string{known};
                }
                section.fail("E-CONFIG-04", "method", "\"" + *word + "\" is no method",
                             "one of " + list);
            }
        }
        classes.breaks = section.numbers("breaks");
        if (!classes.breaks.empty() && !classes.method) {
            classes.method = ClassMethod::manual;
        }
        if (section.has("count")) {
            classes.count = static_cast<int>(within(section, "count", 5, 1, 12));
        }
        if (const auto worse = section.text("worse")) {
            if (*worse != "high" && *worse != "low") {
                section.fail("E-CONFIG-04", "worse", "\"" + *worse + "\" is not known",
                             "high or low");
            }
            classes.lowest_is_worst = *worse == "low";
        }
    }

    void read_colours(Section& section) {
        m_style.colours.palette = section.text("palette").value_or("");
        if (!m_style.colours.palette.empty()) {
            (void)render::find_palette(m_style.colours.palette);
        }
        for (const std::string& text : section.texts("list")) {
            m_style.colours.list.push_back(colour(section, "list", text));
        }
        m_style.colours.reverse = section.flag("reverse", false);
    }

    void read_legend(Section& section) {
        MapLegendConfig& legend = m_style.legend;
        legend.title = section.text("title").value_or("");
        legend.class_heading = section.text("class_heading");
        legend.value_heading = section.text("value_heading");
        legend.count_heading = section.text("count_heading");
        legend.worst = section.text("worst");
        legend.best = section.text("best");
        legend.labels = section.texts("labels");
    }

    void read_map(Section& section) {
        m_style.borders = shown(section, "borders");
        m_style.north_arrow = shown(section, "north_arrow");
        if (section.has("scale_bar")) {
            m_style.scale_bar = section.flag("scale_bar", true);
        }
        if (section.has("insets")) {
            m_style.insets = section.texts("insets");
            for (const std::string& name : *m_style.insets) {
                (void)render::find_inset(name);
            }
        }
        m_style.towns = static_cast<int>(within(section, "towns", 0, 0, 200));
        m_style.group_borders = section.text("group_borders").value_or("");
    }

    void read_inset(Section& section) {
        render::Inset inset;
        inset.title = section.text("title").value_or("");
        inset.name = inset.title;
        const std::vector<double> box = section.numbers("box");
        if (box.size() != 4 || !(box[0] < box[2]) || !(box[1] < box[3])) {
            section.fail("E-CONFIG-04", "box", "an inset needs the box that it shows",
                         "[west, south, east, north] in metres of the National Grid");
        }
        inset.extent_m = {box[0], box[1], box[2], box[3]};
        inset.enlarged = within(section, "enlarged", 0, 0, 40);
        m_style.own_insets.push_back(std::move(inset));
    }

    void read_outline(Section& section) {
        MapOutlineConfig outline;
        outline.column = section.text("column").value_or("selected");
        outline.values = section.texts("value");
        if (outline.values.empty()) {
            outline.values = {"1"};
        }
        outline.label = section.text("label").value_or(outline.label);
        outline.colour = colour(section, "colour", section.text("colour").value_or("#1b1b1b"));
        outline.width = within(section, "width", outline.width, 0.2, 10);
        m_style.outline = std::move(outline);
    }

    void read_bivariate(Section& section) {
        BivariateConfig& b = m_style.bivariate;
        b.column = section.required_text("column");
        b.label = section.text("label").value_or("");
        b.first_label = section.text("first_label").value_or("");
        b.side = static_cast<int>(within(section, "side", 3, 2, 4));
        b.lowest_first = section.flag("lowest_first", false);
        b.lowest_second = section.flag("lowest_second", false);
    }

    void read_symbols(Section& section) {
        SymbolsConfig& s = m_style.symbols;
        s.column = section.required_text("column");
        s.label = section.text("label").value_or("");
        s.largest = within(section, "largest", s.largest, 2, 80);
        s.graduated = section.flag("graduated", false);
        const std::string form = section.text("form").value_or("circle");
        if (form != "circle" && form != "square") {
            section.fail("E-CONFIG-04", "form", "\"" + form + "\" is not known",
                         "circle or square");
        }
        s.squares = form == "square";
    }

    void read_dots(Section& section) {
        DotsConfig& d = m_style.dots;
        d.columns = section.texts("columns");
        d.labels = section.texts("labels");
        d.value = within(section, "value", 0, 0, 1e9);
        d.diameter = within(section, "diameter", d.diameter, 0.3, 12);
        d.unit = section.text("unit").value_or(d.unit);
        if (d.columns.empty() || d.columns.size() > 6 ||
            (!d.labels.empty() && d.labels.size() != d.columns.size())) {
            section.fail("E-CONFIG-04", "columns", "dots need columns to count",
                         "one to six columns, and as many labels or none");
        }
    }

    void read_confidence(Section& section) {
        FadeConfig& c = m_style.confidence;
        c.column = section.text("column").value_or(c.column);
        c.probability = section.flag("probability", c.column == "p_selected");
        if (section.has("levels")) {
            c.levels = section.numbers("levels");
            for (std::size_t i = 0; i < c.levels.size(); ++i) {
                if (!(c.levels[i] > 0 && c.levels[i] <= 1) ||
                    (i > 0 && !(c.levels[i] < c.levels[i - 1]))) {
                    bad_levels(section);
                }
            }
            if (c.levels.empty() || c.levels.size() > 4) {
                bad_levels(section);
            }
        }
    }

    [[noreturn]] static void bad_levels(Section& section) {
        section.fail("E-CONFIG-04", "levels", "these are no levels of certainty",
                     "one to four shares from 1 down, such as [0.95, 0.8]");
    }

    void read_difference(Section& section) { m_style.minus = section.required_text("column"); }

    void read_multiples(Section& section) {
        MultiplesConfig m;
        m.columns = section.texts("columns");
        m.titles = section.texts("titles");
        m.group = section.text("group").value_or("");
        if (m.columns.empty() == m.group.empty() ||
            (!m.titles.empty() && m.titles.size() != m.columns.size())) {
            section.fail("E-CONFIG-04", "columns", "small multiples need columns or a group",
                         "columns = [...] with as many titles or none, or group = \"COLUMN\"");
        }
        m_style.multiples = std::move(m);
    }

    void read_cartogram(Section& section) {
        m_style.cartogram = {section.required_text("kind"), section.text("by").value_or(""),
                             section.text("group").value_or("")};
    }

    /// What stands at a place of the true map, or measures it, has none on a cartogram.
    void check_cartogram(Section& top) {
        const bool insets =
            (m_style.insets && !m_style.insets->empty()) || !m_style.own_insets.empty();
        const char* what = m_style.towns > 0                              ? "towns"
                           : insets                                       ? "insets"
                           : m_style.scale_bar.value_or(false)            ? "a scale bar"
                           : m_style.north_arrow == render::Shown::always ? "a north arrow"
                                                                          : nullptr;
        if (what != nullptr) {
            top.fail("E-CONFIG-04", "cartogram", "a cartogram cannot have " + std::string{what},
                     "one without the other: places, distances and directions on a cartogram are "
                     "not the true ones");
        }
    }

    MapStyle& m_style;
};

}  // namespace

std::string_view to_string(MapKind kind) noexcept {
    switch (kind) {
        case MapKind::choropleth:
            return "choropleth";
        case MapKind::bivariate:
            return "bivariate";
        case MapKind::symbols:
            return "symbols";
        case MapKind::dots:
            return "dots";
        case MapKind::confidence:
            return "confidence";
        case MapKind::selection:
            return "selection";
        case MapKind::difference:
            return "difference";
        case MapKind::clusters:
            return "clusters";
    }
    return "choropleth";
}

MapStyle parse_map_style(std::string_view text, const std::filesystem::path& file,
                         const std::vector<std::pair<std::string, std::string>>& settings) {
    MapStyle style;
    style.file = file;
    try {
        toml::table root = toml::parse(text, file.string());
        for (const auto& [path, value] : settings) {
            set_value(root, path, value);
        }
        StyleReader{style}.read(root);
    } catch (const toml::parse_error& error) {
        throw ConfigError("E-CONFIG-01", "not valid TOML: " + std::string{error.description()}, {},
                          {},
                          {file.string(), error.source().begin.line, error.source().begin.column});
    }
    return style;
}

MapStyle read_map_style(const std::filesystem::path& file,
                        const std::vector<std::pair<std::string, std::string>>& settings) {
    if (file.empty()) {
        return parse_map_style({}, "--set", settings);
    }
    std::ifstream stream(file, std::ios::binary);
    std::error_code ignored;
    if (!stream || std::filesystem::is_directory(file, ignored)) {
        throw ConfigError("E-CONFIG-08", "the style file cannot be read", "a file",
                          "check its name", {file.string(), 0, 0});
    }
    std::ostringstream text;
    text << stream.rdbuf();
    return parse_map_style(text.str(), file, settings);
}

}  // namespace levelin::config
