#include <levelin/core/ascii.hpp>
#include <levelin/core/utf8.hpp>

using namespace levelin;

TEST_CASE("utf8: malformed UTF-8 is found", "[core]") {
    CHECK_FALSE(first_not_utf8("plain text of more than eight bytes"));
    CHECK_FALSE(first_not_utf8("12345678\xE2\x82\xAC"));
    CHECK_FALSE(first_not_utf8(""));
    CHECK_FALSE(first_not_utf8("Ynys M\xC3\xB4n \xF0\x9F\x97\xBA"));
    CHECK(first_not_utf8("Ynys M\xF4n") == 6U);
    CHECK(first_not_utf8("ab\xC0\xAF") == 2U);        // Overlong.
    CHECK(first_not_utf8("\xED\xA0\x80") == 0U);      // A surrogate.
    CHECK(first_not_utf8("\xF4\x90\x80\x80") == 0U);  // Above U+10FFFF.
    CHECK(first_not_utf8("12345678\xE2\x82") == 8U);  // Cut off.
    CHECK(first_not_utf8("\x80") == 0U);
}

TEST_CASE("utf8: Windows-1252 and its bytes without a meaning", "[core]") {
    CHECK(windows_1252_to_utf8("Ynys M\xF4n") == "Ynys M\xC3\xB4n");
    CHECK(windows_1252_to_utf8("\x80\x93\x81") == "\xE2\x82\xAC\xE2\x80\x9C\xEF\xBF\xBD");
}

TEST_CASE("ascii: lower case leaves every other byte alone", "[core]") {
    CHECK(ascii_lower("LAD23CD (@[`{) Z") == "lad23cd (@[`{) z");
    CHECK(ascii_lower("\xC3\x94") == "\xC3\x94");
}
