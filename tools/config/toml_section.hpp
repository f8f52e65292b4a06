#pragma once

#include <toml++/toml.h>
#include <levelin/core/error.hpp>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::config {

/// A table of a TOML file that is read key by key and then asked whether anything was left over.
///
/// Every fault is a ConfigError with file, line and column: a wrong type (E-CONFIG-03), a word or
/// number that does not fit (E-CONFIG-04), a key that is needed and not there (E-CONFIG-06), a key
/// that nobody asked for (E-CONFIG-02, with the nearest known one).
class Section {
  public:
    Section(const toml::table& table, std::string file, std::string name)
        : m_table(&table), m_file(std::move(file)), m_name(std::move(name)) {}

    [[nodiscard]] bool has(std::string_view key) const { return m_table->contains(key); }
    [[nodiscard]] std::optional<std::string> text(std::string_view key);
    [[nodiscard]] std::string required_text(std::string_view key);
    /// A list of texts; a single text counts as a list of one.
    [[nodiscard]] std::vector<std::string> texts(std::string_view key);
    [[nodiscard]] std::optional<double> number(std::string_view key);
    /// A list of numbers; a single number counts as a list of one.
    [[nodiscard]] std::vector<double> numbers(std::string_view key);
    [[nodiscard]] std::optional<std::int64_t> whole(std::string_view key);
    [[nodiscard]] bool flag(std::string_view key, bool otherwise);
    [[nodiscard]] std::optional<Section> section(std::string_view key);
    /// A list of anything; null where the key is not there.
    [[nodiscard]] const toml::array* list(std::string_view key);
    /// An array of tables.
    [[nodiscard]] std::vector<Section> sections(std::string_view key);
    /// The keys in the order of the file.
    [[nodiscard]] std::vector<std::string> keys() const;

    /// One word of a list of allowed ones.
    template <typename Value, typename List>
    [[nodiscard]] Value word(std::string_view key, Value otherwise, const List& allowed) {
        const auto given = text(key);
        if (!given) {
            return otherwise;
        }
        std::string list;
        for (const Value value : allowed) {
            if (to_string(value) == *given) {
                return value;
            }
            list += (list.empty() ? "" : ", ") + std::string{to_string(value)};
        }
        fail("E-CONFIG-04", key, "\"" + *given + "\" is not a " + std::string{key},
             "one of " + list);
    }

    /// @param manual  the page that lists every key, for the message.
    /// @throws ConfigError E-CONFIG-02 for the first key that was not asked for.
    void finish(std::string_view manual = "docs/project_file.md") const;

    [[nodiscard]] Location where(std::string_view key) const;
    [[noreturn]] void fail(std::string code, std::string_view key, std::string problem,
                           std::string expected, std::string hint = {}) const;
    /// "[index.part]", for messages.
    [[nodiscard]] const std::string& name() const noexcept { return m_name; }
    [[nodiscard]] const std::string& file() const noexcept { return m_file; }
    [[nodiscard]] const toml::table& table() const noexcept { return *m_table; }

  private:
    [[nodiscard]] const toml::node* find(std::string_view key);
    [[noreturn]] void wrong_type(std::string_view key, std::string_view expected) const;

    const toml::table* m_table;
    std::string m_file;
    std::string m_name;
    std::set<std::string, std::less<>> m_asked;
};

/// "20%" as 0.2; a number above 0 and up to 1 as it is; `otherwise` where the key is not there.
/// @throws ConfigError E-CONFIG-04 for anything else.
[[nodiscard]] double share_of(Section& section, std::string_view key, double otherwise);

}  // namespace levelin::config
