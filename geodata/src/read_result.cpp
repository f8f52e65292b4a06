#include <algorithm>
#include <array>
#include <charconv>
#include <fstream>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/geodata/read_result.hpp>
#include <levelin/read/delimited_text.hpp>
#include <nlohmann/json.hpp>
#include <optional>
#include <unordered_set>

namespace levelin::geodata {

namespace {

using Json = nlohmann::json;

constexpr const char* run_again =
    "run levelin again, and leave the files of its result as they are";

std::string read_file(const std::filesystem::path& path) {
    std::error_code error;
    const auto size = std::filesystem::is_regular_file(path, error)
                          ? std::filesystem::file_size(path, error)
                          : std::uintmax_t{0};
    std::string bytes(error ? 0 : size, '\0');
    std::ifstream in{path, std::ios::binary};
    in.read(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    if (error || !in || !std::filesystem::is_regular_file(path, error)) {
        throw InputError("E-INPUT-60", "cannot be read; it belongs to every result folder",
                         "the folder that levelin run wrote", "name the folder of a result",
                         {path.string(), 0, 0});
    }
    return bytes;
}

Json parse_json(const std::filesystem::path& path, const std::string& bytes) {
    Json document = Json::parse(bytes, nullptr, false);
    if (!document.is_object()) {
        throw InputError("E-INPUT-62", "is not a JSON object", "the file as levelin run wrote it",
                         run_again, {path.string(), 0, 0});
    }
    return document;
}

[[noreturn]] void not_understood(const std::filesystem::path& path, const std::string& problem,
                                 const std::string& expected, std::uint64_t row = 0,
                                 std::uint64_t column = 0) {
    throw InputError("E-INPUT-62", problem, expected, run_again, {path.string(), row, column});
}

// The digest that the manifest states for one of its outputs, or nothing.
std::optional<std::string> stated_digest(const Json& manifest, std::string_view name) {
    const auto outputs = manifest.find("outputs");
    if (outputs == manifest.end() || !outputs->is_array()) {
        return std::nullopt;
    }
    for (const Json& output : *outputs) {
        if (output.is_object() && output.value("file", Json()) == Json(name) &&
            output.contains("sha256") && output["sha256"].is_string()) {
            return output["sha256"].get<std::string>();
        }
    }
    return std::nullopt;
}

bool ends_with(std::string_view name, std::string_view ending) {
    return name.size() > ending.size() && name.ends_with(ending);
}

std::string_view without(std::string_view name, std::string_view ending) {
    return name.substr(0, name.size() - ending.size());
}

// Numbers as levelin writes them, so that "007" or "1e3" in a column of words stays a word.
bool is_written_number(std::string_view text) {
    const auto value = parse_plain_number(text);
    return value &&
           (shortest_text(*value) == text ||
            (text.find_first_not_of("-0123456789") == std::string_view::npos && text.size() < 19 &&
             text.substr(0, 2) != "-0" && (text.size() == 1 || text.front() != '0')));
}

std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    return error == std::errc{} && end == text.data() + text.size() ? std::optional{value}
                                                                    : std::nullopt;
}

class TableReader {
  public:
    TableReader(const std::filesystem::path& path, std::string bytes) : m_path(path) {
        DelimitedOptions options;
        options.delimiter = ',';
        options.encoding = "UTF-8";
        try {
            m_grid = parse_delimited(std::move(bytes), options).grid;
        } catch (const Error& error) {
            not_understood(path, error.problem(), "the table as levelin run wrote it",
                           error.location().row, error.location().column);
        }
        static constexpr std::array<std::string_view, 3> first{"code", "name", "status"};
        for (std::size_t c = 0; c < first.size(); ++c) {
            if (m_grid.row_count() == 0 || m_grid.cell(0, c) != first[c]) {
                not_understood(path, "does not start with the columns code, name and status",
                               "the table as levelin run wrote it", 1, c + 1);
            }
        }
    }

    [[nodiscard]] ResultTable read() {
        read_areas();
        const auto header = m_grid.row(0);
        std::unordered_set<std::string_view> seen(header.begin(), header.begin() + 3);
        for (std::size_t c = 3; c < header.size(); ++c) {
            if (header[c].empty() || !seen.insert(header[c]).second) {
                not_understood(
                    m_path,
                    "the column name \"" + std::string{header[c]} + "\" is empty or stands twice",
                    "names that stand once", 1, c + 1);
            }
        }
        for (std::size_t c = 3; c < header.size(); ++c) {
            m_table.columns.push_back({std::string{header[c]}, column(c)});
        }
        return std::move(m_table);
    }

