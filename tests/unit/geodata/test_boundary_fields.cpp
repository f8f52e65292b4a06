#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>

#include "boundary_maker.hpp"

using namespace levelin;
using namespace levelin::geodata;

namespace {

// A row of squares; `properties` gives the text between the braces of each.
template <class Properties>
std::string squares(int count, Properties properties) {
    std::string text = R"({"type":"FeatureCollection","crs":{"type":"name","properties":{"name":)"
                       R"("urn:ogc:def:crs:EPSG::27700"}},"features":[)";
    for (int i = 0; i < count; ++i) {
        const std::string x = std::to_string(430000 + 10 * i);
        const std::string right = std::to_string(430010 + 10 * i);
        text += std::string(i == 0 ? "" : ",") + R"({"type":"Feature","properties":{)" +
                properties(i) + R"(},"geometry":{"type":"Polygon","coordinates":[[[)" + x +
                ",380000],[" + right + ",380000],[" + right + ",380010],[" + x + ",380010],[" + x +
                ",380000]]]}}";
    }
    return text + "]}";
}

ReadBoundariesOptions all_fields() {
    ReadBoundariesOptions options;
    options.with_fields = true;
    options.need_codes = false;
    return options;
}

}  // namespace

TEST_CASE("read_boundaries: all fields with their types, what is null as missing", "[boundary]") {
    const TestFolder folder;
    constexpr int count = 700;  // Several blocks.
    write_text(folder / "a.geojson", squares(count, [](int i) {
                   const std::string number = std::to_string(i);
                   return R"("LAD23CD":"E0600)" + std::string(4 - number.size(), '0') + number +
                          R"(","people":)" + (i % 3 == 0 ? "null" : std::to_string(i * 4000000LL)) +
                          R"(,"rate":)" + (i % 5 == 0 ? "null" : number + ".5") + R"(,"word":)" +
                          (i % 7 == 0 ? "null" : "\"Ynys M\xC3\xB4n " + number + "\"");
               }));
    const Boundaries read = read_boundaries(folder / "a.geojson", all_fields());
    CHECK(read.code_column == "LAD23CD");
    REQUIRE(read.fields.size() == 4);
    CHECK(read.fields[0].name == "LAD23CD");
    CHECK(read.fields[1].name == "people");
    CHECK(read.fields[2].name == "rate");
    CHECK(read.fields[3].name == "word");
    const auto& codes = std::get<TextColumn>(read.fields[0].data).values;
    const auto& people = std::get<WholeColumn>(read.fields[1].data);
    const auto& rate = std::get<DecimalColumn>(read.fields[2].data);
    const auto& word = std::get<TextColumn>(read.fields[3].data).values;
    REQUIRE(codes.size() == count);
    REQUIRE(people.values.size() == count);
    REQUIRE(rate.status.size() == count);
    REQUIRE(word.size() == count);
    for (int i = 0; i < count; ++i) {
        const auto a = static_cast<std::size_t>(i);
        CHECK(codes[a] == read.set.codes[a].str());
        CHECK(people.status[a] == (i % 3 == 0 ? Status::missing : Status::ok));
        CHECK(people.values[a] == (i % 3 == 0 ? 0 : i * 4000000LL));
        CHECK(rate.status[a] == (i % 5 == 0 ? Status::missing : Status::ok));
        CHECK(rate.values[a] == (i % 5 == 0 ? 0 : i + 0.5));
        CHECK(word[a] == (i % 7 == 0 ? "" : "Ynys M\xC3\xB4n " + std::to_string(i)));
    }
}

TEST_CASE("read_boundaries: fields of a shapefile, on any number of threads", "[boundary]") {
    const TestFolder folder;
    MadeLayer layer;
    layer.fields = {"LSOA11CD", "LSOA11NM", "note"};
    layer.encoding = "CP1252";
    for (int i = 0; i < 2500; ++i) {
        const std::string number = std::to_string(10000 + i);
        layer.features.push_back(
            {square_wkt(430000 + 20 * i, 380000, 10),
             {"E010" + number, "Area " + number, i % 2 == 0 ? "" : "n" + number}});
    }
    make_boundary_file(folder / "a.shp", "ESRI Shapefile", {layer});
    for (const unsigned threads : {1U, 4U}) {
        ReadBoundariesOptions options = all_fields();
        options.threads = threads;
        const Boundaries read = read_boundaries(folder / "a.shp", options);
        REQUIRE(read.fields.size() == 3);
        const auto& notes = std::get<TextColumn>(read.fields[2].data).values;
        REQUIRE(notes.size() == 2500);
        for (std::size_t i = 0; i < notes.size(); ++i) {
            CHECK(notes[i] == layer.features[i].texts[2]);
        }
        CHECK(std::get<TextColumn>(read.fields[1].data).values == read.set.names);
    }
    CHECK(read_boundaries(folder / "a.shp").fields.empty());
}

TEST_CASE("read_boundaries: which of two code columns counts may stay open", "[boundary]") {
    const TestFolder folder;
    write_text(folder / "a.geojson", squares(3, [](int i) {
                   return R"("own":"E0600000)" + std::to_string(i + 1) + R"(","other":"E0700000)" +
                          std::to_string(i + 1) + '"';
               }));
    ReadBoundariesOptions options = all_fields();
    const Boundaries read = read_boundaries(folder / "a.geojson", options);
    CHECK(read.code_column.empty());
    CHECK(read.set.codes[0].empty());
    CHECK(read.fields.size() == 2);
    options.code_column = "other";
    CHECK(read_boundaries(folder / "a.geojson", options).set.codes[2].str() == "E07000003");
    options.code_column = "";
    options.need_codes = true;
    CHECK_THROWS_AS(read_boundaries(folder / "a.geojson", options), JoinError);
}
