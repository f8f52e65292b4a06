#include <algorithm>
#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/status.hpp>
#include <levelin/geodata/export_format.hpp>
#include <scratch_folder.hpp>

#include "awkward_layer.hpp"
#include "boundary_maker.hpp"
#include "read_back.hpp"

using namespace levelin;
using namespace levelin::geodata;

namespace {

// What a format does to values, which its type explains.
struct Kept {
    double number = 0;   // Largest error of a decimal.
    bool typed = true;   // False: all values are read as texts.
    bool blanks = true;  // False: blanks at the ends of texts are lost.
    std::vector<std::string> names{"income_value", "income_value_again", "income_value_rank",
                                   "words"};
};

std::string text_at(const OGRFeature& feature, int field) {
    return feature.GetFieldAsString(field);
}

void check_values(const ReadBack& read, const ExportLayer& layer, const Kept& kept) {
    const ResultTable& table = layer.table;
    REQUIRE(read.features.size() == table.size());
    const auto& first = std::get<DecimalColumn>(table.columns[0].data);
    const auto& second = std::get<DecimalColumn>(table.columns[1].data);
    const auto& rank = std::get<WholeColumn>(table.columns[2].data);
    const auto& words = std::get<TextColumn>(table.columns[3].data);
    const int first_field = read.field(kept.names[0]);
    const int rank_field = read.field(kept.names[2]);
    if (kept.typed) {
        CHECK(read.types[static_cast<std::size_t>(first_field)] == OFTReal);
        CHECK(read.types[static_cast<std::size_t>(rank_field)] == OFTInteger64);
        CHECK(read.types[static_cast<std::size_t>(read.field(kept.names[3]))] == OFTString);
        CHECK(read.types[static_cast<std::size_t>(read.field("code"))] == OFTString);
    }
    for (std::size_t a = 0; a < table.size(); ++a) {
        INFO("area " << table.codes[a].str());
        REQUIRE(read.by_code.count(table.codes[a].str()) == 1);
        const OGRFeature& feature = read.of(table.codes[a].str());
        const std::string& name = table.names[a];
        CHECK(text_at(feature, read.field("name")) ==
              (kept.blanks ? name : name.substr(name.find_first_not_of(' '))));
        CHECK(text_at(feature, read.field("status")) == to_string(table.status[a]));
        CHECK(text_at(feature, read.field(kept.names[3])) == words.values[a]);
        const bool there = first.status[a] == Status::ok;
        const auto is_there = [&](int field) {
            return kept.typed ? feature.IsFieldSetAndNotNull(field) != 0
                              : !text_at(feature, field).empty();
        };
        CHECK(is_there(first_field) == there);
        CHECK(is_there(rank_field) == there);
        if (there) {
            CHECK(std::abs(feature.GetFieldAsDouble(first_field) - first.values[a]) <= kept.number);
            CHECK(feature.GetFieldAsInteger64(rank_field) == rank.values[a]);
        }
        CHECK(feature.GetFieldAsDouble(read.field(kept.names[1])) == second.values[a]);
    }
}

// The shapes as they were made, in the coordinates that are written.
BoundarySet in_lon_lat(const ExportLayer& layer) {
    return to_lon_lat(layer.shapes, layer.crs, {}).set;
}

void check_shapes(const ReadBack& read, const ExportLayer& layer, const BoundarySet& shapes,
                  double tolerance) {
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        INFO("area " << layer.table.codes[a].str());
        const OGRGeometry* shape = read.of(layer.table.codes[a].str()).GetGeometryRef();
        CHECK(border_distance(shape, shapes, a) <= tolerance);
        if (shape != nullptr) {
            CHECK(shape->IsValid());
        }
    }
}

}  // namespace

