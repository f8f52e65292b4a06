#include <algorithm>
#include <cmath>

#include "frame.hpp"

namespace levelin::run {

namespace {

// Where any value is not there, a column that says why.
void add_status_words(ResultTable& table, const std::string& id, const std::vector<Status>& own) {
    if (std::all_of(own.begin(), own.end(), [](Status s) { return s == Status::ok; })) {
        return;
    }
    TextColumn words;
    words.values.reserve(own.size());
    for (const Status status : own) {
        words.values.emplace_back(to_string(status));
    }
    table.columns.push_back({id + "_status", std::move(words)});
}

}  // namespace

ResultTable result_table(const Frame& frame, const std::vector<ScoredIndex>& indices) {
    const std::size_t n = frame.written;
    ResultTable table;
    table.codes.assign(frame.codes.begin(), frame.codes.begin() + n);
    table.names.assign(frame.names.begin(), frame.names.begin() + n);
    const auto statuses = [n](const std::vector<Status>& status) {
        return std::vector<Status>(status.begin(), status.begin() + n);
    };
    const auto decimals = [n](const std::vector<double>& values, std::vector<Status> status) {
        return DecimalColumn{{values.begin(), values.begin() + n}, std::move(status)};
    };
    for (const ScoredIndex& index : indices) {
        if (table.status.empty()) {
            table.status = statuses(index.status);
        }
        const std::vector<Status> status = statuses(index.status);
        table.columns.push_back({index.id + "_score", decimals(index.scores, status)});
        const bool whole = std::all_of(index.ranks.begin(), index.ranks.end(),
                                       [](double r) { return r == std::floor(r); });
        if (whole) {
            WholeColumn ranks{{}, status};
            for (std::size_t i = 0; i < n; ++i) {
                ranks.values.push_back(static_cast<std::int64_t>(index.ranks[i]));
            }
            table.columns.push_back({index.id + "_rank", std::move(ranks)});
        } else {
            table.columns.push_back({index.id + "_rank", decimals(index.ranks, status)});
        }
        const bool own_deciles = !index.decile_status.empty();
        table.columns.push_back(
            {index.id + "_decile",
             WholeColumn{{index.deciles.begin(), index.deciles.begin() + n},
                         own_deciles ? statuses(index.decile_status) : status}});
        for (const ScoredPart& part : index.parts) {
            const std::vector<Status> own = statuses(part.status);
            std::vector<Status> contributes = own;
            for (std::size_t i = 0; i < n; ++i) {
                if (own[i] == Status::ok && status[i] != Status::ok) {
                    contributes[i] = status[i];
                }
            }
            table.columns.push_back({part.id + "_value", decimals(part.values, own)});
            table.columns.push_back(
                {part.id + "_contribution", decimals(part.contributions, contributes)});
            add_status_words(table, part.id, own);
        }
    }
    for (const ResultColumn& carried : frame.carried) {
        const auto* column = std::get_if<DecimalColumn>(&carried.data);
        if (column == nullptr || column->values.empty()) {
            continue;  // Of a table that may be left out, and was.
        }
        const std::vector<Status> own = statuses(column->status);
        table.columns.push_back({carried.name, decimals(column->values, own)});
        add_status_words(table, carried.name, own);
    }
    return table;
}

}  // namespace levelin::run
