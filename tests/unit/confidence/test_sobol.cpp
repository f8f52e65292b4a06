#include <cmath>
#include <levelin/confidence/sobol.hpp>
#include <mutex>
#include <numbers>
#include <set>

#include "made_index.hpp"

using namespace levelin;

namespace {

// sin x1 + a sin^2 x2 + b x3^4 sin x1, x even in [-pi, pi], a = 7, b = 0.1.
double ishigami(const SobolPoint& point) {
    const auto x = [&](std::size_t i) { return std::numbers::pi * (2 * point.uniforms[i] - 1); };
    return std::sin(x(0)) + 7 * std::sin(x(1)) * std::sin(x(1)) +
           0.1 * std::pow(x(2), 4) * std::sin(x(0));
}

}  // namespace

TEST_CASE("sobol: Ishigami's function within 0.01 of its indices", "[confidence]") {
    // Ishigami & Homma 1990: V = a^2/8 + b pi^4/5 + b^2 pi^8/18 + 1/2,
    // V1 = (1 + b pi^4/5)^2 / 2, V2 = a^2/8, V13 = 8 b^2 pi^8 / 225.
    const double pi4 = std::pow(std::numbers::pi, 4);
    const double v = 49.0 / 8 + 0.1 * pi4 / 5 + 0.01 * pi4 * pi4 / 18 + 0.5;
    const double v1 = std::pow(1 + 0.1 * pi4 / 5, 2) / 2;
    const double v13 = 8 * 0.01 * pi4 * pi4 / 225;
    const std::vector<double> first{v1 / v, 49.0 / 8 / v, 0};
    const std::vector<double> total{(v1 + v13) / v, 49.0 / 8 / v, v13 / v};
    CHECK(std::abs(first[0] - 0.314) < 0.0005);  // As printed.
    CHECK(std::abs(total[2] - 0.244) < 0.0005);
    double worst = 0;
    for (const std::uint64_t seed : {1U, 2U, 3U, 4U, 5U}) {
        SobolOptions options;
        options.rows = 4096;
        options.seed = seed;
        options.resamples = 200;
        const SobolIndices found = sobol_indices(3, ishigami, options);
        CHECK(found.rows == 4096);
        CHECK(found.runs == 4096 * 5);
        CHECK(std::abs(found.mean - 3.5) < 0.01);
        CHECK(std::abs(found.variance / v - 1) < 0.01);
        for (std::size_t i = 0; i < 3; ++i) {
            worst = std::max(worst, std::abs(found.first[i].value - first[i]));
            worst = std::max(worst, std::abs(found.total[i].value - total[i]));
            CHECK(found.first[i].low <= found.first[i].value);
            CHECK(found.total[i].high >= found.total[i].value);
            CHECK(found.first[i].low < first[i]);
            CHECK(found.first[i].high > first[i]);
        }
    }
    UNSCOPED_INFO("largest error " << worst);
    CHECK(worst < 0.01);
    WARN("Ishigami: largest error of 30 indices " << worst);
}

TEST_CASE("sobol: a sum has first indices that are total, a product has none", "[confidence]") {
    SobolOptions options;
    options.rows = 1024;
    const SobolIndices sum = sobol_indices(
        4,
        [](const SobolPoint& p) {
            return 4 * p.uniforms[0] + 2 * p.uniforms[1] - p.uniforms[2] + 0 * p.uniforms[3];
        },
        options);
    const std::vector<double> expected{16.0 / 21, 4.0 / 21, 1.0 / 21, 0};
    for (std::size_t i = 0; i < 4; ++i) {
        CHECK(std::abs(sum.first[i].value - expected[i]) < 0.003);
        CHECK(std::abs(sum.total[i].value - expected[i]) < 0.003);
    }
    const SobolIndices product = sobol_indices(
        2, [](const SobolPoint& p) { return (p.uniforms[0] - 0.5) * (p.uniforms[1] - 0.5); },
        options);
    for (std::size_t i = 0; i < 2; ++i) {
        CHECK(std::abs(product.first[i].value) < 0.02);
        CHECK(std::abs(product.total[i].value - 1) < 0.03);
    }
    const SobolIndices constant = sobol_indices(
        2, [](const SobolPoint&) { return 5.0; }, options);
    CHECK(constant.variance == 0);
    CHECK(constant.first[0].value == 0);
    CHECK(sobol_indices(0, ishigami).runs == 0);
}

TEST_CASE("sobol: points fill the cube, threads do not tell", "[confidence]") {
    // Each half of each factor's range holds half of the rows of a net, whatever the shift.
    std::mutex mutex;
    std::vector<int> lower(6, 0);
    std::set<std::vector<double>> points;
    SobolOptions options;
    options.rows = 100;  // Rounded up.
    options.resamples = 10;
    const auto look = [&](const SobolPoint& p) {
        const std::scoped_lock lock(mutex);
        for (std::size_t i = 0; p.run == 0 && i < 6; ++i) {
            lower[i] += p.uniforms[i] < 0.5 ? 1 : 0;
        }
        points.insert({p.uniforms.begin(), p.uniforms.end()});
        return p.uniforms[0];
    };
    const SobolIndices found = sobol_indices(6, look, options);
    CHECK(found.rows == 128);
    CHECK(points.size() == 128 * 8);
    CHECK(lower == std::vector<int>(6, 64));
    options.threads = 5;
    const SobolIndices again = sobol_indices(3, ishigami, options);
    options.threads = 1;
    const SobolIndices alone = sobol_indices(3, ishigami, options);
    for (std::size_t i = 0; i < 3; ++i) {
        CHECK(again.first[i].value == alone.first[i].value);
        CHECK(again.total[i].low == alone.total[i].low);
    }
}

TEST_CASE("sobol: the mean shift in rank of an index", "[confidence]") {
    const auto codes = made::codes(300);
    const auto raw = made::indicators(300, 4, 5);
    const IndexModel model = made::model(made::two_levels(), raw);
    // One uncertain choice explains everything; its mean shift is that of its two levels.
    Uncertainty one;
    one.weights.law = WeightLaw::fixed;
    one.normalisations.resize(2);
    one.normalisations[1].method = Normalisation::rank;
    const UncertainIndex index(model, one, codes);
    const SobolIndices found = rank_shift_indices(index);
    REQUIRE(found.first.size() == 1);
    CHECK(std::abs(found.total[0].value - 1) < 1e-9);
    CHECK(std::abs(found.first[0].value - 1) < 0.1);
    // By hand: half of all runs have the other normalisation.
    IndexModel other = model;
    for (std::size_t k = 0; k < 4; ++k) {
        PartSpec part = model.as_run[k];
        part.normalise = Normalisation::rank;
        other.leaves[k].values = kernels::normalise(raw[k].values, raw[k].status, part).values;
    }
    const auto run = score_model(model, codes).ranks;
    const auto moved = score_model(other, codes).ranks;
    double shift = 0;
    for (std::size_t a = 0; a < 300; ++a) {
        shift += std::abs(run[a] - moved[a]) / 300;
    }
    CHECK(std::abs(found.mean - shift / 2) < 1e-9 * shift);

    // A factor that does nothing has no index, the one that does all has it: fixed weights of
    // equal leaves change nothing.
    Uncertainty weights;
    weights.weights.fixed = {"health", "crime", "pay"};
    weights.weights.ranges = {{"living", 0.1, 0.9}};
    const SobolIndices shares = rank_shift_indices(UncertainIndex(model, weights, codes));
    REQUIRE(shares.total.size() == 2);  // living, homes.
    CHECK(shares.total[0].value > 0.9);
    CHECK(shares.total[1].value < 0.1);
}
