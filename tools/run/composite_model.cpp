#include "composite_model.hpp"

#include <algorithm>
#include <cmath>
#include <fstream>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/target/table_columns.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <sstream>

#include "nations.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

// What report.json says of a composite.
struct Regressions {
    std::map<std::string, NationModel> by_nation;
    bool of_people = false;
};

Regressions read_regressions(const geodata::Result& result, const std::string& id) {
    const std::filesystem::path file = result.folder / "report.json";
    std::ifstream in(file, std::ios::binary);
    std::ostringstream text;
    text << in.rdbuf();
    const Json report = Json::parse(text.str(), nullptr, false);
    Regressions out;
    try {
        for (const Json& index : report.at("indices")) {
            if (index.at("id") != id) {
                continue;
            }
            out.of_people = index.at("deciles_of") == "people";
            for (const Json& one : index.at("models")) {
                NationModel model;
                model.nation = one.at("nation");
                model.intercept = one.at("intercept");
                model.employment = one.at("employment");
                model.income = one.value("income", 0.0);
                model.residual_sd = one.at("residual_sd");
                out.by_nation[model.nation] = model;
            }
        }
    } catch (const Json::exception&) {
        out.by_nation.clear();
    }
    if (out.by_nation.empty()) {
        throw InputError("E-INPUT-62", "does not hold the regressions of \"" + id + "\"",
                         "the report.json that levelin run wrote", "run levelin again",
                         {file.string(), 0, 0});
    }
    return out;
}

std::vector<std::string> nations_to_draw(const CompositeSpec& spec,
                                         const std::vector<std::string>& wanted,
                                         const Regressions& regressions) {
    std::vector<std::string> known;
    std::string list;
    for (const std::string& nation : spec.nations) {
        if (regressions.by_nation.contains(nation)) {
            known.push_back(nation);
            list += (list.empty() ? "" : ", ") + nation;
        }
    }
    for (const std::string& nation : wanted) {
        if (std::find(known.begin(), known.end(), nation) == known.end()) {
            throw ConfigError(
                "E-CONFIDENCE-07",
                "the composite \"" + spec.id + "\" has no areas of \"" + nation + "\"",
                "nations out of " + list);
        }
    }
    const std::string& run = spec.nations[spec.base];
    if (!wanted.empty() && std::find(wanted.begin(), wanted.end(), run) == wanted.end()) {
        throw ConfigError("E-CONFIDENCE-07",
                          "`base` leaves out " + run + ", the base nation of the run",
                          "the run's own base among those that are drawn");
    }
    return wanted.empty() ? known : wanted;
}

}  // namespace

ScoreAlternatives composite_alternatives(const geodata::Result& result,
                                         const config::IndexConfig& index,
                                         const std::vector<std::string>& nations,
                                         const std::string& people) {
    const CompositeSpec& spec = index.composite->spec;
    const std::string& id = index.spec.root.id;
    const Regressions regressions = read_regressions(result, id);
    const ResultTable& table = result.table;
    const NumberColumn score = columns::numbers_of(table, id + "_score");
    const NumberColumn employment = columns::numbers_of(table, "employment_value");
    const NumberColumn residual = columns::numbers_of(table, "local_value");
    const bool both = spec.version == CompositeVersion::both;
    const NumberColumn income = both ? columns::numbers_of(table, "income_value") : NumberColumn{};

    ScoreAlternatives out;
    out.id = id;
    out.ties = spec.ties;
    out.decile_rule = spec.decile_rule;
    out.levels = nations_to_draw(spec, nations, regressions);
    double size = 1;
    for (const double s : score.values) {
        size = std::max(size, std::abs(s));
    }
    for (std::size_t level = 0; level < out.levels.size(); ++level) {
        const NationModel& base = regressions.by_nation.at(out.levels[level]);
        const bool is_run = out.levels[level] == spec.nations[spec.base];
        NumberColumn column{id + "_score", std::vector<double>(table.size()), score.status};
        for (std::size_t a = 0; a < table.size(); ++a) {
            if (score.status[a] != Status::ok) {
                continue;
            }
            const auto home = regressions.by_nation.find(nation_of_code(table.codes[a]));
            const double own_sd =
                home == regressions.by_nation.end() ? base.residual_sd : home->second.residual_sd;
            double value = base.intercept + base.employment * employment.values[a] +
                           residual.values[a] * (base.residual_sd / own_sd);
            value += both ? base.income * income.values[a] : 0;
            if (is_run && std::abs(value - score.values[a]) > 1e-9 * size) {
                throw InputError("E-MODEL-02",
                                 "the index \"" + id + "\" scored again gives " +
                                     table.codes[a].str() + " " + shortest_text(value) + ", not " +
                                     shortest_text(score.values[a]),
                                 "an index that follows from the parts of its result",
                                 "run levelin again", {result.table_file.string(), 0, 0});
            }
            column.values[a] = is_run ? score.values[a] : std::round(value * 1e9) / 1e9;
        }
        out.as_run = is_run ? level : out.as_run;
        out.scores.push_back(std::move(column));
    }
    if (regressions.of_people) {
        if (table.find(people) == nullptr) {
            throw ConfigError("E-CONFIDENCE-07",
                              "the deciles of \"" + id +
                                  "\" are of people, and the result has no "
                                  "column \"" +
                                  people + "\"",
                              "the column of people that the run was given",
                              "carry it along in the project file, and name it as `people`");
        }
        out.population = columns::numbers_of(table, people);
    }
    return out;
}

}  // namespace levelin::run
