#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/core/diagnostics.hpp>
#include <levelin/geodata/read_table.hpp>
#include <levelin/read/column_profile.hpp>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace levelin::geodata {

/// One sheet of a table file or one layer of a boundary file.
struct InspectedLayer {
    std::string name;
    std::uint64_t rows = 0;                   ///< Areas or records.
    std::optional<std::uint64_t> header_row;  ///< 1-based; nothing for boundaries.
    std::string geometry;                     ///< "polygon", "point", "none".
    std::string crs;          ///< "EPSG:27700 (OSGB36 / British National Grid)"; may be empty.
    std::string code_column;  ///< Of several equally good ones the first; empty = none.
    bool codes_ambiguous = false;
    std::string why_no_codes;  ///< In plain words where `code_column` is empty or ambiguous.
    DetectedGeography geography;
    std::string stated_geography;  ///< What a line "Geography: ..." of the sheet says; else empty.
    std::vector<CodeCandidate> code_candidates;
    std::vector<ColumnProfile> columns;
    std::vector<SetAsideRow> set_aside;
    std::string why_no_table;  ///< In plain words where there are no records; else empty.
};

/// What is in a file.
struct InspectedFile {
    std::string path;
    std::string kind;      ///< "CSV", "XLSX", "XLS", "ODS", "ESRI Shapefile", "GPKG" and so on.
    std::string encoding;  ///< Of text tables, with line ends: "Windows-1252"; may be empty.
    std::string line_end;
    std::vector<InspectedLayer> layers;
    Diagnostics findings;
};

struct InspectOptions {
    ReadTableOptions table;
    std::string layer;  ///< Of a boundary file; empty = all.
    std::string crs;    ///< "EPSG:N" for boundaries that carry none.
};

/// Looks into a table or boundary file: layers, header, codes, geography and columns.
/// @throws InputError, GeometryError as `read_table` and `read_boundaries`.
[[nodiscard]] InspectedFile inspect_file(const std::filesystem::path& path,
                                         const InspectOptions& options = {});

/// The same from a table that was read already.
[[nodiscard]] InspectedFile inspect_table(const std::filesystem::path& path, const TableFile& table,
                                          const Markers& markers);

/// A text for people: aligned columns, two blanks between them, UTF-8, ends with a line break.
/// @param width  of the terminal; long names are cut to fit. 0 = nothing is cut.
[[nodiscard]] std::string inspect_text(std::span<const InspectedFile> files, std::size_t width = 0);

/// The document of `levelin inspect --json`: keys and their order as in the contract, further keys
/// after them. Deterministic; ends with a line break.
[[nodiscard]] std::string inspect_json(std::span<const InspectedFile> files);

}  // namespace levelin::geodata
