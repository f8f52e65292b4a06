#include <algorithm>
#include <array>
#include <cstdio>
#include <levelin/chart/axis.hpp>
#include <levelin/core/date_text.hpp>
#include <levelin/core/number_text.hpp>

#include "report_sections.hpp"
#include "report_words.hpp"

namespace levelin::run {

namespace {

using chart::number_text;
using report::Table;

void add_parts(Table& table, const PartSpec& node, double share, const std::string& indent) {
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
                              capitalised(how)});
        add_parts(table, part, own, indent + "\u2013 ");
    }
}

/// Where every row says the same in the last column: takes it off. @returns what it said.
std::string taken_last_column(Table& table) {
    const bool alike =
        table.rows.size() > 1 &&
        std::all_of(table.rows.begin(), table.rows.end(), [&](const std::vector<std::string>& row) {
            return row.back() == table.rows.front().back();
        });
    if (!alike) {
        return {};
    }
    std::string said = table.rows.front().back();
    table.columns.pop_back();
    for (std::vector<std::string>& row : table.rows) {
        row.pop_back();
    }
    return said;
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

std::string quoted(const std::string& text) {
    return "\u201c" + text + "\u201d";
}

/// "28 November 2026, 05:30 UTC" of "2026-11-28T05:30:26Z"; another text as it is.
std::string time_words(const std::string& stamp) {
    const std::string date = date_in_words(stamp.substr(0, 10));
    return stamp.size() == 20 && stamp.back() == 'Z' && date != stamp.substr(0, 10)
               ? date + ", " + stamp.substr(11, 5) + " UTC"
               : stamp;
}

/// A word of a command line, in quotes where a shell would take it apart.
std::string shell_word(const std::string& text) {
    return text.find_first_of(" ()'&;$") == std::string::npos ? text : "\"" + text + "\"";
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
                             {"How it is made comparable", false}};
            add_parts(table, index.spec.root, 1, "");
            const std::string alike = taken_last_column(table);
            if (!alike.empty()) {
                document.parts.emplace_back(report::Paragraph{
                    "All parts are made comparable in the same way. " + alike + ".", false});
            }
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
                " (" + counted_text(facts.ranked, "ranked area", "ranked areas") + ").",
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
        {"Data", false}, {"Areas", false}, {"Areas of", false}, {"Source and licence", false}};
    const Json layers = facts.report.value("boundaries", Json::array());
    std::size_t i = 0;
    for (const Json& layer : layers) {
        std::string source;
        if (facts.project && i < facts.project->boundaries.size()) {
            source = facts.project->boundaries[i].source;
            const std::string& licence = facts.project->boundaries[i].licence;
            source += (source.empty() || licence.empty() ? "" : ". ") + licence;
        }
        table.rows.push_back({"Boundaries " + quoted(text_in(layer, "layer")),
                              geography_words(text_in(layer, "geography")), vintage_words(layer),
                              text_or(source, "Not stated; see the sources below")});
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
        table.rows.push_back({"Table " + quoted(text_in(used, "id")),
                              geography_words(text_in(used, "geography")), vintage_words(used),
                              text_or(source, "Not stated")});
    }
    if (!table.rows.empty()) {
        document.parts.emplace_back(std::move(table));
    }
    document.parts.emplace_back(report::Paragraph{
        "The year says which version of the areas a file is about. The figures themselves may be "
        "older; their publisher's notes say how old.",
        false});
    if (!facts.inputs.result.licences.empty()) {
        document.parts.emplace_back(report::Heading{3, "Sources and licences", false});
        document.parts.emplace_back(report::List{facts.inputs.result.licences});
    }
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
        // The only one needs no name.
        table.columns.push_back(
            {tables.size() == 1 ? "Number" : "Table " + quoted(text_in(used, "id")), true});
    }
    table.columns.front().heading = "What was counted";
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
                (count && *count > 1 && text.find(number_text(*count, 0)) == std::string::npos
                     ? " (" + number_text(*count, 0) + " times)"
                     : "") +
                " [" + text_in(finding, "code") + "]");
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
            (text_in(m, "created").empty() ? "."
                                           : " on " + time_words(text_in(m, "created")) + "."),
        false});
    std::string project;
    std::string files;  // As the command names them.
    constexpr std::string_view table_role = "table ";
    Table table;
    table.caption = "Files and their SHA-256";
    table.columns = {{"What", false}, {"File", false}, {"SHA-256", false}};
    table.columns.back().code = true;
    const auto base_name = [](const std::string& file) {
        return std::filesystem::path{file}.filename().string();
    };
    for (const Json& input : m.value("inputs", Json::array())) {
        const std::string file = text_in(input, "file");
        if (text_in(input, "role") == "project") {
            project = base_name(file);
        }
        const std::string role = text_in(input, "role");
        if (role.rfind(table_role, 0) == 0) {
            files +=
                " --table " + role.substr(table_role.size()) + "=" + shell_word(base_name(file));
        } else if (role == "boundaries" && files.find("--boundaries") == std::string::npos) {
            files += " \\\n    --boundaries " + shell_word(base_name(file));
        }
        table.rows.push_back({capitalised(role), base_name(file), text_in(input, "sha256")});
    }
    for (const Json& output : m.value("outputs", Json::array())) {
        table.rows.push_back({"Result", text_in(output, "file"), text_in(output, "sha256")});
    }
    for (const InputDigest& digest : facts.inputs.digests) {
        if (digest.role == "study" || digest.role == "look-up" || digest.role == "table") {
            table.rows.push_back(
                {capitalised(digest.role), base_name(digest.name), digest.digest.sha256});
        }
    }
    const std::string recipe =
        facts.project && facts.project->recipe ? facts.project->name : std::string{};
    std::string run = "levelin run ";
    run += recipe.empty() ? text_or(project, "PROJECT.toml") : "--recipe " + recipe + files;
    const std::string crs = text_in(m.value("options", Json::object()), "crs");
    run += (crs.empty() ? "" : " --crs " + crs) + " --out RESULT";
    report::Commands commands;
    for (std::size_t from = 0; from < run.size();) {
        const std::size_t end = std::min(run.find('\n', from), run.size());
        commands.lines.push_back(run.substr(from, end - from));
        from = end + 1;
    }
    commands.lines.insert(commands.lines.end(),
                          {"sha256sum RESULT/areas.csv", "levelin report RESULT --to report.html"});
    document.parts.emplace_back(std::move(commands));
    document.parts.emplace_back(report::Paragraph{
        "The whole configuration, with every setting, is in manifest.json beside the result.",
        false});
    document.parts.emplace_back(std::move(table));
    Table read;
    read.caption = "Which column each part was read from";
    read.columns = {{"Part", false}, {"Table", false}, {"Column", false}};
    for (const Json& used : facts.report.value("tables", Json::array())) {
        const Json columns = used.value("columns", Json::object());
        for (const auto& [part, column] : columns.items()) {
            read.rows.push_back({column_words(facts, part), text_in(used, "id"),
                                 column.is_string() ? column.get<std::string>() : ""});
        }
    }
    if (!read.rows.empty()) {
        document.parts.emplace_back(std::move(read));
    }
}

}  // namespace levelin::run
