#include <algorithm>
#include <levelin/core/parallel.hpp>
#include <unordered_set>

#include "linework.hpp"

namespace levelin::detail {

namespace {

constexpr std::size_t line_block = 2048;

struct PointHash {
    std::size_t operator()(GridPoint p) const noexcept { return hash_of(p); }
};

// A set of a few points that is asked about very many: a filter of bits answers nearly all.
class FewPoints {
  public:
    void insert(GridPoint p) {
        m_points.insert(p);
        m_filter[hash_of(p) % bits] = 1;
    }
    [[nodiscard]] bool contains(GridPoint p) const {
        return m_filter[hash_of(p) % bits] != 0 && m_points.contains(p);
    }

  private:
    static constexpr std::size_t bits = 1U << 18U;
    std::unordered_set<GridPoint, PointHash> m_points;
    std::vector<std::uint8_t> m_filter = std::vector<std::uint8_t>(bits, 0);
};

class Recutter {
  public:
    Recutter(const Linework& lines, std::span<const Contact> contacts, unsigned threads)
        : m_lines(lines), m_contacts(contacts), m_threads(threads) {}

    [[nodiscard]] Linework recut() {
        find_affected();
        const Linework pieces = cut_at_nodes(affected_lines(), m_threads);
        return splice(pieces);
    }

  private:
    void find_affected() {
        m_first_contact.assign(m_lines.line_count() + 1, m_contacts.size());
        std::size_t c = 0;
        for (std::size_t k = 0; k < m_lines.line_count(); ++k) {
            m_first_contact[k] = c;
            while (c < m_contacts.size() && m_contacts[c].point < m_lines.line_begin[k + 1]) {
                ++c;
            }
        }
        FewPoints touched;
        m_affected.assign(m_lines.line_count(), 0);
        for (std::size_t k = 0; k < m_lines.line_count(); ++k) {
            if (has_contacts(k)) {
                m_affected[k] = 1;
                for (const GridPoint p : m_lines.line(k)) {
                    touched.insert(p);
                }
            }
        }
        for (const Contact& contact : m_contacts) {
            touched.insert(contact.at);
        }
        parallel_blocks(m_lines.line_count(), line_block, m_threads,
                        [&](std::size_t begin, std::size_t end) {
                            for (std::size_t k = begin; k < end; ++k) {
                                const auto line = m_lines.line(k);
                                if (m_affected[k] == 0 &&
                                    std::any_of(line.begin(), line.end(),
                                                [&](GridPoint p) { return touched.contains(p); })) {
                                    m_affected[k] = 1;
                                }
                            }
                        });
    }

    [[nodiscard]] bool has_contacts(std::size_t k) const {
        return m_first_contact[k] < m_first_contact[k + 1];
    }

    // The affected lines with their new points; "ring" i walks the i-th of them.
    [[nodiscard]] Linework affected_lines() const {
        Linework out;
        for (std::size_t k = 0; k < m_lines.line_count(); ++k) {
            if (m_affected[k] == 0) {
                continue;
            }
            std::uint32_t from = m_lines.line_begin[k];
            const auto copy_to = [&](std::uint32_t to) {
                out.points.insert(out.points.end(), m_lines.points.begin() + from,
                                  m_lines.points.begin() + to);
                from = to;
            };
            for (std::size_t c = m_first_contact[k]; c < m_first_contact[k + 1]; ++c) {
                if (m_contacts[c].point + 1 > from) {
                    copy_to(m_contacts[c].point + 1);
                }
                out.points.push_back(m_contacts[c].at);
            }
            copy_to(m_lines.line_begin[k + 1]);
            out.changed.push_back(has_contacts(k) ? 1 : 0);
            out.ring_lines.push_back(static_cast<ArcRef>(out.line_count()));
            out.ring_begin.push_back(static_cast<std::uint32_t>(out.ring_lines.size()));
            out.line_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        }
        out.closed.assign(out.line_count(), 0);
        return out;
    }

    // Lines that stay, then the pieces of the others; rings walk both.
    [[nodiscard]] Linework splice(const Linework& pieces) const {
        Linework out;
        out.points.reserve(m_lines.points.size() + pieces.points.size());
        out.line_begin.reserve(m_lines.line_begin.size() + pieces.line_count());
        std::vector<std::uint32_t> new_place(m_lines.line_count());  // Line, or number in pieces.
        std::uint32_t affected = 0;
        for (std::size_t k = 0; k < m_lines.line_count(); ++k) {
            if (m_affected[k] != 0) {
                new_place[k] = affected++;
                continue;
            }
            new_place[k] = static_cast<std::uint32_t>(out.line_count());
            const auto line = m_lines.line(k);
            out.points.insert(out.points.end(), line.begin(), line.end());
            out.line_begin.push_back(static_cast<std::uint32_t>(out.points.size()));
        }
        const auto kept = static_cast<ArcRef>(out.line_count());
        out.changed.assign(out.line_count(), 0);
        const auto before = static_cast<std::uint32_t>(out.points.size());
        out.points.insert(out.points.end(), pieces.points.begin(), pieces.points.end());
        for (std::size_t k = 0; k < pieces.line_count(); ++k) {
            out.line_begin.push_back(before + pieces.line_begin[k + 1]);
        }
        out.changed.insert(out.changed.end(), pieces.changed.begin(), pieces.changed.end());
        out.closed.assign(out.line_count(), 0);
        const auto shifted = [kept](ArcRef ref) {
            return is_forward(ref) ? ref + kept : ref - kept;
        };
        out.ring_lines.reserve(m_lines.ring_lines.size() + pieces.ring_lines.size());
        for (std::size_t r = 0; r < m_lines.ring_count(); ++r) {
            for (std::uint32_t l = m_lines.ring_begin[r]; l < m_lines.ring_begin[r + 1]; ++l) {
                const ArcRef ref = m_lines.ring_lines[l];
                const std::uint32_t place = new_place[arc_of(ref)];
                if (m_affected[arc_of(ref)] == 0) {
                    const auto line = static_cast<ArcRef>(place);
                    out.ring_lines.push_back(is_forward(ref) ? line : ~line);
                    continue;
                }
                const std::uint32_t first = pieces.ring_begin[place];
                const std::uint32_t last = pieces.ring_begin[place + 1];
                if (is_forward(ref)) {
                    for (std::uint32_t p = first; p < last; ++p) {
                        out.ring_lines.push_back(shifted(pieces.ring_lines[p]));
                    }
                } else {
                    for (std::uint32_t p = last; p-- > first;) {
                        out.ring_lines.push_back(shifted(~pieces.ring_lines[p]));
                    }
                }
            }
            out.ring_begin.push_back(static_cast<std::uint32_t>(out.ring_lines.size()));
        }
        return out;
    }

    const Linework& m_lines;
    std::span<const Contact> m_contacts;
    unsigned m_threads;
    std::vector<std::size_t> m_first_contact;  // Of each line.
    std::vector<std::uint8_t> m_affected;
};

}  // namespace

Linework with_contacts(const Linework& lines, std::span<const Contact> contacts, unsigned threads) {
    return Recutter(lines, contacts, threads).recut();
}

}  // namespace levelin::detail
