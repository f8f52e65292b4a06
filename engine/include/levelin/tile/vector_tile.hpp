#pragma once

#include <cstdint>
#include <levelin/tile/clip.hpp>
#include <levelin/tile/tile_attributes.hpp>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// Puts areas into one layer of a vector tile.
///
/// A feature's id is the area's position from 1, its geometry a polygon or multipolygon with outer
/// rings of positive area (y down). Keys and values that the tile's features use stand in it once.
/// Keeps working memory between calls; one object per thread.
/// Source: Mapbox Vector Tile specification 2.1.
class TileEncoder {
  public:
    /// @param attributes  outlives the encoder.
    TileEncoder(std::string_view layer, const TileAttributes& attributes);

    /// Begins a tile. @param origin  its upper left corner, in the units of the rings.
    void begin(GridPoint origin);
    /// @param rings  with area, as `Clipper` gives them.
    void add(std::uint32_t area, const RingList& rings);
    [[nodiscard]] bool empty() const noexcept { return m_features == 0; }
    /// The tile's bytes, not compressed; valid until the next `begin`.
    [[nodiscard]] std::string_view finish();

  private:
    void encode_geometry(const RingList& rings);

    std::string m_name;
    const TileAttributes& m_attributes;
    GridPoint m_origin;
    std::size_t m_features = 0;
    std::string m_layer;
    std::string m_feature;
    std::string m_tile;
    std::vector<std::uint32_t> m_geometry;
    std::vector<std::uint32_t> m_tags;
    // Where a key or value stands in this tile; valid where the tile's number is noted beside it.
    struct Place {
        std::uint32_t tile = 0;
        std::uint32_t index = 0;
    };
    std::uint32_t m_tile_number = 0;
    std::vector<Place> m_key_place;
    std::vector<Place> m_value_place;
    std::vector<std::uint32_t> m_used_keys;
    std::vector<std::uint32_t> m_used_values;
};

}  // namespace levelin
