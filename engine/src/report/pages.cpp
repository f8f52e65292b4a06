#include <algorithm>
#include <levelin/draw/house_style.hpp>
#include <levelin/report/pages.hpp>
#include <levelin/report/profile_page.hpp>

#include "check.hpp"
#include "column_widths.hpp"
#include "page_look.hpp"

namespace levelin::report {

namespace {

using draw::Align;
using draw::TextStyle;

constexpr double margin = 64;
constexpr double top = 60;
constexpr double bottom = a4_height_px - 82;
constexpr double inner = a4_width_px - 2 * margin;
constexpr double caption_height = 30;
constexpr double least_height = 320;  // A lower map shows too little.
constexpr double cell_gap = 14;       // To the right of a cell.

class Setter {
  public:
    Setter(const Document& document, const draw::TypeSetter& type)
        : m_document{document}, m_type{type} {
        new_page();
    }

    Pages set() {
        title();
        const std::vector<Part>& parts = m_document.parts;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            const auto* figure = std::get_if<Figure>(&parts[i]);
            if (figure == nullptr) {
                std::visit([this](const auto& p) { put(p); }, parts[i]);
                continue;
            }
            std::optional<draw::Drawing> fitting = drawing_that_fits(*figure);
            // What is left of the page is not left empty where tables that follow have room there.
            while (!fitting && i + 1 < parts.size() &&
                   std::holds_alternative<Table>(parts[i + 1]) &&
                   height_of(std::get<Table>(parts[i + 1])) <= room()) {
                put(std::get<Table>(parts[++i]));
            }
            put(*figure, std::move(fitting));
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
              double baseline, const std::string& tag) {
        if (!text.empty()) {
            draw::Text placed = m_type.line(text, look, align, x, baseline);
            placed.tag = tag;
            if (align == Align::left && continues(tag)) {
                last_text().text += " ";
            }
            page().marks.push_back({std::move(placed)});
        }
    }

    /// Whether the last text is a line of the same element: what is read aloud needs a space
    /// between.
    bool continues(const std::string& tag) {
        const auto* last =
            page().marks.empty() ? nullptr : std::get_if<draw::Text>(&page().marks.back().as);
        return last != nullptr && last->tag == tag;
    }
    draw::Text& last_text() { return std::get<draw::Text>(page().marks.back().as); }

    /// A new element of the structure: its name and a number of its own.
    std::string element(const std::string& name) {
        return name + "." + std::to_string(++m_elements);
    }

    /// Lines of text, over as many pages as they take; one element.
    void text(const std::string& words, const TextStyle& look, double x, double width,
              double leading, const std::string& tag) {
        const double step = look.size_px * leading;
        for (const std::string& part : m_type.wrap(words, look, width)) {
            need(step);
            line(part, look, Align::left, x, m_y + step * 0.5 + look.size_px * 0.36, tag);
            m_y += step;
        }
    }

    void title() {
        const std::string& words = m_document.title;
        const TextStyle look = style("title", words.size() > 200 ? 15 : 27, true);
        text(words, look, margin, inner, 1.2, element("H1"));
        m_y += 4;
        text(m_document.subtitle, style("subtitle", 14, false, draw::quiet_colour), margin, inner,
             1.4, element("P"));
        text(m_document.date, style("subtitle", 12.5, false, draw::quiet_colour), margin, inner,
             1.4, element("P"));
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
        text(heading.text, look, margin, inner, 1.25, element("H" + std::to_string(heading.level)));
        m_y += 7;
    }

    void put(const Paragraph& paragraph) {
        text(paragraph.text, paragraph.lead ? style("lead", 15) : style("body", 12.6), margin,
             inner, 1.45, element("P"));
        m_y += 9;
    }

