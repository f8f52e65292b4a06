#include <array>
#include <cmath>
#include <levelin/convert/convert.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/read_lookup.hpp>
#include <levelin/geodata/read_table.hpp>
#include <levelin/join/join.hpp>
#include <map>
#include <numeric>
#include <set>
#include <shared_data.hpp>
#include <simple_csv.hpp>

using namespace levelin;

namespace {

Lookup read(const std::filesystem::path& path, const std::string& from, const std::string& to,
            bool same_name = false) {
    geodata::ReadLookupOptions options;
    options.from = from;
    options.to = to;
    options.same_name = same_name;
    return geodata::read_lookup(path, options);
}

std::string error_of(const std::filesystem::path& path, const std::string& from,
                     const std::string& to) {
    try {
        (void)read(path, from, to);
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

constexpr const char* vintages = "lookups/LSOA11_LSOA21PopLookups.csv";
constexpr const char* wards =
    "lookups/Lower_Layer_Super_Output_Area_(2011)_to_Ward_(2019)_Lookup_in_England_and_Wales.csv";
constexpr const char* chain = "lookups/derived_csv/lookup_ltla_ltla.csv";

// The published score of every English LSOA of 2011.
struct EnglishScores {
    std::vector<AreaCode> codes;
    std::vector<double> scores;
};

EnglishScores english_scores(const std::filesystem::path& path) {
    const SimpleCsv csv = read_simple_csv(path);
    const std::size_t nation = csv.column("nation");
    const std::size_t code = csv.column("lsoa");
    const std::size_t score = csv.column("overall_local_score");
    EnglishScores english;
    for (const auto& row : csv.rows) {
        if (row[nation] == "E") {
            english.codes.push_back(*AreaCode::parse(row[code]));
            english.scores.push_back(std::stod(row[score]));
        }
    }
    return english;
}

ConvertColumn column(const std::string& name, Measure measure, const std::vector<double>& values) {
    ConvertColumn made;
    made.measure = measure;
    made.numbers.name = name;
    for (const double value : values) {
        made.numbers.push(value);
    }
    return made;
}

// LAD codes of a year with a made amount each: its place in the list.
struct Councils {
    std::vector<AreaCode> codes;
    std::vector<double> amounts;
};

Councils councils_of(const Lookup& lookup) {
    Councils councils;
    councils.codes = lookup.sources;
    for (std::size_t i = 0; i < councils.codes.size(); ++i) {
        councils.amounts.push_back(static_cast<double>(i) + 1);
    }
    return councils;
}

double value_of(const Converted& converted, const char* code) {
    const auto at =
        std::find(converted.codes.begin(), converted.codes.end(), *AreaCode::parse(code));
    REQUIRE(at != converted.codes.end());
    return converted.columns[0]
        .numbers.values[static_cast<std::size_t>(at - converted.codes.begin())];
}

}  // namespace

TEST_CASE("real look-up: LSOA 2011 to 2021 has the counts of its own letters", "[real][convert]") {
    REQUIRE_SHARED(path, vintages);
    const Lookup lookup = read(path, "lsoa 2011", "lsoa 2021");
    CHECK(lookup.sources.size() == 32844);
    CHECK(lookup.targets.size() == 33755);
    CHECK(lookup.links.size() == 33876);
    CHECK(lookup.findings.find("W-CONVERT-02") == nullptr);
    REQUIRE(lookup.findings.find("N-CONVERT-01") != nullptr);
    CHECK(lookup.findings.find("N-CONVERT-01")->message.find("TotPersons") != std::string::npos);
    const std::vector<Change> changes = changes_of(lookup);
    std::array<std::size_t, 4> links{};
    std::array<std::size_t, 4> sources{};
    for (std::size_t l = 0; l < changes.size(); ++l) {
        ++links[static_cast<std::size_t>(changes[l])];
        if (l == 0 || lookup.links[l].source != lookup.links[l - 1].source) {
            ++sources[static_cast<std::size_t>(changes[l])];
        }
    }
    CHECK(links == std::array<std::size_t, 4>{31778, 1838, 192, 68});
    CHECK(sources == std::array<std::size_t, 4>{31778, 832, 192, 42});
    // The file's own proportions.
    const SimpleCsv csv = read_simple_csv(path);
    std::map<std::pair<std::string, std::string>, double> published;
    for (const auto& row : csv.rows) {
        published[{row[csv.column("LSOA11CD")], row[csv.column("LSOA21CD")]}] =
            std::stod(row[csv.column("Prop21of11")]);
    }
    double worst = 0;
    for (const Lookup::Link& link : lookup.links) {
        worst = std::max(worst,
                         std::abs(link.share - published.at({lookup.sources[link.source].str(),
                                                             lookup.targets[link.target].str()})));
    }
    CHECK(worst < 1e-14);
}

TEST_CASE("real look-up: people are conserved from LSOA 2011 to 2021", "[real][convert]") {
    REQUIRE_SHARED(path, vintages);
    const Lookup lookup = read(path, "lsoa 2011", "lsoa 2021");
    const ConvertColumn people = column("people", Measure::extensive, lookup.source_weights);
    ConvertRows rows;
    rows.codes = lookup.sources;
    const Converted converted = convert(lookup, rows, {&people, 1});
    CHECK(converted.columns[0].before == 56489278.0);
    CHECK(std::abs(converted.columns[0].after - 56489278.0) < 1e-9 * 56489278.0);
    CHECK(converted.findings.empty());
    // Every LSOA of 2021 has the people that the file states for it.
    const SimpleCsv csv = read_simple_csv(path);
    std::map<std::string, double> stated;
    for (const auto& row : csv.rows) {
        stated[row[csv.column("LSOA21CD")]] = std::stod(row[csv.column("LSOA21Denom")]);
    }
    REQUIRE(stated.size() == converted.codes.size());
    double worst = 0;
    for (std::size_t i = 0; i < converted.codes.size(); ++i) {
        worst = std::max(worst, std::abs(converted.columns[0].numbers.values[i] -
                                         stated.at(converted.codes[i].str())));
    }
    CHECK(worst < 1e-9);
}

TEST_CASE("real look-up: IMD 2019 scores on all 33,755 LSOAs of 2021", "[real][convert]") {
    REQUIRE_SHARED(path, vintages);
    REQUIRE_SHARED(scores, "uk/composite_uk_imd/UK_IMD_E.csv");
    REQUIRE_SHARED(edition, "england/derived_csv/imd2025_england_lsoa21.csv");
    const EnglishScores english = english_scores(scores);
    REQUIRE(english.codes.size() == 32844);
    const Lookup lookup = read(path, "lsoa 2011", "lsoa 2021");
    const ConvertColumn score = column("score", Measure::intensive, english.scores);
    ConvertRows rows;
    rows.codes = english.codes;
    const Converted converted = convert(lookup, rows, {&score, 1});
    const NumberColumn& numbers = converted.columns[0].numbers;
    CHECK(std::count(numbers.status.begin(), numbers.status.end(), Status::ok) == 33755);
    std::array<std::size_t, 4> letters{};
    for (const Lineage& lineage : converted.lineage) {
        ++letters[static_cast<std::size_t>(lineage.change)];
        CHECK(lineage.covered == 1);
    }
    CHECK(letters == std::array<std::size_t, 4>{31778, 1838, 96, 43});
    // The areas are those for which the index of 2025 was published.
    const SimpleCsv csv = read_simple_csv(edition);
    std::set<std::string> published;
    for (const auto& row : csv.rows) {
        published.insert(row[csv.column("lsoa21_code")]);
    }
    CHECK(published.size() == 33755);
    for (const AreaCode& code : converted.codes) {
        published.erase(code.str());
    }
    CHECK(published.empty());
    // By hand: E01000010 was split, and E01000852 and E01000854 merged to E01035711.
    std::map<std::string, double> old;
    for (std::size_t i = 0; i < english.codes.size(); ++i) {
        old[english.codes[i].str()] = english.scores[i];
    }
    CHECK(value_of(converted, "E01034473") == old.at("E01000010"));
    CHECK(value_of(converted, "E01034474") == old.at("E01000010"));
    CHECK(value_of(converted, "E01035711") ==
          Approx((1275 * old.at("E01000852") + 1232 * old.at("E01000854")) / 2507));
    CHECK(value_of(converted, "E01000954") ==
          Approx((12 * old.at("E01000947") + 1735 * old.at("E01000954")) / 1747));
}

TEST_CASE("real look-up: Wales is refused until a look-up is given", "[real][convert]") {
    REQUIRE_SHARED(path, vintages);
    REQUIRE_SHARED(both, wards);
    const Lookup lookup = read(path, "lsoa 2011", "lsoa 2021");
    const Lookup nations = read(both, "lsoa 2011", "lad 2019");
    const ConvertColumn one =
        column("one", Measure::extensive, std::vector<double>(nations.sources.size(), 1.0));
    ConvertRows rows;
    rows.codes = nations.sources;
    CHECK_THROWS_WITH(
        convert(lookup, rows, {&one, 1}),
        Catch::Contains("E-CONVERT-11: 1,909 of 34,753 rows are not in the look-up") &&
            Catch::Contains("they are of Wales (1,909), and it covers England (32,844)"));
}

TEST_CASE("real join: IMD 2019 straight onto LSOA 2021 is refused", "[real][convert]") {
    REQUIRE_SHARED(layer, "boundaries/derived_gpkg/boundaries_lsoa21.gpkg");
    REQUIRE_SHARED(scores, "uk/composite_uk_imd/UK_IMD_E.csv");
    const EnglishScores english = english_scores(scores);
    const geodata::Boundaries areas = geodata::read_boundaries(layer, {});
    CHECK(areas.geography.label() == "LSOA 2021");
    const JoinSide boundaries{
        "the boundaries", areas.set.codes, {}, areas.geography, "lsoa21_code"};
    const JoinSide table{
        "table imd", english.codes, {}, detect_geography(english.codes, "lsoa"), "lsoa"};
    try {
        (void)join_table(boundaries, table);
        FAIL("joined");
    } catch (const JoinError& error) {
        CHECK(error.code() == "E-JOIN-04");
        CHECK(error.hint().find("levelin convert") != std::string::npos);
    }
}

TEST_CASE("real look-up: columns are found by the geography asked for", "[real][convert]") {
    REQUIRE_SHARED(folder, "lookups");
    struct Case {
        const char* file;
        const char* from;
        const char* to;
        std::size_t sources;
        std::size_t targets;
        const char* first_name;
    };
    const Case expected = GENERATE(
        Case{"Lower_Layer_Super_Output_Area_(2011)_to_Ward_(2019)_Lookup_in_England_and_Wales.csv",
             "lsoa 2011", "lad 2019", 34753, 339, "Middlesbrough"},
        Case{"Lower_Layer_Super_Output_Area_(2011)_to_Ward_(2019)_Lookup_in_England_and_Wales.csv",
             "lsoa", "ward", 34753, 8023, "Linthorpe"},
        Case{"scottish_dz_lookup.csv", "data zone 2011", "lad 2019", 6976, 32, "Aberdeen City"},
        Case{"derived_csv/lookup_soa01_lgd14.csv", "soa", "lgd", 890, 11,
             "Antrim and Newtownabbey"},
        Case{"pcon_lsoa.csv", "lsoa 2011", "pcon", 42619, 650, ""},
        Case{"gb_geog_lookup.csv.gz", "lsoa", "msoa", 41729, 8480, ""},
        Case{"derived_csv/lookup_ltla_ltla.csv", "lad 2018", "lad 2024", 391, 361,
             "City of London"},
        Case{"derived_csv/lookup_ltla22_ltla23.csv", "lad 2022", "lad 2023", 374, 361,
             "Hartlepool"},
        Case{"lad_nmcd_changes.csv", "lad 2011", "lad 2018", 380, 380, "Hartlepool"},
        Case{"geo-lookups/la_all_codes.csv", "LADCD", "LADCD_ACTIVE", 415, 361, "Hartlepool"},
        Case{"LAD 2017 to LAD 2019 codes.csv", "lad 2017", "lad 2019", 391, 382, ""},
        Case{"LSOA11_LSOA21PopLookups.csv", "lsoa 2021", "lsoa 2011", 33755, 32844, ""});
    CAPTURE(expected.file, expected.from, expected.to);
    const Lookup lookup = read(folder / expected.file, expected.from, expected.to);
    CHECK(lookup.sources.size() == expected.sources);
    CHECK(lookup.targets.size() == expected.targets);
    CHECK(lookup.target_names.front() == expected.first_name);
}

TEST_CASE("real look-up: what cannot be told apart is refused with what is there",
          "[real][convert]") {
    REQUIRE_SHARED(folder, "lookups");
    CHECK_THAT(error_of(folder / "LSOA11_LSOA21PopLookups.csv", "lsoa", "lsoa 2021"),
               Catch::Contains("E-CONVERT-03: 2 columns fit LSOA: LSOA11CD (LSOA 2011), LSOA21CD"));
    CHECK_THAT(error_of(folder / "LSOA11_LSOA21PopLookups.csv", "lsoa 2011", "ward"),
               Catch::Contains("E-CONVERT-03: no column of codes is ward"));
    // Ten small areas of Northern Ireland lie in two of its districts.
    CHECK_THAT(error_of(folder / "lookup mosa11 to lad17 to lad19 to tactical cell.csv", "msoa",
                        "lad 2019"),
               Catch::Contains("E-CONVERT-01") && Catch::Contains("10 areas do"));
}

TEST_CASE("real look-up: small areas of all nations, side by side", "[real][convert]") {
    REQUIRE_SHARED(england_wales, wards);
    REQUIRE_SHARED(folder, "lookups");
    const std::array<std::filesystem::path, 3> files{england_wales,
                                                     folder / "scottish_dz_lookup.csv",
                                                     folder / "derived_csv/lookup_soa01_lgd14.csv"};
    geodata::ReadLookupOptions options;
    options.to = "lad";
    const SimpleCsv csv = read_simple_csv(folder / "pcon_lsoa.csv");
    std::vector<AreaCode> areas;
    for (const auto& row : csv.rows) {
        areas.push_back(*AreaCode::parse(row[csv.column("lsoa11")]));
    }
    options.from_codes = areas;
    const Lookup uk = geodata::read_lookups(files, options);
    CHECK(uk.sources.size() == 42619);
    CHECK(uk.targets.size() == 382);
    const ConvertColumn ones =
        column("areas", Measure::extensive, std::vector<double>(areas.size(), 1.0));
    ConvertRows rows;
    rows.codes = areas;
    const Converted converted = convert(uk, rows, {&ones, 1});
    CHECK(converted.columns[0].after == 42619);
    CHECK(value_of(converted, "E09000001") == 6);    // City of London.
    CHECK(value_of(converted, "E08000025") == 639);  // Birmingham.
}

TEST_CASE("real look-up: mergers of councils are added up along the chain", "[real][convert]") {
    REQUIRE_SHARED(path, chain);
    const Lookup lookup = read(path, "lad 2018", "lad 2023");
    const Councils councils = councils_of(lookup);
    const ConvertColumn amounts = column("amount", Measure::extensive, councils.amounts);
    ConvertRows rows;
    rows.codes = councils.codes;
    const Converted converted = convert(lookup, rows, {&amounts, 1});
    const auto amount = [&](const char* code) {
        const auto at =
            std::find(councils.codes.begin(), councils.codes.end(), *AreaCode::parse(code));
        REQUIRE(at != councils.codes.end());
        return councils.amounts[static_cast<std::size_t>(at - councils.codes.begin())];
    };
    // Buckinghamshire: Aylesbury Vale, Chiltern, South Bucks, Wycombe, merged on 1 April 2020.
    CHECK(value_of(converted, "E06000060") ==
          amount("E07000004") + amount("E07000005") + amount("E07000006") + amount("E07000007"));
    // Somerset, merged on 1 April 2023, of councils some of which had merged in 2019.
    CHECK(value_of(converted, "E06000066") == amount("E07000187") + amount("E07000188") +
                                                  amount("E07000189") + amount("E07000190") +
                                                  amount("E07000191"));
    // North Lanarkshire and Glasgow were given new codes alone.
    CHECK(value_of(converted, "S12000049") == amount("S12000046"));
    CHECK(value_of(converted, "S12000050") == amount("S12000044"));
    CHECK(converted.columns[0].before == converted.columns[0].after);
    CHECK(converted.codes.size() == 361);
}

TEST_CASE("real look-up: any pair of years equals the steps between", "[real][convert]") {
    REQUIRE_SHARED(path, chain);
    const auto year = [](int y) { return "lad " + std::to_string(y); };
    Lookup steps = read(path, year(2018), year(2019));
    for (int y = 2019; y < 2024; ++y) {
        steps = compose(steps, read(path, year(y), year(y + 1)));
        const Lookup direct = read(path, year(2018), year(y + 1));
        CAPTURE(y);
        std::map<AreaCode, AreaCode> by_steps;
        for (const Lookup::Link& link : steps.links) {
            by_steps[steps.sources[link.source]] = steps.targets[link.target];
        }
        std::map<AreaCode, AreaCode> at_once;
        for (const Lookup::Link& link : direct.links) {
            at_once[direct.sources[link.source]] = direct.targets[link.target];
        }
        CHECK(by_steps == at_once);
    }
}

TEST_CASE("real look-up: backwards a merger is a split and needs weights", "[real][convert]") {
    REQUIRE_SHARED(path, chain);
    CHECK_THAT(error_of(path, "lad 2023", "lad 2019"),
               Catch::Contains("E-CONVERT-01") && Catch::Contains("--weight"));
}

TEST_CASE("real look-up: Fife and Perth and Kinross exchanged land in 2018", "[real][convert]") {
    REQUIRE_SHARED(path, chain);
    REQUIRE_SHARED(changes, "lookups/lad_nmcd_changes.csv");
    // The file has all four pairs: S.S.I. 2017/430 moved land in both directions and both councils
    // were given new codes. How many people moved, it does not say.
    CHECK_THAT(error_of(path, "lad 2016", "lad 2019"),
               Catch::Contains("the area S12000015 lies in 2 others (S12000047 (Fife), S12000048 "
                               "(Perth and Kinross))"));
    const Lookup by_name = read(path, "lad 2016", "lad 2019", true);
    CHECK(by_name.sources.size() == 391);
    CHECK(by_name.targets.size() == 382);
    CHECK(by_name.findings.find("N-CONVERT-03")->count == 2);
    // The list of changes of names and codes keeps each council whole as well.
    const Lookup listed = read(changes, "lad 2016", "lad 2018");
    for (const auto& [old_code, new_code] :
         {std::pair{"S12000015", "S12000047"}, std::pair{"S12000024", "S12000048"}}) {
        for (const Lookup* lookup : {&by_name, &listed}) {
            const auto link = std::find_if(
                lookup->links.begin(), lookup->links.end(), [&](const Lookup::Link& l) {
                    return lookup->sources[l.source] == *AreaCode::parse(old_code);
                });
            REQUIRE(link != lookup->links.end());
            CHECK(lookup->targets[link->target].str() == new_code);
        }
    }
    // A table without them is not held up.
    geodata::ReadLookupOptions options;
    const std::vector<AreaCode> english{*AreaCode::parse("E09000001")};
    options.from = "lad 2016";
    options.to = "lad 2019";
    options.from_codes = english;
    CHECK(geodata::read_lookup(path, options).sources.size() == 389);
}
