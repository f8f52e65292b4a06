#include <fcntl.h>
#include <unistd.h>

#include <catch2/catch.hpp>
#include <cstdio>
#include <levelin/choose/choose.hpp>
#include <levelin/core/error.hpp>

#include "random_problem.hpp"

using namespace levelin;

namespace {

// What is written to standard output and standard error, by anyone, until it is asked.
class Captured {
  public:
    Captured() : m_file(std::tmpfile()) {
        std::fflush(stdout);
        std::fflush(stderr);
        m_out = dup(STDOUT_FILENO);
        m_err = dup(STDERR_FILENO);
        dup2(fileno(m_file), STDOUT_FILENO);
        dup2(fileno(m_file), STDERR_FILENO);
    }
    Captured(const Captured&) = delete;
    ~Captured() {
        (void)bytes();
        std::fclose(m_file);
    }
    long bytes() {
        if (m_out >= 0) {
            std::fflush(stdout);
            std::fflush(stderr);
            dup2(m_out, STDOUT_FILENO);
            dup2(m_err, STDERR_FILENO);
            close(m_out);
            close(m_err);
            m_out = -1;
            std::fseek(m_file, 0, SEEK_END);
        }
        return std::ftell(m_file);
    }

  private:
    std::FILE* m_file;
    int m_out;
    int m_err;
};

// Without search the solver has to find it.
ChoiceOptions solver_alone() {
    ChoiceOptions options;
    options.method = ChoiceMethod::solver;
    options.effort = 1e-9;
    return options;
}

}  // namespace

TEST_CASE("choose: the solver equals brute force on every case of up to 15 sites and areas") {
    int solved = 0;
    int refused = 0;
    int by_solver = 0;
    for (std::uint64_t number = 0; number < 1000; ++number) {
        const CoverProblem problem = random_problem::make(number, 15);
        const double best = random_problem::best_of_all(problem);
        INFO("case " << number << ", " << problem.sites() << " sites");
        Choice choice;
        try {
            choice = choose(problem, solver_alone());
        } catch (const InputError&) {
            ++refused;
            CHECK(best < 0);
            continue;
        }
        ++solved;
        by_solver += choice.method == ChoiceMethod::solver ? 1 : 0;
        REQUIRE(best >= 0);
        CHECK(choice.optimal);
        CHECK(choice.coverage.need == Approx(best).epsilon(1e-9).margin(1e-9));
        CHECK(keeps_limits(problem, choice.sites));
        CHECK(choice.bound == choice.coverage.need);
    }
    CHECK(solved > 600);
    CHECK(refused > 50);
    CHECK(by_solver > 180);
}

TEST_CASE("choose: the search keeps the limits, and its bound holds") {
    int found_best = 0;
    int cases = 0;
    ChoiceOptions options;
    options.method = ChoiceMethod::search;
    options.effort = 0.05;
    for (std::uint64_t number = 1000; number < 1500; ++number) {
        const CoverProblem problem = random_problem::make(number, 12);
        const double best = random_problem::best_of_all(problem);
        INFO("case " << number);
        if (best < 0) {
            CHECK_THROWS_AS(choose(problem, options), InputError);
            continue;
        }
        ++cases;
        const Choice choice = choose(problem, options);
        CHECK(keeps_limits(problem, choice.sites));
        CHECK(choice.coverage.need <= best * (1 + 1e-12));
        CHECK(choice.bound >= best * (1 - 1e-12));
        found_best += choice.coverage.need >= best * (1 - 1e-9) ? 1 : 0;
    }
    CHECK(cases > 300);
    CHECK(found_best > cases * 95 / 100);
}

TEST_CASE("choose: the solver says nothing and stops at its limit of nodes with a bound") {
    CoverProblem problem;
    RandomStream random(9);
    for (int k = 0; k < 400; ++k) {
        problem.places.push_back({random.uniform(), random.uniform()});
        problem.need.push_back(1 + 9 * random.uniform());
        problem.cost.push_back(1000 + random.below(1000));
    }
    problem.reach = reach_within(problem.places, problem.places, 0.12);
    problem.budget = 16'000;
    ChoiceOptions options = solver_alone();
    options.max_nodes = 3;
    Captured captured;
    const Choice stopped = choose(problem, options);
    CHECK(captured.bytes() == 0);
    CHECK_FALSE(stopped.optimal);
    CHECK(stopped.gap > 0);
    CHECK(stopped.gap < 0.2);
    CHECK(stopped.nodes <= 20);
    CHECK(keeps_limits(problem, stopped.sites));
    CHECK(choose(problem, options).sites == stopped.sites);
}
