#include <algorithm>
#include <levelin/draw/house_style.hpp>
#include <levelin/report/pages.hpp>
#include <levelin/report/profile_page.hpp>

#include "check.hpp"
#include "page_look.hpp"

namespace levelin::report {

namespace {

using draw::Align;
using draw::TextStyle;

constexpr double margin = 64;
constexpr double top = 60;
constexpr double bottom = a4_height_px - 82;
constexpr double inner = a4_width_px - 2 * margin;
class Setter {
  public:
    Setter(const Document& document, const draw::TypeSetter& type)
        : m_document{document}, m_type{type} {
        new_page();
    }

    Pages set() {
        title();
        for (const Part& part : m_document.parts) {
            std::visit([this](const auto& p) { put(p); }, part);
        }
        colophon();
        number();
        return std::move(m_pages);
    }

  private:
    draw::Drawing& page() { return m_pages.pages.back(); }
    [[nodiscard]] double room() const { return bottom - m_y; }

    void new_page() {
        draw::Drawing made;
        made.width_px = a4_width_px;
        made.height_px = a4_height_px;
        made.title = m_document.title;
        made.language = m_document.language;
        made.font_family = m_document.font_family;
        m_pages.pages.push_back(std::move(made));
        m_y = top;
    }

    void need(double height) {
        if (m_y + height > bottom && m_y > top) {
            new_page();
        }
    }

    void line(const std::string& text, const TextStyle& look, Align align, double x,
              double baseline) {
        if (!text.empty()) {
            draw::Text placed = m_type.line(text, look, align, x, baseline);
            placed.tag = look.name == "title"       ? "H1"
                         : look.name == "heading-2" ? "H2"
                         : look.name == "heading-3" ? "H3"
                         : look.name == "heading-4" ? "H4"
                                                    : "P";
            page().marks.push_back({std::move(placed)});
        }
    }

    /// Lines of text, over as many pages as they take.
    void text(const std::string& words, const TextStyle& look, double x, double width,
              double leading) {
        const double step = look.size_px * leading;
        for (const std::string& part : m_type.wrap(words, look, width)) {
            need(step);
            line(part, look, Align::left, x, m_y + step * 0.5 + look.size_px * 0.36);
            m_y += step;
        }
    }

    void title() {
        const std::string& words = m_document.title;
        const TextStyle look = style("title", words.size() > 200 ? 15 : 27, true);
        text(words, look, margin, inner, 1.2);
        m_y += 4;
        text(m_document.subtitle, style("subtitle", 14, false, draw::quiet_colour), margin, inner,
             1.4);
        text(m_document.date, style("subtitle", 12.5, false, draw::quiet_colour), margin, inner,
             1.4);
        m_y += 6;
    }

    void put(const Heading& heading) {
        const bool first = heading.level == 2;
        if (heading.new_page && m_y > top) {
            new_page();
        }
        need(first ? 130 : 100);
        const TextStyle look = style("heading-" + std::to_string(heading.level),
                                     first                ? 19.0
                                     : heading.level == 3 ? 15.0
                                                          : 13.0,
                                     true);
        if (m_y > top) {
            m_y += first ? 16 : 8;
        }
        if (first) {
            page().marks.push_back(
                {draw::line({margin, m_y}, {margin + inner, m_y}, {accent, 1.5, {}})});
            m_y += 10;
        }
        m_pages.bookmarks.push_back(
            {heading.text, static_cast<int>(m_pages.pages.size()) - 1, heading.level - 2});
        text(heading.text, look, margin, inner, 1.25);
        m_y += 7;
    }

    void put(const Paragraph& paragraph) {
        text(paragraph.text, paragraph.lead ? style("lead", 15) : style("body", 12.6), margin,
             inner, 1.45);
        m_y += 9;
    }

    void put(const List& list) {
        const TextStyle look = style("body", 12.6);
        for (const std::string& item : list.items) {
            need(look.size_px * 1.45);
            line("\u2022", look, Align::left, margin + 6, m_y + look.size_px * 1.085);
            text(item, look, margin + 22, inner - 22, 1.45);
            m_y += 3;
        }
        m_y += 8;
    }

    void put(const Commands& commands) {
        const TextStyle look = style("command", 11.5);
        for (const std::string& command : commands.lines) {
            std::vector<std::string> lines = m_type.wrap(command, look, inner - 24);
            const double height = 17 * static_cast<double>(lines.size()) + 6;
            need(height);
            page().marks.push_back({draw::rectangle({margin, m_y, margin + inner, m_y + height},
                                                    flat("panel", panel))});
            for (std::size_t i = 0; i < lines.size(); ++i) {
                line(lines[i], look, Align::left, margin + 12,
                     m_y + 16 + 17 * static_cast<double>(i));
            }
            m_y += height;
        }
        m_y += 12;
    }

    void put(const KeyFigures& figures) {
        const std::size_t in_row = std::clamp<std::size_t>(figures.figures.size(), 1, 3);
        constexpr double gap = 10;
        constexpr double height = 56;
        const double width =
            (inner - gap * static_cast<double>(in_row - 1)) / static_cast<double>(in_row);
        for (std::size_t i = 0; i < figures.figures.size(); ++i) {
            if (i % in_row == 0) {
                need(height);
            }
            const double x = margin + (width + gap) * static_cast<double>(i % in_row);
            page().marks.push_back(
                {draw::rectangle({x, m_y, x + width, m_y + height}, flat("panel", panel))});
            page().marks.push_back(
                {draw::rectangle({x, m_y, x + 4, m_y + height}, flat("accent", accent))});
            const TextStyle big = style("figure", 20, true);
            const TextStyle label = style("figure-label", 11.5, false, draw::quiet_colour);
            line(m_type.cut(figures.figures[i].value, big, width - 22), big, Align::left, x + 14,
                 m_y + 26);
            line(m_type.cut(figures.figures[i].label, label, width - 22), label, Align::left,
                 x + 14, m_y + 45);
            if (i % in_row == in_row - 1 || i + 1 == figures.figures.size()) {
                m_y += height + gap;
            }
        }
        m_y += 6;
    }

