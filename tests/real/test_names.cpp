#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/harmonise/names.hpp>
#include <map>
#include <shared_data.hpp>

#include "real_columns.hpp"

using namespace levelin;

namespace {

geodata::Boundaries read_layer(const std::filesystem::path& path) {
    geodata::ReadBoundariesOptions options;
    options.need_crs = false;
    return geodata::read_boundaries(path, options);
}

Gazetteer gazetteer_of(const geodata::Boundaries& layer) {
    return {layer.set.codes, layer.set.names, {}, layer.geography};
}

}  // namespace

TEST_CASE("real names: the Levelling Up Fund's list on LAD 2019", "[real]") {
    REQUIRE_SHARED(path,
                   "outcomes/Levelling_Up_Fund_list_of_local_authorities_by_priority_category GM "
                   "markup.xlsx");
    const auto layer =
        read_layer(path.parent_path().parent_path() / "boundaries/topojson/geogLA2019UK.json");
    const std::vector<std::string> names = RawTable{path}.texts("Name");
    const NameMatches matches = match_names(gazetteer_of(layer), names);
    const NameReport& r = matches.report;
    CHECK(r.names == 368);
    CHECK(r.exact == 366);
    CHECK(r.alias == 1);
    CHECK(r.alias_examples ==
          std::vector<std::string>{"Rhondda Cynon Taff = Rhondda Cynon Taf (W06000016)"});
    CHECK(r.normalised == 0);
    CHECK(r.ambiguous == 0);
    CHECK(r.repeated == 0);
    CHECK(r.unmatched == 1);
    CHECK(r.unmatched_examples ==
          std::vector<std::string>{
              "Buckinghamshire: Buckinghamshire began in 2020, out of E07000004 (Aylesbury Vale), "
              "E07000005 (Chiltern), E07000006 (South Bucks) and E07000007 (Wycombe)"});
    // Its four districts, and Northern Ireland, which the list leaves out.
    CHECK(r.areas_without_name == 382 - 367);
    const std::vector<AreaCode> codes = codes_of(matches, gazetteer_of(layer));
    // Without the districts that Buckinghamshire was made of, the rest stands in 2020 too.
    CHECK(detect_geography(codes, "").label() == "LAD 2019 or 2020");
}

TEST_CASE("real names: the Levelling Up Fund's list on the councils of 2021", "[real]") {
    REQUIRE_SHARED(path,
                   "outcomes/Levelling_Up_Fund_list_of_local_authorities_by_priority_category GM "
                   "markup.xlsx");
    const auto layer =
        read_layer(path.parent_path().parent_path() / "boundaries/topojson/geogLA2021UK.json");
    const NameReport r = match_names(gazetteer_of(layer), RawTable{path}.texts("Name")).report;
    CHECK(r.exact == 360);  // SOURCES.md.
    CHECK(r.unmatched == 7);
    REQUIRE(r.unmatched_examples.size() == 7);
    for (const std::string& text : r.unmatched_examples) {
        CAPTURE(text);  // Northamptonshire's seven districts.
        CHECK(text.find(" was merged into E060000") != std::string::npos);
        CHECK(text.find("Northamptonshire) in 2021") != std::string::npos);
    }
}

TEST_CASE("real names: constituencies of 2024 by name", "[real]") {
    REQUIRE_SHARED(path, "uk/composite_uk_imd/parl25_imd.csv");
    const auto layer = read_layer(path.parent_path().parent_path().parent_path() /
                                  "boundaries/shp/PCON_JULY_2024_UK_BUC.shp");
    const NameReport r =
        match_names(gazetteer_of(layer), RawTable{path}.texts("constituency-name")).report;
    CHECK(r.names == 650);
    CHECK(r.exact == 649);
    CHECK(r.normalised == 1);
    CHECK(r.normalised_examples ==
          std::vector<std::string>{
              "Montgomeryshire and Glynd\u0175r = Montgomeryshire and Glyndwr (W07000102)"});
    CHECK(r.areas_without_name == 0);
}

TEST_CASE("real names: the register's other spellings find the same council", "[real]") {
    REQUIRE_SHARED(path, "lookups/uk_local_authorities_future.csv");
    const auto layer =
        read_layer(path.parent_path().parent_path() / "boundaries/shp/LAD_DEC_2023_UK_BUC.shp");
    const Gazetteer gazetteer = gazetteer_of(layer);
    const RawTable table{path};
    const auto codes = table.texts("gss-code");
    for (const char* column : {"official-name", "nice-name"}) {
        CAPTURE(column);
        const auto names = table.texts(column);
        const NameMatches matches = match_names(gazetteer, names);
        std::size_t right = 0;
        for (std::size_t i = 0; i < names.size(); ++i) {
            const MatchedName& match = matches.rows[i];
            const bool county_or_combined =
                codes[i].starts_with("E10") || codes[i].starts_with("E47") || codes[i].empty();
            if (match.area < 0 || county_or_combined) {
                continue;
            }
            CAPTURE(names[i]);
            CHECK(gazetteer.codes[static_cast<std::size_t>(match.area)].str() == codes[i]);
            ++right;
        }
        CHECK(right >= 359);
    }
}
