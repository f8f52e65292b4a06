#pragma once

#include <levelin/draw/drawing.hpp>
#include <levelin/draw/type_setter.hpp>
#include <levelin/render/map_page.hpp>
#include <map>

#include "arrangement.hpp"
#include "page_texts.hpp"

namespace levelin::render::detail {

/// A page with its title and notes set, and the part between them that is free.
struct PageBase {
    double unit_px = 1;
    double margin_px = 0;
    double width_px = 0;   ///< Of the page.
    double height_px = 0;  ///< 0 = grows.
    draw::Block header;
    draw::Block footer;
    double body_left_px = 0;
    double body_top_px = 0;
    double body_width_px = 0;
    double body_height_px = 0;      ///< 0 = grows.
    bool body_may_be_less = false;  ///< That height is the most it may have.
    Diagnostics findings;
};

/// @throws UsageError E-RENDER-06 sizes out of range, E-RENDER-09 where texts leave no room.
[[nodiscard]] PageBase page_base(const MapPage& page, const draw::TypeSetter& type);

/// The whole drawing once the body's marks and height are known.
[[nodiscard]] draw::Drawing finished_page(const MapPage& page, PageBase base,
                                          std::vector<draw::Mark> body, double body_height_px);

/// Makes legend and scale bar at any scale, measuring the legend only once for each width.
class LegendMaker {
  public:
    /// @param most_px  the width that a legend in one column keeps to.
    LegendMaker(const Legend& legend, const MapPage& page, const draw::TypeSetter& type,
                double unit_px, double most_px, bool north)
        : m_legend{legend},
          m_page{page},
          m_type{type},
          m_unit{unit_px},
          m_most{most_px},
          m_north{north} {}

    /// @param size  of its type, 1 = that of the page.
    [[nodiscard]] draw::Block block(int columns, double px_per_metre, double size = 1);

  private:
    const Legend& m_legend;
    const MapPage& m_page;
    const draw::TypeSetter& m_type;
    double m_unit;
    double m_most;
    bool m_north;
    std::map<std::pair<int, double>, draw::Block> m_made;
};

/// Where and how a map is drawn.
struct FrameLook {
    draw::PageTransform transform;
    std::vector<std::uint8_t> shown;  ///< By area; empty = all.
    std::vector<Box> elsewhere_m;     ///< Dots and symbols within them are left out.
    double unit_px = 1;
    bool borders = false;
};

/// Marks of the areas and what lies over them.
[[nodiscard]] std::vector<draw::Mark> frame_marks(
    const std::shared_ptr<const BoundarySet>& boundaries, const ThematicMap& map,
    const FrameLook& look);

/// @throws UsageError E-RENDER-02, InputError E-RENDER-01.
void check_map(const BoundarySet& boundaries, const ThematicMap& map);

/// What a map's areas and texts have to say: W-RENDER-01 to -03, N-RENDER-01.
void add_findings(Diagnostics& findings, const BoundarySet& boundaries,
                  const draw::Drawing& drawing, const draw::TypeSetter& type, double px_per_metre);

}  // namespace levelin::render::detail
