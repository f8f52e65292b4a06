#include "data_folder.hpp"

#include <algorithm>
#include <levelin/core/error.hpp>
#include <system_error>

namespace levelin::tool {

std::filesystem::path data_folder(std::string_view name) {
    std::error_code error;
    const std::filesystem::path program = std::filesystem::read_symlink("/proc/self/exe", error);
    if (!error) {
        const auto installed = program.parent_path().parent_path() / "share" / "levelin" / name;
        if (std::filesystem::is_directory(installed, error)) {
            return installed;
        }
    }
    const auto source = std::filesystem::path{LEVELIN_SOURCE_DIR} / "geodata" / name;
    if (std::filesystem::is_directory(source, error)) {
        return source;
    }
    throw InputError("E-INPUT-90", "levelin's own folder \"" + std::string{name} + "\" is missing",
                     "share/levelin beside the program's bin folder", "install levelin again");
}

std::vector<std::string> recipe_names() {
    std::vector<std::string> names;
    for (const auto& entry : std::filesystem::directory_iterator(data_folder("recipes"))) {
        if (entry.path().extension() == ".toml") {
            names.push_back(entry.path().stem().string());
        }
    }
    std::sort(names.begin(), names.end());
    return names;
}

std::filesystem::path recipe_file(std::string_view name) {
    std::string list;
    for (const std::string& known : recipe_names()) {
        if (known == name) {
            return data_folder("recipes") / (known + ".toml");
        }
        list += (list.empty() ? "" : ", ") + known;
    }
    throw UsageError("E-USAGE-23", "there is no recipe \"" + std::string{name} + "\"",
                     "one of " + list, "levelin recipes says what each is");
}

}  // namespace levelin::tool
