#include "export_result.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/geodata/export_format.hpp>
#include <levelin/geodata/export_to_fit.hpp>
#include <limits>

#include "export_source.hpp"
#include "json_parts.hpp"

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

void tell(const ExportRequest& request, std::string_view stage) {
    if (request.progress != nullptr) {
        request.progress->update(stage, -1.0);
    }
}

ExportSource source_of(const ExportRequest& request) {
    ExportSource source;
    source.result = request.result;
    source.boundaries = request.boundaries;
    source.shapes = std::any_of(request.to.begin(), request.to.end(), [&](const std::string& to) {
        return geodata::find_format(to, request.format).has_geometry;
    });
    source.grid = request.grid;
    source.crs = request.crs;
    source.threads = request.threads;
    source.progress = request.progress;
    return source;
}

// A layer as a coverage in metres, and the weights of its points: made once for all files that have
// to fit a size.
class Simplifying {
  public:
    Simplifying(const ExportRequest& request, const geodata::ExportLayer& layer,
                Diagnostics& findings)
        : m_layer(layer) {
        tell(request, "finding shared borders");
        if (is_lon_lat(m_layer.crs)) {
            m_layer.shapes = geodata::to_national_grid(m_layer.shapes, m_layer.crs,
                                                       reproject_options(source_of(request)));
            m_layer.crs = {"OSGB36 / British National Grid", "EPSG:27700", "brought to it", {}};
        }
        CoverageOptions rules;
        rules.sliver_width = sliver_width_m;
        rules.threads = request.threads;
        rules.progress = request.progress;
        CoverageResult made = make_coverage(m_layer.shapes, rules);
        if (!made.coverage) {
            throw GeometryError("E-TOPOLOGY-10", "areas overlap and cannot be simplified together",
                                "areas that lie beside each other",
                                "leave --max-bytes out; levelin validate says where they overlap",
                                {request.result.string(), 0, 0});
        }
        if (!made.report.vanished.empty()) {
            findings.warn("W-TOPOLOGY-10",
                          grouped_text(made.report.vanished.size()) +
                              " areas have no extent on a grid of 1 mm and are written without a "
                              "shape",
                          made.report.vanished.size());
        }
        m_coverage = std::move(made.coverage);
        m_simplifier.emplace(*m_coverage, request.threads);
    }
    Simplifying(const Simplifying&) = delete;
    Simplifying& operator=(const Simplifying&) = delete;

    [[nodiscard]] geodata::ExportOutcome write(const std::string& to, std::uint64_t max_bytes,
                                               const geodata::ExportOptions& options) const {
        geodata::FittedExport fitted =
            geodata::export_to_fit(to, m_layer, *m_simplifier, max_bytes, options);
        const Simplified& level = fitted.level;
        if (level.removable_after < level.removable_before) {
            fitted.outcome.findings.note(
                "N-EXPORT-04", std::filesystem::path{to}.filename().string() +
                                   " is simplified to fit: borders keep " +
                                   fixed_text(100.0 * static_cast<double>(level.removable_after) /
                                                  static_cast<double>(level.removable_before),
                                              1) +
                                   " % of their points, details up to " +
                                   fixed_text(level.tolerance_m, 1) + " m are gone");
        }
        return std::move(fitted.outcome);
    }

  private:
    static constexpr double sliver_width_m = 0.1;  // As in `prepare_shapes`.

    geodata::ExportLayer m_layer;
    std::optional<Coverage> m_coverage;
    std::optional<Simplifier> m_simplifier;
};

geodata::ExportOptions options_of(const ExportRequest& request) {
    geodata::ExportOptions options;
    options.format = request.format;
    options.profile = request.profile.empty() ? nullptr : &geodata::find_profile(request.profile);
    options.decimals = request.decimals;
    options.target_crs = request.target_crs;
    options.quantization = request.quantization;
    options.max_bytes = request.max_bytes;
    options.min_zoom = request.min_zoom;
    options.max_zoom = request.max_zoom;
    options.overwrite = request.overwrite;
    options.threads = request.threads;
    options.progress = request.progress;
    options.reproject = reproject_options(source_of(request));
    return options;
}

