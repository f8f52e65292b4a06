#include <ogrsf_frmts.h>

#include <algorithm>
#include <atomic>
#include <levelin/core/error.hpp>
#include <levelin/core/number_text.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <mutex>
#include <unordered_map>

#include "boundary_columns.hpp"
#include "boundary_crs.hpp"
#include "boundary_fields.hpp"
#include "boundary_layers.hpp"
#include "boundary_source.hpp"
#include "ring_repair.hpp"
#include "text_encoding.hpp"

namespace levelin::geodata {

namespace {

using namespace detail;

constexpr std::size_t block_size = 1024;
// Where one thread reads and all check: small, so that a few broken shapes spread over the threads.
constexpr std::size_t sequential_block_size = 128;

// The features of one block, in file order.
struct Chunk {
    BoundarySet set;  // Without codes and names.
    std::vector<FieldTexts> codes;
    std::vector<FieldTexts> names;
    BoundaryFields fields;
    std::vector<std::size_t> without_shape;
    std::vector<std::size_t> mended;  // Rings closed or dropped on reading.
    std::vector<Repair> repairs;
    std::size_t recoded_against_declaration = 0;
    std::size_t cut_texts = 0;

    [[nodiscard]] std::size_t size() const { return set.area_begin.size() - 1; }
};

class LayerReader {
  public:
    LayerReader(const ChosenLayer& chosen, const ReadBoundariesOptions& options)
        : m_chosen(chosen), m_options(options), m_encoding(declared_encoding(chosen.source)) {}

    [[nodiscard]] std::vector<Chunk> read(OGRLayer& layer) {
        const GIntBig count = layer.GetFeatureCount();
        const bool by_position = m_chosen.source.format == BoundaryFormat::shapefile &&
                                 !m_chosen.source.zipped && count > 0;
        std::vector<Chunk> chunks;
        if (by_position) {
            m_total = static_cast<std::size_t>(count);
            ignore_other_fields(layer);
            m_handles.push_back({m_chosen.dataset, &layer});
            chunks.resize((m_total + block_size - 1) / block_size);
            parallel_blocks(m_total, block_size, m_options.threads,
                            [&](std::size_t begin, std::size_t end) {
                                const NoCrsSearch no_search;
                                Handle handle = take_handle();
                                chunks[begin / block_size] = read_range(*handle.layer, begin, end);
                                give_back(std::move(handle));
                                told(end - begin);
                            });
            return chunks;
        }
        m_total = count > 0 ? static_cast<std::size_t>(count) : 0;
        ignore_other_fields(layer);
        layer.ResetReading();
        {
            const GdalMessages messages;
            for (bool more = true; more;) {
                Chunk chunk = empty_chunk(layer);
                while (chunk.size() < sequential_block_size) {
                    const OGRFeatureUniquePtr feature{layer.GetNextFeature()};
                    if (!feature) {
                        more = false;
                        break;
                    }
                    add_feature(chunk, *feature,
                                chunks.size() * sequential_block_size + chunk.size());
                }
                told(chunk.size());
                if (chunk.size() > 0) {
                    chunks.push_back(std::move(chunk));
                }
            }
            if (messages.failed()) {
                throw InputError("E-INPUT-52",
                                 "is damaged after feature " +
                                     std::to_string(chunks.empty() ? 0
                                                                   : (chunks.size() - 1) *
                                                                             sequential_block_size +
                                                                         chunks.back().size()) +
                                     ": " + messages.last_failure(),
                                 "a file that reads to its end", "get the file again");
            }
        }
        parallel_blocks(chunks.size(), 1, m_options.threads,
                        [&](std::size_t b, std::size_t) { finish(chunks[b]); });
        return chunks;
    }

  private:
    struct Handle {
        std::shared_ptr<GDALDataset> dataset;
        OGRLayer* layer = nullptr;
    };

    Handle take_handle() {
        {
            const std::scoped_lock lock(m_mutex);
            if (!m_handles.empty()) {
                Handle handle = std::move(m_handles.back());
                m_handles.pop_back();
                return handle;
            }
        }
        Handle handle;
        handle.dataset = open_source(m_chosen.source);
        handle.layer = handle.dataset->GetLayer(m_chosen.index);
        ignore_other_fields(*handle.layer);
        return handle;
    }

    void give_back(Handle handle) {
        const std::scoped_lock lock(m_mutex);
        m_handles.push_back(std::move(handle));
    }

