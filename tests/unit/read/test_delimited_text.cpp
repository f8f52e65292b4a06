#include <levelin/core/error.hpp>
#include <levelin/read/delimited_text.hpp>
#include <random>
#include <vector>

using namespace levelin;

namespace {

using Rows = std::vector<std::vector<std::string>>;

Rows rows_of(const Grid& grid) {
    Rows rows;
    for (std::size_t r = 0; r < grid.row_count(); ++r) {
        rows.emplace_back();
        for (const std::string_view cell : grid.row(r)) {
            rows.back().emplace_back(cell);
        }
    }
    return rows;
}

Rows parse(std::string text) {
    return rows_of(parse_delimited(std::move(text)).grid);
}

std::string fault_of(const std::string& text, const DelimitedOptions& options = {}) {
    try {
        static_cast<void>(parse_delimited(text, options));
    } catch (const InputError& error) {
        return error.code() + " at " + std::to_string(error.location().row) + ":" +
               std::to_string(error.location().column);
    }
    return "none";
}

}  // namespace

TEST_CASE("delimited_text: quotes, doubled quotes and line breaks inside", "[read]") {
    CHECK(parse("a,\"b,\"\"c\"\"\nd\",e\n") == Rows{{"a", "b,\"c\"\nd", "e"}});
    CHECK(parse("\"\",\"\"\"\"\n") == Rows{{"", "\""}});
    CHECK(parse("\"ab\"cd,e\n") == Rows{{"abcd", "e"}});  // Text after a quote is kept.
    CHECK(parse("6\" pipe,x\n") == Rows{{"6\" pipe", "x"}});
}

TEST_CASE("delimited_text: LF, CRLF and CR line ends, with and without the last one", "[read]") {
    const Rows expected{{"a", "b"}, {"1", "2"}};
    for (const std::string end : {"\n", "\r\n", "\r"}) {
        CHECK(parse("a,b" + end + "1,2" + end) == expected);
        CHECK(parse("a,b" + end + "1,2") == expected);
        CHECK(parse("\"a\",b" + end + "1,\"2\"" + end) == expected);
    }
    CHECK(parse_delimited("a,b\r1,2\r").dialect.line_end == "CR");
    CHECK(parse_delimited("a,b\r\n1,2\r\n").dialect.line_end == "CRLF");
    CHECK(parse_delimited("\"a\rb\",c\n").dialect.line_end == "LF");
}

TEST_CASE("delimited_text: blank lines and short rows keep their row numbers", "[read]") {
    const DelimitedText text = parse_delimited("title\n\na,b\n1,\n,\n");
    CHECK(rows_of(text.grid) == Rows{{"title"}, {}, {"a", "b"}, {"1", ""}, {"", ""}});
    CHECK(text.grid.source_row(2) == 3);
    CHECK(text.grid.cell(0, 5).empty());
    CHECK(text.grid.column_count() == 2);
}

TEST_CASE("delimited_text: a mark before and inside the first quoted cell", "[read]") {
    const std::string mark = "\xEF\xBB\xBF";
    CHECK(parse(mark + "code,n\n")[0][0] == "code");
    CHECK(parse(mark + "\"code\",n\n")[0][0] == "code");
    CHECK(parse("\"" + mark + "code\",n\n")[0][0] == "code");
    CHECK(parse(mark + "\"" + mark + "code\",n\n")[0][0] == "code");
    CHECK(parse_delimited("\"" + mark + "code\",n\n").dialect.encoding == "UTF-8 with BOM");
}

TEST_CASE("delimited_text: the delimiter is the one that records agree on", "[read]") {
    CHECK(parse_delimited("code;name;value\nE1;a, b;12,4\nE2;c;13,5\n").dialect.delimiter == ';');
    CHECK(parse_delimited("code\tname\n1\ta,b\n2\tc\n").dialect.delimiter == '\t');
    CHECK(parse_delimited("a|b|c\n1|2|3\n").dialect.delimiter == '|');
    CHECK(parse_delimited("Title, with, many, commas\na;b\n1;2\n3;4\n").dialect.delimiter == ';');
    CHECK(parse_delimited("only\none\n").dialect.delimiter == ',');
    CHECK(parse_delimited("\"a;b;c\",d\n\"1;2;3\",4\n").dialect.delimiter == ',');
    DelimitedOptions options;
    options.delimiter = '~';
    CHECK(rows_of(parse_delimited("a~b\n", options).grid) == Rows{{"a", "b"}});
}

