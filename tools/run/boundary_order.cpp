#include "boundary_order.hpp"

#include <unordered_map>

namespace levelin::run {

OrderedBoundaries in_order_of(const BoundarySet& set, const std::vector<AreaCode>& codes) {
    OrderedBoundaries out;
    if (set.codes == codes) {
        out.set = set;
        return out;
    }
    std::unordered_map<AreaCode, std::size_t> place;
    for (std::size_t a = 0; a < set.size(); ++a) {
        place.emplace(set.codes[a], a);
    }
    BoundarySet& to = out.set;
    for (const AreaCode& code : codes) {
        const auto found = place.find(code);
        if (found == place.end()) {
            out.missing.push_back(code);
        } else {
            const std::size_t a = found->second;
            for (std::uint32_t p = set.area_begin[a]; p < set.area_begin[a + 1]; ++p) {
                for (std::uint32_t r = set.polygon_begin[p]; r < set.polygon_begin[p + 1]; ++r) {
                    const auto ring = set.ring(r);
                    to.points.insert(to.points.end(), ring.begin(), ring.end());
                    to.ring_begin.push_back(static_cast<std::uint32_t>(to.points.size()));
                }
                to.polygon_begin.push_back(static_cast<std::uint32_t>(to.ring_count()));
            }
        }
        to.area_begin.push_back(static_cast<std::uint32_t>(to.polygon_count()));
        to.codes.push_back(code);
        to.names.push_back(found == place.end() || set.names.empty() ? ""
                                                                     : set.names[found->second]);
    }
    out.left_over = set.size() - (codes.size() - out.missing.size());
    return out;
}

}  // namespace levelin::run
