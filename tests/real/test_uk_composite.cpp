// The four-nation index, run from the nations' own scores and compared with the published one; and
// its map of the whole Kingdom from three layers.
#include <cmath>
#include <levelin/core/error.hpp>
#include <nlohmann/json.hpp>
#include <set>

#include "recipe_run.hpp"

using namespace levelin;
using recipe_run::areas;
using recipe_run::request;

namespace {

constexpr const char* recipe = "uk-composite-2020";
constexpr const char* uk_e = "uk/composite_uk_imd/UK_IMD_E.csv";
constexpr const char* uk_n = "uk/composite_uk_imd/UK_IMD_N.csv";
constexpr const char* people = "uk/composite_uk_imd/2019_population.csv";

nlohmann::json report_of(const std::filesystem::path& result) {
    return nlohmann::json::parse(read_bytes(result / "report.json"));
}

// Scores, deciles of people and ranks against the published composite of one base.
void check_base(const SimpleCsv& own, const SimpleCsv& published, const std::string& base) {
    const std::string prefix = "UK_IMD_" + base;
    const auto at = published.index("lsoa");
    double worst = 0;
    double worst_sum = 0;
    std::size_t deciles = 0;
    std::size_t ranks = 0;
    REQUIRE(own.rows.size() == 42619);
    for (const auto& row : own.rows) {
        REQUIRE(row[own.column("status")] == "ok");
        const auto& truth = published.rows[at.at(row[0])];
        const double score = std::stod(row[own.column("uk_score")]);
        worst = std::max(worst,
                         std::abs(score - std::stod(truth[published.column(prefix + "_score")])));
        double sum = 0;
        for (const char* part : {"base", "employment", "local"}) {
            sum += std::stod(row[own.column(std::string{part} + "_contribution")]);
        }
        worst_sum = std::max(worst_sum, std::abs(sum - score));
        deciles +=
            row[own.column("uk_decile")] == truth[published.column(prefix + "_pop_decile")] ? 1 : 0;
        ranks += std::stod(row[own.column("uk_rank")]) ==
                         std::stod(truth[published.column(prefix + "_rank")])
                     ? 1
                     : 0;
    }
    std::cout << "uk, base " << base << ": furthest score " << worst << ", deciles of people equal "
              << deciles << ", ranks equal " << ranks << std::endl;
    CHECK(worst < 1e-9);
    CHECK(worst_sum < 1e-9);
    CHECK(deciles == 42619);
    CHECK(ranks == 42619);
}

// The rows of one nation as a table of its own, in the words of its publisher.
void write_nation(const std::filesystem::path& path, const SimpleCsv& scores, const char* nation,
                  const std::vector<std::string>& header, bool shares) {
    SimpleCsv out;
    out.header = header;
    for (const auto& row : scores.rows) {
        if (row[scores.column("nation")] == nation) {
            std::vector<std::string> cells{row[scores.column("lsoa")],
                                           row[scores.column("overall_local_score")]};
            for (const char* rate : {"income_score", "employment_score"}) {
                const double value = std::stod(row[scores.column(rate)]);
                char text[32];
                std::snprintf(text, sizeof text, "%.17g", shares ? value / 100 : value);
                cells.emplace_back(text);
            }
            out.rows.push_back(cells);
        }
    }
    write_csv(path, out);
}

}  // namespace

TEST_CASE("uk composite: scores, ranks and deciles of people equal the published ones", "[real]") {
    REQUIRE_SHARED(scores, uk_e);
    REQUIRE_SHARED(published_n, uk_n);
    REQUIRE_SHARED(population, people);
    const ScratchFolder scratch;
    for (const std::string base : {"E", "N"}) {
        const auto outcome =
            run::run_project(request(recipe, {{"scores", scores}, {"population", population}},
                                     scratch / base, {{"base", base}}));
        CHECK(outcome.files.size() == 3);
        check_base(areas(scratch / base), read_simple_csv(base == "E" ? scores : published_n),
                   base);
    }
}

