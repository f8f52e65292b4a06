#include <catch2/catch.hpp>
#include <config/project.hpp>
#include <config/rule.hpp>
#include <filesystem>
#include <fstream>
#include <levelin/core/error.hpp>

#include "scratch_folder.hpp"

using namespace levelin;
using namespace levelin::config;

namespace {

constexpr const char* good = R"([project]
title = "Need"

[tables.main]
file = "test_project_table.csv"
suppressed = ["#"]

[[index]]
id = "need"
aggregation = "weighted_sum"
missing = "reweight"
minimum_weight = 0.75

[[index.part]]
id = "living"
weight = 0.5
aggregation = "geometric"

[[index.part.part]]
id = "pay"
column = "Weekly pay"
direction = "lower_is_worse"
normalise = "percentile"
weight = 2

[[index.part.part]]
id = "homes"
column = "Homes"

[[index.part]]
id = "health"
column = "Healthy life"
weight = 0.5
normalise = "distance_to_target"
target = 65

[carry.population]
column = "People"

[weights]
health = 0.25
)";

// The table need not hold anything: only its being there is checked.
std::filesystem::path project_file() {
    const auto folder = std::filesystem::temp_directory_path() / "levelin-test-config";
    std::filesystem::create_directories(folder);
    std::ofstream(folder / "test_project_table.csv") << "x\n";
    return folder / "p.toml";
}

ConfigError fault_of(const std::string& text, const Settings& settings = {}) {
    try {
        (void)parse_project(text, project_file(), settings);
    } catch (const ConfigError& error) {
        return error;
    }
    FAIL("no error for:\n" << text);
    return ConfigError{"", ""};
}

std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("project: a file with everything in it", "[config]") {
    const ProjectConfig project = parse_project(good, project_file());
    CHECK(project.title == "Need");
    REQUIRE(project.tables.size() == 1);
    CHECK(project.tables[0].markers.suppressed == std::vector<std::string>{"#"});
    CHECK(project.tables[0].markers.missing == Markers::defaults().missing);
    REQUIRE(project.indices.size() == 1);
    const PartSpec& root = project.indices[0].spec.root;
    CHECK(root.aggregation == Aggregation::weighted_sum);
    CHECK(root.missing == MissingPolicy::reweight);
    CHECK(root.minimum_weight == 0.75);
    REQUIRE(root.parts.size() == 2);
    REQUIRE(root.parts[0].parts.size() == 2);
    CHECK(root.parts[0].aggregation == Aggregation::geometric);
    const PartSpec& pay = root.parts[0].parts[0];
    CHECK(pay.direction == Direction::lower_is_worse);
    CHECK(pay.normalise == Normalisation::percentile);
    CHECK(project.columns[*pay.indicator].name == "Weekly pay");
    CHECK(project.columns[*pay.indicator].table == "main");
    CHECK(root.parts[1].target == 65);
    CHECK(root.parts[1].weight == 0.25);  // [weights] has the last word in the file.
    CHECK(project.carry[0].id == "population");
    CHECK(project.reference == Reference::boundaries);
}

TEST_CASE("project: --set reaches parts by id and everything else by path", "[config]") {
    const ProjectConfig project = parse_project(good, project_file(),
                                                {{"pay.weight", "7"},
                                                 {"pay.column", "Pay, gross"},
                                                 {"need.ties", "mean"},
                                                 {"map.title", "Where need is"},
                                                 {"tables.main.sheet", "\"Table 1\""},
                                                 {"weights.homes", "3"}});
    const PartSpec& living = project.indices[0].spec.root.parts[0];
    CHECK(living.parts[0].weight == 7);
    CHECK(project.columns[*living.parts[0].indicator].name == "Pay, gross");
    CHECK(living.parts[1].weight == 3);
    CHECK(project.indices[0].spec.ties == TieRule::mean);
    CHECK(project.map.title == "Where need is");
    CHECK(project.tables[0].sheet == "Table 1");
    CHECK(project.effective_json.find("Where need is") != std::string::npos);
}

