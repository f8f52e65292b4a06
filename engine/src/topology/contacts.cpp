#include <algorithm>
#include <array>
#include <levelin/core/parallel.hpp>

#include "linework.hpp"

namespace levelin::detail {

namespace {

__extension__ using Wide = __int128;

struct CellBox {
    std::int32_t min_x = INT32_MAX;
    std::int32_t min_y = INT32_MAX;
    std::int32_t max_x = INT32_MIN;
    std::int32_t max_y = INT32_MIN;

    void expand(GridPoint p) noexcept {
        min_x = std::min(min_x, p.x);
        min_y = std::min(min_y, p.y);
        max_x = std::max(max_x, p.x);
        max_y = std::max(max_y, p.y);
    }
    void expand(const CellBox& b) noexcept {
        min_x = std::min(min_x, b.min_x);
        min_y = std::min(min_y, b.min_y);
        max_x = std::max(max_x, b.max_x);
        max_y = std::max(max_y, b.max_y);
    }
    [[nodiscard]] CellBox common(const CellBox& b) const noexcept {
        return {std::max(min_x, b.min_x), std::max(min_y, b.min_y), std::min(max_x, b.max_x),
                std::min(max_y, b.max_y)};
    }
    [[nodiscard]] bool holds(GridPoint p) const noexcept {
        return p.x >= min_x && p.x <= max_x && p.y >= min_y && p.y <= max_y;
    }
    [[nodiscard]] bool meets(const CellBox& b) const noexcept {
        return min_x <= b.max_x && b.min_x <= max_x && min_y <= b.max_y && b.min_y <= max_y;
    }
};

CellBox box_of(GridPoint a, GridPoint b) noexcept {
    return {std::min(a.x, b.x), std::min(a.y, b.y), std::max(a.x, b.x), std::max(a.y, b.y)};
}

int sign(std::int64_t v) noexcept {
    return v > 0 ? 1 : v < 0 ? -1 : 0;
}

// Whether the edge a-b runs through the cell of v: the square of one unit about it, its lower and
// left sides included. The edge's box must hold v, and the corners of the cell must not all lie on
// one side of the line.
bool runs_through_cell(GridPoint a, GridPoint b, GridPoint v) noexcept {
    if (v.x < std::min(a.x, b.x) || v.x > std::max(a.x, b.x) || v.y < std::min(a.y, b.y) ||
        v.y > std::max(a.y, b.y)) {
        return false;
    }
    std::int64_t side = side_of_line(a, b, v);
    std::int64_t dx = static_cast<std::int64_t>(b.x) - a.x;
    std::int64_t dy = static_cast<std::int64_t>(b.y) - a.y;
    if (dx < 0) {
        dx = -dx;
        dy = -dy;
        side = -side;
    }
    const std::int64_t reach = dx + std::abs(dy);  // Twice the cell's half width along the normal.
    const std::int64_t away = std::abs(side);
    if (away > reach / 2) {
        return false;
    }
    // Through a corner alone: only the lower left one belongs to the cell.
    const bool corner_alone = reach % 2 == 0 && away == reach / 2 && away != 0;
    return !corner_alone || (dy < 0 && side > 0);
}

std::int32_t rounded(std::int32_t from, std::int64_t delta, std::int64_t num, std::int64_t den) {
    const Wide above = 2 * static_cast<Wide>(delta) * num + den;
    const Wide below = 2 * static_cast<Wide>(den);
    Wide whole = above / below;
    if (above % below < 0) {
        --whole;
    }
    return from + static_cast<std::int32_t>(whole);
}

// Where a-b and c-d cross, in the cell that holds the crossing. They must cross.
GridPoint crossing(GridPoint a, GridPoint b, GridPoint c, GridPoint d) {
    const std::int64_t dx = static_cast<std::int64_t>(b.x) - a.x;
    const std::int64_t dy = static_cast<std::int64_t>(b.y) - a.y;
    const std::int64_t from = side_of_line(c, d, a);
    const std::int64_t to = side_of_line(c, d, b);
    // `from` and `to` differ in sign, so that the difference has 64 bits with its sign at most.
    Wide den = static_cast<Wide>(from) - to;
    std::int64_t num = from;
    if (den < 0) {
        den = -den;
        num = -num;
    }
    // Halved where it would not fit; the error is below 2^-62 of the edge.
    while (den > INT64_MAX) {
        den /= 2;
        num /= 2;
    }
    return {rounded(a.x, dx, num, static_cast<std::int64_t>(den)),
            rounded(a.y, dy, num, static_cast<std::int64_t>(den))};
}

// The bits of a 16-bit number with a gap before each.
std::uint32_t spread(std::uint32_t v) noexcept {
    v = (v | (v << 8U)) & 0x00FF00FFU;
    v = (v | (v << 4U)) & 0x0F0F0F0FU;
    v = (v | (v << 2U)) & 0x33333333U;
    return (v | (v << 1U)) & 0x55555555U;
}

// Finds all pairs of edges with meeting boxes: runs of edges in a packed tree, in Morton order,
// that is joined with itself.
class ContactFinder {
  public:
    ContactFinder(const Linework& lines, unsigned threads) : m_lines(lines), m_threads(threads) {
        make_runs();
        build_tree();
    }

