#include <zlib.h>

#include <array>
#include <catch2/catch.hpp>
#include <cstring>
#include <levelin/tile/archive_directory.hpp>
#include <levelin/tile/gzip.hpp>
#include <random>
#include <stdexcept>

using namespace levelin;

namespace {

// zlib as the other reader of what libdeflate packed.
std::string unpack(std::string_view gzip) {
    z_stream stream{};
    REQUIRE(inflateInit2(&stream, 15 + 16) == Z_OK);
    std::string out;
    std::array<char, 65536> buffer{};
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(gzip.data()));
    stream.avail_in = static_cast<uInt>(gzip.size());
    int state = Z_OK;
    while (state == Z_OK) {
        stream.next_out = reinterpret_cast<Bytef*>(buffer.data());
        stream.avail_out = buffer.size();
        state = inflate(&stream, Z_NO_FLUSH);
        out.append(buffer.data(), buffer.size() - stream.avail_out);
    }
    inflateEnd(&stream);
    REQUIRE(state == Z_STREAM_END);
    return out;
}

// Reads a directory as appendix A.2 of the specification does.
std::vector<ArchiveEntry> decode(std::string_view bytes) {
    std::size_t at = 0;
    const auto varint = [&] {
        std::uint64_t value = 0;
        for (unsigned shift = 0;; shift += 7) {
            const auto byte = static_cast<unsigned char>(bytes.at(at++));
            value |= static_cast<std::uint64_t>(byte & 0x7FU) << shift;
            if (byte < 0x80U) {
                return value;
            }
        }
    };
    std::vector<ArchiveEntry> entries(varint());
    std::uint64_t id = 0;
    for (auto& entry : entries) {
        id += varint();
        entry.tile_id = id;
    }
    for (auto& entry : entries) {
        entry.run_length = static_cast<std::uint32_t>(varint());
    }
    for (auto& entry : entries) {
        entry.length = static_cast<std::uint32_t>(varint());
    }
    for (std::size_t i = 0; i < entries.size(); ++i) {
        const std::uint64_t value = varint();
        entries[i].offset =
            value == 0 && i > 0 ? entries[i - 1].offset + entries[i - 1].length : value - 1;
    }
    CHECK(at == bytes.size());
    return entries;
}

void check_equal(const std::vector<ArchiveEntry>& a, const std::vector<ArchiveEntry>& b) {
    REQUIRE(a.size() == b.size());
    for (std::size_t i = 0; i < a.size(); ++i) {
        REQUIRE(a[i].tile_id == b[i].tile_id);
        REQUIRE(a[i].offset == b[i].offset);
        REQUIRE(a[i].length == b[i].length);
        REQUIRE(a[i].run_length == b[i].run_length);
    }
}

std::vector<ArchiveEntry> random_entries(std::size_t count, unsigned seed) {
    std::mt19937_64 random(seed);
    std::vector<ArchiveEntry> entries;
    std::uint64_t id = random() % 5;
    std::uint64_t offset = 0;
    for (std::size_t i = 0; i < count; ++i) {
        ArchiveEntry entry;
        entry.tile_id = id;
        entry.run_length = random() % 4 == 0 ? static_cast<std::uint32_t>(2 + random() % 300) : 1;
        const bool again = !entries.empty() && random() % 5 == 0;
        if (again) {
            const ArchiveEntry& other = entries[random() % entries.size()];
            entry.offset = other.offset;
            entry.length = other.length;
        } else {
            entry.offset = offset;
            entry.length = static_cast<std::uint32_t>(1 + random() % 90000);
            offset += entry.length;
        }
        id += entry.run_length + (random() % 3 == 0 ? random() % 100000 : 0);
        entries.push_back(entry);
    }
    return entries;
}

}  // namespace

TEST_CASE("a directory's bytes are those of the specification") {
    // Section 4.2: ids 5, 42, 69 as differences 5, 37, 27; the second follows the first.
    const std::vector<ArchiveEntry> entries{{5, 0, 300, 1}, {42, 300, 7, 3}, {69, 100, 9, 1}};
    const std::string bytes = encode_directory(entries);
    const std::string expected{3, 5, 37, 27, 1, 3, 1, '\xAC', 2, 7, 9, 1, 0, 101};
    CHECK(bytes == expected);
    check_equal(decode(bytes), entries);
}

