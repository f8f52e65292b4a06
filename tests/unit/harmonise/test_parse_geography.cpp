#include <catch2/catch.hpp>
#include <levelin/harmonise/geography.hpp>

using namespace levelin;

TEST_CASE("parse_geography: the words that people use, with and without a year", "[harmonise]") {
    struct Case {
        const char* text;
        Geography kind;
        int vintage;
    };
    const Case expected = GENERATE(
        Case{"lsoa", Geography::lsoa, 0}, Case{"LSOA 2021", Geography::lsoa, 2021},
        Case{"LSOA11CD", Geography::lsoa, 2011}, Case{"lsoa_2011", Geography::lsoa, 2011},
        Case{"lad2019", Geography::local_authority, 2019},
        Case{"LAD23", Geography::local_authority, 2023},
        Case{"ltla24_code", Geography::local_authority, 2024},
        Case{"local_authority", Geography::local_authority, 0},
        Case{"Local Authorities", Geography::local_authority, 0},
        Case{"council area (2019)", Geography::local_authority, 2019},
        Case{"LGD14", Geography::local_authority, 2014}, Case{"ward 2017", Geography::ward, 2017},
        Case{"wd19", Geography::ward, 2019}, Case{"utla", Geography::utla, 0},
        Case{"CTYUA21CD", Geography::utla, 2021},
        Case{"Counties and Unitary Authorities 2020", Geography::utla, 2020},
        Case{"region", Geography::region, 0}, Case{"countries", Geography::country, 0},
        Case{"pcon24", Geography::constituency, 2024},
        Case{"constituencies 2010", Geography::constituency, 2010},
        Case{"DZ 2001", Geography::data_zone, 2001},
        Case{"data zones 2022", Geography::data_zone, 2022},
        Case{"iz11", Geography::intermediate_zone, 2011},
        Case{"SOA01", Geography::super_output_area, 2001},
        Case{"sdz2021", Geography::super_data_zone, 2021}, Case{"itl1", Geography::itl1, 0},
        Case{"ITL 3 2021", Geography::itl3, 2021}, Case{"ITL321CD", Geography::itl3, 2021},
        Case{"ITL level 2 (2025)", Geography::itl2, 2025});
    CAPTURE(expected.text);
    const auto found = parse_geography(expected.text);
    REQUIRE(found.has_value());
    CHECK(found->kind == expected.kind);
    CHECK(found->vintage == expected.vintage);
}

TEST_CASE("parse_geography: what names no kind or no year is not guessed", "[harmonise]") {
    const char* text = GENERATE("", "  ", "2011", "hexagon", "lsoa 20111", "lad 1", "lad 123",
                                "lad 1889", "lad 2150", "lsoax", "itl", "itl4", "itl1 x", "itl 12",
                                "unknown", "lsoa 2011 2021", "lsoa99999999999999999999");
    CAPTURE(text);
    CHECK_FALSE(parse_geography(text).has_value());
}

TEST_CASE("parse_geography: every kind's own word is understood", "[harmonise]") {
    for (int k = 1; k <= static_cast<int>(Geography::mixed); ++k) {
        const auto kind = static_cast<Geography>(k);
        CAPTURE(to_string(kind));
        const auto found = parse_geography(to_string(kind));
        REQUIRE(found.has_value());
        CHECK(found->kind == kind);
        CHECK(parse_geography(std::string{to_string(kind)} + " 2019")->vintage == 2019);
        DetectedGeography labelled = *found;
        labelled.vintage = 2021;
        const auto again = parse_geography(labelled.label());
        REQUIRE(again.has_value());
        CHECK(again->kind == kind);
        CHECK(again->vintage == 2021);
    }
}
