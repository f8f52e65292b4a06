#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/chart/charts.hpp>

using namespace levelin;
using namespace levelin::chart;

namespace {

const draw::TypeSetter& type() {
    static const draw::TypeSetter made{"DejaVu Sans"};
    return made;
}

Frame frame(double width) {
    return {type(), width, 1};
}

// Boxes of filled shapes with an ink of that name, in their order.
std::vector<Box> boxes(const Chart& chart, const std::string& ink) {
    std::vector<Box> found;
    for (const draw::Mark& mark : chart.block.marks) {
        const auto* shape = std::get_if<draw::Shape>(&mark.as);
        if (shape != nullptr && shape->fill && shape->fill->name == ink) {
            const auto& points = shape->contours[0].points;
            found.push_back({points[0].x, points[0].y, points[2].x, points[2].y});
        }
    }
    return found;
}

double width(const Box& box) {
    return box.max_x - box.min_x;
}

bool meet(const Box& a, const Box& b) {
    return a.min_x < b.max_x - 0.01 && b.min_x < a.max_x - 0.01 && a.min_y < b.max_y - 0.01 &&
           b.min_y < a.max_y - 0.01;
}

// All texts lie within the block and none covers another; letters of a line are as high as said.
void check_texts(const Chart& chart) {
    const std::vector<draw::Text> texts = draw::texts_of(chart.block.marks);
    REQUIRE(!texts.empty());
    for (std::size_t i = 0; i < texts.size(); ++i) {
        const Box box = texts[i].box_px();
        CAPTURE(texts[i].text);
        CHECK(box.min_x >= -0.01);
        CHECK(box.max_x <= chart.block.width_px + 0.01);
        CHECK(box.min_y >= -0.01);
        CHECK(box.max_y <= chart.block.height_px + 0.01);
        for (std::size_t k = i + 1; k < texts.size(); ++k) {
            CAPTURE(texts[k].text);
            CHECK_FALSE(meet(box, texts[k].box_px()));
        }
    }
    CHECK(!chart.description.empty());
}

BarsSpec some_bars() {
    BarsSpec spec;
    spec.names = {"Income", "Employment", "Crime", "Housing"};
    spec.values = {12.0, 6.0, -3.0, std::nullopt};
    spec.references = {{"England", {6.0, 6.0, 0.0, 3.0}}};
    spec.of = "Contribution to the score";
    spec.subject = "Blackpool";
    return spec;
}

const std::string long_name =
    "Bournemouth, Christchurch and Poole with Rhosllannerchrugog, Llanfairpwllgwyngyllgogerych";

}  // namespace

TEST_CASE("Bars are as long as their values, from one zero", "[chart]") {
    const Chart chart = bars(some_bars(), frame(500));
    // The last one is the sample in the legend.
    const std::vector<Box> found = boxes(chart, "bar");
    REQUIRE(found.size() == 4);
    CHECK(width(found[0]) == Approx(2 * width(found[1])));
    CHECK(width(found[0]) == Approx(4 * width(found[2])));
    CHECK(found[0].min_x == Approx(found[1].min_x));
    CHECK(found[2].max_x == Approx(found[0].min_x));
    CHECK(found[0].max_y < found[1].min_y);
    CHECK(found[1].max_y < found[2].min_y);
    // The axis runs from -3 to 12: the zero lies a fifth along it.
    CHECK((found[0].min_x - found[2].min_x) / (found[0].max_x - found[2].min_x) == Approx(0.2));
    check_texts(chart);
    CHECK(chart.description.find("Income: 12, England 6.") != std::string::npos);
    CHECK(chart.description.find("Housing: no data, England 3.") != std::string::npos);
}

TEST_CASE("Bars without values or names still make a chart", "[chart]") {
    BarsSpec spec = some_bars();
    spec.values.assign(4, std::nullopt);
    spec.references.clear();
    check_texts(bars(spec, frame(400)));
    spec.values.pop_back();
    CHECK_THROWS_AS(bars(spec, frame(400)), std::invalid_argument);
    CHECK_NOTHROW(bars({}, frame(400)));
}

TEST_CASE("Columns count every value once", "[chart]") {
    using C = std::vector<std::uint64_t>;
    // Edges 0, 1, 2, 3, 4: a value on an edge belongs to the upper column, 4 to the last.
    CHECK(count_columns(std::vector<double>{0, 0.5, 1, 2.5, 4, 4}, 0, 4, 4) == C{2, 1, 1, 2});
    CHECK(count_columns(std::vector<double>{7, 7}, 7, 7, 3) == C{2, 0, 0});
}

