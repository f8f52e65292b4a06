#include <levelin/read/column_profile.hpp>
#include <levelin/read/delimited_text.hpp>
#include <random>

using namespace levelin;

namespace {

struct Table {
    Grid grid;
    SheetLayout layout;
};

Table table_of(std::string text) {
    Table table;
    table.grid = parse_delimited(std::move(text)).grid;
    table.layout = find_layout(table.grid, Markers::defaults());
    return table;
}

}  // namespace

TEST_CASE("column_profile: counts of a column of numbers", "[read]") {
    const Table table = table_of(
        "code,rate,note\nE01000001,10,c\nE01000002,0,x\nE01000003,*,c\nE01000004,n/a,\n"
        "E01000005,,c\nE01000006,-2.5%,c\n");
    const ColumnProfile rate = profile_column(table.grid, table.layout, 1, Markers::defaults());
    CHECK(rate.type == ColumnProfile::Type::number);
    CHECK(rate.name == "rate");
    CHECK(rate.values == 3);
    CHECK(rate.missing == 1);
    CHECK(rate.suppressed == 1);
    CHECK(rate.not_applicable == 1);
    CHECK(rate.zero == 1);
    CHECK(rate.percent == 1);
    CHECK(rate.min == -2.5);
    CHECK(rate.max == 10);
    // "c" and "x" are texts in a column of texts.
    const ColumnProfile note = profile_column(table.grid, table.layout, 2, Markers::defaults());
    CHECK(note.values + note.missing + note.suppressed + note.not_applicable == 6);
    const ColumnProfile code = profile_column(table.grid, table.layout, 0, Markers::defaults());
    CHECK(code.type == ColumnProfile::Type::code);
    CHECK(code.values == 6);
}

TEST_CASE("column_profile: the four kinds of cell add up to the rows", "[read][property]") {
    std::mt19937_64 random{13};
    const std::vector<std::string> cells{"1", "0", "2.5", "*", "[c]", "n/a", "-", "", "NA", "abc"};
    for (int round = 0; round < 200; ++round) {
        std::string text = "code,a,b\n";
        const std::size_t rows = 1 + random() % 40;
        for (std::size_t r = 0; r < rows; ++r) {
            text += "E0100" + std::to_string(1000 + r) + "," + cells[random() % cells.size()] +
                    "," + cells[random() % cells.size()] + "\n";
        }
        const Table table = table_of(text);
        REQUIRE(table.layout.data_rows.size() == rows);
        for (std::size_t c = 0; c < table.layout.columns.size(); ++c) {
            const ColumnProfile p =
                profile_column(table.grid, table.layout, c, Markers::defaults());
            REQUIRE(p.values + p.missing + p.suppressed + p.not_applicable == rows);
            REQUIRE(p.zero <= p.values);
        }
    }
}

TEST_CASE("read_numbers: markers never become numbers, faults are counted", "[read]") {
    const Table table = table_of(
        "code,rate\nE01000001,10\nE01000002,0\nE01000003,*\nE01000004,n/a\nE01000005,\n"
        "E01000006,\"12,4\"\n");
    const ReadColumn read = read_numbers(table.grid, table.layout, 1, Markers::defaults());
    CHECK(read.column.status == std::vector<Status>{Status::ok, Status::ok, Status::suppressed,
                                                    Status::not_applicable, Status::missing,
                                                    Status::missing});
    CHECK(read.column.values == std::vector<double>{10, 0, 0, 0, 0, 0});
    REQUIRE(read.fault_count == 1);
    CHECK(read.faults[0].source_row == 7);
    CHECK(read.faults[0].column == 1);
    CHECK(read.faults[0].text == "12,4");
}
