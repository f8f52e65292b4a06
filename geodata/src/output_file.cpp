#include <fcntl.h>
#include <openssl/evp.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <levelin/core/error.hpp>
#include <levelin/geodata/output_file.hpp>

namespace levelin::geodata {

// Not hidden: a member of OutputFile::State.
class Sha256 {
  public:
    Sha256() : m_context(EVP_MD_CTX_new(), &EVP_MD_CTX_free) {
        EVP_DigestInit_ex(m_context.get(), EVP_sha256(), nullptr);
    }
    void update(std::string_view bytes) {
        EVP_DigestUpdate(m_context.get(), bytes.data(), bytes.size());
    }
    [[nodiscard]] std::string finish() {
        std::array<unsigned char, EVP_MAX_MD_SIZE> raw{};
        unsigned length = 0;
        EVP_DigestFinal_ex(m_context.get(), raw.data(), &length);
        constexpr std::string_view digits = "0123456789abcdef";
        std::string text;
        for (unsigned i = 0; i < length; ++i) {
            text += digits[raw[i] >> 4U];
            text += digits[raw[i] & 15U];
        }
        return text;
    }

  private:
    std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> m_context;
};

namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int error) {
    const std::string reason = std::strerror(error);
    const bool full = error == ENOSPC || error == EDQUOT || error == EFBIG;
    throw OutputError(full ? "E-OUTPUT-03" : "E-OUTPUT-02", "cannot be written: " + reason,
                      full ? "enough free space" : "a folder that can be written to",
                      full ? "free some space or give another place" : "give another place",
                      {path.string(), 0, 0});
}

}  // namespace

struct OutputFile::State {
    std::filesystem::path path;
    std::filesystem::path temporary;
    int descriptor = -1;
    Sha256 sha;
    std::uint64_t bytes = 0;
    bool flushed = false;
    FileDigest digest;

    ~State() {
        if (descriptor >= 0) {
            ::close(descriptor);
            ::unlink(temporary.c_str());
        }
    }
};

OutputFile::OutputFile(std::filesystem::path path, bool overwrite)
    : m_state(std::make_unique<State>()) {
    std::error_code ignored;
    if (!overwrite && std::filesystem::exists(path, ignored)) {
        throw UsageError("E-OUTPUT-01", "exists already", "a new name",
                         "give another name, or --overwrite", {path.string(), 0, 0});
    }
    m_state->path = std::move(path);
    m_state->temporary = m_state->path;
    m_state->temporary += ".part-XXXXXX";
    std::string name = m_state->temporary.string();
    m_state->descriptor = ::mkostemp(name.data(), O_CLOEXEC);
    if (m_state->descriptor < 0) {
        fail(m_state->path, errno);
    }
    m_state->temporary = name;
    // mkostemp makes private files; a result is as readable as any file the user makes.
    const mode_t mask = ::umask(0);
    ::umask(mask);
    ::fchmod(m_state->descriptor, 0666 & ~mask);
}

OutputFile::~OutputFile() = default;
OutputFile::OutputFile(OutputFile&&) noexcept = default;
OutputFile& OutputFile::operator=(OutputFile&&) noexcept = default;

void OutputFile::write(std::string_view bytes) {
    m_state->sha.update(bytes);
    m_state->bytes += bytes.size();
    while (!bytes.empty()) {
        const ssize_t written = ::write(m_state->descriptor, bytes.data(), bytes.size());
        if (written < 0) {
            if (errno == EINTR) {
                continue;
            }
            fail(m_state->path, errno);
        }
        bytes.remove_prefix(static_cast<std::size_t>(written));
    }
}

FileDigest OutputFile::flush() {
    if (!m_state->flushed) {
        if (::fsync(m_state->descriptor) != 0) {
            fail(m_state->path, errno);
        }
        m_state->digest = {m_state->sha.finish(), m_state->bytes};
        m_state->flushed = true;
    }
    return m_state->digest;
}

FileDigest OutputFile::commit() {
    (void)flush();
    if (::rename(m_state->temporary.c_str(), m_state->path.c_str()) != 0) {
        fail(m_state->path, errno);
    }
    const int descriptor = m_state->descriptor;
    m_state->descriptor = -1;
    if (::close(descriptor) != 0) {
        fail(m_state->path, errno);
    }
    return m_state->digest;
}

FileDigest digest_of_file(const std::filesystem::path& path) {
    const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
    if (descriptor < 0) {
        throw InputError("E-INPUT-01", std::string{"cannot be read: "} + std::strerror(errno),
                         "a readable file", "check the name and the permissions",
                         {path.string(), 0, 0});
    }
    Sha256 sha;
    FileDigest digest;
    std::string buffer(1U << 20U, '\0');
    ssize_t got = 0;
    while ((got = ::read(descriptor, buffer.data(), buffer.size())) > 0) {
        sha.update({buffer.data(), static_cast<std::size_t>(got)});
        digest.bytes += static_cast<std::uint64_t>(got);
    }
    const int error = errno;
    ::close(descriptor);
    if (got < 0) {
        throw InputError("E-INPUT-01", std::string{"cannot be read: "} + std::strerror(error),
                         "a readable file", "check the name and the permissions",
                         {path.string(), 0, 0});
    }
    digest.sha256 = sha.finish();
    return digest;
}

FileDigest digest_of(std::string_view bytes) {
    Sha256 sha;
    sha.update(bytes);
    return {sha.finish(), bytes.size()};
}

}  // namespace levelin::geodata
