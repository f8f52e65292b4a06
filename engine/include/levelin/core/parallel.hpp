#pragma once

#include <cstddef>
#include <functional>

namespace levelin {

/// Runs `work(begin, end)` over [0, count) in blocks of `block` on up to `threads` threads.
///
/// Block edges depend on `count` and `block` alone, never on `threads`, so that work which writes
/// only to its own block gives the same bits on any machine. The first exception (by block order)
/// is rethrown after all threads have ended.
///
/// @param threads  0 = as many as the machine has; 1 = in the calling thread.
void parallel_blocks(std::size_t count, std::size_t block, unsigned threads,
                     const std::function<void(std::size_t begin, std::size_t end)>& work);

}  // namespace levelin
