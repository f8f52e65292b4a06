#include <catch2/catch.hpp>
#include <levelin/core/error.hpp>

#include "lookup_maker.hpp"

using namespace levelin;
using namespace lookup_maker;

namespace {

std::string error_of(const std::vector<Row>& rows, const LookupOptions& options = {}) {
    try {
        (void)make(rows, options);
    } catch (const Error& error) {
        return error.code() + " row " + std::to_string(error.location().row);
    }
    return "none";
}

}  // namespace

TEST_CASE("look-up: shares are weights over the source's weights", "[convert]") {
    const Lookup lookup =
        make({{"A", "P", 1}, {"A", "Q", 3}, {"B", "Q", 5}, {"C", "R", 2}, {"C", "S", 2}});
    CHECK(links_of(lookup) == "A>P=0.25 A>Q=0.75 B>Q=1.00 C>R=0.50 C>S=0.50");
    CHECK(lookup.source_weights == std::vector<double>{4, 5, 4});
    CHECK(lookup.splits());
    CHECK(lookup.findings.empty());
}

TEST_CASE("look-up: pairs that repeat are added up, or counted once", "[convert]") {
    const Lookup weighted =
        make({{"B", "Q", 1}, {"A", "P", 1}, {"B", "P", 2}, {"B", "Q", 5}, {"A", "P", 4}});
    CHECK(links_of(weighted) == "B>Q=0.75 B>P=0.25 A>P=1.00");
    CHECK(weighted.source_weights == std::vector<double>{8, 5});
    // A look-up of output areas read at the columns of LSOA and MSOA.
    const Lookup plain = make({{"A", "P"}, {"A", "P"}, {"B", "P"}});
    CHECK(links_of(plain) == "A>P=1.00 B>P=1.00");
    CHECK_FALSE(plain.splits());
    CHECK(plain.source_weights.empty());
}

TEST_CASE("look-up: rows without a code are left out and counted", "[convert]") {
    const Lookup lookup = make({{"A", "P"}, {"B", ""}, {"", "Q"}});
    CHECK(lookup.sources == codes({"A"}));
    CHECK(lookup.targets == codes({"P"}));
    const Finding* finding = lookup.findings.find("W-CONVERT-01");
    REQUIRE(finding != nullptr);
    CHECK(finding->count == 2);
    CHECK(finding->examples == std::vector<std::string>{"row 3 (B)", "row 4 (Q)"});
    CHECK(error_of({{"A", ""}}) == "E-CONVERT-04 row 0");
}

TEST_CASE("look-up: an area in several others needs weights", "[convert]") {
    CHECK(error_of({{"A", "P"}, {"B", "P"}, {"B", "Q"}}) == "E-CONVERT-01 row 4");
    CHECK(error_of({{"A", "P", 1}, {"A", "Q", -2}}) == "E-CONVERT-02 row 3");
    CHECK(error_of({{"B", "P", 1}, {"A", "P", 0}, {"A", "Q", 0}}) == "E-CONVERT-02 row 3");
    // Nobody lives there, but all of it lies in P.
    const Lookup empty = make({{"A", "P", 0}});
    CHECK(links_of(empty) == "A>P=1.00");
    CHECK(empty.source_weights == std::vector<double>{0});
}

TEST_CASE("look-up: what the table does not have need not be shared", "[convert]") {
    const std::vector<Row> rows{{"A", "P"}, {"B", "P"}, {"B", "Q"}};
    const auto wanted = codes({"A"});
    LookupOptions options;
    options.wanted = wanted;
    const Lookup lookup = make(rows, options);
    CHECK(links_of(lookup) == "A>P=1.00");
    CHECK(lookup.targets == codes({"P"}));
    CHECK(lookup.findings.find("N-CONVERT-02")->examples == std::vector<std::string>{"B"});
    const auto both = codes({"A", "B"});
    options.wanted = both;
    CHECK(error_of(rows, options) == "E-CONVERT-01 row 4");
}

TEST_CASE("look-up: the target of the same name is kept where that is asked for", "[convert]") {
    // As the councils of Fife and Perth and Kinross stand in the chain of 2016 to 2024.
    const auto from = codes({"S12000015", "S12000015", "S12000024", "S12000024"});
    const auto to = codes({"S12000047", "S12000048", "S12000047", "S12000048"});
    const std::vector<std::string> from_names{"Fife", "Fife", "Perth and Kinross",
                                              "Perth and Kinross"};
    const std::vector<std::string> to_names{"Fife", "Perth and Kinross", "Fife",
                                            "Perth And Kinross"};
    LookupRows rows;
    rows.from = from;
    rows.to = to;
    rows.from_names = from_names;
    rows.to_names = to_names;
    CHECK_THROWS_WITH(make_lookup(rows), Catch::Contains("--same-name"));
    LookupOptions options;
    options.same_name = true;
    const Lookup lookup = make_lookup(rows, options);
    CHECK(links_of(lookup) == "S12000015>S12000047=1.00 S12000024>S12000048=1.00");
    CHECK(lookup.target_names == std::vector<std::string>{"Fife", "Perth And Kinross"});
    CHECK(lookup.findings.find("N-CONVERT-03")->count == 2);
}

