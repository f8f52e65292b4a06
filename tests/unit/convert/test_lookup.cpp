#include <catch2/catch.hpp>
#include <levelin/convert/lookup.hpp>
#include <levelin/core/error.hpp>

using namespace levelin;

namespace {

std::vector<AreaCode> codes(std::initializer_list<const char*> texts) {
    std::vector<AreaCode> list;
    for (const char* text : texts) {
        list.push_back(*AreaCode::parse(text));
    }
    return list;
}

std::string links_of(const Lookup& lookup) {
    std::string text;
    for (const Lookup::Link& link : lookup.links) {
        text += lookup.sources[link.source].str() + ">" + lookup.targets[link.target].str() + "=" +
                std::to_string(link.share).substr(0, 5) + " ";
    }
    return text;
}

}  // namespace

TEST_CASE("look-up: shares are weights over the source's weights", "[convert]") {
    const auto from = codes({"A", "A", "B", "C", "C"});
    const auto to = codes({"P", "Q", "Q", "R", "S"});
    const std::vector<double> weights{1, 3, 5, 2, 2};
    LookupRows rows;
    rows.name = "rows";
    rows.from = from;
    rows.to = to;
    rows.weights = weights;
    const Lookup lookup = make_lookup(rows);
    CHECK(links_of(lookup) == "A>P=0.250 A>Q=0.750 B>Q=1.000 C>R=0.500 C>S=0.500 ");
    CHECK(lookup.source_weights == std::vector<double>{4, 5, 4});
    CHECK(lookup.splits());
}
