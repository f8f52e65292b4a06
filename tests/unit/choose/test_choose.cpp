#include <catch2/catch.hpp>
#include <levelin/choose/choose.hpp>
#include <levelin/core/error.hpp>

#include "random_problem.hpp"

using namespace levelin;

namespace {

std::string fault(const CoverProblem& problem) {
    try {
        (void)choose(problem);
    } catch (const Error& error) {
        return error.code() + " " + error.problem();
    }
    return "none";
}

// Six areas along a road, 1 km apart.
CoverProblem road(double metres) {
    CoverProblem problem;
    problem.need = {5, 1, 1, 8, 1, 6};
    std::vector<Point> places;
    for (int k = 0; k < 6; ++k) {
        places.push_back({1000.0 * k, 0});
    }
    problem.reach = reach_within(places, places, metres);
    problem.places = places;
    return problem;
}

// A grid of places with uneven needs, large enough for the search to have work.
CoverProblem town(std::uint32_t side, double metres) {
    CoverProblem problem;
    RandomStream random(3);
    for (std::uint32_t y = 0; y < side; ++y) {
        for (std::uint32_t x = 0; x < side; ++x) {
            problem.places.push_back({x + random.uniform(), y + random.uniform()});
            problem.need.push_back(1000 * random.uniform() * random.uniform());
        }
    }
    problem.reach = reach_within(problem.places, problem.places, metres);
    return problem;
}

using Sites = std::vector<std::uint32_t>;

class Stopper : public Progress {
  public:
    explicit Stopper(int calls) : m_left(calls) {}
    void update(std::string_view, double) override {
        if (--m_left < 0) {
            throw std::runtime_error("stopped");
        }
    }

  private:
    int m_left;
};

}  // namespace

TEST_CASE("choose: worked by hand") {
    CoverProblem problem = road(1000);
    problem.at_most = 1;
    // Site 4 reaches 8, 1 and 6.
    const Choice one = choose(problem);
    CHECK(one.sites == Sites{4});
    CHECK(one.coverage.need == 15);
    CHECK(one.optimal);
    CHECK(one.bound == 15);
    CHECK(one.gap == 0);
    problem.at_most = 2;
    const Choice two = choose(problem);
    CHECK(two.coverage.need == 22);  // 1 with 0 and 2, and 4.
    CHECK(two.sites == Sites{1, 4});
    CHECK(two.coverage.reached == std::vector<std::uint8_t>{1, 1, 1, 1, 1, 1});
    problem.at_most = 6;
    CHECK(choose(problem).coverage.need == 22);
}

TEST_CASE("choose: the knapsack of areas, where greed for need or for cost is wrong") {
    CoverProblem problem;
    problem.need = {60, 100, 120};
    problem.reach = reach_itself(3);
    problem.cost = {10, 20, 30};
    problem.budget = 50;
    const Choice choice = choose(problem);
    CHECK(choice.sites == Sites{1, 2});
    CHECK(choice.coverage.need == 220);
    CHECK(choice.coverage.cost == 50);
    CHECK(choice.optimal);
    problem.budget = 49;
    CHECK(choose(problem).sites == Sites{0, 2});
}

TEST_CASE("choose: least numbers of regions come first") {
    CoverProblem problem = road(1000);
    problem.at_most = 2;
    problem.regions = {{"west", 0}, {"east", 2}};
    problem.region = {0, 0, 0, 1, 1, 1};
    const Choice choice = choose(problem);
    CHECK(choice.coverage.need == 16);  // 3 reaches 2, 3, 4; and 4 or 5 adds 5.
    CHECK(keeps_limits(problem, choice.sites));
    problem.at_most = 0;
    problem.regions[1].least = 0;
    CHECK(choose(problem).sites.empty());
}

