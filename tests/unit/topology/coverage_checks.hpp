#pragma once

#include <levelin/topology/coverage.hpp>
#include <string>
#include <vector>

/// What must hold of every topology, whatever it was made from.
namespace coverage_checks {

/// Makes a coverage with 1 and with 8 threads, compares the two, and checks what came out: the
/// invariants of Topology and Coverage, and with GEOS that every area is valid and that no ground
/// is in two areas.
levelin::CoverageResult make_checked(const levelin::BoundarySet& set,
                                     levelin::CoverageOptions options = {});

/// The faults of a topology's own structure, each as a sentence; empty = none. Segments are
/// compared pair by pair, exactly, where there are no more than `most_pairs` of them.
std::vector<std::string> structural_faults(const levelin::Topology& topology);

/// The areas that GEOS finds invalid, with its reason.
std::vector<std::string> invalid_areas(const levelin::BoundarySet& set);

/// The area of the union of all areas, as GEOS computes it.
double union_area(const levelin::BoundarySet& set);

/// Square units of the areas together.
double total_area(const levelin::BoundarySet& set);

/// Square units of a kind of fault together.
double fault_area(const levelin::CoverageReport& report, levelin::CoverageFaultKind kind);

}  // namespace coverage_checks
