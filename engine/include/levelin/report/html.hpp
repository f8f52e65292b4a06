#pragma once

#include <levelin/report/document.hpp>
#include <string>

namespace levelin::report {

struct HtmlOptions {
    bool contents = true;  ///< A list of the sections of level 2, each a link.
    unsigned threads = 0;  ///< For pictures that go in as PNG.
};

/// A document as one HTML file that needs nothing else: styles and pictures stand in it, no script.
///
/// Accessible (WCAG 2.2 AA): language, landmarks, a link past the contents, headings in order,
/// pictures with title, description and a table of their numbers, tables with caption and scopes
/// that can be scrolled by keyboard where the window is narrow. Prints without the contents.
/// @throws UsageError E-REPORT-01 a table whose rows have another number of cells than columns, or
///         headings out of order; what `draw::png` throws.
/// Guarantees: the same bytes for the same document and fonts. Cost: that of the pictures.
[[nodiscard]] std::string html(const Document& document, const HtmlOptions& options = {});

}  // namespace levelin::report
