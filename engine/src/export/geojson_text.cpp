#include <algorithm>
#include <array>
#include <charconv>
#include <levelin/core/number_text.hpp>
#include <levelin/core/status.hpp>
#include <levelin/export/geojson_text.hpp>

namespace levelin {

namespace {

constexpr std::string_view replacement = "\xEF\xBF\xBD";  // U+FFFD

// Bytes of the well-formed UTF-8 sequence at the start; 0 where there is none (RFC 3629).
std::size_t utf8_length(std::string_view text) noexcept {
    const auto byte = [&](std::size_t i) { return static_cast<unsigned char>(text[i]); };
    const unsigned lead = byte(0);
    std::size_t length = 0;
    if (lead < 0x80) {
        return 1;
    }
    if (lead >= 0xC2 && lead <= 0xDF) {
        length = 2;
    } else if ((lead & 0xF0U) == 0xE0) {
        length = 3;
    } else if (lead >= 0xF0 && lead <= 0xF4) {
        length = 4;
    }
    if (length == 0 || text.size() < length) {
        return 0;
    }
    for (std::size_t i = 1; i < length; ++i) {
        if ((byte(i) & 0xC0U) != 0x80) {
            return 0;
        }
    }
    const unsigned second = byte(1);
    const bool overlong = (lead == 0xE0 && second < 0xA0) || (lead == 0xF0 && second < 0x90);
    const bool beyond = (lead == 0xED && second > 0x9F) || (lead == 0xF4 && second > 0x8F);
    return overlong || beyond ? 0 : length;
}

void append_whole(std::string& out, std::int64_t value) {
    std::array<char, 24> buffer{};
    const auto [end, error] = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
    out.append(buffer.data(), end);
}

void append_decimal(std::string& out, double value, bool decimal_point) {
    const std::size_t start = out.size();
    append_shortest(out, value);
    if (decimal_point && out.find_first_not_of("-0123456789", start) == std::string::npos) {
        out += ".0";
    }
}

// Twice the signed area in units squared. Sums wrap at 2^64 on the way and come out right where
// the result fits: at 6 decimals anywhere on Earth, at 9 within a degree.
template <class Ring>
std::int64_t twice_area(const Ring& ring) noexcept {
    std::uint64_t sum = 0;
    for (std::size_t i = 1; i + 1 < ring.size(); ++i) {
        const auto ax = static_cast<std::uint64_t>(ring[i].x - ring[0].x);
        const auto ay = static_cast<std::uint64_t>(ring[i].y - ring[0].y);
        const auto bx = static_cast<std::uint64_t>(ring[i + 1].x - ring[0].x);
        const auto by = static_cast<std::uint64_t>(ring[i + 1].y - ring[0].y);
        sum += ax * by - bx * ay;
    }
    return static_cast<std::int64_t>(sum);
}

}  // namespace

void append_json_string(std::string& out, std::string_view text) {
    constexpr std::string_view hex = "0123456789abcdef";
    out += '"';
    for (std::size_t i = 0; i < text.size();) {
        const auto c = static_cast<unsigned char>(text[i]);
        if (c == '"' || c == '\\') {
            out += '\\';
            out += text[i++];
        } else if (c < 0x20 || c == 0x7F) {
            out += "\\u00";
            out += hex[c >> 4U];
            out += hex[c & 15U];
            ++i;
        } else if (c < 0x80) {
            out += text[i++];
        } else if (const std::size_t length = utf8_length(text.substr(i)); length == 0) {
            out += replacement;
            ++i;
        } else {
            const std::string_view sequence = text.substr(i, length);
            if (sequence == "\xE2\x80\xA8") {
                out += "\\u2028";
            } else if (sequence == "\xE2\x80\xA9") {
                out += "\\u2029";
            } else {
                out += sequence;
            }
            i += length;
        }
    }
    out += '"';
}

FeatureText::FeatureText(const BoundarySet& lon_lat, const ResultTable& results,
                         const FeatureStyle& style)
    : m_lon_lat(lon_lat), m_results(results), m_style(style), m_scale(style.decimals) {
    m_keys.reserve(results.columns.size());
    for (const ResultColumn& column : results.columns) {
        std::string key = ",";
        append_json_string(key, column.name);
        key += ':';
        m_keys.push_back(std::move(key));
    }
}

void FeatureText::append_properties(std::string& out, std::size_t area) const {
    out += "{\"code\":";
    append_json_string(out, m_results.codes[area].view());
    out += ",\"name\":";
    append_json_string(out, m_results.names.empty() ? std::string_view{} : m_results.names[area]);
    if (m_style.has_status) {
        out += ",\"status\":\"";
        out += to_string(m_results.status[area]);
        out += '"';
    }
    for (std::size_t c = 0; c < m_keys.size(); ++c) {
        out += m_keys[c];
        const auto& data = m_results.columns[c].data;
        if (const auto* whole = std::get_if<WholeColumn>(&data)) {
            if (whole->status[area] == Status::ok) {
                append_whole(out, whole->values[area]);
            } else {
                out += "null";
            }
        } else if (const auto* decimal = std::get_if<DecimalColumn>(&data)) {
            if (decimal->status[area] == Status::ok) {
                append_decimal(out, decimal->values[area], m_style.decimal_point);
            } else {
                out += "null";
            }
        } else {
            append_json_string(out, std::get<TextColumn>(data).values[area]);
        }
    }
    out += '}';
}

// Rounds a ring into m_ring, the right way round; false where it has no area left.
bool FeatureText::round_ring(std::size_t ring, bool outer, const CoordinateScale& scale,
                             bool keep) {
    m_ring.clear();
    for (const Point& p : m_lon_lat.ring(ring)) {
        const Vertex v{scale.units(p.x), scale.units(p.y)};
        if (keep || m_ring.empty() || !(m_ring.back() == v)) {
            m_ring.push_back(v);
        }
    }
    const std::int64_t area = m_ring.size() < 4 ? 0 : twice_area(m_ring);
    if (area == 0) {
        return keep;
    }
    const bool clockwise = outer == (m_style.winding == Winding::clockwise);
    if ((area < 0) != clockwise) {
        std::reverse(m_ring.begin(), m_ring.end());
    }
    return true;
}

void FeatureText::append_ring(std::string& out, const CoordinateScale& scale) const {
    const std::size_t start = out.size();
    out.resize(start + m_ring.size() * (2 * CoordinateScale::max_text + 4) + 2);
    char* const begin = out.data() + start;
    char* end = begin;
    *end++ = '[';
    for (const Vertex& v : m_ring) {
        *end++ = '[';
        end = scale.write(end, v.x);
        *end++ = ',';
        end = scale.write(end, v.y);
        *end++ = ']';
        *end++ = ',';
    }
    end[-1] = ']';
    out.resize(start + static_cast<std::size_t>(end - begin));
}

bool FeatureText::append_geometry(std::string& out, std::size_t area, const CoordinateScale& scale,
                                  bool keep_all, RoundingLoss& loss) {
    const std::size_t start = out.size();
    // Which opening is needed is known at the end.
    constexpr std::string_view multi = "{\"type\":\"MultiPolygon\",\"coordinates\":[";
    constexpr std::string_view single = "{\"type\":\"Polygon\",\"coordinates\":";
    out += multi;
    std::uint64_t parts = 0;
    std::uint64_t lost_parts = 0;
    std::uint64_t lost_holes = 0;
    for (std::uint32_t p = m_lon_lat.area_begin[area]; p < m_lon_lat.area_begin[area + 1]; ++p) {
        const std::uint32_t first = m_lon_lat.polygon_begin[p];
        const std::uint32_t last = m_lon_lat.polygon_begin[p + 1];
        if (first == last || !round_ring(first, true, scale, keep_all)) {
            ++lost_parts;
            continue;
        }
        out += parts == 0 ? "[" : ",[";
        ++parts;
        append_ring(out, scale);
        for (std::uint32_t r = first + 1; r < last; ++r) {
            if (round_ring(r, false, scale, keep_all)) {
                out += ',';
                append_ring(out, scale);
            } else {
                ++lost_holes;
            }
        }
        out += ']';
    }
    if (parts == 0) {
        out.resize(start);
        return false;
    }
    loss.holes += lost_holes;
    loss.parts += lost_parts;
    if (parts == 1 && !m_style.only_multi) {
        out.replace(start, multi.size(), single);
        out += '}';
    } else {
        out += "]}";
    }
    return true;
}

void FeatureText::append_id(std::string& out, std::size_t area) const {
    if (m_style.id == FeatureId::position) {
        out += ",\"id\":";
        append_whole(out, static_cast<std::int64_t>(area) + 1);
    } else if (m_style.id == FeatureId::code) {
        out += ",\"id\":";
        append_json_string(out, m_results.codes[area].view());
    }
}

void FeatureText::append(std::string& out, std::size_t area, RoundingLoss& loss) {
    out += "{\"type\":\"Feature\"";
    append_id(out, area);
    out += ",\"properties\":";
    append_properties(out, area);
    out += ",\"geometry\":";
    const bool has_shape = area + 1 < m_lon_lat.area_begin.size() &&
                           m_lon_lat.area_begin[area] < m_lon_lat.area_begin[area + 1];
    if (!has_shape) {
        out += "null";
    } else if (!append_geometry(out, area, m_scale, false, loss)) {
        const CoordinateScale fine(CoordinateScale::max_decimals);
        if (append_geometry(out, area, fine, false, loss)) {
            loss.finer.push_back(area);
        } else {
            append_geometry(out, area, fine, true, loss);
            loss.flat.push_back(area);
        }
    }
    out += '}';
}

std::string feature_collection_head(const Box& lon_lat, int decimals,
                                    std::span<const std::string> attribution) {
    std::string head = "{\"type\":\"FeatureCollection\",";
    if (!lon_lat.empty()) {
        const CoordinateScale scale(decimals);
        std::array<char, CoordinateScale::max_text + 1> buffer{};
        head += "\"bbox\":[";
        for (const double v : {lon_lat.min_x, lon_lat.min_y, lon_lat.max_x, lon_lat.max_y}) {
            head.append(buffer.data(), scale.write(buffer.data(), scale.units(v)));
            head += ',';
        }
        head.back() = ']';
        head += ',';
    }
    if (!attribution.empty()) {
        head += "\"attribution\":[";
        for (const std::string& line : attribution) {
            append_json_string(head, line);
            head += ',';
        }
        head.back() = ']';
        head += ',';
    }
    head += "\"features\":[\n";
    return head;
}

std::string_view feature_collection_tail() noexcept {
    return "\n]}\n";
}

}  // namespace levelin
