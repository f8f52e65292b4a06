// The committed demo: what stands in geodata/demo, with nothing but the repository at hand.
#include <cmath>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/topology/neighbours.hpp>
#include <map>
#include <set>

#include "demo_maker/coded_table.hpp"
#include "demo_maker/figures.hpp"

using namespace levelin;

namespace {

const std::filesystem::path demo_folder =
    std::filesystem::path{LEVELIN_SOURCE_DIR} / "geodata" / "demo";

/// Figures of one authority by column, absent ones left out.
std::map<std::string, double> figures_of(const demo::CodedTable& table, const char* code) {
    std::map<std::string, double> out;
    std::vector<std::string> columns{"population", "uk_imd_score"};
    for (const auto& source : demo::indicator_sources()) {
        columns.push_back(source.id);
    }
    for (const std::string& column : columns) {
        const NumberColumn numbers = table.numbers(column);
        for (std::size_t i = 0; i < table.codes().size(); ++i) {
            if (table.codes()[i].view() == code && numbers.status[i] == Status::ok) {
                out[column] = numbers.values[i];
            }
        }
    }
    return out;
}

}  // namespace

TEST_CASE("demo: 361 hexagons of one size in British National Grid", "[demo]") {
    const auto hexagons = geodata::read_boundaries(demo_folder / "uk_lad_2023_hex.shp");
    REQUIRE(hexagons.set.size() == 361);
    CHECK(hexagons.crs.authority_code == "EPSG:27700");
    CHECK(hexagons.code_column == "LAD23CD");
    CHECK(hexagons.geography.label() == "LAD 2023");
    CHECK(hexagons.repaired.empty());
    CHECK(hexagons.findings.empty());
    std::set<AreaCode> codes(hexagons.set.codes.begin(), hexagons.set.codes.end());
    CHECK(codes.size() == 361);
    const double size = area_of(hexagons.set, 0);
    CHECK(size == Approx(676.8e6).epsilon(1e-4));
    for (std::size_t a = 0; a < 361; ++a) {
        REQUIRE(hexagons.set.points_of_area(a).size() == 7);
        REQUIRE(area_of(hexagons.set, a) == Approx(size).epsilon(1e-9));
    }
}

