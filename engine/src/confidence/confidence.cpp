#include <algorithm>
#include <levelin/confidence/bucket_rank.hpp>
#include <levelin/confidence/confidence.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/core/parallel.hpp>
#include <memory>
#include <mutex>
#include <optional>

#include "decide.hpp"
#include "draw_scorer.hpp"
#include "fast_rule.hpp"
#include "plan.hpp"
#include "rank_percentiles.hpp"
#include "rank_store.hpp"
#include "table_rule.hpp"
#include "workspaces.hpp"

namespace levelin {

namespace {

using detail::Plan;

constexpr std::uint64_t most_draws = 1'000'000;
constexpr std::size_t round_draws = 1024;  // Whose ranks are held at once.
constexpr std::size_t area_block = 512;
constexpr double within_chance = 12;  // Draws times a share of variance, 99.95 % by chance.

// Says in which draw something was wrong that was right in the run.
template <typename Work>
void in_draw(std::uint64_t number, const Work& work) {
    try {
        work();
    } catch (Error& error) {
        error.add_context("in draw " + grouped_text(number + 1));
        throw;
    }
}

// What a thread needs to make draws.
template <typename T>
struct Workspace {
    std::vector<detail::DrawScorer> scorers;
    std::vector<std::vector<double>> keys;  // By scorer and position.
    BucketRank ranking;
    std::vector<T> ranks;  // Of a tile, draw after draw.
    std::optional<detail::FastRule> fast;
    std::unique_ptr<detail::TableRule> by_table;
    detail::Flips flips;
};

template <typename T>
class Assessor {
  public:
    Assessor(const Plan& plan, const SelectionRule& rule, const ResultTable& table,
             const NeighbourGraph* neighbours, const ConfidenceOptions& options)
        : m_plan(plan),
          m_rule(rule),
          m_table(table),
          m_neighbours(neighbours),
          m_options(options),
          m_columns(plan),
          m_workspaces([this] { return make_workspace(); }) {
        const std::uint64_t combinations = detail::combinations(plan);
        m_every = combinations > 0 && combinations <= options.draws;
        m_draws = m_every ? combinations : options.draws;
        const Selection run = select(rule, table, neighbours);
        for (const std::uint32_t area : plan.area_at) {
            m_run.push_back(run.selected[area]);
        }
        if (!options.by_table) {
            m_fast = detail::FastRule::make(rule, table, plan);
        }
    }

    Confidence assess() {
        const std::size_t n = m_plan.areas;
        m_out.rank_p05.resize(n);
        m_out.rank_p50.resize(n);
        m_out.rank_p95.resize(n);
        m_out.ranked.resize(n);
        make_ranks();
        detail::Flips flips(m_plan, m_columns);
        for (const auto& one : m_workspaces.all()) {
            flips.add(one->flips);
        }
        tell_flips(flips);
        settle();
        m_out.draws = m_draws;
        m_out.every_combination = m_every;
        m_out.by_table = !m_fast;
        return std::move(m_out);
    }

  private:
    std::unique_ptr<Workspace<T>> make_workspace() const {
        // Draws that hold values of their own take much memory each.
        const bool own_values =
            !m_plan.errors.empty() ||
            std::any_of(m_plan.nodes.begin() + 1, m_plan.nodes.end(), [](const auto& node) {
                return !node.is_leaf() && node.spec.normalise != Normalisation::none;
            });
        const std::size_t slots = own_values ? 1 : 4;
        auto out = std::make_unique<Workspace<T>>(Workspace<T>{{},
                                                               {},
                                                               BucketRank(m_plan.areas),
                                                               {},
                                                               m_fast,
                                                               nullptr,
                                                               detail::Flips(m_plan, m_columns)});
        for (std::size_t s = 0; s < slots; ++s) {
            out->scorers.emplace_back(m_plan, m_options.seed);
        }
        out->keys.assign(slots, std::vector<double>(m_plan.areas));
        out->ranks.resize(detail::RankStore<T>::tile * m_plan.areas);
        return out;
    }

    [[nodiscard]] detail::Draw draw(std::uint64_t number) const {
        return m_every ? detail::combination(m_plan, number)
                       : detail::random_draw(m_plan, m_options.seed, number);
    }

