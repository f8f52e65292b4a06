#include "ink_list.hpp"

#include <algorithm>
#include <levelin/core/number_text.hpp>
#include <levelin/draw/type_setter.hpp>

namespace levelin::render {

namespace {

draw::Ink status_ink(Status status, draw::Colour ground, draw::Hatch hatch, draw::Colour line,
                     double side, double mark) {
    draw::Ink ink;
    ink.name = std::string{to_string(status)};
    ink.colour = ground;
    ink.hatch = hatch;
    ink.line = line;
    ink.side_px = side;
    ink.mark_px = mark;
    return ink;
}

}  // namespace

std::vector<draw::Ink> status_inks() {
    using enum draw::Hatch;
    constexpr draw::Colour pale{0xec, 0xec, 0xec};
    constexpr draw::Colour grey{0x9a, 0x9a, 0x9a};
    constexpr draw::Colour dark{0x6e, 0x6e, 0x6e};
    return {status_ink(Status::ok, {0xff, 0xff, 0xff}, none, {}, 6, 1),
            status_ink(Status::missing, pale, falling, grey, 6, 1),
            status_ink(Status::suppressed, {0xdd, 0xdd, 0xdd}, dots, dark, 6, 2.4),
            status_ink(Status::not_applicable, {0xd2, 0xd2, 0xd2}, none, dark, 6, 1),
            status_ink(Status::no_row, pale, rising, grey, 6, 1),
            status_ink(Status::below_minimum, pale, level, grey, 5, 1)};
}

std::vector<std::string> status_labels() {
    return {"", "No data", "Suppressed", "Not applicable", "Not in the table", "Too little data"};
}

bool has_class_names(const Classes& classes) {
    return std::any_of(classes.entries.begin(), classes.entries.end(),
                       [](const MapClass& entry) { return !entry.label.empty(); });
}

namespace detail {

void add_status_inks(std::vector<draw::Ink>& inks) {
    const std::vector<draw::Ink> statuses = status_inks();
    inks.insert(inks.end(), statuses.begin() + 1, statuses.end());
}

void add_status_rows(LegendRows& rows, const std::array<std::uint64_t, status_count>& counts,
                     const std::vector<std::string>& labels) {
    const std::vector<draw::Ink> inks = status_inks();
    bool first = true;
    for (std::size_t s = 1; s < status_count; ++s) {
        if (counts[s] > 0) {
            LegendRow row;
            row.ink = inks[s];
            row.label = draw::clean_text(labels[s]);
            row.count = grouped_text(counts[s]);
            row.starts_section = first;
            rows.rows.push_back(std::move(row));
            first = false;
        }
    }
}

std::uint8_t ink_of_class(int drawn_class, std::size_t first_status) {
    return static_cast<std::uint8_t>(
        drawn_class > 0 ? static_cast<std::size_t>(drawn_class - 1)
                        : first_status + static_cast<std::size_t>(-drawn_class - 1));
}

}  // namespace detail

}  // namespace levelin::render