    [[nodiscard]] std::vector<Contact> find() const {
        const std::vector<Task> tasks = make_tasks();
        std::vector<std::vector<Contact>> found(tasks.size());
        parallel_blocks(tasks.size(), 1, m_threads, [&](std::size_t begin, std::size_t) {
            const Task& task = tasks[begin];
            join(task.level, task.i, task.j, found[begin]);
        });
        std::vector<Contact> all;
        for (const auto& part : found) {
            all.insert(all.end(), part.begin(), part.end());
        }
        std::sort(all.begin(), all.end(), [&](const Contact& p, const Contact& q) {
            return p.point != q.point ? p.point < q.point
                                      : along(p.point, p.at) < along(q.point, q.at);
        });
        all.erase(std::unique(all.begin(), all.end()), all.end());
        return all;
    }

  private:
    static constexpr std::uint32_t run_edges = 16;
    static constexpr std::size_t fan_out = 4;

    struct Run {
        CellBox box;
        std::uint32_t first = 0;  // Edges first, first + 1, ..., by their first point.
        std::uint8_t edges = 0;
        bool changed = false;
        bool one_way = false;  // Rises strictly in x or in y: cannot meet itself.
    };
    struct Node {
        CellBox box;
        bool changed = false;
    };
    struct Task {
        std::size_t level, i, j;
    };

    [[nodiscard]] Run make_run(std::uint32_t first, std::uint32_t edges, bool changed) const {
        const GridPoint* const p = m_lines.points.data() + first;
        Run run;
        run.first = first;
        run.edges = static_cast<std::uint8_t>(edges);
        run.changed = changed;
        bool east = true;
        bool west = true;
        bool north = true;
        bool south = true;
        run.box.expand(p[0]);
        for (std::uint32_t e = 0; e < edges; ++e) {
            run.box.expand(p[e + 1]);
            east = east && p[e].x < p[e + 1].x;
            west = west && p[e].x > p[e + 1].x;
            north = north && p[e].y < p[e + 1].y;
            south = south && p[e].y > p[e + 1].y;
        }
        run.one_way = east || west || north || south;
        return run;
    }

    void make_runs() {
        const std::vector<std::uint8_t> near = lines_near_change();
        CellBox all;
        std::vector<Run> runs;
        for (std::size_t k = 0; k < m_lines.line_count(); ++k) {
            if (near[k] == 0) {
                continue;
            }
            const std::uint32_t last = m_lines.line_begin[k + 1] - 1;
            for (std::uint32_t p = m_lines.line_begin[k]; p < last; p += run_edges) {
                runs.push_back(make_run(p, std::min(run_edges, last - p), m_lines.changed[k] != 0));
                all.expand(runs.back().box);
            }
        }
        struct Key {
            std::uint32_t place;
            std::uint32_t run;
        };
        std::vector<Key> keys(runs.size());
        const auto scale = [](std::int32_t v, std::int32_t low, std::int32_t high) {
            const std::int64_t width = std::max<std::int64_t>(1, std::int64_t{high} - low);
            return static_cast<std::uint32_t>(std::max<std::int64_t>(0, std::int64_t{v} - low) *
                                              0xFFFF / width);
        };
        parallel_blocks(runs.size(), 4096, m_threads, [&](std::size_t begin, std::size_t end) {
            for (std::size_t r = begin; r < end; ++r) {
                const CellBox& b = runs[r].box;
                keys[r] = {spread(scale(b.min_x / 2 + b.max_x / 2, all.min_x, all.max_x)) |
                               spread(scale(b.min_y / 2 + b.max_y / 2, all.min_y, all.max_y)) << 1U,
                           static_cast<std::uint32_t>(r)};
            }
        });
        std::sort(keys.begin(), keys.end(), [](const Key& a, const Key& b) {
            return a.place != b.place ? a.place < b.place : a.run < b.run;
        });
        m_runs.reserve(runs.size());
        for (const Key& key : keys) {
            m_runs.push_back(runs[key.run]);
        }
    }

