#pragma once

#include <cstddef>
#include <cstdint>
#include <levelin/export/geojson_text.hpp>
#include <levelin/table/result_table.hpp>
#include <levelin/topology/topology.hpp>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace levelin {

/// What the positions of a topology's grid mean: p * unit + origin on each axis.
struct TopoJsonScale {
    Point unit{1, 1};
    Point origin{0, 0};
};

/// The topology with the rings of areas that have none in it, each ring an arc of its own.
///
/// For areas that are no coverage, and for those that the grid is too coarse for. Points are
/// snapped to the topology's grid, and those that fall together are one; a ring may come to nothing
/// but one point, which TopoJSON readers take for a ring all the same.
/// @param topology  its areas are those of `shapes`. @param shapes  on the topology's grid.
/// Cost: O(arcs and points).
[[nodiscard]] Topology with_separate_rings(Topology topology, const BoundarySet& shapes);

/// Makes the text of a TopoJSON file (M. Bostock and C. Metcalf, "The TopoJSON Format
/// Specification"), as short as it can be written: quantised, delta-encoded, without blanks.
///
/// The file reads `{"type":"Topology","bbox":...,"transform":...,"attribution":...,"objects":
/// {NAME:{"type":"GeometryCollection","geometries":[GEOMETRY,...]}},"arcs":[ARC,...]}`; a geometry
/// `{"type":"Polygon","id":N,"properties":{...},"arcs":[...]}` with the properties of a GeoJSON
/// feature (see `FeatureText`), or `{"type":null,...}` for an area without polygons.
///
/// Arcs stand in the direction that takes fewer characters, those that most rings share first.
/// Outer rings run counter-clockwise, or clockwise where the style says so.
///
/// A position is x * scale + translate in doubles: within 1e-15 of its size of the decimal that was
/// rounded to. All whole numbers fit into 32 bits, as the specification asks (section 1.2).
/// Guarantees: the same text for any number of threads. Member functions may be called from several
/// threads. Cost: O(points) to make, then O(text).
class TopoJsonText {
  public:
    /// @param topology  as many areas as `results`. @param style  `decimals` is not looked at.
    /// Both must outlive the object.
    TopoJsonText(const Topology& topology, const ResultTable& results, const FeatureStyle& style,
                 const TopoJsonScale& scale = {}, unsigned threads = 0);

    /// What stands before the first geometry. @param name  of the object: "areas".
    [[nodiscard]] std::string head(std::string_view name,
                                   std::span<const std::string> attribution = {}) const;
    /// Appends the geometry of an area, without a separator.
    void append_geometry(std::string& out, std::size_t area) const;
    /// What stands between the last geometry and the first arc.
    [[nodiscard]] static std::string_view middle() noexcept { return "]}},\"arcs\":["; }
    /// Appends the n-th arc of the file, without a separator.
    void append_arc(std::string& out, std::size_t n) const;
    /// What stands after the last arc.
    [[nodiscard]] static std::string_view tail() noexcept { return "]}\n"; }

  private:
    void plan_arcs(unsigned threads);
    void append_ring(std::string& out, std::size_t ring) const;
    void append_ref(std::string& out, ArcRef ref) const;
    [[nodiscard]] Point position(GridPoint g) const noexcept;

    const Topology& m_topology;
    FeatureText m_features;
    FeatureStyle m_style;
    TopoJsonScale m_scale;
    GridPoint m_low;  // All numbers count from here.
    GridPoint m_high;
    std::vector<std::uint32_t> m_order;   // Arcs of the topology as they stand in the file.
    std::vector<std::uint32_t> m_number;  // The reverse: where each of them stands.
    std::vector<std::uint8_t> m_turned;   // Whether an arc is written from its end.
};

}  // namespace levelin
