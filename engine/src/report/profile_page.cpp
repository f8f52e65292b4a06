#include <algorithm>
#include <cmath>
#include <levelin/chart/axis.hpp>
#include <levelin/draw/house_style.hpp>
#include <levelin/report/profile_page.hpp>
#include <numeric>

#include "column_widths.hpp"
#include "page_look.hpp"

namespace levelin::report {

namespace {

using draw::Align;
using draw::Role;
using draw::TextStyle;

constexpr double profile_margin = 15 / 25.4 * 96;
constexpr double profile_inner = a4_width_px - 2 * profile_margin;
constexpr std::size_t most_parts = 14;
/// The parts that weigh most, in their order, where there are too many for a page.
chart::BarsSpec largest_parts(const chart::BarsSpec& all, std::size_t& left_out) {
    left_out = 0;
    if (all.names.size() <= most_parts) {
        return all;
    }
    std::vector<std::size_t> order(all.names.size());
    std::iota(order.begin(), order.end(), std::size_t{0});
    std::stable_sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::abs(all.values[a].value_or(0)) > std::abs(all.values[b].value_or(0));
    });
    left_out = order.size() - most_parts;
    order.resize(most_parts);
    std::sort(order.begin(), order.end());
    chart::BarsSpec some = all;
    some.names.clear();
    some.values.clear();
    for (chart::Reference& reference : some.references) {
        reference.values.clear();
    }
    for (const std::size_t i : order) {
        some.names.push_back(all.names[i]);
        some.values.push_back(all.values[i]);
        for (std::size_t r = 0; r < all.references.size(); ++r) {
            some.references[r].values.push_back(all.references[r].values[i]);
        }
    }
    return some;
}

/// Sets a page from its top to its foot.
class Page {
  public:
    Page(const Profile& profile, const draw::TypeSetter& type) : m_profile{profile}, m_type{type} {}

    draw::Drawing set() {
        m_page.width_px = a4_width_px;
        m_page.height_px = a4_height_px;
        m_page.title = m_profile.name;
        for (const std::string& sentence : m_profile.sentences) {
            m_page.description += (m_page.description.empty() ? "" : " ") + sentence;
        }
        foot();
        std::vector<draw::Mark> last;  // Read last, although its height is needed first.
        last.swap(m_page.marks);
        head();
        words_and_map();
        figures();
        parts();
        standing();
        beside();
        m_page.marks.insert(m_page.marks.end(), last.begin(), last.end());
        return std::move(m_page);
    }

  private:
    /// @param tag  of the structure; empty = by the style, an element of its own save for titles.
    void put(const std::string& text, const TextStyle& look, Align align, double x, double baseline,
             std::string tag = {}) {
        if (!text.empty()) {
            draw::Text line = m_type.line(text, look, align, x, baseline);
            line.tag = !tag.empty()             ? std::move(tag)
                       : look.name == "title"   ? "H1"
                       : look.name == "heading" ? element("H2")
                                                : element("P");
            m_page.marks.push_back({std::move(line)});
        }
    }

    /// A new element of the structure: its name and a number of its own.
    std::string element(const std::string& name) {
        return name + "." + std::to_string(++m_elements);
    }

    /// A picture with its description.
    void place(std::vector<draw::Mark> marks, std::string description, double x, double y) {
        draw::Group group;
        group.name = "picture";
        group.marks = std::move(marks);
        group.description = std::move(description);
        m_page.marks.push_back(draw::moved({std::move(group)}, x, y));
    }

