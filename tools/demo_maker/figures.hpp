#pragma once

#include <filesystem>
#include <levelin/core/area_code.hpp>
#include <levelin/table/column.hpp>
#include <map>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace levelin::demo {

/// Which authority of December 2023 each earlier authority belongs to, by the year of its code.
///
/// Mergers are whole: every earlier authority lies in one of 2023. Some were only given a new code.
class Succession {
  public:
    /// @param file  the chain of local authority codes 2016 to 2024 (`ltla16_code` and so on).
    /// @throws InputError E-DEMO-04  an authority that would have to be split.
    explicit Succession(const std::filesystem::path& file);

    /// The authority of 2023 for a code in use in `year`, or the empty code.
    [[nodiscard]] AreaCode successor(const AreaCode& code, int year) const;
    /// How many authorities of `year` make up that of 2023.
    [[nodiscard]] std::size_t parts(const AreaCode& successor, int year) const;

  private:
    std::map<int, std::unordered_map<AreaCode, AreaCode>> m_successor;
    std::map<int, std::unordered_map<AreaCode, std::set<AreaCode>>> m_parts;
};

/// How a published column is carried to the authorities of 2023.
enum class Carry {
    published,     ///< A rate, mean or median: only where the authority itself was published.
    share_of_sum,  ///< 100 (1 - numerator / denominator), both summed over what was merged.
};

/// One indicator of the demo: where it comes from and what it means.
struct IndicatorSource {
    std::string id;
    std::string title;
    std::string unit;
    std::string period;
    std::string publisher;
    std::string licence;
    bool higher_is_worse = true;
    int decimals = 1;
    std::string file;         ///< Under the folder of the real data.
    std::string column;       ///< For `share_of_sum` the numerator.
    std::string denominator;  ///< Only for `share_of_sum`.
    int year = 2023;          ///< Of the codes that the table uses.
    Carry carry = Carry::published;
};

/// The demo's indicators beside population and composite score, in the order of the table.
[[nodiscard]] const std::vector<IndicatorSource>& indicator_sources();

/// One indicator for the given authorities of 2023.
///
/// Status: `no_row` where nothing was published for the authority (also: it was made by a merger
/// after publication); `suppressed` and `missing` as the publisher marked.
/// @throws InputError E-DEMO-04  a code of the table that the succession does not know.
[[nodiscard]] NumberColumn indicator(const std::filesystem::path& data,
                                     const IndicatorSource& source, const Succession& succession,
                                     const std::vector<AreaCode>& authorities);

/// What the small areas add up to.
struct SmallAreaFigures {
    std::vector<double> population;  ///< Persons, mid-2019, one an authority.
    /// sum(p_i s_i) / sum(p_i) over the small areas i of the authority, in the order of the file.
    std::vector<double> score;
    std::size_t small_areas = 0;
    double total_population = 0;
};

/// Adds the 42,619 small areas of the four nations up to the authorities of 2023.
///
/// @throws InputError E-DEMO-04  a small area without an authority or population, or an authority
///         without people: nothing is left out silently.
[[nodiscard]] SmallAreaFigures small_area_figures(const std::filesystem::path& data,
                                                  const Succession& succession,
                                                  const std::vector<AreaCode>& authorities);

}  // namespace levelin::demo
