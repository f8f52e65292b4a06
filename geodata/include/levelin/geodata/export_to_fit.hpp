#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/geodata/export_format.hpp>
#include <levelin/topology/simplify.hpp>

namespace levelin::geodata {

/// A level of detail, and the file that was made of it.
struct FittedExport {
    Simplified level;
    ExportOutcome outcome;
    std::uint64_t bytes = 0;  ///< Of all files that were written together.
    unsigned trials = 0;      ///< Files that were made to find the level.
};

/// How many bytes the files of an export have together.
[[nodiscard]] std::uint64_t bytes_of(const ExportOutcome& outcome) noexcept;

/// Writes a layer as detailed as a number of bytes allows.
///
/// The share of points is searched for by writing trial files beside the target: a line through
/// what two shares gave tells the next one, until the file is within 2 % below `max_bytes` or the
/// shares that fit and do not fit are a ten-thousandth apart. Where all points fit, none is
/// removed.
/// @param layer       whose coverage `simplifier` was made of; its own is not looked at.
/// @param max_bytes   above 0.
/// @throws UsageError E-TOPOLOGY-11 where even straight borders need more bytes, with how many;
///         what `export_layer` throws.
/// Guarantees: as `export_layer`; trial files are removed, whatever happens.
[[nodiscard]] FittedExport export_to_fit(const std::filesystem::path& to, ExportLayer layer,
                                         const Simplifier& simplifier, std::uint64_t max_bytes,
                                         const ExportOptions& options,
                                         const SimplifyOptions& simplify = {});

}  // namespace levelin::geodata
