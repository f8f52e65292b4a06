#include <cstdlib>
#include <levelin/core/number_text.hpp>
#include <levelin/read/cell.hpp>
#include <random>

using namespace levelin;

namespace {

CellValue parse(std::string_view text) {
    return parse_cell(text, Markers::defaults());
}

void check_number(std::string_view text, double expected) {
    INFO("cell '" << text << "'");
    const CellValue value = parse(text);
    REQUIRE(value.kind == CellValue::Kind::number);
    CHECK(value.number == expected);
    CHECK(value.status == Status::ok);
}

}  // namespace

TEST_CASE("cell: numbers as publishers write them", "[read]") {
    check_number("29,199", 29199);
    check_number("1,234,567.25", 1234567.25);
    check_number("1296.00", 1296);
    check_number(" -4 ", -4);
    check_number(" \t67.1 ", 67.1);
    check_number(
        "\xC2\xA0"
        "12\xC2\xA0",
        12);
    check_number("0", 0);
    check_number("0.0", 0);
    check_number(".5", 0.5);
    check_number("5.", 5);
    check_number("+3", 3);
    check_number("9.00863147261119e-5", 9.00863147261119e-5);
    check_number(
        "\xC2\xA3"
        "1,000",
        1000);
    check_number(
        "-\xC2\xA3"
        "1,000",
        -1000);
    check_number(
        "\xE2\x88\x92"
        "4.5",
        -4.5);
    check_number("9747.3500000000022", 9747.3500000000022);
    check_number("564144.35700000077486", 564144.35700000077486);
}

TEST_CASE("cell: a percentage stays in percent", "[read]") {
    check_number("13%", 13);
    check_number("20.2 %", 20.2);
    CHECK(parse("13%").percent);
    CHECK_FALSE(parse("13").percent);
    CHECK(parse("%").kind == CellValue::Kind::text);
}

TEST_CASE("cell: what is not a number stays text", "[read]") {
    for (const char* text :
         {"12,4", "1,2345", "1234,567", "1,,000", ",123", "1,000,", "1-191", "12 4", "1.2.3", "-",
          "abc", "1,000e3", "0x10", "inf", "nan", "--1", "£", "2021-05-01", "E01000001"}) {
        INFO(text);
        CHECK(parse(text).kind != CellValue::Kind::number);
    }
    CHECK(parse("12,4").kind == CellValue::Kind::text);
}

TEST_CASE("cell: missing, suppressed, not applicable and zero stay apart", "[read]") {
    for (const char* text : {"", "  ", "NA", "na", "[x]", ".", ":", "null", "#N/A", "\xC2\xA0"}) {
        INFO("'" << text << "'");
        CHECK(parse(text).kind == CellValue::Kind::absent);
        CHECK(parse(text).status == Status::missing);
    }
    for (const char* text : {"*", "[c]", "c", "..", "x", " * "}) {
        INFO(text);
        CHECK(parse(text).kind == CellValue::Kind::absent);
        CHECK(parse(text).status == Status::suppressed);
    }
    for (const char* text : {"n/a", "N/A", "[z]", "-"}) {
        INFO(text);
        CHECK(parse(text).kind == CellValue::Kind::absent);
        CHECK(parse(text).status == Status::not_applicable);
    }
    CHECK(parse("0").kind == CellValue::Kind::number);
}

TEST_CASE("cell: markers can be set, and come before numbers", "[read]") {
    Markers markers;
    markers.missing = {"-99"};
    markers.suppressed = {"withheld"};
    CHECK(parse_cell("-99", markers).status == Status::missing);
    CHECK(parse_cell("Withheld", markers).status == Status::suppressed);
    CHECK(parse_cell("*", markers).kind == CellValue::Kind::text);
    CHECK(parse_cell("", markers).status == Status::missing);
}

TEST_CASE("cell: random numbers read back as strtod reads them", "[read][property]") {
    std::mt19937_64 random{20191};
    std::uniform_int_distribution<int> digits{1, 18};
    std::uniform_int_distribution<int> digit{0, 9};
    for (int i = 0; i < 50000; ++i) {
        std::string text = random() % 4 == 0 ? "-" : "";
        const int count = digits(random);
        const int point = static_cast<int>(random() % static_cast<std::uint64_t>(count + 1));
        for (int d = 0; d < count; ++d) {
            if (d == point && d > 0) {
                text += '.';
            }
            text += static_cast<char>('0' + digit(random));
        }
        const CellValue value = parse(text);
        INFO(text);
        REQUIRE(value.kind == CellValue::Kind::number);
        REQUIRE(value.number == std::strtod(text.c_str(), nullptr));
    }
}

TEST_CASE("cell: grouped whole numbers read back", "[read][property]") {
    std::mt19937_64 random{7};
    for (int i = 0; i < 20000; ++i) {
        const auto number =
            static_cast<long long>(random() % 9'000'000'000'000ULL) - 4'500'000'000'000LL;
        const CellValue value = parse(grouped_text(number));
        REQUIRE(value.kind == CellValue::Kind::number);
        REQUIRE(value.number == static_cast<double>(number));
    }
}
