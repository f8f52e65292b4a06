#include "search_folders.hpp"

namespace levelin::run {

void add_search_folders(std::vector<std::filesystem::path>& folders,
                        const std::filesystem::path& file) {
    std::error_code ignored;
    std::filesystem::path folder = std::filesystem::absolute(file, ignored).parent_path();
    folders.push_back(folder);
    for (int level = 0; level < 4 && folder.has_relative_path(); ++level) {
        folders.push_back(folder / "proj");
        folder = folder.parent_path();
    }
}

}  // namespace levelin::run