TEST_CASE("export: every format of the registry is read back by GDAL", "[export]") {
    const ScratchFolder folder;
    // Half a unit of the last decimal in both directions.
    constexpr double six = 0.71e-6;
    constexpr double seven = 0.71e-7;
    struct Case {
        const char* file;
        double tolerance;
        bool bare;
        Kept kept;
    };
    Kept dbf;
    dbf.number = 0.5e-15;
    dbf.blanks = false;
    dbf.names = {"income_val", "income_va1", "income_va2", "words"};
    const std::vector<Case> cases{
        {"a.geojson", six, true, {}}, {"a.geojsonl", six, true, {}}, {"a.geojsons", six, true, {}},
        {"a.fgb", seven, false, {}},  {"a.gpkg", seven, true, {}},   {"a.shp", seven, true, dbf},
    };
    for (const Case& one : cases) {
        INFO(one.file);
        const ExportLayer layer = one.bare ? awkward_layer() : awkward_layer_with_shapes();
        const auto path = folder / one.file;
        const ExportOutcome outcome = export_layer(path, layer);
        CHECK(outcome.areas == layer.table.size());
        REQUIRE_FALSE(outcome.files.empty());
        CHECK(outcome.files.front().path == path);
        for (const ExportedFile& file : outcome.files) {
            const FileDigest digest = digest_of_file(file.path);
            CHECK(digest.sha256 == file.digest.sha256);
            CHECK(digest.bytes == file.digest.bytes);
        }
        const ReadBack read = read_with_gdal(path);
        check_values(read, layer, one.kept);
        check_shapes(read, layer, in_lon_lat(layer), one.tolerance);
        CHECK(read.crs == "EPSG:4326");
    }
    for (const auto& entry : std::filesystem::directory_iterator(folder.path())) {
        CHECK(entry.path().string().find(".part-") == std::string::npos);
    }
}

TEST_CASE("export: CSV and workbook are read back by GDAL", "[export]") {
    const ScratchFolder folder;
    const ExportLayer layer = awkward_layer();
    Kept texts;
    texts.typed = false;
    static_cast<void>(export_layer(folder / "a.csv", layer));
    check_values(read_with_gdal(folder / "a.csv"), layer, texts);

    const ExportOutcome outcome = export_layer(folder / "a.xlsx", layer);
    CHECK(outcome.files.size() == 1);
    const ReadBack areas = read_with_gdal(folder / "a.xlsx", "areas");
    CHECK(areas.types[static_cast<std::size_t>(areas.field("code"))] == OFTString);
    CHECK(areas.types[static_cast<std::size_t>(areas.field("words"))] == OFTString);
    CHECK(areas.types[static_cast<std::size_t>(areas.field("income_value"))] == OFTReal);
    Kept numbers;
    numbers.typed = false;
    check_values(areas, layer, numbers);
    const ReadBack notes = read_with_gdal(folder / "a.xlsx", "notes", "about");
    std::string all;
    for (const auto& row : notes.features) {
        all += std::string{row->GetFieldAsString(0)} + "|" + row->GetFieldAsString(1) + "\n";
    }
    CHECK(all.find("Contains OS data \xC2\xA9 Crown copyright") != std::string::npos);
    CHECK(all.find("suppressed|known to the publisher and withheld; 1 area\n") !=
          std::string::npos);
    CHECK(
        all.find("income_value_rank|rank of income_value; whole numbers, 3 values, 4 not there") !=
        std::string::npos);
    CHECK(all.find("made by|levelin") != std::string::npos);
}

TEST_CASE("export: metres of the National Grid come back to the millimetre", "[export]") {
    const ScratchFolder folder;
    const ExportLayer layer = awkward_layer();
    ExportOptions options;
    options.target_crs = "EPSG:27700";
    for (const char* name : {"a.gpkg", "a.fgb", "a.shp"}) {
        INFO(name);
        static_cast<void>(export_layer(folder / name, layer, options));
        const ReadBack read = read_with_gdal(folder / name);
        CHECK(read.crs == "EPSG:27700");
        BoundarySet shapes = layer.shapes;
        if (std::string_view{name} == "a.fgb") {
            shapes = awkward_layer_with_shapes().shapes;
        }
        check_shapes(read, layer, shapes, 0);
    }
    for (const char* name : {"a.gpkg", "a.fgb"}) {
        CHECK(read_with_gdal(folder / name).type == wkbMultiPolygon);
    }
    try {
        static_cast<void>(export_layer(folder / "a.geojson", layer, options));
        FAIL("GeoJSON holds longitude and latitude alone");
    } catch (const UsageError& error) {
        CHECK(error.code() == "E-EXPORT-05");
    }
}

TEST_CASE("export: the same bytes on every run, for any number of threads", "[export]") {
    const ScratchFolder folder;
    const ExportLayer layer = awkward_layer();
    for (const ExportFormat& format : export_formats()) {
        if (format.name == "postgis") {
            continue;
        }
        INFO(format.name);
        std::vector<std::string> digests;
        for (const unsigned threads : {1U, 2U, 5U}) {
            ExportOptions options;
            options.threads = threads;
            options.overwrite = true;
            options.max_zoom = 8;
            const auto path = folder / ("same" + std::string{format.endings.front()});
            std::string all;
            for (const ExportedFile& file : export_layer(path, layer, options).files) {
                all += file.path.filename().string() + file.digest.sha256;
            }
            digests.push_back(all);
        }
        CHECK(digests[0] == digests[1]);
        CHECK(digests[0] == digests[2]);
    }
}

