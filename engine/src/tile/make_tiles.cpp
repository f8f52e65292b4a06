#include <algorithm>
#include <array>
#include <levelin/core/parallel.hpp>
#include <levelin/tile/clip.hpp>
#include <levelin/tile/gzip.hpp>
#include <levelin/tile/make_tiles.hpp>
#include <levelin/tile/vector_tile.hpp>
#include <stdexcept>

#include "ordered_work.hpp"

namespace levelin {

namespace {

// A square of the quadtree: a tile of a lower zoom, holding tiles of the zoom that is made.
struct Region {
    TileAddress at;
    std::vector<std::uint32_t> areas;  // That reach into it.
};

// The square with the buffer around it.
GridBox box_of(TileAddress at, int zoom, std::int32_t buffer) {
    const auto side = static_cast<std::int64_t>(tile_extent) << (zoom - at.zoom);
    const auto low = [&](std::uint32_t n) { return static_cast<std::int32_t>(side * n - buffer); };
    const auto high = [&](std::uint32_t n) {
        return static_cast<std::int32_t>(side * (std::int64_t{n} + 1) + buffer);
    };
    return {low(at.x), low(at.y), high(at.x), high(at.y)};
}

// The four quarters in the order of their ids.
std::array<TileAddress, 4> quarters(TileAddress at) {
    std::array<TileAddress, 4> four{};
    for (std::uint32_t q = 0; q < 4; ++q) {
        four[q] = {at.zoom + 1, 2 * at.x + (q & 1U), 2 * at.y + (q >> 1U)};
    }
    std::sort(four.begin(), four.end(),
              [](TileAddress a, TileAddress b) { return tile_id(a) < tile_id(b); });
    return four;
}

std::vector<GridBox> boxes_of(const TileShapes& shapes, unsigned threads) {
    constexpr std::size_t block = 1024;
    std::vector<GridBox> boxes(shapes.size());
    parallel_blocks(shapes.size(), block, threads, [&](std::size_t begin, std::size_t end) {
        for (std::size_t a = begin; a < end; ++a) {
            const std::uint32_t first = shapes.ring_begin[shapes.area_begin[a]];
            const std::uint32_t last = shapes.ring_begin[shapes.area_begin[a + 1]];
            boxes[a] = grid_box({shapes.points.data() + first, last - first});
        }
    });
    return boxes;
}

// Regions with about as many points each, in the order of their ids.
class Regions {
  public:
    Regions(const TileShapes& shapes, const std::vector<GridBox>& boxes, std::int32_t buffer)
        : m_shapes(shapes), m_boxes(boxes), m_buffer(buffer) {
        Region world;
        for (std::uint32_t a = 0; a < shapes.size(); ++a) {
            if (shapes.has(a)) {
                world.areas.push_back(a);
            }
        }
        if (!world.areas.empty()) {
            split(std::move(world));
        }
    }
    [[nodiscard]] const std::vector<Region>& all() const noexcept { return m_all; }

  private:
    [[nodiscard]] std::size_t points_of(const Region& region) const {
        std::size_t points = 0;
        for (const std::uint32_t a : region.areas) {
            points += m_shapes.ring_begin[m_shapes.area_begin[a + 1]] -
                      m_shapes.ring_begin[m_shapes.area_begin[a]];
        }
        return points;
    }

    void split(Region region) {
        constexpr std::size_t enough = 20000;
        if (region.at.zoom == m_shapes.zoom || points_of(region) <= enough) {
            m_all.push_back(std::move(region));
            return;
        }
        for (const TileAddress at : quarters(region.at)) {
            const GridBox box = box_of(at, m_shapes.zoom, m_buffer);
            Region quarter{at, {}};
            for (const std::uint32_t a : region.areas) {
                if (m_boxes[a].meets(box)) {
                    quarter.areas.push_back(a);
                }
            }
            if (!quarter.areas.empty()) {
                split(std::move(quarter));
            }
        }
    }

    const TileShapes& m_shapes;
    const std::vector<GridBox>& m_boxes;
    std::int32_t m_buffer;
    std::vector<Region> m_all;
};

// What is left of the areas in a square of the tree.
struct Branch {
    struct Area {
        std::uint32_t area;
        GridBox box;
        RingList rings;
    };
    std::vector<Area> areas;
    std::size_t count = 0;  // Of `areas`, the rest keep their memory for the next branch.

    void clear() { count = 0; }
    Area& add(std::uint32_t area) {
        if (count == areas.size()) {
            areas.emplace_back();
        }
        Area& made = areas[count++];
        made.area = area;
        made.rings.clear();
        return made;
    }
    void drop_last() { --count; }
};

// Makes the tiles of one region; one object per thread.
class RegionWorker {
  public:
    RegionWorker(const TileShapes& shapes, const std::vector<GridBox>& boxes,
                 const TileAttributes& attributes, const TileOptions& options)
        : m_shapes(shapes),
          m_boxes(boxes),
          m_buffer(options.buffer),
          m_encoder(options.layer, attributes),
          m_gzip(options.compression),
          m_branches(static_cast<std::size_t>(shapes.zoom) + 1) {}

