#include <levelin/export/neighbour_text.hpp>
#include <stdexcept>

using namespace levelin;

namespace {

std::vector<AreaCode> codes() {
    return {*AreaCode::parse("A1"), *AreaCode::parse("B2"), *AreaCode::parse("C3")};
}

NeighbourGraph graph() {
    return make_graph(3, std::vector<NeighbourLink>{{0, 2, 0.1}, {2, 0, 0.1}, {0, 1, 12}});
}

}  // namespace

TEST_CASE("Neighbours as CSV: a row a link, weights that read back") {
    CHECK(neighbour_csv(codes(), graph()) ==
          "code,neighbour,weight\nA1,B2,12\nA1,C3,0.1\nC3,A1,0.1\n");
    CHECK(neighbour_csv({}, NeighbourGraph{}) == "code,neighbour,weight\n");
    CHECK_THROWS_AS(neighbour_csv({}, graph()), std::invalid_argument);
}

TEST_CASE("Neighbours as GAL: an island has an empty line") {
    CHECK(neighbour_gal(codes(), graph(), "my layer", "") ==
          "0 3 my_layer unknown\nA1 2\nB2 C3\nB2 0\n\nC3 1\nA1\n");
    CHECK_THROWS_AS(neighbour_gal({}, graph(), "x", "y"), std::invalid_argument);
}
