#include "ring_repair.hpp"

#include <cpl_string.h>

#include <algorithm>
#include <cmath>
#include <levelin/boundary/ring_validity.hpp>
#include <levelin/core/error.hpp>
#include <map>

#include "gdal_support.hpp"

namespace levelin::geodata::detail {

namespace {

static_assert(sizeof(Point) == sizeof(OGRRawPoint));

// Squares and sums of coordinates up to here stay finite; the Earth is 4e7 m around.
constexpr double largest_coordinate = 1e12;

// Appends a ring's points; returns false where it is no ring.
bool append_ring(BoundarySet& set, const OGRLinearRing& ring, bool& repaired) {
    const std::size_t start = set.points.size();
    set.points.resize(start + static_cast<std::size_t>(ring.getNumPoints()));
    ring.getPoints(reinterpret_cast<OGRRawPoint*>(set.points.data() + start));
    return end_ring(set, start, repaired);
}

void append_polygon(BoundarySet& set, const OGRPolygon& polygon, AppendedShape& done) {
    const OGRLinearRing* outer = polygon.getExteriorRing();
    if (outer == nullptr || outer->IsEmpty() || !append_ring(set, *outer, done.repaired)) {
        return;
    }
    for (int i = 0; i < polygon.getNumInteriorRings(); ++i) {
        append_ring(set, *polygon.getInteriorRing(i), done.repaired);
    }
    set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_begin.size() - 1));
    done.has_polygon = true;
}

void append_any(BoundarySet& set, const OGRGeometry& shape, AppendedShape& done) {
    switch (wkbFlatten(shape.getGeometryType())) {
        case wkbPolygon:
            append_polygon(set, *shape.toPolygon(), done);
            return;
        case wkbMultiPolygon:
            for (const OGRPolygon* part : *shape.toMultiPolygon()) {
                append_polygon(set, *part, done);
            }
            return;
        case wkbGeometryCollection:
            for (const OGRGeometry* part : *shape.toGeometryCollection()) {
                append_any(set, *part, done);
            }
            return;
        case wkbCurvePolygon:
        case wkbMultiSurface: {
            const std::unique_ptr<OGRGeometry> linear{shape.getLinearGeometry()};
            if (linear && !linear->hasCurveGeometry()) {
                append_any(set, *linear, done);
            }
            return;
        }
        default:
            return;  // Points and lines beside polygons bound no area.
    }
}

std::unique_ptr<OGRGeometry> shape_of(const BoundarySet& set, std::size_t area) {
    auto shape = std::make_unique<OGRMultiPolygon>();
    for (std::uint32_t p = set.area_begin[area]; p < set.area_begin[area + 1]; ++p) {
        auto polygon = std::make_unique<OGRPolygon>();
        for (std::uint32_t r = set.polygon_begin[p]; r < set.polygon_begin[p + 1]; ++r) {
            auto ring = std::make_unique<OGRLinearRing>();
            const auto points = set.ring(r);
            ring->setPoints(static_cast<int>(points.size()),
                            reinterpret_cast<const OGRRawPoint*>(points.data()), nullptr);
            polygon->addRingDirectly(ring.release());
        }
        shape->addGeometryDirectly(polygon.release());
    }
    return shape;
}

std::unique_ptr<OGRGeometry> made_valid(const OGRGeometry& shape) {
    for (const char* method : {"METHOD=STRUCTURE", "METHOD=LINEWORK"}) {
        CPLStringList options;
        options.AddString(method);
        std::unique_ptr<OGRGeometry> valid{shape.MakeValid(options.List())};
        if (valid && !valid->IsEmpty() && valid->IsValid()) {
            return valid;
        }
    }
    return nullptr;
}