TEST_CASE("small archives need no leaves") {
    const auto entries = random_entries(500, 1);
    const ArchiveDirectories made = make_directories(entries);
    CHECK(made.leaves.empty());
    CHECK(made.root.size() <= max_root_bytes);
    check_equal(decode(unpack(made.root)), entries);
}

TEST_CASE("large archives have a root within the first 16,384 bytes and leaves behind it") {
    const std::size_t count = GENERATE(20000U, 200000U);
    const auto entries = random_entries(count, 2);
    const ArchiveDirectories made = make_directories(entries);
    CHECK(made.root.size() <= max_root_bytes);
    const auto root = decode(unpack(made.root));
    std::vector<ArchiveEntry> all;
    std::uint64_t end = 0;
    for (const ArchiveEntry& leaf : root) {
        CHECK(leaf.run_length == 0);
        CHECK(leaf.offset == end);
        end = leaf.offset + leaf.length;
        const auto part =
            decode(unpack(std::string_view{made.leaves}.substr(leaf.offset, leaf.length)));
        REQUIRE(!part.empty());
        CHECK(part.front().tile_id == leaf.tile_id);
        all.insert(all.end(), part.begin(), part.end());
    }
    CHECK(end == made.leaves.size());
    check_equal(all, entries);
}

TEST_CASE("the header's fields stand where the specification says") {
    ArchiveHeader header;
    header.root_length = 0x0102;
    header.metadata_length = 3;
    header.leaves_length = 4;
    header.data_length = 5;
    header.addressed_tiles = 6;
    header.tile_entries = 7;
    header.tile_contents = 8;
    header.min_zoom = 1;
    header.max_zoom = 12;
    header.bounds.expand({-8.65, 49.86});
    header.bounds.expand({1.77, 60.86});
    header.centre_zoom = 6;
    header.centre = {-3.44, 55.36};
    const std::string bytes = encode_header(header);
    REQUIRE(bytes.size() == 127);
    CHECK(bytes.substr(0, 8) == "PMTiles\x03");
    const auto number = [&](std::size_t at) {
        std::uint64_t value = 0;
        std::memcpy(&value, bytes.data() + at, 8);
        return value;
    };
    const auto degrees = [&](std::size_t at) {
        std::int32_t value = 0;
        std::memcpy(&value, bytes.data() + at, 4);
        return value;
    };
    CHECK(number(0x08) == 127);  // Root directory.
    CHECK(number(0x10) == 0x0102);
    CHECK(number(0x18) == 127 + 0x0102);  // Metadata.
    CHECK(number(0x20) == 3);
    CHECK(number(0x28) == 127 + 0x0102 + 3);  // Leaves.
    CHECK(number(0x30) == 4);
    CHECK(number(0x38) == 127 + 0x0102 + 7);  // Tile data.
    CHECK(number(0x40) == 5);
    CHECK(number(0x48) == 6);
    CHECK(number(0x50) == 7);
    CHECK(number(0x58) == 8);
    CHECK(bytes.substr(0x60, 6) == std::string("\x01\x02\x02\x01\x01\x0C"));
    CHECK(degrees(0x66) == -86500000);
    CHECK(degrees(0x6A) == 498600000);
    CHECK(degrees(0x6E) == 17700000);
    CHECK(degrees(0x72) == 608600000);
    CHECK(bytes[0x76] == 6);
    CHECK(degrees(0x77) == -34400000);
    CHECK(degrees(0x7B) == 553600000);
}

TEST_CASE("gzip can be read by zlib, and is the same each time") {
    std::string text;
    for (int i = 0; i < 10000; ++i) {
        text += std::to_string(i * i);
    }
    Gzip gzip;
    const std::string once = gzip.compress(text);
    CHECK(once.size() < text.size() / 2);
    CHECK(unpack(once) == text);
    CHECK(gzip.compress("") != once);
    CHECK(gzip.compress(text) == once);
    CHECK(Gzip{6}.compress(text) == once);
    CHECK_THROWS_AS(Gzip{0}, std::invalid_argument);
    CHECK_THROWS_AS(Gzip{13}, std::invalid_argument);
}
