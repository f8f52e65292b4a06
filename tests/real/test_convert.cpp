#include <array>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_lookup.hpp>
#include <numeric>
#include <shared_data.hpp>

using namespace levelin;

namespace {

Lookup read(const std::filesystem::path& path, const std::string& from, const std::string& to,
            const std::string& weight = {}) {
    geodata::ReadLookupOptions options;
    options.from = from;
    options.to = to;
    options.weight = weight;
    return geodata::read_lookup(path, options);
}

}  // namespace

TEST_CASE("real look-up: LSOA 2011 to 2021 has the counts of its own letters", "[real][convert]") {
    REQUIRE_SHARED(path, "lookups/LSOA11_LSOA21PopLookups.csv");
    const Lookup lookup = read(path, "lsoa 2011", "lsoa 2021");
    CHECK(lookup.sources.size() == 32844);
    CHECK(lookup.targets.size() == 33755);
    CHECK(lookup.links.size() == 33876);
    CHECK(lookup.findings.find("W-CONVERT-02") == nullptr);
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
    CHECK(std::accumulate(lookup.source_weights.begin(), lookup.source_weights.end(), 0.0) ==
          56489278.0);
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
        Case{"lad_nmcd_changes.csv", "lad 2011", "lad 2018", 380, 380, "Hartlepool"},
        Case{"geo-lookups/la_all_codes.csv", "LADCD", "LADCD_ACTIVE", 415, 361, "Hartlepool"},
        Case{"LAD 2017 to LAD 2019 codes.csv", "lad 2017", "lad 2019", 391, 382, ""},
        Case{"lookup mosa11 to lad17 to lad19 to tactical cell.csv", "msoa", "lad 2019", 9370, 382,
             ""});
    CAPTURE(expected.file, expected.from, expected.to);
    const Lookup lookup = read(folder / expected.file, expected.from, expected.to);
    CHECK(lookup.sources.size() == expected.sources);
    CHECK(lookup.targets.size() == expected.targets);
    CHECK(lookup.target_names.front() == expected.first_name);
}
