#include <gdal_priv.h>
#include <ogrsf_frmts.h>

#include <catch2/catch.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <levelin/geodata/read_bridges.hpp>
#include <levelin/topology/coverage.hpp>
#include <levelin/topology/neighbours.hpp>
#include <memory>
#include <set>
#include <shared_data.hpp>
#include <unordered_map>

using namespace levelin;

namespace {

using CodePairs = std::set<std::pair<std::string, std::string>>;

/// Whether GEOS finds two areas to touch, or to overlap by a hair: two constituencies of 2024 have
/// 0.02 m2 in common along some kilometres.
bool meet(const OGRGeometry& a, const OGRGeometry& b) {
    if (a.Touches(&b) != FALSE) {
        return true;
    }
    if (a.Overlaps(&b) == FALSE) {
        return false;
    }
    const std::unique_ptr<OGRGeometry> both{a.Intersection(&b)};
    double ground = 0;
    if (OGR_GT_IsSubClassOf(both->getGeometryType(), wkbGeometryCollection) != FALSE) {
        ground = both->toGeometryCollection()->get_Area();
    } else if (wkbFlatten(both->getGeometryType()) == wkbPolygon) {
        ground = both->toPolygon()->get_Area();
    }
    return ground < 0.1;
}

/// Pairs of features that GEOS finds to meet, read and compared without levelin.
CodePairs touching(const std::filesystem::path& path, const char* code_field) {
    GDALAllRegister();
    const std::unique_ptr<GDALDataset> dataset{
        GDALDataset::Open(path.c_str(), GDAL_OF_VECTOR | GDAL_OF_READONLY)};
    REQUIRE(dataset);
    std::vector<std::pair<std::string, std::unique_ptr<OGRGeometry>>> areas;
    for (const auto& feature : *dataset->GetLayer(0)) {
        areas.emplace_back(feature->GetFieldAsString(code_field),
                           std::unique_ptr<OGRGeometry>{feature->StealGeometry()});
    }
    CodePairs pairs;
    for (std::size_t a = 0; a < areas.size(); ++a) {
        OGREnvelope mine;
        areas[a].second->getEnvelope(&mine);
        for (std::size_t b = a + 1; b < areas.size(); ++b) {
            OGREnvelope other;
            areas[b].second->getEnvelope(&other);
            if (mine.Intersects(other) && meet(*areas[a].second, *areas[b].second)) {
                pairs.insert(std::minmax(areas[a].first, areas[b].first));
            }
        }
    }
    return pairs;
}

CodePairs in_codes(const NeighbourGraph& graph, const std::vector<AreaCode>& codes) {
    CodePairs pairs;
    for (const auto& [a, b] : pairs_of(graph)) {
        pairs.insert(std::minmax(codes[a].str(), codes[b].str()));
    }
    return pairs;
}

Topology topology_of(const std::filesystem::path& path, double sliver) {
    CoverageOptions options;
    options.sliver_width = sliver;
    return make_coverage(geodata::read_boundaries(path).set, options).coverage.value().topology();
}

}  // namespace

TEST_CASE("Local authorities touch where GEOS says so") {
    REQUIRE_SHARED(path, "boundaries/shp/LAD_DEC_2023_UK_BUC.shp");
    const Topology topology = topology_of(path, 0);
    const NeighbourGraph queen = queen_neighbours(topology);
    const CodePairs expected = touching(path, "LAD23CD");
    CHECK(expected.size() > 800);
    CHECK(in_codes(queen, topology.codes) == expected);
    const NeighbourGraph rook = rook_neighbours(topology);
    CHECK(common(rook, queen) == rook);
    // Anglesey, Wight, Scilly, the Western and the Northern Isles.
    std::set<std::string> alone;
    for (const std::uint32_t a : islands(rook)) {
        alone.insert(topology.codes[a].str());
    }
    CHECK(alone == std::set<std::string>{"E06000046", "E06000053", "S12000013", "S12000023",
                                         "S12000027", "W06000001"});
    CHECK(component_count(components(rook)) == 8);  // They, Great Britain and Northern Ireland.
}

TEST_CASE("Constituencies touch where GEOS says so") {
    REQUIRE_SHARED(path, "boundaries/shp/PCON_JULY_2024_UK_BUC.shp");
    const Topology topology = topology_of(path, 0);
    const CodePairs found = in_codes(queen_neighbours(topology), topology.codes);
    const CodePairs expected = touching(path, "PCON24CD");
    for (const auto& [a, b] : found) {
        if (!expected.contains({a, b})) {
            FAIL_CHECK(a << " and " << b << " touch for levelin alone");
        }
    }
    for (const auto& [a, b] : expected) {
        if (!found.contains({a, b})) {
            FAIL_CHECK(a << " and " << b << " touch for GEOS alone");
        }
    }
}

TEST_CASE("With the built-in bridges the United Kingdom hangs together") {
    REQUIRE_SHARED(path, "boundaries/shp/LAD_DEC_2023_UK_BUC.shp");
    const Topology topology = topology_of(path, 0);
    std::unordered_map<AreaCode, std::uint32_t> place;
    for (std::uint32_t a = 0; a < topology.size(); ++a) {
        place.emplace(topology.codes[a], a);
    }
    std::vector<BorderPair> pairs;
    std::set<std::string> unknown;
    for (const auto& bridge : geodata::read_bridges(std::filesystem::path{LEVELIN_SOURCE_DIR} /
                                                    "geodata/bridges/uk.csv")) {
        for (const AreaCode& code : {bridge.code, bridge.neighbour}) {
            if (place.count(code) == 0) {
                unknown.insert(code.str());
            }
        }
        if (place.count(bridge.code) != 0 && place.count(bridge.neighbour) != 0) {
            pairs.emplace_back(place.at(bridge.code), place.at(bridge.neighbour));
        }
    }
    CHECK(unknown == std::set<std::string>{"S12000015"});  // Fife until 2018.
    const NeighbourGraph bridged =
        united(rook_neighbours(topology), make_graph(topology.size(), pairs));
    CHECK(islands(bridged).empty());
    CHECK(component_count(components(bridged)) == 1);
}

TEST_CASE("Small areas whose neighbours differ by a hair have their neighbours") {
    REQUIRE_SHARED(path, "boundaries/small_areas_dense_shp/lsoa2011_ew.shp");
    const Topology topology = topology_of(path, 1);
    const NeighbourGraph rook = rook_neighbours(topology);
    CHECK(rook.size() == 34'753);
    const double mean = static_cast<double>(rook.link_count()) / 34'753;
    CHECK(mean == Approx(5.8).margin(0.1));
    const auto alone = islands(rook);
    REQUIRE(alone.size() == 1);
    CHECK(topology.codes[alone[0]].view() == "E01019077");  // The Isles of Scilly.
    CHECK(is_symmetric(rook));
    CHECK(common(rook, queen_neighbours(topology)) == rook);
}
