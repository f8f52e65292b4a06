#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/geodata/inspect.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/join/join.hpp>
#include <map>
#include <shared_data.hpp>

#include "real_columns.hpp"

using namespace levelin;

namespace {

using geodata::Boundaries;
using geodata::Sheet;
using geodata::TableFile;

// A data table of the ONS subnational indicators of 2022.
struct OnsTable {
    const char* name;
    std::size_t rows;  // Coded records, without the totals.
    Geography kind;
    int vintage;
    Certainty certainty;
};

constexpr Geography lad = Geography::local_authority;
constexpr Geography utla = Geography::utla;
constexpr Certainty named = Certainty::named;
constexpr Certainty proved = Certainty::proved;

// Rows and lines as SOURCES.md lists them; `proved` where councils began and ended around it.
const std::vector<OnsTable> ons_tables{
    {"4G", 374, lad, 2021, named},
    {"Anxiety", 382, lad, 2019, proved},
    {"Apprenticeships completions", 309, lad, 2021, named},
    {"Apprenticeships starts", 309, lad, 2021, named},
    {"Broadband availability", 374, lad, 2021, named},
    {"Cycle to employer", 326, lad, 2011, named},
    {"Drive to employer", 326, lad, 2011, named},
    {"Early yrs comms", 151, utla, 2019, proved},
    {"Early yrs lit", 151, utla, 2019, proved},
    {"Early yrs maths", 151, utla, 2019, proved},
    {"Employment rate", 374, lad, 2021, named},
    {"Female HLE", 216, utla, 2020, proved},
    {"GCSE", 317, lad, 2019, proved},
    {"GVA per hour", 363, lad, 2021, named},
    {"Good or outstanding schools", 152, utla, 2021, named},
    {"Happiness", 382, lad, 2019, proved},
    {"Life satisfaction", 382, lad, 2019, proved},
    {"Male HLE", 216, utla, 2020, proved},
    {"New houses", 314, lad, 2020, proved},
    {"Overweight adults", 309, lad, 2021, named},
    {"Overweight children", 314, lad, 2020, proved},
    {"Public transport to employer", 326, lad, 2011, named},
    {"Smokers", 371, lad, 0, proved},
    {"Weekly pay", 374, lad, 2021, named},
    {"Worthwhile", 382, lad, 2019, proved},
};

Boundaries read_layer(const std::filesystem::path& path) {
    geodata::ReadBoundariesOptions options;
    options.need_crs = false;
    return geodata::read_boundaries(path, options);
}

JoinSide side_of(const Boundaries& boundaries) {
    return {
        "the boundaries", boundaries.set.codes, {}, boundaries.geography, boundaries.code_column};
}

std::vector<AreaCode> parsed(const std::set<std::string>& texts) {
    std::vector<AreaCode> codes;
    for (const std::string& text : texts) {
        codes.push_back(*AreaCode::parse(text));
    }
    return codes;
}

// The counties and unitary authorities that stood in June of a year, by the register of local
// authorities.
std::set<std::string> upper_tier(const std::filesystem::path& file, int year) {
    const RawTable table{file};
    const auto codes = table.texts("gss-code");
    const auto types = table.texts("local-authority-type");
    const auto starts = table.texts("start-date");
    const auto ends = table.texts("end-date");
    const std::string day = std::to_string(year) + "-06-01";
    const std::set<std::string> upper{"CTY", "UA", "MD", "LBO", "CC", "WPA", "SCO", "NID"};
    std::set<std::string> found;
    for (std::size_t i = 0; i < codes.size(); ++i) {
        if (!codes[i].empty() && upper.contains(types[i]) &&
            (starts[i].empty() || starts[i] <= day) && (ends[i].empty() || ends[i] > day)) {
            found.insert(codes[i]);
        }
    }
    return found;
}

std::set<std::string> of_england(const std::set<std::string>& codes) {
    std::set<std::string> found;
    std::copy_if(codes.begin(), codes.end(), std::inserter(found, found.end()),
                 [](const std::string& code) { return code.starts_with('E'); });
    return found;
}

}  // namespace

