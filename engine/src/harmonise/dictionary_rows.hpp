#pragma once

#include <span>
#include <string_view>

namespace levelin::harmonise_detail {

// The rows of geodata/dictionary/*.tsv as they stand there, field by field.
struct PrefixRow {
    std::string_view prefix, kind, nation, name;
};
struct EditionRow {
    std::string_view kind, nation, edition, first, last, areas, source;
};
struct EndedRow {
    std::string_view first, last, last_edition;
};
struct AuthorityRow {
    std::string_view code, first_edition, last_edition, how, successors, name;
};
struct AliasRow {
    std::string_view alias, name, source;
};

std::span<const PrefixRow> rows_of_code_prefixes() noexcept;
std::span<const EditionRow> rows_of_editions() noexcept;
std::span<const EndedRow> rows_of_ended_codes() noexcept;
std::span<const AuthorityRow> rows_of_authorities() noexcept;
std::span<const AliasRow> rows_of_name_aliases() noexcept;

}  // namespace levelin::harmonise_detail
