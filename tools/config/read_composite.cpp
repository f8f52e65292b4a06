#include "read_composite.hpp"

#include <algorithm>
#include <array>

namespace levelin::config {

namespace {

constexpr std::array versions{CompositeVersion::employment, CompositeVersion::both};

std::size_t place_of(const std::vector<std::string>& nations, const std::string& nation,
                     const Section& section, std::string_view key) {
    const auto it = std::find(nations.begin(), nations.end(), nation);
    if (it == nations.end()) {
        std::string list;
        for (const std::string& known : nations) {
            list += (list.empty() ? "" : ", ") + known;
        }
        section.fail("E-CONFIG-04", key, "\"" + nation + "\" is not a nation of the index",
                     "one of " + list);
    }
    return static_cast<std::size_t>(it - nations.begin());
}

}  // namespace

CompositeConfig read_composite(Section& index, ProjectConfig& project,
                               const ReadColumn& read_column) {
    CompositeConfig composite;
    CompositeSpec& spec = composite.spec;
    spec.nations = index.texts("nations");
    if (spec.nations.empty()) {
        index.fail("E-CONFIG-06", "nations", index.name() + " has no \"nations\"",
                   "a list such as [\"E\", \"S\", \"W\", \"N\"]");
    }
    spec.base = place_of(spec.nations, index.required_text("base"), index, "base");
    spec.version = index.word("version", CompositeVersion::employment, versions);

    const auto column = [&](Section& section, const std::string& key, const std::string& path) {
        auto wanted = section.section(key);
        if (!wanted) {
            section.fail("E-CONFIG-06", key, section.name() + " has no [" + key + "]",
                         "a section that says which column it is");
        }
        ColumnConfig read = read_column(*wanted, path + "." + key);
        wanted->finish();
        return read;
    };
    const auto number = [&](Section& section, const std::string& key, const std::string& path) {
        project.columns.push_back(column(section, key, path));
        return project.columns.size() - 1;
    };
    const std::string id = index.text("id").value_or("");
    auto sources = index.section("from");
    if (!sources || sources->keys().empty()) {
        index.fail("E-CONFIG-06", "from", index.name() + " has no [index.from.TABLE]",
                   "at least one table of scores");
    }
    for (const std::string& table : sources->keys()) {
        Section section = *sources->section(table);
        const std::string path = id + ".from." + table;
        CompositeSource source;
        source.table = table;
        const toml::node* nation = section.table().get("nation");
        if (nation != nullptr && nation->is_table()) {
            source.nation_text = project.texts.size();
            project.texts.push_back(column(section, "nation", path));
        } else if (nation != nullptr) {
            source.nation = section.required_text("nation");
            (void)place_of(spec.nations, source.nation, section, "nation");
        }
        source.local = number(section, "local", path);
        source.employment = number(section, "employment", path);
        if (spec.version == CompositeVersion::both) {
            source.income = number(section, "income", path);
        } else if (section.has("income")) {
            (void)column(section, "income", path);
        }
        section.finish();
        composite.sources.push_back(std::move(source));
    }
    if (index.has("population")) {
        composite.population = number(index, "population", id);
    }
    return composite;
}

}  // namespace levelin::config