TEST_CASE("real geography: each ONS table is of the vintage that its line names", "[real]") {
    REQUIRE_SHARED(folder, "outcomes/ons_subnational_indicators_2022");
    const std::filesystem::path data = folder.parent_path().parent_path();
    const Boundaries lad2019 = read_layer(data / "boundaries/topojson/geogLA2019UK.json");
    const Boundaries lad2021 = read_layer(data / "boundaries/topojson/geogLA2021UK.json");
    CHECK(lad2019.geography.label() == "LAD 2019");
    CHECK(lad2021.geography.label() == "LAD 2021 or 2022");
    const RawTable changes{data / "lookups/lad_nmcd_changes.csv"};
    const RawTable chain{data / "lookups/derived_csv/lookup_ltla_ltla.csv"};
    const std::filesystem::path registry = data / "lookups/uk_local_authorities_future.csv";
    REQUIRE(ons_tables.size() == 25);
    std::map<int, std::size_t> whole_layers;
    for (const OnsTable& expected : ons_tables) {
        CAPTURE(expected.name);
        const TableFile file =
            geodata::read_table(folder / (std::string{expected.name} + "-Table 1.csv"));
        const Sheet& sheet = file.sheets.front();
        const DetectedGeography& found = sheet.layout.code_candidates.front().geography;
        const std::vector<AreaCode> codes = record_codes(sheet);
        CHECK(codes.size() == expected.rows);
        CHECK(found.kind == expected.kind);
        CHECK(found.vintage == expected.vintage);
        CHECK(found.certainty == expected.certainty);
        CHECK(found.contradiction.empty());
        CHECK(sheet.layout.stated_geography.find("Unitary Authorities, ") != std::string::npos);
        CHECK(found.mixed_vintages == (expected.vintage == 0));
        const JoinSide rows{"the table", codes, {}, found, "Area Code"};
        std::set<std::string> texts;
        for (const AreaCode& code : codes) {
            texts.insert(code.str());
        }
        CHECK(texts.size() == codes.size());
        if (expected.kind == utla) {
            // Every upper-tier authority of the coverage that stood then, and no other.
            const auto stood = upper_tier(registry, expected.vintage);
            CHECK(texts == (texts.size() > 200 ? stood : of_england(stood)));
        } else if (expected.vintage == 2021 || expected.vintage == 2019) {
            const Boundaries& layer = expected.vintage == 2021 ? lad2021 : lad2019;
            const JoinReport report = join_table(side_of(layer), rows).report;
            CHECK(report.rows_used == expected.rows);
            CHECK(report.rows_without_area == 0);
            CHECK(report.areas_without_row == layer.set.size() - expected.rows);
            if (report.matched == layer.set.size()) {
                ++whole_layers[expected.vintage];
            }
        } else if (expected.vintage == 2011) {
            CHECK(texts == of_england(changes.distinct("lad11cd")));
            CHECK(texts != of_england(changes.distinct("lad15cd")));
        } else if (expected.vintage == 2020) {
            const std::set<std::string> english = of_england(chain.distinct("ltla20_code"));
            const std::set<std::string> other21 = of_england(chain.distinct("ltla21_code"));
            const std::set<std::string> other19 = of_england(chain.distinct("ltla19_code"));
            CHECK(texts == english);
            CHECK(texts != other19);
            CHECK(texts != other21);
        }
    }
    // Those that cover the United Kingdom: 374 of 374 and 382 of 382 areas.
    CHECK(whole_layers == std::map<int, std::size_t>{{2019, 4}, {2021, 4}});
}

TEST_CASE("real geography: the table that mixes vintages is said to", "[real]") {
    REQUIRE_SHARED(path, "outcomes/ons_subnational_indicators_2022/Smokers-Table 1.csv");
    const TableFile file = geodata::read_table(path);
    const Sheet& sheet = file.sheets.front();
    const DetectedGeography& found = sheet.layout.code_candidates.front().geography;
    CHECK(found.label() == "LAD of mixed vintages");
    // Scotland's two councils of 2018 whose codes changed in 2019.
    CHECK(found.mixed_examples ==
          std::vector<std::string>{"S12000044 (until 2018)", "S12000046 (until 2018)"});
    CHECK(found.evidence.find("2019 for England and Wales, 2018 for Scotland") !=
          std::string::npos);
    const auto inspected = geodata::inspect_file(path);
    REQUIRE(inspected.findings.find("W-JOIN-06") != nullptr);

    const Boundaries layer = read_layer(path.parent_path().parent_path().parent_path() /
                                        "boundaries/topojson/geogLA2019UK.json");
    const std::vector<AreaCode> codes = record_codes(sheet);
    const JoinReport report =
        join_table(side_of(layer), {"the table", codes, {}, found, "Area Code"}).report;
    CHECK(report.rows_used == 369);
    CHECK(report.rows_without_area_examples ==
          std::vector<std::string>{
              "S12000044: North Lanarkshire has a new code, S12000050, since 2019",
              "S12000046: Glasgow City has a new code, S12000049, since 2019"});
}

