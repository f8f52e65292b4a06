#include "validate_report.hpp"

#include <algorithm>
#include <array>
#include <levelin/core/number_text.hpp>
#include <levelin/export/coordinate_text.hpp>
#include <levelin/export/findings_json.hpp>
#include <levelin/export/geojson_text.hpp>
#include <nlohmann/json.hpp>

namespace levelin::run {

namespace {

using Json = nlohmann::ordered_json;

constexpr std::size_t most_examples = 5;

double total_of(const FaultKind& kind) {
    double total = 0;
    for (const Fault& fault : kind.faults) {
        total += fault.size;
    }
    return total;
}

// A measure for the reader: whole above 100, else with enough decimals to tell it from 0.
std::string measured(double size, std::string_view unit) {
    if (unit == "m2" && size >= 1e6) {
        return fixed_text(size / 1e6, size >= 1e8 ? 0 : 2) + " km2";
    }
    if (unit == "m" && size >= 1e4) {
        return fixed_text(size / 1e3, 1) + " km";
    }
    const int decimals = size >= 100 ? 0 : (size >= 1 ? 1 : 4);
    return fixed_text(size, decimals) + ' ' + std::string{unit};
}

std::string named(const MetricLayer& layer, const Fault& fault) {
    constexpr std::size_t most = 4;
    std::string out;
    for (std::size_t i = 0; i < std::min(most, fault.areas.size()); ++i) {
        out += (i == 0 ? "" : ", ") + layer.label(fault.areas[i]);
    }
    return fault.areas.size() > most ? out + ", ..." : out;
}

std::string padded(const std::string& text, std::size_t width, bool right) {
    const std::string blanks(width > text.size() ? width - text.size() : 0, ' ');
    return right ? blanks + text : text + blanks;
}

std::string_view word_of(FaultGrade grade) {
    switch (grade) {
        case FaultGrade::error:
            return "error";
        case FaultGrade::warning:
            return "warning";
        case FaultGrade::note:
            break;
    }
    return "note";
}

Json rounded(double value) {
    // A tenth of a millimetre is below the grid that all of this was measured on.
    return Json::parse(fixed_text(value, 4));
}

Json fault_json(const MetricLayer& layer, const FaultKind& kind, const Fault& fault) {
    Json json;
    Json codes = Json::array();
    for (const std::uint32_t area : fault.areas) {
        codes.push_back(layer.label(area));
    }
    json["codes"] = std::move(codes);
    json[kind.unit == "m" ? "length_m" : "area_m2"] = rounded(fault.size);
    if (fault.width_m >= 0) {
        json["width_m"] = rounded(fault.width_m);
    }
    json["easting"] = rounded(fault.where.x);
    json["northing"] = rounded(fault.where.y);
    return json;
}

// Texts of positions, once all of them are longitudes and latitudes.
class Positions {
  public:
    Positions(const MetricLayer& layer, const std::vector<FaultKind>& kinds) {
        BoundarySet places;  // Points alone are reprojected; there are no rings to keep.
        for (const FaultKind& kind : kinds) {
            for (const Fault& fault : kind.faults) {
                if (fault.line.empty()) {
                    places.points.push_back(fault.where);
                } else {
                    places.points.insert(places.points.end(), fault.line.begin(), fault.line.end());
                }
            }
        }
        if (!places.points.empty()) {
            geodata::CrsInfo grid;
            grid.name = "OSGB36 / British National Grid";
            grid.authority_code = "EPSG:27700";
            geodata::LonLatBoundaries moved =
                geodata::to_lon_lat(std::move(places), grid, layer.reproject);
            m_points = std::move(moved.set.points);
            m_findings = std::move(moved.findings);
        }
    }

    [[nodiscard]] const Diagnostics& findings() const { return m_findings; }

    // The GeoJSON geometry of the next fault.
    std::string next(const Fault& fault) {
        if (fault.line.empty()) {
            return R"({"type":"Point","coordinates":)" + position() + "}";
        }
        const std::size_t n = fault.line.size();
        std::vector<std::string> texts;
        for (std::size_t i = 0; i < n; ++i) {
            texts.push_back(position());
        }
        double doubled = 0;
        for (std::size_t i = 1; i < n; ++i) {
            doubled +=
                (fault.line[i - 1].x - fault.line[0].x) * (fault.line[i].y - fault.line[0].y) -
                (fault.line[i].x - fault.line[0].x) * (fault.line[i - 1].y - fault.line[0].y);
        }
        if (fault.closed && doubled < 0) {
            std::reverse(texts.begin(), texts.end());  // RFC 7946, 3.1.6.
        }
        std::string out = fault.closed ? R"({"type":"Polygon","coordinates":[[)"
                                       : R"({"type":"LineString","coordinates":[)";
        for (std::size_t i = 0; i < n; ++i) {
            out += (i == 0 ? "" : ",") + texts[i];
        }
        return out + (fault.closed ? "]]}" : "]}");
    }

