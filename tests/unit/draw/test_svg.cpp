#include <catch2/catch.hpp>
#include <cmath>
#include <set>
#include <sstream>
#include <svg_document.hpp>

#include "sample_drawings.hpp"

using namespace levelin;
using namespace levelin::draw;

namespace {

const Colour dark{0x25, 0x34, 0x94};
const Colour light{0x7f, 0xcd, 0xbb};

Ink hatched(const std::string& name, Hatch hatch) {
    Ink made = ink(name, {0xec, 0xec, 0xec});
    made.hatch = hatch;
    made.line = {0x9a, 0x9a, 0x9a};
    return made;
}

}  // namespace

TEST_CASE("svg: well-formed, named, described, in a language, ids unique", "[draw]") {
    const BoundarySet grid = square_grid(4, 3, 1000);
    Drawing drawing = areas_on_page(grid, {ink("c1", dark), hatched("missing", Hatch::rising)},
                                    {0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 1}, 40);
    drawing.licence = "Contains OS data";
    const SvgDocument document{svg(drawing)};
    REQUIRE(document.well_formed);
    const SvgElement& root = document.elements.front();
    CHECK(root.name == "svg");
    CHECK(root.attributes.at("role") == "img");
    CHECK(root.attributes.at("lang") == "en-GB");
    CHECK(root.attributes.at("viewBox") == "0 0 200 150");
    CHECK(document.named("title").front().text == "Areas");
    CHECK(document.named("desc").front().text == "Areas of a test");
    CHECK(document.named("rights").front().text == "Contains OS data");
    std::set<std::string> ids;
    for (const SvgElement& e : document.elements) {
        if (const auto id = e.attributes.find("id"); id != e.attributes.end()) {
            CHECK(ids.insert(id->second).second);
        }
    }
    std::istringstream labels{root.attributes.at("aria-labelledby")};
    for (std::string id; labels >> id;) {
        CHECK(ids.count(id) == 1);
    }
    // In pixels of the page, and in steps of the areas' grid.
    CHECK(document.named("pattern").size() == 2);
}

TEST_CASE("svg: every area stands once, with its code, in the group of its ink", "[draw]") {
    const BoundarySet grid = square_grid(6, 5, 1000);
    std::vector<std::uint8_t> inks;
    for (int a = 0; a < 30; ++a) {
        inks.push_back(static_cast<std::uint8_t>(a % 3));
    }
    inks[7] = not_drawn;
    Drawing drawing = areas_on_page(
        grid, {ink("c1", dark), ink("c2", light), hatched("missing", Hatch::dots)}, inks, 40);
    for (int a = 0; a < 30; ++a) {
        layer_of(drawing).notes.push_back("score <" + std::to_string(a) + "> & more");
    }
    const SvgDocument document{svg(drawing)};
    REQUIRE(document.well_formed);
    std::map<std::string, std::string> group_of;
    for (const SvgElement& area : document.areas()) {
        CHECK(group_of.emplace(area.attributes.at("data-code"), area.group).second);
    }
    REQUIRE(group_of.size() == 29);
    const char* names[] = {"c1", "c2", "missing"};
    for (std::size_t a = 0; a < grid.size(); ++a) {
        if (a != 7) {
            CHECK(group_of.at(grid.codes[a].str()) == names[a % 3]);
        }
    }
    std::set<std::string> titles;
    for (const SvgElement& title : document.named("title")) {
        titles.insert(title.text);
    }
    CHECK(titles.count("Ynys M\u00f4n 8: score <8> & more") == 1);
    CHECK(titles.size() == 30);
    layer_of(drawing).titles = false;
    CHECK(SvgDocument{svg(drawing)}.named("title").size() == 1);
}

TEST_CASE("svg: shapes are where the layer puts them, on a grid of a quarter pixel", "[draw]") {
    BoundarySet set;
    add_area(set, "A", "", {{0, 0}, {7001, 13}, {6500, 4500}, {200, 5000}});
    const Drawing drawing = areas_on_page(set, {ink("c1", dark)}, {0}, 60);
    const SvgDocument document{svg(drawing)};
    const std::vector<Point> drawn = first_ring(document.areas().front().attributes.at("d"));
    REQUIRE(drawn.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        const Point at = std::get<AreaLayer>(drawing.marks[0].as).transform.to_page(set.points[i]);
        CHECK(drawn[i].x / 4 == Approx(at.x).margin(0.1251));
        CHECK(drawn[i].y / 4 == Approx(at.y).margin(0.1251));
    }
}

TEST_CASE("svg: corners that cannot be seen are left out, no area is lost", "[draw]") {
    BoundarySet set;
    std::vector<Point> circle;
    constexpr int corner_count = 20000;
    for (int i = 0; i < corner_count; ++i) {
        const double t = 2 * 3.14159265358979 * i / corner_count;
        circle.push_back({1000 * std::cos(t), 1000 * std::sin(t)});
    }
    add_area(set, "round", "", circle);
    add_area(set, "tiny", "", square(1100, 0, 0.01));
    const SvgDocument document{svg(areas_on_page(set, {ink("c1", dark)}, {0, 0}, 20))};
    const auto areas = document.areas();
    REQUIRE(areas.size() == 2);
    const std::vector<Point> round = first_ring(areas[0].attributes.at("d"));
    // A chord that stays within 0.19 + 0.18 px of a circle of 50 px spans 14 degrees at most; a
    // chain of king's moves around a circle of r steps has 4 sqrt(2) r corners.
    CHECK(round.size() >= 25);
    CHECK(static_cast<double>(round.size()) < 4 * std::sqrt(2.0) * 200 / 2);
    for (const Point& p : round) {
        CHECK(std::hypot(p.x / 4 - 60, p.y / 4 - 60) == Approx(50).margin(0.36));
    }
    const std::vector<Point> dot = first_ring(areas[1].attributes.at("d"));
    REQUIRE(dot.size() == 4);
    CHECK(dot[2].x - dot[0].x == 2);  // Half a pixel.
}

