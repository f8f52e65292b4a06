#include <algorithm>
#include <array>
#include <fstream>
#include <iterator>
#include <levelin/geodata/inspect.hpp>
#include <levelin/geodata/read_table.hpp>
#include <levelin/read/delimited_text.hpp>
#include <map>
#include <set>
#include <shared_data.hpp>
#include <sstream>

using namespace levelin;

namespace {

// A line of tables_expected.csv: what SOURCES.md or an independent reader says.
struct Expected {
    std::string path;
    std::string sheet;
    std::string header_row;
    std::string code_column;
    std::string rows;
};

std::vector<Expected> read_expected() {
    std::ifstream in{std::filesystem::path{LEVELIN_SOURCE_DIR} / "tests/real/tables_expected.csv"};
    const std::string bytes{std::istreambuf_iterator<char>{in}, {}};
    const DelimitedText text = parse_delimited(bytes);
    std::vector<Expected> lines;
    for (std::size_t r = 1; r < text.grid.row_count(); ++r) {
        const auto cell = [&](std::size_t c) { return std::string{text.grid.cell(r, c)}; };
        lines.push_back({cell(0), cell(1), cell(2), cell(3), cell(4)});
    }
    return lines;
}

std::string in_words(const geodata::InspectedLayer& layer) {
    std::ostringstream out;
    out << "header row " << (layer.header_row ? std::to_string(*layer.header_row) : "none")
        << ", code column " << (layer.code_column.empty() ? "none" : layer.code_column) << ", "
        << layer.rows << " rows";
    return out.str();
}

std::string in_words(const Expected& line) {
    return "header row " + (line.header_row.empty() ? "none" : line.header_row) + ", code column " +
           (line.code_column.empty() ? "none" : line.code_column) + ", " + line.rows + " rows";
}

}  // namespace

TEST_CASE("real tables: header row, code column and rows of every sheet are as expected",
          "[real]") {
    REQUIRE_SHARED(data, "messy");
    const std::filesystem::path root = data.parent_path();
    std::map<std::string, std::vector<Expected>> by_file;
    for (const Expected& line : read_expected()) {
        by_file[line.path].push_back(line);
    }
    REQUIRE(by_file.size() > 100);
    std::size_t sheets = 0;
    for (const auto& [path, lines] : by_file) {
        INFO(path);
        const geodata::TableFile table = geodata::read_table(root / path);
        const geodata::InspectedFile file =
            geodata::inspect_table(path, table, Markers::defaults());
        REQUIRE(file.layers.size() == lines.size());
        for (const Expected& line : lines) {
            const auto layer = std::find_if(
                file.layers.begin(), file.layers.end(),
                [&](const auto& found) { return line.sheet.empty() || found.name == line.sheet; });
            INFO("sheet " << line.sheet);
            REQUIRE(layer != file.layers.end());
            CHECK(in_words(*layer) == in_words(line));
            // Where something is not there, the reason is.
            CHECK((layer->header_row || !layer->why_no_table.empty()));
            CHECK((!layer->code_column.empty() || !layer->why_no_codes.empty()));
            ++sheets;
        }
    }
    CHECK(sheets == 172);
}

TEST_CASE("real tables: every table file has a line of expectations", "[real]") {
    REQUIRE_SHARED(data, "messy");
    std::set<std::string> expected;
    for (const Expected& line : read_expected()) {
        expected.insert(line.path);
    }
    constexpr std::array<const char*, 9> folders{
        "messy", "outcomes", "lookups", "england", "scotland", "wales", "ni", "uk", "coinr_asem"};
    for (const char* folder : folders) {
        for (const auto& entry :
             std::filesystem::recursive_directory_iterator(data.parent_path() / folder)) {
            if (entry.is_regular_file() && geodata::is_table_name(entry.path())) {
                const std::string name =
                    std::filesystem::relative(entry.path(), data.parent_path()).string();
                INFO(name);
                CHECK(expected.count(name) == 1);
            }
        }
    }
}
