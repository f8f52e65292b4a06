// The built-in rules on the English index of 2019, against counts made straight from the published
// tables: here by short loops over their rows, and the figures quoted beside them by a script that
// shares nothing with levelin.
#include <algorithm>
#include <cmath>
#include <levelin/geodata/read_boundaries.hpp>
#include <map>
#include <nlohmann/json.hpp>
#include <run/target_result.hpp>
#include <set>
#include <unordered_map>

#include "recipe_run.hpp"

using namespace levelin;

namespace {

constexpr const char* file2 = "england/iod2019/gz/File_2_-_IoD2019_Domains_of_Deprivation.csv.gz";
constexpr const char* file6 = "england/iod2019/File_6_-_IoD2019_Population_Denominators.csv";
constexpr const char* rates = "uk/composite_uk_imd/UK_IMD_E.csv";
constexpr const char* needs = "outcomes/community_needs_index/cni2019_england_ward17.csv";
constexpr const char* wards =
    "lookups/Lower_Layer_Super_Output_Area_(2011)_to_Ward_(2019)_Lookup_in_England_and_Wales.csv";
constexpr const char* regions = "lookups/geo-lookups/la_all_codes.csv";
constexpr const char* shapes = "boundaries/small_areas_dense_shp/lsoa2011_ew.shp";
constexpr const char* file10 =
    "england/iod2019/File_10_-_IoD2019_Local_Authority_District_Summaries__lower-tier__.xlsx";

std::filesystem::path data(const std::string& name) {
    return shared_folder() / "data" / name;
}

// A column of a table, read without levelin.
struct Table {
    explicit Table(const std::string& name) : csv(read_simple_csv(data(name))) {}
    [[nodiscard]] std::vector<std::string> texts(const std::string& name) const {
        std::vector<std::string> out;
        const std::size_t c = csv.column(name);
        for (const auto& row : csv.rows) {
            if (c < row.size()) {
                out.push_back(row[c]);
            }
        }
        return out;
    }
    SimpleCsv csv;
};

struct Lsoa {
    double rank = 0;
    double decile = 0;
    double people = 0;
    double in_need = 0;  // Income deprived: the published rate, to a tenth of a per cent.
    std::map<std::string, double> domain;
};

// The published tables, row by row.
const std::map<std::string, Lsoa>& published() {
    static const std::map<std::string, Lsoa> all = [] {
        std::map<std::string, Lsoa> out;
        const Table domains(file2);
        const auto codes = domains.texts("LSOA code (2011)");
        const auto take = [&](const std::string& name, auto&& give) {
            const auto texts = domains.texts(name);
            for (std::size_t r = 0; r < codes.size(); ++r) {
                give(out[codes[r]], published_number(texts[r]));
            }
        };
        take("Index of Multiple Deprivation (IMD) Rank (where 1 is most deprived)",
             [](Lsoa& area, double value) { area.rank = value; });
        take("Index of Multiple Deprivation (IMD) Decile (where 1 is most deprived 10% of LSOAs)",
             [](Lsoa& area, double value) { area.decile = value; });
        for (const char* name : {"Income", "Employment", "Education, Skills and Training",
                                 "Health Deprivation and Disability", "Crime",
                                 "Barriers to Housing and Services", "Living Environment"}) {
            take(std::string{name} + " Rank (where 1 is most deprived)",
                 [&](Lsoa& area, double value) { area.domain[name] = value; });
        }
        const Table people(file6);
        const auto who = people.texts("LSOA code (2011)");
        const auto many = people.texts("Total population: mid 2015 (excluding prisoners)");
        for (std::size_t r = 0; r < who.size(); ++r) {
            out.at(who[r]).people = published_number(many[r]);
        }
        const Table income(rates);
        const auto areas = income.texts("lsoa");
        const auto shares = income.texts("income_score");
        for (std::size_t r = 0; r < areas.size(); ++r) {
            if (const auto found = out.find(areas[r]); found != out.end()) {
                found->second.in_need = found->second.people * std::stod(shares[r]) / 100;
            }
        }
        return out;
    }();
    return all;
}

std::vector<std::string> by_rank() {
    std::vector<std::string> codes;
    for (const auto& [code, area] : published()) {
        codes.push_back(code);
    }
    std::sort(codes.begin(), codes.end(), [](const std::string& a, const std::string& b) {
        return published().at(a).rank < published().at(b).rank;
    });
    return codes;
}

std::filesystem::path rule_of(const std::string& name) {
    return std::filesystem::path{LEVELIN_SOURCE_DIR} / "geodata" / "rules" / (name + ".toml");
}

struct Target {
    std::set<std::string> selected;
    std::map<std::string, int> category;
    nlohmann::json scorecard;
};

Target target(const std::filesystem::path& result, const std::filesystem::path& rule,
              const std::vector<std::string>& lookups = {},
              const std::vector<std::string>& tables = {}) {
    const ScratchFolder scratch;
    Target out;
    run::TargetRequest request;
    request.inputs.result = result;
    for (const std::string& name : lookups) {
        request.inputs.lookups.push_back(data(name));
    }
    for (const std::string& name : tables) {
        request.inputs.tables.push_back(data(name));
    }
    request.rule = rule;
    request.out = scratch / "out";
    const run::TargetOutcome outcome = run::target_result(request);
    out.scorecard = nlohmann::json::parse(outcome.report)["scorecard"];
    const SimpleCsv csv = read_simple_csv(scratch / "out" / "selection.csv");
    for (const auto& row : csv.rows) {
        if (row[1] == "1") {
            out.selected.insert(row[0]);
            out.category[row[0]] = std::stoi(row[csv.column("category")]);
        }
    }
    return out;
}

// The English index without boundaries, made once.
std::filesystem::path english_index() {
    static const ScratchFolder scratch;
    static const bool made = [] {
        (void)run::run_project(recipe_run::request(
            "england-imd-2019", {{"domains", data(file2)}, {"population", data(file6)}},
            scratch / "imd"));
        return true;
    }();
    REQUIRE(made);
    return scratch / "imd";
}

// The mean rank from the lowest as a per cent, from ranks of which 1 is the highest.
std::map<std::string, double> percentiles(const std::string& domain) {
    std::map<double, double> count;
    for (const auto& [code, area] : published()) {
        ++count[area.domain.at(domain)];
    }
    std::map<double, double> percentile;
    double below = 0;
    for (auto it = count.rbegin(); it != count.rend(); ++it) {
        percentile[it->first] =
            100 * (below + (it->second + 1) / 2) / static_cast<double>(published().size());
        below += it->second;
    }
    std::map<std::string, double> out;
    for (const auto& [code, area] : published()) {
        out[code] = percentile.at(area.domain.at(domain));
    }
    return out;
}

}  // namespace

