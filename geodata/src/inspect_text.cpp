#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/core/number_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/inspect.hpp>
#include <map>
#include <nlohmann/json.hpp>

namespace levelin::geodata {

namespace {

using Json = nlohmann::ordered_json;

// --- JSON -------------------------------------------------------------------------------------

Json text_or_null(const std::string& text) {
    return text.empty() ? Json(nullptr) : Json(text);
}

Json number_or_null(std::uint64_t number) {
    return number == 0 ? Json(nullptr) : Json(number);
}

Json column_json(const ColumnProfile& column) {
    Json json{{"name", column.name},
              {"type", to_string(column.type)},
              {"values", column.values},
              {"missing", column.missing},
              {"suppressed", column.suppressed},
              {"not_applicable", column.not_applicable},
              {"zero", column.zero}};
    const bool numbers =
        column.type == ColumnProfile::Type::number && column.values > column.not_numbers;
    if (numbers) {
        json["min"] = column.min;
        json["max"] = column.max;
        json["not_numbers"] = column.not_numbers;
        json["percent"] = column.percent;
    } else if (column.type == ColumnProfile::Type::code) {
        json["min"] = column.first_code.str();
        json["max"] = column.last_code.str();
    }
    return json;
}

Json set_aside_json(const std::vector<SetAsideRow>& rows) {
    constexpr std::size_t shown = 20;
    std::map<std::string, std::size_t> counts;
    Json examples = Json::array();
    for (const SetAsideRow& row : rows) {
        ++counts[row.reason];
        if (row.reason != "blank" && examples.size() < shown) {
            examples.push_back(
                {{"row", row.source_row}, {"reason", row.reason}, {"text", row.text}});
        }
    }
    return {{"count", rows.size()},         {"total", counts["total"]}, {"note", counts["note"]},
            {"no_code", counts["no code"]}, {"blank", counts["blank"]}, {"rows", examples}};
}

Json candidate_json(const CodeCandidate& candidate) {
    return {{"column", candidate.name},
            {"codes", candidate.codes},
            {"different", candidate.unique},
            {"other_texts", candidate.others},
            {"geography", to_string(candidate.geography.kind)},
            {"vintage", number_or_null(static_cast<std::uint64_t>(candidate.geography.vintage))}};
}

Json layer_json(const InspectedLayer& layer) {
    const DetectedGeography& geography = layer.geography;
    Json json{
        {"name", layer.name},
        {"rows", layer.rows},
        {"header_row", layer.header_row ? Json(*layer.header_row) : Json(nullptr)},
        {"geometry", layer.geometry},
        {"crs", text_or_null(layer.crs)},
        {"code_column", text_or_null(layer.code_column)},
        {"geography", layer.code_column.empty() ? Json(nullptr) : Json(to_string(geography.kind))},
        {"vintage", number_or_null(static_cast<std::uint64_t>(geography.vintage))}};
    Json columns = Json::array();
    for (const ColumnProfile& column : layer.columns) {
        columns.push_back(column_json(column));
    }
    json["columns"] = std::move(columns);
    json["set_aside"] = set_aside_json(layer.set_aside);
    json["evidence"] = text_or_null(geography.evidence);
    json["certainty"] = to_string(geography.certainty);
    json["earliest"] = number_or_null(static_cast<std::uint64_t>(geography.earliest));
    json["latest"] = number_or_null(static_cast<std::uint64_t>(geography.latest));
    json["mixed_vintages"] = geography.mixed_vintages;
    json["stated_geography"] = text_or_null(layer.stated_geography);
    json["code_column_ambiguous"] = layer.codes_ambiguous;
    Json candidates = Json::array();
    for (const CodeCandidate& candidate : layer.code_candidates) {
        candidates.push_back(candidate_json(candidate));
    }
    json["code_candidates"] = std::move(candidates);
    const std::string& why = layer.why_no_table.empty() ? layer.why_no_codes : layer.why_no_table;
    json["why"] = text_or_null(why);
    return json;
}

// --- Text -------------------------------------------------------------------------------------

std::size_t shown_width(std::string_view text) noexcept {
    return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) {
        return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
    }));
}