TEST_CASE("uk composite: the coefficients are those of the published models", "[real]") {
    REQUIRE_SHARED(scores, uk_e);
    REQUIRE_SHARED(models, "uk/composite_uk_imd/uk_models.csv");
    const ScratchFolder scratch;
    (void)run::run_project(request(recipe, {{"scores", scores}}, scratch / "a"));
    const nlohmann::json index = report_of(scratch / "a")["indices"][0];
    CHECK(index["deciles_of"] == "areas");
    const SimpleCsv published = read_simple_csv(models);
    REQUIRE(published.rows.size() == 4);
    const std::map<std::string, std::string> names{
        {"E", "England"}, {"S", "Scotland"}, {"W", "Wales"}, {"N", "Northern Ireland"}};
    const auto at = published.index("Nation");
    for (const auto& model : index["models"]) {
        const auto& row = published.rows[at.at(names.at(model["nation"].get<std::string>()))];
        const auto same = [&](const char* key, const char* column) {
            INFO(model["nation"] << " " << key);
            const double own = model[key].get<double>();
            CHECK(std::round(own * 100) / 100 == std::stod(row[published.column(column)]));
        };
        same("intercept", "Intercept");
        same("employment", "Employment score");
        same("r2", "r2");
        same("residual_sd", "residuals SD");
    }
}

TEST_CASE("uk composite: the four nations' tables give what the one table gives", "[real]") {
    REQUIRE_SHARED(scores, uk_e);
    const ScratchFolder scratch;
    const SimpleCsv table = read_simple_csv(scores);
    write_nation(scratch / "e.csv", table, "E",
                 {"LSOA code (2011)", "Index of Multiple Deprivation (IMD) Score",
                  "Income Score (rate)", "Employment Score (rate)"},
                 true);
    write_nation(scratch / "s.csv", table, "S",
                 {"Data_Zone", "overall_imd_score", "Income_rate", "Employment_rate"}, false);
    write_nation(scratch / "w.csv", table, "W",
                 {"lsoa", "WIMD 2019", "indicator_income", "indicator_employment"}, false);
    write_nation(scratch / "n.csv", table, "N",
                 {"SOA2001", "overall_imd_score", "Income_perc", "Empl_perc"}, false);
    const recipe_run::Tables four{{"england", scratch / "e.csv"},
                                  {"scotland", scratch / "s.csv"},
                                  {"wales", scratch / "w.csv"},
                                  {"ni", scratch / "n.csv"}};
    for (const std::string version : {"employment", "both"}) {
        INFO(version);
        const config::Settings settings{{"base", "S"}, {"version", version}};
        (void)run::run_project(
            request(recipe, {{"scores", scores}}, scratch / "one" / version, settings));
        const auto outcome =
            run::run_project(request(recipe, four, scratch / "four" / version, settings));
        CHECK(outcome.findings.find("N-SCORE-02") != nullptr);  // England's rates are shares.
        CHECK_FALSE(outcome.findings.has_warnings());
        const SimpleCsv a = areas(scratch / "one" / version);
        const SimpleCsv b = areas(scratch / "four" / version);
        REQUIRE(a.rows.size() == b.rows.size());
        const auto at = b.index("code");
        double worst = 0;
        for (const auto& row : a.rows) {
            worst =
                std::max(worst, std::abs(std::stod(row[a.column("uk_score")]) -
                                         std::stod(b.rows[at.at(row[0])][b.column("uk_score")])));
        }
        CHECK(worst < 1e-9);
    }
    // The interim tables as they are published, for the three nations that have one.
    const auto interim = scores.parent_path() / "interim";
    (void)run::run_project(
        request(recipe,
                {{"england", scratch / "e.csv"},
                 {"scotland", interim / "simd2020-with-overall.csv"},
                 {"wales", interim / "wimd-2019-index-and-domain-scores-overall.csv"},
                 {"ni", interim / "nimdm2017-soa-withoverall.csv"}},
                scratch / "interim"));
    const auto models = report_of(scratch / "interim")["indices"][0]["models"];
    REQUIRE(models.size() == 4);
    CHECK(models[1]["employment"].get<double>() == Approx(2.2577).margin(5e-5));
    CHECK(models[2]["intercept"].get<double>() == Approx(-3.4944).margin(5e-5));
    CHECK(models[3]["residual_sd"].get<double>() == Approx(5.1117).margin(5e-5));
    // A table given for another nation is known by its codes.
    recipe_run::Tables swapped = four;
    swapped[0].second = scratch / "w.csv";
    swapped[2].second = scratch / "e.csv";
    try {
        (void)run::run_project(request(recipe, swapped, scratch / "swapped"));
        FAIL("scored");
    } catch (const Error& error) {
        CHECK(error.exit_status() == 1);
    }
}

