#pragma once

#include <filesystem>
#include <levelin/geodata/read_table.hpp>
#include <string>
#include <vector>

// The parts that read_table.cpp puts together.
namespace levelin::geodata::read_detail {

/// What a file's first bytes say that it is.
enum class FileKind { text, gzip, zip, ole };
[[nodiscard]] FileKind kind_of(std::string_view first_bytes) noexcept;

/// The first bytes of a file, enough for `kind_of`. @throws E-INPUT-01, E-INPUT-10.
[[nodiscard]] std::string first_bytes_of(const std::filesystem::path& path);

/// A whole text file, unpacked where it is gzip.
/// @throws E-INPUT-01, E-INPUT-17, E-INPUT-19, E-INPUT-20.
[[nodiscard]] std::string read_text_bytes(const std::filesystem::path& path,
                                          const ReadTableOptions& options);

/// A sheet before its layout is known.
struct RawSheet {
    std::string name;
    Grid grid;
};
struct Workbook {
    std::string kind;  ///< "XLSX", "XLS", "ODS".
    std::vector<RawSheet> sheets;
};
/// @param wanted  only this sheet, empty = all. @throws E-INPUT-19, -21, -22, -23.
[[nodiscard]] Workbook read_workbook(const std::filesystem::path& path, FileKind kind,
                                     const std::string& wanted, std::uint64_t max_bytes);

}  // namespace levelin::geodata::read_detail
