#include "inputs.hpp"

#include <algorithm>
#include <future>
#include <levelin/core/error.hpp>
#include <map>

namespace levelin::run {

namespace {

// The files that a boundary or table consists of: a shapefile's parts are all inputs.
std::vector<std::filesystem::path> parts_of(const std::filesystem::path& path) {
    std::vector<std::filesystem::path> parts{path};
    if (path.extension() == ".shp" || path.extension() == ".SHP") {
        for (const char* extension : {".shx", ".dbf", ".prj", ".cpg"}) {
            std::filesystem::path part = path;
            part.replace_extension(extension);
            std::error_code ignored;
            if (std::filesystem::exists(part, ignored)) {
                parts.push_back(part);
            }
        }
    }
    return parts;
}

// Names of the columns that the project wants of a table.
std::vector<const config::ColumnConfig*> wanted_columns(const config::ProjectConfig& project,
                                                        std::string_view table) {
    std::vector<const config::ColumnConfig*> wanted;
    for (const config::ColumnConfig& column : project.columns) {
        if (column.table == table) {
            wanted.push_back(&column);
        }
    }
    for (const config::CarryConfig& carry : project.carry) {
        if (carry.column.table == table && !carry.optional) {
            wanted.push_back(&carry.column);
        }
    }
    return wanted;
}

bool has_columns(const geodata::Sheet& sheet,
                 const std::vector<const config::ColumnConfig*>& wanted) {
    return std::all_of(wanted.begin(), wanted.end(), [&](const config::ColumnConfig* column) {
        try {
            (void)config::find_column(*column, sheet.layout.columns, sheet.name);
            return true;
        } catch (const Error&) {
            return false;
        }
    });
}

// What a sheet says: code -> the cells wanted. Nothing where its code column is in doubt.
std::map<std::string, std::vector<std::string>> records_of(
    const geodata::Sheet& sheet, const std::vector<const config::ColumnConfig*>& wanted) {
    std::map<std::string, std::vector<std::string>> records;
    if (!sheet.layout.code_column) {
        return records;
    }
    std::vector<std::size_t> columns;
    for (const config::ColumnConfig* column : wanted) {
        columns.push_back(config::find_column(*column, sheet.layout.columns, sheet.name));
    }
    for (const std::size_t row : sheet.layout.data_rows) {
        auto& cells = records[std::string{sheet.grid.cell(row, *sheet.layout.code_column)}];
        for (const std::size_t column : columns) {
            cells.emplace_back(sheet.grid.cell(row, column));
        }
    }
    return records;
}

// A copy of a sheet in the same workbook leaves nothing to decide.
bool all_say_the_same(const geodata::TableFile& file, const std::vector<std::size_t>& sheets,
                      const std::vector<const config::ColumnConfig*>& wanted) {
    const auto first = records_of(file.sheets[sheets.front()], wanted);
    return !first.empty() && std::all_of(sheets.begin() + 1, sheets.end(), [&](std::size_t sheet) {
        return records_of(file.sheets[sheet], wanted) == first;
    });
}

// The sheet that holds what the project wants. Workbooks put notes and other tables around it.
std::size_t choose_sheet(const geodata::TableFile& file, const config::TableConfig& config,
                         const std::vector<const config::ColumnConfig*>& wanted) {
    std::vector<std::size_t> tables;
    std::vector<std::size_t> fits;
    const auto collect = [&](bool with_codes) {
        for (std::size_t s = 0; s < file.sheets.size(); ++s) {
            const SheetLayout& layout = file.sheets[s].layout;
            const bool named = !config.code_column.empty() || !config.name_column.empty();
            if ((with_codes && layout.code_candidates.empty() && !named) ||
                layout.data_rows.empty()) {
                continue;
            }
            tables.push_back(s);
            if (has_columns(file.sheets[s], wanted)) {
                fits.push_back(s);
            }
        }
    };
    collect(true);
    if (tables.empty()) {
        collect(false);  // Areas may be known by their names.
        if (fits.empty()) {
            tables.clear();
        }
    }
    if (fits.size() == 1) {
        return fits.front();
    }
    const std::string name = config.file.string();
    if (tables.empty()) {
        std::string why;
        for (const geodata::Sheet& sheet : file.sheets) {
            if (!sheet.layout.why_none.empty()) {
                why = sheet.layout.why_none;
            }
        }
        throw InputError("E-INPUT-03",
                         "no column of area codes was found" + (why.empty() ? "" : ": " + why),
                         "a column of codes such as E01000001",
                         "name it with code = \"...\" in [tables." + config.id + "]", {name, 0, 0});
    }
    if (fits.empty()) {
        return tables.front();  // What is missing there is said when the columns are read.
    }
    if (all_say_the_same(file, fits, wanted)) {
        return fits.front();
    }
    std::string list;
    for (const std::size_t s : fits) {
        list += (list.empty() ? "\"" : "\", \"") + file.sheets[s].name;
    }
    throw ConfigError("E-CONFIG-09", "more than one sheet holds the columns wanted: " + list + "\"",
                      "one sheet", "--set tables." + config.id + ".sheet=\"...\" decides",
                      {name, 0, 0});
}

LoadedTable load_table(const RunRequest& request, const config::TableConfig& config) {
    geodata::ReadTableOptions options;
    options.sheet = config.sheet;
    options.encoding = config.encoding;
    options.delimiter = config.delimiter;
    options.markers = config.markers;
    options.progress = request.progress;
    LoadedTable table;
    table.config = config;
    tell(request, "reading tables");
    try {
        table.file = geodata::read_table(config.file, options);
    } catch (Error& error) {
        error.in_file(config.file.string());
        throw;
    }
    table.sheet = choose_sheet(table.file, config, wanted_columns(request.project, config.id));
    return table;
}

geodata::Boundaries load_boundaries(const RunRequest& request,
                                    const config::BoundaryConfig& config) {
    geodata::ReadBoundariesOptions options;
    options.layer = config.layer;
    options.code_column = config.code_column;
    options.name_column = config.name_column;
    options.crs = config.crs.empty() ? request.crs : config.crs;
    options.threads = request.threads;
    options.progress = request.progress;
    try {
        return geodata::read_boundaries(config.file, options);
    } catch (Error& error) {
        error.in_file(config.file.string());
        throw;
    }
}

}  // namespace

void tell(const RunRequest& request, std::string_view stage) {
    if (request.progress != nullptr) {
        request.progress->update(stage, -1.0);
    }
}

Inputs load_inputs(const RunRequest& request) {
    const config::ProjectConfig& project = request.project;
    std::vector<const config::TableConfig*> wanted;
    for (const config::TableConfig& table : project.tables) {
        if (!table.file.empty()) {
            wanted.push_back(&table);
        } else if (!table.optional) {
            throw UsageError("E-USAGE-20",
                             "the method needs the table \"" + table.id + "\"" +
                                 (table.description.empty() ? "" : ": " + table.description),
                             "--table " + table.id + "=FILE",
                             "levelin recipes NAME lists what it needs");
        }
    }

    // One other thread reads the tables while this one reads the boundaries.
    const auto policy = request.threads == 1 ? std::launch::deferred : std::launch::async;
    std::vector<std::future<LoadedTable>> tables;
    for (const config::TableConfig* table : wanted) {
        tables.push_back(
            std::async(policy, [&request, table] { return load_table(request, *table); }));
    }
    std::vector<std::pair<std::string, std::filesystem::path>> files{
        {project.recipe ? "recipe" : "project", project.file}};
    for (const config::BoundaryConfig& boundary : project.boundaries) {
        for (const auto& part : parts_of(boundary.file)) {
            files.emplace_back("boundaries", part);
        }
    }
    for (const config::TableConfig* table : wanted) {
        files.emplace_back("table " + table->id, table->file);
    }

    auto digests = std::async(policy, [&files] {
        std::vector<InputDigest> list;
        for (const auto& [role, path] : files) {
            std::error_code ignored;
            if (std::filesystem::is_regular_file(path, ignored)) {
                // Where levelin's own recipes lie differs from machine to machine.
                list.push_back({role, path,
                                role == "recipe" ? path.filename().string() : path.string(),
                                geodata::digest_of_file(path)});
            }
        }
        return list;
    });

    Inputs inputs;
    for (const config::BoundaryConfig& boundary : project.boundaries) {
        inputs.boundaries.push_back(load_boundaries(request, boundary));
        inputs.findings.append(inputs.boundaries.back().findings);
    }
    for (std::future<LoadedTable>& table : tables) {
        inputs.tables.push_back(table.get());
        inputs.findings.append(inputs.tables.back().file.findings);
    }
    inputs.digests = digests.get();
    return inputs;
}

}  // namespace levelin::run
