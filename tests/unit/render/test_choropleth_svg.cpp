#include <expat.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/core/error.hpp>
#include <map>
#include <set>
#include <sstream>

#include "sample_maps.hpp"

using namespace levelin;

namespace {

struct Element {
    std::string name;
    std::map<std::string, std::string> attributes;
    std::string text;
    std::string group;  ///< The class of the nearest group around it.
};

/// A document as expat reads it: elements in the order in which they begin.
struct Document {
    std::vector<Element> elements;
    bool well_formed = false;

    explicit Document(const std::string& xml) {
        struct State {
            std::vector<Element>* all;
            std::vector<std::size_t> open;
        } state{&elements, {}};
        const XML_Parser parser = XML_ParserCreate("UTF-8");
        XML_SetUserData(parser, &state);
        XML_SetElementHandler(
            parser,
            [](void* user, const XML_Char* name, const XML_Char** attributes) {
                auto& s = *static_cast<State*>(user);
                Element e;
                e.name = name;
                for (; *attributes != nullptr; attributes += 2) {
                    e.attributes[attributes[0]] = attributes[1];
                }
                if (!s.open.empty()) {
                    const Element& parent = (*s.all)[s.open.back()];
                    const auto at = parent.attributes.find("class");
                    e.group = parent.name == "g" && at != parent.attributes.end() ? at->second
                                                                                  : parent.group;
                }
                s.open.push_back(s.all->size());
                s.all->push_back(std::move(e));
            },
            [](void* user, const XML_Char*) { static_cast<State*>(user)->open.pop_back(); });
        XML_SetCharacterDataHandler(parser, [](void* user, const XML_Char* text, int length) {
            auto& s = *static_cast<State*>(user);
            (*s.all)[s.open.back()].text.append(text, static_cast<std::size_t>(length));
        });
        well_formed =
            XML_Parse(parser, xml.data(), static_cast<int>(xml.size()), 1) == XML_STATUS_OK;
        XML_ParserFree(parser);
    }
    [[nodiscard]] std::vector<Element> named(const std::string& name) const {
        std::vector<Element> found;
        std::copy_if(elements.begin(), elements.end(), std::back_inserter(found),
                     [&](const Element& e) { return e.name == name; });
        return found;
    }
    [[nodiscard]] std::vector<Element> areas() const {
        std::vector<Element> found;
        std::copy_if(elements.begin(), elements.end(), std::back_inserter(found),
                     [](const Element& e) { return e.attributes.count("data-code") > 0; });
        return found;
    }
};

/// The corners of a path of `M x y l dx dy ... z`, all whole numbers.
std::vector<Point> corners(const std::string& path) {
    std::vector<Point> points;
    std::size_t i = 0;
    bool relative = false;
    while (i < path.size()) {
        if (path[i] == 'M' || path[i] == 'l' || path[i] == 'z' || path[i] == ' ') {
            relative = path[i] == 'M' ? false : path[i] == 'l' ? true : relative;
            ++i;
            continue;
        }
        std::size_t used = 0;
        const double x = std::stoi(path.substr(i), &used);
        i += used;
        const double y = std::stoi(path.substr(i), &used);
        i += used;
        points.push_back(relative ? Point{points.back().x + x, points.back().y + y} : Point{x, y});
    }
    return points;
}

}  // namespace

TEST_CASE("choropleth_svg: well-formed, named and described", "[render]") {
    const BoundarySet grid = square_grid(4, 3, 10000);
    const Classification c = turns(12, {{3, Status::missing}});
    const ChoroplethSpec spec = sample_spec();
    const Document svg{choropleth_svg(grid, c.class_of_area, c.classes, spec)};
    REQUIRE(svg.well_formed);
    const Element& root = svg.elements.front();
    CHECK(root.name == "svg");
    CHECK(root.attributes.at("role") == "img");
    CHECK(root.attributes.at("viewBox").rfind("0 0 1100 ", 0) == 0);
    CHECK(svg.named("title").front().text == spec.title);
    CHECK(svg.named("desc").front().text == spec.alt_text);
    std::set<std::string> ids;
    for (const Element& e : svg.elements) {
        if (const auto id = e.attributes.find("id"); id != e.attributes.end()) {
            CHECK(ids.insert(id->second).second);
        }
    }
    std::istringstream labels{root.attributes.at("aria-labelledby")};
    for (std::string id; labels >> id;) {
        CHECK(ids.count(id) == 1);
    }
}

TEST_CASE("choropleth_svg: every area stands once, in the group of its class", "[render]") {
    const BoundarySet grid = square_grid(6, 5, 10000);
    const Classification c = turns(30, {{3, Status::missing}, {4, Status::not_applicable}});
    std::vector<std::string> notes;
    for (std::size_t a = 0; a < 30; ++a) {
        notes.push_back("score <" + std::to_string(a) + "> & more");
    }
    const Document svg{choropleth_svg(grid, c.class_of_area, c.classes, sample_spec(), notes)};
    REQUIRE(svg.well_formed);
    std::map<std::string, std::string> group_of;
    for (const Element& area : svg.areas()) {
        CHECK(group_of.emplace(area.attributes.at("data-code"), area.group).second);
    }
    REQUIRE(group_of.size() == grid.size());
    for (std::size_t a = 0; a < grid.size(); ++a) {
        const std::string expected = a == 3   ? "missing"
                                     : a == 4 ? "not_applicable"
                                              : "c" + std::to_string(c.class_of_area[a]);
        CHECK(group_of.at(grid.codes[a].str()) == expected);
    }
    std::set<std::string> titles;
    for (const Element& title : svg.named("title")) {
        titles.insert(title.text);
    }
    CHECK(titles.count("Ynys M\u00f4n 7: score <7> & more") == 1);
    CHECK(titles.size() == 31);
    const auto patterns = svg.named("pattern");
    REQUIRE(patterns.size() == 1);  // "Not applicable" is flat.
    CHECK(patterns[0].attributes.at("id") == "p-missing");
}

