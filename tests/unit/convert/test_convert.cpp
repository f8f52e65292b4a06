#include <catch2/catch.hpp>
#include <levelin/convert/convert.hpp>
#include <levelin/core/error.hpp>

#include "lookup_maker.hpp"

using namespace levelin;
using namespace lookup_maker;

namespace {

constexpr Status ok = Status::ok;

ConvertColumn column(Measure measure, std::vector<double> values, std::vector<Status> status = {}) {
    ConvertColumn made;
    made.measure = measure;
    made.numbers.name = "x";
    made.numbers.status = status.empty() ? std::vector<Status>(values.size(), ok) : status;
    made.numbers.values = std::move(values);
    return made;
}

ConvertColumn column(Measure measure, Combine how, std::vector<double> values,
                     std::vector<Status> status = {}) {
    ConvertColumn made = column(measure, std::move(values), std::move(status));
    made.combine = how;
    return made;
}

Converted convert_one(const Lookup& lookup, const std::vector<AreaCode>& areas,
                      const ConvertColumn& what, const ConvertOptions& options = {},
                      const std::vector<double>& people = {}) {
    ConvertRows rows;
    rows.name = "rows";
    rows.codes = areas;
    rows.people = people;
    return convert(lookup, rows, {&what, 1}, options);
}

std::string code_of_error(const Lookup& lookup, const std::vector<AreaCode>& areas,
                          const ConvertColumn& what) {
    try {
        (void)convert_one(lookup, areas, what);
    } catch (const Error& error) {
        return error.code();
    }
    return "none";
}

// A lies in P alone. B is split: 1 in P, 3 in Q. C and D (5 and 15 people) lie in Q. E is R.
Lookup worked() {
    return make({{"A", "P", 4},
                 {"B", "P", 1},
                 {"B", "Q", 3},
                 {"C", "Q", 5},
                 {"D", "Q", 15},
                 {"E", "R", 7}});
}
const std::vector<AreaCode> areas = codes({"A", "B", "C", "D", "E"});

}  // namespace

TEST_CASE("convert: amounts are shared and added up", "[convert]") {
    const Converted result =
        convert_one(worked(), areas, column(Measure::extensive, {10, 20, 30, 40, 50}));
    CHECK(result.codes == codes({"P", "Q", "R"}));
    // P = 10 + 20/4; Q = 20 * 3/4 + 30 + 40; R = 50.
    CHECK(result.columns[0].numbers.values == std::vector<double>{15, 85, 50});
    CHECK(result.columns[0].before == 150);
    CHECK(result.columns[0].after == 150);
    CHECK(result.columns[0].held_back == 0);
    CHECK(result.rows_used == 5);
    CHECK(result.findings.empty());
}

TEST_CASE("convert: rates are averaged with the people of each part", "[convert]") {
    const Converted result =
        convert_one(worked(), areas, column(Measure::intensive, {10, 20, 30, 40, 50}));
    // P = (10*4 + 20*1) / 5; Q = (20*3 + 30*5 + 40*15) / 23; R = 50.
    CHECK(result.columns[0].numbers.values[0] == Approx(12));
    CHECK(result.columns[0].numbers.values[1] == Approx(810.0 / 23));
    CHECK(result.columns[0].numbers.values[2] == 50);

    // With the table's own people: B's 8 are 2 in P and 6 in Q.
    const Converted own = convert_one(
        worked(), areas, column(Measure::intensive, {10, 20, 30, 40, 50}), {}, {6, 8, 1, 3, 9});
    CHECK(own.columns[0].numbers.values[0] == Approx((10 * 6 + 20 * 2) / 8.0));
    CHECK(own.columns[0].numbers.values[1] == Approx((20 * 6 + 30 * 1 + 40 * 3) / 10.0));

    // The plain mean counts areas by their share: Q = (0.75 * 20 + 30 + 40) / 2.75.
    const Converted plain = convert_one(
        worked(), areas, column(Measure::intensive, Combine::plain_mean, {10, 20, 30, 40, 50}));
    CHECK(plain.columns[0].numbers.values[1] == Approx(85 / 2.75));
}

