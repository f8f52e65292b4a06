#include <levelin/harmonise/geography.hpp>
#include <vector>

using namespace levelin;

namespace {
std::vector<AreaCode> codes(std::initializer_list<const char*> texts) {
    std::vector<AreaCode> out;
    for (const char* text : texts) {
        out.push_back(*AreaCode::parse(text));
    }
    return out;
}
}  // namespace

TEST_CASE("geography: the forms of UK area codes", "[harmonise]") {
    for (const char* yes : {"E01000001", "W06000015", "S01006506", "N09000001", "K02000001",
                            "95AA01S1", "95UU99C1", "95ZZ06W1", "95AA010001"}) {
        CHECK(is_area_code(yes));
    }
    for (const char* no : {"E0100001", "e01000001", "E01O00001", "X01000001", "2021", "95aa01s1",
                           "ABE", "E010000011", ""}) {
        CHECK_FALSE(is_area_code(no));
    }
}

TEST_CASE("geography: vintage from the column name, else from the codes", "[harmonise]") {
    const auto old = codes({"E01000001", "E01000002"});
    CHECK(detect_geography(old, "LSOA11CD").vintage == 2011);
    CHECK(detect_geography(old, "lsoa21_code").vintage == 2021);
    CHECK(detect_geography(old, "LSOA code (2011)").vintage == 2011);
    CHECK(detect_geography(old, "code").vintage == 0);
    // E01033768 is new in 2011 and stands on in 2021; E01000010 does not.
    const DetectedGeography bounded = detect_geography(codes({"E01000001", "E01033768"}), "code");
    CHECK(bounded.vintage == 0);
    CHECK(bounded.label() == "LSOA 2011 or 2021");
    CHECK(detect_geography(codes({"E01033768", "E01000010"}), "code").vintage == 2011);
    CHECK(detect_geography(codes({"E01000001", "E01034000"}), "code").vintage == 2021);
    CHECK(detect_geography(codes({"S01006506", "S01013481"}), "Data_Zone").vintage == 2011);
    CHECK(detect_geography(codes({"S01000001", "S01006505"}), "").vintage == 2001);
    // A new council's code says "2023 or later", which is no vintage.
    const DetectedGeography councils = detect_geography(codes({"E06000063", "E06000001"}), "");
    CHECK(councils.vintage == 0);
    CHECK(councils.evidence.find("2023") != std::string::npos);
    CHECK(detect_geography(codes({"E06000001"}), "LAD23CD").label() == "LAD 2023");
}

TEST_CASE("geography: small areas of several nations are mixed, totals are known", "[harmonise]") {
    std::vector<AreaCode> all = codes({"E01000001", "S01006506", "95AA01S1", "W01000001"});
    CHECK(detect_geography(all, "lsoa").kind == Geography::mixed);
    CHECK(is_total_code(*AreaCode::parse("E92000001"), Geography::local_authority));
    CHECK(is_total_code(*AreaCode::parse("E12000001"), Geography::local_authority));
    CHECK_FALSE(is_total_code(*AreaCode::parse("E06000001"), Geography::local_authority));
    CHECK_FALSE(is_total_code(*AreaCode::parse("E12000001"), Geography::country));
}

TEST_CASE("geography: 2019 indices on 2021 areas are refused", "[harmonise]") {
    const auto boundaries = detect_geography(codes({"E01000001", "E01034000"}), "code");
    const auto table = detect_geography(codes({"E01000001"}), "LSOA code (2011)");
    const auto reason = why_not_joinable(boundaries, table);
    REQUIRE(reason);
    CHECK(reason->find("LSOA 2021") != std::string::npos);
    CHECK(reason->find("LSOA 2011") != std::string::npos);
    CHECK_FALSE(why_not_joinable(table, table));
}
