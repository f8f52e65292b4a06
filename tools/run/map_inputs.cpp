#include "map_inputs.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>

#include "attribution.hpp"
#include "boundary_order.hpp"
#include "carried_fields.hpp"
#include "json_fields.hpp"
#include "search_folders.hpp"

namespace levelin::run {

namespace {

void tell(const MapRequest& request, std::string_view stage) {
    if (request.progress != nullptr) {
        request.progress->update(stage, -1.0);
    }
}

void collect_titles(const Json& list, MapFacts& facts) {
    for (const Json& item : list.is_array() ? list : Json::array()) {
        if (const std::string id = text_in(item, "id"); !id.empty()) {
            facts.titles.emplace_back(id, text_in(item, "title"));
        }
        collect_titles(part_in(item, "parts"), facts);
    }
}

MapFacts facts_of(const std::filesystem::path& folder) {
    MapFacts facts;
    const Json report = json_document(folder / "report.json");
    const Json map =
        part_in(part_in(json_document(folder / "manifest.json"), "configuration"), "map");
    facts.title = text_in(map, "title").empty() ? text_in(report, "title") : text_in(map, "title");
    facts.subtitle = text_in(map, "subtitle");
    facts.legend_title = text_in(map, "legend_title");
    const Json scale_bar = part_in(map, "scale_bar");
    facts.scale_bar = !scale_bar.is_boolean() || scale_bar.get<bool>();
    collect_titles(part_in(report, "indices"), facts);
    return facts;
}

// Of the result that clusters were found in, where it is still there, how it is drawn.
MapFacts facts_of_clusters(const std::filesystem::path& folder) {
    const Json manifest = json_document(folder / "manifest.json");
    const Json options = part_in(manifest, "options");
    MapFacts facts;
    for (const Json& input : part_in(manifest, "inputs")) {
        const std::filesystem::path file = text_in(input, "file");
        if (text_in(input, "role") == "result" && file.filename() == "manifest.json") {
            facts = facts_of(file.parent_path());
        }
    }
    facts.title.clear();
    facts.subtitle.clear();
    facts.clusters_of = text_in(options, "column");
    const std::string seed = text_in(options, "seed");
    const std::string p = text_in(options, "p");
    const double share = parse_plain_number(text_in(options, "fdr")).value_or(0);
    const double permutations = parse_plain_number(text_in(options, "permutations")).value_or(0);
    facts.clusters_method =
        grouped_text(std::llround(permutations)) + " permutations, seed " + seed + "; " +
        (p.empty()
             ? "false discoveries up to " + shortest_text(std::round(1e6 * share) / 1e4) + " %"
             : "each area by itself, p up to " + p);
    return facts;
}

void add_lines(std::vector<std::string>& lines, const std::vector<std::string>& more) {
    for (const std::string& line : more) {
        if (std::find(lines.begin(), lines.end(), line) == lines.end()) {
            lines.push_back(line);
        }
    }
}

class MapReader {
  public:
    explicit MapReader(const MapRequest& request) : m_request{request} {}

    [[nodiscard]] MapInputs read() {
        std::error_code ignored;
        const std::filesystem::path clusters = m_request.result / "clusters.geojson";
        if (std::filesystem::exists(clusters, ignored)) {
            m_inputs.facts = facts_of_clusters(m_request.result);
            read_layer(clusters, true);
        } else if (std::filesystem::is_directory(m_request.result, ignored)) {
            read_folder();
        } else if (geodata::is_boundary_name(m_request.result)) {
            if (!m_request.boundaries.empty()) {
                throw UsageError("E-RENDER-15", "is a boundary file, and --boundaries gives others",
                                 "one or the other", "leave --boundaries out",
                                 {m_request.result.string(), 0, 0});
            }
            read_layer(m_request.result, false);
        } else {
            throw UsageError("E-RENDER-15", "is neither a result folder nor a boundary file",
                             "the folder that a command wrote, or .shp, .gpkg, .geojson, "
                             ".topojson, .fgb",
                             "name the folder, not a file in it",
                             {m_request.result.string(), 0, 0});
        }
        if (!m_request.against.empty()) {
            tell(m_request, "reading the other result");
            geodata::ReadResultOptions options;
            options.derived = true;
            m_inputs.against = geodata::read_result(m_request.against, options);
            add_lines(m_inputs.licences, m_inputs.against->licences);
        }
        const ResultTable& table = m_inputs.table();
        if (std::any_of(table.names.begin(), table.names.end(),
                        [](const std::string& name) { return !name.empty(); })) {
            m_inputs.shapes.names = table.names;
        }
        return std::move(m_inputs);
    }

  private:
    [[nodiscard]] RuleInputsRequest widening() const {
        RuleInputsRequest widening;
        widening.result = m_request.result;
        widening.tables = m_request.tables;
        widening.lookups = m_request.lookups;
        widening.tables_name_nations = true;
        widening.progress = m_request.progress;
        return widening;
    }

