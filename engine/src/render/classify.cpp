#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/render/classify.hpp>
#include <numeric>

namespace levelin {

namespace {

void widen(MapClass& entry, double value) {
    entry.lower = entry.lower ? std::min(*entry.lower, value) : value;
    entry.upper = entry.upper ? std::max(*entry.upper, value) : value;
}

void check_class_count(int classes) {
    if (classes < 2 || classes > Classes::max_classes) {
        throw UsageError("E-RENDER-04", "a map of " + std::to_string(classes) + " classes",
                         "2 to " + std::to_string(Classes::max_classes) + " classes",
                         "choose a number that a reader can tell apart, such as 5 or 10");
    }
}

/// Positions of the values that are there.
std::vector<std::uint32_t> positions_with_value(const DecimalColumn& values) {
    if (values.values.size() != values.status.size()) {
        throw UsageError("E-RENDER-02", "values and statuses differ in length",
                         "one status for each value");
    }
    std::vector<std::uint32_t> positions;
    positions.reserve(values.values.size());
    for (std::size_t i = 0; i < values.values.size(); ++i) {
        if (values.status[i] != Status::ok) {
            continue;
        }
        if (!std::isfinite(values.values[i])) {
            throw UsageError("E-RENDER-05",
                             "value " + std::to_string(i + 1) + " of the map is not finite",
                             "a number, or a status that says why there is none");
        }
        positions.push_back(static_cast<std::uint32_t>(i));
    }
    return positions;
}

/// A classification without classed areas yet: statuses counted, `classes` empty entries.
Classification start(std::span<const Status> status, int classes, std::string method) {
    Classification result;
    result.classes.method = std::move(method);
    result.classes.entries.resize(static_cast<std::size_t>(classes));
    result.class_of_area.reserve(status.size());
    for (const Status s : status) {
        result.class_of_area.push_back(class_without_value(s));
        if (s != Status::ok) {
            ++result.classes.status_counts[static_cast<std::size_t>(s)];
        }
    }
    return result;
}

void put(Classification& result, std::size_t area, int in_class, double value) {
    result.class_of_area[area] = in_class;
    MapClass& entry = result.classes.entries[static_cast<std::size_t>(in_class - 1)];
    ++entry.count;
    widen(entry, value);
}

void classify_by_rank(Classification& result, std::span<const double> values,
                      std::span<const std::uint32_t> ordered, int classes) {
    const std::uint64_t n = ordered.size();
    const auto k = static_cast<std::uint64_t>(classes);
    std::uint64_t rank = 0;
    for (std::uint64_t i = 0; i < n; ++i) {
        if (i == 0 || values[ordered[i]] != values[ordered[i - 1]]) {
            rank = i + 1;
        }
        put(result, ordered[i], static_cast<int>((k * rank + n - 1) / n), values[ordered[i]]);
    }
}

void classify_by_quantiles(Classification& result, std::span<const double> values,
                           std::span<const std::uint32_t> ordered, int classes) {
    const std::size_t n = ordered.size();
    int in_class = 1;
    const auto bound = [&](int i) {
        const double h = static_cast<double>(n - 1) * i / classes;
        const auto low = static_cast<std::size_t>(std::floor(h));
        const double a = values[ordered[low]];
        const double b = values[ordered[std::min(low + 1, n - 1)]];
        return a + (h - std::floor(h)) * (b - a);
    };
    for (const std::uint32_t area : ordered) {
        while (in_class < classes && values[area] > bound(in_class)) {
            ++in_class;
        }
        put(result, area, in_class, values[area]);
    }
}

/// With the sign of typography (U+2212) in place of the hyphen.
std::string with_minus_sign(const std::string& number) {
    return number.front() == '-' ? "\u2212" + number.substr(1) : number;
}

}  // namespace

std::uint64_t Classes::with_value() const noexcept {
    return std::accumulate(entries.begin(), entries.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const MapClass& c) { return sum + c.count; });
}

std::uint64_t Classes::without_value() const noexcept {
    return std::accumulate(status_counts.begin(), status_counts.end(), std::uint64_t{0});
}

