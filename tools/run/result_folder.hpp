#pragma once

#include <filesystem>
#include <levelin/geodata/output_file.hpp>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace levelin::run {

/// A file that a command wrote.
struct OutputDigest {
    std::string name;  ///< Within the result folder.
    geodata::FileDigest digest;
};

/// A folder whose files appear together or not at all.
///
/// The files are opened before any work, so that a full or forbidden folder is known at once, and
/// put in place by `commit()`. Without it they are removed, and the folder too where it was made
/// here. Different files may be written by different threads.
/// @throws OutputError E-OUTPUT-02 where the folder cannot be made; what `geodata::OutputFile`
///         throws.
class ResultFolder {
  public:
    /// @param names  the files that will be written; `commit` returns them in this order.
    /// @param stale  files that an earlier call may have left and that would pass for this one's:
    ///               `commit` removes those that are not among `names`.
    ResultFolder(std::filesystem::path folder, bool overwrite,
                 std::span<const std::string_view> names,
                 std::span<const std::string_view> stale = {});
    ~ResultFolder();
    ResultFolder(const ResultFolder&) = delete;
    ResultFolder& operator=(const ResultFolder&) = delete;

    /// For what is streamed. @throws std::logic_error where the name is not one of `names`.
    [[nodiscard]] geodata::OutputFile& file(std::string_view name);
    /// Writes a whole file and flushes it to the disk.
    void write(std::string_view name, std::string_view bytes);
    /// Digests of all files but manifest.json, which names them.
    [[nodiscard]] std::vector<OutputDigest> digests();
    /// Puts all files in place. @returns their paths.
    [[nodiscard]] std::vector<std::filesystem::path> commit();

  private:
    std::filesystem::path m_folder;
    std::vector<std::string> m_stale;
    bool m_made;
    bool m_done = false;
    std::vector<std::pair<std::string, geodata::OutputFile>> m_files;
};

}  // namespace levelin::run
