#pragma once

#include <ogr_geometry.h>

#include <algorithm>
#include <levelin/boundary/boundary_set.hpp>
#include <memory>
#include <utility>
#include <vector>

/// What GEOS, through GDAL, says of areas.
namespace geos_check {

inline std::unique_ptr<OGRMultiPolygon> shape_of(const levelin::BoundarySet& set,
                                                 std::size_t area) {
    auto shape = std::make_unique<OGRMultiPolygon>();
    for (std::uint32_t p = set.area_begin[area]; p < set.area_begin[area + 1]; ++p) {
        OGRPolygon polygon;
        for (std::uint32_t r = set.polygon_begin[p]; r < set.polygon_begin[p + 1]; ++r) {
            OGRLinearRing ring;
            for (const levelin::Point& point : set.ring(r)) {
                ring.addPoint(point.x, point.y);
            }
            polygon.addRing(&ring);
        }
        shape->addGeometry(&polygon);
    }
    return shape;
}

struct Answer {
    std::size_t invalid = 0;  ///< Areas that are no valid multipolygon.
    double overlap = 0;       ///< The sum of what pairs of areas have in common.
    double largest_overlap = 0;
    double area = 0;
};

/// Every area for itself, and every pair whose boxes meet.
inline Answer ask(const levelin::BoundarySet& set) {
    Answer answer;
    std::vector<std::unique_ptr<OGRMultiPolygon>> shapes;
    std::vector<OGREnvelope> boxes(set.size());
    std::vector<std::size_t> order;
    for (std::size_t a = 0; a < set.size(); ++a) {
        shapes.push_back(shape_of(set, a));
        answer.area += shapes[a]->get_Area();
        answer.invalid += shapes[a]->IsValid() ? 0 : 1;
        shapes[a]->getEnvelope(&boxes[a]);
        if (!shapes[a]->IsEmpty()) {
            order.push_back(a);
        }
    }
    std::sort(order.begin(), order.end(), [&](std::size_t a, std::size_t b) {
        return std::pair{boxes[a].MinX, a} < std::pair{boxes[b].MinX, b};
    });
    for (std::size_t i = 0; i < order.size(); ++i) {
        const std::size_t a = order[i];
        for (std::size_t j = i + 1; j < order.size() && boxes[order[j]].MinX <= boxes[a].MaxX;
             ++j) {
            const std::size_t b = order[j];
            if (!boxes[a].Intersects(boxes[b])) {
                continue;
            }
            const std::unique_ptr<OGRGeometry> common{shapes[a]->Intersection(shapes[b].get())};
            if (common == nullptr) {
                ++answer.invalid;
                continue;
            }
            double here = 0;
            const auto add = [&](const OGRGeometry* part) {
                if (const auto* surface = dynamic_cast<const OGRPolygon*>(part)) {
                    here += surface->get_Area();
                }
            };
            if (const auto* parts = dynamic_cast<const OGRGeometryCollection*>(common.get())) {
                for (const auto* part : *parts) {
                    add(part);
                }
            } else {
                add(common.get());
            }
            answer.overlap += here;
            answer.largest_overlap = std::max(answer.largest_overlap, here);
        }
    }
    return answer;
}

}  // namespace geos_check
