// Smallest changes on random worlds: they flip when run again, a tenth less does not, and none
// smaller is found by trying every place in turn.
#include <algorithm>
#include <catch2/catch.hpp>
#include <cmath>
#include <iostream>
#include <levelin/explain/flip.hpp>

#include "explain_world.hpp"

using namespace levelin;
namespace world = explain_world;

namespace {

struct Made {
    IndexModel model;
    ResultTable table;
};

// Four leaves, flat or nested; sums or means; every tie rule.
Made random_world(std::mt19937& chance, std::size_t areas, bool whole) {
    const auto weight = [&] {
        return std::round(std::uniform_real_distribution(1.0, 40.0)(chance)) / 100;
    };
    const auto how = [&] {
        return chance() % 2 == 0 ? Aggregation::weighted_sum : Aggregation::weighted_mean;
    };
    std::vector<PartSpec> parts{world::leaf("pay", 0, weight()), world::leaf("homes", 1, weight())};
    if (chance() % 2 == 0) {
        parts.push_back(world::leaf("health", 2, weight()));
        parts.push_back(world::leaf("air", 3, weight()));
    } else {
        parts.push_back(world::node(
            "place", {world::leaf("health", 2, weight()), world::leaf("air", 3, weight())},
            weight(), how()));
    }
    const auto ties = static_cast<TieRule>(chance() % 5);
    Made made{world::model_of(world::node("need", std::move(parts), 1, how()),
                              world::random_leaves(chance, 4, areas, whole), ties),
              {}};
    if (chance() % 4 == 0) {
        for (std::size_t k = 0; k < areas / 10; ++k) {
            made.model.leaves[chance() % 4].status[chance() % areas] = Status::suppressed;
        }
    }
    made.table = world::table_of(made.model);
    std::vector<std::string> regions;
    std::vector<double> people;
    for (std::size_t a = 0; a < areas; ++a) {
        regions.push_back(std::string{"NSW"[a % 3]});
        people.push_back(static_cast<double>(1000 + chance() % 2000));
    }
    world::add_text(made.table, "region", std::move(regions));
    world::add_numbers(made.table, "people", std::move(people));
    return made;
}

// Rules that are a function of an area's own place.
SelectionRule place_rule(std::mt19937& chance, std::size_t areas, TieRule ties) {
    const auto count = static_cast<std::uint64_t>(areas / 4);
    switch (chance() % 10) {
        case 0:
            return world::rule({world::where("need_decile <= 3")});
        case 1: {
            RuleStep step = world::top("need_rank", true, count / 3);
            step.top->per = "region";
            return world::rule({step});
        }
        case 2: {
            RuleStep step = world::top("need_score", false, count);
            step.where = parse_condition("region != \"W\"");
            return world::rule({step, world::where("people > 2500", StepKind::remove)});
        }
        case 3: {
            RuleStep step = world::top("need_score", false, count);
            step.top->count.reset();
            step.top->share = 0.2;
            step.top->people = "people";
            return world::rule({step});
        }
        case 4: {
            RuleStep step = world::top("need_rank", true, count / 4);
            step.where = parse_condition("need_decile <= 6 and people > 1100");
            step.top->per = "region";
            step.top->quotas = {{"N", 1}, {"S", 1}};
            step.top->count.reset();
            return world::rule({step});
        }
        case 5: {
            RuleStep step = world::top("need_score", true, 3);
            step.where = parse_condition("percentile(need_score) <= 40 and region != \"W\"");
            return ties == TieRule::first ? world::rule({world::where("need_decile <= 2")})
                                          : world::rule({step});
        }
        case 6:
            return world::rule(
                {world::where("percentile(need_score) >= 80 or "
                              "(quantile(need_score, 3) = 1 and region = \"N\")")});
        case 7:
            // Of these, pay and health are changed.
            return world::rule(
                {world::where("(percentile(pay_value) >= 70 or "
                              "quantile(health_value, 5) = 1) and "
                              "need_decile <= 6 and homes_value < 60")});
        case 8:
            return ties == TieRule::dense
                       ? world::rule({world::where("need_decile <= 2")})
                       : world::rule({world::where("need_rank <= " + std::to_string(count)),
                                      world::where("region = \"S\"", StepKind::keep)});
        default: {
            RuleStep step = world::top("need_rank", true, count);
            step.kind = StepKind::keep;
            return world::rule(
                {world::where("status = \"ok\""), step, world::where("not need_decile > 1")});
        }
    }
}

// The nearest |t| at which a replay says otherwise, by asking between all crossings in turn.
struct Nearest {
    double limit = 0;
    bool exists = false;
};

Nearest by_trying(Replay& replay, std::size_t area, WhatIf::Kind kind, const std::string& part,
                  double least, double most) {
    const PartSpec* spec = find_part(replay.model().spec.root, part);
    const double from = kind == WhatIf::Kind::weight
                            ? spec->weight
                            : replay.model().leaves[*spec->indicator].values[area];
    // Scores under another number, as a run would give them.
    const auto scores = [&](double to) {
        IndexModel changed = replay.model();
        PartSpec* node = const_cast<PartSpec*>(find_part(changed.spec.root, part));
        (kind == WhatIf::Kind::weight ? node->weight
                                      : changed.leaves[*node->indicator].values[area]) = to;
        return score_model(changed, replay.table().codes).scores;
    };
    const auto gap = [&](const std::vector<double>& at, std::size_t j) { return at[j] - at[area]; };
    // The sign of a gap changes once at most: find it by bisection on runs.
    std::vector<double> events{least, most};
    const std::vector<double> first = scores(least);
    const std::vector<double> last = scores(most);
    for (std::size_t j = 0; j < first.size(); ++j) {
        if (j == area || (gap(first, j) > 0) == (gap(last, j) > 0)) {
            continue;
        }
        double low = least;
        double high = most;
        for (int k = 0; k < 50; ++k) {
            const double middle = low + (high - low) / 2;
            ((gap(scores(middle), j) > 0) == (gap(first, j) > 0) ? low : high) = middle;
        }
        events.push_back(high);
    }
    if (kind == WhatIf::Kind::value) {
        // Rules may look at the place of the value itself.
        const NumberColumn& leaf = replay.model().leaves[*spec->indicator];
        for (std::size_t j = 0; j < leaf.size(); ++j) {
            if (leaf.status[j] == Status::ok && leaf.values[j] > least && leaf.values[j] < most) {
                events.push_back(leaf.values[j]);
            }
        }
    }
    events.push_back(from);
    std::sort(events.begin(), events.end());
    Nearest out;
    for (std::size_t e = 0; e + 1 < events.size(); ++e) {
        const double width = events[e + 1] - events[e];
        if (width <= 1e-9) {
            continue;
        }
        if (flips(replay, area, {kind, part, from, events[e] + width / 2})) {
            const double limit = events[e] >= from ? events[e] : events[e + 1];
            if (!out.exists || std::abs(limit - from) < std::abs(out.limit - from)) {
                out = {limit, true};
            }
        }
    }
    return out;
}

struct Tally {
    std::size_t areas = 0;   // Looked at.
    std::size_t turned = 0;  // Of them, those that some change of one number flips.
    std::size_t found = 0, flipped = 0, tenth_less_held = 0, level = 0, searched = 0;
};

bool count(const std::vector<Flip>& flips, Tally& tally) {
    bool any = false;
    for (const Flip& flip : flips) {
        tally.searched += flip.method == FlipMethod::searched ? 1 : 0;
        if (flip.exists) {
            any = true;
            ++tally.found;
            tally.flipped += flip.proven ? 1 : 0;
            tally.level += flip.level ? 1 : 0;
            tally.tenth_less_held += flip.tenth_less_holds || flip.level ? 1 : 0;
        }
    }
    return any;
}

void count(Replay& replay, std::size_t area, Tally& tally) {
    if (replay.scored().status[area] != Status::ok) {
        return;
    }
    ++tally.areas;
    const bool by_weight = count(weight_flips(replay, area), tally);
    const bool by_value = count(value_flips(replay, area), tally);
    tally.turned += by_weight || by_value ? 1 : 0;
}

void tell(const std::string& what, const Tally& tally) {
    std::cout << what << ": " << tally.areas << " areas, " << tally.turned
              << " of them flipped by one number, " << tally.found << " smallest changes, "
              << tally.flipped << " flip when run again, " << tally.tenth_less_held
              << " do not with a tenth less (or are level: " << tally.level << ")" << std::endl;
}

}  // namespace

