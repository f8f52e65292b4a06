#include <levelin/read/delimited_text.hpp>
#include <levelin/read/sheet_layout.hpp>
#include <random>
#include <set>

using namespace levelin;

namespace {

SheetLayout layout_of(std::string text) {
    const DelimitedText parsed = parse_delimited(std::move(text));
    return find_layout(parsed.grid, Markers::defaults());
}

std::size_t count(const SheetLayout& layout, std::string_view reason) {
    std::size_t n = 0;
    for (const SetAsideRow& row : layout.set_aside) {
        n += row.reason == reason ? 1 : 0;
    }
    return n;
}

const std::string three_rows = "E01000001,a,1\nE01000002,b,2\nE01000003,c,3\n";

}  // namespace

TEST_CASE("sheet_layout: a plain table", "[read]") {
    const SheetLayout layout = layout_of("LSOA11CD,name,rank\n" + three_rows);
    CHECK(layout.header_row == 1U);
    CHECK(layout.columns == std::vector<std::string>{"LSOA11CD", "name", "rank"});
    CHECK(layout.code_column == 0U);
    CHECK(layout.data_rows == std::vector<std::size_t>{1, 2, 3});
    CHECK(layout.set_aside.empty());
    CHECK(layout.code_candidates[0].geography.kind == Geography::lsoa);
    CHECK(layout.code_candidates[0].geography.vintage == 2011);
    CHECK(layout.code_candidates[0].codes == 3);
    CHECK(layout.code_candidates[0].unique == 3);
}

TEST_CASE("sheet_layout: titles above, notes below, blank rows and columns", "[read]") {
    const SheetLayout layout = layout_of(
        "Indicator:,Rate,,\nDate:,2021,,\n,,,\nArea Code,Area,Rate %,\nE06000001,A,1,\n"
        "E06000002,B,2,\n,,,\nSource: somebody,,,\n,,,\n");
    CHECK(layout.header_row == 4U);
    CHECK(layout.columns == std::vector<std::string>{"Area Code", "Area", "Rate %"});
    CHECK(layout.data_rows.size() == 2);
    CHECK(count(layout, "blank") == 2);
    CHECK(count(layout, "note") == 1);
}

TEST_CASE("sheet_layout: a title directly above the header is no header", "[read]") {
    const SheetLayout layout =
        layout_of("Rank of LSOA where 1 is most deprived,,\ncode,name,rank\n" + three_rows);
    CHECK(layout.header_row == 2U);
    CHECK(layout.header_rows == 1);
    CHECK(layout.columns[2] == "rank");
}

TEST_CASE("sheet_layout: two-row headers", "[read]") {
    SECTION("keys merged downwards, heads merged across") {
        const SheetLayout layout = layout_of(
            "LAD code,LAD name,Houses,,Flats,\n,,Count,Size,Count,Size\n"
            "E06000001,A,1,2,3,4\nE06000002,B,5,6,7,8\n");
        CHECK(layout.header_row == 2U);
        CHECK(layout.header_rows == 2);
        CHECK(layout.columns == std::vector<std::string>{"LAD code", "LAD name", "Houses: Count",
                                                         "Houses: Size", "Flats: Count",
                                                         "Flats: Size"});
    }
    SECTION("a blank first column, groups over numbered columns") {
        const SheetLayout layout = layout_of(
            ",,,Decile,,\n,code,name,1,2,3\n,E07000223,Adur,0,0,1\n,E07000032,Amber "
            "Valley,0,0,1\n");
        CHECK(layout.header_row == 2U);
        CHECK(layout.code_column == 1U);
        CHECK(layout.columns[3] == "Decile: 1");
        CHECK(layout.columns[5] == "Decile: 3");
        CHECK(layout.columns[2] == "name");
    }
}

TEST_CASE("sheet_layout: a total without a code stands above the first area", "[read]") {
    const SheetLayout layout = layout_of(
        "Country code,Country,Count\n,Great Britain,30\nE92000001,England,10\n"
        "S92000003,Scotland,20\n");
    CHECK(layout.header_row == 1U);
    CHECK(layout.data_rows.size() == 2);
    CHECK(count(layout, "total") == 1);
}

TEST_CASE("sheet_layout: line breaks in heads become blanks", "[read]") {
    const SheetLayout layout =
        layout_of("\"LSOA\r\n code\",name,\"rank \n (1 = most)\"\n" + three_rows);
    CHECK(layout.columns == std::vector<std::string>{"LSOA code", "name", "rank (1 = most)"});
}