TEST_CASE("rules: the most deprived tenth, and how many of the poor live elsewhere", "[real]") {
    REQUIRE_SHARED(table, file2);
    const ScratchFolder scratch;
    std::ofstream(scratch / "rule.toml")
        << "[[step]]\ntitle = \"tenth\"\ntop = { by = \"imd_rank\", lowest = true, share = \"10%\" "
           "}\n[scorecard]\npeople = \"population\"\nin_need_percent = \"income_score\"\n";
    const Target tenth = target(english_index(), scratch / "rule.toml", {wards}, {rates});
    const std::vector<std::string> order = by_rank();
    CHECK(tenth.selected == std::set<std::string>(order.begin(), order.begin() + 3285));
    double people = 0;
    double need = 0;
    double reached = 0;
    for (const auto& [code, area] : published()) {
        people += area.people;
        need += area.in_need;
        reached += tenth.selected.contains(code) ? area.in_need : 0;
    }
    CHECK(people == 54728204);
    CHECK(tenth.scorecard["people"] == 54728204);
    CHECK(tenth.scorecard["supported_people"] == 5396442);
    CHECK(tenth.scorecard["in_need"].get<double>() == Approx(need).epsilon(1e-9));
    CHECK(tenth.scorecard["in_need_reached"].get<double>() == Approx(reached).epsilon(1e-9));
    CHECK(need == Approx(7036441.727).margin(0.01));
    CHECK(reached == Approx(1770848.774).margin(0.01));
    CHECK(tenth.scorecard["coverage"].get<double>() == Approx(0.25166822).margin(1e-8));
    CHECK(tenth.scorecard["leakage"].get<double>() == Approx(0.67184883).margin(1e-8));
    // Published: 7,013,404 people are income deprived (File 10, "Income scale", summed); rates are
    // rounded to a tenth of a per cent and are of slightly other people.
    CHECK(need == Approx(7013404).epsilon(0.004));

    // "61 per cent of local authority districts contain at least one of the most deprived
    // neighbourhoods" (statistical release, 26 September 2019).
    std::size_t councils = 0;
    std::size_t with_any = 0;
    for (const auto& group : tenth.scorecard["by"]["lad"]["groups"]) {
        ++councils;
        with_any += group["supported_areas"] > 0 ? 1 : 0;
    }
    CHECK(councils == 317);
    CHECK(with_any == 194);

    // The published decile rounds the other way.
    std::ofstream(scratch / "decile.toml") << "[[step]]\nwhere = \"imd_decile = 1\"\n";
    const Target decile = target(english_index(), scratch / "decile.toml");
    CHECK(decile.selected == std::set<std::string>(order.begin(), order.begin() + 3284));
    for (const auto& [code, area] : published()) {
        REQUIRE((area.decile == 1) == decile.selected.contains(code));
    }
}

