#include <curl/curl.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <exception>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/geodata/download.hpp>
#include <levelin/geodata/versions.hpp>
#include <mutex>
#include <stdexcept>

namespace levelin::geodata {

namespace {

using Clock = std::chrono::steady_clock;

constexpr std::size_t longest_detail = 300;

std::string_view trimmed(std::string_view text) {
    const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && blank(text.front())) {
        text.remove_prefix(1);
    }
    while (!text.empty() && blank(text.back())) {
        text.remove_suffix(1);
    }
    return text;
}

std::optional<std::uint64_t> parse_number(std::string_view text) {
    std::uint64_t value = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (error != std::errc{} || end != text.data() + text.size() || text.empty()) {
        return std::nullopt;
    }
    return value;
}

/// "bytes 100-199/200", "bytes 100-199/*", "bytes */200".
void read_content_range(std::string_view text, HttpHead& head) {
    if (!text.starts_with("bytes ")) {
        return;
    }
    text.remove_prefix(6);
    const auto slash = text.find('/');
    const auto dash = text.find('-');
    if (slash == std::string_view::npos) {
        return;
    }
    head.range_total = parse_number(text.substr(slash + 1));
    if (dash < slash) {
        head.range_begin = parse_number(text.substr(0, dash));
    }
}

void read_header(std::string_view line, HttpHead& head) {
    const auto colon = line.find(':');
    if (colon == std::string_view::npos) {
        return;
    }
    const std::string name = ascii_lower(line.substr(0, colon));
    const std::string_view value = trimmed(line.substr(colon + 1));
    if (name == "etag") {
        head.etag = value;
    } else if (name == "last-modified") {
        head.last_modified = value;
    } else if (name == "content-length") {
        head.length = parse_number(value);
    } else if (name == "content-range") {
        read_content_range(value, head);
    } else if (name == "retry-after") {
        // The other form, a date, is passed over: the back-off then stands.
        if (const auto seconds = parse_number(value); seconds && *seconds <= 86400) {
            head.retry_after = std::chrono::seconds{*seconds};
        }
    }
}

/// What one transfer gathers; its address is handed to libcurl.
struct Transfer {
    const HttpRequest* request = nullptr;
    BodySink* sink = nullptr;
    HttpHead head;
    bool begun = false;
    bool too_large = false;
    std::uint64_t body_bytes = 0;
    std::string error_body;
    Clock::time_point heard = Clock::now();
    std::exception_ptr thrown;

    [[nodiscard]] bool wanted() const { return head.status == 200 || head.status == 206; }
    void begin() {
        if (!begun) {
            begun = true;
            sink->begin(head);
        }
    }
    std::size_t take_header(std::string_view line) {
        heard = Clock::now();
        if (line.starts_with("HTTP/")) {  // Each redirect has a head of its own.
            head = {};
            const auto blank = line.find(' ');
            if (blank != std::string_view::npos) {
                head.status = static_cast<int>(parse_number(line.substr(blank + 1, 3)).value_or(0));
            }
        } else {
            read_header(line, head);
        }
        return line.size();
    }
    std::size_t take_body(std::string_view bytes) {
        heard = Clock::now();
        if (!wanted()) {
            const std::size_t room = longest_detail - std::min(longest_detail, error_body.size());
            error_body += bytes.substr(0, room);
            return bytes.size();
        }
        body_bytes += bytes.size();
        if (request->max_bytes != 0 && body_bytes > request->max_bytes) {
            too_large = true;
            return 0;
        }
        try {
            begin();
            sink->take(bytes);
        } catch (...) {  // Not through libcurl's frames: kept and thrown behind them.
            thrown = std::current_exception();
            return 0;
        }
        return bytes.size();
    }
};

extern "C" std::size_t levelin_curl_header(char* data, std::size_t size, std::size_t count,
                                           void* transfer) {
    return static_cast<Transfer*>(transfer)->take_header({data, size * count});
}

extern "C" std::size_t levelin_curl_body(char* data, std::size_t size, std::size_t count,
                                         void* transfer) {
    return static_cast<Transfer*>(transfer)->take_body({data, size * count});
}

struct EasyEnd {
    void operator()(CURL* easy) const { curl_easy_cleanup(easy); }
};
struct MultiEnd {
    void operator()(CURLM* multi) const { curl_multi_cleanup(multi); }
};
struct ListEnd {
    void operator()(curl_slist* list) const { curl_slist_free_all(list); }
};

void start_curl() {
    static const CURLcode started = curl_global_init(CURL_GLOBAL_DEFAULT);
    if (started != CURLE_OK) {
        throw InputError("E-GET-03", "libcurl cannot start", "a working libcurl", {});
    }
}

/// One line of an error's body, without markup's line breaks and what no terminal should get.
std::string plain(std::string_view text) {
    std::string out;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte > ' ' && byte < 127) {
            out += c;
        } else if (!out.empty() && out.back() != ' ') {
            out += ' ';
        }
    }
    return std::string{trimmed(out)};
}

class CurlTransport : public Transport {
  public:
    explicit CurlTransport(const CurlOptions& options) : m_options(options) {
        start_curl();
        m_easy.reset(curl_easy_init());
        m_multi.reset(curl_multi_init());
        if (!m_easy || !m_multi) {
            throw InputError("E-GET-03", "libcurl cannot start", "a working libcurl", {});
        }
    }

