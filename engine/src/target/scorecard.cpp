#include <algorithm>
#include <cmath>
#include <levelin/core/counted_text.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/target/scorecard.hpp>
#include <levelin/target/table_columns.hpp>
#include <limits>
#include <stdexcept>

namespace levelin {

namespace {

// People, people in need and score of each area, and whether they are there.
class Counter {
  public:
    Counter(const ResultTable& table, std::span<const double> benefits, BenefitKind kind,
            const ScorecardSpec& spec)
        : m_table(table), m_benefits(benefits), m_kind(kind), m_spec(spec) {}

    Scorecard count(const NeighbourGraph* neighbours) {
        check_benefits();
        m_counts.assign(m_table.size(), 1);
        read_people();
        read_need();
        for (std::size_t a = 0; a < m_people.size(); ++a) {
            m_people[a] = m_counts[a] != 0 ? m_people[a] : 0;
        }
        read_scores();
        m_card.total = figures([](std::size_t) { return true; });
        if (!(m_card.total.people > 0)) {
            throw InputError(
                "E-TARGET-08",
                "nobody lives in the areas" + (m_spec.people.empty()
                                                   ? std::string{}
                                                   : " by the column \"" + m_spec.people + "\""),
                "a column of people", "name another column in [scorecard]");
        }
        measure_inequality();
        for (const std::string& column : m_spec.groups) {
            split_by(column);
        }
        if (neighbours != nullptr) {
            find_cliffs(*neighbours);
        }
        return std::move(m_card);
    }

  private:
    void check_benefits() const {
        if (m_benefits.size() != m_table.size()) {
            throw std::invalid_argument("scorecard: a benefit for each area");
        }
        for (const double benefit : m_benefits) {
            if (!(benefit >= 0) || !std::isfinite(benefit)) {
                throw std::invalid_argument("scorecard: benefits are finite and 0 or more");
            }
        }
    }

    // Refuses areas that lack a value, or takes them out of the count. A boundary without data that
    // is given nothing is of another country, say, and no fault.
    void drop_missing(const NumberColumn& column, std::vector<std::uint8_t>& counts,
                      const std::string& what) {
        std::vector<std::string> codes;
        std::vector<std::string> faulty;
        std::size_t missing = 0;
        std::size_t supported = 0;
        std::size_t faults = 0;
        for (std::size_t a = 0; a < column.size(); ++a) {
            if (column.status[a] == Status::ok || counts[a] == 0) {
                continue;
            }
            counts[a] = 0;
            ++missing;
            supported += m_benefits[a] > 0 ? 1 : 0;
            const bool fault = column.status[a] != Status::no_row || m_benefits[a] > 0;
            faults += fault ? 1 : 0;
            if (fault && faulty.size() < 5) {
                faulty.push_back(m_table.codes[a].str());
            }
            if (codes.size() < Diagnostics::max_examples) {
                codes.push_back(m_table.codes[a].str());
            }
        }
        if (missing == 0) {
            return;
        }
        if (faults > 0 && m_spec.missing == RuleMissing::error) {
            std::string some;
            for (const std::string& code : faulty) {
                some += (some.empty() ? "" : ", ") + code;
            }
            throw InputError("E-TARGET-03",
                             counted_text(faults, "area", "areas") +
                                 " without a value that the scorecard asks for (" + column.name +
                                 "): " + some + (faults > faulty.size() ? ", ..." : ""),
                             "a value for every area", "say missing = \"leave_out\" in the rule");
        }
        m_card.findings.warn("W-TARGET-04",
                             counted_text(missing, "area", "areas") + " without a value of \"" +
                                 column.name + "\", " + std::to_string(supported) +
                                 " of them supported, are left out of " + what,
                             missing, std::move(codes));
    }

    [[noreturn]] void wrong_people(std::size_t area, double value, const std::string& column,
                                   const char* expected) const {
        throw InputError(
            "E-TARGET-08",
            m_table.codes[area].str() + " has " + shortest_text(value) + " in \"" + column + "\"",
            expected);
    }

