#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/render/choropleth.hpp>

#include "drawing.hpp"
#include "type_setter.hpp"

namespace levelin {

namespace detail {

void check_classes(const BoundarySet& boundaries, std::span<const int> class_of_area,
                   const Classes& classes) {
    if (class_of_area.size() != boundaries.size()) {
        throw UsageError("E-RENDER-02",
                         "a class for " + std::to_string(class_of_area.size()) + " areas and " +
                             std::to_string(boundaries.size()) + " boundaries",
                         "one class for each boundary");
    }
    const int most = static_cast<int>(classes.entries.size());
    for (std::size_t a = 0; a < class_of_area.size(); ++a) {
        const int c = class_of_area[a];
        if (c == 0 || c > most || c <= -status_count) {
            throw UsageError(
                "E-RENDER-03",
                "area " + boundaries.codes[a].str() + " is in class " + std::to_string(c),
                "1 to " + std::to_string(most) + ", or the class of a status");
        }
    }
}

void check_notes(const BoundarySet& boundaries, std::span<const std::string> area_notes) {
    if (!area_notes.empty() && area_notes.size() != boundaries.size()) {
        throw UsageError("E-RENDER-02",
                         std::to_string(area_notes.size()) + " notes for " +
                             std::to_string(boundaries.size()) + " boundaries",
                         "one note for each boundary, or none at all");
    }
}

std::vector<Colour> class_colours(const Classes& classes, const ChoroplethSpec& spec) {
    const std::size_t n = classes.entries.size();
    std::vector<Colour> colours(n);
    if (n == 0) {
        return colours;
    }
    const std::vector<Colour> palette = sequential_palette(static_cast<int>(n), spec.palette);
    for (std::size_t k = 0; k < n; ++k) {
        colours[k] = palette[classes.shade(k)];
    }
    return colours;
}

}  // namespace detail

namespace {

/// The first codes of areas without a ring.
std::vector<std::string> codes_without_shape(const BoundarySet& boundaries) {
    std::vector<std::string> codes;
    for (std::size_t a = 0; a < boundaries.size() && codes.size() < Diagnostics::max_examples;
         ++a) {
        if (boundaries.points_of_area(a).empty()) {
            codes.push_back(boundaries.codes[a].str());
        }
    }
    return codes;
}

}  // namespace

MapImages draw_choropleth(const BoundarySet& boundaries, std::span<const int> class_of_area,
                          const Classes& classes, const ChoroplethSpec& spec,
                          std::span<const std::string> area_notes, unsigned threads) {
    detail::check_classes(boundaries, class_of_area, classes);
    detail::check_notes(boundaries, area_notes);
    const MapLayout layout = lay_out_map(boundaries, classes, spec);
    detail::Drawn png = detail::draw_png(boundaries, class_of_area, classes, spec, layout, threads);
    detail::Drawn svg =
        detail::draw_svg(boundaries, class_of_area, classes, spec, layout, area_notes);
    MapImages images;
    if (png.without_shape > 0) {
        images.diagnostics.warn("W-RENDER-01",
                                grouped_text(static_cast<long long>(png.without_shape)) +
                                    " areas have no shape and are not on the map",
                                png.without_shape, codes_without_shape(boundaries));
    }
    if (!detail::TypeSetter{spec.font_family}.has_family()) {
        images.diagnostics.warn(
            "W-RENDER-02", "the font " + spec.font_family + " is not installed; another stands in");
    }
    if (png.dots > 0) {
        images.diagnostics.note("N-RENDER-01",
                                grouped_text(static_cast<long long>(png.dots)) +
                                    " areas are too small for the map and are drawn as dots",
                                png.dots);
    }
    images.png = std::move(png.bytes);
    images.svg = std::move(svg.bytes);
    return images;
}

std::string choropleth_png(const BoundarySet& boundaries, std::span<const int> class_of_area,
                           const Classes& classes, const ChoroplethSpec& spec, unsigned threads) {
    detail::check_classes(boundaries, class_of_area, classes);
    const MapLayout layout = lay_out_map(boundaries, classes, spec);
    return detail::draw_png(boundaries, class_of_area, classes, spec, layout, threads).bytes;
}

std::string choropleth_svg(const BoundarySet& boundaries, std::span<const int> class_of_area,
                           const Classes& classes, const ChoroplethSpec& spec,
                           std::span<const std::string> area_notes) {
    detail::check_classes(boundaries, class_of_area, classes);
    detail::check_notes(boundaries, area_notes);
    const MapLayout layout = lay_out_map(boundaries, classes, spec);
    return detail::draw_svg(boundaries, class_of_area, classes, spec, layout, area_notes).bytes;
}

}  // namespace levelin
