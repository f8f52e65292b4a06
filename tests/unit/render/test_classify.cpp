#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/render/classify.hpp>
#include <random>

using namespace levelin;

namespace {

DecimalColumn column(std::vector<double> values) {
    DecimalColumn c;
    c.status.assign(values.size(), Status::ok);
    c.values = std::move(values);
    return c;
}

std::string error_code(const std::function<void()>& work) {
    try {
        work();
    } catch (const Error& error) {
        return error.code();
    }
    return "none";
}

}  // namespace

TEST_CASE("classify_deciles: keeps the deciles, finds their scores, counts each status",
          "[render]") {
    const WholeColumn decile{{1, 1, 10, 0, 0, 0},
                             {Status::ok, Status::ok, Status::ok, Status::missing,
                              Status::suppressed, Status::suppressed}};
    const DecimalColumn score{{80, 70, 2.5, 0, 0, 0},
                              {Status::ok, Status::ok, Status::ok, Status::missing,
                               Status::suppressed, Status::suppressed}};
    const Classification c = classify_deciles(decile, score);
    CHECK(c.class_of_area == std::vector<int>{1, 1, 10, class_without_value(Status::missing),
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

TEST_CASE("classify_deciles: what does not fit is an error", "[render]") {
    const WholeColumn eleven{{11}, {Status::ok}};
    const WholeColumn zero{{0}, {Status::ok}};
    CHECK(error_code([&] { (void)classify_deciles(eleven, {}); }) == "E-RENDER-03");
    CHECK(error_code([&] { (void)classify_deciles(zero, {}); }) == "E-RENDER-03");
    CHECK(error_code([&] { (void)classify_deciles(eleven, column({1, 2})); }) == "E-RENDER-02");
}

TEST_CASE("classify_quantiles: ceil(k r / N) keeps equal values together", "[render]") {
    const auto even = classify_quantiles(column({10, 9, 8, 7, 6, 5, 4, 3, 2, 1}), 5);
    CHECK(even.class_of_area == std::vector<int>{5, 5, 4, 4, 3, 3, 2, 2, 1, 1});
    // Ranks 1, 2, 2, 2, 5: ceil(5 r / 5) = r.
    const auto tied = classify_quantiles(column({1, 2, 2, 2, 3}), 5);
    CHECK(tied.class_of_area == std::vector<int>{1, 2, 2, 2, 5});
    CHECK(tied.classes.entries[2].count == 0);
    CHECK(tied.classes.entries.size() == 5);
}

TEST_CASE("classify_quantiles: Hyndman and Fan 7, by hand", "[render]") {
    // Quartiles of 1, 2, 3, 4, 10 by definition 7 are 2, 3 and 4.
    const auto c = classify_quantiles(column({10, 4, 3, 2, 1}), 4, QuantileRule::hyndman_fan_7);
    CHECK(c.class_of_area == std::vector<int>{4, 3, 2, 1, 1});
    // Of 1, 2, 3, 4 they are 1.75, 2.5 and 3.25.
    const auto d = classify_quantiles(column({1, 2, 3, 4}), 4, QuantileRule::hyndman_fan_7);
    CHECK(d.class_of_area == std::vector<int>{1, 2, 3, 4});
}

TEST_CASE("classify_equal_intervals: by hand; equal values; nothing at all", "[render]") {
    const auto c = classify_equal_intervals(column({0, 2.4, 2.5, 5, 7.5, 10}), 4);
    CHECK(c.class_of_area == std::vector<int>{1, 1, 2, 3, 4, 4});
    CHECK(classify_equal_intervals(column({3, 3}), 4).class_of_area == std::vector<int>{1, 1});
    CHECK(classify_equal_intervals({}, 4).classes.with_value() == 0);
    const double huge = std::numeric_limits<double>::max();
    CHECK(classify_equal_intervals(column({-huge, 0, huge}), 2).class_of_area ==
          std::vector<int>{1, 2, 2});
}

TEST_CASE("classify: wrong numbers of classes and values that are not finite are errors",
          "[render]") {
    CHECK(error_code([] { (void)classify_quantiles({}, 1); }) == "E-RENDER-04");
    CHECK(error_code([] { (void)classify_equal_intervals({}, 13); }) == "E-RENDER-04");
    CHECK(error_code([] {
              (void)classify_quantiles(column({1, std::numeric_limits<double>::quiet_NaN()}), 2);
          }) == "E-RENDER-05");
    DecimalColumn lopsided = column({1});
    lopsided.status.clear();
    CHECK(error_code([&] { (void)classify_quantiles(lopsided, 2); }) == "E-RENDER-02");
}

TEST_CASE("classify: on random values counts add up and a higher value is in no lower class",
          "[render]") {
    std::mt19937_64 random{7};
    for (int round = 0; round < 60; ++round) {
        DecimalColumn values;
        const std::size_t n = random() % 300;
        for (std::size_t i = 0; i < n; ++i) {
            values.values.push_back(static_cast<double>(random() % 50) / 7 - 3);
            values.status.push_back(static_cast<Status>(random() % 8 == 0 ? 1 + random() % 5 : 0));
        }
        const int k = 2 + static_cast<int>(random() % 11);
        for (const auto& c : {classify_quantiles(values, k),
                              classify_quantiles(values, k, QuantileRule::hyndman_fan_7),
                              classify_equal_intervals(values, k)}) {
            REQUIRE(c.classes.entries.size() == static_cast<std::size_t>(k));
            REQUIRE(c.class_of_area.size() == n);
            CHECK(c.classes.with_value() + c.classes.without_value() == n);
            CHECK(c.classes.status_counts[0] == 0);
            for (std::size_t i = 0; i < n; ++i) {
                if (values.status[i] != Status::ok) {
                    CHECK(c.class_of_area[i] == class_without_value(values.status[i]));
                    continue;
                }
                const auto& entry =
                    c.classes.entries[static_cast<std::size_t>(c.class_of_area[i] - 1)];
                CHECK(*entry.lower <= values.values[i]);
                CHECK(values.values[i] <= *entry.upper);
            }
            std::optional<double> highest;
            for (const MapClass& entry : c.classes.entries) {
                if (entry.count > 0) {
                    CHECK((!highest || *highest < *entry.lower));
                    highest = entry.upper;
                }
            }
        }
    }
}

TEST_CASE("bounds_texts: three digits of the range, whole numbers stay whole", "[render]") {
    Classes classes;
    classes.entries = {
        {"1", 51.0184, 92.6916, 3}, {"2", -2.8, 51.0, 2}, {"3", {}, {}, 0}, {"4", 7.0, 7.0, 1}};
    CHECK(bounds_texts(classes) ==
          std::vector<std::string>{"51.0 to 92.7", "\u22122.8 to 51.0", "", "7.0"});
    classes.entries = {{"", 1.0, 3284.0, 3}, {"", 3285.0, 6569.0, 3}};
    CHECK(bounds_texts(classes) == std::vector<std::string>{"1 to 3284", "3285 to 6569"});
    // A narrow class among wide ones still shows that it is a range.
    classes.entries = {{"", 0.5, 100.0, 3}, {"", 0.251, 0.262, 3}};
    CHECK(bounds_texts(classes) == std::vector<std::string>{"0.50 to 100.00", "0.25 to 0.26"});
}
