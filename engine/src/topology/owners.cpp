#include "owners.hpp"

#include <algorithm>
#include <map>

namespace levelin::detail {

namespace {

class OwnerFinder {
  public:
    OwnerFinder(const Arrangement& faces, const Claims& claims, const OwnerRules& rules)
        : m_faces(faces), m_claims(claims) {
        m_owners.of_face.assign(faces.face_count, no_area);
        m_open.assign(faces.face_count, 0);
        for (std::uint32_t f = 1; f < faces.face_count; ++f) {
            const auto who = claims.of(f);
            const bool narrow = faces.width(f) <= rules.sliver_width;
            if (who.size() == 1) {
                m_owners.of_face[f] = who.front();
            } else if (who.empty()) {
                m_open[f] = narrow ? 1 : 0;
            } else if (narrow || rules.close_wide_overlaps) {
                m_open[f] = 1;
            } else {
                m_owners.disputed = true;
            }
        }
    }

    [[nodiscard]] Owners find() {
        std::vector<std::uint32_t> open;
        for (std::uint32_t f = 0; f < m_faces.face_count; ++f) {
            if (m_open[f] != 0) {
                open.push_back(f);
            }
        }
        for (std::size_t before = open.size() + 1; open.size() < before;) {
            before = open.size();
            std::erase_if(open, [&](std::uint32_t f) { return settle(f); });
        }
        for (const std::uint32_t f : open) {  // Nobody around: an overlap that stands alone.
            if (!m_claims.of(f).empty()) {
                m_owners.of_face[f] = m_claims.of(f).front();
            }
        }
        return std::move(m_owners);
    }

  private:
    // Gives a face to the best of its neighbours; false where none can have it yet.
    bool settle(std::uint32_t f) {
        const auto who = m_claims.of(f);
        std::map<std::uint32_t, double> border;
        for (const HalfEdge h : m_faces.edges_of(f)) {
            const std::uint32_t g = m_faces.face[twin(h)];
            const std::uint32_t area = m_owners.of_face[g];
            if (g != f && area != no_area &&
                (who.empty() || std::binary_search(who.begin(), who.end(), area))) {
                border[area] += m_faces.length[line_of(h)];
            }
        }
        if (border.empty()) {
            return false;
        }
        const auto longest =
            std::max_element(border.begin(), border.end(),
                             [](const auto& a, const auto& b) { return a.second < b.second; });
        m_owners.of_face[f] = longest->first;
        return true;
    }

    const Arrangement& m_faces;
    const Claims& m_claims;
    Owners m_owners;
    std::vector<std::uint8_t> m_open;
};

}  // namespace

Owners find_owners(const Arrangement& faces, const Claims& claims, const OwnerRules& rules) {
    return OwnerFinder(faces, claims, rules).find();
}

std::vector<CoverageFault> describe_faults(const Linework& lines, const Arrangement& faces,
                                           const Claims& claims, const SnapGrid& grid) {
    std::vector<CoverageFault> faults;
    for (std::uint32_t f = 1; f < faces.face_count; ++f) {
        const auto who = claims.of(f);
        if (who.size() == 1) {
            continue;
        }
        CoverageFault fault;
        fault.kind = who.empty() ? CoverageFaultKind::gap : CoverageFaultKind::overlap;
        fault.areas.assign(who.begin(), who.end());
        fault.area = faces.face_area[f] * grid.cell() * grid.cell();
        fault.width = faces.width(f) * grid.cell();
        const auto edges = faces.edges_of(f);
        fault.where = grid.position(lines.line(line_of(edges.front())).front());
        for (const HalfEdge h : edges) {
            const auto around = claims.of(faces.face[twin(h)]);
            if (who.empty()) {
                fault.areas.insert(fault.areas.end(), around.begin(), around.end());
            }
        }
        std::sort(fault.areas.begin(), fault.areas.end());
        fault.areas.erase(std::unique(fault.areas.begin(), fault.areas.end()), fault.areas.end());
        faults.push_back(std::move(fault));
    }
    std::stable_sort(
        faults.begin(), faults.end(),
        [](const CoverageFault& a, const CoverageFault& b) { return a.area > b.area; });
    return faults;
}

}  // namespace levelin::detail
