// Project files and recipes from any bytes: each is read or refused with a ConfigError, never more.
#include <config/project.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <levelin/core/error.hpp>
#include <string>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    // The first line may set values, as --set does; the rest is the file.
    const std::string all(reinterpret_cast<const char*>(data), size);
    levelin::config::Settings settings;
    std::string text = all;
    if (all.starts_with("#set ")) {
        const std::size_t end = all.find('\n');
        const std::string line = all.substr(5, end == std::string::npos ? end : end - 5);
        const std::size_t equals = line.find('=');
        if (equals != std::string::npos) {
            settings.emplace_back(line.substr(0, equals), line.substr(equals + 1));
        }
        text = end == std::string::npos ? "" : all.substr(end + 1);
    }
    try {
        const levelin::config::ProjectConfig project =
            levelin::config::parse_project(text, "fuzz/project.toml", settings);
        for (const levelin::config::ColumnConfig& column : project.columns) {
            try {
                (void)levelin::config::find_column(column, {"Income Rank", "code", ""}, "f");
            } catch (const levelin::Error&) {
                // Not there, or not to be told apart.
            }
        }
    } catch (const levelin::ConfigError& error) {
        if (error.code().empty()) {
            std::abort();
        }
    }
    return 0;
}
