#include <algorithm>
#include <catch2/catch.hpp>
#include <levelin/allocate/allocate.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/random.hpp>
#include <map>

using namespace levelin;

namespace {

// A rule and a table by chance, and what must hold of them.
struct Case {
    std::vector<AreaCode> codes;
    AllocationTable table;
    AllocationRule rule;

    explicit Case(std::uint64_t number) : m_random(20260, number) {
        const std::uint32_t n = 1 + m_random.below(30);
        for (std::uint32_t a = 0; a < n; ++a) {
            codes.push_back(*AreaCode::parse("E" + std::to_string(90000 - a)));
        }
        table.codes = codes;
        rule.missing = AllocationMissing::leave_out;
        // Few different values, so that there are ties and comparable areas.
        const bool few = chance(2);
        if (chance(4) || few) {
            for (std::uint32_t a = 0; a < n; ++a) {
                table.people.push(few ? 100.0 * m_random.below(4) : m_random.below(3000));
            }
        }
        NumberColumn need;
        for (std::uint32_t a = 0; a < n; ++a) {
            chance(20) ? need.push(Status::suppressed)
                       : need.push(few ? m_random.below(6) : 60 * m_random.uniform());
        }
        table.needs.push_back(std::move(need));
        rule.total = m_random.next64() % (chance(2) ? 1000 : 100'000'000'000ULL);
        if (chance(4)) {
            rule.step = 1 + m_random.below(5);
            rule.total -= rule.total % rule.step;
        }
        make_formula();
        make_bounds(n);
        if (chance(3)) {
            rule.pots = PotRule{};
        }
        if (chance(3)) {
            rule.groups = GroupRule{};
            rule.groups->at_least = 0.3 * m_random.uniform();
            rule.groups->at_most = chance(2) ? 1 : 0.3 + 0.7 * m_random.uniform();
        }
        for (std::uint32_t a = 0; a < n; ++a) {
            const std::uint32_t g = m_random.below(5);
            table.group.emplace_back(1, static_cast<char>('a' + g));
            table.pot.emplace_back(g < 3 ? "E" : "W");
            table.eligible.push_back(chance(8) ? 0 : 1);
        }
    }
    Case(const Case&) = delete;

    [[nodiscard]] bool chance(std::uint32_t one_in) { return m_random.below(one_in) == 0; }

    // The floor and cap of an area, worked out anew.
    [[nodiscard]] std::pair<double, double> bounds(std::size_t a) const {
        const double people = table.people.size() > 0 ? table.people.values[a] : 1;
        const double cap = rule.bounds.units.cap == ShareBounds::no_cap
                               ? 1e18
                               : static_cast<double>(rule.bounds.units.cap);
        return {std::max(static_cast<double>(rule.bounds.units.floor),
                         rule.bounds.floor_per_person * people),
                std::min(cap, rule.bounds.cap_per_person.value_or(1e18) * people)};
    }

  private:
    void make_formula() {
        FormulaPart part;
        NeedCurve curve;
        curve.shape = static_cast<NeedShape>(m_random.below(4));
        curve.lowest = chance(3);
        curve.zero = curve.lowest ? 40 : 2;
        curve.exponent = 0.5 + 2 * m_random.uniform();
        curve.from = 3;
        curve.full = curve.lowest ? 1 : 5;
        curve.none = curve.lowest ? 6 : 0;
        curve.least = chance(2) ? 0 : 0.2;
        part.curve = curve;
        part.by_people = !chance(4);
        if (chance(2)) {
            FormulaPart alike;
            alike.share = 0.7;
            part.share = 0.3;
            rule.parts.push_back(alike);
        }
        rule.parts.push_back(part);
    }
    void make_bounds(std::uint32_t n) {
        const std::uint64_t mean = rule.total / n;
        if (chance(3)) {
            rule.bounds.units.floor =
                static_cast<std::uint64_t>(1.1 * m_random.uniform() * static_cast<double>(mean));
        }
        if (chance(3)) {
            rule.bounds.units.cap = mean + static_cast<std::uint64_t>(2 * m_random.uniform() *
                                                                      static_cast<double>(mean));
        }
        if (chance(5)) {
            rule.bounds.floor_per_person = static_cast<double>(mean) / 1000 * m_random.uniform();
        }
        if (chance(5)) {
            rule.bounds.cap_per_person = static_cast<double>(mean) / 50 * (1 + m_random.uniform());
        }
    }

    RandomStream m_random;
};

bool takes_part(WhyUnits why) {
    return why == WhyUnits::by_formula || why == WhyUnits::at_floor || why == WhyUnits::at_cap ||
           why == WhyUnits::no_weight;
}

// Whether a's need is above b's, by the curve's direction.
bool is_needier(const Case& one, std::size_t a, std::size_t b) {
    const NeedCurve& curve = *one.rule.parts.back().curve;
    const bool falls = curve.shape == NeedShape::taper ? curve.full < curve.none : curve.lowest;
    const auto& need = one.table.needs[0].values;
    return falls ? need[a] < need[b] : need[a] > need[b];
}

struct Failures {
    int sum = 0, floor = 0, cap = 0, step = 0, outside = 0, monotone = 0, group = 0, pot = 0,
        proportion = 0;
    [[nodiscard]] int all() const {
        return sum + floor + cap + step + outside + monotone + group + pot + proportion;
    }
};

// Areas that one water level serves: of one pot, and of groups not at a bound or of one group.
std::string level_of(const Case& one, const Allocation& out, std::size_t a) {
    std::string name = one.rule.pots ? one.table.pot[a] : "";
    return name + (out.group_bound[a] != 0 ? "/" + one.table.group[a] : "");
}

void check_areas(const Case& one, const Allocation& out, Failures& bad) {
    struct Level {
        double least = 0;
        double most = 1e300;
    };
    std::map<std::string, Level> levels;
    const auto step = static_cast<double>(one.rule.step);
    for (std::size_t a = 0; a < out.units.size(); ++a) {
        const auto units = static_cast<double>(out.units[a]);
        bad.step += out.units[a] % one.rule.step != 0 ? 1 : 0;
        if (!takes_part(out.why[a])) {
            bad.outside += out.units[a] != 0 ? 1 : 0;
            continue;
        }
        const auto [floor, cap] = one.bounds(a);
        bad.floor += units < floor - 1e-6 ? 1 : 0;
        bad.cap += units > cap + 1e-6 ? 1 : 0;
        // Each area says where the level can be: within a step of its share, unless a bound holds.
        Level& level = levels[level_of(one, out, a)];
        if (out.weight[a] > 1e-12) {
            if (units - step >= floor) {
                level.least = std::max(level.least, (units - step) / out.weight[a]);
            }
            if (units + step <= cap) {
                level.most = std::min(level.most, (units + step) / out.weight[a]);
            }
        }
        for (std::size_t b = 0; b < out.units.size(); ++b) {
            const bool alike = takes_part(out.why[b]) &&
                               level_of(one, out, a) == level_of(one, out, b) &&
                               (one.table.people.size() == 0 ||
                                one.table.people.values[a] == one.table.people.values[b]);
            bad.monotone += alike && is_needier(one, a, b) && out.units[a] < out.units[b] ? 1 : 0;
        }
    }
    for (const auto& [name, level] : levels) {
        bad.proportion += level.least > level.most * (1 + 1e-12) + 1e-9 ? 1 : 0;
    }
}

void check_sums(const Case& one, const Allocation& out, Failures& bad) {
    std::uint64_t sum = 0;
    std::map<std::string, std::uint64_t> pots;
    std::map<std::string, std::uint64_t> groups;
    std::map<std::string, std::size_t> members;
    for (std::size_t a = 0; a < out.units.size(); ++a) {
        sum += out.units[a];
        pots[one.table.pot[a]] += out.units[a];
        groups[one.table.group[a]] += out.units[a];
        members[one.table.group[a]] += takes_part(out.why[a]) ? 1 : 0;
    }
    bad.sum += sum != one.rule.total ? 1 : 0;
    for (const AllocatedGroup& pot : out.pots) {
        bad.pot += one.rule.pots && pot.units != pots[pot.name] ? 1 : 0;
    }
    if (one.rule.groups) {
        for (const AllocatedGroup& group : out.groups) {
            const auto units = static_cast<double>(groups[group.name]);
            const auto total = static_cast<double>(one.rule.total);
            bad.group += group.units != groups[group.name] ? 1 : 0;
            bad.group +=
                members[group.name] > 0 && units < one.rule.groups->at_least * total - 1e-3 ? 1 : 0;
            bad.group += units > one.rule.groups->at_most * total + 1e-3 ? 1 : 0;
        }
    }
}

}  // namespace

TEST_CASE("allocate: 10,000 random cases sum to the penny within every bound, monotone in need") {
    Failures bad;
    std::map<std::string, int> refused;
    int shared = 0;
    int at_bounds = 0;
    for (std::uint64_t number = 0; shared < 10000; ++number) {
        const Case one(number);
        Allocation out;
        try {
            out = allocate(one.rule, one.table);
        } catch (const Error& error) {
            ++refused[error.code()];
            continue;
        }
        ++shared;
        check_areas(one, out, bad);
        check_sums(one, out, bad);
        at_bounds += std::find_if(out.why.begin(), out.why.end(),
                                  [](WhyUnits why) {
                                      return why == WhyUnits::at_floor || why == WhyUnits::at_cap;
                                  }) != out.why.end()
                         ? 1
                         : 0;
        if (bad.all() > 0) {
            INFO("case " << number);
            CHECK(bad.sum == 0);
            CHECK(bad.floor == 0);
            CHECK(bad.cap == 0);
            CHECK(bad.step == 0);
            CHECK(bad.outside == 0);
            CHECK(bad.monotone == 0);
            CHECK(bad.group == 0);
            CHECK(bad.pot == 0);
            REQUIRE(bad.proportion == 0);
        }
    }
    CHECK(bad.all() == 0);
    CHECK(at_bounds > 2000);
    // All kinds of bounds that do not fit came up.
    for (const char* code : {"E-ALLOCATE-01", "E-ALLOCATE-02", "E-ALLOCATE-03", "E-ALLOCATE-04"}) {
        INFO(code);
        CHECK(refused[code] > 20);
    }
}

TEST_CASE("allocate: a refusal is right: no allocation keeps the bounds that it names") {
    int checked = 0;
    for (std::uint64_t number = 0; checked < 500; ++number) {
        const Case one(number);
        if (one.rule.pots || one.rule.groups || one.rule.step > 1) {
            continue;
        }
        std::string code;
        try {
            (void)allocate(one.rule, one.table);
        } catch (const Error& error) {
            code = error.code();
        }
        if (code != "E-ALLOCATE-01" && code != "E-ALLOCATE-02") {
            continue;
        }
        ++checked;
        double floors = 0;
        double caps = 0;
        for (std::size_t a = 0; a < one.codes.size(); ++a) {
            const bool in = one.table.eligible[a] != 0 &&
                            one.table.needs[0].status[a] == Status::ok &&
                            (one.table.people.size() == 0 || one.table.people.values[a] > 0);
            if (!in) {
                continue;
            }
            bool weight = false;
            for (const FormulaPart& part : one.rule.parts) {
                weight = weight || !part.curve ||
                         weight_of(one.table.needs[0].values[a], *part.curve) > 0;
            }
            const auto [floor, cap] = one.bounds(a);
            floors += std::ceil(floor);
            caps += weight ? std::floor(cap) : std::ceil(floor);
        }
        const auto total = static_cast<double>(one.rule.total);
        INFO("case " << number << " " << code);
        CHECK((code == "E-ALLOCATE-01" ? floors > total : caps < total));
    }
}
