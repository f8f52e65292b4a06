#pragma once

#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <span>
#include <string>
#include <vector>

namespace levelin {

/// Where one tile, or a run of equal ones, lies in an archive.
struct ArchiveEntry {
    std::uint64_t tile_id = 0;     ///< Of the first tile.
    std::uint64_t offset = 0;      ///< From the start of the tile data.
    std::uint32_t length = 0;      ///< Bytes, above 0.
    std::uint32_t run_length = 1;  ///< Tiles; 0 = a leaf directory.
};

/// A directory as bytes, before compression: number of entries, then the columns of differences of
/// tile ids, run lengths, lengths and offsets, each a varint.
/// @param entries  at least one, by rising tile id.
/// Source: PMTiles version 3 specification, section 4.2 and appendix A.1.
[[nodiscard]] std::string encode_directory(std::span<const ArchiveEntry> entries);

/// What the directories of an archive are written as, each compressed with gzip.
struct ArchiveDirectories {
    std::string root;    ///< At most `max_root_bytes`.
    std::string leaves;  ///< One after the other; empty where the root holds all.
};

/// So that header and root lie in the first 16,384 bytes.
inline constexpr std::size_t max_root_bytes = 16384 - 127;

/// Puts all entries in the root where they fit; else in leaves of equal size, doubled until the
/// root fits. @param entries  at least one, by rising tile id.
[[nodiscard]] ArchiveDirectories make_directories(std::span<const ArchiveEntry> entries);

/// What stands in the header of an archive.
struct ArchiveHeader {
    std::uint64_t root_length = 0;
    std::uint64_t metadata_length = 0;
    std::uint64_t leaves_length = 0;
    std::uint64_t data_length = 0;
    std::uint64_t addressed_tiles = 0;  ///< Runs counted by their length.
    std::uint64_t tile_entries = 0;
    std::uint64_t tile_contents = 0;  ///< Different ones.
    int min_zoom = 0;
    int max_zoom = 0;
    Box bounds;  ///< Longitudes and latitudes.
    int centre_zoom = 0;
    Point centre;
};

/// The 127 bytes at the start of an archive of vector tiles: gzip inside and out, clustered, the
/// sections in the order root, metadata, leaves, tile data.
/// Source: PMTiles version 3 specification, chapter 3.
[[nodiscard]] std::string encode_header(const ArchiveHeader& header);

}  // namespace levelin
