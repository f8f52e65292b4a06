#include <array>
#include <config/card.hpp>
#include <filesystem>
#include <levelin/core/error.hpp>
#include <levelin/geodata/catalogue_fetch.hpp>
#include <levelin/geodata/output_file.hpp>
#include <shared_data.hpp>

using namespace levelin;
using namespace levelin::geodata;

namespace {

/// A card and a file of the data set that it describes.
struct Pair {
    const char* card;
    const char* file;
    bool same_bytes;  ///< The card's SHA-256 is of this very file.
};

constexpr std::array pairs{
    Pair{"iod-2019-imd", "england/iod2019/File_1_-_IMD2019_Index_of_Multiple_Deprivation.xlsx",
         true},
    Pair{"iod-2019-lad",
         "england/iod2019/"
         "File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx",
         true},
    Pair{"iod-2019-domains", "england/iod2019/gz/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz",
         false},
    Pair{"iod-2025-imd", "england/iod2025/File_1_IoD2025_Index_of_Multiple_Deprivation.xlsx",
         false},
    Pair{"simd-2020-ranks", "scotland/simd2020v2/SIMD+2020v2+-+ranks.xlsx", false},
    Pair{"simd-2020-indicators", "scotland/simd2020v2/SIMD+2020v2+-+indicators.csv", false},
    Pair{"wimd-2019-ranks",
         "wales/wimd2019/"
         "welsh-index-multiple-deprivation-2019-index-and-domain-ranks-by-small-area.xls",
         false},
    Pair{"wimd-2019-scores", "wales/wimd2019/wimd-2019-index-and-domain-scores-by-small-area.csv",
         false},
    Pair{"nimdm-2017", "ni/nimdm2017/NIMDM17_SOAresults.xls", true},
    Pair{"population-lad20-2019", "messy/ukmidyearestimates20192020ladcodes.xls", true},
    Pair{"lad-2019-bfc", "boundaries/topojson/geogLA2019UK.json", false},
    Pair{"lad-2021-bgc", "boundaries/topojson/geogLA2021UK.json", false},
    Pair{"lad-2023-bgc", "boundaries/shp/LAD_DEC_2023_UK_BUC.shp", false},
    Pair{"pcon-2024-buc", "boundaries/shp/PCON_JULY_2024_UK_BUC.shp", false},
    Pair{"lsoa-2011-bsc", "boundaries/small_areas_dense_shp/lsoa2011_ew.shp", false},
    Pair{"lsoa-2021-bsc", "boundaries/derived_gpkg/boundaries_lsoa21.gpkg", false},
    Pair{"data-zone-2011", "boundaries/derived_gpkg/boundaries_dz11.gpkg", false},
    Pair{"ni-soa-2011", "boundaries/derived_gpkg/boundaries_soa11.gpkg", false},
};

}  // namespace

TEST_CASE("the cards' counts and codes are those of the real data", "[real][catalogue]") {
    REQUIRE_SHARED(first, pairs[0].file);
    const Catalogue catalogue =
        config::read_catalogue(std::filesystem::path{LEVELIN_SOURCE_DIR} / "geodata" / "catalogue");
    for (const Pair& pair : pairs) {
        INFO(pair.card);
        const std::filesystem::path file = shared_folder() / "data" / pair.file;
        SourceCard card = catalogue.find(pair.card);
        const FileDigest digest = digest_of_file(file);
        CHECK((!card.sha256.empty()) == pair.same_bytes);
        if (!pair.same_bytes) {
            card.sha256.clear();
        }
        const SourceCheck found = check_source(card, file, digest);
        REQUIRE(card.count);
        CHECK(found.count == card.count);
    }
}

TEST_CASE("data of another vintage fail the check of a card", "[real][catalogue]") {
    REQUIRE_SHARED(file, "boundaries/small_areas_dense_shp/datazone2001_scotland.shp");
    const Catalogue catalogue =
        config::read_catalogue(std::filesystem::path{LEVELIN_SOURCE_DIR} / "geodata" / "catalogue");
    CHECK_THROWS_AS(check_source(catalogue.find("data-zone-2011"), file, digest_of_file(file)),
                    InputError);
}
