#include <levelin/geodata/inspect.hpp>

namespace levelin::geodata {

namespace {

InspectedLayer inspect_sheet(const Sheet& sheet, const Markers& markers) {
    const SheetLayout& layout = sheet.layout;
    InspectedLayer layer;
    layer.name = sheet.name;
    layer.rows = layout.data_rows.size();
    layer.header_row = layout.header_row;
    layer.geometry = "none";
    layer.codes_ambiguous = layout.codes_ambiguous;
    layer.why_no_codes = layout.why_no_code_column;
    layer.why_no_table = layout.why_none;
    layer.code_candidates = layout.code_candidates;
    layer.set_aside = layout.set_aside;
    layer.stated_geography = layout.stated_geography;
    if (!layout.code_candidates.empty()) {
        const CodeCandidate& best = layout.code_candidates.front();
        layer.code_column = best.name;
        layer.geography = best.geography;
    }
    for (std::size_t c = 0; c < layout.columns.size(); ++c) {
        ColumnProfile profile = profile_column(sheet.grid, layout, c, markers);
        if (!profile.name.empty() || profile.type != ColumnProfile::Type::empty) {
            layer.columns.push_back(std::move(profile));
        }
    }
    return layer;
}

}  // namespace

InspectedFile inspect_table(const std::filesystem::path& path, const TableFile& table,
                            const Markers& markers) {
    InspectedFile file;
    file.path = path.string();
    file.kind = table.kind;
    file.encoding = table.encoding;
    file.line_end = table.line_end;
    file.findings = table.findings;
    for (const Sheet& sheet : table.sheets) {
        file.layers.push_back(inspect_sheet(sheet, markers));
        const InspectedLayer& layer = file.layers.back();
        file.findings.append(
            findings_of(layer.geography, "sheet " + layer.name + ", column " + layer.code_column));
    }
    return file;
}

}  // namespace levelin::geodata
