#pragma once

#include <array>
#include <cstdint>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/status.hpp>
#include <optional>
#include <string>
#include <vector>

namespace levelin {

/// One class of a classed map: what its legend row says.
struct MapClass {
    std::string label;  ///< "1" for a decile, "0.5 to 1.5 sd"; empty where the bounds say it all.
    std::optional<double> lower;    ///< Lowest value found in the class; none while it is empty.
    std::optional<double> upper;    ///< Highest value found in the class.
    std::uint64_t count = 0;        ///< Areas in the class.
    std::optional<double> from{};   ///< Where the class begins by its rule; none = open below.
    std::optional<double> below{};  ///< Where it ends by its rule; none = open above.
};

/// What `MapClass::from` and `below` are, and so what a legend shows.
enum class BoundsKind : std::uint8_t {
    found,  ///< Classes are cut between values; legends show the values found, from and below none.
    ruled,  ///< Intervals of numbers: from <= x < below; a last class that ends holds its end too.
};

/// The classes of a map, with the areas that have no value counted by their reason.
///
/// Invariant: `entries` holds at most `max_classes` classes, in the order of their values save for
/// deciles; the counts of the entries and of the statuses add up to the number of areas that were
/// classified; `status_counts[0]` (ok) is 0.
struct Classes {
    static constexpr int max_classes = 12;

    std::string method;  ///< In words, for the page and the report.
    std::vector<MapClass> entries;
    bool first_is_worst = false;  ///< The first entry is drawn darkest (decile 1), else the last.
    std::array<std::uint64_t, status_count> status_counts{};
    BoundsKind bounds = BoundsKind::found;
    bool whole_values = false;       ///< All values are whole numbers: "10 to 19".
    std::optional<double> middle{};  ///< Where a diverging palette turns: the mean, for deviations.
    /// Share of the variance that lies between the classes and not within them, 0 to 1: the
    /// goodness of variance fit 1 - SSW / SST. None where values do not differ or are not known.
    std::optional<double> variance_fit{};

    /// How dark entry `k` (from 0) is drawn: 0 = lightest, size - 1 = darkest.
    [[nodiscard]] std::size_t shade(std::size_t k) const noexcept {
        return first_is_worst ? entries.size() - 1 - k : k;
    }
    [[nodiscard]] std::uint64_t with_value() const noexcept;
    [[nodiscard]] std::uint64_t without_value() const noexcept;
};

/// How an area is marked in `Classification::class_of_area` when it has no value: below 0.
[[nodiscard]] constexpr int class_without_value(Status why) noexcept {
    return -static_cast<int>(why);
}

/// Classes and the class of every area: 1 to n, or `class_without_value(status)`.
struct Classification {
    Classes classes;
    std::vector<int> class_of_area;
    Diagnostics diagnostics;  ///< N-CLASSIFY-01: fewer or other classes than asked for, and why.
};

/// The bounds of the classes as legend text, empty for a class of values found that has none.
///
/// Values found: "34.0 to 92.7"; a class whose ends are equal shows one number. Ruled bounds:
/// "under 10", "10 to under 20", "20 or more", "20 to 30" for a last class that ends; where all
/// values are whole "9 or less", "10 to 19", "20 or more".
///
/// All have the same number of decimals: the fewest (0 to 6) that show ruled bounds exactly where
/// six decimals can, else three significant digits of the whole range and both ends of every class;
/// one more where neighbours would otherwise meet at one number and then none do; none where all
/// bounds are whole numbers.
[[nodiscard]] std::vector<std::string> bounds_texts(const Classes& classes);

}  // namespace levelin
