#include <catch2/catch.hpp>
#include <numeric>
#include <random>

#include <report/column_widths.hpp>

using namespace levelin;
using namespace levelin::report;
using levelin::report::detail::column_ranges;
using levelin::report::detail::ColumnRange;
using levelin::report::detail::shared_widths;

TEST_CASE("What is over goes to the columns by their lines", "[report]") {
    // Lines of 100 and 50 in 300: twice as wide each.
    CHECK(shared_widths({{20, 100, false}, {50, 50, true}}, 300) == std::vector<double>{200, 100});
}

TEST_CASE("Where words fit, the rest goes to those that would like more", "[report]") {
    // Words take 30 + 50; of the 70 that remain all go to the only column that wants more.
    CHECK(shared_widths({{30, 400, false}, {50, 50, true}}, 150) == std::vector<double>{100, 50});
    // 60 remain, wanted 100 : 200.
    CHECK(shared_widths({{20, 120, false}, {20, 220, false}}, 100) == std::vector<double>{40, 60});
}

TEST_CASE("Where not even words fit, the widest words are broken and numbers are not", "[report]") {
    const std::vector<double> widths =
        shared_widths({{300, 900, false}, {40, 40, true}, {60, 60, false}}, 200);
    CHECK(widths[0] == Approx(100));
    CHECK(widths[1] == Approx(40));
    CHECK(widths[2] == Approx(60));
}

TEST_CASE("Widths add up, and no number is narrower than it is while words can give way",
          "[report]") {
    std::mt19937 chance{7};
    for (int round = 0; round < 500; ++round) {
        std::vector<ColumnRange> columns(1 + chance() % 8);
        double numbers = 0;
        double words = 0;
        for (ColumnRange& column : columns) {
            column.number = chance() % 2 == 0;
            column.least_px = 10 + static_cast<double>(chance() % 200);
            column.most_px = column.least_px + static_cast<double>(chance() % 300);
            (column.number ? numbers : words) += column.number ? column.least_px : 1;
        }
        const std::vector<double> widths = shared_widths(columns, 600);
        CHECK(std::accumulate(widths.begin(), widths.end(), 0.0) == Approx(600));
        const double narrow = 300 / static_cast<double>(columns.size());
        for (std::size_t c = 0; c < columns.size(); ++c) {
            CHECK(widths[c] > 0);
            if (columns[c].number && numbers + words * narrow <= 600) {
                CHECK(widths[c] >= columns[c].least_px - 1e-6);
            }
        }
    }
}

TEST_CASE("Ranges are those of words, lines and numbers", "[report]") {
    const draw::TypeSetter type{"DejaVu Sans"};
    const draw::TextStyle head{"column", 11, true, {}};
    const draw::TextStyle cell{"cell", 11, false, {}};
    Table table;
    table.columns = {{"In", false}, {"Rank", true}};
    table.rows = {{"Newcastle upon Tyne", "32,825"}, {"Leeds", "1 to 12,000"}};
    const std::vector<ColumnRange> ranges = column_ranges(table, type, head, cell, 10);
    REQUIRE(ranges.size() == 2);
    CHECK(ranges[0].least_px == Approx(10 + type.width_px("Newcastle", cell)));
    CHECK(ranges[0].most_px == Approx(10 + type.width_px("Newcastle upon Tyne", cell)));
    CHECK(ranges[1].least_px == Approx(10 + type.width_px("1 to 12,000", cell)));
    // A digest is set smaller and stays whole, spaces or not.
    table.columns[0].code = true;
    const draw::TextStyle small{"code", 11 * 0.8, false, {}};
    CHECK(column_ranges(table, type, head, cell, 10)[0].least_px ==
          Approx(10 + type.width_px("Newcastle upon Tyne", small)));
}
