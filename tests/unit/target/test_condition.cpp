#include <array>
#include <catch2/catch.hpp>
#include <functional>
#include <levelin/core/error.hpp>
#include <levelin/target/condition.hpp>
#include <random>

#include "test_table.hpp"

using namespace levelin;

namespace {

ResultTable world() {
    ResultTable table = test_table::areas(5);
    test_table::add(table, "score", {10, 20, {}, 20, 40});
    test_table::add(table, "Pay per week", {1, 2, 3, 4, 5});
    test_table::add(table, "region", {"North", "South", "North", "", "South"});
    return table;
}

std::string truths(std::string_view text) {
    std::string out;
    for (const Truth truth : evaluate(parse_condition(text), world())) {
        out += truth == Truth::yes ? 'y' : truth == Truth::no ? 'n' : '?';
    }
    return out;
}

std::string fault(std::string_view text) {
    try {
        (void)evaluate(parse_condition(text), world());
    } catch (const ConfigError& error) {
        return error.code() + " " + error.problem();
    }
    return "none";
}

}  // namespace

TEST_CASE("condition: comparisons, and what is not there is unknown") {
    CHECK(truths("score < 20") == "yn?nn");
    CHECK(truths("score <= 20") == "yy?yn");
    CHECK(truths("score = 20") == "ny?yn");
    CHECK(truths("score == 2e1") == "ny?yn");
    CHECK(truths("score != 20") == "yn?ny");
    CHECK(truths("score >= 20") == "ny?yy");
    CHECK(truths("score > -1.5") == "yy?yy");
    CHECK(truths("[Pay per week] > 3") == "nnnyy");
    CHECK(truths("region = \"North\"") == "yny?n");
    CHECK(truths("region != \"North\"") == "nyn?y");
    CHECK(truths("code = \"E00000002\"") == "nynnn");
    CHECK(truths("name != \"A\"") == "nyyyy");
    CHECK(truths("status = \"ok\"") == "yyyyy");
}

TEST_CASE("condition: and binds tighter than or, and unknown follows Kleene") {
    CHECK(truths("score = 10 or score = 20 and region = \"South\"") == "yy??n");
    CHECK(truths("(score = 10 or score = 20) and region = \"South\"") == "nyn?n");
    CHECK(truths("score > 5 or region = \"North\"") == "yyyyy");
    CHECK(truths("score > 100 and region = \"South\"") == "nnnnn");
    CHECK(truths("score > 15 and region = \"South\"") == "nyn?y");
    CHECK(truths("not score = 20") == "yn?ny");
    CHECK(truths("NOT (score = 20 OR region = \"North\")") == "nnnny");
}

TEST_CASE("condition: percentile by mean ranks, quantile from the highest") {
    // Ranks from the lowest of four: 1, 2.5, 2.5, 4.
    CHECK(truths("percentile(score) >= 62.5") == "ny?yy");
    CHECK(truths("percentile(score) > 62.5") == "nn?ny");
    CHECK(truths("percentile(score) = 100") == "nn?ny");
    // Ranks from the highest: 4, 2, 2, 1; ceil(2 r / 4).
    CHECK(truths("quantile(score, 2) = 1") == "ny?yy");
    CHECK(truths("quantile( score ,4) = 1") == "nn?ny");
}

TEST_CASE("condition: faults are told with their place") {
    CHECK(fault("score") == "E-TARGET-06 in the condition \"score\" at character 6: no comparison");
    CHECK(fault("score < high").find("at character 9: \"high\" is no number") != std::string::npos);
    CHECK(fault("score < 1 region = 2").find("\"region = 2\" is left over") != std::string::npos);
    CHECK(fault("(score < 1").find("no \")\"") != std::string::npos);
    CHECK(fault("").find("the text ends") != std::string::npos);
    CHECK(fault("score < \"a\"").find("texts are not greater or less") != std::string::npos);
    CHECK(fault("region = \"North").find("no closing \"") != std::string::npos);
    CHECK(fault("quantile(score, 1.5) = 1").find("quantile of 1.5") != std::string::npos);
    CHECK(fault("percentile(score) = \"a\"").find("a text beside") != std::string::npos);
    CHECK(fault("scores < 3") == "E-TARGET-01 the result has no column \"scores\"");
    CHECK(fault("region < 3") == "E-TARGET-02 \"region\" holds text");
    CHECK(fault("score = \"a\"") == "E-TARGET-02 \"score\" holds numbers");
    const std::string brackets(5000, '(');
    CHECK(fault(brackets).find("more than 100 deep") != std::string::npos);
}

TEST_CASE("condition: written and read back it is the same") {
    std::mt19937 random(7);
    const auto pick = [&](int n) { return std::uniform_int_distribution<int>(0, n - 1)(random); };
    const std::function<std::string(int)> any = [&](int depth) -> std::string {
        const int kind = depth == 0 ? 3 : pick(4);
        if (kind == 0) {
            return "not (" + any(depth - 1) + ")";
        }
        if (kind < 3) {
            const char* word = kind == 1 ? " and " : " or ";
            return "(" + any(depth - 1) + ")" + word + "(" + any(depth - 1) + ")";
        }
        constexpr std::array<const char*, 4> leaves{
            "score <= 20", "region = \"North\"", "percentile(score) > 30", "[Pay per week] != 2.5"};
        return leaves[static_cast<std::size_t>(pick(4))];
    };
    for (int round = 0; round < 200; ++round) {
        const std::string text = any(3);
        const std::string written = to_text(parse_condition(text));
        INFO(text << " -> " << written);
        CHECK(to_text(parse_condition(written)) == written);
        CHECK(truths(written) == truths(text));
    }
}
