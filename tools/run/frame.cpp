#include "frame.hpp"

#include <algorithm>
#include <iterator>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/score/kernels.hpp>
#include <unordered_set>

#include "keyed_table.hpp"
#include "nations.hpp"

namespace levelin::run {

namespace {

// Rows that repeat an area may only repeat what it has.
void check_duplicates(const KeyedTable& table, const TableJoin& join, const NumberColumn& column,
                      std::size_t column_at) {
    for (const auto& [first, later] : join.duplicates) {
        if (column.status[first] == column.status[later] &&
            column.values[first] == column.values[later]) {
            continue;
        }
        throw JoinError(
            "E-JOIN-03",
            table.codes[later].str() + " has a second row with another value of \"" + column.name +
                "\" (first in row " + std::to_string(table.source_rows[first]) + "; " +
                grouped_text(join.duplicates.size()) + " rows repeat an area)",
            "one row an area",
            "leave the rows out that are not wanted, or sum the table to areas first",
            {table.loaded->config.file.string(), table.source_rows[later], column_at + 1});
    }
}

NumberColumn read_column(const KeyedTable& table, std::size_t column) {
    const Markers& markers = table.loaded->config.markers;
    ReadColumn read = read_numbers(*table.grid, table.layout, column, markers);
    if (read.fault_count != 0) {
        const ReadColumn::Fault& fault = read.faults.front();
        throw InputError(
            "E-INPUT-04",
            "\"" + fault.text + "\" in the column \"" + table.layout.columns[column] +
                "\" is not a number" +
                (read.fault_count > 1 ? " (" + grouped_text(read.fault_count) + " such cells)"
                                      : ""),
            "a number or a marker of a missing value",
            "say what it stands for with missing, suppressed or not_applicable in [tables." +
                table.loaded->config.id + "]",
            {table.loaded->config.file.string(), fault.source_row, fault.column + 1});
    }
    return std::move(read.column);
}

const PartSpec* leaf_of(const PartSpec& node, std::size_t column) {
    if (node.indicator == column) {
        return &node;
    }
    for (const PartSpec& part : node.parts) {
        if (const PartSpec* leaf = leaf_of(part, column)) {
            return leaf;
        }
    }
    return nullptr;
}

// N of the ranking that a part declares its column to be, over the table's own rows.
std::size_t count_of_ranking(const KeyedTable& table, const TableJoin& join, const PartSpec& part,
                             NumberColumn rows, std::size_t column_at) {
    for (const auto& [first, later] : join.duplicates) {
        rows.status[later] = Status::missing;
    }
    const kernels::RankingCheck check =
        kernels::check_ranking(rows.values, rows.status, 0, part.rank_ties);
    if (check.is_ranking || part.rank_count != 0) {
        return part.rank_count != 0 ? part.rank_count : check.count;
    }
    if (check.count == 0) {
        return 0;
    }
    throw InputError(
        "E-SCORE-02",
        "the part \"" + part.id + "\" is declared as ranks, but " +
            shortest_text(rows.values[check.fault_at]) + " in the column \"" + rows.name +
            "\" does not fit a ranking of 1 to " + grouped_text(check.count),
        "every place from 1 to N, ties at their lowest, mean or highest place",
        "give the column of ranks, or rank_count = N if the table holds only some of the areas",
        {table.loaded->config.file.string(), table.source_rows[check.fault_at], column_at + 1});
}

void fill_rank_counts(PartSpec& node, const std::vector<std::size_t>& counts) {
    if (node.indicator && node.rank_count == 0) {
        node.rank_count = counts[*node.indicator];
    }
    for (PartSpec& part : node.parts) {
        fill_rank_counts(part, counts);
    }
}

NumberColumn gather(const NumberColumn& rows, const std::vector<std::int32_t>& row_of_area) {
    NumberColumn column;
    column.name = rows.name;
    column.values.reserve(row_of_area.size());
    column.status.reserve(row_of_area.size());
    for (const std::int32_t row : row_of_area) {
        if (row == TableJoin::no_row) {
            column.push(Status::no_row);
        } else {
            column.values.push_back(rows.values[row]);
            column.status.push_back(rows.status[row]);
        }
    }
    return column;
}

// A column that results are compared with; nothing where the table does not have it.
ComparedColumn fetch_text(const KeyedTable& table, const TableJoin& join,
                          const config::ColumnConfig& wanted) {
    ComparedColumn column;
    const std::string file = table.loaded->config.file.string();
    if (!config::has_column(wanted, table.layout.columns)) {
        return column;
    }
    const std::size_t at = config::find_column(wanted, table.layout.columns, file);
    column.name = table.layout.columns[at];
    column.values.reserve(join.row_of_area.size());
    for (const std::int32_t row : join.row_of_area) {
        column.values.emplace_back(
            row == TableJoin::no_row
                ? std::string_view{}
                : table.grid->cell(table.layout.data_rows[static_cast<std::size_t>(row)], at));
    }
    return column;
}

// Names without an area have a finding of their own, and no code to miss.
Diagnostics findings_of_join(const TableUse& use) {
    JoinReport report = use.to_boundaries;
    report.rows_without_code = use.names ? 0 : report.rows_without_code;
    return findings_of(report);
}

void note_set_aside(TableUse& use, const KeyedTable& table) {
    for (const SetAsideRow& row : table.layout.set_aside) {
        if (row.reason == "blank") {
            continue;
        }
        ++use.rows_set_aside;
        if (use.set_aside_examples.size() < Diagnostics::max_examples) {
            use.set_aside_examples.push_back("row " + std::to_string(row.source_row) + " (" +
                                             row.reason + "): " + row.text);
        }
    }
}

// The nation that a composite's table is for; empty for any other table.
std::string nation_of_table(const config::ProjectConfig& project, const std::string& table) {
    for (const config::IndexConfig& index : project.indices) {
        if (index.composite) {
            for (const config::CompositeSource& source : index.composite->sources) {
                if (source.table == table) {
                    return source.nation;
                }
            }
        }
    }
    return {};
}

// The areas that a table has to account for: a nation's own table none of another nation's.
class OwnedAreas {
  public:
    OwnedAreas(const JoinSide& all, const std::string& nation) : m_side(all) {
        if (nation.empty()) {
            return;
        }
        std::copy_if(all.codes.begin(), all.codes.end(), std::back_inserter(m_codes),
                     [&](const AreaCode& code) { return nation_of_code(code) == nation; });
        m_side.codes = m_codes;
        m_side.geography = detect_geography(m_codes, all.code_column);
    }
    OwnedAreas(const OwnedAreas&) = delete;
    OwnedAreas& operator=(const OwnedAreas&) = delete;

