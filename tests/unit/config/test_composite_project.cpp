#include <config/project.hpp>

using namespace levelin;
using namespace levelin::config;

namespace {

const std::string composite = R"([recipe]
name = "two"
[tables.all]
optional = true
[tables.north]
optional = true
[tables.people]
optional = true
[[index]]
id = "both"
method = "composite"
nations = ["E", "S"]
base = "E"
ties = "mean"
[index.from.all]
nation = { table = "all", columns = ["nation"] }
local = { table = "all", columns = ["score"] }
employment = { table = "all", columns = ["emp"] }
income = { table = "all", columns = ["inc"] }
[index.from.north]
nation = "S"
local = { table = "north", columns = ["score"] }
employment = { table = "north", columns = ["emp"] }
income = { table = "north", columns = ["inc"] }
[index.population]
table = "people"
columns = ["pop"]
)";

std::string fault_of(const std::string& text, const Settings& settings = {}) {
    try {
        (void)parse_project(text, "p.toml", settings);
    } catch (const ConfigError& error) {
        return error.code();
    }
    return "none";
}

std::string with(std::string text, const std::string& from, const std::string& to) {
    const std::size_t at = text.find(from);
    REQUIRE(at != std::string::npos);
    return text.replace(at, from.size(), to);
}

}  // namespace

TEST_CASE("project: a composite index and the tables that it is made from", "[config]") {
    ProjectConfig project = parse_project(composite, "p.toml");
    REQUIRE(project.indices.front().composite);
    const CompositeConfig& both = *project.indices.front().composite;
    CHECK(both.spec.id == "both");
    CHECK(both.spec.base == 0);
    CHECK(both.spec.ties == TieRule::mean);
    CHECK(both.spec.version == CompositeVersion::employment);
    REQUIRE(both.sources.size() == 2);
    CHECK(both.sources[0].nation.empty());
    CHECK(project.texts[*both.sources[0].nation_text].patterns.front() == "nation");
    CHECK(both.sources[1].nation == "S");
    CHECK_FALSE(both.sources[1].nation_text);
    CHECK_FALSE(both.sources[1].income);  // Not wanted, so that no table need have it.
    CHECK(project.columns[both.sources[1].employment].table == "north");
    CHECK(project.columns[both.sources[1].employment].used_by == "both.from.north.employment");
    CHECK(project.columns[*both.population].table == "people");

    project = parse_project(composite, "p.toml", {{"base", "S"}, {"both.version", "both"}});
    CHECK(project.indices.front().composite->spec.base == 1);
    CHECK(project.indices.front().composite->sources[1].income);
    // A key that the index does not have yet needs the index before it.
    CHECK(fault_of(composite, {{"version", "both"}}) == "E-CONFIG-07");
}

TEST_CASE("project: faults of a composite index", "[config]") {
    CHECK(fault_of(composite) == "none");
    CHECK(fault_of(composite, {{"base", "X"}}) == "E-CONFIG-04");
    CHECK(fault_of(composite, {{"both.version", "income"}}) == "E-CONFIG-04");
    CHECK(fault_of(composite, {{"both.method", "magic"}}) == "E-CONFIG-04");
    CHECK(fault_of(with(composite, "nation = \"S\"", "nation = \"W\"")) == "E-CONFIG-04");
    CHECK(fault_of(with(composite, "nations = [\"E\", \"S\"]\n", "")) == "E-CONFIG-06");
    CHECK(fault_of(with(composite, "base = \"E\"\n", "")) == "E-CONFIG-06");
    CHECK(fault_of(with(composite, "local = { table = \"north\", columns = [\"score\"] }\n", "")) ==
          "E-CONFIG-06");
    CHECK(fault_of(with(composite, "ties = \"mean\"", "tie = \"mean\"")) == "E-CONFIG-02");
    CHECK(fault_of(with(composite, "nation = \"S\"", "nation = \"S\"\ncolour = \"red\"")) ==
          "E-CONFIG-02");
}

TEST_CASE("project: the curve, the ties and the direction of ranks", "[config]") {
    const std::string tree = R"([recipe]
name = "ranks"
[tables.domains]
[[index]]
id = "need"
direction = "lower_is_worse"
[[index.part]]
id = "income"
columns = ["income rank"]
ranks = true
rank_ties = "any"
normalise = "exponential"
exponential_constant = 22.5
rank_share = "exclusive"
[[index.part]]
id = "health"
columns = ["health rank"]
direction = "higher_is_worse"
[[index.check]]
columns = ["flag"]
)";
    const ProjectConfig project = parse_project(tree, "p.toml");
    const auto& parts = project.indices.front().spec.root.parts;
    CHECK(parts[0].direction == Direction::lower_is_worse);
    CHECK(parts[0].rank_ties == RankTies::any);
    CHECK(parts[0].curve.constant == 22.5);
    CHECK(parts[0].curve.share == RankShare::exclusive);
    CHECK(parts[1].direction == Direction::higher_is_worse);
    CHECK(parts[1].curve.constant == 23);
    REQUIRE(project.indices.front().checks.size() == 1);
    CHECK(project.texts[project.indices.front().checks[0].text].patterns.front() == "flag");
    CHECK(project.columns.size() == 2);  // A check is no column that anything is made of.

    const ProjectConfig turned =
        parse_project(tree, "p.toml", {{"need.direction", "higher_is_worse"}});
    CHECK(turned.indices.front().spec.root.parts[0].direction == Direction::higher_is_worse);
    CHECK(fault_of(tree, {{"income.exponential_constant", "1"}}) == "E-CONFIG-04");
    CHECK(fault_of(tree, {{"income.rank_ties", "none"}}) == "E-CONFIG-04");
    CHECK(fault_of(tree, {{"income.rank_share", "half"}}) == "E-CONFIG-04");
}
