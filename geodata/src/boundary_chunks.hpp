#pragma once

#include <levelin/geodata/read_boundaries.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "boundary_columns.hpp"
#include "boundary_fields.hpp"
#include "ring_repair.hpp"

namespace levelin::geodata::detail {

/// Features that were read together, in file order.
struct Chunk {
    BoundarySet set;                ///< Without codes and names.
    std::vector<FieldTexts> codes;  ///< Columns that may hold codes.
    std::vector<FieldTexts> names;
    BoundaryFields fields;  ///< All of them, where they are asked for.
    std::vector<std::size_t> without_shape;
    std::vector<std::size_t> mended;  ///< Rings closed or dropped on reading.
    std::vector<Repair> repairs;
    std::size_t recoded_against_declaration = 0;
    std::size_t cut_texts = 0;

    [[nodiscard]] std::size_t size() const { return set.area_begin.size() - 1; }
};

/// A field's text as UTF-8 without blanks around it; counts in the chunk what decoding met with.
[[nodiscard]] std::string field_text(Chunk& chunk, std::string_view bytes,
                                     const std::string& encoding);

/// Ends the last area of the set. @param shape  what was appended to it.
void close_area(Chunk& chunk, const AppendedShape& shape);

/// Repairs and winds the rings of a chunk that holds all its features.
void finish(Chunk& chunk);

/// What a layer is, beside its features.
struct LayerFacts {
    std::string name;
    std::vector<std::string> code_fields;  ///< Of the columns `Chunk::codes`.
    std::vector<std::string> name_fields;
    CrsInfo crs;  ///< As the file says it.
};

/// Puts the chunks together in their order and settles codes, names and CRS.
/// @throws InputError E-INPUT-51 no features; GeometryError E-GEOMETRY-*; JoinError E-JOIN-01.
[[nodiscard]] Boundaries assemble(std::vector<Chunk> chunks, LayerFacts facts,
                                  const ReadBoundariesOptions& options);

}  // namespace levelin::geodata::detail
