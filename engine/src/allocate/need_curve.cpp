#include <algorithm>
#include <cmath>
#include <levelin/allocate/need_curve.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <string>

namespace levelin {

std::string_view to_string(NeedShape shape) noexcept {
    switch (shape) {
        case NeedShape::linear:
            return "linear";
        case NeedShape::power:
            return "power";
        case NeedShape::threshold:
            return "threshold";
        case NeedShape::taper:
            return "taper";
    }
    return "linear";
}

void check(const NeedCurve& curve) {
    const auto refuse = [](const char* name, double value, const char* expected) {
        throw ConfigError("E-ALLOCATE-05",
                          std::string{name} + " = " +
                              (std::isfinite(value) ? shortest_text(value) : "not a number") +
                              " does not fit the curve",
                          expected);
    };
    const bool from_zero = curve.shape == NeedShape::linear || curve.shape == NeedShape::power;
    if (from_zero && curve.lowest && !curve.zero) {
        throw ConfigError("E-ALLOCATE-05", "the lowest value is the neediest, and zero is not said",
                          "the value at which need begins", "set zero, such as zero = 32845");
    }
    if (!(curve.exponent > 0) || !std::isfinite(curve.exponent)) {
        refuse("exponent", curve.exponent, "a number above 0");
    }
    if (!(curve.least >= 0 && curve.least <= 1)) {
        refuse("least", curve.least, "a number from 0 to 1");
    }
    if (curve.shape == NeedShape::taper && !(curve.full != curve.none)) {
        refuse("none", curve.none, "another value than that of full");
    }
}

double weight_of(double need, const NeedCurve& curve) noexcept {
    const double zero = curve.zero.value_or(0);
    const double above = std::max(0.0, curve.lowest ? zero - need : need - zero);
    switch (curve.shape) {
        case NeedShape::linear:
            return above;
        case NeedShape::power:
            return std::pow(above, curve.exponent);
        case NeedShape::threshold:
            return (curve.lowest ? need <= curve.from : need >= curve.from) ? 1 : curve.least;
        case NeedShape::taper: {
            const double way = (need - curve.none) / (curve.full - curve.none);
            return curve.least + (1 - curve.least) * std::clamp(way, 0.0, 1.0);
        }
    }
    return 0;
}

bool needier(double a, double b, const NeedCurve& curve) noexcept {
    const bool falls = curve.shape == NeedShape::taper ? curve.full < curve.none : curve.lowest;
    return falls ? a < b : a > b;
}

}  // namespace levelin
