#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <levelin/convert/convert.hpp>
#include <numeric>
#include <random>

#include "lookup_maker.hpp"

using namespace levelin;

namespace {

// A look-up of many to many with people, some of them none, in random order.
struct RandomCase {
    std::vector<AreaCode> from;
    std::vector<AreaCode> to;
    std::vector<double> weights;
    std::vector<AreaCode> areas;
    std::vector<double> values;
    std::vector<Status> status;

    explicit RandomCase(unsigned seed) {
        std::mt19937 random(seed);
        const auto pick = [&](int n) {
            return static_cast<int>(random() % static_cast<unsigned>(n));
        };
        const int sources = 1 + pick(60);
        const int targets = 1 + pick(60);
        for (int s = 0; s < sources; ++s) {
            const AreaCode code = *AreaCode::parse("S" + std::to_string(1000 + s));
            areas.push_back(code);
            values.push_back(std::ldexp(static_cast<double>(random()), pick(60) - 40) *
                             (pick(4) == 0 ? -1 : 1));
            status.push_back(pick(15) == 0 ? Status::suppressed : Status::ok);
            values.back() = status.back() == Status::ok ? values.back() : 0;
            const int links = 1 + pick(4);
            for (int l = 0; l < links; ++l) {
                from.push_back(code);
                to.push_back(*AreaCode::parse("T" + std::to_string(1000 + pick(targets))));
                weights.push_back(l == 0 ? 1 + pick(1000) : pick(1000));
            }
        }
    }
    void shuffle(unsigned seed) {
        std::mt19937 random(seed);
        for (std::size_t i = from.size(); i > 1; --i) {
            const std::size_t j = random() % i;
            std::swap(from[i - 1], from[j]);
            std::swap(to[i - 1], to[j]);
            std::swap(weights[i - 1], weights[j]);
        }
        for (std::size_t i = areas.size(); i > 1; --i) {
            const std::size_t j = random() % i;
            std::swap(areas[i - 1], areas[j]);
            std::swap(values[i - 1], values[j]);
            std::swap(status[i - 1], status[j]);
        }
    }
    [[nodiscard]] Lookup lookup() const {
        LookupRows rows;
        rows.from = from;
        rows.to = to;
        rows.weights = weights;
        return make_lookup(rows);
    }
    [[nodiscard]] Converted converted(const Lookup& lookup, unsigned threads = 1) const {
        std::vector<ConvertColumn> columns(2);
        columns[0].measure = Measure::extensive;
        columns[1].measure = Measure::intensive;
        for (ConvertColumn& column : columns) {
            column.numbers = {"x", values, status};
        }
        ConvertRows rows;
        rows.codes = areas;
        ConvertOptions options;
        options.threads = threads;
        return convert(lookup, rows, columns, options);
    }
};

}  // namespace

TEST_CASE("convert: shares add up, and totals are conserved", "[convert][property]") {
    for (unsigned seed = 1; seed <= 300; ++seed) {
        CAPTURE(seed);
        const RandomCase random(seed);
        const Lookup lookup = random.lookup();
        std::vector<double> sums(lookup.sources.size(), 0.0);
        std::vector<int> of_target(lookup.targets.size(), 0);
        for (const Lookup::Link& link : lookup.links) {
            sums[link.source] += link.share;
            ++of_target[link.target];
            CHECK((link.share >= 0 && link.share <= 1));
        }
        CHECK(std::all_of(sums.begin(), sums.end(),
                          [](double sum) { return std::abs(sum - 1) < 1e-12; }));
        CHECK(std::all_of(of_target.begin(), of_target.end(), [](int n) { return n > 0; }));
        const ConvertedColumn column = random.converted(lookup).columns[0];
        double size = 0;
        for (const double value : random.values) {
            size += std::abs(value);
        }
        CHECK(std::abs(column.before - column.after - column.held_back - column.unmatched) <=
              1e-9 * size);
    }
}

