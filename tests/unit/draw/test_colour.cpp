#include <catch2/catch.hpp>
#include <levelin/draw/colour.hpp>

using namespace levelin::draw;

TEST_CASE("to_lab: published values of the primaries; there and back for a lattice of colours",
          "[draw]") {
    const Lab red = to_lab({255, 0, 0});
    CHECK(red.lightness == Approx(53.24).margin(0.01));
    CHECK(red.a == Approx(80.09).margin(0.02));
    CHECK(red.b == Approx(67.20).margin(0.02));
    CHECK(to_lab({255, 255, 255}).lightness == Approx(100).margin(1e-4));
    CHECK(to_lab({0, 0, 0}).lightness == Approx(0).margin(1e-9));
    for (int i = 0; i < 512; ++i) {
        const Colour c{static_cast<std::uint8_t>((i & 7) * 36),
                       static_cast<std::uint8_t>((i >> 3 & 7) * 36),
                       static_cast<std::uint8_t>((i >> 6 & 7) * 36)};
        CHECK(to_colour(to_lab(c)) == c);
        CHECK(parse_colour(hex_text(c)) == c);
    }
}

TEST_CASE("parse_colour: six or three digits in any case, and nothing else", "[draw]") {
    CHECK(hex_text({0x0a, 0xf0, 0xff}) == "#0af0ff");
    CHECK(parse_colour("#0AF0fF") == Colour{0x0a, 0xf0, 0xff});
    CHECK(parse_colour("#1ac") == Colour{0x11, 0xaa, 0xcc});
    for (const char* text :
         {"", "#", "1d91c0", "#1d91c", "#1d91c00", "#1d91cg", "red", "# 1d91c"}) {
        CHECK_FALSE(parse_colour(text));
    }
}

TEST_CASE("contrast_ratio: as WCAG works it out", "[draw]") {
    CHECK(contrast_ratio({0, 0, 0}, {255, 255, 255}) == Approx(21));
    CHECK(contrast_ratio({10, 20, 30}, {10, 20, 30}) == Approx(1));
    // The greys that WebAIM's and the W3C's examples give as the first to pass 4.5 : 1 on white.
    CHECK(contrast_ratio({0x76, 0x76, 0x76}, {255, 255, 255}) == Approx(4.54).margin(0.005));
    CHECK(contrast_ratio({0x77, 0x77, 0x77}, {255, 255, 255}) == Approx(4.48).margin(0.005));
    CHECK(contrast_ratio({255, 0, 0}, {255, 255, 255}) == Approx(4.0).margin(0.005));
}

TEST_CASE("seen_by: greys stay grey, red and green fall together where a cone is missing",
          "[draw]") {
    for (const Vision vision : {Vision::protanopia, Vision::deuteranopia, Vision::tritanopia}) {
        for (const int grey_value : {0, 40, 128, 200, 255}) {
            const auto v = static_cast<std::uint8_t>(grey_value);
            const Colour grey{v, v, v};
            CHECK(colour_distance(seen_by(vision, grey), grey) < 1.5);
        }
    }
    // Of about the same lightness, far apart to most eyes.
    const Colour red{200, 60, 50};
    const Colour green{90, 130, 40};
    CHECK(colour_distance(red, green) > 70);
    CHECK(colour_distance(seen_by(Vision::deuteranopia, red),
                          seen_by(Vision::deuteranopia, green)) < 25);
    const Colour blue{40, 90, 200};
    CHECK(colour_distance(seen_by(Vision::deuteranopia, red), seen_by(Vision::deuteranopia, blue)) >
          70);
    CHECK(seen_by(Vision::normal, red) == red);
}

TEST_CASE("mixed: both ends are the colours themselves, lightness grows evenly", "[draw]") {
    const Colour a{250, 240, 200};
    const Colour b{10, 20, 90};
    CHECK(mixed(a, b, 0) == a);
    CHECK(mixed(a, b, 1) == b);
    CHECK(to_lab(mixed(a, b, 0.5)).lightness ==
          Approx((to_lab(a).lightness + to_lab(b).lightness) / 2).margin(0.5));
}

TEST_CASE("blended: straight through the channels, rounded", "[draw]") {
    const Colour a{250, 240, 200};
    const Colour b{10, 20, 91};
    CHECK(blended(a, b, 0) == a);
    CHECK(blended(a, b, 1) == b);
    CHECK(blended(a, b, 0.5) == Colour{130, 130, 146});
}