  private:
    void read_areas() {
        const std::size_t width = m_grid.row(0).size();
        std::unordered_set<AreaCode> seen;
        for (std::size_t r = 1; r < m_grid.row_count(); ++r) {
            if (m_grid.row(r).size() != width) {
                not_understood(m_path,
                               "the row has " + std::to_string(m_grid.row(r).size()) +
                                   " cells, the header " + std::to_string(width),
                               "as many cells as the header has", r + 1);
            }
            const auto code = AreaCode::parse(m_grid.cell(r, 0));
            const auto status = parse_status(m_grid.cell(r, 2));
            if (!code) {
                not_understood(m_path, "\"" + std::string{m_grid.cell(r, 0)} + "\" is no code",
                               "the code of an area", r + 1, 1);
            }
            if (!code->empty() && !seen.insert(*code).second) {
                not_understood(m_path, "the code " + code->str() + " stands twice",
                               "one row an area", r + 1, 1);
            }
            if (!status) {
                not_understood(m_path, "\"" + std::string{m_grid.cell(r, 2)} + "\" is no status",
                               "ok, missing, suppressed, not_applicable, no_row or below_minimum",
                               r + 1, 3);
            }
            m_table.codes.push_back(*code);
            m_table.names.emplace_back(m_grid.cell(r, 1));
            m_table.status.push_back(*status);
        }
    }

    [[nodiscard]] std::size_t find(const std::string& name) const {
        const auto header = m_grid.row(0);
        return static_cast<std::size_t>(std::find(header.begin(), header.end(), name) -
                                        header.begin());
    }

    // Why a cell of this column is empty: what the part's own status column says, else the row's.
    [[nodiscard]] Status why_empty(std::size_t r, std::size_t status_column) const {
        if (status_column < m_grid.row(0).size()) {
            const auto own = parse_status(m_grid.cell(r, status_column));
            if (own && *own != Status::ok) {
                return *own;
            }
        }
        const Status row = m_table.status[r - 1];
        return row == Status::ok ? Status::missing : row;
    }

    enum class Kind { whole, decimal, text };

    [[nodiscard]] Kind kind_of(std::size_t c) const {
        const std::string_view name = m_grid.cell(0, c);
        if (ends_with(name, "_status")) {
            return Kind::text;
        }
        const bool counts = ends_with(name, "_rank") || ends_with(name, "_decile");
        const bool number = counts || ends_with(name, "_score") || ends_with(name, "_value") ||
                            ends_with(name, "_contribution");
        bool all_whole = true;
        bool any = false;
        for (std::size_t r = 1; r < m_grid.row_count(); ++r) {
            const std::string_view cell = m_grid.cell(r, c);
            if (cell.empty()) {
                continue;
            }
            any = true;
            if (!is_written_number(cell)) {
                if (!number) {
                    return Kind::text;
                }
                not_understood(m_path, "\"" + std::string{cell} + "\" is not a number",
                               "a number as levelin writes it", r + 1, c + 1);
            }
            all_whole = all_whole && whole(cell).has_value();
        }
        if (!any && !number) {
            // Nothing tells a number's column from one of words, save that numbers have a status.
            return find(std::string{name} + "_status") < m_grid.row(0).size() ? Kind::decimal
                                                                              : Kind::text;
        }
        return counts && all_whole ? Kind::whole : Kind::decimal;
    }

    [[nodiscard]] std::variant<WholeColumn, DecimalColumn, TextColumn> column(std::size_t c) const {
        const std::string_view name = m_grid.cell(0, c);
        const std::string_view stem = ends_with(name, "_value") ? without(name, "_value")
                                      : ends_with(name, "_contribution")
                                          ? without(name, "_contribution")
                                          : name;
        const std::size_t status_column = find(std::string{stem} + "_status");
        const Kind kind = kind_of(c);
        WholeColumn wholes;
        DecimalColumn decimals;
        TextColumn texts;
        for (std::size_t r = 1; r < m_grid.row_count(); ++r) {
            const std::string_view cell = m_grid.cell(r, c);
            const Status status = cell.empty() ? why_empty(r, status_column) : Status::ok;
            switch (kind) {
                case Kind::whole:
                    wholes.values.push_back(whole(cell).value_or(0));
                    wholes.status.push_back(status);
                    break;
                case Kind::decimal:
                    decimals.values.push_back(parse_plain_number(cell).value_or(0));
                    decimals.status.push_back(status);
                    break;
                case Kind::text:
                    texts.values.emplace_back(cell);
                    break;
            }
        }
        switch (kind) {
            case Kind::whole:
                return wholes;
            case Kind::decimal:
                return decimals;
            case Kind::text:
                break;
        }
        return texts;
    }

