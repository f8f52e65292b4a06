#include <levelin/core/error.hpp>
#include <levelin/geodata/read_table.hpp>

#include "made_files.hpp"

using namespace levelin;
using geodata::read_table;
using geodata::ReadTableOptions;
using geodata::TableFile;

namespace {

const std::string small_table = "code,name,value\nE01000001,a,1\nE01000002,b,2\n";

std::string fault_of(const std::filesystem::path& path, const ReadTableOptions& options = {}) {
    try {
        static_cast<void>(read_table(path, options));
    } catch (const Error& error) {
        CHECK(error.location().file == path.string());
        CHECK_FALSE(error.hint().empty());
        return error.code();
    }
    return "none";
}

}  // namespace

TEST_CASE("read_table: plain and gzip text under any name", "[geodata]") {
    const MadeFolder folder;
    for (const char* name : {"t.csv", "t.CSV", "t.txt", "t"}) {
        const TableFile file = read_table(folder.file(name, small_table));
        CHECK(file.kind == "CSV");
        CHECK(file.sheets.at(0).name == "t");
        CHECK(file.sheets[0].layout.data_rows.size() == 2);
    }
    const TableFile packed = read_table(folder.file("File 2.csv.gz", gzipped(small_table)));
    CHECK(packed.sheets.at(0).name == "File 2");
    CHECK(packed.sheets[0].layout.data_rows.size() == 2);
    // Two members one after the other are one text.
    const std::string two = gzipped(small_table.substr(0, 20)) + gzipped(small_table.substr(20));
    CHECK(read_table(folder.file("two.csv", two)).sheets[0].layout.data_rows.size() == 2);
    CHECK(geodata::is_table_name("a.CSV.GZ"));
    CHECK_FALSE(geodata::is_table_name("a.shp"));
}

