#include "text_encoding.hpp"

#include <catch2/catch.hpp>
#include <levelin/geodata/read_boundaries.hpp>

#include "boundary_maker.hpp"

using namespace levelin::geodata;
using namespace levelin::geodata::detail;

namespace {

const std::string mon_utf8 = "Ynys M\xC3\xB4n";
const std::string mon_latin = "Ynys M\xF4n";

// A shapefile whose second name is exactly these bytes, with a .cpg or without.
Boundaries read_with(const std::string& bytes, const std::string& cpg) {
    const TestFolder folder;
    MadeLayer layer = two_squares();
    layer.encoding = "";
    layer.features[1].texts[1] = bytes;
    make_boundary_file(folder / "a.shp", "ESRI Shapefile", {layer});
    std::filesystem::remove(folder / "a.cpg");
    if (!cpg.empty()) {
        write_text(folder / "a.cpg", cpg);
    }
    return read_boundaries(folder / "a.shp");
}

}  // namespace

TEST_CASE("text_encoding: well-formed UTF-8 is told from what only looks like it", "[boundary]") {
    CHECK(is_utf8(""));
    CHECK(is_utf8(mon_utf8));
    CHECK_FALSE(is_utf8(mon_latin));
    CHECK_FALSE(is_utf8("\xC0\x80"));          // overlong
    CHECK_FALSE(is_utf8("\xED\xA0\x80"));      // surrogate
    CHECK_FALSE(is_utf8("\xF4\x90\x80\x80"));  // above U+10FFFF
    CHECK_FALSE(is_utf8("\xE2\x82"));
    CHECK(is_utf8("\xF0\x9F\x97\xBA"));
}

TEST_CASE("text_encoding: names are right whatever the .cpg says or if there is none",
          "[boundary]") {
    CHECK(read_with(mon_utf8, "").set.names[1] == mon_utf8);
    CHECK(read_with(mon_latin, "").set.names[1] == mon_utf8);
    CHECK(read_with(mon_utf8, "UTF-8").set.names[1] == mon_utf8);
    CHECK(read_with(mon_latin, "ISO-8859-1").set.names[1] == mon_utf8);
    CHECK(read_with(mon_utf8, "ISO-8859-1").set.names[1] == mon_utf8);
    CHECK(read_with("\x93M\xF4n\x94", "1252").set.names[1] == "\xE2\x80\x9CM\xC3\xB4n\xE2\x80\x9D");
    CHECK(read_with("M\x93n", "850").set.names[1] == mon_utf8.substr(5));  // DOS Latin 1

    const Boundaries lie = read_with(mon_latin, "UTF-8");
    CHECK(lie.set.names[1] == mon_utf8);
    REQUIRE(lie.findings.find("W-GEOMETRY-05") != nullptr);
    CHECK(lie.findings.find("W-GEOMETRY-05")->count == 1);

    const Boundaries cut = read_with("Ynys M\xC3", "UTF-8");
    CHECK(cut.set.names[1] == "Ynys M");
    CHECK(cut.findings.find("W-GEOMETRY-06") != nullptr);
}
