#include <algorithm>
#include <array>
#include <charconv>
#include <levelin/core/number_text.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/export/topojson_text.hpp>
#include <numeric>
#include <stdexcept>

namespace levelin {

namespace {

constexpr std::size_t arc_block = 4096;
// "-2147483647" and a comma or bracket, twice, and the bracket before.
constexpr std::size_t most_position_text = 26;

char* put_whole(char* out, std::int64_t value) noexcept {
    return std::to_chars(out, out + 12, value).ptr;
}

int digits(std::int64_t value) noexcept {
    int count = 1;
    for (; value >= 10; value /= 10) {
        ++count;
    }
    return count;
}

void append_pair(std::string& out, std::string_view name, Point p) {
    out += name;
    append_shortest(out, p.x);
    out += ',';
    append_shortest(out, p.y);
    out += ']';
}

// The properties of features need no shapes.
const BoundarySet& no_shapes() {
    static const BoundarySet set;
    return set;
}

// Appends a ring as an arc of its own; consecutive points that fall together are one.
void append_own_arc(Topology& to, std::span<const Point> ring) {
    const std::size_t start = to.arc_points.size();
    for (const Point& p : ring) {
        const GridPoint g = to.grid.snap(p);
        if (to.arc_points.size() == start || !(to.arc_points.back() == g)) {
            to.arc_points.push_back(g);
        }
    }
    to.ring_arcs.push_back(static_cast<ArcRef>(to.arc_count()));
    to.arc_begin.push_back(static_cast<std::uint32_t>(to.arc_points.size()));
    to.ring_begin.push_back(static_cast<std::uint32_t>(to.ring_arcs.size()));
}

}  // namespace

Topology with_separate_rings(Topology topology, const BoundarySet& shapes) {
    if (topology.size() != shapes.size()) {
        throw std::invalid_argument("the shapes are those of the topology's areas");
    }
    Topology all;
    all.grid = topology.grid;
    all.codes = std::move(topology.codes);
    all.names = std::move(topology.names);
    all.arc_begin = std::move(topology.arc_begin);
    all.arc_points = std::move(topology.arc_points);
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        const std::uint32_t first = topology.area_begin[a];
        const std::uint32_t last = topology.area_begin[a + 1];
        for (std::uint32_t p = first; p < last; ++p) {
            for (std::uint32_t r = topology.polygon_begin[p]; r < topology.polygon_begin[p + 1];
                 ++r) {
                const auto refs = topology.arcs_of_ring(r);
                all.ring_arcs.insert(all.ring_arcs.end(), refs.begin(), refs.end());
                all.ring_begin.push_back(static_cast<std::uint32_t>(all.ring_arcs.size()));
            }
            all.polygon_begin.push_back(static_cast<std::uint32_t>(all.ring_count()));
        }
        for (std::uint32_t p = shapes.area_begin[a]; first == last && p < shapes.area_begin[a + 1];
             ++p) {
            for (std::uint32_t r = shapes.polygon_begin[p]; r < shapes.polygon_begin[p + 1]; ++r) {
                append_own_arc(all, shapes.ring(r));
            }
            all.polygon_begin.push_back(static_cast<std::uint32_t>(all.ring_count()));
        }
        all.area_begin.push_back(static_cast<std::uint32_t>(all.polygon_begin.size() - 1));
    }
    return all;
}

TopoJsonText::TopoJsonText(const Topology& topology, const ResultTable& results,
                           const FeatureStyle& style, const TopoJsonScale& scale, unsigned threads)
    : m_topology(topology),
      m_features(no_shapes(), results, style),
      m_style(style),
      m_scale(scale) {
    if (topology.size() != results.size()) {
        throw std::invalid_argument("a row for every area");
    }
    if (!topology.arc_points.empty()) {
        m_low = m_high = topology.arc_points.front();
    }
    for (const GridPoint& g : topology.arc_points) {
        m_low = {std::min(m_low.x, g.x), std::min(m_low.y, g.y)};
        m_high = {std::max(m_high.x, g.x), std::max(m_high.y, g.y)};
    }
    plan_arcs(threads);
}

// Settles for every arc which way and where it is written.
void TopoJsonText::plan_arcs(unsigned threads) {
    const std::size_t arcs = m_topology.arc_count();
    std::vector<std::uint32_t> forwards(arcs);
    std::vector<std::uint32_t> uses(arcs);
    for (const ArcRef ref : m_topology.ring_arcs) {
        const bool forward = is_forward(ref) == (m_style.winding == Winding::counter_clockwise);
        forwards[arc_of(ref)] += forward ? 1 : 0;
        ++uses[arc_of(ref)];
    }
    m_turned.resize(arcs);
    parallel_blocks(arcs, arc_block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t k = begin; k < end; ++k) {
            const auto points = m_topology.arc(k);
            // Characters that writing it from its end saves: signs, and digits of the first point.
            std::int64_t saved = static_cast<std::int64_t>(uses[k]) - 2LL * forwards[k];
            for (std::size_t i = 1; i < points.size(); ++i) {
                saved += (points[i].x < points[i - 1].x ? 1 : 0) -
                         (points[i].x > points[i - 1].x ? 1 : 0) +
                         (points[i].y < points[i - 1].y ? 1 : 0) -
                         (points[i].y > points[i - 1].y ? 1 : 0);
            }
            const auto first_text = [&](GridPoint g) {
                return digits(static_cast<std::int64_t>(g.x) - m_low.x) +
                       digits(static_cast<std::int64_t>(g.y) - m_low.y);
            };
            saved += first_text(points.front()) - first_text(points.back());
            m_turned[k] = saved > 0 ? 1 : 0;
        }
    });
    // Short numbers for the arcs that are named most; else the order of the topology.
    m_order.resize(arcs);
    std::iota(m_order.begin(), m_order.end(), 0U);
    std::stable_sort(m_order.begin(), m_order.end(),
                     [&](std::uint32_t a, std::uint32_t b) { return uses[a] > uses[b]; });
    m_number.resize(arcs);
    for (std::size_t n = 0; n < arcs; ++n) {
        m_number[m_order[n]] = static_cast<std::uint32_t>(n);
    }
}

