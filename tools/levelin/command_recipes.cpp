#include <config/project.hpp>
#include <levelin/core/number_text.hpp>
#include <nlohmann/json.hpp>

#include "commands.hpp"
#include "console.hpp"
#include "data_folder.hpp"

namespace levelin::tool {

namespace {

using Json = nlohmann::ordered_json;

std::string joined(const std::vector<std::string>& texts) {
    std::string out;
    for (const std::string& text : texts) {
        out += (out.empty() ? "" : "  or  ") + text;
    }
    return out;
}

void list_parts(const config::ProjectConfig& recipe, const PartSpec& node, int depth,
                std::string& out) {
    for (const PartSpec& part : node.parts) {
        out += std::string(static_cast<std::size_t>(2 * depth), ' ') + part.id + ": weight " +
               shortest_text(part.weight) + ", " + std::string{to_string(part.normalise)};
        if (part.indicator) {
            const config::ColumnConfig& column = recipe.columns[*part.indicator];
            out += part.ranks ? " of ranks" : "";
            out += ", " + std::string{to_string(part.direction)} + "\n" +
                   std::string(static_cast<std::size_t>(2 * depth + 2), ' ') + "column in " +
                   column.table + ": " +
                   (column.name.empty() ? joined(column.patterns) : column.name);
        }
        out += "\n";
        list_parts(recipe, part, depth + 1, out);
    }
}

std::string column_text(const config::ProjectConfig& recipe, std::size_t at) {
    const config::ColumnConfig& column = recipe.columns[at];
    return column.name.empty() ? joined(column.patterns) : column.name;
}

void list_composite(const config::ProjectConfig& recipe, const config::CompositeConfig& composite,
                    std::string& out) {
    const CompositeSpec& spec = composite.spec;
    out += "  --set base=NATION  the nation that sets the scale, one of";
    for (const std::string& nation : spec.nations) {
        out += " " + nation;
    }
    out += "; " + spec.nations[spec.base] +
           " unless set\n  --set version=VERSION  employment, or both "
           "rates; " +
           std::string{to_string(spec.version)} + " unless set\n";
    for (const config::CompositeSource& source : composite.sources) {
        out += "  from " + source.table +
               (source.nation.empty() ? ", every nation" : ", nation " + source.nation) + "\n";
        out += "    local score: " + column_text(recipe, source.local) + "\n";
        out += "    employment rate: " + column_text(recipe, source.employment) + "\n";
        if (source.income) {
            out += "    income rate: " + column_text(recipe, *source.income) + "\n";
        }
    }
    if (composite.population) {
        out += "  people: " + column_text(recipe, *composite.population) + "\n";
    }
}

std::string describe(const config::ProjectConfig& recipe) {
    std::string out =
        recipe.name + ": " + recipe.title + "\n" + recipe.description + "\n\nTables\n";
    for (const config::TableConfig& table : recipe.tables) {
        out += "  --table " + table.id + "=FILE  " + table.description +
               (table.optional ? " (may be left out)" : "") + "\n";
    }
    for (const config::IndexConfig& index : recipe.indices) {
        if (index.composite) {
            out += "\nIndex " + index.spec.root.id + ": composite\n";
            list_composite(recipe, *index.composite, out);
            continue;
        }
        out += "\nIndex " + index.spec.root.id + ": " +
               std::string{to_string(index.spec.root.aggregation)} + "\n";
        list_parts(recipe, index.spec.root, 1, out);
    }
    return out;
}

Json parts_json(const config::ProjectConfig& recipe, const PartSpec& node) {
    Json list = Json::array();
    for (const PartSpec& part : node.parts) {
        Json json{{"id", part.id},
                  {"title", part.title},
                  {"weight", part.weight},
                  {"normalise", to_string(part.normalise)}};
        if (part.indicator) {
            const config::ColumnConfig& column = recipe.columns[*part.indicator];
            json["table"] = column.table;
            json["patterns"] = column.patterns;
            json["direction"] = to_string(part.direction);
            json["ranks"] = part.ranks;
        } else {
            json["parts"] = parts_json(recipe, part);
        }
        list.push_back(std::move(json));
    }
    return list;
}

Json composite_json(const config::ProjectConfig& recipe, const config::CompositeConfig& composite) {
    const auto column = [&](std::size_t at) {
        return Json{{"table", recipe.columns[at].table}, {"patterns", recipe.columns[at].patterns}};
    };
    Json sources = Json::array();
    for (const config::CompositeSource& source : composite.sources) {
        Json json{{"table", source.table},
                  {"nation", source.nation.empty() ? Json() : Json(source.nation)},
                  {"local", column(source.local)},
                  {"employment", column(source.employment)}};
        if (source.income) {
            json["income"] = column(*source.income);
        }
        sources.push_back(std::move(json));
    }
    const CompositeSpec& spec = composite.spec;
    return {{"id", spec.id},
            {"method", "composite"},
            {"nations", spec.nations},
            {"base", spec.nations[spec.base]},
            {"version", to_string(spec.version)},
            {"from", sources},
            {"population", composite.population ? column(*composite.population) : Json()}};
}

Json describe_json(const config::ProjectConfig& recipe) {
    Json tables = Json::array();
    for (const config::TableConfig& table : recipe.tables) {
        tables.push_back(
            {{"id", table.id}, {"description", table.description}, {"optional", table.optional}});
    }
    Json indices = Json::array();
    for (const config::IndexConfig& index : recipe.indices) {
        if (index.composite) {
            indices.push_back(composite_json(recipe, *index.composite));
            continue;
        }
        indices.push_back({{"id", index.spec.root.id},
                           {"aggregation", to_string(index.spec.root.aggregation)},
                           {"parts", parts_json(recipe, index.spec.root)}});
    }
    return {{"name", recipe.name},
            {"title", recipe.title},
            {"description", recipe.description},
            {"tables", tables},
            {"indices", indices}};
}

int run_recipes(const Arguments& arguments, Console& console) {
    std::vector<std::string> names = recipe_names();
    const auto wanted = arguments.text("NAME");
    if (wanted) {
        (void)recipe_file(*wanted);
        names = {*wanted};
    }
    Json list = Json::array();
    std::string text;
    std::size_t width = 0;
    for (const std::string& name : names) {
        width = std::max(width, name.size());
    }
    for (const std::string& name : names) {
        const config::ProjectConfig recipe = config::read_project(recipe_file(name));
        list.push_back(describe_json(recipe));
        text += wanted ? describe(recipe)
                       : name + std::string(width - name.size() + 2, ' ') + recipe.title + "\n";
    }
    console.print(console.json() ? Json{{"recipes", list}}.dump(2) + "\n" : text);
    return status_done;
}

}  // namespace

CommandSpec recipes_command() {
    using enum ValueKind;
    return {
        .name = "recipes",
        .summary = "List the built-in methods, or say what one needs",
        .description =
            "Without NAME: one line a recipe. With NAME: what the method is, which tables it needs "
            "(--table ID=FILE), and each part with its weight, normalisation and the pattern by "
            "which its column is found.",
        .usages = {},
        .arguments = {{"NAME", text, "A recipe, such as england-imd-2019", false, false}},
        .options = {},
        .examples = {{"levelin recipes", "The methods that are built in."},
                     {"levelin recipes england-imd-2019",
                      "The tables and columns that the English index of 2019 needs."}},
        .run = &run_recipes,
    };
}

}  // namespace levelin::tool
