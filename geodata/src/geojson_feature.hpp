#pragma once

#include <levelin/geodata/read_boundaries.hpp>
#include <string>
#include <string_view>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "boundary_chunks.hpp"
#include "geojson_stream.hpp"

namespace levelin::geodata::detail {

/// Which properties are worth keeping.
struct WantedProperties {
    std::unordered_set<std::string> codes;  ///< By name, as found in the first features.
    std::string code_column;                ///< As the user names it; empty = by the above.
    std::string name_column;                ///< As the user names it; empty = by what names say.
    bool look_for_codes = false;            ///< Find columns with area codes.
    bool all_values = false;                ///< Keep every property's values.

    [[nodiscard]] bool is_wanted(const std::string& name) const;
};

/// One property of the features of a window.
struct PropertyColumn {
    std::string name;
    unsigned kinds = 0;  ///< A bit for every JsonKind that was seen.
    bool wanted = false;
    bool has_code = false;           ///< A text of it is an area code.
    std::vector<std::string> texts;  ///< Of a wanted one: as in the file, one an area.
    /// Under `all_values`, one an area: a text without its escapes, a number as it stands in the
    /// file, nothing for null.
    std::vector<std::string> values;
};

[[nodiscard]] constexpr unsigned kind_bit(JsonKind kind) noexcept {
    return 1U << static_cast<unsigned>(kind);
}

/// The features of a window, read.
struct FeatureChunk {
    Chunk chunk;  ///< Codes and names stand in the columns still.
    std::vector<PropertyColumn> columns;
    /// The properties of the first feature of each order of keys, as text, in file order.
    std::vector<std::pair<std::string, std::string>> key_orders;
    std::uint64_t shapes = 0;         ///< Features with a geometry.
    std::uint64_t text_ids = 0;       ///< Features whose own `id` is a text.
    std::uint64_t id_properties = 0;  ///< Properties that are called `id`.
    bool has_heights = false;         ///< A position has more than two numbers.
    bool has_flat = false;            ///< A position has two.
};

/// Reads the features of a window. One object reads one window.
/// @throws NotPlain where GDAL has to read the file; JsonFault; GeometryError E-GEOMETRY-06.
class FeatureReader {
  public:
    explicit FeatureReader(const WantedProperties& wanted) : m_wanted(wanted) {}

    /// @param limit  how many features at most. @param with_shapes  false: properties alone.
    [[nodiscard]] FeatureChunk read(const FeatureWindow& window, std::size_t limit = SIZE_MAX,
                                    bool with_shapes = true);
    /// Which feature of the window was being read, from 0.
    [[nodiscard]] std::size_t feature() const noexcept { return m_feature; }

  private:
    void read_feature(std::string_view text);
    void read_id(JsonCursor& cursor);
    void read_properties(JsonCursor& cursor);
    void read_property(JsonCursor& cursor, PropertyColumn& column);
    void keep_value(PropertyColumn& column, std::string_view value) const;
    void note_order(std::string_view properties);
    [[nodiscard]] std::size_t column_of(const JsonCursor::RawText& key);
    [[nodiscard]] std::size_t column_named(const std::string& name);
    [[nodiscard]] AppendedShape read_geometry(JsonCursor& cursor);
    void read_polygons(JsonCursor& cursor, bool many, AppendedShape& done);
    void read_polygon(JsonCursor& cursor, AppendedShape& done);
    void read_ring(JsonCursor& cursor);

    const WantedProperties& m_wanted;
    FeatureChunk m_read;
    std::unordered_map<std::string, std::size_t> m_column_of;
    std::vector<std::size_t> m_order;         // Columns of the feature at hand.
    std::vector<std::size_t> m_order_before;  // Of the one before it.
    std::vector<std::string_view> m_keys;     // Keys of m_order, as they stand in the text.
    std::vector<std::string_view> m_keys_before;
    std::unordered_set<std::string> m_orders;
    std::size_t m_feature = 0;
    bool m_with_shapes = true;
};

}  // namespace levelin::geodata::detail
