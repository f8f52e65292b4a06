#include <ogrsf_frmts.h>

#include <algorithm>
#include <levelin/core/error.hpp>
#include <levelin/core/parallel.hpp>
#include <levelin/geodata/read_boundaries.hpp>
#include <mutex>
#include <optional>

#include "boundary_chunks.hpp"
#include "boundary_crs.hpp"
#include "boundary_fields.hpp"
#include "boundary_layers.hpp"
#include "boundary_source.hpp"
#include "read_geojson.hpp"
#include "read_with_gdal.hpp"

namespace levelin::geodata {

namespace {

using namespace detail;

constexpr std::size_t block_size = 1024;
// Where one thread reads and all check: small, so that a few broken shapes spread over the threads.
constexpr std::size_t sequential_block_size = 128;

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
        column.texts.push_back(field_text(chunk, feature.GetFieldAsString(field), m_encoding));
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
        close_area(chunk, shape);
    }

    const ChosenLayer& m_chosen;
    const ReadBoundariesOptions& m_options;
    std::string m_encoding;
    std::mutex m_mutex;
    std::vector<Handle> m_handles;
    std::size_t m_total = 0;
    std::size_t m_done = 0;
};

}  // namespace

Boundaries detail::read_with_gdal(const std::vector<BoundarySource>& sources,
                                  const ReadBoundariesOptions& options) {
    const NoCrsSearch no_search;
    const ChosenLayer chosen = choose_layer(sources, options);
    OGRLayer& layer = *chosen.dataset->GetLayer(chosen.index);
    LayerReader reader(chosen, options);
    std::vector<Chunk> chunks = reader.read(layer);
    LayerFacts facts;
    facts.name = layer.GetName();
    const auto names_of = [&](const std::vector<int>& fields) {
        std::vector<std::string> names;
        for (const int f : fields) {
            names.emplace_back(layer.GetLayerDefn()->GetFieldDefn(f)->GetNameRef());
        }
        return names;
    };
    facts.code_fields = names_of(chosen.fields.codes);
    facts.name_fields = names_of(chosen.fields.names);
    facts.crs = crs_from_file(layer.GetSpatialRef());
    return assemble(std::move(chunks), std::move(facts), options);
}

Boundaries read_boundaries(const std::filesystem::path& path,
                           const ReadBoundariesOptions& options) {
    try {
        const std::vector<BoundarySource> sources = boundary_sources(path);
        if (sources.size() == 1) {
            const NoCrsSearch no_search;
            if (std::optional<Boundaries> read = read_geojson(sources.front(), options)) {
                return std::move(*read);
            }
        }
        return read_with_gdal(sources, options);
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