Classification classify_deciles(const WholeColumn& decile, const DecimalColumn& score) {
    const std::size_t n = decile.values.size();
    const bool ranges = !score.values.empty();
    if (decile.status.size() != n || score.values.size() != score.status.size() ||
        (ranges && score.values.size() != n)) {
        throw UsageError("E-RENDER-02", "deciles and scores differ in length",
                         "one score for each decile");
    }
    Classification result = start(decile.status, 10, "Deciles");
    result.classes.first_is_worst = true;
    for (std::size_t k = 0; k < 10; ++k) {
        result.classes.entries[k].label = std::to_string(k + 1);
    }
    for (std::size_t i = 0; i < n; ++i) {
        if (decile.status[i] != Status::ok) {
            continue;
        }
        const std::int64_t d = decile.values[i];
        if (d < 1 || d > 10) {
            throw UsageError("E-RENDER-03",
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

Classification classify_quantiles(const DecimalColumn& values, int classes, QuantileRule rule) {
    check_class_count(classes);
    std::vector<std::uint32_t> ordered = positions_with_value(values);
    std::stable_sort(ordered.begin(), ordered.end(), [&](std::uint32_t a, std::uint32_t b) {
        return values.values[a] < values.values[b];
    });
    Classification result =
        start(values.status, classes, "Quantiles, " + std::to_string(classes) + " classes");
    if (rule == QuantileRule::rank_ceiling) {
        classify_by_rank(result, values.values, ordered, classes);
    } else {
        classify_by_quantiles(result, values.values, ordered, classes);
    }
    return result;
}

Classification classify_equal_intervals(const DecimalColumn& values, int classes) {
    check_class_count(classes);
    const std::vector<std::uint32_t> positions = positions_with_value(values);
    Classification result =
        start(values.status, classes, "Equal intervals, " + std::to_string(classes) + " classes");
    if (positions.empty()) {
        return result;
    }
    const auto [low, high] =
        std::minmax_element(positions.begin(), positions.end(),
                            [&](auto a, auto b) { return values.values[a] < values.values[b]; });
    const double min = values.values[*low];
    const double max = values.values[*high];
    for (const std::uint32_t area : positions) {
        const double x = values.values[area];
        // Halved, so that the width of the whole range of doubles is still finite.
        const double share = max > min ? (x / 2 - min / 2) / (max / 2 - min / 2) : 0.0;
        put(result, area, std::min(classes, 1 + static_cast<int>(share * classes)), x);
    }
    return result;
}

std::vector<std::string> bounds_texts(const Classes& classes) {
    constexpr int most_decimals = 6;
    std::vector<double> bounds;
    for (const MapClass& entry : classes.entries) {
        if (entry.lower && entry.upper) {
            bounds.push_back(*entry.lower);
            bounds.push_back(*entry.upper);
        }
    }
    if (bounds.empty()) {
        return std::vector<std::string>(classes.entries.size());
    }
    const auto [low, high] = std::minmax_element(bounds.begin(), bounds.end());
    const double range = *high - *low;
    const bool whole =
        std::all_of(bounds.begin(), bounds.end(), [](double b) { return b == std::floor(b); });
    int decimals = 0;
    if (!whole && range > 0) {
        decimals =
            std::clamp(2 - static_cast<int>(std::floor(std::log10(range))), 0, most_decimals);
    }
    const auto hides_a_range = [&](const MapClass& entry) {
        return entry.lower != entry.upper &&
               fixed_text(*entry.lower, decimals) == fixed_text(*entry.upper, decimals);
    };
    while (decimals < most_decimals &&
           std::any_of(classes.entries.begin(), classes.entries.end(), hides_a_range)) {
        ++decimals;
    }
    std::vector<std::string> texts;
    for (const MapClass& entry : classes.entries) {
        std::string text;
        if (entry.lower && entry.upper) {
            text = with_minus_sign(fixed_text(*entry.lower, decimals));
            const std::string upper = with_minus_sign(fixed_text(*entry.upper, decimals));
            if (upper != text) {
                text += " to " + upper;
            }
        }
        texts.push_back(std::move(text));
    }
    return texts;
}

}  // namespace levelin
