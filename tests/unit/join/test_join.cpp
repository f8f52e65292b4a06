#include <levelin/core/error.hpp>
#include <levelin/join/join.hpp>
#include <map>
#include <random>

using namespace levelin;

namespace {

std::vector<AreaCode> codes(std::initializer_list<const char*> texts) {
    std::vector<AreaCode> out;
    for (const char* text : texts) {
        out.push_back(AreaCode::parse(text).value_or(AreaCode{}));
    }
    return out;
}

JoinSide side(const std::vector<AreaCode>& list, const char* name, const char* column = "") {
    return {name, list, {}, detect_geography(list, column), column};
}

void check_sums(const JoinReport& r) {
    CHECK(r.areas == r.matched + r.areas_without_row);
    CHECK(r.rows == r.rows_used + r.rows_without_area + r.duplicate_rows + r.total_rows +
                        r.rows_without_code);
    CHECK(r.matched == r.rows_used);
}

}  // namespace

TEST_CASE("join: every area and every row is accounted for", "[join]") {
    const auto areas = codes({"E06000001", "E06000002", "E06000063", "W06000001"});
    const auto rows =
        codes({"E92000001", "E06000002", "E06000001", "E06000002", "E07000026", "", "W06000001"});
    const TableJoin join = join_table(side(areas, "boundaries"), side(rows, "table pay"));
    CHECK(join.row_of_area == std::vector<std::int32_t>{2, 1, TableJoin::no_row, 6});
    const JoinReport& r = join.report;
    check_sums(r);
    CHECK(r.matched == 3);
    CHECK(r.areas_without_row_examples ==
          std::vector<std::string>{"E06000063: Cumberland began in 2023, out of E07000026 "
                                   "(Allerdale), E07000028 (Carlisle) and E07000029 (Copeland)"});
    CHECK(r.rows_without_area_examples ==
          std::vector<std::string>{
              "E07000026: Allerdale was merged into E06000063 (Cumberland) in 2023"});
    CHECK(r.areas_without_row_explained == 1);
    CHECK(r.rows_without_area_explained == 1);
    CHECK(r.duplicate_rows == 1);
    CHECK(join.duplicates.front() == std::pair<std::int32_t, std::int32_t>{1, 3});
    CHECK(r.total_rows == 1);
    CHECK(r.rows_without_code == 1);
    const Diagnostics findings = findings_of(r);
    for (const char* code : {"W-JOIN-01", "W-JOIN-02", "W-JOIN-03", "W-JOIN-04", "N-JOIN-01"}) {
        CHECK(findings.find(code) != nullptr);
    }
}

TEST_CASE("join: what cannot be joined says why and what to do", "[join]") {
    const auto boundaries21 = codes({"E01000001", "E01034000"});
    const auto table11 = codes({"E01000001", "E01000005"});
    try {
        (void)join_table(side(boundaries21, "boundaries", "code"),
                         side(table11, "table domains", "LSOA code (2011)"));
        FAIL("joined");
    } catch (const JoinError& error) {
        CHECK(error.code() == "E-JOIN-04");
        CHECK(std::string{error.what()}.find("LSOA 2021") != std::string::npos);
        CHECK(std::string{error.what()}.find("convert") != std::string::npos);
    }
    const auto a = codes({"E06000001"});
    const auto b = codes({"E06000002"});
    CHECK_THROWS_AS(join_table(side(a, "x"), side(b, "y")), JoinError);
    const auto twice = codes({"E06000001", "E06000001"});
    CHECK_THROWS_AS(join_table(side(twice, "x"), side(a, "y")), JoinError);
}

TEST_CASE("join: what stands in both editions is not explained away", "[join]") {
    // York's row is simply missing; nothing happened to its code.
    const auto areas = codes({"E06000001", "E06000014", "E06000063"});
    const auto rows = codes({"E06000001", "E06000063"});
    const TableJoin join = join_table(side(areas, "boundaries"), side(rows, "table pay"));
    CHECK(join.report.areas_without_row_examples == std::vector<std::string>{"E06000014"});
    CHECK(join.report.areas_without_row_explained == 0);
}

TEST_CASE("join: counties among districts are named as such", "[join]") {
    const auto areas = codes({"E06000001", "E07000008", "E07000009"});
    const auto rows = codes({"E06000001", "E06000002", "E10000003"});
    const TableJoin join = join_table(side(areas, "boundaries"), side(rows, "table health"));
    check_sums(join.report);
    CHECK(join.report.matched == 1);
    CHECK(join.report.rows_without_area_examples.back() ==
          "E10000003: is a county, and the areas are districts");
}

TEST_CASE("join: agrees with an ordered map on random codes", "[join]") {
    std::mt19937 random{3};
    for (int round = 0; round < 20; ++round) {
        std::vector<AreaCode> rows;
        std::map<AreaCode, std::int32_t> first;
        for (std::int32_t i = 0; i < 3000; ++i) {
            rows.push_back(*AreaCode::parse("E0100" + std::to_string(1000 + random() % 4000)));
            first.try_emplace(rows.back(), i);
        }
        std::vector<AreaCode> areas;
        for (int k = 1000; k < 5000; ++k) {
            areas.push_back(*AreaCode::parse("E0100" + std::to_string(k)));
        }
        const TableJoin join = join_table(side(areas, "areas"), side(rows, "rows"));
        check_sums(join.report);
        for (std::size_t a = 0; a < areas.size(); ++a) {
            const auto it = first.find(areas[a]);
            REQUIRE(join.row_of_area[a] == (it == first.end() ? -1 : it->second));
        }
        CHECK(join.report.rows_used == first.size());
    }
}

TEST_CASE("join: the union of codes keeps the first order and leaves totals out", "[join]") {
    const auto a = codes({"E06000002", "E92000001", "E06000001"});
    const auto b = codes({"E06000001", "", "E06000003"});
    const std::vector<JoinSide> sides{side(a, "a"), side(b, "b")};
    CHECK(union_of_codes(sides) == codes({"E06000002", "E06000001", "E06000003"}));
}
