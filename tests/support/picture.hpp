#pragma once

#include <png.h>

#include <catch2/catch.hpp>
#include <cmath>
#include <cstdint>
#include <levelin/boundary/boundary_set.hpp>
#include <levelin/draw/colour.hpp>
#include <set>
#include <string>
#include <vector>

/// A picture as libpng reads it.
struct Picture {
    int width = 0;
    int height = 0;
    std::vector<std::uint8_t> rgb;

    explicit Picture(const std::string& bytes) {
        png_image image{};
        image.version = PNG_IMAGE_VERSION;
        REQUIRE(png_image_begin_read_from_memory(&image, bytes.data(), bytes.size()) != 0);
        image.format = PNG_FORMAT_RGB;
        rgb.resize(PNG_IMAGE_SIZE(image));
        REQUIRE(png_image_finish_read(&image, nullptr, rgb.data(), 0, nullptr) != 0);
        width = static_cast<int>(image.width);
        height = static_cast<int>(image.height);
    }
    [[nodiscard]] levelin::draw::Colour at(double x, double y) const {
        const auto i = (static_cast<std::size_t>(y) * static_cast<std::size_t>(width) +
                        static_cast<std::size_t>(x)) *
                       3;
        return {rgb[i], rgb[i + 1], rgb[i + 2]};
    }
    [[nodiscard]] std::set<std::string> colours(levelin::Box box) const {
        std::set<std::string> found;
        for (double y = std::ceil(box.min_y); y < box.max_y; ++y) {
            for (double x = std::ceil(box.min_x); x < box.max_x; ++x) {
                found.insert(hex_text(at(x, y)));
            }
        }
        return found;
    }
};
