#include <catch2/catch.hpp>
#include <config/project.hpp>
#include <levelin/core/error.hpp>
#include <nlohmann/json.hpp>
#include <run/run_project.hpp>
#include <run/summarise_result.hpp>

#include "scratch_folder.hpp"
#include "simple_csv.hpp"
#include "small_world.hpp"

using namespace levelin;

namespace {

// Six small areas of England and Scotland with ranks of a longer ranking, and a look-up a nation.
struct World {
    ScratchFolder scratch;

    World() {
        small_world::write_text(scratch / "table.csv",
                                "LSOA11CD,rank,people,workers\n"
                                "E01000001,1,100,10\nE01000002,2,300,20\nE01000003,3,200,30\n"
                                "S01006506,4,100,40\nS01006507,5,300,50\nS01006508,6,500,60\n");
        small_world::write_text(scratch / "england.csv",
                                "LSOA11CD,LAD19CD,LAD19NM\n"
                                "E01000001,E09000001,City\nE01000002,E09000001,City\n"
                                "E01000003,E09000002,Barking\n");
        small_world::write_text(scratch / "scotland.csv",
                                "DZ2011_Code,LA_Code,LA_Name\n"
                                "S01006506,S12000033,Aberdeen\nS01006507,S12000033,Aberdeen\n"
                                "S01006508,S12000033,Aberdeen\n");
        run::RunRequest request;
        request.project = config::parse_project(R"(reference = "tables"
[project]
name = "need"

[tables.main]
file = "table.csv"
[[index]]
id = "need"
aggregation = "weighted_sum"
[[index.part]]
id = "work"
column = "rank"
ranks = true
direction = "lower_is_worse"
normalise = "rank"
denominator = "workers"
[carry.population]
column = "people"
[carry.workers]
column = "workers"
)",
                                                scratch / "p.toml");
        request.out = scratch / "result";
        request.map = false;
        (void)run::run_project(request);
    }

    [[nodiscard]] run::SummariseRequest request() const {
        run::SummariseRequest request;
        request.result = scratch / "result";
        request.to = "lad";
        request.lookups = {scratch / "england.csv", scratch / "scotland.csv"};
        request.out = scratch / "out";
        request.time = "2026-01-01T00:00:00Z";
        request.overwrite = true;
        return request;
    }
    [[nodiscard]] SimpleCsv summary() const {
        return read_simple_csv(scratch / "out" / "summary.csv");
    }
};

}  // namespace

TEST_CASE("summarise: look-ups of two nations stand side by side", "[run]") {
    const World world;
    const run::SummariseOutcome outcome = run::summarise_result(world.request());
    CHECK(outcome.targets == 3);
    CHECK(outcome.summarised == 3);
    const SimpleCsv summary = world.summary();
    REQUIRE(summary.header == std::vector<std::string>{
                                  "code", "name", "status", "areas", "population", "average_score",
                                  "average_rank", "proportion", "extent", "local_concentration",
                                  "average_score_rank", "average_rank_rank", "proportion_rank",
                                  "extent_rank", "local_concentration_rank"});
    // Scores are 6 to 1. City: (100 * 6 + 300 * 5) / 400; its worst tenth lies in E01000001, whose
    // rank 1 of 6 is the seventeenth percentile.
    const std::vector<std::string>& city = summary.rows[0];
    CHECK(std::vector<std::string>(city.begin(), city.begin() + 8) ==
          std::vector<std::string>{"E09000001", "City", "ok", "2", "400", "5.25", "5.25", "0"});
    CHECK(std::stod(city[8]) == Approx(100 * (0.95 - 0.9 / 19 * 6) / 400));
    CHECK(std::vector<std::string>(city.begin() + 9, city.end()) ==
          std::vector<std::string>{"6", "1", "1", "1", "1", "1"});
    CHECK(summary.rows[2][1] == "Aberdeen");
    CHECK(std::stod(summary.rows[2][5]) == Approx((100 * 3 + 300 * 2 + 500) / 900.0));
}

TEST_CASE("summarise: a part is weighted with the people that it refers to", "[run]") {
    const World world;
    run::SummariseRequest request = world.request();
    request.measure = "work";
    (void)run::summarise_result(request);
    CHECK(world.summary().rows[0][4] == "30");
    const auto report = nlohmann::json::parse(read_bytes(world.scratch / "out" / "report.json"));
    CHECK(report["people"]["column"] == "workers");
    CHECK(report["people"]["why"] == "the denominator of work");

    request.population = "none";
    (void)run::summarise_result(request);
    CHECK(world.summary().rows[0][5] == "5.5");
}

TEST_CASE("summarise: the manifest's digests are those of the files", "[run]") {
    const World world;
    (void)run::summarise_result(world.request());
    const auto manifest =
        nlohmann::json::parse(read_bytes(world.scratch / "out" / "manifest.json"));
    CHECK(manifest["command"] == "summarise");
    CHECK(manifest["created"] == "2026-01-01T00:00:00Z");
    REQUIRE(manifest["inputs"].size() == 4);
    for (const auto& input : manifest["inputs"]) {
        CHECK(input["sha256"] == geodata::digest_of_file(input["file"].get<std::string>()).sha256);
    }
    REQUIRE(manifest["outputs"].size() == 2);
    for (const auto& output : manifest["outputs"]) {
        CHECK(output["sha256"] ==
              geodata::digest_of_file(world.scratch / "out" / output["file"].get<std::string>())
                  .sha256);
    }
}

TEST_CASE("summarise: what cannot be done is said before anything is written", "[run]") {
    const World world;
    const auto fault_of = [&](const run::SummariseRequest& request) {
        try {
            (void)run::summarise_result(request);
        } catch (const Error& error) {
            CHECK_FALSE(std::filesystem::exists(world.scratch / "out"));
            return error.code();
        }
        return std::string{"none"};
    };
    run::SummariseRequest request = world.request();
    request.measure = "wrok";
    CHECK(fault_of(request) == "E-USAGE-25");
    request = world.request();
    request.population = "persons";
    CHECK(fault_of(request) == "E-USAGE-26");
    request = world.request();
    request.lookups.push_back(world.scratch / "scotland.csv");
    CHECK(fault_of(request) == "E-CONVERT-06");
    request = world.request();
    request.lookups.pop_back();  // The Scottish areas count nowhere: a warning.
    request.strict = true;
    CHECK_FALSE(run::summarise_result(request).written);
    CHECK_FALSE(std::filesystem::exists(world.scratch / "out"));
}
