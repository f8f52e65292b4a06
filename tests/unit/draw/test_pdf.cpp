#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <regex>

#include "sample_drawings.hpp"

using namespace levelin;
using namespace levelin::draw;

namespace {

Drawing titled_page(const std::string& title) {
    static const BoundarySet grid = square_grid(2, 1, 2000);
    Drawing drawing = areas_on_page(grid, {ink("c1", {0x25, 0x34, 0x94})}, {0, 0}, 40);
    drawing.title = title;
    drawing.description = "What " + title + " shows";
    Text text;
    text.text = title;
    text.style = {"title", 20, true, {0, 0, 0}};
    text.x_px = 10;
    text.baseline_px = 130;
    drawing.marks.push_back({text});
    return drawing;
}

/// UTF-16 in hexadecimal digits, as text strings of a PDF may be written.
std::string utf16(const std::string& ascii) {
    std::string out = "<FEFF";
    for (const char c : ascii) {
        constexpr const char* digits = "0123456789ABCDEF";
        out += "00";
        out += digits[static_cast<unsigned char>(c) / 16];
        out += digits[static_cast<unsigned char>(c) % 16];
    }
    return out + ">";
}

/// The number after the last `key`.
std::size_t last_number(const std::string& text, const std::string& key) {
    const std::size_t at = text.rfind(key);
    REQUIRE(at != std::string::npos);
    return std::stoul(text.substr(at + key.size()));
}

}  // namespace

TEST_CASE("pdf: title, language, marked structure and a description of each figure", "[draw]") {
    const std::vector<Drawing> pages{titled_page("One"), titled_page("Two")};
    PdfOptions options;
    options.bookmarks = {{"First", 0, 0}, {"Second", 1, 1}};
    const std::string file = pdf(pages, options);
    CHECK(file.rfind("%PDF-1.5", 0) == 0);
    CHECK(file.find("/Lang " + utf16("en-GB")) != std::string::npos);
    CHECK(file.find("/MarkInfo << /Marked true >>") != std::string::npos);
    CHECK(file.find("/DisplayDocTitle true") != std::string::npos);
    const std::size_t one = file.find("/Alt " + utf16("What One shows"));
    const std::size_t two = file.find("/Alt " + utf16("What Two shows"));
    REQUIRE(one != std::string::npos);
    REQUIRE(two != std::string::npos);
    CHECK(file.find("/S /H1") != std::string::npos);
    CHECK(file.find("/Count 2") != std::string::npos);
    CHECK(file.find("/FontFile2") != std::string::npos);  // Embedded TrueType.
    CHECK(file.find("/Outlines") != std::string::npos);
}

TEST_CASE("pdf: the last cross-reference table leads to the objects that were changed", "[draw]") {
    const std::string file = pdf(std::vector{titled_page("One")});
    const std::size_t table = last_number(file, "startxref\n");
    REQUIRE(file.substr(table, 5) == "xref\n");
    const std::size_t previous = last_number(file, "/Prev ");
    CHECK(file.substr(previous, 7) == "xref\n0 ");
    const std::string part = file.substr(table, file.find("trailer", table) - table);
    const std::regex entry{"([0-9]+) 1\n([0-9]{10}) 00000 n \n"};
    int entries = 0;
    for (std::sregex_iterator it{part.begin(), part.end(), entry}, end; it != end; ++it) {
        const std::string begin = (*it)[1].str() + " 0 obj\n<<";
        CHECK(file.substr(std::stoul((*it)[2].str()), begin.size()) == begin);
        ++entries;
    }
    CHECK(entries == 2);  // The catalogue and the figure.
}

TEST_CASE("pdf: no clock; the same bytes again", "[draw]") {
    const std::vector<Drawing> pages{titled_page("One")};
    const std::string file = pdf(pages);
    CHECK(file.find("CreationDate") == std::string::npos);
    CHECK(pdf(pages) == file);
    PdfOptions options;
    options.date = "2024-05-01";
    const std::string dated = pdf(pages, options);
    CHECK(dated.find("/CreationDate (20240501") != std::string::npos);
    CHECK(pdf(pages, options) == dated);
}

TEST_CASE("pdf: no page, or one of no size, is an error", "[draw]") {
    CHECK_THROWS_AS(pdf({}), UsageError);
    CHECK_THROWS_AS(pdf(std::vector<Drawing>(1)), UsageError);
}
