#pragma once

#include <zlib.h>

#include <cstdio>
#include <filesystem>
#include <fstream>
#include <map>
#include <stdexcept>
#include <string>
#include <vector>

/// A reader of tidy CSV for tests alone, so that what levelin reads is compared with what another
/// reader reads. Handles quotes, CRLF, a BOM and gzip; nothing else.
struct SimpleCsv {
    std::vector<std::string> header;
    std::vector<std::vector<std::string>> rows;

    [[nodiscard]] std::size_t column(const std::string& name) const {
        for (std::size_t c = 0; c < header.size(); ++c) {
            if (header[c] == name) {
                return c;
            }
        }
        throw std::runtime_error("no column " + name);
    }
    /// Key -> row number.
    [[nodiscard]] std::map<std::string, std::size_t> index(const std::string& key) const {
        std::map<std::string, std::size_t> out;
        const std::size_t c = column(key);
        for (std::size_t r = 0; r < rows.size(); ++r) {
            out[rows[r][c]] = r;
        }
        return out;
    }
};

inline std::string read_bytes(const std::filesystem::path& path) {
    gzFile file = gzopen(path.c_str(), "rb");  // Reads plain files as they are.
    if (file == nullptr) {
        throw std::runtime_error("cannot open " + path.string());
    }
    std::string bytes;
    std::string buffer(1U << 20U, '\0');
    int got = 0;
    while ((got = gzread(file, buffer.data(), static_cast<unsigned>(buffer.size()))) > 0) {
        bytes.append(buffer.data(), static_cast<std::size_t>(got));
    }
    gzclose(file);
    return bytes;
}

inline SimpleCsv parse_simple_csv(const std::string& bytes) {
    SimpleCsv csv;
    std::vector<std::string> row{""};
    bool quoted = false;
    std::size_t i = bytes.starts_with("\xEF\xBB\xBF") ? 3 : 0;
    const auto end_row = [&] {
        if (csv.header.empty()) {
            csv.header = row;
        } else if (row.size() > 1 || !row[0].empty()) {
            csv.rows.push_back(row);
        }
        row.assign(1, "");
    };
    for (; i < bytes.size(); ++i) {
        const char c = bytes[i];
        if (quoted) {
            if (c == '"' && i + 1 < bytes.size() && bytes[i + 1] == '"') {
                row.back() += '"';
                ++i;
            } else if (c == '"') {
                quoted = false;
            } else {
                row.back() += c;
            }
        } else if (c == '"') {
            quoted = true;
        } else if (c == ',') {
            row.emplace_back();
        } else if (c == '\n') {
            end_row();
        } else if (c != '\r') {
            row.back() += c;
        }
    }
    if (row.size() > 1 || !row[0].empty()) {
        end_row();
    }
    return csv;
}

inline SimpleCsv read_simple_csv(const std::filesystem::path& path) {
    return parse_simple_csv(read_bytes(path));
}

/// A cell as it is written, in quotes where it needs them.
inline std::string quoted(const std::string& cell) {
    if (cell.find_first_of(",\"\n") == std::string::npos) {
        return cell;
    }
    std::string out = "\"";
    for (const char c : cell) {
        out += c;
        out += c == '"' ? "\"" : "";
    }
    return out + '"';
}

/// Writes what `read_simple_csv` reads back.
inline void write_csv(const std::filesystem::path& path, const SimpleCsv& csv) {
    std::ofstream out(path, std::ios::binary);
    const auto line = [&](const std::vector<std::string>& row) {
        for (std::size_t c = 0; c < row.size(); ++c) {
            out << (c == 0 ? "" : ",") << quoted(row[c]);
        }
        out << '\n';
    };
    line(csv.header);
    for (const auto& row : csv.rows) {
        line(row);
    }
}

/// A number as published: "29,199", "1296.00".
inline double published_number(std::string text) {
    std::erase(text, ',');
    return std::stod(text);
}
