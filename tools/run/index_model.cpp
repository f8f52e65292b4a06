#include "index_model.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <nlohmann/json.hpp>
#include <sstream>

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

// A JSON value as TOML on one line; tables inline.
void append_toml(std::string& out, const Json& value) {
    if (value.is_object()) {
        out += "{";
        const char* separator = "";
        for (const auto& [key, below] : value.items()) {
            out += separator + Json(key).dump() + " = ";
            append_toml(out, below);
            separator = ", ";
        }
        out += "}";
    } else if (value.is_array()) {
        out += "[";
        const char* separator = "";
        for (const Json& below : value) {
            out += separator;
            append_toml(out, below);
            separator = ", ";
        }
        out += "]";
    } else {
        out += value.dump();  // Texts, numbers and flags are written alike.
    }
}

std::string as_toml(const Json& configuration) {
    std::string out;
    for (const auto& [key, value] : configuration.items()) {
        out += Json(key).dump() + " = ";
        append_toml(out, value);
        out += "\n";
    }
    return out;
}

// Gives the leaves below a node their places, and takes their values from the result.
void take_leaves(PartSpec& node, const ResultTable& table, const std::string& file,
                 IndexModel& model) {
    for (PartSpec& part : node.parts) {
        take_leaves(part, table, file, model);
    }
    if (!node.parts.empty()) {
        return;
    }
    model.as_run.push_back(node);
    node.indicator = model.leaves.size();
    node.normalise = Normalisation::none;
    node.direction = Direction::higher_is_worse;
    node.ranks = false;
    const std::string name = node.id + "_value";
    const ResultColumn* column = table.find(name);
    NumberColumn leaf;
    leaf.name = name;
    if (column != nullptr) {
        if (const auto* decimal = std::get_if<DecimalColumn>(&column->data)) {
            leaf.values = decimal->values;
            leaf.status = decimal->status;
        } else if (const auto* whole = std::get_if<WholeColumn>(&column->data)) {
            leaf.values.assign(whole->values.begin(), whole->values.end());
            leaf.status = whole->status;
        }
    }
    if (leaf.values.size() != table.size()) {
        throw InputError("E-INPUT-62", "has no column of numbers \"" + name + "\"",
                         "the parts that manifest.json names", "run levelin again", {file, 1, 0});
    }
    model.leaves.push_back(std::move(leaf));
}

std::vector<double> scores_of(const ResultTable& table, const std::string& name) {
    const ResultColumn* column = table.find(name);
    if (column == nullptr) {
        return {};
    }
    if (const auto* whole = std::get_if<WholeColumn>(&column->data)) {
        return {whole->values.begin(), whole->values.end()};
    }
    const auto* decimal = std::get_if<DecimalColumn>(&column->data);
    return decimal == nullptr ? std::vector<double>{} : decimal->values;
}

void check_scores(const IndexModel& model, const geodata::Result& result) {
    const ScoredIndex again = score_model(model, result.table.codes);
    const std::vector<double> scores = scores_of(result.table, model.id + "_score");
    double size = 1;
    for (const double score : scores) {
        size = std::max(size, std::abs(score));
    }
    for (std::size_t a = 0; a < result.table.size(); ++a) {
        if (scores.size() != result.table.size() ||
            std::abs(again.scores[a] - scores[a]) > 1e-9 * size) {
            throw InputError("E-MODEL-02",
                             "the index \"" + model.id + "\" scored again gives " +
                                 result.table.codes[a].str() + " " +
                                 shortest_text(again.scores[a]) + ", not " +
                                 (scores.empty() ? "its score" : shortest_text(scores[a])),
                             "an index that follows from the parts of its result",
                             "where domains are normalised, run it with reference = "
                             "\"boundaries\", or on the whole country",
                             {result.table_file.string(), 0, 0});
        }
    }
}

}  // namespace

config::ProjectConfig project_of(const geodata::Result& result) {
    const std::filesystem::path file = result.folder / "manifest.json";
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    const Json manifest = Json::parse(text.str(), nullptr, false);
    if (!manifest.is_object() || !manifest.contains("configuration") ||
        !manifest["configuration"].is_object()) {
        throw InputError("E-INPUT-62", "does not say how the result was made",
                         "the manifest.json of levelin run", "name the folder of a run",
                         {file.string(), 0, 0});
    }
    return config::parse_project(as_toml(manifest["configuration"]), file, {},
                                 config::Files::named_only);
}

const config::IndexConfig& index_config(const config::ProjectConfig& project,
                                        const std::string& id) {
    const auto found = std::find_if(
        project.indices.begin(), project.indices.end(),
        [&](const config::IndexConfig& index) { return id.empty() || index.spec.root.id == id; });
    if (found == project.indices.end()) {
        std::string known;
        for (const config::IndexConfig& index : project.indices) {
            known += (known.empty() ? "" : ", ") + index.spec.root.id;
        }
        throw UsageError("E-USAGE-25", "the result has no index \"" + id + "\"", "one of " + known);
    }
    return *found;
}

IndexModel read_index_model(const geodata::Result& result, const std::string& id) {
    const config::ProjectConfig project = project_of(result);
    const config::IndexConfig* found = &index_config(project, id);
    if (found->composite) {
        throw InputError("E-MODEL-01",
                         "the index \"" + found->spec.root.id +
                             "\" is put together from nations and has no weights to change",
                         "an index of weighted parts", {}, {result.table_file.string(), 0, 0});
    }
    IndexModel model;
    model.id = found->spec.root.id;
    model.spec = found->spec;
    take_leaves(model.spec.root, result.table, result.table_file.string(), model);
    check_scores(model, result);
    return model;
}

}  // namespace levelin::run
