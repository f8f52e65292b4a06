#pragma once

#include <levelin/draw/type_setter.hpp>
#include <levelin/draw/write.hpp>
#include <levelin/report/document.hpp>
#include <vector>

namespace levelin::report {

/// A document on paper.
struct Pages {
    std::vector<draw::Drawing> pages;          ///< At least one.
    std::vector<draw::PdfBookmark> bookmarks;  ///< One a heading.
};

/// Sets a document on A4 pages.
///
/// Nothing leaves the margins (17 mm). A heading stays with what follows it; pictures and rows of
/// tables are not cut in two; the head of a table stands again on every page that it runs over.
/// A row that is higher than a page is cut with an ellipsis.
/// @throws UsageError E-REPORT-01 as `html`.
/// Guarantees: the same for the same document and fonts. Cost: the measuring of texts.
[[nodiscard]] Pages set_pages(const Document& document, const draw::TypeSetter& type);

}  // namespace levelin::report
