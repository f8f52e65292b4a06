#include <config/project.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/output_file.hpp>
#include <nlohmann/json.hpp>
#include <run/run_project.hpp>

#include "scratch_folder.hpp"
#include "simple_csv.hpp"
#include "small_world.hpp"

using namespace levelin;

namespace {

run::RunRequest small_request(const ScratchFolder& scratch, const std::string& extra = {}) {
    (void)small_world::write_shapefile(scratch.path());
    (void)small_world::write_table(scratch.path());
    run::RunRequest request;
    request.project =
        config::parse_project(small_world::project_text(extra), scratch / "project.toml");
    request.out = scratch / "out";
    request.time = "2026-01-01T00:00:00Z";
    return request;
}

}  // namespace

TEST_CASE("run: zero, missing and suppressed stay apart from table to result", "[run]") {
    const ScratchFolder scratch;
    const run::RunOutcome outcome = run::run_project(small_request(scratch));
    CHECK(outcome.areas == 4);
    CHECK(outcome.scored == 3);
    const SimpleCsv areas = read_simple_csv(scratch / "out" / "areas.csv");
    CHECK(areas.header ==
          std::vector<std::string>{"code", "name", "status", "need_score", "need_rank",
                                   "need_decile", "pay_value", "pay_contribution", "pay_status",
                                   "homes_value", "homes_contribution", "people", "people_status"});
    // pay: (600 - x) / 200; homes: x / 40; the mean of both.
    CHECK(areas.rows[0] == std::vector<std::string>{"E06000001", "Area 1", "ok", "0.5", "1", "4",
                                                    "1", "0.5", "ok", "0", "0", "1000", "ok"});
    CHECK(areas.rows[1] == std::vector<std::string>{"E06000002", "Area 2", "ok", "0.5", "1", "4",
                                                    "0.5", "0.25", "ok", "0.5", "0.25", "",
                                                    "suppressed"});
    CHECK(areas.rows[3] == std::vector<std::string>{"E06000004", "Area 4", "missing", "", "", "",
                                                    "", "", "missing", "1", "", "4000", "ok"});

    const auto json = nlohmann::json::parse(read_bytes(scratch / "out" / "areas.geojson"));
    REQUIRE(json["features"].size() == 4);
    const auto keys = [](const nlohmann::json& object) {
        std::vector<std::string> list;
        for (const auto& [key, value] : object.items()) {
            list.push_back(key);
        }
        return list;
    };
    for (const auto& feature : json["features"]) {
        CHECK(keys(feature["properties"]) == keys(json["features"][0]["properties"]));
    }
    const auto& last = json["features"][3]["properties"];
    CHECK(last["need_score"].is_null());
    CHECK(last["pay_value"].is_null());
    CHECK(last["pay_status"] == "missing");
    CHECK(json["features"][0]["properties"]["homes_value"] == 0);
    CHECK(json["features"][1]["properties"]["people"].is_null());
}

TEST_CASE("run: the manifest's digests are those of the files", "[run]") {
    const ScratchFolder scratch;
    (void)run::run_project(small_request(scratch));
    const auto manifest = nlohmann::json::parse(read_bytes(scratch / "out" / "manifest.json"));
    CHECK(manifest["created"] == "2026-01-01T00:00:00Z");
    CHECK(manifest["outputs"].size() == 5);
    for (const auto& output : manifest["outputs"]) {
        const auto digest =
            geodata::digest_of_file(scratch / "out" / output["file"].get<std::string>());
        CHECK(output["sha256"] == digest.sha256);
        CHECK(output["bytes"] == digest.bytes);
    }
    std::size_t shapefile_parts = 0;
    for (const auto& input : manifest["inputs"]) {
        shapefile_parts += input["role"] == "boundaries" ? 1 : 0;
        CHECK(input["sha256"] == geodata::digest_of_file(input["file"].get<std::string>()).sha256);
    }
    CHECK(shapefile_parts >= 4);
    CHECK(manifest["configuration"]["index"][0]["id"] == "need");
    CHECK_FALSE(manifest["coordinate_operation"]["name"].get<std::string>().empty());
}