TEST_CASE("choose: limits that cannot be kept are named") {
    CoverProblem problem = road(1000);
    CHECK(fault(problem) == "E-CHOOSE-01 nothing limits the choice");
    problem.at_most = 3;
    problem.regions = {{"west", 4}, {"east", 0}};
    problem.region = {0, 0, 0, 1, 1, 1};
    CHECK(fault(problem) ==
          "E-CHOOSE-03 west is to have at least 4, and there are 3 to choose from");
    problem.regions = {{"west", 3}, {"east", 1}};
    CHECK(fault(problem) ==
          "E-CHOOSE-04 the least numbers of the regions come to 4, and at most 3 may be chosen");
    problem.at_most.reset();
    problem.cost = {100, 200, 300, 400, 500, 600};
    problem.budget = 999;
    CHECK(fault(problem) ==
          "E-CHOOSE-04 the cheapest 4 sites that the regions must have cost \xC2\xA3"
          "10.00, and "
          "there is \xC2\xA3"
          "9.99");
    problem.budget = 1000;
    CHECK(choose(problem).sites == Sites{0, 1, 2, 3});
    problem.need[2] = -1;
    CHECK(fault(problem) == "E-CHOOSE-02 a need is below 0: -1");
    problem.need[2] = std::nan("");
    CHECK(fault(problem) == "E-CHOOSE-02 a need is below 0: no number");
    problem.need.pop_back();
    CHECK_THROWS_AS(choose(problem), std::invalid_argument);
}

TEST_CASE("choose: nobody in need, nothing in reach") {
    CoverProblem problem = road(1000);
    problem.need.assign(6, 0);
    problem.at_most = 2;
    CHECK(choose(problem).coverage.need == 0);
    CHECK(choose(problem).gap == 0);
    problem.need.assign(6, 1);
    problem.reach = Reach{{0, 0, 0, 0, 0, 0, 0}, {}};
    const Choice none = choose(problem);
    CHECK(none.coverage.need == 0);
    CHECK(none.bound == 0);
    CHECK(none.optimal);
}

TEST_CASE("choose: the same sites for any number of threads, and each time") {
    CoverProblem problem = town(60, 5.5);
    problem.at_most = 30;
    ChoiceOptions options;
    options.method = ChoiceMethod::search;
    options.effort = 0.05;
    options.threads = 1;
    REQUIRE(problem.reach.areas.size() > 200'000);
    const Choice one = choose(problem, options);
    options.threads = 4;
    const Choice four = choose(problem, options);
    CHECK(one.sites == four.sites);
    CHECK(one.bound == four.bound);
    CHECK(one.method == ChoiceMethod::search);
    CHECK(one.sites.size() == 30);
    CHECK(one.coverage.need <= one.bound);
    CHECK(one.gap < 0.05);
}

TEST_CASE("choose: more effort never reaches less") {
    CoverProblem problem = town(30, 3);
    problem.at_most = 15;
    ChoiceOptions options;
    options.method = ChoiceMethod::search;
    double last = 0;
    for (const double effort : {0.001, 0.05, 0.2}) {
        options.effort = effort;
        const Choice choice = choose(problem, options);
        CHECK(choice.coverage.need >= last);
        last = choice.coverage.need;
    }
}

TEST_CASE("choose: what progress throws ends the work, in the search and in the solver") {
    CoverProblem problem = town(20, 2.5);
    problem.at_most = 12;
    for (std::uint32_t site = 0; site < problem.sites(); ++site) {
        problem.cost.push_back(1000 + site % 37 * 10);
    }
    problem.budget = 12'000;
    ChoiceOptions options;
    options.method = ChoiceMethod::solver;
    for (const auto& [calls, effort] :
         {std::pair{0, 0.5}, {1, 0.5}, {20, 0.5}, {40, 0.5}, {2, 1e-9}, {3, 1e-9}, {5, 1e-9}}) {
        INFO(calls << " " << effort);
        Stopper stopper(calls);
        options.progress = &stopper;
        options.effort = effort;
        CHECK_THROWS_WITH(choose(problem, options), "stopped");
    }
}
