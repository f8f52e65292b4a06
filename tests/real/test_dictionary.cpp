#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/harmonise/dictionary.hpp>
#include <map>
#include <shared_data.hpp>

#include "real_columns.hpp"

using namespace levelin;

namespace {

using Codes = std::set<std::string>;

AreaCode parsed(const std::string& text) {
    return *AreaCode::parse(text);
}

void insert_all(Codes& into, const Codes& codes) {
    into.insert(codes.begin(), codes.end());
}

// Of all the codes, those that the dictionary puts on the list of that edition.
Codes standing(const Codes& all, int edition) {
    Codes found;
    for (const std::string& code : all) {
        if (life_of(parsed(code)).stands_in(edition)) {
            found.insert(code);
        }
    }
    return found;
}

// Follows an authority to what stands today.
std::string latest_of(std::string code) {
    for (const AuthorityHistory* history = history_of(code);
         history != nullptr && history->successors.size() == 1; history = history_of(code)) {
        code = history->successors.front();
    }
    return code;
}

}  // namespace

TEST_CASE("real dictionary: the lists of local authorities of every year are its own", "[real]") {
    REQUIRE_SHARED(path, "lookups/derived_csv/lookup_ltla_ltla.csv");
    const RawTable chain{path};
    const RawTable changes{path.parent_path().parent_path() / "lad_nmcd_changes.csv"};
    Codes all;
    std::map<int, Codes> lists;
    for (int year = 16; year <= 24; ++year) {
        lists[2000 + year] = chain.distinct("ltla" + std::to_string(year) + "_code");
        insert_all(all, lists[2000 + year]);
    }
    for (const auto& [year, list] : lists) {
        CAPTURE(year);
        CHECK(standing(all, year) == list);
    }
    Codes british;
    for (const int year : {11, 15, 16, 17, 18}) {
        insert_all(british, changes.distinct("lad" + std::to_string(year) + "cd"));
    }
    for (const int year : {11, 15, 16, 17, 18}) {
        CAPTURE(year);
        CHECK(standing(british, 2000 + year) ==
              changes.distinct("lad" + std::to_string(year) + "cd"));
    }
}

TEST_CASE("real dictionary: every code since 2011 leads to the one that stands", "[real]") {
    REQUIRE_SHARED(path, "lookups/geo-lookups/la_all_codes.csv");
    const RawTable table{path};
    const auto codes = table.texts("LADCD");
    const auto active = table.texts("LADCD_ACTIVE");
    const auto names = table.texts("LADNM");
    std::size_t ended = 0;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        CAPTURE(codes[i]);
        CHECK(latest_of(codes[i]) == active[i]);
        const AuthorityHistory* history = history_of(codes[i]);
        if (codes[i] != active[i]) {
            ++ended;
            REQUIRE(history != nullptr);
            CHECK(history->last_edition != 0);
            CHECK(history->name == names[i]);
        } else if (history != nullptr) {
            CHECK(history->last_edition == 0);
        }
    }
    // And no other code ended, but for counties.
    for (const AuthorityHistory& history : authority_histories()) {
        ended -= history.last_edition != 0 && !history.code.starts_with("E10") ? 1U : 0U;
    }
    CHECK(ended == 0);
}

