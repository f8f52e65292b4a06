#include "run_project.hpp"

#include <algorithm>
#include <array>
#include <future>
#include <levelin/classify/classify.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/draw/write.hpp>
#include <levelin/export/csv_text.hpp>
#include <levelin/geodata/export_layer.hpp>
#include <levelin/geodata/reproject.hpp>
#include <levelin/geodata/write_geojson.hpp>
#include <levelin/render/choropleth.hpp>
#include <levelin/render/map_page.hpp>
#include <nlohmann/json.hpp>
#include <optional>

#include "attribution.hpp"
#include "frame.hpp"
#include "nations.hpp"
#include "reports.hpp"
#include "result_folder.hpp"
#include "run_target.hpp"

namespace levelin::run {

namespace {

// Those that a run can write, in the order in which they are told.
std::vector<std::string_view> file_names(bool mapped, bool map, bool targets) {
    std::vector<std::string_view> names{"areas.csv"};
    if (mapped) {
        names.push_back("areas.geojson");
        if (map) {
            names.insert(names.end(), {"map.png", "map.svg"});
        }
    }
    if (targets) {
        names.insert(names.end(), {"selection.csv", "scorecard.json"});
    }
    names.insert(names.end(), {"report.json", "manifest.json"});
    return names;
}
constexpr std::array<std::string_view, 5> stale_names{"areas.geojson", "map.png", "map.svg",
                                                      "selection.csv", "scorecard.json"};

BoundarySet put_together(std::vector<BoundarySet> sets) {
    return sets.size() == 1 ? std::move(sets.front()) : concatenate(sets);
}

geodata::ReprojectOptions reproject_options(const RunRequest& request) {
    geodata::ReprojectOptions options;
    options.grid = request.grid;
    options.threads = request.threads;
    options.progress = request.progress;
    for (const config::BoundaryConfig& boundary : request.project.boundaries) {
        // Next to the data: its own folder, and a proj/ folder beside it or a few levels above.
        std::error_code ignored;
        std::filesystem::path folder =
            std::filesystem::absolute(boundary.file, ignored).parent_path();
        options.search_folders.push_back(folder);
        for (int level = 0; level < 4 && folder.has_relative_path(); ++level) {
            options.search_folders.push_back(folder / "proj");
            folder = folder.parent_path();
        }
    }
    return options;
}

std::string method_line(const config::IndexConfig& config, const ScoredIndex& index,
                        const IndexFacts& facts) {
    if (config.composite) {
        const CompositeSpec& spec = config.composite->spec;
        return "On the scale of " + nation_name(spec.nations[spec.base]) + "; deciles of " +
               (facts.population > 0
                    ? grouped_text(static_cast<long long>(facts.population)) + " people in "
                    : std::string{}) +
               grouped_text(index.ranked) + " ranked areas.";
    }
    std::string how{to_string(config.spec.root.aggregation)};
    std::replace(how.begin(), how.end(), '_', ' ');
    how.front() = static_cast<char>(how.front() - 'a' + 'A');
    const std::size_t parts = config.spec.root.parts.size();
    return how + " of " + std::to_string(parts) + (parts == 1 ? " part" : " parts") +
           "; deciles of " + grouped_text(index.ranked) + " ranked areas.";
}

// The page and the legend of the map that every run draws.
struct RunMap {
    render::MapPage page;
    render::ChoroplethOptions options;
};

RunMap run_map(const RunRequest& request, const Inputs& inputs, const ScoredProject& scored,
               const Classes& classes) {
    const config::ProjectConfig& project = request.project;
    const ScoredIndex& index = scored.indices.front();
    RunMap map;
    map.page.title = !project.map.title.empty() ? project.map.title
                     : !project.title.empty()   ? project.title
                                                : index.title;
    map.page.subtitle = project.map.subtitle;
    map.page.method_line = method_line(project.indices.front(), index, scored.facts.front());
    map.page.attribution = attribution_lines(project, inputs);
    map.page.scale_bar = project.map.scale_bar;
    map.page.frames.automatic = project.map.scale_bar;  // Not on maps without a true scale.
    map.page.alt_text =
        "Map of " + index.title + " by decile: " + grouped_text(classes.with_value()) +
        " areas with a score, darkest where most deprived; " +
        grouped_text(classes.without_value()) + " areas without one are drawn with a pattern.";
    map.options.legend_title =
        !project.map.legend_title.empty() ? project.map.legend_title : index.title;
    map.options.class_heading = "Decile";
    map.options.worst_note = "most deprived";
    map.options.best_note = "least deprived";
    return map;
}

struct ClassedMap {
    Classification classes;
    std::vector<ClassBound> bounds;
};

ClassedMap classify(const ResultTable& results, const std::string& index) {
    ClassedMap map;
    const ResultColumn* decile = results.find(index + "_decile");
    const ResultColumn* score = results.find(index + "_score");
    map.classes =
        classify_deciles(std::get<WholeColumn>(decile->data), std::get<DecimalColumn>(score->data));
    for (const MapClass& entry : map.classes.classes.entries) {
        map.bounds.push_back({entry.label, entry.count, entry.lower.has_value(),
                              entry.lower.value_or(0), entry.upper.value_or(0)});
    }
    return map;
}

// Notes that the SVG shows for each area when it is pointed at.
std::vector<std::string> area_notes(const ResultTable& results, const std::string& index) {
    const auto& deciles = std::get<WholeColumn>(results.find(index + "_decile")->data);
    const auto& scores = std::get<DecimalColumn>(results.find(index + "_score")->data);
    std::vector<std::string> notes;
    notes.reserve(results.size());
    for (std::size_t i = 0; i < results.size(); ++i) {
        if (deciles.status[i] == Status::ok) {
            notes.push_back("decile " + std::to_string(deciles.values[i]) + ", score " +
                            fixed_text(scores.values[i], 3));
        } else {
            std::string word{to_string(deciles.status[i])};
            std::replace(word.begin(), word.end(), '_', ' ');
            notes.push_back(std::move(word));
        }
    }
    return notes;
}

struct Geography {
    BoundarySet lon_lat;
    geodata::CoordinateOperation operation;
    Diagnostics findings;
};

// Brings the layers into longitude and latitude, rounded on their shared borders. It runs beside
// the join, and so tells nobody how far it is.
Geography prepare_geography(const RunRequest& request, const Inputs& inputs) {
    geodata::ReprojectOptions options = reproject_options(request);
    options.progress = nullptr;
    Geography out;
    std::vector<BoundarySet> lon_lat;
    for (std::size_t l = 0; l < inputs.boundaries.size(); ++l) {
        const geodata::Boundaries& read = inputs.boundaries[l];
        geodata::PreparedShapes layer =
            geodata::prepare_shapes(geodata::layer_of(read.set, read.crs), "EPSG:4326",
                                    geodata::GeoJsonOptions{}.style.decimals, options);
        out.findings.append(layer.findings);
        if (l == 0 || layer.operation.accuracy_m > out.operation.accuracy_m) {
            out.operation = layer.operation;
        }
        lon_lat.push_back(std::move(layer.set));
    }
    out.lon_lat = put_together(std::move(lon_lat));
    return out;
}

Diagnostics write_geography(const RunRequest& request, const Inputs& inputs,
                            const Geography& geography, const ResultTable& results,
                            ResultFolder& folder) {
    geodata::GeoJsonOptions geojson;
    geojson.attribution = attribution_lines(request.project, inputs, geography.operation.grid_file);
    geojson.threads = request.threads;
    geojson.progress = request.progress;
    Diagnostics findings =
        geodata::write_geojson(folder.file("areas.geojson"), geography.lon_lat, results, geojson);
    (void)folder.file("areas.geojson").flush();
    return findings;
}

BoundarySet metres(const RunRequest& request, const Inputs& inputs) {
    const geodata::ReprojectOptions options = reproject_options(request);
    std::vector<BoundarySet> layers;
    for (const geodata::Boundaries& layer : inputs.boundaries) {
        layers.push_back(geodata::to_national_grid(layer.set, layer.crs, options));
    }
    return put_together(std::move(layers));
}

// Before anything is joined: the codes of all layers as one side.
struct BoundarySide {
    BoundarySet codes_and_names;  // Without coordinates.
    DetectedGeography geography;
    std::string code_column;
};

BoundarySide boundary_side(const Inputs& inputs) {
    BoundarySide side;
    std::vector<BoundarySet> bare;
    for (const geodata::Boundaries& layer : inputs.boundaries) {
        BoundarySet set;
        set.codes = layer.set.codes;
        set.names = layer.set.names;
        set.area_begin.assign(set.codes.size() + 1, 0);
        bare.push_back(std::move(set));
    }
    if (bare.empty()) {
        return side;
    }
    side.codes_and_names = put_together(std::move(bare));
    side.code_column = inputs.boundaries.front().code_column;
    side.geography = inputs.boundaries.size() == 1
                         ? inputs.boundaries.front().geography
                         : detect_geography(side.codes_and_names.codes, side.code_column);
    return side;
}

}  // namespace

RunOutcome run_project(const RunRequest& request) {
    const config::ProjectConfig& project = request.project;
    const bool mapped = !project.boundaries.empty();
    std::optional<ResultFolder> folder;
    folder.emplace(request.out, request.overwrite,
                   file_names(mapped, request.map, project.target.has_value()), stale_names);

    check_composite_tables(project);
    Inputs inputs = load_inputs(request);
    const auto policy = request.threads == 1 ? std::launch::deferred : std::launch::async;
    std::future<Geography> shapes;
    if (mapped) {
        shapes = std::async(policy, [&] { return prepare_geography(request, inputs); });
    }
    tell(request, "joining");
    const BoundarySide side = boundary_side(inputs);
    const Frame frame =
        build_frame(request, inputs, side.codes_and_names, side.geography, side.code_column);
    Diagnostics findings = inputs.findings;
    findings.append(frame.findings);
    tell(request, "scoring");
    const ScoredProject scored = score_project(project, frame);
    const std::vector<ScoredIndex>& indices = scored.indices;
    findings.append(scored.findings);
    ResultTable results = result_table(frame, indices);
    std::optional<RunTarget> target;
    if (project.target) {
        target = target_run(request, results, mapped ? metres(request, inputs) : BoundarySet{});
        findings.append(target->findings);
        inputs.digests.insert(inputs.digests.end(), target->digests.begin(), target->digests.end());
        for (ResultColumn& column : selection_columns(target->targeting)) {
            results.columns.push_back(std::move(column));
        }
    }

    // The map and areas.csv on a thread each, the geography on another.
    std::future<void> csv =
        std::async(policy, [&] { folder->write("areas.csv", csv_text(results, request.threads)); });
    std::vector<ClassBound> classes;
    std::future<Diagnostics> map;
    if (mapped && request.map) {
        ClassedMap classed = classify(results, indices.front().id);
        classes = classed.bounds;
        map = std::async(policy, [&, classed = std::move(classed.classes)] {
            const std::string& id = indices.front().id;
            const bool in_place = inputs.boundaries.size() == 1 &&
                                  inputs.boundaries.front().crs.authority_code == "EPSG:27700";
            const BoundarySet moved = in_place ? BoundarySet{} : metres(request, inputs);
            const BoundarySet& set = in_place ? inputs.boundaries.front().set : moved;
            const RunMap map_of_run = run_map(request, inputs, scored, classed.classes);
            const render::MapDrawing map_drawing =
                render::draw_map(draw::borrowed(set),
                                 render::choropleth(classed.class_of_area, classed.classes,
                                                    map_of_run.options, area_notes(results, id)),
                                 map_of_run.page);
            draw::PngOptions png;
            png.threads = request.threads;
            folder->write("map.png", draw::png(map_drawing.drawing, png));
            folder->write("map.svg", draw::svg(map_drawing.drawing));
            return map_drawing.findings;
        });
    }
    Geography geography;
    if (mapped) {
        try {
            geography = shapes.get();
            geography.findings.append(
                write_geography(request, inputs, geography, results, *folder));
        } catch (...) {
            if (map.valid()) {
                map.wait();  // It refers to what is about to go.
            }
            throw;
        }
        findings.append(geography.findings);
        if (const auto& grid = geography.operation.grid_path; !grid.empty()) {
            inputs.digests.push_back(
                {"datum grid", grid, geography.operation.grid_file, geodata::digest_of_file(grid)});
        }
    }
    if (map.valid()) {
        findings.append(map.get());
    }

    RunOutcome outcome;
    outcome.areas = results.size();
    for (const Status status : results.status) {
        outcome.scored += status == Status::ok ? 1 : 0;
    }
    outcome.findings = findings;
    const nlohmann::ordered_json target_json =
        target ? targeting_json(target->targeting, target->widened) : nlohmann::ordered_json{};
    const RunFacts facts{request,
                         inputs,
                         frame,
                         scored,
                         results,
                         findings,
                         classes,
                         geography.operation,
                         attribution_lines(project, inputs, geography.operation.grid_file),
                         target ? &target_json : nullptr};
    outcome.report = report_json(facts);
    if (request.strict && findings.has_warnings()) {
        return outcome;
    }
    tell(request, "writing");
    csv.get();
    if (target) {
        outcome.target_text = targeting_text(target->targeting, target->widened);
        folder->write("selection.csv", selection_csv(target->targeting, target->widened));
        folder->write("scorecard.json",
                      scorecard_document(target->targeting, target->widened, target->findings));
    }
    folder->write("report.json", outcome.report);
    folder->write("manifest.json", manifest_json(facts, folder->digests()));
    tell(request, "writing");
    outcome.files = folder->commit();
    outcome.written = true;
    return outcome;
}

}  // namespace levelin::run