    // Lines whose box comes near that of one that has changed: the others have no new contacts.
    [[nodiscard]] std::vector<std::uint8_t> lines_near_change() const {
        std::vector<std::uint8_t> near = m_lines.changed;
        if (std::find(near.begin(), near.end(), 0) == near.end()) {
            return near;
        }
        constexpr std::size_t side = 1024;
        std::vector<CellBox> boxes(m_lines.line_count());
        parallel_blocks(boxes.size(), 4096, m_threads, [&](std::size_t begin, std::size_t end) {
            for (std::size_t k = begin; k < end; ++k) {
                for (const GridPoint p : m_lines.line(k)) {
                    boxes[k].expand(p);
                }
            }
        });
        CellBox all;
        for (const CellBox& box : boxes) {
            all.expand(box);
        }
        const auto place = [](std::int32_t v, std::int32_t low, std::int32_t high) {
            const std::int64_t width = std::max<std::int64_t>(1, std::int64_t{high} - low);
            return static_cast<std::size_t>((std::int64_t{v} - low) * (side - 1) / width);
        };
        std::vector<std::uint8_t> marked(side * side, 0);
        const auto any_cell = [&](const CellBox& box, auto test) {
            const std::size_t east = place(box.max_x, all.min_x, all.max_x);
            const std::size_t north = place(box.max_y, all.min_y, all.max_y);
            for (std::size_t y = place(box.min_y, all.min_y, all.max_y); y <= north; ++y) {
                for (std::size_t x = place(box.min_x, all.min_x, all.max_x); x <= east; ++x) {
                    if (test(marked[y * side + x])) {
                        return true;
                    }
                }
            }
            return false;
        };
        for (std::size_t k = 0; k < boxes.size(); ++k) {
            if (m_lines.changed[k] != 0) {
                any_cell(boxes[k], [](std::uint8_t& cell) {
                    cell = 1;
                    return false;
                });
            }
        }
        for (std::size_t k = 0; k < boxes.size(); ++k) {
            near[k] = any_cell(boxes[k], [](std::uint8_t& cell) { return cell != 0; }) ? 1 : 0;
        }
        return near;
    }

    void build_tree() {
        std::vector<Node> level;
        level.reserve(m_runs.size());
        for (const Run& run : m_runs) {
            level.push_back({run.box, run.changed});
        }
        m_levels.push_back(std::move(level));
        while (m_levels.back().size() > 1) {
            const auto& below = m_levels.back();
            std::vector<Node> above((below.size() + fan_out - 1) / fan_out);
            for (std::size_t i = 0; i < below.size(); ++i) {
                above[i / fan_out].box.expand(below[i].box);
                above[i / fan_out].changed |= below[i].changed;
            }
            m_levels.push_back(std::move(above));
        }
    }

    [[nodiscard]] bool worth(std::size_t level, std::size_t i, std::size_t j) const {
        const Node& a = m_levels[level][i];
        const Node& b = m_levels[level][j];
        return (a.changed || b.changed) && a.box.meets(b.box);
    }

    // Pairs of children, each once; a node's own children are also paired with themselves.
    template <class Take>
    void for_children(const Task& t, Take take) const {
        const std::size_t n = m_levels[t.level - 1].size();
        const std::size_t end_i = std::min(n, (t.i + 1) * fan_out);
        const std::size_t end_j = std::min(n, (t.j + 1) * fan_out);
        for (std::size_t i = t.i * fan_out; i < end_i; ++i) {
            for (std::size_t j = t.i == t.j ? i : t.j * fan_out; j < end_j; ++j) {
                if (worth(t.level - 1, i, j)) {
                    take(Task{t.level - 1, i, j});
                }
            }
        }
    }

    [[nodiscard]] std::vector<Task> make_tasks() const {
        constexpr std::size_t enough = 512;
        std::vector<Task> tasks;
        if (m_runs.empty()) {
            return tasks;
        }
        tasks.push_back({m_levels.size() - 1, 0, 0});
        while (tasks.size() < enough && !tasks.empty() && tasks.front().level > 0) {
            std::vector<Task> next;
            for (const Task& t : tasks) {
                for_children(t, [&](const Task& child) { next.push_back(child); });
            }
            tasks = std::move(next);
        }
        return tasks;
    }