    void read_folder() {
        tell(m_request, "reading the result");
        geodata::ReadResultOptions options;
        options.derived = true;
        geodata::Result result = geodata::read_result(m_request.result, options);
        m_inputs.licences = result.licences;
        m_inputs.facts = facts_of(m_request.result);
        std::vector<std::filesystem::path> files = m_request.boundaries;
        if (files.empty()) {
            if (result.boundaries.empty()) {
                throw UsageError("E-RENDER-15", "has no boundaries, so that there is no map of it",
                                 "areas.geojson in the folder, or --boundaries FILE",
                                 "give the boundaries", {m_request.result.string(), 0, 0});
            }
            files.push_back(result.boundaries);
        }
        take_shapes(files, result.table.codes, m_request.boundaries.empty());
        m_inputs.data = widened(std::move(result), widening());
        m_inputs.findings.append(m_inputs.data.findings);
    }

    void read_layer(const std::filesystem::path& file, bool of_clusters) {
        Inputs inputs;
        inputs.boundaries.push_back(read_boundaries(file, true, of_clusters));
        geodata::Boundaries& read = inputs.boundaries.front();
        geodata::Result result;
        result.folder = m_request.result;
        result.geography = read.geography;
        Diagnostics renamed;
        result.table.columns = carried_fields(read, of_clusters ? renamed : m_inputs.findings);
        result.table.codes = read.set.codes;
        result.table.names = read.set.names;
        result.table.status.assign(read.set.size(), Status::ok);
        if (of_clusters) {
            for (const Json& line :
                 part_in(json_document(m_request.result / "manifest.json"), "licences")) {
                add_lines(m_inputs.licences, {line.is_string() ? line.get<std::string>() : ""});
            }
        } else {
            config::ProjectConfig project;
            project.boundaries.resize(1);
            add_lines(m_inputs.licences, attribution_lines(project, inputs));
        }
        if (m_request.boundaries.empty()) {
            m_inputs.shapes = in_metres(read, file);
        } else {
            take_shapes(m_request.boundaries, result.table.codes, false);
        }
        m_inputs.data = widened(std::move(result), widening());
        m_inputs.findings.append(m_inputs.data.findings);
    }

    [[nodiscard]] geodata::Boundaries read_boundaries(const std::filesystem::path& file,
                                                      bool with_fields, bool of_result) {
        tell(m_request, "reading boundaries");
        geodata::ReadBoundariesOptions options;
        options.crs = of_result ? std::string{} : m_request.crs;
        options.with_fields = with_fields;
        options.threads = m_request.threads;
        options.progress = m_request.progress;
        if (of_result) {
            options.code_column = "code";
            options.name_column = "name";
        }
        geodata::Boundaries read = geodata::read_boundaries(file, options);
        m_inputs.findings.append(read.findings);
        return read;
    }

    [[nodiscard]] BoundarySet in_metres(geodata::Boundaries& read,
                                        const std::filesystem::path& file) const {
        if (read.crs.authority_code == "EPSG:27700") {
            return std::move(read.set);
        }
        geodata::ReprojectOptions options;
        options.grid = m_request.grid;
        options.threads = m_request.threads;
        options.progress = m_request.progress;
        add_search_folders(options.search_folders, file);
        return geodata::to_national_grid(read.set, read.crs, options);
    }

    void take_shapes(const std::vector<std::filesystem::path>& files,
                     const std::vector<AreaCode>& codes, bool of_result) {
        std::vector<BoundarySet> sets;
        Inputs inputs;
        for (const std::filesystem::path& file : files) {
            geodata::Boundaries read = read_boundaries(file, false, of_result);
            BoundarySet bare;
            bare.codes = read.set.codes;
            bare.area_begin.assign(bare.codes.size() + 1, 0);
            sets.push_back(in_metres(read, file));
            read.set = std::move(bare);
            inputs.boundaries.push_back(std::move(read));
        }
        if (!of_result) {
            config::ProjectConfig project;
            project.boundaries.resize(inputs.boundaries.size());
            add_lines(m_inputs.licences, attribution_lines(project, inputs));
        }
        BoundarySet all = sets.size() == 1 ? std::move(sets.front()) : concatenate(sets);
        if (all.codes == codes) {
            m_inputs.shapes = std::move(all);
            return;
        }
        OrderedBoundaries ordered = in_order_of(all, codes);
        if (ordered.missing.size() == codes.size()) {
            throw JoinError("E-RENDER-16", "holds no area of the result",
                            "boundaries of the result's areas", "check the vintage of both",
                            {files.front().string(), 0, 0});
        }
        m_inputs.shapes = std::move(ordered.set);
    }

    const MapRequest& m_request;
    MapInputs m_inputs;
};

}  // namespace

std::string MapFacts::title_of(const std::string& id) const {
    const auto found = std::find_if(titles.begin(), titles.end(),
                                    [&](const auto& entry) { return entry.first == id; });
    return found != titles.end() ? found->second : std::string{};
}

MapInputs read_map_inputs(const MapRequest& request) {
    return MapReader{request}.read();
}

}  // namespace levelin::run
