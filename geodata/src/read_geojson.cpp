#include "read_geojson.hpp"

#include <cpl_conv.h>
#include <ogr_p.h>
#include <ogrsf_frmts.h>

#include <algorithm>
#include <atomic>
#include <charconv>
#include <deque>
#include <exception>
#include <levelin/core/error.hpp>
#include <levelin/core/parallel.hpp>
#include <mutex>
#include <thread>

#include "boundary_crs.hpp"
#include "geojson_feature.hpp"
#include "text_encoding.hpp"

namespace levelin::geodata::detail {

namespace {

// A property of the whole layer.
struct LayerColumn {
    std::string name;
    unsigned kinds = 0;
    bool wanted = false;
    bool has_code = false;
    std::string first_text;
    int field = -1;  // Its position among GDAL's fields.
};

// The features of a file, read by all threads, a window each.
class WindowReaders {
  public:
    WindowReaders(GeoJsonStream& stream, const ReadBoundariesOptions& options)
        : m_stream(stream), m_options(options) {}

    std::vector<FeatureChunk> read() {
        m_wanted.code_column = m_options.code_column;
        m_wanted.name_column = m_options.name_column;
        m_wanted.all_values = m_options.with_fields;
        if (m_options.code_column.empty()) {
            find_codes();
        }
        const unsigned threads = m_options.threads != 0
                                     ? m_options.threads
                                     : std::max(1U, std::thread::hardware_concurrency());
        parallel_blocks(threads, 1, threads, [this](std::size_t, std::size_t) { work(); });
        if (m_failure) {
            std::rethrow_exception(m_failure);
        }
        return std::move(m_chunks);
    }

    [[nodiscard]] const WantedProperties& wanted() const noexcept { return m_wanted; }

  private:
    // Reads on until enough features are there to say which properties hold codes.
    void find_codes() {
        WantedProperties looking = m_wanted;
        looking.look_for_codes = true;
        for (std::size_t left = code_sample_size; left > 0;) {
            FeatureWindow window;
            if (!m_stream.next(window)) {
                break;
            }
            FeatureReader reader(looking);
            const std::size_t count = std::min(left, window.features.size());
            const FeatureChunk sample = read_window(reader, window, count, false);
            for (const PropertyColumn& column : sample.columns) {
                if (column.has_code) {
                    m_wanted.codes.insert(column.name);
                }
            }
            left -= count;
            m_ready.push_back(std::move(window));
        }
        m_wanted.look_for_codes = m_wanted.codes.empty();
    }

    FeatureChunk read_window(FeatureReader& reader, const FeatureWindow& window, std::size_t limit,
                             bool with_shapes) const {
        const auto feature = [&] {
            return "feature " + std::to_string(window.first_feature + reader.feature() + 1);
        };
        try {
            return reader.read(window, limit, with_shapes);
        } catch (const JsonFault& fault) {
            m_stream.report(
                fault,
                window.offset + static_cast<std::uint64_t>(fault.where() - window.bytes.data()),
                feature());
        } catch (GeometryError& error) {
            error.add_context(feature());
            throw;
        }
    }

    // The next window; false at the end, or once something has failed.
    bool take(FeatureWindow& window) {
        const std::scoped_lock lock(m_mutex);
        if (m_failure) {
            return false;
        }
        if (!m_ready.empty()) {
            window = std::move(m_ready.front());
            m_ready.pop_front();
        } else {
            try {
                if (!m_stream.next(window)) {
                    return false;
                }
            } catch (...) {
                m_failure = std::current_exception();
                m_failed_window = m_chunks.size();
                return false;
            }
        }
        m_chunks.resize(std::max(m_chunks.size(), window.number + 1));
        if (m_options.progress != nullptr) {
            m_options.progress->update("reading boundaries", m_stream.share());
        }
        return true;
    }

    void work() {
        FeatureWindow window;
        while (take(window)) {
            try {
                FeatureReader reader(m_wanted);
                FeatureChunk chunk = read_window(reader, window, SIZE_MAX, true);
                window.bytes = {};
                finish(chunk.chunk);
                const std::scoped_lock lock(m_mutex);
                m_chunks[window.number] = std::move(chunk);
            } catch (...) {
                // The first in the file counts: all windows before it have been taken.
                const std::scoped_lock lock(m_mutex);
                if (!m_failure || window.number < m_failed_window) {
                    m_failure = std::current_exception();
                    m_failed_window = window.number;
                }
            }
        }
    }

