#include <algorithm>
#include <levelin/core/date_text.hpp>
#include <string_view>

namespace levelin {

std::string date_in_words(const std::string& date) {
    constexpr std::string_view months[] = {"January",   "February", "March",    "April",
                                           "May",       "June",     "July",     "August",
                                           "September", "October",  "November", "December"};
    const bool iso =
        date.size() == 10 && date[4] == '-' && date[7] == '-' &&
        std::count_if(date.begin(), date.end(), [](char c) { return c >= '0' && c <= '9'; }) == 8;
    const int month = iso ? 10 * (date[5] - '0') + date[6] - '0' : 0;
    if (month < 1 || month > 12) {
        return date;
    }
    return (date[8] == '0' ? date.substr(9) : date.substr(8)) + " " +
           std::string{months[month - 1]} + " " + date.substr(0, 4);
}

}  // namespace levelin