    void read_people() {
        m_people.assign(m_table.size(), 1);
        m_need.assign(m_table.size(), 0);
        if (m_spec.people.empty()) {
            return;
        }
        const NumberColumn column = columns::numbers_of(m_table, m_spec.people);
        drop_missing(column, m_counts, "the scorecard");
        for (std::size_t a = 0; a < column.size(); ++a) {
            if (m_counts[a] != 0 && !(column.values[a] >= 0)) {
                wrong_people(a, column.values[a], column.name, "numbers of people, 0 or more");
            }
            m_people[a] = column.values[a];
        }
    }

    void read_need() {
        const double whole = !m_spec.in_need_percent.empty() ? 100
                             : !m_spec.in_need_share.empty() ? 1
                                                             : 0;  // 0: a column of people.
        const std::string& name = whole == 100 ? m_spec.in_need_percent
                                  : whole == 1 ? m_spec.in_need_share
                                               : m_spec.in_need;
        if (name.empty()) {
            return;
        }
        m_card.knows_need = true;
        const NumberColumn column = columns::numbers_of(m_table, name);
        drop_missing(column, m_counts, "the scorecard");
        std::vector<std::string> codes;
        std::size_t more = 0;
        for (std::size_t a = 0; a < column.size(); ++a) {
            if (m_counts[a] == 0) {
                continue;
            }
            const double value = column.values[a];
            if (!(value >= 0) || (whole != 0 && value > whole)) {
                wrong_people(a, value, name,
                             whole == 100 ? "a per cent from 0 to 100"
                             : whole == 1 ? "a share from 0 to 1"
                                          : "numbers of people, 0 or more");
            }
            m_need[a] = whole != 0 ? value / whole * m_people[a] : value;
            if (m_need[a] > m_people[a] * (1 + 1e-12)) {
                ++more;
                if (codes.size() < Diagnostics::max_examples) {
                    codes.push_back(m_table.codes[a].str());
                }
            }
        }
        if (more > 0) {
            m_card.findings.warn("W-TARGET-05",
                                 counted_text(more, "area", "areas") +
                                     " with more people in need (\"" + name +
                                     "\") than people; the two columns are of different people",
                                 more, std::move(codes));
        }
    }

    void read_scores() {
        if (m_spec.score.empty()) {
            return;
        }
        const NumberColumn column = columns::numbers_of(m_table, m_spec.score);
        m_scored = m_counts;
        // A score that is missing says nothing of coverage: the area still counts there.
        for (std::size_t a = 0; a < column.size(); ++a) {
            if (column.status[a] != Status::ok) {
                m_unscored += m_counts[a] != 0 ? 1 : 0;
                m_scored[a] = 0;
            }
        }
        m_order.assign(m_table.size(), 0);
        for (std::size_t a = 0; a < column.size(); ++a) {
            m_order[a] = m_spec.lowest ? column.values[a] : -column.values[a];
        }
    }

    [[nodiscard]] double benefit_of(std::size_t a) const {
        return m_kind == BenefitKind::amount ? m_benefits[a] : m_benefits[a] > 0 ? m_people[a] : 0;
    }

    template <typename Belongs>
    [[nodiscard]] ScorecardFigures figures(const Belongs& belongs) const {
        ScorecardFigures out;
        for (std::size_t a = 0; a < m_table.size(); ++a) {
            if (m_counts[a] != 0 && belongs(a)) {
                add(out, a);
            }
        }
        return out;
    }

    void add(ScorecardFigures& to, std::size_t a) const {
        const double benefit = benefit_of(a);
        ++to.areas;
        to.people += m_people[a];
        to.in_need += m_need[a];
        to.benefit += benefit;
        if (m_benefits[a] > 0) {
            ++to.supported_areas;
            to.supported_people += m_people[a];
            to.reached += m_need[a];
        }
        if (m_card.knows_need) {
            const double not_in_need =
                m_people[a] > 0 ? std::max(0.0, 1 - m_need[a] / m_people[a]) : 1;
            to.leaked += benefit * not_in_need;
        }
    }

