#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace levelin::geodata {

/// What a finished file is known by.
struct FileDigest {
    std::string sha256;  ///< Lower-case hexadecimal.
    std::uint64_t bytes = 0;
};

/// A file that appears complete or not at all: written beside its place, flushed to the disk,
/// renamed; its SHA-256 is taken on the way.
///
/// The temporary file is removed when the object goes without `commit()`.
/// @throws OutputError E-OUTPUT-* (no such folder, no permission, disk full) with the file;
///         UsageError E-OUTPUT-01 where the file exists and `overwrite` is false.
class OutputFile {
  public:
    OutputFile(std::filesystem::path path, bool overwrite);
    ~OutputFile();
    OutputFile(OutputFile&&) noexcept;
    OutputFile& operator=(OutputFile&&) noexcept;

    void write(std::string_view bytes);
    /// Flushes to the disk what was written; the file is not in its place yet. Nothing can be
    /// written after it. May be called again, and then only returns the digest.
    FileDigest flush();
    /// Flushes and puts the file in its place.
    FileDigest commit();

  private:
    struct State;
    std::unique_ptr<State> m_state;
};

/// The SHA-256 of a file's bytes. @throws InputError E-INPUT-01 when it cannot be read.
[[nodiscard]] FileDigest digest_of_file(const std::filesystem::path& path);
/// The SHA-256 of bytes in memory.
[[nodiscard]] FileDigest digest_of(std::string_view bytes);

}  // namespace levelin::geodata
