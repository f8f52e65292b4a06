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

TEST_CASE("geography: councils that came and went bound the edition", "[harmonise]") {
    const auto found = [](std::initializer_list<const char*> list, const char* name = "code") {
        return detect_geography(codes(list), name);
    };
    const DetectedGeography proved = found({"E06000058", "E07000004", "E06000001"});
    CHECK(proved.vintage == 2019);
    CHECK(proved.certainty == Certainty::proved);
    CHECK(proved.evidence == "E06000058 is new in 2019 and E07000004 stands in no list after 2019");
    const DetectedGeography two_years = found({"E06000061", "E07000026"});
    CHECK(two_years.vintage == 0);
    CHECK(two_years.earliest == 2021);
    CHECK(two_years.latest == 2022);
    CHECK(two_years.certainty == Certainty::bounded);
    CHECK(two_years.label() == "LAD 2021 or 2022");
    CHECK(found({"E06000047", "E07000100"}).label() == "LAD 2009 to 2011");
    CHECK(found({"E06000063"}).label() == "LAD 2023 or later");
    CHECK(found({"E07000026"}).label() == "LAD 2022 or earlier");
    CHECK(found({"E06000001"}).label() == "LAD");
    CHECK(found({"E06000001"}).certainty == Certainty::unknown);
    CHECK(found({"S12000047", "S12000046"}).label() == "council area 2018");
    CHECK(found({"N09000001"}, "LGD2014code").label() == "LGD 2014");
    // A name decides between what the codes leave.
    const DetectedGeography named = found({"E06000061", "E07000026"}, "LAD21CD");
    CHECK(named.vintage == 2021);
    CHECK(named.certainty == Certainty::named);
    CHECK(found({"E06000058", "E07000004"}, "LAD19CD").certainty == Certainty::proved);
}

TEST_CASE("geography: name and codes that contradict each other are told", "[harmonise]") {
    const DetectedGeography found =
        detect_geography(codes({"E06000058", "E07000004", "E06000001"}), "LAD21CD");
    CHECK(found.vintage == 2019);
    CHECK(found.contradiction ==
          "the column name LAD21CD says 2021, but E07000004 stands in no list after 2019");
    REQUIRE(findings_of(found, "table pay").find("W-JOIN-05") != nullptr);
    const DetectedGeography older =
        detect_geography(codes({"E06000063", "E06000001"}), "lad19_code");
    CHECK(older.vintage == 0);
    CHECK(older.contradiction.find("E06000063 is new in 2023") != std::string::npos);
    const DetectedGeography areas =
        detect_geography(codes({"E01000010", "E01033768"}), "lsoa21_code");
    CHECK(areas.vintage == 2011);
    CHECK(areas.contradiction.find("E01000010") != std::string::npos);
    // The year of a publication is no edition of a census geography.
    const DetectedGeography year = detect_geography(codes({"E01000010", "E01033768"}), "lsoa_2019");
    CHECK(year.contradiction.empty());
    CHECK(year.vintage == 2011);
    CHECK(findings_of(year, "table").empty());
}

TEST_CASE("geography: codes that never stood together are mixed vintages", "[harmonise]") {
    const DetectedGeography found = detect_geography(
        codes({"E06000058", "E06000059", "E07000004", "E07000026", "S12000046"}), "Area Code");
    CHECK(found.mixed_vintages);
    CHECK(found.vintage == 0);
    CHECK(found.mixed_examples == std::vector<std::string>{"S12000046 (until 2018)"});
    CHECK(found.label() == "LAD of mixed vintages");
    REQUIRE(findings_of(found, "table smokers").find("W-JOIN-06") != nullptr);
    const DetectedGeography areas =
        detect_geography(codes({"E01000010", "E01000001", "E01035000"}), "LSOA11CD");
    CHECK(areas.mixed_vintages);
}

TEST_CASE("geography: counties with unitary authorities are upper tier", "[harmonise]") {
    const DetectedGeography upper =
        detect_geography(codes({"E06000058", "E10000002", "E08000001", "E09000001"}), "");
    CHECK(upper.kind == Geography::utla);
    CHECK(upper.share == 1);
    CHECK(upper.label() == "UTLA 2019");
    // With districts the counties are totals over them.
    CHECK(detect_geography(codes({"E06000001", "E07000008", "E10000003"}), "").kind ==
          Geography::local_authority);
    CHECK(detect_geography(codes({"E10000003", "E10000006"}), "").kind == Geography::county);
    CHECK_FALSE(why_not_joinable(detect_geography(codes({"E06000001", "E07000008"}), ""), upper));
    CHECK(why_not_joinable(detect_geography(codes({"E12000001"}), ""), upper));
}

TEST_CASE("geography: international territorial levels", "[harmonise]") {
    for (const char* yes : {"TLC", "TLN", "TLC1", "TLC11", "TLN0A"}) {
        CHECK(is_area_code(yes));
    }
    for (const char* no : {"TL", "TLA", "TLCX", "TLC111", "tlc", "TLC1a"}) {
        CHECK_FALSE(is_area_code(no));
    }
    CHECK(detect_geography(codes({"TLC11", "TLN0A"}), "ITL321CD").label() == "ITL 3 2021");
    CHECK(detect_geography(codes({"TLC", "TLD"}), "").kind == Geography::itl1);
}

TEST_CASE("geography: a line of the sheet says what the codes leave open", "[harmonise]") {
    const auto bounded = detect_geography(codes({"E06000061", "E07000026"}), "Area Code");
    const auto stated =
        with_statement(bounded, "Local Authority Districts and Unitary Authorities, 2021");
    CHECK(stated.vintage == 2021);
    CHECK(stated.certainty == Certainty::named);
    CHECK(stated.evidence.find("Unitary Authorities, 2021") != std::string::npos);
    CHECK_FALSE(with_statement(bounded, "Local Authority Districts, 2019").contradiction.empty());
    CHECK(with_statement(bounded, "Local Authority Districts, 2021 and 2022").vintage == 0);
    CHECK(with_statement(bounded, "Lower layer super output areas, 2021").vintage == 0);
    CHECK(with_statement(bounded, "").vintage == 0);
}

TEST_CASE("geography: nations of a mixed column are held against each other", "[harmonise]") {
    const auto boundaries = detect_geography(
        codes({"E01000010", "E01033768", "S01000001", "S01000002", "95AA01S1"}), "code");
    const auto table = detect_geography(
        codes({"E01000010", "E01033768", "S01006506", "S01006507", "95AA01S1"}), "lsoa11");
    CHECK(boundaries.kind == Geography::mixed);
    CHECK(table.label() == "LSOA 2011, data zone 2011 and SOA 2001");
    const auto reason = why_not_joinable(boundaries, table);
    REQUIRE(reason);
    CHECK(
        *reason ==
        "the Scottish part of the boundaries is data zone 2001 and that of the table is data zone "
        "2011");
    CHECK_FALSE(why_not_joinable(table, table));
    const auto scotland = detect_geography(codes({"S01000001"}), "");
    CHECK(why_not_joinable(scotland, table));
    CHECK_FALSE(why_not_joinable(detect_geography(codes({"S01006506"}), ""), table));
}