TEST_CASE("convert: extremes, counts, flags and classes", "[convert]") {
    const auto one = [](const ConvertColumn& what) {
        return convert_one(worked(), areas, what).columns[0].numbers.values;
    };
    using Values = std::vector<double>;
    CHECK(one(column(Measure::rank, Combine::minimum, {5, 4, 3, 2, 1})) == Values{4, 2, 1});
    CHECK(one(column(Measure::quantile, Combine::maximum, {5, 4, 3, 2, 1})) == Values{5, 4, 1});
    CHECK(one(column(Measure::extensive, Combine::count, {5, 4, 3, 2, 1})) == Values{2, 3, 1});
    const Values flags{0, 1, 0, 0, 1};
    CHECK(one(column(Measure::flag, Combine::any, flags)) == Values{1, 1, 1});
    CHECK(one(column(Measure::flag, Combine::all, flags)) == Values{0, 0, 1});
    CHECK(one(column(Measure::flag, Combine::all, {1, 1, 1, 1, 0})) == Values{1, 1, 0});
    // Of P's 5 people 1 has it, of Q's 23 3.
    CHECK(one(column(Measure::flag, Combine::majority, flags)) == Values{0, 0, 1});
    CHECK(one(column(Measure::flag, Combine::majority, {1, 0, 0, 1, 0})) == Values{1, 1, 0});
    CHECK(one(column(Measure::flag, Combine::weighted_mean, flags))[1] == Approx(3.0 / 23));
    // Share of the areas: of P's 1.25, of Q's 2.75.
    CHECK(one(column(Measure::flag, Combine::share, flags))[0] == Approx(0.25 / 1.25));
    CHECK(one(column(Measure::category, Combine::majority, {7, 2, 9, 3, 1})) == Values{7, 3, 1});
}

TEST_CASE("convert: equally heavy classes are told, and the lower taken", "[convert]") {
    const Lookup lookup = make({{"A", "P", 2}, {"B", "P", 2}});
    const Converted result = convert_one(lookup, codes({"A", "B"}),
                                         column(Measure::category, Combine::majority, {8, 3}));
    CHECK(result.columns[0].numbers.values == std::vector<double>{3});
    CHECK(result.findings.find("N-CONVERT-06")->examples == std::vector<std::string>{"P"});
}

TEST_CASE("convert: a majority is more than half", "[convert]") {
    const Lookup lookup = make({{"A", "P", 2}, {"B", "P", 2}});
    const Converted result =
        convert_one(lookup, codes({"A", "B"}), column(Measure::flag, Combine::majority, {1, 0}));
    CHECK(result.columns[0].numbers.values == std::vector<double>{0});
}

TEST_CASE("convert: every target knows where it comes from", "[convert]") {
    const Lookup lookup = make({{"A", "A2", 1},
                                {"B", "B1", 1},
                                {"B", "B2", 1},
                                {"C", "CD", 1},
                                {"D", "CD", 1},
                                {"E", "E", 3},
                                {"E", "F", 1},
                                {"F", "F", 4}});
    const Converted result = convert_one(lookup, codes({"A", "B", "C", "E", "F"}),
                                         column(Measure::intensive, {1, 1, 1, 1, 1}));
    std::string letters;
    std::string from;
    for (std::size_t i = 0; i < result.codes.size(); ++i) {
        letters += letter_of(result.lineage[i].change);
        from += result.codes[i].str() + "<";
        for (const std::uint32_t source : result.lineage[i].sources) {
            from += lookup.sources[source].str();
        }
        from += " ";
    }
    CHECK(letters == "USSMXX");
    CHECK(from == "A2<A B1<B B2<B CD<CD E<E F<EF ");
    CHECK(result.lineage[0].covered == 1);
    CHECK(result.lineage[3].covered == 0.5);  // D has no row.
    CHECK(result.sources_without_row == 1);
    CHECK(result.findings.find("W-CONVERT-03")->examples == std::vector<std::string>{"D"});
}

