#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <levelin/core/error.hpp>
#include <levelin/geodata/download_file.hpp>

namespace levelin::geodata {

namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int error) {
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    throw OutputError(full ? "E-OUTPUT-03" : "E-OUTPUT-02",
                      std::string{"cannot be written: "} + std::strerror(error),
                      full ? "enough free space" : "a folder that can be written to",
                      full ? "free some space or give another --out" : "give another --out",
                      {path.string(), 0, 0});
}

}  // namespace

PartFile::PartFile(std::filesystem::path path) : m_path(std::move(path)) {
    while (true) {
        m_descriptor = ::open(m_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0666);
        if (m_descriptor < 0) {
            fail(m_path, errno);
        }
        if (::flock(m_descriptor, LOCK_EX | LOCK_NB) != 0) {
            ::close(m_descriptor);
            throw InputError("E-GET-21", "another levelin is downloading this file",
                             "one at a time", "wait until it is done", {m_path.string(), 0, 0});
        }
        struct stat held {};
        struct stat there {};
        if (::fstat(m_descriptor, &held) != 0) {
            const int error = errno;
            ::close(m_descriptor);
            fail(m_path, error);
        }
        if (::stat(m_path.c_str(), &there) == 0 && there.st_ino == held.st_ino &&
            there.st_dev == held.st_dev) {
            m_size = static_cast<std::uint64_t>(held.st_size);
            return;
        }
        // Whoever held it has moved it to its place since it was opened here: another one then.
        ::close(m_descriptor);
    }
}

PartFile::~PartFile() {
    ::close(m_descriptor);  // Gives the lock back.
}

void PartFile::append(std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t written =
            ::pwrite(m_descriptor, bytes.data(), bytes.size(), static_cast<off_t>(m_size));
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            fail(m_path, errno);
        }
        m_size += static_cast<std::uint64_t>(written);
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

void PartFile::cut(std::uint64_t size) {
    if (::ftruncate(m_descriptor, static_cast<off_t>(size)) != 0) {
        fail(m_path, errno);
    }
    m_size = size;
}

void PartFile::flush() {
    if (::fsync(m_descriptor) != 0) {
        fail(m_path, errno);
    }
}

}  // namespace levelin::geodata