TEST_CASE("rules: Core20 holds a fifth of all people", "[real]") {
    REQUIRE_SHARED(table, file2);
    std::set<std::string> expected;
    double held = 0;
    for (const std::string& code : by_rank()) {
        if (held >= 0.2 * 54728204) {
            break;
        }
        expected.insert(code);
        held += published().at(code).people;
    }
    CHECK(expected.size() == 6591);
    const Target core20 = target(english_index(), rule_of("core20"), {wards, regions});
    CHECK(core20.selected == expected);
    CHECK(core20.scorecard["supported_people"] == held);
    CHECK(core20.scorecard["by"]["region"]["groups"].size() == 9);
}

TEST_CASE("rules: doubly disadvantaged areas, at most five of a council", "[real]") {
    REQUIRE_SHARED(table, file2);
    const Table lookup(wards);
    const auto areas = lookup.texts("LSOA11CD");
    const auto ward = lookup.texts("WD19CD");
    const auto council = lookup.texts("LAD19CD");
    const Table index(needs);
    const auto ward17 = index.texts("ward17_code");
    const auto score = index.texts("Community Needs Index score");
    std::map<std::string, double> score_of;
    for (std::size_t r = 0; r < ward17.size(); ++r) {
        score_of[ward17[r]] = std::stod(score[r]);
    }
    std::map<std::string, std::string> council_of;
    std::map<std::string, double> need;
    std::vector<double> all;
    for (std::size_t r = 0; r < areas.size(); ++r) {
        council_of[areas[r]] = council[r];
        if (published().contains(areas[r]) && score_of.contains(ward[r])) {
            need[areas[r]] = score_of[ward[r]];
            all.push_back(score_of[ward[r]]);
        }
    }
    CHECK(need.size() == 24829);  // Wards whose code is the same in 2017 and 2019.
    std::sort(all.begin(), all.end(), std::greater<>{});
    std::set<std::string> expected;
    std::map<std::string, int> taken;
    std::size_t candidates = 0;
    for (const std::string& code : by_rank()) {
        if (published().at(code).decile != 1 || !need.contains(code)) {
            continue;
        }
        const auto higher = std::lower_bound(all.begin(), all.end(), need[code], std::greater<>{});
        const auto rank = static_cast<double>(higher - all.begin() + 1);
        if (10 * rank > static_cast<double>(all.size())) {
            continue;
        }
        ++candidates;
        if (expected.size() < 169 && taken[council_of[code]] < 5) {
            expected.insert(code);
            ++taken[council_of[code]];
        }
    }
    CHECK(candidates == 585);
    const Target pride =
        target(english_index(), rule_of("pride-in-place"), {wards, regions}, {needs});
    CHECK(pride.selected == expected);
    CHECK(pride.scorecard["supported_people"] == 265258);
}