std::string cut_to(std::string_view text, std::size_t width) {
    if (shown_width(text) <= width) {
        return std::string{text};
    }
    std::string out;
    std::size_t used = 0;
    for (std::size_t i = 0; i < text.size() && used + 1 < width;) {
        std::size_t next = i + 1;
        while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0U) == 0x80U) {
            ++next;
        }
        out += text.substr(i, next - i);
        i = next;
        ++used;
    }
    return out + "…";
}

std::string padded(std::string_view text, std::size_t width, bool right) {
    const std::size_t gap = width - std::min(width, shown_width(text));
    return right ? std::string(gap, ' ') + std::string{text}
                 : std::string{text} + std::string(gap, ' ');
}

std::string counted(std::size_t n) {
    return n == 0 ? std::string{} : grouped_text(n);
}

using Cells = std::array<std::string, 8>;

Cells column_cells(const ColumnProfile& column) {
    std::string range;
    if (column.type == ColumnProfile::Type::number && column.values > column.not_numbers) {
        const std::string sign = column.percent != 0 ? "%" : "";
        range = shortest_text(column.min) + sign + " to " + shortest_text(column.max) + sign;
        if (column.not_numbers != 0) {
            range += ", " + counted(column.not_numbers) + " not a number";
        }
    } else if (column.type == ColumnProfile::Type::code) {
        range = column.first_code.str() + " to " + column.last_code.str();
    }
    return {column.name.empty() ? "(no name)" : column.name,
            std::string{to_string(column.type)},
            range,
            grouped_text(column.values),
            counted(column.missing),
            counted(column.suppressed),
            counted(column.not_applicable),
            counted(column.zero)};
}

std::string columns_text(const std::vector<ColumnProfile>& columns, std::size_t width) {
    std::vector<Cells> rows{
        {"column", "type", "range", "values", "missing", "suppressed", "n.a.", "zero"}};
    for (const ColumnProfile& column : columns) {
        rows.push_back(column_cells(column));
    }
    std::array<std::size_t, 8> widths{};
    for (const Cells& row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            widths[c] = std::max(widths[c], shown_width(row[c]));
        }
    }
    std::size_t total = 2 * widths.size();
    for (const std::size_t w : widths) {
        total += w;
    }
    if (width != 0 && total > width) {  // Only the names give way.
        const std::size_t over = total - width;
        widths[0] = widths[0] > over + 12 ? widths[0] - over : std::min<std::size_t>(widths[0], 12);
    }
    std::string text;
    for (const Cells& row : rows) {
        std::string line = "   ";
        for (std::size_t c = 0; c < row.size(); ++c) {
            const std::string cell = c == 0 ? cut_to(row[c], widths[c]) : row[c];
            line += (c == 0 ? " " : "  ") + padded(cell, widths[c], c >= 3);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + '\n';
    }
    return text;
}

std::string set_aside_text(const std::vector<SetAsideRow>& rows) {
    constexpr std::size_t shown = 5;
    if (rows.empty()) {
        return {};
    }
    std::map<std::string, std::size_t> counts;
    for (const SetAsideRow& row : rows) {
        ++counts[row.reason];
    }
    std::string text = "    set aside: ";
    bool first = true;
    for (const auto& [reason, count] : counts) {
        text += (first ? "" : ", ") + grouped_text(count) + " " + reason;
        first = false;
    }
    text += '\n';
    std::size_t examples = 0;
    for (const SetAsideRow& row : rows) {
        if (row.reason != "blank" && examples++ < shown) {
            text += "      row " + std::to_string(row.source_row) + " (" + row.reason +
                    "): " + cut_to(row.text, 70) + '\n';
        }
    }
    return text;
}

