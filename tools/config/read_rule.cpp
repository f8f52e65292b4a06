#include <algorithm>
#include <array>
#include <fstream>
#include <levelin/core/number_text.hpp>
#include <levelin/read/delimited_text.hpp>
#include <sstream>
#include <system_error>

#include "rule.hpp"
#include "toml_section.hpp"

namespace levelin::config {

namespace {

std::string read_text(const std::filesystem::path& file, const std::string& what) {
    std::ifstream stream(file, std::ios::binary);
    std::error_code ignored;
    if (!stream || std::filesystem::is_directory(file, ignored)) {
        throw ConfigError("E-CONFIG-08", what + " cannot be read", "a file", "check its name",
                          {file.string(), 0, 0});
    }
    std::ostringstream text;
    text << stream.rdbuf();
    return text.str();
}

std::optional<std::uint64_t> count(Section& section, std::string_view key) {
    const auto value = section.whole(key);
    if (value && *value < 0) {
        section.fail("E-CONFIG-04", key, std::to_string(*value) + " is not a count",
                     "a whole number of 0 or more");
    }
    return value ? std::optional{static_cast<std::uint64_t>(*value)} : std::nullopt;
}

GroupCounts group_counts(Section& section, std::string_view key) {
    GroupCounts counts;
    if (auto groups = section.section(key)) {
        for (const std::string& name : groups->keys()) {
            counts.emplace_back(name, *count(*groups, name));
        }
        groups->finish(rules_manual);
    }
    return counts;
}

// The codes of a CSV: its column `code`; of a selection.csv those that are selected.
std::vector<std::string> codes_of_file(const std::filesystem::path& file) {
    DelimitedText text;
    try {
        text = parse_delimited(read_text(file, "the list of codes"));
    } catch (Error& error) {
        error.in_file(file.string());
        throw;
    }
    const auto header = text.grid.row(0);
    std::optional<std::size_t> code;
    std::optional<std::size_t> selected;
    for (std::size_t c = 0; c < header.size(); ++c) {
        if (header[c] == "code") {
            code = c;
        } else if (header[c] == "selected") {
            selected = c;
        }
    }
    if (!code) {
        throw ConfigError("E-CONFIG-08", "has no column \"code\"", "a CSV with a header",
                          "name the column of codes \"code\"", {file.string(), 1, 0});
    }
    std::vector<std::string> codes;
    for (std::size_t r = 1; r < text.grid.row_count(); ++r) {
        const auto row = text.grid.row(r);
        const bool out = selected && *selected < row.size() && row[*selected] == "0";
        if (*code < row.size() && !row[*code].empty() && !out) {
            codes.emplace_back(row[*code]);
        }
    }
    return codes;
}

class RuleReader {
  public:
    explicit RuleReader(RuleFile& rule) : m_rule(rule) {}

    void read(const toml::table& root) {
        Section top{root, m_rule.file.string(), "[]"};
        m_rule.selection.title = top.text("title").value_or("");
        m_rule.selection.missing = top.word("missing", RuleMissing::error,
                                            std::array{RuleMissing::error, RuleMissing::leave_out});
        m_rule.selection.contiguity = top.word("contiguity", Contiguity::rook,
                                               std::array{Contiguity::rook, Contiguity::queen});
        for (Section& section : top.sections("step")) {
            m_rule.selection.steps.push_back(read_step(section));
        }
        if (auto section = top.section("scorecard")) {
            read_scorecard(*section);
        }
        for (const std::string_view other : {"money", "choice", "confidence"}) {
            (void)top.section(other);  // Read by their own commands.
        }
        (void)top.text("description");
        top.finish(rules_manual);
    }

  private:
    RuleStep read_step(Section& section) {
        RuleStep step;
        step.kind = section.word("do", StepKind::add,
                                 std::array{StepKind::add, StepKind::keep, StepKind::remove});
        step.title = section.text("title").value_or("");
        if (const auto where = section.text("where")) {
            try {
                step.where = parse_condition(*where);
            } catch (Error& error) {
                const Location at = section.where("where");
                error.in_file(at.file);
                error.at(at.row);
                throw;
            }
        }
        read_codes(section, step);
        if (auto around = section.section("neighbours")) {
            step.neighbours = NeighbourRule{};
            step.neighbours->share = share_of(*around, "share", 0);
            step.neighbours->at_least = count(*around, "at_least").value_or(1);
            around->finish(rules_manual);
        }
        if (auto top = section.section("top")) {
            step.top = read_top(*top);
        }
        if (auto limit = section.section("limit")) {
            step.limit = read_limit(*limit);
            if (step.top && !step.top->per.empty()) {
                section.fail("E-CONFIG-04", "limit", "a step with both top.per and limit",
                             "one of them", "use quotas in top, or a step each");
            }
        }
        if (const auto category = section.whole("category")) {
            if (*category < 1 || *category > 1000) {
                section.fail("E-CONFIG-04", "category", "there is no such category",
                             "a whole number from 1 to 1000");
            }
            step.category = static_cast<std::int32_t>(*category);
        }
        section.finish(rules_manual);
        return step;
    }

    void read_codes(Section& section, RuleStep& step) {
        if (section.has("codes")) {
            step.codes = section.texts("codes");
        }
        if (const auto file = section.text("codes_file")) {
            const auto more = codes_of_file(m_rule.file.parent_path() / *file);
            if (!step.codes) {
                step.codes.emplace();
            }
            step.codes->insert(step.codes->end(), more.begin(), more.end());
        }
    }

