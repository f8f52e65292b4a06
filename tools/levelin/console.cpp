#include "console.hpp"

#include <algorithm>
#include <cmath>
#include <csignal>
#include <nlohmann/json.hpp>

namespace levelin::tool {

namespace {

using Clock = std::chrono::steady_clock;
using namespace std::chrono_literals;

// A signal handler can reach nothing else than an object of static storage.
volatile std::sig_atomic_t interrupt_flag = 0;

extern "C" void remember_interrupt(int /*signal*/) {
    interrupt_flag = 1;
}

constexpr int bar_width = 30;

}  // namespace

void catch_interrupts() {
    struct sigaction action {};
    action.sa_handler = &remember_interrupt;
    sigemptyset(&action.sa_mask);
    action.sa_flags = SA_RESTART;
    sigaction(SIGINT, &action, nullptr);
    sigaction(SIGTERM, &action, nullptr);
    // A file-size limit is then a failed write, with its message, and not a sudden end.
    struct sigaction ignore {};
    ignore.sa_handler = SIG_IGN;
    sigaction(SIGXFSZ, &ignore, nullptr);
}

bool interrupt_wanted() noexcept {
    return interrupt_flag != 0;
}

void check_interrupt() {
    if (interrupt_wanted()) {
        throw Interrupted{};
    }
}

Console::Console(std::ostream& out, std::ostream& err, ConsoleOptions options)
    : m_out(out), m_err(err), m_options(options), m_start(Clock::now()), m_drawn(m_start) {}

Console::~Console() {
    clear_bar();
}

void Console::clear_bar() {
    if (m_bar) {
        m_err << "\r\033[K" << std::flush;
        m_bar = false;
    }
}

void Console::print(std::string_view text) {
    const std::lock_guard lock{m_mutex};
    clear_bar();
    m_out << text;
}

void Console::note(std::string_view line) {
    if (m_options.quiet) {
        return;
    }
    const std::lock_guard lock{m_mutex};
    clear_bar();
    m_err << line << '\n';
}

void Console::report(const Diagnostics& diagnostics) {
    if (m_options.quiet) {
        return;
    }
    const std::lock_guard lock{m_mutex};
    clear_bar();
    for (const Finding& finding : diagnostics.findings()) {
        m_err << finding.code << ": " << finding.message;
        const char* separator = " [";
        for (const std::string& example : finding.examples) {
            m_err << separator << example;
            separator = ", ";
        }
        if (!finding.examples.empty()) {
            m_err << (finding.count > finding.examples.size() ? ", ...]" : "]");
        }
        m_err << '\n';
    }
}

void Console::report(const Error& error) {
    const std::lock_guard lock{m_mutex};
    clear_bar();
    if (m_options.json) {
        const Location& location = error.location();
        const auto number = [](std::uint64_t value) {
            return value == 0 ? nlohmann::ordered_json() : nlohmann::ordered_json(value);
        };
        nlohmann::ordered_json fields;
        fields["code"] = error.code();
        fields["message"] = error.problem();
        fields["expected"] = error.expected();
        fields["hint"] = error.hint();
        fields["file"] = location.file.empty() ? nlohmann::ordered_json()
                                               : nlohmann::ordered_json(location.file);
        fields["row"] = number(location.row);
        fields["column"] = number(location.column);
        nlohmann::ordered_json document;
        document["error"] = std::move(fields);
        // A message may quote bytes that are not UTF-8; JSON cannot hold them.
        m_out << document.dump(2, ' ', false, nlohmann::ordered_json::error_handler_t::replace)
              << '\n'
              << std::flush;
    }
    m_err << error.what() << '\n';
}

int Console::status_of(const Diagnostics& diagnostics) const noexcept {
    return m_options.strict && diagnostics.has_warnings() ? status_strict : status_done;
}

void Console::finish() {
    const std::lock_guard lock{m_mutex};
    clear_bar();
    m_out.flush();
    if (!m_out) {
        throw OutputError("E-OUTPUT-09", "standard output could not be written",
                          "room for the whole result", "free some space or write elsewhere");
    }
}

void Console::update(std::string_view stage, double fraction) {
    check_interrupt();
    if (!m_options.terminal || m_options.quiet) {
        return;
    }
    const std::lock_guard lock{m_mutex};
    const auto now = Clock::now();
    if (now - m_start < 1s || now - m_drawn < 100ms) {
        return;
    }
    m_drawn = now;
    m_bar = true;
    m_err << "\r\033[K";
    if (fraction >= 0.0) {
        const double part = std::min(fraction, 1.0);
        const int filled = static_cast<int>(std::lround(part * bar_width));
        m_err << '[' << std::string(static_cast<std::size_t>(filled), '#')
              << std::string(static_cast<std::size_t>(bar_width - filled), '.') << "] "
              << std::lround(part * 100.0) << "% ";
    }
    m_err << stage << std::flush;
}

}  // namespace levelin::tool