std::string codes_text(const InspectedLayer& layer) {
    if (layer.code_column.empty()) {
        return layer.why_no_codes.empty() ? std::string{}
                                          : "    codes: none: " + layer.why_no_codes + '\n';
    }
    const DetectedGeography& geography = layer.geography;
    std::string text = "    codes: \"" + layer.code_column + "\", " + geography.label();
    if (!geography.evidence.empty()) {
        text += " (from " + geography.evidence + ")";
    }
    if (geography.share < 1) {
        text += ", " + fixed_text(std::floor(1000 * geography.share) / 10, 1) + "% of them";
    }
    text += '\n';
    if (layer.codes_ambiguous || layer.code_candidates.size() > 1) {
        text += layer.codes_ambiguous
                    ? "    several columns are equally good; a join must say which:\n"
                    : "    other columns of codes:\n";
        for (const CodeCandidate& candidate : layer.code_candidates) {
            if (!layer.codes_ambiguous && &candidate == &layer.code_candidates.front()) {
                continue;
            }
            text += "      \"" + candidate.name + "\": " + grouped_text(candidate.codes) +
                    " codes, " + grouped_text(candidate.unique) + " different, " +
                    candidate.geography.label() + '\n';
        }
    }
    return text;
}

std::string layer_text(const InspectedLayer& layer, bool is_table, std::size_t width) {
    std::string text = "  " + layer.name + ": ";
    if (!layer.why_no_table.empty() && layer.columns.empty()) {
        return text + "no table: " + layer.why_no_table + '\n';
    }
    text += grouped_text(layer.rows) + (is_table ? " rows" : " features");
    if (layer.header_row) {
        text += ", header in row " + std::to_string(*layer.header_row);
    } else if (is_table) {
        text += ", no header row";
    }
    if (!is_table) {
        text += ", geometry " + layer.geometry;
    }
    text += '\n';
    if (!is_table) {
        text += "    crs: " + (layer.crs.empty() ? "none" : layer.crs) + '\n';
    }
    text += codes_text(layer);
    text += columns_text(layer.columns, width);
    text += set_aside_text(layer.set_aside);
    return text;
}

}  // namespace

std::string inspect_json(std::span<const InspectedFile> files) {
    Json list = Json::array();
    for (const InspectedFile& file : files) {
        Json layers = Json::array();
        for (const InspectedLayer& layer : file.layers) {
            layers.push_back(layer_json(layer));
        }
        list.push_back({{"path", file.path},
                        {"kind", file.kind},
                        {"encoding", text_or_null(file.encoding)},
                        {"layers", std::move(layers)},
                        {"line_end", text_or_null(file.line_end)},
                        {"findings", findings_json<Json>(file.findings)}});
    }
    const Json document{{"files", std::move(list)}};
    return document.dump(2, ' ', false, Json::error_handler_t::replace) + '\n';
}

std::string inspect_text(std::span<const InspectedFile> files, std::size_t width) {
    std::string text;
    for (const InspectedFile& file : files) {
        text += text.empty() ? "" : "\n";
        text += file.path + ": " + file.kind;
        text += file.encoding.empty() || file.kind != "CSV" ? "" : ", " + file.encoding;
        text += file.line_end.empty() ? "" : ", " + file.line_end + " line ends";
        text += '\n';
        const bool is_table =
            file.kind == "CSV" || file.kind == "XLSX" || file.kind == "XLS" || file.kind == "ODS";
        for (const InspectedLayer& layer : file.layers) {
            text += layer_text(layer, is_table, width);
        }
        for (const Finding& finding : file.findings.findings()) {
            text += std::string{"  "} +
                    (finding.severity == Severity::warning ? "warning " : "note ") + finding.code +
                    ": " + finding.message + '\n';
        }
    }
    return text;
}

}  // namespace levelin::geodata
