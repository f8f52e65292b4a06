#include "toml_section.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/nearest_word.hpp>
#include <vector>

namespace levelin::config {

const toml::node* Section::find(std::string_view key) {
    m_asked.emplace(key);
    return m_table->get(key);
}

Location Section::where(std::string_view key) const {
    const toml::node* node = m_table->get(key);
    const toml::source_region region = node != nullptr ? node->source() : m_table->source();
    if (region.begin.line == 0) {  // Set on the command line.
        return {m_file, 0, 0};
    }
    return {m_file, region.begin.line, region.begin.column};
}

void Section::fail(std::string code, std::string_view key, std::string problem,
                   std::string expected, std::string hint) const {
    throw ConfigError(std::move(code), std::move(problem), std::move(expected), std::move(hint),
                      where(key));
}

void Section::wrong_type(std::string_view key, std::string_view expected) const {
    std::string is = "a table";
    if (const toml::node* node = m_table->get(key)) {
        switch (node->type()) {
            case toml::node_type::array:
                is = "a list";
                break;
            case toml::node_type::string:
                is = "a text";
                break;
            case toml::node_type::integer:
                is = "a whole number";
                break;
            case toml::node_type::floating_point:
                is = "a number";
                break;
            case toml::node_type::boolean:
                is = "true or false";
                break;
            case toml::node_type::date:
            case toml::node_type::time:
            case toml::node_type::date_time:
                is = "a date or time";
                break;
            default:
                break;
        }
    }
    fail("E-CONFIG-03", key, "\"" + std::string{key} + "\" in " + m_name + " is " + is,
         std::string{expected});
}

std::optional<std::string> Section::text(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (!node->is_string()) {
        wrong_type(key, "a text in quotes");
    }
    return node->as_string()->get();
}

const toml::array* Section::list(std::string_view key) {
    const toml::node* node = find(key);
    if (node != nullptr && !node->is_array()) {
        wrong_type(key, "a list");
    }
    return node == nullptr ? nullptr : node->as_array();
}

std::string Section::required_text(std::string_view key) {
    auto value = text(key);
    if (!value || value->empty()) {
        fail("E-CONFIG-06", key, m_name + " has no \"" + std::string{key} + "\"",
             "a text in quotes");
    }
    return *value;
}

std::vector<std::string> Section::texts(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return {};
    }
    if (node->is_string()) {
        return {node->as_string()->get()};
    }
    if (!node->is_array()) {
        wrong_type(key, "a list of texts in quotes");
    }
    std::vector<std::string> list;
    for (const toml::node& item : *node->as_array()) {
        if (!item.is_string()) {
            wrong_type(key, "a list of texts in quotes");
        }
        list.push_back(item.as_string()->get());
    }
    return list;
}

std::optional<double> Section::number(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    const auto value = node->value<double>();
    if (!node->is_number() || !value) {
        wrong_type(key, "a number");
    }
    if (!std::isfinite(*value)) {
        fail("E-CONFIG-04", key, "\"" + std::string{key} + "\" is not finite", "a number");
    }
    return *value;
}

std::vector<double> Section::numbers(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return {};
    }
    if (!node->is_array()) {
        return {*number(key)};
    }
    std::vector<double> list;
    for (const toml::node& item : *node->as_array()) {
        const auto value = item.value<double>();
        if (!item.is_number() || !value || !std::isfinite(*value)) {
            wrong_type(key, "a list of numbers");
        }
        list.push_back(*value);
    }
    return list;
}

std::optional<std::int64_t> Section::whole(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (!node->is_integer()) {
        wrong_type(key, "a whole number");
    }
    return node->as_integer()->get();
}

bool Section::flag(std::string_view key, bool otherwise) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return otherwise;
    }
    if (!node->is_boolean()) {
        wrong_type(key, "true or false");
    }
    return node->as_boolean()->get();
}

std::optional<Section> Section::section(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return std::nullopt;
    }
    if (!node->is_table()) {
        wrong_type(key, "a table");
    }
    return Section{*node->as_table(), m_file,
                   "[" + (m_name.size() > 2 ? m_name.substr(1, m_name.size() - 2) + "." : "") +
                       std::string{key} + "]"};
}

std::vector<Section> Section::sections(std::string_view key) {
    const toml::node* node = find(key);
    if (node == nullptr) {
        return {};
    }
    if (!node->is_array()) {
        wrong_type(key, "a list of tables, each headed [[...]]");
    }
    std::vector<Section> list;
    for (const toml::node& item : *node->as_array()) {
        if (!item.is_table()) {
            wrong_type(key, "a list of tables, each headed [[...]]");
        }
        list.emplace_back(*item.as_table(), m_file,
                          "[" +
                              (m_name.size() > 2 ? m_name.substr(1, m_name.size() - 2) + "." : "") +
                              std::string{key} + "]");
    }
    return list;
}

std::vector<std::string> Section::keys() const {
    std::vector<std::pair<toml::source_position, std::string>> found;
    for (const auto& [key, node] : *m_table) {
        found.emplace_back(node.source().begin, std::string{key.str()});
    }
    std::stable_sort(found.begin(), found.end(),
                     [](const auto& a, const auto& b) { return a.first < b.first; });
    std::vector<std::string> list;
    for (auto& [position, key] : found) {
        list.push_back(std::move(key));
    }
    return list;
}

void Section::finish(std::string_view manual) const {
    for (const std::string& key : keys()) {
        if (!m_asked.contains(key)) {
            const std::string near =
                nearest_word(key, std::vector<std::string_view>(m_asked.begin(), m_asked.end()));
            fail("E-CONFIG-02", key, m_name + " has no key \"" + key + "\"",
                 near.empty() ? std::string{} : "\"" + near + "\"",
                 "see " + std::string{manual} + " for every key");
        }
    }
}

}  // namespace levelin::config
