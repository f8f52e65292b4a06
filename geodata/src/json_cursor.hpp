#pragma once

#include <cstdint>
#include <exception>
#include <string>
#include <string_view>
#include <utility>

namespace levelin::geodata::detail {

/// A place where a text is no JSON.
class JsonFault : public std::exception {
  public:
    JsonFault(const char* where, std::string what) : m_where(where), m_what(std::move(what)) {}
    [[nodiscard]] const char* where() const noexcept { return m_where; }
    [[nodiscard]] const char* what() const noexcept override { return m_what.c_str(); }

  private:
    const char* m_where;
    std::string m_what;
};

/// The text ends before the value does.
class JsonEnd : public JsonFault {
  public:
    explicit JsonEnd(const char* where) : JsonFault(where, "it ends in the middle of a value") {}
};

/// Values stand in each other deeper than `JsonCursor::max_depth`.
class JsonTooDeep : public JsonFault {
  public:
    explicit JsonTooDeep(const char* where) : JsonFault(where, "it is nested too deeply") {}
};

/// What the fast reader leaves to GDAL: valid or nearly so, but not one of the forms it knows.
class NotPlain : public std::exception {};

enum class JsonKind : std::uint8_t { null, boolean, whole, decimal, text, array, object };

/// Walks through a JSON text (RFC 8259) without building anything.
///
/// Every value that is walked over is checked. What other programs write though the RFC has no such
/// thing (NaN, Infinity, numbers such as 01 or 1.) throws NotPlain, all other faults JsonFault.
class JsonCursor {
  public:
    static constexpr int max_depth = 512;

    JsonCursor(const char* begin, const char* end) noexcept : m_at(begin), m_end(end) {}

    [[nodiscard]] const char* at() const noexcept { return m_at; }
    [[nodiscard]] const char* end() const noexcept { return m_end; }
    void move_to(const char* at) noexcept { m_at = at; }

    /// Skips blanks; whether anything is left.
    [[nodiscard]] bool more() noexcept;
    /// The next character that is no blank. @throws JsonEnd.
    [[nodiscard]] char peek();
    /// Takes `c` where it comes next.
    [[nodiscard]] bool take(char c);
    /// @throws JsonFault where something else comes next.
    void expect(char c, const char* what);
    /// After a member or element: true = another follows, false = `close` was taken.
    [[nodiscard]] bool next(char close);

    /// A string's content as it stands in the text, and whether it holds escapes.
    struct RawText {
        std::string_view text;
        bool escaped = false;
    };
    [[nodiscard]] RawText string();
    /// A key and the colon after it.
    [[nodiscard]] RawText key();
    /// A number, rounded to the nearest double. @throws NotPlain for anything that is no number.
    [[nodiscard]] double number();
    /// Walks over any value.
    JsonKind skip();

  private:
    [[nodiscard]] JsonKind skip_number();
    void literal(std::string_view word);
    JsonKind skip_scalar();

    const char* m_at;
    const char* m_end;
};

/// The text of a string with its escapes resolved.
/// @throws NotPlain for half of a surrogate pair, and for U+0000.
[[nodiscard]] std::string unescaped(std::string_view raw);

}  // namespace levelin::geodata::detail
