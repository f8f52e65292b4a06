// The worked examples of docs/examples.md on published data, against shares worked out here by
// short loops; and choices of sites on real places, by solver and search.
#include <algorithm>
#include <cmath>
#include <fstream>
#include <levelin/choose/choose.hpp>
#include <nlohmann/json.hpp>
#include <run/allocate_result.hpp>
#include <run/summarise_result.hpp>
#include <set>

#include "recipe_run.hpp"

using namespace levelin;

namespace {

constexpr const char* digital = "outcomes/digital-exclusion-LA.csv";
constexpr const char* rates = "uk/composite_uk_imd/UK_IMD_E.csv";
constexpr const char* uk_people = "uk/composite_uk_imd/2019_population.csv";
constexpr const char* file2 = "england/iod2019/gz/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz";
constexpr const char* file6 = "england/iod2019/File_6_-_IoD2019_Population_Denominators.csv";
constexpr const char* file10 =
    "england/iod2019/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx";
constexpr const char* anxiety = "outcomes/ons_subnational_indicators_2022/Anxiety-Table 1.csv";
constexpr const char* wards =
    "lookups/Lower_Layer_Super_Output_Area_(2011)_to_Ward_(2019)_Lookup_in_England_and_Wales.csv";
constexpr const char* regions = "lookups/geo-lookups/la_all_codes.csv";
constexpr const char* centroids =
    "lookups/Lower_Layer_Super_Output_Areas_December_2011_Population_Weighted_Centroids.csv";
constexpr const char* children = "Dependent Children aged 0-15: mid 2015 (excluding prisoners)";

std::filesystem::path data(const std::string& name) {
    return shared_folder() / "data" / name;
}

std::filesystem::path example(const std::string& name) {
    return std::filesystem::path{LEVELIN_SOURCE_DIR} / "docs" / "examples" / name;
}

using Links = std::vector<std::pair<std::string, std::filesystem::path>>;

// A project of the examples with its files beside it, under the names that it gives them.
run::RunRequest project(const std::string& name, const Links& files, const ScratchFolder& scratch,
                        const std::filesystem::path& out) {
    std::filesystem::copy_file(example(name), scratch / name);
    for (const auto& [link, file] : files) {
        std::filesystem::create_symlink(file, scratch / link);
    }
    run::RunRequest request;
    request.project = config::read_project(scratch / name, {});
    request.out = out;
    request.map = false;
    request.time = "2026-01-01T00:00:00Z";
    return request;
}

run::AllocateRequest allocation(const std::filesystem::path& result,
                                const std::filesystem::path& rule,
                                const std::filesystem::path& out) {
    run::AllocateRequest request;
    request.inputs.result = result;
    request.rule = rule;
    request.rule_name = rule.filename().string();
    request.out = out;
    request.time = "2026-01-01T00:00:00Z";
    return request;
}

// One receiver of a sum, for a sum shared out by hand.
struct Share {
    double weight = 0;
    double floor = 0;
    double quota = 0;
};

// Quotas with floors: whoever is below the floor gets it, the others share what is left, until
// nobody is below.
void set_quotas(std::vector<Share*> shares, double total) {
    for (bool again = true; again;) {
        again = false;
        double weight = 0;
        double left = total;
        for (const Share* share : shares) {
            weight += share->quota == share->floor && share->floor > 0 ? 0 : share->weight;
            left -= share->quota == share->floor && share->floor > 0 ? share->floor : 0;
        }
        for (Share* share : shares) {
            if (share->floor > 0 && share->quota == share->floor) {
                continue;
            }
            if (left * share->weight / weight < share->floor) {
                share->quota = share->floor;
                again = true;
            }
        }
        if (!again) {
            for (Share* share : shares) {
                if (!(share->floor > 0 && share->quota == share->floor)) {
                    share->quota = left * share->weight / weight;
                }
            }
        }
    }
}

bool contains(const std::string& text, const std::string& line) {
    return text.find(line) != std::string::npos;
}

}  // namespace

