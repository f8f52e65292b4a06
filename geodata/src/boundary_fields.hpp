#pragma once

#include <ogrsf_frmts.h>

#include <levelin/table/result_table.hpp>
#include <string>
#include <utility>
#include <vector>

namespace levelin::geodata::detail {

/// All fields of a layer's features, read with the shapes.
class BoundaryFields {
  public:
    BoundaryFields() = default;
    explicit BoundaryFields(const OGRFeatureDefn& definition);
    explicit BoundaryFields(std::vector<ResultColumn> columns) : m_columns(std::move(columns)) {}

    /// @param encoding  of the file's texts, as `decode_text` takes it.
    void add(const OGRFeature& feature, const std::string& encoding);
    /// The features of another part of the same layer, after those that are there.
    void append(BoundaryFields part);
    /// Integers as whole numbers, reals as decimals, all else as text; what is null, and what is no
    /// number in a column of them, as missing.
    [[nodiscard]] std::vector<ResultColumn> take() { return std::move(m_columns); }

  private:
    std::vector<ResultColumn> m_columns;
};

}  // namespace levelin::geodata::detail
