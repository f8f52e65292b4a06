#pragma once

#include <functional>
#include <levelin/draw/drawing.hpp>
#include <optional>
#include <string>
#include <utility>
#include <variant>
#include <vector>

/// A report as a document: what is said, in its order, without a word on how it looks. The writers
/// (html.hpp, pages.hpp) set it as a web page or as pages of paper. All texts are UTF-8 and plain.
namespace levelin::report {

/// The title of a section. The document's own title is of level 1; a heading is at most one level
/// deeper than the one before.
struct Heading {
    int level = 2;  ///< 2 to 4.
    std::string text;
    bool new_page = false;  ///< On paper it starts one.
};

struct Paragraph {
    std::string text;
    bool lead = false;  ///< Set larger: what a reader in a hurry should see.
};

struct List {
    std::vector<std::string> items;
};

/// Lines to be typed at a terminal.
struct Commands {
    std::vector<std::string> lines;
};

/// A few numbers that say the most.
struct KeyFigures {
    struct One {
        std::string value;  ///< "32,844".
        std::string label;  ///< "areas".
    };
    std::vector<One> figures;
};

struct Table {
    struct Column {
        std::string heading;
        bool number = false;  ///< Set to the right.
        bool code = false;    ///< Digests: small, and not broken where there is room.
    };
    std::string caption;
    std::vector<Column> columns;
    std::vector<std::vector<std::string>> rows;  ///< As many cells each as there are columns.
    bool row_headings = true;                    ///< The first column names its row.
    std::string note;                            ///< Below it; may be empty.
};

/// A picture with its text alternative (`drawing.title`, `drawing.description`) and its numbers.
struct Figure {
    draw::Drawing drawing;
    /// The same no higher than said, for a page that has less room, or nothing where that is too
    /// low for it; may be empty.
    std::function<std::optional<draw::Drawing>(double height_px)> lower;
    std::string caption;
    std::optional<Table> data;      ///< What it shows, as a table.
    bool says_its_numbers = false;  ///< They are written on it, so that pages need no table.
    bool as_image = false;  ///< On the web as PNG: a map of so many areas that paths would be huge.
};

using Part = std::variant<Heading, Paragraph, List, Commands, KeyFigures, Table, Figure>;

struct Document {
    std::string title;
    std::string subtitle;
    std::string language = "en-GB";
    std::string author;
    std::string date;  ///< ISO 8601, or empty; never the clock's.
    std::vector<Part> parts;
    std::vector<std::string> footer;  ///< Sources and licences.
    std::string font_family = "DejaVu Sans";
};

}  // namespace levelin::report
