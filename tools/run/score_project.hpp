#pragma once

#include <config/project.hpp>
#include <levelin/core/diagnostics.hpp>
#include <levelin/score/composite.hpp>
#include <levelin/score/score.hpp>
#include <string>
#include <vector>

#include "frame.hpp"

namespace levelin::run {

/// A column that an index was compared with after scoring.
struct DirectionCheck {
    std::string column;
    std::size_t areas = 0;  ///< With a score and a value; 0 where the table has no such column.
    double agreement = 0;   ///< See kernels::rank_agreement; from -1 to 1.
};

/// What is known of an index beyond its scores, for the report.
struct IndexFacts {
    std::vector<NationModel> models;  ///< Of a composite.
    double population = 0;
    std::vector<DirectionCheck> checks;
};

struct ScoredProject {
    std::vector<ScoredIndex> indices;
    std::vector<IndexFacts> facts;  ///< One an index.
    Diagnostics findings;
};

/// Refuses tables of a composite that do not hold each nation once, before any is read.
/// @throws UsageError E-USAGE-20 where tables are missing; ConfigError E-CONFIG-10 where a nation
///         is given twice.
void check_composite_tables(const config::ProjectConfig& project);

/// Scores every index of the project over the frame's areas.
///
/// A composite's areas belong to the nation that their codes name; a table's column of nations, and
/// the nation that a table is for, are compared with that. Rates that are nowhere above 1 in a
/// nation are shares and are taken times 100 (N-SCORE-02).
///
/// @throws what the engine throws; InputError E-SCORE-06 where a check says that the index runs the
///         wrong way round, E-SCORE-10 where an area's nation is in doubt.
[[nodiscard]] ScoredProject score_project(const config::ProjectConfig& project, const Frame& frame);

}  // namespace levelin::run
