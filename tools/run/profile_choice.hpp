#pragma once

#include "profile_areas.hpp"

namespace levelin::run {

/// The areas that a call asks for, each once: those named in their order, else those of the group
/// or of the result, by rank.
/// @throws UsageError E-REPORT-04, E-REPORT-05.
[[nodiscard]] std::vector<std::uint32_t> chosen_areas(const ReportFacts& facts,
                                                      const ProfileRequest& request);

}  // namespace levelin::run
