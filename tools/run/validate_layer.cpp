#include "validate_layer.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/geodata/output_file.hpp>
#include <levelin/topology/coverage.hpp>
#include <levelin/topology/neighbours.hpp>
#include <levelin/topology/slivers.hpp>
#include <levelin/topology/unmatched_edges.hpp>
#include <unordered_map>

#include "validate_report.hpp"

namespace levelin::run {

namespace {

void check_call(const ValidateRequest& request) {
    for (const double metres : {request.sliver_m, request.gap_m, request.near_m}) {
        if (!(metres >= 0) || !std::isfinite(metres)) {
            throw UsageError("E-VALIDATE-01", "a width of " + fixed_text(metres, 3) + " m",
                             "a width of 0 or more", "see levelin validate --help");
        }
    }
}

Point first_point(const BoundarySet& set, std::uint32_t area) {
    const auto points = set.points_of_area(area);
    return points.empty() ? Point{} : points.front();
}

Fault at_area(const BoundarySet& set, std::uint32_t area) {
    Fault fault;
    fault.areas = {area};
    fault.where = first_point(set, area);
    fault.size = area_of(set, area);
    return fault;
}

// Areas whose rings had to be repaired when they were read.
FaultKind invalid_shapes(const MetricLayer& layer) {
    FaultKind kind{"invalid",
                   "invalid shapes",
                   "m2",
                   FaultGrade::error,
                   "rings that cross themselves or each other, or are not closed; repaired before "
                   "the other checks",
                   {}};
    std::unordered_map<std::string, std::uint32_t> place;
    for (std::uint32_t a = 0; a < layer.metres.size(); ++a) {
        place.emplace(layer.label(a), a);
    }
    for (const std::string& code : layer.read.repaired) {
        if (const auto found = place.find(code); found != place.end()) {
            kind.faults.push_back(at_area(layer.metres, found->second));
        }
    }
    return kind;
}

FaultKind shapeless_areas(const MetricLayer& layer, const CoverageReport& report) {
    FaultKind kind{"empty",
                   "areas without ground",
                   "m2",
                   FaultGrade::warning,
                   "areas without a polygon, or covered wholly by another",
                   {}};
    for (std::uint32_t a = 0; a < layer.metres.size(); ++a) {
        if (layer.metres.area_begin[a] == layer.metres.area_begin[a + 1] ||
            std::binary_search(report.vanished.begin(), report.vanished.end(), a)) {
            kind.faults.push_back(at_area(layer.metres, a));
        }
    }
    return kind;
}

// Overlaps, narrow overlaps and gaps.
void add_faces(const ValidateRequest& request, const CoverageReport& report,
               std::vector<FaultKind>& kinds) {
    const std::string sliver = shortest_text(request.sliver_m) + " m";
    FaultKind wide{"overlap",
                   "overlaps",
                   "m2",
                   FaultGrade::error,
                   "ground that several areas claim, wider than " + sliver,
                   {}};
    FaultKind narrow{"narrow-overlap",
                     "narrow overlaps",
                     "m2",
                     FaultGrade::warning,
                     "ground that several areas claim, up to " + sliver + " wide",
                     {}};
    FaultKind gap{"gap",
                  "gaps",
                  "m2",
                  FaultGrade::warning,
                  "ground that no area claims, enclosed by areas, up to " +
                      shortest_text(request.gap_m) + " m wide",
                  {}};
    for (const CoverageFault& face : report.faults) {
        Fault fault;
        fault.areas = face.areas;
        fault.size = face.area;
        fault.width_m = face.width;
        fault.where = face.where;
        if (face.kind == CoverageFaultKind::overlap) {
            (face.width > request.sliver_m ? wide : narrow).faults.push_back(std::move(fault));
        } else if (face.width <= request.gap_m) {
            gap.faults.push_back(std::move(fault));
        }
    }
    kinds.push_back(std::move(wide));
    kinds.push_back(std::move(narrow));
    kinds.push_back(std::move(gap));
}

FaultKind unmatched(const ValidateRequest& request, const Topology& topology) {
    const std::string near = shortest_text(request.near_m) + " m";
    FaultKind kind{"unmatched-edge",
                   "unmatched edges",
                   "m",
                   FaultGrade::warning,
                   "borders that run within " + near +
                       " of another area's and are not shared, from either side",
                   {}};
    if (request.near_m == 0) {
        return kind;
    }
    UnmatchedOptions options;
    options.near = request.near_m;
    options.threads = request.layer.threads;
    for (UnmatchedEdge& edge : find_unmatched_edges(topology, options)) {
        Fault fault;
        fault.areas = {edge.area, edge.other};
        fault.size = edge.length;
        fault.where = edge.line.front();
        fault.line = std::move(edge.line);
        kind.faults.push_back(std::move(fault));
    }
    return kind;
}

FaultKind slivers(const ValidateRequest& request, const BoundarySet& set) {
    FaultKind kind{
        "sliver",
        "slivers",
        "m2",
        FaultGrade::warning,
        "parts and holes of areas narrower than " + shortest_text(request.sliver_m) + " m",
        {}};
    if (request.sliver_m == 0) {
        return kind;
    }
    for (const Sliver& sliver : find_slivers(set, request.sliver_m)) {
        const auto ring = set.ring(sliver.ring);
        Fault fault;
        fault.areas = {sliver.area};
        fault.size = sliver.size;
        fault.width_m = sliver.width;
        fault.where = ring.front();
        fault.line.assign(ring.begin(), ring.end());
        fault.closed = true;
        kind.faults.push_back(std::move(fault));
    }
    return kind;
}

FaultKind isolated(const MetricLayer& layer, const Topology& topology) {
    FaultKind kind{"isolated",
                   "isolated areas",
                   "m2",
                   FaultGrade::note,
                   "areas that touch no other, such as islands",
                   {}};
    for (const std::uint32_t area : islands(queen_neighbours(topology))) {
        if (topology.area_begin[area] < topology.area_begin[area + 1]) {
            kind.faults.push_back(at_area(layer.metres, area));
        }
    }
    return kind;
}

}  // namespace

ValidateOutcome validate_layer(const ValidateRequest& request) {
    check_call(request);
    MetricLayerRequest reading = request.layer;
    reading.need_codes = false;
    const MetricLayer layer = read_metric_layer(reading);

    CoverageOptions options;
    options.close_wide_overlaps = true;  // What is closed is reported all the same.
    options.threads = request.layer.threads;
    options.progress = request.layer.progress;
    const CoverageResult made = make_coverage(layer.metres, options);
    const Topology& topology = made.coverage.value().topology();

    ValidateOutcome outcome;
    outcome.findings.append(layer.read.findings);
    outcome.kinds.push_back(invalid_shapes(layer));
    add_faces(request, made.report, outcome.kinds);
    outcome.kinds.push_back(slivers(request, layer.metres));
    outcome.kinds.push_back(unmatched(request, topology));
    outcome.kinds.push_back(shapeless_areas(layer, made.report));
    outcome.kinds.push_back(isolated(layer, topology));
    bool warned = false;
    outcome.valid = true;
    for (FaultKind& kind : outcome.kinds) {
        std::stable_sort(kind.faults.begin(), kind.faults.end(),
                         [](const Fault& a, const Fault& b) { return a.size > b.size; });
        outcome.valid = outcome.valid && (kind.grade != FaultGrade::error || kind.faults.empty());
        warned = warned || (kind.grade == FaultGrade::warning && !kind.faults.empty());
    }
    if (!request.to.empty()) {
        geodata::OutputFile file(request.to, request.overwrite);
        const FaultFeatures features = validate_geojson(layer, outcome.kinds);
        outcome.findings.append(features.findings);
        file.write(features.text);
        file.commit();
        outcome.files.push_back(request.to);
    }
    outcome.written = true;
    warned = warned || outcome.findings.has_warnings();
    outcome.status = !outcome.valid ? 1 : (request.strict && warned ? 3 : 0);
    outcome.text = validate_text(request, layer, outcome.kinds);
    outcome.report = validate_json(request, layer, outcome);
    return outcome;
}

}  // namespace levelin::run