TEST_CASE("sheet_layout: an unnamed first column and a total among the areas", "[read]") {
    const SheetLayout layout =
        layout_of(",All people\nS92000003,300\nS01006506,100\nS01006507,200\nS01006508,0\n");
    CHECK(layout.header_row == 1U);
    CHECK(layout.columns[0] == "column 1");
    CHECK(layout.data_rows.size() == 3);
    REQUIRE(layout.set_aside.size() == 1);
    CHECK(layout.set_aside[0].reason == "total");
    CHECK(layout.set_aside[0].source_row == 2);
}

TEST_CASE("sheet_layout: a grand total by name, a row without a code", "[read]") {
    const SheetLayout layout =
        layout_of("lsoa,pop\nE01000001,10\nN/A,5\nE01000002,20\nGrand Total,35\n");
    CHECK(layout.data_rows.size() == 2);
    CHECK(count(layout, "total") == 1);
    CHECK(count(layout, "no code") == 1);
}

TEST_CASE("sheet_layout: counties are totals above their districts only", "[read]") {
    const std::string districts = "E06000001,a,1\nE07000001,b,2\nE07000002,c,3\nE08000001,d,4\n";
    const SheetLayout nested = layout_of(
        "Code,Name,All ages\nK02000001,UK,10\nE12000001,NE,10\nE10000001,County,5\n" + districts);
    CHECK(nested.data_rows.size() == 4);
    CHECK(count(nested, "total") == 3);
    const SheetLayout register_of_all = layout_of("Code,Name,x\nE10000001,County,5\n" + districts);
    CHECK(register_of_all.data_rows.size() == 5);
    const SheetLayout upper_tier = layout_of(
        "Code,Name,x\nE92000001,England,9\nE10000001,County,5\nE06000001,a,1\nE06000002,b,1\n");
    CHECK(upper_tier.data_rows.size() == 3);
    // Without figures there is nothing that could be a total.
    const SheetLayout names = layout_of("Code,Name\nK02000001,UK\nE06000001,a\nE06000002,b\n");
    CHECK(names.data_rows.size() == 3);
}

TEST_CASE("sheet_layout: numbers as heads are heads", "[read]") {
    const SheetLayout layout =
        layout_of("MYE2,,,\n,,,\nCode,All ages,0,1\nE06000001,30,10,20\nE06000002,40,15,25\n");
    CHECK(layout.header_row == 3U);
    CHECK(layout.columns[3] == "1");
    CHECK(layout.data_rows.size() == 2);
}

TEST_CASE("sheet_layout: no header row", "[read]") {
    const SheetLayout layout = layout_of(three_rows);
    CHECK_FALSE(layout.header_row);
    CHECK(layout.data_rows.size() == 3);
    CHECK(layout.columns == std::vector<std::string>{"column 1", "column 2", "column 3"});
}

TEST_CASE("sheet_layout: a single column of codes without a header", "[read]") {
    const SheetLayout layout = layout_of("E01000001\nE01000002\n\nnote\n");
    CHECK(layout.columns == std::vector<std::string>{"column 1"});
    CHECK(layout.code_column == 0U);
    CHECK(layout.data_rows.size() == 2);
}

TEST_CASE("sheet_layout: of several columns of codes the one without repeats", "[read]") {
    const SheetLayout layout = layout_of(
        "LAD code,LSOA code,n\nE09000033,E01004646,1\nE09000033,E01004647,2\n"
        "E09000033,E01004648,3\n");
    CHECK(layout.code_column == 1U);
    REQUIRE(layout.code_candidates.size() == 2);
    CHECK(layout.code_candidates[1].unique == 1);
    const SheetLayout forward = layout_of(
        "LAD17CD,LAD19CD\nE07000201,E07000245\nE07000204,E07000245\nE06000001,E06000001\n");
    CHECK(forward.code_column == 0U);
    // One area each: the finer geography.
    const SheetLayout single =
        layout_of("MSOA,LSOA,n\nE02000001,E01000001,1\nE02000002,E01000002,2\n");
    CHECK(single.code_column == 1U);
}

TEST_CASE("sheet_layout: two equally good columns are left to the user", "[read]") {
    const SheetLayout layout = layout_of(
        "lad11cd,lad15cd,n\nE06000001,E06000001,1\nE07000100,E07000240,2\nE06000003,E06000003,3\n");
    CHECK_FALSE(layout.code_column);
    CHECK(layout.codes_ambiguous);
    REQUIRE(layout.code_candidates.size() == 2);
    CHECK(layout.code_candidates[0].codes == 3);
    CHECK(layout.code_candidates[1].codes == 3);
    CHECK(layout.data_rows.size() == 3);
    // Where every row has the same code twice, there is nothing to choose.
    const SheetLayout same =
        layout_of("LSOACD,lsoa11cd\nE01000001,E01000001\nE01000002,E01000002\n");
    CHECK(same.code_column == 0U);
}