TEST_CASE("look-up: letters of change, and those of the file compared", "[convert]") {
    const auto from = codes({"A", "B", "B", "C", "D", "E", "E", "F"});
    const auto to = codes({"A", "B1", "B2", "CD", "CD", "E", "F", "F"});
    const std::vector<double> weights(8, 1.0);
    std::vector<std::string> letters{"U", "S", "S", "M", "M", "X", "X", "X"};
    LookupRows rows;
    rows.from = from;
    rows.to = to;
    rows.weights = weights;
    rows.changes = letters;
    const Lookup lookup = make_lookup(rows);
    CHECK(lookup.findings.empty());
    std::string own;
    for (const Change change : changes_of(lookup)) {
        own += letter_of(change);
    }
    CHECK(own == "USSMMXXX");
    letters[3] = "U";
    letters[4] = "";  // Says nothing.
    const Lookup other = make_lookup(rows);
    REQUIRE(other.findings.find("W-CONVERT-02") != nullptr);
    CHECK(other.findings.find("W-CONVERT-02")->examples ==
          std::vector<std::string>{"C -> CD: U, not M"});
}

TEST_CASE("look-up: reversed shares by the people of each part", "[convert]") {
    const Lookup up = make({{"A", "P"}, {"B", "P"}, {"C", "Q"}});
    CHECK_THROWS_WITH(reversed(up), Catch::Contains("E-CONVERT-01"));
    const std::vector<double> people{30, 10, 5};
    const Lookup down = reversed(up, people);
    CHECK(links_of(down) == "P>A=0.75 P>B=0.25 Q>C=1.00");
    CHECK(down.source_weights == std::vector<double>{40, 5});
    const std::vector<double> nobody{0, 0, 5};
    CHECK_THROWS_WITH(reversed(up, nobody), Catch::Contains("E-CONVERT-02"));
    const std::vector<double> negative{1, -1, 5};
    CHECK_THROWS_WITH(reversed(up, negative), Catch::Contains("E-CONVERT-02"));
    // One each: no people are needed.
    CHECK(links_of(reversed(make({{"A", "P"}, {"B", "Q"}}))) == "P>A=1.00 Q>B=1.00");
}

TEST_CASE("look-up: reversed twice with weights is the look-up again", "[convert]") {
    const Lookup lookup =
        make({{"A", "P", 1}, {"A", "Q", 3}, {"B", "Q", 5}, {"C", "R", 2}, {"C", "S", 2}});
    const Lookup back = reversed(reversed(lookup));
    CHECK(back.sources == lookup.sources);
    CHECK(back.targets == lookup.targets);
    CHECK(back.links == lookup.links);
    CHECK(back.source_weights == lookup.source_weights);
}

TEST_CASE("look-up: a chain multiplies shares, and no area falls out of it", "[convert]") {
    const Lookup first = make({{"A", "P", 1}, {"A", "Q", 3}, {"B", "Q", 4}});
    const Lookup second = make({{"P", "X", 1}, {"Q", "X", 1}, {"Q", "Y", 1}, {"Z", "W", 1}});
    const Lookup chain = compose(first, second);
    // A: 1/4 + 3/4 * 1/2 in X, 3/4 * 1/2 in Y.
    CHECK(links_of(chain) == "A>X=0.62 A>Y=0.37 B>X=0.50 B>Y=0.50");
    CHECK(chain.links[0].share == 0.625);
    CHECK(chain.targets == codes({"X", "Y"}));
    CHECK(chain.source_weights == first.source_weights);
    const Lookup gap = make({{"P", "X", 1}});
    CHECK_THROWS_WITH(compose(first, gap), Catch::Contains("E-CONVERT-05"));
}

TEST_CASE("look-up: side by side, each for areas of its own", "[convert]") {
    const std::vector<Lookup> two{make({{"A", "P"}, {"B", "Q"}}), make({{"C", "Q"}, {"D", "R"}})};
    const Lookup all = united(two);
    CHECK(links_of(all) == "A>P=1.00 B>Q=1.00 C>Q=1.00 D>R=1.00");
    CHECK(all.target_names.size() == 3);
    const std::vector<Lookup> again{make({{"A", "P"}}), make({{"A", "Q"}})};
    CHECK_THROWS_WITH(united(again), Catch::Contains("E-CONVERT-06"));
    const std::vector<Lookup> mixed{make({{"A", "P", 2}}), make({{"C", "Q"}})};
    CHECK(united(mixed).source_weights.empty());
}