    GeoJsonStream& m_stream;
    const ReadBoundariesOptions& m_options;
    WantedProperties m_wanted;
    std::deque<FeatureWindow> m_ready;
    std::mutex m_mutex;
    std::vector<FeatureChunk> m_chunks;
    std::exception_ptr m_failure;
    std::size_t m_failed_window = 0;
};

// What the chunks say of the layer together.
struct LayerOfChunks {
    std::vector<LayerColumn> columns;
    std::vector<std::string> properties;  // Of the first feature of each order of keys.
    bool has_text_ids = false;
    bool has_heights = false;
};

LayerOfChunks put_together(const std::vector<FeatureChunk>& chunks) {
    LayerOfChunks layer;
    std::unordered_map<std::string, std::size_t> column_of;
    std::unordered_set<std::string> orders;
    std::uint64_t features = 0;
    std::uint64_t shapes = 0;
    std::uint64_t text_ids = 0;
    std::uint64_t id_properties = 0;
    bool has_flat = false;
    for (const FeatureChunk& chunk : chunks) {
        layer.has_heights = layer.has_heights || chunk.has_heights;
        has_flat = has_flat || chunk.has_flat;
        features += chunk.chunk.size();
        shapes += chunk.shapes;
        text_ids += chunk.text_ids;
        id_properties += chunk.id_properties;
        for (const PropertyColumn& column : chunk.columns) {
            const auto [it, fresh] = column_of.emplace(column.name, layer.columns.size());
            if (fresh) {
                layer.columns.push_back({column.name, 0, column.wanted, false, {}, -1});
            }
            LayerColumn& all = layer.columns[it->second];
            all.kinds |= column.kinds;
            all.has_code = all.has_code || column.has_code;
            const auto& texts = column.wanted ? column.texts : column.values;
            for (std::size_t i = 0; all.first_text.empty() && i < texts.size(); ++i) {
                all.first_text = texts[i];
            }
        }
        for (const auto& [order, properties] : chunk.key_orders) {
            if (orders.insert(order).second) {
                layer.properties.push_back(properties);
            }
        }
    }
    // GDAL has rules of its own where features and properties both have an `id`, and where some
    // positions have heights.
    if (shapes == 0 || (text_ids != 0 && (text_ids != features || id_properties != 0)) ||
        orders.size() > 64 || (layer.has_heights && has_flat)) {
        throw NotPlain();
    }
    layer.has_text_ids = text_ids != 0;
    return layer;
}

// A file in GDAL's memory with the frame of the collection and one feature of each order of keys.
class Skeleton {
  public:
    Skeleton(const std::string& file, const std::string& members, const LayerOfChunks& layer) {
        static std::atomic<std::uint64_t> count{0};
        m_folder = "/vsimem/levelin_geojson_" + std::to_string(count++);
        m_name = m_folder + '/' + CPLGetFilename(file.c_str());
        m_text = '{' + (members.empty() ? std::string{"\"type\":\"FeatureCollection\","} : members);
        m_text += "\"features\":[";
        for (const std::string& properties : layer.properties) {
            m_text += R"({"type":"Feature",)";
            m_text += layer.has_text_ids ? R"("id":"x",)" : "";
            m_text += "\"properties\":" + properties;
            m_text += R"(,"geometry":{"type":"Polygon","coordinates":)";
            // Heights change the CRS that GDAL takes where the file says none.
            m_text += layer.has_heights ? "[[[0,0,0],[1,0,0],[1,1,0],[0,0,0]]]}},"
                                        : "[[[0,0],[1,0],[1,1],[0,0]]]}},";
        }
        m_text.back() = ']';
        m_text += '}';
        VSIFCloseL(VSIFileFromMemBuffer(m_name.c_str(), reinterpret_cast<GByte*>(m_text.data()),
                                        m_text.size(), FALSE));
    }
    ~Skeleton() { VSIRmdirRecursive(m_folder.c_str()); }
    Skeleton(const Skeleton&) = delete;
    Skeleton& operator=(const Skeleton&) = delete;

    [[nodiscard]] const std::string& name() const noexcept { return m_name; }

