#pragma once

#include <levelin/core/area_code.hpp>
#include <levelin/harmonise/geography.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// What the first characters of a code say.
struct CodePrefix {
    std::string_view prefix;  ///< "E01"; "TL" for international territorial levels, "95" for NI.
    Geography kind = Geography::unknown;
    std::string_view nation;  ///< "E", "W", "S", "N"; "UK", "GB", "EW" for what spans nations.
    std::string_view name;    ///< "Lower layer super output areas".
};

/// One edition of a geography that changes as a whole.
struct Edition {
    Geography kind = Geography::unknown;
    char nation = 0;  ///< 'E', 'W', 'S' or 'N'.
    int year = 0;
    std::string_view first_code;
    std::string_view last_code;
    std::size_t areas = 0;  ///< 0 = not known.
};

/// In which editions a code stands. An edition of local authorities is the list after 1 April of
/// its year.
struct CodeLife {
    bool known = false;     ///< The dictionary knows this code's geography and number.
    int first_edition = 0;  ///< 0 = before the record begins.
    int last_edition = 0;   ///< 0 = stands in the latest list that the dictionary was made from.

    [[nodiscard]] bool stands_in(int edition) const noexcept {
        return known && first_edition <= edition && (last_edition == 0 || edition <= last_edition);
    }
};

/// What became of a local authority or county whose code began or ended since 2009.
struct AuthorityHistory {
    std::string_view code;
    std::string_view name;
    int first_edition = 0;
    int last_edition = 0;
    std::string_view how;  ///< "merged", "recoded", "split", "replaced"; "-" where it stands.
    std::vector<std::string_view> successors;
    std::vector<std::string_view> predecessors;
};

/// The tables of `geodata/dictionary`, which are built into the library: no file is read.
/// Sources: in the comment lines of those tables. Cost: O(1) after the first call; thread-safe.
[[nodiscard]] std::span<const CodePrefix> code_prefixes();
[[nodiscard]] std::span<const Edition> editions();
[[nodiscard]] std::span<const AuthorityHistory> authority_histories();

/// The editions that a code can stand in. Cost: O(log of the table).
[[nodiscard]] CodeLife life_of(const AreaCode& code);

/// The history of a local authority's or county's code, null where it has none since 2009.
[[nodiscard]] const AuthorityHistory* history_of(std::string_view code);

/// The histories of authorities of that name, as listed.
[[nodiscard]] std::vector<const AuthorityHistory*> histories_named(std::string_view name);

/// Why a code does not stand in an edition, in a sentence's words: "Aylesbury Vale was merged into
/// E06000060 (Buckinghamshire) in 2020"; "Buckinghamshire began in 2020, out of E07000004, ...".
///
/// @param earliest, latest  the editions that the other side may be of; 0 = open. With both 0 the
///                          change is told whenever it was.
/// @return empty where the code stands in one of them, or where nothing is known of it.
[[nodiscard]] std::string explain_code(const AreaCode& code, int earliest, int latest);
[[nodiscard]] inline std::string explain_code(const AreaCode& code, int vintage) {
    return explain_code(code, vintage, vintage);
}

}  // namespace levelin
