#include <levelin/core/error.hpp>

namespace levelin {

void Error::compose() {
    std::string text;
    if (!m_location.file.empty()) {
        text += m_location.file;
    }
    if (m_location.row != 0) {
        text += (text.empty() ? "row " : ":") + std::to_string(m_location.row);
        if (m_location.column != 0) {
            text += ':' + std::to_string(m_location.column);
        }
    }
    if (!text.empty()) {
        text += ": ";
    }
    text += m_code + ": " + m_problem;
    if (!m_expected.empty()) {
        text += "; expected " + m_expected;
    }
    if (!m_hint.empty()) {
        text += "; " + m_hint;
    }
    m_text = std::move(text);
}

}  // namespace levelin