TEST_CASE("project: every fault has its code and its place", "[config]") {
    const auto check = [](const ConfigError& error, const char* code, std::uint64_t row,
                          std::uint64_t column) {
        INFO(error.what());
        CHECK(error.code() == code);
        CHECK(error.exit_status() == 2);
        CHECK(error.location().row == row);
        CHECK(error.location().column == column);
        CHECK(error.location().file.ends_with("p.toml"));
    };
    const std::string text = good;
    check(fault_of("a = "), "E-CONFIG-01", 1, 5);
    check(fault_of(with(text, "minimum_weight = 0.75", "minimum_wieght = 0.75")), "E-CONFIG-02", 12,
          18);
    CHECK(fault_of(with(text, "minimum_weight = 0.75", "minimum_wieght = 0.75")).expected() ==
          "\"minimum_weight\"");
    check(fault_of(with(text, "weight = 2", "weight = \"2\"")), "E-CONFIG-03", 24, 10);
    check(fault_of(with(text, "\"percentile\"", "\"percentiles\"")), "E-CONFIG-04", 23, 13);
    check(fault_of(with(text, "weight = 2", "weight = -2")), "E-CONFIG-04", 24, 10);
    check(fault_of(with(text, "weight = 2", "weight = nan")), "E-CONFIG-04", 24, 10);
    check(fault_of(with(text, "minimum_weight = 0.75", "minimum_weight = 0")), "E-CONFIG-04", 12,
          18);
    check(fault_of(with(text, "id = \"pay\"", "id = \"Pay\"")), "E-CONFIG-04", 20, 6);
    check(fault_of(with(text, "health = 0.25", "wealth = 0.25")), "E-CONFIG-05", 41, 10);
    check(fault_of(with(text, "weight = 2", "denominator = \"workers\"")), "E-CONFIG-05", 24, 15);
    check(fault_of(with(text, "column = \"Homes\"\n", "")), "E-CONFIG-06", 26, 1);
    check(fault_of(with(text, "target = 65\n", "")), "E-CONFIG-06", 34, 13);
    check(fault_of(with(text, "test_project_table.csv", "gone.csv")), "E-CONFIG-08", 5, 8);
    check(fault_of("[project]\ntitle = \"x\"\n"), "E-CONFIG-06", 1, 1);
}

TEST_CASE("project: a setting that leads nowhere is refused", "[config]") {
    for (const auto& [key, value] : Settings{{"wage.weight", "1"},
                                             {"pay", "1"},
                                             {"pay..weight", "1"},
                                             {"weights.wage", "1"},
                                             {"pay.column.x", "1"}}) {
        INFO(key);
        CHECK(fault_of(good, {{key, value}}).code() == "E-CONFIG-07");
    }
    CHECK(fault_of(good, {{"pay.weigth", "1"}}).code() == "E-CONFIG-02");
    CHECK(fault_of(good, {{"pay.weight", "-1"}}).code() == "E-CONFIG-04");
    CHECK(fault_of(good, {{"pay.weight", "heavy"}}).code() == "E-CONFIG-03");
}

TEST_CASE("project: a target is a rule with its look-ups and tables", "[config]") {
    const ScratchFolder scratch;
    for (const char* name : {"rule.toml", "lads.csv", "regions.csv", "more.csv"}) {
        std::ofstream(scratch / name) << "x\n";
    }
    const auto parsed = [&](const std::string& target) {
        return parse_project(
                   "[tables.a]\nfile = \"more.csv\"\n[[index]]\nid = \"a\"\n"
                   "[[index.part]]\nid = \"b\"\ncolumn = \"c\"\n" +
                       target,
                   scratch / "p.toml")
            .target;
    };
    CHECK_FALSE(parsed("").has_value());
    const auto target = parsed(
        "[target]\nrule = \"rule.toml\"\nlookup = [\"lads.csv\", \"regions.csv\"]\n"
        "table = \"more.csv\"\nbridges = \"uk\"\n");
    REQUIRE(target.has_value());
    CHECK(target->rule == scratch / "rule.toml");
    CHECK(target->rule_name == "rule.toml");
    CHECK(target->lookups.size() == 2);
    CHECK(target->tables == std::vector<std::filesystem::path>{scratch / "more.csv"});
    CHECK(target->bridges == "uk");
    CHECK(parsed("[target]\nrule = \"core20\"\n")->rule == "core20");  // A built-in rule.
    CHECK_THROWS_AS(parsed("[target]\nrule = \"gone.toml\"\n"), ConfigError);
    CHECK_THROWS_AS(parsed("[target]\nrule = \"rule.toml\"\nlookups = \"lads.csv\"\n"),
                    ConfigError);
}

TEST_CASE("rule: names of built-in rules give way to files, not to folders", "[config]") {
    const ScratchFolder scratch;
    std::filesystem::create_directory(scratch / "rules");
    std::ofstream(scratch / "rules" / "tenth.toml") << "x\n";
    const std::filesystem::path here = std::filesystem::current_path();
    std::filesystem::current_path(scratch.path());
    std::filesystem::create_directory("tenth");
    CHECK(find_rule("tenth", "rules") == std::filesystem::path{"rules/tenth.toml"});
    CHECK(find_rule("gone.toml", "rules") == "gone.toml");
    CHECK_THROWS_AS(find_rule("fifth", "rules"), UsageError);
    std::filesystem::remove("tenth");
    std::ofstream("tenth") << "x\n";
    CHECK(find_rule("tenth", "rules") == "tenth");
    std::filesystem::current_path(here);
}
