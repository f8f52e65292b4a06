#include <catch2/catch.hpp>
#include <levelin/clusters/local_statistics.hpp>
#include <levelin/clusters/weights.hpp>
#include <levelin/core/error.hpp>
#include <numeric>

#include "lattice.hpp"

using namespace levelin;

namespace {

constexpr double tolerance = 1e-10;
const std::vector<std::size_t> shown{0, 2, 7, 12, 24};

void check(const std::vector<double>& got, const std::vector<double>& expected, double factor = 1) {
    for (std::size_t k = 0; k < shown.size(); ++k) {
        INFO("area " << shown[k]);
        CHECK(std::abs(got[shown[k]] * factor - expected[k]) < tolerance);
    }
}

Deviations example() {
    return deviations_of(example_values());
}

}  // namespace

// Figures of R's spdep 1.2.7 and of PySAL's esda 2.5.1 (libpysal 4.7.0) on the example's values and
// weights, row-standardised.

TEST_CASE("local Moran equals spdep's and PySAL's", "[clusters]") {
    const LocalStatistic moran = local_moran(row_standardised(example_graph()), example());
    check(moran.value.values, {-0.551849118491184898, -0.013854858548585492, -0.405965559655596608,
                               -0.044068265682656822, -0.040803608036080352});
    check(moran.z.values, {-0.890156214907918630, -0.074488675435372853, -0.784657866075467947,
                           -0.541460561374383142, 0.065734213777614556});
    check(moran.value.values,
          {-0.5306241523953701, -0.013321979373639896, -0.39035149966884286, -0.04237333238717001,
           -0.03923423849623108},
          25.0 / 26);
    CHECK(moran.value.status[25] == Status::not_applicable);
    CHECK(moran.z.status[25] == Status::not_applicable);
}

TEST_CASE("local Moran with uneven weights equals spdep's", "[clusters]") {
    const LocalStatistic moran = local_moran(row_standardised(example_graph(true)), example());
    check(moran.value.values, {-0.852624026240262456, -0.072279995527228011, -0.549039866869256987,
                               -0.088560885608856069, -0.306027060270602724});
    check(moran.z.values, {-1.29865021318021046, -0.48367479315281253, -1.03237275210690438,
                           -1.02475831380785598, -0.23374475787835181});
}

TEST_CASE("Gi and Gi* equal spdep's and PySAL's", "[clusters]") {
    const std::vector<double> g{0.890156214907918297, -0.074488675435372867, 0.784657866075467503,
                                -0.541460561374383698, 0.065734213777614153};
    // PySAL's, of binary weights; spdep's are the same within 1e-15.
    const std::vector<double> g_star{0.2987286228588981, 0.045277152077012904, 0.34684873673939864,
                                     -0.4611283783240554, 0.7798667587909285};
    for (const bool standardised : {false, true}) {
        const NeighbourGraph graph =
            standardised ? row_standardised(example_graph()) : example_graph();
        check(local_g(graph, example()).z.values, g);
        check(local_g_star(graph, example()).z.values, g_star);
    }
    check(local_g(row_standardised(example_graph(true)), example()).z.values,
          {1.29865021318021001, -0.48367479315281214, 1.03237275210690327, -1.02475831380785709,
           -0.23374475787835186});
}

TEST_CASE("local Geary equals PySAL's and spdep's", "[clusters]") {
    const LocalStatistic geary = local_geary(row_standardised(example_graph()), example());
    check(geary.value.values, {2.9725707257072567, 1.215635916359164, 3.5670848708487086,
                               1.2259255842558427, 2.972570725707257});
    check(geary.value.values,
          {2.8582410824108240, 1.1688806888068881, 3.4298892988929888, 1.1787746002460024,
           2.8582410824108240},
          25.0 / 26);
    check(local_geary(row_standardised(example_graph(true)), example()).value.values,
          {3.7037207872078719, 1.1632841328413281, 3.6779719267780910, 1.3100173648795310,
           3.2420049200492005},
          25.0 / 26);
}

TEST_CASE("local Morans add up to the global one", "[clusters]") {
    const LocalStatistic moran = local_moran(row_standardised(example_graph()), example());
    const double sum = std::accumulate(moran.value.values.begin(), moran.value.values.end(), 0.0);
    // S0 is the 25 rows that have weights; spdep's and PySAL's I.
    CHECK(std::abs(sum / 25 + 0.16118094300943013) < 1e-14);
}

TEST_CASE("where everyone is everyone's neighbour nothing can vary", "[clusters]") {
    std::vector<BorderPair> pairs;
    for (std::uint32_t a = 0; a < 5; ++a) {
        for (std::uint32_t b = a + 1; b < 5; ++b) {
            pairs.emplace_back(a, b);
        }
    }
    const NeighbourGraph graph = row_standardised(make_graph(5, pairs));
    const Deviations deviations = deviations_of(std::vector<double>{1, 2, 4, 8, 17});
    for (const LocalStatistic& statistic :
         {local_moran(graph, deviations), local_g(graph, deviations),
          local_g_star(graph, deviations), local_geary(graph, deviations)}) {
        CHECK(statistic.z.status == std::vector<Status>(5, Status::not_applicable));
    }
    CHECK(local_moran(graph, deviations).value.status == std::vector<Status>(5, Status::ok));
}

TEST_CASE("values that cannot be compared are refused", "[clusters]") {
    const auto code_of = [](const std::vector<double>& values) -> std::string {
        try {
            (void)deviations_of(values);
        } catch (const Error& error) {
            return error.code();
        }
        return "";
    };
    CHECK(code_of({1, 2, 3}) == "E-CLUSTERS-03");
    CHECK(code_of({2, 2, 2, 2, 2}) == "E-CLUSTERS-04");
    CHECK(code_of({1e200, 2, 3, 4}) == "E-CLUSTERS-04");
    CHECK(code_of({1, 2, 3, 4}).empty());
    // The mean of large numbers that differ by little keeps what differs.
    const Deviations far = deviations_of(std::vector<double>{1e9 + 1, 1e9 + 2, 1e9 + 3, 1e9 + 6});
    CHECK(far.z == std::vector<double>{-2, -1, 0, 3});
    CHECK(far.m2 == 3.5);
    CHECK(far.m3 == 4.5);
    CHECK(far.m4 == 24.5);
}