TEST_CASE("A distribution marks values where they are", "[chart]") {
    DistributionSpec spec;
    for (int i = 0; i <= 100; ++i) {
        spec.values.push_back(i);
    }
    spec.of = "Score";
    spec.marks = {{"Blackpool", 75, true}};
    const Chart chart = distribution(spec, frame(404));
    check_texts(chart);
    // 101 values: round(sqrt) = 10 columns over 400 px, 10 values each, 11 in the last.
    const std::vector<Box> columns = boxes(chart, "column");
    REQUIRE(columns.size() == 10);
    const auto height = [](const Box& box) { return box.max_y - box.min_y; };
    CHECK(height(columns[0]) / height(columns[9]) == Approx(10.0 / 11));
    CHECK(columns[0].min_x == Approx(2.4));
    CHECK(columns[9].max_x == Approx(401.6));
    // The mark of 75 stands at 2 + 0.75 * 400.
    bool found = false;
    for (const draw::Mark& mark : chart.block.marks) {
        const auto* shape = std::get_if<draw::Shape>(&mark.as);
        if (shape != nullptr && shape->stroke && shape->stroke->width_px == 2.5) {
            found = true;
            CHECK(shape->contours[0].points[0].x == Approx(302));
        }
    }
    CHECK(found);
    CHECK_THROWS_AS(distribution({}, frame(400)), std::invalid_argument);
}

TEST_CASE("A distribution of one value is drawn", "[chart]") {
    DistributionSpec spec;
    spec.values = {3.5};
    spec.marks = {{long_name, 3.5, true}, {"median", 3.5, false}};
    spec.of = "Score";
    check_texts(distribution(spec, frame(500)));
}

TEST_CASE("A curve runs through its points", "[chart]") {
    CurveSpec spec;
    spec.points = {{0, 0}, {0.25, 0.5}, {1, 1}};
    spec.people = "Share of people";
    spec.value = "Share of money";
    spec.name = "Rule";
    spec.marked = SharePoint{0.25, 0.5};
    const Chart chart = share_curve(spec, frame(400));
    check_texts(chart);
    for (const draw::Mark& mark : chart.block.marks) {
        const auto* shape = std::get_if<draw::Shape>(&mark.as);
        if (shape != nullptr && shape->name == "curve") {
            const auto& p = shape->contours[0].points;
            REQUIRE(p.size() == 3);
            CHECK((p[1].x - p[0].x) / (p[2].x - p[0].x) == Approx(0.25));
            CHECK((p[0].y - p[1].y) / (p[0].y - p[2].y) == Approx(0.5));
            CHECK(p[2].x - p[0].x == Approx(p[0].y - p[2].y));
        }
    }
    spec.points[1].people = 1.5;
    CHECK_THROWS_AS(share_curve(spec, frame(400)), std::invalid_argument);
}

TEST_CASE("A long curve is thinned within a tenth of a pixel", "[chart]") {
    CurveSpec spec;
    for (int i = 0; i <= 5000; ++i) {
        spec.points.push_back({i / 5000.0, std::sqrt(i / 5000.0)});
    }
    spec.name = "Rule";
    const Chart chart = share_curve(spec, frame(400));
    for (const draw::Mark& mark : chart.block.marks) {
        const auto* shape = std::get_if<draw::Shape>(&mark.as);
        if (shape != nullptr && shape->name == "curve") {
            const auto& p = shape->contours[0].points;
            CHECK(p.size() < 200);
            const double side = p.back().x - p.front().x;
            for (std::size_t i = 0; i + 1 < p.size(); ++i) {
                const double middle = (p[i].x + p[i + 1].x) / 2 - p.front().x;
                const double height = p.front().y - (p[i].y + p[i + 1].y) / 2;
                // Vertically the line may be further off where it is steep.
                const double steep = std::hypot(1.0, (p[i].y - p[i + 1].y) / (p[i + 1].x - p[i].x));
                CHECK(std::abs(height - side * std::sqrt(middle / side)) < 0.11 * steep);
            }
        }
    }
}

TEST_CASE("Intervals lie along one axis", "[chart]") {
    IntervalsSpec spec;
    spec.rows = {{"A", 1, 2, 5, true}, {"B", 3, 9, 21, false}};
    spec.of = "Rank";
    spec.cut = 11;
    spec.cut_name = "last place selected";
    spec.from = 1;
    spec.to = 21;
    const Chart chart = intervals(spec, frame(420));
    check_texts(chart);
    std::vector<std::pair<double, double>> ranges;
    double cut = 0;
    for (const draw::Mark& mark : chart.block.marks) {
        const auto* shape = std::get_if<draw::Shape>(&mark.as);
        if (shape == nullptr || !shape->stroke || shape->contours[0].points.size() != 2) {
            continue;
        }
        const auto& p = shape->contours[0].points;
        if (shape->stroke->width_px == 4) {
            ranges.emplace_back(p[0].x, p[1].x);
        } else if (!shape->stroke->dash_px.empty()) {
            cut = p[0].x;
        }
    }
    REQUIRE(ranges.size() == 2);
    // 1 to 21 are 20 steps: A covers 4 of them from the first on, B 18 up to the last.
    const double step = (ranges[0].second - ranges[0].first) / 4;
    CHECK(ranges[1].second - ranges[1].first == Approx(18 * step));
    CHECK(ranges[1].second - ranges[0].first == Approx(20 * step));
    CHECK(cut - ranges[0].first == Approx(10 * step));
    CHECK(chart.description.find("B: 9 (3 to 21).") != std::string::npos);
    spec.rows[0].mid = 7;
    CHECK_THROWS_AS(intervals(spec, frame(420)), std::invalid_argument);
}