    // Scores and ranks draws first .. first + count - 1 into the workspace; after each
    // `done(scorer, keys, ranks)`.
    template <typename Done>
    void run_draws(Workspace<T>& work, std::uint64_t first, std::size_t count, const Done& done) {
        const std::size_t slots = work.scorers.size();
        for (std::size_t s = 0; s < count; s += slots) {
            const std::size_t k = std::min(slots, count - s);
            for (std::size_t i = 0; i < k; ++i) {
                in_draw(first + s + i, [&] { work.scorers[i].prepare(draw(first + s + i)); });
            }
            // A block of areas under all of these draws while its values are in the cache.
            for (std::size_t b = 0; b < m_plan.complete; b += detail::DrawScorer::block) {
                const std::size_t e = std::min(m_plan.complete, b + detail::DrawScorer::block);
                for (std::size_t i = 0; i < k; ++i) {
                    work.scorers[i].score(b, e, work.keys[i]);
                }
            }
            for (std::size_t i = 0; i < k; ++i) {
                detail::DrawScorer& scorer = work.scorers[i];
                scorer.score_others(work.keys[i]);
                work.ranking.rank(work.keys[i], m_plan.complete, scorer.others());
                const std::span<T> ranks{work.ranks.data() + (s + i) * m_plan.areas, m_plan.areas};
                detail::write_ranks<T>(work.ranking, m_plan.ties, m_plan.complete, scorer.others(),
                                       m_plan.area_at, ranks);
                in_draw(first + s + i, [&] {
                    done(scorer, std::span<const double>{work.keys[i]}, std::span<const T>{ranks});
                });
            }
        }
    }

    void apply_rule(Workspace<T>& work, const detail::DrawScorer& scorer,
                    std::span<const double> keys, std::span<const T> ranks) const {
        const detail::DrawView view{scorer, work.ranking, keys};
        if (work.fast && work.fast->select(view)) {
            work.flips.add(work.fast->selected(), m_run, scorer);
            return;
        }
        if (work.by_table == nullptr) {
            work.by_table =
                std::make_unique<detail::TableRule>(m_rule, m_table, m_neighbours, m_plan);
        }
        work.by_table->select(view, ranks);
        work.flips.add(work.by_table->selected(), m_run, scorer);
    }

    void make_ranks() {
        const std::size_t rounds = (m_draws + round_draws - 1) / round_draws;
        if (rounds > 1) {
            m_samples.resize(m_plan.areas);
        }
        detail::RankStore<T> store(m_plan.areas, std::min<std::size_t>(m_draws, round_draws));
        for (std::uint64_t first = 0; first < m_draws; first += round_draws) {
            const std::size_t count = std::min<std::uint64_t>(round_draws, m_draws - first);
            constexpr std::size_t tile = detail::RankStore<T>::tile;
            parallel_blocks(count, tile, m_options.threads, [&](std::size_t b, std::size_t e) {
                m_workspaces.with([&](Workspace<T>& work) {
                    run_draws(work, first + b, e - b,
                              [&](const auto& scorer, auto keys, auto ranks) {
                                  apply_rule(work, scorer, keys, ranks);
                              });
                    store.write(b / tile, work.ranks, e - b);
                });
                tell(e - b);
            });
            parallel_blocks(m_plan.areas, area_block, m_options.threads,
                            [&](std::size_t b, std::size_t e) { read_ranks(store, count, b, e); });
        }
    }

    // Percentiles of areas b .. e - 1: at once where one round is all, else round by round.
    void read_ranks(const detail::RankStore<T>& store, std::size_t count, std::size_t b,
                    std::size_t e) {
        detail::OrderStatistics<T> picker;
        std::vector<T> buffer(count);
        std::vector<T> inside;
        for (std::size_t p = b; p < e; ++p) {
            std::span<T> ranks = store.read(p, count, buffer);
            if (p >= m_plan.complete) {  // Others have a rank in every draw.
                const auto gone = std::remove(ranks.begin(), ranks.end(), T{0});
                ranks = ranks.first(static_cast<std::size_t>(gone - ranks.begin()));
            }
            if (m_samples.empty()) {
                set_ranks(p, detail::RankPercentiles<T>::of(ranks, picker), ranks.size());
            } else {
                m_samples[p].add(ranks, m_draws, picker, inside, m_options.windows);
            }
        }
    }

    void set_ranks(std::size_t position, const std::array<T, 3>& ranks, std::size_t count) {
        const std::uint32_t area = m_plan.area_at[position];
        const double unit = detail::rank_unit(m_plan.ties);
        m_out.rank_p05[area] = static_cast<double>(ranks[0]) / unit;
        m_out.rank_p50[area] = static_cast<double>(ranks[1]) / unit;
        m_out.rank_p95[area] = static_cast<double>(ranks[2]) / unit;
        m_out.ranked[area] = static_cast<std::uint32_t>(count);
    }

