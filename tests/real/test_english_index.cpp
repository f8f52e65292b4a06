// The English indices of 2019 and 2025, run from the published domain ranks and compared with the
// published index.
#include <cmath>
#include <config/project.hpp>
#include <fstream>
#include <iostream>
#include <levelin/core/error.hpp>
#include <nlohmann/json.hpp>
#include <run/run_project.hpp>

#include "scratch_folder.hpp"
#include "shared_data.hpp"
#include "simple_csv.hpp"

using namespace levelin;

namespace {

run::RunRequest request_for(const std::string& recipe, const std::filesystem::path& boundaries,
                            const std::filesystem::path& domains,
                            const std::filesystem::path& out) {
    run::RunRequest request;
    request.project = config::read_project(std::filesystem::path{LEVELIN_SOURCE_DIR} / "geodata" /
                                           "recipes" / (recipe + ".toml"));
    if (!boundaries.empty()) {
        config::BoundaryConfig layer;
        layer.file = boundaries;
        request.project.boundaries.push_back(layer);
    }
    request.project.tables.front().file = domains;
    request.out = out;
    request.map = false;
    request.time = "2026-01-01T00:00:00Z";
    return request;
}

struct Agreement {
    std::size_t areas = 0;
    std::size_t deciles_equal = 0;
    std::size_t ranks_equal = 0;
    double worst_rank = 0;
    double worst_score = 0;
};

// `code`, `rank` and `decile` name columns of the published table; score may come from another.
Agreement compare(const SimpleCsv& areas, const SimpleCsv& published, const std::string& code,
                  const std::string& rank, const std::string& decile,
                  const std::map<std::string, double>& scores) {
    Agreement out;
    const auto at = published.index(code);
    const std::size_t rank_column = published.column(rank);
    const std::size_t decile_column = published.column(decile);
    const std::size_t own_code = areas.column("code");
    const std::size_t own_status = areas.column("status");
    const std::size_t own_score = areas.column("imd_score");
    const std::size_t own_rank = areas.column("imd_rank");
    const std::size_t own_decile = areas.column("imd_decile");
    for (const auto& row : areas.rows) {
        if (row[own_status] != "ok") {
            CHECK(row[own_score].empty());
            CHECK(row[own_rank].empty());
            CHECK(row[own_decile].empty());
            continue;
        }
        ++out.areas;
        const auto& truth = published.rows[at.at(row[own_code])];
        const double gap =
            std::abs(std::stod(row[own_rank]) - published_number(truth[rank_column]));
        out.ranks_equal += gap == 0 ? 1 : 0;
        out.worst_rank = std::max(out.worst_rank, gap);
        out.deciles_equal +=
            std::stod(row[own_decile]) == published_number(truth[decile_column]) ? 1 : 0;
        out.worst_score = std::max(out.worst_score,
                                   std::abs(std::stod(row[own_score]) - scores.at(row[own_code])));
    }
    std::cout << out.areas << " areas: " << out.deciles_equal << " deciles equal, "
              << out.ranks_equal << " ranks equal, furthest rank " << out.worst_rank
              << ", furthest score " << out.worst_score << std::endl;
    return out;
}

std::map<std::string, std::size_t> count_status(const SimpleCsv& areas) {
    std::map<std::string, std::size_t> counts;
    const std::size_t status = areas.column("status");
    for (const auto& row : areas.rows) {
        ++counts[row[status]];
    }
    return counts;
}

constexpr const char* file2 = "england/iod2019/gz/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz";
constexpr const char* lsoa11 = "boundaries/small_areas_dense_shp/lsoa2011_ew.shp";
constexpr const char* imd_rank =
    "Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)";
constexpr const char* imd_decile =
    "Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)";

}  // namespace

