#pragma once

#include <ogrsf_frmts.h>

#include <levelin/core/diagnostics.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::geodata::detail {

/// Fields of a layer that may hold codes or names; their texts are read with the shapes.
struct CandidateFields {
    std::vector<int> codes;  ///< Field numbers, in file order.
    std::vector<int> names;
    [[nodiscard]] bool has_codes() const noexcept { return !codes.empty(); }
};

/// Finds the fields worth reading by looking at the first features.
/// @throws InputError E-INPUT-50 where `options` names a field that the layer has not.
[[nodiscard]] CandidateFields candidate_fields(OGRLayer& layer,
                                               const ReadBoundariesOptions& options);

/// How many features are looked at first to find the code columns.
inline constexpr int code_sample_size = 200;

/// Whether a field's text is an area code, but for blanks around it.
[[nodiscard]] bool holds_area_code(std::string_view text);
/// Whether a field is called like one that holds names.
[[nodiscard]] bool is_name_field(const std::string& field);

/// A field's text on every feature, in order.
struct FieldTexts {
    std::string field;
    std::vector<std::string> texts;
};

/// Which of the columns holds the areas' codes: the one with the largest share of area codes,
/// columns that are unique first.
/// @param columns  at least one.
/// @returns its number among `columns`.
/// @throws JoinError E-JOIN-01 two that are equally good and differ.
[[nodiscard]] std::size_t choose_code_column(const std::vector<FieldTexts>& columns);

/// The same of any number of columns: nothing where there is none, or where several are equally
/// good and `options` leave that open.
[[nodiscard]] std::optional<std::size_t> find_code_column(const std::vector<FieldTexts>& columns,
                                                          const ReadBoundariesOptions& options);

/// The name column that goes with a code column (LAD23NM with LAD23CD, not LAD23NMW); -1 = none.
[[nodiscard]] int choose_name_column(const std::vector<FieldTexts>& columns,
                                     const std::string& code_field);

}  // namespace levelin::geodata::detail