    void head() {
        const TextStyle quiet = style("kicker", 11.5, false, draw::quiet_colour);
        const double code_width = m_type.width_px(m_profile.code, quiet);
        put(m_type.cut(m_profile.kicker, quiet, profile_inner - code_width - 20), quiet,
            Align::left, profile_margin, m_y + 10);
        put(m_profile.code, quiet, Align::right, profile_margin + profile_inner, m_y + 10);
        m_y += 20;
        m_page.marks.push_back({draw::line(
            {profile_margin, m_y}, {profile_margin + profile_inner, m_y}, {accent, 2, {}})});
        m_y += 10;
        // Long names are set smaller before they are cut.
        TextStyle title = style("title", 27, true);
        while (title.size_px > 15 && m_type.wrap(m_profile.name, title, profile_inner).size() > 1) {
            title.size_px -= 3;
        }
        std::vector<std::string> lines = m_type.wrap(m_profile.name, title, profile_inner);
        if (lines.size() > 2) {
            lines.resize(2);
            lines[1] = m_type.cut(lines[1] + "\u2026", title, profile_inner - title.size_px);
        }
        for (const std::string& line : lines) {
            put(line, title, Align::left, profile_margin, m_y + title.size_px);
            m_y += title.size_px * 1.22;
        }
        const TextStyle place = style("place-line", 13, false, draw::quiet_colour);
        put(m_type.cut(m_profile.place, place, profile_inner), place, Align::left, profile_margin,
            m_y + 15);
        m_y += m_profile.place.empty() ? 10 : 30;
    }

    void words_and_map() {
        const double first = m_y;
        const double room = m_profile.map ? profile_inner - profile_map_px - 28 : profile_inner;
        const double lowest = first + 256;
        double y = first;
        for (std::size_t i = 0; i < m_profile.sentences.size(); ++i) {
            const TextStyle look = i == 0 ? style("lead", 15.5) : style("body", 12.8);
            const double leading = i == 0 ? 1.38 : 1.45;
            const std::vector<std::string> lines = m_type.wrap(m_profile.sentences[i], look, room);
            const double step = look.size_px * leading;
            if (y + step * static_cast<double>(lines.size()) > lowest) {
                break;
            }
            for (const std::string& line : lines) {
                put(line, look, Align::left, profile_margin, y + step * 0.5 + look.size_px * 0.36);
                y += step;
            }
            y += 7;
        }
        if (m_profile.map) {
            const double left = profile_margin + profile_inner - m_profile.map->width_px;
            const double height = m_profile.map->height_px;
            place(m_profile.map->marks, m_profile.map->description, left, first);
            double below = first + height + 4;
            const TextStyle note = style("note", 10.5, false, draw::quiet_colour);
            std::vector<std::string> lines =
                m_type.wrap(m_profile.map_caption, note, m_profile.map->width_px);
            lines.resize(std::min<std::size_t>(lines.size(), 3));
            for (const std::string& line : lines) {
                put(line, note, Align::left, left, below + 10);
                below += 14;
            }
            y = std::max(y, below);
        }
        m_y = y + 6;
    }

    void figures() {
        const std::size_t n = std::min<std::size_t>(4, m_profile.figures.size());
        if (n == 0) {
            return;
        }
        const double gap = 10;
        const double width =
            (profile_inner - gap * static_cast<double>(n - 1)) / static_cast<double>(n);
        for (std::size_t i = 0; i < n; ++i) {
            const double x = profile_margin + (width + gap) * static_cast<double>(i);
            m_page.marks.push_back(
                {draw::rectangle({x, m_y, x + width, m_y + 52}, draw::plain_ink("panel", panel))});
            m_page.marks.push_back(
                {draw::rectangle({x, m_y, x + 4, m_y + 52}, draw::plain_ink("accent", accent))});
            const TextStyle big = style("figure", 19, true);
            const TextStyle label = style("figure-label", 11, false, draw::quiet_colour);
            put(m_type.cut(m_profile.figures[i].value, big, width - 20), big, Align::left, x + 13,
                m_y + 24);
            put(m_type.cut(m_profile.figures[i].label, label, width - 20), label, Align::left,
                x + 13, m_y + 42);
        }
        m_y += 52 + 13;
    }

    void heading(const std::string& text) {
        const TextStyle look = style("heading", 14, true);
        put(m_type.cut(text, look, profile_inner), look, Align::left, profile_margin, m_y + 13);
        m_y += 24;
    }

    [[nodiscard]] double room() const { return m_foot - m_y; }