TEST_CASE("export: attribution travels in the file, or beside it", "[export]") {
    const ScratchFolder folder;
    const ExportLayer layer = awkward_layer();
    const std::string line = layer.attribution.front();
    for (const char* name : {"a.geojsonl", "a.fgb", "a.shp", "a.csv"}) {
        INFO(name);
        const auto path = folder / name;
        const ExportOutcome outcome = export_layer(path, layer);
        const auto notes = folder / (std::string{name} + ".notes.txt");
        CHECK(read_text(notes) == line + "\nSecond \"line\"\nmade by: levelin\n");
        CHECK(std::any_of(outcome.files.begin(), outcome.files.end(),
                          [&](const ExportedFile& file) { return file.path == notes; }));
    }
    static_cast<void>(export_layer(folder / "a.geojson", layer));
    CHECK(read_text(folder / "a.geojson").find("\"attribution\":[\"" + line) != std::string::npos);
    static_cast<void>(export_layer(folder / "a.gpkg", layer));
    const ReadBack read = read_with_gdal(folder / "a.gpkg");
    const char* said = read.dataset->GetLayer(0)->GetMetadataItem("ATTRIBUTION");
    REQUIRE(said != nullptr);
    CHECK(std::string{said}.find(line) != std::string::npos);
}

TEST_CASE("export: a shapefile's names are told, in a finding and a table", "[export]") {
    const ScratchFolder folder;
    const ExportOutcome outcome = export_layer(folder / "a.shp", awkward_layer());
    const Finding* finding = outcome.findings.find("N-EXPORT-02");
    REQUIRE(finding != nullptr);
    CHECK(finding->count == 3);
    CHECK(finding->examples[1] == "income_value_again -> income_va1");
    CHECK(read_text(folder / "a_fields.csv") ==
          "field,column\ncode,code\nname,name\nstatus,status\nincome_val,income_value\n"
          "income_va1,income_value_again\nincome_va2,income_value_rank\nwords,words\n");
    CHECK(read_text(folder / "a.cpg") == "UTF-8");
}

TEST_CASE("export: what a format cannot hold is an error and leaves nothing", "[export]") {
    const ScratchFolder folder;
    ExportLayer layer = awkward_layer();
    std::get<TextColumn>(layer.table.columns[3].data).values[2] = std::string(255, 'x');
    CHECK_THROWS_AS(export_layer(folder / "a.shp", layer), OutputError);
    std::get<TextColumn>(layer.table.columns[3].data).values[2] = std::string(32768, 'x');
    CHECK_THROWS_AS(export_layer(folder / "a.xlsx", layer), OutputError);
    CHECK(std::filesystem::is_empty(folder.path()));
    layer.shapes = {};
    try {
        static_cast<void>(export_layer(folder / "a.gpkg", layer));
        FAIL("a GeoPackage needs shapes");
    } catch (const InputError& error) {
        CHECK(error.code() == "E-EXPORT-04");
    }
    write_text(folder / "b.gpkg", "mine");
    try {
        static_cast<void>(export_layer(folder / "b.gpkg", awkward_layer()));
        FAIL("a file that exists stays");
    } catch (const UsageError& error) {
        CHECK(error.code() == "E-OUTPUT-01");
    }
    CHECK(read_text(folder / "b.gpkg") == "mine");
}

TEST_CASE("export: FlatGeobuf leaves out areas without a shape, and says which", "[export]") {
    const ScratchFolder folder;
    const ExportOutcome outcome = export_layer(folder / "a.fgb", awkward_layer());
    CHECK(outcome.areas == 6);
    const Finding* finding = outcome.findings.find("W-EXPORT-02");
    REQUIRE(finding != nullptr);
    CHECK(finding->examples == std::vector<std::string>{"E01000006"});
    CHECK(read_with_gdal(folder / "a.fgb").features.size() == 6);
}

TEST_CASE("export: no areas at all", "[export]") {
    const ScratchFolder folder;
    ExportLayer layer;
    layer.name = "areas";
    layer.crs.authority_code = "EPSG:27700";
    layer.table.columns.push_back({"n", DecimalColumn{}});
    for (const char* name : {"a.geojson", "a.gpkg", "a.fgb", "a.shp", "a.csv", "a.xlsx"}) {
        INFO(name);
        CHECK(export_layer(folder / name, layer).areas == 0);
        // GDAL takes the only row of a sheet for data, and needs a feature to know of fields.
        if (std::string_view{name} != "a.geojson" && std::string_view{name} != "a.xlsx") {
            CHECK(read_with_gdal(folder / name).features.empty());
        }
    }
}
