#include <levelin/topology/unmatched_edges.hpp>

#include <algorithm>
#include <boost/geometry.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <cmath>
#include <iterator>
#include <levelin/core/parallel.hpp>
#include <map>
#include <stdexcept>
#include <tuple>

namespace levelin {

namespace {

namespace index = boost::geometry::index;
using TreePoint = boost::geometry::model::point<double, 2, boost::geometry::cs::cartesian>;
using TreeBox = boost::geometry::model::box<TreePoint>;
using Entry = std::pair<TreeBox, std::uint32_t>;

// Parts of a segment or of an arc, from `begin` to `end`; empty while begin > end.
struct Interval {
    double begin = 1;
    double end = 0;
    [[nodiscard]] bool empty() const { return begin > end; }
    void cut(double low, double high) {
        begin = std::max(begin, low);
        end = std::min(end, high);
    }
};

// A segment with an area on one side alone.
struct Segment {
    Point a;
    Point b;
    std::uint32_t area = 0;
    std::uint32_t arc = 0;  // Into the list of open arcs.
};

// An arc with an area on one side alone; its segments are [first, last).
struct OpenArc {
    std::uint32_t area = 0;
    std::size_t first = 0;
    std::size_t last = 0;
};

Point minus(Point p, Point q) {
    return {p.x - q.x, p.y - q.y};
}
double dot(Point p, Point q) {
    return p.x * q.x + p.y * q.y;
}

// Where from + t step lies within `radius` of the origin.
Interval within_disc(Point from, Point step, double radius) {
    const double a = dot(step, step);
    const double half_b = dot(from, step);
    const double c = dot(from, from) - radius * radius;
    const double root = half_b * half_b - a * c;
    if (!(a > 0) || root < 0) {
        return {};
    }
    const double r = std::sqrt(root);
    return {(-half_b - r) / a, (-half_b + r) / a};
}

// Where low <= from + t step <= high.
Interval within_band(double from, double step, double low, double high) {
    if (step == 0) {
        return from >= low && from <= high ? Interval{0, 1} : Interval{};
    }
    const double t0 = (low - from) / step;
    const double t1 = (high - from) / step;
    return {std::min(t0, t1), std::max(t0, t1)};
}

// The part of a segment that lies within `near` of another: a disc about either end and the strip
// between them make a convex shape, so that the union of three intervals is one.
Interval part_near(const Segment& segment, const Segment& other, double near) {
    const Point step = minus(segment.b, segment.a);
    const Point along = minus(other.b, other.a);
    const Point from = minus(segment.a, other.a);
    const double length = std::sqrt(dot(along, along));
    const Point unit{along.x / length, along.y / length};
    const Point across{-unit.y, unit.x};
    Interval strip = within_band(dot(from, unit), dot(step, unit), 0, length);
    const Interval sides = within_band(dot(from, across), dot(step, across), -near, near);
    strip.cut(sides.begin, sides.end);
    Interval found;
    for (Interval part : {strip, within_disc(from, step, near),
                          within_disc(minus(segment.a, other.b), step, near)}) {
        part.cut(0, 1);
        if (part.empty() || sides.empty()) {
            continue;
        }
        found = found.empty()
                    ? part
                    : Interval{std::min(found.begin, part.begin), std::max(found.end, part.end)};
    }
    return found;
}

double length_of(const Segment& segment) {
    const Point step = minus(segment.b, segment.a);
    return std::hypot(step.x, step.y);
}

class Search {
  public:
    Search(const Topology& topology, const UnmatchedOptions& options)
        : m_options(options),
          m_least(options.least_length > 0 ? options.least_length : 4 * options.near) {
        const std::vector<ArcSides> sides = arc_sides(topology);
        for (std::size_t k = 0; k < sides.size(); ++k) {
            const auto [left, right] = sides[k];
            if ((left == no_area) == (right == no_area)) {
                continue;
            }
            const std::uint32_t area = left == no_area ? right : left;
            OpenArc arc{area, m_segments.size(), 0};
            const auto points = topology.arc(k);
            for (std::size_t i = 1; i < points.size(); ++i) {
                m_segments.push_back({topology.grid.position(points[i - 1]),
                                      topology.grid.position(points[i]), area,
                                      static_cast<std::uint32_t>(m_arcs.size())});
            }
            arc.last = m_segments.size();
            m_arcs.push_back(arc);
        }
        std::vector<Entry> entries;
        entries.reserve(m_segments.size());
        for (std::size_t s = 0; s < m_segments.size(); ++s) {
            entries.emplace_back(box_around(m_segments[s], 0), static_cast<std::uint32_t>(s));
        }
        m_tree = Tree(entries);
    }

