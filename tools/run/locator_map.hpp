#pragma once

#include <levelin/draw/drawing.hpp>
#include <string>
#include <vector>

#include "report_facts.hpp"

namespace levelin::run {

struct LocatorMap {
    draw::Drawing drawing;
    std::string caption;
};

/// Where an area lies: it and its neighbours, strong, in its region; without regions in its
/// surroundings. An area too small to be seen there is shown in its council, with the region in a
/// corner and a ring around the place.
/// @param side_px  of the square that the map has.
[[nodiscard]] LocatorMap locator_map(const ReportFacts& facts, std::uint32_t area,
                                     const std::vector<std::uint32_t>& neighbours, double side_px);

}  // namespace levelin::run