    std::vector<MadeTile> make(const Region& region) {
        m_tiles.clear();
        Branch& branch = m_branches[static_cast<std::size_t>(region.at.zoom)];
        branch.clear();
        const GridBox box = box_of(region.at, m_shapes.zoom, m_buffer);
        for (const std::uint32_t a : region.areas) {
            Branch::Area& area = branch.add(a);
            const bool whole = box.holds(m_boxes[a]);
            for (std::uint32_t r = m_shapes.area_begin[a]; r < m_shapes.area_begin[a + 1]; ++r) {
                if (whole) {
                    area.rings.add(m_shapes.ring(r));
                } else {
                    append_trimmed(area.rings, m_shapes.ring(r), box, m_scratch);
                }
            }
            area.box = grid_box(area.rings.points);
            if (area.rings.size() == 0) {
                branch.drop_last();
            }
        }
        descend(region.at);
        return std::move(m_tiles);
    }

  private:
    void descend(TileAddress at) {
        const Branch& branch = m_branches[static_cast<std::size_t>(at.zoom)];
        if (branch.count == 0) {
            return;
        }
        if (at.zoom == m_shapes.zoom) {
            make_tile(at, branch);
            return;
        }
        for (const TileAddress quarter : quarters(at)) {
            fill(m_branches[static_cast<std::size_t>(quarter.zoom)], branch,
                 box_of(quarter, m_shapes.zoom, m_buffer));
            descend(quarter);
        }
    }

    void fill(Branch& quarter, const Branch& from, const GridBox& box) {
        quarter.clear();
        for (std::size_t i = 0; i < from.count; ++i) {
            const Branch::Area& whole = from.areas[i];
            if (!whole.box.meets(box)) {
                continue;
            }
            Branch::Area& part = quarter.add(whole.area);
            if (box.holds(whole.box)) {
                part.rings = whole.rings;
                part.box = whole.box;
                continue;
            }
            for (std::size_t r = 0; r < whole.rings.size(); ++r) {
                append_trimmed(part.rings, whole.rings.ring(r), box, m_scratch);
            }
            part.box = grid_box(part.rings.points);
            if (part.rings.size() == 0) {
                quarter.drop_last();
            }
        }
    }

    void make_tile(TileAddress at, const Branch& branch) {
        const GridBox box = box_of(at, m_shapes.zoom, m_buffer);
        const GridBox shown = box_of(at, m_shapes.zoom, 0);
        bool shows = false;
        m_encoder.begin({shown.min_x, shown.min_y});
        for (std::size_t i = 0; i < branch.count; ++i) {
            const Branch::Area& area = branch.areas[i];
            const bool whole = box.holds(area.box);
            const RingList& rings = whole ? area.rings : m_clipper.clip(area.rings, box);
            if (rings.size() > 0) {
                m_encoder.add(area.area, rings);
                shows = shows || shown.meets(whole ? area.box : grid_box(rings.points));
            }
        }
        if (shows) {
            m_tiles.push_back({tile_id(at), m_gzip.compress(m_encoder.finish())});
        }
    }

    const TileShapes& m_shapes;
    const std::vector<GridBox>& m_boxes;
    std::int32_t m_buffer;
    TileEncoder m_encoder;
    Gzip m_gzip;
    Clipper m_clipper;
    std::vector<Branch> m_branches;  // One for each zoom.
    std::vector<MadeTile> m_tiles;
    std::vector<GridPoint> m_scratch;
};

}  // namespace

void make_tiles(const TileShapes& shapes, const TileAttributes& attributes,
                const TileOptions& options, const std::function<void(MadeTile tile)>& take) {
    if (shapes.size() != attributes.size()) {
        throw std::invalid_argument("the same areas as shapes and attributes");
    }
    if (options.buffer < 0 || options.buffer > tile_extent) {
        throw std::invalid_argument("a buffer of 0 to one tile");
    }
    const std::vector<GridBox> boxes = boxes_of(shapes, options.threads);
    const Regions regions(shapes, boxes, options.buffer);
    std::size_t done = 0;
    detail::make_in_order<std::vector<MadeTile>>(
        regions.all().size(), options.threads,
        [&] {
            return [&, worker = std::make_shared<RegionWorker>(shapes, boxes, attributes, options)](
                       std::size_t number) { return worker->make(regions.all()[number]); };
        },
        [&](std::vector<MadeTile> tiles) {
            for (MadeTile& tile : tiles) {
                take(std::move(tile));
            }
            if (options.told) {
                options.told(++done, regions.all().size());
            }
        });
}

}  // namespace levelin
