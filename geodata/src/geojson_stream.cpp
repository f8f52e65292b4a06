#include "geojson_stream.hpp"

#include <algorithm>
#include <array>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>

namespace levelin::geodata::detail {

namespace {

constexpr std::string_view byte_order_mark = "\xEF\xBB\xBF";

// Members of a collection that GDAL looks at, whatever their case.
constexpr std::array<std::string_view, 5> known_members{"type", "features", "crs", "name",
                                                        "description"};

}  // namespace

void GeoJsonStream::CloseFile::operator()(VSILFILE* file) const noexcept {
    VSIFCloseL(file);
}

GeoJsonStream::GeoJsonStream(std::string name, bool lines)
    : m_name(std::move(name)), m_lines(lines), m_file(VSIFOpenL(m_name.c_str(), "rb")) {
    VSIStatBufL info;
    if (!m_file || VSIStatL(m_name.c_str(), &info) != 0) {
        throw NotPlain();
    }
    m_size = static_cast<std::uint64_t>(info.st_size);
    read_more(window_bytes);
    if (m_buffer.starts_with(byte_order_mark)) {
        m_buffer.erase(0, byte_order_mark.size());
        m_offset += byte_order_mark.size();
    }
    if (!m_lines) {
        read_head();
    }
}

double GeoJsonStream::share() const noexcept {
    return m_size == 0 ? 1
                       : std::min(1.0, static_cast<double>(m_offset) / static_cast<double>(m_size));
}

void GeoJsonStream::read_more(std::size_t bytes) {
    const std::size_t before = m_buffer.size();
    m_buffer.resize(before + bytes);
    const std::size_t got = VSIFReadL(m_buffer.data() + before, 1, bytes, m_file.get());
    m_buffer.resize(before + got);
    if (got < bytes) {
        m_at_end = true;
        if (VSIFEofL(m_file.get()) == 0) {
            throw InputError(
                "E-INPUT-74",
                "cannot be read beyond byte " + std::to_string(m_offset + m_buffer.size()),
                "a file that reads to its end", "get the file again");
        }
    }
}

void GeoJsonStream::report_at(const JsonFault& fault) const {
    report(fault, m_offset + static_cast<std::uint64_t>(fault.where() - m_buffer.data()));
}

void GeoJsonStream::report(const JsonFault& fault, std::uint64_t offset,
                           const std::string& where) const {
    // Lines are only counted where one has to be named.
    std::uint64_t line = 1;
    std::uint64_t line_start = 0;
    const std::unique_ptr<VSILFILE, CloseFile> file{VSIFOpenL(m_name.c_str(), "rb")};
    std::string block(window_bytes, '\0');
    for (std::uint64_t at = 0; file && at < offset;) {
        const std::size_t want =
            static_cast<std::size_t>(std::min<std::uint64_t>(block.size(), offset - at));
        const std::size_t got = VSIFReadL(block.data(), 1, want, file.get());
        for (std::size_t i = 0; i < got; ++i) {
            if (block[i] == '\n') {
                ++line;
                line_start = at + i + 1;
            }
        }
        at += got;
        if (got < want) {
            break;
        }
    }
    const std::string place = "byte " + std::to_string(offset + 1);
    const Location location{{}, line, offset - line_start + 1};
    const std::string in = where.empty() ? std::string{} : ", in " + where;
    if (dynamic_cast<const JsonTooDeep*>(&fault) != nullptr) {
        throw InputError(
            "E-INPUT-72", "is nested too deeply at " + place + in,
            "at most " + std::to_string(JsonCursor::max_depth) + " values inside each other",
            "correct the file", location);
    }
    if (dynamic_cast<const JsonEnd*>(&fault) != nullptr) {
        throw InputError("E-INPUT-71",
                         "is cut off: it ends after " + std::to_string(offset) + " bytes" + in,
                         "a file that is complete", "get the file again", location);
    }
    throw InputError("E-INPUT-70", "is no JSON at " + place + in + ": " + std::string{fault.what()},
                     "JSON as RFC 8259 has it", "correct the file or write it again", location);
}

// Members up to the features, or to the end of the collection.
void GeoJsonStream::read_members(JsonCursor& cursor) {
    while (true) {
        static_cast<void>(cursor.peek());
        const char* const begin = cursor.at();
        const JsonCursor::RawText key = cursor.key();
        const std::string low = ascii_lower(key.text);
        if (std::find(known_members.begin(), known_members.end(), low) != known_members.end()) {
            if (low != key.text || std::find(m_seen.begin(), m_seen.end(), low) != m_seen.end()) {
                throw NotPlain();
            }
            m_seen.push_back(low);
        }
        if (key.escaped) {
            throw NotPlain();
        }
        const char value = cursor.peek();
        if (key.text == "features") {
            if (value != '[') {
                throw NotPlain();
            }
            m_has_features = true;
            static_cast<void>(cursor.take('['));
            return;
        }
        const char* const value_begin = cursor.at();
        cursor.skip();
        if (key.text == "type") {
            m_is_collection =
                std::string_view(value_begin,
                                 static_cast<std::size_t>(cursor.at() - value_begin)) ==
                "\"FeatureCollection\"";
            if (!m_is_collection) {
                throw NotPlain();
            }
        }
        m_members.append(begin, cursor.at());
        m_members += ',';
        if (!cursor.next('}')) {
            return;
        }
    }
}

void GeoJsonStream::read_head() {
    while (true) {
        JsonCursor cursor(m_buffer.data(), m_buffer.data() + m_buffer.size());
        m_members.clear();
        m_seen.clear();
        m_is_collection = false;
        try {
            if (!cursor.take('{') || cursor.peek() == '}') {
                throw NotPlain();
            }
            read_members(cursor);
            if (!m_has_features) {
                throw NotPlain();
            }
            const auto used = static_cast<std::size_t>(cursor.at() - m_buffer.data());
            m_buffer.erase(0, used);
            m_offset += used;
            return;
        } catch (const JsonEnd& fault) {
            if (!m_at_end && m_buffer.size() < most_frame_bytes) {
                read_more(m_buffer.size());
                continue;
            }
            if (!m_is_collection || !m_at_end) {
                throw NotPlain();
            }
            report_at(fault);
        } catch (const JsonFault& fault) {
            if (!m_is_collection) {
                throw NotPlain();
            }
            report_at(fault);
        }
    }
}

void GeoJsonStream::read_tail() {
    while (!m_at_end) {
        if (m_buffer.size() >= most_frame_bytes) {
            throw NotPlain();
        }
        read_more(std::max(m_buffer.size(), window_bytes));
    }
    JsonCursor cursor(m_buffer.data(), m_buffer.data() + m_buffer.size());
    try {
        if (cursor.next('}')) {
            const std::size_t before = m_seen.size();
            read_members(cursor);
            if (std::find(m_seen.begin() + static_cast<std::ptrdiff_t>(before), m_seen.end(),
                          "features") != m_seen.end()) {
                throw NotPlain();
            }
        }
        if (cursor.more()) {
            throw JsonFault(cursor.at(), "something follows the end of the collection");
        }
    } catch (const JsonFault& fault) {
        report_at(fault);
    }
    if (!m_is_collection) {
        throw NotPlain();
    }
}

// Where the next feature begins, with what stands before it taken; nothing where the buffer ends
// first, or the features do.
std::optional<std::size_t> GeoJsonStream::find_feature(std::size_t& used) {
    const char* const text = m_buffer.data();
    JsonCursor cursor(text + used, text + m_buffer.size());
    const auto take = [&] {
        cursor.move_to(cursor.at() + 1);
        used = static_cast<std::size_t>(cursor.at() - text);
    };
    if (m_lines) {
        // Each may begin with a record separator (RFC 8142, section 2.1).
        while (cursor.more() && *cursor.at() == '\x1E') {
            take();
        }
    } else {
        if (m_due != Due::feature && cursor.more() && *cursor.at() == ']') {
            take();
            m_closed = true;
            return std::nullopt;
        }
        if (m_due == Due::comma && cursor.more()) {
            if (*cursor.at() != ',') {
                throw JsonFault(cursor.at(), "a comma or ] should stand here");
            }
            take();
            m_due = Due::feature;
        }
    }
    if (!cursor.more()) {
        return std::nullopt;
    }
    if (*cursor.at() == ']' && !m_lines) {
        throw JsonFault(cursor.at(), "nothing follows the comma before this");
    }
    if (*cursor.at() != '{') {
        throw NotPlain();
    }
    return static_cast<std::size_t>(cursor.at() - text);
}

// One past the feature's closing brace; npos where the buffer ends first.
std::size_t GeoJsonStream::end_of_feature(std::size_t begin) const {
    constexpr std::size_t stride = 32;
    const char* const text = m_buffer.data();
    const std::size_t size = m_buffer.size();
    std::size_t depth = 0;
    for (std::size_t i = begin; i < size;) {
        // Most of a file is coordinates, without any of the three.
        while (i + stride <= size) {
            unsigned found = 0;
            for (std::size_t k = 0; k < stride; ++k) {
                const char c = text[i + k];
                found |= static_cast<unsigned>(c == '"') | static_cast<unsigned>(c == '{') |
                         static_cast<unsigned>(c == '}');
            }
            if (found != 0) {
                break;
            }
            i += stride;
        }
        const std::size_t last = std::min(size, i + stride);
        for (; i < last; ++i) {
            const char c = text[i];
            if (c == '{') {
                ++depth;
            } else if (c == '}') {
                if (--depth == 0) {
                    return i + 1;
                }
            } else if (c == '"') {
                for (++i; i < size && text[i] != '"'; ++i) {
                    i += text[i] == '\\' ? 1 : 0;
                }
            }
        }
    }
    return std::string::npos;
}

// Notes the features that are complete, and takes what stands before and between them.
void GeoJsonStream::find_features(FeatureWindow& window, std::size_t& used) {
    while (const auto begin = find_feature(used)) {
        const std::size_t end = end_of_feature(*begin);
        if (end == std::string::npos) {
            return;
        }
        window.features.emplace_back(*begin, end);
        used = end;
        m_due = Due::comma;
    }
}

bool GeoJsonStream::next(FeatureWindow& window) {
    window = {};
    if (m_closed) {
        if (!m_lines && !m_tail_read) {
            m_tail_read = true;
            read_tail();
        }
        return false;
    }
    std::size_t used = 0;
    std::size_t want = window_bytes;
    while (true) {
        if (!m_at_end && m_buffer.size() < want) {
            read_more(want - m_buffer.size());
        }
        try {
            find_features(window, used);
        } catch (const JsonFault& fault) {
            // The features before it come first: a fault of theirs stands further up.
            if (window.features.empty()) {
                report_at(fault);
            }
        } catch (const NotPlain&) {
            if (window.features.empty()) {
                throw;
            }
        }
        if (m_closed || !window.features.empty()) {
            break;
        }
        if (m_at_end) {
            JsonCursor rest(m_buffer.data() + used, m_buffer.data() + m_buffer.size());
            if (m_lines && !rest.more()) {
                m_closed = true;
                break;
            }
            const bool inside = rest.more() && *rest.at() == '{';
            report(JsonEnd(nullptr), m_offset + m_buffer.size(),
                   inside ? "feature " + std::to_string(m_features + 1) : std::string{});
        }
        if (m_buffer.size() >= most_feature_bytes) {
            throw InputError("E-INPUT-73",
                             "feature " + std::to_string(m_features + 1) + " takes more than 1 GiB",
                             "areas of a size that a map can show", "split or simplify it");
        }
        want = 2 * m_buffer.size();
    }
    window.number = m_windows++;
    window.first_feature = m_features;
    window.offset = m_offset;
    m_features += window.features.size();
    std::string rest = m_buffer.substr(used);
    m_buffer.resize(used);
    window.bytes = std::exchange(m_buffer, std::move(rest));
    m_offset += used;
    return true;
}

}  // namespace levelin::geodata::detail
