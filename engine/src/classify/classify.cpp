#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/classify/classify.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <utility>

#include "cuts.hpp"

namespace levelin {

namespace {

using namespace classify_parts;

constexpr std::array<std::pair<ClassMethod, std::string_view>, 8> words{{
    {ClassMethod::quantiles, "quantiles"},
    {ClassMethod::deciles, "deciles"},
    {ClassMethod::equal_intervals, "equal"},
    {ClassMethod::natural_breaks, "jenks"},
    {ClassMethod::pretty, "pretty"},
    {ClassMethod::standard_deviations, "sd"},
    {ClassMethod::head_tail, "head-tail"},
    {ClassMethod::manual, "manual"},
}};

std::string name_of(ClassMethod method) {
    switch (method) {
        case ClassMethod::quantiles:
            return "Quantiles";
        case ClassMethod::deciles:
            return "Deciles";
        case ClassMethod::equal_intervals:
            return "Equal intervals";
        case ClassMethod::natural_breaks:
            return "Natural breaks";
        case ClassMethod::pretty:
            return "Round intervals";
        case ClassMethod::standard_deviations:
            return "Standard deviations from the mean";
        case ClassMethod::head_tail:
            return "Head/tail breaks";
        case ClassMethod::manual:
            return "Bounds as given";
    }
    return {};
}

void widen(MapClass& entry, double value) {
    entry.lower = entry.lower ? std::min(*entry.lower, value) : value;
    entry.upper = entry.upper ? std::max(*entry.upper, value) : value;
}

[[noreturn]] void lengths_differ(const char* what, const char* expected) {
    throw UsageError("E-CLASSIFY-01", what, expected);
}

void check(const ClassifyOptions& options) {
    const bool counted = options.method != ClassMethod::deciles &&
                         options.method != ClassMethod::head_tail &&
                         options.method != ClassMethod::manual;
    if (counted && (options.classes < 2 || options.classes > Classes::max_classes)) {
        throw UsageError("E-CLASSIFY-03",
                         "a map of " + std::to_string(options.classes) + " classes",
                         "2 to " + std::to_string(Classes::max_classes) + " classes",
                         "choose a number that a reader can tell apart, such as 5 or 10");
    }
    if (options.method != ClassMethod::manual) {
        return;
    }
    const std::vector<double>& breaks = options.breaks;
    const bool ascend =
        std::adjacent_find(breaks.begin(), breaks.end(), std::greater_equal<>{}) == breaks.end();
    const bool finite =
        std::all_of(breaks.begin(), breaks.end(), [](double b) { return std::isfinite(b); });
    if (breaks.empty() || breaks.size() + 1 > static_cast<std::size_t>(Classes::max_classes) ||
        !ascend || !finite) {
        throw UsageError("E-CLASSIFY-05",
                         breaks.empty() ? "classes by hand without bounds"
                         : !finite || !ascend
                             ? "bounds of classes that do not ascend"
                             : std::to_string(breaks.size()) + " bounds of classes",
                         "1 to " + std::to_string(Classes::max_classes - 1) +
                             " numbers, each above the one before",
                         "give the values where one class ends and the next begins: 10,20,30");
    }
}

/// The values that are there, ascending.
std::vector<double> sorted_values(const DecimalColumn& values) {
    if (values.values.size() != values.status.size()) {
        lengths_differ("values and statuses differ in length", "one status for each value");
    }
    std::vector<double> sorted;
    sorted.reserve(values.values.size());
    for (std::size_t i = 0; i < values.values.size(); ++i) {
        if (values.status[i] != Status::ok) {
            continue;
        }
        if (!std::isfinite(values.values[i])) {
            throw UsageError("E-CLASSIFY-04",
                             "value " + std::to_string(i + 1) + " of the map is not finite",
                             "a number, or a status that says why there is none");
        }
        sorted.push_back(values.values[i]);
    }
    std::sort(sorted.begin(), sorted.end());
    return sorted;
}

/// A classification without classed areas yet: statuses counted, no entries.
Classification start(std::span<const Status> status) {
    Classification result;
    result.class_of_area.reserve(status.size());
    for (const Status s : status) {
        result.class_of_area.push_back(class_without_value(s));
        if (s != Status::ok) {
            ++result.classes.status_counts[static_cast<std::size_t>(s)];
        }
    }
    return result;
}

Cut cut_of(std::span<const double> sorted, const ClassifyOptions& options) {
    Cut cut;
    if (options.method == ClassMethod::manual) {
        cut.breaks = options.breaks;
        cut.bounds = BoundsKind::ruled;
        return cut;
    }
    if (sorted.empty()) {
        return cut;
    }
    switch (options.method) {
        case ClassMethod::quantiles:
            return options.quantile_rule == QuantileRule::rank_ceiling
                       ? cut_by_rank(sorted, options.classes)
                       : cut_by_quantiles(sorted, options.classes);
        case ClassMethod::equal_intervals:
            return cut_equally(sorted, options.classes);
        case ClassMethod::natural_breaks:
            return cut_naturally(sorted, options.classes);
        case ClassMethod::pretty:
            return cut_prettily(sorted, options.classes);
        case ClassMethod::standard_deviations:
            return cut_by_deviations(sorted, options.classes);
        case ClassMethod::head_tail:
            return cut_at_means(sorted);
        case ClassMethod::deciles:
        case ClassMethod::manual:
            break;
    }
    return cut;
}

/// 1 - SSW / SST; both about rounded means, which changes them in the last digits alone.
std::optional<double> fit_of(const DecimalColumn& values, std::span<const double> sorted,
                             const Classification& result) {
    const std::size_t k = result.classes.entries.size();
    std::vector<std::vector<double>> of_class(k);
    for (std::size_t i = 0; i < values.values.size(); ++i) {
        if (result.class_of_area[i] > 0) {
            of_class[static_cast<std::size_t>(result.class_of_area[i] - 1)].push_back(
                values.values[i]);
        }
    }
    const auto squares = [](std::span<const double> some) {
        const double deviation = some.size() < 2 ? 0 : moments_of(some).deviation;
        return deviation * deviation * static_cast<double>(some.size() - 1);
    };
    const double all = sorted.empty() ? 0 : squares(sorted);
    double within = 0;
    for (const std::vector<double>& some : of_class) {
        within += some.empty() ? 0 : squares(some);
    }
    if (!(all > 0) || !std::isfinite(all)) {
        return {};
    }
    return std::clamp(1 - within / all, 0.0, 1.0);
}

void tell_number(Classification& result, const ClassifyOptions& options, const Cut& cut) {
    const std::size_t made = result.classes.entries.size();
    const bool asked = options.method != ClassMethod::deciles &&
                       options.method != ClassMethod::head_tail &&
                       options.method != ClassMethod::manual;
    if (asked && made > 0 && made != static_cast<std::size_t>(options.classes)) {
        result.diagnostics.note(
            "N-CLASSIFY-01", std::to_string(options.classes) + " classes were asked for; there " +
                                 (made == 1 ? "is " : "are ") + std::to_string(made) + ", since " +
                                 cut.why_other);
    }
}

Classification classify_by_breaks(const DecimalColumn& values, const ClassifyOptions& options,
                                  std::span<const double> sorted) {
    Classification result = start(values.status);
    const Cut cut = cut_of(sorted, options);
    Classes& classes = result.classes;
    classes.bounds = cut.bounds;
    classes.middle = cut.middle;
    const std::size_t count = sorted.empty() && cut.breaks.empty() ? 0 : cut.breaks.size() + 1;
    classes.entries.resize(count);
    for (std::size_t k = 0; k < count; ++k) {
        MapClass& entry = classes.entries[k];
        if (!cut.labels.empty()) {
            entry.label = cut.labels[k];
        }
        if (cut.bounds == BoundsKind::ruled) {
            entry.from = k == 0 ? cut.begin : cut.breaks[k - 1];
            entry.below = k + 1 == count ? cut.end : cut.breaks[k];
        }
    }
    for (std::size_t i = 0; i < values.values.size(); ++i) {
        if (values.status[i] != Status::ok) {
            continue;
        }
        const double x = values.values[i];
        const auto k = static_cast<std::size_t>(
            std::upper_bound(cut.breaks.begin(), cut.breaks.end(), x) - cut.breaks.begin());
        result.class_of_area[i] = static_cast<int>(k) + 1;
        ++classes.entries[k].count;
        widen(classes.entries[k], x);
    }
    tell_number(result, options, cut);
    return result;
}

/// ceil(10 r / N) from the worst value.
Classification classify_ranks(const DecimalColumn& values, bool lowest_is_worst,
                              std::span<const double> sorted) {
    WholeColumn decile{std::vector<std::int64_t>(values.values.size(), 0), values.status};
    const auto n = static_cast<std::int64_t>(sorted.size());
    for (std::size_t i = 0; i < values.values.size(); ++i) {
        if (values.status[i] != Status::ok) {
            continue;
        }
        const auto low = std::lower_bound(sorted.begin(), sorted.end(), values.values[i]);
        const auto high = std::upper_bound(low, sorted.end(), values.values[i]);
        const std::int64_t rank =
            1 + (lowest_is_worst ? low - sorted.begin() : sorted.end() - high);
        decile.values[i] = (10 * rank + n - 1) / n;
    }
    return classify_deciles(decile, values);
}

}  // namespace

std::optional<ClassMethod> class_method(std::string_view word) noexcept {
    for (const auto& [method, text] : words) {
        if (text == word) {
            return method;
        }
    }
    return {};
}

std::string_view to_string(ClassMethod method) noexcept {
    return words[static_cast<std::size_t>(method)].second;
}

std::vector<std::string_view> class_method_words() {
    std::vector<std::string_view> out;
    for (const auto& [method, text] : words) {
        out.push_back(text);
    }
    return out;
}

Classification classify(const DecimalColumn& values, const ClassifyOptions& options) {
    check(options);
    const std::vector<double> sorted = sorted_values(values);
    Classification result = options.method == ClassMethod::deciles
                                ? classify_ranks(values, options.lowest_is_worst, sorted)
                                : classify_by_breaks(values, options, sorted);
    Classes& classes = result.classes;
    classes.method = name_of(options.method);
    if (options.method != ClassMethod::deciles) {
        classes.method += ", " + std::to_string(classes.entries.size()) +
                          (classes.entries.size() == 1 ? " class" : " classes");
        classes.first_is_worst = options.lowest_is_worst;
    }
    classes.whole_values =
        !sorted.empty() &&
        std::all_of(sorted.begin(), sorted.end(), [](double x) { return x == std::floor(x); });
    classes.variance_fit = fit_of(values, sorted, result);
    return result;
}

Classification classify_deciles(const WholeColumn& decile, const DecimalColumn& score) {
    const std::size_t n = decile.values.size();
    const bool ranges = !score.values.empty();
    if (decile.status.size() != n || score.values.size() != score.status.size() ||
        (ranges && score.values.size() != n)) {
        lengths_differ("deciles and scores differ in length", "one score for each decile");
    }
    Classification result = start(decile.status);
    result.classes.method = name_of(ClassMethod::deciles);
    result.classes.first_is_worst = true;
    result.classes.entries.resize(10);
    for (std::size_t k = 0; k < 10; ++k) {
        result.classes.entries[k].label = std::to_string(k + 1);
    }
    for (std::size_t i = 0; i < n; ++i) {
        if (decile.status[i] != Status::ok) {
            continue;
        }
        const std::int64_t d = decile.values[i];
        if (d < 1 || d > 10) {
            throw UsageError("E-CLASSIFY-02",
                             "area " + std::to_string(i + 1) + " is in decile " + std::to_string(d),
                             "a decile from 1 to 10");
        }
        result.class_of_area[i] = static_cast<int>(d);
        MapClass& entry = result.classes.entries[static_cast<std::size_t>(d - 1)];
        ++entry.count;
        if (ranges && score.status[i] == Status::ok) {
            widen(entry, score.values[i]);
        }
    }
    return result;
}

}  // namespace levelin