TEST_CASE("convert: what is not there travels and never becomes a part of a sum", "[convert]") {
    const std::vector<Status> status{ok, Status::suppressed, Status::missing, ok,
                                     Status::not_applicable};
    const Converted sum =
        convert_one(worked(), areas, column(Measure::extensive, {10, 0, 0, 40, 0}, status));
    // Q lacks B (suppressed) and C (missing): what was withheld must not pass for unknown.
    CHECK(sum.columns[0].numbers.status ==
          std::vector<Status>{Status::suppressed, Status::suppressed, Status::not_applicable});
    CHECK(sum.columns[0].numbers.values == std::vector<double>{0, 0, 0});
    CHECK(sum.columns[0].before == 50);
    CHECK(sum.columns[0].after == 0);
    CHECK(sum.columns[0].held_back == 50);
    CHECK(sum.columns[0].partial == 0);

    ConvertOptions options;
    options.partial_sums = true;
    const Converted parts = convert_one(
        worked(), areas, column(Measure::extensive, {10, 0, 0, 40, 0}, status), options);
    CHECK(parts.columns[0].numbers.values == std::vector<double>{10, 40, 0});
    CHECK(parts.columns[0].numbers.status == std::vector<Status>{ok, ok, Status::not_applicable});
    CHECK(parts.columns[0].covered[0] == 4.0 / 5);
    CHECK(parts.columns[0].covered[1] == 15.0 / 23);
    CHECK(parts.columns[0].covered[2] == 0);
    CHECK(parts.columns[0].partial == 2);
    CHECK(parts.findings.find("W-CONVERT-05")->count == 2);
}

TEST_CASE("convert: a mean may lack sources down to the share that is allowed", "[convert]") {
    const std::vector<Status> status{ok, Status::missing, ok, Status::missing, ok};
    const ConvertColumn rates = column(Measure::intensive, {10, 0, 30, 0, 50}, status);
    const Converted none = convert_one(worked(), areas, rates);
    CHECK(none.columns[0].numbers.status ==
          std::vector<Status>{Status::missing, Status::missing, ok});

    ConvertOptions options;
    options.minimum_covered = 0.8;  // P has 4 of 5, Q 5 of 23.
    const Converted some = convert_one(worked(), areas, rates, options);
    CHECK(some.columns[0].numbers.status == std::vector<Status>{ok, Status::below_minimum, ok});
    CHECK(some.columns[0].numbers.values == std::vector<double>{10, 0, 50});
    CHECK(some.columns[0].partial == 1);
}

TEST_CASE("convert: any and all need no more than decides them", "[convert]") {
    const std::vector<Status> status{ok, Status::missing, ok, ok, ok};
    const auto one = [&](Combine how, std::vector<double> values) {
        const Converted result =
            convert_one(worked(), areas, column(Measure::flag, how, std::move(values), status));
        std::string text;
        for (std::size_t i = 0; i < 3; ++i) {
            text += result.columns[0].numbers.status[i] == ok
                        ? std::to_string(static_cast<int>(result.columns[0].numbers.values[i]))
                        : std::string{"?"};
        }
        return text;
    };
    CHECK(one(Combine::any, {1, 0, 0, 0, 0}) == "1?0");
    CHECK(one(Combine::any, {0, 0, 0, 1, 1}) == "?11");
    CHECK(one(Combine::all, {0, 0, 1, 1, 1}) == "0?1");
    CHECK(one(Combine::all, {1, 0, 0, 1, 0}) == "?00");
}

TEST_CASE("convert: where nobody lives areas count, and that is told", "[convert]") {
    const Lookup lookup = make({{"A", "P", 0}, {"B", "P", 0}, {"C", "Q", 5}});
    const Converted result =
        convert_one(lookup, codes({"A", "B", "C"}), column(Measure::intensive, {10, 30, 7}));
    CHECK(result.columns[0].numbers.values == std::vector<double>{20, 7});
    CHECK(result.findings.find("N-CONVERT-07")->count == 1);
}

TEST_CASE("convert: a part in which nobody lives gets its source's rate and none of its amount",
          "[convert]") {
    const Lookup lookup = make({{"A", "P", 4}, {"A", "Q", 0}});
    const Converted rate = convert_one(lookup, codes({"A"}), column(Measure::intensive, {7}));
    CHECK(rate.columns[0].numbers.values == std::vector<double>{7, 7});
    const Converted amount = convert_one(lookup, codes({"A"}), column(Measure::extensive, {8}));
    CHECK(amount.columns[0].numbers.values == std::vector<double>{8, 0});
}