TEST_CASE("english index: 2019 from domain ranks equals the published index", "[real]") {
    REQUIRE_SHARED(boundaries, lsoa11);
    REQUIRE_SHARED(domains, file2);
    REQUIRE_SHARED(composite, "uk/composite_uk_imd/UK_IMD_E.csv");
    const ScratchFolder scratch;
    const auto outcome =
        run::run_project(request_for("england-imd-2019", boundaries, domains, scratch / "a"));
    CHECK(outcome.areas == 34753);
    CHECK(outcome.scored == 32844);

    const SimpleCsv areas = read_simple_csv(scratch / "a" / "areas.csv");
    const auto counts = count_status(areas);
    CHECK(counts.at("ok") == 32844);
    CHECK(counts.at("no_row") == 1909);
    CHECK(counts.size() == 2);
    const std::size_t status = areas.column("status");
    for (const auto& row : areas.rows) {
        REQUIRE((row[status] == "no_row") == row[0].starts_with("W"));
    }

    std::map<std::string, double> scores;
    const SimpleCsv uk = read_simple_csv(composite);
    for (const auto& row : uk.rows) {
        if (row[uk.column("nation")] == "E") {
            scores[row[uk.column("lsoa")]] = std::stod(row[uk.column("overall_local_score")]);
        }
    }
    CHECK(scores.size() == 32844);
    const SimpleCsv published = read_simple_csv(domains);
    const Agreement found =
        compare(areas, published, "LSOA code (2011)", imd_rank, imd_decile, scores);
    CHECK(found.areas == 32844);
    CHECK(found.deciles_equal == 32844);
    CHECK(found.ranks_equal >= 32700);
    CHECK(found.worst_rank <= 2);
    CHECK(found.worst_score <= 0.0015);

    // Contributions add up to the score, area by area, as written.
    std::vector<std::size_t> parts;
    for (std::size_t c = 0; c < areas.header.size(); ++c) {
        if (areas.header[c].ends_with("_contribution")) {
            parts.push_back(c);
        }
    }
    CHECK(parts.size() == 7);
    for (const auto& row : areas.rows) {
        if (row[status] == "ok") {
            double sum = 0;
            for (const std::size_t c : parts) {
                sum += std::stod(row[c]);
            }
            REQUIRE(sum == Approx(std::stod(row[areas.column("imd_score")])).margin(1e-9));
        }
    }

    // The report accounts for every area.
    const auto report = nlohmann::json::parse(read_bytes(scratch / "a" / "report.json"));
    const auto& table = report["tables"][0];
    CHECK(table["areas"] == 34753);
    CHECK(table["matched"] == 32844);
    CHECK(table["areas_without_row"] == 1909);
    CHECK(table["rows_without_boundary"] == 0);

    // The manifest names whatever the numbers depend on.
    const auto manifest = nlohmann::json::parse(read_bytes(scratch / "a" / "manifest.json"));
    std::map<std::string, std::string> inputs;
    for (const auto& input : manifest["inputs"]) {
        inputs[input["role"]] = input["file"];
        CHECK(input["sha256"].get<std::string>().size() == 64);
    }
    CHECK(inputs.at("recipe") == "england-imd-2019.toml");
    CHECK(inputs.at("table domains") == domains.string());
    CHECK(inputs.at("datum grid") == "uk_os_OSTN15_NTv2_OSGBtoETRS.tif");
    CHECK(manifest["coordinate_operation"]["accuracy_m"] == 1);
}

TEST_CASE("english index: the published answer in the input is not looked at", "[real]") {
    REQUIRE_SHARED(domains, file2);
    const ScratchFolder scratch;
    SimpleCsv table = read_simple_csv(domains);
    write_csv(scratch / "plain.csv", table);
    // Every overall column turned upside down.
    const std::size_t rank = table.column(imd_rank);
    const std::size_t decile = table.column(imd_decile);
    const std::size_t n = table.rows.size();
    for (std::size_t r = 0; r < n / 2; ++r) {
        std::swap(table.rows[r][rank], table.rows[n - 1 - r][rank]);
        std::swap(table.rows[r][decile], table.rows[n - 1 - r][decile]);
    }
    write_csv(scratch / "scrambled.csv", table);
    for (const char* name : {"plain", "scrambled"}) {
        (void)run::run_project(request_for("england-imd-2019", {},
                                           scratch / (std::string{name} + ".csv"), scratch / name));
    }
    CHECK(read_bytes(scratch / "plain.csv") != read_bytes(scratch / "scrambled.csv"));
    const std::string answer = read_bytes(scratch / "plain" / "areas.csv");
    CHECK(answer.size() > 1000000);
    CHECK(answer == read_bytes(scratch / "scrambled" / "areas.csv"));
}

