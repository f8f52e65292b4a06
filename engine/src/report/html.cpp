#include <levelin/core/html_text.hpp>
#include <levelin/draw/type_setter.hpp>
#include <levelin/draw/write.hpp>
#include <levelin/report/html.hpp>
#include <string_view>

#include "check.hpp"
#include "html_style.hpp"

namespace levelin::report {

namespace {

using namespace detail;

/// Names come from any file: bytes that are no text must not break the page.
std::string escaped(std::string_view text) {
    return html_text(draw::clean_text(text));
}

std::string base64(std::string_view bytes) {
    constexpr std::string_view letters =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string out;
    out.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t bits = 0;
        for (std::size_t k = 0; k < 3; ++k) {
            bits =
                bits << 8U | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        }
        for (std::size_t k = 0; k < 4; ++k) {
            const bool there = i + k < bytes.size() + 1;
            out += there ? letters[bits >> (18 - 6 * k) & 63U] : '=';
        }
    }
    return out;
}

class Writer {
  public:
    Writer(const Document& document, const HtmlOptions& options)
        : m_document{document}, m_options{options} {}

    std::string write() {
        const std::string language = escaped(m_document.language);
        m_out = "<!DOCTYPE html>\n<html lang=\"" + language + "\">\n<head>\n";
        m_out += "<meta charset=\"utf-8\">\n";
        m_out += "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n";
        m_out += "<meta name=\"generator\" content=\"levelin\">\n";
        if (!m_document.author.empty()) {
            m_out += "<meta name=\"author\" content=\"" + escaped(m_document.author) + "\">\n";
        }
        m_out += "<title>" + escaped(m_document.title) + "</title>\n<style>";
        m_out += html_style;
        m_out += "</style>\n</head>\n<body>\n";
        m_out += "<a class=\"skip\" href=\"#main\">Skip to the report</a>\n<header>\n<h1";
        m_out += m_document.title.size() > 200 ? " class=\"long\">" : ">";
        m_out += escaped(m_document.title) + "</h1>\n";
        if (!m_document.subtitle.empty()) {
            m_out += "<p class=\"subtitle\">" + escaped(m_document.subtitle) + "</p>\n";
        }
        if (!m_document.date.empty()) {
            m_out += "<p class=\"date\">" + escaped(m_document.date) + "</p>\n";
        }
        m_out += "</header>\n";
        if (m_options.contents) {
            contents();
        }
        m_out += "<main id=\"main\" tabindex=\"-1\">\n";
        for (const Part& part : m_document.parts) {
            std::visit([this](const auto& p) { put(p); }, part);
        }
        m_out += "</main>\n";
        if (!m_document.footer.empty()) {
            m_out += "<footer>\n";
            for (const std::string& line : m_document.footer) {
                m_out += "<p>" + escaped(line) + "</p>\n";
            }
            m_out += "</footer>\n";
        }
        m_out += "</body>\n</html>\n";
        return std::move(m_out);
    }

  private:
    void contents() {
        std::string items;
        int number = 0;
        for (const Part& part : m_document.parts) {
            if (const auto* heading = std::get_if<Heading>(&part)) {
                ++number;
                if (heading->level == 2) {
                    items += "<li><a href=\"#s" + std::to_string(number) + "\">" +
                             escaped(heading->text) + "</a></li>\n";
                }
            }
        }
        if (!items.empty()) {
            m_out +=
                "<nav aria-labelledby=\"contents\">\n<h2 id=\"contents\">Contents</h2>\n<ul>\n" +
                items + "</ul>\n</nav>\n";
        }
    }

    void put(const Heading& heading) {
        const std::string tag = "h" + std::to_string(heading.level);
        m_out += "<" + tag + " id=\"s" + std::to_string(++m_headings) + "\">" +
                 escaped(heading.text) + "</" + tag + ">\n";
    }

    void put(const Paragraph& paragraph) {
        m_out += paragraph.lead ? "<p class=\"lead\">" : "<p>";
        m_out += escaped(paragraph.text) + "</p>\n";
    }

