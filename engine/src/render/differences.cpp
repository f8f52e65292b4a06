#include <algorithm>
#include <cmath>
#include <levelin/classify/classify.hpp>
#include <levelin/core/error.hpp>
#include <levelin/render/differences.hpp>

namespace levelin::render {

namespace {

double round_below(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {5.0, 2.0}) {
        if (step * power <= value) {
            return step * power;
        }
    }
    return power;
}

}  // namespace

DecimalColumn differences(const DecimalColumn& a, const DecimalColumn& b) {
    if (a.values.size() != b.values.size()) {
        throw UsageError(
            "E-RENDER-02",
            std::to_string(a.values.size()) + " values less " + std::to_string(b.values.size()),
            "two values for each area");
    }
    DecimalColumn out;
    for (std::size_t i = 0; i < a.values.size(); ++i) {
        const Status status = a.status[i] != Status::ok ? a.status[i] : b.status[i];
        out.status.push_back(status);
        out.values.push_back(status == Status::ok ? a.values[i] - b.values[i] : 0);
    }
    return out;
}

Classification classify_differences(const DecimalColumn& values, int classes,
                                    bool lowest_is_worst) {
    if (classes < 3 || classes > 11 || classes % 2 == 0) {
        throw UsageError("E-RENDER-04", std::to_string(classes) + " classes of differences",
                         "an odd number from 3 to 11: the middle one is little change");
    }
    std::vector<double> sizes;
    for (std::size_t i = 0; i < values.values.size(); ++i) {
        if (values.status[i] == Status::ok) {
            sizes.push_back(std::abs(values.values[i]));
        }
    }
    std::sort(sizes.begin(), sizes.end());
    const double reach =
        sizes.empty()
            ? 0
            : sizes[static_cast<std::size_t>(0.98 * static_cast<double>(sizes.size() - 1))];
    const int side = classes / 2;
    const double furthest = reach > 0                            ? reach
                            : sizes.empty() || sizes.back() == 0 ? 1
                                                                 : sizes.back();
    const double step = round_below(furthest / (side - 0.5));
    ClassifyOptions options;
    options.method = ClassMethod::manual;
    options.lowest_is_worst = lowest_is_worst;
    for (int i = -side; i < side; ++i) {
        options.breaks.push_back((i + 0.5) * step);
    }
    Classification result = classify(values, options);
    result.classes.middle = 0;
    return result;
}

}  // namespace levelin::render
