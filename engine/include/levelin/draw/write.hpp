#pragma once

#include <levelin/draw/drawing.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin::draw {

struct PngOptions {
    double scale = 1;      ///< Pixels of the image for each pixel of the page, above 0.
    double print_dpi = 0;  ///< Pixels to the inch when printed; 0 = 96 times `scale`.
    unsigned threads = 0;  ///< 0 = as many as the machine has.
};

/// A PNG file: 8-bit RGB, with title, description and licence as text.
///
/// Areas: each pixel has 4 x 4 samples, each sample belongs to one area, a pixel is the mean of its
/// samples, so that no background shows along a border. All else is drawn by Cairo and Pango.
/// @throws UsageError E-RENDER-06 an image of more than 400 million pixels, or of none;
///         OutputError E-RENDER-07 Cairo or the compression fails, E-RENDER-08 no font.
/// Guarantees: the same bytes for the same drawing, fonts and library versions, with any number of
/// threads; corners of areas move by at most 0.18 pixels of the image.
[[nodiscard]] std::string png(const Drawing& drawing, const PngOptions& options = {});

struct SvgOptions {
    std::string prefix;      ///< Before every id and class, where several stand on one web page.
    bool standalone = true;  ///< With an XML declaration; false for a part of an HTML page.
};

/// An SVG document: one path an area with `data-code`, in groups that name their class;
/// `role="img"` with `<title>` and `<desc>`; texts are texts.
///
/// Along inner borders a line in the colour of one side lies beneath the areas, as wide as two
/// pixels of the screen at any scale, so that smoothing lets no background through.
/// Guarantees: the same bytes for the same drawing; corners of areas move by at most 0.18 px, in a
/// layer of more than 5,000 areas by at most 0.36 px.
[[nodiscard]] std::string svg(const Drawing& drawing, const SvgOptions& options = {});

/// An entry of a PDF's table of contents.
struct PdfBookmark {
    std::string title;
    int page = 0;   ///< From 0.
    int level = 0;  ///< 0 = top; at most one deeper than the entry before.
};

struct PdfOptions {
    std::string title;    ///< Empty = that of the first page.
    std::string subject;  ///< Empty = the description of the first page.
    std::string author;
    std::string keywords;
    std::string date;  ///< ISO 8601 ("2024-05-01", "2024-05-01T12:00:00Z"); empty = none.
    std::vector<PdfBookmark> bookmarks;
};

/// A PDF file of one or more pages: vector drawings, embedded fonts, texts that can be searched,
/// title, language and a description of each picture.
/// @throws UsageError E-RENDER-06 no page, or one of no size; OutputError as `png`.
/// Guarantees: as `svg`; corners of areas move by at most 0.24 px, in a layer of more than 5,000
/// areas by at most 0.48 px. Nothing reads the clock.
[[nodiscard]] std::string pdf(std::span<const Drawing> pages, const PdfOptions& options = {});

}  // namespace levelin::draw