void copy_area(BoundarySet& to, const BoundarySet& from, std::size_t area) {
    for (std::uint32_t p = from.area_begin[area]; p < from.area_begin[area + 1]; ++p) {
        for (std::uint32_t r = from.polygon_begin[p]; r < from.polygon_begin[p + 1]; ++r) {
            const auto ring = from.ring(r);
            to.points.insert(to.points.end(), ring.begin(), ring.end());
            to.ring_begin.push_back(static_cast<std::uint32_t>(to.points.size()));
        }
        to.polygon_begin.push_back(static_cast<std::uint32_t>(to.ring_begin.size() - 1));
    }
}

}  // namespace

bool end_ring(BoundarySet& set, std::size_t start, bool& repaired) {
    const std::size_t count = set.points.size() - start;
    for (std::size_t i = start; i < set.points.size(); ++i) {
        const Point p = set.points[i];
        if (!(std::abs(p.x) <= largest_coordinate && std::abs(p.y) <= largest_coordinate)) {
            throw GeometryError("E-GEOMETRY-06", "a coordinate is no number or beyond any map",
                                "numbers up to 1e12", "correct the shape in the file");
        }
    }
    if (count >= 3 && !(set.points[start] == set.points.back())) {
        const Point first = set.points[start];
        set.points.push_back(first);
        repaired = true;
    }
    if (set.points.size() - start < 4) {
        set.points.resize(start);
        repaired = true;
        return false;
    }
    set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
    return true;
}

AppendedShape append_polygons(BoundarySet& set, const OGRGeometry& shape) {
    AppendedShape done;
    append_any(set, shape, done);
    return done;
}

std::vector<Repair> repair_rings(BoundarySet& set) {
    const std::size_t areas = set.area_begin.size() - 1;
    std::vector<Repair> repairs;
    std::map<std::size_t, BoundarySet> replaced;
    RingCheck check;
    for (std::size_t a = 0; a < areas; ++a) {
        if (check.certainly_valid(set, a)) {
            continue;
        }
        const GdalMessages quiet;
        const std::unique_ptr<OGRGeometry> shape = shape_of(set, a);
        if (shape->IsValid()) {
            continue;
        }
        BoundarySet one;
        if (const auto valid = made_valid(*shape)) {
            static_cast<void>(append_polygons(one, *valid));
        }
        one.area_begin.push_back(static_cast<std::uint32_t>(one.polygon_begin.size() - 1));
        repairs.push_back({a, area_of(set, a), area_of(one, 0), one.polygon_begin.size() == 1});
        replaced.emplace(a, std::move(one));
    }
    if (replaced.empty()) {
        return repairs;
    }
    BoundarySet whole;
    whole.points.reserve(set.points.size());
    for (std::size_t a = 0; a < areas; ++a) {
        const auto other = replaced.find(a);
        copy_area(whole, other == replaced.end() ? set : other->second,
                  other == replaced.end() ? a : 0);
        whole.area_begin.push_back(static_cast<std::uint32_t>(whole.polygon_begin.size() - 1));
    }
    whole.codes = std::move(set.codes);
    whole.names = std::move(set.names);
    set = std::move(whole);
    return repairs;
}

void append_shapes(BoundarySet& all, const BoundarySet& part) {
    const auto shift = [](std::vector<std::uint32_t>& to, const std::vector<std::uint32_t>& from) {
        const std::uint32_t base = to.back();
        std::transform(from.begin() + 1, from.end(), std::back_inserter(to),
                       [base](std::uint32_t v) { return base + v; });
    };
    if (all.points.size() + part.points.size() > 0xFFFFFFF0ULL) {
        throw GeometryError("E-GEOMETRY-08", "has more than 4,294,967,280 points",
                            "a smaller layer", "split or simplify it");
    }
    shift(all.area_begin, part.area_begin);
    shift(all.polygon_begin, part.polygon_begin);
    shift(all.ring_begin, part.ring_begin);
    all.points.insert(all.points.end(), part.points.begin(), part.points.end());
}

}  // namespace levelin::geodata::detail
