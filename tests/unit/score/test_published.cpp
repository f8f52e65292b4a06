#include <levelin/score/kernels.hpp>

using namespace levelin;

TEST_CASE("score: two published rows of the English index of 2025", "[score]") {
    // MHCLG, English Indices of Deprivation 2025, files 1 and 5: domain ranks in the order income,
    // employment, education, health, crime, barriers, living environment; N = 33,755.
    struct Row {
        std::vector<double> ranks;
        double score;
    };
    const std::vector<double> weights{.225, .225, .135, .135, .093, .093, .093};
    const Row rows[] = {{{85, 4, 21, 49, 5, 1650, 246}, 94.223},
                        {{33730, 33708, 33755, 33108, 33698, 29220, 244}, 8.742}};
    for (const Row& row : rows) {
        double score = 0;
        for (std::size_t d = 0; d < weights.size(); ++d) {
            score += weights[d] * kernels::exponential_of_rank(row.ranks[d], 33755);
        }
        CHECK(score == Approx(row.score).margin(0.0007));
    }
}
