#include "png_bytes.hpp"

#include <zlib.h>

#include <cmath>
#include <levelin/core/error.hpp>
#include <string_view>

namespace levelin::detail {

namespace {

void append_u32(std::string& out, std::uint32_t value) {
    for (int shift = 24; shift >= 0; shift -= 8) {
        out += static_cast<char>(value >> static_cast<unsigned>(shift) & 0xFFU);
    }
}

void append_chunk(std::string& out, std::string_view type, std::string_view data) {
    append_u32(out, static_cast<std::uint32_t>(data.size()));
    const std::size_t begin = out.size();
    out += type;
    out += data;
    const uLong crc = crc32(0, reinterpret_cast<const Bytef*>(out.data() + begin),
                            static_cast<uInt>(out.size() - begin));
    append_u32(out, static_cast<std::uint32_t>(crc));
}

/// iTXt, uncompressed, without language.
void append_text(std::string& out, std::string_view keyword, std::string_view text) {
    if (text.empty()) {
        return;
    }
    std::string data{keyword};
    data.append(5, '\0');
    data += text;
    append_chunk(out, "iTXt", data);
}

/// Rows of red, green, blue, each less the row above (filter 2), which flat colours make zeros.
std::string filtered_rows(const PixelImage& image) {
    const auto width = static_cast<std::size_t>(image.width);
    std::string rows((width * 3 + 1) * static_cast<std::size_t>(image.height), '\0');
    char* out = rows.data();
    const std::uint32_t* pixel = image.pixels.data();
    for (int y = 0; y < image.height; ++y) {
        *out++ = y == 0 ? '\0' : '\2';
        for (std::size_t x = 0; x < width; ++x, ++pixel) {
            const std::uint32_t above = y == 0 ? 0 : *(pixel - width);
            *out++ = static_cast<char>((*pixel >> 16U) - (above >> 16U));
            *out++ = static_cast<char>((*pixel >> 8U) - (above >> 8U));
            *out++ = static_cast<char>(*pixel - above);
        }
    }
    return rows;
}

std::string deflated(const std::string& bytes) {
    constexpr int level = 3;
    uLongf size = compressBound(static_cast<uLong>(bytes.size()));
    std::string out(size, '\0');
    const int status = compress2(reinterpret_cast<Bytef*>(out.data()), &size,
                                 reinterpret_cast<const Bytef*>(bytes.data()),
                                 static_cast<uLong>(bytes.size()), level);
    if (status != Z_OK) {
        throw OutputError(
            "E-RENDER-07",
            "the map's image cannot be packed (zlib error " + std::to_string(status) + ")",
            "enough memory", "draw a smaller map");
    }
    out.resize(size);
    return out;
}

}  // namespace

std::string png_bytes(const PixelImage& image, double pixels_per_metre, const std::string& title,
                      const std::string& description) {
    std::string out{"\x89PNG\r\n\x1a\n", 8};
    std::string header;
    append_u32(header, static_cast<std::uint32_t>(image.width));
    append_u32(header, static_cast<std::uint32_t>(image.height));
    header += std::string{"\x08\x02\0\0\0", 5};  // 8 bits, RGB, deflate, filters, not interlaced.
    append_chunk(out, "IHDR", header);
    append_chunk(out, "sRGB", std::string_view{"\0", 1});
    std::string density;
    append_u32(density, static_cast<std::uint32_t>(std::lround(pixels_per_metre)));
    append_u32(density, static_cast<std::uint32_t>(std::lround(pixels_per_metre)));
    density += '\1';
    append_chunk(out, "pHYs", density);
    append_text(out, "Title", title);
    append_text(out, "Description", description);
    append_text(out, "Software", "levelin");
    append_chunk(out, "IDAT", deflated(filtered_rows(image)));
    append_chunk(out, "IEND", {});
    return out;
}

}  // namespace levelin::detail
