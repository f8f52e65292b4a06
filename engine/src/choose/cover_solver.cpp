#include "cover_solver.hpp"

#include <CbcEventHandler.hpp>
#include <CbcHeuristic.hpp>
#include <CbcModel.hpp>
#include <CglGomory.hpp>
#include <CglKnapsackCover.hpp>
#include <CglMixedIntegerRounding2.hpp>
#include <CglProbing.hpp>
#include <ClpEventHandler.hpp>
#include <CoinError.hpp>
#include <CoinPackedMatrix.hpp>
#include <OsiClpSolverInterface.hpp>
#include <algorithm>
#include <exception>
#include <map>
#include <numeric>

namespace levelin::detail {

namespace {

// Objective and its tolerances: needs are scaled so that their sum is this.
constexpr double need_scale = 1e6;

// Tells the user how far it is, and stops the solver where the user wants to; an exception does not
// travel through the solver but waits for its end.
struct Watch {
    Progress* progress = nullptr;
    double nodes = 1;
    std::exception_ptr thrown;
    std::uint64_t calls = 0;

    // @returns true where the solver must stop.
    bool tell(double done) {
        if (thrown == nullptr && progress != nullptr) {
            try {
                progress->update("solving", done);
            } catch (...) {
                thrown = std::current_exception();
            }
        }
        return thrown != nullptr;
    }
};

class NodeHandler : public CbcEventHandler {
  public:
    explicit NodeHandler(Watch& watch) : m_watch(&watch) {}
    CbcAction event(CbcEvent which) override {
        const double done =
            model_ != nullptr ? static_cast<double>(model_->getNodeCount()) / m_watch->nodes : 0;
        return which != endSearch && m_watch->tell(std::min(done, 1.0)) ? stop : noAction;
    }
    [[nodiscard]] CbcEventHandler* clone() const override { return new NodeHandler(*this); }

  private:
    Watch* m_watch;
};

class IterationHandler : public ClpEventHandler {
  public:
    explicit IterationHandler(Watch& watch) : m_watch(&watch) {}
    int event(Event which) override {
        if (which == endOfFactorization && ++m_watch->calls % 4 == 0 && m_watch->tell(-1)) {
            return 5;  // Stopped by the user.
        }
        return -1;
    }
    [[nodiscard]] ClpEventHandler* clone() const override { return new IterationHandler(*this); }

  private:
    Watch* m_watch;
};

// Rows and columns of the program. Columns: the sites, then groups of areas with the same sites.
class Program {
  public:
    explicit Program(const CoverProblem& problem) : m_problem(problem) {
        const std::size_t sites = problem.sites();
        double sum = 0;
        for (const std::uint32_t area : problem.reach.areas) {
            (void)area;
        }
        for (const double need : problem.need) {
            sum += need;
        }
        m_scale = sum > 0 ? need_scale / sum : 1;
        m_objective.assign(sites, 0);
        group_areas();
        for (const auto& [of, need] : m_groups) {
            if (of.size() == 1) {
                m_objective[of[0]] += need * m_scale;
            }
        }
        for (const auto& [of, need] : m_groups) {
            if (of.size() > 1) {
                const auto column = static_cast<int>(m_objective.size());
                m_objective.push_back(need * m_scale);
                // y - sum of x <= 0
                std::vector<int> columns(of.begin(), of.end());
                std::vector<double> values(of.size(), -1);
                columns.push_back(column);
                values.push_back(1);
                add_row(columns, values, -COIN_DBL_MAX, 0);
            }
        }
        add_limits();
    }

    void load(OsiClpSolverInterface& solver) const {
        const auto columns = static_cast<int>(m_objective.size());
        CoinPackedMatrix matrix(false, columns, static_cast<int>(m_lower.size()),
                                static_cast<CoinBigIndex>(m_columns.size()), m_values.data(),
                                m_columns.data(), m_begin.data(), nullptr);
        std::vector<double> objective(m_objective);
        for (double& value : objective) {
            value = -value;  // The solver minimises.
        }
        const std::vector<double> low(m_objective.size(), 0);
        const std::vector<double> high(m_objective.size(), 1);
        solver.loadProblem(matrix, low.data(), high.data(), objective.data(), m_lower.data(),
                           m_upper.data());
        for (std::size_t site = 0; site < m_problem.sites(); ++site) {
            solver.setInteger(static_cast<int>(site));
        }
    }

    // A whole solution from chosen sites.
    [[nodiscard]] std::vector<double> solution(const std::vector<std::uint32_t>& sites) const {
        std::vector<double> values(m_objective.size(), 0);
        for (const std::uint32_t site : sites) {
            values[site] = 1;
        }
        std::size_t column = m_problem.sites();
        for (const auto& [of, need] : m_groups) {
            if (of.size() > 1) {
                for (const std::uint32_t site : of) {
                    values[column] = std::max(values[column], values[site]);
                }
                ++column;
            }
        }
        return values;
    }
    [[nodiscard]] double value(const std::vector<double>& solution) const {
        return std::inner_product(solution.begin(), solution.end(), m_objective.begin(), 0.0);
    }
    [[nodiscard]] double scale() const { return m_scale; }

  private:
    void group_areas() {
        std::vector<std::vector<std::uint32_t>> of(m_problem.need.size());
        for (std::uint32_t site = 0; site < m_problem.sites(); ++site) {
            for (const std::uint32_t area : m_problem.reach.of(site)) {
                of[area].push_back(site);
            }
        }
        for (std::size_t a = 0; a < of.size(); ++a) {
            if (m_problem.need[a] > 0 && !of[a].empty()) {
                m_groups[of[a]] += m_problem.need[a];
            }
        }
    }

