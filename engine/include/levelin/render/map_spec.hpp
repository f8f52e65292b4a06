#pragma once

#include <array>
#include <cstdint>
#include <levelin/core/status.hpp>
#include <levelin/render/palette.hpp>
#include <string>
#include <vector>

namespace levelin {

/// Whether the borders of the areas are drawn.
enum class Outlines : std::uint8_t {
    automatic,  ///< Where the areas are large enough on the page for a line not to hide them.
    always,
    never,
};

/// What stands on a choropleth and how it is drawn. All texts are UTF-8; empty ones take no room.
struct ChoroplethSpec {
    std::string title;
    std::string subtitle;
    std::string legend_title;
    std::string method_line;               ///< How the classes were made, below the map.
    std::vector<std::string> attribution;  ///< Sources and licence lines, each wrapped on its own.
    std::string alt_text;                  ///< What the map shows, for those who cannot see it.

    std::string class_heading;                 ///< Above the labels ("Decile"); may be empty.
    std::string bounds_heading = "Score";      ///< Above the bounds.
    std::string count_heading = "Areas";       ///< Above the counts.
    std::string worst_note = "most deprived";  ///< After the label of the darkest class.
    std::string best_note = "least deprived";  ///< After the label of the lightest class.
    /// By `Status`; the first is never shown.
    std::array<std::string, status_count> status_labels{
        "", "No data", "Suppressed", "Not applicable", "Not in the table", "Too little data"};

    PaletteFamily palette = PaletteFamily::yellow_green_blue;
    Outlines outlines = Outlines::automatic;
    bool scale_bar = true;  ///< Off for maps without a true scale, such as hexagon maps.

    int width_px = 1100;  ///< Of the page, before `scale`; 320 to 4,000.
    int scale = 1;        ///< Pixels of the PNG for each pixel of the page; 1 to 4.
    std::string font_family = "DejaVu Sans";
};

}  // namespace levelin
