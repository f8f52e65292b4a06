#include <levelin/geodata/inspect.hpp>

#include "made_files.hpp"

using namespace levelin;
using geodata::inspect_file;
using geodata::inspect_json;
using geodata::inspect_text;
using geodata::InspectedFile;

namespace {

const std::string table =
    "Rates of something,,\nLAD23CD,name,rate\nK02000001,UK,9\nE06000001,a,0\nE06000063,b,*\n"
    "S12000033,\"c, d\",12.5%\nN09000001,e,n/a\n";

}  // namespace

TEST_CASE("inspect: the JSON has the contract's keys in their order", "[geodata]") {
    const MadeFolder folder;
    const std::vector<InspectedFile> files{inspect_file(folder.file("rates.csv", table))};
    std::string json = inspect_json(files);
    const std::string path = folder.path().string();
    json.replace(json.find(path), path.size(), "DIR");
    CHECK(json == R"({
  "files": [
    {
      "path": "DIR/rates.csv",
      "kind": "CSV",
      "encoding": "UTF-8",
      "layers": [
        {
          "name": "rates",
          "rows": 4,
          "header_row": 2,
          "geometry": "none",
          "crs": null,
          "code_column": "LAD23CD",
          "geography": "local_authority",
          "vintage": 2023,
          "columns": [
            {
              "name": "LAD23CD",
              "type": "code",
              "values": 4,
              "missing": 0,
              "suppressed": 0,
              "not_applicable": 0,
              "zero": 0,
              "min": "E06000001",
              "max": "S12000033"
            },
            {
              "name": "name",
              "type": "text",
              "values": 4,
              "missing": 0,
              "suppressed": 0,
              "not_applicable": 0,
              "zero": 0
            },
            {
              "name": "rate",
              "type": "number",
              "values": 2,
              "missing": 0,
              "suppressed": 1,
              "not_applicable": 1,
              "zero": 1,
              "min": 0.0,
              "max": 12.5,
              "not_numbers": 0,
              "percent": 1
            }
          ],
          "set_aside": {
            "count": 1,
            "total": 1,
            "note": 0,
            "no_code": 0,
            "blank": 0,
            "rows": [
              {
                "row": 3,
                "reason": "total",
                "text": "K02000001 | UK | 9"
              }
            ]
          },
          "evidence": "the column name LAD23CD",
          "certainty": "named",
          "earliest": 2023,
          "latest": 2023,
          "mixed_vintages": false,
          "stated_geography": null,
          "code_column_ambiguous": false,
          "code_candidates": [
            {
              "column": "LAD23CD",
              "codes": 4,
              "different": 4,
              "other_texts": 0,
              "geography": "local_authority",
              "vintage": 2023
            }
          ],
          "why": null
        }
      ],
      "line_end": "LF",
      "findings": [
        {
          "severity": "note",
          "code": "N-READ-01",
          "message": "1 total row of \"rates\" was set aside",
          "count": 1,
          "examples": [
            "row 3: K02000001 | UK | 9"
          ]
        }
      ]
    }
  ]
}
)");
}

TEST_CASE("inspect: the text is an aligned table", "[geodata]") {
    const MadeFolder folder;
    const std::vector<InspectedFile> files{inspect_file(folder.file("rates.csv", table))};
    const std::string text = inspect_text(files);
    CHECK(text.find("rates: 4 rows, header in row 2\n") != std::string::npos);
    CHECK(text.find("codes: \"LAD23CD\", LAD 2023 (from the column name LAD23CD)\n") !=
          std::string::npos);
    CHECK(text.find(
              "    column   type    range                   values  missing  suppressed  n.a.  "
              "zero\n"
              "    LAD23CD  code    E06000001 to S12000033       4\n"
              "    name     text                                 4\n"
              "    rate     number  0% to 12.5%                  2                    1     1     "
              "1\n") != std::string::npos);
    CHECK(text.find("set aside: 1 total\n") != std::string::npos);
    CHECK(text.find("row 3 (total): K02000001 | UK | 9\n") != std::string::npos);
}

TEST_CASE("inspect: long names give way to the terminal's width", "[geodata]") {
    const MadeFolder folder;
    const std::string name(200, 'n');
    const std::vector<InspectedFile> files{
        inspect_file(folder.file("t.csv", "code," + name + "\nE06000001,1\nE06000002,2\n"))};
    const std::string narrow = inspect_text(files, 80);
    CHECK(narrow.find(name) == std::string::npos);
    CHECK(narrow.find("nnn…") != std::string::npos);
    CHECK(inspect_text(files).find(name) != std::string::npos);
}

TEST_CASE("inspect: a sheet without a table says why", "[geodata]") {
    const MadeFolder folder;
    const std::vector<InspectedFile> files{
        inspect_file(folder.file("notes.csv", "Notes\nSomething about rounding\n"))};
    REQUIRE(files[0].layers.size() == 1);
    CHECK_FALSE(files[0].layers[0].header_row);
    CHECK(files[0].layers[0].rows == 0);
    CHECK(inspect_text(files).find("no table: ") != std::string::npos);
    CHECK(inspect_json(files).find("\"header_row\": null") != std::string::npos);
}

TEST_CASE("inspect: a boundary layer by the same rules", "[geodata]") {
    const MadeFolder folder;
    const std::string square =
        R"("geometry":{"type":"Polygon","coordinates":[[[-3,55],[-3,56],[-2,56],[-2,55],[-3,55]]]}})";
    const auto path = folder.file(
        "zones.geojson",
        R"({"type":"FeatureCollection","features":[{"type":"Feature","properties":{"DZ11CD":"S01006506","pop":100,"lad":"S12000033"},)" +
            square +
            R"(,{"type":"Feature","properties":{"DZ11CD":"S01006507","pop":null,"lad":"S12000033"},)" +
            square + "]}");
    const InspectedFile file = inspect_file(path);
    CHECK(file.kind == "GeoJSON");
    REQUIRE(file.layers.size() == 1);
    const auto& layer = file.layers[0];
    CHECK(layer.rows == 2);
    CHECK_FALSE(layer.header_row);
    CHECK(layer.geometry == "polygon");
    CHECK(layer.crs.find("4326") != std::string::npos);
    CHECK(layer.code_column == "DZ11CD");
    CHECK(layer.geography.kind == Geography::data_zone);
    CHECK(layer.geography.vintage == 2011);
    REQUIRE(layer.columns.size() == 3);
    CHECK(layer.columns[1].type == ColumnProfile::Type::number);
    CHECK(layer.columns[1].missing == 1);
    CHECK(layer.columns[2].type == ColumnProfile::Type::code);
}