    void told(std::size_t features) {
        if (m_options.progress == nullptr || m_total == 0) {
            return;
        }
        const std::scoped_lock lock(m_mutex);
        m_done += features;
        m_options.progress->update("reading boundaries",
                                   static_cast<double>(m_done) / static_cast<double>(m_total));
    }

    void ignore_other_fields(OGRLayer& layer) const {
        if (m_options.with_fields) {
            return;
        }
        const OGRFeatureDefn& definition = *layer.GetLayerDefn();
        std::vector<const char*> ignored;
        for (int f = 0; f < definition.GetFieldCount(); ++f) {
            const auto wanted = [f](const std::vector<int>& fields) {
                return std::find(fields.begin(), fields.end(), f) != fields.end();
            };
            if (!wanted(m_chosen.fields.codes) && !wanted(m_chosen.fields.names)) {
                ignored.push_back(definition.GetFieldDefn(f)->GetNameRef());
            }
        }
        ignored.push_back(nullptr);
        layer.SetIgnoredFields(ignored.data());
    }

    [[nodiscard]] Chunk empty_chunk(OGRLayer& layer) const {
        Chunk chunk;
        chunk.codes.resize(m_chosen.fields.codes.size());
        chunk.names.resize(m_chosen.fields.names.size());
        if (m_options.with_fields) {
            chunk.fields = BoundaryFields(*layer.GetLayerDefn());
        }
        return chunk;
    }

    Chunk read_range(OGRLayer& layer, std::size_t begin, std::size_t end) const {
        Chunk chunk = empty_chunk(layer);
        const GdalMessages messages;
        layer.SetNextByIndex(static_cast<GIntBig>(begin));
        std::size_t read = begin;
        while (read < end) {
            const OGRFeatureUniquePtr feature{layer.GetNextFeature()};
            if (!feature || feature->GetFID() >= static_cast<GIntBig>(end)) {
                break;
            }
            read = static_cast<std::size_t>(feature->GetFID()) + 1;
            add_feature(chunk, *feature, read - 1);
        }
        if (messages.failed()) {
            throw InputError(
                "E-INPUT-52",
                "is damaged near feature " + std::to_string(read) + ": " + messages.last_failure(),
                "a file that reads to its end", "get the file again");
        }
        finish(chunk);
        return chunk;
    }

    void add_text(Chunk& chunk, FieldTexts& column, const OGRFeature& feature, int field) const {
        if (!feature.IsFieldSetAndNotNull(field)) {
            column.texts.emplace_back();
            return;
        }
        DecodedText decoded = decode_text(feature.GetFieldAsString(field), m_encoding);
        chunk.recoded_against_declaration += decoded.how == Decoded::contradicts ? 1 : 0;
        chunk.cut_texts += decoded.how == Decoded::cut ? 1 : 0;
        std::string& text = decoded.text;
        const std::size_t last = text.find_last_not_of(" \t\r\n");
        text.resize(last == std::string::npos ? 0 : last + 1);
        text.erase(0, std::min(text.size(), text.find_first_not_of(" \t\r\n")));
        column.texts.push_back(std::move(text));
    }

    void add_feature(Chunk& chunk, const OGRFeature& feature, std::size_t number) const {
        for (std::size_t c = 0; c < chunk.codes.size(); ++c) {
            add_text(chunk, chunk.codes[c], feature, m_chosen.fields.codes[c]);
        }
        for (std::size_t c = 0; c < chunk.names.size(); ++c) {
            add_text(chunk, chunk.names[c], feature, m_chosen.fields.names[c]);
        }
        if (m_options.with_fields) {
            chunk.fields.add(feature, m_encoding);
        }
        AppendedShape shape;
        if (const OGRGeometry* geometry = feature.GetGeometryRef()) {
            try {
                shape = append_polygons(chunk.set, *geometry);
            } catch (GeometryError& error) {
                error.add_context("feature " + std::to_string(number + 1));
                throw;
            }
        }
        if (shape.repaired) {
            chunk.mended.push_back(chunk.size());
        }
        if (!shape.has_polygon) {
            chunk.without_shape.push_back(chunk.size());
        }
        chunk.set.area_begin.push_back(
            static_cast<std::uint32_t>(chunk.set.polygon_begin.size() - 1));
    }

    static void finish(Chunk& chunk) {
        chunk.repairs = repair_rings(chunk.set);
        chunk.set = normalise_winding(std::move(chunk.set));
    }

