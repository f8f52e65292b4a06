#include "report_result.hpp"

#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/report/html.hpp>
#include <levelin/report/pages.hpp>

#include "json_parts.hpp"
#include "report_pictures.hpp"
#include "report_sections.hpp"
#include "report_words.hpp"

namespace levelin::run {

namespace {

report::Document document_of(const ReportFacts& facts, const ReportRequest& request) {
    report::Document document;
    document.title = !request.title.empty() ? request.title : text_in(facts.report, "title");
    if (document.title.empty()) {
        document.title = facts.index_title;
    }
    document.subtitle =
        facts.index_title + " of " + counted_text(facts.size(), facts.area_word, facts.area_plural);
    document.date = request.date;
    add_summary(document, facts);
    add_map(document, facts);
    add_ranking(document, facts, request.rows);
    add_comparison(document, facts);
    add_selection(document, facts);
    add_allocation(document, facts, request.rows);
    add_confidence(document, facts, request.rows);
    add_clusters(document, facts);
    add_method(document, facts);
    add_data(document, facts);
    add_join(document, facts);
    add_gaps(document, facts);
    add_reproduce(document, facts);
    return document;
}

}  // namespace

ReportOutcome report_result(const ReportRequest& request) {
    const std::string extension = request.to.extension().string();
    if (extension != ".html" && extension != ".pdf") {
        throw UsageError("E-REPORT-03", "a report is not written as \"" + extension + "\"",
                         "a name that ends in .html or .pdf", "choose another name for --to");
    }
    geodata::OutputFile file{request.to, request.overwrite};
    ReportFacts facts = read_report_facts(request.what);
    facts.against = request.against;
    ReportOutcome outcome;
    outcome.findings = facts.inputs.findings;
    outcome.areas = facts.size();
    outcome.scored = facts.by_rank().size();
    if (request.strict && outcome.findings.has_warnings()) {
        return outcome;
    }
    if (request.what.inputs.progress != nullptr) {
        request.what.inputs.progress->update("writing the report", -1.0);
    }
    const report::Document document = document_of(facts, request);
    if (extension == ".pdf") {
        const report::Pages set = report::set_pages(document, report_type());
        draw::PdfOptions options;
        options.title = document.title;
        options.subject = document.subtitle;
        options.author = "levelin";
        options.bookmarks = set.bookmarks;
        file.write(draw::pdf(set.pages, options));
        outcome.pages = set.pages.size();
    } else {
        report::HtmlOptions options;
        options.threads = request.what.inputs.threads;
        file.write(report::html(document, options));
    }
    const geodata::FileDigest digest = file.commit();
    using Ordered = nlohmann::ordered_json;
    outcome.report = document_text(Ordered{{"file", request.to.string()},
                                           {"bytes", digest.bytes},
                                           {"sha256", digest.sha256},
                                           {"areas", outcome.areas},
                                           {"scored", outcome.scored},
                                           {"pages", outcome.pages},
                                           {"findings", findings_json<Ordered>(outcome.findings)}});
    outcome.files = {request.to};
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
