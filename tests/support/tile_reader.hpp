#pragma once

#include <zlib.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstdint>
#include <levelin/tile/tile_shapes.hpp>
#include <map>
#include <protozero/pbf_reader.hpp>
#include <string>
#include <vector>

namespace levelin::test {

/// Reading vector tiles by the specification, without what wrote them.

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
