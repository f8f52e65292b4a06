// Rule files from any bytes, with their sections for money, choice and confidence: each is read or
// refused with an Error that has a code, never more.
#include <config/allocation.hpp>
#include <config/confidence.hpp>
#include <config/rule.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <levelin/core/error.hpp>
#include <string>

namespace {

template <class Read>
void read_or_refuse(const Read& read) {
    try {
        read();
    } catch (const levelin::Error& error) {
        if (error.code().empty()) {
            std::abort();
        }
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    read_or_refuse([&] {
        const levelin::config::RuleFile rule =
            levelin::config::parse_rule(text, "fuzz/nowhere/rule.toml");
        read_or_refuse([&] { (void)levelin::config::parse_allocation(rule); });
        read_or_refuse([&] { (void)levelin::config::read_confidence(rule); });
        for (const levelin::RuleStep& step : rule.selection.steps) {
            if (levelin::describe(step).empty()) {
                std::abort();
            }
        }
    });
    return 0;
}
