#include <fstream>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_bridges.hpp>
#include <scratch_folder.hpp>
#include <set>

using namespace levelin;

namespace {

std::vector<geodata::Bridge> read(const std::string& text) {
    const ScratchFolder scratch;
    std::ofstream(scratch / "bridges.csv", std::ios::binary) << text;
    return geodata::read_bridges(scratch / "bridges.csv");
}

}  // namespace

TEST_CASE("Bridges are read with kind and reason, or without") {
    const auto bridges = read(
        "code,neighbour,kind,reason\nW06000001,W06000002,bridge,\"Menai, twice\"\n"
        "E06000046,E06000044,ferry,\nE06000053,E06000052,,by sea\n");
    REQUIRE(bridges.size() == 3);
    CHECK(bridges[0].code.view() == "W06000001");
    CHECK(bridges[0].neighbour.view() == "W06000002");
    CHECK(bridges[0].kind == "bridge");
    CHECK(bridges[0].reason == "Menai, twice");
    CHECK(bridges[1].reason.empty());
    CHECK(bridges[2].kind.empty());
    CHECK(read("neighbour;code\nW06000002;W06000001\n").front().code.view() == "W06000001");
}

TEST_CASE("A file that holds no bridges is refused with the row") {
    CHECK_THROWS_WITH(read("from,to\nE06000001,E06000002\n"), Catch::Contains("E-NEIGHBOURS-01"));
    CHECK_THROWS_WITH(read("code,neighbour\nE06000001,E06000002\nE06000001,two words\n"),
                      Catch::Contains(":3:2: E-NEIGHBOURS-02"));
    CHECK_THROWS_WITH(read("code,neighbour\nE06000001,E06000001\n"),
                      Catch::Contains("bridged to itself"));
    CHECK_THROWS_WITH(read("code,neighbour,kind\nE06000001,E06000002,rope\n"),
                      Catch::Contains("rope"));
}

TEST_CASE("The built-in bridges have two codes, a kind and a reason, each pair once") {
    const auto bridges =
        geodata::read_bridges(std::filesystem::path{LEVELIN_SOURCE_DIR} / "geodata/bridges/uk.csv");
    CHECK(bridges.size() == 36);
    std::set<std::pair<std::string, std::string>> pairs;
    for (const geodata::Bridge& bridge : bridges) {
        CHECK(bridge.code.view().size() == 9);
        CHECK(bridge.neighbour.view().size() == 9);
        CHECK_FALSE(bridge.kind.empty());
        CHECK(bridge.reason.find(" and ") != std::string::npos);
        CHECK(pairs.insert(std::minmax(bridge.code.str(), bridge.neighbour.str())).second);
    }
}