  private:
    std::string m_folder;
    std::string m_name;
    std::string m_text;
};

// Whether GDAL sees a date in a text and would not call the column one of texts.
bool looks_like_date(const std::string& text) {
    OGRField ignored;
    const GdalMessages quiet;
    return !text.empty() && OGRParseDate(text.c_str(), &ignored, 0) != FALSE;
}

// Whether a column that is named by the user, or holds codes, is one whose texts are certain.
bool is_certain(const LayerColumn& column) {
    const unsigned values = column.kinds & ~kind_bit(JsonKind::null);
    return (values == kind_bit(JsonKind::text) && !looks_like_date(column.first_text)) ||
           values == kind_bit(JsonKind::whole) || values == 0;
}

// The columns to read codes and names from, as `candidate_fields` finds them.
struct ChosenColumns {
    std::vector<std::string> codes;
    std::vector<std::string> names;
};

// The columns in the order in which GDAL has them.
std::vector<LayerColumn> in_order(std::vector<LayerColumn> columns,
                                  const OGRFeatureDefn& definition) {
    for (LayerColumn& column : columns) {
        for (int f = 0; f < definition.GetFieldCount() && column.field < 0; ++f) {
            column.field = column.name == definition.GetFieldDefn(f)->GetNameRef() ? f : -1;
        }
        if (column.field < 0) {
            throw NotPlain();
        }
    }
    std::sort(columns.begin(), columns.end(),
              [](const LayerColumn& a, const LayerColumn& b) { return a.field < b.field; });
    return columns;
}

ChosenColumns choose_columns(const std::vector<LayerColumn>& columns,
                             const WantedProperties& wanted, const ReadBoundariesOptions& options,
                             const OGRFeatureDefn& definition) {
    const auto named = [&](const std::string& name) {
        const int field = definition.GetFieldIndex(name.c_str());
        const auto it = std::find_if(columns.begin(), columns.end(),
                                     [&](const LayerColumn& c) { return c.field == field; });
        if (it == columns.end() || !it->wanted || !is_certain(*it)) {
            throw NotPlain();
        }
        return it->name;
    };
    ChosenColumns chosen;
    if (!options.code_column.empty()) {
        chosen.codes = {named(options.code_column)};
    }
    if (!options.name_column.empty()) {
        chosen.names = {named(options.name_column)};
    }
    constexpr unsigned text = kind_bit(JsonKind::text);
    constexpr unsigned null = kind_bit(JsonKind::null);
    for (const LayerColumn& column : columns) {
        const bool is_code = options.code_column.empty() ? wanted.codes.contains(column.name)
                                                         : column.name == chosen.codes.front();
        if (options.code_column.empty() && is_code) {
            if ((column.kinds & ~(text | null)) != 0) {
                throw NotPlain();
            }
            chosen.codes.push_back(column.name);
        }
        if (is_code || !options.name_column.empty() || !is_name_field(column.name)) {
            continue;
        }
        const bool nested =
            (column.kinds & (kind_bit(JsonKind::array) | kind_bit(JsonKind::object))) != 0;
        const bool mixed = (column.kinds & text) != 0 && (column.kinds & ~(text | null)) != 0;
        if (nested || mixed || looks_like_date(column.first_text)) {
            throw NotPlain();
        }
        if ((column.kinds & text) != 0) {
            chosen.names.push_back(column.name);
        }
    }
    const bool late_codes =
        wanted.look_for_codes && std::any_of(columns.begin(), columns.end(),
                                             [](const LayerColumn& c) { return c.has_code; });
    if (late_codes || (chosen.codes.empty() && options.need_codes)) {
        throw NotPlain();
    }
    return chosen;
}

// The texts of the columns, in their order, as the chunk's own.
std::vector<FieldTexts> texts_of(const FeatureChunk& read, const std::vector<std::string>& names) {
    std::vector<FieldTexts> columns(names.size());
    for (std::size_t c = 0; c < names.size(); ++c) {
        columns[c].texts.resize(read.chunk.size());
        for (const PropertyColumn& column : read.columns) {
            if (column.name == names[c]) {
                columns[c].texts = column.texts;
            }
        }
    }
    return columns;
}

// What a property becomes as a field, by the kinds of its values; GDAL knows more kinds.
ResultColumn empty_field(const LayerColumn& column) {
    ResultColumn field;
    field.name = column.name;
    switch (column.kinds & ~kind_bit(JsonKind::null)) {
        case 0:
        case kind_bit(JsonKind::text):
            if (looks_like_date(column.first_text)) {
                throw NotPlain();
            }
            field.data = TextColumn{};
            break;
        case kind_bit(JsonKind::whole):
            field.data = WholeColumn{};
            break;
        case kind_bit(JsonKind::decimal):
        case kind_bit(JsonKind::decimal) | kind_bit(JsonKind::whole):
            field.data = DecimalColumn{};
            break;
        default:
            throw NotPlain();
    }
    return field;
}

template <class Column>
void add_numbers(Column& column, const std::vector<std::string>& values) {
    for (const std::string& text : values) {
        typename decltype(column.values)::value_type number{};
        const auto read = std::from_chars(text.data(), text.data() + text.size(), number);
        // GDAL reads what is too large or too small for a double in its own way.
        if (!text.empty() && (read.ec != std::errc{} || read.ptr != text.data() + text.size())) {
            throw NotPlain();
        }
        column.values.push_back(number);
        column.status.push_back(text.empty() ? Status::missing : Status::ok);
    }
}

// All fields of a chunk, in the order in which GDAL has them.
BoundaryFields fields_of(FeatureChunk& read, const std::vector<LayerColumn>& columns) {
    std::vector<ResultColumn> fields;
    for (const LayerColumn& column : columns) {
        ResultColumn field = empty_field(column);
        std::vector<std::string> values(read.chunk.size());
        for (PropertyColumn& part : read.columns) {
            if (part.name == column.name) {
                values = std::move(part.values);
            }
        }
        if (auto* whole = std::get_if<WholeColumn>(&field.data)) {
            add_numbers(*whole, values);
        } else if (auto* decimal = std::get_if<DecimalColumn>(&field.data)) {
            add_numbers(*decimal, values);
        } else {
            for (std::string& text : values) {
                text = decode_text(text, "UTF-8").text;
            }
            std::get<TextColumn>(field.data).values = std::move(values);
        }
        fields.push_back(std::move(field));
    }
    return BoundaryFields(std::move(fields));
}

Boundaries read_plain(const BoundarySource& source, const ReadBoundariesOptions& options) {
    GeoJsonStream stream(source.gdal_name, source.format == BoundaryFormat::geojson_lines);
    WindowReaders readers(stream, options);
    std::vector<FeatureChunk> read = readers.read();
    const LayerOfChunks whole = put_together(read);

    const Skeleton skeleton(source.gdal_name, stream.members(), whole);
    register_boundary_drivers();
    const GdalMessages messages;
    const DatasetPtr dataset = open_vector(skeleton.name(), {"GeoJSON"});
    if (!dataset || messages.failed() || dataset->GetLayerCount() != 1) {
        throw NotPlain();
    }
    OGRLayer& layer = *dataset->GetLayer(0);
    LayerFacts facts;
    facts.name = layer.GetName();
    if (!options.layer.empty() && options.layer != facts.name) {
        throw NotPlain();
    }
    const std::vector<LayerColumn> columns = in_order(whole.columns, *layer.GetLayerDefn());
    ChosenColumns chosen =
        choose_columns(columns, readers.wanted(), options, *layer.GetLayerDefn());
    facts.crs = crs_from_file(layer.GetSpatialRef());
    std::vector<Chunk> chunks;
    chunks.reserve(read.size());
    for (FeatureChunk& part : read) {
        part.chunk.codes = texts_of(part, chosen.codes);
        part.chunk.names = texts_of(part, chosen.names);
        if (options.with_fields) {
            part.chunk.fields = fields_of(part, columns);
        }
        chunks.push_back(std::move(part.chunk));
        part = {};
    }
    facts.code_fields = std::move(chosen.codes);
    facts.name_fields = std::move(chosen.names);
    return assemble(std::move(chunks), std::move(facts), options);
}

}  // namespace

std::optional<Boundaries> read_geojson(const BoundarySource& source,
                                       const ReadBoundariesOptions& options) {
    const bool is_geojson =
        source.format == BoundaryFormat::geojson || source.format == BoundaryFormat::geojson_lines;
    if (!is_geojson) {
        return std::nullopt;
    }
    try {
        return read_plain(source, options);
    } catch (const NotPlain&) {
        return std::nullopt;
    }
}

}  // namespace levelin::geodata::detail
