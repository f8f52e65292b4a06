#include "text_encoding.hpp"

#include <cpl_string.h>

#include <algorithm>
#include <cctype>
#include <levelin/core/utf8.hpp>
#include <memory>

namespace levelin::geodata::detail {

namespace {

std::string recode(std::string_view bytes, const char* from) {
    const std::string input{bytes};
    const std::unique_ptr<char, decltype(&VSIFree)> text{
        CPLRecode(input.c_str(), from, CPL_ENC_UTF8), &VSIFree};
    return text ? std::string{text.get()} : std::string{};
}

}  // namespace

std::string encoding_name(std::string_view declared) {
    std::string name;
    for (const char c : declared) {
        if (std::isgraph(static_cast<unsigned char>(c))) {
            name += static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
        }
    }
    if (name.empty() || name == "SYSTEM") {
        return {};
    }
    if (name == "UTF8" || name == "UTF-8" || name == "65001") {
        return "UTF-8";
    }
    if (name.starts_with("LDID/")) {
        return {};  // Writers leave 87 ("ANSI") there whatever they write.
    }
    if (std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; })) {
        return name.starts_with("8859") && name.size() > 4 ? "ISO-8859-" + name.substr(4)
                                                           : "CP" + name;
    }
    if (name.starts_with("ANSI1252")) {
        return "CP1252";
    }
    return name;
}

DecodedText decode_text(std::string_view bytes, const std::string& declared) {
    const std::size_t good = first_not_utf8(bytes).value_or(bytes.size());
    if (good == bytes.size()) {
        return {std::string{bytes}, Decoded::as_is};
    }
    if (declared == "UTF-8") {
        // A lead byte and fewer continuation bytes than it announces, at the very end.
        const std::string_view rest = bytes.substr(good);
        const bool cut = rest.size() < 4 && static_cast<unsigned char>(rest[0]) >= 0xC2 &&
                         std::all_of(rest.begin() + 1, rest.end(), [](char c) {
                             return (static_cast<unsigned char>(c) & 0xC0U) == 0x80U;
                         });
        if (cut) {
            return {std::string{bytes.substr(0, good)}, Decoded::cut};
        }
        return {windows_1252_to_utf8(bytes), Decoded::contradicts};
    }
    if (!declared.empty() && declared != "CP1252" && declared != "ISO-8859-1") {
        std::string text = recode(bytes, declared.c_str());
        if (!text.empty() && !first_not_utf8(text)) {
            return {std::move(text), Decoded::recoded};
        }
    }
    return {windows_1252_to_utf8(bytes), Decoded::recoded};
}

}  // namespace levelin::geodata::detail
