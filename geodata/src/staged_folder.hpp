#pragma once

#include <filesystem>
#include <levelin/geodata/output_file.hpp>
#include <string>

namespace levelin::geodata::detail {

/// A folder beside a file, "NAME.part-XXXXXX", in which a library writes that file and its
/// companions before they are put in their places; removed with all that is in it when the object
/// goes.
/// @throws UsageError E-OUTPUT-01 where the file exists and `overwrite` is false; OutputError
///         E-OUTPUT-02, E-OUTPUT-03 as OutputFile.
class StagedFolder {
  public:
    StagedFolder(std::filesystem::path target, bool overwrite);
    ~StagedFolder();
    StagedFolder(const StagedFolder&) = delete;
    StagedFolder& operator=(const StagedFolder&) = delete;

    /// Where a file is written that will be called so.
    [[nodiscard]] std::filesystem::path file(const std::filesystem::path& name) const;
    /// Flushes a file of the folder to the disk and puts it beside the target under its own name.
    [[nodiscard]] FileDigest commit(const std::filesystem::path& name) const;

  private:
    std::filesystem::path m_target;
    std::filesystem::path m_folder;
    bool m_overwrite;
};

/// @throws UsageError E-OUTPUT-01 where the file exists and `overwrite` is false.
void refuse_existing(const std::filesystem::path& path, bool overwrite);

}  // namespace levelin::geodata::detail
