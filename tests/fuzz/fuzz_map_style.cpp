// Styles of maps from any bytes: each is read or refused with an Error that has a code, and what is
// read holds nothing that a page could not be drawn with.
#include <cmath>
#include <config/map_style.hpp>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <levelin/core/error.hpp>
#include <string>

namespace {

void expect(bool holds) {
    if (!holds) {
        std::abort();
    }
}

bool sound(double value, double most) {
    return std::isfinite(value) && value >= 0 && value <= most;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    try {
        const levelin::config::MapStyle style =
            levelin::config::parse_map_style(text, "fuzz/style.toml", {});
        expect(sound(style.type, 100) && sound(style.scale, 100) && sound(style.dpi, 1e5));
        expect(style.type > 0 && style.scale > 0);
        for (const levelin::render::Inset& inset : style.own_insets) {
            const levelin::Box& box = inset.extent_m;
            expect(std::isfinite(box.min_x) && std::isfinite(box.max_x) &&
                   std::isfinite(box.min_y) && std::isfinite(box.max_y));
            expect(box.min_x < box.max_x && box.min_y < box.max_y);
        }
        for (const double level : style.confidence.levels) {
            expect(sound(level, 1));
        }
    } catch (const levelin::Error& error) {
        expect(!error.code().empty());
    }
    return 0;
}
