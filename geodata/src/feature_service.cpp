#include <algorithm>
#include <fstream>
#include <levelin/core/error.hpp>
#include <levelin/geodata/download_file.hpp>
#include <levelin/geodata/feature_service.hpp>
#include <unordered_set>

#include "download_state.hpp"

namespace levelin::geodata {

namespace {

constexpr std::string_view collection_begin = "{\"type\":\"FeatureCollection\",\"features\":[\n";
constexpr std::string_view collection_end = "\n]}\n";
constexpr std::string_view separator = ",\n";

/// A page's text, held whole: a page is what the service bounds, and max_bytes bounds that.
class TextSink : public BodySink {
  public:
    void begin(const HttpHead& /*head*/) override { m_text.clear(); }
    void take(std::string_view bytes) override { m_text += bytes; }
    [[nodiscard]] const std::string& text() const noexcept { return m_text; }

  private:
    std::string m_text;
};

/// Where the whole object ids and features of an earlier call stand.
struct Resumed {
    std::unordered_set<std::int64_t> ids;
    bool usable = false;
};

/// Reads the object ids back: each feature is a line that begins with its type and id.
Resumed read_part(const std::filesystem::path& part, const PartState& state) {
    constexpr std::string_view head = "{\"type\":\"Feature\",\"id\":";
    Resumed resumed;
    std::ifstream stream{part, std::ios::binary};
    std::string line;
    std::uint64_t bytes = 0;
    if (!std::getline(stream, line) || line + "\n" != collection_begin) {
        return resumed;
    }
    bytes = line.size() + 1;
    while (bytes < state.bytes && std::getline(stream, line)) {
        if (!line.starts_with(head)) {
            return resumed;
        }
        resumed.ids.insert(std::strtoll(line.c_str() + head.size(), nullptr, 10));
        bytes += line.size() + (stream.eof() ? 0 : 1);
    }
    // The last line has no separator yet, so the sum may stand one byte beyond.
    resumed.usable = bytes >= state.bytes && resumed.ids.size() == state.features;
    return resumed;
}

class LayerDownload {
  public:
    LayerDownload(Transport& transport, std::string address, const FeatureServiceOptions& options)
        : m_transport(transport), m_address(std::move(address)), m_options(options) {
        while (m_address.ends_with('/')) {
            m_address.pop_back();
        }
    }

    Diagnostics run(PartFile& part) {
        m_layer = parse_service_layer(text_at(m_address + "?f=json"), m_address);
        m_count = parse_service_count(
            text_at(m_address + "/query?where=1%3D1&returnCountOnly=true&f=json"), m_address);
        if (m_options.count && *m_options.count != m_count) {
            throw InputError("E-GET-11",
                             "the service counts " + std::to_string(m_count) + " features",
                             std::to_string(*m_options.count),
                             "the data set was changed or the card is of another one; look on the "
                             "publisher's page",
                             {m_address, 0, 0});
        }
        m_page_size =
            std::max<std::uint64_t>(1, std::min(m_layer.max_record_count, m_options.page_size));
        m_largest_page = m_page_size;
        m_smallest_page = m_page_size;
        resume_or_start(part);
        while (m_ids.size() < m_count || m_more) {
            take_page(part);
        }
        part.append(collection_end);
        part.flush();
        remove_state(part.path());
        if (m_smallest_page < m_largest_page) {
            m_findings.note("N-GET-03", "the service could not make pages of " +
                                            std::to_string(m_largest_page) +
                                            " features; the smallest asked for had " +
                                            std::to_string(m_smallest_page));
        }
        return std::move(m_findings);
    }

  private:
    [[noreturn]] void fail_count(const std::string& problem) const {
        throw InputError("E-GET-18", problem, std::to_string(m_count) + " features, as it counted",
                         "call levelin get again; the data may have been changed meanwhile",
                         {m_address, 0, 0});
    }

    HttpResult ask(const std::string& address, TextSink& sink) {
        HttpRequest request;
        request.address = address;
        request.max_bytes = std::min(m_options.max_bytes, m_options.page_bytes);
        request.compressed = true;
        return m_transport.get(request, sink);
    }

