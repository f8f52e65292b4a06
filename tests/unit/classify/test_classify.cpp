#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/classify/classify.hpp>
#include <levelin/core/error.hpp>
#include <limits>
#include <random>

using namespace levelin;

namespace {

DecimalColumn column(std::vector<double> values) {
    DecimalColumn c;
    c.status.assign(values.size(), Status::ok);
    c.values = std::move(values);
    return c;
}

ClassifyOptions by(ClassMethod method, int classes = 5) {
    ClassifyOptions options;
    options.method = method;
    options.classes = classes;
    return options;
}

ClassifyOptions by_hand(std::vector<double> breaks) {
    ClassifyOptions options = by(ClassMethod::manual);
    options.breaks = std::move(breaks);
    return options;
}

ClassifyOptions hyndman_fan(int classes) {
    ClassifyOptions options = by(ClassMethod::quantiles, classes);
    options.quantile_rule = QuantileRule::hyndman_fan_7;
    return options;
}

std::vector<int> classes_of(std::vector<double> values, const ClassifyOptions& options) {
    return classify(column(std::move(values)), options).class_of_area;
}

std::vector<double> starts(const Classification& c) {
    std::vector<double> out;
    for (const MapClass& entry : c.classes.entries) {
        out.push_back(entry.from.value_or(-999));
    }
    return out;
}

std::string error_code(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return "none";
}

using Ints = std::vector<int>;
using Numbers = std::vector<double>;

}  // namespace

TEST_CASE("classify_deciles: keeps the deciles, finds their scores, counts each status",
          "[classify]") {
    const WholeColumn decile{{1, 1, 10, 0, 0, 0},
                             {Status::ok, Status::ok, Status::ok, Status::missing,
                              Status::suppressed, Status::suppressed}};
    const DecimalColumn score{{80, 70, 2.5, 0, 0, 0},
                              {Status::ok, Status::ok, Status::ok, Status::missing,
                               Status::suppressed, Status::suppressed}};
    const Classification c = classify_deciles(decile, score);
    CHECK(c.class_of_area == Ints{1, 1, 10, class_without_value(Status::missing),
                                  class_without_value(Status::suppressed),
                                  class_without_value(Status::suppressed)});
    REQUIRE(c.classes.entries.size() == 10);
    CHECK(c.classes.entries[0].label == "1");
    CHECK(c.classes.entries[0].count == 2);
    CHECK(c.classes.entries[0].lower == 70.0);
    CHECK(c.classes.entries[0].upper == 80.0);
    CHECK(c.classes.entries[4].count == 0);
    CHECK_FALSE(c.classes.entries[4].lower.has_value());
    CHECK(c.classes.status_counts == std::array<std::uint64_t, status_count>{0, 1, 2, 0, 0, 0});
    CHECK(c.classes.with_value() + c.classes.without_value() == 6);
    // Decile 1 is the worst and so the darkest.
    CHECK(c.classes.shade(0) == 9);
    CHECK(c.classes.shade(9) == 0);
}

TEST_CASE("classify_deciles: what does not fit is an error", "[classify]") {
    const WholeColumn eleven{{11}, {Status::ok}};
    const WholeColumn zero{{0}, {Status::ok}};
    CHECK(error_code([&] { (void)classify_deciles(eleven, {}); }) == "E-CLASSIFY-02");
    CHECK(error_code([&] { (void)classify_deciles(zero, {}); }) == "E-CLASSIFY-02");
    CHECK(error_code([&] { (void)classify_deciles(eleven, column({1, 2})); }) == "E-CLASSIFY-01");
}

TEST_CASE("classify: deciles of ranks from the worst, ten whatever the ties", "[classify]") {
    Numbers values;
    for (int i = 1; i <= 20; ++i) {
        values.push_back(i);
    }
    Classification c = classify(column(values), by(ClassMethod::deciles));
    CHECK(c.class_of_area.front() == 10);
    CHECK(c.class_of_area.back() == 1);
    CHECK(c.class_of_area[17] == 2);
    CHECK(c.classes.first_is_worst);
    ClassifyOptions low = by(ClassMethod::deciles);
    low.lowest_is_worst = true;
    c = classify(column(values), low);
    CHECK(c.class_of_area.front() == 1);
    CHECK(c.class_of_area.back() == 10);
    CHECK(c.classes.first_is_worst);
    // Ranks 1, 2, 2, 2, 5 of five: deciles 2, 4, 4, 4, 10.
    c = classify(column({9, 7, 7, 7, 1}), by(ClassMethod::deciles));
    CHECK(c.class_of_area == Ints{2, 4, 4, 4, 10});
    CHECK(c.classes.entries.size() == 10);
    CHECK(c.classes.entries[3].label == "4");
    CHECK(c.classes.entries[3].lower == 7.0);
}