TEST_CASE("real dictionary: beginnings, ends and successors are those of the register", "[real]") {
    REQUIRE_SHARED(path, "lookups/uk_local_authorities_future.csv");
    const RawTable table{path};
    const auto ids = table.texts("local-authority-code");
    const auto codes = table.texts("gss-code");
    const auto starts = table.texts("start-date");
    const auto ends = table.texts("end-date");
    const auto replaced = table.texts("replaced-by");
    std::map<std::string, std::string> code_of;
    for (std::size_t i = 0; i < ids.size(); ++i) {
        code_of[ids[i]] = codes[i];
    }
    std::size_t compared = 0;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        CAPTURE(codes[i]);
        if (codes[i].empty() || codes[i].starts_with("E47") || codes[i].starts_with("E61")) {
            continue;
        }
        if (!ends[i].empty()) {
            const AuthorityHistory* history = history_of(codes[i]);
            REQUIRE(history != nullptr);
            CHECK(history->last_edition + 1 == std::stoi(ends[i].substr(0, 4)));
            Codes expected;
            for (std::size_t at = 0; at < replaced[i].size(); at += 4) {
                expected.insert(code_of.at(replaced[i].substr(at, 3)));
            }
            CHECK(Codes(history->successors.begin(), history->successors.end()) == expected);
            ++compared;
        }
        // N09 were named LGD 2014 a year before they came into force; Northumberland was recoded.
        if (starts[i] >= "2009" && !codes[i].starts_with("N09") && codes[i] != "E06000057") {
            const AuthorityHistory* history = history_of(codes[i]);
            REQUIRE(history != nullptr);
            CHECK(history->first_edition == std::stoi(starts[i].substr(0, 4)));
            ++compared;
        }
    }
    CHECK(compared == 68);  // 48 ends and 20 beginnings.
}

TEST_CASE("real dictionary: small areas and constituencies of each edition", "[real]") {
    REQUIRE_SHARED(path, "lookups/LSOA11_LSOA21PopLookups.csv");
    const std::filesystem::path data = path.parent_path().parent_path();
    const RawTable lookup{path};
    const Codes lsoa11 = lookup.distinct("LSOA11CD");
    const Codes lsoa21 = lookup.distinct("LSOA21CD");
    CHECK(lsoa11.size() == 32844);
    CHECK(lsoa21.size() == 33755);
    Codes all = lsoa11;
    insert_all(all, lsoa21);
    CHECK((standing(all, 2011) == lsoa11));  // In brackets: a list of all would not help.
    CHECK((standing(all, 2021) == lsoa21));

    const auto layer_codes = [&](const char* file) {
        Codes codes;
        for (const AreaCode& code :
             geodata::read_boundaries(data / "boundaries" / file).set.codes) {
            codes.insert(code.str());
        }
        return codes;
    };
    Codes areas = layer_codes("small_areas_dense_shp/lsoa2011_ew.shp");
    const Codes older = areas;
    const Codes newer = layer_codes("derived_gpkg/boundaries_lsoa21.gpkg");
    insert_all(areas, newer);
    CHECK((standing(areas, 2011) == older));
    CHECK((standing(areas, 2021) == newer));

    const Codes pcon10 =
        RawTable{data / "uk/composite_uk_imd/constituency_imd.csv"}.distinct("gss-code");
    const Codes pcon24 = layer_codes("shp/PCON_JULY_2024_UK_BUC.shp");
    Codes both = pcon10;
    insert_all(both, pcon24);
    CHECK(pcon10.size() == 650);
    CHECK(both.size() == 1295);  // Five Scottish seats keep their code.
    CHECK(standing(both, 2010) == pcon10);
    CHECK(standing(both, 2024) == pcon24);

    for (const auto& [file, column] : std::map<std::string, std::string>{
             {"lookups/scottish_dz_lookup.csv", "DZ2011_Code"},
             {"scotland/simd2020v2/SIMD+2020v2.csv", "IZcode"},
             {"lookups/lookup mosa11 to lad17 to lad19 to tactical cell.csv", "MSOA11CD"},
             {"ni/nimdm2017/nimdm2017-soa.csv", "SOA2001"}}) {
        CAPTURE(file);
        Codes codes = RawTable{data / file}.distinct(column);
        if (column == "MSOA11CD") {  // The column also holds Northern Ireland's areas.
            std::erase_if(codes, [](const std::string& code) { return code[2] != '2'; });
            CHECK(codes.size() == 6791 + 410 + 1279);
        }
        CHECK((standing(codes, file.starts_with("ni") ? 2001 : 2011) == codes));
    }
}
