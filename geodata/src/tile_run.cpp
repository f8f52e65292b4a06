#include "tile_run.hpp"

#include <algorithm>
#include <cmath>
#include <levelin/core/error.hpp>
#include <levelin/core/html_text.hpp>
#include <levelin/core/number_text.hpp>
#include <nlohmann/json.hpp>

#include "zoom_shapes.hpp"

namespace levelin::geodata::detail {

namespace {

// Above this a tile loads slowly; it is the limit that other makers of tiles keep to.
constexpr std::size_t large_tile_bytes = 500'000;

std::string vector_layers(const std::string& layer, const TileAttributes& attributes,
                          const ExportOptions& options) {
    nlohmann::ordered_json fields = nlohmann::ordered_json::object();
    for (std::size_t k = 0; k < attributes.keys().size(); ++k) {
        fields[attributes.keys()[k]] = attributes.is_number(k) ? "Number" : "String";
    }
    nlohmann::ordered_json one;
    one["id"] = layer;
    one["description"] = "";
    one["minzoom"] = options.min_zoom;
    one["maxzoom"] = options.max_zoom;
    one["fields"] = std::move(fields);
    return nlohmann::ordered_json::array({one}).dump();
}

TileSetInfo info_of(const ExportLayer& layer, const std::string& name, const Box& bounds,
                    const TileAttributes& attributes, const ExportOptions& options) {
    TileSetInfo info;
    info.name = name;
    info.description = std::to_string(layer.table.size()) + " areas";
    for (const std::string& line : layer.attribution) {
        info.attribution += info.attribution.empty() ? "" : "; ";
        info.attribution += html_text(line);
    }
    info.bounds = bounds;
    const Point low = to_mercator({bounds.min_x, bounds.max_y});
    const Point high = to_mercator({bounds.max_x, bounds.min_y});
    info.centre = from_mercator({(low.x + high.x) / 2, (low.y + high.y) / 2});
    // Where the layer is about as large as one tile.
    const double side = std::max({high.x - low.x, high.y - low.y, 1e-9});
    info.centre_zoom = std::clamp(static_cast<int>(std::floor(-std::log2(side))), options.min_zoom,
                                  options.max_zoom);
    info.min_zoom = options.min_zoom;
    info.max_zoom = options.max_zoom;
    info.vector_layers = vector_layers(name, attributes, options);
    return info;
}

void check_shapes(const ExportLayer& layer) {
    const bool has_shapes = layer.coverage ? layer.coverage->topology().ring_count() > 0
                                           : layer.shapes.ring_count() > 0;
    if (!has_shapes) {
        throw GeometryError("E-TILE-02", "no area has a shape, so there is nothing to put in tiles",
                            "areas with boundaries", "give the layer's boundaries");
    }
}

// "12 at zoom 0, 3 at zoom 1".
class ByZoom {
  public:
    void add(int zoom, std::uint64_t count) {
        if (count > 0) {
            m_text += m_text.empty() ? "" : ", ";
            m_text += std::to_string(count) + " at zoom " + std::to_string(zoom);
            m_most = std::max(m_most, count);
        }
    }
    [[nodiscard]] const std::string& text() const noexcept { return m_text; }
    [[nodiscard]] std::uint64_t most() const noexcept { return m_most; }

  private:
    std::string m_text;
    std::uint64_t m_most = 0;
};

class Findings {
  public:
    explicit Findings(const ExportLayer& layer) : m_layer(layer) {}

    void zoom(int zoom, const KeptVisible& shapes) {
        m_missing.add(zoom, shapes.missing.size());
        if (!shapes.missing.empty()) {
            m_last_missing = shapes.missing;
        }
        m_kept.add(zoom, shapes.kept.size());
        if (!shapes.kept.empty()) {
            m_last_kept = shapes.kept;
        }
    }
    void tiles(int zoom, std::uint64_t large, std::size_t largest) {
        m_large.add(zoom, large);
        m_largest = std::max(m_largest, largest);
    }
    void report(Diagnostics& findings) const {
        if (m_missing.most() > 0) {
            findings.note("N-TILE-01",
                          "areas that have no extent in the units of a zoom (1/4096 of a tile) are "
                          "left out there: " +
                              m_missing.text(),
                          m_missing.most(), codes(m_last_missing));
        }
        if (m_kept.most() > 0) {
            findings.note("N-TILE-02",
                          "areas of a pixel or more that are too narrow for the units of a zoom "
                          "are drawn one unit wide there: " +
                              m_kept.text(),
                          m_kept.most(), codes(m_last_kept));
        }
        if (m_large.most() > 0) {
            findings.warn("W-TILE-01",
                          "tiles above " + std::to_string(large_tile_bytes / 1000) +
                              " kB (the largest has " + std::to_string(m_largest / 1000) +
                              " kB): " + m_large.text(),
                          m_large.most());
        }
    }