    void measure_inequality() {
        std::vector<double> people(m_table.size(), 0);
        m_a_head.assign(m_table.size(), 0);
        std::size_t without_people = 0;
        for (std::size_t a = 0; a < m_table.size(); ++a) {
            if (m_counts[a] == 0) {
                continue;
            }
            if (m_people[a] > 0) {
                m_a_head[a] = benefit_of(a) / m_people[a];
            } else {
                without_people += m_benefits[a] > 0 ? 1 : 0;
            }
        }
        if (without_people > 0 && m_kind == BenefitKind::amount) {
            m_card.findings.warn("W-TARGET-06",
                                 counted_text(without_people, "area", "areas") +
                                     " without people are given something, which the measures of "
                                     "inequality cannot count",
                                 without_people);
        }
        m_card.gini = inequality::gini(m_a_head, m_people);
        if (const auto all = inequality::theil(m_a_head, m_people)) {
            m_card.theil = all->total;
        }
        if (m_order.empty()) {
            return;
        }
        if (m_unscored > 0) {
            m_card.findings.note("N-TARGET-01",
                                 counted_text(m_unscored, "area", "areas") +
                                     " without a value of \"" + m_spec.score +
                                     "\" are left out of the concentration curve",
                                 m_unscored);
        }
        for (std::size_t a = 0; a < people.size(); ++a) {
            people[a] = m_scored[a] != 0 ? m_people[a] : 0;
        }
        m_card.concentration_index = inequality::concentration_index(m_a_head, people, m_order);
        m_card.slope_index = inequality::slope_index(m_a_head, people, m_order);
        m_card.curve = inequality::concentration_curve(m_a_head, people, m_order);
    }

    void split_by(const std::string& column) {
        const columns::Groups groups = columns::groups_of(m_table, column);
        ScorecardSplit split;
        split.column = column;
        split.groups.resize(groups.names.size() + 1);
        for (std::size_t g = 0; g < groups.names.size(); ++g) {
            split.groups[g].name = groups.names[g];
        }
        for (std::size_t a = 0; a < m_table.size(); ++a) {
            if (m_counts[a] != 0) {
                add(split.groups[std::min<std::size_t>(groups.of_area[a], groups.names.size())], a);
            }
        }
        std::erase_if(split.groups, [](const ScorecardFigures& g) { return g.areas == 0; });
        split.theil = inequality::theil(m_a_head, m_people, groups.of_area, groups.names.size());
        m_card.splits.push_back(std::move(split));
    }

    void find_cliffs(const NeighbourGraph& neighbours) {
        if (neighbours.size() != m_table.size()) {
            throw std::invalid_argument("scorecard: neighbours of other areas");
        }
        m_card.knows_neighbours = true;
        for (std::uint32_t a = 0; a < m_table.size(); ++a) {
            if (m_benefits[a] > 0 || m_counts[a] == 0) {
                continue;
            }
            std::optional<Cliff> cliff;
            for (const std::uint32_t b : neighbours.neighbours_of(a)) {
                if (!(m_benefits[b] > 0)) {
                    continue;
                }
                const bool known = !m_order.empty() && m_scored[a] != 0 && m_scored[b] != 0;
                const double difference =
                    known ? m_order[a] - m_order[b] : std::numeric_limits<double>::infinity();
                if (!cliff || difference < cliff->difference) {
                    cliff = Cliff{a, b, difference};
                }
            }
            if (cliff) {
                m_card.cliffs.push_back(*cliff);
                m_card.cliff_people += m_people[a];
                m_card.cliff_in_need += m_need[a];
            }
        }
        std::sort(m_card.cliffs.begin(), m_card.cliffs.end(), [&](const Cliff& x, const Cliff& y) {
            return x.difference != y.difference
                       ? x.difference < y.difference
                       : m_table.codes[x.outside] < m_table.codes[y.outside];
        });
    }

    const ResultTable& m_table;
    std::span<const double> m_benefits;
    BenefitKind m_kind;
    const ScorecardSpec& m_spec;
    Scorecard m_card;
    std::vector<std::uint8_t> m_counts;  // Whether the area is in the count.
    std::vector<std::uint8_t> m_scored;  // Whether it is in the order of need too.
    std::size_t m_unscored = 0;
    std::vector<double> m_people;
    std::vector<double> m_need;
    std::vector<double> m_order;  // The lowest is in most need; empty where no score is named.
    std::vector<double> m_a_head;
};

}  // namespace

Scorecard make_scorecard(const ResultTable& table, std::span<const double> benefits,
                         BenefitKind kind, const ScorecardSpec& spec,
                         const NeighbourGraph* neighbours) {
    return Counter(table, benefits, kind, spec).count(neighbours);
}

std::vector<double> benefits_of(const Selection& selection) {
    return {selection.selected.begin(), selection.selected.end()};
}

}  // namespace levelin
