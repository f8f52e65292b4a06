#include <algorithm>
#include <atomic>
#include <exception>
#include <levelin/core/parallel.hpp>
#include <thread>
#include <vector>

namespace levelin {

void parallel_blocks(std::size_t count, std::size_t block, unsigned threads,
                     const std::function<void(std::size_t, std::size_t)>& work) {
    if (count == 0) {
        return;
    }
    block = std::max<std::size_t>(block, 1);
    const std::size_t blocks = (count + block - 1) / block;
    if (threads == 0) {
        threads = std::max(1U, std::thread::hardware_concurrency());
    }
    const std::size_t workers = std::min<std::size_t>(threads, blocks);
    std::vector<std::exception_ptr> failures(blocks);
    std::atomic<std::size_t> next{0};
    std::atomic<bool> failed{false};
    const auto loop = [&] {
        while (!failed.load(std::memory_order_relaxed)) {
            const std::size_t b = next.fetch_add(1);
            if (b >= blocks) {
                return;
            }
            try {
                work(b * block, std::min(count, (b + 1) * block));
            } catch (...) {
                failures[b] = std::current_exception();
                failed.store(true, std::memory_order_relaxed);
            }
        }
    };
    {
        std::vector<std::jthread> pool;
        pool.reserve(workers - 1);
        for (std::size_t i = 1; i < workers; ++i) {
            pool.emplace_back(loop);
        }
        loop();
    }
    for (const auto& failure : failures) {
        if (failure) {
            std::rethrow_exception(failure);
        }
    }
}

}  // namespace levelin
