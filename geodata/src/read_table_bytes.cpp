#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <levelin/core/error.hpp>
#include <memory>

#include "read_table_parts.hpp"

namespace levelin::geodata::read_detail {

namespace {

constexpr std::size_t chunk_bytes = 1U << 20U;

[[noreturn]] void fail_to_read(const std::filesystem::path& path, int error) {
    throw InputError("E-INPUT-01", std::string{"cannot be read: "} + std::strerror(error),
                     "a readable file", "check the name and the permissions",
                     {path.string(), 0, 0});
}

class File {
  public:
    explicit File(const std::filesystem::path& path)
        : m_path(path), m_descriptor(::open(path.c_str(), O_RDONLY | O_CLOEXEC)) {
        if (m_descriptor < 0) {
            fail_to_read(path, errno);
        }
        struct stat about {};
        if (::fstat(m_descriptor, &about) != 0) {
            const int error = errno;
            ::close(m_descriptor);
            fail_to_read(path, error);
        }
        if (S_ISDIR(about.st_mode)) {
            ::close(m_descriptor);
            throw InputError("E-INPUT-10", "is a directory", "a table file",
                             "name the file inside it", {path.string(), 0, 0});
        }
        m_size = about.st_size > 0 ? static_cast<std::uint64_t>(about.st_size) : 0;
    }
    ~File() { ::close(m_descriptor); }
    File(const File&) = delete;
    File& operator=(const File&) = delete;

    [[nodiscard]] std::uint64_t size() const noexcept { return m_size; }

    [[nodiscard]] std::size_t read(char* to, std::size_t most) {
        while (true) {
            const ssize_t got = ::read(m_descriptor, to, most);
            if (got >= 0) {
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR) {
                fail_to_read(m_path, errno);
            }
        }
    }

  private:
    std::filesystem::path m_path;
    int m_descriptor;
    std::uint64_t m_size = 0;
};

// Collects text and stops where it cannot be a table any more, before memory runs out.
class Collector {
  public:
    Collector(const std::filesystem::path& path, const ReadTableOptions& options)
        : m_path(path), m_options(options) {}

    void reserve(std::uint64_t bytes) {
        m_text.reserve(static_cast<std::size_t>(std::min(bytes, m_options.max_bytes)));
    }

    void add(std::string_view bytes) {
        if (m_text.size() + bytes.size() > m_options.max_bytes) {
            throw InputError(
                "E-INPUT-19",
                "holds more than " + std::to_string(m_options.max_bytes >> 20U) + " MB",
                "a table of areas", "cut the table to the rows and columns that are needed",
                {m_path.string(), 0, 0});
        }
        m_text += bytes;
        const std::size_t last_end = bytes.find_last_of("\r\n");
        if (last_end == std::string_view::npos) {
            m_open_line += bytes.size();
        } else {
            m_open_line = bytes.size() - last_end - 1;
        }
        if (m_open_line > m_options.max_line_bytes) {
            const auto before = std::string_view{m_text}.substr(0, m_text.size() - m_open_line);
            const auto lines = std::count(before.begin(), before.end(), '\n');
            throw InputError(
                "E-INPUT-17",
                "a line of more than " + std::to_string(m_options.max_line_bytes >> 20U) + " MB",
                "lines of a table", "check that the file is a table and its download complete",
                {m_path.string(), static_cast<std::uint64_t>(lines) + 1, 0});
        }
    }

    [[nodiscard]] std::string take() { return std::move(m_text); }

  private:
    const std::filesystem::path& m_path;
    const ReadTableOptions& m_options;
    std::string m_text;
    std::uint64_t m_open_line = 0;
};

class Inflater {
  public:
    Inflater() {
        // 16: a gzip wrapper; 15: the largest window.
        m_ready = inflateInit2(&m_stream, 16 + 15) == Z_OK;
    }
    ~Inflater() {
        if (m_ready) {
            inflateEnd(&m_stream);
        }
    }
    Inflater(const Inflater&) = delete;
    Inflater& operator=(const Inflater&) = delete;

