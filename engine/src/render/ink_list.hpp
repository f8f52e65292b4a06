#pragma once

#include <array>
#include <cstdint>
#include <levelin/classify/classes.hpp>
#include <levelin/render/thematic_map.hpp>
#include <string>
#include <vector>

namespace levelin::render::detail {

/// Adds the inks of all statuses but ok, in their order.
void add_status_inks(std::vector<draw::Ink>& inks);

/// Adds a row for each status that some area has.
void add_status_rows(LegendRows& rows, const std::array<std::uint64_t, status_count>& counts,
                     const std::vector<std::string>& labels);

/// The position of a class's ink where those of the statuses begin at `first_status`.
[[nodiscard]] std::uint8_t ink_of_class(int drawn_class, std::size_t first_status);

}  // namespace levelin::render::detail

namespace levelin::render {

/// Whether classes have names of their own; else their bounds stand in the place of names.
[[nodiscard]] bool has_class_names(const Classes& classes);

}  // namespace levelin::render
