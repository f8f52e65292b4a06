#include "convert_natures.hpp"

#include <algorithm>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/nearest_word.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/read/cell.hpp>
#include <set>

namespace levelin::run {

namespace {

// `*` stands for any text. Goes back to the last star alone, so that it takes no longer than
// pattern times text.
bool matches(std::string_view pattern, std::string_view text) {
    std::size_t p = 0;
    std::size_t t = 0;
    std::size_t star = std::string_view::npos;
    std::size_t star_text = 0;
    while (t < text.size()) {
        if (p < pattern.size() && pattern[p] == '*') {
            star = p++;
            star_text = t;
        } else if (p < pattern.size() && pattern[p] == text[t]) {
            ++p;
            ++t;
        } else if (star != std::string_view::npos) {
            p = star + 1;
            t = ++star_text;
        } else {
            return false;
        }
    }
    while (p < pattern.size() && pattern[p] == '*') {
        ++p;
    }
    return p == pattern.size();
}

// How often the word stands in the text as a word of its own, or with an s.
std::size_t times_said(std::string_view text, std::string_view word) {
    const auto letter = [&](std::size_t at) {
        return at < text.size() && text[at] >= 'a' && text[at] <= 'z';
    };
    std::size_t count = 0;
    for (std::size_t at = text.find(word); at != std::string_view::npos;
         at = text.find(word, at + 1)) {
        std::size_t end = at + word.size();
        end += end < text.size() && text[end] == 's' ? 1 : 0;
        count += (at == 0 || !letter(at - 1)) && !letter(end) ? 1 : 0;
    }
    return count;
}

// What a name says of itself: "imd_rank", "IMD Decile (where 1 is most deprived 10%)".
std::optional<Measure> place_in_name(const std::string& name) {
    const std::string lower = ascii_lower(name);
    for (const char* word : {"decile", "quintile", "quartile", "percentile", "centile", "vigintile",
                             "ventile", "quantile"}) {
        if (times_said(lower, word) != 0) {
            return Measure::quantile;
        }
    }
    // The mean of a council's ranks is a measure of its own; its place is not.
    const std::size_t ranks = times_said(lower, "rank");
    const bool mean = lower.starts_with("average rank") || lower.starts_with("average_rank");
    return ranks > (mean ? 1U : 0U) ? std::optional{Measure::rank} : std::nullopt;
}

struct Nature {
    Measure measure = Measure::extensive;
    std::optional<Combine> how;
    std::string said;    // "--intensive", for messages.
    bool named = false;  // By its whole name, which counts more than a pattern.
};

class Natures {
  public:
    explicit Natures(const ConvertTable& table) : m_table(table), m_natures(table.columns.size()) {}

