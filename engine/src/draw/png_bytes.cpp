#include "png_bytes.hpp"

#include <zlib.h>

#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/parallel.hpp>

namespace levelin::draw::detail {

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

/// Rows [first, last) of red, green, blue, each less the row above (filter 2), which flat colours
/// make zeros.
std::string filtered_rows(const PixelImage& image, std::size_t first, std::size_t last) {
    const auto width = static_cast<std::size_t>(image.width);
    std::string rows((width * 3 + 1) * (last - first), '\0');
    char* out = rows.data();
    const std::uint32_t* pixel = image.pixels.data() + first * width;
    for (std::size_t y = first; y < last; ++y) {
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

[[noreturn]] void fail(int status) {
    throw OutputError("E-RENDER-07",
                      "the image cannot be packed (zlib error " + std::to_string(status) + ")",
                      "enough memory", "draw a smaller picture");
}

/// A block of rows, packed so that the next one can follow it.
struct PackedBlock {
    std::string bytes;
    uLong checksum = 1;
    std::size_t size = 0;
};

PackedBlock packed(const std::string& rows, bool last) {
    constexpr int level = 3;
    z_stream stream{};
    if (const int status =
            deflateInit2(&stream, level, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY);
        status != Z_OK) {
        fail(status);
    }
    PackedBlock block;
    block.size = rows.size();
    block.checksum =
        adler32(1, reinterpret_cast<const Bytef*>(rows.data()), static_cast<uInt>(rows.size()));
    block.bytes.resize(deflateBound(&stream, static_cast<uLong>(rows.size())) + 16);
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(rows.data()));
    stream.avail_in = static_cast<uInt>(rows.size());
    stream.next_out = reinterpret_cast<Bytef*>(block.bytes.data());
    stream.avail_out = static_cast<uInt>(block.bytes.size());
    const int status = deflate(&stream, last ? Z_FINISH : Z_SYNC_FLUSH);
    block.bytes.resize(stream.total_out);
    const bool whole = last ? status == Z_STREAM_END : status == Z_OK && stream.avail_in == 0;
    (void)deflateEnd(&stream);
    if (!whole) {
        fail(status);
    }
    return block;
}

/// A zlib stream (RFC 1950) of all rows.
std::string packed_rows(const PixelImage& image, unsigned threads) {
    constexpr std::size_t block_bytes = 1U << 20U;
    const auto height = static_cast<std::size_t>(image.height);
    const std::size_t row_bytes = static_cast<std::size_t>(image.width) * 3 + 1;
    const std::size_t rows = std::max<std::size_t>(1, block_bytes / row_bytes);
    std::vector<PackedBlock> blocks((height + rows - 1) / rows);
    parallel_blocks(height, rows, threads, [&](std::size_t first, std::size_t last) {
        blocks[first / rows] = packed(filtered_rows(image, first, last), last == height);
    });
    std::string out{"\x78\x5e", 2};
    uLong checksum = 1;
    for (const PackedBlock& block : blocks) {
        out += block.bytes;
        checksum = adler32_combine(checksum, block.checksum, static_cast<z_off_t>(block.size));
    }
    append_u32(out, static_cast<std::uint32_t>(checksum));
    return out;
}

}  // namespace

std::string png_bytes(const PixelImage& image, double pixels_per_metre,
                      const std::vector<std::pair<std::string_view, std::string>>& texts,
                      unsigned threads) {
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
    for (const auto& [keyword, text] : texts) {
        append_text(out, keyword, text);
    }
    append_chunk(out, "IDAT", packed_rows(image, threads));
    append_chunk(out, "IEND", {});
    return out;
}

}  // namespace levelin::draw::detail
