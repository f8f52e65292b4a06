#include <catch2/catch.hpp>
#include <levelin/classify/classify.hpp>

using namespace levelin;

namespace {

DecimalColumn column(std::vector<double> values) {
    DecimalColumn c;
    c.status.assign(values.size(), Status::ok);
    c.values = std::move(values);
    return c;
}

std::vector<std::string> texts(std::vector<double> values, const ClassifyOptions& options) {
    return bounds_texts(classify(column(std::move(values)), options).classes);
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("bounds_texts: three digits of the range, whole numbers stay whole", "[classify]") {
    Classes classes;
    classes.entries = {
        {"1", 51.1184, 92.6916, 3}, {"2", -2.8, 51.0, 2}, {"3", {}, {}, 0}, {"4", 7.0, 7.0, 1}};
    CHECK(bounds_texts(classes) == Texts{"51.1 to 92.7", "\u22122.8 to 51.0", "", "7.0"});
    classes.entries = {{"", 1.0, 3284.0, 3}, {"", 3285.0, 6569.0, 3}};
    CHECK(bounds_texts(classes) == Texts{"1 to 3,284", "3,285 to 6,569"});
    classes.entries = {{"", -1234.4, 9911.25, 3}, {"", 1e6, 1e6, 3}};
    CHECK(bounds_texts(classes) == Texts{"\u22121,234 to 9,911", "1,000,000"});
    // Neighbours that would meet at 51.0 have a digit more,
    classes.entries = {{"1", 51.0184, 92.6916, 3}, {"2", -2.8, 51.0, 2}};
    CHECK(bounds_texts(classes) == Texts{"51.02 to 92.69", "\u22122.80 to 51.00"});
    classes.entries = {{"2", -2.8, 51.0, 2}, {"1", 51.0184, 92.6916, 3}};
    CHECK(bounds_texts(classes) == Texts{"\u22122.80 to 51.00", "51.02 to 92.69"});
    // not where it would not help, nor where the value is one.
    classes.entries = {{"1", 51.0004, 92.6916, 3}, {"2", -2.8, 51.0, 2}};
    CHECK(bounds_texts(classes) == Texts{"51.0 to 92.7", "\u22122.8 to 51.0"});
    classes.entries = {{"1", 51.0, 92.6916, 3}, {"2", -2.8, 51.0, 2}};
    CHECK(bounds_texts(classes) == Texts{"51.0 to 92.7", "\u22122.8 to 51.0"});
    // A narrow class among wide ones still shows that it is a range.
    classes.entries = {{"", 0.5, 100.0, 3}, {"", 0.251, 0.262, 3}};
    CHECK(bounds_texts(classes) == Texts{"0.50 to 100.00", "0.25 to 0.26"});
    CHECK(bounds_texts(Classes{}).empty());
}

TEST_CASE("bounds_texts: bounds by a rule say which side they hold", "[classify]") {
    ClassifyOptions options;
    options.method = ClassMethod::manual;
    options.breaks = {10, 20.5};
    CHECK(texts({3.5, 10, 30}, options) ==
          Texts{"under 10.0", "10.0 to under 20.5", "20.5 or more"});
    CHECK(texts({3, 10, 30}, options) == Texts{"9 or less", "10 to 20", "21 or more"});
    // Ends of a scale, as the first and the tenth decile.
    options.breaks = {2, 10};
    CHECK(texts({1, 1, 4, 10}, options) == Texts{"1", "2 to 9", "10"});
    options.breaks = {0.125, 50};
    CHECK(texts({0.5, 90.25}, options) ==
          Texts{"under 0.125", "0.125 to under 50.000", "50.000 or more"});
    options.breaks = {-5};
    CHECK(texts({0.5}, options) == Texts{"under \u22125", "\u22125 or more"});

    options.method = ClassMethod::equal_intervals;
    options.classes = 3;
    // Thirds of 1 have no end: three digits of the range.
    CHECK(texts({0, 0.3, 0.5, 1}, options) ==
          Texts{"0.00 to under 0.33", "0.33 to under 0.67", "0.67 to 1.00"});
    CHECK(texts({1, 2, 5, 8, 10}, options) == Texts{"1 to 3", "4 to 6", "7 to 10"});
    CHECK(texts({4, 4, 4}, options) == Texts{"4"});
    CHECK(texts({4.5, 4.5}, options) == Texts{"4.5"});
}
