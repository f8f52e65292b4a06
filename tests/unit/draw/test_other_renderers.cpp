#include <catch2/catch.hpp>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <picture.hpp>
#include <scratch_folder.hpp>
#include <sstream>

#include "sample_drawings.hpp"

using namespace levelin;
using namespace levelin::draw;

// How librsvg and Poppler draw what the writers wrote. They are peers and not needed to build:
// where one is missing its test says "skipped".

namespace {

const Colour dark{0x08, 0x1d, 0x58};

bool has_program(const std::string& name) {
    if (std::system(("command -v " + name + " >/dev/null 2>&1").c_str()) == 0) {
        return true;
    }
    std::cout << "skipped: how " << name << " draws (not installed)\n";
    return false;
}

std::string file_bytes(const std::filesystem::path& path) {
    std::ifstream in{path, std::ios::binary};
    std::ostringstream out;
    out << in.rdbuf();
    return out.str();
}

/// Areas of one colour that meet at all angles: a fan of triangles, and a grid set askew.
BoundarySet meeting_areas() {
    BoundarySet set;
    constexpr int parts = 14;
    for (int i = 0; i < parts; ++i) {
        const auto at = [](int k) {
            const double t = 2 * 3.14159265358979 * k / parts + 0.1;
            return Point{5000 + 4000 * std::cos(t), 5000 + 4000 * std::sin(t)};
        };
        add_area(set, "F" + std::to_string(i), "", {{5000, 5000}, at(i), at((i + 1) % parts)});
    }
    for (int y = 0; y < 5; ++y) {
        for (int x = 0; x < 5; ++x) {
            const auto at = [](int u, int v) {
                return Point{10500.0 + 1100 * u + 170 * v, 1000.0 + 1030 * v + 90 * u};
            };
            add_area(set, "G" + std::to_string(5 * y + x), "",
                     {at(x, y), at(x + 1, y), at(x + 1, y + 1), at(x, y + 1)});
        }
    }
    return set;
}

/// Boxes of pixels well inside both groups of areas, at a scale, are of one colour.
/// @param rounding  what a renderer's own arithmetic in 256 steps may lose where it lays a colour
///                  over itself.
void check_flat(const Picture& picture, double scale, int rounding) {
    const Box fan{30, 30, 72, 72};
    const Box askew{122, 50, 160, 75};
    for (const Box& box : {fan, askew}) {
        const Box scaled{box.min_x * scale, box.min_y * scale, box.max_x * scale,
                         box.max_y * scale};
        int worst = 0;
        for (double y = std::ceil(scaled.min_y); y < scaled.max_y; ++y) {
            for (double x = std::ceil(scaled.min_x); x < scaled.max_x; ++x) {
                const Colour seen = picture.at(x, y);
                worst =
                    std::max({worst, std::abs(seen.red - dark.red),
                              std::abs(seen.green - dark.green), std::abs(seen.blue - dark.blue)});
            }
        }
        CHECK(worst <= rounding);
    }
}

Drawing meeting_page(const BoundarySet& set) {
    return areas_on_page(set, {ink("c1", dark)}, std::vector<std::uint8_t>(set.size(), 0), 100);
}

}  // namespace

TEST_CASE("areas of one colour have no seam in levelin's PNG", "[draw]") {
    const BoundarySet set = meeting_areas();
    for (const double scale : {1.0, 1.3, 3.0}) {
        PngOptions options;
        options.scale = scale;
        check_flat(Picture{png(meeting_page(set), options)}, scale, 0);
    }
}

TEST_CASE("areas of one colour have no seam in the SVG as librsvg draws it", "[draw]") {
    if (!has_program("rsvg-convert")) {
        return;
    }
    const ScratchFolder folder;
    const BoundarySet set = meeting_areas();
    std::ofstream{folder.path() / "a.svg", std::ios::binary} << svg(meeting_page(set));
    for (const char* zoom : {"1", "1.3", "3"}) {
        const auto to = folder.path() / "a.png";
        REQUIRE(std::system(("rsvg-convert -z " + std::string{zoom} + " -o " + to.string() + " " +
                             (folder.path() / "a.svg").string())
                                .c_str()) == 0);
        check_flat(Picture{file_bytes(to)}, std::stod(zoom), 1);
    }
}

TEST_CASE("areas of one colour have no seam in the PDF as Poppler draws it", "[draw]") {
    if (!has_program("pdftoppm")) {
        return;
    }
    const ScratchFolder folder;
    const BoundarySet set = meeting_areas();
    std::ofstream{folder.path() / "a.pdf", std::ios::binary} << pdf(std::vector{meeting_page(set)});
    for (const int dpi : {96, 144, 288}) {
        REQUIRE(
            std::system(("pdftoppm -png -singlefile -r " + std::to_string(dpi) + " " +
                         (folder.path() / "a.pdf").string() + " " + (folder.path() / "a").string())
                            .c_str()) == 0);
        check_flat(Picture{file_bytes(folder.path() / "a.png")}, dpi / 96.0, 1);
    }
}

TEST_CASE("Poppler reads the PDF's title, tags and fonts", "[draw]") {
    if (!has_program("pdfinfo") || !has_program("pdffonts")) {
        return;
    }
    const ScratchFolder folder;
    const BoundarySet set = meeting_areas();
    Drawing page = meeting_page(set);
    page.title = "\u0174yneb \u2013 Eilean Siar";
    Text text;
    text.text = "C\u00f9l Lodair, B\u00e9al Feirste, \u0174 \u0177";
    text.x_px = 10;
    text.baseline_px = 140;
    page.marks.push_back({text});
    std::ofstream{folder.path() / "a.pdf", std::ios::binary} << pdf(std::vector{page});
    const auto said = [&](const std::string& program) {
        const auto to = folder.path() / "said";
        REQUIRE(std::system((program + " " + (folder.path() / "a.pdf").string() + " > " +
                             to.string() + " 2>&1")
                                .c_str()) == 0);
        return file_bytes(to);
    };
    const std::string info = said("pdfinfo");
    CHECK(info.find("\u0174yneb \u2013 Eilean Siar") != std::string::npos);
    CHECK(info.find("Tagged:          yes") != std::string::npos);
    CHECK(info.find("Error") == std::string::npos);
    // Every font has "yes" below "emb".
    std::istringstream fonts{said("pdffonts")};
    std::string line;
    std::size_t column = 0;
    int count = 0;
    while (std::getline(fonts, line)) {
        if (column == 0) {
            column = line.find("emb");
            std::getline(fonts, line);
        } else {
            CHECK(line.substr(column, 3) == "yes");
            ++count;
        }
    }
    CHECK(count >= 1);
    (void)said("pdftotext -raw -enc UTF-8");
    const std::string words = file_bytes(folder.path() / "a.txt");
    CHECK(words.find("B\u00e9al Feirste, \u0174 \u0177") != std::string::npos);
}
