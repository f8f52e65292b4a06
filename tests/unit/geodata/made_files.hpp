#pragma once

#include <unistd.h>
#include <zlib.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

/// A folder that goes with the object.
class MadeFolder {
  public:
    MadeFolder() {
        static int number = 0;
        m_path = std::filesystem::temp_directory_path() /
                 ("levelin-table-" + std::to_string(::getpid()) + "-" + std::to_string(++number));
        std::filesystem::create_directories(m_path);
    }
    ~MadeFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(m_path, ignored);
    }
    MadeFolder(const MadeFolder&) = delete;
    MadeFolder& operator=(const MadeFolder&) = delete;

    [[nodiscard]] const std::filesystem::path& path() const { return m_path; }
    std::filesystem::path file(const std::string& name, std::string_view bytes) const {
        std::ofstream out{m_path / name, std::ios::binary};
        out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
        return m_path / name;
    }

  private:
    std::filesystem::path m_path;
};

/// Bytes as one gzip member.
inline std::string gzipped(std::string_view bytes) {
    z_stream stream{};
    deflateInit2(&stream, Z_BEST_COMPRESSION, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY);
    std::string out(deflateBound(&stream, bytes.size()) + 64, '\0');
    stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
    stream.avail_in = static_cast<uInt>(bytes.size());
    stream.next_out = reinterpret_cast<Bytef*>(out.data());
    stream.avail_out = static_cast<uInt>(out.size());
    deflate(&stream, Z_FINISH);
    out.resize(stream.total_out);
    deflateEnd(&stream);
    return out;
}

/// A zip of stored files.
inline std::string zipped(const std::vector<std::pair<std::string, std::string>>& files) {
    const auto number = [](std::uint64_t value, int bytes) {
        std::string text;
        for (int i = 0; i < bytes; ++i) {
            text += i < 8 ? static_cast<char>(value >> (8 * i) & 0xFFU) : '\0';  // More are zeros.
        }
        return text;
    };
    std::string out;
    std::string directory;
    for (const auto& [name, bytes] : files) {
        const auto crc =
            crc32(0, reinterpret_cast<const Bytef*>(bytes.data()), static_cast<uInt>(bytes.size()));
        const std::string common = number(0, 2) + number(0, 2) + number(0, 4) + number(crc, 4) +
                                   number(bytes.size(), 4) + number(bytes.size(), 4) +
                                   number(name.size(), 2) + number(0, 2);
        directory += "PK\x01\x02" + number(20, 2) + number(20, 2) + common + number(0, 10) +
                     number(out.size(), 4) + name;
        out += "PK\x03\x04" + number(20, 2) + common + name + bytes;
    }
    const std::string end = "PK\x05\x06" + number(0, 4) + number(files.size(), 2) +
                            number(files.size(), 2) + number(directory.size(), 4) +
                            number(out.size(), 4) + number(0, 2);
    return out + directory + end;
}

/// An XLSX workbook from the XML of its sheets' rows.
inline std::string xlsx(const std::vector<std::pair<std::string, std::string>>& sheets) {
    const std::string head = R"(<?xml version="1.0" encoding="UTF-8"?>)";
    const std::string office =
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    const std::string main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    std::string types =
        head +
        R"(<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"><Override PartName="/xl/workbook.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>)";
    std::string book =
        head + "<workbook xmlns=\"" + main + "\" xmlns:r=\"" + office + "\"><sheets>";
    std::string relations =
        head +
        R"(<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">)";
    std::vector<std::pair<std::string, std::string>> files;
    for (std::size_t i = 0; i < sheets.size(); ++i) {
        const std::string n = std::to_string(i + 1);
        types +=
            "<Override PartName=\"/xl/worksheets/sheet" + n +
            R"(.xml" ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>)";
        book +=
            "<sheet name=\"" + sheets[i].first + "\" sheetId=\"" + n + "\" r:id=\"rId" + n + "\"/>";
        relations += "<Relationship Id=\"rId" + n + "\" Type=\"" + office +
                     "/worksheet\" Target=\"worksheets/sheet" + n + ".xml\"/>";
        files.emplace_back("xl/worksheets/sheet" + n + ".xml",
                           head + "<worksheet xmlns=\"" + main + "\"><sheetData>" +
                               sheets[i].second + "</sheetData></worksheet>");
    }
    files.insert(files.begin(), {{"[Content_Types].xml", types + "</Types>"},
                                 {"xl/workbook.xml", book + "</sheets></workbook>"},
                                 {"xl/_rels/workbook.xml.rels", relations + "</Relationships>"}});
    return zipped(files);
}

/// One XLSX cell of text.
inline std::string text_cell(const std::string& place, const std::string& text) {
    return "<c r=\"" + place + "\" t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
}
inline std::string number_cell(const std::string& place, const std::string& value) {
    return "<c r=\"" + place + "\"><v>" + value + "</v></c>";
}
