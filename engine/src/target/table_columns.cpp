#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/score/kernels.hpp>
#include <levelin/target/table_columns.hpp>
#include <map>

namespace levelin::columns {

namespace {

[[noreturn]] void no_such_column(const ResultTable& table, const std::string& name) {
    std::vector<std::string_view> known{"code", "name", "status"};
    for (const ResultColumn& column : table.columns) {
        known.push_back(column.name);
    }
    const std::string nearest{nearest_word(name, known)};
    throw ConfigError("E-TARGET-01", "the result has no column \"" + name + "\"",
                      "a column of areas.csv, or of a look-up",
                      nearest.empty() ? "carry it along in the project file, or give a look-up"
                                      : "did you mean \"" + nearest + "\"?");
}

}  // namespace

NumberColumn numbers_of(const ResultTable& table, const std::string& name) {
    const ResultColumn* column = table.find(name);
    if (column == nullptr && name != "code" && name != "name" && name != "status") {
        no_such_column(table, name);
    }
    NumberColumn out;
    out.name = name;
    if (column != nullptr) {
        if (const auto* whole = std::get_if<WholeColumn>(&column->data)) {
            out.values.assign(whole->values.begin(), whole->values.end());
            out.status = whole->status;
            return out;
        }
        if (const auto* decimal = std::get_if<DecimalColumn>(&column->data)) {
            out.values = decimal->values;
            out.status = decimal->status;
            return out;
        }
    }
    throw ConfigError("E-TARGET-02", "\"" + name + "\" holds text", "a column of numbers",
                      "compare it with a text in quotes");
}

NumberColumn percentiles_of(NumberColumn column) {
    const auto n =
        static_cast<double>(std::count(column.status.begin(), column.status.end(), Status::ok));
    // A mean rank from the lowest is n + 1 less the one from the highest.
    const auto ranks = kernels::rank_descending(column.values, column.status, TieRule::mean);
    for (std::size_t a = 0; a < ranks.size(); ++a) {
        column.values[a] = column.status[a] == Status::ok ? 100 * (n + 1 - ranks[a]) / n : 0;
    }
    return column;
}

std::vector<std::string> texts_of(const ResultTable& table, const std::string& name) {
    if (name == "name") {
        return table.names;
    }
    std::vector<std::string> out;
    if (name == "code" || name == "status") {
        out.reserve(table.size());
        for (std::size_t a = 0; a < table.size(); ++a) {
            out.push_back(name == "code" ? table.codes[a].str()
                                         : std::string{to_string(table.status[a])});
        }
        return out;
    }
    const ResultColumn* column = table.find(name);
    if (column == nullptr) {
        no_such_column(table, name);
    }
    const auto* text = std::get_if<TextColumn>(&column->data);
    if (text == nullptr) {
        throw ConfigError("E-TARGET-02", "\"" + name + "\" holds numbers", "a column of text",
                          "compare it with a number, without quotes");
    }
    return text->values;
}

Groups groups_of(const ResultTable& table, const std::string& name) {
    const std::vector<std::string> texts = texts_of(table, name);
    std::map<std::string_view, std::uint32_t> known;
    for (const std::string& text : texts) {
        if (!text.empty()) {
            known.emplace(text, 0);
        }
    }
    Groups groups;
    for (auto& [text, number] : known) {
        number = static_cast<std::uint32_t>(groups.names.size());
        groups.names.emplace_back(text);
    }
    for (const std::string& text : texts) {
        groups.of_area.push_back(text.empty() ? Groups::none : known.find(text)->second);
    }
    return groups;
}

}  // namespace levelin::columns
