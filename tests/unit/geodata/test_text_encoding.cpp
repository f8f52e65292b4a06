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