TEST_CASE("flip: 1,000 random areas flip when run again, and with a tenth less do not") {
    std::mt19937 chance{20260302};
    Tally tally;
    for (int round = 0; tally.turned < 1000; ++round) {
        const Made made = random_world(chance, 120, round % 4 == 0);
        Replay replay(made.model, made.table, place_rule(chance, 120, made.model.spec.ties));
        for (int k = 0; k < 12 && tally.turned < 1000; ++k) {
            count(replay, chance() % 120, tally);
        }
    }
    tell("solved", tally);
    CHECK(tally.flipped == tally.found);
    CHECK(tally.tenth_less_held == tally.found);
    CHECK(tally.level < tally.found / 5);
    CHECK(tally.searched == 0);
    CHECK(tally.areas < 2500);  // Few areas are beyond the reach of any one number.
}

TEST_CASE("flip: no smaller change is found by trying every place in turn") {
    std::mt19937 chance{20260303};
    std::size_t agreed = 0;
    std::size_t none = 0;
    for (int round = 0; agreed < 100; ++round) {
        const Made made = random_world(chance, 24, round % 4 == 0);
        Replay replay(made.model, made.table, place_rule(chance, 24, made.model.spec.ties));
        const std::size_t area = chance() % 24;
        if (replay.scored().status[area] != Status::ok) {
            continue;
        }
        const std::string part = std::vector<std::string>{"pay", "health", "air"}[round % 3];
        for (const WhatIf::Kind kind : {WhatIf::Kind::weight, WhatIf::Kind::value}) {
            const Flip flip = find_flip(replay, area, kind, part);
            if (flip.exists && flip.limit > 99) {
                continue;
            }
            // Far enough for every crossing, near enough for bisection.
            const Nearest nearest =
                by_trying(replay, area, kind, part, flip.least, std::min(flip.most, 100.0));
            INFO("round " << round << " " << part << " " << static_cast<int>(kind));
            REQUIRE(flip.exists == nearest.exists);
            if (!flip.exists) {
                ++none;
                continue;
            }
            CHECK(std::abs(flip.limit - nearest.limit) <=
                  1e-7 * std::max(1.0, std::abs(nearest.limit)));
            ++agreed;
        }
    }
    std::cout << agreed << " smallest changes agree with trying, " << none << " have none"
              << std::endl;
}