TEST_CASE("classify: quantiles by ceil(k r / N) keep equal values together", "[classify]") {
    CHECK(classes_of({10, 9, 8, 7, 6, 5, 4, 3, 2, 1}, by(ClassMethod::quantiles, 5)) ==
          Ints{5, 5, 4, 4, 3, 3, 2, 2, 1, 1});
    // Ranks 1, 2, 2, 2, 5: ceil(5 r / 5) = r; of the five classes three hold something.
    const auto tied = classify(column({1, 2, 2, 2, 3}), by(ClassMethod::quantiles, 5));
    CHECK(tied.class_of_area == Ints{1, 2, 2, 2, 3});
    REQUIRE(tied.classes.entries.size() == 3);
    CHECK(tied.classes.entries[1].count == 3);
    const Finding* finding = tied.diagnostics.find("N-CLASSIFY-01");
    REQUIRE(finding != nullptr);
    CHECK(finding->message ==
          "5 classes were asked for; there are 3, since equal values stay together");
    CHECK(tied.classes.method == "Quantiles, 3 classes");
}

TEST_CASE("classify: quantiles by Hyndman and Fan 7, by hand", "[classify]") {
    // Quartiles of 1, 2, 3, 4, 10 by definition 7 are 2, 3 and 4.
    CHECK(classes_of({10, 4, 3, 2, 1}, hyndman_fan(4)) == Ints{4, 3, 2, 1, 1});
    // Of 1, 2, 3, 4 they are 1.75, 2.5 and 3.25.
    CHECK(classes_of({1, 2, 3, 4}, hyndman_fan(4)) == Ints{1, 2, 3, 4});
}

TEST_CASE("classify: equal intervals by hand; equal values; nothing at all", "[classify]") {
    const auto equal = by(ClassMethod::equal_intervals, 4);
    const auto c = classify(column({0, 2.4, 2.5, 5, 7.5, 10}), equal);
    CHECK(c.class_of_area == Ints{1, 1, 2, 3, 4, 4});
    CHECK(starts(c) == Numbers{0, 2.5, 5, 7.5});
    CHECK(c.classes.entries.back().below == 10.0);
    const auto same = classify(column({3, 3}), equal);
    CHECK(same.class_of_area == Ints{1, 1});
    CHECK(same.classes.entries.size() == 1);
    CHECK(same.diagnostics.find("N-CLASSIFY-01") != nullptr);
    CHECK_FALSE(same.classes.variance_fit.has_value());
    const auto none = classify({}, equal);
    CHECK(none.classes.with_value() == 0);
    CHECK(none.classes.entries.empty());
    const double huge = std::numeric_limits<double>::max();
    CHECK(classes_of({-huge, 0, huge}, by(ClassMethod::equal_intervals, 2)) == Ints{1, 2, 2});
    // Neighbouring doubles: no number lies between them.
    const double next = std::nextafter(1.0, 2.0);
    CHECK(classes_of({1, next}, equal) == Ints{1, 2});
}

TEST_CASE("classify: natural breaks, with the share of variance explained", "[classify]") {
    // {4 5} {9 10}: 26 about the mean, 1 within.
    const auto c = classify(column({10, 4, 9, 5}), by(ClassMethod::natural_breaks, 2));
    CHECK(c.class_of_area == Ints{2, 1, 2, 1});
    CHECK(c.classes.variance_fit.value() == Approx(25.0 / 26).epsilon(1e-14));
    CHECK(c.diagnostics.empty());
    const auto few = classify(column({1, 1, 2}), by(ClassMethod::natural_breaks, 5));
    CHECK(few.classes.entries.size() == 2);
    CHECK(few.classes.variance_fit == 1.0);
    REQUIRE(few.diagnostics.find("N-CLASSIFY-01") != nullptr);
}

