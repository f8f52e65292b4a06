#include <catch2/catch.hpp>
#include <config/rule.hpp>
#include <fstream>
#include <levelin/core/error.hpp>

#include "scratch_folder.hpp"

using namespace levelin;

namespace {

std::string fault(std::string_view text) {
    try {
        (void)config::parse_rule(text, "rule.toml");
    } catch (const Error& error) {
        return error.what();
    }
    return "none";
}

}  // namespace

TEST_CASE("rule: every key is read") {
    const ScratchFolder scratch;
    std::ofstream(scratch / "before.csv") << "code,selected,reason\nE01000001,1,x\nE01000002,0,y\n";
    const config::RuleFile rule = config::parse_rule(R"(
title = "Two steps"
missing = "leave_out"
contiguity = "queen"
[[step]]
title = "worst"
where = "imd_decile <= 2"
top = { by = "imd_rank", lowest = true, share = "20 %", of = "people", per = "region" }
[[step]]
do = "remove"
codes = ["E01000009"]
codes_file = "before.csv"
[[step]]
do = "keep"
neighbours = { share = 0.5, at_least = 2 }
category = 2
[step.limit]
per = "region"
at_least = 1
at_most = 5
at_most_in = { E12000007 = 3 }
by = "imd_score"
[scorecard]
people = "people"
in_need_percent = "income"
groups = ["nation", "region"]
[money]
anything = 1
)",
                                                     scratch / "rule.toml");
    CHECK(rule.selection.title == "Two steps");
    CHECK(rule.selection.missing == RuleMissing::leave_out);
    CHECK(rule.selection.contiguity == Contiguity::queen);
    REQUIRE(rule.selection.steps.size() == 3);
    const RuleStep& first = rule.selection.steps[0];
    CHECK(to_text(*first.where) == "imd_decile <= 2");
    CHECK(first.top->lowest);
    CHECK(*first.top->share == 0.2);
    CHECK(first.top->people == "people");
    CHECK(first.top->per == "region");
    CHECK(rule.selection.steps[1].kind == StepKind::remove);
    CHECK(*rule.selection.steps[1].codes == std::vector<std::string>{"E01000009", "E01000001"});
    const RuleStep& third = rule.selection.steps[2];
    CHECK(third.neighbours->share == 0.5);
    CHECK(third.neighbours->at_least == 2);
    CHECK(third.category == 2);
    CHECK(third.limit->at_most_of == GroupCounts{{"E12000007", 3}});
    CHECK(rule.scorecard.in_need_percent == "income");
    CHECK(rule.scorecard.groups == std::vector<std::string>{"nation", "region"});
}

TEST_CASE("rule: faults name their place and what was expected") {
    CHECK(fault("[[step]]\nwher = \"a < 1\"\n").substr(0, 26) == "rule.toml:2:8: E-CONFIG-02");
    CHECK(fault("[[step]]\nwhere = \"a << 1\"\n").find("rule.toml:2: E-TARGET-06") == 0);
    CHECK(fault("[[step]]\ntop = { by = \"a\" }\n").find("neither a count nor a share") !=
          std::string::npos);
    CHECK(fault("[[step]]\ntop = { by = \"a\", count = -1 }\n").find("-1 is not a count") !=
          std::string::npos);
    CHECK(fault("[[step]]\ntop = { by = \"a\", share = \"120%\" }\n").find("is no share") !=
          std::string::npos);
    CHECK(fault("[[step]]\ntop = { by = \"a\", share = 0 }\n").find("is no share") !=
          std::string::npos);
    CHECK(fault("[[step]]\ntop = { by = \"a\", share = 0.1, count = 3 }\n")
              .find("both a count and a share") != std::string::npos);
    CHECK(fault("[[step]]\ndo = \"take\"\n").find("add, keep, remove") != std::string::npos);
    CHECK(fault("missing = \"zero\"\n").find("error, leave_out") != std::string::npos);
    CHECK(fault("[[step]]\ncodes_file = \"nowhere.csv\"\n").find("E-CONFIG-08") !=
          std::string::npos);
    CHECK(fault("[scorecard]\nin_need_percent = \"a\"\n").find("a share of nobody") !=
          std::string::npos);
}
