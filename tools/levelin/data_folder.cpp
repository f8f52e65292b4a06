#include "data_folder.hpp"

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

}  // namespace levelin::tool
