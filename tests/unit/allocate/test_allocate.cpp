#include <catch2/catch.hpp>
#include <levelin/allocate/allocate.hpp>
#include <levelin/core/error.hpp>

using namespace levelin;

namespace {

using Numbers = std::vector<std::optional<double>>;

NumberColumn column(std::string name, const Numbers& values) {
    NumberColumn out;
    out.name = std::move(name);
    for (const auto& value : values) {
        value ? out.push(*value) : out.push(Status::suppressed);
    }
    return out;
}

struct World {
    std::vector<AreaCode> codes;
    AllocationTable table;
    AllocationRule rule;

    World(const Numbers& people, const Numbers& need) {
        for (std::size_t a = 0; a < need.size(); ++a) {
            codes.push_back(*AreaCode::parse("E0100000" + std::to_string(a + 1)));
        }
        table.codes = codes;
        table.people = people.empty() ? NumberColumn{} : column("people", people);
        table.needs = {column("need", need)};
        rule.total = 100000;
        FormulaPart part;
        part.curve = NeedCurve{};
        rule.parts = {part};
    }
    World(const World&) = delete;
    [[nodiscard]] Allocation run() const { return allocate(rule, table); }
    [[nodiscard]] std::string fault() const {
        try {
            (void)run();
        } catch (const Error& error) {
            return error.code() + " " + error.problem();
        }
        return "none";
    }
};

using Units = std::vector<std::uint64_t>;

}  // namespace

TEST_CASE("allocate: people times need, to the penny") {
    // 100 x 1, 200 x 2, 100 x 5 = 100, 400, 500 of 1,000.
    World world({100, 200, 100}, {1, 2, 5});
    const Allocation out = world.run();
    CHECK(out.units == Units{10000, 40000, 50000});
    CHECK(out.by_formula == out.units);
    CHECK(out.weight[1] == Approx(0.4));
    REQUIRE(out.pots.size() == 1);
    CHECK(out.pots[0].units == 100000);
    CHECK(out.pots[0].areas == 3);
}

TEST_CASE("allocate: two steps, nations by people, places by 70 % people and 30 % need") {
    World world({60, 20, 20}, {1, 3, 7});
    world.table.pot = {"E", "E", "S"};
    world.rule.pots = PotRule{};
    FormulaPart by_people;
    by_people.share = 0.7;
    world.rule.parts[0].share = 0.3;
    world.rule.parts.push_back(by_people);
    // E gets 80 %: .7 60/80 + .3 60/120 = .675 and .325 of it; S has one area.
    const Allocation out = world.run();
    CHECK(out.units == Units{54000, 26000, 20000});
    REQUIRE(out.pots.size() == 2);
    CHECK(out.pots[0].name == "E");
    CHECK(out.pots[0].units == 80000);
    // Nations' people count whoever is selected there; so do stated shares.
    world.table.eligible = {1, 0, 1};
    CHECK(world.run().units == Units{80000, 0, 20000});
    world.rule.pots->shares = {{"E", 0.5}, {"S", 0.5}};
    const Allocation stated = world.run();
    CHECK(stated.units == Units{50000, 0, 50000});
    CHECK(stated.why[1] == WhyUnits::not_eligible);
    world.table.eligible = {0, 0, 1};
    CHECK(world.fault() ==
          "E-ALLOCATE-10 no area is there to get \xC2\xA3"
          "500.00 (E)");
    world.rule.pots->shares = {{"E", 0.5}, {"S", 0.4}};
    CHECK(world.fault() == "E-ALLOCATE-06 the shares of the pots sum to 0.9");
    world.rule.pots->shares = {{"E", 0.5}, {"N", 0.5}};
    CHECK(world.fault() == "E-ALLOCATE-10 the result has no area in \"N\"");
}

TEST_CASE("allocate: the last penny goes to the needier of equal weights, then by code") {
    World world({}, {7, 8, 9, 9});
    world.rule.total = 10;
    world.rule.parts[0].curve->shape = NeedShape::threshold;
    world.rule.parts[0].curve->from = 5;
    CHECK(world.run().units == Units{2, 2, 3, 3});
    world.rule.total = 5;
    CHECK(world.run().units == Units{1, 1, 2, 1});
    std::swap(world.codes[2], world.codes[3]);
    CHECK(world.run().units == Units{1, 1, 1, 2});
}

