#include <catch2/catch.hpp>
#include <commands.hpp>
#include <generate.hpp>
#include <help.hpp>
#include <levelin/core/error.hpp>
#include <sstream>

using namespace levelin::tool;

TEST_CASE("help: every option is named and no line of text is over 80 letters", "[tool]") {
    for (const CommandSpec& command : commands()) {
        const std::string help = command_help(command);
        for (const OptionSpec& option : command.all_options()) {
            INFO(option.name);
            CHECK(help.find("  " + std::string{option.name}) != std::string::npos);
        }
        std::istringstream lines{help.substr(0, help.find("\nExamples:"))};
        std::string line;
        std::getline(lines, line);  // The title.
        while (std::getline(lines, line)) {
            INFO(line);
            CHECK(line.size() <= 81);
        }
    }
}

TEST_CASE("man pages: one for the program and one per command, with every option", "[tool]") {
    const auto pages = man_pages("1.2.3");
    REQUIRE(pages.size() == commands().size() + 1);
    CHECK(pages.front().first == "levelin.1");
    for (std::size_t i = 0; i < commands().size(); ++i) {
        const CommandSpec& command = commands()[i];
        const auto& [name, text] = pages[i + 1];
        CHECK(name == "levelin-" + std::string{command.name} + ".1");
        CHECK(text.starts_with(".TH LEVELIN-"));
        CHECK(text.find("levelin 1.2.3") != std::string::npos);
        for (const OptionSpec& option : command.all_options()) {
            INFO(option.name);
            CHECK(text.find("\\fB\\-\\-" + [&] {
                std::string escaped;
                for (const char c : option.name.substr(2)) {
                    escaped += c == '-' ? "\\-" : std::string{c};
                }
                return escaped;
            }() + "\\fR") != std::string::npos);
        }
    }
}

TEST_CASE("completion: every shell knows every option", "[tool]") {
    for (const char* shell : {"bash", "zsh", "fish"}) {
        const std::string script = completion_script(shell);
        for (const CommandSpec& command : commands()) {
            CHECK(script.find(command.name) != std::string::npos);
            for (const OptionSpec& option : command.all_options()) {
                INFO(shell << ' ' << option.name);
                CHECK(script.find(option.name.substr(2)) != std::string::npos);
            }
        }
    }
    CHECK_THROWS_AS(completion_script("tcsh"), levelin::UsageError);
}
