#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <levelin/core/error.hpp>
#include <levelin/geodata/catalogue_fetch.hpp>
#include <levelin/geodata/download_file.hpp>
#include <levelin/geodata/feature_service.hpp>
#include <nlohmann/json.hpp>
#include <system_error>

#include "download_state.hpp"

namespace levelin::geodata {

namespace {

using Json = nlohmann::ordered_json;

std::filesystem::path sidecar_path(std::filesystem::path file) {
    file += ".json";
    return file;
}

/// What the sidecar says, or nothing where there is none that can be understood.
std::optional<FetchedSource> read_sidecar(const SourceCard& card,
                                          const std::filesystem::path& file) {
    std::ifstream stream{sidecar_path(file), std::ios::binary};
    const Json json = Json::parse(stream, nullptr, false);
    if (!json.is_object()) {
        return std::nullopt;
    }
    FetchedSource source;
    try {
        if (json.at("address") != card.address) {
            return std::nullopt;
        }
        source.path = file;
        source.digest.sha256 = json.at("sha256").get<std::string>();
        source.digest.bytes = json.at("bytes").get<std::uint64_t>();
        source.time = json.at("time").get<std::string>();
        if (!json.at("count").is_null()) {
            source.count = json.at("count").get<std::uint64_t>();
        }
    } catch (const Json::exception&) {
        return std::nullopt;
    }
    source.from_cache = true;
    return source;
}

void write_sidecar(const SourceCard& card, const FetchedSource& source) {
    const Json json{{"name", card.name},
                    {"title", card.title},
                    {"publisher", card.publisher},
                    {"licence", card.licence},
                    {"address", card.address},
                    {"time", source.time},
                    {"sha256", source.digest.sha256},
                    {"bytes", source.digest.bytes},
                    {"count", source.count ? Json(*source.count) : Json()}};
    OutputFile file{sidecar_path(source.path), true};
    file.write(json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n");
    static_cast<void>(file.commit());
}

void make_folder(const std::filesystem::path& folder) {
    std::error_code error;
    std::filesystem::create_directories(folder, error);
    if (error || !std::filesystem::is_directory(folder, error)) {
        throw OutputError("E-OUTPUT-02", "cannot be made: " + error.message(),
                          "a folder that can be written to", "give another --out",
                          {folder.string(), 0, 0});
    }
}

/// Moves the file to its place; what the folder then says is on the disk, too.
void put_in_place(const std::filesystem::path& from, const std::filesystem::path& to) {
    if (::rename(from.c_str(), to.c_str()) != 0) {
        const std::error_code error{errno, std::generic_category()};
        throw OutputError("E-OUTPUT-02", "cannot be written: " + error.message(),
                          "a folder that can be written to", "give another --out",
                          {to.string(), 0, 0});
    }
    const int folder = ::open(to.parent_path().c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (folder >= 0) {
        ::fsync(folder);
        ::close(folder);
    }
}

class Fetch {
  public:
    Fetch(const SourceCard& card, Transport& transport, const FetchOptions& options)
        : m_card(card), m_transport(transport), m_options(options) {}

    FetchedSource run() {
        const std::filesystem::path file = m_options.folder / m_card.file_name;
        if (auto cached = cached_file(file)) {
            return std::move(*cached);
        }
        const std::filesystem::path parts = m_options.folder / ".partial";
        make_folder(parts);
        const std::filesystem::path part = parts / m_card.file_name;
        PartFile held{part};
        try {
            download(held);
        } catch (...) {
            if (held.size() == 0) {  // Nothing to go on from.
                discard(part);
            }
            throw;
        }
        FetchedSource source;
        source.path = file;
        source.time = m_options.time;
        tell("checking " + m_card.name);
        try {
            source.digest = digest_of_file(part);
            source.count = check_source(m_card, part, source.digest, m_options.progress).count;
        } catch (const Error&) {
            // What failed its check is of no use to anyone, least of all to a later call.
            discard(part);
            throw;
        }
        // In this order a break between the two leaves a sum that does not fit, and so a download.
        write_sidecar(m_card, source);
        put_in_place(part, file);
        std::error_code ignored;
        std::filesystem::remove(parts, ignored);  // Only where nothing else is in it.
        source.findings = std::move(m_findings);
        return source;
    }

  private:
    /// Removes the part file, and its folder where nothing else is in it.
    static void discard(const std::filesystem::path& part) noexcept {
        std::error_code ignored;
        std::filesystem::remove(part, ignored);
        std::filesystem::remove(state_path(part), ignored);
        std::filesystem::remove(part.parent_path(), ignored);
    }

    void tell(const std::string& stage) const {
        if (m_options.progress != nullptr) {
            m_options.progress->update(stage, -1.0);
        }
    }

    std::optional<FetchedSource> cached_file(const std::filesystem::path& file) {
        std::error_code ignored;
        if (!std::filesystem::exists(file, ignored)) {
            return std::nullopt;
        }
        auto source = read_sidecar(m_card, file);
        std::filesystem::path sidecar = sidecar_path(file);
        if (!std::filesystem::exists(sidecar, ignored) && !m_options.overwrite) {
            throw UsageError("E-OUTPUT-01", "exists already and did not come from levelin get",
                             "a new name", "give another --out, or --overwrite",
                             {file.string(), 0, 0});
        }
        if (m_options.refresh || !source) {
            return std::nullopt;
        }
        tell("checking " + m_card.name);
        const FileDigest digest = digest_of_file(file);
        const bool wanted = m_card.sha256.empty() || m_card.sha256 == digest.sha256;
        if (digest.sha256 != source->digest.sha256 || !wanted ||
            (m_card.count && source->count != m_card.count)) {
            m_findings.warn("W-GET-01",
                            "the file in the cache is not the one that was checked "
                            "when it came; it is downloaded again");
            return std::nullopt;
        }
        return source;
    }

    void download(PartFile& part) {
        const std::string stage = "downloading " + m_card.name;
        if (m_card.kind == SourceKind::feature_service) {
            FeatureServiceOptions options;
            options.retry = m_options.retry;
            options.count = m_card.count;
            options.max_bytes = m_card.max_bytes;
            options.progress = m_options.progress;
            options.stage = stage;
            m_findings.append(download_features(m_transport, m_card.address, part, options));
            return;
        }
        DownloadOptions options;
        options.retry = m_options.retry;
        options.max_bytes = m_card.max_bytes;
        options.progress = m_options.progress;
        options.stage = stage;
        m_findings.append(download_file(m_transport, m_card.address, part, options));
    }

    const SourceCard& m_card;
    Transport& m_transport;
    const FetchOptions& m_options;
    Diagnostics m_findings;
};

}  // namespace

FetchedSource fetch_source(const SourceCard& card, Transport& transport,
                           const FetchOptions& options) {
    return Fetch{card, transport, options}.run();
}

}  // namespace levelin::geodata