    void state(const std::string& pattern, Measure measure, std::optional<Combine> how,
               const std::string& said) {
        for (const std::size_t c : columns_of(pattern, said)) {
            std::optional<Nature>& nature = m_natures[c];
            const bool named = m_table.columns[c].name == pattern;
            const bool of_numbers = measure == Measure::extensive || measure == Measure::intensive;
            if (!named && of_numbers && !m_table.columns[c].number) {
                continue;  // "*" is every column of numbers.
            }
            if (nature && nature->named != named) {
                if (named) {
                    nature = Nature{measure, how, said, named};
                }
                continue;
            }
            if (nature && nature->measure != measure) {
                throw UsageError("E-CONVERT-18",
                                 "the column \"" + m_table.columns[c].name + "\" is given by " +
                                     nature->said + " and by " + said,
                                 "one nature for a column", {}, {m_table.file, 0, 0});
            }
            nature = Nature{measure, how, said, named};
        }
    }
    void state_how(const std::string& pattern, Combine how) {
        for (const std::size_t c : columns_of(pattern, "--how")) {
            std::optional<Nature>& nature = m_natures[c];
            if (const auto place = place_in_name(m_table.columns[c].name)) {
                nature = Nature{*place, how, "--how", true};
            } else if (!nature) {
                throw UsageError(
                    "E-CONVERT-18",
                    "the column \"" + m_table.columns[c].name + "\" is given by --how alone",
                    "its nature too", "add --extensive or --intensive", {m_table.file, 0, 0});
            }
            nature->how = how;
        }
    }
    void know(std::size_t c, Measure measure) {
        if (!m_natures[c]) {
            m_natures[c] = Nature{measure, std::nullopt, "the result", false};
        }
    }
    [[nodiscard]] const std::optional<Nature>& of(std::size_t c) const { return m_natures[c]; }
    [[nodiscard]] std::vector<std::size_t> columns_of(const std::string& pattern,
                                                      const std::string& said) const {
        std::vector<std::size_t> found;
        for (std::size_t c = 0; c < m_table.columns.size(); ++c) {
            if (m_table.columns[c].name == pattern) {
                return {c};
            }
            if (matches(ascii_lower(pattern), ascii_lower(m_table.columns[c].name))) {
                found.push_back(c);
            }
        }
        if (found.empty()) {
            std::vector<std::string_view> names;
            std::string list;
            for (const TableColumn& column : m_table.columns) {
                names.push_back(column.name);
                list += (list.empty() ? "" : ", ") + column.name;
            }
            const std::string near = nearest_word(pattern, names);
            throw UsageError(
                "E-CONVERT-18", said + " " + pattern + ": the table has no such column",
                near.empty() ? "one of " + list : "\"" + near + "\"", {}, {m_table.file, 0, 0});
        }
        return found;
    }

  private:
    const ConvertTable& m_table;
    std::vector<std::optional<Nature>> m_natures;
};

Combine rule_of(const std::string& word, const std::string& said) {
    if (const auto how = parse_combine(word)) {
        return *how;
    }
    throw UsageError("E-CONVERT-18", said + "=" + word + ": no such rule",
                     "one of sum, mean, plain-mean, min, max, count, share, any, all, majority");
}

// levelin's own results say by their names what they hold.
void know_result(const ConvertTable& table, Natures& natures) {
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const std::string& name = table.columns[c].name;
        const bool score =
            std::any_of(table.indices.begin(), table.indices.end(),
                        [&](const std::string& id) { return name == id + "_score"; });
        if (table.columns[c].number &&
            (score || name.ends_with("_value") || name.ends_with("_contribution"))) {
            natures.know(c, Measure::intensive);
        }
    }
}

std::optional<double> flag_of(const std::string& word) {
    const std::string lower = ascii_lower(word);
    for (const char* yes : {"1", "true", "yes", "y"}) {
        if (lower == yes) {
            return 1.0;
        }
    }
    for (const char* no : {"0", "false", "no", "n"}) {
        if (lower == no) {
            return 0.0;
        }
    }
    return std::nullopt;
}

// Words as numbers: flags as 0 and 1, classes by their place in order.
NumberColumn numbers_of_words(const ConvertTable& table, const TableColumn& column, Measure measure,
                              std::vector<std::string>& classes) {
    const Markers markers = Markers::defaults();
    NumberColumn numbers;
    numbers.name = column.name;
    const std::set<std::string> distinct(column.words.begin(), column.words.end());
    if (measure == Measure::category) {
        classes.assign(distinct.begin(), distinct.end());
    }
    for (std::size_t i = 0; i < column.words.size(); ++i) {
        const std::string& word = column.words[i];
        if (const CellValue cell = parse_cell(word, markers);
            cell.kind == CellValue::Kind::absent) {
            numbers.push(cell.status);
        } else if (measure == Measure::category) {
            numbers.push(static_cast<double>(
                std::lower_bound(classes.begin(), classes.end(), word) - classes.begin()));
        } else if (const auto flag = flag_of(word)) {
            numbers.push(*flag);
        } else {
            throw InputError("E-CONVERT-13",
                             "\"" + word + "\" in the column \"" + column.name + "\" is no flag",
                             "0 or 1, no or yes, false or true", {},
                             {table.file, table.source_rows[i], column.column});
        }
    }
    return numbers;
}

ConvertColumn convert_column(const ConvertTable& table, const TableColumn& column,
                             const Nature& nature, std::vector<std::string>& classes) {
    ConvertColumn out;
    out.measure = nature.measure;
    out.combine = nature.how;
    if (const auto place = place_in_name(column.name);
        place && nature.measure != Measure::rank && nature.measure != Measure::quantile) {
        throw InputError("E-CONVERT-08",
                         "the column \"" + column.name + "\" holds " +
                             (*place == Measure::rank ? "ranks" : "quantiles") +
                             ", as its name says, and " + nature.said + " asks for it",
                         "a column of scores, rates or counts",
                         *why_not(*place, Combine::weighted_mean), {table.file, 0, column.column});
    }
    if (column.number && column.fault.empty()) {
        out.numbers = column.numbers;
        return out;
    }
    if (column.number || (nature.measure != Measure::flag && nature.measure != Measure::category)) {
        throw InputError("E-INPUT-04",
                         column.number ? "\"" + column.fault + "\" in the column \"" + column.name +
                                             "\" is not a number"
                                       : "the column \"" + column.name + "\" holds no numbers",
                         "a number or a marker of a missing value", {},
                         {table.file, column.fault_row, column.column});
    }
    out.numbers = numbers_of_words(table, column, nature.measure, classes);
    return out;
}

}  // namespace

