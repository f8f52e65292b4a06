#pragma once

#include <chrono>
#include <exception>
#include <levelin/core/diagnostics.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/progress.hpp>
#include <mutex>
#include <ostream>
#include <string>
#include <string_view>

namespace levelin::tool {

inline constexpr int status_done = 0;
inline constexpr int status_strict = 3;
inline constexpr int status_interrupted = 130;

/// Thrown out of `Progress::update` after SIGINT or SIGTERM; what is unwound removes its
/// temporary files. Not a levelin::Error: nothing is wrong with the data or the call.
class Interrupted : public std::exception {
  public:
    [[nodiscard]] const char* what() const noexcept override { return "interrupted"; }
};

/// How the console behaves; from the options that every command has.
struct ConsoleOptions {
    bool json = false;
    bool quiet = false;
    bool strict = false;
    bool terminal = false;  ///< Standard error is a terminal: a progress bar may be drawn.
};

/// Standard output and standard error of one call.
///
/// Standard output carries the result alone; standard error carries findings, and progress only on
/// a terminal and only for work that takes over a second. `update` may be called from any thread.
class Console : public Progress {
  public:
    Console(std::ostream& out, std::ostream& err, ConsoleOptions options);
    ~Console() override;

    [[nodiscard]] bool json() const noexcept { return m_options.json; }
    [[nodiscard]] bool quiet() const noexcept { return m_options.quiet; }
    [[nodiscard]] bool strict() const noexcept { return m_options.strict; }

    /// A part of the result, as it is, to standard output. With --json: the one document.
    void print(std::string_view text);
    /// A line for the reader on standard error; nothing with --quiet.
    void note(std::string_view line);
    /// The findings on standard error, one line each with the first examples; none with --quiet.
    void report(const Diagnostics& diagnostics);
    /// The error on standard error; with --json as a document on standard output.
    void report(const Error& error);
    /// 3 where --strict was given and there is a warning, else 0.
    [[nodiscard]] int status_of(const Diagnostics& diagnostics) const noexcept;
    /// @throws OutputError E-OUTPUT-09 where standard output could not take what was printed.
    void finish();

    /// Draws the bar. @throws Interrupted after SIGINT or SIGTERM.
    void update(std::string_view stage, double fraction) override;

  private:
    void clear_bar();

    std::ostream& m_out;
    std::ostream& m_err;
    ConsoleOptions m_options;
    std::mutex m_mutex;
    std::chrono::steady_clock::time_point m_start;
    std::chrono::steady_clock::time_point m_drawn;
    bool m_bar = false;
};

/// From now on SIGINT and SIGTERM are remembered for `Console::update` instead of ending the
/// program at once; a file-size limit (SIGXFSZ) becomes a failed write.
void catch_interrupts();

/// True after SIGINT or SIGTERM.
[[nodiscard]] bool interrupt_wanted() noexcept;

/// The same as `Console::update` without a stage, for work that has none. @throws Interrupted.
void check_interrupt();

}  // namespace levelin::tool