TEST_CASE("sheet_layout: the user's column decides which rows are records", "[read]") {
    const DelimitedText text =
        parse_delimited("old,new,n\nE06000001,E06000001,1\nE07000100,,2\nE06000003,E06000003,3\n");
    const SheetLayout found = find_layout(text.grid, Markers::defaults());
    CHECK(found.data_rows.size() == 3);
    CHECK(find_column(found, "NEW ") == 1U);
    CHECK_FALSE(find_column(found, "none"));
    const SheetLayout chosen = with_code_column(text.grid, found, 1, Markers::defaults());
    CHECK(chosen.code_column == 1U);
    CHECK(chosen.data_rows.size() == 2);
    CHECK(chosen.set_aside.size() == 1);
}

TEST_CASE("sheet_layout: repeated codes are records", "[read]") {
    const SheetLayout layout = layout_of(
        "Indicator,Area Code,Year,Value\nx,E92000001,1,5\nx,E92000001,2,6\nx,E06000001,1,1\n"
        "x,E06000001,2,2\nx,E06000002,1,3\nx,E06000002,2,\n");
    CHECK(layout.data_rows.size() == 6);
    CHECK(layout.code_candidates[0].unique == 3);
}

TEST_CASE("sheet_layout: records without codes", "[read]") {
    const SheetLayout layout = layout_of(
        "Recovery grants,,\nApplicant,Authority,Award\nA,Thanet,95100\nB,Rother,-\nC,Bury,3\n");
    CHECK(layout.header_row == 2U);
    CHECK_FALSE(layout.code_column);
    CHECK(layout.data_rows.size() == 3);
    CHECK_FALSE(layout.why_no_code_column.empty());
    const SheetLayout countries =
        layout_of("Nation,Intercept,r2\nEngland,0.06,0.9\nScotland,0.11,0.94\n");
    CHECK(countries.data_rows.size() == 2);  // Names, not totals.
}

TEST_CASE("sheet_layout: notes are no table, and the reason is said", "[read]") {
    const SheetLayout layout = layout_of(
        "Notes,\n1,Rounding: estimates are rounded\n2,Small counts are kept\nContact:,somebody\n");
    CHECK_FALSE(layout.header_row);
    CHECK(layout.data_rows.empty());
    CHECK(layout.columns.empty());
    CHECK_FALSE(layout.why_none.empty());
    CHECK_FALSE(find_layout(Grid{}, Markers::defaults()).why_none.empty());
}

TEST_CASE("sheet_layout: codes across the top are not a code column", "[read]") {
    const SheetLayout layout = layout_of(
        "Country / Code,K02000001,E92000001\n,UNITED KINGDOM,ENGLAND\nAll,66,56\nMales,32,27\n"
        "Females,34,29\n");
    CHECK_FALSE(layout.code_column);
    CHECK(layout.header_row == 2U);
    CHECK(layout.columns[1] == "K02000001: UNITED KINGDOM");
    CHECK(layout.data_rows.size() == 3);
}

TEST_CASE("sheet_layout: every row below the header is in exactly one list", "[read][property]") {
    std::mt19937_64 random{99};
    const std::vector<std::string> rows{"E01000001,a,1",   "E01000002,b,*",  ",,",
                                        "note,,",          "Grand Total,,7", "N/A,x,3",
                                        "W01000001,c,4.5", "Title only",     "E92000001,d,9",
                                        "code,name,value", "S01006506,e,n/a"};
    for (int round = 0; round < 2000; ++round) {
        std::string text = "code,name,value\n";
        const std::size_t n = 1 + random() % 12;
        for (std::size_t i = 0; i < n; ++i) {
            text += rows[random() % rows.size()] + "\n";
        }
        const DelimitedText parsed = parse_delimited(text);
        const SheetLayout layout = find_layout(parsed.grid, Markers::defaults());
        std::multiset<std::size_t> seen{layout.data_rows.begin(), layout.data_rows.end()};
        for (const SetAsideRow& row : layout.set_aside) {
            seen.insert(row.grid_row);
        }
        INFO(text);
        const std::size_t first = layout.why_none.empty() ? layout.first_data_row : 0;
        REQUIRE(seen.size() == parsed.grid.row_count() - first);
        for (std::size_t r = first; r < parsed.grid.row_count(); ++r) {
            REQUIRE(seen.count(r) == 1);
        }
    }
}
