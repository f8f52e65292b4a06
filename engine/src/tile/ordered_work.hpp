#pragma once

#include <algorithm>
#include <condition_variable>
#include <exception>
#include <map>
#include <mutex>
#include <thread>
#include <vector>

namespace levelin::detail {

/// Makes numbered results on many threads and takes them one at a time in their order; nobody runs
/// further ahead of what was taken than a few results a thread.
///
/// `maker()` gives each thread its own function from a number to a result. What a thread or `take`
/// throws stops the work and is rethrown.
template <class Result, class Maker, class Take>
void make_in_order(std::size_t count, unsigned threads, Maker maker, Take take) {
    threads = threads == 0 ? std::max(1U, std::thread::hardware_concurrency()) : threads;
    threads =
        static_cast<unsigned>(std::min<std::size_t>(threads, std::max<std::size_t>(count, 1)));
    const std::size_t window = 4ULL * threads;
    std::mutex mutex;
    std::condition_variable changed;
    std::map<std::size_t, Result> ready;
    std::size_t next_made = 0;
    std::size_t next_taken = 0;
    bool taking = false;
    std::exception_ptr failure;
    const auto work = [&] {
        try {
            auto make = maker();
            std::unique_lock lock(mutex);
            while (true) {
                changed.wait(lock, [&] {
                    return failure || next_made >= count || next_made < next_taken + window;
                });
                if (failure || next_made >= count) {
                    return;
                }
                const std::size_t number = next_made++;
                lock.unlock();
                Result result = make(number);
                lock.lock();
                ready.emplace(number, std::move(result));
                if (taking) {
                    continue;
                }
                taking = true;
                for (auto it = ready.find(next_taken); it != ready.end() && !failure;
                     it = ready.find(next_taken)) {
                    Result due = std::move(it->second);
                    ready.erase(it);
                    lock.unlock();
                    take(std::move(due));
                    lock.lock();
                    ++next_taken;
                    changed.notify_all();
                }
                taking = false;
            }
        } catch (...) {
            const std::scoped_lock lock(mutex);
            if (!failure) {
                failure = std::current_exception();
            }
            changed.notify_all();
        }
    };
    {
        std::vector<std::jthread> pool;
        for (unsigned t = 1; t < threads; ++t) {
            pool.emplace_back(work);
        }
        work();
    }
    if (failure) {
        std::rethrow_exception(failure);
    }
}

}  // namespace levelin::detail
