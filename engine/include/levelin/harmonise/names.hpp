#pragma once

#include <cstdint>
#include <levelin/core/area_code.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/harmonise/geography.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// A name without what publishers write differently: lower case, letters without accents, "&" as
/// "and", "Saint" as "st", punctuation and hyphens as blanks, apostrophes dropped, and without
/// "City of", "County of", "London Borough of", "Council", "District", "The" and their like before
/// or after it. "London" itself is not what is left of "City of London".
///
/// "Bristol, City of" -> "bristol"; "King's Lynn & West Norfolk" -> "kings lynn and west norfolk".
/// @param name  UTF-8; bytes that are none are passed over. Cost: O(length).
[[nodiscard]] std::string normal_name(std::string_view name);

/// The areas that names are matched to; spans of one length.
struct Gazetteer {
    std::span<const AreaCode> codes;
    std::span<const std::string> names;
    std::span<const std::string> other_names;  ///< In Welsh, for example; empty = none given.
    DetectedGeography geography;               ///< Of the codes; explains names that match none.
};

/// How a name found its area.
enum class NameMatch : std::uint8_t {
    none,
    exact,       ///< As written.
    normalised,  ///< Once both are normalised.
    alias,       ///< By a line of `geodata/dictionary/name_aliases.tsv`.
    ambiguous,   ///< Several areas have this name; none was taken.
};
[[nodiscard]] std::string_view to_string(NameMatch match) noexcept;

struct MatchedName {
    NameMatch how = NameMatch::none;
    std::int32_t area = -1;  ///< Index into the gazetteer; -1 = none.
    std::string nearest;     ///< For `none`: the most similar name, to suggest; never taken.
    std::string reason;      ///< For `none` and `ambiguous`: what is known, else empty.
};

/// What became of every name. names = exact + normalised + alias + ambiguous + unmatched + blank.
struct NameReport {
    std::size_t names = 0;
    std::size_t exact = 0;
    std::size_t normalised = 0;
    std::size_t alias = 0;
    std::size_t ambiguous = 0;
    std::size_t unmatched = 0;
    std::size_t blank = 0;
    std::size_t repeated = 0;  ///< Rows whose area an earlier row has already.
    std::size_t areas = 0;
    std::size_t areas_without_name = 0;
    std::vector<std::string> normalised_examples;  ///< "Glyndŵr = Glyndwr (W07000102)".
    std::vector<std::string> alias_examples;
    std::vector<std::string> ambiguous_examples;
    std::vector<std::string> unmatched_examples;  ///< With reason and suggestion.
    std::vector<std::string> repeated_examples;
};

struct NameMatches {
    std::vector<MatchedName> rows;  ///< One a name, in their order.
    NameReport report;
};

/// Finds each name's area. Never fuzzy: a name that is only similar to one of the gazetteer's is
/// not matched, and the similar one is told as a suggestion.
///
/// Each name is tried as written, then normalised, then through the aliases; the first step at
/// which any area fits decides, and where two fit there, none is taken.
///
/// Guarantees: deterministic; every name is counted once. Cost: O(names + areas), and for names
/// that match nothing O(areas) each.
[[nodiscard]] NameMatches match_names(const Gazetteer& gazetteer,
                                      std::span<const std::string> names);

/// The codes of the matched rows, empty codes where there is no match.
[[nodiscard]] std::vector<AreaCode> codes_of(const NameMatches& matches,
                                             const Gazetteer& gazetteer);

/// N-JOIN-02 how many names matched how; W-JOIN-07 names without an area; W-JOIN-08 ambiguous
/// names; W-JOIN-09 rows that repeat an area.
/// @param what  for the messages: "table fund".
[[nodiscard]] Diagnostics findings_of(const NameReport& report, std::string_view what);

}  // namespace levelin