TEST_CASE("real allocation: 10,000 smartphones by digital exclusion", "[real][allocate]") {
    REQUIRE_SHARED(scores, digital);
    const ScratchFolder scratch;
    (void)run::run_project(project("digital-exclusion.toml",
                                   {{"lad2019.json", data("boundaries/topojson/geogLA2019UK.json")},
                                    {"digital-exclusion-LA.csv", scores}},
                                   scratch, scratch / "digital"));
    (void)run::run_project(recipe_run::request(
        "uk-composite-2020", {{"scores", data(rates)}, {"population", data(uk_people)}},
        scratch / "uk"));
    run::SummariseRequest summary;
    summary.result = scratch / "uk";
    summary.to = "lad";
    summary.lookups = {data(wards), data("lookups/scottish_dz_lookup.csv"),
                       data("lookups/derived_csv/lookup_soa01_lgd14.csv")};
    summary.out = scratch / "uk-lad";
    (void)run::summarise_result(summary);
    run::AllocateRequest allocate =
        allocation(scratch / "digital", example("smartphones.toml"), scratch / "phones");
    allocate.inputs.tables = {scratch / "uk-lad"};
    const run::AllocateOutcome outcome = run::allocate_result(allocate);
    for (const char* line :
         {"10,000 smartphones shared out over 382 areas of 382", "  293 areas: by the formula",
          "  89 areas: raised to its floor",
          "E08000025 Birmingham         256 smartphones              0.22",
          "Scotland             32         32   5,463,300    100.0 %  1,099 smartphones"}) {
        INFO(line);
        CHECK(contains(outcome.text, line));
    }
    // The same by hand, from the published score and small-area populations summed up here.
    std::map<std::string, std::string> council;
    const auto look_up = [&](const char* file, const char* from, const char* to) {
        const SimpleCsv csv = read_simple_csv(data(file));
        for (const auto& row : csv.rows) {
            council[row[csv.column(from)]] = row[csv.column(to)];
        }
    };
    look_up(wards, "LSOA11CD", "LAD19CD");
    look_up("lookups/scottish_dz_lookup.csv", "DZ2011_Code", "LA_Code");
    look_up("lookups/derived_csv/lookup_soa01_lgd14.csv", "soa01_code", "lgd14_code");
    std::map<std::string, double> people;
    const SimpleCsv populations = read_simple_csv(data(uk_people));
    for (const auto& row : populations.rows) {
        if (const auto found = council.find(row[0]); found != council.end()) {
            people[found->second] += published_number(row[1]);
        }
    }
    const SimpleCsv published = read_simple_csv(scores);
    std::map<std::string, Share> shares;
    std::vector<Share*> all;
    for (const auto& row : published.rows) {
        const double score = std::stod(row[published.column("Digital exclusion")]);
        shares[row[0]] = {people.at(row[0]) * (score - 4), 10, 0};
    }
    for (auto& [code, share] : shares) {
        all.push_back(&share);
    }
    set_quotas(all, 10000);
    const SimpleCsv phones = read_simple_csv(scratch / "phones" / "allocation.csv");
    REQUIRE(phones.rows.size() == 382);
    CHECK(phones.header[1] == "count");
    double sum = 0;
    double furthest = 0;
    for (const auto& row : phones.rows) {
        const double count = std::stod(row[1]);
        sum += count;
        CHECK(count >= 10);
        furthest = std::max(furthest, std::abs(count - shares.at(row[0]).quota));
    }
    CHECK(sum == 10000);
    CHECK(furthest < 1);
}