TEST_CASE("flip: means of logarithms, and rules about others, are searched and proven alike") {
    std::mt19937 chance{20260304};
    Tally tally;
    for (int round = 0; round < 16; ++round) {
        Made made = random_world(chance, 60, false);
        SelectionRule rule = world::rule({world::top("need_rank", true, 15)});
        if (round % 2 == 0) {
            for (NumberColumn& leaf : made.model.leaves) {
                for (double& value : leaf.values) {
                    value += 1;
                }
            }
            made.model.spec.root.aggregation =
                round % 4 == 0 ? Aggregation::geometric : Aggregation::harmonic;
            ResultTable table = world::table_of(made.model);
            table.columns.push_back(*made.table.find("region"));
            made.table = std::move(table);
        } else {
            rule.steps[0].limit = GroupLimit{};
            rule.steps[0].limit->per = "region";
            rule.steps[0].limit->at_most = 7;
            rule.steps[0].limit->at_least = 2;
        }
        Replay replay(made.model, made.table, rule);
        for (int k = 0; k < 4; ++k) {
            count(replay, chance() % 60, tally);
        }
    }
    tell("searched", tally);
    CHECK(tally.searched > 250);
    CHECK(tally.turned > 40);
    CHECK(tally.flipped == tally.found);
    CHECK(tally.tenth_less_held == tally.found);
}

TEST_CASE("flip: a domain that is ranked anew is searched, and its siblings' weights solved") {
    std::mt19937 chance{20260305};
    PartSpec domain = world::node("place", {world::leaf("health", 2), world::leaf("air", 3)}, 0.4);
    domain.normalise = Normalisation::percentile;
    const IndexModel model = world::model_of(
        world::node("need", {world::leaf("pay", 0, 0.01), domain}, 1, Aggregation::weighted_sum),
        world::random_leaves(chance, 4, 80, false));
    Replay replay(model, world::table_of(model), world::rule({world::where("need_decile <= 2")}));
    Tally tally;
    for (std::size_t area = 0; area < 20; ++area) {
        const std::vector<Flip> weights = weight_flips(replay, area);
        CHECK(weights[0].method == FlipMethod::solved);    // pay
        CHECK(weights[1].method == FlipMethod::solved);    // place
        CHECK(weights[2].method == FlipMethod::searched);  // health
        count(replay, area, tally);
    }
    tell("ranked domain", tally);
    CHECK(tally.flipped == tally.found);
    CHECK(tally.tenth_less_held == tally.found);
    CHECK(tally.turned > 10);
}
