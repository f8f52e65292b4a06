#pragma once

#include <cstdint>
#include <functional>
#include <levelin/tile/tile_address.hpp>
#include <levelin/tile/tile_attributes.hpp>
#include <levelin/tile/tile_shapes.hpp>
#include <string>

namespace levelin {

struct TileOptions {
    std::string layer = "areas";
    /// How far a tile's geometry goes beyond its sides, in units: room for the outlines that a
    /// renderer draws along them. 64 = 8 pixels.
    std::int32_t buffer = 64;
    int compression = 6;  ///< 1 to 12.
    unsigned threads = 0;
    /// Told how many of how many pieces of work are done; from any thread, one call at a time.
    std::function<void(std::size_t done, std::size_t all)> told;
};

/// A tile as an archive holds it.
struct MadeTile {
    std::uint64_t id = 0;  ///< `tile_id` of its address.
    std::string gzip;      ///< The vector tile, compressed.
};

/// Makes all tiles of one zoom that areas reach into, and hands them over by rising id.
///
/// The zoom is cut in regions of the quadtree that hold about the same number of points each;
/// regions are worked on by all threads, each going down its branch with what its parent left.
/// @param shapes  of one zoom.
/// @param attributes  as many areas as `shapes`.
/// @param take  called for one tile at a time; what it throws stops the work and is rethrown.
/// @throws std::invalid_argument another number of areas, or a buffer outside 0 to 4096.
/// Guarantees: the same tiles for any number of threads; areas are clipped exactly on the integers
/// of the zoom (see `Clipper`), so that what a tile shows of neighbours has no gap and no overlap;
/// memory grows with the regions under way, not with the tiles.
/// Cost: O(points + tiles) times the depth of the tree below a region.
void make_tiles(const TileShapes& shapes, const TileAttributes& attributes,
                const TileOptions& options, const std::function<void(MadeTile tile)>& take);

}  // namespace levelin