    void join(std::size_t level, std::size_t i, std::size_t j, std::vector<Contact>& out) const {
        if (level == 0) {
            join_runs(m_runs[i], m_runs[j], i == j, out);
            return;
        }
        for_children({level, i, j}, [&](const Task& t) { join(t.level, t.i, t.j, out); });
    }

    /// Edges of a run that meet a box.
    struct Chosen {
        std::array<CellBox, run_edges> box;
        std::array<std::uint32_t, run_edges> edge;
        std::uint32_t count = 0;
    };

    [[nodiscard]] Chosen choose(const Run& run, const CellBox& where) const {
        const GridPoint* const p = m_lines.points.data() + run.first;
        Chosen chosen;
        for (std::uint32_t e = 0; e < run.edges; ++e) {
            const CellBox box = box_of(p[e], p[e + 1]);
            chosen.box[chosen.count] = box;
            chosen.edge[chosen.count] = run.first + e;
            chosen.count += box.meets(where) ? 1 : 0;
        }
        return chosen;
    }

    // Most pairs are neighbours in a line that meet at their common point alone: then neither's far
    // end lies in the other's box.
    [[nodiscard]] bool turns_away(const Chosen& first, std::uint32_t s, const Chosen& second,
                                  std::uint32_t t) const {
        if (second.edge[t] != first.edge[s] + 1) {
            return false;
        }
        const GridPoint* const p = m_lines.points.data() + first.edge[s];
        return !first.box[s].holds(p[2]) && !second.box[t].holds(p[0]);
    }

    void join_runs(const Run& a, const Run& b, bool same, std::vector<Contact>& out) const {
        if (same && a.one_way) {
            return;
        }
        const CellBox common = a.box.common(b.box);
        const Chosen first = choose(a, common);
        if (first.count == 0) {
            return;
        }
        const Chosen second = same ? first : choose(b, common);
        for (std::uint32_t s = 0; s < first.count; ++s) {
            for (std::uint32_t t = same ? s + 1 : 0; t < second.count; ++t) {
                if (first.box[s].meets(second.box[t]) && !turns_away(first, s, second, t)) {
                    compare(first.edge[s], second.edge[t], out);
                }
            }
        }
    }

    void compare(std::uint32_t s, std::uint32_t t, std::vector<Contact>& out) const {
        const GridPoint a = m_lines.points[s];
        const GridPoint b = m_lines.points[s + 1];
        const GridPoint c = m_lines.points[t];
        const GridPoint d = m_lines.points[t + 1];
        const bool joined = a == c || a == d || b == c || b == d;
        for (const GridPoint v : {c, d}) {
            if (v != a && v != b && runs_through_cell(a, b, v)) {
                out.push_back({s, v});
            }
        }
        for (const GridPoint v : {a, b}) {
            if (v != c && v != d && runs_through_cell(c, d, v)) {
                out.push_back({t, v});
            }
        }
        if (joined || sign(side_of_line(a, b, c)) * sign(side_of_line(a, b, d)) >= 0 ||
            sign(side_of_line(c, d, a)) * sign(side_of_line(c, d, b)) >= 0) {
            return;
        }
        const GridPoint at = crossing(a, b, c, d);
        if (at != a && at != b) {
            out.push_back({s, at});
        }
        if (at != c && at != d) {
            out.push_back({t, at});
        }
    }

    // How far along the edge a point lies: columns first where the edge is more flat than steep.
    [[nodiscard]] std::pair<std::int64_t, std::int64_t> along(std::uint32_t s, GridPoint p) const {
        const GridPoint a = m_lines.points[s];
        const GridPoint b = m_lines.points[s + 1];
        const std::int64_t x = (std::int64_t{p.x} - a.x) * (b.x < a.x ? -1 : 1);
        const std::int64_t y = (std::int64_t{p.y} - a.y) * (b.y < a.y ? -1 : 1);
        const bool flat = std::abs(std::int64_t{b.x} - a.x) >= std::abs(std::int64_t{b.y} - a.y);
        return flat ? std::pair{x, y} : std::pair{y, x};
    }

    const Linework& m_lines;
    unsigned m_threads;
    std::vector<Run> m_runs;
    std::vector<std::vector<Node>> m_levels;
};

}  // namespace

std::vector<Contact> find_contacts(const Linework& lines, unsigned threads) {
    return ContactFinder(lines, threads).find();
}

}  // namespace levelin::detail
