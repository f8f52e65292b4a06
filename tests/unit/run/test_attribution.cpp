#include <levelin/core/error.hpp>
#include <run/attribution.hpp>
#include <run/nations.hpp>
#include <run/run_project.hpp>

#include "scratch_folder.hpp"
#include "simple_csv.hpp"
#include "small_world.hpp"

using namespace levelin;

namespace {

geodata::Boundaries layer_of(const std::vector<std::string>& codes) {
    geodata::Boundaries layer;
    for (const std::string& code : codes) {
        layer.set.codes.push_back(*AreaCode::parse(code));
    }
    return layer;
}

run::LoadedTable table_of(const std::string& licence) {
    run::LoadedTable table;
    table.config.licence = licence;
    return table;
}

bool any_has(const std::vector<std::string>& lines, const std::string& text) {
    for (const std::string& line : lines) {
        if (line.find(text) != std::string::npos) {
            return true;
        }
    }
    return false;
}

// A project of a composite over two tables of scores, without boundaries.
run::RunRequest composite_request(const ScratchFolder& scratch, const std::string& north) {
    small_world::write_text(scratch / "all.csv",
                            "nation,code,score,emp\nE,E01000001,1,0\nE,E01000002,6,2\n"
                            "E,E01000003,5,4\nScotland,S01006506,5,1\n"
                            "S,S01006507,2,3\nS,S01006508,11,5\n");
    small_world::write_text(scratch / "north.csv", north);
    run::RunRequest request;
    request.project = config::parse_project(R"([recipe]
name = "two"
[tables.all]
optional = true
[tables.south]
optional = true
[tables.north]
optional = true
[[index]]
id = "both"
method = "composite"
nations = ["E", "S"]
base = "E"
[index.from.all]
nation = { table = "all", column = "nation" }
local = { table = "all", column = "score" }
employment = { table = "all", column = "emp" }
[index.from.south]
nation = "E"
local = { table = "south", column = "score" }
employment = { table = "south", column = "emp" }
[index.from.north]
nation = "S"
local = { table = "north", column = "score" }
employment = { table = "north", column = "emp" }
)",
                                            scratch / "p.toml");
    request.out = scratch / "out";
    request.overwrite = true;
    return request;
}

void give(run::RunRequest& request, const std::string& id, const std::filesystem::path& file) {
    for (config::TableConfig& table : request.project.tables) {
        if (table.id == id) {
            table.file = file;
        }
    }
}

std::string fault_of(const run::RunRequest& request) {
    try {
        (void)run::run_project(request);
    } catch (const Error& error) {
        return error.code();
    }
    return "none";
}

}  // namespace

TEST_CASE("attribution: each line once, in the order map, boundaries, tables, grid", "[run]") {
    config::ProjectConfig project;
    project.map.attribution = {"The map's own"};
    project.boundaries.resize(3);
    project.boundaries[1].licence = "As the project says";
    run::Inputs inputs;
    inputs.boundaries.push_back(layer_of({"E01000001", "W01000001"}));
    inputs.boundaries.push_back(layer_of({"S01006506"}));
    inputs.boundaries.push_back(layer_of({"95AA01S1"}));
    inputs.tables.push_back(table_of("Table one"));
    inputs.tables.push_back(table_of("As the project says"));
    inputs.tables.push_back(table_of("Table one"));
    const auto lines = run::attribution_lines(project, inputs, "grid.tif");
    REQUIRE(lines.size() == 6);
    CHECK(lines[0] == "The map's own");
    CHECK(lines[1].find("Office for National Statistics") != std::string::npos);
    CHECK(lines[2] == "As the project says");
    CHECK(lines[3].find("Land & Property Services") != std::string::npos);
    CHECK(lines[4] == "Table one");
    CHECK(lines[5].find("OSTN15") != std::string::npos);
    CHECK_FALSE(any_has(lines, "Scottish Government"));
    CHECK_FALSE(any_has(run::attribution_lines(project, inputs), "OSTN15"));
}

TEST_CASE("attribution: a layer of the Kingdom, and codes that say nothing", "[run]") {
    config::ProjectConfig project;
    project.boundaries.resize(1);
    run::Inputs inputs;
    inputs.boundaries.push_back(layer_of({"95AA01S1", "S01006506", "E01000001"}));
    auto lines = run::attribution_lines(project, inputs);
    REQUIRE(lines.size() == 3);
    CHECK(lines[1].find("Scottish Government") != std::string::npos);
    // Councils of all nations come in one layer of the Office for National Statistics.
    inputs.boundaries = {};
    inputs.boundaries.push_back(layer_of({"E06000001", "S12000033", "N09000001"}));
    lines = run::attribution_lines(project, inputs);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].find("Contains OS data") != std::string::npos);
    inputs.boundaries = {};
    inputs.boundaries.push_back(layer_of({"X1"}));
    CHECK(run::attribution_lines(project, inputs).empty());
}

TEST_CASE("nations: by code and by word", "[run]") {
    const auto of = [](const char* code) { return run::nation_of_code(*AreaCode::parse(code)); };
    CHECK(of("E01000001") == "E");
    CHECK(of("W01000001") == "W");
    CHECK(of("S01006506") == "S");
    CHECK(of("95ZZ06W1") == "N");
    CHECK(of("N20000001") == "N");
    CHECK(of("K02000001").empty());
    CHECK(run::nation_of_word(" Northern Ireland ") == "N");
    CHECK(run::nation_of_word("WALES") == "W");
    CHECK(run::nation_of_word("Cornwall").empty());
}

TEST_CASE("composite run: one table or one a nation, and never both", "[run]") {
    const ScratchFolder scratch;
    const std::string north = "code,score,emp\nS01006506,5,1\nS01006507,2,3\nS01006508,11,5\n";
    run::RunRequest request = composite_request(scratch, north);
    CHECK(fault_of(request) == "E-USAGE-20");
    give(request, "all", scratch / "all.csv");
    const run::RunOutcome outcome = run::run_project(request);
    CHECK(outcome.files.size() == 3);
    const SimpleCsv areas = read_simple_csv(scratch / "out" / "areas.csv");
    // The table by hand of docs/methods/composite.md.
    const std::vector<double> expected{1, 6, 5, 4, 3, 8};
    for (std::size_t i = 0; i < expected.size(); ++i) {
        CHECK(std::stod(areas.rows[i][areas.column("both_score")]) ==
              Approx(expected[i]).margin(1e-12));
    }
    give(request, "north", scratch / "north.csv");
    CHECK(fault_of(request) == "E-CONFIG-10");
    give(request, "all", "");
    CHECK(fault_of(request) == "E-USAGE-20");  // England's is not given.

    small_world::write_text(scratch / "south.csv",
                            "code,score,emp\nE01000001,1,0\nE01000002,6,2\nE01000003,5,4\n");
    give(request, "south", scratch / "south.csv");
    request.out = scratch / "four";
    CHECK(fault_of(request) == "none");
    CHECK(read_bytes(scratch / "four" / "areas.csv") == read_bytes(scratch / "out" / "areas.csv"));

    // The one table's nation and the codes must agree, and each table holds its own nation.
    small_world::write_text(scratch / "all.csv",
                            "nation,code,score,emp\nE,E01000001,1,0\nE,S01006506,6,2\n");
    give(request, "all", scratch / "all.csv");
    give(request, "north", "");
    give(request, "south", "");
    CHECK(fault_of(request) == "E-SCORE-10");
    give(request, "all", "");
    give(request, "north", scratch / "north.csv");
    give(request, "south", scratch / "north.csv");
    CHECK(fault_of(request) == "E-SCORE-10");
}
