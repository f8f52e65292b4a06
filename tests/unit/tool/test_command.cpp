#include <catch2/catch.hpp>
#include <command.hpp>
#include <commands.hpp>
#include <levelin/core/error.hpp>
#include <set>
#include <stdexcept>

using namespace levelin::tool;

namespace {

CommandSpec made_command() {
    using enum ValueKind;
    return {
        .name = "make",
        .summary = "Make",
        .description = "Makes.",
        .usages = {},
        .arguments = {{"IN", file, "The input", true, false}, {"MORE", text, "More", false, true}},
        .options = {{"--table", pair, "ID=FILE", "A table", "", true, false},
                    {"--share", number, "X", "A share", "0.5", false, false},
                    {"--out", folder, "DIR", "The folder", "", false, true}},
        .examples = {},
        .plays_with_chance = true,
        .run = nullptr};
}

std::string code_of(const std::vector<std::string>& words) {
    const CommandSpec command = made_command();
    try {
        static_cast<void>(Arguments::parse(command, words));
    } catch (const levelin::UsageError& error) {
        CHECK(error.exit_status() == 2);
        return error.code();
    }
    return "none";
}

}  // namespace

TEST_CASE("arguments: values of every kind come back typed", "[tool]") {
    const CommandSpec command = made_command();
    const auto a =
        Arguments::parse(command, {"a.csv", "--table", "x=1=2", "b", "--table=y=", "--out=o", "c",
                                   "--strict", "--crs", "EPSG:27700", "--threads", "3"});
    CHECK(a.path("IN") == "a.csv");
    CHECK(a.texts("MORE") == std::vector<std::string>{"b", "c"});
    using Pairs = std::vector<std::pair<std::string, std::string>>;
    CHECK(a.pairs("--table") == Pairs{{"x", "1=2"}, {"y", ""}});
    CHECK(a.number("--share") == 0.5);
    CHECK(a.count("--seed") == 1U);
    CHECK(a.threads() == 3U);
    CHECK(a.epsg("--crs") == 27700);
    CHECK(a.flag("--strict"));
    CHECK_FALSE(a.flag("--quiet"));
    CHECK_FALSE(a.given("--share"));
    CHECK_FALSE(a.path("--grid"));
    CHECK_THROWS_AS(a.text("--nonsense"), std::logic_error);
}

TEST_CASE("arguments: what is behind -- is no option, and one dash alone is a name", "[tool]") {
    const CommandSpec command = made_command();
    const auto a = Arguments::parse(command, {"--out", "o", "-", "--", "--strict", "-x"});
    CHECK(a.text("IN") == "-");
    CHECK(a.texts("MORE") == std::vector<std::string>{"--strict", "-x"});
    CHECK_FALSE(a.flag("--strict"));
}

TEST_CASE("arguments: each wrong call has its code", "[tool]") {
    CHECK(code_of({"a", "--out", "o"}) == "none");
    CHECK(code_of({"a", "--out", "o", "--nonsense"}) == "E-USAGE-02");
    CHECK(code_of({"a", "--out", "o", "-q"}) == "E-USAGE-02");
    CHECK(code_of({"a", "--out"}) == "E-USAGE-03");
    CHECK(code_of({"a", "--out", "--strict"}) == "E-USAGE-03");
    CHECK(code_of({"a", "--out", "o", "--json=1"}) == "E-USAGE-03");
    CHECK(code_of({"a", "--out", ""}) == "E-USAGE-04");
    CHECK(code_of({"a", "--out", "o", "--table", "=x"}) == "E-USAGE-04");
    CHECK(code_of({"a", "--out", "o", "--share", "1,5"}) == "E-USAGE-04");
    CHECK(code_of({"a", "--out", "o", "--seed", "1.5"}) == "E-USAGE-04");
    CHECK(code_of({"a", "--out", "o", "--crs", "EPSG:0"}) == "E-USAGE-04");
    CHECK(code_of({"a", "--out", "o", "--out", "p"}) == "E-USAGE-05");
    CHECK(code_of({"--out", "o"}) == "E-USAGE-06");
    CHECK(code_of({"a"}) == "E-USAGE-06");
    // Asking for help is never wrong for want of arguments.
    CHECK(code_of({"--help"}) == "none");
}

TEST_CASE("arguments: times are those of RFC 3339", "[tool]") {
    CommandSpec command = made_command();
    command.options = {{"--time", ValueKind::time, "T", "A time", "", false, false}};
    const auto fits = [&](const std::string& time) {
        try {
            static_cast<void>(Arguments::parse(command, {"a", "--time", time}));
            return true;
        } catch (const levelin::UsageError&) {
            return false;
        }
    };
    for (const char* good : {"2026-01-31T12:00:00Z", "2026-01-31t12:00:00.25+01:00",
                             "2016-12-31T23:59:60z", "2026-01-31T12:00:00-00:30"}) {
        CHECK(fits(good));
    }
    for (const char* bad :
         {"2026-01-31", "2026-13-31T12:00:00Z", "2026-01-31T24:00:00Z", "2026-01-31T12:00:00",
          "2026-01-31 12:00:00Z", "2026-01-31T12:00:00.Z", "2026-01-31T12:00:00+1:00",
          "2026-01-31T12:00:00Zx", "+026-01-31T12:00:00Z"}) {
        INFO(bad);
        CHECK_FALSE(fits(bad));
    }
}

TEST_CASE("commands: the table is sound", "[tool]") {
    std::set<std::string_view> names;
    for (const CommandSpec& command : commands()) {
        INFO(command.name);
        CHECK(names.insert(command.name).second);
        CHECK(command.run != nullptr);
        CHECK_FALSE(command.summary.empty());
        CHECK(command.summary.back() != '.');
        CHECK(command.description.back() == '.');
        CHECK_FALSE(command.examples.empty());
        std::set<std::string_view> options;
        for (const OptionSpec& option : command.all_options()) {
            INFO(option.name);
            CHECK(option.name.starts_with("--"));
            CHECK(options.insert(option.name).second);
            CHECK(option.metavar.empty() == (option.kind == ValueKind::flag));
            CHECK_FALSE(option.help.empty());
            CHECK(option.help.back() != '.');
        }
        for (std::size_t i = 0; i + 1 < command.arguments.size(); ++i) {
            CHECK_FALSE(command.arguments[i].repeatable);
        }
        // Every example is a call that the table accepts.
        for (const ExampleSpec& example : command.examples) {
            std::vector<std::string> words;
            std::string word;
            for (const char c : std::string{example.call} + ' ') {
                if (c != ' ') {
                    word += c;
                } else if (!word.empty()) {
                    words.push_back(word);
                    word.clear();
                }
            }
            INFO(example.call);
            REQUIRE(words.size() >= 2);
            CHECK(words[0] == "levelin");
            CHECK(words[1] == command.name);
            CHECK_NOTHROW(Arguments::parse(command, {words.begin() + 2, words.end()}));
        }
    }
}
