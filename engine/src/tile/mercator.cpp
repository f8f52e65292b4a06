#include <algorithm>
#include <cmath>
#include <levelin/tile/mercator.hpp>
#include <numbers>

namespace levelin {

namespace {

constexpr double degree = std::numbers::pi / 180;
constexpr double earth_radius_m = 6378137;

}  // namespace

Point to_mercator(Point lon_lat) noexcept {
    const double latitude = std::clamp(lon_lat.y, -mercator_max_latitude, mercator_max_latitude);
    const double s = std::sin(latitude * degree);
    // artanh(s) = ln((1 + s) / (1 - s)) / 2
    const double y = 0.5 - std::log((1 + s) / (1 - s)) / (4 * std::numbers::pi);
    return {(lon_lat.x + 180) / 360, std::clamp(y, 0.0, 1.0)};
}

Point from_mercator(Point world) noexcept {
    const double north = (1 - 2 * world.y) * std::numbers::pi;
    return {world.x * 360 - 180, std::atan(std::sinh(north)) / degree};
}

double metres_per_tile_unit(int zoom, double latitude) noexcept {
    return 2 * std::numbers::pi * earth_radius_m * std::cos(latitude * degree) /
           static_cast<double>(units_per_world(zoom));
}

}  // namespace levelin