    void put(const List& list) {
        const TextStyle look = style("body", 12.6);
        const std::string whole = element("L");
        for (const std::string& item : list.items) {
            need(look.size_px * 1.45);
            const std::string tag = whole + "/" + element("LI");
            line("\u2022", look, Align::left, margin + 6, m_y + look.size_px * 1.085, tag + "/Lbl");
            text(item, look, margin + 22, inner - 22, 1.45, tag + "/LBody");
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
                                                    draw::plain_ink("panel", panel))});
            const std::string tag = element("P");
            for (std::size_t i = 0; i < lines.size(); ++i) {
                line(lines[i], look, Align::left, margin + 12,
                     m_y + 16 + 17 * static_cast<double>(i), tag);
            }
            m_y += height;
        }
        m_y += 12;
    }

    void put(const KeyFigures& figures) {
        const std::size_t in_row = std::clamp<std::size_t>(figures.figures.size(), 1, 3);
        constexpr double gap = 10;
        const double width =
            (inner - gap * static_cast<double>(in_row - 1)) / static_cast<double>(in_row);
        const TextStyle big = style("figure", 20, true);
        const TextStyle small = style("figure-label", 11.5, false, draw::quiet_colour);
        std::vector<std::vector<std::string>> labels;
        std::size_t most = 1;
        for (const KeyFigures::One& one : figures.figures) {
            labels.push_back(m_type.wrap(one.label, small, width - 22));
            if (labels.back().size() > 2) {
                labels.back().resize(2);
                labels.back()[1] = m_type.cut(labels.back()[1] + "\u2026", small, width - 34);
            }
            most = std::max(most, labels.back().size());
        }
        const double height = 42 + 14.5 * static_cast<double>(most);
        for (std::size_t i = 0; i < figures.figures.size(); ++i) {
            if (i % in_row == 0) {
                need(height);
            }
            const double x = margin + (width + gap) * static_cast<double>(i % in_row);
            page().marks.push_back({draw::rectangle({x, m_y, x + width, m_y + height},
                                                    draw::plain_ink("panel", panel))});
            page().marks.push_back({draw::rectangle({x, m_y, x + 4, m_y + height},
                                                    draw::plain_ink("accent", accent))});
            const std::string tag = element("P");
            line(m_type.cut(figures.figures[i].value, big, width - 22), big, Align::left, x + 14,
                 m_y + 26, tag);
            for (std::size_t k = 0; k < labels[i].size(); ++k) {
                line(labels[i][k], small, Align::left, x + 14,
                     m_y + 45 + 14.5 * static_cast<double>(k), tag);
            }
            if (i % in_row == in_row - 1 || i + 1 == figures.figures.size()) {
                m_y += height + gap;
            }
        }
        m_y += 6;
    }

    /// The figure's drawing, or a lower one where the page has less room; nothing where it has too
    /// little for any.
    [[nodiscard]] std::optional<draw::Drawing> drawing_that_fits(const Figure& figure) const {
        const double height = room() - caption_height;
        if (figure.drawing.height_px <= height) {
            return figure.drawing;
        }
        return figure.lower && height >= least_height ? figure.lower(height) : std::nullopt;
    }

    void put(const Figure& figure, std::optional<draw::Drawing> fitting = {}) {
        const TextStyle look = style("figure-caption", 12.6, true);
        const draw::Drawing drawing = fitting ? std::move(*fitting) : figure.drawing;
        const double height = std::min(drawing.height_px, bottom - top - caption_height);
        need(height + caption_height);
        text(figure.caption, look, margin, inner, 1.35, element("P"));
        m_y += 6;
        draw::Group group;
        group.name = "figure";
        group.marks = drawing.marks;
        group.description = drawing.description;
        page().marks.push_back(draw::moved({std::move(group)}, margin, m_y));
        m_y += height + 16;
        if (figure.data && !figure.says_its_numbers) {
            put(*figure.data);
        }
    }

    struct Row {
        std::vector<std::vector<std::string>> cells;
        double height = 0;
    };

    /// A table as it will be set.
    struct Laid {
        std::vector<double> widths;
        std::vector<TextStyle> looks;  ///< Of the cells, one a column.
        Row head;
        std::vector<Row> rows;
    };

    [[nodiscard]] Row row_of(const std::vector<std::string>& texts,
                             const std::vector<TextStyle>& looks,
                             const std::vector<double>& widths) const {
        Row row;
        std::size_t most = 1;
        const auto fits = static_cast<std::size_t>((bottom - top - 120) / 15);
        for (std::size_t c = 0; c < texts.size(); ++c) {
            row.cells.push_back(m_type.wrap(texts[c], looks[c], widths[c] - cell_gap));
            if (row.cells.back().size() > fits) {
                row.cells.back().resize(fits);
                row.cells.back().back() = m_type.cut(row.cells.back().back() + "\u2026", looks[c],
                                                     widths[c] - cell_gap - 12);
            }
            most = std::max(most, row.cells.back().size());
        }
        row.height = 15 * static_cast<double>(most) + 7;
        return row;
    }

    [[nodiscard]] Laid laid_out(const Table& table) const {
        Laid laid;
        const TextStyle cell = style("cell", 11.3);
        laid.widths = detail::shared_widths(
            detail::column_ranges(table, m_type, column_look(), cell, cell_gap), inner);
        std::vector<std::string> headings;
        for (const Table::Column& column : table.columns) {
            headings.push_back(column.heading);
            laid.looks.push_back(detail::cell_style(cell, column));
        }
        laid.head =
            row_of(headings, std::vector<TextStyle>(headings.size(), column_look()), laid.widths);
        for (const auto& texts : table.rows) {
            laid.rows.push_back(row_of(texts, laid.looks, laid.widths));
        }
        return laid;
    }

    [[nodiscard]] static TextStyle column_look() { return style("column", 11.3, true); }

    /// With its caption and note, for a table that stays on one page.
    [[nodiscard]] double height_of(const Table& table) const {
        const Laid laid = laid_out(table);
        double height = 40 + laid.head.height + (table.note.empty() ? 0 : 40);
        for (const Row& row : laid.rows) {
            height += row.height;
        }
        return height;
    }

    /// @param looks  of the cells. @param tag  of the table; its head's cells are TH, and those
    ///               that name their row.
    void draw_row(const Row& row, const std::vector<TextStyle>& looks, const Table& table,
                  const std::vector<double>& widths, double rule, const std::string& tag) {
        double x = margin;
        const std::string in = tag + "/" + element("TR") + "/";
        for (std::size_t c = 0; c < row.cells.size(); ++c) {
            const bool number = table.columns[c].number;
            const std::string of =
                in + element(looks[c].bold || (c == 0 && table.row_headings) ? "TH" : "TD");
            for (std::size_t i = 0; i < row.cells[c].size(); ++i) {
                line(row.cells[c][i], looks[c], number ? Align::right : Align::left,
                     number ? x + widths[c] - (c + 1 == row.cells.size() ? 0 : cell_gap) : x,
                     m_y + 14 + 15 * static_cast<double>(i), of);
            }
            x += widths[c];
        }
        m_y += row.height;
        page().marks.push_back(
            {draw::line({margin, m_y}, {margin + inner, m_y}, {draw::rule_colour, rule, {}})});
    }

    void put(const Table& table) {
        const Laid laid = laid_out(table);
        const std::size_t n = laid.rows.size();
        // A table does not begin with a single row below its head, nor end with one on a new page.
        double beginning = 30 + laid.head.height;
        for (std::size_t i = 0; i < std::min<std::size_t>(2, n); ++i) {
            beginning += laid.rows[i].height;
        }
        need(std::min(beginning, bottom - top));
        std::string tag = element("Table");
        text(table.caption, style("table-caption", 12.2, true), margin, inner, 1.35,
             tag + "/Caption");
        m_y += 3;
        const std::vector<TextStyle> head(table.columns.size(), column_look());
        draw_row(laid.head, head, table, laid.widths, 1.5, tag);
        for (std::size_t i = 0; i < n; ++i) {
            const bool two_left = i + 2 == n && i > 1;
            const double height = laid.rows[i].height + (two_left ? laid.rows[i + 1].height : 0);
            if (m_y + height > bottom) {
                new_page();
                tag = element("Table");
                draw_row(laid.head, head, table, laid.widths, 1.5, tag);
            }
            draw_row(laid.rows[i], laid.looks, table, laid.widths, 0.75, tag);
        }
        m_y += 8;
        if (!table.note.empty()) {
            text(table.note, style("note", 11, false, draw::quiet_colour), margin, inner, 1.4,
                 element("Note"));
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
            text(words, style("caption", 10.2, false, draw::quiet_colour), margin, inner, 1.4,
                 element("P"));
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
    std::size_t m_elements = 0;
};

}  // namespace

Pages set_pages(const Document& document, const draw::TypeSetter& type) {
    detail::check(document);
    return Setter{document, type}.set();
}

}  // namespace levelin::report
