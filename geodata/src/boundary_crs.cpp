#include "boundary_crs.hpp"

#include <cpl_conv.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/harmonise/geography.hpp>
#include <memory>

#include "gdal_support.hpp"

namespace levelin::geodata::detail {

namespace {

// GDAL has no text for what a definition leaves out.
std::string_view text_or_empty(const char* text) noexcept {
    return text != nullptr ? std::string_view{text} : std::string_view{};
}

struct ReleaseSrs {
    void operator()(OGRSpatialReference* srs) const noexcept { srs->Release(); }
};

bool near(double value, double expected, double tolerance) {
    return std::abs(value - expected) <= tolerance;
}

bool within(const Box& extent, const Box& window) {
    return !extent.empty() && extent.min_x >= window.min_x && extent.max_x <= window.max_x &&
           extent.min_y >= window.min_y && extent.max_y <= window.max_y;
}

bool overlaps(const Box& a, const Box& b) {
    return a.min_x <= b.max_x && a.max_x >= b.min_x && a.min_y <= b.max_y && a.max_y >= b.min_y;
}

// The UK with its shelf, generously, in the CRSs that its data come in.
constexpr Box uk_lon_lat{-15, 48, 5, 63};
constexpr Box uk_lat_lon{48, -15, 63, 5};
constexpr Box uk_national_grid{-250000, -150000, 900000, 1350000};
constexpr Box uk_web_mercator{-1700000, 6000000, 600000, 9000000};
constexpr Box ni_national_grid{-20000, 440000, 220000, 680000};
constexpr Box ni_irish_grid{170000, 290000, 390000, 480000};
constexpr Box ni_itm{570000, 790000, 790000, 980000};

bool all_northern_ireland(std::span<const AreaCode> codes) {
    return !codes.empty() && std::all_of(codes.begin(), codes.end(), [](const AreaCode& code) {
        return code.view().starts_with("95") || code.view().starts_with('N');
    });
}

std::string extent_text(const Box& box) {
    const auto number = [](double v) { return fixed_text(v, std::abs(v) < 1000 ? 4 : 0); };
    return number(box.min_x) + " to " + number(box.max_x) + " by " + number(box.min_y) + " to " +
           number(box.max_y);
}

std::string wkt_of(const OGRSpatialReference& srs) {
    char* text = nullptr;
    const std::array<const char*, 2> options{"FORMAT=WKT2_2019", nullptr};
    const OGRErr error = srs.exportToWkt(&text, options.data());
    const std::unique_ptr<char, decltype(&VSIFree)> owner{text, &VSIFree};
    return error == OGRERR_NONE && text != nullptr ? std::string{text} : std::string{};
}

CrsInfo describe(const OGRSpatialReference& srs) {
    CrsInfo info;
    info.name = srs.GetName() != nullptr ? srs.GetName() : "";
    const char* authority = srs.GetAuthorityName(nullptr);
    const char* code = srs.GetAuthorityCode(nullptr);
    if (authority != nullptr && code != nullptr) {
        info.authority_code = std::string{authority} + ':' + code;
    }
    info.wkt = wkt_of(srs);
    return info;
}

CrsInfo national_grid() {
    OGRSpatialReference srs;
    srs.importFromEPSG(27700);
    return describe(srs);
}

// Whether both the projection and the datum are called what they are.
bool bears_national_grid_name(const OGRSpatialReference& srs) {
    const char* code = srs.GetAuthorityCode(nullptr);
    if (code != nullptr && std::string{code} == "27700") {
        return true;
    }
    const std::string datum = ascii_lower(text_or_empty(srs.GetAttrValue("DATUM")));
    const bool osgb = datum.find("osgb") != std::string::npos ||
                      datum.find("ordnance_survey_of_great_britain") != std::string::npos ||
                      datum.find("ordnance survey of great britain") != std::string::npos;
    const std::string name = ascii_lower(text_or_empty(srs.GetName()));
    return osgb &&
           (name.find("british") != std::string::npos || name.find("osgb") != std::string::npos);
}

[[noreturn]] void contradiction(const CrsInfo& crs, const Box& extent, const std::string& like,
                                bool given) {
    const std::string named = crs.authority_code.empty() ? crs.name : crs.authority_code;
    std::string advice = given ? "give another --crs" : "correct the file's CRS";
    if (!like.empty()) {
        advice = given ? "give --crs " + like
                       : "set the file's CRS to " + like + " (ogr2ogr -a_srs " + like + ")";
    }
    throw GeometryError("E-GEOMETRY-02",
                        "the coordinates (" + extent_text(extent) + ") cannot be in " + named,
                        like.empty() ? "coordinates that lie in the area of " + named
                                     : "numbers like these are " + like,
                        advice);
}

}  // namespace

bool is_national_grid(const OGRSpatialReference& srs) {
    if (!srs.IsProjected()) {
        return false;
    }
    const char* method = srs.GetAttrValue("PROJECTION");
    if (method == nullptr || !EQUAL(method, SRS_PT_TRANSVERSE_MERCATOR)) {
        return false;
    }
    return near(srs.GetNormProjParm(SRS_PP_LATITUDE_OF_ORIGIN), 49, 1e-9) &&
           near(srs.GetNormProjParm(SRS_PP_CENTRAL_MERIDIAN), -2, 1e-9) &&
           near(srs.GetNormProjParm(SRS_PP_SCALE_FACTOR), 0.9996012717, 2e-9) &&
           near(srs.GetNormProjParm(SRS_PP_FALSE_EASTING), 400000, 1e-3) &&
           near(srs.GetNormProjParm(SRS_PP_FALSE_NORTHING), -100000, 1e-3) &&
           near(srs.GetLinearUnits(), 1, 1e-9) && near(srs.GetSemiMajor(), 6377563.396, 0.01) &&
           near(srs.GetInvFlattening(), 299.3249646, 1e-4);
}

CrsInfo crs_from_file(const OGRSpatialReference* srs) {
    if (srs == nullptr || srs->IsLocal() || (!srs->IsProjected() && !srs->IsGeographic())) {
        return {};
    }
    if (is_national_grid(*srs)) {
        CrsInfo grid = national_grid();
        grid.how =
            bears_national_grid_name(*srs) ? "from the file" : "recognised by its parameters";
        return grid;
    }
    CrsInfo info = describe(*srs);
    if (info.authority_code.empty()) {
        // The definitions in .prj files carry no code; PROJ's database may know them all the same.
        const GdalMessages quiet;
        const std::unique_ptr<OGRSpatialReference, ReleaseSrs> match{srs->FindBestMatch(90)};
        if (match) {
            info = describe(*match);
        }
    }
    info.how = "from the file";
    if (info.name.empty()) {
        info.name = "unnamed";
    }
    return info;
}

CrsInfo crs_from_user(const std::string& text) {
    OGRSpatialReference srs;
    const GdalMessages quiet;
    if (srs.SetFromUserInput(text.c_str(),
                             OGRSpatialReference::SET_FROM_USER_INPUT_LIMITATIONS_get()) !=
            OGRERR_NONE ||
        (!srs.IsProjected() && !srs.IsGeographic())) {
        throw UsageError("E-GEOMETRY-05", "\"" + text + "\" is no coordinate system",
                         "an EPSG code of a projected or geographic one",
                         "give --crs EPSG:27700, EPSG:4326, EPSG:29902 or another");
    }
    CrsInfo info = describe(srs);
    info.how = "given by --crs";
    return info;
}

std::string likely_crs(const Box& extent, std::span<const AreaCode> codes) {
    if (within(extent, uk_lon_lat)) {
        return "EPSG:4326";
    }
    if (all_northern_ireland(codes)) {
        if (within(extent, ni_irish_grid)) {
            return "EPSG:29902";
        }
        if (within(extent, ni_itm)) {
            return "EPSG:2157";
        }
        return within(extent, ni_national_grid) ? "EPSG:27700" : "";
    }
    // A shape of a few metres at the grid's false origin is no map of anything.
    const double size = std::max(extent.max_x - extent.min_x, extent.max_y - extent.min_y);
    if (within(extent, uk_national_grid) && size > 200) {
        return "EPSG:27700";
    }
    return within(extent, uk_web_mercator) ? "EPSG:3857" : "";
}

namespace {

void check_extent(const CrsInfo& crs, const Box& extent, std::span<const AreaCode> codes,
                  bool given, Diagnostics& findings) {
    const std::string like = likely_crs(extent, codes);
    const bool uk_codes = !codes.empty() && is_area_code(codes.front().view());
    OGRSpatialReference srs;
    srs.SetFromUserInput(crs.authority_code.empty() ? crs.wkt.c_str() : crs.authority_code.c_str());
    if (srs.IsGeographic()) {
        const bool possible = within(extent, {-360, -90.0001, 360, 90.0001});
        if (!possible ||
            (uk_codes && !overlaps(extent, uk_lon_lat) && !within(extent, uk_lat_lon))) {
            contradiction(crs, extent, like, given);
        }
        if (within(extent, uk_lat_lon)) {
            throw GeometryError(
                "E-GEOMETRY-03",
                "latitude stands where longitude should (" + extent_text(extent) + ")",
                "longitude first, then latitude", "swap the two in the file");
        }
        return;
    }
    if (like == "EPSG:4326") {
        contradiction(crs, extent, like, given);
    }
    if (crs.authority_code == "EPSG:27700") {
        if (!overlaps(extent, uk_national_grid) || !within(extent, {-2e6, -2e6, 3e6, 3e6})) {
            contradiction(crs, extent, like, given);
        }
        if (all_northern_ireland(codes) && !overlaps(extent, ni_national_grid) &&
            (like == "EPSG:29902" || like == "EPSG:2157")) {
            contradiction(crs, extent, like, given);
        }
        const double size = std::max(extent.max_x - extent.min_x, extent.max_y - extent.min_y);
        if (codes.size() > 10 && size < 1000) {
            findings.warn("W-CRS-02",
                          "the whole layer is " + fixed_text(size, 0) +
                              " m wide in British National Grid: it is a cartogram or its "
                              "coordinate system is wrong");
        }
        return;
    }
    // Elsewhere PROJ's area of use decides, with a margin for coasts and shelf.
    double west = 0;
    double south = 0;
    double east = 0;
    double north = 0;
    const char* name = nullptr;
    if (!srs.GetAreaOfUse(&west, &south, &east, &north, &name) || west <= -1000 || west > east) {
        return;
    }
    OGRSpatialReference lon_lat;
    lon_lat.SetWellKnownGeogCS("CRS84");
    lon_lat.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    srs.SetAxisMappingStrategy(OAMS_TRADITIONAL_GIS_ORDER);
    const GdalMessages quiet;
    const std::unique_ptr<OGRCoordinateTransformation> to_lon_lat{
        OGRCreateCoordinateTransformation(&srs, &lon_lat)};
    if (!to_lon_lat) {
        return;
    }
    Box area;
    for (const double x : {extent.min_x, extent.max_x}) {
        for (const double y : {extent.min_y, extent.max_y}) {
            double lon = x;
            double lat = y;
            if (!to_lon_lat->Transform(1, &lon, &lat)) {
                contradiction(crs, extent, like, given);
            }
            area.expand({lon, lat});
        }
    }
    if (!overlaps(area, {west - 3, south - 3, east + 3, north + 3}) ||
        (uk_codes && !overlaps(area, uk_lon_lat))) {
        contradiction(crs, extent, like, given);
    }
}

}  // namespace

CrsInfo settle_crs(CrsInfo from_file, const ReadBoundariesOptions& options, const Box& extent,
                   std::span<const AreaCode> codes, Diagnostics& findings) {
    CrsInfo crs = std::move(from_file);
    const bool given = crs.name.empty() && !options.crs.empty();
    if (given) {
        crs = crs_from_user(options.crs);
    } else if (!options.crs.empty()) {
        const CrsInfo wanted = crs_from_user(options.crs);
        if (wanted.authority_code != crs.authority_code) {
            findings.note("N-CRS-02", "the file's own coordinate system (" + crs.name +
                                          ") is used, not " + options.crs);
        }
    }
    if (crs.how == "recognised by its parameters") {
        findings.note("N-CRS-01",
                      "the coordinate system bears no known name; its parameters are those of "
                      "British National Grid (EPSG:27700)");
    }
    if (crs.name.empty()) {
        const std::string like = likely_crs(extent, codes);
        const std::string guess = like.empty() ? "" : "; the coordinates look like " + like;
        const std::string problem = "the layer says no coordinate system";
        if (options.need_crs) {
            throw GeometryError("E-GEOMETRY-01", problem + guess, "one that is known",
                                like.empty() ? "give it with --crs EPSG:N" : "give --crs " + like);
        }
        findings.warn("W-CRS-01", problem + guess);
        return crs;
    }
    if (!extent.empty()) {
        try {
            check_extent(crs, extent, codes, given, findings);
        } catch (const GeometryError& error) {
            if (options.need_crs) {
                throw;
            }
            findings.warn("W-CRS-03", error.problem() + "; " + error.expected());
        }
    }
    return crs;
}

}  // namespace levelin::geodata::detail
