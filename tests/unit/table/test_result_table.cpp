#include <catch2/catch.hpp>
#include <levelin/table/result_table.hpp>

using namespace levelin;

TEST_CASE("result_table: columns are found by their whole name", "[table]") {
    ResultTable table;
    table.codes = {*AreaCode::parse("E01000001"), *AreaCode::parse("E01000002")};
    table.columns.push_back({"imd_score", DecimalColumn{{1.5, 2.5}, {Status::ok, Status::ok}}});
    table.columns.push_back({"imd_rank", WholeColumn{{2, 1}, {Status::ok, Status::ok}}});
    CHECK(table.size() == 2);
    REQUIRE(table.find("imd_rank") != nullptr);
    CHECK(std::get<WholeColumn>(table.find("imd_rank")->data).values[1] == 1);
    CHECK(table.find("imd") == nullptr);
    CHECK(table.find("imd_rank ") == nullptr);
    CHECK(table.find("IMD_rank") == nullptr);
}
