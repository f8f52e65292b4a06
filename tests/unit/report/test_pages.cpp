#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/draw/write.hpp>
#include <levelin/report/pages.hpp>
#include <levelin/report/profile_page.hpp>

using namespace levelin;
using namespace levelin::report;

namespace {

const draw::TypeSetter& type() {
    static const draw::TypeSetter made{"DejaVu Sans"};
    return made;
}

bool meet(const Box& a, const Box& b) {
    constexpr double hair = 0.6;  // Ascent and descent are bounds, letters are smaller.
    return a.min_x < b.max_x - hair && b.min_x < a.max_x - hair && a.min_y < b.max_y - hair &&
           b.min_y < a.max_y - hair;
}

// All texts lie within the margins and none covers another.
void check_page(const draw::Drawing& page, double margin) {
    const std::vector<draw::Text> texts = draw::texts_of(page.marks);
    REQUIRE(!texts.empty());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const Box box = texts[i].box_px();
        CAPTURE(texts[i].text, box.min_x, box.max_x, box.min_y, box.max_y);
        CHECK(box.min_x >= margin - 0.5);
        CHECK(box.max_x <= page.width_px - margin + 0.5);
        CHECK(box.min_y >= 0);
        CHECK(box.max_y <= page.height_px - 30);
        for (std::size_t k = i + 1; k < texts.size(); ++k) {
            CAPTURE(texts[k].text);
            CHECK_FALSE(meet(box, texts[k].box_px()));
        }
    }
}

bool has_text(const draw::Drawing& page, const std::string& wanted) {
    for (const draw::Text& text : draw::texts_of(page.marks)) {
        if (text.text == wanted) {
            return true;
        }
    }
    return false;
}

std::string many_words(std::size_t letters) {
    std::string text;
    while (text.size() < letters) {
        text += "Penrhyndeudraeth ";
    }
    return text.substr(0, letters);
}

Profile full_profile(const std::string& name) {
    Profile profile;
    profile.kicker = "Deprivation, 2019";
    profile.name = name;
    profile.code = "E06000009";
    profile.place = "District in the North West";
    profile.sentences = {name.substr(0, 60) + " is the 4th most deprived of 317 districts.",
                         "In the North West it is the 2nd most deprived of 39 districts.",
                         "It is more deprived than all its neighbours."};
    profile.figures = {
        {"4", "rank of 317"}, {"1", "decile of 10"}, {"0.9", "score"}, {"yes", "selected"}};
    chart::BarsSpec bars;
    bars.of = "Contribution";
    bars.subject = name;
    for (int i = 0; i < 9; ++i) {
        bars.names.push_back("Part " + std::to_string(i) + " " + name.substr(0, 80));
        bars.values.push_back(i);
    }
    bars.references = {{"England, median", bars.values}};
    profile.parts = bars;
    profile.parts_heading = "What the score is made of";
    chart::DistributionSpec standing;
    for (int i = 0; i < 317; ++i) {
        standing.values.push_back(i);
    }
    standing.marks = {{name, 313, true}, {"Median of all", 158, false}};
    standing.of = "Score";
    profile.standing = standing;
    profile.standing_heading = "Where it stands";
    Table beside;
    beside.caption = "Beside its neighbours";
    beside.columns = {{"District", false}, {"Rank", true}, {"Score", true}};
    for (int i = 0; i < 30; ++i) {
        beside.rows.push_back({name, std::to_string(i), "0.5"});
    }
    profile.beside = beside;
    profile.footer = {many_words(300), "Contains OS data"};
    profile.page_note = "Page 1 of 317";
    return profile;
}

}  // namespace

TEST_CASE("A document runs over pages without leaving them", "[report]") {
    Document document;
    document.title = "A report";
    document.subtitle = "On areas";
    document.footer = {"Source: ONS"};
    document.parts.emplace_back(Heading{2, "In short", false});
    for (int i = 0; i < 40; ++i) {
        document.parts.emplace_back(Paragraph{many_words(400), i == 0});
    }
    document.parts.emplace_back(List{{many_words(200), "short"}});
    document.parts.emplace_back(Commands{{"levelin run project.toml --out " + many_words(200)}});
    document.parts.emplace_back(
        KeyFigures{{{"1", "a"}, {"2", "b"}, {"3", "c"}, {many_words(90), many_words(90)}}});
    document.parts.emplace_back(Heading{2, "Table", false});
    Table table;
    table.caption = "Rows";
    table.columns = {{"Area", false}, {"Rank", true}};
    for (int i = 0; i < 100; ++i) {
        table.rows.push_back({many_words(30 + i), std::to_string(i)});
    }
    table.rows.push_back({many_words(9000), "higher than a page"});
    document.parts.emplace_back(table);
    const Pages set = set_pages(document, type());
    REQUIRE(set.pages.size() > 4);
    for (const draw::Drawing& page : set.pages) {
        check_page(page, 64);
    }
    // The head of the table stands on each page that it runs over.
    std::size_t heads = 0;
    for (const draw::Drawing& page : set.pages) {
        heads += has_text(page, "Area") ? 1 : 0;
    }
    CHECK(heads >= 3);
    CHECK(has_text(set.pages.front(), "Page 1 of " + std::to_string(set.pages.size())));
    REQUIRE(set.bookmarks.size() == 2);
    CHECK(set.bookmarks[0].page == 0);
    CHECK(set.bookmarks[1].page > 0);
}