    [[nodiscard]] bool finished() const noexcept { return m_finished; }

    // Unpacks one chunk. False: the data are damaged.
    template <typename Sink>
    [[nodiscard]] bool unpack(std::string_view packed, std::string& buffer, Sink&& sink) {
        if (!m_ready) {
            return false;
        }
        m_stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(packed.data()));
        m_stream.avail_in = static_cast<uInt>(packed.size());
        while (m_stream.avail_in > 0) {
            if (m_finished) {  // A file of several members put together is one text.
                if (*m_stream.next_in == 0) {
                    ++m_stream.next_in;  // Padding of tapes and blocks.
                    --m_stream.avail_in;
                    continue;
                }
                if (inflateReset(&m_stream) != Z_OK) {
                    return false;
                }
                m_finished = false;
            }
            int state = Z_OK;
            do {
                m_stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
                m_stream.avail_out = static_cast<uInt>(buffer.size());
                state = inflate(&m_stream, Z_NO_FLUSH);
                if (state != Z_OK && state != Z_STREAM_END && state != Z_BUF_ERROR) {
                    return false;
                }
                sink(std::string_view{buffer.data(), buffer.size() - m_stream.avail_out});
            } while (state == Z_OK && m_stream.avail_out == 0);
            m_finished = state == Z_STREAM_END;
            if (state == Z_BUF_ERROR && m_stream.avail_in > 0 && m_stream.avail_out > 0) {
                return false;
            }
        }
        return true;
    }

  private:
    z_stream m_stream{};
    bool m_ready = false;
    bool m_finished = false;
};

}  // namespace

FileKind kind_of(std::string_view first_bytes) noexcept {
    if (first_bytes.starts_with("\x1F\x8B")) {
        return FileKind::gzip;
    }
    if (first_bytes.starts_with(std::string_view{"PK\x03\x04", 4}) ||
        first_bytes.starts_with(std::string_view{"PK\x05\x06", 4})) {
        return FileKind::zip;
    }
    if (first_bytes.starts_with("\xD0\xCF\x11\xE0")) {
        return FileKind::ole;
    }
    return FileKind::text;
}

std::string first_bytes_of(const std::filesystem::path& path) {
    File file{path};
    std::string bytes(512, '\0');
    std::size_t have = 0;
    for (std::size_t got = 1; got != 0 && have < bytes.size(); have += got) {
        got = file.read(bytes.data() + have, bytes.size() - have);
    }
    bytes.resize(have);
    return bytes;
}

std::string read_text_bytes(const std::filesystem::path& path, const ReadTableOptions& options) {
    File file{path};
    Collector text{path, options};
    std::string chunk(chunk_bytes, '\0');
    std::string unpacked;
    std::unique_ptr<Inflater> inflater;
    bool first = true;
    while (const std::size_t got = file.read(chunk.data(), chunk.size())) {
        const std::string_view bytes{chunk.data(), got};
        if (first) {
            first = false;
            if (kind_of(bytes) == FileKind::gzip) {
                inflater = std::make_unique<Inflater>();
                unpacked.resize(chunk_bytes);
                text.reserve(file.size() * 4);
            } else {
                text.reserve(file.size());
            }
        }
        if (!inflater) {
            text.add(bytes);
        } else if (!inflater->unpack(bytes, unpacked,
                                     [&](std::string_view part) { text.add(part); })) {
            throw InputError("E-INPUT-20", "is damaged: it cannot be unpacked as gzip",
                             "a whole gzip file", "download the file again", {path.string(), 0, 0});
        }
    }
    if (inflater && !inflater->finished()) {
        throw InputError("E-INPUT-20", "is cut off: the gzip data do not end", "a whole gzip file",
                         "download the file again", {path.string(), 0, 0});
    }
    return text.take();
}

}  // namespace levelin::geodata::read_detail
