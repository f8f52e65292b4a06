#include <levelin/core/area_code.hpp>

namespace levelin {

std::optional<AreaCode> AreaCode::parse(std::string_view text) noexcept {
    while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && (text.back() == ' ' || text.back() == '\t' || text.back() == '\r')) {
        text.remove_suffix(1);
    }
    if (text.empty() || text.size() > max_length) {
        return std::nullopt;
    }
    AreaCode code;
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c <= ' ' || c > '~' || c == ',' || c == '"') {
            return std::nullopt;
        }
        code.m_text[i] = c;
    }
    code.m_text[max_length] = static_cast<char>(text.size());
    return code;
}

}  // namespace levelin
