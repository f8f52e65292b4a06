#include <levelin/core/diagnostics.hpp>
#include <levelin/core/error.hpp>

using namespace levelin;

TEST_CASE("error: reads as file, row, column, code, what, expected, what to do", "[core]") {
    InputError error("E-INPUT-07", "\"12,4\" is not a number", "0 to 1", "set the marker");
    error.at(1042, 3);
    error.in_file("imd.csv");
    CHECK(std::string{error.what()} ==
          "imd.csv:1042:3: E-INPUT-07: \"12,4\" is not a number; expected 0 to 1; set the marker");
    error.in_file("outer.csv");
    error.at(1, 1);
    CHECK(error.location().file == "imd.csv");
    CHECK(error.location().row == 1042);
    CHECK(error.exit_status() == 1);
    CHECK(UsageError("E-USAGE-01", "x").exit_status() == 2);
    CHECK(std::string{UsageError("E-USAGE-01", "x").what()} == "E-USAGE-01: x");
}

TEST_CASE("diagnostics: only warnings are fatal under --strict; examples are capped", "[core]") {
    Diagnostics findings;
    findings.note("N-CRS-01", "Helmert");
    CHECK_FALSE(findings.has_warnings());
    findings.warn("W-JOIN-01", "50 rows", 50, std::vector<std::string>(50, "E"));
    CHECK(findings.has_warnings());
    CHECK(findings.find("W-JOIN-01")->examples.size() == Diagnostics::max_examples);
    CHECK(findings.find("W-JOIN-01")->count == 50);
}
