#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <levelin/core/error.hpp>
#include <levelin/geodata/write_tiles.hpp>
#include <levelin/tile/archive_directory.hpp>
#include <levelin/tile/gzip.hpp>
#include <nlohmann/json.hpp>
#include <unordered_map>

#include "tile_run.hpp"

namespace levelin::geodata {

namespace {

// Bytes that are kept on the disk beside the result until they are written to it; the file has no
// name, so that nothing is left behind.
class Spool {
  public:
    explicit Spool(const std::filesystem::path& beside) : m_beside(beside) {
        std::string name = beside.string() + ".tiles-XXXXXX";
        m_descriptor = ::mkostemp(name.data(), O_CLOEXEC);
        if (m_descriptor < 0) {
            fail();
        }
        ::unlink(name.c_str());
    }
    ~Spool() { ::close(m_descriptor); }
    Spool(const Spool&) = delete;
    Spool& operator=(const Spool&) = delete;

    void write(std::string_view bytes) {
        m_size += bytes.size();
        m_waiting += bytes;
        if (m_waiting.size() >= chunk) {
            flush();
        }
    }
    [[nodiscard]] std::uint64_t size() const noexcept { return m_size; }
    void copy_to(OutputFile& file) {
        flush();
        std::string buffer(chunk, '\0');
        for (std::uint64_t done = 0; done < m_size;) {
            const ssize_t got =
                ::pread(m_descriptor, buffer.data(), buffer.size(), static_cast<off_t>(done));
            if (got <= 0) {
                if (got < 0 && errno == EINTR) {
                    continue;
                }
                fail();
            }
            file.write({buffer.data(), static_cast<std::size_t>(got)});
            done += static_cast<std::uint64_t>(got);
        }
    }

  private:
    static constexpr std::size_t chunk = std::size_t{1} << 20U;

    void flush() {
        std::string_view bytes = m_waiting;
        while (!bytes.empty()) {
            const ssize_t written = ::write(m_descriptor, bytes.data(), bytes.size());
            if (written < 0) {
                if (errno == EINTR) {
                    continue;
                }
                fail();
            }
            bytes.remove_prefix(static_cast<std::size_t>(written));
        }
        m_waiting.clear();
    }
    [[noreturn]] void fail() const {
        const bool full = errno == ENOSPC || errno == EDQUOT || errno == EFBIG;
        throw OutputError(
            full ? "E-OUTPUT-03" : "E-OUTPUT-02",
            std::string{"cannot be written: "} + std::strerror(errno),
            full ? "free space of twice the file" : "a folder that can be written to",
            full ? "free some space or write to another disk" : "write to another folder",
            {m_beside.string(), 0, 0});
    }

    std::filesystem::path m_beside;
    int m_descriptor = -1;
    std::uint64_t m_size = 0;
    std::string m_waiting;
};

// Tiles by rising id; equal ones stand once, and equal ones in a row have one entry.
class ArchiveBody {
  public:
    explicit ArchiveBody(const std::filesystem::path& beside) : m_spool(beside) {}

    void add(const MadeTile& tile) {
        ++m_addressed;
        const auto length = static_cast<std::uint32_t>(tile.gzip.size());
        const auto [at, fresh] = m_known.try_emplace(digest_of(tile.gzip).sha256, m_spool.size());
        if (fresh) {
            m_spool.write(tile.gzip);
        }
        const std::uint64_t offset = at->second;
        if (!m_entries.empty()) {
            ArchiveEntry& last = m_entries.back();
            if (last.offset == offset && last.tile_id + last.run_length == tile.id) {
                ++last.run_length;
                return;
            }
        }
        m_entries.push_back({tile.id, offset, length, 1});
    }
    [[nodiscard]] const std::vector<ArchiveEntry>& entries() const noexcept { return m_entries; }
    [[nodiscard]] std::uint64_t addressed() const noexcept { return m_addressed; }
    [[nodiscard]] std::uint64_t contents() const noexcept { return m_known.size(); }
    [[nodiscard]] Spool& data() noexcept { return m_spool; }

  private:
    Spool m_spool;
    std::vector<ArchiveEntry> m_entries;
    std::uint64_t m_addressed = 0;
    std::unordered_map<std::string, std::uint64_t> m_known;  // SHA-256 to offset.
};

std::string metadata_of(const detail::TileSetInfo& info) {
    nlohmann::ordered_json metadata;
    metadata["name"] = info.name;
    metadata["description"] = info.description;
    if (!info.attribution.empty()) {
        metadata["attribution"] = info.attribution;
    }
    metadata["type"] = "overlay";
    metadata["vector_layers"] = nlohmann::ordered_json::parse(info.vector_layers);
    return metadata.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

}  // namespace

ExportOutcome export_pmtiles(const std::filesystem::path& to, const ExportLayer& layer,
                             const ExportOptions& options) {
    OutputFile file(to, options.overwrite);
    ArchiveBody body(to);
    detail::TileRun run =
        detail::run_tiles(layer, options, [&](const MadeTile& tile) { body.add(tile); });

    const ArchiveDirectories directories = make_directories(body.entries());
    const std::string metadata = Gzip{}.compress(metadata_of(run.info));
    ArchiveHeader header;
    header.root_length = directories.root.size();
    header.metadata_length = metadata.size();
    header.leaves_length = directories.leaves.size();
    header.data_length = body.data().size();
    header.addressed_tiles = body.addressed();
    header.tile_entries = body.entries().size();
    header.tile_contents = body.contents();
    header.min_zoom = run.info.min_zoom;
    header.max_zoom = run.info.max_zoom;
    header.bounds = run.info.bounds;
    header.centre = run.info.centre;
    header.centre_zoom = run.info.centre_zoom;
    file.write(encode_header(header));
    file.write(directories.root);
    file.write(metadata);
    file.write(directories.leaves);
    body.data().copy_to(file);

    ExportOutcome outcome;
    outcome.files.push_back({to, file.commit()});
    outcome.areas = layer.table.size();
    outcome.operation = std::move(run.operation);
    outcome.findings = std::move(run.findings);
    return outcome;
}

}  // namespace levelin::geodata
