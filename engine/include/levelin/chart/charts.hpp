#pragma once

#include <array>
#include <cstdint>
#include <levelin/draw/drawing.hpp>
#include <levelin/draw/type_setter.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

/// Small charts in the look of the maps: values in, marks out, measured first and placed later.
///
/// All are as wide as `Frame::width_px` and as high as they need; every mark lies within that box
/// and no text covers another. Names that are too long are wrapped, at most to two lines, and cut
/// with an ellipsis; the caller's table holds them whole. Values are finite; std::invalid_argument
/// otherwise. Guarantees: the same for the same input and fonts. Cost: O(n) and the measuring of
/// texts.
namespace levelin::chart {

/// Where a chart is drawn.
struct Frame {
    const draw::TypeSetter& type;
    double width_px = 520;  ///< At least 160.
    double unit_px = 1;     ///< Type and lines are this many times those of a page of 1,100 px.
};

/// A chart and what it shows, in words.
struct Chart {
    draw::Block block;
    std::string description;  ///< For readers who cannot see it; whole sentences.
};

/// A value that bars are compared with: "England", drawn as a mark on each bar's line.
struct Reference {
    std::string name;
    std::vector<std::optional<double>> values;  ///< One a bar.
};

/// One bar a part: what a score is made of.
struct BarsSpec {
    std::vector<std::string> names;
    std::vector<std::optional<double>> values;  ///< One a name; nothing = "no data" is written.
    std::vector<Reference> references;          ///< At most 3, each with a mark of its own form.
    std::string of;                 ///< What the bars show: "Contribution to the score".
    std::string subject;            ///< Whose values they are: "Blackpool"; may be empty.
    std::optional<double> at_most;  ///< The axis ends there at least: 100 for percentages.
    int decimals = -1;              ///< Of the values; below 0 = by their range.
};

/// Bars from zero, the first on top; values below zero go to the left.
[[nodiscard]] Chart bars(const BarsSpec& spec, const Frame& frame);

/// One value among many.
struct StripMark {
    std::string name;  ///< "Blackpool".
    double value = 0;
    bool main = true;  ///< Drawn strong; others ("median") are quiet.
};

struct DistributionSpec {
    std::vector<double> values;  ///< Of all areas, at least one.
    std::vector<StripMark> marks;
    std::string of;         ///< "Score".
    std::string low_note;   ///< At the low end: "least deprived"; may be empty.
    std::string high_note;  ///< At the high end.
    double height_px = 56;  ///< Of the columns, in units of the design.
    int decimals = -1;
};

/// The number of areas by value in columns of one width, with marks above them.
///
/// Columns: round(sqrt(n)), 8 to 48, between the lowest and the highest value; a value on the edge
/// of two belongs to the upper one, the highest value to the last column.
[[nodiscard]] Chart distribution(const DistributionSpec& spec, const Frame& frame);

/// How many values each of `columns` equal intervals from `low` to `high` holds.
[[nodiscard]] std::vector<std::uint64_t> count_columns(std::span<const double> values, double low,
                                                       double high, int columns);

/// A point of a Lorenz or concentration curve, both shares in [0, 1].
struct SharePoint {
    double people = 0;
    double value = 0;
};

struct CurveSpec {
    std::vector<SharePoint> points;  ///< From (0, 0) to (1, 1), `people` ascending.
    std::string people;  ///< Of the lower axis: "Share of people, most deprived areas first".
    std::string value;   ///< Of the left axis: "Share of people supported".
    std::string name;    ///< Of the curve: "Rule".
    std::optional<SharePoint> marked;  ///< A point that is pointed out: what the first fifth has.
};

/// A curve in a square against the line of equal shares. A curve of more than 400 points is thinned
/// to those that stand furthest from it; the line moves by no more than a tenth of a pixel.
[[nodiscard]] Chart share_curve(const CurveSpec& spec, const Frame& frame);

/// One row of rank intervals.
struct Interval {
    std::string name;
    double low = 0;     ///< 5th percentile of the rank.
    double mid = 0;     ///< Median.
    double high = 0;    ///< 95th percentile.
    bool main = false;  ///< Drawn strong: the area in question, those selected.
};

struct IntervalsSpec {
    std::vector<Interval> rows;
    std::string of;             ///< "Rank (1 = most deprived)".
    std::optional<double> cut;  ///< A line across all rows: the last rank selected.
    std::string cut_name;
    std::optional<double> from;  ///< The axis begins there at the latest: 1.
    std::optional<double> to;    ///< And ends there at the earliest: N.
};

/// Ranges with their middles, one row each, the first on top.
[[nodiscard]] Chart intervals(const IntervalsSpec& spec, const Frame& frame);

struct ScatterSpec {
    std::vector<double> x;
    std::vector<double> y;  ///< As many.
    std::string x_of;
    std::string y_of;
    struct Mark {
        std::size_t point = 0;
        std::string name;
    };
    std::vector<Mark> marks;
};

/// Points with the numbers of areas by x above and by y at the right; of more than 3,000 points,
/// which would hide each other, squares in five shades by the logarithm of the number of areas in
/// each.
[[nodiscard]] Chart scatter(const ScatterSpec& spec, const Frame& frame);

}  // namespace levelin::chart
