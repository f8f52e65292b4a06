#include "local_server.hpp"

#include <arpa/inet.h>
#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <levelin/core/ascii.hpp>
#include <stdexcept>

namespace {

int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char lower = static_cast<char>(c | 0x20);
    return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
            hex_value(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

std::string_view cut_blanks(std::string_view text) {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == '\r' || text.back() == ' ')) {
        text.remove_suffix(1);
    }
    return text;
}

ServedRequest parse_request(std::string_view head) {
    ServedRequest request;
    const std::size_t line_end = head.find("\r\n");
    const std::string_view line = head.substr(0, line_end);
    const std::size_t first = line.find(' ');
    const std::size_t second = line.find(' ', first + 1);
    const std::string_view target = line.substr(first + 1, second - first - 1);
    const std::size_t mark = target.find('?');
    request.path = decoded(target.substr(0, mark));
    std::string_view query =
        mark == std::string_view::npos ? std::string_view{} : target.substr(mark + 1);
    while (!query.empty()) {
        const std::size_t end = std::min(query.find('&'), query.size());
        const std::string_view pair = query.substr(0, end);
        query.remove_prefix(std::min(end + 1, query.size()));
        const std::size_t equals = std::min(pair.find('='), pair.size());
        request.query[decoded(pair.substr(0, equals))] =
            equals < pair.size() ? decoded(pair.substr(equals + 1)) : "";
    }
    std::string_view rest = head.substr(std::min(line_end + 2, head.size()));
    while (!rest.empty()) {
        const std::size_t end = std::min(rest.find("\r\n"), rest.size());
        const std::string_view field = rest.substr(0, end);
        rest.remove_prefix(std::min(end + 2, rest.size()));
        const std::size_t colon = field.find(':');
        if (colon != std::string_view::npos) {
            request.headers[levelin::ascii_lower(field.substr(0, colon))] =
                cut_blanks(field.substr(colon + 1));
        }
    }
    return request;
}

void send_all(int connection, std::string_view bytes) {
    while (!bytes.empty()) {
        const ssize_t sent = ::send(connection, bytes.data(), bytes.size(), MSG_NOSIGNAL);
        if (sent <= 0) {
            return;  // The client has gone; tests look at what it made of that.
        }
        bytes.remove_prefix(static_cast<std::size_t>(sent));
    }
}

}  // namespace

std::string ServedRequest::query_value(const std::string& key) const {
    const auto found = query.find(key);
    return found == query.end() ? std::string{} : found->second;
}

std::string ServedRequest::header(const std::string& name) const {
    const auto found = headers.find(name);
    return found == headers.end() ? std::string{} : found->second;
}

LocalServer::LocalServer(Handler handler) : m_handler(std::move(handler)) {
    m_listener = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
    sockaddr_in place{};
    place.sin_family = AF_INET;
    place.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
    place.sin_port = 0;
    socklen_t length = sizeof place;
    std::array<int, 2> pipe{};
    if (m_listener < 0 ||
        ::bind(m_listener, reinterpret_cast<const sockaddr*>(&place), sizeof place) != 0 ||
        ::listen(m_listener, 16) != 0 ||
        ::getsockname(m_listener, reinterpret_cast<sockaddr*>(&place), &length) != 0 ||
        ::pipe2(pipe.data(), O_CLOEXEC) != 0) {
        throw std::runtime_error("the test's server cannot start");
    }
    m_port = ntohs(place.sin_port);
    m_stop_read = pipe[0];
    m_stop_write = pipe[1];
    m_thread = std::thread{[this] { serve(); }};
}

LocalServer::~LocalServer() {
    const char byte = 's';
    static_cast<void>(::write(m_stop_write, &byte, 1) == 1);
    m_thread.join();
    ::close(m_listener);
    ::close(m_stop_read);
    ::close(m_stop_write);
}

std::string LocalServer::address() const {
    return "http://127.0.0.1:" + std::to_string(m_port);
}

std::vector<ServedRequest> LocalServer::requests() const {
    const std::lock_guard lock{m_mutex};
    return m_requests;
}

bool LocalServer::wait_readable(int descriptor) const {
    std::array<pollfd, 2> waits{pollfd{m_stop_read, POLLIN, 0}, pollfd{descriptor, POLLIN, 0}};
    while (::poll(waits.data(), waits.size(), -1) < 0) {
    }
    return waits[0].revents == 0;
}

void LocalServer::serve() {
    while (wait_readable(m_listener)) {
        const int connection = ::accept4(m_listener, nullptr, nullptr, SOCK_CLOEXEC);
        if (connection >= 0) {
            answer(connection);
            ::close(connection);
        }
    }
}

void LocalServer::answer(int connection) {
    std::string head;
    std::array<char, 4096> buffer{};
    while (head.find("\r\n\r\n") == std::string::npos) {
        if (!wait_readable(connection)) {
            return;
        }
        const ssize_t got = ::recv(connection, buffer.data(), buffer.size(), 0);
        if (got <= 0) {
            return;
        }
        head.append(buffer.data(), static_cast<std::size_t>(got));
    }
    const ServedRequest request = parse_request(head.substr(0, head.find("\r\n\r\n") + 2));
    {
        const std::lock_guard lock{m_mutex};
        m_requests.push_back(request);
    }
    const ServedResponse response = m_handler(request);
    std::string out = "HTTP/1.1 " + std::to_string(response.status) + " Told\r\n";
    for (const auto& [name, value] : response.headers) {
        out += name + ": " + value + "\r\n";
    }
    if (!response.no_length) {
        out += "Content-Length: " +
               std::to_string(response.announced_length.value_or(response.body.size())) + "\r\n";
    }
    out += "Connection: close\r\n\r\n";
    send_all(connection, out);
    send_all(connection, std::string_view{response.body}.substr(
                             0, response.only_bytes.value_or(response.body.size())));
    while (response.hang && wait_readable(connection)) {
        if (::recv(connection, buffer.data(), buffer.size(), 0) <= 0) {
            return;
        }
    }
}

ServedResponse serve_bytes(const ServedRequest& request, const std::string& bytes,
                           const std::string& etag) {
    ServedResponse response;
    response.headers.emplace_back("ETag", etag);
    const std::string range = request.header("range");
    const bool same = request.header("if-range").empty() || request.header("if-range") == etag;
    if (range.starts_with("bytes=") && same) {
        const std::size_t from = std::stoull(range.substr(6));
        if (from >= bytes.size()) {
            response.status = 416;
            response.headers.emplace_back("Content-Range",
                                          "bytes */" + std::to_string(bytes.size()));
            return response;
        }
        response.status = 206;
        response.body = bytes.substr(from);
        response.headers.emplace_back("Content-Range", "bytes " + std::to_string(from) + "-" +
                                                           std::to_string(bytes.size() - 1) + "/" +
                                                           std::to_string(bytes.size()));
        return response;
    }
    response.body = bytes;
    return response;
}