TEST_CASE("demo: regions hang together, lands do not touch, known neighbours meet", "[demo]") {
    const auto hexagons = geodata::read_boundaries(demo_folder / "uk_lad_2023_hex.shp").set;
    const demo::CodedTable table(demo_folder / "indicators.csv");
    REQUIRE(table.codes() == hexagons.codes);
    const auto region = table.texts("region");
    const auto nation = table.texts("nation");
    const auto touching = pairs_of(edge_neighbours(hexagons));
    CHECK(touching.size() == 933);
    const std::set<std::string> islands{"E06000046", "E06000053", "S12000013",
                                        "S12000023", "S12000027", "W06000001"};

    std::map<std::string, std::set<std::uint32_t>> members;
    for (std::uint32_t a = 0; a < 361; ++a) {
        if (islands.count(hexagons.codes[a].str()) == 0) {
            members[region[a]].insert(a);
        }
    }
    REQUIRE(members.size() == 12);
    CHECK(members["London"].size() == 33);
    CHECK(members["Northern Ireland"].size() == 11);
    CHECK(members["Scotland"].size() == 29);
    CHECK(members["Wales"].size() == 21);
    for (const auto& [name, areas] : members) {
        std::vector<std::uint32_t> reached{*areas.begin()};
        std::set<std::uint32_t> seen{*areas.begin()};
        while (!reached.empty()) {
            const std::uint32_t a = reached.back();
            reached.pop_back();
            for (const auto& [x, y] : touching) {
                const std::uint32_t other = x == a ? y : x;
                if ((x == a || y == a) && areas.count(other) > 0 && seen.insert(other).second) {
                    reached.push_back(other);
                }
            }
        }
        INFO(name);
        CHECK(seen.size() == areas.size());
    }
    for (const auto& [a, b] : touching) {
        INFO(hexagons.names[a] << " and " << hexagons.names[b]);
        CHECK(islands.count(hexagons.codes[a].str()) + islands.count(hexagons.codes[b].str()) == 0);
        CHECK((nation[a] == "Northern Ireland") == (nation[b] == "Northern Ireland"));
    }
    // No empty cell has land on five of its sides: inlets that no coast has.
    std::map<std::pair<long, long>, int> shores;
    std::set<std::pair<long, long>> taken;
    const double spacing = std::sqrt(676.8e6 * 2 / std::sqrt(3.0));
    for (std::size_t a = 0; a < 361; ++a) {
        const Box box = bounding_box(hexagons.points_of_area(a));
        const long x = std::lround((box.min_x + box.max_x) / spacing);  // In half spacings.
        const long y = std::lround((box.min_y + box.max_y) / 2 / (spacing * std::sqrt(3.0) / 2));
        taken.emplace(x, y);
        for (const auto& [dx, dy] :
             {std::pair{2, 0}, {1, 1}, {-1, 1}, {-2, 0}, {-1, -1}, {1, -1}}) {
            ++shores[{x + dx, y + dy}];
        }
    }
    REQUIRE(taken.size() == 361);
    for (const auto& [cell, count] : shores) {
        INFO(cell.first << ", " << cell.second);
        CHECK((taken.count(cell) > 0 || count < 5));
    }
    // Britain the right way up: Cornwall in the south-west, Dover in the south-east, Shetland
    // north.
    const auto centre = [&](const char* name) {
        for (std::size_t a = 0; a < 361; ++a) {
            if (hexagons.names[a] == name) {
                const Box box = bounding_box(hexagons.points_of_area(a));
                return Point{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
            }
        }
        FAIL(name << " is not there");
        return Point{};
    };
    CHECK(centre("Cornwall").x < centre("Exeter").x);
    CHECK(centre("Isles of Scilly").x < centre("Cornwall").x);
    CHECK(centre("Dover").x > centre("Westminster").x);
    CHECK(centre("Dover").y < centre("Great Yarmouth").y);
    CHECK(centre("Shetland Islands").y > centre("Orkney Islands").y);
    CHECK(centre("Orkney Islands").y > centre("Highland").y);
    CHECK(centre("Belfast").x < centre("Glasgow City").x);
    CHECK(centre("Isle of Wight").y < centre("Southampton").y);
}

TEST_CASE("demo: population and weighted scores worked out independently", "[demo]") {
    const demo::CodedTable table(demo_folder / "indicators.csv");
    REQUIRE(table.codes().size() == 361);
    const NumberColumn population = table.numbers("population");
    const NumberColumn score = table.numbers("uk_imd_score");
    double total = 0;
    for (std::size_t i = 0; i < 361; ++i) {
        REQUIRE(population.status[i] == Status::ok);
        REQUIRE(score.status[i] == Status::ok);
        REQUIRE(population.values[i] > 0);
        total += population.values[i];
    }
    // The published sum over 42,619 small areas, mid-2019.
    CHECK(total == 66'796'831);

    // City of London, six small areas: (1636 x 6.208 + 1558 x 5.143 + 1786 x 19.402 +
    // 1888 x 28.652 + 1375 x 13.584 + 1478 x 15.841) / 9721 = 149007.028 / 9721 = 15.32836.
    CHECK(figures_of(table, "E09000001")["population"] == 9721);
    CHECK(figures_of(table, "E09000001")["uk_imd_score"] == 15.328);
    // One small area: its own figures.
    CHECK(figures_of(table, "E06000053")["population"] == 2224);
    CHECK(figures_of(table, "E06000053")["uk_imd_score"] == 12.005);
    // Added up by a script of its own outside levelin: to 12 digits 19.9901747341, 31.9200894832,
    // 55.4205117664, 23.8125403262, and 14.7638327476 for seven merged districts.
    const std::map<std::string, std::pair<double, double>> expected{
        {"E09000033", {261'317, 19.990}}, {"S12000049", {633'120, 31.920}},
        {"N09000003", {340'610, 55.421}}, {"W06000015", {366'903, 23.813}},
        {"E06000065", {618'054, 14.764}}, {"E06000061", {348'228, 19.620}}};
    for (const auto& [code, figures] : expected) {
        INFO(code);
        CHECK(figures_of(table, code.c_str())["population"] == figures.first);
        CHECK(figures_of(table, code.c_str())["uk_imd_score"] == figures.second);
    }
}

TEST_CASE("demo: what was not published for an authority is missing, counts are summed", "[demo]") {
    const demo::CodedTable table(demo_folder / "indicators.csv");
    // Made in April 2023 from several districts: no medians, rates and means of 2019 to 2021.
    for (const char* merged : {"E06000063", "E06000064", "E06000065", "E06000066"}) {
        auto figures = figures_of(table, merged);
        INFO(merged);
        CHECK(figures.count("weekly_pay") == 0);
        CHECK(figures.count("employment_rate") == 0);
        CHECK(figures.count("gva_per_hour") == 0);
        CHECK(figures.count("gigabit_premises") == 0);
        CHECK(figures.count("smokers") == 0);
        CHECK(figures.count("life_satisfaction") == 0);
        CHECK(figures.count("children_low_income") == 1);
        CHECK(figures.count("no_outdoor_space") == 1);
    }
    // Cumberland: 100 (1 - 124,468 / 134,457) from three districts; Buckinghamshire: 100 (1 -
    // 202,248 / 228,662) from four, merged in 2020 and so published in 2021 for the whole.
    CHECK(figures_of(table, "E06000063")["no_outdoor_space"] == 7.4);
    CHECK(figures_of(table, "E06000060")["no_outdoor_space"] == 11.6);
    CHECK(figures_of(table, "E06000060")["weekly_pay"] == 555.5);
    CHECK(figures_of(table, "E06000060").count("life_satisfaction") == 0);
    // Glasgow was only given another code: smokers were published under S12000046.
    CHECK(figures_of(table, "S12000049")["smokers"] == 18.4);
    // A nought that was published stays a nought; what was withheld is marked as such.
    CHECK(figures_of(table, "E06000053")["gigabit_premises"] == 0);
    const NumberColumn pay = table.numbers("weekly_pay");
    std::set<std::string> withheld;
    for (std::size_t i = 0; i < pay.size(); ++i) {
        if (pay.status[i] == Status::suppressed) {
            withheld.insert(table.codes()[i].str());
        }
    }
    CHECK(withheld == std::set<std::string>{"E06000053", "E09000001"});
}