TEST_CASE("svg: a line in the colour of one side lies beneath inner borders, unless borders do",
          "[draw]") {
    const BoundarySet grid = square_grid(2, 1, 2000);
    Drawing drawing = areas_on_page(grid, {ink("c1", dark), ink("c2", light)}, {0, 1}, 40);
    const auto seams = [&] {
        int count = 0;
        for (const SvgElement& path : SvgDocument{svg(drawing)}.named("path")) {
            const auto at = path.attributes.find("class");
            if (at != path.attributes.end() && at->second == "seam") {
                CHECK(path.attributes.at("stroke") == hex_text(dark));
                ++count;
            }
        }
        return count;
    };
    CHECK(seams() == 1);
    layer_of(drawing).borders = Stroke{{255, 255, 255}, 0.6, {}};
    CHECK(seams() == 0);
}

TEST_CASE("svg: texts, symbols, dots and lines", "[draw]") {
    Drawing drawing;
    drawing.width_px = drawing.height_px = 100;
    Text text;
    text.text = "\u0174 & \u0177";
    text.style = {"label", 12, true, {1, 2, 3}};
    text.x_px = 10.126;
    text.baseline_px = 20;
    text.align = Align::right;
    text.turn_deg = -90;
    text.halo = Stroke{{255, 255, 255}, 3, {}};
    drawing.marks.push_back({text});
    text.style.size_px = 14;  // The same name, another look.
    drawing.marks.push_back({text});
    SymbolLayer symbols;
    symbols.inks = {ink("s", dark)};
    symbols.symbols = {{{50, 50}, 5, 0}, {{60, 50}, 4, 0}};
    symbols.codes = {"E1", "E2"};
    symbols.titles = {"One: 3 & 4", ""};
    drawing.marks.push_back({symbols});
    symbols.form = SymbolLayer::Form::square;
    drawing.marks.push_back({symbols});
    DotLayer dots;
    dots.name = "dots";
    dots.centres_px = {{1.04, 2}, {30, 40.26}};
    drawing.marks.push_back({dots});
    drawing.marks.push_back({line({0, 0}, {10, 10}, {{9, 9, 9}, 2, {4, 2}})});
    const SvgDocument document{svg(drawing)};
    REQUIRE(document.well_formed);
    const auto texts = document.named("text");
    REQUIRE(texts.size() == 2);
    CHECK(texts[0].text == "\u0174 & \u0177");
    CHECK(texts[0].attributes.at("x") == "10.13");
    CHECK(texts[0].attributes.at("text-anchor") == "end");
    CHECK(texts[0].attributes.at("transform") == "rotate(-90 10.13 20)");
    CHECK(texts[0].attributes.at("paint-order") == "stroke");
    CHECK(texts[0].attributes.at("class") != texts[1].attributes.at("class"));
    REQUIRE(document.named("circle").size() == 2);
    CHECK(document.named("circle")[0].attributes.at("data-code") == "E1");
    CHECK(document.named("circle")[0].attributes.at("r") == "5");
    CHECK(document.named("title")[1].text == "One: 3 & 4");
    bool found_dots = false;
    bool found_dash = false;
    for (const SvgElement& path : document.named("path")) {
        found_dots = found_dots || path.attributes.at("d") == "M10 20h0M300 403h0";
        found_dash = found_dash || (path.attributes.count("stroke-dasharray") > 0 &&
                                    path.attributes.at("stroke-dasharray") == "4 2");
    }
    CHECK(found_dots);
    CHECK(found_dash);
}

TEST_CASE("svg: bytes that are no UTF-8 and control characters do no harm", "[draw]") {
    BoundarySet grid = square_grid(2, 1, 1000);
    grid.names[0] = "M\xf4n \x01\"'<&>";
    Drawing drawing = areas_on_page(grid, {ink("c1", dark)}, {0, 0}, 40);
    drawing.title = "Bad \xff byte\nand a line";
    drawing.description = "]]> & <b>";
    drawing.font_family = "\"}'<script>";
    const SvgDocument document{svg(drawing)};
    REQUIRE(document.well_formed);
    CHECK(document.named("desc").front().text == "]]> & <b>");
    CHECK(document.named("script").empty());
}

TEST_CASE("svg: with a prefix two drawings can stand on one page", "[draw]") {
    const BoundarySet grid = square_grid(2, 1, 1000);
    const Drawing drawing =
        areas_on_page(grid, {ink("c1", dark), hatched("missing", Hatch::level)}, {0, 1}, 40);
    const auto names = [&](const std::string& prefix) {
        SvgOptions options;
        options.prefix = prefix;
        options.standalone = false;
        const std::string text = svg(drawing, options);
        CHECK(text.rfind("<svg", 0) == 0);
        std::set<std::string> found;
        for (const SvgElement& e : SvgDocument{text}.elements) {
            for (const char* key : {"id", "class"}) {
                if (const auto at = e.attributes.find(key); at != e.attributes.end()) {
                    found.insert(at->second);
                }
            }
        }
        return found;
    };
    const auto one = names("a-");
    for (const std::string& name : names("b-")) {
        CHECK(one.count(name) == 0);
    }
}
