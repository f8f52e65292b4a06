#pragma once

#include <zlib.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/tile/clip.hpp>
#include <levelin/tile/tile_shapes.hpp>
#include <map>
#include <protozero/pbf_reader.hpp>
#include <random>
#include <string>
#include <vector>

namespace levelin::test {

/// What the tests of tiles share: random coverages, and a reader of vector tiles that knows nothing
/// of the one who wrote them.

inline void add_area(TileShapes& shapes, const std::vector<std::vector<GridPoint>>& rings) {
    for (const auto& ring : rings) {
        shapes.points.insert(shapes.points.end(), ring.begin(), ring.end());
        shapes.ring_begin.push_back(static_cast<std::uint32_t>(shapes.points.size()));
    }
    shapes.area_begin.push_back(static_cast<std::uint32_t>(shapes.ring_begin.size() - 1));
}

/// Square areas whose borders wander, each border the same for both neighbours. They fill the
/// square from `low` to `low + cells * cell`. Every third area has a hole that another area fills.
inline TileShapes wandering_squares(int zoom, GridPoint low, int cells, std::int32_t cell,
                                    unsigned seed, int bends = 7) {
    std::mt19937 random(seed);
    const auto up_to = [&](std::int32_t most) {
        return static_cast<std::int32_t>(random() % static_cast<std::uint32_t>(2 * most + 1)) -
               most;
    };
    // The way from one corner to the next, without the last point. It stays in the rhomb of which
    // the straight line is a diagonal, so that no two borders meet; the outermost ones are
    // straight.
    const auto way = [&](GridPoint from, bool along_x, bool straight) {
        std::vector<GridPoint> points{from};
        for (int b = 1; b <= bends; ++b) {
            const std::int32_t on = cell * b / (bends + 1);
            const std::int32_t free = std::min({cell / 5, on * 9 / 10, (cell - on) * 9 / 10});
            const std::int32_t off = straight ? 0 : up_to(free);
            points.push_back(along_x ? GridPoint{from.x + on, from.y + off}
                                     : GridPoint{from.x + off, from.y + on});
        }
        return points;
    };
    std::map<std::array<int, 3>, std::vector<GridPoint>> ways;
    for (int i = 0; i <= cells; ++i) {
        for (int j = 0; j <= cells; ++j) {
            const GridPoint at{low.x + i * cell, low.y + j * cell};
            ways[{i, j, 0}] = way(at, true, j == 0 || j == cells);
            ways[{i, j, 1}] = way(at, false, i == 0 || i == cells);
        }
    }
    const auto append = [](std::vector<GridPoint>& ring, std::vector<GridPoint> part, GridPoint end,
                           bool back) {
        if (back) {
            part.push_back(end);
            part.erase(part.begin());
            ring.insert(ring.end(), part.rbegin(), part.rend());
        } else {
            ring.insert(ring.end(), part.begin(), part.end());
        }
    };
    TileShapes shapes;
    shapes.zoom = zoom;
    for (int j = 0; j < cells; ++j) {
        for (int i = 0; i < cells; ++i) {
            const auto corner = [&](int a, int b) {
                return GridPoint{low.x + a * cell, low.y + b * cell};
            };
            std::vector<GridPoint> ring;
            append(ring, ways[{i, j, 0}], corner(i + 1, j), false);
            append(ring, ways[{i + 1, j, 1}], corner(i + 1, j + 1), false);
            append(ring, ways[{i, j + 1, 0}], corner(i + 1, j + 1), true);
            append(ring, ways[{i, j, 1}], corner(i, j + 1), true);
            if ((i + j) % 3 != 0) {
                add_area(shapes, {ring});
                continue;
            }
            const GridPoint c{low.x + i * cell + cell / 2, low.y + j * cell + cell / 2};
            const std::int32_t r = cell / 5;
            const std::vector<GridPoint> island{
                {c.x - r, c.y + up_to(r / 2)}, {c.x, c.y - r}, {c.x + r, c.y}, {c.x, c.y + r}};
            add_area(shapes, {ring, {island.rbegin(), island.rend()}});
            add_area(shapes, {island});
        }
    }
    return shapes;
}

/// The same areas in metres, y up, each unit `metre` long.
inline BoundarySet in_metres(const TileShapes& shapes, double metre) {
    BoundarySet set;
    for (std::size_t a = 0; a < shapes.size(); ++a) {
        set.codes.push_back(*AreaCode::parse("A" + std::to_string(a)));
        set.names.push_back("Area " + std::to_string(a));
        for (std::uint32_t r = shapes.area_begin[a]; r < shapes.area_begin[a + 1]; ++r) {
            const auto ring = shapes.ring(r);
            for (std::size_t i = 0; i <= ring.size(); ++i) {
                const GridPoint p = ring[i % ring.size()];
                set.points.push_back({400000 + p.x * metre, 300000 - p.y * metre});
            }
            std::reverse(set.points.begin() + set.ring_begin.back(), set.points.end());
            set.ring_begin.push_back(static_cast<std::uint32_t>(set.points.size()));
        }
        set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_count()));
        set.area_begin.push_back(static_cast<std::uint32_t>(set.polygon_count()));
    }
    return set;
}

/// A table that says nothing but codes.
inline ResultTable plain_table(std::size_t areas) {
    ResultTable table;
    for (std::size_t a = 0; a < areas; ++a) {
        table.codes.push_back(*AreaCode::parse("A" + std::to_string(a)));
        table.names.emplace_back();
        table.status.push_back(Status::ok);
    }
    return table;
}