    [[nodiscard]] const JoinSide& side() const noexcept { return m_side; }

  private:
    std::vector<AreaCode> m_codes;
    JoinSide m_side;
};

}  // namespace

Frame build_frame(const RunRequest& request, const Inputs& inputs, const BoundarySet& boundaries,
                  const DetectedGeography& boundary_geography,
                  const std::string& boundary_code_column) {
    const config::ProjectConfig& project = request.project;
    const bool mapped = !inputs.boundaries.empty();
    const std::unordered_set<AreaCode> areas(boundaries.codes.begin(), boundaries.codes.end());
    const std::vector<KeyedTable> tables =
        key_tables(inputs.tables, boundaries, boundary_geography, areas);

    Frame frame;
    std::vector<JoinSide> sides;
    const JoinSide boundary_side{
        "the boundaries", boundaries.codes, {}, boundary_geography, boundary_code_column};
    if (mapped) {
        sides.push_back(boundary_side);
        frame.findings.append(findings_of(boundary_geography, boundary_side.name));
    }
    if (!mapped || project.reference == config::Reference::tables) {
        for (const KeyedTable& table : tables) {
            sides.push_back(table.side());
        }
    }
    if (mapped) {
        frame.codes = boundaries.codes;
        frame.names = boundaries.names;
        frame.written = boundaries.size();
        const std::vector<AreaCode> all = union_of_codes(sides);
        for (const AreaCode& code : all) {
            if (!areas.contains(code)) {
                frame.codes.push_back(code);
            }
        }
    } else {
        frame.codes = union_of_codes(sides);
        frame.written = frame.codes.size();
    }
    frame.names.resize(frame.codes.size());

    frame.columns.resize(project.columns.size());
    frame.rank_counts.resize(project.columns.size(), 0);
    frame.carried.resize(project.carry.size());
    frame.texts.resize(project.texts.size());
    const JoinSide areas_side{
        "the areas", frame.codes, {}, detect_geography(frame.codes, ""), "code"};
    for (const KeyedTable& table : tables) {
        const config::TableConfig& config = table.loaded->config;
        TableUse use;
        use.id = config.id;
        use.file = config.file.string();
        use.sheet = table.loaded->file.sheets[table.loaded->sheet].name;
        use.header_row = table.layout.header_row.value_or(0);
        use.code_column = table.layout.columns[table.key_column];
        use.names = table.names;
        use.geography = table.geography;
        note_set_aside(use, table);
        if (table.names) {
            frame.findings.append(findings_of(*table.names, "table " + config.id));
        } else {
            frame.findings.append(findings_of(table.geography, "table " + config.id));
        }
        const OwnedAreas owed(mapped ? boundary_side : areas_side,
                              nation_of_table(project, config.id));
        use.to_boundaries = join_table(owed.side(), table.side()).report;
        frame.findings.append(findings_of_join(use));
        const TableJoin join = join_table(areas_side, table.side());
        const auto fetch = [&](const config::ColumnConfig& wanted, const PartSpec* part,
                               std::size_t c) {
            const std::size_t at =
                config::find_column(wanted, table.layout.columns, config.file.string());
            use.columns.emplace_back(wanted.used_by, table.layout.columns[at]);
            const NumberColumn rows = read_column(table, at);
            check_duplicates(table, join, rows, at);
            if (part != nullptr && part->ranks) {
                frame.rank_counts[c] = count_of_ranking(table, join, *part, rows, at);
            }
            return gather(rows, join.row_of_area);
        };
        for (std::size_t c = 0; c < project.columns.size(); ++c) {
            if (project.columns[c].table == config.id) {
                const PartSpec* part = nullptr;
                for (const config::IndexConfig& index : project.indices) {
                    part = part != nullptr ? part : leaf_of(index.spec.root, c);
                }
                frame.columns[c] = fetch(project.columns[c], part, c);
            }
        }
        for (std::size_t c = 0; c < project.carry.size(); ++c) {
            const config::CarryConfig& carry = project.carry[c];
            if (carry.column.table == config.id &&
                (!carry.optional || config::has_column(carry.column, table.layout.columns))) {
                NumberColumn column = fetch(carry.column, nullptr, c);
                frame.carried[c] = {
                    carry.id, DecimalColumn{std::move(column.values), std::move(column.status)}};
            }
        }
        for (std::size_t t = 0; t < project.texts.size(); ++t) {
            if (project.texts[t].table == config.id) {
                frame.texts[t] = fetch_text(table, join, project.texts[t]);
            }
        }
        if (const auto names = name_column(table)) {
            for (std::size_t a = 0; a < frame.codes.size(); ++a) {
                if (frame.names[a].empty() && join.row_of_area[a] != TableJoin::no_row) {
                    frame.names[a] =
                        table.grid->cell(table.layout.data_rows[join.row_of_area[a]], *names);
                }
            }
        }
        frame.tables.push_back(std::move(use));
    }
    return frame;
}

IndexSpec with_rank_counts(IndexSpec index, const Frame& frame) {
    fill_rank_counts(index.root, frame.rank_counts);
    return index;
}

}  // namespace levelin::run
