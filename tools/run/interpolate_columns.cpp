#include "interpolate_columns.hpp"

#include <algorithm>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/score/kernels.hpp>

namespace levelin::run {

namespace {

bool ends_with(std::string_view name, std::string_view ending) {
    return name.size() > ending.size() && name.ends_with(ending);
}

bool among(const std::vector<std::string>& list, const std::string& name) {
    return std::find(list.begin(), list.end(), name) != list.end();
}

// A place in an order: by its name, or because its numbers are one.
bool is_order(const NumberColumn& column) {
    const std::string name = ascii_lower(column.name);
    for (const char* word :
         {"rank", "decile", "quintile", "quartile", "percentile", "quantile", "vigintile"}) {
        if (name.find(word) != std::string::npos) {
            return true;
        }
    }
    // Few numbers may be 1 to N by chance.
    return column.size() >= 20 &&
           kernels::check_ranking(column.values, column.status, 0).is_ranking;
}

void refuse_order(const NumberColumn& column) {
    if (is_order(column)) {
        throw UsageError(
            "E-INTERPOLATE-01",
            "\"" + column.name +
                "\" is a rank, decile or the like: a place among these areas, which no other area "
                "can have a share of",
            "a score, a rate or a count",
            "interpolate the score; its rank and decile are made anew among the new areas");
    }
}

NumberColumn named(const geodata::Result& result, const std::string& name) {
    const ResultColumn* found = result.table.find(name);
    if (found == nullptr) {
        std::vector<std::string_view> known;
        std::string list;
        for (const ResultColumn& column : result.table.columns) {
            known.push_back(column.name);
            list += (list.empty() ? "" : ", ") + column.name;
        }
        const std::string near = nearest_word(name, known);
        throw UsageError("E-INTERPOLATE-02", "the result has no column \"" + name + "\"",
                         near.empty() ? "one of " + list : "\"" + near + "\"",
                         "columns of the run's tables are in its result where the project file "
                         "carries them along");
    }
    auto numbers = numbers_of(result.table, name);
    if (!numbers || name == "covered") {
        throw UsageError("E-INTERPOLATE-03",
                         "the column \"" + name + "\" " +
                             (numbers ? "says how much of each area was known" : "holds words"),
                         "a column of numbers about the areas", "name another column");
    }
    return std::move(*numbers);
}

bool belongs_to_index(const geodata::Result& result, const std::string& name) {
    const auto part_of = [&](std::string_view ending, const std::vector<std::string>& ids) {
        return ends_with(name, ending) && among(ids, name.substr(0, name.size() - ending.size()));
    };
    return part_of("_score", result.indices) || part_of("_value", result.parts) ||
           part_of("_contribution", result.parts);
}

// Made anew on the targets, and so neither carried over nor left out.
bool made_anew(const geodata::Result& result, const std::string& name) {
    for (const std::string_view ending : {"_rank", "_decile"}) {
        if (ends_with(name, ending) &&
            among(result.indices, name.substr(0, name.size() - ending.size()))) {
            return true;
        }
    }
    return ends_with(name, "_status") &&
           (result.table.find(name.substr(0, name.size() - 7)) != nullptr ||
            among(result.parts, name.substr(0, name.size() - 7)));
}

WholeColumn deciles_of(const std::vector<double>& ranks, const std::vector<Status>& status,
                       DecileRule rule) {
    const auto count =
        static_cast<std::size_t>(std::count(status.begin(), status.end(), Status::ok));
    WholeColumn out{{}, status};
    for (const double rank : ranks) {
        out.values.push_back(kernels::quantile_of_rank(rank, count, 10, rule));
    }
    return out;
}

}  // namespace

std::optional<NumberColumn> numbers_of(const ResultTable& table, const std::string& name) {
    const ResultColumn* column = table.find(name);
    if (column == nullptr) {
        return std::nullopt;
    }
    if (const auto* decimals = std::get_if<DecimalColumn>(&column->data)) {
        return NumberColumn{name, decimals->values, decimals->status};
    }
    if (const auto* whole = std::get_if<WholeColumn>(&column->data)) {
        return NumberColumn{name, {whole->values.begin(), whole->values.end()}, whole->status};
    }
    return std::nullopt;
}

ColumnPlan plan_columns(const InterpolateRequest& request, const geodata::Result& result) {
    for (const auto* list : {&request.extensive, &request.intensive}) {
        for (const std::string& name : *list) {
            refuse_order(named(result, name));
        }
    }
    for (const std::string& name : request.extensive) {
        const bool level = ends_with(name, "_score") || ends_with(name, "_contribution");
        if (among(request.intensive, name) || (level && belongs_to_index(result, name))) {
            throw UsageError("E-INTERPOLATE-04",
                             among(request.intensive, name)
                                 ? "\"" + name + "\" is given as extensive and as intensive"
                                 : "\"" + name +
                                       "\" is a level, not a count: halves of an area "
                                       "have it whole",
                             "--extensive for counts, --intensive for rates and scores",
                             "give each column once");
        }
    }
    ColumnPlan plan;
    for (const ResultColumn& column : result.table.columns) {
        const bool extensive = among(request.extensive, column.name);
        if (extensive || among(request.intensive, column.name) ||
            belongs_to_index(result, column.name)) {
            plan.columns.push_back({named(result, column.name), extensive});
        } else if (!made_anew(result, column.name)) {
            plan.left_out.push_back(column.name);
        }
    }
    if (plan.columns.empty()) {
        throw UsageError("E-INTERPOLATE-08", "there is nothing to carry over",
                         "an index, or columns named with --extensive or --intensive",
                         "name the columns");
    }
    return plan;
}

ResultTable target_table(const BoundarySet& targets, const geodata::Result& result,
                         const std::map<std::string, RankRule>& rules,
                         const std::vector<Interpolated>& columns) {
    ResultTable table;
    table.codes = targets.codes;
    table.names = targets.names;
    table.status = columns.front().column.status;
    const auto share = [&](std::string name, const std::vector<double>& of) {
        return ResultColumn{std::move(name),
                            DecimalColumn{of, std::vector<Status>(of.size(), Status::ok)}};
    };
    std::vector<ResultColumn> covered{share("covered", columns.front().covered)};
    for (const Interpolated& out : columns) {
        const std::string& name = out.column.name;
        const std::vector<Status>& status = out.column.status;
        const std::string stem = name.substr(0, name.rfind('_'));
        table.columns.push_back({name, DecimalColumn{out.column.values, status}});
        if (ends_with(name, "_score") && among(result.indices, stem)) {
            const auto found = rules.find(stem);
            const RankRule rule = found == rules.end() ? RankRule{} : found->second;
            const std::vector<double> ranks =
                kernels::rank_descending(out.column.values, status, rule.ties);
            const bool whole = std::all_of(ranks.begin(), ranks.end(), [](double r) {
                return r == static_cast<double>(static_cast<std::int64_t>(r));
            });
            if (whole) {
                table.columns.push_back(
                    {stem + "_rank", WholeColumn{{ranks.begin(), ranks.end()}, status}});
            } else {
                table.columns.push_back({stem + "_rank", DecimalColumn{ranks, status}});
            }
            table.columns.push_back({stem + "_decile", deciles_of(ranks, status, rule.deciles)});
        } else if (!ends_with(name, "_contribution") &&
                   std::any_of(status.begin(), status.end(),
                               [](Status s) { return s != Status::ok; })) {
            TextColumn words;
            for (const Status s : status) {
                words.values.emplace_back(to_string(s));
            }
            const std::string part =
                ends_with(name, "_value") && among(result.parts, stem) ? stem : name;
            table.columns.push_back({part + "_status", std::move(words)});
        }
        if (out.covered != columns.front().covered && !ends_with(name, "_contribution")) {
            covered.push_back(share(name + "_covered", out.covered));
        }
    }
    // Contributions stand directly behind their part's value; its status comes after both.
    for (std::size_t c = 0; c + 1 < table.columns.size(); ++c) {
        if (ends_with(table.columns[c].name, "_status") &&
            ends_with(table.columns[c + 1].name, "_contribution")) {
            std::swap(table.columns[c], table.columns[c + 1]);
        }
    }
    table.columns.insert(table.columns.end(), covered.begin(), covered.end());
    return table;
}

}  // namespace levelin::run