void check_targets(const ExportRequest& request, const geodata::ExportOptions& options) {
    for (const std::string& to : request.to) {
        (void)geodata::find_format(to, options.format, options.profile);
        if (request.max_bytes > 0 && geodata::is_database(to)) {
            throw UsageError("E-EXPORT-05", "a table of a data base has no size to fit",
                             "--max-bytes with files alone", "leave --max-bytes out");
        }
        std::error_code ignored;
        if (!geodata::is_database(to) && !request.overwrite &&
            std::filesystem::exists(to, ignored)) {
            throw UsageError("E-OUTPUT-01", "exists already", "a new name",
                             "give another --to, or --overwrite", {to, 0, 0});
        }
    }
}

// What several formats have to say alike is said once.
void add_findings(Diagnostics& findings, const Diagnostics& more) {
    for (const Finding& finding : more.findings()) {
        const auto& all = findings.findings();
        if (std::none_of(all.begin(), all.end(), [&](const Finding& f) {
                return f.code == finding.code && f.message == finding.message;
            })) {
            findings.add(finding);
        }
    }
}

std::string report_of(const ExportResultOutcome& outcome,
                      const std::vector<geodata::ExportOutcome>& exports,
                      const ExportRequest& request) {
    Json list = Json::array();
    for (std::size_t i = 0; i < exports.size(); ++i) {
        Json files = Json::array();
        for (const geodata::ExportedFile& file : exports[i].files) {
            files.push_back({{"file", file.path.string()},
                             {"bytes", file.digest.bytes},
                             {"sha256", file.digest.sha256}});
        }
        list.push_back({{"to", outcome.lines[i].file},
                        {"format", outcome.lines[i].format},
                        {"areas", outcome.lines[i].areas},
                        {"bytes", outcome.lines[i].bytes},
                        {"coordinates", exports[i].operation.name},
                        {"files", files}});
    }
    return document_text({{"profile", request.profile.empty() ? Json() : Json(request.profile)},
                          {"exports", list},
                          {"findings", findings_json<Json>(outcome.findings)}});
}

}  // namespace

ExportResultOutcome export_result(const ExportRequest& request) {
    const geodata::ExportOptions options = options_of(request);
    check_targets(request, options);
    ExportResultOutcome outcome;
    geodata::ExportLayer layer = layer_of(source_of(request), outcome.findings);
    layer.name = request.layer.empty() ? "areas" : request.layer;
    for (const std::string& to : request.to) {
        geodata::check_export(to, layer, options);
    }
    if (request.strict && outcome.findings.has_warnings()) {
        outcome.report = report_of(outcome, {}, request);
        return outcome;
    }
    std::vector<geodata::ExportOutcome> exports;
    std::optional<Simplifying> simplifying;
    for (const std::string& to : request.to) {
        geodata::ExportOutcome written;
        if (request.max_bytes > 0 &&
            geodata::find_format(to, options.format, options.profile).has_geometry) {
            if (!simplifying) {
                simplifying.emplace(request, layer, outcome.findings);
            }
            tell(request, "simplifying");
            written = simplifying->write(to, request.max_bytes, options);
        } else {
            tell(request, "writing");
            written = geodata::export_layer(to, layer, options);
        }
        ExportLine line;
        line.file = written.files.front().path.string();
        line.format = geodata::find_format(to, options.format, options.profile).title;
        line.areas = written.areas;
        for (const geodata::ExportedFile& file : written.files) {
            line.bytes += file.digest.bytes;
            outcome.files.push_back(file.path);
        }
        outcome.lines.push_back(std::move(line));
        add_findings(outcome.findings, written.findings);
        exports.push_back(std::move(written));
    }
    outcome.report = report_of(outcome, exports, request);
    outcome.written = true;
    return outcome;
}

std::uint64_t parse_bytes(std::string_view text) {
    constexpr std::array<std::pair<std::string_view, double>, 5> units{
        {{"gb", 1e9}, {"mb", 1e6}, {"kb", 1e3}, {"b", 1}, {"", 1}}};
    const std::string lower = ascii_lower(text);
    for (const auto& [unit, size] : units) {
        if (!lower.ends_with(unit)) {
            continue;
        }
        std::string number = lower.substr(0, lower.size() - unit.size());
        while (number.ends_with(' ')) {
            number.pop_back();
        }
        const auto value = parse_plain_number(number);
        if (value && *value * size >= 1 && *value * size < 1e15) {
            return static_cast<std::uint64_t>(std::floor(*value * size));
        }
        break;
    }
    throw UsageError("E-EXPORT-11", "\"" + std::string{text} + "\" is no size of a file",
                     "a number of bytes such as 5MB, 500kB or 20000", "see levelin export --help");
}

}  // namespace levelin::run
