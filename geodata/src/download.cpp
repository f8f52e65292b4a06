#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/geodata/download.hpp>
#include <thread>

namespace levelin::geodata {

std::chrono::milliseconds RetryPolicy::pause(int attempt, const HttpHead& head) const {
    auto wait = first_pause;
    for (int i = 2; i < attempt && wait < longest_pause; ++i) {
        wait *= 2;
    }
    if (head.retry_after) {
        wait = std::max(wait, std::chrono::milliseconds{*head.retry_after});
    }
    return std::min(wait, longest_pause);
}

void RetryPolicy::wait(int attempt, const HttpHead& head) const {
    auto left = pause(attempt, head);
    if (sleep) {
        sleep(left);
        return;
    }
    constexpr std::chrono::milliseconds step{100};
    while (left.count() > 0) {
        if (keep_going) {
            keep_going();
        }
        std::this_thread::sleep_for(std::min(left, step));
        left -= step;
    }
}

bool worth_another_try(const HttpResult& result) noexcept {
    switch (result.fault) {
        case TransferFault::unreachable:
        case TransferFault::stalled:
        case TransferFault::cut_short:
            return true;
        case TransferFault::too_large:
        case TransferFault::too_many_redirects:
        case TransferFault::bad_redirect:
            return false;
        case TransferFault::none:
            break;
    }
    const int status = result.head.status;
    return status == 408 || status == 429 || status >= 500;
}

void require_success(const HttpResult& result, const std::string& address) {
    const Location where{address, 0, 0};
    const std::string detail = result.detail.empty() ? "" : ": " + result.detail;
    switch (result.fault) {
        case TransferFault::unreachable:
            throw InputError("E-GET-03", "the server cannot be reached" + detail,
                             "a connection to the publisher",
                             "check the network and proxy, then call levelin get again", where);
        case TransferFault::stalled:
            throw InputError("E-GET-06", "the server stopped sending" + detail,
                             "the rest of the file",
                             "call levelin get again, which goes on from here; --timeout waits "
                             "longer",
                             where);
        case TransferFault::cut_short:
            throw InputError("E-GET-09", "the transfer ended before the file did" + detail,
                             "as many bytes as the server announced",
                             "call levelin get again, which goes on from here", where);
        case TransferFault::too_large:
            throw InputError("E-GET-08", "the server sends more than the card allows" + detail,
                             "a file of that size at most", "check the address of the card", where);
        case TransferFault::too_many_redirects:
        case TransferFault::bad_redirect:
            throw InputError("E-GET-07",
                             "the server redirects where levelin does not follow" + detail,
                             "at most five redirects, never from https to http",
                             "check the address of the card", where);
        case TransferFault::none:
            break;
    }
    const int status = result.head.status;
    if (status == 200 || status == 206) {
        return;
    }
    const std::string said = "the server answers with status " + std::to_string(status) + detail;
    if (worth_another_try(result)) {
        throw InputError("E-GET-05", said, "status 200", "try again later", where);
    }
    throw InputError("E-GET-04", said, "status 200",
                     status == 404 || status == 410
                         ? "the publisher has moved the file: look on its page for the new address"
                         : "check the address of the card",
                     where);
}

}  // namespace levelin::geodata
