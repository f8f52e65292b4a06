#include <algorithm>
#include <catch2/catch.hpp>
#include <levelin/clusters/find_clusters.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/random.hpp>

#include "lattice.hpp"

using namespace levelin;

namespace {

constexpr std::uint32_t side = 20;

std::uint32_t at(std::uint32_t row, std::uint32_t column) {
    return row * side + column;
}

// Noise, with a block of 5 x 5 high values at (2, 2), one of 4 x 4 low ones at (12, 12), and one
// high value in the middle of the low ones.
NumberColumn field(std::uint64_t seed) {
    NumberColumn column;
    RandomStream random(seed);
    for (std::uint32_t a = 0; a < side * side; ++a) {
        column.push(20 + 2 * random.normal());
    }
    for (std::uint32_t r = 0; r < 5; ++r) {
        for (std::uint32_t c = 0; c < 5; ++c) {
            column.values[at(2 + r, 2 + c)] += 20;
            column.values[at(12 + r, 12 + c)] -= 12;
        }
    }
    column.values[at(14, 14)] = 60;
    return column;
}

LocalOptions options(std::vector<LocalKind> kinds) {
    LocalOptions out;
    out.kinds = std::move(kinds);
    out.permute.permutations = 9999;
    return out;
}

const LocalResult& of(const std::vector<LocalResult>& results, LocalKind kind) {
    return *std::find_if(results.begin(), results.end(),
                         [&](const LocalResult& result) { return result.kind == kind; });
}

}  // namespace

TEST_CASE("planted clusters are found, with their classes", "[clusters]") {
    const ValuedAreas areas = areas_with_values(lattice(side, side), field(1));
    const std::vector<LocalResult> results = local_clusters(areas);
    const LocalResult& moran = of(results, LocalKind::moran);
    CHECK(moran.classes[at(4, 4)] == ClusterClass::high_high);
    CHECK(moran.classes[at(14, 14)] == ClusterClass::high_low);
    CHECK(moran.classes[at(1, 3)] == ClusterClass::low_high);
    const LocalResult& star = of(results, LocalKind::g_star);
    CHECK(star.classes[at(4, 4)] == ClusterClass::hot_spot);
    CHECK(star.classes[at(14, 14)] == ClusterClass::cold_spot);
    const LocalResult& geary = of(results, LocalKind::geary);
    CHECK(geary.classes[at(14, 14)] == ClusterClass::unlike);
    CHECK(geary.classes[at(4, 4)] != ClusterClass::unlike);

    // Far from both blocks, few are called anything.
    std::size_t far = 0;
    for (std::uint32_t r = 0; r < 10; ++r) {
        for (std::uint32_t c = 10; c < side; ++c) {
            far += moran.classes[at(r, c)] != ClusterClass::not_significant ? 1 : 0;
        }
    }
    CHECK(far <= 3);
}

TEST_CASE("clusters hang together, the largest first", "[clusters]") {
    const ValuedAreas areas = areas_with_values(lattice(side, side), field(2));
    const std::vector<LocalResult> results = local_clusters(areas, options({LocalKind::moran}));
    const LocalResult& moran = results.front();
    REQUIRE(moran.clusters.size() >= 2);
    std::size_t counted = 0;
    for (std::size_t c = 0; c < moran.clusters.size(); ++c) {
        const Cluster& cluster = moran.clusters[c];
        CHECK(std::is_sorted(cluster.areas.begin(), cluster.areas.end()));
        if (c > 0) {
            CHECK(cluster.areas.size() <= moran.clusters[c - 1].areas.size());
        }
        for (const std::uint32_t a : cluster.areas) {
            CHECK(moran.cluster[a] == c + 1);
            CHECK(moran.classes[a] == cluster.kind);
        }
        counted += cluster.areas.size();
    }
    CHECK(counted == static_cast<std::size_t>(
                         std::count_if(moran.cluster.begin(), moran.cluster.end(),
                                       [](std::uint32_t number) { return number != 0; })));
    // The block of 25 is one cluster.
    const std::uint32_t block = moran.cluster[at(4, 4)];
    CHECK(block > 0);
    CHECK(moran.cluster[at(3, 5)] == block);
    CHECK(moran.cluster[at(5, 3)] == block);
}

