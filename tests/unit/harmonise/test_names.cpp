#include <catch2/catch.hpp>
#include <levelin/harmonise/names.hpp>

using namespace levelin;

namespace {

struct Areas {
    std::vector<AreaCode> codes;
    std::vector<std::string> names;
    std::vector<std::string> other_names;

    void add(std::string_view code, std::string name, std::string other = {}) {
        codes.push_back(*AreaCode::parse(code));
        names.push_back(std::move(name));
        other_names.push_back(std::move(other));
    }
    [[nodiscard]] Gazetteer gazetteer() const {
        return {codes, names, other_names, detect_geography(codes, "")};
    }
};

Areas districts() {
    Areas areas;
    areas.add("E06000023", "Bristol, City of");
    areas.add("E06000019", "Herefordshire, County of");
    areas.add("E06000010", "Kingston upon Hull, City of");
    areas.add("E06000047", "County Durham");
    areas.add("E06000058", "Bournemouth, Christchurch and Poole");
    areas.add("E08000013", "St. Helens");
    areas.add("E07000146", "King's Lynn and West Norfolk");
    areas.add("E09000001", "City of London");
    areas.add("E09000020", "Kensington and Chelsea");
    areas.add("W06000001", "Isle of Anglesey", "Ynys Môn");
    areas.add("W06000016", "Rhondda Cynon Taf");
    areas.add("S12000036", "City of Edinburgh");
    areas.add("S12000033", "Aberdeen City");
    areas.add("S12000034", "Aberdeenshire");
    areas.add("S12000013", "Na h-Eileanan Siar");
    areas.add("E07000004", "Aylesbury Vale");
    return areas;
}

MatchedName match(const Areas& areas, const std::string& name) {
    const std::vector<std::string> names{name};
    return match_names(areas.gazetteer(), names).rows.front();
}

}  // namespace

TEST_CASE("names: what publishers write differently is made alike", "[harmonise]") {
    CHECK(normal_name("Bristol, City of") == "bristol");
    CHECK(normal_name("City of Bristol") == "bristol");
    CHECK(normal_name("BRISTOL CITY COUNCIL") == "bristol");
    CHECK(normal_name("Herefordshire, County of") == "herefordshire");
    CHECK(normal_name("King's Lynn & West Norfolk") == "kings lynn and west norfolk");
    CHECK(normal_name("King\u2019s Lynn and West Norfolk Borough Council") ==
          "kings lynn and west norfolk");
    CHECK(normal_name("Royal Borough of Kensington & Chelsea") == "kensington and chelsea");
    CHECK(normal_name("London Borough of Barnet") == "barnet");
    CHECK(normal_name("Saint Helens") == normal_name("St. Helens"));
    CHECK(normal_name("Stoke-on-Trent") == "stoke on trent");
    CHECK(normal_name("  The Vale of  Glamorgan ") == "vale of glamorgan");
    CHECK(normal_name("Rhondda Cynon Taf County Borough Council") == "rhondda cynon taf");
    // Letters with marks, composed and in two code points.
    CHECK(normal_name("Montgomeryshire and Glynd\u0175r") == "montgomeryshire and glyndwr");
    CHECK(normal_name("Glyndw\u0302r") == "glyndwr");
    CHECK(normal_name("Ynys M\u00f4n") == "ynys mon");
    CHECK(normal_name("\u00c6r\u00f8, Stra\u00dfe, \u0141\u00f3d\u017a") == "aero strasse lodz");
    // What must not become the same.
    CHECK(normal_name("City of London") != normal_name("London"));
    CHECK(normal_name("County Durham") == "county durham");
    CHECK(normal_name("Derbyshire Dales") != normal_name("Derbyshire"));
    CHECK(normal_name("Isle of Wight") == "isle of wight");
    CHECK(normal_name("").empty());
    CHECK(normal_name("City of") == "city of");
    CHECK(normal_name("\xff\xfe ok") == "ok");
}

TEST_CASE("names: normalising twice changes nothing", "[harmonise]") {
    for (const char* name :
         {"Bristol, City of", "City and County of Swansea", "The City of London", "Council of the",
          "London Borough of the City of London", "borough district city council", "St. St. Saint",
          "Metropolitan Borough of Wirral Council", "& and &"}) {
        CAPTURE(name);
        CHECK(normal_name(normal_name(name)) == normal_name(name));
    }
}

