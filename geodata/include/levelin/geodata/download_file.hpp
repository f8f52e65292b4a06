#pragma once

#include <cstdint>
#include <filesystem>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/progress.hpp>
#include <levelin/geodata/download.hpp>
#include <string>

namespace levelin::geodata {

struct DownloadOptions {
    RetryPolicy retry;
    std::uint64_t max_bytes = 2ULL << 30U;
    Progress* progress = nullptr;
    std::string stage;  ///< For the bar: "downloading lad-2024-buc".
};

/// A file that is written to its end, found again and cut; for part files.
///
/// It is held with an advisory lock for as long as the object lives, also while it is moved to its
/// place, so that two programs never write one part file.
class PartFile {
  public:
    /// Opens or makes it. @throws OutputError E-OUTPUT-02; InputError E-GET-21 where it is locked.
    explicit PartFile(std::filesystem::path path);
    ~PartFile();
    PartFile(const PartFile&) = delete;
    PartFile& operator=(const PartFile&) = delete;

    [[nodiscard]] std::uint64_t size() const noexcept { return m_size; }
    [[nodiscard]] const std::filesystem::path& path() const noexcept { return m_path; }
    void append(std::string_view bytes);
    /// Keeps the first `size` bytes. @param size at most `size()`.
    void cut(std::uint64_t size);
    /// Flushes to the disk.
    void flush();

  private:
    std::filesystem::path m_path;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
};

/// Downloads a file, going on where an earlier attempt ended.
///
/// Beside `part` stands `part`.json with the address and the validator (ETag, else Last-Modified)
/// that the bytes came with. They are used again only where the server says, with 206 and a
/// Content-Range that starts there, that the file is still the same one; in every other case the
/// download starts anew. A transfer that fails on the way is tried again after a pause.
///
/// @param part  where the bytes go; what is in it, and its .json, stay when this throws.
/// @returns  findings: N-GET-01 it was resumed, N-GET-02 it could not be.
/// @throws InputError E-GET-03 to E-GET-09; OutputError E-OUTPUT-02, -03.
/// Guarantees: on return `part` is on the disk whole and its .json is gone; memory is bounded.
Diagnostics download_file(Transport& transport, const std::string& address, PartFile& part,
                          const DownloadOptions& options);

}  // namespace levelin::geodata
