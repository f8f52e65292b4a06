#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace levelin {

/// Where in the user's files something is wrong. Rows and columns count from 1; 0 = not known.
struct Location {
    std::string file;
    std::uint64_t row = 0;
    std::uint64_t column = 0;

    [[nodiscard]] bool empty() const noexcept { return file.empty() && row == 0; }
};

/// What stops work, said so that the reader knows what to do next.
///
/// Reads as `FILE:ROW:COLUMN: E-NAME-NN: what is wrong; expected WHAT; what to do`, so `expected`
/// is a noun phrase ("a number of 0 or more"). Every code has an entry in `docs/errors.md`; a test
/// compares the two. Inner code throws what it knows; outer code adds the rest on the way up with
/// `at()`, `in_file()` and `add_context()` and rethrows.
class Error : public std::exception {
  public:
    Error(std::string code, std::string what_is_wrong, std::string expected = {},
          std::string what_to_do = {}, Location location = {})
        : m_code(std::move(code)),
          m_problem(std::move(what_is_wrong)),
          m_expected(std::move(expected)),
          m_hint(std::move(what_to_do)),
          m_location(std::move(location)) {
        compose();
    }

    [[nodiscard]] const char* what() const noexcept override { return m_text.c_str(); }
    [[nodiscard]] const std::string& code() const noexcept { return m_code; }
    [[nodiscard]] const std::string& problem() const noexcept { return m_problem; }
    [[nodiscard]] const std::string& expected() const noexcept { return m_expected; }
    [[nodiscard]] const std::string& hint() const noexcept { return m_hint; }
    [[nodiscard]] const Location& location() const noexcept { return m_location; }

    /// 1: the data is at fault. 2: the call or the project file is at fault.
    [[nodiscard]] virtual int exit_status() const noexcept { return 1; }

    /// Adds the file where none is known yet; an inner location is more exact and stays.
    void in_file(std::string_view file) {
        if (m_location.file.empty()) {
            m_location.file = file;
            compose();
        }
    }
    /// Adds row and column where none are known yet.
    void at(std::uint64_t row, std::uint64_t column = 0) {
        if (m_location.row == 0) {
            m_location.row = row;
            m_location.column = column;
            compose();
        }
    }
    /// Adds what the outer code was doing ("table domains", "area E01000001").
    void add_context(std::string_view context) {
        m_problem += " (";
        m_problem += context;
        m_problem += ')';
        compose();
    }

  private:
    void compose();

    std::string m_code;
    std::string m_problem;
    std::string m_expected;
    std::string m_hint;
    Location m_location;
    std::string m_text;
};

/// The call is wrong: an unknown option, an argument that does not fit (E-USAGE-*). Exit status 2.
class UsageError : public Error {
  public:
    using Error::Error;
    [[nodiscard]] int exit_status() const noexcept override { return 2; }
};

/// The project file, recipe or rule is wrong (E-CONFIG-*). Exit status 2.
class ConfigError : public Error {
  public:
    using Error::Error;
    [[nodiscard]] int exit_status() const noexcept override { return 2; }
};

/// A data file cannot be read or does not hold what it should (E-INPUT-*). Exit status 1.
class InputError : public Error {
  public:
    using Error::Error;
};

/// Shapes, coordinate systems and rings (E-GEOMETRY-*). Exit status 1.
class GeometryError : public Error {
  public:
    using Error::Error;
};

/// Tables and boundaries do not fit together (E-JOIN-*). Exit status 1.
class JoinError : public Error {
  public:
    using Error::Error;
};

/// A result cannot be written: disk full, no permission, exists already (E-OUTPUT-*). Status 1,
/// save for "exists already", which is the call's fault and thrown as UsageError.
class OutputError : public Error {
  public:
    using Error::Error;
};

}  // namespace levelin
