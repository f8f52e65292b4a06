#include <algorithm>
#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/export_format.hpp>
#include <nlohmann/json.hpp>
#include <scratch_folder.hpp>

#include "awkward_layer.hpp"
#include "boundary_maker.hpp"

using namespace levelin;
using namespace levelin::geodata;
using nlohmann::json;

namespace {

double ring_area(const json& ring) {
    double twice = 0;
    for (std::size_t i = 0; i + 1 < ring.size(); ++i) {
        twice += ring[i][0].get<double>() * ring[i + 1][1].get<double>() -
                 ring[i + 1][0].get<double>() * ring[i][1].get<double>();
    }
    return twice / 2;
}

std::size_t decimals_of(double value) {
    const std::string text = json(value).dump();
    const auto point = text.find('.');
    return point == std::string::npos ? 0 : text.size() - point - 1;
}

std::vector<json> polygons_of(const json& geometry) {
    if (geometry.is_null()) {
        return {};
    }
    return geometry["type"] == "Polygon" ? std::vector<json>{geometry["coordinates"]}
                                         : geometry["coordinates"].get<std::vector<json>>();
}

}  // namespace

TEST_CASE("export: every profile's GeoJSON is as the profile says", "[export]") {
    const ScratchFolder folder;
    const ExportLayer layer = awkward_layer();
    REQUIRE(export_profiles().size() == 9);
    for (const ExportProfile& profile : export_profiles()) {
        INFO(profile.name);
        CHECK(&find_profile(profile.name) == &profile);
        CHECK_FALSE(profile.source.empty());
        CHECK(profile.budget_bytes > 0);
        ExportOptions options;
        options.profile = &profile;
        options.format = "geojson";
        const auto path = folder / (std::string{profile.name} + ".geojson");
        CHECK(export_layer(path, layer, options).findings.find("W-EXPORT-01") == nullptr);
        const std::string text = read_text(path);
        const json document = json::parse(text);
        REQUIRE(document["features"].size() == layer.table.size());
        std::size_t most_decimals = 0;
        for (std::size_t a = 0; a < layer.table.size(); ++a) {
            const json& feature = document["features"][a];
            // The code is a text in every profile, whatever it looks like.
            CHECK(feature["properties"]["code"] == layer.table.codes[a].str());
            CHECK(feature["properties"].size() == 7);
            switch (profile.style.id) {
                case FeatureId::position:
                    CHECK(feature["id"] == a + 1);
                    break;
                case FeatureId::code:
                    CHECK(feature["id"] == layer.table.codes[a].str());
                    break;
                case FeatureId::none:
                    CHECK_FALSE(feature.contains("id"));
                    break;
            }
            if (profile.style.only_multi && !feature["geometry"].is_null()) {
                CHECK(feature["geometry"]["type"] == "MultiPolygon");
            }
            CHECK(feature["properties"]["income_value_again"].is_number_float() ==
                  profile.style.decimal_point);
            for (const json& polygon : polygons_of(feature["geometry"])) {
                for (std::size_t r = 0; r < polygon.size(); ++r) {
                    const bool clockwise = profile.style.winding == Winding::clockwise;
                    CHECK((ring_area(polygon[r]) > 0) == ((r == 0) != clockwise));
                    for (const json& position : polygon[r]) {
                        most_decimals = std::max(
                            {most_decimals, decimals_of(position[0]), decimals_of(position[1])});
                    }
                }
            }
        }
        CHECK(most_decimals == static_cast<std::size_t>(profile.style.decimals));
    }
}

TEST_CASE("export: a profile's format is one of the registry", "[export]") {
    for (const ExportProfile& profile : export_profiles()) {
        INFO(profile.name);
        CHECK(find_format("map", {}, &profile).name == profile.format);
        CHECK(find_format("map.json", {}, &profile).name == profile.format);
        CHECK(find_format("map.gpkg", {}, &profile).name == "gpkg");
    }
}

TEST_CASE("export: formats are found by ending, connection and name", "[export]") {
    for (const ExportFormat& format : export_formats()) {
        INFO(format.name);
        CHECK(find_format("map.anything", format.name).name == format.name);
        for (const std::string_view ending : format.endings) {
            CHECK(
                find_format((format.name == "postgis" ? "" : "a/map") + std::string{ending}).name ==
                format.name);
        }
    }
    CHECK(find_format("MAP.GPKG").name == "gpkg");
    CHECK(is_database("PG:dbname=x"));
    CHECK_FALSE(is_database("PG.csv"));
    for (const char* name : {"map.doc", "map", "map.geojson.zip"}) {
        try {
            static_cast<void>(find_format(name));
            FAIL("no such format");
        } catch (const UsageError& error) {
            CHECK(error.code() == "E-EXPORT-02");
        }
    }
}

TEST_CASE("export: Power BI takes 1,500 areas and no more", "[export]") {
    ExportLayer layer;
    layer.shapes = awkward_layer().shapes;
    ExportOptions options;
    options.profile = &find_profile("powerbi");
    for (int a = 0; a < 1500; ++a) {
        layer.table.codes.push_back(*AreaCode::parse("E01" + std::to_string(100000 + a)));
    }
    CHECK_NOTHROW(check_export("a.geojson", layer, options));
    layer.table.codes.push_back(*AreaCode::parse("E01200000"));
    try {
        check_export("a.geojson", layer, options);
        FAIL("1,501 areas are too many");
    } catch (const UsageError& error) {
        CHECK(error.code() == "E-EXPORT-03");
        CHECK(error.hint().find("levelin summarise --to lad") != std::string::npos);
    }
    // A table without shapes is no map.
    CHECK_NOTHROW(check_export("a.csv", layer, options));
}

TEST_CASE("export: a file above the profile's budget is told of", "[export]") {
    const ScratchFolder folder;
    ExportProfile small = find_profile("leaflet");
    small.budget_bytes = 1000;
    ExportOptions options;
    options.profile = &small;
    const ExportOutcome outcome = export_layer(folder / "a.geojson", awkward_layer(), options);
    const Finding* finding = outcome.findings.find("W-EXPORT-01");
    REQUIRE(finding != nullptr);
    CHECK(finding->message.find("a.geojson has") != std::string::npos);
    CHECK(finding->message.find("meant for up to 1 kB") != std::string::npos);
    CHECK(finding->message.find("--max-bytes") != std::string::npos);
}