TEST_CASE("A scatter has a point for each area and counts beside it", "[chart]") {
    ScatterSpec spec;
    spec.x = {0, 50, 100, 100};
    spec.y = {0, 5, 10, 0};
    spec.x_of = "Children in low income (%)";
    spec.y_of = "Score";
    spec.marks = {{1, "Middle"}, {2, "Corner"}};
    const Chart chart = scatter(spec, frame(400));
    check_texts(chart);
    for (const draw::Mark& mark : chart.block.marks) {
        if (const auto* layer = std::get_if<draw::SymbolLayer>(&mark.as)) {
            REQUIRE(layer->symbols.size() == 4);
            const auto at = [&](std::size_t i) { return layer->symbols[i].centre_px; };
            CHECK(at(1).x == Approx((at(0).x + at(2).x) / 2));
            CHECK(at(1).y == Approx((at(0).y + at(2).y) / 2));
            CHECK(at(3).x == Approx(at(2).x));
            CHECK(at(3).y == Approx(at(0).y));
        }
    }
    // x: 0, 50 and twice 100 make three columns; y: twice 0, 5 and 10 three more.
    CHECK(boxes(chart, "column").size() == 6);
    CHECK_THROWS_AS(scatter({}, frame(400)), std::invalid_argument);
}

TEST_CASE("A scatter of many areas counts them in squares", "[chart]") {
    ScatterSpec spec;
    // 3,000 areas in one corner, 50 in the middle and one in the other corner.
    spec.x.assign(3000, 0);
    spec.x.insert(spec.x.end(), 50, 5);
    spec.x.push_back(10);
    spec.y = spec.x;
    spec.x_of = "Need";
    spec.y_of = "Provision";
    const Chart chart = scatter(spec, frame(400));
    std::vector<std::size_t> squares;
    for (const draw::Mark& mark : chart.block.marks) {
        CHECK(std::get_if<draw::SymbolLayer>(&mark.as) == nullptr);
        const auto* shape = std::get_if<draw::Shape>(&mark.as);
        if (shape != nullptr && shape->name.rfind("cell-", 0) == 0) {
            squares.push_back(shape->contours.size());
        }
    }
    // log 50 / log 3000 = 0.49 is the third shade of five, and each holds all darker ones.
    CHECK(squares == std::vector<std::size_t>{3, 2, 2, 1, 1});
    CHECK(chart.description.find("3,051 areas, as squares") != std::string::npos);
}

TEST_CASE("No text covers another, however long the names and narrow the frame", "[chart]") {
    for (const double wide : {260.0, 330.0, 520.0, 900.0}) {
        CAPTURE(wide);
        BarsSpec bar = some_bars();
        bar.names = {long_name, std::string(2000, 'x'), "Trosglwyddiad ŵ ŷ", "Crime"};
        bar.references.push_back({long_name, {1.0, 2.0, 3.0, 4.0}});
        bar.references.push_back({long_name, {1.0, 2.0, 3.0, 4.0}});
        check_texts(bars(bar, frame(wide)));

        DistributionSpec strip;
        strip.of = long_name;
        strip.low_note = long_name;
        strip.high_note = "most deprived";
        for (int i = 0; i < 300; ++i) {
            strip.values.push_back(1e6 * std::sin(i));
        }
        strip.marks = {{long_name, 0, true}, {"median", 10, false}, {"North West", 20, false}};
        check_texts(distribution(strip, frame(wide)));

        IntervalsSpec ranks;
        ranks.rows = {{long_name, 1, 17234, 32844, true}, {"B", 31000, 32000, 32844, false}};
        ranks.cut = 3284;
        ranks.cut_name = long_name;
        ranks.of = long_name;
        check_texts(intervals(ranks, frame(wide)));

        ScatterSpec points;
        points.x_of = long_name;
        points.y_of = long_name;
        for (int i = 0; i < 40; ++i) {
            points.x.push_back(i % 7);
            points.y.push_back(i % 11 * 1e5);
        }
        points.marks = {{0, long_name}, {1, "B"}, {7, "C"}, {22, "D"}};
        check_texts(scatter(points, frame(wide)));
    }
}
