#pragma once

#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <vector>

namespace levelin::interpolate_detail {

/// An R-tree over the boxes of a layer's areas, packed when it is made (Boost.Geometry; Leutenegger
/// et al., "STR: A Simple and Efficient Algorithm for R-tree Packing", 1997).
class BoxTree {
  public:
    explicit BoxTree(const std::vector<Box>& boxes) : m_tree(entries_of(boxes)) {}

    /// The areas whose boxes meet this one, in ascending order.
    [[nodiscard]] std::vector<std::uint32_t> meeting(const Box& box) const {
        std::vector<std::uint32_t> found;
        for (auto it = m_tree.qbegin(boost::geometry::index::intersects(tree_box(box)));
             it != m_tree.qend(); ++it) {
            found.push_back(it->second);
        }
        std::sort(found.begin(), found.end());
        return found;
    }

  private:
    using TreePoint = boost::geometry::model::point<double, 2, boost::geometry::cs::cartesian>;
    using TreeBox = boost::geometry::model::box<TreePoint>;
    using Entry = std::pair<TreeBox, std::uint32_t>;

    static TreeBox tree_box(const Box& box) {
        return {{box.min_x, box.min_y}, {box.max_x, box.max_y}};
    }
    static std::vector<Entry> entries_of(const std::vector<Box>& boxes) {
        std::vector<Entry> entries;
        entries.reserve(boxes.size());
        for (std::size_t a = 0; a < boxes.size(); ++a) {
            if (!boxes[a].empty()) {
                entries.emplace_back(tree_box(boxes[a]), static_cast<std::uint32_t>(a));
            }
        }
        return entries;
    }

    boost::geometry::index::rtree<Entry, boost::geometry::index::linear<16>> m_tree;
};

}  // namespace levelin::interpolate_detail
