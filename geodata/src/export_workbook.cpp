#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/core/status.hpp>

#include "export_support.hpp"
#include "workbook_notes.hpp"
#include "workbook_text.hpp"
#include "zip_stream.hpp"

namespace levelin::geodata::detail {

namespace {

// ECMA-376 leaves these to the program; they are Excel's.
constexpr std::size_t most_rows = 1048576;
constexpr std::size_t most_columns = 16384;
constexpr std::size_t block = 1024;

constexpr std::string_view xml_head =
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
constexpr std::string_view main_space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

constexpr std::string_view content_types =
    R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">)"
    R"(<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>)"
    R"(<Default Extension="xml" ContentType="application/xml"/>)"
    R"(<Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>)"
    R"(<Override PartName="/xl/worksheets/sheet1.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>)"
    R"(<Override PartName="/xl/worksheets/sheet2.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>)"
    R"(<Override PartName="/xl/styles.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.styles+xml"/>)"
    R"(</Types>)";

constexpr std::string_view root_relations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="xl/workbook.xml"/>)"
    R"(</Relationships>)";

constexpr std::string_view workbook_relations =
    R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)"
    R"(<Relationship Id="rId1" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>)"
    R"(<Relationship Id="rId2" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet2.xml"/>)"
    R"(<Relationship Id="rId3" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/styles" Target="styles.xml"/>)"
    R"(</Relationships>)";

constexpr std::string_view workbook =
    R"(<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" )"
    R"(xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">)"
    R"(<sheets><sheet name="areas" sheetId="1" r:id="rId1"/>)"
    R"(<sheet name="notes" sheetId="2" r:id="rId2"/></sheets></workbook>)";

// Styles: 0 general, 1 head, 2 text, 3 text that wraps.
constexpr std::string_view styles =
    R"(<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">)"
    R"(<fonts count="2"><font><sz val="11"/><name val="Calibri"/></font>)"
    R"(<font><b/><sz val="11"/><name val="Calibri"/></font></fonts>)"
    R"(<fills count="2"><fill><patternFill patternType="none"/></fill>)"
    R"(<fill><patternFill patternType="gray125"/></fill></fills>)"
    R"(<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>)"
    R"(<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>)"
    R"(<cellXfs count="4"><xf numFmtId="0" fontId="0" fillId="0" borderId="0" xfId="0"/>)"
    R"(<xf numFmtId="0" fontId="1" fillId="0" borderId="0" xfId="0" applyFont="1"/>)"
    R"(<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1"/>)"
    R"(<xf numFmtId="49" fontId="0" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyAlignment="1"><alignment vertical="top" wrapText="1"/></xf>)"
    R"(</cellXfs></styleSheet>)";

void append_value(SheetRow& row, const ResultColumn& column, std::size_t area) {
    if (const auto* text = std::get_if<TextColumn>(&column.data)) {
        row.text(text->values[area], CellStyle::text);
    } else if (const auto* whole = std::get_if<WholeColumn>(&column.data)) {
        row.number(whole->status[area] == Status::ok ? std::to_string(whole->values[area]) : "");
    } else {
        const auto& decimal = std::get<DecimalColumn>(column.data);
        row.number(decimal.status[area] == Status::ok ? shortest_text(decimal.values[area]) : "");
    }
}

void check_size(const ExportLayer& layer) {
    const std::size_t columns = layer.table.columns.size() + 3;
    if (layer.table.size() >= most_rows || columns > most_columns) {
        throw OutputError(
            "E-EXPORT-08",
            grouped_text(layer.table.size()) + " areas and " + grouped_text(columns) + " columns",
            "at most 1,048,575 areas and 16,384 columns in a workbook", "write .csv or .gpkg");
    }
}

void write_areas(ZipStream& zip, const ExportLayer& layer, const ExportOptions& options) {
    const ResultTable& table = layer.table;
    const std::size_t columns = table.columns.size() + (layer.has_status ? 3 : 2);
    const std::string last = std::to_string(table.size() + 1);
    std::string out{xml_head};
    out += "<worksheet xmlns=\"" + std::string{main_space} + "\"><sheetViews>" +
           R"(<sheetView workbookViewId="0"><pane ySplit="1" topLeftCell="A2" )" +
           R"(activePane="bottomLeft" state="frozen"/></sheetView></sheetViews>)" +
           R"(<cols><col min="1" max="1" width="12" customWidth="1"/>)" +
           R"(<col min="2" max="2" width="32" customWidth="1"/><col min="3" max=")" +
           std::to_string(std::max<std::size_t>(columns, 3)) +
           R"(" width="16" customWidth="1"/></cols><sheetData>)";
    SheetRow head(out, 1);
    for (const std::string& name : column_names(layer)) {
        head.text(name, CellStyle::head);
    }
    head.end();
    for (std::size_t area = 0; area < table.size(); ++area) {
        SheetRow row(out, area + 2);
        row.text(table.codes[area].view(), CellStyle::text);
        row.text(table.names.empty() ? "" : table.names[area], CellStyle::text);
        if (layer.has_status) {
            row.text(to_string(table.status[area]), CellStyle::text);
        }
        for (const ResultColumn& column : table.columns) {
            append_value(row, column, area);
        }
        row.end();
        if (area % block == 0) {
            zip.write(out);
            out.clear();
            tell(options, "writing workbook", area, table.size());
        }
    }
    out += "</sheetData><autoFilter ref=\"A1:" + column_letters(columns - 1) + last +
           "\"/><ignoredErrors><ignoredError sqref=\"A1:" + column_letters(columns - 1) + last +
           "\" numberStoredAsText=\"1\"/></ignoredErrors></worksheet>";
    zip.write(out);
}

void write_notes(ZipStream& zip, const ExportLayer& layer) {
    std::string out{xml_head};
    out += "<worksheet xmlns=\"" + std::string{main_space} + "\">" +
           R"(<cols><col min="1" max="1" width="28" customWidth="1"/>)" +
           R"(<col min="2" max="2" width="100" customWidth="1"/></cols><sheetData>)";
    std::size_t number = 0;
    for (const WorkbookNote& note : workbook_notes(layer)) {
        SheetRow row(out, ++number);
        row.text(note.name, note.heading ? CellStyle::head : CellStyle::wrapped);
        row.text(note.text, CellStyle::wrapped);
        row.end();
    }
    out += "</sheetData></worksheet>";
    zip.write(out);
}

}  // namespace

ExportOutcome export_workbook(const Path& to, const ExportLayer& layer,
                              const ExportOptions& options) {
    check_size(layer);
    ExportOutcome outcome;
    outcome.areas = layer.table.size();
    OutputFile file(to, options.overwrite);
    ZipStream zip(file);
    const auto part = [&](const char* name, std::string_view text) {
        zip.begin(name);
        zip.write(xml_head);
        zip.write(text);
    };
    part("[Content_Types].xml", content_types);
    part("_rels/.rels", root_relations);
    part("xl/workbook.xml", workbook);
    part("xl/_rels/workbook.xml.rels", workbook_relations);
    part("xl/styles.xml", styles);
    zip.begin("xl/worksheets/sheet1.xml");
    write_areas(zip, layer, options);
    zip.begin("xl/worksheets/sheet2.xml");
    write_notes(zip, layer);
    zip.finish();
    outcome.files.push_back({to, file.commit()});
    return outcome;
}

}  // namespace levelin::geodata::detail
