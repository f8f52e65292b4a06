#include "table_index.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/target/table_columns.hpp>

#include "index_model.hpp"

namespace levelin::run {

namespace {

NumberColumn column_of(const geodata::Result& result, const std::string& name) {
    if (result.table.find(name) == nullptr) {
        throw InputError("E-INPUT-62", "has no column \"" + name + "\"",
                         "the columns that levelin run writes", "run levelin again",
                         {result.table_file.string(), 1, 0});
    }
    return columns::numbers_of(result.table, name);
}

void add_part(const geodata::Result& result, const PartSpec& part, std::size_t depth,
              ScoredIndex& index) {
    NumberColumn values = column_of(result, part.id + "_value");
    NumberColumn contributions = column_of(result, part.id + "_contribution");
    index.parts.push_back({part.id, part.title.empty() ? part.id : part.title, part.weight,
                           part.parts.empty(), depth, std::move(values.values),
                           std::move(values.status), std::move(contributions.values)});
    for (const PartSpec& child : part.parts) {
        add_part(result, child, depth + 1, index);
    }
}

// The parts of an index without a tree: those that stand between its columns and the next index's.
std::vector<PartSpec> flat_parts(const geodata::Result& result, const std::string& index) {
    std::vector<PartSpec> parts;
    bool within = false;
    for (const ResultColumn& column : result.table.columns) {
        const auto is_score = [&](const std::string& id) { return column.name == id + "_score"; };
        if (std::any_of(result.indices.begin(), result.indices.end(), is_score)) {
            within = is_score(index);
        }
        const std::string_view suffix = "_value";
        const bool is_value = column.name.ends_with(suffix);
        if (within && is_value) {
            PartSpec part;
            part.id = column.name.substr(0, column.name.size() - suffix.size());
            if (result.table.find(part.id + "_contribution") != nullptr) {
                parts.push_back(std::move(part));
            }
        }
    }
    return parts;
}

}  // namespace

ScoredIndex index_of_table(const geodata::Result& result, const std::string& id) {
    const config::ProjectConfig project = project_of(result);
    const config::IndexConfig& config = index_config(project, id);
    ScoredIndex index;
    index.id = config.spec.root.id;
    index.title = config.spec.root.title.empty() ? index.id : config.spec.root.title;
    NumberColumn scores = column_of(result, index.id + "_score");
    NumberColumn deciles = column_of(result, index.id + "_decile");
    index.scores = std::move(scores.values);
    index.status = std::move(scores.status);
    index.ranks = column_of(result, index.id + "_rank").values;
    for (const double decile : deciles.values) {
        index.deciles.push_back(std::llround(decile));
    }
    if (deciles.status != index.status) {
        index.decile_status = std::move(deciles.status);
    }
    const auto ranked = result.ranked.find(index.id);
    index.ranked = ranked != result.ranked.end()
                       ? ranked->second
                       : static_cast<std::size_t>(
                             std::count(index.status.begin(), index.status.end(), Status::ok));
    for (const PartSpec& part :
         config.composite ? flat_parts(result, index.id) : config.spec.root.parts) {
        add_part(result, part, 1, index);
    }
    return index;
}

}  // namespace levelin::run
