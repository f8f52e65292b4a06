#pragma once

#include <cstdint>
#include <levelin/geodata/output_file.hpp>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace levelin::geodata::detail {

/// Writes a ZIP archive front to back: no seeking, no time stamps, members compressed as they come.
///
/// Sizes stand after each member (APPNOTE 4.3.9) and in the directory. Members and the archive stay
/// below 4 GiB; more throws OutputError E-EXPORT-08.
/// Source: PKWARE, .ZIP File Format Specification 6.3.10, sections 4.3 and 4.4.
class ZipStream {
  public:
    explicit ZipStream(OutputFile& file);
    ~ZipStream();
    ZipStream(const ZipStream&) = delete;
    ZipStream& operator=(const ZipStream&) = delete;

    /// Begins a member; the one before ends.
    void begin(std::string name);
    void write(std::string_view bytes);
    /// Ends the last member and writes the directory.
    void finish();

  private:
    struct Member {
        std::string name;
        std::uint64_t offset = 0;
        std::uint32_t crc = 0;
        std::uint64_t packed = 0;
        std::uint64_t size = 0;
    };
    struct Deflater;

    void end();
    void put(std::string_view bytes);
    void squeeze(std::string_view bytes, bool last);

    OutputFile& m_file;
    std::uint64_t m_written = 0;
    std::vector<Member> m_members;
    bool m_open = false;
    std::unique_ptr<Deflater> m_deflater;
};

}  // namespace levelin::geodata::detail
