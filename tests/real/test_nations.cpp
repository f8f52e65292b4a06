// The indices of Scotland, Wales and Northern Ireland and the Community Needs Index, run from the
// published domain ranks and compared with the published index.
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/score/kernels.hpp>
#include <nlohmann/json.hpp>

#include "recipe_run.hpp"

using namespace levelin;
using recipe_run::areas;
using recipe_run::compare;
using recipe_run::request;

namespace {

// areas.csv without its column of names, which publishers spell in several ways.
std::vector<std::vector<std::string>> without_names(const std::filesystem::path& result) {
    SimpleCsv csv = areas(result);
    for (auto& row : csv.rows) {
        row[csv.column("name")].clear();
    }
    return csv.rows;
}

// Runs the recipe on the table, and on the table with its published overall columns scrambled.
void check_scramble(const std::string& recipe, const std::filesystem::path& table,
                    const std::function<bool(const std::string&)>& published,
                    std::size_t expected_columns) {
    const ScratchFolder scratch;
    (void)run::run_project(request(recipe, {{"domains", table}}, scratch / "a"));
    std::size_t columns = 0;
    write_csv(scratch / "s.csv",
              recipe_run::scrambled(read_simple_csv(table), published, &columns));
    REQUIRE(columns == expected_columns);
    (void)run::run_project(request(recipe, {{"domains", scratch / "s.csv"}}, scratch / "b"));
    CHECK(read_bytes(scratch / "a" / "areas.csv") == read_bytes(scratch / "b" / "areas.csv"));
}

}  // namespace

TEST_CASE("scotland: every decile, vigintile and quintile, and ranks within 2", "[real]") {
    REQUIRE_SHARED(table, "scotland/simd2020v2/SIMD+2020v2.csv");
    const ScratchFolder scratch;
    const auto outcome =
        run::run_project(request("scotland-simd-2020", {{"domains", table}}, scratch / "a"));
    CHECK(outcome.scored == 6976);
    const SimpleCsv own = areas(scratch / "a");
    const SimpleCsv published = read_simple_csv(table);
    const auto a = compare(own, "simd", published, "DZ", "SIMD2020v2_Rank", "SIMD2020v2_Decile");
    CHECK(a.areas == 6976);
    CHECK(a.deciles_equal == 6976);
    CHECK(a.ranks_equal == 6955);
    CHECK(a.worst_rank <= 2);
    CHECK(own.column("population") > 0);

    const auto at = published.index("DZ");
    std::size_t vigintiles = 0;
    std::size_t quintiles = 0;
    for (const auto& row : own.rows) {
        const auto& truth = published.rows[at.at(row[0])];
        const double rank = std::stod(row[own.column("simd_rank")]);
        const auto quantile = [&](int q, const char* column) {
            return kernels::quantile_of_rank(rank, 6976, q, DecileRule::ceil) ==
                   std::stol(truth[published.column(column)]);
        };
        vigintiles += quantile(20, "SIMD2020v2_Vigintile") ? 1 : 0;
        quintiles += quantile(5, "SIMD2020v2_Quintile") ? 1 : 0;
    }
    CHECK(vigintiles == 6976);
    CHECK(quintiles == 6976);
}

TEST_CASE("scotland: the usual R comes within 7 ranks, and no nearer", "[real]") {
    REQUIRE_SHARED(table, "scotland/simd2020v2/SIMD+2020v2.csv");
    const ScratchFolder scratch;
    config::Settings usual;
    for (const char* part :
         {"income", "employment", "health", "education", "access", "crime", "housing"}) {
        usual.emplace_back(std::string{part} + ".rank_share", "inclusive");
    }
    (void)run::run_project(
        request("scotland-simd-2020", {{"domains", table}}, scratch / "a", usual));
    const auto a = compare(areas(scratch / "a"), "simd", read_simple_csv(table), "DZ",
                           "SIMD2020v2_Rank", "SIMD2020v2_Decile");
    CHECK(a.ranks_equal == 5592);
    CHECK(a.worst_rank == 7);
    CHECK(a.deciles_equal == 6976);
}

TEST_CASE("scotland: every form of the table gives the same areas", "[real]") {
    REQUIRE_SHARED(table, "scotland/simd2020v2/SIMD+2020v2.csv");
    const ScratchFolder scratch;
    (void)run::run_project(request("scotland-simd-2020", {{"domains", table}}, scratch / "a"));
    for (const char* file :
         {"SIMD+2020v2+-+ranks.csv", "SIMD+2020v2+-+ranks.xlsx", "simd2020_withinds.csv"}) {
        INFO(file);
        const std::string out = std::string{"r"} + file;
        (void)run::run_project(request("scotland-simd-2020",
                                       {{"domains", table.parent_path() / file}}, scratch / out));
        CHECK(without_names(scratch / out) == without_names(scratch / "a"));
    }
}

