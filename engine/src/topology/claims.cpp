#include <algorithm>
#include <numeric>

#include "arrangement.hpp"

namespace levelin::detail {

namespace {

/// How often, and in which sense, the rings of one role wind about a face.
struct Winding {
    std::uint32_t key = 0;  // 2 x polygon, and 1 for its holes.
    std::int32_t turns = 0;
};

using Windings = std::vector<Winding>;  // By key, none with 0 turns.

// For every line, what changes from its right side to its left.
class Steps {
  public:
    Steps(const Linework& lines, const RingRoles& roles) : m_begin(lines.line_count() + 1, 0) {
        for (const ArcRef ref : lines.ring_lines) {
            ++m_begin[arc_of(ref) + 1];
        }
        std::partial_sum(m_begin.begin(), m_begin.end(), m_begin.begin());
        std::vector<std::uint32_t> next(m_begin.begin(), m_begin.end() - 1);
        m_steps.resize(lines.ring_lines.size());
        for (std::size_t r = 0; r < lines.ring_count(); ++r) {
            const std::uint32_t key = 2 * roles.polygon[r] + (roles.hole[r] != 0 ? 1 : 0);
            for (std::uint32_t l = lines.ring_begin[r]; l < lines.ring_begin[r + 1]; ++l) {
                const ArcRef ref = lines.ring_lines[l];
                m_steps[next[arc_of(ref)]++] = {key, is_forward(ref) ? 1 : -1};
            }
        }
    }

    // The windings on the left of a half-edge, from those on its right.
    [[nodiscard]] Windings cross(const Windings& right, HalfEdge h) const {
        Windings left = right;
        const std::int32_t sense = (h & 1U) == 0 ? 1 : -1;
        for (std::uint32_t s = m_begin[line_of(h)]; s < m_begin[line_of(h) + 1]; ++s) {
            const auto at =
                std::lower_bound(left.begin(), left.end(), m_steps[s].key,
                                 [](const Winding& w, std::uint32_t key) { return w.key < key; });
            if (at == left.end() || at->key != m_steps[s].key) {
                left.insert(at, {m_steps[s].key, sense * m_steps[s].turns});
            } else if ((at->turns += sense * m_steps[s].turns) == 0) {
                left.erase(at);
            }
        }
        return left;
    }

  private:
    std::vector<std::uint32_t> m_begin;
    Windings m_steps;
};

std::vector<Windings> windings_of_faces(const Linework& lines, const Arrangement& faces,
                                        const RingRoles& roles) {
    const Steps steps(lines, roles);
    std::vector<Windings> windings(faces.face_count);
    std::vector<std::uint8_t> seen(faces.face_count, 0);
    std::vector<std::uint32_t> queue{Arrangement::unbounded};
    seen[Arrangement::unbounded] = 1;
    for (std::size_t q = 0; q < queue.size(); ++q) {
        const std::uint32_t f = queue[q];
        for (const HalfEdge h : faces.edges_of(f)) {
            const std::uint32_t g = faces.face[twin(h)];
            if (seen[g] == 0) {
                seen[g] = 1;
                windings[g] = steps.cross(windings[f], twin(h));
                queue.push_back(g);
            }
        }
    }
    return windings;
}

void add_claims(const Windings& windings, const RingRoles& roles, ClaimRule rule, Claims& claims,
                std::vector<std::uint32_t>& areas) {
    areas.clear();
    for (std::size_t i = 0; i < windings.size();) {
        const std::uint32_t polygon = windings[i].key / 2;
        std::int32_t outer = 0;
        std::int32_t hole = 0;
        for (; i < windings.size() && windings[i].key / 2 == polygon; ++i) {
            (windings[i].key % 2 == 0 ? outer : hole) = windings[i].turns;
        }
        const std::uint32_t area = roles.area_of_polygon[polygon];
        const bool usual = (outer == 1 && (hole == 0 || hole == -1));
        if (!usual) {
            claims.reshaped.push_back(area);
        }
        const bool inside =
            rule == ClaimRule::inside_outer_ring ? outer != 0 && hole == 0 : outer + hole > 0;
        if (inside) {
            areas.push_back(area);
        }
    }
    std::sort(areas.begin(), areas.end());
    areas.erase(std::unique(areas.begin(), areas.end()), areas.end());
}

}  // namespace

Claims find_claims(const Linework& lines, const Arrangement& faces, const RingRoles& roles,
                   ClaimRule rule) {
    const std::vector<Windings> windings = windings_of_faces(lines, faces, roles);
    Claims claims;
    claims.begin.reserve(faces.face_count + 1);
    std::vector<std::uint32_t> areas;
    for (std::uint32_t f = 0; f < faces.face_count; ++f) {
        if (f != Arrangement::unbounded) {
            add_claims(windings[f], roles, rule, claims, areas);
            claims.areas.insert(claims.areas.end(), areas.begin(), areas.end());
        }
        claims.begin.push_back(static_cast<std::uint32_t>(claims.areas.size()));
    }
    std::sort(claims.reshaped.begin(), claims.reshaped.end());
    claims.reshaped.erase(std::unique(claims.reshaped.begin(), claims.reshaped.end()),
                          claims.reshaped.end());
    return claims;
}

}  // namespace levelin::detail
