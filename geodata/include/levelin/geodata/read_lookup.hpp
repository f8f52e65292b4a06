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
    Progress* progress = nullptr;
};

/// Reads a look-up from any table with two columns of codes: LSOA to ward to local authority, the
/// chain of local authorities of 2016 to 2024, LSOA 2011 to 2021 with people in both.
///
/// @throws InputError as `read_table`; E-CONVERT-03 where no column, or more than one, fits `from`
///         or `to`, with the columns of codes that are there; E-CONVERT-01, -02 as `make_lookup`.
/// Cost: O(rows).
[[nodiscard]] Lookup read_lookup(const std::filesystem::path& path,
                                 const ReadLookupOptions& options);

}  // namespace levelin::geodata
