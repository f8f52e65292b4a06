#include <ogr_geometry.h>

#include <algorithm>
#include <cmath>
#include <iostream>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/read_points.hpp>
#include <levelin/interpolate/interpolate.hpp>
#include <levelin/interpolate/locate.hpp>
#include <map>
#include <shared_data.hpp>
#include <simple_csv.hpp>
#include <unordered_map>

using namespace levelin;

namespace {

const char* const small_areas = "boundaries/small_areas_dense_shp/lsoa2011_ew.shp";
const char* const councils = "boundaries/shp/LAD_DEC_2023_UK_BUC.shp";

BoundarySet metres(const std::filesystem::path& path) {
    geodata::Boundaries read = geodata::read_boundaries(path);
    REQUIRE(read.crs.authority_code == "EPSG:27700");
    return std::move(read.set);
}

std::unique_ptr<OGRGeometry> geometry(const BoundarySet& set, std::size_t area) {
    auto out = std::make_unique<OGRMultiPolygon>();
    for (std::uint32_t p = set.area_begin[area]; p < set.area_begin[area + 1]; ++p) {
        OGRPolygon polygon;
        for (std::uint32_t r = set.polygon_begin[p]; r < set.polygon_begin[p + 1]; ++r) {
            OGRLinearRing ring;
            for (const Point& point : set.ring(r)) {
                ring.addPoint(point.x, point.y);
            }
            polygon.addRing(&ring);
        }
        out->addGeometry(&polygon);
    }
    return out;
}

double area_of_polygons(const OGRGeometry& shape) {
    if (wkbFlatten(shape.getGeometryType()) == wkbPolygon) {
        return shape.toPolygon()->get_Area();
    }
    double area = 0;
    if (OGR_GT_IsSubClassOf(wkbFlatten(shape.getGeometryType()), wkbGeometryCollection) != 0) {
        for (const OGRGeometry* part : *shape.toGeometryCollection()) {
            area += area_of_polygons(*part);
        }
    }
    return area;
}

// LSOA 2011 -> its council of 2023, through that of 2019 and what became of it.
std::unordered_map<std::string, std::string> councils_of_small_areas() {
    const auto folder = shared_folder() / "data/lookups";
    const SimpleCsv chain = read_simple_csv(folder / "derived_csv/lookup_ltla_ltla.csv");
    std::unordered_map<std::string, std::string> later;
    for (const auto& row : chain.rows) {
        later[row[chain.column("ltla19_code")]] = row[chain.column("ltla23_code")];
    }
    const SimpleCsv wards = read_simple_csv(
        folder /
        "Lower_Layer_Super_Output_Area_(2011)_to_Ward_(2019)_Lookup_in_England_and_Wales"
        ".csv");
    std::unordered_map<std::string, std::string> out;
    for (const auto& row : wards.rows) {
        out[row[wards.column("LSOA11CD")]] = later.at(row[wards.column("LAD19CD")]);
    }
    return out;
}

struct Differences {
    double median = 0;
    double mean = 0;
    double largest = 0;
};

// How far the interpolated people of each council are from the sum by look-up, as shares.
Differences differences(const Interpolated& out, const BoundarySet& targets,
                        const std::map<std::string, double>& exact) {
    std::vector<double> shares;
    for (std::size_t t = 0; t < targets.size(); ++t) {
        const auto found = exact.find(targets.codes[t].str());
        if (found != exact.end()) {
            REQUIRE(out.column.status[t] == Status::ok);
            shares.push_back(std::abs(out.column.values[t] - found->second) / found->second);
        }
    }
    CHECK(shares.size() == exact.size());
    std::sort(shares.begin(), shares.end());
    Differences result;
    result.median = shares[shares.size() / 2];
    result.largest = shares.back();
    for (const double share : shares) {
        result.mean += share / static_cast<double>(shares.size());
    }
    return result;
}

}  // namespace

