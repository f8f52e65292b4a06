#include <algorithm>
#include <cmath>
#include <levelin/confidence/bucket_rank.hpp>
#include <levelin/core/random.hpp>
#include <levelin/score/kernels.hpp>
#include <limits>
#include <numeric>
#include <vector>

using namespace levelin;

namespace {

// Order, places and ties against a sort.
void check_against_sort(const std::vector<double>& scores, BucketRank& ranking) {
    ranking.rank(scores, scores.size());
    REQUIRE(ranking.count() == scores.size());
    const std::vector<Status> status(scores.size(), Status::ok);
    const auto ranks = kernels::rank_descending(scores, status, TieRule::min);
    std::vector<std::uint32_t> order(scores.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return scores[a] > scores[b]; });
    bool same = true;
    std::size_t in_ties = 0;
    for (const BucketRank::Tie& tie : ranking.ties()) {
        in_ties += tie.last - tie.first;
        same = same && tie.last - tie.first > 1;
        for (std::uint32_t i = tie.first; i < tie.last; ++i) {
            same = same && scores[ranking.at(i)] == scores[ranking.at(tie.first)];
        }
    }
    std::size_t equal = 0;
    for (std::size_t i = 0; i < scores.size(); ++i) {
        same = same && ranking.at(i) == order[i] && ranking.places()[i] + 1 == ranks[i];
        const bool like_last = i > 0 && scores[order[i]] == scores[order[i - 1]];
        const bool like_next = i + 1 < scores.size() && scores[order[i]] == scores[order[i + 1]];
        equal += like_last || like_next ? 1 : 0;
    }
    CHECK(same);
    CHECK(in_ties == equal);
}

}  // namespace

TEST_CASE("bucket rank: order, places and ties are those of a sort", "[confidence]") {
    RandomStream stream(1);
    for (const std::size_t n : {1U, 2U, 3U, 17U, 400U, 5000U, 70000U}) {
        BucketRank ranking(n);
        std::vector<double> scores(n);
        const auto fill = [&](auto value) {
            for (double& s : scores) {
                s = value();
            }
            check_against_sort(scores, ranking);
        };
        fill([&] { return stream.normal(); });
        fill([&] { return -23 * std::log(1 - 0.987 * stream.uniform()); });
        fill([&] { return std::floor(stream.uniform() * 40); });             // Many ties.
        fill([&] { return stream.below(3) == 0 ? 7.5 : stream.normal(); });  // One large tie.
        fill([&] { return 1.0; });
        fill([&] { return stream.below(500) == 0 ? 1e12 : stream.uniform(); });  // One bucket.
        fill([&] { return 1 + stream.below(3) * std::numeric_limits<double>::epsilon(); });
        fill([&] { return stream.normal() * 1e-310; });
        fill([&] { return stream.normal() * 1e307 * 17; });  // The range overflows.
        fill([&] { return stream.below(2) == 0 ? 0.0 : -0.0; });
        fill([&] {
            return stream.below(4) == 0 ? std::numeric_limits<double>::infinity()
                                        : stream.uniform();
        });
        std::sort(scores.begin(), scores.end());
        check_against_sort(scores, ranking);
        std::reverse(scores.begin(), scores.end());
        check_against_sort(scores, ranking);
    }
}

TEST_CASE("bucket rank: areas beyond the complete ones are ranked among them", "[confidence]") {
    RandomStream stream(2);
    std::vector<double> scores(900);
    for (double& s : scores) {
        s = std::floor(stream.uniform() * 300);
    }
    BucketRank ranking(scores.size());
    std::vector<std::uint32_t> others;
    std::vector<Status> status(scores.size(), Status::ok);
    for (std::uint32_t a = 700; a < scores.size(); ++a) {
        if (stream.below(3) == 0) {
            status[a] = Status::missing;
        } else {
            others.push_back(a);
        }
    }
    ranking.rank(scores, 700, others);
    const auto ranks = kernels::rank_descending(scores, status, TieRule::min);
    CHECK(ranking.count() == 700 + others.size());
    for (std::uint32_t a = 0; a < scores.size(); ++a) {
        if (status[a] == Status::ok) {
            REQUIRE(ranking.places()[a] + 1 == ranks[a]);
        }
    }
    // None complete, and nobody at all.
    ranking.rank(scores, 0, others);
    CHECK(ranking.count() == others.size());
    ranking.rank(scores, 0);
    CHECK(ranking.count() == 0);
}