TEST_CASE("uk composite: the published composite is never read", "[real]") {
    REQUIRE_SHARED(scores, uk_e);
    REQUIRE_SHARED(population, people);
    const ScratchFolder scratch;
    std::size_t columns = 0;
    write_csv(scratch / "s.csv", recipe_run::scrambled(
                                     read_simple_csv(scores),
                                     [](const std::string& h) {
                                         return h.starts_with("UK_IMD_E") ||
                                                h.find("decile") != std::string::npos;
                                     },
                                     &columns));
    CHECK(columns == 6);
    for (const char* base : {"E", "W"}) {
        const config::Settings settings{{"base", base}};
        (void)run::run_project(request(recipe, {{"scores", scores}, {"population", population}},
                                       scratch / "a" / base, settings));
        (void)run::run_project(request(recipe,
                                       {{"scores", scratch / "s.csv"}, {"population", population}},
                                       scratch / "b" / base, settings));
        CHECK(read_bytes(scratch / "a" / base / "areas.csv") ==
              read_bytes(scratch / "b" / base / "areas.csv"));
    }
}

TEST_CASE("uk composite: one layer of three, in two reference systems", "[real]") {
    REQUIRE_SHARED(scores, uk_e);
    REQUIRE_SHARED(population, people);
    REQUIRE_SHARED(england_wales, "boundaries/small_areas_dense_shp/lsoa2011_ew.shp");
    REQUIRE_SHARED(scotland, "boundaries/derived_gpkg/boundaries_dz11.gpkg");
    REQUIRE_SHARED(ireland, "boundaries/derived_gpkg/boundaries_soa11.gpkg");
    const ScratchFolder scratch;
    run::RunRequest wanted =
        request(recipe, {{"scores", scores}, {"population", population}}, scratch / "a");
    for (const auto& file : {england_wales, scotland, ireland}) {
        config::BoundaryConfig layer;
        layer.file = file;
        wanted.project.boundaries.push_back(layer);
    }
    wanted.map = true;
    const auto outcome = run::run_project(wanted);
    CHECK(outcome.areas == 42619);
    CHECK(outcome.scored == 42619);
    CHECK(outcome.findings.find("W-JOIN-01") == nullptr);
    check_base(areas(scratch / "a"), read_simple_csv(scores), "E");

    // Northern Ireland lies west of Great Britain's mainland of the same latitudes, Shetland north.
    const auto document = nlohmann::json::parse(read_bytes(scratch / "a" / "areas.geojson"));
    CHECK(document["features"].size() == 42619);
    std::map<char, std::array<double, 4>> box;  // By the code's first letter.
    const auto widen = [](std::array<double, 4>& b, const nlohmann::json& node,
                          auto& self) -> void {
        if (node[0].is_number()) {
            const double x = node[0].get<double>();
            const double y = node[1].get<double>();
            b = {std::min(b[0], x), std::min(b[1], y), std::max(b[2], x), std::max(b[3], y)};
            return;
        }
        for (const auto& child : node) {
            self(b, child, self);
        }
    };
    for (const auto& feature : document["features"]) {
        const char nation = feature["properties"]["code"].get<std::string>()[0];
        auto& b = box.try_emplace(nation, std::array<double, 4>{180, 90, -180, -90}).first->second;
        widen(b, feature["geometry"]["coordinates"], widen);
    }
    REQUIRE(box.size() == 4);
    CHECK(box['9'][0] > -8.3);
    CHECK(box['9'][2] < -5.3);
    CHECK(box['9'][1] > 53.9);
    CHECK(box['9'][3] < 55.4);
    CHECK(box['S'][1] > 54.6);
    CHECK(box['S'][3] > 60.8);
    CHECK(box['E'][1] < 49.9);
    CHECK(box['E'][3] < 55.9);

    const auto manifest = nlohmann::json::parse(read_bytes(scratch / "a" / "manifest.json"));
    const auto licences = manifest["licences"].get<std::vector<std::string>>();
    CHECK(document["attribution"].get<std::vector<std::string>>() == licences);
    CHECK(report_of(scratch / "a")["attribution"] == manifest["licences"]);
    const auto says = [&](const char* text) {
        return std::count_if(licences.begin(), licences.end(), [&](const std::string& line) {
            return line.find(text) != std::string::npos;
        });
    };
    CHECK(says("Contains OS data") == 2);  // England and Wales, Scotland.
    CHECK(says("Land & Property Services") == 1);
    CHECK(says("CC BY 4.0") == 1);
    CHECK(says("mid-2019 population") == 1);
    CHECK(says("Welsh Index") == 0);  // The nations' own tables were not used.
    CHECK(std::set<std::string>(licences.begin(), licences.end()).size() == licences.size());
}