TEST_CASE("allocate: curves of need") {
    NeedCurve curve;
    CHECK(weight_of(3, curve) == 3);
    curve.zero = 2;
    CHECK(weight_of(3, curve) == 1);
    CHECK(weight_of(1, curve) == 0);
    curve.shape = NeedShape::power;
    curve.exponent = 2;
    CHECK(weight_of(5, curve) == 9);
    curve.lowest = true;
    curve.zero = 10;
    CHECK(weight_of(7, curve) == 9);
    curve = {};
    curve.shape = NeedShape::threshold;
    curve.from = 4;
    curve.least = 0.25;
    CHECK(weight_of(4, curve) == 1);
    CHECK(weight_of(3.999, curve) == 0.25);
    curve.lowest = true;
    CHECK(weight_of(3.999, curve) == 1);
    // The slide of the extent measure, on percentiles from the most deprived.
    curve = {};
    curve.shape = NeedShape::taper;
    curve.full = 10;
    curve.none = 30;
    CHECK(weight_of(5, curve) == 1);
    CHECK(weight_of(10, curve) == 1);
    CHECK(weight_of(20, curve) == 0.5);
    CHECK(weight_of(30, curve) == 0);
    CHECK(weight_of(99, curve) == 0);
    curve.full = 30;
    curve.none = 10;
    CHECK(weight_of(25, curve) == 0.75);
}

TEST_CASE("allocate: numbers of a curve that do not fit") {
    World world({}, {1, 2});
    world.rule.parts[0].curve->lowest = true;
    CHECK(world.fault() == "E-ALLOCATE-05 the lowest value is the neediest, and zero is not said");
    world.rule.parts[0].curve = NeedCurve{};
    world.rule.parts[0].curve->exponent = 0;
    CHECK(world.fault() == "E-ALLOCATE-05 exponent = 0 does not fit the curve");
    world.rule.parts[0].curve = NeedCurve{};
    world.rule.parts[0].curve->shape = NeedShape::taper;
    world.rule.parts[0].curve->full = 0;
    CHECK(world.fault() == "E-ALLOCATE-05 none = 0 does not fit the curve");
    world.rule.parts[0].curve = NeedCurve{};
    world.rule.parts[0].share = 0.9;
    CHECK(world.fault() == "E-ALLOCATE-06 the shares of the formula's parts sum to 0.9");
}

TEST_CASE("allocate: floors and caps, by area and by person, and what they did") {
    World world({100, 200, 100}, {1, 2, 5});
    world.rule.bounds.units.floor = 20000;
    // A is raised to 20,000; 80,000 as 4 to 5: 35,555.6 and 44,444.4.
    Allocation out = world.run();
    CHECK(out.units == Units{20000, 35556, 44444});
    CHECK(out.why == std::vector{WhyUnits::at_floor, WhyUnits::by_formula, WhyUnits::by_formula});
    CHECK(out.by_formula == Units{10000, 40000, 50000});
    world.rule.bounds = {};
    world.rule.bounds.cap_per_person = 300;
    // C at 300 a head; 70,000 as 1 to 4.
    out = world.run();
    CHECK(out.units == Units{14000, 56000, 30000});
    CHECK(out.why[2] == WhyUnits::at_cap);
    world.rule.bounds = {};
    world.rule.bounds.floor_per_person = 240.001;
    // At least 24,000.1, so 24,001, for A; 48,000.2 for B, at its floor too.
    out = world.run();
    CHECK(out.units == Units{24001, 48001, 27998});
    world.rule.bounds = {};
    world.rule.bounds.units.floor = 40000;
    CHECK(world.fault() ==
          "E-ALLOCATE-01 the floors of 3 areas come to \xC2\xA3"
          "1,200.00, and there is "
          "\xC2\xA3"
          "1,000.00");
}

TEST_CASE("allocate: shares in steps of so many pounds") {
    World world({}, {1, 1, 1});
    world.rule.step = 10000;
    CHECK(world.run().units == Units{40000, 30000, 30000});
    world.rule.bounds.units.floor = 25000;  // Not a whole step: 30,000.
    CHECK(world.run().units == Units{40000, 30000, 30000});
    world.rule.bounds.units.floor = 30001;
    CHECK(world.fault() ==
          "E-ALLOCATE-01 the floors of 3 areas come to \xC2\xA3"
          "1,200.00, and there is "
          "\xC2\xA3"
          "1,000.00");
    world.rule.bounds = {};
    world.rule.step = 30000;
    CHECK(world.fault() ==
          "E-ALLOCATE-06 \xC2\xA3"
          "1,000.00 is no multiple of \xC2\xA3"
          "300.00");
}

