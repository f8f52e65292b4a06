#include <catch2/catch.hpp>
#include <levelin/core/money.hpp>

using namespace levelin;

TEST_CASE("money: pounds are written with groups and two decimals") {
    CHECK(pounds_text(0) ==
          "\xC2\xA3"
          "0.00");
    CHECK(pounds_text(5) ==
          "\xC2\xA3"
          "0.05");
    CHECK(pounds_text(123456) ==
          "\xC2\xA3"
          "1,234.56");
}

TEST_CASE("money: pounds are read as people write them") {
    CHECK(parse_pounds("\xC2\xA3"
                       "1,234.56") == 123456U);
    CHECK(parse_pounds("1234.5") == 123450U);
    CHECK(parse_pounds(" \xC2\xA3"
                       " 20m ") == 2'000'000'000U);
    CHECK(parse_pounds("\xC2\xA3"
                       "1.5bn") == 150'000'000'000U);
    CHECK(parse_pounds("0.5k") == 50000U);
    CHECK(parse_pounds("12.340") == 1234U);
    CHECK(parse_pounds("1.234567m") == 123456700U);
    CHECK(parse_pounds("90,071,992,547,409.91") == max_pence);
}

TEST_CASE("money: what is no whole number of pence is none") {
    for (const char* text : {"", "\xC2\xA3", "m", "0.005", "12,34", "1,2345", ",123", "1.", "-5",
                             "1e3", "90071992547409.92", "1.00 pounds", "1 000"}) {
        INFO(text);
        CHECK_FALSE(parse_pounds(text).has_value());
    }
}
