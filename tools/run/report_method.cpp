#include <levelin/chart/axis.hpp>
#include <levelin/core/number_text.hpp>

#include "report_sections.hpp"
#include "report_words.hpp"

namespace levelin::run {

namespace {

using chart::number_text;
using report::Table;
using Json = nlohmann::ordered_json;

std::string column_of(const ReportFacts& facts, const std::string& part) {
    for (const Json& table : facts.report.value("tables", Json::array())) {
        const Json columns = table.value("columns", Json::object());
        if (columns.contains(part)) {
            return text_in(columns, part.c_str());
        }
    }
    return {};
}

void add_parts(Table& table, const ReportFacts& facts, const PartSpec& node, double share,
               const std::string& indent) {
    double sum = 0;
    for (const PartSpec& part : node.parts) {
        sum += part.weight;
    }
    for (const PartSpec& part : node.parts) {
        const bool linear = node.aggregation == Aggregation::weighted_mean ||
                            node.aggregation == Aggregation::weighted_sum;
        const double own = linear && sum > 0 ? share * part.weight / sum : share;
        std::string how = normalisation_words(part);
        if (!part.parts.empty()) {
            how = "made of the parts below" +
                  (part.normalise == Normalisation::none ? std::string{} : ", then " + how);
        }
        table.rows.push_back({indent + (part.title.empty() ? part.id : part.title),
                              shortest_text(part.weight), linear ? percent_words(own) : "",
                              column_of(facts, part.id), how});
        add_parts(table, facts, part, own, indent + "\u2013 ");
    }
}

std::string text_or(const std::string& text, const std::string& otherwise) {
    return text.empty() ? otherwise : text;
}

std::string geography_words(const std::string& word) {
    std::string text = word;
    for (char& c : text) {
        c = c == '_' ? ' ' : c;
    }
    return text == "lsoa" || text == "msoa" || text == "utla" ? [&] {
        for (char& c : text) {
            c = static_cast<char>(c - ('a' - 'A'));
        }
        return text;
    }()
                                                              : text;
}

std::string vintage_words(const Json& of) {
    const auto year = number_in(of, "vintage");
    return year ? number_text(*year, 0).substr(0, 1) + number_text(*year, 0).substr(2)
                : "not known";
}

std::string number_of(const Json& object, const char* key) {
    const auto value = number_in(object, key);
    return value ? number_text(*value, 0) : "0";
}

}  // namespace

void add_method(report::Document& document, const ReportFacts& facts) {
    document.parts.emplace_back(report::Heading{2, "How the score is made", false});
    if (!facts.project) {
        document.parts.emplace_back(
            report::Paragraph{"The result does not say how it was made.", false});
        return;
    }
    for (const config::IndexConfig& index : facts.project->indices) {
        if (index.spec.root.id != facts.index) {
            continue;
        }
        if (!index.description.empty()) {
            document.parts.emplace_back(report::Paragraph{index.description, false});
        }
        if (index.composite) {
            document.parts.emplace_back(report::Paragraph{
                "The four nations publish indices of their own, on scales that cannot be compared. "
                "Each nation's score is put on the scale of one of them by a regression on rates "
                "of employment and income deprivation, which all nations measure alike; what an "
                "area's own index says beyond that is kept as its distance from the line.",
                false});
        } else {
            std::string text = aggregation_words(index.spec.root);
            document.parts.emplace_back(report::Paragraph{text, false});
            Table table;
            table.caption = "What the score is made of";
            table.columns = {{"Part", false},
                             {"Weight", true},
                             {"Share of the score", true},
                             {"Column", false},
                             {"How it is made comparable", false}};
            add_parts(table, facts, index.spec.root, 1, "");
            document.parts.emplace_back(std::move(table));
            document.parts.emplace_back(report::Paragraph{missing_words(index.spec.root), false});
        }
        document.parts.emplace_back(report::Paragraph{
            "The area with the highest score has rank 1. " + ties_words(index.spec.ties) +
                " A decile is a tenth of the areas: decile 1 holds the most deprived tenth. Ranks "
                "refer to " +
                (facts.project->reference == config::Reference::tables
                     ? "every area in the tables, also those beyond the map"
                     : "the areas of the map") +
                " (" + count_words(facts.ranked, "ranked area", "ranked areas") + ").",
            false});
        document.parts.emplace_back(report::Paragraph{
            "A rank says who is more deprived than whom, not by how much: two neighbours in the "
            "ranking may have nearly the same score. An area is not deprived because of who lives "
            "in it alone, and not everybody who lives in a deprived area is deprived.",
            false});
        if (!index.source.empty()) {
            document.parts.emplace_back(report::Paragraph{"Method: " + index.source + ".", false});
        }
    }
}

void add_data(report::Document& document, const ReportFacts& facts) {
    document.parts.emplace_back(report::Heading{2, "The data and its age", false});
    Table table;
    table.caption = "What went in";
    table.columns = {
        {"Data", false}, {"Areas", false}, {"Areas as of", false}, {"Source and licence", false}};
    const Json layers = facts.report.value("boundaries", Json::array());
    std::size_t i = 0;
    for (const Json& layer : layers) {
        std::string source;
        if (facts.project && i < facts.project->boundaries.size()) {
            source = facts.project->boundaries[i].source;
            const std::string& licence = facts.project->boundaries[i].licence;
            source += (source.empty() || licence.empty() ? "" : ". ") + licence;
        }
        table.rows.push_back({"Boundaries: " + text_in(layer, "layer"),
                              geography_words(text_in(layer, "geography")), vintage_words(layer),
                              text_or(source, "not stated in the project; see the sources below")});
        ++i;
    }
    for (const Json& used : facts.report.value("tables", Json::array())) {
        std::string source;
        if (facts.project) {
            if (const config::TableConfig* config = facts.project->table(text_in(used, "id"))) {
                source = config->source;
                source += (source.empty() || config->licence.empty() ? "" : ". ") + config->licence;
            }
        }
        table.rows.push_back({"Table: " + text_in(used, "id"),
                              geography_words(text_in(used, "geography")), vintage_words(used),
                              text_or(source, "not stated")});
    }
    if (!table.rows.empty()) {
        document.parts.emplace_back(std::move(table));
    }
    document.parts.emplace_back(report::Paragraph{
        "The year says which version of the areas a file is about. The figures themselves may be "
        "older; their publisher's notes say how old.",
        false});
}

void add_join(report::Document& document, const ReportFacts& facts) {
    const Json tables = facts.report.value("tables", Json::array());
    document.parts.emplace_back(report::Heading{2, "How tables and map fit together", false});
    if (tables.empty()) {
        document.parts.emplace_back(report::Paragraph{"No table was joined.", false});
        return;
    }
    document.parts.emplace_back(report::Paragraph{
        "Tables and boundaries are put together by the official codes of the areas. Every row and "
        "every area is accounted for:",
        false});
    Table table;
    table.caption = "The join in numbers";
    table.columns = {{"", false}};
    struct Line {
        const char* words;
        const char* key;
    };
    const std::vector<Line> lines{
        {"Areas", "areas"},
        {"Areas with a row", "matched"},
        {"Areas without a row", "areas_without_row"},
        {"Rows in the table", "rows"},
        {"Rows that were used", "rows_used"},
        {"Rows of areas that are not on the map", "rows_without_boundary"},
        {"Rows of a code that stands there twice", "duplicate_rows"},
        {"Rows that are totals of larger areas", "total_rows"},
        {"Rows without a code", "rows_without_code"},
        {"Rows set aside (titles, notes, blanks)", "rows_set_aside"}};
    for (const Json& used : tables) {
        table.columns.push_back({text_in(used, "id"), true});
    }
    table.columns.front().heading = "Counted";
    for (const Line& line : lines) {
        std::vector<std::string> row{line.words};
        for (const Json& used : tables) {
            row.push_back(number_of(used, line.key));
        }
        table.rows.push_back(std::move(row));
    }
    document.parts.emplace_back(std::move(table));
}

void add_gaps(report::Document& document, const ReportFacts& facts) {
    document.parts.emplace_back(
        report::Heading{2, "What is uncertain and what was left out", false});
    Table table;
    table.caption = "Areas with and without a score";
    table.columns = {{"", false}, {capitalised(facts.area_plural), true}};
    table.columns.front().heading = "Why";
    for (int s = 0; s < status_count; ++s) {
        const auto status = static_cast<Status>(s);
        std::size_t count = 0;
        for (const Status own : facts.score.status) {
            count += own == status ? 1 : 0;
        }
        if (count != 0 || status == Status::ok) {
            table.rows.push_back(
                {capitalised(status_words(status)), number_text(static_cast<double>(count), 0)});
        }
    }
    document.parts.emplace_back(std::move(table));
    std::vector<std::string> findings;
    for (const Json& finding : facts.report.value("findings", Json::array())) {
        const std::string text = text_in(finding, "message");
        const auto count = number_in(finding, "count");
        if (!text.empty()) {
            findings.push_back(
                capitalised(text) +
                (count && *count > 1 ? " (" + number_text(*count, 0) + " times)" : "") + " [" +
                text_in(finding, "code") + "]");
        }
    }
    if (!findings.empty()) {
        document.parts.emplace_back(
            report::Paragraph{"What was noticed on the way, and did not stop the work:", false});
        document.parts.emplace_back(report::List{findings});
    }
}

void add_reproduce(report::Document& document, const ReportFacts& facts) {
    document.parts.emplace_back(report::Heading{2, "How to check this", false});
    const Json& m = facts.manifest;
    document.parts.emplace_back(report::Paragraph{
        "The same files and the same version give the same result, byte for byte. Made with "
        "levelin " +
            text_in(m, "levelin") + ", GDAL " + text_in(m, "gdal") + " and PROJ " +
            text_in(m, "proj") +
            (text_in(m, "created").empty() ? "." : " on " + text_in(m, "created") + "."),
        false});
    std::string project;
    Table table;
    table.caption = "Files and their SHA-256";
    table.columns = {{"What", false}, {"File", false}, {"Bytes", true}, {"SHA-256", false}};
    const auto base_name = [](const std::string& file) {
        return std::filesystem::path{file}.filename().string();
    };
    for (const Json& input : m.value("inputs", Json::array())) {
        const std::string file = text_in(input, "file");
        if (text_in(input, "role") == "project") {
            project = base_name(file);
        }
        table.rows.push_back({capitalised(text_in(input, "role")), base_name(file),
                              number_of(input, "bytes"), text_in(input, "sha256")});
    }
    for (const Json& output : m.value("outputs", Json::array())) {
        table.rows.push_back({"Result", text_in(output, "file"), number_of(output, "bytes"),
                              text_in(output, "sha256")});
    }
    for (const InputDigest& digest : facts.inputs.digests) {
        if (digest.role == "study" || digest.role == "look-up" || digest.role == "table") {
            table.rows.push_back({capitalised(digest.role), base_name(digest.name),
                                  number_text(static_cast<double>(digest.digest.bytes), 0),
                                  digest.digest.sha256});
        }
    }
    const std::string recipe =
        facts.project && facts.project->recipe ? facts.project->name : std::string{};
    std::string run = "levelin run ";
    run += recipe.empty() ? text_or(project, "PROJECT.toml") : "--recipe " + recipe;
    const std::string crs = text_in(m.value("options", Json::object()), "crs");
    run += (crs.empty() ? "" : " --crs " + crs) + " --out RESULT";
    document.parts.emplace_back(report::Commands{
        {run, "sha256sum RESULT/areas.csv", "levelin report RESULT --to report.html"}});
    document.parts.emplace_back(report::Paragraph{
        "The whole configuration, with every setting, is in manifest.json beside the result.",
        false});
    document.parts.emplace_back(std::move(table));
}

}  // namespace levelin::run
