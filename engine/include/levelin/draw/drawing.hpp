#pragma once

#include <levelin/boundary/boundary_set.hpp>
#include <levelin/draw/area_layer.hpp>
#include <levelin/draw/ink.hpp>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace levelin::draw {

// All positions and sizes are in pixels of the page (96 to the inch, as in CSS), x to the right and
// y down from its upper left corner.

/// How a piece of text looks. `name` is its class in an SVG.
struct TextStyle {
    std::string name = "label";
    double size_px = 12;  ///< Of the em square.
    bool bold = false;
    Colour colour;
};

enum class Align : std::uint8_t { left, centre, right };

/// One line of text at its place.
struct Text {
    std::string text;  ///< UTF-8 without control characters, see `clean_text`.
    TextStyle style;
    Align align = Align::left;
    double x_px = 0;             ///< Of the left end, the middle or the right end, as aligned.
    double baseline_px = 0;      ///< From the top of the page.
    double width_px = 0;         ///< As measured by the type setter.
    double turn_deg = 0;         ///< Clockwise about the point (x, baseline).
    std::optional<Stroke> halo;  ///< Drawn around the letters, beneath them.
    /// Of the structure of a PDF: the names of elements from the outermost, with numbers that tell
    /// neighbours apart ("H2.7", "Table.8/TR.9/TD.11"); empty = by its style.
    std::string tag;

    [[nodiscard]] double left_px() const noexcept {
        return align == Align::left     ? x_px
               : align == Align::centre ? x_px - width_px / 2
                                        : x_px - width_px;
    }
    /// Around the letters with their ascenders and descenders; for a text that is not turned.
    [[nodiscard]] Box box_px() const noexcept {
        return {left_px(), baseline_px - style.size_px * 0.8, left_px() + width_px,
                baseline_px + style.size_px * 0.25};
    }
};

/// A line of points; closed ones end where they began.
struct Contour {
    std::vector<Point> points;
    bool closed = false;
};

/// Lines and polygons (even-odd rule).
struct Shape {
    std::string name;  ///< Its class in an SVG; may be empty.
    std::vector<Contour> contours;
    std::optional<Ink> fill;
    std::optional<Stroke> stroke;
    std::string title;  ///< What an SVG says of it; may be empty.
};

/// A circle or square for each of some areas or places, the first drawn lowest.
struct SymbolLayer {
    enum class Form : std::uint8_t { circle, square };
    struct Symbol {
        Point centre_px;
        double radius_px = 0;  ///< Of the circle, or half the side of the square.
        std::uint8_t ink = 0;
    };
    std::string name;
    Form form = Form::circle;
    std::vector<Symbol> symbols;
    std::vector<Ink> inks;
    std::optional<Stroke> stroke;
    std::vector<std::string> codes;   ///< Empty, or one a symbol.
    std::vector<std::string> titles;  ///< Empty, or one a symbol.
};

/// Many equal dots.
struct DotLayer {
    std::string name;
    std::vector<Point> centres_px;
    double diameter_px = 1;
    Colour colour;
};

struct Mark;

/// Marks that belong together and may be cut off at a box.
struct Group {
    std::string name;
    std::vector<Mark> marks;
    std::optional<Box> clip_px;
    std::string description;  ///< In a PDF: a picture of its own among texts, and what it shows.
};

struct Mark {
    std::variant<Shape, Text, SymbolLayer, DotLayer, AreaLayer, Group> as;
};

/// A page and all that stands on it, the first mark lowest. What the writers of PNG, SVG and PDF
/// are given.
struct Drawing {
    double width_px = 0;
    double height_px = 0;
    Colour background{0xff, 0xff, 0xff};
    std::vector<Mark> marks;
    std::string font_family = "DejaVu Sans";
    std::string title;        ///< For machines and for readers who cannot see the page.
    std::string description;  ///< What can be seen on it, in words.
    std::string licence;      ///< Sources and licences, for the file's own data about itself.
    std::string language = "en-GB";
};

[[nodiscard]] Shape rectangle(const Box& box_px, std::optional<Ink> fill,
                              std::optional<Stroke> stroke = {});
[[nodiscard]] Shape line(Point from_px, Point to_px, Stroke stroke);

/// The same marks, moved.
[[nodiscard]] Mark moved(Mark mark, double dx_px, double dy_px);

/// A part of a page with a known size, its upper left corner at 0, 0: measured first, placed later.
struct Block {
    double width_px = 0;
    double height_px = 0;
    std::vector<Mark> marks;
};

/// Adds a block's marks to a page's, its corner at `x`, `y`.
[[nodiscard]] std::vector<Mark> with_block(std::vector<Mark> marks, Block block, double x_px,
                                           double y_px);

/// The texts among some marks, those within groups too.
[[nodiscard]] std::vector<Text> texts_of(const std::vector<Mark>& marks);

}  // namespace levelin::draw
