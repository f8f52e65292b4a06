#include <config/project.hpp>

using namespace levelin;
using namespace levelin::config;

namespace {

const std::vector<std::string> file7{
    "LSOA code (2011)",
    "Income Score (rate)",
    "Income Rank (where 1 is most deprived)",
    "Income Decile (where 1 is most deprived 10% of LSOAs)",
    "Income Deprivation Affecting Children Index (IDACI) Rank (where 1 is most deprived)",
    "Barriers to Housing and Services Rank (where 1 is most deprived)",
    "Wider Barriers Sub-domain Rank (where 1 is most deprived)",
};

ColumnConfig pattern(const std::string& text) {
    ColumnConfig column;
    column.patterns = {text};
    column.used_by = "income";
    return column;
}

}  // namespace

TEST_CASE("find_column: a pattern meets publishers' spellings and nothing else", "[config]") {
    const ColumnConfig income = pattern("income( domain)? rank( where 1 is most deprived)?");
    CHECK(find_column(income, file7, "f") == 2);
    CHECK(find_column(income, {"lsoa21_code", "Income_rank"}, "f") == 1);
    CHECK(find_column(income, {"Income  Rank \n"}, "f") == 0);
    CHECK_THROWS_AS(find_column(income, {"Income"}, "f"), InputError);
}

TEST_CASE("find_column: two that fit are both named, with what decides", "[config]") {
    try {
        (void)find_column(pattern("income.* rank.*"), file7, "File_7.csv");
        FAIL("decided");
    } catch (const ConfigError& error) {
        const std::string text = error.what();
        CHECK(text.find("Income Rank (where") != std::string::npos);
        CHECK(text.find("(IDACI) Rank") != std::string::npos);
        CHECK(text.find("--set income.column=") != std::string::npos);
    }
}

TEST_CASE("find_column: by name, exactly or but for case and blanks", "[config]") {
    ColumnConfig column;
    column.name = "income score (Rate)";
    column.used_by = "income";
    CHECK(find_column(column, file7, "f") == 1);
    column.name = "Income Scor (rate)";
    try {
        (void)find_column(column, file7, "f");
        FAIL("found");
    } catch (const ConfigError& error) {
        CHECK(error.expected() == "\"Income Score (rate)\"");
    }
}
