#include <algorithm>
#include <array>
#include <cmath>
#include <levelin/boundary/centroid.hpp>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/core/random.hpp>
#include <levelin/draw/type_setter.hpp>
#include <levelin/render/dot_density.hpp>
#include <levelin/render/symbol_map.hpp>

#include "lies_in.hpp"

namespace levelin::render {

namespace {

constexpr double most_dots = 500'000;

/// Polygons by the share of the area's surface up to and with each.
struct Polygons {
    std::vector<double> up_to;
    std::vector<Box> boxes;
};

Polygons polygons_of(const BoundarySet& boundaries, std::size_t area) {
    Polygons polygons;
    double sum = 0;
    for (std::uint32_t p = boundaries.area_begin[area]; p < boundaries.area_begin[area + 1]; ++p) {
        sum += std::abs(signed_area(boundaries.ring(boundaries.polygon_begin[p])));
        polygons.up_to.push_back(sum);
        polygons.boxes.push_back(bounding_box(boundaries.ring(boundaries.polygon_begin[p])));
    }
    return polygons;
}

/// A place drawn uniformly from an area: a point of a polygon's box until one lies inside.
Point scattered(const BoundarySet& boundaries, std::size_t area, const Polygons& polygons,
                RandomStream& random) {
    constexpr int tries = 2000;
    for (int i = 0; i < tries; ++i) {
        const double at = random.uniform() * polygons.up_to.back();
        const auto found = std::upper_bound(polygons.up_to.begin(), polygons.up_to.end(), at);
        const auto polygon = static_cast<std::size_t>(
            std::min<std::ptrdiff_t>(found - polygons.up_to.begin(),
                                     static_cast<std::ptrdiff_t>(polygons.up_to.size()) - 1));
        const Box& box = polygons.boxes[polygon];
        const Point p{box.min_x + random.uniform() * (box.max_x - box.min_x),
                      box.min_y + random.uniform() * (box.max_y - box.min_y)};
        if (detail::lies_in(boundaries, area, p)) {
            return p;
        }
    }
    return boundaries.points_of_area(area).front();  // A sliver: on its border.
}

double round_above(double value) {
    const double power = std::pow(10.0, std::floor(std::log10(value)));
    for (const double step : {1.0, 2.0, 5.0}) {
        if (step * power >= value) {
            return step * power;
        }
    }
    return 10 * power;
}

double checked_total(const BoundarySet& boundaries, std::span<const DotSeries> series) {
    double total = 0;
    for (const DotSeries& one : series) {
        if (one.values.values.size() != boundaries.size()) {
            throw UsageError("E-RENDER-02",
                             std::to_string(one.values.values.size()) + " values for " +
                                 std::to_string(boundaries.size()) + " areas",
                             "one value for each area");
        }
        for (std::size_t a = 0; a < boundaries.size(); ++a) {
            if (one.values.status[a] != Status::ok) {
                continue;
            }
            if (!(one.values.values[a] >= 0) || !std::isfinite(one.values.values[a])) {
                throw UsageError("E-RENDER-17",
                                 "area " + boundaries.codes[a].str() +
                                     " has a value that no symbol or dot can show",
                                 "values of 0 or more", "choose a column of counts");
            }
            total += one.values.values[a];
        }
    }
    return total;
}

}  // namespace

draw::Colour series_colour(std::size_t series) {
    // Okabe and Ito's colours, darkened where they are too light for dots on white.
    constexpr std::array<draw::Colour, 6> colours{{{0x00, 0x5a, 0x9c},
                                                   {0xd5, 0x5e, 0x00},
                                                   {0x00, 0x7d, 0x5a},
                                                   {0xb0, 0x4f, 0x8c},
                                                   {0x6b, 0x5b, 0x00},
                                                   {0x33, 0x33, 0x33}}};
    return colours[series % colours.size()];
}

ThematicMap dot_density(const BoundarySet& boundaries, std::span<const DotSeries> series,
                        const DotOptions& options) {
    const double total = checked_total(boundaries, series);
    constexpr double wanted = 10'000;
    const double per_dot = options.value_of_dot > 0 ? options.value_of_dot
                           : total > 0              ? round_above(total / wanted)
                                                    : 1;
    if (total / per_dot > most_dots) {
        throw UsageError(
            "E-RENDER-18",
            "a dot for every " + shortest_text(per_dot) + " would give " +
                grouped_text(static_cast<long long>(total / per_dot)) + " dots",
            "at most 500,000",
            "let a dot stand for " + shortest_text(round_above(total / most_dots)) + " or more");
    }
    ThematicMap map = plain_ground(boundaries.size());
    LegendDots legend;
    const bool whole = per_dot == std::floor(per_dot) && per_dot < 1e15;
    legend.heading =
        "1 dot = " +
        (whole ? grouped_text(static_cast<long long>(per_dot)) : shortest_text(per_dot)) +
        (options.unit.empty() ? "" : " " + draw::clean_text(options.unit));
    legend.diameter_units = options.diameter_units;
    for (std::size_t s = 0; s < series.size(); ++s) {
        DotCloud cloud;
        cloud.name = "dots" + std::to_string(s + 1);
        cloud.colour = series[s].colour;
        cloud.diameter_units = options.diameter_units;
        double sum = 0;
        for (std::size_t a = 0; a < boundaries.size(); ++a) {
            if (series[s].values.status[a] != Status::ok || boundaries.points_of_area(a).empty()) {
                continue;
            }
            const double value = series[s].values.values[a];
            sum += value;
            RandomStream random{options.seed, a, static_cast<std::uint32_t>(s)};
            const auto dots = static_cast<std::uint64_t>(value / per_dot + random.uniform());
            const Polygons polygons = dots > 0 ? polygons_of(boundaries, a) : Polygons{};
            for (std::uint64_t d = 0; d < dots; ++d) {
                cloud.at_m.push_back(scattered(boundaries, a, polygons, random));
            }
        }
        legend.entries.push_back(
            {series[s].colour, draw::clean_text(series[s].label), grouped_text(std::llround(sum))});
        map.dots.push_back(std::move(cloud));
    }
    map.legend.title = draw::clean_text(options.legend_title);
    map.legend.parts.emplace_back(std::move(legend));
    return map;
}

}  // namespace levelin::render
