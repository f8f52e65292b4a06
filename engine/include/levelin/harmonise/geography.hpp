#pragma once

#include <cstdint>
#include <levelin/core/area_code.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace levelin {

/// The kinds of area that UK statistics are published for.
enum class Geography : std::uint8_t {
    unknown,
    output_area,
    lsoa,
    msoa,
    data_zone,
    intermediate_zone,
    super_output_area,  ///< Northern Ireland, 2001 codes (95AA01S1).
    small_area_ni,
    super_data_zone,  ///< Northern Ireland, 2021 (N21).
    ward,
    local_authority,  ///< Lower tier and unitary, council areas, NI districts.
    utla,             ///< Upper tier: counties and unitary authorities together.
    county,
    itl1,  ///< International Territorial Levels (TLC, TLC1, TLC11), once NUTS.
    itl2,
    itl3,
    constituency,
    region,
    country,
    combined_authority,
    mixed,  ///< More than one kind in one column; also the four nations' small areas together.
};

/// The word used in reports and JSON: "lsoa", "local_authority".
[[nodiscard]] std::string_view to_string(Geography geography) noexcept;

/// Whether a text has the form of an area code: E, W, S, N, K or J and eight digits (ONS GSS), or
/// the Northern Ireland forms 95AA01S1, 95UU99C1 and 95AA010001.
[[nodiscard]] bool is_area_code(std::string_view text) noexcept;

/// The kind that a code's first characters name (`E01` = LSOA), `unknown` where they name none.
/// Source: ONS, Register of Geographic Codes.
[[nodiscard]] Geography geography_of(const AreaCode& code) noexcept;

/// Codes that stand for a total over areas (countries, regions, `K02000001`) when they are found
/// among smaller areas.
[[nodiscard]] bool is_total_code(const AreaCode& code, Geography of_the_rest) noexcept;

/// What a column of codes is, and how that is known.
struct DetectedGeography {
    Geography kind = Geography::unknown;
    int vintage = 0;       ///< Year of the codes, 0 where nothing tells.
    double share = 0;      ///< Share of the codes that are of this kind, [0, 1].
    std::string evidence;  ///< "field name LSOA11CD", "codes above E01033768".

    /// "LSOA 2011", "local authority".
    [[nodiscard]] std::string label() const;
};

/// Finds kind and vintage from the codes and, where it says so, the name of their column.
///
/// Kind: the commonest of `geography_of`; a column that holds LSOA, data zones and super output
/// areas together is `mixed`. Vintage: a year in the column's name (LSOA11CD, lsoa21_code,
/// "LSOA code (2011)"); else code numbers that only one edition has (E01033769 and above: 2021;
/// S01006506 to S01013481: 2011); else what the latest code among local authorities tells.
///
/// @param codes       as in the file; empty codes are passed over.
/// @param field_name  the column's header, may be empty.
/// Cost: O(n).
[[nodiscard]] DetectedGeography detect_geography(std::span<const AreaCode> codes,
                                                 std::string_view field_name);

/// The geography that a text asks for: "lsoa", "LSOA 2021", "lad2019", "LAD23", "local_authority",
/// "ward 2017", "utla", "region". Vintage 0 where the text has none; nothing where no kind fits.
[[nodiscard]] std::optional<DetectedGeography> parse_geography(std::string_view text);

/// Whether data of the one kind and vintage may be joined to boundaries of the other. A reason if
/// not; unknown vintages are not held against either side.
[[nodiscard]] std::optional<std::string> why_not_joinable(const DetectedGeography& boundaries,
                                                          const DetectedGeography& table);

}  // namespace levelin