    void parts() {
        if (!m_profile.parts || m_profile.parts->names.empty()) {
            return;
        }
        std::size_t left_out = 0;
        const chart::BarsSpec spec = largest_parts(*m_profile.parts, left_out);
        chart::Chart made = chart::bars(spec, {m_type, profile_inner, 0.93});
        // Many parts with long names are set a little smaller.
        for (double unit = 0.88; unit > 0.7 && made.block.height_px > room() - 170; unit -= 0.05) {
            made = chart::bars(spec, {m_type, profile_inner, unit});
        }
        if (made.block.height_px + 24 > room()) {
            return;
        }
        heading(m_profile.parts_heading);
        const double height = made.block.height_px;
        place(std::move(made.block.marks), made.description, profile_margin, m_y);
        m_y += height + 4;
        if (left_out != 0) {
            put("Not shown: " + std::to_string(left_out) + " smaller parts.",
                style("note", 10.5, false, draw::quiet_colour), Align::left, profile_margin,
                m_y + 10);
            m_y += 16;
        }
        m_y += 9;
    }

    void standing() {
        if (!m_profile.standing) {
            return;
        }
        chart::Chart made = chart::distribution(*m_profile.standing, {m_type, profile_inner, 0.93});
        if (made.block.height_px + 24 > room()) {
            return;
        }
        heading(m_profile.standing_heading);
        const double height = made.block.height_px;
        place(std::move(made.block.marks), made.description, profile_margin, m_y);
        m_y += height + 13;
    }

    void beside() {
        constexpr double row = 18;
        if (!m_profile.beside || m_profile.beside->rows.empty() || room() < 24 + 4 * row) {
            return;
        }
        const Table& table = *m_profile.beside;
        heading(table.caption);
        const TextStyle head = style("column", 11, true, draw::quiet_colour);
        const TextStyle cell = style("cell", 12);
        const std::vector<double> widths = detail::shared_widths(
            detail::column_ranges(table, m_type, head, cell, 14), profile_inner);
        std::size_t rows = table.rows.size();
        const auto fits = static_cast<std::size_t>(std::max(0.0, std::floor(room() / row) - 1));
        const bool cut = rows > fits;
        rows = cut ? fits - 1 : rows;
        const std::string whole = element("Table");
        const auto line = [&](const std::vector<std::string>& cells, const TextStyle& look) {
            double x = profile_margin;
            const std::string in = whole + "/" + element("TR") + "/";
            for (std::size_t c = 0; c < cells.size(); ++c) {
                const double gap = c + 1 == cells.size() ? 0 : 14;
                const std::string text = m_type.cut(cells[c], look, widths[c] - gap);
                const bool number = table.columns[c].number;
                put(text, look, number ? Align::right : Align::left,
                    number ? x + widths[c] - gap : x, m_y + 13,
                    in + element(c == 0 || look.bold ? "TH" : "TD"));
                x += widths[c];
            }
            m_y += row;
            m_page.marks.push_back({draw::line({profile_margin, m_y - 0.5},
                                               {profile_margin + profile_inner, m_y - 0.5},
                                               {draw::rule_colour, 0.75, {}})});
        };
        std::vector<std::string> headings;
        for (const Table::Column& column : table.columns) {
            headings.push_back(column.heading);
        }
        line(headings, head);
        for (std::size_t r = 0; r < rows; ++r) {
            line(table.rows[r], cell);
        }
        if (cut) {
            put("and " + std::to_string(table.rows.size() - rows) + " more",
                style("note", 10.5, false, draw::quiet_colour), Align::left, profile_margin,
                m_y + 13);
        }
    }