TEST_CASE("convert: a rank or decile is refused with the right way", "[convert]") {
    for (const Measure measure : {Measure::rank, Measure::quantile}) {
        for (const auto how : {std::optional<Combine>{}, std::optional{Combine::weighted_mean},
                               std::optional{Combine::plain_mean}, std::optional{Combine::sum}}) {
            ConvertColumn what = column(measure, {1, 2, 3, 4, 5});
            what.combine = how;
            try {
                (void)convert_one(worked(), areas, what);
                FAIL("a place was averaged");
            } catch (const InputError& error) {
                CHECK(error.code() == "E-CONVERT-08");
                CHECK(error.hint().find("convert the scores") != std::string::npos);
            }
        }
    }
}

TEST_CASE("convert: each measure has its ways", "[convert]") {
    const std::vector<double> flags{0, 1, 0, 1, 0};
    CHECK(code_of_error(worked(), areas, column(Measure::flag, flags)) == "E-CONVERT-10");
    CHECK(code_of_error(worked(), areas, column(Measure::category, flags)) == "E-CONVERT-10");
    CHECK(code_of_error(worked(), areas, column(Measure::flag, Combine::sum, flags)) ==
          "E-CONVERT-10");
    CHECK(code_of_error(worked(), areas, column(Measure::category, Combine::any, flags)) ==
          "E-CONVERT-10");
    CHECK(code_of_error(worked(), areas, column(Measure::intensive, Combine::sum, flags)) ==
          "E-CONVERT-10");
    CHECK(
        code_of_error(worked(), areas, column(Measure::extensive, Combine::weighted_mean, flags)) ==
        "E-CONVERT-10");
    CHECK(code_of_error(worked(), areas, column(Measure::flag, Combine::any, {0, 1, 2, 0, 0})) ==
          "E-CONVERT-13");
}

TEST_CASE("convert: a mean over several areas needs weights", "[convert]") {
    const Lookup merger = make({{"A", "P"}, {"B", "P"}, {"C", "C"}});
    const auto three = codes({"A", "B", "C"});
    const std::vector<double> x{1, 3, 5};
    CHECK(code_of_error(merger, three, column(Measure::intensive, x)) == "E-CONVERT-09");
    CHECK(convert_one(merger, three, column(Measure::intensive, Combine::plain_mean, x))
              .columns[0]
              .numbers.values == std::vector<double>{5, 2});
    CHECK(convert_one(merger, three, column(Measure::intensive, x), {}, {3, 1, 1})
              .columns[0]
              .numbers.values == std::vector<double>{5, 1.5});
    // Codes that only changed need none.
    const Lookup renamed = make({{"A", "P"}, {"B", "Q"}});
    CHECK(convert_one(renamed, codes({"A", "B"}), column(Measure::intensive, {1, 3}))
              .columns[0]
              .numbers.values == std::vector<double>{1, 3});
}

TEST_CASE("convert: no row is lost silently", "[convert]") {
    const auto more = codes({"A", "B", "C", "D", "E", "W01000001"});
    const ConvertColumn amounts = column(Measure::extensive, {1, 2, 3, 4, 5, 6});
    try {
        (void)convert_one(worked(), more, amounts);
        FAIL("a row was lost");
    } catch (const InputError& error) {
        CHECK(error.code() == "E-CONVERT-11");
        CHECK(error.problem().find("Wales (1)") != std::string::npos);
    }
    ConvertOptions options;
    options.allow_unmatched = true;
    const Converted result = convert_one(worked(), more, amounts, options);
    CHECK(result.rows_unmatched == 1);
    CHECK(result.findings.find("W-CONVERT-04")->count == 1);
    CHECK(result.columns[0].before == 21);
    CHECK(result.columns[0].after == 15);
    CHECK(result.columns[0].unmatched == 6);

    CHECK(code_of_error(worked(), codes({"A", "A"}), column(Measure::extensive, {1, 2})) ==
          "E-CONVERT-12");
}

TEST_CASE("convert: people of a row must be given", "[convert]") {
    CHECK_THROWS_WITH(convert_one(worked(), areas, column(Measure::intensive, {1, 2, 3, 4, 5}), {},
                                  {1, 1, -1, 1, 1}),
                      Catch::Contains("E-CONVERT-14"));
}

TEST_CASE("convert: the words of the rules", "[convert]") {
    for (int c = 0; c <= static_cast<int>(Combine::majority); ++c) {
        const auto how = static_cast<Combine>(c);
        CHECK(parse_combine(to_string(how)) == how);
    }
    CHECK_FALSE(parse_combine("median").has_value());
    CHECK(to_string(Measure::quantile) == "quantile");
}
