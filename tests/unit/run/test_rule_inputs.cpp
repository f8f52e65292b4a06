#include <catch2/catch.hpp>
#include <config/project.hpp>
#include <levelin/core/error.hpp>
#include <run/rule_inputs.hpp>
#include <run/run_project.hpp>

#include "scratch_folder.hpp"
#include "small_world.hpp"

using namespace levelin;

namespace {

using Texts = std::vector<std::string>;

// A row of four squares of a kilometre, the last of them beyond a kilometre of water: three in
// England, one in Scotland.
struct World {
    ScratchFolder scratch;

    World() {
        write("table.csv",
              "LSOA11CD,need,people\nE01000001,4,100\nE01000002,3,300\nE01000003,2,200\n"
              "S01006506,1,400\n");
        std::string features;
        const std::array<const char*, 4> codes{"E01000001", "E01000002", "E01000003", "S01006506"};
        for (std::size_t a = 0; a < codes.size(); ++a) {
            const double x = 400000 + 1000.0 * static_cast<double>(a + (a == 3 ? 1 : 0));
            const auto at = [](double px, double py) {
                return "[" + std::to_string(px) + "," + std::to_string(py) + "]";
            };
            features += std::string{a == 0 ? "" : ","} +
                        R"({"type":"Feature","properties":{"code":")" + codes[a] +
                        R"("},"geometry":{"type":"Polygon","coordinates":[[)" + at(x, 300000) +
                        "," + at(x + 1000, 300000) + "," + at(x + 1000, 301000) + "," +
                        at(x, 301000) + "," + at(x, 300000) + "]]}}";
        }
        write("shapes.geojson", R"({"type":"FeatureCollection","crs":{"type":"name","properties":)"
                                R"({"name":"urn:ogc:def:crs:EPSG::27700"}},"features":[)" +
                                    features + "]}");
        make("result", "[boundaries]\nfile = \"shapes.geojson\"\n");
    }

    void write(const std::string& name, const std::string& text) const {
        small_world::write_text(scratch / name, text);
    }
    void make(const std::string& out, const std::string& boundaries) const {
        run::RunRequest request;
        request.project = config::parse_project(
            std::string{boundaries.empty() ? "reference = \"tables\"\n" : ""} +
                "[project]\nname = \"need\"\n" + boundaries +
                R"([tables.main]
file = "table.csv"
[[index]]
id = "need"
[[index.part]]
id = "want"
column = "need"
normalise = "min_max"
[carry.population]
column = "people"
)",
            scratch / "p.toml");
        request.out = scratch / out;
        request.map = false;
        (void)run::run_project(request);
    }
    [[nodiscard]] run::RuleInputsRequest request(const Texts& lookups, const Texts& tables = {},
                                                 const std::string& result = "result") const {
        run::RuleInputsRequest request;
        request.result = scratch / result;
        for (const std::string& name : lookups) {
            request.lookups.push_back(scratch / name);
        }
        for (const std::string& name : tables) {
            request.tables.push_back(scratch / name);
        }
        return request;
    }
};

const Texts& texts(const run::RuleInputs& inputs, const std::string& name) {
    const ResultColumn* column = inputs.table().find(name);
    REQUIRE(column != nullptr);
    return std::get<TextColumn>(column->data).values;
}

template <typename Call>
std::string fault(const Call& call) {
    try {
        call();
    } catch (const Error& error) {
        return error.code();
    }
    return "none";
}

}  // namespace

TEST_CASE("rule inputs: nations, and look-ups side by side and one after the other", "[run]") {
    const World world;
    world.write("england.csv",
                "LSOA11CD,LAD19CD,LAD19NM\nE01000001,E09000001,City\nE01000002,E09000001,City\n"
                "E01000003,E06000001,Hartlepool\n");
    world.write("scotland.csv", "DZ2011_Code,LA_Code,LA_Name\nS01006506,S12000033,Aberdeen\n");
    world.write("regions.csv",
                "LAD19CD,RGN19CD,RGN19NM\nE09000001,E12000007,London\n"
                "E06000001,E12000001,North East\n");
    const run::RuleInputs inputs =
        run::read_rule_inputs(world.request({"england.csv", "scotland.csv", "regions.csv"}));
    CHECK(texts(inputs, "nation") == Texts{"E", "E", "E", "S"});
    CHECK(texts(inputs, "lad") == Texts{"E09000001", "E09000001", "E06000001", "S12000033"});
    CHECK(texts(inputs, "lad_name") == Texts{"City", "City", "Hartlepool", "Aberdeen"});
    CHECK(texts(inputs, "region") == Texts{"E12000007", "E12000007", "E12000001", ""});
    CHECK(texts(inputs, "region_name") == Texts{"London", "London", "North East", ""});
    CHECK(inputs.added == Texts{"nation", "lad", "lad_name", "region", "region_name"});
    CHECK(inputs.digests.size() == 5);
}