    void put(const Figure& figure) {
        const TextStyle look = style("figure-caption", 12.6, true);
        const double scale_room = a4_height_px - 82 - top - 30;
        const double height = std::min(figure.drawing.height_px, scale_room);
        need(height + 30);
        text(figure.caption, look, margin, inner, 1.35);
        m_y += 6;
        draw::Group group;
        group.name = "figure";
        group.marks = figure.drawing.marks;
        group.description = figure.drawing.description;
        page().marks.push_back(draw::moved({std::move(group)}, margin, m_y));
        m_y += height + 16;
        if (figure.data) {
            put(*figure.data);
        }
    }

    struct Row {
        std::vector<std::vector<std::string>> cells;
        double height = 0;
    };

    [[nodiscard]] Row row_of(const std::vector<std::string>& texts, const TextStyle& look,
                             const std::vector<double>& widths) const {
        Row row;
        std::size_t most = 1;
        const auto fits = static_cast<std::size_t>((bottom - top - 120) / 15);
        for (std::size_t c = 0; c < texts.size(); ++c) {
            row.cells.push_back(m_type.wrap(texts[c], look, widths[c] - 10));
            if (row.cells.back().size() > fits) {
                row.cells.back().resize(fits);
                row.cells.back().back() =
                    m_type.cut(row.cells.back().back() + "\u2026", look, widths[c] - 22);
            }
            most = std::max(most, row.cells.back().size());
        }
        row.height = 15 * static_cast<double>(most) + 7;
        return row;
    }

    void draw_row(const Row& row, const TextStyle& look, const Table& table,
                  const std::vector<double>& widths, double rule) {
        double x = margin;
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            const bool number = table.columns[c].number;
            for (std::size_t i = 0; i < row.cells[c].size(); ++i) {
                line(row.cells[c][i], look, number ? Align::right : Align::left,
                     number ? x + widths[c] - 10 : x, m_y + 14 + 15 * static_cast<double>(i));
            }
            x += widths[c];
        }
        m_y += row.height;
        page().marks.push_back(
            {draw::line({margin, m_y}, {margin + inner, m_y}, {draw::rule_colour, rule, {}})});
    }

    void put(const Table& table) {
        const TextStyle cell = style("cell", 11.3);
        const TextStyle head = style("column", 11.3, true);
        double shares = 0;
        for (const Table::Column& column : table.columns) {
            shares += column.share;
        }
        std::vector<double> widths;
        std::vector<std::string> headings;
        for (const Table::Column& column : table.columns) {
            widths.push_back(inner * column.share / shares);
            headings.push_back(column.heading);
        }
        const Row top_row = row_of(headings, head, widths);
        const double first =
            table.rows.empty() ? 0 : row_of(table.rows.front(), cell, widths).height;
        need(30 + top_row.height + first);
        text(table.caption, style("table-caption", 12.2, true), margin, inner, 1.35);
        m_y += 3;
        draw_row(top_row, head, table, widths, 1.5);
        for (const auto& texts : table.rows) {
            const Row row = row_of(texts, cell, widths);
            if (m_y + row.height > bottom) {
                new_page();
                draw_row(top_row, head, table, widths, 1.5);
            }
            draw_row(row, cell, table, widths, 0.75);
        }
        m_y += 8;
        if (!table.note.empty()) {
            text(table.note, style("note", 11, false, draw::quiet_colour), margin, inner, 1.4);
        }
        m_y += 10;
    }

    void colophon() {
        if (m_document.footer.empty()) {
            return;
        }
        need(60);
        m_y += 8;
        page().marks.push_back(
            {draw::line({margin, m_y}, {margin + inner, m_y}, {draw::rule_colour, 0.75, {}})});
        m_y += 10;
        for (const std::string& words : m_document.footer) {
            text(words, style("caption", 10.2, false, draw::quiet_colour), margin, inner, 1.4);
            m_y += 3;
        }
    }

    void number() {
        const TextStyle look = style("caption", 10.2, false, draw::quiet_colour);
        const std::string all = std::to_string(m_pages.pages.size());
        for (std::size_t i = 0; i < m_pages.pages.size(); ++i) {
            draw::Drawing& made = m_pages.pages[i];
            const std::string note = "Page " + std::to_string(i + 1) + " of " + all;
            const double baseline = a4_height_px - 46;
            made.marks.push_back({m_type.line(note, look, Align::right, margin + inner, baseline)});
            made.marks.push_back({m_type.line(m_type.cut(m_document.title, look, inner - 120), look,
                                              Align::left, margin, baseline)});
            made.description = m_document.title + ", page " + std::to_string(i + 1);
        }
    }

    const Document& m_document;
    const draw::TypeSetter& m_type;
    Pages m_pages;
    double m_y = top;
};

}  // namespace

Pages set_pages(const Document& document, const draw::TypeSetter& type) {
    detail::check(document);
    return Setter{document, type}.set();
}

}  // namespace levelin::report
