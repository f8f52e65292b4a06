#include <array>
#include <catch2/catch.hpp>
#include <fstream>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_lookup.hpp>
#include <scratch_folder.hpp>

using namespace levelin;

namespace {

class Files {
  public:
    std::filesystem::path write(const std::string& name, const std::string& text) const {
        std::ofstream{m_folder / name, std::ios::binary} << text;
        return m_folder / name;
    }

  private:
    ScratchFolder m_folder;
};

std::string links_of(const Lookup& lookup) {
    std::string text;
    for (const Lookup::Link& link : lookup.links) {
        text += (text.empty() ? "" : " ") + lookup.sources[link.source].str() + ">" +
                lookup.targets[link.target].str();
        if (link.share != 1) {
            std::string share = std::to_string(link.share);
            share.resize(4);
            text += "=" + share;
        }
    }
    return text;
}

Lookup read(const std::filesystem::path& path, const std::string& from, const std::string& to,
            const std::string& weight = {}, std::span<const AreaCode> codes = {}) {
    geodata::ReadLookupOptions options;
    options.from = from;
    options.to = to;
    options.weight = weight;
    options.from_codes = codes;
    return geodata::read_lookup(path, options);
}

std::string error_of(const std::filesystem::path& path, const std::string& from,
                     const std::string& to, const std::string& weight = {}) {
    try {
        (void)read(path, from, to, weight);
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

constexpr const char* wards =
    "LSOA11CD,LSOA11NM,WD19CD,WD19NM,LAD19CD,LAD19NM\n"
    "E01000001,City of London 001A,E05009301,Cheap,E09000001,City of London\n"
    "E01000002,City of London 001B,E05009302,Coleman Street,E09000001,City of London\n"
    "\n"
    "E01000005,City of London 001E,E05009310,Portsoken,,\n";

}  // namespace

TEST_CASE("read look-up: sides by geography, names from beside them", "[geodata]") {
    const Files files;
    const auto path = files.write("wards.csv", wards);
    const Lookup ward = read(path, "lsoa 2011", "ward");
    CHECK(links_of(ward) == "E01000001>E05009301 E01000002>E05009302 E01000005>E05009310");
    CHECK(ward.target_names == std::vector<std::string>{"Cheap", "Coleman Street", "Portsoken"});
    CHECK(ward.from.label() == "LSOA 2011");
    CHECK(ward.to.kind == Geography::ward);
    CHECK(ward.to.vintage == 2019);
    CHECK(ward.findings.empty());  // A blank line is no row.

    const Lookup lad = read(path, "LSOA11CD", "lad19cd");
    CHECK(links_of(lad) == "E01000001>E09000001 E01000002>E09000001");
    REQUIRE(lad.findings.find("W-CONVERT-01") != nullptr);
    CHECK(lad.findings.find("W-CONVERT-01")->examples ==
          std::vector<std::string>{"row 5 (E01000005)"});
}

TEST_CASE("read look-up: the areas decide where no side is named", "[geodata]") {
    const Files files;
    const auto path = files.write("wards.csv", wards);
    const std::vector<AreaCode> codes{*AreaCode::parse("E05009301"), *AreaCode::parse("E05009302")};
    CHECK(links_of(read(path, "", "lad", {}, codes)) == "E05009301>E09000001 E05009302>E09000001");
}

TEST_CASE("read look-up: a wrong year is no match, an unsaid one is told", "[geodata]") {
    const Files files;
    const auto path = files.write("wards.csv", wards);
    CHECK_THAT(error_of(path, "lsoa 2011", "ward 2017"),
               Catch::Contains("E-CONVERT-03: no column of codes is ward 2017") &&
                   Catch::Contains("WD19CD (ward 2019)"));
    CHECK_THAT(error_of(path, "hexagon", "ward"),
               Catch::Contains("\"hexagon\" is neither a column"));
    CHECK_THAT(error_of(path, "ward", "ward"), Catch::Contains("both sides are the column WD19CD"));
    const auto undated = files.write(
        "zones.csv", "DZ2011_Code,LA_Code,LA_Name\nS01006506,S12000033,Aberdeen City\n");
    const Lookup lookup = read(undated, "data zone 2011", "lad 2019");
    CHECK(lookup.to.vintage == 2019);
    CHECK(lookup.target_names == std::vector<std::string>{"Aberdeen City"});
    CHECK(lookup.findings.find("N-CONVERT-04") != nullptr);
}

TEST_CASE("read look-up: of two columns of a year the plain one is meant", "[geodata]") {
    const Files files;
    const auto path = files.write("changes.csv",
                                  "lad11cd,lad11cd_census_merged,lad18cd\n"
                                  "E06000052,E41000052,E06000052\nE06000053,E41000052,E06000053\n");
    CHECK(links_of(read(path, "lad 2011", "lad 2018")) ==
          "E06000052>E06000052 E06000053>E06000053");
}

TEST_CASE("read look-up: weights are read where areas are shared", "[geodata]") {
    const Files files;
    const auto path = files.write("both.csv",
                                  "LSOA11CD,LSOA21CD,TotPersons,dwellings_2021\n"
                                  "E01000010,E01034473,1,3\nE01000010,E01034474,3,1\n"
                                  "E01000001,E01000001,9,9\n");
    CHECK_THAT(error_of(path, "lsoa 2011", "lsoa 2021"),
               Catch::Contains("several columns can be the weights: \"TotPersons\", "
                               "\"dwellings_2021\""));
    const Lookup people = read(path, "lsoa 2011", "lsoa 2021", "totpersons");
    CHECK(links_of(people) ==
          "E01000010>E01034473=0.25 E01000010>E01034474=0.75 E01000001>E01000001");
    CHECK(people.source_weights == std::vector<double>{4, 9});
    CHECK_THAT(error_of(path, "lsoa 2011", "lsoa 2021", "people"),
               Catch::Contains("E-CONVERT-03: the look-up has no column \"people\""));
    // The other way round nothing is shared, so no weights are asked for.
    CHECK(read(path, "lsoa 2021", "lsoa 2011").source_weights.empty());

    const auto one = files.write("one.csv",
                                 "LSOA11CD,LSOA21CD,TotPersons\n"
                                 "E01000010,E01034473,1\nE01000010,E01034474,3\n");
    CHECK(read(one, "lsoa 2011", "lsoa 2021").findings.find("N-CONVERT-01") != nullptr);
    const auto bad = files.write("bad.csv",
                                 "LSOA11CD,LSOA21CD,TotPersons\n"
                                 "E01000010,E01034473,1\nE01000010,E01034474,\n");
    CHECK_THAT(error_of(bad, "lsoa 2011", "lsoa 2021", "TotPersons"),
               Catch::Contains("bad.csv:3: E-CONVERT-02"));
    const auto word = files.write("word.csv",
                                  "LSOA11CD,LSOA21CD,TotPersons\n"
                                  "E01000010,E01034473,1\nE01000010,E01034474,many\n");
    CHECK_THAT(error_of(word, "lsoa 2011", "lsoa 2021", "TotPersons"),
               Catch::Contains("word.csv:3:3: E-CONVERT-02: the weight \"many\""));
}

TEST_CASE("read look-up: the file's letters are compared between vintages alone", "[geodata]") {
    const Files files;
    const auto path = files.write("letters.csv",
                                  "LSOA11CD,LSOA21CD,CHGIND,LAD22CD,persons\n"
                                  "E01000001,E01000001,U,E09000001,5\n"
                                  "E01000010,E01034473,U,E09000002,5\n"
                                  "E01000010,E01034474,S,E09000002,5\n");
    const Lookup vintages = read(path, "lsoa 2011", "lsoa 2021");
    REQUIRE(vintages.findings.find("W-CONVERT-02") != nullptr);
    CHECK(vintages.findings.find("W-CONVERT-02")->examples ==
          std::vector<std::string>{"E01000010 -> E01034473: U, not S"});
    CHECK(read(path, "lsoa 2011", "lad").findings.find("W-CONVERT-02") == nullptr);
}

TEST_CASE("read look-up: areas of one's own", "[geodata]") {
    const Files files;
    const auto path =
        files.write("cells.csv", "LAD19CD,Cell\nE09000001,London\nE06000001,North\nE06000002,NA\n");
    const Lookup lookup = read(path, "lad 2019", "Cell");
    CHECK(links_of(lookup) == "E09000001>London E06000001>North");
    CHECK(lookup.findings.find("W-CONVERT-01")->count == 1);  // NA is no name.
}

TEST_CASE("read look-ups: side by side where each has both sides", "[geodata]") {
    const Files files;
    const std::array<std::filesystem::path, 2> paths{
        files.write("wards.csv", wards),
        files.write("ni.csv", "soa01_code,lgd14_code,lgd14_name\n95AA01S1,N09000001,Antrim\n")};
    geodata::ReadLookupOptions options;
    options.to = "lad";
    const std::vector<AreaCode> codes{*AreaCode::parse("E01000001"), *AreaCode::parse("95AA01S1")};
    options.from_codes = codes;
    const Lookup lookup = geodata::read_lookups(paths, options);
    CHECK(links_of(lookup) == "E01000001>E09000001 E01000002>E09000001 95AA01S1>N09000001");
    const std::array<std::filesystem::path, 2> twice{paths[0], paths[0]};
    CHECK_THROWS_WITH(geodata::read_lookups(twice, options), Catch::Contains("E-CONVERT-06"));
}

TEST_CASE("read look-ups: a chain meets in the geography that both have", "[geodata]") {
    const Files files;
    const auto first = files.write("wards.csv", wards);
    const auto second = files.write(
        "councils.csv", "ltla19_code,ltla23_code\nE09000001,E09000001\nE06000060,E06000060\n");
    geodata::ReadLookupOptions options;
    options.from = "lsoa 2011";
    options.to = "lad 2023";
    const std::array<std::filesystem::path, 2> chain{first, second};
    CHECK(links_of(geodata::read_lookups(chain, options)) ==
          "E01000001>E09000001 E01000002>E09000001");
    const auto other = files.write("other.csv", "ltla21_code,ltla23_code\nE09000001,E09000001\n");
    const std::array<std::filesystem::path, 2> gap{first, other};
    CHECK_THROWS_WITH(geodata::read_lookups(gap, options), Catch::Contains("E-CONVERT-07"));
    const auto lacking =
        files.write("lacking.csv", "ltla19_code,ltla23_code\nE06000060,E06000060\n");
    const std::array<std::filesystem::path, 2> lost{first, lacking};
    CHECK_THROWS_AS(geodata::read_lookups(lost, options), InputError);
}
