#pragma once

#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <string_view>

namespace levelin::geodata {

/// One GET.
struct HttpRequest {
    std::string address;
    std::uint64_t from_byte = 0;  ///< Above 0: the rest of a file (Range).
    std::string if_range;         ///< The validator that the first part came with.
    std::uint64_t max_bytes = 0;  ///< More body than this ends the transfer; 0 = no limit.
    bool compressed = false;      ///< The server may compress the body (never with a range).
};

/// The head of an answer, after redirects.
struct HttpHead {
    int status = 0;  ///< 0 = there was no answer.
    std::string etag;
    std::string last_modified;
    std::optional<std::uint64_t> length;       ///< Content-Length.
    std::optional<std::uint64_t> range_begin;  ///< Of Content-Range.
    std::optional<std::uint64_t> range_total;
    std::optional<std::chrono::seconds> retry_after;
};

/// How a transfer failed, where it did.
enum class TransferFault : std::uint8_t {
    none,
    unreachable,         ///< No such host, refused, reset, TLS.
    stalled,             ///< Nothing came for too long.
    cut_short,           ///< The connection ended before the body did.
    too_large,           ///< More than `max_bytes`.
    too_many_redirects,  ///< Six or more.
    bad_redirect,        ///< From https to http, or to something else than http.
};

struct HttpResult {
    HttpHead head;
    TransferFault fault = TransferFault::none;
    std::string detail;  ///< The fault in the transport's words, or the start of an error's body.
};

/// Takes the body of an answer with status 200 or 206.
class BodySink {
  public:
    BodySink() = default;
    BodySink(const BodySink&) = delete;
    BodySink& operator=(const BodySink&) = delete;
    virtual ~BodySink() = default;
    /// Once, before the body.
    virtual void begin(const HttpHead& head) = 0;
    virtual void take(std::string_view bytes) = 0;
};

/// How bytes are fetched; libcurl in the program, a script in tests of the paging.
class Transport {
  public:
    Transport() = default;
    Transport(const Transport&) = delete;
    Transport& operator=(const Transport&) = delete;
    virtual ~Transport() = default;
    /// Failed transfers are results; what the sink or `keep_going` throws comes through.
    virtual HttpResult get(const HttpRequest& request, BodySink& sink) = 0;
};

struct CurlOptions {
    std::chrono::milliseconds connect_timeout{30'000};
    std::chrono::milliseconds stall_timeout{60'000};  ///< Without a byte.
    int max_redirects = 5;
    std::function<void()> keep_going;  ///< Called ten times a second; throws to stop.
};

/// http and https through libcurl: redirects are followed (never from https to http), proxies come
/// from the usual environment variables, certificates are checked.
[[nodiscard]] std::unique_ptr<Transport> make_curl_transport(const CurlOptions& options = {});

/// How often, and after what pause, a transfer is tried again.
struct RetryPolicy {
    int attempts = 5;                              ///< In all, without progress between them.
    std::chrono::milliseconds first_pause{1'000};  ///< Doubled each time.
    std::chrono::milliseconds longest_pause{30'000};
    /// Waits; replaced in tests. Empty = sleep.
    std::function<void(std::chrono::milliseconds)> sleep;
    std::function<void()> keep_going;  ///< Called ten times a second of sleep; throws to stop.

    /// The pause before attempt `attempt` (2, 3, ...), at least what the server asked for.
    [[nodiscard]] std::chrono::milliseconds pause(int attempt, const HttpHead& head) const;
    void wait(int attempt, const HttpHead& head) const;
};

/// Whether trying again may help: no answer, a cut or stalled transfer, 408, 429, 5xx.
[[nodiscard]] bool worth_another_try(const HttpResult& result) noexcept;

/// Throws what a failed transfer means to the user; returns where it did not fail.
/// @throws InputError E-GET-03 to E-GET-09 with the address.
void require_success(const HttpResult& result, const std::string& address);

}  // namespace levelin::geodata