  private:
    std::string position() {
        const Point p = m_points[m_next++];
        std::string text(2 * CoordinateScale::max_text + 3, '\0');
        char* out = text.data();
        *out++ = '[';
        out = m_scale.write(out, m_scale.units(p.x));
        *out++ = ',';
        out = m_scale.write(out, m_scale.units(p.y));
        *out++ = ']';
        text.resize(static_cast<std::size_t>(out - text.data()));
        return text;
    }

    static constexpr int decimals = 7;  // About a centimetre.
    CoordinateScale m_scale{decimals};
    std::vector<Point> m_points;
    Diagnostics m_findings;
    std::size_t m_next = 0;
};

}  // namespace

std::string validate_text(const ValidateRequest& request, const MetricLayer& layer,
                          const std::vector<FaultKind>& kinds) {
    std::string out = request.layer.file.string() + ": " + grouped_text(layer.metres.size()) +
                      " areas, " + grouped_text(layer.metres.points.size()) + " points\n\n";
    std::vector<std::array<std::string, 4>> rows{{"", "found", "total", "largest"}};
    for (const FaultKind& kind : kinds) {
        const bool any = !kind.faults.empty();
        rows.push_back({std::string{kind.title}, grouped_text(kind.faults.size()),
                        any ? measured(total_of(kind), kind.unit) : "",
                        any ? measured(kind.faults.front().size, kind.unit) : ""});
    }
    std::array<std::size_t, 4> widths{};
    for (const auto& row : rows) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            widths[c] = std::max(widths[c], row[c].size());
        }
    }
    for (const auto& row : rows) {
        std::string line;
        for (std::size_t c = 0; c < row.size(); ++c) {
            line += (c == 0 ? "" : "  ") + padded(row[c], widths[c], c > 0);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        out += line + '\n';
    }
    for (const FaultKind& kind : kinds) {
        if (kind.faults.empty()) {
            continue;
        }
        out += '\n' + std::string{kind.title} + " (" + std::string{word_of(kind.grade)} +
               "): " + kind.says + '\n';
        for (std::size_t i = 0; i < std::min(most_examples, kind.faults.size()); ++i) {
            const Fault& fault = kind.faults[i];
            out += "  " + named(layer, fault) + ": " + measured(fault.size, kind.unit);
            out += fault.width_m >= 0 ? ", " + measured(fault.width_m, "m") + " wide" : "";
            out +=
                ", at " + fixed_text(fault.where.x, 1) + ", " + fixed_text(fault.where.y, 1) + '\n';
        }
        if (kind.faults.size() > most_examples) {
            out += "  and " + grouped_text(kind.faults.size() - most_examples) + " more\n";
        }
    }
    return out;
}

std::string validate_json(const ValidateRequest& request, const MetricLayer& layer,
                          const ValidateOutcome& outcome) {
    Json json;
    json["file"] = request.layer.file.string();
    json["layer"] = layer.read.layer;
    json["areas"] = layer.metres.size();
    json["points"] = layer.metres.points.size();
    json["valid"] = outcome.valid;
    json["widths_m"] = {
        {"sliver", request.sliver_m}, {"gap", request.gap_m}, {"near", request.near_m}};
    Json checks = Json::array();
    for (const FaultKind& kind : outcome.kinds) {
        Json check;
        check["kind"] = kind.name;
        check["grade"] = word_of(kind.grade);
        check["says"] = kind.says;
        check["count"] = kind.faults.size();
        check["unit"] = kind.unit;
        check["total"] = rounded(total_of(kind));
        check["largest"] = rounded(kind.faults.empty() ? 0 : kind.faults.front().size);
        Json examples = Json::array();
        for (std::size_t i = 0; i < std::min(Diagnostics::max_examples, kind.faults.size()); ++i) {
            examples.push_back(fault_json(layer, kind, kind.faults[i]));
        }
        check["examples"] = std::move(examples);
        checks.push_back(std::move(check));
    }
    json["checks"] = std::move(checks);
    json["output"] = outcome.files.empty() ? Json() : Json(outcome.files.front().string());
    json["findings"] = findings_json<Json>(outcome.findings);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

FaultFeatures validate_geojson(const MetricLayer& layer, const std::vector<FaultKind>& kinds) {
    Positions positions(layer, kinds);
    std::string out = "{\"type\":\"FeatureCollection\",\"features\":[";
    const char* separator = "\n";
    for (const FaultKind& kind : kinds) {
        for (const Fault& fault : kind.faults) {
            Json properties;
            properties["kind"] = kind.name;
            properties["grade"] = word_of(kind.grade);
            properties.update(fault_json(layer, kind, fault));
            std::string codes;  // A text, since many a GIS has no lists.
            for (const std::uint32_t area : fault.areas) {
                codes += (codes.empty() ? "" : " ") + layer.label(area);
            }
            properties["codes"] = codes;
            out += separator;
            out += R"({"type":"Feature","properties":)" +
                   properties.dump(-1, ' ', false, Json::error_handler_t::replace) +
                   R"(,"geometry":)" + positions.next(fault) + "}";
            separator = ",\n";
        }
    }
    return {out + "\n]}\n", positions.findings()};
}

}  // namespace levelin::run
