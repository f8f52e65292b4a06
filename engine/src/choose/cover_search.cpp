#include "cover_search.hpp"

#include <algorithm>
#include <levelin/core/random.hpp>
#include <numeric>

#include "cover_state.hpp"

namespace levelin::detail {

namespace {

// Tells purposes of random numbers apart.
constexpr std::uint32_t noise_part = 1;

// The problem with some of its sites alone.
CoverProblem with_sites(const CoverProblem& problem, const std::vector<std::uint32_t>& sites) {
    CoverProblem out;
    out.need = problem.need;
    out.regions = problem.regions;
    out.at_most = problem.at_most;
    out.budget = problem.budget;
    for (const std::uint32_t site : sites) {
        const auto areas = problem.reach.of(site);
        out.reach.areas.insert(out.reach.areas.end(), areas.begin(), areas.end());
        out.reach.begin.push_back(out.reach.areas.size());
        if (!problem.cost.empty()) {
            out.cost.push_back(problem.cost[site]);
        }
        if (!problem.region.empty()) {
            out.region.push_back(problem.region[site]);
        }
        if (!problem.places.empty()) {
            out.places.push_back(problem.places[site]);
        }
    }
    return out;
}

class Search {
  public:
    Search(const CoverProblem& problem, std::span<const std::uint64_t> need,
           const ChoiceOptions& options)
        : m_problem(problem), m_options(options), m_state(problem, need) {}

    void start(const std::vector<std::uint32_t>& sites) {
        for (const std::uint32_t site : sites) {
            m_state.add(site);
        }
    }

    // Takes each site out once and puts the best back, until nothing gains.
    void exchange_all(RandomStream& random) {
        for (bool gained = true; gained;) {
            const std::vector<std::uint32_t> sites = sorted(m_state.chosen());
            gained = false;
            for (const std::uint32_t site : sites) {
                if (m_state.has(site)) {
                    gained = exchange(site, random) || gained;
                }
            }
        }
    }

    void run(double enough) {
        const std::size_t sites = m_state.chosen().size();
        if (sites == 0) {
            return;
        }
        const auto steps =
            static_cast<std::uint64_t>(m_options.effort * (500 + 200 * static_cast<double>(sites)));
        const auto most_work = static_cast<std::uint64_t>(m_options.effort * 5e9);
        std::uint64_t last_gain = 0;
        for (std::uint64_t step = 0;
             step < steps && m_state.work() < most_work && step - last_gain < steps / 6 + 100;
             ++step) {
            if (static_cast<double>(m_state.reached()) >= enough) {
                return;
            }
            if (m_options.progress != nullptr && step % 16 == 0) {
                const double by_steps = static_cast<double>(step) / static_cast<double>(steps);
                const double by_work =
                    static_cast<double>(m_state.work()) / static_cast<double>(most_work);
                m_options.progress->update("choosing sites", std::max(by_steps, by_work));
            }
            if (take_out_and_put_back(step)) {
                last_gain = step;
            }
        }
    }

    [[nodiscard]] std::vector<std::uint32_t> sites() const { return sorted(m_state.chosen()); }

  private:
    static std::vector<std::uint32_t> sorted(std::vector<std::uint32_t> sites) {
        std::sort(sites.begin(), sites.end());
        return sites;
    }

    bool exchange(std::uint32_t site, RandomStream& random) {
        const std::uint64_t before = m_state.reached();
        m_state.drop(site);
        const auto added = m_state.fill({halves(random), 0}, random);
        if (m_state.reached() > before) {
            return true;
        }
        put_back(added, {site});
        return false;
    }

    // How much costs count this time.
    std::uint32_t halves(RandomStream& random) const {
        return m_problem.budget ? random.below(3) : 0;
    }

    void put_back(const std::vector<std::uint32_t>& added,
                  const std::vector<std::uint32_t>& dropped) {
        for (const std::uint32_t site : added) {
            if (m_state.has(site)) {
                m_state.drop(site);
            }
        }
        for (const std::uint32_t site : dropped) {
            if (!m_state.has(site)) {
                m_state.add(site);
            }
        }
    }

