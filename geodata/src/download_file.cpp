#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/geodata/download_file.hpp>

#include "download_state.hpp"

namespace levelin::geodata {

namespace {

/// However slowly a download moves on between its breaks, this many are the end of it.
constexpr int most_transfers = 100;

/// What makes sure that the rest belongs to the same file. A weak ETag does not (RFC 9110, 13.1.5).
std::string validator_of(const HttpHead& head) {
    if (!head.etag.empty() && !head.etag.starts_with("W/")) {
        return head.etag;
    }
    return head.last_modified;
}

/// Writes a body to the part file, behind what is there or, where the server sends all, anew.
class PartSink : public BodySink {
  public:
    PartSink(PartFile& part, std::string address, const DownloadOptions& options)
        : m_part(part), m_address(std::move(address)), m_options(options) {}

    void begin(const HttpHead& head) override {
        m_appends = head.status == 206 && m_part.size() > 0 && head.range_begin == m_part.size();
        m_wrong_range = head.status == 206 && !m_appends;
        if (m_wrong_range) {
            return;
        }
        if (!m_appends) {
            m_part.cut(0);
            const std::string validator = validator_of(head);
            if (validator.empty()) {
                remove_state(m_part.path());
            } else {
                PartState state;
                state.address = m_address;
                state.validator = validator;
                write_state(m_part.path(), state);
            }
        }
        m_total = m_appends ? head.range_total : head.length;
        if (m_total && *m_total > m_options.max_bytes) {
            throw InputError("E-GET-08",
                             "the server announces " + std::to_string(*m_total) + " bytes",
                             std::to_string(m_options.max_bytes) + " bytes at most",
                             "check the address of the card", {m_address, 0, 0});
        }
    }

    void take(std::string_view bytes) override {
        if (m_wrong_range) {
            return;
        }
        m_part.append(bytes);
        if (m_options.progress != nullptr) {
            const double share = m_total && *m_total > 0 ? static_cast<double>(m_part.size()) /
                                                               static_cast<double>(*m_total)
                                                         : -1.0;
            m_options.progress->update(m_options.stage, share);
        }
    }

    [[nodiscard]] bool appends() const noexcept { return m_appends; }
    [[nodiscard]] bool wrong_range() const noexcept { return m_wrong_range; }
    [[nodiscard]] std::optional<std::uint64_t> total() const noexcept { return m_total; }

  private:
    PartFile& m_part;
    std::string m_address;
    const DownloadOptions& m_options;
    std::optional<std::uint64_t> m_total;
    bool m_appends = false;
    bool m_wrong_range = false;
};

}  // namespace

Diagnostics download_file(Transport& transport, const std::string& address, PartFile& part,
                          const DownloadOptions& options) {
    Diagnostics findings;
    const std::filesystem::path& part_path = part.path();
    const std::uint64_t found = part.size();
    if (const PartState old = read_state(part_path);
        old.address != address || old.validator.empty()) {
        part.cut(0);
        remove_state(part_path);
    }
    int attempt = 1;
    int transfers = 0;
    std::uint64_t furthest = part.size();
    bool told = false;
    while (true) {
        const std::uint64_t before = part.size();
        HttpRequest request{address, before, read_state(part_path).validator,
                            options.max_bytes - std::min(before, options.max_bytes), false};
        if (before > 0 && request.if_range.empty()) {
            part.cut(0);
            request.from_byte = 0;
        }
        if (request.max_bytes == 0) {
            request.max_bytes = 1;
        }
        PartSink sink{part, address, options};
        HttpResult result = transport.get(request, sink);
        const int status = result.head.status;
        if (!told && found > 0 && attempt == 1 && result.fault == TransferFault::none) {
            told = true;
            if (sink.appends()) {
                findings.note("N-GET-01",
                              "the download went on after " + std::to_string(found) + " bytes");
            } else {
                findings.note("N-GET-02", "the server sent the file anew; the " +
                                              std::to_string(found) +
                                              " bytes that had come were not used");
            }
        }
        if (request.from_byte > 0 && status == 416 && result.head.range_total == before) {
            break;  // All of it had come before.
        }
        if (request.from_byte > 0 && (status == 416 || sink.wrong_range())) {
            // The part is not of this file: once more, from its start.
            part.cut(0);
            remove_state(part_path);
            continue;
        }
        if (sink.wrong_range()) {
            throw InputError("E-GET-04", "the server sends a part though the whole was asked for",
                             "status 200", "check the address of the card", {address, 0, 0});
        }
        if (result.fault == TransferFault::none && (status == 200 || status == 206)) {
            if (!sink.total() || part.size() == *sink.total()) {
                break;
            }
            result.fault = TransferFault::cut_short;
            result.detail = std::to_string(part.size()) + " of " + std::to_string(*sink.total()) +
                            " bytes have come";
        }
        if (part.size() > furthest) {
            furthest = part.size();
            attempt = 1;  // It moves: the patience is for standing still.
        }
        ++transfers;
        if (!worth_another_try(result) || attempt >= options.retry.attempts ||
            transfers >= most_transfers) {
            part.flush();
            require_success(result, address);
        }
        ++attempt;
        options.retry.wait(attempt, result.head);
    }
    part.flush();
    remove_state(part_path);
    return findings;
}

}  // namespace levelin::geodata
