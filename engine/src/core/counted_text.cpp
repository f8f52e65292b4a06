#include <levelin/core/counted_text.hpp>
#include <levelin/core/number_text.hpp>

namespace levelin {

std::string counted_text(std::uint64_t count, std::string_view one, std::string_view many) {
    return grouped_text(static_cast<long long>(count)) + " " + std::string{count == 1 ? one : many};
}

}  // namespace levelin
