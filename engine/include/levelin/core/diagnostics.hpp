#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// How much a finding matters.
enum class Severity : std::uint8_t {
    note,     ///< Good to know; never fatal (a Helmert shift where no grid was found).
    warning,  ///< Something was lost, set aside, repaired or assumed; fatal under `--strict`.
};

/// Something that did not stop work but that the reader should know.
struct Finding {
    Severity severity = Severity::warning;
    std::string code;     ///< Stable, as in `docs/errors.md`: `W-JOIN-01`, `N-CRS-02`.
    std::string message;  ///< One sentence with the count in it.
    std::uint64_t count = 1;
    std::vector<std::string> examples;  ///< The first few, in input order.
};

/// Findings in the order in which they were made.
class Diagnostics {
  public:
    static constexpr std::size_t max_examples = 10;

    void add(Finding finding) { m_findings.push_back(std::move(finding)); }
    void note(std::string_view code, std::string message, std::uint64_t count = 1,
              std::vector<std::string> examples = {});
    void warn(std::string_view code, std::string message, std::uint64_t count = 1,
              std::vector<std::string> examples = {});
    void append(const Diagnostics& other);

    [[nodiscard]] const std::vector<Finding>& findings() const noexcept { return m_findings; }
    [[nodiscard]] bool empty() const noexcept { return m_findings.empty(); }
    /// True when `--strict` must stop.
    [[nodiscard]] bool has_warnings() const noexcept;
    /// The first finding of that code, or null.
    [[nodiscard]] const Finding* find(std::string_view code) const noexcept;

  private:
    std::vector<Finding> m_findings;
};

}  // namespace levelin
