#pragma once

#include <cstddef>
#include <levelin/core/status.hpp>
#include <string>
#include <vector>

namespace levelin {

/// A column of numbers, each with the reason why it is there or not.
///
/// Invariant: both vectors have the same length; where a status is not `ok` the number is 0 and
/// must not be used.
struct NumberColumn {
    std::string name;
    std::vector<double> values;
    std::vector<Status> status;

    [[nodiscard]] std::size_t size() const noexcept { return values.size(); }
    void push(double value) {
        values.push_back(value);
        status.push_back(Status::ok);
    }
    void push(Status why) {
        values.push_back(0.0);
        status.push_back(why);
    }
};

}  // namespace levelin
