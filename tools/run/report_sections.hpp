#pragma once

#include <levelin/report/document.hpp>

#include "json_fields.hpp"
#include "report_facts.hpp"

namespace levelin::run {

// The sections of a report, in their order; each adds its heading and what stands below it.

void add_summary(report::Document& document, const ReportFacts& facts);
void add_map(report::Document& document, const ReportFacts& facts);
/// The areas that come first and last, and how councils and regions stand. @param rows  of each.
void add_ranking(report::Document& document, const ReportFacts& facts, std::size_t rows);
/// The score beside another column: `against`, else a second index, else the heaviest part; nothing
/// where there is none. @throws ConfigError E-TARGET-01 no such column, E-TARGET-02 one of text.
void add_comparison(report::Document& document, const ReportFacts& facts);
/// A column's name for people: the title of the index or part it belongs to, else its own words.
[[nodiscard]] std::string column_words(const ReportFacts& facts, const std::string& column);
void add_selection(report::Document& document, const ReportFacts& facts);
void add_allocation(report::Document& document, const ReportFacts& facts, std::size_t rows);
void add_confidence(report::Document& document, const ReportFacts& facts, std::size_t rows);
void add_clusters(report::Document& document, const ReportFacts& facts);
void add_method(report::Document& document, const ReportFacts& facts);
void add_data(report::Document& document, const ReportFacts& facts);
void add_join(report::Document& document, const ReportFacts& facts);
void add_gaps(report::Document& document, const ReportFacts& facts);
void add_reproduce(report::Document& document, const ReportFacts& facts);

}  // namespace levelin::run