TEST_CASE("real allocation: 25 million pounds for young people's wellbeing", "[real][allocate]") {
    REQUIRE_SHARED(summaries, file10);
    const ScratchFolder scratch;
    (void)run::run_project(
        project("young-wellbeing.toml",
                {{"File_10_LAD_Summaries.xlsx", summaries}, {"Anxiety-Table 1.csv", data(anxiety)}},
                scratch, scratch / "need"));
    // Children by council, summed up here.
    const SimpleCsv small = read_simple_csv(data(file6));
    std::map<std::string, double> count;
    for (const auto& row : small.rows) {
        count[row[small.column("Local Authority District code (2019)")]] +=
            published_number(row[small.column(children)]);
    }
    std::ofstream(scratch / "children.csv") << [&] {
        std::string text = "LAD19CD," + quoted(children) + "\n";
        for (const auto& [code, number] : count) {
            text += code + "," + std::to_string(static_cast<long>(number)) + "\n";
        }
        return text;
    }();
    run::AllocateRequest allocate =
        allocation(scratch / "need", example("wellbeing-budget.toml"), scratch / "budget");
    allocate.inputs.tables = {scratch / "children.csv"};
    allocate.inputs.lookups = {data(regions)};
    const run::AllocateOutcome outcome = run::allocate_result(allocate);
    for (const char* line :
         {"£25,000,000.00 shared out over 317 areas of 382",
          "North East                   12  £1,500,000.00   £1,323,776.00  at its least",
          "North West                   39  £3,501,914.00   £3,528,175.00",
          "South West                   30  £2,006,223.00   £2,021,266.00"}) {
        INFO(line);
        CHECK(contains(outcome.text, line));
    }
    // By hand: percentiles of the scores as levelin wrote them, then the formula in pounds.
    const SimpleCsv need = read_simple_csv(scratch / "need" / "areas.csv");
    std::map<std::string, double> score;
    for (const auto& row : need.rows) {
        if (row[need.column("status")] == "ok") {
            score[row[0]] = std::stod(row[need.column("need_score")]);
        }
    }
    REQUIRE(score.size() == 317);
    double all_children = 0;
    double all_need = 0;
    std::map<std::string, double> weighed;
    for (const auto& [code, own] : score) {
        double rank = 0.5;
        for (const auto& [other, value] : score) {
            rank += value < own ? 1 : value == own ? 0.5 : 0;
        }
        const double percentile = 100 * rank / 317;
        weighed[code] = count.at(code) * std::clamp((percentile - 30) / 60, 0.0, 1.0);
        all_children += count.at(code);
        all_need += weighed[code];
    }
    const SimpleCsv budget = read_simple_csv(scratch / "budget" / "allocation.csv");
    const std::size_t region = budget.column("region");
    std::map<std::string, std::vector<Share*>> by_region;
    std::map<std::string, Share> shares;
    for (const auto& row : budget.rows) {
        if (const auto found = score.find(row[0]); found != score.end()) {
            Share& share = shares[row[0]];
            share.weight =
                0.7 * count.at(row[0]) / all_children + 0.3 * weighed.at(row[0]) / all_need;
            by_region[row[region] == "E12000001" ? "north east" : "others"].push_back(&share);
        }
    }
    set_quotas(by_region["north east"], 1.5e6);
    set_quotas(by_region["others"], 23.5e6);
    double sum = 0;
    double furthest = 0;
    for (const auto& row : budget.rows) {
        const double pence = std::stod(row[1]);
        sum += pence;
        const auto found = shares.find(row[0]);
        CHECK((found != shares.end() || pence == 0));
        if (found != shares.end()) {
            furthest = std::max(furthest, std::abs(pence / 100 - found->second.quota));
            CHECK(pence <= 400 * count.at(row[0]));
            CHECK(std::fmod(pence, 100) == 0);
        }
    }
    CHECK(sum == 2.5e9);
    CHECK(furthest < 1);
}

TEST_CASE("real choice: hubs in Greater Manchester, by solver and by search", "[real][choose]") {
    REQUIRE_SHARED(places, centroids);
    const SimpleCsv small = read_simple_csv(data(file6));
    const SimpleCsv income = read_simple_csv(data(rates));
    const auto at = small.index("LSOA code (2011)");
    const auto rate = income.index("lsoa");
    const std::size_t lad = small.column("Local Authority District code (2019)");
    CoverProblem problem;
    const SimpleCsv points = read_simple_csv(places);
    for (const auto& row : points.rows) {
        const auto found = at.find(row[points.column("lsoa11cd")]);
        if (found == at.end() || small.rows[found->second][lad] < "E08000001" ||
            small.rows[found->second][lad] > "E08000010") {
            continue;
        }
        problem.places.push_back(
            {std::stod(row[points.column("X")]), std::stod(row[points.column("Y")])});
        problem.need.push_back(
            published_number(small.rows[found->second][4]) / 100 *
            std::stod(income.rows[rate.at(found->first)][income.column("income_score")]));
    }
    REQUIRE(problem.need.size() == 1673);
    problem.reach = reach_within(problem.places, problem.places, 1000);
    problem.at_most = 30;
    ChoiceOptions options;
    const Choice solved = choose(problem, options);
    CHECK(solved.method == ChoiceMethod::solver);
    CHECK(solved.optimal);
    options.method = ChoiceMethod::search;
    options.effort = 0.3;
    const Choice searched = choose(problem, options);
    std::cout << "30 hubs of 1 km: solver " << solved.coverage.need << ", search "
              << searched.coverage.need << ", bound " << searched.bound << std::endl;
    CHECK(searched.coverage.need <= solved.coverage.need * (1 + 1e-9));
    CHECK(searched.bound >= solved.coverage.need * (1 - 1e-9));
    // The bound without a solver is that of its linear relaxation, which is tight here.
    CHECK(searched.bound <= solved.coverage.need * 1.002);
    CHECK(searched.gap < 0.01);
}