    HttpResult get(const HttpRequest& request, BodySink& sink) override {
        Transfer transfer;
        transfer.request = &request;
        transfer.sink = &sink;
        std::array<char, CURL_ERROR_SIZE> words{};
        const auto headers = set_up(request, transfer, words);
        bool stalled = false;
        const CURLcode code = run(transfer, stalled);
        curl_easy_setopt(m_easy.get(), CURLOPT_ERRORBUFFER, nullptr);
        if (transfer.thrown) {
            std::rethrow_exception(transfer.thrown);
        }
        if (code == CURLE_OK && transfer.wanted()) {
            transfer.begin();  // An empty body begins, too.
        }
        return result_of(code, stalled, transfer, words.data());
    }

  private:
    std::unique_ptr<curl_slist, ListEnd> set_up(const HttpRequest& request, Transfer& transfer,
                                                std::array<char, CURL_ERROR_SIZE>& words) {
        CURL* easy = m_easy.get();
        curl_easy_reset(easy);  // Connections stay open.
        const bool secure = request.address.starts_with("https://");
        const std::string agent = "levelin/" + versions().levelin;
        curl_easy_setopt(easy, CURLOPT_URL, request.address.c_str());
        curl_easy_setopt(easy, CURLOPT_USERAGENT, agent.c_str());
        curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
        curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 1L);
        curl_easy_setopt(easy, CURLOPT_MAXREDIRS, static_cast<long>(m_options.max_redirects));
        curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
        curl_easy_setopt(easy, CURLOPT_REDIR_PROTOCOLS_STR, secure ? "https" : "http,https");
        curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS,
                         static_cast<long>(m_options.connect_timeout.count()));
        curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, words.data());
        curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &levelin_curl_header);
        curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
        curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &levelin_curl_body);
        curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
        std::unique_ptr<curl_slist, ListEnd> headers;
        if (request.compressed) {
            curl_easy_setopt(easy, CURLOPT_ACCEPT_ENCODING, "");
        }
        if (request.from_byte > 0) {
            const std::string range = std::to_string(request.from_byte) + "-";
            curl_easy_setopt(easy, CURLOPT_RANGE, range.c_str());
            const std::string line = "If-Range: " + request.if_range;
            headers.reset(curl_slist_append(nullptr, line.c_str()));
            curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
        }
        return headers;
    }

    CURLcode run(Transfer& transfer, bool& stalled) {
        CURLM* multi = m_multi.get();
        curl_multi_add_handle(multi, m_easy.get());
        // Whatever is thrown below, the handle leaves the multi handle again.
        struct Removal {
            CURLM* multi;
            CURL* easy;
            ~Removal() { curl_multi_remove_handle(multi, easy); }
        } const removal{multi, m_easy.get()};
        transfer.heard = Clock::now();
        int running = 1;
        while (true) {
            if (curl_multi_perform(multi, &running) != CURLM_OK) {
                return CURLE_FAILED_INIT;
            }
            if (running == 0) {
                break;
            }
            if (m_options.keep_going) {
                m_options.keep_going();
            }
            const auto silent = Clock::now() - transfer.heard;
            // Until the connection stands, the time-out of connecting comes first where longer.
            curl_off_t connected = 0;
            curl_easy_getinfo(m_easy.get(), CURLINFO_CONNECT_TIME_T, &connected);
            const auto limit = connected > 0
                                   ? m_options.stall_timeout
                                   : std::max(m_options.stall_timeout, m_options.connect_timeout);
            if (silent > limit) {
                stalled = true;
                return CURLE_OPERATION_TIMEDOUT;
            }
            curl_multi_poll(multi, nullptr, 0, 100, nullptr);
        }
        int left = 0;
        while (const CURLMsg* message = curl_multi_info_read(multi, &left)) {
            if (message->msg == CURLMSG_DONE) {
                return message->data.result;
            }
        }
        return CURLE_OK;
    }

    static HttpResult result_of(CURLcode code, bool stalled, const Transfer& transfer,
                                const char* words) {
        HttpResult result{transfer.head, TransferFault::none, plain(transfer.error_body)};
        if (code == CURLE_OK) {
            return result;
        }
        const std::string said = *words != '\0' ? words : curl_easy_strerror(code);
        result.detail = plain(said);
        if (transfer.too_large) {
            result.fault = TransferFault::too_large;
            result.detail = "over " + std::to_string(transfer.request->max_bytes) + " bytes";
        } else if (stalled) {
            result.fault = TransferFault::stalled;
            result.detail = std::to_string(transfer.body_bytes) + " bytes had come";
        } else if (code == CURLE_TOO_MANY_REDIRECTS) {
            result.fault = TransferFault::too_many_redirects;
        } else if (code == CURLE_UNSUPPORTED_PROTOCOL || code == CURLE_URL_MALFORMAT) {
            result.fault = TransferFault::bad_redirect;
        } else if (transfer.wanted()) {
            result.fault = TransferFault::cut_short;
        } else {
            result.fault = TransferFault::unreachable;
        }
        return result;
    }

    CurlOptions m_options;
    std::unique_ptr<CURL, EasyEnd> m_easy;
    std::unique_ptr<CURLM, MultiEnd> m_multi;
};

}  // namespace

std::unique_ptr<Transport> make_curl_transport(const CurlOptions& options) {
    return std::make_unique<CurlTransport>(options);
}

}  // namespace levelin::geodata