TEST_CASE("rule inputs: a second column of a kind keeps its own name, a torn one is left out",
          "[run]") {
    const World world;
    world.write("both.csv",
                "LSOA11CD,LAD17CD,LAD19CD,WD19CD\nE01000001,E07000001,E09000001,E05000001\n"
                "E01000001,E07000001,E09000001,E05000002\nE01000002,E07000002,E09000001,E05000001\n"
                "E01000003,E07000002,E09000002,E05000001\n");
    const run::RuleInputs inputs = run::read_rule_inputs(world.request({"both.csv"}));
    CHECK(texts(inputs, "lad") == Texts{"E07000001", "E07000002", "E07000002", ""});
    CHECK(texts(inputs, "LAD19CD") == Texts{"E09000001", "E09000001", "E09000002", ""});
    CHECK(inputs.table().find("ward") == nullptr);
    REQUIRE(inputs.findings.find("N-RULE-01") != nullptr);
    CHECK(inputs.findings.find("N-RULE-01")->examples == Texts{"E01000001"});
}

TEST_CASE("rule inputs: tables give columns with the reason of each gap", "[run]") {
    const World world;
    world.write("people.csv",
                "Area code,Income deprived,Kind\nE01000002,7,town\nE01000001,*,village\n"
                "S01006506,5,town\n");
    const run::RuleInputs inputs = run::read_rule_inputs(world.request({}, {"people.csv"}));
    const auto& poor = std::get<DecimalColumn>(inputs.table().find("Income deprived")->data);
    CHECK(poor.status ==
          std::vector<Status>{Status::suppressed, Status::ok, Status::no_row, Status::ok});
    CHECK(poor.values[1] == 7);
    CHECK(texts(inputs, "Kind") == Texts{"village", "town", "", "town"});

    world.write("councils.csv", "lad_code,Offline\nE09000001,0.5\nS12000033,0.25\n");
    world.write("lads.csv",
                "LSOA11CD,LAD19CD\nE01000001,E09000001\nE01000002,E09000001\n"
                "S01006506,S12000033\n");
    const run::RuleInputs wide =
        run::read_rule_inputs(world.request({"lads.csv"}, {"councils.csv"}));
    const auto& offline = std::get<DecimalColumn>(wide.table().find("Offline")->data);
    CHECK(offline.values == std::vector<double>{0.5, 0.5, 0, 0.25});
    CHECK(offline.status[2] == Status::no_row);
    CHECK(wide.findings.find("N-RULE-02") != nullptr);

    // Councils reach more areas than wards do, but the table has a row a ward.
    world.write("both.csv",
                "LSOA11CD,WD19CD,LAD19CD\nE01000001,E05000001,E09000001\n"
                "E01000002,E05000002,E09000001\nE01000003,E05000003,E09000001\n");
    world.write("wards.csv",
                "WD19CD,LAD19CD,Score\nE05000001,E09000001,4\nE05000002,E09000001,6\n");
    const run::RuleInputs by_ward =
        run::read_rule_inputs(world.request({"both.csv"}, {"wards.csv"}));
    const auto& score = std::get<DecimalColumn>(by_ward.table().find("Score")->data);
    CHECK(score.values == std::vector<double>{4, 6, 0, 0});
    CHECK(score.status[2] == Status::no_row);

    world.make("other", "");
    const run::RuleInputs same = run::read_rule_inputs(world.request({}, {"other"}));
    CHECK(same.added == Texts{"nation"});  // Its columns are those of the result.
}

TEST_CASE("rule inputs: what does not fit is refused", "[run]") {
    const World world;
    world.write("wales.csv", "LSOA11CD,LAD19CD\nW01000001,W06000001\nW01000002,W06000001\n");
    CHECK(fault([&] { (void)run::read_rule_inputs(world.request({"wales.csv"})); }) == "E-RULE-01");
    world.write("scores.csv", "code,need_score\nE01000001,1\nE01000002,1\nE01000003,1\n");
    CHECK(fault([&] { (void)run::read_rule_inputs(world.request({}, {"scores.csv"})); }) ==
          "E-RULE-02");
    world.write("twice.csv", "code,pay\nE01000001,1\nE01000001,2\nE01000003,1\n");
    CHECK(fault([&] { (void)run::read_rule_inputs(world.request({}, {"twice.csv"})); }) ==
          "E-RULE-03");
}

TEST_CASE("rule inputs: neighbours stand in the order of the table", "[run]") {
    const World world;
    const run::RuleInputsRequest request = world.request({});
    const run::RuleInputs inputs = run::read_rule_inputs(request);
    const auto around = run::read_rule_neighbours(request, inputs.result, Contiguity::rook);
    REQUIRE(around.has_value());
    CHECK(pairs_of(around->graph) == std::vector<BorderPair>{{0, 1}, {1, 2}});

    // Boundaries of three of the areas, in another order, for a result without any; a bridge.
    world.make("bare", "");
    const run::RuleInputsRequest bare = world.request({}, {}, "bare");
    const run::RuleInputs bare_inputs = run::read_rule_inputs(bare);
    CHECK_FALSE(run::read_rule_neighbours(bare, bare_inputs.result, Contiguity::rook).has_value());
    run::RuleInputsRequest given = bare;
    given.boundaries = world.scratch / "shapes.geojson";
    world.write("bridges.csv", "code,neighbour\nE01000003,S01006506\n");
    given.bridges = (world.scratch / "bridges.csv").string();
    const auto bridged = run::read_rule_neighbours(given, bare_inputs.result, Contiguity::rook);
    REQUIRE(bridged.has_value());
    CHECK(pairs_of(bridged->graph) == std::vector<BorderPair>{{0, 1}, {1, 2}, {2, 3}});
    CHECK(bridged->findings.empty());
}
