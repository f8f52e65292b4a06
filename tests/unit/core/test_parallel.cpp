#include <algorithm>
#include <atomic>
#include <levelin/core/parallel.hpp>
#include <stdexcept>
#include <vector>

using levelin::parallel_blocks;

TEST_CASE("parallel: every index once, for any number of threads", "[core]") {
    for (const unsigned threads : {0U, 1U, 2U, 7U}) {
        std::vector<int> hits(10007, 0);
        std::atomic<int> crooked{0};  // Catch's checks belong to one thread.
        parallel_blocks(hits.size(), 100, threads, [&](std::size_t begin, std::size_t end) {
            crooked += begin % 100 == 0 ? 0 : 1;
            for (std::size_t i = begin; i < end; ++i) {
                ++hits[i];
            }
        });
        CHECK(crooked == 0);
        CHECK(std::all_of(hits.begin(), hits.end(), [](int h) { return h == 1; }));
    }
}

TEST_CASE("parallel: an exception in a block reaches the caller", "[core]") {
    CHECK_THROWS_AS(parallel_blocks(100, 1, 4,
                                    [](std::size_t begin, std::size_t) {
                                        if (begin == 42) {
                                            throw std::runtime_error("42");
                                        }
                                    }),
                    std::runtime_error);
}