Point TopoJsonText::position(GridPoint g) const noexcept {
    const Point p = m_topology.grid.position(g);
    return {p.x * m_scale.unit.x + m_scale.origin.x, p.y * m_scale.unit.y + m_scale.origin.y};
}

std::string TopoJsonText::head(std::string_view name,
                               std::span<const std::string> attribution) const {
    std::string out = "{\"type\":\"Topology\",";
    if (!m_topology.arc_points.empty()) {
        const double cell = m_topology.grid.cell();
        append_pair(out, "\"bbox\":[", position(m_low));
        out.back() = ',';
        append_pair(out, "", position(m_high));
        append_pair(out, ",\"transform\":{\"scale\":[",
                    {cell * m_scale.unit.x, cell * m_scale.unit.y});
        append_pair(out, ",\"translate\":[", position(m_low));
        out += "},";
    }
    if (!attribution.empty()) {
        out += "\"attribution\":[";
        for (const std::string& line : attribution) {
            append_json_string(out, line);
            out += ',';
        }
        out.back() = ']';
        out += ',';
    }
    out += "\"objects\":{";
    append_json_string(out, name);
    out += ":{\"type\":\"GeometryCollection\",\"geometries\":[";
    return out;
}

void TopoJsonText::append_ref(std::string& out, ArcRef ref) const {
    const std::size_t k = arc_of(ref);
    const auto n = static_cast<std::int64_t>(m_number[k]);
    const bool forward = is_forward(ref) != (m_turned[k] != 0);
    std::array<char, 12> text{};
    out.append(text.data(), put_whole(text.data(), forward ? n : ~n));
}

void TopoJsonText::append_ring(std::string& out, std::size_t ring) const {
    const auto refs = m_topology.arcs_of_ring(ring);
    out += '[';
    for (std::size_t i = 0; i < refs.size(); ++i) {
        // The other way round, the last arc comes first and each is walked from its end.
        append_ref(out, m_style.winding == Winding::counter_clockwise ? refs[i]
                                                                      : ~refs[refs.size() - 1 - i]);
        out += ',';
    }
    out.back() = ']';
}

void TopoJsonText::append_geometry(std::string& out, std::size_t area) const {
    const std::uint32_t first = m_topology.area_begin[area];
    const std::uint32_t last = m_topology.area_begin[area + 1];
    const bool multi = last - first > 1 || m_style.only_multi;
    if (first == last) {
        out += "{\"type\":null";
    } else {
        out += multi ? "{\"type\":\"MultiPolygon\"" : "{\"type\":\"Polygon\"";
    }
    m_features.append_id(out, area);
    out += ",\"properties\":";
    m_features.append_properties(out, area);
    if (first != last) {
        out += multi ? ",\"arcs\":[" : ",\"arcs\":";
        for (std::uint32_t p = first; p < last; ++p) {
            out += p == first ? "[" : ",[";
            for (std::uint32_t r = m_topology.polygon_begin[p]; r < m_topology.polygon_begin[p + 1];
                 ++r) {
                append_ring(out, r);
                out += ',';
            }
            out.back() = ']';
        }
        out += multi ? "]" : "";
    }
    out += '}';
}

void TopoJsonText::append_arc(std::string& out, std::size_t n) const {
    const std::size_t k = m_order[n];
    const auto points = m_topology.arc(k);
    const bool turned = m_turned[k] != 0;
    const std::size_t start = out.size();
    out.resize(start + (points.size() + 1) * most_position_text + 2);
    char* const begin = out.data() + start;
    char* end = begin;
    *end++ = '[';
    std::int64_t x = m_low.x;
    std::int64_t y = m_low.y;
    for (std::size_t i = 0; i < points.size(); ++i) {
        const GridPoint g = points[turned ? points.size() - 1 - i : i];
        *end++ = '[';
        end = put_whole(end, g.x - x);
        *end++ = ',';
        end = put_whole(end, g.y - y);
        *end++ = ']';
        *end++ = ',';
        x = g.x;
        y = g.y;
    }
    if (points.size() == 1) {
        // An arc has two positions at least (section 2.1.3).
        for (const char c : std::string_view{"[0,0],"}) {
            *end++ = c;
        }
    }
    end[-1] = ']';
    out.resize(start + static_cast<std::size_t>(end - begin));
}

}  // namespace levelin
