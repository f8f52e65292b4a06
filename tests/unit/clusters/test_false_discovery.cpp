#include <catch2/catch.hpp>
#include <levelin/clusters/false_discovery.hpp>

using namespace levelin;

TEST_CASE("Benjamini and Hochberg's q as R's p.adjust gives them", "[clusters]") {
    const std::vector<double> p{0.060, 0.216, 0.001, 0.941, 0.041, 0.212,
                                0.042, 0.008, 0.039, 0.341, 0.205, 0.074};
    const std::vector<double> q = benjamini_hochberg(p);
    // 12 tests: 0.001 * 12; 0.008 * 6; then 0.042 * 12 / 5 for the three up to it; ...
    CHECK(q[2] == Approx(0.012));
    CHECK(q[7] == Approx(0.048));
    CHECK(q[6] == Approx(0.042 * 12 / 5));
    CHECK(q[4] == q[6]);
    CHECK(q[8] == q[6]);
    CHECK(q[0] == Approx(0.12));
    CHECK(q[11] == Approx(0.074 * 12 / 7));
    CHECK(q[1] == Approx(0.216 * 12 / 10));
    CHECK(q[10] == q[1]);
    CHECK(q[3] == Approx(0.941));
    CHECK(benjamini_hochberg({}).empty());
}

TEST_CASE("q of 25 tests as R's p.adjust gives them", "[clusters]") {
    // The p-values of Benjamini and Hochberg's table as McDonald's handbook uses them.
    const std::vector<double> p{0.001, 0.008, 0.039, 0.041, 0.042, 0.06,  0.074, 0.205, 0.212,
                                0.216, 0.222, 0.251, 0.269, 0.275, 0.34,  0.341, 0.384, 0.569,
                                0.594, 0.696, 0.762, 0.94,  0.942, 0.975, 0.986};
    const std::vector<double> expected{0.025,
                                       0.1,
                                       0.21,
                                       0.21,
                                       0.21,
                                       0.25,
                                       0.264285714285714,
                                       0.491071428571429,
                                       0.491071428571429,
                                       0.491071428571429,
                                       0.491071428571429,
                                       0.491071428571429,
                                       0.491071428571429,
                                       0.491071428571429,
                                       0.5328125,
                                       0.5328125,
                                       0.564705882352941,
                                       0.781578947368421,
                                       0.781578947368421,
                                       0.87,
                                       0.907142857142857,
                                       0.986,
                                       0.986,
                                       0.986,
                                       0.986};
    const std::vector<double> q = benjamini_hochberg(p);
    for (std::size_t i = 0; i < p.size(); ++i) {
        CHECK(q[i] == Approx(expected[i]).epsilon(1e-13));
    }
}

TEST_CASE("a level is met by q where the step-up rule rejects", "[clusters]") {
    // PySAL's rule (largest i with p_(i) <= i level / m) against q <= level, on many p.
    std::vector<double> p;
    for (int i = 0; i < 200; ++i) {
        p.push_back((i * 7919 % 1009) / 1009.0 * (i % 3 == 0 ? 0.05 : 1.0));
    }
    const std::vector<double> q = benjamini_hochberg(p);
    std::vector<double> sorted = p;
    std::sort(sorted.begin(), sorted.end());
    for (const double level : {0.01, 0.05, 0.1, 0.2}) {
        double cut = -1;
        for (std::size_t i = 0; i < sorted.size(); ++i) {
            if (sorted[i] * 200 / static_cast<double>(i + 1) <= level) {
                cut = sorted[i];
            }
        }
        for (std::size_t i = 0; i < p.size(); ++i) {
            CHECK((q[i] <= level) == (p[i] <= cut));
        }
    }
}