    void add_row(const std::vector<int>& columns, const std::vector<double>& values, double lower,
                 double upper) {
        m_columns.insert(m_columns.end(), columns.begin(), columns.end());
        m_values.insert(m_values.end(), values.begin(), values.end());
        m_begin.push_back(static_cast<CoinBigIndex>(m_columns.size()));
        m_lower.push_back(lower);
        m_upper.push_back(upper);
    }

    void add_limits() {
        std::vector<int> all(m_problem.sites());
        std::iota(all.begin(), all.end(), 0);
        if (m_problem.at_most) {
            add_row(all, std::vector<double>(all.size(), 1), -COIN_DBL_MAX, *m_problem.at_most);
        }
        if (m_problem.budget) {
            // In the largest money that all costs are multiples of; half of one more is no harm to
            // whole numbers and keeps the limit clear of the solver's tolerance.
            std::uint64_t unit = 0;
            for (const std::uint64_t cost : m_problem.cost) {
                unit = std::gcd(unit, cost);
            }
            if (unit > 0) {
                std::vector<double> costs;
                for (const std::uint64_t cost : m_problem.cost) {
                    costs.push_back(static_cast<double>(cost / unit));
                }
                add_row(all, costs, -COIN_DBL_MAX,
                        static_cast<double>(*m_problem.budget / unit) + 0.5);
            }
        }
        for (std::size_t r = 0; r < m_problem.regions.size(); ++r) {
            std::vector<int> of;
            for (std::size_t site = 0; site < m_problem.sites(); ++site) {
                if (m_problem.region[site] == r) {
                    of.push_back(static_cast<int>(site));
                }
            }
            if (m_problem.regions[r].least > 0) {
                add_row(of, std::vector<double>(of.size(), 1), m_problem.regions[r].least,
                        COIN_DBL_MAX);
            }
        }
    }

    const CoverProblem& m_problem;
    double m_scale = 1;
    std::map<std::vector<std::uint32_t>, double> m_groups;
    std::vector<double> m_objective;
    std::vector<int> m_columns;
    std::vector<double> m_values;
    std::vector<CoinBigIndex> m_begin{0};
    std::vector<double> m_lower;
    std::vector<double> m_upper;
};

void add_cuts(CbcModel& model) {
    CglProbing probing;
    probing.setUsingObjective(1);
    probing.setMaxPass(1);
    probing.setMaxProbe(10);
    probing.setRowCuts(3);
    CglGomory gomory;
    gomory.setLimit(300);
    CglKnapsackCover cover;
    CglMixedIntegerRounding2 rounding;
    model.addCutGenerator(&probing, -1, "probing");
    model.addCutGenerator(&gomory, -98, "gomory");
    model.addCutGenerator(&cover, -98, "cover");
    model.addCutGenerator(&rounding, -98, "rounding");
    CbcRounding heuristic(model);
    model.addHeuristic(&heuristic);
}

}  // namespace

bool is_small(const CoverProblem& problem) {
    return problem.reach.areas.size() <= 60'000 && problem.sites() <= 20'000;
}

SolverAnswer solve_cover(const CoverProblem& problem, const std::vector<std::uint32_t>& first,
                         const ChoiceOptions& options) {
    SolverAnswer answer;
    answer.sites = first;
    double all = 0;
    for (const double need : problem.need) {
        all += need;
    }
    answer.bound = all;
    if (!(all > 0)) {
        return answer;
    }
    Watch watch;
    watch.progress = options.progress;
    watch.nodes = options.max_nodes;
    try {
        const Program program(problem);
        OsiClpSolverInterface solver;
        solver.messageHandler()->setLogLevel(0);
        program.load(solver);
        IterationHandler iterations(watch);
        solver.getModelPtr()->passInEventHandler(&iterations);
        solver.initialSolve();
        if (watch.thrown == nullptr && solver.isProvenOptimal()) {
            answer.bound = -solver.getObjValue() / program.scale();
            CbcModel model(solver);
            model.messageHandler()->setLogLevel(0);
            model.setLogLevel(0);
            NodeHandler nodes(watch);
            model.passInEventHandler(&nodes);
            add_cuts(model);
            model.setNumberThreads(0);
            model.setRandomSeed(1);
            model.setMaximumNodes(static_cast<int>(std::min(options.max_nodes, 2'000'000'000U)));
            if (options.max_seconds > 0) {
                model.setMaximumSeconds(options.max_seconds);
            }
            model.setAllowableGap(0);
            model.setAllowableFractionGap(0);
            model.setCutoffIncrement(1e-7);
            const std::vector<double> start = program.solution(first);
            model.setBestSolution(start.data(), static_cast<int>(start.size()),
                                  -program.value(start), true);
            model.branchAndBound();
            answer.nodes = static_cast<std::uint64_t>(std::max(0, model.getNodeCount()));
            answer.bound =
                std::min(answer.bound, -model.getBestPossibleObjValue() / program.scale());
            answer.proven = watch.thrown == nullptr && model.isProvenOptimal();
            if (const double* best = model.bestSolution()) {
                answer.sites.clear();
                for (std::uint32_t site = 0; site < problem.sites(); ++site) {
                    if (best[site] > 0.5) {
                        answer.sites.push_back(site);
                    }
                }
            }
        }
    } catch (const CoinError&) {
        // The search's answer and bound stand.
        answer = {first, all, false, 0};
    }
    if (watch.thrown != nullptr) {
        std::rethrow_exception(watch.thrown);
    }
    return answer;
}

}  // namespace levelin::detail