TEST_CASE("real choice: hubs for England, every figure made again", "[real][choose]") {
    REQUIRE_SHARED(places, centroids);
    const ScratchFolder scratch;
    (void)run::run_project(recipe_run::request(
        "england-imd-2019", {{"domains", data(file2)}, {"population", data(file6)}},
        scratch / "imd"));
    std::ofstream(scratch / "hubs.toml") << "[choice]\n"
                                            "at_most = 100\n"
                                            "metres = 5000\n"
                                            "per = \"region\"\n"
                                            "at_least = 9\n"
                                            "method = \"search\"\n"
                                            "effort = 0.1\n"
                                            "[scorecard]\n"
                                            "people = \"population\"\n"
                                            "in_need_percent = \"income_score\"\n"
                                            "groups = [\"region\"]\n";
    run::AllocateRequest request =
        allocation(scratch / "imd", scratch / "hubs.toml", scratch / "hubs");
    request.inputs.tables = {data(rates)};
    request.inputs.lookups = {data(wards), data(regions)};
    request.places = places;
    const run::AllocateOutcome outcome = run::allocate_result(request);
    const SimpleCsv points = read_simple_csv(places);
    std::map<std::string, std::pair<double, double>> where;
    for (const auto& row : points.rows) {
        where[row[points.column("lsoa11cd")]] = {std::stod(row[points.column("X")]),
                                                 std::stod(row[points.column("Y")])};
    }
    const SimpleCsv sites = read_simple_csv(scratch / "hubs" / "sites.csv");
    REQUIRE(sites.rows.size() == 100);
    const SimpleCsv areas = read_simple_csv(scratch / "hubs" / "allocation.csv");
    REQUIRE(areas.rows.size() == 32844);
    std::map<std::string, int> in_region;
    double reached = 0;
    double all = 0;
    std::size_t wrong = 0;
    std::set<std::string> chosen;
    for (const auto& row : sites.rows) {
        chosen.insert(row[0]);
    }
    for (const auto& row : areas.rows) {
        double nearest = 1e18;
        for (const auto& site : sites.rows) {
            nearest =
                std::min(nearest, std::hypot(where.at(row[0]).first - where.at(site[0]).first,
                                             where.at(row[0]).second - where.at(site[0]).second));
        }
        const bool within = nearest <= 5000;
        wrong += (row[areas.column("reached")] == "1") == within ? 0 : 1;
        const double need = std::stod(row[areas.column("need")]);
        reached += within ? need : 0;
        all += need;
        if (chosen.count(row[0]) > 0) {
            ++in_region[row[areas.column("region")]];
        }
    }
    CHECK(wrong == 0);
    CHECK(in_region.size() == 9);
    CHECK(std::all_of(in_region.begin(), in_region.end(),
                      [](const auto& region) { return region.second >= 9; }));
    std::ifstream in(scratch / "hubs" / "scorecard.json");
    const nlohmann::json card = nlohmann::json::parse(in);
    CHECK(card["choice"]["need_reached"].get<double>() == Approx(reached).epsilon(1e-12));
    CHECK(card["choice"]["need_in_all"].get<double>() == Approx(all).epsilon(1e-12));
    CHECK(card["choice"]["gap"].get<double>() < 0.05);
    CHECK(card["scorecard"]["in_need_reached"].get<double>() == Approx(reached).epsilon(1e-9));
    CHECK(all == Approx(7036442).margin(1));
}