    void put(const List& list) {
        if (list.items.empty()) {
            return;
        }
        m_out += "<ul>\n";
        for (const std::string& item : list.items) {
            m_out += "<li>" + escaped(item) + "</li>\n";
        }
        m_out += "</ul>\n";
    }

    void put(const Commands& commands) {
        m_out += "<pre><code>";
        for (const std::string& line : commands.lines) {
            m_out += escaped(line) + "\n";
        }
        m_out += "</code></pre>\n";
    }

    void put(const KeyFigures& figures) {
        if (figures.figures.empty()) {
            return;
        }
        m_out += "<dl class=\"figures\">\n";
        for (const KeyFigures::One& one : figures.figures) {
            m_out += "<div><dt>" + escaped(one.label) + "</dt><dd>" + escaped(one.value) +
                     "</dd></div>\n";
        }
        m_out += "</dl>\n";
    }

    void put(const Table& table) {
        const std::string id = "t" + std::to_string(++m_tables);
        // A region of its own, so that it can be scrolled with the keyboard where it is too wide.
        m_out += "<div class=\"wide\" role=\"region\" tabindex=\"0\" aria-labelledby=\"" + id +
                 "\">\n<table>\n<caption id=\"" + id + "\">" + escaped(table.caption) +
                 "</caption>\n<thead><tr>";
        for (const Table::Column& column : table.columns) {
            m_out += column.number ? "<th scope=\"col\" class=\"n\">" : "<th scope=\"col\">";
            m_out += escaped(column.heading) + "</th>";
        }
        m_out += "</tr></thead>\n<tbody>\n";
        for (const auto& row : table.rows) {
            m_out += "<tr>";
            for (std::size_t c = 0; c < row.size(); ++c) {
                const bool heading = c == 0 && table.row_headings;
                m_out += heading ? "<th scope=\"row\"" : "<td";
                m_out += table.columns[c].number ? " class=\"n\">"
                         : table.columns[c].code ? " class=\"code\">"
                                                 : ">";
                m_out += escaped(row[c]) + (heading ? "</th>" : "</td>");
            }
            m_out += "</tr>\n";
        }
        m_out += "</tbody>\n</table>\n</div>\n";
        if (!table.note.empty()) {
            m_out += "<p class=\"note\">" + escaped(table.note) + "</p>\n";
        }
    }

    void put(const Figure& figure) {
        const std::string id = "f" + std::to_string(++m_figures);
        m_out += "<figure>\n<figcaption id=\"" + id + "-caption\">" + escaped(figure.caption) +
                 "</figcaption>\n";
        // Narrow windows scroll the picture sideways rather than shrink its letters.
        m_out += "<div class=\"picture\" role=\"group\" tabindex=\"0\" aria-labelledby=\"" + id +
                 "-caption\">\n";
        if (figure.as_image) {
            draw::PngOptions png;
            png.scale = 2;
            png.threads = m_options.threads;
            m_out += "<img alt=\"" + escaped(figure.drawing.description) + "\" width=\"" +
                     std::to_string(static_cast<int>(figure.drawing.width_px)) + "\" height=\"" +
                     std::to_string(static_cast<int>(figure.drawing.height_px)) +
                     "\" src=\"data:image/png;base64," + base64(draw::png(figure.drawing, png)) +
                     "\">\n";
        } else {
            draw::SvgOptions svg;
            svg.prefix = id + "-";
            svg.standalone = false;
            m_out += draw::svg(figure.drawing, svg);
        }
        m_out += "</div>\n";
        if (figure.data) {
            m_out += "<details>\n<summary>The numbers of this picture as a table</summary>\n";
            put(*figure.data);
            m_out += "</details>\n";
        }
        m_out += "</figure>\n";
    }

    const Document& m_document;
    const HtmlOptions& m_options;
    std::string m_out;
    int m_headings = 0;
    int m_tables = 0;
    int m_figures = 0;
};

}  // namespace

std::string html(const Document& document, const HtmlOptions& options) {
    check(document);
    return Writer{document, options}.write();
}

}  // namespace levelin::report
