#include <catch2/catch.hpp>
#include <config/allocation.hpp>
#include <levelin/core/error.hpp>

using namespace levelin;

namespace {

config::AllocationConfig parse(std::string_view text) {
    return config::parse_allocation(config::parse_rule(text, "rules/rule.toml"));
}

std::string fault(std::string_view text) {
    try {
        (void)parse(text);
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("allocation: every key of [money] is read") {
    const auto money = parse(R"toml(
[money]
total = "£1.25m"
round_to = "£100"
people = "residents"
floor = "£1,000"
cap = 50000
floor_per_person = "£1.50"
cap_per_person = "£6"
[[money.part]]
share = "70%"
[[money.part]]
share = 0.2
need = "percentile([Damp homes])"
curve = "taper"
full = 90
none = 70
least = 0.1
by_people = false
[[money.part]]
share = "10%"
need = "imd_rank"
curve = "power"
exponent = 2
lowest = true
zero = 32845
[money.pots]
per = "nation"
shares = { E = "60%", S = 0.4 }
[money.groups]
per = "region"
at_least = "5%"
at_most = "30%"
at_least_in = { E12000001 = "7%" }
at_most_in = { E12000007 = "20%" }
)toml")
                           .money;
    REQUIRE(money);
    CHECK(money->total == 125'000'000);
    CHECK(money->step == 10'000);
    CHECK(money->people == "residents");
    CHECK(money->bounds.units.floor == 100'000);
    CHECK(money->bounds.units.cap == 5'000'000);
    CHECK(money->bounds.floor_per_person == 150);
    CHECK(money->bounds.cap_per_person == 600.0);
    REQUIRE(money->parts.size() == 3);
    CHECK(money->parts[0].share == 0.7);
    CHECK_FALSE(money->parts[0].curve.has_value());
    CHECK(money->parts[1].need.column == "Damp homes");
    CHECK(money->parts[1].need.percentile);
    CHECK_FALSE(money->parts[1].by_people);
    CHECK(money->parts[1].curve->shape == NeedShape::taper);
    CHECK(money->parts[1].curve->full == 90);
    CHECK(money->parts[1].curve->none == 70);
    CHECK(money->parts[1].curve->least == 0.1);
    CHECK_FALSE(money->parts[2].need.percentile);
    CHECK(money->parts[2].curve->exponent == 2);
    CHECK(money->parts[2].curve->lowest);
    CHECK(money->parts[2].curve->zero == 32845.0);
    REQUIRE(money->pots);
    CHECK(money->pots->per == "nation");
    CHECK(money->pots->rule.shares ==
          std::vector<std::pair<std::string, double>>{{"E", 0.6}, {"S", 0.4}});
    REQUIRE(money->groups);
    CHECK(money->groups->per == "region");
    CHECK(money->groups->rule.at_least == 0.05);
    CHECK(money->groups->rule.at_most == 0.3);
    CHECK(money->groups->rule.at_least_of.front().second == 0.07);
    CHECK(money->groups->rule.at_most_of.front().first == "E12000007");
}

TEST_CASE("allocation: things are whole numbers, and have a name") {
    const auto money = parse(
                           "[money]\ntotal = 5000\nunit = \"smartphone\"\nfloor = 10\n"
                           "cap_per_person = 0.01\nneed = \"score\"\n")
                           .money;
    REQUIRE(money);
    CHECK(money->total == 5000);
    CHECK_FALSE(money->unit.pence);
    CHECK(money->unit.many == "smartphones");
    CHECK(money->bounds.units.floor == 10);
    CHECK(money->bounds.cap_per_person == 0.01);
    CHECK(money->parts.front().curve->shape == NeedShape::linear);
    CHECK(fault("[money]\ntotal = \"£5\"\nunit = \"phone\"\n") ==
          "rules/rule.toml:2:9: E-CONFIG-03: \"total\" in [money] is a text; expected a whole "
          "number");
}

TEST_CASE("allocation: every key of [choice] is read") {
    const auto choice = parse(R"toml(
[choice]
need_percent = "income"
people = "residents"
at_most = 300
budget = "£3m"
cost = "rent"
minutes = 10
speed_km_h = 4.8
places = "centroids.csv"
sites = "halls.csv"
per = "region"
at_least = 2
at_least_in = { E12000001 = 5 }
method = "search"
effort = 0.5
max_nodes = 100
max_seconds = 60
)toml")
                            .choice;
    REQUIRE(choice);
    CHECK(choice->need_percent == "income");
    CHECK(choice->people == "residents");
    CHECK(choice->at_most == 300U);
    CHECK(choice->budget == 300'000'000U);
    CHECK(choice->cost == "rent");
    CHECK_FALSE(choice->cost_each.has_value());
    CHECK(*choice->metres == Approx(800));
    CHECK(choice->minutes == 10);
    CHECK(choice->places == "rules/centroids.csv");
    CHECK(choice->sites == "rules/halls.csv");
    CHECK(choice->per == "region");
    CHECK(choice->at_least == 2);
    CHECK(choice->at_least_in.front().second == 5);
    CHECK(choice->options.method == ChoiceMethod::search);
    CHECK(choice->options.effort == 0.5);
    CHECK(choice->options.max_nodes == 100);
    CHECK(choice->options.max_seconds == 60);
    CHECK(parse("[choice]\nbudget = 100\ncost = \"£2.50\"\n").choice->cost_each == 250U);
}

TEST_CASE("allocation: what does not fit is said with its place") {
    CHECK(fault("title = \"x\"\n") ==
          "rules/rule.toml: E-ALLOCATE-12: the rule shares out no money and makes no choice; "
          "expected one section, [money] or [choice]; docs/rules.md lists their keys");
    CHECK(fault("[money]\ntotal = 1\n[choice]\nat_most = 1\n").find("both [money] and [choice]") !=
          std::string::npos);
    const auto starts = [](std::string_view text, const char* with) {
        INFO(fault(text));
        CHECK(fault(text).starts_with(with));
    };
    starts("[money]\nneed = \"x\"\n", "rules/rule.toml:1:1: E-CONFIG-06: [money] has no \"total\"");
    starts("[money]\ntotal = -1\n",
           "rules/rule.toml:2:9: E-CONFIG-04: \"total\" is no such amount");
    starts("[money]\ntotal = 1\nround_to = 0\n", "rules/rule.toml:3:12: E-CONFIG-04");
    starts("[money]\ntotal = 1\ncurve = \"power\"\n",
           "rules/rule.toml:3:9: E-CONFIG-06: a curve without a need");
    starts("[money]\ntotal = 1\nneed = \"x\"\ncurve = \"power\"\n",
           "rules/rule.toml:1:1: E-CONFIG-06: [money] has no \"exponent\"");
    starts("[money]\ntotal = 1\nneed = \"x\"\ncurve = \"bent\"\n",
           "rules/rule.toml:4:9: E-CONFIG-04: \"bent\" is not a curve");
    starts("[money]\ntotal = 1\nneed = \"x\"\nexponent = 2\n",
           "rules/rule.toml:4:12: E-CONFIG-02: [money] has no key \"exponent\"");
    starts("[money]\ntotal = 1\nneed = \"x\"\n[[money.part]]\nshare = 1\n",
           "rules/rule.toml:3:8: E-CONFIG-04: both a need and parts");
    starts("[money]\ntotal = 1\n[money.pots]\nshares = { E = 1 }\n",
           "rules/rule.toml:3:1: E-CONFIG-06: [money.pots] has no \"per\"");
    starts("[money]\ntotal = 1\n[money.groups]\nper = \"r\"\nat_least = \"500%\"\n",
           "rules/rule.toml:5:12: E-CONFIG-04: \"at_least\" is no share");
    starts("[choice]\nneed = \"x\"\n",
           "rules/rule.toml:1:1: E-CONFIG-06: nothing limits the choice");
    starts("[choice]\nbudget = 5\n", "rules/rule.toml:1:1: E-CONFIG-06: a budget without costs");
    starts("[choice]\nat_most = 5\nminutes = 5\n",
           "rules/rule.toml:3:11: E-CONFIG-06: minutes without a speed");
    starts("[choice]\nat_most = 5\nminutes = 5\nspeed_km_h = 5\nmetres = 1\n",
           "rules/rule.toml:3:11: E-CONFIG-06: both metres and minutes");
    starts("[choice]\nat_most = 5\nmetres = 0\n", "rules/rule.toml:3:10: E-CONFIG-04");
    starts("[choice]\nat_most = 5\nat_least = 1\n",
           "rules/rule.toml:1:1: E-CONFIG-06: least numbers without the groups");
    starts("[choice]\nat_most = 5\nneed = \"a\"\nneed_share = \"b\"\n",
           "rules/rule.toml:3:8: E-CONFIG-04: more than one of need");
}
