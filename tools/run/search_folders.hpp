#pragma once

#include <filesystem>
#include <vector>

namespace levelin::run {

/// Where a datum grid may lie next to data: the file's own folder, and a folder proj/ beside it or
/// a few levels above.
void add_search_folders(std::vector<std::filesystem::path>& folders,
                        const std::filesystem::path& file);

}  // namespace levelin::run
