// How sure the most deprived tenths of published indices are.
#include <algorithm>
#include <fstream>
#include <levelin/core/random.hpp>
#include <nlohmann/json.hpp>
#include <numeric>
#include <run/confidence_result.hpp>

#include "recipe_run.hpp"

using namespace levelin;
using recipe_run::areas;
using recipe_run::request;

namespace {

nlohmann::json assess(const std::filesystem::path& result, const std::filesystem::path& rule,
                      const std::string& text, std::uint64_t draws,
                      const std::filesystem::path& out) {
    std::ofstream(rule) << text;
    run::ConfidenceRequest request;
    request.inputs.result = result;
    request.rule = rule;
    request.draws = draws;
    request.seed = 2019;
    request.out = out;
    request.time = "2026-01-01T00:00:00Z";
    (void)run::confidence_result(request);
    return nlohmann::json::parse(read_bytes(out / "report.json"));
}

constexpr const char* tenth = "[[step]]\nwhere = \"imd_decile <= 1\"\n";

}  // namespace

TEST_CASE("real: the most deprived tenth of IMD 2019 under weights of plus or minus 20 %",
          "[real]") {
    REQUIRE_SHARED(domains, "england/iod2019/gz/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz");
    const ScratchFolder scratch;
    (void)run::run_project(request("england-imd-2019", {{"domains", domains}}, scratch / "imd"));
    const SimpleCsv scored = areas(scratch / "imd");
    constexpr std::size_t n = 32844;
    REQUIRE(scored.rows.size() == n);

    // 60 draws the plain way: weights from the stream, scores, a sort, the first 3,284.
    constexpr std::uint64_t draws = 60;
    const std::vector<std::pair<const char*, double>> parts{
        {"income", 0.225}, {"employment", 0.225}, {"education", 0.135},  {"health", 0.135},
        {"crime", 0.093},  {"barriers", 0.093},   {"environment", 0.093}};
    std::vector<std::vector<double>> values;
    for (const auto& [part, weight] : parts) {
        const std::size_t column = scored.column(std::string{part} + "_value");
        values.emplace_back();
        for (const auto& row : scored.rows) {
            values.back().push_back(std::stod(row[column]));
        }
    }
    std::vector<int> selected(n, 0);
    std::vector<std::vector<std::uint32_t>> ranks(n);
    for (std::uint64_t d = 0; d < draws; ++d) {
        RandomStream stream(2019, d);
        std::vector<double> weights;
        for (const auto& [part, weight] : parts) {
            const double low = weight * (1 - 0.2);
            weights.push_back(low + stream.uniform_inside() * (weight * (1 + 0.2) - low));
        }
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        std::vector<double> scores(n, 0.0);
        for (std::size_t k = 0; k < parts.size(); ++k) {
            for (std::size_t a = 0; a < n; ++a) {
                scores[a] += weights[k] * (0.999 / sum) * values[k][a];
            }
        }
        std::vector<std::uint32_t> order(n);
        std::iota(order.begin(), order.end(), 0U);
        std::sort(order.begin(), order.end(),
                  [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
        for (std::uint32_t i = 0; i < n; ++i) {
            ranks[order[i]].push_back(i + 1);
            selected[order[i]] += i < 3284 ? 1 : 0;
        }
    }
    (void)assess(scratch / "imd", scratch / "tenth.toml",
                 std::string{tenth} + "[confidence]\nsobol = 0\n", draws, scratch / "sure");
    const SimpleCsv sure = read_simple_csv(scratch / "sure" / "confidence.csv");
    std::size_t equal = 0;
    for (std::size_t a = 0; a < n; ++a) {
        std::sort(ranks[a].begin(), ranks[a].end());
        const auto& row = sure.rows[a];
        // The 3rd, 30th and 57th of 60.
        equal += std::stod(row[1]) == selected[a] / static_cast<double>(draws) &&
                         std::stoul(row[2]) == ranks[a][2] && std::stoul(row[3]) == ranks[a][29] &&
                         std::stoul(row[4]) == ranks[a][56]
                     ? 1
                     : 0;
    }
    CHECK(equal == n);

    const auto report =
        assess(scratch / "imd", scratch / "tenth.toml", tenth, 1000, scratch / "thousand");
    const auto& run = report["selected_in_run"];
    std::cout << "IMD 2019, weights +-20 %, 1,000 draws: of " << run["areas"]
              << " areas in the most deprived tenth " << run["verdicts"]["always"]
              << " are in every draw, " << run["in_share_of_draws"][2]["areas"]
              << " in 95 %; contested in all " << report["contested"] << std::endl;
    CHECK(run["areas"] == 3284);
    // Other seeds lie within a few areas; a slip in ranks or weights would not.
    CHECK(run["verdicts"]["always"] > 2930);
    CHECK(run["verdicts"]["always"] < 3010);
    // Every draw selects as many areas.
    double sum = 0;
    const SimpleCsv thousand = read_simple_csv(scratch / "thousand" / "confidence.csv");
    for (const auto& row : thousand.rows) {
        sum += std::stod(row[1]);
    }
    CHECK(std::abs(sum - 3284) < 1e-6);
    const auto& sobol = report["sobol"];
    REQUIRE(sobol["factors"].size() == 7);
    double total = 0;
    for (const auto& factor : sobol["factors"]) {
        total += factor["total"]["value"].get<double>();
        CHECK(factor["total"]["low"] <= factor["total"]["value"]);
        CHECK(factor["total"]["high"] >= factor["total"]["value"]);
    }
    CHECK(total >= 1 - 0.05);  // They add up to 1 or more.
}

TEST_CASE("real: the four-nation index on two published scales", "[real]") {
    REQUIRE_SHARED(published_e, "uk/composite_uk_imd/UK_IMD_E.csv");
    REQUIRE_SHARED(published_n, "uk/composite_uk_imd/UK_IMD_N.csv");
    REQUIRE_SHARED(people, "uk/composite_uk_imd/2019_population.csv");
    const ScratchFolder scratch;
    (void)run::run_project(request(
        "uk-composite-2020", {{"scores", published_e}, {"population", people}}, scratch / "uk"));
    const auto report = assess(scratch / "uk", scratch / "uk.toml",
                               "[[step]]\nwhere = \"uk_decile <= 1\"\n[confidence]\nbase = "
                               "[\"E\", \"N\"]\n",
                               1000, scratch / "sure");
    CHECK(report["draws"] == 2);
    const SimpleCsv e = read_simple_csv(published_e);
    const SimpleCsv other = read_simple_csv(published_n);
    const auto at_e = e.index("lsoa");
    const auto at_n = other.index("lsoa");
    const SimpleCsv sure = read_simple_csv(scratch / "sure" / "confidence.csv");
    std::size_t equal = 0;
    for (const auto& row : sure.rows) {
        const auto& on_e = e.rows[at_e.at(row[0])];
        const auto& on_n = other.rows[at_n.at(row[0])];
        const double p = (on_e[e.column("UK_IMD_E_pop_decile")] == "1" ? 0.5 : 0) +
                         (on_n[other.column("UK_IMD_N_pop_decile")] == "1" ? 0.5 : 0);
        const double rank_e = std::stod(on_e[e.column("UK_IMD_E_rank")]);
        const double rank_n = std::stod(on_n[other.column("UK_IMD_N_rank")]);
        equal += std::stod(row[1]) == p && std::stod(row[2]) == std::min(rank_e, rank_n) &&
                         std::stod(row[4]) == std::max(rank_e, rank_n)
                     ? 1
                     : 0;
    }
    std::cout << "uk on the scales of E and N: shares and ranks as published for " << equal
              << " of " << sure.rows.size() << " areas" << std::endl;
    CHECK(equal == 42619);
}
