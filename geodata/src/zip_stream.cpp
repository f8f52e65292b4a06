#include "zip_stream.hpp"

#include <zlib.h>

#include <array>
#include <levelin/core/error.hpp>
#include <limits>

namespace levelin::geodata::detail {

namespace {

constexpr std::uint16_t version = 20;
// Bit 3: sizes come after the member; bit 11: names are UTF-8.
constexpr std::uint16_t flags = (1U << 3U) | (1U << 11U);
constexpr std::uint16_t deflated = 8;
// 1 January 1980, the first day that the format knows.
constexpr std::uint16_t no_time = 0;
constexpr std::uint16_t first_day = (1U << 5U) | 1U;
constexpr std::size_t longest_piece = 1U << 30U;

void put16(std::string& out, std::uint64_t value) {
    out += static_cast<char>(value & 0xFFU);
    out += static_cast<char>((value >> 8U) & 0xFFU);
}

void put32(std::string& out, std::uint64_t value) {
    if (value > std::numeric_limits<std::uint32_t>::max()) {
        throw OutputError("E-EXPORT-08", "a workbook above 4 GiB", "at most 4 GiB",
                          "write .csv or .gpkg");
    }
    put16(out, value & 0xFFFFU);
    put16(out, value >> 16U);
}

// What local headers and the directory have in common, from the version on.
void put_common(std::string& out, std::uint32_t crc, std::uint64_t packed, std::uint64_t size,
                const std::string& name) {
    for (const std::uint16_t value : {version, flags, deflated, no_time, first_day}) {
        put16(out, value);
    }
    put32(out, crc);
    put32(out, packed);
    put32(out, size);
    put16(out, name.size());
    put16(out, 0);
}

}  // namespace

struct ZipStream::Deflater {
    z_stream stream{};
    Deflater() {
        if (deflateInit2(&stream, Z_DEFAULT_COMPRESSION, Z_DEFLATED, -MAX_WBITS, 8,
                         Z_DEFAULT_STRATEGY) != Z_OK) {
            throw OutputError("E-EXPORT-06", "zlib cannot start");
        }
    }
    ~Deflater() { deflateEnd(&stream); }
    Deflater(const Deflater&) = delete;
    Deflater& operator=(const Deflater&) = delete;
};

ZipStream::ZipStream(OutputFile& file) : m_file(file), m_deflater(std::make_unique<Deflater>()) {}

ZipStream::~ZipStream() = default;

void ZipStream::put(std::string_view bytes) {
    m_file.write(bytes);
    m_written += bytes.size();
}

void ZipStream::begin(std::string name) {
    end();
    Member member;
    member.name = std::move(name);
    member.offset = m_written;
    std::string head;
    put32(head, 0x04034B50);
    put_common(head, 0, 0, 0, member.name);
    head += member.name;
    put(head);
    m_members.push_back(std::move(member));
    m_open = true;
    deflateReset(&m_deflater->stream);
}

void ZipStream::squeeze(std::string_view bytes, bool last) {
    z_stream& stream = m_deflater->stream;
    // zlib's interface is older than const.
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    std::array<char, 1U << 16U> buffer{};
    do {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = static_cast<uInt>(buffer.size());
        deflate(&stream, last ? Z_FINISH : Z_NO_FLUSH);
        const std::size_t made = buffer.size() - stream.avail_out;
        m_members.back().packed += made;
        put({buffer.data(), made});
    } while (stream.avail_out == 0);
}

void ZipStream::write(std::string_view bytes) {
    while (!bytes.empty()) {
        const std::string_view piece = bytes.substr(0, longest_piece);
        Member& member = m_members.back();
        member.crc = static_cast<std::uint32_t>(crc32(member.crc,
                                                      reinterpret_cast<const Bytef*>(piece.data()),
                                                      static_cast<uInt>(piece.size())));
        member.size += piece.size();
        squeeze(piece, false);
        bytes.remove_prefix(piece.size());
    }
}

void ZipStream::end() {
    if (!m_open) {
        return;
    }
    squeeze({}, true);
    const Member& member = m_members.back();
    std::string tail;
    put32(tail, 0x08074B50);
    put32(tail, member.crc);
    put32(tail, member.packed);
    put32(tail, member.size);
    put(tail);
    m_open = false;
}

void ZipStream::finish() {
    end();
    const std::uint64_t start = m_written;
    std::string directory;
    for (const Member& member : m_members) {
        put32(directory, 0x02014B50);
        put16(directory, version);
        put_common(directory, member.crc, member.packed, member.size, member.name);
        put16(directory, 0);  // Comment.
        put16(directory, 0);  // Disk.
        put16(directory, 0);  // Inner attributes.
        put32(directory, 0);  // Outer attributes.
        put32(directory, member.offset);
        directory += member.name;
    }
    const std::uint64_t size = directory.size();
    put32(directory, 0x06054B50);
    put16(directory, 0);
    put16(directory, 0);
    put16(directory, m_members.size());
    put16(directory, m_members.size());
    put32(directory, size);
    put32(directory, start);
    put16(directory, 0);
    put(directory);
}

}  // namespace levelin::geodata::detail
