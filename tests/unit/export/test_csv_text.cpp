#include <catch2/catch.hpp>
#include <levelin/export/csv_text.hpp>

using namespace levelin;

namespace {

ResultTable small_table() {
    ResultTable table;
    table.codes = {*AreaCode::parse("E01000001"), *AreaCode::parse("W01000002")};
    table.names = {"City, \"the\"", "Ynys M\xC3\xB4n"};
    table.status = {Status::ok, Status::no_row};
    table.columns.push_back({"imd_score", DecimalColumn{{0.1, 0}, {Status::ok, Status::no_row}}});
    table.columns.push_back({"imd_rank", WholeColumn{{7, 0}, {Status::ok, Status::no_row}}});
    table.columns.push_back({"income_status", TextColumn{{"ok", "suppressed"}}});
    return table;
}

}  // namespace

TEST_CASE("csv_text: header, quoting, empty cells where there is no value", "[export]") {
    CHECK(csv_text(small_table()) ==
          "code,name,status,imd_score,imd_rank,income_status\n"
          "E01000001,\"City, \"\"the\"\"\",ok,0.1,7,ok\n"
          "W01000002,Ynys M\xC3\xB4n,no_row,,,suppressed\n");
}

TEST_CASE("csv_text: cells that would break the row are quoted", "[export]") {
    const auto cell = [](std::string_view text) {
        std::string out;
        append_csv_cell(out, text);
        return out;
    };
    CHECK(cell("a b") == "a b");
    CHECK(cell(" a") == "\" a\"");
    CHECK(cell("a\nb") == "\"a\nb\"");
    CHECK(cell("a\rb") == "\"a\rb\"");
    CHECK(cell("\"") == "\"\"\"\"");
    CHECK(cell("").empty());
}

TEST_CASE("csv_text: the same text for any number of threads", "[export]") {
    ResultTable table;
    DecimalColumn column;
    for (int a = 0; a < 10000; ++a) {
        table.codes.push_back(*AreaCode::parse("E" + std::to_string(10000000 + a)));
        table.names.push_back("n" + std::to_string(a));
        table.status.push_back(Status::ok);
        column.values.push_back(a / 7.0);
        column.status.push_back(Status::ok);
    }
    table.columns.push_back({"x", std::move(column)});
    const std::string one = csv_text(table, 1);
    CHECK(one == csv_text(table, 2));
    CHECK(one == csv_text(table, 5));
    CHECK(std::count(one.begin(), one.end(), '\n') == 10001);
}
