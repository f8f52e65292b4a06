#pragma once

#include <config/project.hpp>
#include <fstream>
#include <functional>
#include <random>
#include <run/run_project.hpp>
#include <string>
#include <utility>
#include <vector>

#include "scratch_folder.hpp"
#include "shared_data.hpp"
#include "simple_csv.hpp"

/// Whole runs of the built-in recipes, for the tests on real data.
namespace recipe_run {

using Tables = std::vector<std::pair<std::string, std::filesystem::path>>;

inline levelin::run::RunRequest request(const std::string& recipe, const Tables& tables,
                                        const std::filesystem::path& out,
                                        const levelin::config::Settings& settings = {}) {
    levelin::run::RunRequest request;
    request.project = levelin::config::read_project(
        std::filesystem::path{LEVELIN_SOURCE_DIR} / "geodata" / "recipes" / (recipe + ".toml"),
        settings);
    for (const auto& [id, file] : tables) {
        for (levelin::config::TableConfig& table : request.project.tables) {
            if (table.id == id) {
                table.file = file;
            }
        }
    }
    request.out = out;
    request.map = false;
    request.time = "2026-01-01T00:00:00Z";
    return request;
}

inline SimpleCsv areas(const std::filesystem::path& result) {
    return read_simple_csv(result / "areas.csv");
}

/// The table with the cells of some columns dealt out anew among its rows.
inline SimpleCsv scrambled(SimpleCsv csv, const std::function<bool(const std::string&)>& published,
                           std::size_t* count = nullptr) {
    std::mt19937 chance{20260101};
    std::size_t columns = 0;
    for (std::size_t c = 0; c < csv.header.size(); ++c) {
        if (!published(csv.header[c])) {
            continue;
        }
        ++columns;
        std::vector<std::string> cells;
        for (const auto& row : csv.rows) {
            cells.push_back(c < row.size() ? row[c] : std::string{});
        }
        std::shuffle(cells.begin(), cells.end(), chance);
        for (std::size_t r = 0; r < csv.rows.size(); ++r) {
            if (c < csv.rows[r].size()) {
                csv.rows[r][c] = cells[r];
            }
        }
    }
    if (count != nullptr) {
        *count = columns;
    }
    return csv;
}

/// How near ranks and deciles come to published ones.
struct Agreement {
    std::size_t areas = 0;
    std::size_t ranks_equal = 0;
    double worst_rank = 0;
    std::size_t deciles_equal = 0;  ///< Of those that `decile` says; 0 where it says none.
    double worst_score = 0;
};

/// @param rank,decile,score  columns of the published table; empty = not compared.
inline Agreement compare(const SimpleCsv& own, const std::string& id, const SimpleCsv& published,
                         const std::string& code, const std::string& rank,
                         const std::string& decile = {}, const std::string& score = {}) {
    Agreement out;
    const auto at = published.index(code);
    const std::size_t own_rank = own.column(id + "_rank");
    const std::size_t own_decile = own.column(id + "_decile");
    const std::size_t own_score = own.column(id + "_score");
    for (const auto& row : own.rows) {
        if (row[own.column("status")] != "ok") {
            continue;
        }
        ++out.areas;
        const auto& truth = published.rows[at.at(row[0])];
        if (!rank.empty()) {
            const double gap = std::abs(std::stod(row[own_rank]) -
                                        published_number(truth[published.column(rank)]));
            out.ranks_equal += gap == 0 ? 1 : 0;
            out.worst_rank = std::max(out.worst_rank, gap);
        }
        if (!decile.empty()) {
            out.deciles_equal +=
                std::stod(row[own_decile]) == published_number(truth[published.column(decile)]) ? 1
                                                                                                : 0;
        }
        if (!score.empty()) {
            out.worst_score = std::max(out.worst_score,
                                       std::abs(std::stod(row[own_score]) -
                                                published_number(truth[published.column(score)])));
        }
    }
    std::cout << id << ": " << out.areas << " areas, " << out.ranks_equal
              << " ranks equal, furthest rank " << out.worst_rank << ", " << out.deciles_equal
              << " deciles equal, furthest score " << out.worst_score << std::endl;
    return out;
}

}  // namespace recipe_run
