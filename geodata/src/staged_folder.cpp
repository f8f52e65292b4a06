#include "staged_folder.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <levelin/core/error.hpp>

namespace levelin::geodata::detail {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int error) {
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    throw OutputError(full ? "E-OUTPUT-03" : "E-OUTPUT-02",
                      std::string{"cannot be written: "} + std::strerror(error),
                      full ? "enough free space" : "a folder that can be written to",
                      full ? "free some space or give another name" : "give another name",
                      {path.string(), 0, 0});
}

}  // namespace

void refuse_existing(const std::filesystem::path& path, bool overwrite) {
    std::error_code ignored;
    if (!overwrite && std::filesystem::exists(path, ignored)) {
        throw UsageError("E-OUTPUT-01", "exists already", "a new name",
                         "give another name, or --overwrite", {path.string(), 0, 0});
    }
}

StagedFolder::StagedFolder(std::filesystem::path target, bool overwrite)
    : m_target(std::move(target)), m_overwrite(overwrite) {
    refuse_existing(m_target, overwrite);
    std::string name = m_target.string() + ".part-XXXXXX";
    if (::mkdtemp(name.data()) == nullptr) {
        fail(m_target, errno);
    }
    m_folder = name;
}

StagedFolder::~StagedFolder() {
    std::error_code ignored;
    std::filesystem::remove_all(m_folder, ignored);
}

std::filesystem::path StagedFolder::file(const std::filesystem::path& name) const {
    return m_folder / name;
}

FileDigest StagedFolder::commit(const std::filesystem::path& name) const {
    const std::filesystem::path from = m_folder / name;
    const std::filesystem::path to = m_target.parent_path() / name;
    refuse_existing(to, m_overwrite);
    FileDigest digest = digest_of_file(from);
    const int descriptor = ::open(from.c_str(), O_RDONLY | O_CLOEXEC);
    const bool flushed = descriptor >= 0 && ::fsync(descriptor) == 0;
    const int error = errno;
    if (descriptor >= 0) {
        // A result is as readable as any file the user makes, whatever the library thought.
        const mode_t mask = ::umask(0);
        ::umask(mask);
        ::fchmod(descriptor, 0666 & ~mask);
        ::close(descriptor);
    }
    if (!flushed) {
        fail(to, error);
    }
    if (::rename(from.c_str(), to.c_str()) != 0) {
        fail(to, errno);
    }
    return digest;
}

}  // namespace levelin::geodata::detail
