#pragma once

#include <cstdint>
#include <levelin/allocate/apportion.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/target/scorecard.hpp>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

namespace levelin::run {

/// What each area gets, however it was decided; one entry an area in each run.
struct Allotment {
    UnitName unit;
    std::vector<std::uint64_t> amounts;  ///< Pence, or things.
    std::vector<std::string> reasons;
    std::vector<ResultColumn> columns;  ///< Further ones, for allocation.csv and the map.
    std::vector<std::string> groups;    ///< Columns of the result that decided, besides.
    std::vector<double> benefits;       ///< For the scorecard.
    BenefitKind kind = BenefitKind::amount;
    nlohmann::ordered_json facts;  ///< For scorecard.json.
    std::string text;              ///< For a console; ends in a line break.
    std::string sites_csv;         ///< Chosen sites; empty where there are none to tell.
    Diagnostics findings;
};

/// Who takes part: those that the rule's steps select, or, without steps, all but boundaries
/// without data.
struct Eligible {
    std::vector<std::uint8_t> areas;
    bool by_steps = false;
    std::vector<std::string> reasons;  ///< Of areas that do not: why.
};

}  // namespace levelin::run
