#include <catch2/catch.hpp>
#include <levelin/harmonise/dictionary.hpp>
#include <map>
#include <set>

using namespace levelin;

namespace {

AreaCode code(std::string_view text) {
    return *AreaCode::parse(text);
}

}  // namespace

TEST_CASE("dictionary: every prefix stands once and its codes are of its kind", "[harmonise]") {
    REQUIRE(code_prefixes().size() > 50);
    std::set<std::string_view> seen;
    for (const CodePrefix& row : code_prefixes()) {
        CAPTURE(row.prefix);
        CHECK(seen.insert(row.prefix).second);
        CHECK(row.kind != Geography::unknown);
        CHECK_FALSE(row.name.empty());
        const std::string sample = row.prefix == "TL"   ? "TLC"
                                   : row.prefix == "95" ? "95AA01S1"
                                                        : std::string{row.prefix} + "000001";
        REQUIRE(is_area_code(sample));
        CHECK(geography_of(code(sample)) == row.kind);
        // What is detected from the code is understood again when it is asked for.
        const std::vector<AreaCode> column{code(sample)};
        const auto again = parse_geography(to_string(detect_geography(column, "").kind));
        REQUIRE(again.has_value());
        CHECK(again->kind == row.kind);
    }
    CHECK(geography_of(code("TLC1")) == Geography::itl2);
    CHECK(geography_of(code("TLN0A")) == Geography::itl3);
    // Entities of other kinds are not taken for ours: health, police, workplace zones.
    for (const char* other : {"E38000001", "E23000001", "E33000001", "S22000001", "K01000001"}) {
        CHECK(geography_of(code(other)) == Geography::unknown);
    }
}

TEST_CASE("dictionary: codes of each edition, and those that ended before the next",
          "[harmonise]") {
    std::map<std::pair<Geography, char>, int> last_year;
    for (const Edition& edition : editions()) {
        CAPTURE(edition.first_code, edition.year);
        REQUIRE(edition.first_code <= edition.last_code);
        const CodeLife first = life_of(code(edition.first_code));
        REQUIRE(first.known);
        CHECK(first.first_edition <= edition.year);
        // Editions of one geography stand in the order of their years.
        int& before = last_year[{edition.kind, edition.nation}];
        CHECK(edition.year > before);
        before = edition.year;
    }
    const auto life = [](const char* text) { return life_of(code(text)); };
    CHECK(life("E01000001").first_edition == 2001);
    CHECK(life("E01000001").last_edition == 2021);
    CHECK(life("E01000004").last_edition == 2001);
    CHECK(life("E01000010").last_edition == 2011);
    CHECK(life("E01033768").first_edition == 2011);
    CHECK(life("E01033769").first_edition == 2021);
    CHECK(life("W01001959").first_edition == 2021);
    CHECK(life("S01006505").last_edition == 2001);
    CHECK(life("S01013482").first_edition == 2022);
    CHECK(life("S14000021").stands_in(2010));
    CHECK(life("S14000021").stands_in(2024));
    CHECK_FALSE(life("S14000022").stands_in(2024));
    CHECK_FALSE(life("N06000001").stands_in(2024));
    CHECK(life("95AA01S1").first_edition == 2001);
    CHECK_FALSE(life("E01035763").known);
    CHECK_FALSE(life("E05000001").known);
}

TEST_CASE("dictionary: the counts of areas fit the ranges of codes and what ended", "[harmonise]") {
    // Where every code of an edition is known, those of its range that have not ended are as many
    // as the publisher counts.
    for (const Edition& edition : editions()) {
        const bool checked = edition.kind == Geography::lsoa || edition.kind == Geography::msoa ||
                             edition.kind == Geography::data_zone ||
                             edition.kind == Geography::constituency;
        if (!checked || edition.last_code.ends_with("999999")) {
            continue;
        }
        CAPTURE(edition.first_code, edition.year);
        std::size_t standing = 0;
        const std::string prefix{edition.first_code.substr(0, 3)};
        const int from = std::stoi(std::string{edition.first_code.substr(3)});
        const int to = std::stoi(std::string{edition.last_code.substr(3)});
        for (int n = from; n <= to; ++n) {
            std::string digits = std::to_string(n);
            digits.insert(0, 6 - digits.size(), '0');
            standing += life_of(code(prefix + digits)).stands_in(edition.year) ? 1U : 0U;
        }
        CHECK(standing == edition.areas);
    }
}

TEST_CASE("dictionary: successors began when their predecessors ended", "[harmonise]") {
    REQUIRE(authority_histories().size() > 90);
    for (const AuthorityHistory& old : authority_histories()) {
        CAPTURE(old.code);
        CHECK(old.successors.empty() == (old.last_edition == 0));
        for (const std::string_view successor : old.successors) {
            const AuthorityHistory* next = history_of(successor);
            REQUIRE(next != nullptr);
            CHECK(next->first_edition == old.last_edition + 1);
            CHECK(std::find(next->predecessors.begin(), next->predecessors.end(), old.code) !=
                  next->predecessors.end());
        }
    }
    CHECK(history_of("E06000014") == nullptr);
}

TEST_CASE("dictionary: what happened to a code, in words", "[harmonise]") {
    CHECK(explain_code(code("E07000004"), 2021) ==
          "Aylesbury Vale was merged into E06000060 (Buckinghamshire) in 2020");
    CHECK(explain_code(code("E06000060"), 2019) ==
          "Buckinghamshire began in 2020, out of E07000004 (Aylesbury Vale), E07000005 (Chiltern), "
          "E07000006 (South Bucks) and E07000007 (Wycombe)");
    CHECK(explain_code(code("S12000046"), 2023) ==
          "Glasgow City has a new code, S12000049, since 2019");
    CHECK(explain_code(code("S12000049"), 2018) ==
          "Glasgow City had the code S12000046 before 2019");
    CHECK(explain_code(code("E10000006"), 2023) ==
          "Cumbria was split into E06000063 (Cumberland) and E06000064 (Westmorland and Furness) "
          "in 2023");
    CHECK(explain_code(code("E10000002"), 2021) ==
          "Buckinghamshire was replaced by E06000060 (Buckinghamshire) in 2020");
    CHECK(explain_code(code("E01000010"), 2021) == "stands in no list after LSOA 2011");
    CHECK(explain_code(code("E01035000"), 2011) == "is new in LSOA 2021");
    CHECK(explain_code(code("S01000001"), 2011) == "stands in no list after data zone 2001");
    // Nothing is said of a code that stands where it is looked for, or that is not known.
    CHECK(explain_code(code("E07000004"), 2019).empty());
    CHECK(explain_code(code("E06000014"), 2021).empty());
    CHECK(explain_code(code("E01000001"), 0).empty());
    CHECK(explain_code(code("E05000001"), 2021).empty());
    // An open edition: the change is told whenever it was; a bounded one only outside its bounds.
    CHECK_FALSE(explain_code(code("E07000004"), 0, 0).empty());
    CHECK(explain_code(code("E07000004"), 2018, 0).empty());
    CHECK_FALSE(explain_code(code("E07000004"), 2020, 0).empty());
}
