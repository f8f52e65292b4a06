#pragma once

#include <expat.h>

#include <algorithm>
#include <levelin/boundary/boundary_set.hpp>
#include <map>
#include <string>
#include <vector>

struct SvgElement {
    std::string name;
    std::map<std::string, std::string> attributes;
    std::string text;
    std::string group;  ///< The class of the nearest group around it.
};

/// A document as expat reads it: elements in the order in which they begin.
struct SvgDocument {
    std::vector<SvgElement> elements;
    bool well_formed = false;

    explicit SvgDocument(const std::string& xml) {
        struct State {
            std::vector<SvgElement>* all;
            std::vector<std::size_t> open;
        } state{&elements, {}};
        const XML_Parser parser = XML_ParserCreate("UTF-8");
        XML_SetUserData(parser, &state);
        XML_SetElementHandler(
            parser,
            [](void* user, const XML_Char* name, const XML_Char** attributes) {
                auto& s = *static_cast<State*>(user);
                SvgElement e;
                e.name = name;
                for (; *attributes != nullptr; attributes += 2) {
                    e.attributes[attributes[0]] = attributes[1];
                }
                if (!s.open.empty()) {
                    const SvgElement& parent = (*s.all)[s.open.back()];
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
    [[nodiscard]] std::vector<SvgElement> named(const std::string& name) const {
        std::vector<SvgElement> found;
        std::copy_if(elements.begin(), elements.end(), std::back_inserter(found),
                     [&](const SvgElement& e) { return e.name == name; });
        return found;
    }
    /// Elements with a `data-code`.
    [[nodiscard]] std::vector<SvgElement> areas() const {
        std::vector<SvgElement> found;
        std::copy_if(elements.begin(), elements.end(), std::back_inserter(found),
                     [](const SvgElement& e) { return e.attributes.count("data-code") > 0; });
        return found;
    }
};

/// The corners of the first ring of a path of `M x y l dx dy ... z m ...`, all whole numbers.
inline std::vector<levelin::Point> first_ring(const std::string& path) {
    std::vector<levelin::Point> points;
    std::size_t i = 0;
    bool relative = false;
    while (i < path.size() && path[i] != 'z' && path[i] != 'm') {
        if (path[i] == 'M' || path[i] == 'l' || path[i] == ' ') {
            relative = path[i] == 'M' ? false : path[i] == 'l' ? true : relative;
            ++i;
            continue;
        }
        std::size_t used = 0;
        const double x = std::stoi(path.substr(i), &used);
        i += used;
        const double y = std::stoi(path.substr(i), &used);
        i += used;
        points.push_back(relative ? levelin::Point{points.back().x + x, points.back().y + y}
                                  : levelin::Point{x, y});
    }
    return points;
}
