#include <algorithm>
#include <cmath>
#include <levelin/classify/classes.hpp>
#include <levelin/core/number_text.hpp>
#include <numeric>

#include "cuts.hpp"

namespace levelin {

namespace {

using classify_parts::number_for_readers;

constexpr int most_decimals = 6;

bool all_whole(const std::vector<double>& bounds) {
    return std::all_of(bounds.begin(), bounds.end(), [](double b) { return b == std::floor(b); });
}

/// Three significant digits of the whole range.
int decimals_of_range(const std::vector<double>& bounds) {
    const auto [low, high] = std::minmax_element(bounds.begin(), bounds.end());
    const double range = *high - *low;
    if (all_whole(bounds) || !(range > 0) || !std::isfinite(range)) {
        return 0;
    }
    return std::clamp(2 - static_cast<int>(std::floor(std::log10(range))), 0, most_decimals);
}

std::string found_text(const MapClass& entry, int decimals) {
    if (!entry.lower || !entry.upper) {
        return {};
    }
    std::string text = number_for_readers(*entry.lower, decimals);
    const std::string upper = number_for_readers(*entry.upper, decimals);
    return upper == text ? text : text + " to " + upper;
}

/// Whether a class ends with the text that the next one begins with, though the values differ.
bool neighbours_meet(const Classes& classes, int decimals) {
    const MapClass* before = nullptr;
    for (const MapClass& entry : classes.entries) {
        if (!entry.lower || !entry.upper) {
            continue;
        }
        if (before != nullptr) {
            const bool rising = *entry.lower >= *before->upper;
            const double end = rising ? *before->upper : *before->lower;
            const double begin = rising ? *entry.lower : *entry.upper;
            if (end != begin && fixed_text(end, decimals) == fixed_text(begin, decimals)) {
                return true;
            }
        }
        before = &entry;
    }
    return false;
}

std::vector<std::string> found_texts(const Classes& classes) {
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
    int decimals = decimals_of_range(bounds);
    const auto hides_a_range = [&](const MapClass& entry) {
        return entry.lower != entry.upper &&
               fixed_text(*entry.lower, decimals) == fixed_text(*entry.upper, decimals);
    };
    while (decimals < most_decimals &&
           std::any_of(classes.entries.begin(), classes.entries.end(), hides_a_range)) {
        ++decimals;
    }
    // One digit more where that lets all neighbours end and begin at different numbers.
    if (decimals < most_decimals && neighbours_meet(classes, decimals) &&
        !neighbours_meet(classes, decimals + 1)) {
        ++decimals;
    }
    std::vector<std::string> texts;
    for (const MapClass& entry : classes.entries) {
        texts.push_back(found_text(entry, decimals));
    }
    return texts;
}

/// The fewest that show every bound exactly, or three digits of the range and no two bounds alike.
int decimals_of_rule(const std::vector<double>& bounds) {
    for (int decimals = 0; decimals <= most_decimals; ++decimals) {
        if (std::all_of(bounds.begin(), bounds.end(), [&](double b) {
                return parse_plain_number(fixed_text(b, decimals)) == b;
            })) {
            return decimals;
        }
    }
    int decimals = decimals_of_range(bounds);
    const auto alike = [&](double a, double b) {
        return a != b && fixed_text(a, decimals) == fixed_text(b, decimals);
    };
    while (decimals < most_decimals &&
           std::adjacent_find(bounds.begin(), bounds.end(), alike) != bounds.end()) {
        ++decimals;
    }
    return decimals;
}

std::string ruled_text(const MapClass& entry, int decimals) {
    const auto number = [&](double x) { return number_for_readers(x, decimals); };
    if (!entry.from && !entry.below) {
        return "all values";
    }
    if (!entry.from) {
        return "under " + number(*entry.below);
    }
    if (!entry.below) {
        return number(*entry.from) + " or more";
    }
    return number(*entry.from) + " to under " + number(*entry.below);
}

/// The whole numbers of a class: from 9.3 to under 20 they are 10 to 19.
std::string whole_text(const MapClass& entry, bool holds_end) {
    const auto number = [](double x) { return number_for_readers(x, 0); };
    const auto from = [&] { return std::ceil(*entry.from); };
    const auto last = [&] {
        return holds_end ? std::floor(*entry.below) : std::ceil(*entry.below) - 1;
    };
    if (!entry.from && !entry.below) {
        return "all values";
    }
    // A scale's end, as decile 10, is named by itself.
    const auto only = [&](double end) { return entry.lower == end && entry.upper == end; };
    if (!entry.from) {
        return only(last()) ? number(last()) : number(last()) + " or less";
    }
    if (!entry.below) {
        return only(from()) ? number(from()) : number(from()) + " or more";
    }
    if (last() < from()) {
        return {};  // No whole number lies in it.
    }
    return last() == from() ? number(from()) : number(from()) + " to " + number(last());
}

std::vector<std::string> ruled_texts(const Classes& classes) {
    std::vector<double> bounds;
    for (const MapClass& entry : classes.entries) {
        if (entry.from) {
            bounds.push_back(*entry.from);
        }
    }
    if (!classes.entries.empty() && classes.entries.back().below) {
        bounds.push_back(*classes.entries.back().below);
    }
    if (!classes.entries.empty() && bounds.empty() && classes.entries.front().below) {
        bounds.push_back(*classes.entries.front().below);
    }
    const int decimals = bounds.empty() ? 0 : decimals_of_rule(bounds);
    std::vector<std::string> texts;
    for (std::size_t k = 0; k < classes.entries.size(); ++k) {
        const MapClass& entry = classes.entries[k];
        const bool last = k + 1 == classes.entries.size();
        if (classes.whole_values) {
            texts.push_back(whole_text(entry, last));
        } else if (last && entry.from && entry.below) {
            const std::string from = number_for_readers(*entry.from, decimals);
            const std::string to = number_for_readers(*entry.below, decimals);
            texts.push_back(from == to ? from : from + " to " + to);
        } else {
            texts.push_back(ruled_text(entry, decimals));
        }
    }
    return texts;
}

}  // namespace

namespace classify_parts {

std::string number_for_readers(double value, int decimals) {
    std::string number = fixed_text(value, decimals);
    const std::size_t whole = number.find('.');
    number = with_groups(number.substr(0, whole)) +
             (whole == std::string::npos ? "" : number.substr(whole));
    return number.front() == '-' ? "\u2212" + number.substr(1) : number;
}

}  // namespace classify_parts

std::uint64_t Classes::with_value() const noexcept {
    return std::accumulate(entries.begin(), entries.end(), std::uint64_t{0},
                           [](std::uint64_t sum, const MapClass& c) { return sum + c.count; });
}

std::uint64_t Classes::without_value() const noexcept {
    return std::accumulate(status_counts.begin(), status_counts.end(), std::uint64_t{0});
}

std::vector<std::string> bounds_texts(const Classes& classes) {
    return classes.bounds == BoundsKind::found ? found_texts(classes) : ruled_texts(classes);
}

}  // namespace levelin