    void foot() {
        const TextStyle look = style("caption", 9.5, false, draw::quiet_colour);
        const double foot = a4_height_px - profile_margin;
        const double note = m_type.width_px(m_profile.page_note, look);
        put(m_profile.page_note, look, Align::right, profile_margin + profile_inner, foot);
        std::vector<std::string> lines;
        for (const std::string& text : m_profile.footer) {
            for (std::string& part : m_type.wrap(text, look, profile_inner)) {
                lines.push_back(std::move(part));
            }
        }
        // Licences ask to be shown whole; what no page has room for is cut where that is seen.
        constexpr std::size_t most_lines = 9;
        if (lines.size() > most_lines) {
            lines.resize(most_lines);
            lines.back() = m_type.cut(lines.back() + "\u2026", look, profile_inner - look.size_px);
        }
        if (!lines.empty() && m_type.width_px(lines.back(), look) > profile_inner - note - 24) {
            lines.emplace_back();  // The page's number stands by itself.
        }
        double y = foot - 12.5 * static_cast<double>(std::max<std::size_t>(1, lines.size()) - 1);
        m_foot = y - 22;
        m_page.marks.push_back(
            {draw::line({profile_margin, y - 14}, {profile_margin + profile_inner, y - 14},
                        {draw::rule_colour, 0.75, {}})});
        for (const std::string& text : lines) {
            put(text, look, Align::left, profile_margin, y);
            y += 12.5;
        }
    }

    const Profile& m_profile;
    const draw::TypeSetter& m_type;
    draw::Drawing m_page;
    double m_y = profile_margin;
    double m_foot = 0;
    std::size_t m_elements = 0;
};

Figure as_figure(chart::Chart made, const std::string& caption) {
    Figure figure;
    figure.caption = caption;
    figure.drawing.title = caption;
    figure.drawing.description = made.description;
    figure.drawing.width_px = made.block.width_px;
    figure.drawing.height_px = made.block.height_px;
    figure.drawing.marks = std::move(made.block.marks);
    return figure;
}

Table table_of(const chart::BarsSpec& spec) {
    Table table;
    table.caption = spec.of;
    table.columns = {{"Part", false}, {spec.subject.empty() ? "Value" : spec.subject, true}};
    std::vector<double> all;
    for (const auto& value : spec.values) {
        all.push_back(value.value_or(0));
    }
    const int decimals = spec.decimals >= 0 ? spec.decimals : chart::decimals_for(all);
    const auto text = [&](const std::optional<double>& value) {
        return value ? chart::number_text(*value, decimals) : std::string{"no data"};
    };
    for (const chart::Reference& reference : spec.references) {
        table.columns.push_back({reference.name, true});
    }
    for (std::size_t i = 0; i < spec.names.size(); ++i) {
        std::vector<std::string> row{spec.names[i], text(spec.values[i])};
        for (const chart::Reference& reference : spec.references) {
            row.push_back(text(reference.values[i]));
        }
        table.rows.push_back(std::move(row));
    }
    return table;
}

}  // namespace

draw::Drawing profile_page(const Profile& profile, const draw::TypeSetter& type) {
    return Page{profile, type}.set();
}

std::vector<Part> profile_sections(const Profile& profile, const draw::TypeSetter& type) {
    std::vector<Part> parts;
    parts.emplace_back(Heading{2, profile.name + " (" + profile.code + ")", true});
    if (!profile.place.empty()) {
        parts.emplace_back(Paragraph{profile.place, false});
    }
    for (std::size_t i = 0; i < profile.sentences.size(); ++i) {
        parts.emplace_back(Paragraph{profile.sentences[i], i == 0});
    }
    parts.emplace_back(KeyFigures{profile.figures});
    if (profile.map) {
        Figure map;
        map.drawing = *profile.map;
        map.caption = profile.map_caption;
        parts.emplace_back(std::move(map));
    }
    if (profile.parts && !profile.parts->names.empty()) {
        Figure figure = as_figure(chart::bars(*profile.parts, {type, 620, 1}),
                                  profile.parts_heading + ": " + profile.name);
        figure.data = table_of(*profile.parts);
        figure.data->caption += ": " + profile.name;
        parts.emplace_back(std::move(figure));
    }
    if (profile.standing) {
        parts.emplace_back(as_figure(chart::distribution(*profile.standing, {type, 620, 1}),
                                     profile.standing_heading + ": " + profile.name));
    }
    if (profile.beside && !profile.beside->rows.empty()) {
        Table beside = *profile.beside;
        beside.caption += ": " + profile.name;
        parts.emplace_back(std::move(beside));
    }
    return parts;
}

}  // namespace levelin::report
