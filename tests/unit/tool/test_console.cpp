#include <catch2/catch.hpp>
#include <console.hpp>
#include <csignal>
#include <nlohmann/json.hpp>
#include <sstream>

using namespace levelin::tool;

TEST_CASE("console: an error is a line, and with --json a document too", "[tool]") {
    std::ostringstream out;
    std::ostringstream err;
    const levelin::InputError error("E-INPUT-07", "\"caf\xE9\" is not a number", "0 to 1",
                                    "set the marker", {"imd.csv", 12, 0});
    {
        Console console{out, err, {}};
        console.report(error);
    }
    CHECK(out.str().empty());
    CHECK(err.str() == std::string{error.what()} + "\n");
    {
        Console console{
            out, err, {.json = true, .quiet = false, .strict = false, .terminal = false}};
        console.report(error);
    }
    const auto document = nlohmann::json::parse(out.str()).at("error");
    CHECK(document.at("code") == "E-INPUT-07");
    CHECK(document.at("message") == "\"caf\xEF\xBF\xBD\" is not a number");  // Not UTF-8: U+FFFD.
    CHECK(document.at("expected") == "0 to 1");
    CHECK(document.at("hint") == "set the marker");
    CHECK(document.at("file") == "imd.csv");
    CHECK(document.at("row") == 12);
    CHECK(document.at("column").is_null());
}

TEST_CASE("console: findings name their examples, are quiet when asked, strict when asked",
          "[tool]") {
    levelin::Diagnostics notes;
    notes.note("N-CRS-02", "no grid");
    levelin::Diagnostics warnings = notes;
    warnings.warn("W-JOIN-01", "3 boundaries have no row", 3, {"W01000001", "W01000002"});

    std::ostringstream out;
    std::ostringstream err;
    Console console{out, err, {.json = false, .quiet = false, .strict = true, .terminal = false}};
    console.report(warnings);
    CHECK(err.str() ==
          "N-CRS-02: no grid\nW-JOIN-01: 3 boundaries have no row [W01000001, W01000002, ...]\n");
    CHECK(console.status_of(warnings) == 3);
    CHECK(console.status_of(notes) == 0);

    std::ostringstream silence;
    Console quiet{out, silence, {.json = false, .quiet = true, .strict = false, .terminal = true}};
    quiet.report(warnings);
    quiet.note("a line");
    quiet.update("reading", 0.5);
    CHECK(silence.str().empty());
    CHECK(quiet.status_of(warnings) == 0);
    CHECK(out.str().empty());
}

TEST_CASE("console: no bar without a terminal, nor in the first second", "[tool]") {
    std::ostringstream out;
    std::ostringstream err;
    Console plain{out, err, {}};
    Console terminal{out, err, {.json = false, .quiet = false, .strict = false, .terminal = true}};
    plain.update("reading", 0.5);
    terminal.update("reading", 0.5);
    CHECK(err.str().empty());
}

TEST_CASE("console: a result that could not be written is an error", "[tool]") {
    std::ostringstream out;
    std::ostringstream err;
    Console console{out, err, {}};
    console.print("x");
    console.finish();
    out.setstate(std::ios::badbit);
    CHECK_THROWS_AS(console.finish(), levelin::OutputError);
}

TEST_CASE("console: SIGINT ends work at the next step", "[tool]") {
    std::ostringstream out;
    std::ostringstream err;
    Console console{out, err, {}};
    CHECK_NOTHROW(console.update("reading", 0.1));
    catch_interrupts();
    std::raise(SIGINT);
    CHECK_THROWS_AS(console.update("reading", 0.2), Interrupted);
    CHECK_THROWS_AS(check_interrupt(), Interrupted);
}