TEST_CASE("choropleth_svg: shapes are where the layout puts them, on a grid of a quarter pixel",
          "[render]") {
    BoundarySet set;
    add_area(set, "A", "", {{0, 0}, {7001, 13}, {6500, 4500}, {200, 5000}});
    const WholeColumn one{{1}, {Status::ok}};
    const Classification c = classify_deciles(one, {});
    const MapLayout layout = lay_out_map(set, c.classes, sample_spec());
    const Document svg{choropleth_svg(set, c.class_of_area, c.classes, sample_spec())};
    const std::vector<Point> drawn = corners(svg.areas().front().attributes.at("d"));
    REQUIRE(drawn.size() == 4);
    for (std::size_t i = 0; i < 4; ++i) {
        const Point at = layout.transform.to_page(set.points[i]);
        CHECK(layout.transform.left_px + drawn[i].x / 4 == Approx(at.x).margin(0.1251));
        CHECK(layout.transform.top_px + drawn[i].y / 4 == Approx(at.y).margin(0.1251));
    }
}

TEST_CASE("choropleth_svg: corners closer than a pixel fall together, no area is lost",
          "[render]") {
    BoundarySet set;
    std::vector<Point> circle;
    constexpr int corner_count = 20000;
    for (int i = 0; i < corner_count; ++i) {
        const double t = 2 * 3.14159265358979 * i / corner_count;
        circle.push_back({1000 * std::cos(t), 1000 * std::sin(t)});
    }
    add_area(set, "round", "", circle);
    add_area(set, "tiny", "", square(1100, 0, 0.01));
    const Classification c = classify_deciles({{1, 2}, {Status::ok, Status::ok}}, {});
    const Document svg{choropleth_svg(set, c.class_of_area, c.classes, sample_spec())};
    const auto areas = svg.areas();
    REQUIRE(areas.size() == 2);
    // A chain of king's moves around a circle of r steps has 4 sqrt(2) r corners.
    const MapLayout layout = lay_out_map(set, c.classes, sample_spec());
    const double r = 1000 * layout.transform.px_per_metre * 4;
    CHECK(static_cast<double>(corners(areas[0].attributes.at("d")).size()) <
          4 * std::sqrt(2.0) * r);
    const std::vector<Point> dot = corners(areas[1].attributes.at("d"));
    REQUIRE(dot.size() == 4);
    CHECK(dot[2].x - dot[0].x == 4);  // One pixel.
}

TEST_CASE("choropleth_svg: texts are those of the layout, on the page", "[render]") {
    const BoundarySet grid = square_grid(4, 7, 10000);
    const Classification c = turns(28, {{3, Status::below_minimum}});
    const MapLayout layout = lay_out_map(grid, c.classes, sample_spec());
    const Document svg{choropleth_svg(grid, c.class_of_area, c.classes, sample_spec())};
    const auto texts = svg.named("text");
    REQUIRE(texts.size() == layout.texts.size());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        CHECK(texts[i].text == layout.texts[i].text);
        CHECK(std::stod(texts[i].attributes.at("x")) == Approx(layout.texts[i].x_px).margin(0.006));
        CHECK(std::stod(texts[i].attributes.at("y")) ==
              Approx(layout.texts[i].baseline_px).margin(0.006));
        CHECK(layout.texts[i].left_px() >= 0);
        CHECK(layout.texts[i].left_px() + layout.texts[i].width_px <= layout.width_px);
    }
}

TEST_CASE("choropleth_svg: bytes that are no UTF-8 and control characters do no harm", "[render]") {
    BoundarySet grid = square_grid(2, 1, 1000);
    grid.names[0] = "M\xf4n \x01\"'<&>";
    ChoroplethSpec spec = sample_spec();
    spec.title = "Bad \xff byte\nand a line";
    spec.alt_text = "]]> & <b>";
    spec.font_family = "\"}<script>";
    const Classification c = turns(2);
    const Document svg{choropleth_svg(grid, c.class_of_area, c.classes, spec)};
    REQUIRE(svg.well_formed);
    CHECK(svg.named("desc").front().text == spec.alt_text);
    CHECK(svg.named("script").empty());
    CHECK(svg.named("style").front().text.find("\"}<script>") == std::string::npos);
}

TEST_CASE("choropleth_svg: many areas are drawn without smoothing and without borders",
          "[render]") {
    const BoundarySet grid = square_grid(80, 80, 100);
    const Classification c = turns(6400);
    const std::string text = choropleth_svg(grid, c.class_of_area, c.classes, sample_spec());
    const Document svg{text};
    REQUIRE(svg.well_formed);
    CHECK(svg.areas().size() == 6400);
    CHECK(svg.named("use").empty());
    CHECK(svg.named("style").front().text.find("crispEdges") != std::string::npos);
}
