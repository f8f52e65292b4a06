#include "geojson_feature.hpp"

#include <algorithm>
#include <charconv>
#include <levelin/core/ascii.hpp>
#include <levelin/core/error.hpp>

namespace levelin::geodata::detail {

namespace {

constexpr std::size_t most_key_orders = 64;

// The same name to GDAL, which does not look at case.
bool same_name(std::string_view a, std::string_view b) {
    return ascii_lower(a) == ascii_lower(b);
}

// A member's name; one that differs from what it must be by its case alone is for GDAL.
bool is_member(const JsonCursor::RawText& key, std::string_view name) {
    if (key.text == name) {
        return true;
    }
    if (key.escaped || (key.text.size() == name.size() && same_name(key.text, name))) {
        throw NotPlain();
    }
    return false;
}

void only_once(bool& seen) {
    if (seen) {
        throw NotPlain();
    }
    seen = true;
}

}  // namespace

bool WantedProperties::is_wanted(const std::string& name) const {
    if (codes.contains(name) || (!code_column.empty() && same_name(name, code_column))) {
        return true;
    }
    return name_column.empty() ? is_name_field(name) : same_name(name, name_column);
}

FeatureChunk FeatureReader::read(const FeatureWindow& window, std::size_t limit, bool with_shapes) {
    m_with_shapes = with_shapes;
    const std::size_t count = std::min(limit, window.features.size());
    for (m_feature = 0; m_feature < count; ++m_feature) {
        read_feature(window.feature(m_feature));
    }
    for (PropertyColumn& column : m_read.columns) {
        if (column.wanted) {
            column.texts.resize(count);
        }
        if (m_wanted.all_values) {
            column.values.resize(count);
        }
    }
    return std::move(m_read);
}

void FeatureReader::read_feature(std::string_view text) {
    JsonCursor cursor(text.data(), text.data() + text.size());
    bool has_type = false;
    bool has_id = false;
    bool has_properties = false;
    bool has_geometry = false;
    bool has_more = false;
    std::string_view properties = "null";
    AppendedShape shape;
    m_order.clear();
    m_keys.clear();
    cursor.expect('{', "a feature");
    if (!cursor.take('}')) {
        do {
            const JsonCursor::RawText key = cursor.key();
            const char value = cursor.peek();
            const char* const begin = cursor.at();
            if (is_member(key, "type")) {
                only_once(has_type);
                if (value != '"' || cursor.string().text != "Feature") {
                    throw NotPlain();
                }
            } else if (is_member(key, "properties")) {
                only_once(has_properties);
                if (value == '{') {
                    read_properties(cursor);
                    properties = {begin, static_cast<std::size_t>(cursor.at() - begin)};
                } else if (cursor.skip() != JsonKind::null) {
                    throw NotPlain();
                }
            } else if (is_member(key, "geometry")) {
                only_once(has_geometry);
                if (value == '{' && m_with_shapes) {
                    shape = read_geometry(cursor);
                } else if (const JsonKind kind = cursor.skip();
                           kind != JsonKind::null && kind != JsonKind::object) {
                    throw NotPlain();
                }
            } else if (is_member(key, "id")) {
                only_once(has_id);
                read_id(cursor);
            } else {
                has_more = has_more || !is_member(key, "bbox");
                cursor.skip();
            }
        } while (cursor.next('}'));
    }
    // Without properties GDAL takes the other members for them.
    if (!has_type || (properties == "null" && (has_more || has_id))) {
        throw NotPlain();
    }
    note_order(properties);
    close_area(m_read.chunk, shape);
}

void FeatureReader::read_id(JsonCursor& cursor) {
    if (cursor.peek() == '"') {
        const JsonCursor::RawText raw = cursor.string();
        ++m_read.text_ids;
        PropertyColumn& column = m_read.columns[column_named("id")];
        column.kinds |= kind_bit(JsonKind::text);
        const std::string text = raw.escaped ? unescaped(raw.text) : std::string{raw.text};
        column.has_code = column.has_code || (m_wanted.look_for_codes && holds_area_code(text));
        if (column.wanted) {
            column.texts.resize(m_feature);
            column.texts.push_back(field_text(m_read.chunk, text, "UTF-8"));
        }
        keep_value(column, text);
        return;
    }
    // Whole numbers become GDAL's own feature numbers, which nothing here reads.
    const char* const begin = cursor.at();
    std::int64_t number = 0;
    if (cursor.skip() != JsonKind::whole ||
        std::from_chars(begin, cursor.at(), number).ec != std::errc{} || number < 0) {
        throw NotPlain();
    }
}

std::size_t FeatureReader::column_named(const std::string& name) {
    const auto [it, fresh] = m_column_of.emplace(name, m_read.columns.size());
    if (fresh) {
        if (name == "_id") {
            throw NotPlain();  // GDAL has rules of its own for what looks like GeoCouch.
        }
        PropertyColumn column;
        column.name = name;
        column.wanted = m_wanted.is_wanted(name);
        m_read.columns.push_back(std::move(column));
    }
    return it->second;
}

std::size_t FeatureReader::column_of(const JsonCursor::RawText& key) {
    // Features mostly have the same keys in the same order.
    const std::size_t position = m_keys.size();
    m_keys.push_back(key.text);
    if (position < m_keys_before.size() && m_keys_before[position] == key.text) {
        return m_order_before[position];
    }
    return column_named(key.escaped ? unescaped(key.text) : std::string{key.text});
}

void FeatureReader::read_properties(JsonCursor& cursor) {
    static_cast<void>(cursor.take('{'));
    if (cursor.take('}')) {
        return;
    }
    do {
        const std::size_t column = column_of(cursor.key());
        m_order.push_back(column);
        m_read.id_properties += m_read.columns[column].name == "id" ? 1 : 0;
        read_property(cursor, m_read.columns[column]);
    } while (cursor.next('}'));
}

void FeatureReader::read_property(JsonCursor& cursor, PropertyColumn& column) {
    const char first = cursor.peek();
    if (!column.wanted && !m_wanted.look_for_codes && !m_wanted.all_values) {
        column.kinds |= kind_bit(cursor.skip());
        return;
    }
    std::string text;
    if (first == '"') {
        column.kinds |= kind_bit(JsonKind::text);
        const JsonCursor::RawText raw = cursor.string();
        text = raw.escaped ? unescaped(raw.text) : std::string{raw.text};
        column.has_code = column.has_code || (m_wanted.look_for_codes && holds_area_code(text));
        keep_value(column, text);
        if (column.wanted) {
            text = field_text(m_read.chunk, text, "UTF-8");
        }
    } else {
        const char* const begin = cursor.at();
        const JsonKind kind = cursor.skip();
        column.kinds |= kind_bit(kind);
        keep_value(column, kind == JsonKind::whole || kind == JsonKind::decimal
                               ? std::string_view{begin, cursor.at()}
                               : std::string_view{});
        std::int64_t number = 0;
        if (kind == JsonKind::whole) {
            if (std::from_chars(begin, cursor.at(), number).ec != std::errc{}) {
                throw NotPlain();
            }
            text = std::to_string(number);
        }
    }
    if (column.wanted) {
        // A key that stands twice in a feature has its last value.
        column.texts.resize(m_feature + 1);
        column.texts.back() = std::move(text);
    }
}

void FeatureReader::keep_value(PropertyColumn& column, std::string_view value) const {
    if (m_wanted.all_values) {
        column.values.resize(m_feature + 1);
        column.values.back() = value;
    }
}

void FeatureReader::note_order(std::string_view properties) {
    const bool same = m_order == m_order_before && !m_orders.empty();
    std::swap(m_order, m_order_before);
    std::swap(m_keys, m_keys_before);
    if (same) {
        return;
    }
    std::string order;
    for (const std::size_t column : m_order_before) {
        const std::string& name = m_read.columns[column].name;
        order += std::to_string(name.size()) + ':' + name;
    }
    if (m_orders.insert(order).second) {
        if (m_orders.size() > most_key_orders) {
            throw NotPlain();
        }
        m_read.key_orders.emplace_back(std::move(order), properties);
    }
}

AppendedShape FeatureReader::read_geometry(JsonCursor& cursor) {
    static_cast<void>(cursor.take('{'));
    AppendedShape done;
    bool has_type = false;
    bool many = false;
    const char* coordinates = nullptr;
    bool was_read = false;
    if (cursor.peek() == '}') {
        throw NotPlain();
    }
    do {
        const JsonCursor::RawText key = cursor.key();
        if (is_member(key, "type")) {
            only_once(has_type);
            if (cursor.peek() != '"') {
                throw NotPlain();
            }
            const std::string_view type = cursor.string().text;
            many = type == "MultiPolygon";
            if (!many && type != "Polygon") {
                throw NotPlain();
            }
        } else if (is_member(key, "coordinates")) {
            if (coordinates != nullptr || cursor.peek() != '[') {
                throw NotPlain();
            }
            coordinates = cursor.at();
            was_read = has_type;
            if (was_read) {
                read_polygons(cursor, many, done);
            } else {
                cursor.skip();
            }
        } else if (is_member(key, "bbox")) {
            cursor.skip();
        } else {
            throw NotPlain();
        }
    } while (cursor.next('}'));
    if (!has_type || coordinates == nullptr) {
        throw NotPlain();
    }
    if (!was_read) {
        JsonCursor again(coordinates, cursor.end());
        read_polygons(again, many, done);
    }
    ++m_read.shapes;
    return done;
}

void FeatureReader::read_polygons(JsonCursor& cursor, bool many, AppendedShape& done) {
    if (!many) {
        read_polygon(cursor, done);
        return;
    }
    static_cast<void>(cursor.take('['));
    if (cursor.take(']')) {
        return;
    }
    do {
        read_polygon(cursor, done);
    } while (cursor.next(']'));
}

void FeatureReader::read_polygon(JsonCursor& cursor, AppendedShape& done) {
    BoundarySet& set = m_read.chunk.set;
    if (!cursor.take('[')) {
        static_cast<void>(cursor.skip());
        throw NotPlain();
    }
    if (cursor.take(']')) {
        return;
    }
    bool has_outer = false;
    bool outer = true;
    do {
        const std::size_t start = set.points.size();
        read_ring(cursor);
        if (outer) {
            has_outer = end_ring(set, start, done.repaired);
            outer = false;
        } else if (has_outer) {
            static_cast<void>(end_ring(set, start, done.repaired));
        } else {
            set.points.resize(start);  // Holes in nothing.
        }
    } while (cursor.next(']'));
    if (has_outer) {
        set.polygon_begin.push_back(static_cast<std::uint32_t>(set.ring_begin.size() - 1));
        done.has_polygon = true;
    }
}

void FeatureReader::read_ring(JsonCursor& cursor) {
    BoundarySet& set = m_read.chunk.set;
    if (!cursor.take('[')) {
        static_cast<void>(cursor.skip());
        throw NotPlain();
    }
    if (cursor.peek() == ']') {
        throw NotPlain();
    }
    do {
        if (!cursor.take('[')) {
            static_cast<void>(cursor.skip());
            throw NotPlain();
        }
        static_cast<void>(cursor.peek());
        Point point;
        point.x = cursor.number();
        if (!cursor.next(']')) {
            throw NotPlain();
        }
        static_cast<void>(cursor.peek());
        point.y = cursor.number();
        bool flat = true;
        while (cursor.next(']')) {
            flat = false;
            static_cast<void>(cursor.peek());
            static_cast<void>(cursor.number());
        }
        (flat ? m_read.has_flat : m_read.has_heights) = true;
        set.points.push_back(point);
    } while (cursor.next(']'));
}

}  // namespace levelin::geodata::detail