TEST_CASE("rules: three categories of councils", "[real]") {
    REQUIRE_SHARED(table, file10);
    const ScratchFolder scratch;
    run::RunRequest request;
    request.project = config::parse_project(R"(reference = "tables"
[project]
name = "councils"
[tables.councils]
file = ")" + data(file10).string() + R"("
sheet = "IMD"
[[index]]
id = "imd"
[[index.part]]
id = "score"
column = "IMD - Average score"
[carry.published]
column = "IMD - Rank of average score"
)",
                                            scratch / "p.toml");
    request.out = scratch / "councils";
    (void)run::run_project(request);
    const Target three = target(scratch / "councils", rule_of("levelling-up-categories"));
    const SimpleCsv councils = read_simple_csv(scratch / "councils" / "areas.csv");
    std::map<int, std::size_t> count;
    for (const auto& row : councils.rows) {
        const double rank = std::stod(row[councils.column("published")]);
        REQUIRE(three.category.at(row[0]) == static_cast<int>(std::ceil(3 * rank / 317)));
        ++count[three.category.at(row[0])];
    }
    CHECK(count == std::map<int, std::size_t>{{1, 105}, {2, 106}, {3, 106}});
}

TEST_CASE("rules: thresholds of burden and income, and the holes they leave", "[real]") {
    REQUIRE_SHARED(table, file2);
    const ScratchFolder scratch;
    run::RunRequest request = recipe_run::request(
        "england-imd-2019", {{"domains", data(file2)}, {"population", data(file6)}},
        scratch / "imd");
    config::BoundaryConfig boundary;
    boundary.file = data(shapes);
    request.project.boundaries = {boundary};
    (void)run::run_project(request);
    const Target cejst = target(scratch / "imd", rule_of("cejst"));

    std::map<std::string, std::map<std::string, double>> percentile;
    for (const auto& [domain, rank] : published().begin()->second.domain) {
        percentile[domain] = percentiles(domain);
    }
    std::set<std::string> burdened;
    for (const auto& [code, area] : published()) {
        const bool burden = std::any_of(percentile.begin(), percentile.end(), [&](const auto& d) {
            return d.first != "Income" && d.second.at(code) >= 90;
        });
        if (burden && percentile["Income"].at(code) >= 65) {
            burdened.insert(code);
        }
    }
    CHECK(burdened.size() == 7416);

    // Areas that touch have a corner in common: areas.geojson is rounded on shared borders.
    const geodata::Boundaries read = geodata::read_boundaries(scratch / "imd" / "areas.geojson");
    std::map<std::pair<double, double>, std::set<std::uint32_t>> at;
    for (std::uint32_t a = 0; a < read.set.size(); ++a) {
        for (const Point& point : read.set.points_of_area(a)) {
            at[{point.x, point.y}].insert(a);
        }
    }
    std::vector<std::set<std::uint32_t>> around(read.set.size());
    for (const auto& [point, areas] : at) {
        for (const std::uint32_t a : areas) {
            around[a].insert(areas.begin(), areas.end());
        }
    }
    std::set<std::string> holes;
    for (std::uint32_t a = 0; a < read.set.size(); ++a) {
        const std::string code = read.set.codes[a].str();
        if (!published().contains(code) || burdened.contains(code) ||
            percentile["Income"].at(code) < 50 || around[a].size() < 2) {
            continue;
        }
        if (std::all_of(around[a].begin(), around[a].end(), [&](std::uint32_t b) {
                return b == a || burdened.contains(read.set.codes[b].str());
            })) {
            holes.insert(code);
        }
    }
    std::set<std::string> first;
    std::set<std::string> second;
    for (const auto& [code, category] : cejst.category) {
        (category == 1 ? first : second).insert(code);
    }
    CHECK(first == burdened);
    CHECK(second == holes);
    CHECK(holes.size() > 50);
}
