#include <cmath>
#include <levelin/tile/archive_directory.hpp>
#include <levelin/tile/gzip.hpp>
#include <protozero/buffer_string.hpp>
#include <protozero/varint.hpp>

namespace levelin {

namespace {

void add_varint(std::string& out, std::uint64_t value) {
    protozero::add_varint_to_buffer(&out, value);
}

void add_little_endian(std::string& out, std::uint64_t value, int bytes) {
    for (int i = 0; i < bytes; ++i) {
        out +=
            static_cast<char>(static_cast<unsigned char>(value >> (8U * static_cast<unsigned>(i))));
    }
}

void add_position(std::string& out, Point lon_lat) {
    for (const double degrees : {lon_lat.x, lon_lat.y}) {
        const auto value = static_cast<std::int32_t>(std::lround(degrees * 1e7));
        add_little_endian(out, static_cast<std::uint32_t>(value), 4);
    }
}

}  // namespace

std::string encode_directory(std::span<const ArchiveEntry> entries) {
    std::string out;
    out.reserve(entries.size() * 8 + 8);
    add_varint(out, entries.size());
    std::uint64_t last = 0;
    for (const ArchiveEntry& entry : entries) {
        add_varint(out, entry.tile_id - last);
        last = entry.tile_id;
    }
    for (const ArchiveEntry& entry : entries) {
        add_varint(out, entry.run_length);
    }
    for (const ArchiveEntry& entry : entries) {
        add_varint(out, entry.length);
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const bool follows =
            i > 0 && entries[i].offset == entries[i - 1].offset + entries[i - 1].length;
        add_varint(out, follows ? 0 : entries[i].offset + 1);
    }
    return out;
}

ArchiveDirectories make_directories(std::span<const ArchiveEntry> entries) {
    Gzip gzip;
    ArchiveDirectories made;
    // More than this many bytes of varints do not shrink to what the root may hold.
    constexpr std::size_t worth_trying = std::size_t{1} << 17U;
    if (entries.size() < worth_trying / 4) {
        made.root = gzip.compress(encode_directory(entries));
        if (made.root.size() <= max_root_bytes) {
            return made;
        }
    }
    constexpr std::size_t first_leaf_size = 4096;
    for (std::size_t leaf_size = first_leaf_size;; leaf_size *= 2) {
        made.leaves.clear();
        std::vector<ArchiveEntry> root;
        for (std::size_t i = 0; i < entries.size(); i += leaf_size) {
            const auto part = entries.subspan(i, std::min(leaf_size, entries.size() - i));
            const std::string leaf = gzip.compress(encode_directory(part));
            root.push_back({part.front().tile_id, made.leaves.size(),
                            static_cast<std::uint32_t>(leaf.size()), 0});
            made.leaves += leaf;
        }
        made.root = gzip.compress(encode_directory(root));
        if (made.root.size() <= max_root_bytes) {
            return made;
        }
    }
}

std::string encode_header(const ArchiveHeader& header) {
    constexpr std::uint64_t header_length = 127;
    constexpr char gzip = 2;
    constexpr char vector_tiles = 1;
    std::string out = "PMTiles";
    out += char{3};
    std::uint64_t offset = header_length;
    for (const std::uint64_t length :
         {header.root_length, header.metadata_length, header.leaves_length, header.data_length}) {
        add_little_endian(out, offset, 8);
        add_little_endian(out, length, 8);
        offset += length;
    }
    add_little_endian(out, header.addressed_tiles, 8);
    add_little_endian(out, header.tile_entries, 8);
    add_little_endian(out, header.tile_contents, 8);
    out += char{1};  // Clustered.
    out += gzip;     // Directories and metadata.
    out += gzip;     // Tiles.
    out += vector_tiles;
    out += static_cast<char>(header.min_zoom);
    out += static_cast<char>(header.max_zoom);
    add_position(out, {header.bounds.min_x, header.bounds.min_y});
    add_position(out, {header.bounds.max_x, header.bounds.max_y});
    out += static_cast<char>(header.centre_zoom);
    add_position(out, header.centre);
    return out;
}

}  // namespace levelin