ChosenColumns choose_columns(const ConvertTable& table, const ConvertRequest& request) {
    Natures natures(table);
    for (const std::string& pattern : request.extensive) {
        natures.state(pattern, Measure::extensive, std::nullopt, "--extensive");
    }
    for (const std::string& pattern : request.intensive) {
        natures.state(pattern, Measure::intensive, std::nullopt, "--intensive");
    }
    for (const auto& [pattern, rule] : request.flags) {
        natures.state(pattern, Measure::flag, rule_of(rule, "--flag " + pattern), "--flag");
    }
    for (const std::string& pattern : request.categories) {
        natures.state(pattern, Measure::category, Combine::majority, "--category");
    }
    for (const auto& [pattern, rule] : request.how) {
        natures.state_how(pattern, rule_of(rule, "--how " + pattern));
    }
    std::optional<std::size_t> population;
    if (!request.population.empty()) {
        const auto found = natures.columns_of(request.population, "--population");
        if (found.size() != 1) {
            throw UsageError("E-CONVERT-18",
                             "--population " + request.population + " fits several columns",
                             "one column of people", {}, {table.file, 0, 0});
        }
        population = found.front();
        natures.know(*population, Measure::extensive);
    }
    if (table.is_result) {
        know_result(table, natures);
    }

    ChosenColumns chosen;
    std::string numeric;
    for (std::size_t c = 0; c < table.columns.size(); ++c) {
        const TableColumn& column = table.columns[c];
        const std::optional<Nature>& nature = natures.of(c);
        if (!nature) {
            chosen.left_out.push_back(column.name);
            numeric += column.number ? (numeric.empty() ? "" : ", ") + column.name : "";
            continue;
        }
        std::vector<std::string> classes;
        if (population == c) {
            chosen.population = chosen.columns.size();
        }
        chosen.columns.push_back(convert_column(table, column, *nature, classes));
        chosen.words.push_back(std::move(classes));
    }
    if (chosen.columns.empty()) {
        throw UsageError("E-CONVERT-17", "what the columns hold is not said",
                         "--extensive COLUMN for counts and amounts, --intensive COLUMN for rates, "
                         "means and scores",
                         numeric.empty() ? "the table has no columns of numbers"
                                         : "the columns of numbers are " + numeric,
                         {table.file, 0, 0});
    }
    return chosen;
}

}  // namespace levelin::run