TEST_CASE("classify: pretty bounds are multiples of 1, 2 or 5", "[classify]") {
    const auto c = classify(column({2.3, 11, 19.9, 47.8}), by(ClassMethod::pretty, 5));
    CHECK(starts(c) == Numbers{0, 10, 20, 30, 40});
    CHECK(c.classes.entries.back().below == 50.0);
    CHECK(c.class_of_area == Ints{1, 2, 2, 5});
    CHECK(c.classes.entries[2].count == 0);
    // 0.1 .. 0.7 in steps of 0.1: six classes, of 0.2: four; five were asked for, and of two
    // equally near the fewer classes win.
    const auto small = classify(column({0.1, 0.3, 0.7}), by(ClassMethod::pretty, 5));
    CHECK(starts(small) == Numbers{0, 0.2, 0.4, 0.6});
    CHECK(small.classes.entries.back().below == 0.8);
    CHECK(small.diagnostics.find("N-CLASSIFY-01") != nullptr);
    // A value on a bound belongs to the class above it, the highest of all to the last.
    CHECK(classes_of({-10, -5, 0, 5, 10}, by(ClassMethod::pretty, 4)) == Ints{1, 2, 3, 4, 4});
    // Bounds are the doubles nearest to the decimals.
    CHECK(starts(classify(column({0.31, 0.69}), by(ClassMethod::pretty, 4))) ==
          Numbers{0.3, 0.4, 0.5, 0.6});
    // So far from 0 that no smaller step could be told from its neighbour.
    const auto far = classify(column({1e20, 1e20 + 65536}), by(ClassMethod::pretty, 2));
    CHECK(far.class_of_area == Ints{1, 1});
    CHECK(far.diagnostics.find("N-CLASSIFY-01") != nullptr);
}

TEST_CASE("classify: standard deviations about the mean", "[classify]") {
    // Mean 5, squares 40, sample variance 10.
    const auto c = classify(column({1, 3, 5, 7, 9}), by(ClassMethod::standard_deviations, 4));
    const double s = std::sqrt(10.0);
    REQUIRE(c.classes.entries.size() == 4);
    CHECK(c.classes.entries[1].from.value() == Approx(5 - s).epsilon(1e-14));
    CHECK(c.classes.entries[2].from.value() == Approx(5).epsilon(1e-14));
    CHECK(c.classes.entries[3].from.value() == Approx(5 + s).epsilon(1e-14));
    CHECK(c.class_of_area == Ints{1, 2, 3, 3, 4});
    CHECK(c.classes.middle == 5.0);
    CHECK(c.classes.entries[0].label == "under \u22121 sd");
    CHECK(c.classes.entries[1].label == "\u22121 to 0 sd");
    CHECK(c.classes.entries[3].label == "1 sd or more");
    const auto odd = classify(column({1, 3, 5, 7, 9}), by(ClassMethod::standard_deviations, 3));
    CHECK(odd.classes.entries[1].label == "\u22120.5 to 0.5 sd");
    CHECK(odd.class_of_area == Ints{1, 1, 2, 3, 3});
    CHECK(
        classify(column({2, 2}), by(ClassMethod::standard_deviations, 3)).classes.entries.size() ==
        1);
}

TEST_CASE("classify: head/tail breaks at means while the head is a minority", "[classify]") {
    // Mean 3.2 parts 2 of 10 off; theirs is 11.5 and parts one of two off, more than 40 %.
    const auto c = classify(column({1, 1, 1, 1, 1, 1, 1, 2, 3, 20}), by(ClassMethod::head_tail));
    // Mean 3.2: the head is {20} alone.
    CHECK(c.class_of_area == Ints{1, 1, 1, 1, 1, 1, 1, 1, 1, 2});
    // 1 to 1/10 (Zipf): mean 0.29 parts {1, .5, .333}; theirs, 0.61, parts {1}, a third of them.
    Numbers zipf;
    for (int i = 1; i <= 10; ++i) {
        zipf.push_back(1.0 / i);
    }
    CHECK(classes_of(zipf, by(ClassMethod::head_tail)) == Ints{3, 2, 2, 1, 1, 1, 1, 1, 1, 1});
    // Half of the values lie above the mean: one break, and no more.
    CHECK(classes_of({1, 2, 3, 4}, by(ClassMethod::head_tail)) == Ints{1, 1, 2, 2});
    CHECK(classes_of({5, 5}, by(ClassMethod::head_tail)) == Ints{1, 1});
}

