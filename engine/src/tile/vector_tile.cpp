#include <levelin/tile/mercator.hpp>
#include <levelin/tile/vector_tile.hpp>
#include <protozero/pbf_writer.hpp>

namespace levelin {

namespace {

// Fields of Tile, Layer and Feature.
constexpr protozero::pbf_tag_type tile_layers = 3;
constexpr protozero::pbf_tag_type layer_name = 1;
constexpr protozero::pbf_tag_type layer_features = 2;
constexpr protozero::pbf_tag_type layer_keys = 3;
constexpr protozero::pbf_tag_type layer_values = 4;
constexpr protozero::pbf_tag_type layer_extent = 5;
constexpr protozero::pbf_tag_type layer_version = 15;
constexpr protozero::pbf_tag_type feature_id = 1;
constexpr protozero::pbf_tag_type feature_tags = 2;
constexpr protozero::pbf_tag_type feature_type = 3;
constexpr protozero::pbf_tag_type feature_geometry = 4;
constexpr std::int32_t polygon_type = 3;

// A command and how often it is carried out (section 4.3.1).
constexpr std::uint32_t command(std::uint32_t id, std::size_t count) noexcept {
    return id | (static_cast<std::uint32_t>(count) << 3U);
}
constexpr std::uint32_t move_to = 1;
constexpr std::uint32_t line_to = 2;
constexpr std::uint32_t close_path = 7;

}  // namespace

TileEncoder::TileEncoder(std::string_view layer, const TileAttributes& attributes)
    : m_name(layer),
      m_attributes(attributes),
      m_key_place(attributes.keys().size()),
      m_value_place(attributes.values().size()) {}

void TileEncoder::begin(GridPoint origin) {
    constexpr std::uint32_t version = 2;
    m_origin = origin;
    m_features = 0;
    m_layer.clear();
    m_used_keys.clear();
    m_used_values.clear();
    ++m_tile_number;
    protozero::pbf_writer layer{m_layer};
    layer.add_uint32(layer_version, version);
    layer.add_string(layer_name, m_name);
}

void TileEncoder::encode_geometry(const RingList& rings) {
    m_geometry.clear();
    GridPoint cursor = m_origin;
    const auto go_to = [&](GridPoint p) {
        m_geometry.push_back(protozero::encode_zigzag32(p.x - cursor.x));
        m_geometry.push_back(protozero::encode_zigzag32(p.y - cursor.y));
        cursor = p;
    };
    for (std::size_t r = 0; r < rings.size(); ++r) {
        const auto ring = rings.ring(r);
        m_geometry.push_back(command(move_to, 1));
        go_to(ring[0]);
        m_geometry.push_back(command(line_to, ring.size() - 1));
        for (const GridPoint p : ring.subspan(1)) {
            go_to(p);
        }
        m_geometry.push_back(command(close_path, 1));
    }
}

void TileEncoder::add(std::uint32_t area, const RingList& rings) {
    encode_geometry(rings);
    m_tags.clear();
    const auto place = [&](Place& at, std::vector<std::uint32_t>& used, std::uint32_t what) {
        if (at.tile != m_tile_number) {
            at = {m_tile_number, static_cast<std::uint32_t>(used.size())};
            used.push_back(what);
        }
        m_tags.push_back(at.index);
    };
    for (const auto& [key, value] : m_attributes.of_area(area)) {
        place(m_key_place[key], m_used_keys, key);
        place(m_value_place[value], m_used_values, value);
    }
    m_feature.clear();
    protozero::pbf_writer feature{m_feature};
    feature.add_uint64(feature_id, std::uint64_t{area} + 1);
    feature.add_packed_uint32(feature_tags, m_tags.begin(), m_tags.end());
    feature.add_enum(feature_type, polygon_type);
    feature.add_packed_uint32(feature_geometry, m_geometry.begin(), m_geometry.end());
    protozero::pbf_writer{m_layer}.add_message(layer_features, m_feature);
    ++m_features;
}

std::string_view TileEncoder::finish() {
    protozero::pbf_writer layer{m_layer};
    for (const std::uint32_t key : m_used_keys) {
        layer.add_string(layer_keys, m_attributes.keys()[key]);
    }
    for (const std::uint32_t value : m_used_values) {
        layer.add_message(layer_values, m_attributes.values()[value]);
    }
    layer.add_uint32(layer_extent, tile_extent);
    m_tile.clear();
    protozero::pbf_writer{m_tile}.add_message(tile_layers, m_layer);
    return m_tile;
}

}  // namespace levelin