TEST_CASE("english index: scores under the headers of ranks are refused", "[real]") {
    REQUIRE_SHARED(domains, file2);
    REQUIRE_SHARED(transformed, "england/iod2019/File_9_-_IoD2019_Transformed_Scores.csv");
    const ScratchFolder scratch;
    SimpleCsv table = read_simple_csv(domains);
    const SimpleCsv scores = read_simple_csv(transformed);
    const auto at = scores.index("LSOA code (2011)");
    std::size_t income = 0;
    for (std::size_t c = 0; c < scores.header.size(); ++c) {
        income = scores.header[c].starts_with("Income") ? c : income;
    }
    REQUIRE(income != 0);
    const std::size_t target = table.column("Income Rank (where 1 is most deprived)");
    for (auto& row : table.rows) {
        row[target] = scores.rows[at.at(row[0])][income];
    }
    write_csv(scratch / "scores.csv", table);
    try {
        (void)run::run_project(
            request_for("england-imd-2019", {}, scratch / "scores.csv", scratch / "out"));
        FAIL("scored");
    } catch (const InputError& error) {
        CHECK(error.code() == "E-SCORE-02");
    }
    CHECK_FALSE(std::filesystem::exists(scratch / "out"));
}

TEST_CASE("english index: 2025 from domain ranks equals the published index", "[real]") {
    REQUIRE_SHARED(boundaries, "boundaries/derived_gpkg/boundaries_lsoa21.gpkg");
    REQUIRE_SHARED(domains, "england/derived_csv/imd2025_england_lsoa21.csv");
    const ScratchFolder scratch;
    (void)run::run_project(request_for("england-imd-2025", boundaries, domains, scratch / "a"));
    const SimpleCsv areas = read_simple_csv(scratch / "a" / "areas.csv");
    const SimpleCsv published = read_simple_csv(domains);
    std::map<std::string, double> scores;
    for (const auto& row : published.rows) {
        scores[row[0]] = std::stod(row[published.column("IMD_score")]);
    }
    const Agreement found =
        compare(areas, published, "lsoa21_code", "IMD_rank", "IMD_decile", scores);
    CHECK(found.areas == 33755);
    CHECK(found.deciles_equal == 33755);
    CHECK(found.ranks_equal >= 33750);
    CHECK(found.worst_rank <= 1);
    CHECK(found.worst_score <= 0.001);
    const auto& first = areas.rows[areas.index("code").at("E01021988")];
    CHECK(first[areas.column("imd_rank")] == "1");
    CHECK(std::stod(first[areas.column("imd_score")]) == Approx(94.223).margin(0.001));
}

TEST_CASE("english index: the index of 2019 on areas of 2021 is refused", "[real]") {
    REQUIRE_SHARED(boundaries, "boundaries/derived_gpkg/boundaries_lsoa21.gpkg");
    REQUIRE_SHARED(domains, file2);
    const ScratchFolder scratch;
    try {
        (void)run::run_project(
            request_for("england-imd-2019", boundaries, domains, scratch / "out"));
        FAIL("joined");
    } catch (const JoinError& error) {
        CHECK(error.code() == "E-JOIN-04");
        CHECK(error.exit_status() == 1);
        CHECK(std::string{error.what()}.find("LSOA 2021") != std::string::npos);
    }
    CHECK_FALSE(std::filesystem::exists(scratch / "out"));
}

TEST_CASE("english index: the same bytes for one thread and for many", "[real]") {
    REQUIRE_SHARED(boundaries, lsoa11);
    REQUIRE_SHARED(domains, file2);
    const ScratchFolder scratch;
    for (const unsigned threads : {1U, 3U}) {
        run::RunRequest request =
            request_for("england-imd-2019", boundaries, domains, scratch / std::to_string(threads));
        request.threads = threads;
        request.map = true;
        (void)run::run_project(request);
    }
    for (const char* name :
         {"areas.csv", "areas.geojson", "map.png", "map.svg", "report.json", "manifest.json"}) {
        INFO(name);
        CHECK(read_bytes(scratch / "1" / name) == read_bytes(scratch / "3" / name));
    }
}
