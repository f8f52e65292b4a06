#include <algorithm>
#include <levelin/core/diagnostics.hpp>

namespace levelin {

namespace {

Finding make(Severity severity, std::string_view code, std::string message, std::uint64_t count,
             std::vector<std::string> examples) {
    if (examples.size() > Diagnostics::max_examples) {
        examples.resize(Diagnostics::max_examples);
    }
    return {severity, std::string{code}, std::move(message), count, std::move(examples)};
}

}  // namespace

void Diagnostics::note(std::string_view code, std::string message, std::uint64_t count,
                       std::vector<std::string> examples) {
    add(make(Severity::note, code, std::move(message), count, std::move(examples)));
}

void Diagnostics::warn(std::string_view code, std::string message, std::uint64_t count,
                       std::vector<std::string> examples) {
    add(make(Severity::warning, code, std::move(message), count, std::move(examples)));
}

void Diagnostics::append(const Diagnostics& other) {
    m_findings.insert(m_findings.end(), other.m_findings.begin(), other.m_findings.end());
}

bool Diagnostics::has_warnings() const noexcept {
    return std::any_of(m_findings.begin(), m_findings.end(),
                       [](const Finding& f) { return f.severity == Severity::warning; });
}

const Finding* Diagnostics::find(std::string_view code) const noexcept {
    const auto it = std::find_if(m_findings.begin(), m_findings.end(),
                                 [&](const Finding& f) { return f.code == code; });
    return it == m_findings.end() ? nullptr : &*it;
}

}  // namespace levelin