TEST_CASE("wales: every rank, and every score at its one decimal", "[real]") {
    const std::string name =
        "wales/wimd2019/"
        "welsh-index-multiple-deprivation-2019-index-and-domain-ranks-by-small-area";
    REQUIRE_SHARED(table, name + ".csv");
    REQUIRE_SHARED(workbook, name + ".xls");
    REQUIRE_SHARED(scores, "wales/wimd2019/wimd-2019-index-and-domain-scores-by-small-area.csv");
    const ScratchFolder scratch;
    (void)run::run_project(request("wales-wimd-2019", {{"domains", table}}, scratch / "a"));
    const SimpleCsv own = areas(scratch / "a");
    const auto a = compare(own, "wimd", read_simple_csv(table), "LSOA code", "WIMD 2019 ");
    CHECK(a.areas == 1909);
    CHECK(a.ranks_equal == 1909);

    const SimpleCsv published = read_simple_csv(scores);
    const auto at = published.index("LSOA code");
    std::size_t equal = 0;
    for (const auto& row : own.rows) {
        const auto& truth = published.rows[at.at(row[0])];
        const double score = std::stod(row[own.column("wimd_score")]);
        equal +=
            std::round(score * 10) / 10 == std::stod(truth[published.column("WIMD 2019 ")]) ? 1 : 0;
    }
    CHECK(equal == 1909);

    // The publisher's workbook has title rows, and this copy holds the sheet twice.
    (void)run::run_project(request("wales-wimd-2019", {{"domains", workbook}}, scratch / "b"));
    CHECK(without_names(scratch / "b") == without_names(scratch / "a"));
    // The table of scores has the same headers; its columns are no ranks.
    CHECK_THROWS_AS(
        run::run_project(request("wales-wimd-2019", {{"domains", scores}}, scratch / "c")),
        InputError);
}

TEST_CASE("wales: the rounded domain scores give 1,116 of the 1,909 ranks", "[real]") {
    REQUIRE_SHARED(
        table,
        "wales/wimd2019/"
        "welsh-index-multiple-deprivation-2019-index-and-domain-ranks-by-small-area.csv");
    REQUIRE_SHARED(scores, "wales/wimd2019/wimd-2019-index-and-domain-scores-by-small-area.csv");
    const ScratchFolder scratch;
    config::Settings as_scores;
    for (const char* part : {"income", "employment", "health", "education", "access", "housing",
                             "safety", "environment"}) {
        as_scores.emplace_back(std::string{part} + ".ranks", "false");
        as_scores.emplace_back(std::string{part} + ".normalise", "none");
        as_scores.emplace_back(std::string{part} + ".direction", "higher_is_worse");
    }
    (void)run::run_project(
        request("wales-wimd-2019", {{"domains", scores}}, scratch / "a", as_scores));
    const auto a =
        compare(areas(scratch / "a"), "wimd", read_simple_csv(table), "LSOA code", "WIMD 2019 ");
    CHECK(a.ranks_equal == 1116);
    CHECK(a.worst_rank <= 5);
}

TEST_CASE("northern ireland: every rank", "[real]") {
    REQUIRE_SHARED(table, "ni/nimdm2017/nimdm2017-soa.csv");
    const ScratchFolder scratch;
    (void)run::run_project(request("ni-nimdm-2017", {{"domains", table}}, scratch / "a"));
    const auto a =
        compare(areas(scratch / "a"), "nimdm", read_simple_csv(table), "SOA2001", "MDM_rank");
    CHECK(a.areas == 890);
    CHECK(a.ranks_equal == 890);
    for (const char* file : {"NIMDM17_SOAresults.csv", "NIMDM17_SOAresults.xls"}) {
        INFO(file);
        (void)run::run_project(
            request("ni-nimdm-2017", {{"domains", table.parent_path() / file}}, scratch / file));
        CHECK(without_names(scratch / file) == without_names(scratch / "a"));
    }
}

TEST_CASE("northern ireland: the constant 23 comes within 5 ranks, and no nearer", "[real]") {
    REQUIRE_SHARED(table, "ni/nimdm2017/nimdm2017-soa.csv");
    const ScratchFolder scratch;
    config::Settings rounded;
    for (const char* part :
         {"income", "employment", "health", "education", "access", "environment", "crime"}) {
        rounded.emplace_back(std::string{part} + ".exponential_constant", "23");
    }
    (void)run::run_project(request("ni-nimdm-2017", {{"domains", table}}, scratch / "a", rounded));
    const auto a =
        compare(areas(scratch / "a"), "nimdm", read_simple_csv(table), "SOA2001", "MDM_rank");
    CHECK(a.ranks_equal == 748);
    CHECK(a.worst_rank == 5);
}

