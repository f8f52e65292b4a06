#include <algorithm>
#include <cmath>
#include <levelin/core/random.hpp>
#include <numeric>

namespace levelin {

namespace {

// A polynomial with its highest coefficient first.
template <std::size_t N>
double polynomial(const std::array<double, N>& coefficients, double x) noexcept {
    double sum = coefficients[0];
    for (std::size_t i = 1; i < N; ++i) {
        sum = sum * x + coefficients[i];
    }
    return sum;
}

// AS 241's three rational functions: about the middle, in the tails, and far out.
constexpr std::array<double, 8> middle_over{2.5090809287301226727e3, 3.3430575583588128105e4,
                                            6.7265770927008700853e4, 4.5921953931549871457e4,
                                            1.3731693765509461125e4, 1.9715909503065514427e3,
                                            1.3314166789178437745e2, 3.3871328727963666080e0};
constexpr std::array<double, 8> middle_under{5.2264952788528545610e3, 2.8729085735721942674e4,
                                             3.9307895800092710610e4, 2.1213794301586595867e4,
                                             5.3941960214247511077e3, 6.8718700749205790830e2,
                                             4.2313330701600911252e1, 1.0};
constexpr std::array<double, 8> tail_over{7.74545014278341407640e-4, 2.27238449892691845833e-2,
                                          2.41780725177450611770e-1, 1.27045825245236838258e0,
                                          3.64784832476320460504e0,  5.76949722146069140550e0,
                                          4.63033784615654529590e0,  1.42343711074968357734e0};
constexpr std::array<double, 8> tail_under{1.05075007164441684324e-9, 5.47593808499534494600e-4,
                                           1.51986665636164571966e-2, 1.48103976427480074590e-1,
                                           6.89767334985100004550e-1, 1.67638483018380384940e0,
                                           2.05319162663775882187e0,  1.0};
constexpr std::array<double, 8> far_over{2.01033439929228813265e-7, 2.71155556874348757815e-5,
                                         1.24266094738807843860e-3, 2.65321895265761230930e-2,
                                         2.96560571828504891230e-1, 1.78482653991729133580e0,
                                         5.46378491116411436990e0,  6.65790464350110377720e0};
constexpr std::array<double, 8> far_under{2.04426310338993978564e-15, 1.42151175831644588870e-7,
                                          1.84631831751005468180e-5,  7.86869131145613259100e-4,
                                          1.48753612908506148525e-2,  1.36929880922735805310e-1,
                                          5.99832206555887937690e-1,  1.0};

}  // namespace

std::array<std::uint32_t, 4> philox(std::array<std::uint32_t, 4> counter,
                                    std::array<std::uint32_t, 2> key) noexcept {
    constexpr std::uint64_t first = 0xD2511F53;
    constexpr std::uint64_t second = 0xCD9E8D57;
    for (int round = 0; round < 10; ++round) {
        const std::uint64_t a = first * counter[0];
        const std::uint64_t b = second * counter[2];
        counter = {static_cast<std::uint32_t>(b >> 32) ^ counter[1] ^ key[0],
                   static_cast<std::uint32_t>(b),
                   static_cast<std::uint32_t>(a >> 32) ^ counter[3] ^ key[1],
                   static_cast<std::uint32_t>(a)};
        key[0] += 0x9E3779B9;
        key[1] += 0xBB67AE85;
    }
    return counter;
}

double normal_quantile(double p) noexcept {
    const double q = p - 0.5;
    if (std::abs(q) <= 0.425) {
        const double r = 0.180625 - q * q;
        return q * polynomial(middle_over, r) / polynomial(middle_under, r);
    }
    double r = std::sqrt(-std::log(q < 0 ? p : 1 - p));
    double size = 0;
    if (r <= 5) {
        r -= 1.6;
        size = polynomial(tail_over, r) / polynomial(tail_under, r);
    } else {
        r -= 5;
        size = polynomial(far_over, r) / polynomial(far_under, r);
    }
    return q < 0 ? -size : size;
}

double RandomStream::gamma(double shape) noexcept {
    if (shape < 1) {
        // G(a) = G(a + 1) U^(1/a).
        const double larger = gamma(shape + 1);
        return larger * std::pow(uniform_inside(), 1 / shape);
    }
    const double d = shape - 1.0 / 3.0;
    const double c = 1 / std::sqrt(9 * d);
    while (true) {
        const double x = normal();
        const double root = 1 + c * x;
        if (root <= 0) {
            continue;
        }
        const double v = root * root * root;
        if (std::log(uniform_inside()) < 0.5 * x * x + d - d * v + d * std::log(v)) {
            return d * v;
        }
    }
}

std::vector<std::uint32_t> sample(RandomStream& stream, std::uint32_t of, std::uint32_t count) {
    std::vector<std::uint32_t> taken;
    // Looking through a few numbers is quicker than any table of them.
    if (count <= 32) {
        taken.reserve(count);
        for (std::uint32_t i = of - count; i < of; ++i) {
            const std::uint32_t one = stream.below(i + 1);
            const bool held = std::find(taken.begin(), taken.end(), one) != taken.end();
            taken.push_back(held ? i : one);
        }
        return taken;
    }
    taken.resize(of);
    std::iota(taken.begin(), taken.end(), 0U);
    shuffle_first(stream, std::span{taken}, count);
    taken.resize(count);
    return taken;
}

}  // namespace levelin