    // A few chosen sites near one of them, or from anywhere.
    std::vector<std::uint32_t> some_sites(RandomStream& random) const {
        std::vector<std::uint32_t> sites = sorted(m_state.chosen());
        const std::size_t count = std::min<std::size_t>(2 + random.below(8), sites.size());
        const bool anywhere = m_problem.places.empty() || random.below(8) == 0;
        if (anywhere) {
            shuffle_first<std::uint32_t>(random, sites, count);
        } else {
            const Point centre =
                m_problem.places[sites[random.below(static_cast<std::uint32_t>(sites.size()))]];
            const auto distance = [&](std::uint32_t site) {
                const double dx = m_problem.places[site].x - centre.x;
                const double dy = m_problem.places[site].y - centre.y;
                return dx * dx + dy * dy;
            };
            std::partial_sort(sites.begin(), sites.begin() + static_cast<std::ptrdiff_t>(count),
                              sites.end(), [&](std::uint32_t a, std::uint32_t b) {
                                  const double to_a = distance(a);
                                  const double to_b = distance(b);
                                  return to_a != to_b ? to_a < to_b : a < b;
                              });
        }
        sites.resize(count);
        return sites;
    }

    // @returns whether more is reached now.
    bool take_out_and_put_back(std::uint64_t step) {
        RandomStream random(m_options.seed, step, noise_part);
        const std::vector<std::uint32_t> before_sites = m_state.chosen();
        const std::uint64_t before = m_state.reached();
        const std::vector<std::uint32_t> dropped = some_sites(random);
        for (const std::uint32_t site : dropped) {
            m_state.drop(site);
        }
        std::vector<std::uint32_t> added = m_state.fill({halves(random), 0.06}, random);
        for (int round = 0; round < 2; ++round) {
            for (const std::uint32_t site : added) {
                if (m_state.has(site)) {
                    (void)exchange(site, random);
                }
            }
        }
        if (m_state.reached() < before) {
            restore(before_sites);
        }
        return m_state.reached() > before;
    }

    void restore(const std::vector<std::uint32_t>& sites) {
        std::vector<std::uint8_t> wanted(m_problem.sites(), 0);
        for (const std::uint32_t site : sites) {
            wanted[site] = 1;
        }
        const std::vector<std::uint32_t> now = m_state.chosen();
        for (const std::uint32_t site : now) {
            if (wanted[site] == 0) {
                m_state.drop(site);
            }
        }
        put_back({}, sites);
    }

    const CoverProblem& m_problem;
    const ChoiceOptions& m_options;
    CoverState m_state;
};

}  // namespace

std::vector<std::uint32_t> greedy_sites(const CoverProblem& problem, const ChoiceOptions& options) {
    const std::vector<std::uint64_t> need = whole_needs(problem.need);
    RandomStream random(options.seed);
    std::vector<std::uint32_t> sites;
    std::uint64_t reached = 0;
    for (std::uint32_t halves = 0; halves < (problem.budget ? 3U : 1U); ++halves) {
        CoverState state(problem, need);
        (void)state.fill({halves, 0}, random);
        if (halves == 0 || state.reached() > reached) {
            reached = state.reached();
            sites = state.chosen();
        }
    }
    std::sort(sites.begin(), sites.end());
    return sites;
}

std::vector<std::uint32_t> search_sites(const CoverProblem& problem,
                                        const std::vector<std::uint32_t>& candidates,
                                        const std::vector<std::uint32_t>& first, double enough,
                                        const ChoiceOptions& options) {
    const CoverProblem part = with_sites(problem, candidates);
    const std::vector<std::uint64_t> need = whole_needs(problem.need);
    double sum = 0;
    for (const double one : problem.need) {
        sum += one;
    }
    std::vector<std::uint32_t> local;
    for (const std::uint32_t site : first) {
        local.push_back(static_cast<std::uint32_t>(
            std::lower_bound(candidates.begin(), candidates.end(), site) - candidates.begin()));
    }
    Search search(part, need, options);
    search.start(local);
    RandomStream random(options.seed);
    search.exchange_all(random);
    search.run(sum > 0 ? enough / sum * 0x1p50 : 0);
    std::vector<std::uint32_t> sites;
    for (const std::uint32_t site : search.sites()) {
        sites.push_back(candidates[site]);
    }
    return sites;
}

}  // namespace levelin::detail