TEST_CASE("nations: the published overall columns are never read", "[real]") {
    REQUIRE_SHARED(scotland, "scotland/simd2020v2/SIMD+2020v2.csv");
    REQUIRE_SHARED(
        wales,
        "wales/wimd2019/"
        "welsh-index-multiple-deprivation-2019-index-and-domain-ranks-by-small-area.csv");
    REQUIRE_SHARED(ni, "ni/nimdm2017/nimdm2017-soa.csv");
    REQUIRE_SHARED(ni_published, "ni/nimdm2017/NIMDM17_SOAresults.csv");
    const auto begins = [](const char* text) {
        return [text](const std::string& header) { return header.starts_with(text); };
    };
    check_scramble(
        "scotland-simd-2020", scotland,
        [](const std::string& h) {
            return h.starts_with("SIMD2020v2_") && h.find("Domain") == std::string::npos;
        },
        4);
    check_scramble("wales-wimd-2019", wales, begins("WIMD 2019"), 1);
    check_scramble("ni-nimdm-2017", ni, begins("MDM_rank"), 1);
    check_scramble("ni-nimdm-2017", ni_published, begins("Multiple Deprivation Measure Rank"), 1);
}

TEST_CASE("england: the published overall columns are never read", "[real]") {
    REQUIRE_SHARED(table_2019, "england/iod2019/gz/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz");
    REQUIRE_SHARED(table_2025, "england/derived_csv/imd2025_england_lsoa21.csv");
    check_scramble(
        "england-imd-2019", table_2019,
        [](const std::string& h) { return h.starts_with("Index of Multiple Deprivation"); }, 2);
    check_scramble(
        "england-imd-2025", table_2025, [](const std::string& h) { return h.starts_with("IMD_"); },
        3);
}

TEST_CASE("community needs: reversed ranks are refused, and accepted where they are declared",
          "[real]") {
    REQUIRE_SHARED(reversed, "outcomes/community-needs-ward.csv");
    REQUIRE_SHARED(table, "outcomes/community_needs_index/cni2019_england_ward17.csv");
    const ScratchFolder scratch;
    try {
        (void)run::run_project(request("england-cni", {{"domains", reversed}}, scratch / "a"));
        FAIL("scored");
    } catch (const InputError& error) {
        CHECK(error.code() == "E-SCORE-06");
        CHECK(std::string{error.what()}.find("--set cni.direction=higher_is_worse") !=
              std::string::npos);
    }
    CHECK_FALSE(std::filesystem::exists(scratch / "a"));
    (void)run::run_project(request("england-cni", {{"domains", reversed}}, scratch / "b",
                                   {{"cni.direction", "higher_is_worse"}}));
    (void)run::run_project(request("england-cni", {{"domains", table}}, scratch / "c"));
    CHECK(without_names(scratch / "b") == without_names(scratch / "c"));
    // The declaration is held against a table that runs the usual way, too.
    CHECK_THROWS_AS(run::run_project(request("england-cni", {{"domains", table}}, scratch / "d",
                                             {{"cni.direction", "higher_is_worse"}})),
                    InputError);
}

TEST_CASE("community needs: the editions of Wales, Scotland and Northern Ireland", "[real]") {
    for (const auto& [file, code, n] :
         {std::tuple{"cni2022_wales_msoa11.csv", "msoa11_code", 410U},
          std::tuple{"cni2022_scotland_iz11.csv", "iz11_code", 1279U},
          std::tuple{"cni2022_northern_ireland_soa11.csv", "soa11_code", 890U}}) {
        INFO(file);
        REQUIRE_SHARED(table, std::string{"outcomes/community_needs_index/"} + file);
        const ScratchFolder scratch;
        (void)run::run_project(request("england-cni", {{"domains", table}}, scratch / "a"));
        const auto a = compare(areas(scratch / "a"), "cni", read_simple_csv(table), code,
                               "Community Needs Index rank", {}, "Community Needs Index score");
        CHECK(a.areas == n);
    }
}

TEST_CASE("community needs: 7,433 wards of England, without boundaries", "[real]") {
    REQUIRE_SHARED(table, "outcomes/community_needs_index/cni2019_england_ward17.csv");
    const ScratchFolder scratch;
    run::RunRequest wanted = request("england-cni", {{"domains", table}}, scratch / "a");
    wanted.map = true;  // Without boundaries there is nothing to draw.
    const auto outcome = run::run_project(wanted);
    CHECK(outcome.files.size() == 3);
    const auto a = compare(areas(scratch / "a"), "cni", read_simple_csv(table), "ward17_code",
                           "Community Needs Index rank", {}, "Community Needs Index score");
    CHECK(a.areas == 7433);
    CHECK(a.worst_score < 0.01);
    CHECK(a.worst_rank <= 1);
    check_scramble(
        "england-cni", table,
        [](const std::string& h) {
            return h.starts_with("Community Needs Index") || h.starts_with("Left Behind");
        },
        3);
}
