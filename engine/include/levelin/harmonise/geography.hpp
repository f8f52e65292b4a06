#pragma once

#include <cstdint>
#include <levelin/core/area_code.hpp>
#include <levelin/core/diagnostics.hpp>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

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

/// Whether a text has the form of an area code: E, W, S, N, K or J and eight digits (ONS GSS), the
/// Northern Ireland forms 95AA01S1, 95UU99C1 and 95AA010001, or an international territorial level
/// (TLC, TLC1, TLC11).
[[nodiscard]] bool is_area_code(std::string_view text) noexcept;

/// The kind that a code's first characters name (`E01` = LSOA), `unknown` where they name none.
/// Source: ONS, Register of Geographic Codes.
[[nodiscard]] Geography geography_of(const AreaCode& code) noexcept;

/// Codes that stand for a total over areas (countries, regions, `K02000001`) when they are found
/// among smaller areas.
[[nodiscard]] bool is_total_code(const AreaCode& code, Geography of_the_rest) noexcept;

/// How the edition of a column of codes is known, the weakest first.
enum class Certainty : std::uint8_t {
    unknown,
    bounded,  ///< Codes that began or ended give bounds that do not meet.
    named,    ///< A name or a line of the sheet says it, and no code says otherwise.
    proved,   ///< The codes stand together in one edition alone.
};
[[nodiscard]] std::string_view to_string(Certainty certainty) noexcept;

/// The codes of one kind that have editions of their own (England and Wales share theirs).
struct GeographyPart {
    Geography kind = Geography::unknown;
    char nation = 0;  ///< 'E' for England and Wales, 'S', 'N'; 0 where the editions are the UK's.
    std::size_t codes = 0;
    int earliest = 0;  ///< First edition that the codes can be of; 0 = open.
    int latest = 0;    ///< Last edition that they can be of; 0 = open.
};

/// What a column of codes is, and how that is known.
struct DetectedGeography {
    Geography kind = Geography::unknown;
    int vintage = 0;       ///< Edition of the codes, 0 where nothing pins it.
    double share = 0;      ///< Share of the codes that are of this kind, [0, 1].
    std::string evidence;  ///< "the column name LSOA11CD", "E01034000 is new in 2021".
    int earliest = 0;      ///< First edition possible, 0 = open or, with `parts`, several.
    int latest = 0;        ///< Last edition possible, 0 likewise.
    Certainty certainty = Certainty::unknown;
    char nation =
        0;  ///< The nation of every code, 'E', 'W', 'S' or 'N'; 0 where there are several.
    /// Codes stand together that never stood in one edition: data of several vintages in one
    /// column.
    bool mixed_vintages = false;
    std::vector<std::string> mixed_examples;  ///< "S12000046 (until 2018)", the first few.
    /// Name and codes say different things: "the column name LAD21CD says 2021, but E07000004 ...".
    std::string contradiction;
    std::vector<GeographyPart> parts;

    /// "LSOA 2011", "LAD 2021 or 2022", "council area", "LSOA 2011, data zone 2011 and SOA 2001".
    [[nodiscard]] std::string label() const;
};

/// Finds kind and editions from the codes and, where it says so, the name of their column.
///
/// Kind: the commonest of `geography_of`. LSOA, data zones and super output areas together are
/// `mixed`; counties together with unitary authorities, and no districts, are `utla`. Editions: a
/// code that began gives the first one possible, a code that ended the last; where both meet, that
/// is the vintage. A year in the column's name (LSOA11CD, lsoa21_code, "LSOA code (2011)") decides
/// where the codes leave several, and is a contradiction where they leave none. Of the census
/// geographies only the years of their editions count: "lsoa_2019" names no edition.
///
/// @param codes       as in the file; empty codes are passed over.
/// @param field_name  the column's header, may be empty.
/// Guarantees: deterministic; nothing is guessed that neither codes nor name say.
/// Cost: O(n log d), d the dictionary's codes that ended. Source: `geodata/dictionary`.
[[nodiscard]] DetectedGeography detect_geography(std::span<const AreaCode> codes,
                                                 std::string_view field_name);

/// The same once a line of the sheet was read that says what it is of: "Local Authority Districts
/// and Unitary Authorities, 2021". Its year counts as one in the column's name does; two years in
/// it name none.
[[nodiscard]] DetectedGeography with_statement(DetectedGeography found, std::string_view statement);

/// W-JOIN-05 where name and codes contradict each other, W-JOIN-06 where vintages are mixed.
/// @param what  for the message: "table domains", "the boundaries".
[[nodiscard]] Diagnostics findings_of(const DetectedGeography& geography, std::string_view what);

/// The geography that a text asks for: "lsoa", "LSOA 2021", "lad2019", "LAD23", "local_authority",
/// "ward 2017", "utla", "region". Vintage 0 where the text has none; nothing where no kind fits.
[[nodiscard]] std::optional<DetectedGeography> parse_geography(std::string_view text);

/// Whether data of the one kind and vintage may be joined to boundaries of the other. A reason if
/// not. Editions of census areas and constituencies that cannot be the same are refused, nation by
/// nation; local authorities change a few at a time and are not; what is open is not held against
/// either side.
[[nodiscard]] std::optional<std::string> why_not_joinable(const DetectedGeography& boundaries,
                                                          const DetectedGeography& table);

}  // namespace levelin