TEST_CASE("allocate: least and most for regions") {
    World world({}, {6, 2, 1, 1});
    world.table.group = {"north", "north", "south", "south"};
    world.rule.groups = GroupRule{};
    world.rule.groups->at_least = 0.3;
    const Allocation out = world.run();
    CHECK(out.units == Units{52500, 17500, 15000, 15000});
    CHECK(out.group_bound == std::vector<std::uint8_t>{0, 0, 1, 1});
    REQUIRE(out.groups.size() == 2);
    CHECK(out.groups[1].name == "south");
    CHECK(out.groups[1].by == ShareBy::floor);
    CHECK(out.groups[1].units == 30000);
    CHECK(out.groups[1].by_formula == 20000);
    CHECK(out.groups[1].bounds.floor == 30000);
    world.rule.groups->at_least_of = {{"west", 0.2}};
    CHECK(world.fault() == "E-ALLOCATE-10 the result has no area in \"west\"");
    world.rule.groups->at_least_of = {{"south", 0.8}};
    CHECK(world.fault() ==
          "E-ALLOCATE-04 the floors of all groups come to \xC2\xA3"
          "1,100.00, and there is "
          "\xC2\xA3"
          "1,000.00");
    world.rule.groups->at_least_of = {};
    world.table.group[2].clear();
    CHECK(world.fault() == "E-ALLOCATE-10 1 area (E01000003) has no group");
    world.table.group[2] = "south";
    world.table.pot = {"E", "E", "E", "W"};
    world.rule.pots = PotRule{};
    CHECK(world.fault() == "E-ALLOCATE-10 the group south lies in the pots E and W");
}

TEST_CASE("allocate: a share of a total is taken without what rounding adds") {
    // 0.07 x 100,000,000 is 7,000,000.000000001 in doubles.
    World world({}, {1, 99});
    world.rule.total = 100'000'000;
    world.table.group = {"a", "b"};
    world.rule.groups = GroupRule{};
    world.rule.groups->at_least = 0.07;
    CHECK(world.run().units == Units{7'000'000, 93'000'000});
}

TEST_CASE("allocate: values that are not there, people who are not there") {
    World world({100, {}, 0, 100}, {1, 1, 1, {}});
    CHECK(world.fault() ==
          "E-ALLOCATE-07 2 areas (E01000002, E01000004) lack a value that the formula asks for");
    world.rule.missing = AllocationMissing::leave_out;
    const Allocation out = world.run();
    CHECK(out.units == Units{100000, 0, 0, 0});
    CHECK(out.why == std::vector{WhyUnits::by_formula, WhyUnits::value_missing, WhyUnits::no_people,
                                 WhyUnits::value_missing});
    REQUIRE(out.findings.find("W-ALLOCATE-02") != nullptr);
    CHECK(out.findings.find("W-ALLOCATE-02")->count == 2);
    REQUIRE(out.findings.find("W-ALLOCATE-01") != nullptr);
    // An area that was not selected may lack what it likes.
    World other({100, {}, 0, 100}, {1, 1, 1, {}});
    other.table.eligible = {1, 0, 0, 0};
    CHECK(other.run().units == Units{100000, 0, 0, 0});
    CHECK(World({0, 0}, {1, 2}).fault() ==
          "E-ALLOCATE-08 nobody lives in any area by the column \"people\"");
    CHECK(World({5, -1}, {1, 2}).fault() ==
          "E-ALLOCATE-08 fewer than no people live in 1 area (E01000002) by the column \"people\"");
}

TEST_CASE("allocate: a need below 0 is asked about, not cut off") {
    World world({}, {-1, 2, 3});
    CHECK(world.fault() == "E-ALLOCATE-09 the need \"need\" is below 0 in 1 area (E01000001)");
    world.rule.parts[0].curve->zero = 0;
    const Allocation out = world.run();
    CHECK(out.units == Units{0, 40000, 60000});
    CHECK(out.why[0] == WhyUnits::no_weight);
    REQUIRE(out.findings.find("N-ALLOCATE-01") != nullptr);
    world.rule.bounds.units.floor = 10;
    CHECK(world.run().why[0] == WhyUnits::at_floor);
    CHECK(world.run().units[0] == 10);
    world.rule.bounds.units.floor = 0;
    CHECK_FALSE(out.findings.has_warnings());
    world.rule.parts[0].curve->zero = 9;
    CHECK(world.fault() == "E-ALLOCATE-11 a part of the formula gives none of 3 areas a share");
}
