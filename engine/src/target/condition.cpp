#include <algorithm>
#include <array>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/target/condition.hpp>
#include <optional>

namespace levelin {

namespace {

constexpr int most_levels = 100;  // Of brackets and nots: none that a person writes has as many.

bool is_word(char c) noexcept {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// Reads a text from its start to its end, one function a rule of the grammar.
class Parser {
  public:
    explicit Parser(std::string_view text) : m_text(text) {}

    Condition whole() {
        Condition condition = any();
        skip_blanks();
        if (m_at < m_text.size()) {
            fail("\"" + std::string{m_text.substr(m_at, 12)} + "\" is left over",
                 "and, or, or the end");
        }
        return condition;
    }

  private:
    Condition any() { return list(Condition::Kind::any, "or", &Parser::all); }
    Condition all() { return list(Condition::Kind::all, "and", &Parser::factor); }

    Condition list(Condition::Kind kind, std::string_view word, Condition (Parser::*part)()) {
        std::vector<Condition> parts{(this->*part)()};
        while (take_word(word)) {
            parts.push_back((this->*part)());
        }
        if (parts.size() == 1) {
            return std::move(parts.front());
        }
        Condition condition;
        condition.kind = kind;
        condition.parts = std::move(parts);
        return condition;
    }

    Condition factor() {
        if (++m_level > most_levels) {
            fail("brackets within brackets, more than " + std::to_string(most_levels) + " deep",
                 "a condition that can be read");
        }
        Condition condition;
        if (take_word("not")) {
            condition.kind = Condition::Kind::negation;
            condition.parts.push_back(factor());
        } else if (take('(')) {
            condition = any();
            need(')');
        } else {
            condition = comparison();
        }
        --m_level;
        return condition;
    }

    Condition comparison() {
        Condition condition;
        skip_blanks();
        if (call("percentile")) {
            condition.operand = Condition::Operand::percentile;
            condition.column = column();
            need(')');
        } else if (call("quantile")) {
            condition.operand = Condition::Operand::quantile;
            condition.column = column();
            need(',');
            const std::size_t start = m_at;
            const double q = number();
            condition.quantiles = q >= 2 && q <= 1000 ? static_cast<int>(q) : 0;
            if (condition.quantiles != q) {
                m_at = start;
                fail("quantile of " + shortest_text(q), "a whole number from 2 to 1000");
            }
            need(')');
        } else {
            condition.column = column();
        }
        condition.comparison = sign();
        skip_blanks();
        if (m_at < m_text.size() && m_text[m_at] == '"') {
            if (condition.operand != Condition::Operand::value) {
                fail("a text beside a percentile or quantile", "a number");
            }
            if (condition.comparison != Comparison::equal &&
                condition.comparison != Comparison::not_equal) {
                fail("texts are not greater or less", "= or != before a text");
            }
            condition.is_text = true;
            condition.text = until('"');
        } else {
            condition.number = number();
        }
        return condition;
    }

    std::string column() {
        skip_blanks();
        if (m_at < m_text.size() && m_text[m_at] == '[') {
            return until(']');
        }
        const std::size_t start = m_at;
        while (m_at < m_text.size() && is_word(m_text[m_at])) {
            ++m_at;
        }
        if (m_at == start || (m_text[start] >= '0' && m_text[start] <= '9')) {
            m_at = start;
            fail(m_at < m_text.size() ? "\"" + std::string{m_text.substr(m_at, 12)} + "\""
                                      : std::string{"the text ends"},
                 "the name of a column");
        }
        return std::string{m_text.substr(start, m_at - start)};
    }

    Comparison sign() {
        skip_blanks();
        struct Sign {
            std::string_view text;
            Comparison meaning;
        };
        constexpr std::array<Sign, 7> signs{{{"<=", Comparison::at_most},
                                             {">=", Comparison::at_least},
                                             {"!=", Comparison::not_equal},
                                             {"==", Comparison::equal},
                                             {"<", Comparison::less},
                                             {">", Comparison::more},
                                             {"=", Comparison::equal}}};
        for (const Sign& one : signs) {
            if (m_text.substr(m_at).starts_with(one.text)) {
                m_at += one.text.size();
                return one.meaning;
            }
        }
        fail("no comparison", "<, <=, =, !=, >= or >");
    }

    double number() {
        skip_blanks();
        const std::size_t start = m_at;
        while (m_at < m_text.size() && (is_word(m_text[m_at]) || m_text[m_at] == '.' ||
                                        m_text[m_at] == '-' || m_text[m_at] == '+')) {
            ++m_at;
        }
        const std::optional<double> value = parse_plain_number(m_text.substr(start, m_at - start));
        if (!value) {
            m_at = start;
            fail(m_at < m_text.size()
                     ? "\"" + std::string{m_text.substr(m_at, 12)} + "\" is no number"
                     : std::string{"the text ends"},
                 "a number, or a text in double quotes");
        }
        return *value;
    }

    std::string until(char end) {
        const std::size_t start = ++m_at;
        const std::size_t close = m_text.find(end, start);
        if (close == std::string_view::npos || close == start) {
            m_at = start - 1;
            fail(close == start ? "an empty text" : "no closing " + std::string(1, end),
                 "a text that ends with " + std::string(1, end));
        }
        m_at = close + 1;
        return std::string{m_text.substr(start, close - start)};
    }

    bool call(std::string_view word) {
        const std::size_t start = m_at;
        if (take_word(word) && take('(')) {
            return true;
        }
        m_at = start;
        return false;
    }

    bool take_word(std::string_view word) {
        skip_blanks();
        const std::string_view rest = m_text.substr(m_at);
        if (rest.size() < word.size() ||
            (rest.size() > word.size() && is_word(rest[word.size()]))) {
            return false;
        }
        if (ascii_lower(rest.substr(0, word.size())) != word) {
            return false;
        }
        m_at += word.size();
        return true;
    }

    bool take(char c) {
        skip_blanks();
        if (m_at < m_text.size() && m_text[m_at] == c) {
            ++m_at;
            return true;
        }
        return false;
    }

    void need(char c) {
        if (!take(c)) {
            fail("no \"" + std::string(1, c) + "\"", "a \"" + std::string(1, c) + "\" here");
        }
    }

    void skip_blanks() {
        while (m_at < m_text.size() && (m_text[m_at] == ' ' || m_text[m_at] == '\t' ||
                                        m_text[m_at] == '\n' || m_text[m_at] == '\r')) {
            ++m_at;
        }
    }

    [[noreturn]] void fail(std::string problem, std::string expected) const {
        throw ConfigError("E-TARGET-06",
                          "in the condition \"" + std::string{m_text} + "\" at character " +
                              std::to_string(m_at + 1) + ": " + std::move(problem),
                          std::move(expected),
                          "write it as: imd_decile <= 2 and not region = \"E12000007\"");
    }

    std::string_view m_text;
    std::size_t m_at = 0;
    int m_level = 0;
};

std::string column_text(const std::string& name) {
    const bool plain = !name.empty() && !(name[0] >= '0' && name[0] <= '9') &&
                       std::all_of(name.begin(), name.end(), is_word) && name != "and" &&
                       name != "or" && name != "not";
    return plain ? name : "[" + name + "]";
}

std::string part_text(const Condition& part, bool brackets) {
    return brackets ? "(" + to_text(part) + ")" : to_text(part);
}

}  // namespace

std::string_view to_string(Comparison comparison) noexcept {
    switch (comparison) {
        case Comparison::less:
            return "<";
        case Comparison::at_most:
            return "<=";
        case Comparison::equal:
            return "=";
        case Comparison::not_equal:
            return "!=";
        case Comparison::at_least:
            return ">=";
        case Comparison::more:
            return ">";
    }
    return "";
}

Condition parse_condition(std::string_view text) {
    return Parser{text}.whole();
}

std::string to_text(const Condition& condition) {
    using Kind = Condition::Kind;
    switch (condition.kind) {
        case Kind::negation:
            return "not " + part_text(condition.parts.front(),
                                      condition.parts.front().kind != Kind::comparison);
        case Kind::all:
        case Kind::any: {
            std::string out;
            for (const Condition& part : condition.parts) {
                out += out.empty() ? "" : condition.kind == Kind::all ? " and " : " or ";
                out += part_text(part, part.kind == Kind::any || part.kind == condition.kind);
            }
            return out;
        }
        case Kind::comparison:
            break;
    }
    std::string out = column_text(condition.column);
    if (condition.operand == Condition::Operand::percentile) {
        out = "percentile(" + out + ")";
    } else if (condition.operand == Condition::Operand::quantile) {
        out = "quantile(" + out + ", " + std::to_string(condition.quantiles) + ")";
    }
    out += " " + std::string{to_string(condition.comparison)} + " ";
    return out +
           (condition.is_text ? "\"" + condition.text + "\"" : shortest_text(condition.number));
}

}  // namespace levelin
