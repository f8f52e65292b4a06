#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <mutex>
#include <optional>
#include <string>
#include <thread>
#include <vector>

/// One request as the server read it.
struct ServedRequest {
    std::string path;                            ///< Without the query: "/file.csv".
    std::map<std::string, std::string> query;    ///< Decoded.
    std::map<std::string, std::string> headers;  ///< Names in small letters.

    [[nodiscard]] std::string query_value(const std::string& key) const;
    [[nodiscard]] std::string header(const std::string& name) const;
};

/// What the server is to answer, faults included.
struct ServedResponse {
    int status = 200;
    std::vector<std::pair<std::string, std::string>> headers;
    std::string body;
    std::optional<std::uint64_t> announced_length;  ///< Instead of the body's own.
    std::optional<std::size_t> only_bytes;          ///< Of the body; then the connection ends.
    bool no_length = false;  ///< Announce none: the body ends with the connection.
    bool hang = false;       ///< After what is sent, hold the connection until the client ends it.
};

/// An HTTP/1.1 server on the loopback interface and a port of its own, for tests: one connection
/// at a time, one request a connection.
class LocalServer {
  public:
    using Handler = std::function<ServedResponse(const ServedRequest&)>;

    explicit LocalServer(Handler handler);
    ~LocalServer();
    LocalServer(const LocalServer&) = delete;
    LocalServer& operator=(const LocalServer&) = delete;

    /// "http://127.0.0.1:PORT".
    [[nodiscard]] std::string address() const;
    /// What was asked for so far.
    [[nodiscard]] std::vector<ServedRequest> requests() const;

  private:
    void serve();
    void answer(int connection);
    /// Waits for either; false when the server is to stop.
    [[nodiscard]] bool wait_readable(int descriptor) const;

    Handler m_handler;
    int m_listener = -1;
    int m_stop_read = -1;
    int m_stop_write = -1;
    int m_port = 0;
    mutable std::mutex m_mutex;
    std::vector<ServedRequest> m_requests;
    std::thread m_thread;
};

/// Answers as a static file server does: whole, or from a byte on where Range and If-Range fit.
[[nodiscard]] ServedResponse serve_bytes(const ServedRequest& request, const std::string& bytes,
                                         const std::string& etag);