    /// A small answer, asked for again while that may help.
    std::string text_at(const std::string& address) {
        for (int attempt = 1;; ++attempt) {
            TextSink sink;
            const HttpResult result = ask(address, sink);
            if (result.fault == TransferFault::none && result.head.status == 200) {
                return sink.text();
            }
            if (!worth_another_try(result) || attempt >= m_options.retry.attempts) {
                require_success(result, address);
                fail_status(result);
            }
            m_options.retry.wait(attempt + 1, result.head);
        }
    }

    [[noreturn]] void fail_status(const HttpResult& result) const {
        throw InputError("E-GET-04",
                         "the server answers with status " + std::to_string(result.head.status),
                         "status 200", "check the address of the card", {m_address, 0, 0});
    }

    void resume_or_start(PartFile& part) {
        const PartState state = read_state(part.path());
        if (part.size() >= state.bytes && state.bytes > 0 && state.address == m_address &&
            state.validator == std::to_string(m_layer.last_edit) && m_layer.last_edit != 0 &&
            state.count == m_count && state.features > 0) {
            part.cut(state.bytes);
            Resumed resumed = read_part(part.path(), state);
            if (resumed.usable) {
                m_ids = std::move(resumed.ids);
                m_page_size = std::min(m_page_size, std::max<std::uint64_t>(1, state.page_size));
                m_findings.note("N-GET-01", "the download went on after " +
                                                std::to_string(m_ids.size()) + " features");
                return;
            }
        }
        part.cut(0);
        part.append(collection_begin);
    }

    [[nodiscard]] std::string page_address() const {
        return m_address + "/query?where=1%3D1&outFields=*&returnGeometry=true&orderByFields=" +
               m_layer.object_id_field + "&resultOffset=" + std::to_string(m_ids.size()) +
               "&resultRecordCount=" + std::to_string(m_page_size) +
               "&outSR=4326&f=" + (m_layer.has_geojson ? "geojson" : "json");
    }

    /// Asks for one page until it comes, at half the size where the service cannot make it.
    FeaturePage fetch_page() {
        for (int attempt = 1;; ++attempt) {
            TextSink sink;
            const HttpResult result = ask(page_address(), sink);
            const bool came = result.fault == TransferFault::none && result.head.status == 200;
            std::string trouble = result.detail;
            if (came) {
                ParsedPage parsed = parse_feature_page(sink.text(), m_layer, m_address);
                if (!parsed.fault) {
                    return std::move(parsed.page);
                }
                const int code = parsed.fault->code;
                if (code != 0 && code != 429 && code < 500) {
                    throw InputError("E-GET-16",
                                     "the service answers with error " + std::to_string(code) +
                                         ": " + parsed.fault->message,
                                     "a page of features",
                                     "check the card's address; try again later",
                                     {m_address, 0, 0});
                }
                trouble = parsed.fault->message;
                if (code == 429) {
                    give_up_or_wait(attempt, result, trouble);
                    continue;
                }
            } else if (!worth_another_try(result) && result.fault != TransferFault::too_large) {
                require_success(result, page_address());
                fail_status(result);
            } else if (!smaller_may_help(result)) {
                give_up_or_wait(attempt, result, trouble);
                continue;
            }
            if (m_page_size > 1) {
                halve_page();
                attempt = 0;  // A smaller page has its own chances.
                m_options.retry.wait(2, result.head);
                continue;
            }
            give_up_or_wait(attempt, result, trouble);
        }
    }

    /// Not where the service is away or busy: then it is waited for.
    static bool smaller_may_help(const HttpResult& result) noexcept {
        const int status = result.head.status;
        return result.fault != TransferFault::unreachable &&
               (result.fault != TransferFault::none || status == 200 ||
                (status >= 500 && status != 503));
    }

    void halve_page() {
        m_page_size /= 2;
        m_smallest_page = std::min(m_smallest_page, m_page_size);
        m_good_pages = 0;
    }