    // Percentiles out of what was kept; the draws are made again for areas that left their windows.
    void settle() {
        if (m_samples.empty()) {
            return;
        }
        parallel_blocks(
            m_plan.areas, area_block, m_options.threads, [&](std::size_t b, std::size_t e) {
                detail::OrderStatistics<T> picker;
                for (std::size_t p = b; p < e; ++p) {
                    const auto& sample = m_samples[p];
                    if (sample.settled(m_options.windows)) {
                        set_ranks(p, sample.get(picker, m_options.windows), sample.seen());
                    }
                }
            });
        std::vector<std::uint32_t> open;
        for (std::size_t p = 0; p < m_plan.areas; ++p) {
            if (!m_samples[p].settled(m_options.windows)) {
                open.push_back(static_cast<std::uint32_t>(p));
            }
        }
        m_samples.clear();
        const std::size_t at_once = std::max<std::size_t>(1, (std::size_t{1} << 26) / m_draws);
        for (std::size_t i = 0; i < open.size(); i += at_once) {
            draw_again(std::span{open}.subspan(i, std::min(at_once, open.size() - i)));
        }
    }

    void draw_again(std::span<const std::uint32_t> positions) {
        std::vector<T> all(positions.size() * m_draws);
        parallel_blocks(m_draws, detail::RankStore<T>::tile, m_options.threads,
                        [&](std::size_t b, std::size_t e) {
                            m_workspaces.with([&](Workspace<T>& work) {
                                std::size_t d = b;
                                run_draws(work, b, e - b, [&](const auto&, auto, auto ranks) {
                                    for (std::size_t i = 0; i < positions.size(); ++i) {
                                        all[i * m_draws + d] = ranks[positions[i]];
                                    }
                                    ++d;
                                });
                            });
                        });
        detail::OrderStatistics<T> picker;
        for (std::size_t i = 0; i < positions.size(); ++i) {
            const auto first = all.begin() + static_cast<std::ptrdiff_t>(i * m_draws);
            std::vector<T> ranks(first, first + static_cast<std::ptrdiff_t>(m_draws));
            std::erase(ranks, T{0});
            set_ranks(positions[i], detail::RankPercentiles<T>::of(ranks, picker), ranks.size());
        }
    }

    void tell_flips(const detail::Flips& flips) {
        const std::size_t n = m_plan.areas;
        m_out.p_selected.resize(n);
        m_out.decided_by.assign(n, Confidence::nobody);
        m_out.decided_share.resize(n);
        for (std::size_t p = 0; p < n; ++p) {
            const std::uint32_t area = m_plan.area_at[p];
            const std::uint64_t flipped = flips.count(p);
            m_out.p_selected[area] =
                static_cast<double>(m_run[p] != 0 ? m_draws - flipped : flipped) /
                static_cast<double>(m_draws);
            const detail::Flips::Decision decision = flips.decide(p);
            if (flipped == 0 || flipped == m_draws) {
                continue;
            }
            const bool chance =
                !m_every && decision.share * static_cast<double>(m_draws) < within_chance;
            const bool told = decision.factor >= 0 && !chance;
            m_out.decided_by[area] = told ? decision.factor : Confidence::several;
            m_out.decided_share[area] = told ? decision.share : 0;
        }
    }

    void tell(std::size_t draws) {
        if (m_options.progress == nullptr) {
            return;
        }
        const std::scoped_lock lock(m_told);
        m_done += draws;
        m_options.progress->update("drawing the index anew",
                                   static_cast<double>(m_done) / static_cast<double>(m_draws));
    }

    const Plan& m_plan;
    const SelectionRule& m_rule;
    const ResultTable& m_table;
    const NeighbourGraph* m_neighbours;
    const ConfidenceOptions& m_options;
    detail::ExplainingColumns m_columns;
    std::optional<detail::FastRule> m_fast;
    std::uint64_t m_draws = 0;
    bool m_every = false;
    std::vector<std::uint8_t> m_run;  // Selected in the run, by position.
    detail::Workspaces<Workspace<T>> m_workspaces;
    std::vector<detail::RankPercentiles<T>> m_samples;  // By position; empty for one round.
    std::mutex m_told;
    std::uint64_t m_done = 0;
    Confidence m_out;
};

}  // namespace

Confidence assess_confidence(const UncertainIndex& index, const SelectionRule& rule,
                             const ResultTable& table, const NeighbourGraph* neighbours,
                             const ConfidenceOptions& options) {
    const Plan& plan = index.plan();
    if (options.draws < 1 || options.draws > most_draws) {
        throw ConfigError("E-CONFIDENCE-01", grouped_text(options.draws) + " draws",
                          "1 to 1,000,000 draws");
    }
    detail::check_columns(rule, plan);
    if (plan.areas * detail::rank_unit(plan.ties) <= 0xffff) {
        return Assessor<std::uint16_t>(plan, rule, table, neighbours, options).assess();
    }
    return Assessor<std::uint32_t>(plan, rule, table, neighbours, options).assess();
}

}  // namespace levelin