    const std::filesystem::path& m_path;
    Grid m_grid;
    ResultTable m_table;
};

// report.json, where it is the file that the manifest describes; else nothing.
Json trusted_report(const std::filesystem::path& folder, const Json& manifest) {
    const auto stated = stated_digest(manifest, "report.json");
    if (!stated) {
        return Json::object();
    }
    const std::string bytes = read_file(folder / "report.json");
    return digest_of(bytes).sha256 == *stated ? parse_json(folder / "report.json", bytes)
                                              : Json::object();
}

Json list_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_array() ? *found : Json::array();
}

// How many areas each index was ranked over: under `reference = "tables"` more than are written.
std::map<std::string, std::size_t> ranked_areas(const Json& report) {
    std::map<std::string, std::size_t> ranked;
    for (const Json& index : list_of(report, "indices")) {
        if (index.is_object() && index.value("id", Json()).is_string() &&
            index.value("ranked_areas", Json()).is_number_unsigned()) {
            ranked[index["id"].get<std::string>()] = index["ranked_areas"].get<std::size_t>();
        }
    }
    return ranked;
}

// The denominators that the project states for an index, its parts and their parts.
void add_denominators(const Json& nodes, int depth, std::map<std::string, std::string>& found) {
    for (const Json& node : nodes) {
        if (!node.is_object() || depth > 20) {
            continue;
        }
        if (node.value("id", Json()).is_string() && node.value("denominator", Json()).is_string()) {
            found[node["id"].get<std::string>()] = node["denominator"].get<std::string>();
        }
        add_denominators(list_of(node, "part"), depth + 1, found);
    }
}

// The vintage that the run found. It was told by the name of the boundaries' code column, which is
// not in areas.csv; report.json has what came of it. 0 where nothing tells.
int reported_vintage(const Json& report, Geography kind) {
    // A run without boundaries has the areas of its tables.
    for (const char* name : {"boundaries", "tables"}) {
        const Json list = list_of(report, name);
        if (list.empty()) {
            continue;
        }
        int year = 0;
        for (const Json& entry : list) {
            const bool same = entry.is_object() &&
                              entry.value("geography", Json()) == Json(to_string(kind)) &&
                              entry.value("vintage", Json()).is_number_integer();
            const int found = same ? entry["vintage"].get<int>() : 0;
            if (found == 0 || (year != 0 && year != found)) {
                return 0;
            }
            year = found;
        }
        return year;
    }
    return 0;
}

}  // namespace

Result read_result(const std::filesystem::path& folder, const ReadResultOptions& options) {
    Result result;
    result.folder = folder;
    const std::filesystem::path manifest_path = folder / "manifest.json";
    const Json manifest = parse_json(manifest_path, read_file(manifest_path));
    std::string table_name = "areas.csv";
    for (const char* other : {"converted.csv", "summary.csv"}) {
        if (options.derived && !stated_digest(manifest, table_name) &&
            stated_digest(manifest, other)) {
            table_name = other;
        }
    }
    const std::filesystem::path areas = folder / table_name;
    result.table_file = areas;
    std::string bytes = read_file(areas);
    const auto stated = stated_digest(manifest, table_name);
    if (!stated) {
        not_understood(manifest_path, "states no SHA-256 of areas.csv",
                       "the manifest that levelin run wrote");
    }
    if (digest_of(bytes).sha256 != *stated) {
        throw InputError("E-INPUT-61", "is not the file that manifest.json describes",
                         "a file whose SHA-256 is " + *stated, run_again, {areas.string(), 0, 0});
    }
    result.table = TableReader{areas, std::move(bytes)}.read();
    for (const ResultColumn& column : result.table.columns) {
        const std::string_view name = column.name;
        const auto has = [&](std::string_view ending, std::string_view other) {
            return ends_with(name, ending) && result.table.find(std::string{without(name, ending)} +
                                                                std::string{other}) != nullptr;
        };
        if (has("_score", "_rank") && has("_score", "_decile")) {
            result.indices.emplace_back(without(name, "_score"));
        } else if (has("_value", "_contribution")) {
            result.parts.emplace_back(without(name, "_value"));
        }
    }
    if (const auto licences = manifest.find("licences");
        licences != manifest.end() && licences->is_array()) {
        for (const Json& line : *licences) {
            if (line.is_string()) {
                result.licences.push_back(line.get<std::string>());
            }
        }
    }
    if (stated_digest(manifest, "areas.geojson")) {
        result.boundaries = folder / "areas.geojson";
        if (!std::filesystem::is_regular_file(result.boundaries)) {
            (void)read_file(result.boundaries);
        }
    }
    const Json report = trusted_report(folder, manifest);
    result.ranked = ranked_areas(report);
    if (const auto configuration = manifest.find("configuration");
        configuration != manifest.end() && configuration->is_object()) {
        add_denominators(list_of(*configuration, "index"), 0, result.denominators);
    }
    result.geography = detect_geography(result.table.codes, "");
    if (result.geography.vintage == 0) {
        const int vintage = reported_vintage(report, result.geography.kind);
        if (vintage != 0) {
            result.geography.vintage = vintage;
            result.geography.evidence = "what report.json says of the boundaries";
        }
    }
    return result;
}

}  // namespace levelin::geodata