TEST_CASE("real geography: SIMD 2020 on the dense layer of 2001 is refused with the reason",
          "[real]") {
    REQUIRE_SHARED(shapes, "boundaries/small_areas_dense_shp/datazone2001_scotland.shp");
    const std::filesystem::path data = shapes.parent_path().parent_path().parent_path();
    const Boundaries layer = read_layer(shapes);
    CHECK(layer.geography.label() == "data zone 2001");
    CHECK(layer.geography.certainty == Certainty::proved);
    const TableFile file =
        geodata::read_table(data / "scotland/simd2020v2/SIMD+2020v2+-+ranks.csv");
    const Sheet& sheet = file.sheets.front();
    const std::vector<AreaCode> codes = record_codes(sheet);
    const JoinSide rows{"SIMD 2020", codes, {}, sheet.layout.code_candidates.front().geography, ""};
    try {
        (void)join_table(side_of(layer), rows);
        FAIL("joined");
    } catch (const JoinError& error) {
        CHECK(error.code() == "E-JOIN-04");
        CHECK(error.problem() ==
              "the boundaries are data zone 2001 (S01000833 stands in the list of 2001 alone) and "
              "the table is data zone 2011 (S01006506 stands in the list of 2011 alone)");
    }
    // On their own boundaries they join, and so does the four-nation table's Scottish part.
    const Boundaries right = read_layer(data / "boundaries/derived_gpkg/boundaries_dz11.gpkg");
    CHECK(join_table(side_of(right), rows).report.matched == 6976);
    const TableFile composite = geodata::read_table(data / "uk/composite_uk_imd/UK_IMD_E.csv");
    const Sheet& uk = composite.sheets.front();
    const std::vector<AreaCode> all = record_codes(uk);
    const JoinSide uk_rows{"UK", all, {}, uk.layout.code_candidates.front().geography, ""};
    CHECK(uk_rows.geography.parts.size() == 3);
    CHECK(join_table(side_of(right), uk_rows).report.matched == 6976);
    CHECK_THROWS_AS(join_table(side_of(layer), uk_rows), JoinError);
}

TEST_CASE("real geography: IMD 2019 straight onto LSOA 2021 is refused", "[real]") {
    REQUIRE_SHARED(shapes, "boundaries/derived_gpkg/boundaries_lsoa21.gpkg");
    const std::filesystem::path data = shapes.parent_path().parent_path().parent_path();
    const Boundaries layer = read_layer(shapes);
    const TableFile file =
        geodata::read_table(data / "england/iod2019/File_9_-_IoD2019_Transformed_Scores.csv");
    const Sheet& sheet = file.sheets.front();
    const std::vector<AreaCode> codes = record_codes(sheet);
    // Also where no header helps: the codes alone prove both editions.
    const JoinSide areas{
        "the areas", layer.set.codes, {}, detect_geography(layer.set.codes, "code"), "code"};
    const JoinSide rows{"IMD", codes, {}, detect_geography(codes, "area"), "area"};
    CHECK(areas.geography.label() == "LSOA 2021");
    CHECK(rows.geography.label() == "LSOA 2011");
    try {
        (void)join_table(areas, rows);
        FAIL("joined");
    } catch (const JoinError& error) {
        CHECK(error.code() == "E-JOIN-04");
    }
}