TEST_CASE("run: strict stops before anything is written", "[run]") {
    const ScratchFolder scratch;
    (void)small_world::write_shapefile(scratch.path());
    run::RunRequest request = small_request(scratch);
    small_world::write_text(scratch / "table.csv",
                            "LAD23CD,pay,homes,people\nE06000001,1,2,3\nE06000002,2,3,4\n");
    request.strict = true;
    const run::RunOutcome outcome = run::run_project(request);
    CHECK_FALSE(outcome.written);
    CHECK(outcome.findings.find("W-JOIN-01") != nullptr);
    CHECK_FALSE(std::filesystem::exists(scratch / "out"));
}

TEST_CASE("run: the reference set decides what ranks refer to", "[run]") {
    const ScratchFolder scratch;
    (void)small_world::write_shapefile(scratch.path());
    for (const char* reference : {"tables", "boundaries"}) {
        run::RunRequest request = small_request(scratch);
        // Two councils more in the table than on the map, both with greater need.
        small_world::write_text(scratch / "table.csv",
                                "LAD23CD,pay,homes,people\nE06000001,300,10,1\n"
                                "E06000002,400,20,2\nE06000003,500,5,3\nE06000004,600,1,4\n"
                                "E06000005,100,90,5\nE06000006,100,80,6\nE92000001,350,30,21\n");
        request.project = config::parse_project(
            "reference = \"" + std::string{reference} + "\"\n" + small_world::project_text(),
            scratch / "project.toml");
        request.out = scratch / reference;
        const run::RunOutcome outcome = run::run_project(request);
        CHECK(outcome.findings.find("W-JOIN-02")->count == 2);
        const SimpleCsv areas = read_simple_csv(scratch / reference / "areas.csv");
        REQUIRE(areas.rows.size() == 4);
        const bool national = std::string{reference} == "tables";
        CHECK(areas.rows[1][areas.column("need_rank")] == (national ? "4" : "1"));
        CHECK(areas.rows[3][areas.column("need_rank")] == (national ? "6" : "4"));
    }
}

TEST_CASE("run: a ranking is checked, and counted, over the whole table", "[run]") {
    const ScratchFolder scratch;
    const std::string extra =
        "[[index]]\nid = \"places\"\n[[index.part]]\nid = \"place\"\n"
        "column = \"place\"\nranks = true\n"
        "direction = \"lower_is_worse\"\nnormalise = \"rank\"\n";
    run::RunRequest request = small_request(scratch);
    request.project =
        config::parse_project(small_world::project_text(extra), scratch / "project.toml");
    // Six councils are ranked, four of them on the map.
    small_world::write_text(scratch / "table.csv",
                            "LAD23CD,pay,homes,people,place\nE06000001,300,10,1,3\n"
                            "E06000002,400,20,2,4\nE06000003,500,5,3,5\nE06000004,600,1,4,6\n"
                            "E06000005,100,90,5,1\nE06000006,100,80,6,2\n");
    (void)run::run_project(request);
    const SimpleCsv areas = read_simple_csv(scratch / "out" / "areas.csv");
    CHECK(areas.rows[0][areas.column("place_value")] == "4");  // N + 1 - rank, N = 6.

    small_world::write_text(scratch / "table.csv",
                            "LAD23CD,pay,homes,people,place\nE06000001,300,10,1,3.5\n"
                            "E06000002,400,20,2,0.4\nE06000003,500,5,3,0.2\n");
    request.out = scratch / "other";
    try {
        (void)run::run_project(request);
        FAIL("scored");
    } catch (const InputError& error) {
        CHECK(error.code() == "E-SCORE-02");
        CHECK(error.location().row == 4);  // The lowest place, 0.2, is none.
        CHECK(error.location().column == 5);
    }
}

TEST_CASE("run: without boundaries there is a table and no geometry", "[run]") {
    const ScratchFolder scratch;
    run::RunRequest request = small_request(scratch);
    request.project.boundaries.clear();
    const run::RunOutcome outcome = run::run_project(request);
    CHECK(outcome.files.size() == 3);
    CHECK_FALSE(std::filesystem::exists(scratch / "out" / "areas.geojson"));
    const SimpleCsv areas = read_simple_csv(scratch / "out" / "areas.csv");
    CHECK(areas.rows[2][1] == "Three");  // The name stands in the table.
}

