#include <levelin/geodata/read_points.hpp>

#include <ogrsf_frmts.h>

#include <algorithm>
#include <cmath>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/read_table.hpp>
#include <levelin/read/cell.hpp>
#include <optional>

#include "boundary_crs.hpp"
#include "boundary_layers.hpp"
#include "boundary_source.hpp"

namespace levelin::geodata {

namespace {

using namespace detail;

// A file of points before anything is understood: its texts, column by column.
struct RawPoints {
    std::vector<std::string> names;
    std::vector<std::vector<std::string>> columns;
    std::vector<Point> places;
    std::vector<std::string> rows;
    CrsInfo crs;
};

std::string list_of(const std::vector<std::string>& names) {
    std::string list;
    for (const std::string& name : names) {
        list += name.empty() ? "" : (list.empty() ? "" : ", ") + name;
    }
    return list;
}

std::optional<std::size_t> column_among(const std::vector<std::string>& names,
                                        std::initializer_list<std::string_view> wanted) {
    for (const std::string_view word : wanted) {
        const auto found = std::find_if(names.begin(), names.end(), [&](const std::string& name) {
            return ascii_lower(name) == word;
        });
        if (found != names.end()) {
            return static_cast<std::size_t>(found - names.begin());
        }
    }
    return std::nullopt;
}

// Numbers as tables have them; nothing for a cell that is not there.
std::optional<double> number_of(const std::string& text, const std::string& column,
                                const std::string& row) {
    static const Markers markers = Markers::defaults();
    const CellValue cell = parse_cell(text, markers);
    if (cell.kind == CellValue::Kind::text) {
        throw InputError(
            "E-INPUT-64",
            "\"" + text + "\" in the column " + column + " (" + row + ") is not a number",
            "a number", "correct the file, or name another column");
    }
    return cell.kind == CellValue::Kind::number ? std::optional{cell.number} : std::nullopt;
}

RawPoints read_sheet(const Sheet& sheet) {
    RawPoints raw;
    raw.names = sheet.layout.columns;
    raw.columns.resize(raw.names.size());
    for (const std::size_t r : sheet.layout.data_rows) {
        for (std::size_t c = 0; c < raw.columns.size(); ++c) {
            raw.columns[c].emplace_back(cut_blanks(sheet.grid.cell(r, c)));
        }
        raw.rows.push_back("row " + std::to_string(sheet.grid.source_row(r)));
    }
    const auto x =
        column_among(raw.names, {"x", "easting", "eastings", "longitude", "long", "lon"});
    const auto y = column_among(raw.names, {"y", "northing", "northings", "latitude", "lat"});
    if (!x || !y) {
        throw InputError("E-INPUT-63",
                         "has no columns of coordinates; its columns: " + list_of(raw.names),
                         "X and Y, Easting and Northing, or Longitude and Latitude",
                         "name the columns so, or give a layer of points");
    }
    for (std::size_t r = 0; r < raw.rows.size(); ++r) {
        const auto px = number_of(raw.columns[*x][r], raw.names[*x], raw.rows[r]);
        const auto py = number_of(raw.columns[*y][r], raw.names[*y], raw.rows[r]);
        if (!px || !py) {
            throw InputError("E-INPUT-64", "has no coordinates in " + raw.rows[r],
                             "a place for every row", "correct the file");
        }
        raw.places.push_back({*px, *py});
    }
    return raw;
}

RawPoints read_layer(const std::filesystem::path& path) {
    RawPoints raw;
    bool found = false;
    for (const BoundarySource& source : boundary_sources(path)) {
        if (source.format == BoundaryFormat::shapefile) {
            check_shapefile(source);
        }
        const DatasetPtr dataset = open_source(source);
        const GdalMessages quiet;
        for (int l = 0; l < dataset->GetLayerCount(); ++l) {
            OGRLayer& layer = *dataset->GetLayer(l);
            if (kind_of_layer(layer) != ShapeKind::point) {
                continue;
            }
            if (found) {
                throw InputError("E-INPUT-63", "has several layers of points", "one of them",
                                 "put the layer into a file of its own");
            }
            found = true;
            raw.crs = crs_from_file(layer.GetSpatialRef());
            const OGRFeatureDefn& fields = *layer.GetLayerDefn();
            for (int f = 0; f < fields.GetFieldCount(); ++f) {
                raw.names.emplace_back(fields.GetFieldDefn(f)->GetNameRef());
            }
            raw.columns.resize(raw.names.size());
            layer.ResetReading();
            while (const OGRFeatureUniquePtr feature{layer.GetNextFeature()}) {
                const std::string row = "feature " + std::to_string(raw.rows.size() + 1);
                const OGRGeometry* shape = feature->GetGeometryRef();
                if (shape == nullptr || shape->IsEmpty() ||
                    wkbFlatten(shape->getGeometryType()) != wkbPoint) {
                    throw InputError("E-INPUT-64", row + " is not one point", "a place each",
                                     "correct the file");
                }
                raw.places.push_back({shape->toPoint()->getX(), shape->toPoint()->getY()});
                raw.rows.push_back(row);
                for (int f = 0; f < fields.GetFieldCount(); ++f) {
                    raw.columns[static_cast<std::size_t>(f)].emplace_back(
                        feature->IsFieldSetAndNotNull(f) ? feature->GetFieldAsString(f) : "");
                }
            }
        }
    }
    if (!found) {
        throw InputError("E-INPUT-63", "has no layer of points", "places, not areas",
                         "give their centres");
    }
    return raw;
}

RawPoints read_raw(const std::filesystem::path& path) {
    if (is_boundary_name(path)) {
        return read_layer(path);
    }
    const TableFile file = read_table(path);
    const Sheet* only = nullptr;
    for (const Sheet& sheet : file.sheets) {
        if (sheet.layout.data_rows.empty()) {
            continue;
        }
        if (only != nullptr) {
            throw InputError("E-INPUT-63", "has several sheets", "one sheet of places",
                             "save that sheet as a file of its own");
        }
        only = &sheet;
    }
    if (only == nullptr) {
        throw InputError("E-INPUT-63", "has no rows", "a place in each row", "check the file");
    }
    return read_sheet(*only);
}

// The column that is mostly area codes: the first of those with most of them.
void find_codes(const RawPoints& raw, Points& out) {
    std::size_t best = 0;
    for (std::size_t c = 0; c < raw.columns.size(); ++c) {
        const auto codes = static_cast<std::size_t>(
            std::count_if(raw.columns[c].begin(), raw.columns[c].end(),
                          [](const std::string& text) { return is_area_code(text); }));
        if (codes <= best || codes * 10 < raw.rows.size() * 9) {
            continue;
        }
        best = codes;
        out.code_column = raw.names[c];
        out.codes.clear();
        for (const std::string& text : raw.columns[c]) {
            out.codes.push_back(is_area_code(text) ? *AreaCode::parse(text) : AreaCode{});
        }
    }
}

std::optional<std::size_t> people_column(const RawPoints& raw, const std::string& wanted) {
    if (!wanted.empty()) {
        const auto found = column_among(raw.names, {ascii_lower(wanted)});
        if (!found) {
            throw InputError("E-INPUT-64", "has no column \"" + wanted + "\"",
                             "one of " + list_of(raw.names), "name one of them");
        }
        return found;
    }
    std::vector<std::string> fitting;
    for (const std::string& name : raw.names) {
        const std::string low = ascii_lower(name);
        for (const char* word : {"pop", "people", "persons", "residents"}) {
            if (low.find(word) != std::string::npos) {
                fitting.push_back(name);
                break;
            }
        }
    }
    if (fitting.size() > 1) {
        throw InputError("E-INPUT-64", "several columns may be the people: " + list_of(fitting),
                         "one of them", "--people NAME decides");
    }
    return fitting.empty() ? std::nullopt : column_among(raw.names, {ascii_lower(fitting.front())});
}

Points understand(const RawPoints& raw, const ReadPointsOptions& options) {
    Points out;
    out.rows = raw.rows;
    if (options.with_cells) {
        out.columns = raw.names;
        out.cells = raw.columns;
    }
    find_codes(raw, out);
    if (const auto column =
            options.with_people ? people_column(raw, options.people) : std::nullopt) {
        out.people_column = raw.names[*column];
        for (std::size_t r = 0; r < raw.rows.size(); ++r) {
            const double people =
                number_of(raw.columns[*column][r], out.people_column, raw.rows[r]).value_or(0);
            if (!(people >= 0) || !std::isfinite(people)) {
                throw InputError("E-INPUT-64",
                                 raw.columns[*column][r] + " people in " + raw.rows[r],
                                 "a number of 0 or more", "correct the file");
            }
            out.people.push_back(people);
        }
    }
    out.crs = raw.crs;
    if (out.crs.name.empty()) {
        const std::string like = likely_crs(bounding_box(raw.places), out.codes);
        if (like.empty()) {
            throw InputError("E-INPUT-63",
                             "says no coordinate system, and its coordinates look like none of the "
                             "United Kingdom",
                             "British National Grid, or longitude and latitude",
                             "give a layer of points that says its system");
        }
        out.crs = crs_from_user(like);
        out.crs.how = "recognised by its extent";
    }
    BoundarySet places;
    places.points = raw.places;
    out.places = to_national_grid(places, out.crs, options.reproject).points;
    return out;
}

}  // namespace

Points read_points(const std::filesystem::path& path, const ReadPointsOptions& options) {
    try {
        return understand(read_raw(path), options);
    } catch (Error& error) {
        error.in_file(path.string());
        throw;
    }
}

}  // namespace levelin::geodata
