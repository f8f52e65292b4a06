#include "make_demo.hpp"

#include "coded_table.hpp"

#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/cartogram/hexagon_cartogram.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/export/csv_text.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/topology/coverage.hpp>
#include <levelin/topology/neighbours.hpp>
#include <map>
#include <numbers>

namespace levelin::demo {

namespace {

/// The number to so many decimals, as the shortest text.
std::string rounded(double value, int decimals) {
    const auto parsed = parse_plain_number(fixed_text(value, decimals));
    return shortest_text(parsed.value_or(value));
}

/// A cell of the demo's table: levelin's own marker where the publisher withheld the value, nothing
/// where there is none.
std::string cell(const NumberColumn& column, std::size_t row, int decimals) {
    switch (column.status[row]) {
        case Status::ok:
            return rounded(column.values[row], decimals);
        case Status::suppressed:
            return "[c]";
        case Status::not_applicable:
            return "[z]";
        default:
            return {};
    }
}

void append_row(std::string& out, const std::vector<std::string>& cells) {
    for (std::size_t c = 0; c < cells.size(); ++c) {
        if (c > 0) {
            out += ',';
        }
        append_csv_cell(out, cells[c]);
    }
    out += '\n';
}

std::string count_text(const NumberColumn& column, Status status) {
    long long count = 0;
    for (const Status s : column.status) {
        count += s == status ? 1 : 0;
    }
    return std::to_string(count);
}

void add_regions(const std::filesystem::path& data, UkHexagons& uk) {
    const CodedTable table(data / "lookups/geo-lookups/la_all_codes.csv", "LADCD");
    const auto regions = table.texts("RGNNM");
    const auto nations = table.texts("CTRYNM");
    std::map<AreaCode, std::size_t> row;
    for (std::size_t i = 0; i < table.codes().size(); ++i) {
        row.emplace(table.codes()[i], i);
    }
    for (const AreaCode& code : uk.real.codes) {
        const auto found = row.find(code);
        if (found == row.end() || nations[found->second].empty()) {
            throw InputError("E-DEMO-04", "authority " + code.str() + " has no nation", {}, {},
                             {"la_all_codes.csv"});
        }
        const std::string& region = regions[found->second];
        uk.nation.push_back(nations[found->second]);
        uk.region.push_back(region.empty() ? uk.nation.back() : region);
    }
}

double mean_turn_deg(const std::vector<Point>& real, const std::vector<Point>& drawn,
                     const std::vector<BorderPair>& borders) {
    const auto bearing = [](Point from, Point to) {
        return std::atan2(to.y - from.y, to.x - from.x);
    };
    double sum = 0;
    for (const auto& [a, b] : borders) {
        const double turn = bearing(real[a], real[b]) - bearing(drawn[a], drawn[b]);
        sum += std::abs(std::remainder(turn, 2 * std::numbers::pi));
    }
    return sum / static_cast<double>(borders.size()) * 180 / std::numbers::pi;
}

}  // namespace

UkHexagons uk_hexagons(const std::filesystem::path& data) {
    UkHexagons uk;
    uk.real = geodata::read_boundaries(data / "boundaries/shp/LAD_DEC_2023_UK_BUC.shp").set;
    add_regions(data, uk);
    CoverageOptions joining;
    joining.sliver_width = 1;
    joining.close_wide_overlaps = true;
    const Coverage coverage = std::move(make_coverage(uk.real, joining).coverage.value());
    std::map<std::string, std::uint32_t> groups;
    std::vector<std::uint32_t> group;
    for (const std::string& region : uk.region) {
        group.push_back(
            groups.emplace(region, static_cast<std::uint32_t>(groups.size())).first->second);
    }
    uk.hexagons = hexagon_cartogram(coverage, group);
    uk.touching = pairs_of(edge_neighbours(uk.hexagons.boundaries)).size();
    uk.turn_deg = mean_turn_deg(area_centroids(uk.real), uk.hexagons.centres,
                                pairs_of(rook_neighbours(coverage.topology())));
    return uk;
}

DemoTables demo_tables(const std::filesystem::path& data, const UkHexagons& uk) {
    DemoTables out;
    const Succession succession(data / "lookups/derived_csv/lookup_ltla_ltla.csv");
    out.figures = small_area_figures(data, succession, uk.real.codes);

    std::vector<NumberColumn> columns;
    std::vector<std::string> header{"code",   "name",       "nation",
                                    "region", "population", "uk_imd_score"};
    append_row(out.sources, {"column", "title", "unit", "period", "publisher", "direction",
                             "authorities", "suppressed", "not_published", "licence"});
    const std::string all = std::to_string(uk.real.size());
    append_row(out.sources,
               {"population", "Resident population", "persons", "mid-2019",
                "Office for National Statistics; National Records of Scotland; Northern Ireland "
                "Statistics and Research Agency",
                "", all, "0", "0",
                "Contains public sector information licensed under the Open Government Licence "
                "v3.0. Source: Office for National Statistics, National Records of Scotland, "
                "NISRA, small area population estimates."});
    append_row(
        out.sources,
        {"uk_imd_score", "Composite UK index of multiple deprivation, mean over residents", "score",
         "2020 (indices of 2017 to 2020)", "mySociety", "higher_is_worse", all, "0", "0",
         "Composite UK IMD 2020 by mySociety, licensed under CC BY 4.0, after G. Abel, "
         "M. Barclay and R. Payne; averaged over small areas by levelin."});
    for (const IndicatorSource& source : indicator_sources()) {
        columns.push_back(indicator(data, source, succession, uk.real.codes));
        header.push_back(source.id);
        append_row(
            out.sources,
            {source.id, source.title, source.unit, source.period, source.publisher,
             source.higher_is_worse ? "higher_is_worse" : "lower_is_worse",
             count_text(columns.back(), Status::ok), count_text(columns.back(), Status::suppressed),
             std::to_string(std::stoll(count_text(columns.back(), Status::no_row)) +
                            std::stoll(count_text(columns.back(), Status::missing))),
             source.licence});
    }
    append_row(out.indicators, header);
    for (std::size_t a = 0; a < uk.real.size(); ++a) {
        std::vector<std::string> row{uk.real.codes[a].str(),
                                     uk.real.names[a],
                                     uk.nation[a],
                                     uk.region[a],
                                     rounded(out.figures.population[a], 0),
                                     rounded(out.figures.score[a], 3)};
        for (std::size_t c = 0; c < columns.size(); ++c) {
            row.push_back(cell(columns[c], a, indicator_sources()[c].decimals));
        }
        append_row(out.indicators, row);
    }
    return out;
}

}  // namespace levelin::demo
