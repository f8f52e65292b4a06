#pragma once

#include <filesystem>
#include <levelin/convert/lookup.hpp>
#include <levelin/core/progress.hpp>
#include <span>
#include <string>

namespace levelin::geodata {

struct ReadLookupOptions {
    /// The side that is converted: the geography ("lsoa", "lsoa 2011", "LAD 2019") or the name of
    /// a column; empty = the column that holds most of `from_codes`.
    std::string from;
    std::string to;      ///< The side that is wanted; the geography or the name of a column.
    std::string weight;  ///< The column of weights; empty = find it where shares are needed.
    std::span<const AreaCode> from_codes;  ///< The areas that are to be converted; may be empty.
    bool same_name = false;                ///< As `LookupOptions::same_name`.
    Progress* progress = nullptr;
};

/// Reads a look-up from any table with two columns of codes: LSOA to ward to local authority, the
/// chain of local authorities of 2016 to 2024, LSOA 2011 to 2021 with people in both.
///
/// A column's geography is what its name says (LSOA11CD, WD19CD, ltla16_code), else what its codes
/// say. A column without a year is taken where none has the year that is asked for (N-CONVERT-04).
/// Names are those of the column beside (WD19NM, ltla16_name). Weights are read where a source has
/// several targets: the column that is named, else the only one whose name speaks of people,
/// dwellings, addresses or postcodes (N-CONVERT-01). A column of U, S, M, X is compared with what
/// the links say.
///
/// @throws InputError as `read_table`; E-CONVERT-03 where no column, or more than one, fits `from`,
///         `to` or `weight`, with the columns of codes that are there; E-CONVERT-01, -02, -04 as
///         `make_lookup`.
/// Cost: O(cells).
[[nodiscard]] Lookup read_lookup(const std::filesystem::path& path,
                                 const ReadLookupOptions& options);

/// Reads several files as one look-up.
///
/// Files that hold both sides stand side by side, each for areas of its own (`united`). Otherwise
/// they are a chain in the order given (`compose`): two neighbours meet in the one geography that
/// both have, by kind, year and codes.
///
/// @throws InputError as `read_lookup`, `united` and `compose`; E-CONVERT-07 where two neighbours
///         share no geography, or several.
[[nodiscard]] Lookup read_lookups(std::span<const std::filesystem::path> paths,
                                  const ReadLookupOptions& options);

}  // namespace levelin::geodata
