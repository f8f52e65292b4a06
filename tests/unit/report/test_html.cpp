#include <algorithm>
#include <catch2/catch.hpp>
#include <levelin/chart/charts.hpp>
#include <levelin/core/error.hpp>
#include <levelin/report/html.hpp>

using namespace levelin;
using namespace levelin::report;

namespace {

std::size_t count(const std::string& text, const std::string& part) {
    std::size_t found = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) {
        ++found;
    }
    return found;
}

bool has(const std::string& text, const std::string& part) {
    return text.find(part) != std::string::npos;
}

Table small_table() {
    Table table;
    table.caption = "Ranks";
    table.columns = {{"Area", false}, {"Rank", true}};
    table.rows = {{"Ynys Môn", "1"}, {"A & B <c>", "2"}};
    return table;
}

Figure small_figure() {
    const draw::TypeSetter type{"DejaVu Sans"};
    chart::BarsSpec bars;
    bars.names = {"Income"};
    bars.values = {3.0};
    bars.of = "Contribution";
    chart::Chart made = chart::bars(bars, {type, 400, 1});
    Figure figure;
    figure.caption = "What it is made of";
    figure.drawing.title = figure.caption;
    figure.drawing.description = made.description;
    figure.drawing.width_px = made.block.width_px;
    figure.drawing.height_px = made.block.height_px;
    figure.drawing.marks = made.block.marks;
    figure.data = small_table();
    figure.data->caption = "Numbers";
    return figure;
}

}  // namespace

TEST_CASE("A web page has language, landmarks, contents and headings in order", "[report]") {
    Document document;
    document.title = "Need in <Blackpool> & \"elsewhere\"";
    document.parts = {Heading{2, "In short", false}, Paragraph{"Five < six & so on", true},
                      Heading{3, "More", false}, Heading{2, "The end", false}};
    document.footer = {"Source: ONS"};
    const std::string page = html(document);
    CHECK(page.rfind("<!DOCTYPE html>\n<html lang=\"en-GB\">", 0) == 0);
    CHECK(has(page, "<title>Need in &lt;Blackpool&gt; &amp; &quot;elsewhere&quot;</title>"));
    CHECK(count(page, "<h1") == 1);
    CHECK(has(page, "<p class=\"lead\">Five &lt; six &amp; so on</p>"));
    CHECK(has(page, "<a class=\"skip\" href=\"#main\">"));
    CHECK(has(page, "<main id=\"main\""));
    CHECK(has(page, "<li><a href=\"#s1\">In short</a></li>\n<li><a href=\"#s3\">The end</a></li>"));
    CHECK(has(page, "<h3 id=\"s2\">More</h3>"));
    CHECK(has(page, "<footer>\n<p>Source: ONS</p>"));
    CHECK_FALSE(has(page, "<script"));
    // Nothing is loaded: no address at all but namespaces.
    CHECK_FALSE(has(page, "src=\"http"));
    CHECK_FALSE(has(page, "@import"));
    CHECK(html(document) == page);
}

TEST_CASE("Tables have a caption and scopes", "[report]") {
    Document document;
    document.title = "T";
    document.parts = {small_table()};
    const std::string page = html(document);
    CHECK(has(page, "role=\"region\" tabindex=\"0\" aria-labelledby=\"t1\""));
    CHECK(has(page, "<caption id=\"t1\">Ranks</caption>"));
    CHECK(has(page, "<th scope=\"col\">Area</th><th scope=\"col\" class=\"n\">Rank</th>"));
    CHECK(has(page, "<tr><th scope=\"row\">A &amp; B &lt;c&gt;</th><td class=\"n\">2</td></tr>"));
}

TEST_CASE("Pictures have a text alternative and their numbers", "[report]") {
    Document document;
    document.title = "T";
    document.parts = {small_figure(), small_figure()};
    document.parts.push_back(small_figure());
    std::get<Figure>(document.parts.back()).as_image = true;
    const std::string page = html(document);
    CHECK(count(page, "<svg ") == 2);
    CHECK(has(page, "id=\"f1-title\""));
    CHECK(has(page, "id=\"f2-title\""));
    CHECK(has(page, "Contribution. Income: 3.</desc>"));
    CHECK(count(page, "<details>") == 3);
    CHECK(has(page, "<img alt=\"Contribution. Income: 3.\" width=\"400\""));
    CHECK(has(page, "src=\"data:image/png;base64,iVBORw0KGgo"));
    CHECK_FALSE(has(page, "<?xml"));
}

TEST_CASE("What does not fit together is refused", "[report]") {
    Document document;
    document.title = "T";
    document.parts = {Heading{3, "Too deep", false}};
    CHECK_THROWS_AS(html(document), UsageError);
    Table table = small_table();
    table.rows.push_back({"one cell"});
    document.parts = {table};
    CHECK_THROWS_AS(html(document), UsageError);
}
