#include "interpolate_inputs.hpp"

#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/write_geojson.hpp>
#include <levelin/interpolate/locate.hpp>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "boundary_order.hpp"
#include "derived_manifest.hpp"
#include "json_fields.hpp"
#include "search_folders.hpp"

namespace levelin::run {

namespace {

// What the result's own documents say of how it was made; `read_result` has checked them.
std::map<std::string, RankRule> rank_rules(const Json& report) {
    std::map<std::string, RankRule> rules;
    for (const Json& index : list_in(report, "indices")) {
        RankRule rule;
        for (const TieRule ties :
             {TieRule::min, TieRule::mean, TieRule::max, TieRule::dense, TieRule::first}) {
            rule.ties = to_string(ties) == text_in(index, "ties") ? ties : rule.ties;
        }
        for (const DecileRule deciles : {DecileRule::ceil, DecileRule::floor, DecileRule::ntile}) {
            rule.deciles =
                to_string(deciles) == text_in(index, "decile_rule") ? deciles : rule.deciles;
        }
        rules[text_in(index, "id")] = rule;
    }
    return rules;
}

// The same datum grid as the run had, else what came to WGS 84 one way would go back another.
geodata::ReprojectOptions reproject_options(const InterpolateRequest& request,
                                            const Json& manifest) {
    geodata::ReprojectOptions options;
    options.threads = request.threads;
    options.progress = request.progress;
    options.grid = request.grid;
    const auto given = manifest.find("options");
    std::error_code ignored;
    if (options.grid.empty() && given != manifest.end()) {
        const std::filesystem::path grid = text_in(*given, "grid");
        options.grid = std::filesystem::is_regular_file(grid, ignored) ? grid : options.grid;
    }
    add_search_folders(options.search_folders, request.onto);
    for (const auto& file : request.boundaries) {
        add_search_folders(options.search_folders, file);
    }
    for (const Json& input : list_in(manifest, "inputs")) {
        if (text_in(input, "role") == "boundaries") {
            add_search_folders(options.search_folders, text_in(input, "file"));
        }
    }
    return options;
}

void check_datum(const Json& manifest, const geodata::ReprojectOptions& options,
                 Diagnostics& findings) {
    const auto operation = manifest.find("coordinate_operation");
    if (operation == manifest.end() || !operation->is_object() ||
        text_in(*operation, "name").starts_with("none")) {
        return;
    }
    BoundarySet one;
    one.points = {{400000, 300000}};
    geodata::CrsInfo grid;
    grid.name = "OSGB36 / British National Grid";
    grid.authority_code = "EPSG:27700";
    const auto now = geodata::to_lon_lat(one, grid, options).operation;
    if (now.grid_file.empty() != text_in(*operation, "grid").empty()) {
        findings.warn("W-INTERPOLATE-09", "the result came to WGS 84 by \"" +
                                              text_in(*operation, "name") +
                                              "\" and goes back by \"" + now.name +
                                              "\": its borders may be off by some metres");
    }
}

InputDigest digest(const char* role, const std::filesystem::path& path) {
    return {role, path, path.string(), geodata::digest_of_file(path)};
}

geodata::Boundaries read_layer(const std::filesystem::path& path,
                               geodata::ReadBoundariesOptions options,
                               const InterpolateRequest& request) {
    options.threads = request.threads;
    options.progress = request.progress;
    return geodata::read_boundaries(path, options);
}

BoundarySet in_metres(const geodata::Boundaries& layer, const geodata::ReprojectOptions& options) {
    return geodata::to_national_grid(layer.set, layer.crs, options);
}

[[noreturn]] void not_those_of(const std::string& problem, const std::filesystem::path& file) {
    throw InputError("E-INTERPOLATE-06", problem, "the areas of the result",
                     "give the boundaries that the run was given, or leave --boundaries out",
                     {file.string(), 0, 0});
}

// The areas in the order of the result.
BoundarySet in_order(const BoundarySet& set, const std::vector<AreaCode>& codes,
                     const std::filesystem::path& file) {
    OrderedBoundaries ordered = in_order_of(set, codes);
    if (!ordered.missing.empty()) {
        not_those_of("has no area " + ordered.missing.front().str() + ", which the result has",
                     file);
    }
    return std::move(ordered.set);
}

BoundarySet read_sources(const InterpolateRequest& request, const Json& manifest,
                         const geodata::ReprojectOptions& options, InterpolateInputs& inputs) {
    const geodata::Result& result = inputs.result;
    if (!request.boundaries.empty()) {
        std::vector<BoundarySet> layers;
        for (const auto& file : request.boundaries) {
            geodata::ReadBoundariesOptions reading;
            reading.crs = request.crs;
            const geodata::Boundaries layer = read_layer(file, reading, request);
            layers.push_back(in_metres(layer, options));
            inputs.digests.push_back(digest("boundaries", file));
            inputs.sources_from += (inputs.sources_from.empty() ? "" : ", ") + file.string();
        }
        return in_order(concatenate(layers), result.table.codes, request.boundaries.front());
    }
    if (result.boundaries.empty()) {
        throw InputError("E-INTERPOLATE-05",
                         "the result was made without boundaries and cannot be laid over others",
                         "a result with areas.geojson",
                         "run again with boundaries, or give them with --boundaries",
                         {request.result.string(), 0, 0});
    }
    inputs.sources_from = "areas.geojson";
    inputs.digests.push_back(digest("result", result.boundaries));
    for (const Json& output : list_in(manifest, "outputs")) {
        if (text_in(output, "file") == "areas.geojson" &&
            text_in(output, "sha256") != inputs.digests.back().digest.sha256) {
            throw InputError("E-INPUT-61", "is not the file that manifest.json describes",
                             "a file whose SHA-256 is " + text_in(output, "sha256"),
                             "run levelin again, and leave the files of its result as they are",
                             {result.boundaries.string(), 0, 0});
        }
    }
    geodata::ReadBoundariesOptions reading;
    reading.code_column = "code";
    reading.name_column = "name";
    const geodata::Boundaries layer = read_layer(result.boundaries, reading, request);
    return in_order(in_metres(layer, options), result.table.codes, result.boundaries);
}

bool northern_irish(const AreaCode& code) {
    return code.view().starts_with("95") || code.view().starts_with('N');
}

void note_northern_ireland(InterpolateInputs& inputs) {
    std::uint64_t count = 0;
    std::vector<std::string> first;
    for (const auto* set : {&inputs.sources, &inputs.targets}) {
        for (const AreaCode& code : set->codes) {
            if (northern_irish(code) && count++ == 0) {
                first.push_back(code.str());
            }
        }
    }
    if (count > 0) {
        inputs.findings.note("N-INTERPOLATE-06",
                             grouped_text(count) +
                                 " areas of Northern Ireland are measured in British National "
                                 "Grid, whose scale is a little off there; shares are not",
                             count, first);
    }
}

std::vector<double> people_of_points(const InterpolateRequest& request,
                                     const InterpolateInputs& inputs,
                                     const std::vector<std::uint32_t>& sources,
                                     Diagnostics& findings) {
    const geodata::Points& points = inputs.points;
    const auto column = numbers_of(inputs.result.table, request.people);
    if (column) {
        // The people of an area, the same number at each of its points.
        std::vector<double> count(inputs.sources.size(), 0);
        for (const std::uint32_t s : sources) {
            if (s != no_area) {
                ++count[s];
            }
        }
        std::vector<double> people;
        for (const std::uint32_t s : sources) {
            people.push_back(
                s != no_area && column->status[s] == Status::ok ? column->values[s] / count[s] : 0);
        }
        return people;
    }
    if (!points.people.empty()) {
        return points.people;
    }
    findings.note("N-INTERPOLATE-05",
                  "the points say nothing of people: every point counts the same; --people names a "
                  "column of theirs or of the result");
    return std::vector<double>(points.places.size(), 1.0);
}

}  // namespace

InterpolateInputs read_interpolate_inputs(const InterpolateRequest& request,
                                          geodata::Result result) {
    const auto tell = [&](const char* stage) {
        if (request.progress != nullptr) {
            request.progress->update(stage, -1.0);
        }
    };
    InterpolateInputs inputs;
    inputs.result = std::move(result);
    const Json manifest = json_document(request.result / "manifest.json");
    inputs.rank_rules = rank_rules(json_document(request.result / "report.json"));
    inputs.digests = result_digests(request.result);
    const geodata::ReprojectOptions options = reproject_options(request, manifest);

    tell("reading boundaries");
    inputs.sources = read_sources(request, manifest, options, inputs);
    if (request.boundaries.empty()) {
        check_datum(manifest, options, inputs.findings);
    }
    geodata::ReadBoundariesOptions reading;
    reading.crs = request.crs;
    inputs.onto = read_layer(request.onto, reading, request);
    inputs.findings.append(inputs.onto.findings);
    inputs.digests.push_back(digest("onto", request.onto));
    inputs.targets = in_metres(inputs.onto, options);
    inputs.lon_lat =
        geodata::prepare_shapes(geodata::layer_of(inputs.onto.set, inputs.onto.crs), "EPSG:4326",
                                geodata::GeoJsonOptions{}.style.decimals, options);
    inputs.findings.append(inputs.lon_lat.findings);
    note_northern_ireland(inputs);

    if (!request.points.empty()) {
        tell("reading points");
        geodata::ReadPointsOptions points;
        points.reproject = options;
        points.with_people = !numbers_of(inputs.result.table, request.people);
        points.people = points.with_people ? request.people : "";
        inputs.points = geodata::read_points(request.points, points);
        inputs.digests.push_back(digest("points", request.points));
        if (inputs.points.crs.how == "recognised by its extent") {
            inputs.findings.note(
                "N-INTERPOLATE-04",
                "the points say no coordinate system; by their extent they are in " +
                    inputs.points.crs.authority_code);
        }
    }
    return inputs;
}

std::vector<PopulationPoint> place_points(const InterpolateRequest& request,
                                          const InterpolateInputs& inputs, Diagnostics& findings) {
    const geodata::Points& points = inputs.points;
    std::vector<std::uint32_t> sources(points.places.size(), no_area);
    std::unordered_map<AreaCode, std::uint32_t> by_code;
    for (std::uint32_t s = 0; s < inputs.sources.size(); ++s) {
        by_code.emplace(inputs.sources.codes[s], s);
    }
    std::size_t known = 0;
    for (std::size_t p = 0; p < points.codes.size(); ++p) {
        if (const auto found = by_code.find(points.codes[p]);
            !points.codes[p].empty() && found != by_code.end()) {
            sources[p] = found->second;
            ++known;
        }
    }
    // Points of more areas than the result has are fine, so long as all of its areas have theirs.
    if (known * 10 < std::min(points.places.size(), inputs.sources.size()) * 9) {
        sources = locate(points.places, inputs.sources, request.threads);
    }
    const auto targets = locate(points.places, inputs.targets, request.threads);
    const std::vector<double> people = people_of_points(request, inputs, sources, findings);
    std::vector<PopulationPoint> placed;
    bool any = false;
    for (std::size_t p = 0; p < points.places.size(); ++p) {
        placed.push_back({sources[p], targets[p], people[p]});
        any = any || (sources[p] != no_area && targets[p] != no_area && people[p] > 0);
    }
    if (!any) {
        throw InputError("E-INTERPOLATE-10", "no point with people lies in both layers",
                         "places of the people of the result's areas",
                         "give another file of points", {request.points.string(), 0, 0});
    }
    return placed;
}

}  // namespace levelin::run