inline std::string unpack(const std::string& gzip) {
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    std::string out;
    std::array<char, 65536> buffer{};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
    stream.avail_in = static_cast<uInt>(gzip.size());
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = buffer.size();
        state = inflate(&stream, Z_NO_FLUSH);
        out.append(buffer.data(), buffer.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    REQUIRE(state == Z_STREAM_END);
    return out;
}

struct ReadFeature {
    std::uint64_t id = 0;
    std::vector<std::vector<GridPoint>> rings;
    std::map<std::string, std::string> properties;  // Numbers as "double:0.5", "uint:3", "sint:-3".
};

inline std::string read_value(protozero::data_view bytes) {
    protozero::pbf_reader value(bytes);
    REQUIRE(value.next());
    switch (value.tag()) {
        case 1:
            return value.get_string();
        case 3:
            return "double:" + std::to_string(value.get_double());
        case 5:
            return "uint:" + std::to_string(value.get_uint64());
        case 6:
            return "sint:" + std::to_string(value.get_sint64());
        default:
            FAIL("a value of kind " << value.tag());
    }
    return {};
}

inline std::vector<std::vector<GridPoint>> read_geometry(const std::vector<std::uint32_t>& codes) {
    std::vector<std::vector<GridPoint>> rings;
    GridPoint cursor;
    std::size_t at = 0;
    const auto step = [&] {
        cursor.x += protozero::decode_zigzag32(codes.at(at));
        cursor.y += protozero::decode_zigzag32(codes.at(at + 1));
        at += 2;
        rings.back().push_back(cursor);
    };
    while (at < codes.size()) {
        REQUIRE(codes.at(at++) == 9);  // MoveTo once.
        rings.emplace_back();
        step();
        REQUIRE((codes.at(at) & 7U) == 2);
        const std::uint32_t count = codes.at(at++) >> 3U;
        REQUIRE(count >= 2);
        for (std::uint32_t i = 0; i < count; ++i) {
            step();
        }
        REQUIRE(codes.at(at++) == 15);  // ClosePath.
    }
    return rings;
}

/// The features of a tile's only layer, by the specification.
inline std::vector<ReadFeature> read_tile(const std::string& bytes,
                                          const std::string& layer_name = "areas") {
    protozero::pbf_reader tile(bytes);
    REQUIRE(tile.next(3));
    const protozero::data_view view = tile.get_view();
    REQUIRE(!tile.next());
    std::vector<std::string> keys;
    std::vector<std::string> values;
    std::vector<protozero::data_view> messages;
    std::string name;
    std::uint32_t version = 0;
    std::uint32_t extent = 0;
    protozero::pbf_reader layer(view);
    while (layer.next()) {
        switch (layer.tag()) {
            case 15:
                version = layer.get_uint32();
                break;
            case 1:
                name = layer.get_string();
                break;
            case 2:
                messages.push_back(layer.get_view());
                break;
            case 3:
                keys.push_back(layer.get_string());
                break;
            case 4:
                values.push_back(read_value(layer.get_view()));
                break;
            case 5:
                extent = layer.get_uint32();
                break;
            default:
                FAIL("a field of number " << layer.tag());
        }
    }
    CHECK(version == 2);
    CHECK(extent == 4096);
    CHECK(name == layer_name);
    std::vector<ReadFeature> features;
    for (const auto message : messages) {
        protozero::pbf_reader reader(message);
        ReadFeature feature;
        while (reader.next()) {
            if (reader.tag() == 1) {
                feature.id = reader.get_uint64();
            } else if (reader.tag() == 2) {
                const auto tags = reader.get_packed_uint32();
                for (auto it = tags.begin(); it != tags.end();) {
                    const std::uint32_t key = *it++;
                    feature.properties[keys.at(key)] = values.at(*it++);
                }
            } else if (reader.tag() == 3) {
                CHECK(reader.get_enum() == 3);
            } else if (reader.tag() == 4) {
                const auto codes = reader.get_packed_uint32();
                feature.rings = read_geometry({codes.begin(), codes.end()});
            }
        }
        features.push_back(std::move(feature));
    }
    return features;
}

inline std::int64_t twice_area_of(const std::vector<std::vector<GridPoint>>& rings) {
    std::int64_t sum = 0;
    for (const auto& ring : rings) {
        sum += twice_area(ring);
    }
    return sum;
}

/// Whether a place lies inside rings (even-odd, a border belongs to one side of it only), in
/// doubled coordinates, so that halves can be asked for.
inline bool covers(const std::vector<std::vector<GridPoint>>& rings, std::int64_t x2,
                   std::int64_t y2) {
    bool inside = false;
    for (const auto& ring : rings) {
        GridPoint a = ring.back();
        for (const GridPoint b : ring) {
            const std::int64_t ay = 2 * std::int64_t{a.y};
            const std::int64_t by = 2 * std::int64_t{b.y};
            if ((ay > y2) != (by > y2)) {
                // Where the edge is at y2, against x2, without division. The edge is taken from its
                // lower end, so that both neighbours get the same answer.
                const GridPoint low = a.y < b.y ? a : b;
                const GridPoint high = a.y < b.y ? b : a;
                const std::int64_t left = (x2 - 2 * std::int64_t{low.x}) * (high.y - low.y);
                const std::int64_t right =
                    (y2 - 2 * std::int64_t{low.y}) * (std::int64_t{high.x} - low.x);
                inside = inside != (left < right);
            }
            a = b;
        }
    }
    return inside;
}

}  // namespace levelin::test
