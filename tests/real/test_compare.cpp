// The English indices of 2019 and 2025 compared: every move is split, and every split adds up.
#include <cmath>
#include <iostream>
#include <run/compare_results.hpp>

#include "recipe_run.hpp"

using namespace levelin;

namespace {

double cell(const SimpleCsv& csv, const std::vector<std::string>& row, const std::string& column) {
    return std::stod(row[csv.column(column)]);
}

}  // namespace

TEST_CASE("compare: from the English index of 2019 to that of 2025", "[real]") {
    REQUIRE_SHARED(old_domains,
                   "england/iod2019/gz/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz");
    REQUIRE_SHARED(new_domains, "england/derived_csv/imd2025_england_lsoa21.csv");
    const ScratchFolder scratch;
    (void)run::run_project(
        recipe_run::request("england-imd-2019", {{"domains", old_domains}}, scratch / "a"));
    (void)run::run_project(recipe_run::request("england-imd-2025", {{"domains", new_domains}},
                                               scratch / "b", {{"income.weight", "0.3"}}));
    run::CompareRequest request;
    request.inputs.result = scratch / "a";
    request.second = scratch / "b";
    request.out = scratch / "moves";
    request.time = "2026-01-01T00:00:00Z";
    const run::CompareOutcome outcome = run::compare_results(request);
    CHECK(outcome.findings.find("W-COMPARE-01") == nullptr);  // The tables were read again.

    const SimpleCsv before = recipe_run::areas(scratch / "a");
    const SimpleCsv after = recipe_run::areas(scratch / "b");
    const auto was = before.index("code");
    const auto is = after.index("code");
    const SimpleCsv ledger = read_simple_csv(scratch / "moves" / "ledger.csv");
    std::size_t split = 0;
    std::size_t joined = 0;
    std::size_t left = 0;
    bool weights = false;
    for (const auto& row : ledger.rows) {
        const std::string& where = row[ledger.column("ranked_in")];
        joined += where == "joined" ? 1 : 0;
        left += where == "left" ? 1 : 0;
        if (where != "both") {
            CHECK(row[ledger.column("by_data")].empty());
            continue;
        }
        ++split;
        const std::string& code = row[0];
        const double old_rank = std::stod(before.rows[was.at(code)][before.column("imd_rank")]);
        const double new_rank = std::stod(after.rows[is.at(code)][after.column("imd_rank")]);
        CHECK(cell(ledger, row, "rank_before") == old_rank);
        CHECK(cell(ledger, row, "rank_after") == new_rank);
        double sum = 0;
        long long parts = 0;
        for (const char* cause : {"by_data", "by_weights", "by_method", "by_boundary"}) {
            sum += cell(ledger, row, cause);
            parts += std::llround(48 * cell(ledger, row, cause));
        }
        CHECK(sum == new_rank - old_rank);
        CHECK(parts == std::llround(48 * (new_rank - old_rank)));
        CHECK(cell(ledger, row, "by_method") == 0);
        weights = weights || cell(ledger, row, "by_weights") != 0;
    }
    std::cout << split << " moves split, each adding up exactly; " << joined << " areas joined, "
              << left << " left" << std::endl;
    // The look-up of the vintages has 31,778 areas unchanged, and a few keep their code otherwise.
    CHECK(split == 31810);
    CHECK(split + left == 32844);
    CHECK(split + joined == 33755);
    CHECK(weights);
}