TEST_CASE("run: a carried column that may be absent is left out where it is", "[run]") {
    const ScratchFolder scratch;
    const std::string homes = "[carry.homes_again]\ncolumn = \"homes\"\noptional = true\n";
    const std::string workers = "[carry.workers]\ncolumn = \"workers\"\n";
    (void)run::run_project(small_request(scratch, homes + workers + "optional = true\n"));
    const SimpleCsv areas = read_simple_csv(scratch / "out" / "areas.csv");
    CHECK(areas.header[areas.header.size() - 1] == "homes_again");
    CHECK(areas.rows[1].back() == "20");

    run::RunRequest request = small_request(scratch, workers);
    request.out = scratch / "again";
    CHECK_THROWS_AS(run::run_project(request), ConfigError);
}

TEST_CASE("run: a table without codes is joined by names, and says how", "[run]") {
    const ScratchFolder scratch;
    run::RunRequest request = small_request(scratch);
    const auto with_names = [&](const std::string& text) {
        small_world::write_text(scratch / "table.csv", text);
        request.overwrite = true;
        (void)run::run_project(request);
        return nlohmann::json::parse(read_bytes(scratch / "out" / "report.json"))["tables"][0];
    };
    const auto table = with_names(
        "Part,Council,pay,homes,people\nN,area 1,400,0,10\nN,Area 2 District Council,500,20,20\n"
        "S,Area 3,600,30,30\nS,Area 33,700,40,40\n");
    CHECK(table["name_column"] == "Council");
    CHECK(table["code_column"].is_null());
    CHECK(table["names"]["exact"] == 1);
    CHECK(table["names"]["normalised"] == 2);
    CHECK(table["names"]["unmatched"] == 1);  // Similar to Area 3, and not taken for it.
    CHECK(table["matched"] == 3);
    const SimpleCsv areas = read_simple_csv(scratch / "out" / "areas.csv");
    CHECK(areas.rows[0][areas.column("people")] == "10");
    CHECK(areas.rows[2][areas.column("people")] == "30");
    CHECK(areas.rows[3][areas.column("status")] == "no_row");

    SECTION("the column can be named, and then codes are passed over") {
        request.project.tables.front().name_column = "Council";
        CHECK(with_names("LAD23CD,Council,pay,homes,people\nE06000004,Area 1,400,0,10\n"
                         "E06000003,Area 2,500,20,20\n")["matched"] == 2);
        CHECK(read_simple_csv(scratch / "out" / "areas.csv").rows[0][2] == "ok");
    }
    SECTION("names that match nothing are no key") {
        CHECK_THROWS_AS(with_names("Council,pay,homes,people\nA,1,2,3\nB,4,5,6\n"), InputError);
    }
    SECTION("an area that is named twice is refused unless both rows say the same") {
        CHECK_THROWS_AS(with_names("Council,pay,homes,people\nArea 1,1,2,3\nArea 1,4,5,6\n"),
                        JoinError);
    }
    SECTION("without boundaries, another table's names serve") {
        small_world::write_text(scratch / "codes.csv",
                                "LAD23CD,LAD23NM,size\nE06000001,Area 1,5\nE06000002,Area 2,6\n");
        config::TableConfig codes;
        codes.id = "codes";
        codes.file = scratch / "codes.csv";
        request.project.tables.push_back(codes);
        request.project.boundaries.clear();
        const auto named = with_names("Council,pay,homes,people\nArea 1,400,0,1\nArea 2,500,9,2\n");
        CHECK(named["matched"] == 2);
        CHECK(read_simple_csv(scratch / "out" / "areas.csv").rows[1][0] == "E06000002");
    }
}

TEST_CASE("run: results are not overwritten unasked", "[run]") {
    const ScratchFolder scratch;
    run::RunRequest request = small_request(scratch);
    (void)run::run_project(request);
    const std::string before = read_bytes(scratch / "out" / "manifest.json");
    try {
        (void)run::run_project(request);
        FAIL("overwritten");
    } catch (const UsageError& error) {
        CHECK(error.code() == "E-OUTPUT-01");
    }
    CHECK(read_bytes(scratch / "out" / "manifest.json") == before);
    request.overwrite = true;
    (void)run::run_project(request);
    CHECK(read_bytes(scratch / "out" / "manifest.json") == before);  // Same bytes, whenever run.
}
