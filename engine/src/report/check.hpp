#pragma once

#include <levelin/report/document.hpp>

namespace levelin::report::detail {

/// @throws UsageError E-REPORT-01.
void check(const Document& document);

}  // namespace levelin::report::detail
