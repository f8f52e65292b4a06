#include <catch2/catch.hpp>
#include <levelin/draw/house_style.hpp>
#include <levelin/draw/type_setter.hpp>

using namespace levelin;
using namespace levelin::draw;

namespace {

const TextStyle plain{"label", 12, false, {}};

}  // namespace

TEST_CASE("clean_text: wrong bytes and control characters", "[draw]") {
    CHECK(clean_text("Ynys M\u00f4n") == "Ynys M\u00f4n");
    CHECK(clean_text("a\xff\tb\n") == "a\ufffd b ");
}

TEST_CASE("TypeSetter: widths grow with type and text, and do not depend on the scale", "[draw]") {
    const TypeSetter type{"DejaVu Sans"};
    CHECK(type.has_family());
    const double one = type.width_px("Llanfairpwll", plain);
    CHECK(one > 50);
    CHECK(type.width_px("Llanfairpwll", {"", 24, false, {}}) == Approx(2 * one).epsilon(0.002));
    CHECK(type.width_px("Llanfairpwll", {"", 12, true, {}}) > one);
    CHECK(type.width_px("", plain) == 0);
}

TEST_CASE("TypeSetter: Welsh, Gaelic and Irish letters have shapes; an accent set apart is as wide",
          "[draw]") {
    const TypeSetter type{"DejaVu Sans"};
    CHECK(type.letters_without_shape("\u0174 \u0175 \u0176 \u0177 \u00c0 \u00e0 \u00d3 \u00f3 "
                                     "\u00c9 \u00e9 \u00cd \u00ed \u00da \u00fa \u1e56 \u2013") ==
          0);
    CHECK(type.letters_without_shape("\U0010FFFD") == 1);
    // y with a combining circumflex is the letter itself.
    CHECK(type.width_px("y\u0302", plain) == Approx(type.width_px("\u0177", plain)));
}

TEST_CASE("TypeSetter: wrapped lines fit, and together are the text", "[draw]") {
    const TypeSetter type{"DejaVu Sans"};
    const std::string text =
        "Bournemouth, Christchurch and Poole; Llanfairpwllgwyngyllgogerychwyrndrobwll; Na "
        "h-Eileanan";
    for (const double width : {60.0, 120.0, 300.0, 2000.0}) {
        std::string joined;
        for (const std::string& line : type.wrap(text, plain, width)) {
            CHECK(type.width_px(line, plain) <= width + 0.5);
            joined += line;
        }
        std::string without;
        for (const char c : text) {
            without += c == ' ' ? "" : std::string{c};
        }
        std::erase(joined, ' ');
        CHECK(joined == without);
    }
    CHECK(type.wrap(text, plain, 2000).size() == 1);
    const Block block = type.paragraph(text, plain, 120, 1.5);
    CHECK(block.height_px == Approx(12 * 1.5 * static_cast<double>(block.marks.size())));
    CHECK(block.width_px <= 120.5);
}

TEST_CASE("TypeSetter: a text that is cut fits and ends in an ellipsis", "[draw]") {
    const TypeSetter type{"DejaVu Sans"};
    CHECK(type.cut("short", plain, 200) == "short");
    const std::string long_text = "M\u00f4n \u0174\u0177\u0174\u0177\u0174\u0177\u0174\u0177";
    for (double width = 14; width < 110; width += 1.5) {
        const std::string cut = type.cut(long_text, plain, width);
        CHECK(type.width_px(cut, plain) <= width);
        CHECK(clean_text(cut) == cut);  // No character is cut in two.
        CHECK((cut == long_text || cut.ends_with("\u2026")));
    }
}

TEST_CASE("TypeSetter: another family stands in", "[draw]") {
    const TypeSetter type{"No Such Family At All"};
    CHECK_FALSE(type.has_family());
    CHECK(type.width_px("abc", plain) > 0);
}

TEST_CASE("house_style: texts can be read on the page", "[draw]") {
    for (const Role role : {Role::title, Role::subtitle, Role::legend_title, Role::heading,
                            Role::label, Role::note, Role::caption, Role::place}) {
        CHECK(contrast_ratio(style_of(role, 1).colour, page_colour) >= 4.5);
        CHECK(style_of(role, 2).size_px == 2 * style_of(role, 1).size_px);
    }
    CHECK(contrast_ratio(coast_colour, page_colour) >= 3);
    CHECK(contrast_ratio(frame_colour, page_colour) >= 3);
}

TEST_CASE("blocks: marks are moved with all that they hold", "[draw]") {
    Group group;
    group.clip_px = Box{0, 0, 10, 10};
    Text text;
    text.x_px = 1;
    text.baseline_px = 2;
    group.marks.push_back({text});
    group.marks.push_back({line({0, 0}, {1, 1}, {})});
    Block block;
    block.marks.push_back({group});
    const auto marks = with_block({}, block, 5, 7);
    const auto& moved_group = std::get<Group>(marks.front().as);
    CHECK(moved_group.clip_px->min_x == 5);
    CHECK(moved_group.clip_px->max_y == 17);
    CHECK(texts_of(marks).front().x_px == 6);
    CHECK(texts_of(marks).front().baseline_px == 9);
    CHECK(std::get<Shape>(moved_group.marks[1].as).contours[0].points[1] == Point{6, 8});
}
