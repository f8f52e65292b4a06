#include "study_table.hpp"

#include <fstream>
#include <levelin/core/code_index.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/read/delimited_text.hpp>
#include <sstream>
#include <unordered_map>

namespace levelin::run {

namespace {

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    if (!in) {
        throw InputError("E-INPUT-01", "cannot be opened", "a file that another command wrote",
                         "check the name of the folder", {file.string(), 0, 0});
    }
    std::ostringstream text;
    text << in.rdbuf();
    return text.str();
}

/// A CSV that levelin wrote about the areas of a result, with its rows in their order.
class StudyTable {
  public:
    StudyTable(std::filesystem::path file, ReportFacts& facts)
        : m_file{std::move(file)},
          m_grid{parse_delimited(bytes_of(m_file), comma()).grid},
          m_row(facts.size(), none) {
        facts.inputs.digests.push_back(
            {"study", m_file, m_file.string(), geodata::digest_of_file(m_file)});
        std::unordered_map<std::string, std::size_t> rows;
        const std::size_t codes = column("code");
        for (std::size_t r = 1; r < m_grid.row_count(); ++r) {
            rows.emplace(m_grid.cell(r, codes), r);
        }
        std::size_t found = 0;
        for (std::size_t a = 0; a < facts.size(); ++a) {
            const auto at = rows.find(facts.table().codes[a].str());
            if (at != rows.end()) {
                m_row[a] = at->second;
                ++found;
            }
        }
        if (found == 0 && facts.size() != 0) {
            throw InputError("E-REPORT-02", "holds no area of the result",
                             "what a command wrote about the same result",
                             "name the folder that was made from this result",
                             {m_file.string(), 0, 0});
        }
    }

    [[nodiscard]] bool has(std::string_view name) const { return find(name) != none; }

    [[nodiscard]] std::vector<std::string> texts(std::string_view name) const {
        const std::size_t c = column(name);
        std::vector<std::string> texts;
        for (const std::size_t row : m_row) {
            texts.emplace_back(row == none ? std::string_view{} : m_grid.cell(row, c));
        }
        return texts;
    }

    [[nodiscard]] NumberColumn numbers(std::string_view name) const {
        const std::size_t c = column(name);
        NumberColumn numbers;
        numbers.name = name;
        for (const std::size_t row : m_row) {
            const std::string_view cell = row == none ? std::string_view{} : m_grid.cell(row, c);
            const auto value = parse_plain_number(cell);
            if (value) {
                numbers.push(*value);
            } else if (cell.empty()) {
                numbers.push(Status::missing);
            } else {
                throw InputError("E-INPUT-62", "\"" + std::string{cell} + "\" is no number",
                                 "a number in column " + std::string{name}, "run the command again",
                                 {m_file.string(), m_grid.source_row(row), c + 1});
            }
        }
        return numbers;
    }

  private:
    static constexpr std::size_t none = SIZE_MAX;

    static DelimitedOptions comma() {
        DelimitedOptions options;
        options.delimiter = ',';
        options.encoding = "UTF-8";
        return options;
    }

    [[nodiscard]] std::size_t find(std::string_view name) const {
        const auto header =
            m_grid.row_count() == 0 ? std::span<const std::string_view>{} : m_grid.row(0);
        for (std::size_t c = 0; c < header.size(); ++c) {
            if (header[c] == name) {
                return c;
            }
        }
        return none;
    }

    [[nodiscard]] std::size_t column(std::string_view name) const {
        const std::size_t c = find(name);
        if (c == none) {
            throw InputError("E-INPUT-62", "has no column \"" + std::string{name} + "\"",
                             "the file as levelin wrote it", "run the command again",
                             {m_file.string(), 1, 0});
        }
        return c;
    }

    std::filesystem::path m_file;
    Grid m_grid;
    std::vector<std::size_t> m_row;
};

}  // namespace

nlohmann::ordered_json read_json(const std::filesystem::path& file) {
    nlohmann::ordered_json document = nlohmann::ordered_json::parse(bytes_of(file), nullptr, false);
    if (document.is_discarded()) {
        throw InputError("E-INPUT-62", "is not JSON", "the file as levelin wrote it",
                         "run the command again", {file.string(), 0, 0});
    }
    return document;
}

void read_studies(ReportFacts& facts, const StudyFolders& folders) {
    if (!folders.target.empty()) {
        const StudyTable table{folders.target / "selection.csv", facts};
        StudySelection study;
        for (const std::string& flag : table.texts("selected")) {
            study.selected.push_back(flag == "1" ? 1 : 0);
        }
        study.reason = table.texts("reason");
        study.scorecard = read_json(folders.target / "scorecard.json");
        facts.selection = std::move(study);
    }
    if (!folders.confidence.empty()) {
        const StudyTable table{folders.confidence / "confidence.csv", facts};
        facts.confidence = StudyConfidence{table.numbers("p_selected"), table.numbers("rank_p05"),
                                           table.numbers("rank_p50"), table.numbers("rank_p95"),
                                           table.texts("decided_by")};
    }
    if (!folders.clusters.empty()) {
        const StudyTable table{folders.clusters / "clusters.csv", facts};
        StudyClusters study;
        for (const auto& [column, name] : {std::pair{"moran_class", "local Moran's I"},
                                           std::pair{"gi_star_class", "Getis and Ord's Gi*"},
                                           std::pair{"gi_class", "Getis and Ord's Gi"},
                                           std::pair{"geary_class", "local Geary's C"},
                                           std::pair{"pocket_class", "pockets of need"}}) {
            if (study.statistic.empty() && table.has(column)) {
                study.statistic = name;
                study.classes = table.texts(column);
            }
        }
        if (study.statistic.empty()) {
            throw InputError("E-INPUT-62", "has no column of classes", "moran_class or its kin",
                             "run levelin clusters again",
                             {(folders.clusters / "clusters.csv").string(), 1, 0});
        }
        study.report = read_json(folders.clusters / "report.json");
        facts.clusters = std::move(study);
    }
    if (!folders.allocation.empty()) {
        const StudyTable table{folders.allocation / "allocation.csv", facts};
        const auto flags = [&](const char* name) {
            return table.has(name) ? table.texts(name) : std::vector<std::string>{};
        };
        facts.allocation = StudyAllocation{table.numbers(table.has("count") ? "count" : "pence"),
                                           table.texts("reason"), flags("chosen"), flags("reached"),
                                           read_json(folders.allocation / "scorecard.json")};
    }
}

}  // namespace levelin::run