TEST_CASE("delimited_text: faults name their row and column", "[read]") {
    CHECK(fault_of("").starts_with("E-INPUT-11"));
    CHECK(fault_of("\r\n \n").starts_with("E-INPUT-11"));
    CHECK(fault_of("\xEF\xBB\xBF").starts_with("E-INPUT-11"));
    CHECK(fault_of("a,b\n1,\"2\n3,4\n") == "E-INPUT-13 at 2:2");
    CHECK(fault_of(std::string{"a,b\n1,\0\n", 8}) == "E-INPUT-12 at 2:3");
    DelimitedOptions small;
    small.max_cell_bytes = 4;
    CHECK(fault_of("a,b\n1,23456\n", small) == "E-INPUT-14 at 2:2");
    CHECK(fault_of("a,b\n1,\"23456\"\n", small) == "E-INPUT-14 at 2:2");
    small.max_cell_bytes = 100;
    small.max_cells = 3;
    CHECK(fault_of("a,b\n1,2\n", small).starts_with("E-INPUT-18 at 2"));
}

TEST_CASE("delimited_text: copies of a grid outlive the text", "[read]") {
    Grid copy;
    {
        const DelimitedText text = parse_delimited("short,x\n");
        copy = text.grid;
    }
    CHECK(copy.cell(0, 0) == "short");
}

TEST_CASE("delimited_text: random grids written with random quoting read back",
          "[read][property]") {
    std::mt19937_64 random{4180};
    const auto pick = [&](std::size_t n) { return static_cast<std::size_t>(random() % n); };
    const std::vector<std::string> ends{"\n", "\r\n", "\r"};
    const std::string letters = "abc 09.%*\xC3\xB4,;|\t\"\n";
    for (int round = 0; round < 3000; ++round) {
        const char delimiter = ",;\t|"[pick(4)];
        const std::string& end = ends[pick(3)];
        Rows rows(1 + pick(6));
        std::string text = pick(3) == 0 ? "\xEF\xBB\xBF" : "";
        const bool last_end = pick(2) == 0;
        for (std::size_t r = 0; r < rows.size(); ++r) {
            const std::size_t cells = 1 + pick(5);
            for (std::size_t c = 0; c < cells; ++c) {
                std::string cell;
                for (std::size_t i = pick(7); i > 0; --i) {
                    const std::size_t at = pick(letters.size());
                    cell += letters[at] == '\xB4'   ? std::string{"\xC3\xB4"}
                            : letters[at] == '\xC3' ? std::string{"x"}
                                                    : std::string{letters[at]};
                }
                const bool must = cell.find_first_of("\"\r\n") != std::string::npos ||
                                  cell.find(delimiter) != std::string::npos ||
                                  (cells == 1 && cell.empty());
                if (must || pick(3) == 0) {
                    text += '"';
                    for (const char ch : cell) {
                        text += ch == '"' ? std::string{"\"\""} : std::string{ch};
                    }
                    text += '"';
                } else {
                    text += cell;
                }
                text += c + 1 < cells ? std::string{delimiter} : std::string{};
                rows[r].push_back(std::move(cell));
            }
            text += r + 1 < rows.size() || last_end ? end : std::string{};
        }
        const bool blank = text.find_first_not_of(" \t\r\n\xEF\xBB\xBF") == std::string::npos;
        if (blank) {
            continue;
        }
        DelimitedOptions options;
        options.delimiter = delimiter;
        INFO("round " << round << ": " << text);
        REQUIRE(rows_of(parse_delimited(text, options).grid) == rows);
    }
}
