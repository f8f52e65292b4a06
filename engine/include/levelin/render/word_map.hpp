#pragma once

#include <levelin/render/palette.hpp>
#include <levelin/render/thematic_map.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin::render {

struct WordMapOptions {
    std::string legend_title;
    PaletteInfo palette = find_palette("Dark2");  ///< For words without colours of their own.
    std::vector<draw::Colour> colours;            ///< In their place, in the order of the words.
    /// A word of `levelin clusters` whose statistic's words are all listed, come they up or not.
    std::string statistic_of;
};

/// Areas filled by a word: kinds of cluster, or any groups.
///
/// Words of `levelin clusters` have the colours that maps of local statistics are known by: high
/// among high red, low among low blue, high among low light red, low among high light blue, hot and
/// cold spots red and blue, what is not significant light grey, islands a darker one; all words of
/// a statistic are in the legend, with 0 areas too. Other words take a palette's colours in the
/// order in which they first come up. An area without a word, or with the word `no_value`, is drawn
/// as one without data.
/// @throws UsageError E-RENDER-19 more words than there are colours.
/// Source of the colours: L. Anselin, I. Syabri and Y. Kho, "GeoDa: an introduction to spatial data
/// analysis", Geographical Analysis 38, 2006 (which hue for which class); the shades are those of
/// ColorBrewer's RdBu, which every kind of colour vision tells apart.
[[nodiscard]] ThematicMap word_map(std::span<const std::string> words,
                                   const WordMapOptions& options,
                                   std::vector<std::string> area_notes = {});

}  // namespace levelin::render