TEST_CASE("classify: bounds by hand, a value on a bound belongs above it", "[classify]") {
    const auto c = classify(column({-3, 10, 19.99, 20, 500}), by_hand({10, 20, 1000}));
    CHECK(c.class_of_area == Ints{1, 2, 2, 3, 3});
    CHECK(c.classes.entries[3].count == 0);
    CHECK_FALSE(c.classes.entries[0].from.has_value());
    CHECK_FALSE(c.classes.entries[3].below.has_value());
    CHECK(classify({}, by_hand({1})).classes.entries.size() == 2);
}

TEST_CASE("classify: what cannot be done is an error", "[classify]") {
    const auto code = [](const DecimalColumn& values, const ClassifyOptions& options) {
        return error_code([&] { (void)classify(values, options); });
    };
    CHECK(code({}, by(ClassMethod::quantiles, 1)) == "E-CLASSIFY-03");
    CHECK(code({}, by(ClassMethod::pretty, 13)) == "E-CLASSIFY-03");
    CHECK(code(column({1, NAN}), by(ClassMethod::quantiles, 2)) == "E-CLASSIFY-04");
    CHECK(code(column({1, INFINITY}), by(ClassMethod::deciles)) == "E-CLASSIFY-04");
    CHECK(code({}, by_hand({})) == "E-CLASSIFY-05");
    CHECK(code({}, by_hand({2, 2})) == "E-CLASSIFY-05");
    CHECK(code({}, by_hand({1, INFINITY})) == "E-CLASSIFY-05");
    CHECK(code({}, by_hand(Numbers{1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})) == "E-CLASSIFY-05");
    DecimalColumn lopsided = column({1});
    lopsided.status.clear();
    CHECK(code(lopsided, by(ClassMethod::quantiles, 2)) == "E-CLASSIFY-01");
}

TEST_CASE("class_method: every word means its method", "[classify]") {
    for (const std::string_view word : class_method_words()) {
        REQUIRE(class_method(word).has_value());
        CHECK(to_string(*class_method(word)) == word);
    }
    CHECK(class_method_words().size() == 8);
    CHECK_FALSE(class_method("Jenks").has_value());
}

TEST_CASE("classify: on random values counts add up and a higher value is in no lower class",
          "[classify]") {
    std::mt19937_64 random{7};
    for (int round = 0; round < 60; ++round) {
        DecimalColumn values;
        const std::size_t n = random() % 300;
        const double stretch = round % 3 == 0 ? 1e-7 : round % 3 == 1 ? 1 : 1e9;
        for (std::size_t i = 0; i < n; ++i) {
            values.values.push_back((static_cast<double>(random() % 50) / 7 - 3) * stretch);
            values.status.push_back(static_cast<Status>(random() % 8 == 0 ? 1 + random() % 5 : 0));
        }
        const int k = 2 + static_cast<int>(random() % 11);
        std::vector<ClassifyOptions> all{hyndman_fan(k), by_hand({-stretch, 0, stretch / 3})};
        for (const auto method :
             {ClassMethod::quantiles, ClassMethod::equal_intervals, ClassMethod::natural_breaks,
              ClassMethod::pretty, ClassMethod::standard_deviations, ClassMethod::head_tail}) {
            all.push_back(by(method, k));
        }
        for (const ClassifyOptions& options : all) {
            const Classification c = classify(values, options);
            const std::size_t made = c.classes.entries.size();
            REQUIRE(made <= static_cast<std::size_t>(Classes::max_classes));
            REQUIRE(c.class_of_area.size() == n);
            CHECK(c.classes.with_value() + c.classes.without_value() == n);
            CHECK(c.classes.status_counts[0] == 0);
            CHECK(bounds_texts(c.classes).size() == made);
            for (std::size_t i = 0; i < n; ++i) {
                if (values.status[i] != Status::ok) {
                    CHECK(c.class_of_area[i] == class_without_value(values.status[i]));
                    continue;
                }
                const double x = values.values[i];
                const auto at = static_cast<std::size_t>(c.class_of_area[i] - 1);
                const MapClass& entry = c.classes.entries.at(at);
                CHECK(*entry.lower <= x);
                CHECK(x <= *entry.upper);
                CHECK((!entry.from || *entry.from <= x));
                CHECK((!entry.below || (at + 1 == made ? x <= *entry.below : x < *entry.below)));
            }
            std::optional<double> highest;
            for (const MapClass& entry : c.classes.entries) {
                if (c.classes.bounds == BoundsKind::found) {
                    CHECK(entry.count > 0);
                }
                if (entry.count > 0) {
                    CHECK((!highest || *highest < *entry.lower));
                    highest = entry.upper;
                }
            }
        }
    }
}
