#include <levelin/core/nearest_word.hpp>
#include <vector>

using namespace levelin;

TEST_CASE("nearest_word: insertions, deletions, substitutions and swaps within a third", "[core]") {
    const std::vector<std::string_view> names = {"run", "inspect", "recipes"};
    CHECK(nearest_word("rnu", names) == "run");
    CHECK(nearest_word("inspct", names) == "inspect");
    CHECK(nearest_word("recipe", names) == "recipes");
    CHECK(nearest_word("inspekt", names) == "inspect");
    CHECK(nearest_word("map", names).empty());
    CHECK(nearest_word("", names).empty());
    CHECK(nearest_word("", std::vector<std::string_view>{"v"}).empty());
}