TEST_CASE("real geography: every layer and table of known vintage is found to be of it", "[real]") {
    REQUIRE_SHARED(boundaries, "boundaries");
    const std::filesystem::path data = boundaries.parent_path();
    struct Known {
        const char* file;
        const char* label;
        Certainty certainty;
    };
    const std::vector<Known> layers{
        {"shp/LAD_DEC_2023_UK_BUC.shp", "LAD 2023", named},
        {"shp/Local_Administrative_Units_Level_1_January_2018_Ultra_Generalised_Clipped_Boundaries_"
         "in_United_Kingdom.shp",
         "LAD 2018", named},
        {"shp/Local_Authority_Districts_December_2014_Super_Generalised_Clipped_Boundaries_in_"
         "Great_Britain.shp",
         "LAD 2014", named},
        {"shp/PCON_JULY_2024_UK_BUC.shp", "constituency 2024", proved},
        {"shp/Wards_December_2019_Boundaries_Scily_Wight_BGC.shp", "ward 2019", named},
        {"small_areas_dense_shp/lsoa2011_ew.shp", "LSOA 2011", proved},
        {"small_areas_dense_shp/datazone2001_scotland.shp", "data zone 2001", proved},
        {"derived_gpkg/boundaries_dz11.gpkg", "data zone 2011", proved},
        {"derived_gpkg/boundaries_soa11.gpkg", "SOA 2001", proved},
        {"derived_gpkg/boundaries_lsoa21.gpkg", "LSOA 2021", proved},
        {"gpkg/LocalAuthorities-lowertier-2023.gpkg", "LAD 2023 or 2024", Certainty::bounded},
        {"geo-lookups_full_precision/lsoa/E06000063.geojson", "LSOA 2021", proved},
        {"geo-lookups_full_precision/lsoa11/E06000063.geojson", "LSOA 2011", named},
        {"geo-lookups_full_precision/lsoa11/E08000003.geojson", "LSOA 2011", proved},
        {"topojson/geogLA2017UK.json", "LAD 2014 to 2017", Certainty::bounded},
        {"topojson/geogLA2019UK.json", "LAD 2019", proved},
        {"topojson/geogLA2021UK.json", "LAD 2021 or 2022", Certainty::bounded},
        {"topojson/geogUKregion.json", "region", Certainty::unknown},
    };
    for (const Known& known : layers) {
        CAPTURE(known.file);
        const DetectedGeography found = read_layer(boundaries / known.file).geography;
        CHECK(found.label() == known.label);
        CHECK(found.certainty == known.certainty);
        CHECK(found.contradiction.empty());
    }
    const std::vector<Known> tables{
        {"england/iod2019/IoD2019_local_authority_district_long.csv", "LAD 2019", proved},
        {"england/derived_csv/imd2025_england_lsoa21.csv", "LSOA 2021", proved},
        {"scotland/simd2020v2/SIMD+2020v2.csv", "data zone 2011", proved},
        {"wales/wimd2019/wimd-2019-index-and-domain-scores_sorted.csv", "LSOA 2011", proved},
        {"ni/nimdm2017/nimdm2017-soa.csv", "SOA 2001", proved},
        {"uk/composite_uk_imd/UK_IMD_E.csv", "SOA 2001, LSOA 2011 and data zone 2011", proved},
        {"uk/composite_uk_imd/constituency_imd.csv", "constituency 2010", proved},
        {"outcomes/vulnerability-LA.csv", "LAD 2019", proved},
        {"outcomes/2_AHC_Relative_LA.csv", "LAD 2023 or 2024", Certainty::bounded},
        {"outcomes/community_needs_index/cni2019_england_ward17.csv", "ward 2017", named},
        {"outcomes/community_needs_index/cni2022_scotland_iz11.csv", "intermediate zone 2011",
         proved},
        {"outcomes/community_needs_index/cni2022_wales_msoa11.csv", "MSOA 2011", named},
        {"messy/KS201SC.csv", "data zone 2011", proved},
        {"messy/ukmidyearestimates20192020ladcodes.xls", "LAD 2020", proved},
        {"messy/indicators-DistrictUApre419.data.csv", "LAD 2013 to 2018", Certainty::bounded},
        {"lookups/geo-lookups/la_all_codes.csv", "LAD of mixed vintages", proved},
        {"lookups/geo-lookups/lsoa_latlong.csv", "small areas of mixed vintages", proved},
        {"lookups/geo-lookups/utla_all_codes.csv", "UTLA 2025 or later", Certainty::bounded},
    };
    for (const Known& known : tables) {
        CAPTURE(known.file);
        const TableFile file = geodata::read_table(data / known.file);
        const auto sheet = std::find_if(file.sheets.begin(), file.sheets.end(), [](const Sheet& s) {
            return !s.layout.code_candidates.empty();
        });
        REQUIRE(sheet != file.sheets.end());
        const DetectedGeography& found = sheet->layout.code_candidates.front().geography;
        CHECK(found.label() == known.label);
        CHECK(found.certainty == known.certainty);
    }
}

TEST_CASE("real geography: a header that names the wrong year is told", "[real]") {
    // The column lad19_code of the ward table holds the districts of 2013 to 2018.
    REQUIRE_SHARED(path, "outcomes/community_needs_index/cni2019_england_ward17.csv");
    const std::vector<AreaCode> codes = parsed(RawTable{path}.distinct("lad19_code"));
    const DetectedGeography found = detect_geography(codes, "lad19_code");
    CHECK(found.label() == "LAD 2013 to 2018");
    CHECK(found.contradiction.starts_with("the column name lad19_code says 2019, but "));
    CHECK(found.contradiction.ends_with(" stands in no list after 2018"));
}