    /// One large area may be behind a failure; what comes after it need not go in small steps.
    void count_good_page() {
        if (++m_good_pages == 8) {
            m_page_size = std::min(2 * m_page_size, m_largest_page);
            m_good_pages = 0;
        }
    }

    void give_up_or_wait(int attempt, const HttpResult& result, const std::string& trouble) const {
        if (attempt >= m_options.retry.attempts) {
            throw InputError(
                "E-GET-17",
                "the service cannot make the page after " + std::to_string(m_ids.size()) +
                    " features (page size " + std::to_string(m_page_size) + ")" +
                    (trouble.empty() ? "" : ": " + trouble),
                "a page of features", "call levelin get again later, which goes on from here",
                {m_address, 0, 0});
        }
        m_options.retry.wait(attempt + 1, result.head);
    }

    void take_page(PartFile& part) {
        const FeaturePage page = fetch_page();
        if (page.features.empty()) {
            take_empty_page(page);
            return;
        }
        m_empty_pages = 0;
        if (m_ids.size() + page.features.size() > m_count) {
            fail_count("the service sends more features than it has");
        }
        std::string text;
        for (std::size_t f = 0; f < page.features.size(); ++f) {
            if (!m_ids.insert(page.object_ids[f]).second) {
                remove_state(part.path());
                throw InputError("E-GET-19",
                                 "the service sends the feature with " + m_layer.object_id_field +
                                     " " + std::to_string(page.object_ids[f]) + " twice",
                                 "each feature once",
                                 "call levelin get again; the data may have been changed meanwhile",
                                 {m_address, 0, 0});
            }
            text += m_ids.size() == 1 ? std::string_view{} : separator;
            text += page.features[f];
        }
        if (part.size() + text.size() > m_options.max_bytes) {
            throw InputError("E-GET-08", "the layer is larger than the card allows",
                             std::to_string(m_options.max_bytes) + " bytes at most",
                             "check the address of the card", {m_address, 0, 0});
        }
        part.append(text);
        m_more = page.more;
        count_good_page();
        keep_state(part);
        if (m_options.progress != nullptr) {
            m_options.progress->update(
                m_options.stage + ", " + std::to_string(m_ids.size()) + " of " +
                    std::to_string(m_count) + " features",
                static_cast<double>(m_ids.size()) / static_cast<double>(m_count));
        }
    }

    /// Pages without a row come in the middle, too; at the end they say that nothing is left.
    void take_empty_page(const FeaturePage& page) {
        if (m_ids.size() == m_count) {
            m_more = false;
            return;
        }
        ++m_empty_pages;
        if (m_empty_pages >= m_options.retry.attempts) {
            fail_count("the service stops after " + std::to_string(m_ids.size()) + " features");
        }
        if (page.more && m_page_size > 1) {
            halve_page();
        }
        m_options.retry.wait(m_empty_pages + 1, {});
    }

    void keep_state(PartFile& part) const {
        part.flush();
        PartState state;
        state.address = m_address;
        state.validator = std::to_string(m_layer.last_edit);
        state.bytes = part.size();
        state.features = m_ids.size();
        state.count = m_count;
        state.page_size = m_page_size;
        write_state(part.path(), state);
    }

    Transport& m_transport;
    std::string m_address;
    const FeatureServiceOptions& m_options;
    ServiceLayer m_layer;
    std::uint64_t m_count = 0;
    std::uint64_t m_page_size = 1;
    std::uint64_t m_largest_page = 1;
    std::uint64_t m_smallest_page = 1;
    int m_good_pages = 0;
    std::unordered_set<std::int64_t> m_ids;
    bool m_more = false;
    int m_empty_pages = 0;
    Diagnostics m_findings;
};

}  // namespace

Diagnostics download_features(Transport& transport, const std::string& address, PartFile& part,
                              const FeatureServiceOptions& options) {
    return LayerDownload{transport, address, options}.run(part);
}

}  // namespace levelin::geodata
