#pragma once

#include <cstddef>
#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/export/coordinate_text.hpp>
#include <levelin/table/result_table.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// Appends a text as a JSON string with its quotes (RFC 8259, section 7): quotes, backslashes and
/// controls escaped, U+2028 and U+2029 as well, so that the text may stand in a script; bytes that
/// are not UTF-8 become U+FFFD.
void append_json_string(std::string& out, std::string_view text);

/// How rings of an outer border run in a file, y up; holes run the other way.
enum class Winding : std::uint8_t { counter_clockwise, clockwise };

/// What the member `id` of a feature holds.
enum class FeatureId : std::uint8_t {
    position,  ///< A whole number: the area's position from 1.
    code,      ///< The area's code, a text.
    none,      ///< There is no such member.
};

/// What a reader of features asks for beyond RFC 7946.
struct FeatureStyle {
    int decimals = 6;  ///< 0 to 9.
    Winding winding = Winding::counter_clockwise;
    FeatureId id = FeatureId::position;
    bool has_status = true;      ///< False: `status` of the table says nothing and is not written.
    bool only_multi = false;     ///< One part makes a MultiPolygon too: one type in the file.
    bool decimal_point = false;  ///< Decimals that are whole are written "5.0", so that a reader
                                 ///< that looks at the first values takes none for integers.
};

/// What rounding did to shapes; counts for a finding.
struct RoundingLoss {
    std::uint64_t holes = 0;         ///< Holes without area once rounded, left out.
    std::uint64_t parts = 0;         ///< Parts without area, left out of an area that has more.
    std::vector<std::size_t> finer;  ///< Areas that would vanish, written with 9 decimals.
    std::vector<std::size_t> flat;   ///< Areas without extent even so, written as they are.
};

/// Makes the text of GeoJSON features (RFC 7946).
///
/// A feature reads `{"type":"Feature","id":N,"properties":{"code":...,"name":...,"status":...,
/// columns...},"geometry":...}`; `id` is the area's position from 1 where the style asks for no
/// other. Values whose status is not `ok` are null. Outer rings run counter-clockwise and holes
/// clockwise, or the other way by the style, judged on the rounded coordinates. Points that
/// rounding makes equal to their forerunner are left out; a hole or a part that then has no area is
/// left out, and an area of which nothing would be left is written with 9 decimals instead, so that
/// no area goes missing. An area without polygons has a null geometry. Rounding may make a ring
/// touch itself within one unit of the last decimal.
///
/// Keeps working memory between calls; one object per thread.
class FeatureText {
  public:
    /// @param lon_lat  longitude and latitude; as many areas as `results` or none at all.
    FeatureText(const BoundarySet& lon_lat, const ResultTable& results, const FeatureStyle& style);
    FeatureText(const BoundarySet& lon_lat, const ResultTable& results, int decimals)
        : FeatureText(lon_lat, results, FeatureStyle{.decimals = decimals}) {}

    /// Appends one feature, without a separator.
    void append(std::string& out, std::size_t area, RoundingLoss& loss);
    /// Appends `,"id":N` as the style has it, or nothing.
    void append_id(std::string& out, std::size_t area) const;
    /// Appends the object of an area's properties.
    void append_properties(std::string& out, std::size_t area) const;

  private:
    struct Vertex {
        std::int64_t x;
        std::int64_t y;
        friend bool operator==(const Vertex&, const Vertex&) = default;
    };

    bool append_geometry(std::string& out, std::size_t area, const CoordinateScale& scale,
                         bool keep_all, RoundingLoss& loss);
    bool round_ring(std::size_t ring, bool outer, const CoordinateScale& scale, bool keep);
    void append_ring(std::string& out, const CoordinateScale& scale) const;

    const BoundarySet& m_lon_lat;
    const ResultTable& m_results;
    FeatureStyle m_style;
    CoordinateScale m_scale;
    std::vector<std::string> m_keys;  // `,"name":` of every column.
    std::vector<Vertex> m_ring;
};

/// The text before the first feature, with the `bbox` of all coordinates rounded as they are
/// written, and the lines of `attribution` as a member of that name (RFC 7946, section 6.1) where
/// there are any.
[[nodiscard]] std::string feature_collection_head(const Box& lon_lat, int decimals,
                                                  std::span<const std::string> attribution = {});
/// The text after the last feature.
[[nodiscard]] std::string_view feature_collection_tail() noexcept;

}  // namespace levelin