    std::vector<UnmatchedEdge> run() {
        constexpr std::size_t block = 64;
        std::vector<std::vector<UnmatchedEdge>> found(m_arcs.size());
        parallel_blocks(m_arcs.size(), block, m_options.threads,
                        [&](std::size_t begin, std::size_t end) {
                            for (std::size_t k = begin; k < end; ++k) {
                                found[k] = along(m_arcs[k]);
                            }
                        });
        std::vector<UnmatchedEdge> all;
        for (auto& edges : found) {
            std::move(edges.begin(), edges.end(), std::back_inserter(all));
        }
        std::stable_sort(all.begin(), all.end(),
                         [](const auto& one, const auto& other) { return one.area < other.area; });
        return all;
    }

  private:
    using Tree = index::rtree<Entry, index::linear<16>>;

    static TreeBox box_around(const Segment& s, double margin) {
        return {{std::min(s.a.x, s.b.x) - margin, std::min(s.a.y, s.b.y) - margin},
                {std::max(s.a.x, s.b.x) + margin, std::max(s.a.y, s.b.y) + margin}};
    }

    // The parts of one segment that lie near borders of others, as fractions, and whose they are.
    [[nodiscard]] std::vector<std::pair<Interval, std::uint32_t>> parts_of(std::size_t s) const {
        const Segment& segment = m_segments[s];
        std::vector<std::uint32_t> close;
        const TreeBox box = box_around(segment, m_options.near);
        for (auto it = m_tree.qbegin(index::intersects(box)); it != m_tree.qend(); ++it) {
            if (m_segments[it->second].area != segment.area) {
                close.push_back(it->second);
            }
        }
        std::sort(close.begin(), close.end());
        std::vector<std::pair<Interval, std::uint32_t>> parts;
        for (const std::uint32_t other : close) {
            const Interval part = part_near(segment, m_segments[other], m_options.near);
            if (!part.empty()) {
                parts.emplace_back(part, m_segments[other].area);
            }
        }
        std::sort(parts.begin(), parts.end(), [](const auto& one, const auto& other) {
            return std::tie(one.first.begin, one.first.end, one.second) <
                   std::tie(other.first.begin, other.first.end, other.second);
        });
        return parts;
    }

    [[nodiscard]] std::vector<UnmatchedEdge> along(const OpenArc& arc) const {
        std::vector<UnmatchedEdge> found;
        UnmatchedEdge open;
        std::map<std::uint32_t, double> others;
        bool at_end = false;  // The open stretch reaches the end of the segment before.
        const auto close = [&] {
            if (open.length >= m_least) {
                double most = -1;
                for (const auto& [area, length] : others) {
                    open.other = length > most ? area : open.other;
                    most = std::max(most, length);
                }
                found.push_back(std::move(open));
            }
            open = {};
            others.clear();
        };
        for (std::size_t s = arc.first; s < arc.last; ++s) {
            const Segment& segment = m_segments[s];
            const double length = length_of(segment);
            const Point step = minus(segment.b, segment.a);
            const auto at = [&](double t) {
                return t >= 1 ? segment.b
                              : Point{segment.a.x + t * step.x, segment.a.y + t * step.y};
            };
            constexpr double gap = 1e-6;
            double reached = at_end ? 0 : -1;  // Of this segment, as far as the open stretch goes.
            for (const auto& [part, area] : parts_of(s)) {
                if (reached < 0 || part.begin > reached + gap) {
                    close();
                    open.area = arc.area;
                    open.line.push_back(at(part.begin));
                    reached = part.begin;
                }
                if (part.end > reached) {
                    open.length += (part.end - reached) * length;
                    if (open.line.size() > 1 && reached > 0) {
                        open.line.pop_back();
                    }
                    open.line.push_back(at(part.end));
                    reached = part.end;
                }
                others[area] += (part.end - part.begin) * length;
            }
            at_end = reached >= 1 - gap;
        }
        close();
        return found;
    }

    UnmatchedOptions m_options;
    double m_least;
    std::vector<Segment> m_segments;
    std::vector<OpenArc> m_arcs;
    Tree m_tree;
};

}  // namespace

std::vector<UnmatchedEdge> find_unmatched_edges(const Topology& topology,
                                                const UnmatchedOptions& options) {
    if (!(options.near >= 0) || !std::isfinite(options.near) || !(options.least_length >= 0) ||
        !std::isfinite(options.least_length)) {
        throw std::invalid_argument("distances of 0 or more");
    }
    return Search(topology, options).run();
}

}  // namespace levelin
