#include "nations.hpp"

#include <cctype>
#include <levelin/core/ascii.hpp>
#include <levelin/read/cell.hpp>
#include <map>

namespace levelin::run {

std::string nation_of_code(const AreaCode& code) {
    const std::string text = code.str();
    if (text.size() < 2 || std::isdigit(static_cast<unsigned char>(text[1])) == 0) {
        return {};
    }
    if (text.starts_with("95")) {
        return "N";
    }
    return std::string{"ESWN"}.find(text[0]) == std::string::npos ? std::string{}
                                                                  : text.substr(0, 1);
}

std::string nation_of_word(std::string_view word) {
    static const std::map<std::string, std::string, std::less<>> words{
        {"e", "E"},        {"eng", "E"},   {"england", "E"},
        {"s", "S"},        {"sco", "S"},   {"sct", "S"},
        {"scotland", "S"}, {"w", "W"},     {"wal", "W"},
        {"wls", "W"},      {"wales", "W"}, {"n", "N"},
        {"ni", "N"},       {"nir", "N"},   {"northern ireland", "N"},
    };
    const auto it = words.find(ascii_lower(cut_blanks(word)));
    return it == words.end() ? std::string{} : it->second;
}

std::string nation_name(const std::string& nation) {
    for (const auto& [id, name] : {std::pair{"E", "England"}, std::pair{"S", "Scotland"},
                                   std::pair{"W", "Wales"}, std::pair{"N", "Northern Ireland"}}) {
        if (nation == id) {
            return name;
        }
    }
    return nation;
}

}  // namespace levelin::run