TEST_CASE("read_table: what is no table says so", "[geodata]") {
    const MadeFolder folder;
    CHECK(fault_of(folder.path()) == "E-INPUT-10");
    CHECK(fault_of(folder.path() / "not there.csv") == "E-INPUT-01");
    CHECK(fault_of(folder.file("empty.csv", "")) == "E-INPUT-11");
    CHECK(fault_of(folder.file("blank.csv", "\r\n\r\n")) == "E-INPUT-11");
    CHECK(fault_of(folder.file("picture.csv", std::string{"\x89PNG\r\n\x1A\n\0\0\0\r", 12})) ==
          "E-INPUT-12");
    CHECK(fault_of(folder.file("quote.csv", "a,b\n1,\"2\n")) == "E-INPUT-13");
    CHECK(fault_of(folder.file("page.csv", "\n <!DOCTYPE html>\n<html><body>404, not found")) ==
          "E-INPUT-23");
    CHECK(fault_of(folder.file("paper.csv", "%PDF-1.7\n")) == "E-INPUT-23");
    CHECK(fault_of(folder.file("zip.xlsx", zipped({{"readme.txt", "nothing"}}))) == "E-INPUT-23");
    CHECK(fault_of(folder.file("old.csv", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) == "E-INPUT-23");
    CHECK(fault_of(folder.file("old.xls", "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1")) == "E-INPUT-21");
    ReadTableOptions options;
    options.encoding = "UTF-8";
    CHECK(fault_of(folder.file("latin.csv", "code,name\nW06000001,M\xF4n\n"), options) ==
          "E-INPUT-15");
    options = {};
    options.sheet = "IMD";
    CHECK(fault_of(folder.file("one.csv", small_table), options) == "E-INPUT-22");
}

TEST_CASE("read_table: damaged gzip", "[geodata]") {
    const MadeFolder folder;
    std::string text;
    for (int i = 0; i < 5000; ++i) {
        text += "E0100" + std::to_string(1000 + i) + ",x," + std::to_string(i * 7919 % 1000) + "\n";
    }
    const std::string packed = gzipped("code,name,value\n" + text);
    CHECK(fault_of(folder.file("cut.csv.gz", packed.substr(0, packed.size() / 2))) == "E-INPUT-20");
    CHECK(fault_of(folder.file("head.csv.gz", packed.substr(0, 5))) == "E-INPUT-20");
    CHECK(fault_of(folder.file("tail.csv.gz", packed.substr(0, packed.size() - 3))) ==
          "E-INPUT-20");
    std::string wrong = packed;
    for (std::size_t i = packed.size() / 2; i < packed.size() / 2 + 40; ++i) {
        wrong[i] = static_cast<char>(wrong[i] ^ 0x5A);
    }
    CHECK(fault_of(folder.file("wrong.csv.gz", wrong)) == "E-INPUT-20");
}

TEST_CASE("read_table: endless lines and bombs end in a message", "[geodata]") {
    const MadeFolder folder;
    ReadTableOptions options;
    options.max_line_bytes = 1U << 20U;
    options.max_bytes = 8U << 20U;
    const std::string line(3U << 20U, 'x');
    CHECK(fault_of(folder.file("line.csv", "code,n\n" + line), options) == "E-INPUT-17");
    CHECK(fault_of(folder.file("line.csv.gz", gzipped("code,n\n" + line)), options) ==
          "E-INPUT-17");
    std::string lines;
    while (lines.size() < (16U << 20U)) {
        lines += "E01000001,0000000000000000000000000000000000000000000000000000\n";
    }
    const std::string bomb = gzipped(lines);
    CHECK(bomb.size() < 200'000);
    CHECK(fault_of(folder.file("bomb.csv.gz", bomb), options) == "E-INPUT-19");
    try {
        static_cast<void>(read_table(folder.file("third.csv", "a,b\n1,2\n" + line), options));
        FAIL("the line should have been refused");
    } catch (const InputError& error) {
        CHECK(error.location().row == 3);
    }
}

TEST_CASE("read_table: a workbook keeps rows, digits, gaps and error cells", "[geodata]") {
    const MadeFolder folder;
    // Rows 1 and 3 are not in the file at all; column A of row 6 neither.
    const std::string rows =
        "<row r=\"2\">" + text_cell("A2", "A title") + "</row>" + "<row r=\"4\">" +
        text_cell("A4", "LSOA code (2011)") + text_cell("B4", "Score &amp; more") +
        text_cell("C4", "Rank") + "</row>" + "<row r=\"5\">" + text_cell("A5", "E01000001") +
        number_cell("B5", "564144.35700000077") + number_cell("C5", "29199") + "</row>" +
        "<row r=\"6\">" + text_cell("A6", "E01000002") +
        "<c r=\"C6\" t=\"e\"><v>#N/A</v></c></row>" + "<row r=\"7\">" +
        text_cell("A7", "E01000003") + number_cell("B7", "0.1") + text_cell("C7", "*") + "</row>";
    const auto path = folder.file("book.xlsx", xlsx({{"Notes", ""}, {"IMD", rows}}));
    const TableFile file = read_table(path);
    CHECK(file.kind == "XLSX");
    REQUIRE(file.sheets.size() == 2);
    CHECK_FALSE(file.sheets[0].layout.why_none.empty());
    const auto& sheet = file.sheets[1];
    CHECK(sheet.name == "IMD");
    CHECK(sheet.layout.header_row == 4U);
    REQUIRE(sheet.layout.data_rows.size() == 3);
    CHECK(sheet.grid.source_row(sheet.layout.data_rows[2]) == 7);
    CHECK(sheet.layout.columns ==
          std::vector<std::string>{"LSOA code (2011)", "Score & more", "Rank"});
    const ReadColumn score = read_numbers(sheet.grid, sheet.layout, 1, Markers::defaults());
    CHECK(score.column.values[0] == 564144.35700000077);
    CHECK(score.column.status[1] == Status::missing);
    CHECK(score.column.values[2] == 0.1);
    const ReadColumn rank = read_numbers(sheet.grid, sheet.layout, 2, Markers::defaults());
    CHECK(rank.column.status ==
          std::vector<Status>{Status::ok, Status::missing, Status::suppressed});
    CHECK(rank.fault_count == 0);

    ReadTableOptions options;
    options.sheet = "IMD";
    CHECK(read_table(path, options).sheets.size() == 1);
    options.sheet = "IMD 2019";
    CHECK(fault_of(path, options) == "E-INPUT-22");
    // The content decides, not the name.
    const std::string bytes = xlsx({{"IMD", rows}});
    CHECK(read_table(folder.file("book.csv", bytes)).kind == "XLSX");
    CHECK(read_table(folder.file("book.xls", bytes)).kind == "XLSX");
    // Cut off.
    CHECK(fault_of(folder.file("cut.xlsx", bytes.substr(0, bytes.size() / 2))) == "E-INPUT-21");
}

TEST_CASE("read_table: a workbook with a damaged sheet is refused", "[geodata]") {
    const MadeFolder folder;
    const std::string broken = "<row r=\"1\">" + text_cell("A1", "code") + "</row><row r=\"2\"><c";
    CHECK(fault_of(folder.file("broken.xlsx", xlsx({{"IMD", broken}}))) == "E-INPUT-21");
}

TEST_CASE("read_table: a two-row header with merged cells", "[geodata]") {
    const MadeFolder folder;
    const std::string rows =
        "<row r=\"1\">" + text_cell("A1", "LAD code") + text_cell("B1", "Houses") +
        text_cell("D1", "Flats") + "</row><row r=\"2\">" + text_cell("B2", "Count") +
        text_cell("C2", "Size") + text_cell("D2", "Count") + text_cell("E2", "Size") + "</row>" +
        "<row r=\"3\">" + text_cell("A3", "E06000001") + number_cell("B3", "1") +
        number_cell("C3", "2") + number_cell("D3", "3") + number_cell("E3", "4") + "</row>" +
        "<row r=\"4\">" + text_cell("A4", "E06000002") + number_cell("B4", "1") +
        number_cell("C4", "2") + number_cell("D4", "3") + number_cell("E4", "4") + "</row>";
    const TableFile file = read_table(folder.file("two.xlsx", xlsx({{"LAD", rows}})));
    CHECK(file.sheets.at(0).layout.columns ==
          std::vector<std::string>{"LAD code", "Houses: Count", "Houses: Size", "Flats: Count",
                                   "Flats: Size"});
    CHECK(file.sheets[0].layout.header_row == 2U);
}

TEST_CASE("read_table: an ODS workbook", "[geodata]") {
    const MadeFolder folder;
    const std::string head = R"(<?xml version="1.0" encoding="UTF-8"?>)";
    const std::string spaces =
        R"(xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0" xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0")";
    const auto text = [](const std::string& value) {
        return "<table:table-cell office:value-type=\"string\"><text:p>" + value +
               "</text:p></table:table-cell>";
    };
    const auto number = [](const std::string& value) {
        return "<table:table-cell office:value-type=\"float\" office:value=\"" + value +
               "\"><text:p>shown " + value + "</text:p></table:table-cell>";
    };
    const std::string row = "<table:table-row>";
    const std::string end = "</table:table-row>";
    const std::string content =
        head + "<office:document-content " + spaces +
        "><office:body><office:spreadsheet><table:table table:name=\"Ranks\">" +
        "<table:table-row table:number-rows-repeated=\"2\"><table:table-cell/></table:table-row>" +
        row + text("Data_Zone") + text("Rank") + end + row + text("S01006506") + number("4691.25") +
        end + row + text("S01006507") + text("*") + end +
        "</table:table></office:spreadsheet></office:body></office:document-content>";
    const auto path = folder.file(
        "ranks.ods", zipped({{"mimetype", "application/vnd.oasis.opendocument.spreadsheet"},
                             {"content.xml", content}}));
    const TableFile file = read_table(path);
    CHECK(file.kind == "ODS");
    const auto& sheet = file.sheets.at(0);
    CHECK(sheet.name == "Ranks");
    CHECK(sheet.layout.header_row == 3U);
    REQUIRE(sheet.layout.data_rows.size() == 2);
    const ReadColumn rank = read_numbers(sheet.grid, sheet.layout, 1, Markers::defaults());
    CHECK(rank.column.values[0] == 4691.25);
    CHECK(rank.column.status[1] == Status::suppressed);
}

TEST_CASE("read_table: totals and rows without codes are reported", "[geodata]") {
    const MadeFolder folder;
    const TableFile file = read_table(
        folder.file("t.csv", "lsoa,pop\nE01000001,10\nN/A,5\nE01000002,20\nGrand Total,35\n"));
    const Finding* totals = file.findings.find("N-READ-01");
    REQUIRE(totals != nullptr);
    CHECK(totals->count == 1);
    CHECK(totals->examples.at(0) == "row 5: Grand Total | 35");
    const Finding* lost = file.findings.find("W-READ-01");
    REQUIRE(lost != nullptr);
    CHECK(lost->severity == Severity::warning);
    CHECK(lost->examples.at(0) == "row 3: N/A | 5");
}