TEST_CASE("names: each is matched as it says, and nothing by likeness", "[harmonise]") {
    const Areas areas = districts();
    CHECK(match(areas, "County Durham").how == NameMatch::exact);
    CHECK(match(areas, " County Durham ").how == NameMatch::exact);
    CHECK(match(areas, "Ynys Môn").how == NameMatch::exact);
    CHECK(match(areas, "ynys mon").how == NameMatch::normalised);
    CHECK(match(areas, "Bristol").area == 0);
    CHECK(match(areas, "Hull City Council").how == NameMatch::alias);
    CHECK(match(areas, "Hull City Council").area == 2);
    CHECK(match(areas, "Durham").how == NameMatch::alias);
    CHECK(match(areas, "Rhondda Cynon Taff").how == NameMatch::alias);
    CHECK(match(areas, "Rhondda Cynon Taff").area == 10);
    CHECK(match(areas, "Comhairle nan Eilean Siar").area == 14);
    CHECK(match(areas, "Aberdeen").area == 12);
    CHECK(match(areas, "Edinburgh, City of").area == 11);

    const MatchedName typo = match(areas, "Herefordshyre");
    CHECK(typo.how == NameMatch::none);
    CHECK(typo.area == -1);
    CHECK(match(areas, "Kensington and Chelsee").nearest == "Kensington and Chelsea");
    CHECK(match(areas, "London").how == NameMatch::none);
    CHECK(match(areas, "Atlantis").nearest.empty());
}

TEST_CASE("names: two areas of one name are not chosen between", "[harmonise]") {
    Areas areas;
    areas.add("E05000001", "Abbey");
    areas.add("E05000002", "Abbey");
    areas.add("E05000003", "St James");
    areas.add("E05000004", "Saint James");
    const std::vector<std::string> names{"Abbey", "St. James", "St James"};
    const NameMatches matches = match_names(areas.gazetteer(), names);
    CHECK(matches.rows[0].how == NameMatch::ambiguous);
    CHECK(matches.rows[1].how == NameMatch::ambiguous);
    CHECK(matches.rows[2].how == NameMatch::exact);
    CHECK(matches.report.ambiguous == 2);
    CHECK(codes_of(matches, areas.gazetteer())[0].empty());
    CHECK(codes_of(matches, areas.gazetteer())[2].view() == "E05000003");
    CHECK(findings_of(matches.report, "table x").find("W-JOIN-08") != nullptr);
}

TEST_CASE("names: every name and area is counted, and what is known is told", "[harmonise]") {
    const Areas areas = districts();
    const std::vector<std::string> names{"Bristol, City of", "Bristol",    "",
                                         "Buckinghamshire",  "Durham",     "Atlantis",
                                         "Aylesbury Vale",   "Cumberland", "Aberdeen City"};
    const NameMatches matches = match_names(areas.gazetteer(), names);
    const NameReport& r = matches.report;
    CHECK(r.names == names.size());
    CHECK(r.names == r.exact + r.normalised + r.alias + r.ambiguous + r.unmatched + r.blank);
    CHECK(r.exact == 3);
    CHECK(r.normalised == 1);
    CHECK(r.alias == 1);
    CHECK(r.unmatched == 3);
    CHECK(r.blank == 1);
    CHECK(r.repeated == 1);
    CHECK(r.areas_without_name == areas.codes.size() - 4);
    // The list is of 2019 at the latest (Aylesbury Vale); Buckinghamshire came in 2020.
    CHECK(matches.rows[3].reason ==
          "Buckinghamshire began in 2020, out of E07000004 (Aylesbury Vale), E07000005 (Chiltern), "
          "E07000006 (South Bucks) and E07000007 (Wycombe)");
    CHECK(matches.rows[7].reason.find("began in 2023") != std::string::npos);
    const Diagnostics findings = findings_of(r, "table fund");
    REQUIRE(findings.find("N-JOIN-02") != nullptr);
    REQUIRE(findings.find("W-JOIN-07") != nullptr);
    CHECK(findings.find("W-JOIN-07")->count == 3);
    CHECK(findings.find("W-JOIN-09")->examples.front() == "Bristol = Bristol, City of (E06000023)");
}