TEST_CASE("A title of 2,000 characters is set", "[report]") {
    Document document;
    document.title = many_words(2000);
    document.parts.emplace_back(Heading{2, many_words(500), false});
    const Pages set = set_pages(document, type());
    for (const draw::Drawing& page : set.pages) {
        check_page(page, 64);
    }
}

TEST_CASE("A profile stands on one page, whatever the names", "[report]") {
    for (const std::string& name :
         {std::string{"Blackpool"}, many_words(120), many_words(2000), std::string(300, 'W')}) {
        CAPTURE(name);
        const draw::Drawing page = profile_page(full_profile(name), type());
        CHECK(page.width_px == Approx(793.7).margin(0.1));
        CHECK(page.height_px == Approx(1122.5).margin(0.1));
        check_page(page, 56.6);
        CHECK(has_text(page, "What the score is made of"));
    }
}

TEST_CASE("A profile of nothing but a name is a page", "[report]") {
    Profile profile;
    profile.name = "Somewhere";
    profile.sentences = {"It has no score."};
    const draw::Drawing page = profile_page(profile, type());
    CHECK(has_text(page, "Somewhere"));
    CHECK(has_text(page, "It has no score."));
}

TEST_CASE("A PDF of profiles has title, language, bookmarks and descriptions", "[report]") {
    const std::vector<draw::Drawing> pages{profile_page(full_profile("Blackpool"), type()),
                                           profile_page(full_profile("Wyre"), type())};
    draw::PdfOptions options;
    options.title = "Profiles";
    options.bookmarks = {{"North West", 0, 0}, {"Blackpool", 0, 1}, {"Wyre", 1, 1}};
    const std::string file = draw::pdf(pages, options);
    const auto has = [&](const std::string& part) { return file.find(part) != std::string::npos; };
    CHECK(has("/Title (Profiles)"));
    CHECK(has("/Lang <FEFF0065006E002D00470042>"));  // en-GB
    CHECK(has("/Title (Blackpool)"));
    CHECK(has("/Title (Wyre)"));
    CHECK(has("/Type /Outlines"));
    CHECK(has("/S /H1"));
    CHECK(has("/S /H2"));
    CHECK(has("/S /Figure"));
    CHECK(has("/Alt "));
    CHECK(draw::pdf(pages, options) == file);
}

TEST_CASE("A figure is set lower, or after a table, where the page has less room", "[report]") {
    Document document;
    document.title = "Title";
    document.parts.emplace_back(Heading{2, "Section", false});
    Table long_one;
    long_one.caption = "Long";
    long_one.columns = {{"What", false}, {"Number", true}};
    for (int i = 0; i < 20; ++i) {
        long_one.rows.push_back({"a", "1"});
    }
    document.parts.emplace_back(long_one);
    Figure figure;
    figure.caption = "Figure";
    figure.drawing.width_px = 600;
    figure.drawing.height_px = 700;
    double asked = 0;
    figure.lower = [&](double height) {
        asked = height;
        draw::Drawing lower;
        lower.width_px = 600;
        lower.height_px = height;
        return lower;
    };
    document.parts.emplace_back(figure);
    CHECK(set_pages(document, type()).pages.size() == 1);
    CHECK(asked > 320);
    CHECK(asked < 700);

    // Without a lower drawing the small table that follows takes the room, and the figure a page.
    figure.lower = nullptr;
    document.parts.back() = figure;
    Table small = long_one;
    small.caption = "Small";
    small.rows.resize(3);
    document.parts.emplace_back(small);
    const Pages pages = set_pages(document, type());
    REQUIRE(pages.pages.size() == 2);
    CHECK(has_text(pages.pages[0], "Small"));
    CHECK(has_text(pages.pages[1], "Figure"));
}

TEST_CASE("No page begins with the last row of a table alone", "[report]") {
    for (std::size_t rows = 30; rows < 60; ++rows) {
        Document document;
        document.title = "Title";
        Table table;
        table.caption = "Table";
        table.columns = {{"What", false}};
        for (std::size_t i = 1; i <= rows; ++i) {
            table.rows.push_back({std::to_string(i) + " of " + std::to_string(rows)});
        }
        document.parts.emplace_back(table);
        const Pages pages = set_pages(document, type());
        const auto text = [&](std::size_t i) {
            return std::to_string(i) + " of " + std::to_string(rows);
        };
        CHECK(has_text(pages.pages.back(), text(rows)));
        CHECK(has_text(pages.pages.back(), text(rows - 1)));
    }
}
