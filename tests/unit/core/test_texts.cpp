#include <catch2/catch.hpp>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/date_text.hpp>

using namespace levelin;

TEST_CASE("counted_text: one, none and many", "[core]") {
    CHECK(counted_text(1, "area has", "areas have") == "1 area has");
    CHECK(counted_text(0, "area has", "areas have") == "0 areas have");
    CHECK(counted_text(12345, "area", "areas") == "12,345 areas");
}

TEST_CASE("date_in_words: ISO dates alone", "[core]") {
    CHECK(date_in_words("2023-12-31") == "31 December 2023");
    CHECK(date_in_words("2024-05-01") == "1 May 2024");
    for (const char* other : {"", "2023", "2024-13-01", "2024-00-10", "2024/05/01", "spring 2024",
                              "2024-05-01T10:00:00Z", "aaaa-bb-cc"}) {
        CHECK(date_in_words(other) == other);
    }
}
