#pragma once

#include <array>
#include <cstdint>
#include <cstring>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <tile_reader.hpp>
#include <vector>

namespace levelin::test {

/// A PMTiles archive, read by the specification alone.
class Archive {
  public:
    explicit Archive(const std::filesystem::path& path) {
        std::ifstream in(path, std::ios::binary);
        bytes.assign(std::istreambuf_iterator<char>(in), {});
    }

    /// A section whose offset and length stand at a place of the header.
    [[nodiscard]] std::string section(std::size_t at) const {
        return bytes.substr(number(at), number(at + 8));
    }

    /// All tiles by id, unpacked.
    [[nodiscard]] std::map<std::uint64_t, std::string> tiles() const {
        std::map<std::uint64_t, std::string> found;
        add(section(8), found);
        return found;
    }

    std::string bytes;

  private:
    [[nodiscard]] std::uint64_t number(std::size_t at) const {
        std::uint64_t value = 0;
        std::memcpy(&value, bytes.data() + at, sizeof value);
        return value;
    }

    void add(const std::string& packed, std::map<std::uint64_t, std::string>& found) const {
        const std::string directory = unpack(packed);
        const char* at = directory.data();
        const char* const end = at + directory.size();
        const auto next = [&] { return protozero::decode_varint(&at, end); };
        struct Entry {
            std::uint64_t id, run, length, offset;
        };
        std::vector<Entry> entries(next());
        std::uint64_t id = 0;
        for (Entry& entry : entries) {
            entry.id = id += next();
        }
        for (Entry& entry : entries) {
            entry.run = next();
        }
        for (Entry& entry : entries) {
            entry.length = next();
        }
        std::uint64_t after = 0;
        for (Entry& entry : entries) {
            const std::uint64_t value = next();
            entry.offset = value == 0 ? after : value - 1;
            after = entry.offset + entry.length;
        }
        for (const Entry& entry : entries) {
            if (entry.run == 0) {
                add(bytes.substr(number(0x28) + entry.offset, entry.length), found);
            }
            for (std::uint64_t i = 0; i < entry.run; ++i) {
                found[entry.id + i] =
                    unpack(bytes.substr(number(0x38) + entry.offset, entry.length));
            }
        }
    }
};

}  // namespace levelin::test