  private:
    [[nodiscard]] std::vector<std::string> codes(const std::vector<std::uint32_t>& areas) const {
        std::vector<std::string> examples;
        for (const std::uint32_t a : areas) {
            if (examples.size() == Diagnostics::max_examples) {
                break;
            }
            examples.push_back(m_layer.table.codes[a].str());
        }
        return examples;
    }

    const ExportLayer& m_layer;
    ByZoom m_missing;
    ByZoom m_kept;
    ByZoom m_large;
    std::size_t m_largest = 0;
    std::vector<std::uint32_t> m_last_missing;
    std::vector<std::uint32_t> m_last_kept;
};

}  // namespace

void check_zooms(const ExportOptions& options) {
    if (options.min_zoom < 0 || options.max_zoom > max_tile_zoom ||
        options.min_zoom > options.max_zoom) {
        throw UsageError(
            "E-TILE-01",
            "the zooms " + std::to_string(options.min_zoom) + " to " +
                std::to_string(options.max_zoom) + " cannot be made",
            "zooms from 0 to " + std::to_string(max_tile_zoom) + ", the lower one first",
            "give other zooms");
    }
}

TileRun run_tiles(const ExportLayer& layer, const ExportOptions& options,
                  const std::function<void(MadeTile tile)>& take) {
    check_zooms(options);
    check_shapes(layer);
    ReprojectOptions reproject = options.reproject;
    reproject.threads = options.threads;
    const ZoomShapes shapes(layer, options.max_zoom, reproject);
    const TileAttributes attributes(layer.table, layer.has_status);
    TileOptions tile_options;
    tile_options.layer = layer.name.empty() ? "areas" : layer.name;
    tile_options.threads = options.threads;

    TileRun run;
    run.info = info_of(layer, tile_options.layer, shapes.bounds(), attributes, options);
    run.operation = shapes.operation();
    run.findings.append(shapes.findings());
    if (!shapes.is_coverage()) {
        run.findings.note("N-TILE-03",
                          "the areas do not lie side by side without overlaps, so that each is "
                          "brought to the zooms by itself");
    }
    Findings findings(layer);
    std::uint64_t tiles = 0;
    const int zooms = options.max_zoom - options.min_zoom + 1;
    for (int zoom = options.min_zoom; zoom <= options.max_zoom; ++zoom) {
        const KeptVisible at_zoom = shapes.at(zoom);
        findings.zoom(zoom, at_zoom);
        if (options.progress != nullptr) {
            tile_options.told = [&](std::size_t done, std::size_t all) {
                const double part = static_cast<double>(done) / static_cast<double>(all);
                options.progress->update("making tiles", (zoom - options.min_zoom + part) / zooms);
            };
        }
        std::uint64_t large = 0;
        std::size_t largest = 0;
        make_tiles(at_zoom.shapes, attributes, tile_options, [&](MadeTile tile) {
            large += tile.gzip.size() > large_tile_bytes ? 1 : 0;
            largest = std::max(largest, tile.gzip.size());
            ++tiles;
            take(std::move(tile));
        });
        findings.tiles(zoom, large, largest);
    }
    if (tiles == 0) {
        throw GeometryError("E-TILE-04",
                            "no area is large enough to be drawn at the zooms up to " +
                                std::to_string(options.max_zoom),
                            "areas of a pixel or more", "give a higher highest zoom");
    }
    findings.report(run.findings);
    return run;
}

}  // namespace levelin::geodata::detail