    TopRule read_top(Section& section) {
        TopRule top;
        top.by = section.required_text("by");
        top.lowest = section.flag("lowest", false);
        top.count = count(section, "count");
        if (section.has("share")) {
            top.share = share_of(section, "share", 0);
        }
        top.people = section.text("of").value_or("");
        top.per = section.text("per").value_or("");
        top.quotas = group_counts(section, "quotas");
        if (top.count && top.share) {
            section.fail("E-CONFIG-04", "share", "both a count and a share", "one of them");
        }
        if (!top.count && !top.share && top.quotas.empty()) {
            section.fail("E-CONFIG-06", "count", "neither a count nor a share",
                         "count = 100, or share = \"10%\"");
        }
        if (!top.quotas.empty() && top.per.empty()) {
            section.fail("E-CONFIG-06", "quotas", "quotas without the groups that they are for",
                         "per = \"region\"");
        }
        if (!top.people.empty() && !top.share) {
            section.fail("E-CONFIG-04", "of", "people without a share of them", "share = \"20%\"");
        }
        section.finish(rules_manual);
        return top;
    }

    GroupLimit read_limit(Section& section) {
        GroupLimit limit;
        limit.per = section.required_text("per");
        limit.at_least = count(section, "at_least");
        limit.at_most = count(section, "at_most");
        limit.at_least_of = group_counts(section, "at_least_in");
        limit.at_most_of = group_counts(section, "at_most_in");
        limit.by = section.text("by").value_or("");
        limit.lowest = section.flag("lowest", false);
        section.finish(rules_manual);
        return limit;
    }

    void read_scorecard(Section& section) {
        ScorecardConfig& card = m_rule.scorecard;
        card.people = section.text("people").value_or("");
        card.in_need = section.text("in_need").value_or("");
        card.in_need_percent = section.text("in_need_percent").value_or("");
        card.in_need_share = section.text("in_need_share").value_or("");
        card.groups = section.texts("groups");
        card.score = section.text("score").value_or("");
        card.lowest = section.flag("lowest", false);
        if (card.lowest && card.score.empty()) {
            section.fail("E-CONFIG-06", "score", "the lowest of nothing", "score = \"COLUMN\"");
        }
        const auto given = static_cast<int>(section.has("in_need")) +
                           static_cast<int>(section.has("in_need_percent")) +
                           static_cast<int>(section.has("in_need_share"));
        if (given > 1) {
            section.fail("E-CONFIG-04",
                         section.has("in_need_share") ? "in_need_share" : "in_need_percent",
                         "people in need are given twice",
                         "one of in_need, in_need_percent and in_need_share");
        }
        if (given == 1 && card.in_need.empty() && (card.people.empty() || card.people == "none")) {
            section.fail("E-CONFIG-06", "people", "a share of nobody", "people = \"COLUMN\"");
        }
        section.finish(rules_manual);
    }

    RuleFile& m_rule;
};

}  // namespace

double share_of(Section& section, std::string_view key, double otherwise) {
    if (!section.has(key)) {
        return otherwise;
    }
    std::optional<double> share;
    const toml::node* node = section.table().get(key);
    if (node != nullptr && node->is_string()) {
        const std::string text = *section.text(key);
        if (text.ends_with('%')) {
            std::string_view number = text;
            number.remove_suffix(1);
            while (number.ends_with(' ')) {
                number.remove_suffix(1);
            }
            share = parse_plain_number(number);
            share = share ? std::optional{*share / 100} : share;
        }
    } else {
        share = section.number(key);
    }
    if (!share || !(*share > 0 && *share <= 1)) {
        section.fail("E-CONFIG-04", key, "\"" + std::string{key} + "\" is no share",
                     "a share such as \"20%\" or 0.2, above 0 and up to 1");
    }
    return *share;
}

RuleFile parse_rule(std::string_view text, const std::filesystem::path& file) {
    RuleFile rule;
    rule.file = file;
    rule.text = text;
    try {
        RuleReader{rule}.read(toml::parse(text, file.string()));
    } catch (const toml::parse_error& error) {
        throw ConfigError("E-CONFIG-01", "not valid TOML: " + std::string{error.description()}, {},
                          {},
                          {file.string(), error.source().begin.line, error.source().begin.column});
    }
    return rule;
}

std::filesystem::path find_rule(const std::filesystem::path& given,
                                const std::filesystem::path& built_in) {
    std::error_code ignored;
    const bool file =
        std::filesystem::exists(given, ignored) && !std::filesystem::is_directory(given, ignored);
    if (file || given.has_extension() || given.has_parent_path()) {
        return given;
    }
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(built_in, ignored)) {
        if (entry.path().extension() == ".toml") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    std::string list;
    for (const std::string& name : names) {
        if (name == given) {
            return built_in / (name + ".toml");
        }
        list += ", " + name;
    }
    throw UsageError(
        "E-USAGE-29", "there is no file and no built-in rule \"" + given.string() + "\"",
        "a file such as rule.toml, or one of" + (list.empty() ? list : list.substr(1)));
}

RuleFile read_rule(const std::filesystem::path& file) {
    return parse_rule(read_text(file, "the rule file"), file);
}

}  // namespace levelin::config
