#include "settings.hpp"

#include <map>

namespace levelin::config {

namespace {

using Owners = std::map<std::string, toml::table*, std::less<>>;

// Parts and indices by id, so that a setting need not spell the way to them.
void collect(toml::table& node, Owners& owners) {
    for (const char* key : {"index", "part"}) {
        toml::array* list = node[key].as_array();
        if (list == nullptr) {
            continue;
        }
        for (toml::node& item : *list) {
            toml::table* table = item.as_table();
            if (table == nullptr) {
                continue;
            }
            if (const auto id = (*table)["id"].value<std::string>()) {
                owners.try_emplace(*id, table);
            }
            collect(*table, owners);
        }
    }
}

std::vector<std::string> split(std::string_view path) {
    std::vector<std::string> segments{""};
    for (const char c : path) {
        if (c == '.') {
            segments.emplace_back();
        } else {
            segments.back() += c;
        }
    }
    return segments;
}

// A TOML value, or the text itself where it is none: --set map.title=Need needs no quotes.
void assign(toml::table& table, const std::string& key, const std::string& value) {
    try {
        toml::table parsed = toml::parse("v = " + value);
        if (parsed.size() == 1) {
            // Without the place it was parsed at: that is no place in the user's file.
            parsed["v"].visit([&](const auto& node) {
                if constexpr (toml::is_value<decltype(node)>) {
                    table.insert_or_assign(key, node.get());
                } else {
                    table.insert_or_assign(key, node);
                }
            });
            return;
        }
    } catch (const toml::parse_error&) {
        // A plain text.
    }
    table.insert_or_assign(key, value);
}

// The one index that has such a key of its own: --set base=N needs no id.
toml::table* index_with_key(toml::table& root, const std::string& key) {
    toml::table* found = nullptr;
    toml::array* indices = root["index"].as_array();
    for (std::size_t i = 0; indices != nullptr && i < indices->size(); ++i) {
        toml::table* index = (*indices)[i].as_table();
        if (index != nullptr && index->contains(key) && (*index)[key].is_value()) {
            if (found != nullptr) {
                return nullptr;
            }
            found = index;
        }
    }
    return found;
}

}  // namespace

void apply_settings(toml::table& root, const Settings& settings) {
    for (const auto& setting : settings) {
        const std::string& path = setting.first;
        const std::string& value = setting.second;
        Owners owners;
        collect(root, owners);
        std::vector<std::string> segments = split(path);
        const auto refuse = [&](const std::string& why, const std::string& hint) {
            throw ConfigError("E-CONFIG-07", "--set " + path + ": " + why,
                              "PART.KEY=VALUE, or the path of a key in the file", hint);
        };
        for (const std::string& segment : segments) {
            if (segment.empty()) {
                refuse("the path has an empty step", "");
            }
        }
        if (segments.size() < 2) {
            if (toml::table* index = index_with_key(root, path)) {
                assign(*index, path, value);
                continue;
            }
            refuse("the path has only one step",
                   "to set a weight: --set " + path + ".weight=" + value);
        }
        toml::table* at = &root;
        std::size_t step = 0;
        if (const auto owner = owners.find(segments[0]); owner != owners.end()) {
            at = owner->second;
            step = 1;
        } else if (segments[0] == "weights") {
            const auto part = owners.find(segments[1]);
            if (part == owners.end() || segments.size() != 2) {
                refuse("no part has the id \"" + segments[1] + "\"",
                       "levelin recipes NAME lists them");
            }
            assign(*part->second, "weight", value);
            continue;
        } else if (!root.contains(segments[0]) && segments[0] != "map" &&
                   segments[0] != "project") {
            refuse("neither a part, an index nor a table of the file is called \"" + segments[0] +
                       "\"",
                   "levelin recipes NAME lists the parts");
        }
        for (; step + 1 < segments.size(); ++step) {
            toml::node* next = at->get(segments[step]);
            if (next == nullptr) {
                next = &at->insert_or_assign(segments[step], toml::table{}).first->second;
            }
            if (!next->is_table()) {
                refuse("\"" + segments[step] + "\" is not a table", "");
            }
            at = next->as_table();
        }
        assign(*at, segments.back(), value);
    }
}

void set_value(toml::table& root, const std::string& path, const std::string& value) {
    const std::vector<std::string> segments = split(path);
    toml::table* at = &root;
    for (std::size_t step = 0; step < segments.size(); ++step) {
        toml::node* next = at->get(segments[step]);
        const bool last = step + 1 == segments.size();
        if (segments[step].empty() || (!last && next != nullptr && !next->is_table())) {
            throw ConfigError("E-CONFIG-07", "--set " + path + ": the path leads nowhere",
                              "the path of a key in the file, such as page.size");
        }
        if (last) {
            assign(*at, segments[step], value);
        } else {
            at = next != nullptr
                     ? next->as_table()
                     : at->insert_or_assign(segments[step], toml::table{}).first->second.as_table();
        }
    }
}

}  // namespace levelin::config
