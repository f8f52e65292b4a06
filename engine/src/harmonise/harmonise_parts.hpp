#pragma once

#include <cstdint>
#include <levelin/harmonise/geography.hpp>
#include <string_view>
#include <vector>

namespace levelin::harmonise_detail {

// A GSS code as one number that keeps the order of codes; 0 for any other form.
std::uint64_t gss_key(std::string_view text) noexcept;

// A year in a column name: "(2011)" and "lad_2019" whole, "LSOA11CD" and "LAD23CD" by two digits.
int year_in_name(std::string_view field_name);

// Every whole year that stands in a text, each once.
std::vector<int> years_in(std::string_view text);

// Years of the editions of a kind that changes as a whole, in order; empty for the others.
std::vector<int> edition_years(Geography kind, char nation);

// The group whose editions a nation's codes share: 'E' for England and Wales; 0 for kinds whose
// lists are the United Kingdom's.
char edition_group(Geography kind, char nation) noexcept;

// "LSOA", "LAD", "data zone": the word that users know a kind by.
std::string word_of(Geography kind, char nation);

}  // namespace levelin::harmonise_detail