TEST_CASE("G's and Moran's p are one, but for an area at the mean", "[clusters]") {
    NumberColumn column = field(3);
    const ValuedAreas areas = areas_with_values(lattice(side, side), column);
    const std::vector<LocalResult> results = local_clusters(areas);
    CHECK(of(results, LocalKind::moran).p.values == of(results, LocalKind::g).p.values);
    CHECK(of(results, LocalKind::g).p.values == of(results, LocalKind::g_star).p.values);

    const NumberColumn small{"x", {1, 2, 3, 4, 5, 3}, std::vector<Status>(6, Status::ok)};
    const std::vector<LocalResult> few =
        local_clusters(areas_with_values(lattice(2, 3), small), options({LocalKind::moran}));
    CHECK(few.front().p.values[2] == 1);  // Its value is the mean.
}

TEST_CASE("raw p-values call more, one tail halves p", "[clusters]") {
    const ValuedAreas areas = areas_with_values(lattice(side, side), field(4));
    LocalOptions asked = options({LocalKind::moran});
    const LocalResult two = local_clusters(areas, asked).front();
    asked.tails = Tails::one;
    asked.false_discovery = false;
    const LocalResult one = local_clusters(areas, asked).front();
    for (std::size_t a = 0; a < areas.size(); ++a) {
        CHECK(two.p.values[a] == Approx(std::min(1.0, 2 * one.p.values[a])));
        CHECK(two.q.values[a] >= two.p.values[a]);
        const bool called = one.classes[a] != ClusterClass::not_significant;
        CHECK(called == (one.p.values[a] <= 0.05));
    }
}

TEST_CASE("areas without a value leave the graph, islands are told", "[clusters]") {
    // 0 1 2 3 in a row, 4 beside nobody.
    const NeighbourGraph graph =
        make_graph(7, std::vector<BorderPair>{{0, 1}, {1, 2}, {2, 3}, {5, 6}});
    NumberColumn column;
    for (const double x : {1.0, 2.0, 4.0, 8.0, 16.0, 32.0}) {
        column.push(x);
    }
    column.push(Status::suppressed);
    const ValuedAreas areas = areas_with_values(graph, column);
    CHECK(areas.position == std::vector<std::uint32_t>{0, 1, 2, 3, 4, 5});
    CHECK(areas.islands == std::vector<std::uint32_t>{4, 5});
    CHECK(areas.cut_off == std::vector<std::uint32_t>{5});
    CHECK(areas.with_one_neighbour == std::vector<std::uint32_t>{0, 3});
    CHECK(areas.deviations.mean == 10.5);

    const std::vector<LocalResult> results = local_clusters(areas, options({LocalKind::moran}));
    CHECK(results.front().classes[4] == ClusterClass::island);
    CHECK(results.front().p.status[4] == Status::not_applicable);
    CHECK(results.front().q.status[5] == Status::not_applicable);
    CHECK(results.front().cluster[4] == 0);

    column.status[1] = Status::missing;
    column.status[2] = Status::missing;
    const auto code_of = [&](const NumberColumn& cells) -> std::string {
        try {
            (void)areas_with_values(graph, cells);
        } catch (const Error& error) {
            return error.code();
        }
        return "";
    };
    CHECK(code_of(column) == "E-CLUSTERS-05");
    column.status[3] = Status::missing;
    CHECK(code_of(column) == "E-CLUSTERS-03");
}

TEST_CASE("five areas in a row, as the method page works them by hand", "[clusters]") {
    const NeighbourGraph graph =
        make_graph(5, std::vector<BorderPair>{{0, 1}, {1, 2}, {2, 3}, {3, 4}});
    const NumberColumn column{"x", {9, 8, 4, 2, 2}, std::vector<Status>(5, Status::ok)};
    const ValuedAreas areas = areas_with_values(graph, column);
    CHECK(areas.deviations.z == std::vector<double>{4, 3, -1, -3, -3});
    CHECK(areas.deviations.m2 == Approx(8.8));
    LocalOptions asked = options({LocalKind::moran});
    asked.tails = Tails::one;
    const LocalResult moran = local_clusters(areas, asked).front();
    CHECK(moran.statistic.value.values[0] == Approx(4 / 8.8 * 3));
    CHECK(moran.statistic.value.values[1] == Approx(3 / 8.8 * 1.5));
    const double error = 5 * std::sqrt(0.25 * 0.75 / 9999);
    CHECK(moran.p.values[0] == Approx(1 / 4.0).margin(error));
    CHECK(moran.p.values[1] == Approx(1 / 6.0).margin(error));
}

TEST_CASE("the words of classes are those of the files", "[clusters]") {
    CHECK(to_string(ClusterClass::high_high) == "high_high");
    CHECK(to_string(ClusterClass::island) == "island");
    CHECK(to_string(ClusterClass::alike_middle) == "alike_middle");
    CHECK(to_string(LocalKind::g_star) == "gi_star");
}
