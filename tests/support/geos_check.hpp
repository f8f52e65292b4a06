#pragma once

#include <ogr_geometry.h>

#include <algorithm>
#include <levelin/boundary/boundary_set.hpp>
#include <memory>
#include <vector>

/// What GEOS says, through OGR, of areas: an answer that is independent of levelin's own.

/// One area as OGR has it.
inline OGRMultiPolygon ogr_area(const levelin::BoundarySet& set, std::size_t area) {
    OGRMultiPolygon out;
    for (std::uint32_t p = set.area_begin[area]; p < set.area_begin[area + 1]; ++p) {
        OGRPolygon part;
        for (std::uint32_t r = set.polygon_begin[p]; r < set.polygon_begin[p + 1]; ++r) {
            OGRLinearRing line;
            line.setNumPoints(static_cast<int>(set.ring(r).size()), FALSE);
            int i = 0;
            for (const levelin::Point& point : set.ring(r)) {
                line.setPoint(i++, point.x, point.y);
            }
            part.addRing(&line);
        }
        out.addGeometry(&part);
    }
    return out;
}

/// Areas that are not valid (OGC Simple Features).
inline std::vector<std::size_t> invalid_areas(const levelin::BoundarySet& set) {
    std::vector<std::size_t> out;
    for (std::size_t a = 0; a < set.size(); ++a) {
        if (set.area_begin[a] < set.area_begin[a + 1] && ogr_area(set, a).IsValid() == FALSE) {
            out.push_back(a);
        }
    }
    return out;
}

/// The largest ground that two areas have in common, over all pairs whose boxes meet.
inline double largest_overlap(const levelin::BoundarySet& set) {
    std::vector<std::unique_ptr<OGRMultiPolygon>> areas;
    struct Reach {
        OGREnvelope box;
        std::size_t area;
    };
    std::vector<Reach> reach;
    for (std::size_t a = 0; a < set.size(); ++a) {
        areas.push_back(std::make_unique<OGRMultiPolygon>(ogr_area(set, a)));
        if (areas.back()->IsEmpty() == FALSE) {
            reach.push_back({{}, a});
            areas.back()->getEnvelope(&reach.back().box);
        }
    }
    std::sort(reach.begin(), reach.end(),
              [](const Reach& p, const Reach& q) { return p.box.MinX < q.box.MinX; });
    double largest = 0;
    for (std::size_t i = 0; i < reach.size(); ++i) {
        for (std::size_t j = i + 1; j < reach.size() && reach[j].box.MinX < reach[i].box.MaxX;
             ++j) {
            if (reach[i].box.MinY >= reach[j].box.MaxY || reach[j].box.MinY >= reach[i].box.MaxY) {
                continue;
            }
            const std::unique_ptr<OGRGeometry> both{
                areas[reach[i].area]->Intersection(areas[reach[j].area].get())};
            if (both == nullptr || both->IsEmpty() != FALSE) {
                continue;
            }
            // Lines and points that neighbours share have no area.
            double ground = 0;
            if (wkbFlatten(both->getGeometryType()) == wkbPolygon) {
                ground = both->toPolygon()->get_Area();
            } else if (OGR_GT_IsSubClassOf(both->getGeometryType(), wkbGeometryCollection) !=
                       FALSE) {
                ground = both->toGeometryCollection()->get_Area();
            }
            largest = std::max(largest, ground);
        }
    }
    return largest;
}