TEST_CASE("real: overlaps of small areas and councils as GEOS has them", "[real]") {
    REQUIRE_SHARED(small_areas_path, small_areas);
    REQUIRE_SHARED(councils_path, councils);
    const BoundarySet sources = metres(small_areas_path);
    const BoundarySet targets = metres(councils_path);
    const Overlay laid = overlay(sources, targets);
    CHECK(laid.pairs.size() > 43'000);
    std::vector<double> covered(targets.size(), 0);
    std::size_t borders = 0;
    std::size_t compared = 0;
    double largest = 0;
    for (const OverlapPair& pair : laid.pairs) {
        covered[pair.target] += pair.area_m2;
        const bool border =
            std::abs(pair.area_m2 - laid.source_areas_m2[pair.source]) > 1e-6 * pair.area_m2;
        if (!border || borders++ % 23 != 0) {
            continue;
        }
        const auto source = geometry(sources, pair.source);
        const auto target = geometry(targets, pair.target);
        const std::unique_ptr<OGRGeometry> both{source->Intersection(target.get())};
        REQUIRE(both);
        const double difference = std::abs(area_of_polygons(*both) - pair.area_m2);
        CHECK(difference <= 1e-12 * laid.source_areas_m2[pair.source] + 1e-5);
        largest = std::max(largest, difference);
        ++compared;
    }
    CHECK(compared > 600);
    CHECK(largest < 1e-4);
    for (std::size_t t = 0; t < targets.size(); ++t) {
        // Small areas of one layer do not overlap, save for the noise of their borders.
        CHECK(covered[t] <= laid.target_areas_m2[t] * (1 + 1e-6));
    }
    const Overlay one_thread = overlay(sources, targets, {1, nullptr});
    REQUIRE(one_thread.pairs.size() == laid.pairs.size());
    for (std::size_t p = 0; p < laid.pairs.size(); ++p) {
        REQUIRE(one_thread.pairs[p].area_m2 == laid.pairs[p].area_m2);
    }
}

TEST_CASE("real: people of small areas onto councils, against the sums by look-up", "[real]") {
    REQUIRE_SHARED(small_areas_path, small_areas);
    REQUIRE_SHARED(councils_path, councils);
    REQUIRE_SHARED(people_path, "uk/composite_uk_imd/2019_population.csv");
    REQUIRE_SHARED(centroids_path,
                   "lookups/Lower_Layer_Super_Output_Areas_December_2011_Population_Weighted_"
                   "Centroids.csv");
    const BoundarySet sources = metres(small_areas_path);
    const BoundarySet targets = metres(councils_path);
    const SimpleCsv table = read_simple_csv(people_path);
    const auto row_of = table.index("lsoa");
    const auto council_of = councils_of_small_areas();
    NumberColumn people;
    double total = 0;
    std::map<std::string, double> exact;
    for (const AreaCode& code : sources.codes) {
        const double value =
            published_number(table.rows[row_of.at(code.str())][table.column("pop")]);
        people.push(value);
        total += value;
        exact[council_of.at(code.str())] += value;
    }
    CHECK(exact.size() == 318);  // Councils of England and Wales in 2023.

    const Overlay laid = overlay(sources, targets);
    const Shares by_area = shares_by_area(laid, sources.codes, targets.codes);
    const Interpolated area = interpolate_extensive(people, by_area);
    CHECK(area.source_total == total);
    CHECK(std::abs(area.target_total + area.lost - total) <= 1e-9 * total);
    CHECK(area.withheld == 0);

    const geodata::Points points = geodata::read_points(centroids_path);
    CHECK(points.crs.authority_code == "EPSG:27700");
    CHECK(points.people.empty());
    CHECK(points.code_column == "lsoa11cd");
    std::unordered_map<std::string, std::uint32_t> place;
    for (std::uint32_t s = 0; s < sources.size(); ++s) {
        place[sources.codes[s].str()] = s;
    }
    const auto target_of = locate(points.places, targets);
    std::vector<PopulationPoint> placed;
    for (std::size_t p = 0; p < points.places.size(); ++p) {
        const std::uint32_t s = place.at(points.codes[p].str());
        placed.push_back({s, target_of[p], people.values[s]});
    }
    const Shares by_people = shares_by_points(laid, placed, sources.codes, targets.codes);
    const Interpolated centred = interpolate_extensive(people, by_people);
    CHECK(std::abs(centred.target_total + centred.lost - total) <= 1e-9 * total);

    // Councils are drawn to 500 m, small areas in full: by area, people near borders go astray.
    const Differences of_area = differences(area, targets, exact);
    const Differences of_people = differences(centred, targets, exact);
    std::cout << "people of 318 councils against the look-up: by area median "
              << 100 * of_area.median << " %, mean " << 100 * of_area.mean << " %, largest "
              << 100 * of_area.largest << " %; by centroids median " << 100 * of_people.median
              << " %, mean " << 100 * of_people.mean << " %, largest " << 100 * of_people.largest
              << " %; lost " << area.lost << " and " << centred.lost << " of " << total << '\n';
    CHECK(of_area.median < 0.009);
    CHECK(of_area.mean < 0.015);
    // Most centroids lie in the council that they belong to; what is left are places where 500 m
    // are much, as the City of London.
    CHECK(of_people.median == 0);
    CHECK(of_people.mean < 0.009);
    // One small area on the Isle of Dogs touches no council drawn so.
    CHECK(area.lost == 2525);
    CHECK(by_area.findings.find("W-INTERPOLATE-01")->examples ==
          std::vector<std::string>{"E01004276"});
}