TEST_CASE("convert: a mean lies between its sources, and that of a constant is it",
          "[convert][property]") {
    for (unsigned seed = 1; seed <= 200; ++seed) {
        CAPTURE(seed);
        RandomCase random(seed);
        const Lookup lookup = random.lookup();
        const Converted result = random.converted(lookup);
        const NumberColumn& means = result.columns[1].numbers;
        for (std::size_t i = 0; i < means.size(); ++i) {
            if (means.status[i] != Status::ok) {
                continue;
            }
            double low = INFINITY;
            double high = -INFINITY;
            for (const std::uint32_t source : result.lineage[i].sources) {
                const auto at =
                    std::find(random.areas.begin(), random.areas.end(), lookup.sources[source]);
                const double value =
                    random.values[static_cast<std::size_t>(at - random.areas.begin())];
                low = std::min(low, value);
                high = std::max(high, value);
            }
            const double slack = 1e-12 * std::max(std::abs(low), std::abs(high));
            CHECK(means.values[i] >= low - slack);
            CHECK(means.values[i] <= high + slack);
        }
        random.values.assign(random.values.size(), 1.0);
        random.status.assign(random.values.size(), Status::ok);
        const Converted ones = random.converted(lookup);
        for (const double mean : ones.columns[1].numbers.values) {
            CHECK(mean == Approx(1).epsilon(1e-12));
        }
    }
}

TEST_CASE("convert: neither the order of rows nor the threads change a bit",
          "[convert][property]") {
    for (unsigned seed = 1; seed <= 100; ++seed) {
        CAPTURE(seed);
        RandomCase random(seed);
        // One weight a pair, so that sums of repeated rows have no order either.
        std::vector<std::pair<AreaCode, AreaCode>> pairs;
        for (std::size_t i = 0; i < random.from.size(); ++i) {
            const std::pair pair{random.from[i], random.to[i]};
            if (std::find(pairs.begin(), pairs.end(), pair) != pairs.end()) {
                random.weights[i] = 0;
            }
            pairs.push_back(pair);
        }
        const Converted first = random.converted(random.lookup(), 1);
        random.shuffle(seed + 1000);
        const Converted second = random.converted(random.lookup(), 4);
        CHECK(first.codes == second.codes);
        for (std::size_t c = 0; c < 2; ++c) {
            CHECK(first.columns[c].numbers.values == second.columns[c].numbers.values);
            CHECK(first.columns[c].numbers.status == second.columns[c].numbers.status);
        }
        for (std::size_t i = 0; i < first.lineage.size(); ++i) {
            CHECK(first.lineage[i].change == second.lineage[i].change);
        }
    }
}

TEST_CASE("convert: down by people and up again gives back what was", "[convert][property]") {
    for (unsigned seed = 1; seed <= 100; ++seed) {
        CAPTURE(seed);
        std::mt19937 random(seed);
        std::vector<AreaCode> small;
        std::vector<AreaCode> large;
        std::vector<double> people;
        for (int s = 0; s < 40; ++s) {
            small.push_back(*AreaCode::parse("S" + std::to_string(1000 + s)));
            large.push_back(*AreaCode::parse("L" + std::to_string(1000 + s % 7)));
            people.push_back(1 + static_cast<double>(random() % 3000));
        }
        LookupRows rows;
        rows.from = small;
        rows.to = large;
        const Lookup up = make_lookup(rows);
        const Lookup down = reversed(up, people);
        std::vector<ConvertColumn> columns(2);
        columns[0].measure = Measure::extensive;
        columns[1].measure = Measure::intensive;
        for (ConvertColumn& column : columns) {
            for (std::size_t l = 0; l < up.targets.size(); ++l) {
                column.numbers.push(static_cast<double>(random() % 100000) / 7);
            }
        }
        ConvertRows parents;
        parents.codes = down.sources;
        const Converted parts = convert(down, parents, columns);
        CHECK(parts.codes == small);
        for (std::size_t i = 0; i < small.size(); ++i) {  // A copy of the parent's rate.
            CHECK(parts.columns[1].numbers.values[i] ==
                  columns[1].numbers.values[static_cast<std::size_t>(i % 7)]);
        }
        std::vector<ConvertColumn> again(2);
        for (std::size_t c = 0; c < 2; ++c) {
            again[c].numbers = parts.columns[c].numbers;
            again[c].measure = columns[c].measure;
        }
        ConvertRows children;
        children.codes = parts.codes;
        children.people = people;
        const Converted back = convert(up, children, again);
        for (std::size_t c = 0; c < 2; ++c) {
            for (std::size_t l = 0; l < up.targets.size(); ++l) {
                CHECK(back.columns[c].numbers.values[l] ==
                      Approx(columns[c].numbers.values[l]).epsilon(1e-12));
            }
        }
    }
}
