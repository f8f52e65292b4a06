#include "result_folder.hpp"

#include <algorithm>
#include <levelin/core/error.hpp>
#include <stdexcept>
#include <system_error>

namespace levelin::run {

namespace {

bool make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    const bool made = std::filesystem::create_directories(folder, error);
    if (error || !std::filesystem::is_directory(folder, error)) {
        throw OutputError("E-OUTPUT-02", "the result folder cannot be made: " + error.message(),
                          "a folder that can be written to", "give another --out",
                          {folder.string(), 0, 0});
    }
    return made;
}

void remove_folder(const std::filesystem::path& folder) noexcept {
    std::error_code ignored;
    std::filesystem::remove(folder, ignored);  // Only if empty.
}

}  // namespace

ResultFolder::ResultFolder(std::filesystem::path folder, bool overwrite,
                           std::span<const std::string_view> names,
                           std::span<const std::string_view> stale)
    : m_folder(std::move(folder)),
      m_stale(stale.begin(), stale.end()),
      m_made(make_folder(m_folder)) {
    try {
        for (const std::string_view name : names) {
            m_files.emplace_back(name, geodata::OutputFile{m_folder / name, overwrite});
        }
    } catch (...) {
        m_files.clear();
        if (m_made) {
            remove_folder(m_folder);
        }
        throw;
    }
}

ResultFolder::~ResultFolder() {
    m_files.clear();  // Removes what is not in its place.
    if (!m_done && m_made) {
        remove_folder(m_folder);
    }
}

geodata::OutputFile& ResultFolder::file(std::string_view name) {
    for (auto& [known, file] : m_files) {
        if (known == name) {
            return file;
        }
    }
    throw std::logic_error("no such result file");
}

void ResultFolder::write(std::string_view name, std::string_view bytes) {
    geodata::OutputFile& target = file(name);
    target.write(bytes);
    (void)target.flush();
}

std::vector<OutputDigest> ResultFolder::digests() {
    std::vector<OutputDigest> list;
    for (auto& [name, file] : m_files) {
        if (name != "manifest.json") {
            list.push_back({name, file.flush()});
        }
    }
    return list;
}

std::vector<std::filesystem::path> ResultFolder::commit() {
    std::vector<std::filesystem::path> paths;
    for (auto& [name, file] : m_files) {
        (void)file.flush();
    }
    for (auto& [name, file] : m_files) {
        (void)file.commit();
        paths.push_back(m_folder / name);
    }
    for (const std::string& known : m_stale) {
        if (std::none_of(m_files.begin(), m_files.end(),
                         [&](const auto& entry) { return entry.first == known; })) {
            std::error_code ignored;
            std::filesystem::remove(m_folder / known, ignored);
        }
    }
    m_done = true;
    return paths;
}

}  // namespace levelin::run