    const ChosenLayer& m_chosen;
    const ReadBoundariesOptions& m_options;
    std::string m_encoding;
    std::mutex m_mutex;
    std::vector<Handle> m_handles;
    std::size_t m_total = 0;
    std::size_t m_done = 0;
};

// One column of all chunks.
std::vector<FieldTexts> gather(std::vector<Chunk>& chunks, std::vector<FieldTexts> Chunk::*part,
                               const std::vector<int>& fields, OGRLayer& layer) {
    std::vector<FieldTexts> columns(fields.size());
    for (std::size_t c = 0; c < fields.size(); ++c) {
        columns[c].field = layer.GetLayerDefn()->GetFieldDefn(fields[c])->GetNameRef();
        for (Chunk& chunk : chunks) {
            auto& texts = (chunk.*part)[c].texts;
            std::move(texts.begin(), texts.end(), std::back_inserter(columns[c].texts));
            texts = {};
        }
    }
    return columns;
}

void set_codes(Boundaries& result, const std::vector<std::string>& texts) {
    std::size_t none = 0;
    std::vector<std::string> examples;
    std::unordered_map<AreaCode, std::size_t> seen;
    std::vector<std::string> repeated;
    std::size_t repeats = 0;
    result.set.codes.reserve(texts.size());
    for (std::size_t a = 0; a < texts.size(); ++a) {
        const auto code = AreaCode::parse(texts[a]);
        result.set.codes.push_back(code.value_or(AreaCode{}));
        if (!code || code->empty()) {
            ++none;
            if (examples.size() < Diagnostics::max_examples) {
                examples.push_back("feature " + std::to_string(a + 1) +
                                   (texts[a].empty() ? "" : " \"" + texts[a] + '"'));
            }
        } else if (const std::size_t times = ++seen[*code]; times > 1) {
            ++repeats;
            if (times == 2 && repeated.size() < Diagnostics::max_examples) {
                repeated.push_back(code->str());
            }
        }
    }
    if (none == texts.size()) {
        throw GeometryError("E-GEOMETRY-07", "the column " + result.code_column + " holds no codes",
                            "a code for every area", "name another code column");
    }
    if (none > 0) {
        result.findings.warn("W-GEOMETRY-03",
                             std::to_string(none) +
                                 " areas have no code that can be used; they "
                                 "are kept without one",
                             none, std::move(examples));
    }
    if (repeats > 0) {
        result.findings.warn(
            "W-GEOMETRY-04",
            std::to_string(repeats) + " areas repeat a code that stands further up; all are kept",
            repeats, std::move(repeated));
    }
}

std::string label(const Boundaries& result, std::size_t area) {
    const AreaCode& code = result.set.codes[area];
    return code.empty() ? "feature " + std::to_string(area + 1) : code.str();
}

// What the chunks had to put right, in file order.
void report_repairs(Boundaries& result, const std::vector<Chunk>& chunks) {
    struct Tally {
        std::uint64_t count = 0;
        std::vector<std::string> examples;
        void add(std::string text) {
            ++count;
            if (examples.size() < Diagnostics::max_examples) {
                examples.push_back(std::move(text));
            }
        }
    };
    Tally repaired;
    Tally vanished;
    Tally without;
    double largest = 0;
    std::size_t contradicting = 0;
    std::size_t cut = 0;
    std::size_t first = 0;
    for (const Chunk& chunk : chunks) {
        std::vector<std::size_t> areas = chunk.mended;
        for (const Repair& repair : chunk.repairs) {
            areas.push_back(repair.area);
            if (repair.vanished) {
                vanished.add(label(result, first + repair.area));
            } else if (repair.area_before > 0) {
                // Of the larger of the two, so that it lies between 0 and 1 for any shape.
                largest = std::max(largest, std::abs(repair.area_after - repair.area_before) /
                                                std::max(repair.area_before, repair.area_after));
            }
        }
        std::sort(areas.begin(), areas.end());
        areas.erase(std::unique(areas.begin(), areas.end()), areas.end());
        for (const std::size_t a : areas) {
            result.repaired.push_back(label(result, first + a));
            repaired.add(label(result, first + a));
        }
        for (const std::size_t a : chunk.without_shape) {
            without.add(label(result, first + a));
        }
        contradicting += chunk.recoded_against_declaration;
        cut += chunk.cut_texts;
        first += chunk.size();
    }
    if (repaired.count > 0) {
        result.findings.warn("W-GEOMETRY-01",
                             "the rings of " + std::to_string(repaired.count) +
                                 " areas were not valid and have been repaired; the largest "
                                 "change of an area is " +
                                 fixed_text(100 * largest, 4) + "%",
                             repaired.count, std::move(repaired.examples));
    }
    if (vanished.count > 0) {
        result.findings.warn("W-GEOMETRY-07",
                             std::to_string(vanished.count) +
                                 " areas had rings that enclose nothing; they are kept without a "
                                 "shape",
                             vanished.count, std::move(vanished.examples));
    }
    if (without.count > 0) {
        result.findings.warn(
            "W-GEOMETRY-02",
            std::to_string(without.count) + " areas have no polygon; they are kept without a shape",
            without.count, std::move(without.examples));
    }
    if (contradicting > 0) {
        result.findings.warn("W-GEOMETRY-05",
                             std::to_string(contradicting) +
                                 " texts are not UTF-8 as the file says; read as Windows-1252",
                             contradicting);
    }
    if (cut > 0) {
        result.findings.warn("W-GEOMETRY-06",
                             std::to_string(cut) +
                                 " texts end in the middle of a character, cut "
                                 "by the width of their field",
                             cut);
    }
}

Boundaries read_chosen(const std::vector<BoundarySource>& sources,
                       const ReadBoundariesOptions& options) {
    const NoCrsSearch no_search;
    const ChosenLayer chosen = choose_layer(sources, options);
    OGRLayer& layer = *chosen.dataset->GetLayer(chosen.index);
    Boundaries result;
    result.layer = layer.GetName();
    LayerReader reader(chosen, options);
    std::vector<Chunk> chunks = reader.read(layer);

    std::size_t points = 0;
    std::size_t areas = 0;
    for (const Chunk& chunk : chunks) {
        points += chunk.set.points.size();
        areas += chunk.size();
    }
    if (areas == 0) {
        throw InputError("E-INPUT-51", "the layer " + result.layer + " has no features",
                         "at least one area", "check the file");
    }
    std::vector<FieldTexts> codes = gather(chunks, &Chunk::codes, chosen.fields.codes, layer);
    std::vector<FieldTexts> names = gather(chunks, &Chunk::names, chosen.fields.names, layer);
    if (const auto column = find_code_column(codes, options)) {
        result.code_column = codes[*column].field;
        set_codes(result, codes[*column].texts);
    } else {
        result.set.codes.resize(areas);
    }
    const int name_column = choose_name_column(names, result.code_column);
    if (name_column >= 0) {
        result.name_column = names[static_cast<std::size_t>(name_column)].field;
        result.set.names = std::move(names[static_cast<std::size_t>(name_column)].texts);
    } else {
        result.set.names.resize(areas);
    }
    report_repairs(result, chunks);
    result.set.points.reserve(points);
    BoundaryFields fields;
    for (Chunk& chunk : chunks) {
        append_shapes(result.set, chunk.set);
        fields.append(std::move(chunk.fields));
        chunk.set = {};
    }
    result.fields = fields.take();
    result.geography = detect_geography(result.set.codes, result.code_column);
    result.crs = settle_crs(crs_from_file(layer.GetSpatialRef()), options,
                            bounding_box(result.set.points), result.set.codes, result.findings);
    return result;
}

}  // namespace

Boundaries read_boundaries(const std::filesystem::path& path,
                           const ReadBoundariesOptions& options) {
    try {
        return read_chosen(boundary_sources(path), options);
    } catch (Error& error) {
        error.in_file(path.string());
        throw;
    }
}

std::vector<LayerSummary> list_layers(const std::filesystem::path& path) {
    std::vector<LayerSummary> summaries;
    try {
        for (const BoundarySource& source : boundary_sources(path)) {
            const DatasetPtr dataset = open_source(source);
            const GdalMessages quiet;
            for (int l = 0; l < dataset->GetLayerCount(); ++l) {
                OGRLayer& layer = *dataset->GetLayer(l);
                LayerSummary summary;
                summary.name = layer.GetName();
                summary.features =
                    static_cast<std::uint64_t>(std::max<GIntBig>(0, layer.GetFeatureCount()));
                summary.geometry = to_string(kind_of_layer(layer));
                summary.crs = crs_from_file(layer.GetSpatialRef());
                const OGRFeatureDefn& definition = *layer.GetLayerDefn();
                for (int f = 0; f < definition.GetFieldCount(); ++f) {
                    summary.fields.emplace_back(definition.GetFieldDefn(f)->GetNameRef());
                }
                summaries.push_back(std::move(summary));
            }
        }
    } catch (Error& error) {
        error.in_file(path.string());
        throw;
    }
    return summaries;
}

}  // namespace levelin::geodata
