#include <levelin/core/area_code.hpp>
#include <set>

using levelin::AreaCode;

TEST_CASE("area_code: holds up to 15 printable characters, blanks cut", "[core]") {
    CHECK(AreaCode::parse(" E01000001\t")->view() == "E01000001");
    CHECK(AreaCode::parse("UKPARL.2025.BTW")->str().size() == 15);
    CHECK_FALSE(AreaCode::parse("UKPARL.2025.BTWX"));
    CHECK_FALSE(AreaCode::parse(""));
    CHECK_FALSE(AreaCode::parse("   "));
    CHECK_FALSE(AreaCode::parse("E01,01"));
    CHECK_FALSE(AreaCode::parse("caf\xC3\xA9"));
    CHECK(AreaCode{}.empty());
}

TEST_CASE("area_code: order and equality are those of the text", "[core]") {
    const auto a = *AreaCode::parse("E01");
    const auto b = *AreaCode::parse("E010");
    CHECK(a < b);
    CHECK(a != b);
    CHECK(*AreaCode::parse("95AA01S1") < a);
}

TEST_CASE("area_code: neighbouring codes hash apart", "[core]") {
    std::set<std::uint64_t> low_bits;
    for (int i = 0; i < 4096; ++i) {
        low_bits.insert(AreaCode::parse("E0" + std::to_string(1000000 + i))->hash() & 0xFFFFU);
    }
    CHECK(low_bits.size() > 3900);  // 4,096 balls in 65,536 boxes: 3,971 expected.
}
